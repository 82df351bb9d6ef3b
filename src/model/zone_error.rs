use super::{Zone, nearest};

/// The text names no IANA time zone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is no IANA time zone")]
pub struct ZoneError(pub String);

/// The zones that people mean by what their clocks are called. Some names
/// have several meanings; the one with the most people counts.
const CLOCKS: [(&str, &str); 30] = [
    ("acst", "Australia/Adelaide"),
    ("aest", "Australia/Sydney"),
    ("aedt", "Australia/Sydney"),
    ("akst", "America/Anchorage"),
    ("ast", "America/Halifax"),
    ("awst", "Australia/Perth"),
    ("brt", "America/Sao_Paulo"),
    ("bst", "Europe/London"),
    ("cat", "Africa/Maputo"),
    ("cdt", "America/Chicago"),
    ("cest", "Europe/Paris"),
    ("cst", "America/Chicago"),
    ("eat", "Africa/Nairobi"),
    ("edt", "America/New_York"),
    ("eest", "Europe/Athens"),
    ("hkt", "Asia/Hong_Kong"),
    ("ist", "Asia/Kolkata"),
    ("jst", "Asia/Tokyo"),
    ("kst", "Asia/Seoul"),
    ("mdt", "America/Denver"),
    ("msk", "Europe/Moscow"),
    ("nst", "America/St_Johns"),
    ("nzdt", "Pacific/Auckland"),
    ("nzst", "Pacific/Auckland"),
    ("pdt", "America/Los_Angeles"),
    ("pkt", "Asia/Karachi"),
    ("pst", "America/Los_Angeles"),
    ("sast", "Africa/Johannesburg"),
    ("wat", "Africa/Lagos"),
    ("z", "UTC"),
];

impl ZoneError {
    /// What to do where no zone is near, or looking for one is not worth it.
    pub const ADVICE: &'static str = "write an IANA name such as Europe/Paris or UTC";

    /// Returns the zone that was most likely meant, if one is near: the same
    /// name in other letters, a city without its continent, what its clocks
    /// are called, or a slip of the pen.
    ///
    /// It compares with every zone there is.
    #[must_use]
    pub fn nearest(&self) -> Option<Zone> {
        let wanted = self.0.trim().replace(' ', "_").to_lowercase();
        let city = wanted.rsplit('/').next().unwrap_or_default();
        let called = |name: &str| Zone::all().find(|zone| zone.name().eq_ignore_ascii_case(name));
        let clock = || CLOCKS.iter().find(|(clock, _)| *clock == wanted);
        let of_city = |name: &str| {
            Zone::all()
                .find(|zone| city_of(*zone).is_some_and(|city| city.eq_ignore_ascii_case(name)))
        };
        called(&wanted)
            .or_else(|| clock().and_then(|(_, name)| called(name)))
            .or_else(|| offset(&wanted).and_then(|name| called(&name)))
            .or_else(|| of_city(city))
            .or_else(|| nearest(&wanted, Zone::all().map(Zone::name)).and_then(called))
            .or_else(|| nearest(city, Zone::all().filter_map(city_of)).and_then(of_city))
    }

    /// Returns what to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        self.nearest().map_or_else(
            || Self::ADVICE.to_owned(),
            |zone| format!("did you mean '{zone}'?"),
        )
    }
}

/// Returns the city, or the other last part of a zone's name.
fn city_of(zone: Zone) -> Option<&'static str> {
    zone.name().rsplit_once('/').map(|(_, city)| city)
}

/// Returns the name of the zone that is always so many hours ahead of UTC or
/// behind: `utc+2` is `Etc/GMT-2`, whose sign is that of POSIX.
fn offset(text: &str) -> Option<String> {
    let digits = text
        .strip_prefix("utc")
        .or_else(|| text.strip_prefix("gmt"));
    let digits = digits.unwrap_or(text);
    let (sign, digits) = match digits.as_bytes().first()? {
        b'+' => ('-', &digits[1..]),
        b'-' => ('+', &digits[1..]),
        _ => return None,
    };
    let hours = digits
        .strip_suffix(":00")
        .or_else(|| digits.strip_suffix("00"));
    let hours: u8 = hours.unwrap_or(digits).parse().ok()?;
    Some(match hours {
        0 => "UTC".to_owned(),
        _ => format!("Etc/GMT{sign}{hours}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_zone_that_was_meant() {
        for (text, want) in [
            ("Europe/Pariss", Some("Europe/Paris")),
            ("Paris", Some("Europe/Paris")),
            ("paris ", Some("Europe/Paris")),
            ("Asia/Paris", Some("Europe/Paris")),
            ("europe/paris", Some("Europe/Paris")),
            ("kyiv", Some("Europe/Kyiv")),
            ("Kyivv", Some("Europe/Kyiv")),
            ("new york", Some("America/New_York")),
            ("America/New York", Some("America/New_York")),
            ("America/NewYork", Some("America/New_York")),
            ("Buenos Aires", Some("America/Argentina/Buenos_Aires")),
            ("kathmandu", Some("Asia/Kathmandu")),
            ("Tokio", Some("Asia/Tokyo")),
            ("PST", Some("America/Los_Angeles")),
            ("CEST", Some("Europe/Paris")),
            ("IST", Some("Asia/Kolkata")),
            ("utc", Some("UTC")),
            ("Z", Some("UTC")),
            ("UTC+2", Some("Etc/GMT-2")),
            ("GMT-03:00", Some("Etc/GMT+3")),
            ("+0100", Some("Etc/GMT-1")),
            ("+00:00", Some("UTC")),
            ("+5:30", None),
            ("UTC+99", None),
            ("+", None),
            ("+\u{e9}", None),
            ("Mars/Olympus", None),
            ("", None),
            ("/", None),
            ("\u{130}\u{130}", None),
        ] {
            let error = text.parse::<Zone>().expect_err(text);
            let found = error.nearest().map(Zone::name);
            assert_eq!(found, want, "{text}");
            assert_eq!(error.remedy().contains("did you mean"), want.is_some());
        }
        let long = ZoneError("x/".repeat(100_000));
        assert_eq!(long.nearest(), None);
    }

    #[test]
    fn every_clock_leads_to_a_zone() {
        for (clock, name) in CLOCKS {
            assert!(name.parse::<Zone>().is_ok(), "{name}");
            assert_eq!(
                ZoneError(clock.to_uppercase()).nearest().map(Zone::name),
                Some(name)
            );
        }
    }
}
