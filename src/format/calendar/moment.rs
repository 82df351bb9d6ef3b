use chrono::{NaiveDate, NaiveTime};

/// What a date or time in a calendar names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// A whole day.
    Day(NaiveDate),
    /// An hour of that day, on whatever clock.
    Hour(NaiveDate),
}

impl Moment {
    /// Reads `20261225`, or `20261225T090000` with or without `Z`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        match text.split_once(['T', 't']) {
            None => parse_day(text).map(Self::Day),
            Some((day, time)) => {
                let digits = time.strip_suffix(['Z', 'z']).unwrap_or(time);
                number(digits, 6)?;
                // Minutes have had a 61st second, and chrono has none.
                NaiveTime::parse_from_str(&digits[..4], "%H%M").ok()?;
                parse_day(day).map(Self::Hour)
            }
        }
    }

    /// Returns the day, whatever the hour.
    pub(super) const fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) | Self::Hour(day) => day,
        }
    }
}

fn parse_day(text: &str) -> Option<NaiveDate> {
    number(text, 8)?;
    let year = i32::try_from(number(&text[..4], 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&text[4..6], 2)?, number(&text[6..], 2)?)
}

fn number(text: &str, length: usize) -> Option<u32> {
    let is_number = text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten()
}

/// Reads a duration (`P1D`, `P2W`, `PT24H`) as a number of days, begun ones
/// included; `None` where it is none, or not longer than nothing.
pub(super) fn parse_duration(text: &str) -> Option<u64> {
    let text = text.trim();
    let rest = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    let (mut seconds, mut digits) = (0_u64, String::new());
    let mut in_day = false;
    for c in rest.chars() {
        let unit = match (c, in_day) {
            ('0'..='9', _) => {
                digits.push(c);
                continue;
            }
            ('T', false) if digits.is_empty() => {
                in_day = true;
                continue;
            }
            ('W', false) => 7 * 86_400,
            ('D', false) => 86_400,
            ('H', true) => 3_600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return None,
        };
        let count: u64 = std::mem::take(&mut digits).parse().ok()?;
        seconds = seconds.checked_add(count.checked_mul(unit)?)?;
    }
    (digits.is_empty() && seconds > 0).then(|| seconds.div_ceil(86_400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_hours() {
        let day = |text: &str| text.parse::<NaiveDate>().expect(text);
        for (text, want) in [
            ("20261225", Some(Moment::Day(day("2026-12-25")))),
            (" 20261225 ", Some(Moment::Day(day("2026-12-25")))),
            ("20261225T090000", Some(Moment::Hour(day("2026-12-25")))),
            ("20261231T235960Z", Some(Moment::Hour(day("2026-12-31")))),
            ("20260229", None),
            ("20261301", None),
            ("2026-12-25", None),
            ("+2261225", None),
            ("20261225T2500", None),
            ("20261225T250000", None),
            ("2026122\u{e9}", None),
            ("20261225T0900\u{e9}", None),
            ("T", None),
            ("", None),
        ] {
            assert_eq!(Moment::parse(text), want, "{text}");
        }
    }

    #[test]
    fn durations_are_days_begun() {
        for (text, want) in [
            ("P1D", Some(1)),
            ("+P2W", Some(14)),
            ("PT24H", Some(1)),
            ("P1DT1S", Some(2)),
            ("P1DT12H30M", Some(2)),
            ("P0D", None),
            ("-P1D", None),
            ("P", None),
            ("P1", None),
            ("PT1D", None),
            ("P1H", None),
            ("P99999999999999999999D", None),
            ("P18446744073709551615W", None),
        ] {
            assert_eq!(parse_duration(text), want, "{text}");
        }
    }
}
