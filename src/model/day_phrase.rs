use chrono::{Days, NaiveDate, Weekday};

use super::Period;

/// Reads a day that is planned with, as a person writes it.
///
/// `2026-12-21`, `today`, `tomorrow`, `yesterday`, or a weekday, which is the
/// next one, today included.
///
/// # Errors
///
/// A sentence that lists the spellings, when the text is none of them.
pub fn parse_day(text: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let word = text.trim().to_lowercase();
    let found = match word.as_str() {
        "today" => Some(today),
        "tomorrow" => today.succ_opt(),
        "yesterday" => today.pred_opt(),
        word => match word.parse() {
            Ok(Period::Day(day)) => Some(day),
            _ => word.parse().ok().and_then(|day| next(day, today)),
        },
    };
    found.ok_or_else(|| {
        format!(
            "'{text}' is no day; write a date (2026-12-21), today, tomorrow, yesterday or a weekday"
        )
    })
}

/// Reads a span of days, first and last, as a person writes it.
///
/// A day as [`parse_day`] reads it, an ISO week (`2026-W52`), or two days with
/// `..` between; a weekday behind the dots is the first one from the day before
/// them on.
///
/// # Errors
///
/// A sentence, when the text is none of them or the last day is before the
/// first.
pub fn parse_days(text: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), String> {
    if let Ok(period @ Period::Week(_)) = text.trim().parse() {
        return Ok((period.first_day(), period.last_day()));
    }
    let Some((from, until)) = text.split_once("..") else {
        let day = parse_day(text, today)?;
        return Ok((day, day));
    };
    let from = parse_day(from, today)?;
    let until = match until.trim().parse::<Weekday>() {
        Ok(day) => next(day, from).unwrap_or(from),
        Err(_) => parse_day(until, today)?,
    };
    if until < from {
        return Err(format!(
            "{until} is before {from}; write the first day first"
        ));
    }
    Ok((from, until))
}

/// Returns the first such weekday from `today` on.
fn next(weekday: Weekday, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = weekday.days_since(chrono::Datelike::weekday(&today));
    today.checked_add_days(Days::new(u64::from(ahead)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_say_them() {
        // A Wednesday.
        let today = "2026-11-25".parse().expect("a day");
        for (text, want) in [
            ("2026-12-21..2027-01-03", Ok("2026-12-21..2027-01-03")),
            ("today", Ok("2026-11-25..2026-11-25")),
            ("Tomorrow", Ok("2026-11-26..2026-11-26")),
            ("wed", Ok("2026-11-25..2026-11-25")),
            ("monday", Ok("2026-11-30..2026-11-30")),
            ("fri..tue", Ok("2026-11-27..2026-12-01")),
            ("today..fri", Ok("2026-11-25..2026-11-27")),
            ("yesterday .. today", Ok("2026-11-24..2026-11-25")),
            ("2026-12-21..wed", Ok("2026-12-21..2026-12-23")),
            ("2026-W52", Ok("2026-12-21..2026-12-27")),
            ("2026-12-03..2026-12-01", Err("is before")),
            ("soon", Err("'soon' is no day")),
            ("2026-02-30", Err("is no day")),
            ("today..", Err("is no day")),
            ("", Err("is no day")),
        ] {
            let found = parse_days(text, today).map(|(from, until)| format!("{from}..{until}"));
            match want {
                Ok(want) => assert_eq!(found.as_deref(), Ok(want), "{text}"),
                Err(part) => assert!(found.is_err_and(|e| e.contains(part)), "{text}"),
            }
        }
    }
}
