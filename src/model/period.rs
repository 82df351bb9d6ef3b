use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// An ISO 8601 week: a week-numbering year and a week from 1 to 52 or 53.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i32,
    week: u32,
}

impl Week {
    /// Returns the week, or `None` where that ISO year has no such week or
    /// lies outside 1 to 9999.
    #[must_use]
    pub fn new(year: i32, week: u32) -> Option<Self> {
        (1..=9999).contains(&year).then_some(())?;
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|_| Self { year, week })
    }

    /// Returns the week that holds `day`.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        let iso = day.iso_week();
        Self {
            year: iso.year(),
            week: iso.week(),
        }
    }

    /// Returns the ISO year, which differs from the calendar year around
    /// New Year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Returns the number of the week within its ISO year, from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.week
    }

    /// Returns the Monday of the week.
    #[must_use]
    pub fn monday(self) -> NaiveDate {
        NaiveDate::from_isoywd_opt(self.year, self.week, Weekday::Mon)
            .expect("a Week is only made of a year and week that exist")
    }
}

/// What an update covers: one calendar day of its author, or one ISO week.
///
/// The order is that of the time at which a period ends; a week comes after
/// its own Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// The author's own calendar day.
    Day(NaiveDate),
    /// An ISO week, Monday to Sunday.
    Week(Week),
}

/// Whether a period is a day or a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    /// One day.
    Day,
    /// One ISO week.
    Week,
}

impl PeriodKind {
    /// Returns the adjective for an update of this kind: `daily` or `weekly`.
    #[must_use]
    pub const fn adjective(self) -> &'static str {
        match self {
            Self::Day => "daily",
            Self::Week => "weekly",
        }
    }
}

/// The text is neither `YYYY-MM-DD` nor `YYYY-Www`, or names a day or week
/// that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period is a date that exists, such as 2026-11-22, or an ISO week, such as 2026-W47")]
pub struct PeriodError;

impl Period {
    /// Returns the period of this kind that holds `day`.
    #[must_use]
    pub fn of(kind: PeriodKind, day: NaiveDate) -> Self {
        match kind {
            PeriodKind::Day => Self::Day(day),
            PeriodKind::Week => Self::Week(Week::of(day)),
        }
    }

    /// Returns whether the period is a day or a week.
    #[must_use]
    pub const fn kind(self) -> PeriodKind {
        match self {
            Self::Day(_) => PeriodKind::Day,
            Self::Week(_) => PeriodKind::Week,
        }
    }

    /// Returns the first day of the period.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Week(week) => week.monday(),
        }
    }

    /// Returns the last day of the period, which is part of it.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Week(week) => week
                .monday()
                .checked_add_days(Days::new(6))
                .expect("weeks end before the year 10000"),
        }
    }

    /// Returns whether `day` lies within the period.
    #[must_use]
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first_day()..=self.last_day()).contains(&day)
    }

    /// Returns the period of the same kind just before this one, or `None`
    /// before the year 1.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        let day = self.first_day().pred_opt()?;
        (day.year() >= 1).then(|| Self::of(self.kind(), day))
    }

    /// Returns the period of the same kind just after this one, or `None`
    /// after the year 9999.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let day = self.last_day().succ_opt()?;
        (day.year() <= 9999).then(|| Self::of(self.kind(), day))
    }

    /// Returns the period for people: its own spelling after the weekday of a
    /// day, or before the days of a week: `Sunday 2026-11-22`,
    /// `week 2026-W47 (16 to 22 November)`.
    #[must_use]
    pub fn describe(self) -> String {
        match self {
            Self::Day(day) => format!("{} {self}", day.format("%A")),
            Self::Week(_) => {
                let (first, last) = (self.first_day(), self.last_day());
                let from = if first.month() == last.month() {
                    first.format("%-d")
                } else {
                    first.format("%-d %B")
                };
                format!("week {self} ({from} to {})", last.format("%-d %B"))
            }
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |period: &Self| (period.last_day(), period.kind() == PeriodKind::Week);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A digest prints tens of thousands, so the digits are set by hand.
        match self {
            Self::Day(day) => {
                let mut text = *b"0000-00-00";
                set_digits(&mut text[..4], day.year().unsigned_abs());
                set_digits(&mut text[5..7], day.month());
                set_digits(&mut text[8..], day.day());
                f.pad(std::str::from_utf8(&text).expect("digits and dashes are ASCII"))
            }
            Self::Week(week) => {
                let mut text = *b"0000-W00";
                set_digits(&mut text[..4], week.year.unsigned_abs());
                set_digits(&mut text[6..], week.week);
                f.pad(std::str::from_utf8(&text).expect("digits and dashes are ASCII"))
            }
        }
    }
}

/// Writes a number in decimal, with zeros before it, into all of `place`.
fn set_digits(place: &mut [u8], number: u32) {
    let mut rest = number;
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads `2026-11-22` or `2026-W47`, in exactly that spelling.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let digits = |part: &str, len: usize| -> Option<u32> {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        };
        let parse = || -> Option<Self> {
            let mut parts = text.split('-');
            let year = i32::try_from(digits(parts.next()?, 4)?).ok()?;
            let second = parts.next()?;
            let third = parts.next();
            parts.next().is_none().then_some(())?;
            match (second.strip_prefix('W'), third) {
                (Some(week), None) => Week::new(year, digits(week, 2)?).map(Self::Week),
                (None, Some(day)) if year >= 1 => {
                    NaiveDate::from_ymd_opt(year, digits(second, 2)?, digits(day, 2)?)
                        .map(Self::Day)
                }
                _ => None,
            }
        };
        parse().ok_or(PeriodError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    #[test]
    fn reads_exactly_the_two_spellings() {
        for good in [
            "2026-11-22",
            "2026-W47",
            "2020-W53",
            "2024-02-29",
            "0001-01-01",
        ] {
            assert_eq!(period(good).to_string(), good);
        }
        for bad in [
            "",
            "2026",
            "2026-11",
            "2026-13-01",
            "2023-02-29",
            "2026-W00",
            "2021-W53",
            "2026-w47",
            "2026-W7",
            "26-11-22",
            "2026-11-22-",
            "2026-11-2",
            "+026-11-22",
            "0000-01-01",
            "2026-W47-1",
            "２０２６-11-22",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn weeks_cross_year_ends() {
        assert_eq!(period("2020-W53").first_day().to_string(), "2020-12-28");
        assert_eq!(period("2020-W53").last_day().to_string(), "2021-01-03");
        assert_eq!(period("2020-W53").next(), Some(period("2021-W01")));
        assert_eq!(period("2026-01-01").previous(), Some(period("2025-12-31")));
        assert_eq!(period("2024-02-28").next(), Some(period("2024-02-29")));
    }

    #[test]
    fn a_week_comes_after_its_sunday() {
        let mut periods = ["2026-W47", "2026-11-23", "2026-11-22", "2026-W46"].map(period);
        periods.sort();
        assert_eq!(
            periods.map(|p| p.to_string()),
            ["2026-W46", "2026-11-22", "2026-W47", "2026-11-23"]
        );
    }

    #[test]
    fn describes_itself_with_the_weekday() {
        assert_eq!(period("2026-11-22").describe(), "Sunday 2026-11-22");
        assert_eq!(
            period("2026-W47").describe(),
            "week 2026-W47 (16 to 22 November)"
        );
        assert_eq!(
            period("2020-W53").describe(),
            "week 2020-W53 (28 December to 3 January)"
        );
    }

    proptest::proptest! {
        #[test]
        fn days_and_weeks_form_a_calendar(number in 1_i32..3_652_059) {
            let day = NaiveDate::from_num_days_from_ce_opt(number).expect("a day up to 9999");
            for kind in [PeriodKind::Day, PeriodKind::Week] {
                let period = Period::of(kind, day);
                assert!(period.contains(day) && period.kind() == kind);
                assert_eq!(period.to_string().parse(), Ok(period));
                assert_eq!(Period::of(kind, period.first_day()), period);
                assert_eq!(Period::of(kind, period.last_day()), period);
                let days = (period.last_day() - period.first_day()).num_days() + 1;
                assert_eq!(days, if kind == PeriodKind::Day { 1 } else { 7 });
                if let Some(next) = period.next() {
                    assert!(period < next);
                    assert_eq!(next.previous(), Some(period));
                    assert_eq!(period.last_day().succ_opt(), Some(next.first_day()));
                    // Text sorts as time does, within a kind.
                    assert!(period.to_string() < next.to_string());
                }
            }
        }

        #[test]
        fn the_order_is_total(numbers in proptest::collection::vec(738_000_i32..738_400, 3)) {
            let mut periods: Vec<Period> = numbers
                .iter()
                .filter_map(|&number| NaiveDate::from_num_days_from_ce_opt(number))
                .flat_map(|day| [Period::Day(day), Period::Week(Week::of(day))])
                .collect();
            periods.sort();
            for pair in periods.windows(2) {
                assert_eq!(pair[0] == pair[1], pair[0].cmp(&pair[1]) == Ordering::Equal);
                assert!(pair[0].last_day() <= pair[1].last_day());
            }
        }

        #[test]
        fn nothing_that_is_no_period_is_read_as_one(text in "\\PC{0,12}|[0-9]{4}-(W[0-9]{2}|[0-9]{2}-[0-9]{2})") {
            if let Ok(period) = text.parse::<Period>() {
                assert_eq!(period.to_string(), text);
            }
        }
    }

    #[test]
    fn a_long_year_has_53_weeks() {
        for year in 1950..=2100 {
            let thursday = |month, day| {
                let date = NaiveDate::from_ymd_opt(year, month, day);
                date.is_some_and(|date| date.weekday() == Weekday::Thu)
            };
            // ISO 8601: a year is long when it starts or ends on a Thursday.
            let long = thursday(1, 1) || thursday(12, 31);
            assert_eq!(Week::new(year, 53).is_some(), long, "{year}");
            assert!(Week::new(year, 52).is_some() && Week::new(year, 54).is_none());
        }
    }
}
