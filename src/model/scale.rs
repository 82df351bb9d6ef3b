use std::fmt;
use std::str::FromStr;

/// The numbers that a section of that kind is answered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    low: u8,
    high: u8,
}

/// The text is no scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a scale is two numbers from 0 to 100, the smaller one first, such as 1-5")]
pub struct ScaleError;

impl Scale {
    /// The largest number that a scale may end with.
    const MAX: u8 = 100;

    /// Makes a scale with these ends, or `None` where `low` is not below
    /// `high`, or `high` is more than 100.
    #[must_use]
    pub fn new(low: u8, high: u8) -> Option<Self> {
        (low < high && high <= Self::MAX).then_some(Self { low, high })
    }

    /// Returns the smallest number.
    #[must_use]
    pub const fn low(self) -> u8 {
        self.low
    }

    /// Returns the largest number.
    #[must_use]
    pub const fn high(self) -> u8 {
        self.high
    }

    /// Returns whether a mark lies on the scale.
    #[must_use]
    pub const fn contains(self, mark: u8) -> bool {
        self.low <= mark && mark <= self.high
    }
}

impl Default for Scale {
    /// From 1 to 5.
    fn default() -> Self {
        Self { low: 1, high: 5 }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.low, self.high)
    }
}

impl FromStr for Scale {
    type Err = ScaleError;

    /// Reads a scale as it is written in files: `1-5`.
    fn from_str(text: &str) -> Result<Self, ScaleError> {
        let (low, high) = text.split_once('-').ok_or(ScaleError)?;
        let end = |text: &str| text.trim().parse::<u8>().map_err(|_| ScaleError);
        Self::new(end(low)?, end(high)?).ok_or(ScaleError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_has_two_ends_in_order() {
        for (text, want) in [
            ("1-5", Some((1, 5))),
            ("0 - 10", Some((0, 10))),
            ("0-100", Some((0, 100))),
            ("5-1", None),
            ("3-3", None),
            ("1-101", None),
            ("-1-5", None),
            ("1-", None),
            ("5", None),
            ("a-b", None),
        ] {
            let scale = text.parse::<Scale>().ok();
            assert_eq!(scale.map(|s| (s.low(), s.high())), want, "{text}");
        }
        let scale = Scale::default();
        assert_eq!(scale.to_string().parse(), Ok(scale));
        assert_eq!(
            [0, 1, 5, 6].map(|mark| scale.contains(mark)),
            [false, true, true, false]
        );
    }
}
