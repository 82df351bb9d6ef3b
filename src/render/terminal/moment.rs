use chrono::{DateTime, Datelike, FixedOffset};

/// Says an RFC 3339 moment as one would at `now`: the hour on the same day,
/// with the weekday within a week, with the date beyond. Each is on its own
/// clock.
pub(super) fn moment(at: &str, now: Option<DateTime<FixedOffset>>) -> String {
    let Ok(at) = at.parse::<DateTime<FixedOffset>>() else {
        return String::new();
    };
    let days = now.map_or(i64::MAX, |now| {
        let days = at.date_naive().num_days_from_ce() - now.date_naive().num_days_from_ce();
        i64::from(days)
    });
    let format = match days {
        0 => "%H:%M",
        -6..=6 => "%a %H:%M",
        _ => "%Y-%m-%d %H:%M",
    };
    at.format(format).to_string()
}
