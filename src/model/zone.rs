use std::fmt;
use std::str::FromStr;

use chrono::{
    DateTime, Days, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset,
    TimeDelta, TimeZone, Utc,
};
use chrono_tz::{TZ_VARIANTS, Tz};

use super::ZoneError;

/// An IANA time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// Returns every zone, in the order of their names.
    pub fn all() -> impl Iterator<Item = Self> {
        TZ_VARIANTS.iter().copied().map(Self)
    }

    /// Returns the name of the zone.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Returns the calendar day in this zone at `instant`.
    ///
    /// A commit can claim any time. One outside the years 1 to 9999, which
    /// have periods, is taken for the nearest day within them.
    #[must_use]
    pub fn day_at(self, instant: DateTime<Utc>) -> NaiveDate {
        let offset = instant.with_timezone(&self.0).offset().fix();
        let local = instant.naive_utc().checked_add_offset(offset);
        let day = local.unwrap_or(instant.naive_utc()).date();
        let bound = |year, month, day| {
            NaiveDate::from_ymd_opt(year, month, day).expect("New Year and its eve always exist")
        };
        day.clamp(bound(1, 1, 1), bound(9999, 12, 31))
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
        self.moment(day.and_time(NaiveTime::MIN), MappedLocalTime::earliest)
    }

    /// Returns the moment at which the clocks of this zone show `hour` on
    /// `day`.
    ///
    /// Where they skip that hour it is the first moment after the gap; where
    /// it comes twice it is the later of the two.
    #[must_use]
    pub fn at(self, day: NaiveDate, hour: NaiveTime) -> DateTime<Utc> {
        self.moment(day.and_time(hour), MappedLocalTime::latest)
    }

    fn moment(
        self,
        wanted: NaiveDateTime,
        choose: fn(MappedLocalTime<DateTime<Tz>>) -> Option<DateTime<Tz>>,
    ) -> DateTime<Utc> {
        // The longest gap in the zone database is a whole day (Samoa, 2011).
        let found = (0..=24 * 4).find_map(|quarter| {
            let local = wanted.checked_add_signed(TimeDelta::minutes(15 * quarter))?;
            let found = choose(self.0.from_local_datetime(&local))?;
            Some((quarter, found.with_timezone(&Utc)))
        });
        match found {
            None => wanted.and_utc(),
            Some((0, moment)) => moment,
            Some((_, late)) => self.end_of_gap(wanted, late - TimeDelta::minutes(15), late),
        }
    }

    /// Returns the first second at which the clocks show more than `skipped`,
    /// after `before`, which is earlier, and up to `after`, which is not.
    fn end_of_gap(
        self,
        skipped: NaiveDateTime,
        mut before: DateTime<Utc>,
        mut after: DateTime<Utc>,
    ) -> DateTime<Utc> {
        loop {
            let half = (after - before).num_seconds() / 2;
            if half == 0 {
                return after;
            }
            let middle = before + TimeDelta::seconds(half);
            if self.local(middle).naive_local() < skipped {
                before = middle;
            } else {
                after = middle;
            }
        }
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
        f.pad(self.name())
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
    fn days_start_and_end_where_the_calendar_turns() {
        // Clocks that skip or repeat midnight, odd offsets, a day that never
        // was, and the laws of a century.
        for name in [
            "UTC",
            "Europe/Paris",
            "Europe/Dublin",
            "Europe/Warsaw",
            "America/New_York",
            "America/Santiago",
            "America/Havana",
            "America/Sao_Paulo",
            "America/Asuncion",
            "Asia/Kathmandu",
            "Asia/Beirut",
            "Asia/Gaza",
            "Asia/Tehran",
            "Africa/Cairo",
            "Africa/Casablanca",
            "Africa/Monrovia",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Chatham",
            "Pacific/Kiritimati",
        ] {
            let zone: Zone = name.parse().expect(name);
            let first = NaiveDate::from_ymd_opt(1950, 1, 1).expect("a date");
            let second = TimeDelta::seconds(1);
            let mut start = zone.start_of(first);
            for day in first.iter_days().take(151 * 365 + 37) {
                let end = zone.end_of(day);
                assert_eq!(start, zone.start_of(day), "{name} {day}");
                if start == end {
                    // The day was skipped whole.
                    assert_ne!(zone.day_at(start), day, "{name} {day}");
                    continue;
                }
                assert!(start < end, "{name} {day}");
                assert_eq!(zone.day_at(start), day, "{name} {day}");
                assert_eq!(zone.day_at(end - second), day, "{name} {day}");
                assert!(zone.day_at(start - second) < day, "{name} {day}");
                assert!(zone.day_at(end) > day, "{name} {day}");
                start = end;
            }
            assert!(zone.day_at(start) > NaiveDate::from_ymd_opt(2100, 12, 31).expect("a date"));
        }
    }

    #[test]
    fn no_instant_leaves_the_years_that_have_periods() {
        for name in ["UTC", "Pacific/Kiritimati", "Pacific/Niue"] {
            let zone: Zone = name.parse().expect(name);
            for (instant, want) in [
                (DateTime::<Utc>::MIN_UTC, "0001-01-01"),
                (DateTime::<Utc>::MAX_UTC, "9999-12-31"),
            ] {
                let day = zone.day_at(instant);
                assert_eq!(day.to_string(), want, "{name}");
                let week = crate::model::Week::of(day);
                assert_eq!(
                    crate::model::Week::new(week.year(), week.number()),
                    Some(week)
                );
                assert!(zone.start_of(day) < zone.end_of(day));
                let _ = zone.local(instant).to_rfc3339();
            }
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
