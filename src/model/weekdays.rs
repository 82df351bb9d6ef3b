use std::fmt;

use chrono::Weekday;

/// A set of days of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// No day.
    pub const NONE: Self = Self(0);

    /// Monday to Friday.
    pub const WORKING: Self = Self(0b001_1111);

    /// Every day of the week, Monday first.
    pub const ORDER: [Weekday; 7] = [
        Weekday::Mon,
        Weekday::Tue,
        Weekday::Wed,
        Weekday::Thu,
        Weekday::Fri,
        Weekday::Sat,
        Weekday::Sun,
    ];

    /// Returns whether the set holds a day.
    #[must_use]
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// Returns the set with one more day.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | bit(day))
    }

    /// Returns whether the set holds no day.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns how many days the set holds.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// Returns the days of the set, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        Self::ORDER
            .into_iter()
            .filter(move |&day| self.contains(day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::NONE, Self::with)
    }
}

/// Writes the days as in files: `mon, tue`.
impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.iter().map(weekday_key).collect();
        f.pad(&names.join(", "))
    }
}

/// Returns the spelling of a day of the week in files: `mon`.
#[must_use]
pub const fn weekday_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.num_days_from_monday()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_was_put_in() {
        let days: Weekdays = [Weekday::Sun, Weekday::Mon].into_iter().collect();
        assert_eq!(days.to_string(), "mon, sun");
        assert!(days.contains(Weekday::Sun) && !days.contains(Weekday::Sat));
        assert_eq!((days.count(), days.with(Weekday::Mon)), (2, days));
        assert!(Weekdays::NONE.is_empty() && !days.is_empty());
        assert_eq!(Weekdays::WORKING.to_string(), "mon, tue, wed, thu, fri");
    }
}
