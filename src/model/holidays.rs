use std::collections::BTreeMap;

use chrono::NaiveDate;

/// The days off of a calendar, with their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, String>,
}

impl Holidays {
    /// Returns the name of the holiday on `day`, if it is one.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<&str> {
        self.days.get(&day).map(String::as_str)
    }

    /// Returns every holiday, in order.
    pub fn iter(&self) -> impl Iterator<Item = (NaiveDate, &str)> {
        self.days.iter().map(|(day, name)| (*day, name.as_str()))
    }
}

impl FromIterator<(NaiveDate, String)> for Holidays {
    /// Collects days with their names; of several on one day the first name
    /// counts.
    fn from_iter<I: IntoIterator<Item = (NaiveDate, String)>>(all: I) -> Self {
        let mut days = BTreeMap::new();
        for (day, name) in all {
            days.entry(day).or_insert(name);
        }
        Self { days }
    }
}
