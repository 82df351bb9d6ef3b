use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::YEARS;
use super::recurrence::Recurrence;

/// An event that lasts whole days.
#[derive(Debug)]
pub(super) struct Event {
    /// What joins an event with those that replace one of its times.
    pub(super) uid: String,
    /// The time of another event that this one replaces.
    pub(super) replaces: Option<NaiveDate>,
    /// Whether it does not take place.
    pub(super) cancelled: bool,
    pub(super) name: String,
    pub(super) start: NaiveDate,
    /// How many days it lasts.
    pub(super) length: u64,
    pub(super) rules: Vec<Recurrence>,
    /// Further days on which it begins.
    pub(super) also: Vec<NaiveDate>,
    /// Days on which it does not begin.
    pub(super) except: BTreeSet<NaiveDate>,
}

impl Event {
    /// Returns the days that the event covers, within the years that are
    /// known, where `replaced` are times that other events replace.
    pub(super) fn days(
        &self,
        replaced: &BTreeSet<(&str, NaiveDate)>,
        budget: &mut usize,
    ) -> Vec<NaiveDate> {
        let mut starts: BTreeSet<NaiveDate> = self.also.iter().copied().collect();
        starts.insert(self.start);
        for rule in &self.rules {
            starts.extend(rule.days(self.start, budget));
        }
        let stands = |day: &&NaiveDate| {
            let elsewhere =
                self.replaces.is_none() && replaced.contains(&(self.uid.as_str(), **day));
            !self.except.contains(*day) && !elsewhere
        };
        let mut days = Vec::new();
        for start in starts.iter().filter(stands) {
            for n in 0..self.length {
                let day = start.checked_add_days(Days::new(n));
                let Some(day) = day.filter(|day| day.year() <= *YEARS.end() && *budget > 0) else {
                    break;
                };
                *budget -= 1;
                if YEARS.contains(&day.year()) {
                    days.push(day);
                }
            }
        }
        days
    }
}
