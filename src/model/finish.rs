use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Agenda, Handle, Member, Period, Team, Window, Zone};

/// Whether a period is over for a whole team.
///
/// It is finished once every update that is expected for it, or for a day of
/// it, was posted, or is no longer waited for by the clock and the calendar of
/// the member who owes it. No member's part is over before the day has begun,
/// for them, on which it is due. Where nothing is expected of anybody, the
/// period is finished when its last day is over for all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// It is, since this moment as far as the calendars tell: nobody was
    /// waited for any more.
    Finished(DateTime<Utc>),
    /// It is not.
    Open {
        /// From when on it is finished, whoever posts or does not.
        until: DateTime<Utc>,
        /// Whose updates are waited for, in the order of the team file.
        waiting: Vec<Handle>,
    },
}

impl Finish {
    /// Reckons how a period stands at `instant`; `posted` holds the updates
    /// that say something, by the handles that their files are named after.
    #[must_use]
    pub fn reckon(
        team: &Team,
        period: Period,
        posted: &BTreeSet<(Handle, Period)>,
        instant: DateTime<Utc>,
    ) -> Self {
        let window = Window::from(period);
        let mut waiting = Vec::new();
        let mut last: Option<DateTime<Utc>> = None;
        for member in &team.members {
            let agenda = Agenda::new(team, member);
            let mut is_waited_for = false;
            for duty in agenda.duties(window) {
                let ends = if has_posted(member, duty.period, posted) {
                    duty.opens
                } else {
                    let ends = agenda.waits_until(&duty);
                    is_waited_for |= instant < ends;
                    ends
                };
                last = last.max(Some(ends));
            }
            if is_waited_for {
                waiting.push(member.handle.clone());
            }
        }
        let until = last.unwrap_or_else(|| end_of(team, period));
        if instant < until {
            Self::Open { until, waiting }
        } else {
            Self::Finished(until)
        }
    }

    /// Returns whether the period is finished.
    #[must_use]
    pub const fn is_finished(&self) -> bool {
        matches!(self, Self::Finished(_))
    }
}

/// Returns whether a member posted for a period, under any handle.
fn has_posted(member: &Member, period: Period, posted: &BTreeSet<(Handle, Period)>) -> bool {
    let mut handles = member.handles();
    handles.any(|handle| posted.contains(&(handle.clone(), period)))
}

/// Returns when a period is over for everybody, by the calendar alone.
fn end_of(team: &Team, period: Period) -> DateTime<Utc> {
    let day = period.last_day();
    let members = team.members.iter();
    members
        .filter(|member| member.is_active(period.first_day(), day))
        .map(|member| Agenda::new(team, member).zone_on(day))
        .chain([team.time_zone.unwrap_or(Zone::UTC)])
        .map(|zone| zone.end_of(day))
        .max()
        .expect("the team's own zone is one of them")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Absence, Cadence, Weekly};

    /// The members, each in a zone of their own.
    const MEMBERS: [(&str, &str); 4] = [
        ("ada", "Europe/Paris"),
        ("grace", "Pacific/Honolulu"),
        ("linus", "Pacific/Auckland"),
        ("mira", "Asia/Kathmandu"),
    ];

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect(text)
    }

    fn team(cadence: Cadence) -> Team {
        let member = |(handle, zone): (&str, &str)| Member {
            time_zone: Some(zone.parse().expect(zone)),
            ..Member::new(handle.parse().expect(handle))
        };
        Team {
            cadence,
            members: MEMBERS.into_iter().map(member).collect(),
            ..Team::default()
        }
    }

    fn posts(handles: &str, of: &str) -> BTreeSet<(Handle, Period)> {
        let handles = handles.split_whitespace();
        handles
            .map(|handle| (handle.parse().expect(handle), period(of)))
            .collect()
    }

    /// Says whom a week waits for and until when, or since when it is over.
    fn said(team: &Team, posted: &BTreeSet<(Handle, Period)>, instant: &str) -> String {
        match Finish::reckon(team, period("2026-W47"), posted, at(instant)) {
            Finish::Finished(since) => format!("since {}", since.format("%d %H:%M")),
            Finish::Open { until, waiting } => {
                let waiting: Vec<&str> = waiting.iter().map(Handle::as_str).collect();
                format!("{} until {}", waiting.join(" "), until.format("%d %H:%M"))
            }
        }
    }

    #[test]
    fn a_week_is_over_when_all_have_posted_or_are_no_longer_waited_for() {
        let weekly = team(Cadence::weekly());
        let mut away = weekly.clone();
        away.members[1].absences.push(Absence {
            from: "2026-11-21".parse().expect("a day"),
            until: "2026-12-31".parse().expect("a day"),
            reason: None,
        });
        let mut on_leave = away.clone();
        on_leave.members[1].absences[0].from = "2026-11-16".parse().expect("a day");
        let mut gone = weekly.clone();
        gone.members[1].left = Some("2026-11-21".parse().expect("a day"));
        let mut renamed = weekly.clone();
        renamed.members[1].handle = "gracie".parse().expect("a handle");
        renamed.members[1].former_handles = vec!["grace".parse().expect("a handle")];
        let mut watching = weekly.clone();
        for member in &mut watching.members {
            member.observer = true;
        }
        let mut off = weekly.clone();
        off.cadence = Cadence {
            daily: None,
            weekly: None,
        };
        for (team, posted, instant, want) in [
            // Due on Friday, waited for until Monday, 10:00 in Honolulu.
            (
                &weekly,
                "",
                "2026-11-20T12:00:00Z",
                "ada grace linus mira until 23 20:00",
            ),
            (
                &weekly,
                "ada linus",
                "2026-11-20T12:00:00Z",
                "grace mira until 23 20:00",
            ),
            (
                &weekly,
                "ada linus mira",
                "2026-11-23T19:59:59Z",
                "grace until 23 20:00",
            ),
            (
                &weekly,
                "ada linus mira",
                "2026-11-23T20:00:00Z",
                "since 23 20:00",
            ),
            (&weekly, "", "2026-11-23T09:30:00Z", "grace until 23 20:00"),
            // All have posted, and it is Friday for all of them.
            (
                &weekly,
                "ada grace linus mira",
                "2026-11-20T09:59:00Z",
                " until 20 10:00",
            ),
            (
                &weekly,
                "ada grace linus mira",
                "2026-11-20T10:00:00Z",
                "since 20 10:00",
            ),
            // Leave is not waited out, and begins after the grace or before it.
            (
                &away,
                "ada linus mira",
                "2026-11-23T19:59:59Z",
                "grace until 23 20:00",
            ),
            (
                &away,
                "ada linus mira",
                "2026-11-23T20:00:00Z",
                "since 23 20:00",
            ),
            (
                &gone,
                "ada linus mira",
                "2026-11-23T20:00:00Z",
                "since 23 20:00",
            ),
            (
                &on_leave,
                "ada linus mira",
                "2026-11-20T12:00:00Z",
                "since 19 23:00",
            ),
            (
                &renamed,
                "ada grace linus mira",
                "2026-11-20T12:00:00Z",
                "since 20 10:00",
            ),
            // Where nothing is expected of anybody, the week has to end.
            (&watching, "ada", "2026-11-23T09:59:59Z", " until 23 10:00"),
            (&watching, "ada", "2026-11-23T10:00:00Z", "since 23 10:00"),
            (&off, "", "2026-11-23T10:00:00Z", "since 23 10:00"),
            (
                &Team::default(),
                "",
                "2026-11-23T00:00:00Z",
                "since 23 00:00",
            ),
        ] {
            let posted = posts(posted, "2026-W47");
            assert_eq!(said(team, &posted, instant), want, "{posted:?} {instant}");
        }
    }

    #[test]
    fn a_week_of_daily_updates_needs_those_of_each_day() {
        let daily = team(Cadence::daily());
        let mut posted = BTreeSet::new();
        for day in 16..=20 {
            posted.extend(posts("ada grace linus mira", &format!("2026-11-{day}")));
        }
        let at = "2026-11-20T12:00:00Z";
        assert_eq!(said(&daily, &posted, at), "since 20 10:00");
        let ada = ("ada".parse().expect("a handle"), period("2026-11-18"));
        assert!(posted.remove(&ada));
        // A day whose grace is over holds nothing up.
        assert_eq!(said(&daily, &posted, at), "since 20 10:00");
        let ada = ("ada".parse().expect("a handle"), period("2026-11-20"));
        assert!(posted.remove(&ada));
        assert_eq!(said(&daily, &posted, at), "ada until 23 08:00");
    }

    #[test]
    fn nobody_is_waited_for_without_end() {
        let long = Cadence {
            daily: None,
            weekly: Some(Weekly {
                grace: chrono::TimeDelta::MAX,
                ..Weekly::default()
            }),
        };
        let endless = team(long);
        assert!(said(&endless, &BTreeSet::new(), "2027-11-20T12:00:00Z").contains("grace"));
        // A calendar of holidays without end counts for a week.
        let mut festive = team(Cadence::weekly());
        let path = "holidays.ics".to_owned();
        let first: chrono::NaiveDate = "2026-11-21".parse().expect("a day");
        let days = first.iter_days().take(300).map(|day| (day, "x".to_owned()));
        festive.calendars.insert(path.clone(), days.collect());
        festive.members[0].holidays = Some(path);
        let posted = posts("grace linus mira", "2026-W47");
        let said = said(&festive, &posted, "2026-11-24T12:00:00Z");
        assert_eq!(said, "ada until 30 09:00");
    }
}
