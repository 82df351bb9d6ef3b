use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// An IANA time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

/// The text names no IANA time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no IANA time zone; write one such as Europe/Paris or UTC")]
pub struct ZoneError(pub String);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// Returns the calendar day in this zone at `instant`.
    #[must_use]
    pub fn day_at(self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.0).date_naive()
    }

    /// Returns `instant` with this zone's offset at that moment.
    #[must_use]
    pub fn local(self, instant: DateTime<Utc>) -> DateTime<FixedOffset> {
        let local = instant.with_timezone(&self.0);
        local.with_timezone(&local.offset().fix())
    }

    /// Returns the first moment of `day` in this zone.
    ///
    /// Where the clocks skip midnight it is the first moment after the gap;
    /// where midnight comes twice it is the first of the two.
    #[must_use]
    pub fn start_of(self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        // The longest gap in the zone database is a whole day (Samoa, 2011).
        (0..=24 * 4)
            .map(|quarter| midnight + TimeDelta::minutes(15 * quarter))
            .find_map(|local| self.0.from_local_datetime(&local).earliest())
            .map_or_else(|| midnight.and_utc(), |found| found.with_timezone(&Utc))
    }

    /// Returns the moment at which `day` is over in this zone.
    #[must_use]
    pub fn end_of(self, day: NaiveDate) -> DateTime<Utc> {
        day.checked_add_days(Days::new(1))
            .map_or(DateTime::<Utc>::MAX_UTC, |next| self.start_of(next))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0.name())
    }
}

impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        text.parse()
            .map(Self)
            .map_err(|_| ZoneError(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start(zone: &str, day: &str) -> String {
        let zone: Zone = zone.parse().expect(zone);
        zone.start_of(day.parse().expect(day)).to_rfc3339()
    }

    #[test]
    fn days_start_after_gaps_and_before_repeats() {
        for (zone, day, want) in [
            ("Europe/Paris", "2026-11-22", "2026-11-21T23:00:00+00:00"),
            // Clocks skip midnight.
            (
                "America/Santiago",
                "2026-09-06",
                "2026-09-06T04:00:00+00:00",
            ),
            // Midnight comes twice.
            ("America/Havana", "2026-11-01", "2026-11-01T04:00:00+00:00"),
            // The whole day was skipped.
            ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00+00:00"),
            ("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00+00:00"),
        ] {
            assert_eq!(start(zone, day), want, "{zone} {day}");
        }
    }

    #[test]
    fn the_day_is_that_of_the_zone() {
        let instant: DateTime<Utc> = "2026-11-20T22:30:00Z".parse().expect("an instant");
        let zone = |name: &str| name.parse::<Zone>().expect(name);
        assert_eq!(
            zone("America/Lima").day_at(instant).to_string(),
            "2026-11-20"
        );
        assert_eq!(
            zone("Europe/Paris").day_at(instant).to_string(),
            "2026-11-20"
        );
        assert_eq!(zone("Asia/Tokyo").day_at(instant).to_string(), "2026-11-21");
        assert!("Europe/Pariss".parse::<Zone>().is_err());
    }
}
