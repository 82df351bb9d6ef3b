use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How long to wait before a push is tried again that others overtook.
///
/// The first time not at all: what was fetched is as new as it can be. Later
/// the wait is drawn from a span that grows with how many commits others
/// landed meanwhile, and shrinks again for those who have tried for long.
#[derive(Debug)]
pub(super) struct Pause {
    random: RandomState,
    tries: u32,
}

impl Pause {
    /// The longest span.
    const LONGEST: Duration = Duration::from_millis(1500);
    /// What one commit that others landed adds to the span.
    const STEP: Duration = Duration::from_millis(60);
    /// How many tries make the span as narrow as it gets.
    const PATIENT: u32 = 12;

    pub(super) fn new() -> Self {
        Self {
            random: RandomState::new(),
            tries: 0,
        }
    }

    /// Returns how long to wait after one more try, given how many commits
    /// others landed since the one before.
    pub(super) fn next(&mut self, landed: usize) -> Duration {
        self.tries += 1;
        if self.tries == 1 {
            return Duration::ZERO;
        }
        let landed = u32::try_from(landed).unwrap_or(u32::MAX);
        let span = Self::STEP.saturating_mul(landed.saturating_add(1));
        let patience = Self::PATIENT.saturating_sub(self.tries).max(1);
        let span = span.min(Self::LONGEST) * patience / Self::PATIENT;
        span.mul_f64(self.fraction())
    }

    /// Returns a number from 0 to 1 that differs from process to process.
    fn fraction(&self) -> f64 {
        let drawn = self.random.hash_one(self.tries);
        f64::from(u32::try_from(drawn >> 32).unwrap_or(u32::MAX)) / f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grows_with_contention_and_shrinks_with_age() {
        let longest = |landed: usize, tries: usize| {
            let waits = (0..200).map(|_| {
                let mut pause = Pause::new();
                (0..tries).map(|_| pause.next(landed)).last()
            });
            waits.flatten().max().expect("a wait")
        };
        assert_eq!(longest(10, 1), Duration::ZERO);
        assert!(longest(1, 2) < longest(10, 2));
        assert!(longest(10, 11) < longest(10, 2));
        assert!(longest(usize::MAX, 2) <= Pause::LONGEST);
        assert!(longest(1, 100) > Duration::ZERO);
    }
}
