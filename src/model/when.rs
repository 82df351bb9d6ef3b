use std::fmt;

use chrono::{Datelike, Weekday};

use super::{Agenda, Period, Week, Weekdays, Window};

/// In which updates a section is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// In every one.
    #[default]
    Always,
    /// On these days of the week, and in every update for a week.
    Days(Weekdays),
    /// In the last update that is expected in a week.
    Weekly,
    /// In the first update of a month.
    Monthly,
    /// On the first such day of a month, and in the update for the week that
    /// holds it.
    First(Weekday),
}

/// What must be known of an update besides its period to say what it is asked
/// for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Whether no later update is expected from its author in the same week.
    pub ends_week: bool,
    /// Whether its author has posted no earlier one in the same month.
    pub begins_month: bool,
}

impl Occasion {
    /// Returns the occasion of the update of whoever has this agenda, where
    /// `previous` is the latest period before it that they have posted for.
    #[must_use]
    pub fn of(agenda: &Agenda<'_>, period: Period, previous: Option<Period>) -> Self {
        let ends_week = match period {
            Period::Week(_) => true,
            Period::Day(day) => {
                let week = Period::Week(Week::of(day));
                let duties = agenda.duties(Window::from(week));
                duties.last().is_some_and(|last| last.period == period)
            }
        };
        Self::new(period, previous, ends_week)
    }

    /// Returns the occasion of an update for `period`, where `previous` is
    /// the latest period before it that its author has posted for.
    #[must_use]
    pub fn new(period: Period, previous: Option<Period>, ends_week: bool) -> Self {
        Self {
            ends_week: ends_week || matches!(period, Period::Week(_)),
            begins_month: previous.is_none_or(|previous| month(previous) != month(period)),
        }
    }
}

impl When {
    /// Returns whether the section is asked for in an update.
    #[must_use]
    pub fn is_met(self, period: Period, occasion: Occasion) -> bool {
        match self {
            Self::Always => true,
            Self::Days(days) => match period {
                Period::Day(day) => days.contains(day.weekday()),
                Period::Week(_) => !days.is_empty(),
            },
            Self::Weekly => occasion.ends_week,
            Self::Monthly => occasion.begins_month,
            Self::First(weekday) => period
                .first_day()
                .iter_days()
                .take_while(|day| period.contains(*day))
                .any(|day| day.weekday() == weekday && day.day() <= 7),
        }
    }
}

/// Writes it as in files: `fridays`, `mon, thu`, `first monday`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.pad("always"),
            Self::Weekly => f.pad("weekly"),
            Self::Monthly => f.pad("monthly"),
            Self::First(day) => write!(f, "first {}", weekday_name(*day)),
            Self::Days(days) => match days.iter().next() {
                Some(day) if days.count() == 1 => write!(f, "{}s", weekday_name(day)),
                _ => days.fmt(f),
            },
        }
    }
}

/// Returns the name of a day of the week as it is written in files: `monday`.
#[must_use]
pub const fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "monday",
        Weekday::Tue => "tuesday",
        Weekday::Wed => "wednesday",
        Weekday::Thu => "thursday",
        Weekday::Fri => "friday",
        Weekday::Sat => "saturday",
        Weekday::Sun => "sunday",
    }
}

/// Returns year and month of a period. A week is of the month that holds most
/// of its days, and so its Thursday.
fn month(period: Period) -> (i32, u32) {
    let day = match period {
        Period::Day(day) => day,
        Period::Week(week) => week
            .monday()
            .checked_add_days(chrono::Days::new(3))
            .expect("weeks end before the year 10000"),
    };
    (day.year(), day.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_has_its_time() {
        let days = |days: &[Weekday]| When::Days(days.iter().copied().collect());
        let fridays = days(&[Weekday::Fri]);
        let first = When::First(Weekday::Mon);
        for (when, period, previous, ends_week, want) in [
            (When::Always, "2026-11-23", None, false, true),
            (fridays, "2026-11-20", None, false, true),
            (fridays, "2026-11-19", None, true, false),
            (fridays, "2026-W47", None, false, true),
            (
                days(&[Weekday::Mon, Weekday::Thu]),
                "2026-11-19",
                None,
                false,
                true,
            ),
            (When::Weekly, "2026-11-20", None, true, true),
            (When::Weekly, "2026-11-20", None, false, false),
            (When::Weekly, "2026-W47", None, false, true),
            (When::Monthly, "2026-11-23", None, false, true),
            (
                When::Monthly,
                "2026-11-23",
                Some("2026-11-02"),
                false,
                false,
            ),
            (When::Monthly, "2026-11-02", Some("2026-10-30"), false, true),
            (When::Monthly, "2026-11-02", Some("2025-11-30"), false, true),
            // The week from Monday 30 November is December's.
            (When::Monthly, "2026-W49", Some("2026-W48"), false, true),
            (When::Monthly, "2026-W50", Some("2026-W49"), false, false),
            (first, "2026-11-02", None, false, true),
            (first, "2026-11-09", None, false, false),
            (first, "2026-11-03", None, false, false),
            (first, "2026-W45", None, false, true),
            (first, "2026-W46", None, false, false),
            (When::First(Weekday::Sun), "2026-W44", None, false, true),
        ] {
            let parse = |text: &str| text.parse::<Period>().expect(text);
            let period = parse(period);
            let occasion = Occasion::new(period, previous.map(parse), ends_week);
            assert_eq!(when.is_met(period, occasion), want, "{when} {period}");
        }
    }

    #[test]
    fn a_week_ends_with_the_last_update_that_is_expected_in_it() {
        use crate::model::{Absence, Cadence, Daily, Member, Team, Weekly};

        let day = |text: &str| text.parse::<chrono::NaiveDate>().expect(text);
        let both = Cadence {
            daily: Some(Daily::default()),
            weekly: Some(Weekly::default()),
        };
        let usual = Member::new("ada".parse().expect("a handle"));
        let leaving = Member {
            absences: vec![Absence {
                from: day("2026-11-19"),
                until: day("2026-11-27"),
                reason: None,
            }],
            ..usual.clone()
        };
        let weekly_too = Member {
            cadence: Some(both),
            ..usual.clone()
        };
        let team = Team::default();
        for (member, period, want) in [
            (&usual, "2026-11-20", true),
            (&usual, "2026-11-19", false),
            (&usual, "2026-11-21", false),
            (&usual, "2026-W47", true),
            (&leaving, "2026-11-18", true),
            (&leaving, "2026-11-20", false),
            (&weekly_too, "2026-11-20", false),
            (&weekly_too, "2026-W47", true),
        ] {
            let agenda = Agenda::new(&team, member);
            let occasion = Occasion::of(&agenda, period.parse().expect(period), None);
            assert_eq!(occasion.ends_week, want, "{period}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_first_monday_comes_once_a_month(offset in 0u64..20_000) {
            let start = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
            let day = start + chrono::Days::new(offset);
            let first = day.with_day(1).expect("every month has a first");
            let occasion = Occasion { ends_week: false, begins_month: false };
            let mondays = first
                .iter_days()
                .take_while(|d| d.month() == first.month())
                .filter(|d| When::First(Weekday::Mon).is_met(Period::Day(*d), occasion));
            assert_eq!(mondays.count(), 1);
        }
    }
}
