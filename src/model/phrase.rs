use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::{Period, PeriodKind};

/// Reads a period as a person writes it on the command line.
///
/// `2026-11-22`, `2026-W47`, `today`, `yesterday`, `this-week`, `last-week`, a
/// weekday (the latest one, today included), `3-days-ago` or `2-weeks-ago`,
/// all reckoned from `today`.
///
/// # Errors
///
/// A sentence that lists the spellings, when the text is none of them.
pub fn parse_period(text: &str, today: NaiveDate) -> Result<Period, String> {
    if let Ok(period) = text.parse() {
        return Ok(period);
    }
    let back = |days: u64| days_before(today, days);
    let word = text.to_lowercase();
    let found = match word.as_str() {
        "today" => Some(Period::Day(today)),
        "yesterday" => back(1).map(Period::Day),
        "this-week" => Some(Period::of(PeriodKind::Week, today)),
        "last-week" => back(7).map(|day| Period::of(PeriodKind::Week, day)),
        word => weekday(word, today).or_else(|| ago(word, today)),
    };
    found.ok_or_else(|| {
        format!(
            "'{text}' is no period; write a date (2026-11-22), a week (2026-W47), today, \
             yesterday, this-week, last-week, a weekday, 3-days-ago or 2-weeks-ago"
        )
    })
}

fn weekday(word: &str, today: NaiveDate) -> Option<Period> {
    let weekday: Weekday = word.parse().ok()?;
    let back = today.weekday().days_since(weekday);
    days_before(today, u64::from(back)).map(Period::Day)
}

/// Returns the day so many days earlier, unless that is before the year 1.
fn days_before(today: NaiveDate, days: u64) -> Option<NaiveDate> {
    let day = today.checked_sub_days(Days::new(days));
    day.filter(|day| day.year() >= 1)
}

fn ago(word: &str, today: NaiveDate) -> Option<Period> {
    let (count, unit) = word.strip_suffix("-ago")?.split_once('-')?;
    let count: u64 = count.parse().ok().filter(|&n| n <= 36_600)?;
    let (kind, days) = match unit {
        "day" | "days" => (PeriodKind::Day, count),
        "week" | "weeks" => (PeriodKind::Week, count * 7),
        _ => return None,
    };
    days_before(today, days).map(|day| Period::of(kind, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_phrases_from_a_monday() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        for (text, want) in [
            ("today", "2026-11-23"),
            ("yesterday", "2026-11-22"),
            ("this-week", "2026-W48"),
            ("last-week", "2026-W47"),
            ("monday", "2026-11-23"),
            ("Fri", "2026-11-20"),
            ("3-days-ago", "2026-11-20"),
            ("1-week-ago", "2026-W47"),
            ("2026-W01", "2026-W01"),
        ] {
            let got = parse_period(text, today).map(|p| p.to_string());
            assert_eq!(got.as_deref(), Ok(want), "{text}");
        }
        for bad in [
            "",
            "tomorow",
            "-ago",
            "x-days-ago",
            "99999999999999999999-days-ago",
        ] {
            assert!(parse_period(bad, today).is_err(), "{bad}");
        }
        let first = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date");
        for bad in ["yesterday", "last-week", "sunday", "1-day-ago"] {
            assert!(parse_period(bad, first).is_err(), "{bad}");
        }
    }
}
