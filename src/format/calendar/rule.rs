use chrono::Weekday;

use super::moment::Moment;
use super::recurrence::{Frequency, Recurrence};

/// How many values one part of a rule may list.
const MOST: usize = 100;

impl Recurrence {
    /// Reads a rule.
    ///
    /// # Errors
    ///
    /// The part that is not understood.
    pub(super) fn parse(text: &str) -> Result<Self, &str> {
        let mut rule = Self {
            frequency: Frequency::Yearly,
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Mon,
        };
        let mut has_frequency = false;
        for part in text.trim().split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or(part)?;
            if value.split(',').nth(MOST).is_some() {
                return Err(part);
            }
            let upper = value.to_ascii_uppercase();
            has_frequency |= name.eq_ignore_ascii_case("FREQ");
            rule.set(&name.to_ascii_uppercase(), &upper).ok_or(part)?;
        }
        has_frequency.then_some(rule).ok_or(text)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        let positive = || value.parse::<u32>().ok().filter(|n| *n > 0);
        match name {
            "FREQ" => {
                self.frequency = match value {
                    "DAILY" => Frequency::Daily,
                    "WEEKLY" => Frequency::Weekly,
                    "MONTHLY" => Frequency::Monthly,
                    "YEARLY" => Frequency::Yearly,
                    _ => return None,
                }
            }
            "INTERVAL" => self.interval = positive()?,
            "COUNT" => self.count = Some(positive()?),
            "UNTIL" => self.until = Some(Moment::parse(value)?.day()),
            "BYMONTH" => {
                let months = signed(value, 12)?;
                self.months = months
                    .into_iter()
                    .map(|month| u32::try_from(month).ok())
                    .collect::<Option<_>>()?;
            }
            "BYMONTHDAY" => self.month_days = signed(value, 31)?,
            "BYSETPOS" => self.positions = signed(value, 366)?,
            "BYDAY" => self.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
            "WKST" => self.week_start = weekday(value)?.1,
            _ => return None,
        }
        Some(())
    }
}

/// Reads numbers from `-most` to `most`, without zero.
fn signed(value: &str, most: i32) -> Option<Vec<i32>> {
    let number = |text: &str| {
        let number = text.trim().parse::<i32>().ok()?;
        (number != 0 && (-most..=most).contains(&number)).then_some(number)
    };
    value.split(',').map(number).collect()
}

/// Reads `MO`, `4TH` or `-1MO`.
fn weekday(text: &str) -> Option<(i32, Weekday)> {
    let text = text.trim();
    let split = text
        .len()
        .checked_sub(2)
        .filter(|&at| text.is_char_boundary(at))?;
    let (place, name) = text.split_at(split);
    let day = match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    match place {
        "" => Some((0, day)),
        _ => Some((*signed(place, 53)?.first()?, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_part_that_it_does_not_understand() {
        for (rule, part) in [
            ("FREQ=HOURLY", "FREQ=HOURLY"),
            ("FREQ=YEARLY;BYWEEKNO=20", "BYWEEKNO=20"),
            ("FREQ=YEARLY;BYMONTH=13", "BYMONTH=13"),
            ("FREQ=YEARLY;BYMONTH=-1", "BYMONTH=-1"),
            ("FREQ=YEARLY;BYMONTHDAY=0", "BYMONTHDAY=0"),
            ("FREQ=YEARLY;BYDAY=XX", "BYDAY=XX"),
            ("FREQ=YEARLY;BYDAY=\u{e9}", "BYDAY=\u{e9}"),
            ("FREQ=YEARLY;BYDAY=99MO", "BYDAY=99MO"),
            ("FREQ=YEARLY;INTERVAL=0", "INTERVAL=0"),
            ("FREQ=YEARLY;COUNT=-1", "COUNT=-1"),
            ("FREQ=YEARLY;UNTIL=soon", "UNTIL=soon"),
            ("INTERVAL=2", "INTERVAL=2"),
            ("YEARLY", "YEARLY"),
            ("", ""),
        ] {
            assert_eq!(Recurrence::parse(rule), Err(part), "{rule}");
        }
    }
}
