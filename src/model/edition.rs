use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::{Finish, Period, PeriodKind};

/// How many weeks before the current one may be published where nothing says
/// from when on.
const REACH: Days = Days::new(4 * 7);

/// A week as one that publishes digests sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The week.
    pub period: Period,
    /// How many updates there are for it and for its days.
    pub updates: usize,
    /// Whether its digest was published.
    pub is_published: bool,
    /// Whether it is over for everybody.
    pub finish: Finish,
}

/// What is to be done with a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its digest is to be published.
    Publish,
    /// Its digest was published before.
    Published,
    /// Nobody posted for it.
    Silent,
    /// It is not over for everybody.
    Open,
}

impl Verdict {
    /// Returns the spelling used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Published => "published",
            Self::Silent => "silent",
            Self::Open => "open",
        }
    }
}

impl Edition {
    /// Lists the weeks that may have to be published, the oldest first, up to
    /// the one that holds `today`.
    ///
    /// They begin with `since`, where that is given. Otherwise they begin
    /// after the last published digest, or where a week lies open between
    /// digests of the last four weeks with that one; where there is no digest,
    /// with the fourth week before the current one. None is earlier than
    /// `first`, the first week that has updates.
    #[must_use]
    pub fn weeks(
        published: &BTreeSet<Period>,
        first: Option<Period>,
        since: Option<Period>,
        today: NaiveDate,
    ) -> Vec<Period> {
        let week = |day| Period::of(PeriodKind::Week, day);
        let Some(first) = first else {
            return Vec::new();
        };
        let after = |digest: Option<&Period>| digest.and_then(|digest| digest.next());
        let recent = week(today.checked_sub_days(REACH).unwrap_or(today));
        let begin = match (since, after(published.first()), after(published.last())) {
            (Some(since), _, _) => week(since.first_day()),
            (None, Some(earliest), Some(latest)) => latest.min(recent.max(earliest)),
            (None, _, _) => recent,
        };
        let begin = begin.max(week(first.first_day()));
        std::iter::successors(Some(begin), |period| period.next())
            .take_while(|period| *period <= week(today))
            .collect()
    }

    /// Says what is to be done with the week.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        if self.is_published {
            Verdict::Published
        } else if !self.finish.is_finished() {
            Verdict::Open
        } else if self.updates == 0 {
            Verdict::Silent
        } else {
            Verdict::Publish
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    #[test]
    fn weeks_begin_where_the_last_digest_left_off() {
        for (published, first, since, want) in [
            // Nothing was posted, or only just now.
            ("", "", "", ""),
            ("", "2026-W48", "", "2026-W48"),
            // No digest yet: four weeks, or what has updates.
            (
                "",
                "2026-W01",
                "",
                "2026-W44 2026-W45 2026-W46 2026-W47 2026-W48",
            ),
            ("", "2026-11-16", "", "2026-W47 2026-W48"),
            // After the last one, however long ago that was.
            (
                "2026-W43",
                "2026-W01",
                "",
                "2026-W44 2026-W45 2026-W46 2026-W47 2026-W48",
            ),
            ("2026-W46", "2026-W01", "", "2026-W47 2026-W48"),
            ("2026-W47", "2026-W01", "", "2026-W48"),
            ("2026-W48", "2026-W01", "", ""),
            // What lies open between digests of late, and nothing older.
            (
                "2026-W44 2026-W46 2026-W47",
                "2026-W01",
                "",
                "2026-W45 2026-W46 2026-W47 2026-W48",
            ),
            (
                "2026-W20 2026-W47",
                "2026-W01",
                "",
                "2026-W44 2026-W45 2026-W46 2026-W47 2026-W48",
            ),
            // As it was said.
            ("", "2026-W01", "2026-W47", "2026-W47 2026-W48"),
            (
                "2026-W47",
                "2026-W01",
                "2026-11-11",
                "2026-W46 2026-W47 2026-W48",
            ),
            ("", "2026-W46", "2020-W01", "2026-W46 2026-W47 2026-W48"),
            ("", "2026-W01", "2027-W01", ""),
        ] {
            let published = published.split_whitespace().map(period).collect();
            let some = |text: &str| text.parse().ok();
            let today = "2026-11-23".parse().expect("a day");
            let weeks = Edition::weeks(&published, some(first), some(since), today);
            let weeks: Vec<String> = weeks.iter().map(Period::to_string).collect();
            assert_eq!(weeks.join(" "), want, "{published:?} {first} {since}");
        }
    }

    #[test]
    fn a_week_is_published_once_when_it_is_over_and_has_updates() {
        let over = || Finish::Finished("2026-11-23T10:00:00Z".parse().expect("an instant"));
        let open = || Finish::Open {
            until: "2026-11-23T10:00:00Z".parse().expect("an instant"),
            waiting: Vec::new(),
        };
        for (updates, is_published, finish, want) in [
            (3, false, over(), Verdict::Publish),
            (0, false, over(), Verdict::Silent),
            (3, false, open(), Verdict::Open),
            (0, false, open(), Verdict::Open),
            (3, true, over(), Verdict::Published),
            (3, true, open(), Verdict::Published),
        ] {
            let edition = Edition {
                period: period("2026-W47"),
                updates,
                is_published,
                finish,
            };
            assert_eq!(edition.verdict(), want, "{edition:?}");
        }
    }
}
