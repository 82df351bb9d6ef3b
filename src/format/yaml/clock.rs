//! Hours, days of the week and lengths of time, as people write them.

use chrono::{NaiveTime, TimeDelta, Weekday};

use crate::model::{Weekdays, weekday_key};

use super::super::suggest;
use super::node::{Node, Value};
use super::reader::Reader;

/// The longest that an update is waited for, in minutes: a year.
const LONGEST_GRACE: i64 = 366 * 24 * 60;

impl<'a> Reader<'a> {
    /// Reads days of the week; `None` where not one can be read. A single day
    /// may stand alone.
    pub(in crate::format) fn weekdays(
        &mut self,
        node: &'a Node<'a>,
        what: &str,
    ) -> Option<Weekdays> {
        let nodes = match &node.value {
            Value::Scalar { .. } if !node.is_null() => vec![node],
            _ => self.list(node, what),
        };
        let mut days = Weekdays::NONE;
        for node in &nodes {
            days = match self.weekday(node) {
                Some(day) => days.with(day),
                None => days,
            };
        }
        if nodes.is_empty() && !node.is_absent() {
            self.error(
                node.place,
                "never-due",
                format!("no day is named in {what}, so that nothing would ever be due"),
                "name at least one day, or take the key out",
            );
        }
        (!days.is_empty()).then_some(days)
    }

    fn weekday(&mut self, node: &Node<'_>) -> Option<Weekday> {
        let text = self.text(node, "a day of the week")?;
        let found = parse_weekday(&text);
        if found.is_none() {
            let keys = Weekdays::ORDER.map(weekday_key);
            let remedy = if text.contains(['-', ',', ' ']) {
                "name each day: [mon, tue, wed]".to_owned()
            } else {
                suggest::remedy(&text, &keys)
            };
            let message = format!("'{text}' is no day of the week");
            self.error(node.place, "bad-weekday", message, remedy);
        }
        found
    }

    /// Reads two hours: `09:00-17:00`.
    pub(in crate::format) fn hours(&mut self, node: &Node<'_>) -> Option<(NaiveTime, NaiveTime)> {
        let text = self.text(node, "the hours of work")?;
        let found = parse_hours(&text);
        if found.is_none() {
            self.error(
                node.place,
                "bad-hours",
                format!("'{text}' are no hours of work"),
                "write two hours of the clock, such as \"09:00-17:00\"",
            );
        }
        found
    }

    /// Reads an hour of the clock: `17:00`.
    pub(in crate::format) fn hour(&mut self, node: &Node<'_>) -> Option<NaiveTime> {
        let text = self.text(node, "an hour")?;
        let found = parse_hour(&text);
        if found.is_none() {
            self.error(
                node.place,
                "bad-due",
                format!("'{text}' is no hour of the clock"),
                "write one such as \"17:00\"",
            );
        }
        found
    }

    /// Reads a day of the week and an hour, either of which may be left out:
    /// `fri 16:00`.
    pub(in crate::format) fn day_and_hour(
        &mut self,
        node: &Node<'_>,
    ) -> Option<(Option<Weekday>, Option<NaiveTime>)> {
        let text = self.text(node, "a day and an hour")?;
        let found = parse_day_and_hour(&text);
        if found.is_none() {
            self.error(
                node.place,
                "bad-due",
                format!("'{text}' is no day of the week with an hour"),
                "write both, or one of them: \"fri 16:00\"",
            );
        }
        found
    }

    /// Reads a length of time: `16h`, `3d`, `2d 4h`.
    pub(in crate::format) fn grace(&mut self, node: &Node<'_>) -> Option<TimeDelta> {
        let text = self.text(node, "a length of time")?;
        let found = parse_grace(&text);
        if found.is_none() {
            self.error(
                node.place,
                "bad-grace",
                format!("'{text}' is no length of time"),
                "write days, hours and minutes, up to a year: 16h, 3d, 90m, 2d 4h",
            );
        }
        found
    }

    /// Reads how many there are from one to the next.
    pub(in crate::format) fn every(&mut self, node: &Node<'_>) -> Option<u32> {
        let text = self.text(node, "a number")?;
        match text.parse::<u32>() {
            Ok(0) => self.error(
                node.place,
                "never-due",
                "every 0 never comes, so that nothing would ever be due",
                "write 1 for every one, 2 for every second, or take the key out",
            ),
            Ok(every @ 1..=1000) => return Some(every),
            _ => self.error(
                node.place,
                "bad-every",
                format!("'{text}' is no number of days or weeks"),
                "write a whole number from 1 to 1000",
            ),
        }
        None
    }
}

/// Reads a day of the week: `mon` or `Monday`.
pub(in crate::format) fn parse_weekday(text: &str) -> Option<Weekday> {
    text.trim().parse().ok()
}

/// Reads an hour of the clock: `17:00` or `9:30`.
#[must_use]
pub fn parse_hour(text: &str) -> Option<NaiveTime> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !matches!(hours.len(), 1 | 2) || minutes.len() != 2 || !digits(hours) || !digits(minutes) {
        return None;
    }
    NaiveTime::from_hms_opt(hours.parse().ok()?, minutes.parse().ok()?, 0)
}

/// Reads two hours of the clock with a dash between; the second may be
/// `24:00`.
#[must_use]
pub fn parse_hours(text: &str) -> Option<(NaiveTime, NaiveTime)> {
    let (from, until) = text.split_once(['-', '–'])?;
    let until = if until.trim() == "24:00" {
        NaiveTime::MIN
    } else {
        parse_hour(until)?
    };
    Some((parse_hour(from)?, until))
}

/// Reads a day of the week, an hour, or both.
#[must_use]
pub fn parse_day_and_hour(text: &str) -> Option<(Option<Weekday>, Option<NaiveTime>)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words[..] {
        [day, hour] => Some((Some(parse_weekday(day)?), Some(parse_hour(hour)?))),
        [one] => match parse_weekday(one) {
            Some(day) => Some((Some(day), None)),
            None => Some((None, Some(parse_hour(one)?))),
        },
        _ => None,
    }
}

/// Reads a length of time out of days, hours and minutes, the longest first.
#[must_use]
pub fn parse_grace(text: &str) -> Option<TimeDelta> {
    let mut minutes: i64 = 0;
    let mut before = i64::MAX;
    for word in text.split_whitespace() {
        let unit = match word.as_bytes().last()? {
            b'd' => 24 * 60,
            b'h' => 60,
            b'm' => 1,
            _ => return None,
        };
        let count = &word[..word.len() - 1];
        if unit >= before || !count.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        before = unit;
        let count: i64 = count.parse().ok()?;
        minutes = minutes.checked_add(count.checked_mul(unit)?)?;
    }
    (before < i64::MAX && minutes <= LONGEST_GRACE).then(|| TimeDelta::minutes(minutes))
}

/// Writes an hour of the clock: `09:00`.
pub(in crate::format) fn format_hour(hour: NaiveTime) -> String {
    hour.format("%H:%M").to_string()
}

/// Writes a length of time in the fewest words: `16h`, `3d`, `1h 30m`.
pub(in crate::format) fn format_grace(grace: TimeDelta) -> String {
    let minutes = grace.num_minutes();
    match (minutes / 60, minutes % 60) {
        (hours, 0) if hours > 0 && hours % 24 == 0 => format!("{}d", hours / 24),
        (0, 0) => "0h".to_owned(),
        (hours, 0) => format!("{hours}h"),
        (0, minutes) => format!("{minutes}m"),
        (hours, minutes) => format!("{hours}h {minutes}m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_of_a_clock() {
        for (text, want) in [
            ("17:00", Some("17:00")),
            ("9:05", Some("09:05")),
            (" 00:00 ", Some("00:00")),
            ("24:00", None),
            ("17", None),
            ("17:5", None),
            ("+7:00", None),
            ("17:00:00", None),
            ("61200", None),
            ("", None),
        ] {
            let found = parse_hour(text).map(format_hour);
            assert_eq!(found.as_deref(), want, "{text}");
        }
        for (text, want) in [
            ("09:00-17:30", Some("09:00 17:30")),
            ("22:00 – 6:00", Some("22:00 06:00")),
            ("16:00-24:00", Some("16:00 00:00")),
            ("9-17", None),
            ("09:00", None),
            ("09:00-17:00-18:00", None),
        ] {
            let found = parse_hours(text)
                .map(|(from, until)| format!("{} {}", format_hour(from), format_hour(until)));
            assert_eq!(found.as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_day_an_hour_or_both() {
        let five = parse_hour("17:00");
        for (text, want) in [
            ("fri 17:00", Some((Some(Weekday::Fri), five))),
            ("Friday  17:00", Some((Some(Weekday::Fri), five))),
            ("fri", Some((Some(Weekday::Fri), None))),
            ("17:00", Some((None, five))),
            ("17:00 fri", None),
            ("fri 17:00 sharp", None),
            ("", None),
        ] {
            assert_eq!(parse_day_and_hour(text), want, "{text}");
        }
    }

    #[test]
    fn lengths_of_time_are_read_and_written() {
        for (text, want) in [
            ("16h", Some("16h")),
            ("3d", Some("3d")),
            ("90m", Some("1h 30m")),
            ("2d 4h", Some("52h")),
            ("1d 1h 1m", Some("25h 1m")),
            ("0h", Some("0h")),
            ("45m", Some("45m")),
            ("48h", Some("2d")),
            ("366d", Some("366d")),
            ("367d", None),
            ("4h 2d", None),
            ("4h 2h", None),
            ("-1h", None),
            ("h", None),
            ("16", None),
            ("16 h", None),
            ("é", None),
            ("99999999999999999999d", None),
            ("", None),
        ] {
            let found = parse_grace(text).map(format_grace);
            assert_eq!(found.as_deref(), want, "{text}");
            if let Some(written) = found {
                assert_eq!(parse_grace(&written), parse_grace(text), "{text}");
            }
        }
    }
}
