use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// How soon an answer may be expected, in the working time of the one who is
/// asked.
///
/// Written `4 hours`, `90 minutes` or `2 days`, or short as `4h`, `90m`, `2d`;
/// `1h 30m` is one of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// After so many minutes of work.
    Minutes(u32),
    /// By the end of work on the last of so many whole days of work.
    Days(u32),
}

impl Promise {
    /// The longest promise, in days.
    pub const MOST_DAYS: u32 = 100;

    /// The longest promise, in minutes of work: 100 days of eight hours.
    pub const MOST_MINUTES: u32 = 100 * 8 * 60;

    /// Makes a promise of hours of work.
    #[must_use]
    pub const fn hours(hours: u32) -> Self {
        Self::Minutes(hours.saturating_mul(60))
    }

    fn checked(self) -> Option<Self> {
        let fits = match self {
            Self::Minutes(minutes) => (1..=Self::MOST_MINUTES).contains(&minutes),
            Self::Days(days) => (1..=Self::MOST_DAYS).contains(&days),
        };
        fits.then_some(self)
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match *self {
            Self::Days(days) => counted(days, "day"),
            Self::Minutes(minutes) if minutes % 60 == 0 => counted(minutes / 60, "hour"),
            Self::Minutes(minutes) if minutes < 120 => counted(minutes, "minute"),
            Self::Minutes(minutes) => format!("{}h {}m", minutes / 60, minutes % 60),
        };
        f.pad(&text)
    }
}

fn counted(count: u32, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// The error of a text that is no promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("write hours or days of work, such as '4 hours' or '2 days', up to 100 days")]
pub struct PromiseError;

impl FromStr for Promise {
    type Err = PromiseError;

    fn from_str(text: &str) -> Result<Self, PromiseError> {
        let mut minutes: u32 = 0;
        let mut days = None;
        let mut seen = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, after) = rest.split_at(digits);
            let number: u32 = number.parse().map_err(|_| PromiseError)?;
            let after = after.trim_start();
            let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (unit, after) = after.split_at(letters);
            let unit = match unit.to_ascii_lowercase().as_str() {
                "m" | "min" | "minute" | "minutes" => 'm',
                "h" | "hour" | "hours" => 'h',
                "d" | "day" | "days" => 'd',
                _ => return Err(PromiseError),
            };
            if seen.contains(&unit) {
                return Err(PromiseError);
            }
            seen.push(unit);
            match unit {
                'd' => days = Some(number),
                'h' => minutes = minutes.saturating_add(number.saturating_mul(60)),
                _ => minutes = minutes.saturating_add(number),
            }
            rest = after.trim_start();
        }
        // A day of work has no length of its own to which hours could be added.
        let promise = match (days, seen.len()) {
            (Some(days), 1) => Self::Days(days),
            (None, _) => Self::Minutes(minutes),
            (Some(_), _) => return Err(PromiseError),
        };
        promise.checked().ok_or(PromiseError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn promises_are_read_as_people_write_them() {
        for (text, want, shown) in [
            ("4 hours", Promise::hours(4), "4 hours"),
            ("4h", Promise::hours(4), "4 hours"),
            ("1 Hour", Promise::hours(1), "1 hour"),
            ("30 minutes", Promise::Minutes(30), "30 minutes"),
            ("90m", Promise::Minutes(90), "90 minutes"),
            ("60 min", Promise::Minutes(60), "1 hour"),
            ("2h 30m", Promise::Minutes(150), "2h 30m"),
            ("2h30m", Promise::Minutes(150), "2h 30m"),
            (" 1 day ", Promise::Days(1), "1 day"),
            ("100 days", Promise::Days(100), "100 days"),
        ] {
            assert_eq!(text.parse(), Ok(want), "{text}");
            assert_eq!(want.to_string(), shown, "{text}");
            assert_eq!(shown.parse(), Ok(want), "{shown}");
        }
        for text in [
            "",
            "soon",
            "4",
            "hours",
            "0 hours",
            "0 days",
            "101 days",
            "801 hours",
            "1 day 4 hours",
            "1h 2h",
            "-4 hours",
            "4 weeks",
            "99999999999 hours",
            "4294967295h 4294967295m",
            "4 hours!",
        ] {
            assert_eq!(text.parse::<Promise>(), Err(PromiseError), "{text}");
        }
    }
}
