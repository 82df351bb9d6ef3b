use chrono::{DateTime, NaiveDate, Utc};

use super::history::format_moment;
use crate::model::Zone;

/// Writes a moment as RFC 3339 in a zone.
pub(super) fn local(moment: DateTime<Utc>, zone: Zone) -> String {
    format_moment(zone.local(moment))
}

/// Returns a moment for people, as seen on `today` in a zone: `today 15:00`,
/// `Friday 17:00` within the week before or after, else `Friday 2026-11-20`.
pub(super) fn describe(moment: DateTime<Utc>, today: NaiveDate, zone: Zone) -> String {
    let there = zone.local(moment);
    let day = there.date_naive();
    let hour = there.format("%H:%M");
    match (day - today).num_days() {
        0 => format!("today {hour}"),
        1 => format!("tomorrow {hour}"),
        -1 => format!("yesterday {hour}"),
        -6..=6 => format!("{} {hour}", day.format("%A")),
        _ => day.format("%A %Y-%m-%d").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{instant, zone};

    #[test]
    fn a_moment_is_told_as_one_would_say_it() {
        let paris = zone("Europe/Paris");
        let today = "2026-11-23".parse().expect("a day");
        for (moment, want) in [
            ("2026-11-23T14:00:00Z", "today 15:00"),
            ("2026-11-23T23:00:00Z", "tomorrow 00:00"),
            ("2026-11-22T22:59:00Z", "yesterday 23:59"),
            ("2026-11-20T16:00:00Z", "Friday 17:00"),
            ("2026-11-29T16:00:00Z", "Sunday 17:00"),
            ("2026-11-30T16:00:00Z", "Monday 2026-11-30"),
            ("2026-11-16T16:00:00Z", "Monday 2026-11-16"),
        ] {
            assert_eq!(describe(instant(moment), today, paris), want, "{moment}");
        }
    }
}
