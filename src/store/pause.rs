use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How long to wait before a push is tried again that others overtook.
///
/// The first time not at all: what was fetched is as new as it can be. Later
/// the wait is drawn from a span that is reckoned in rounds, the time from one
/// look at the remote to its answer, so that it suits near and far remotes,
/// idle and busy ones. It doubles with every try, as long as many are in the
/// way, and shrinks with the time that is left, so that nobody is left behind:
/// those whose time runs out try more and more often.
#[derive(Debug, Default)]
pub(super) struct Pause {
    random: RandomState,
    tries: u32,
    /// The time that was left after the first try.
    whole: Duration,
}

impl Pause {
    /// The most rounds to wait.
    const ROUNDS: u32 = 64;
    /// The longest span where time has no end.
    const LONGEST: Duration = Duration::from_secs(15);

    /// Returns how long to wait after one more try, which took so long, with
    /// so much time left; `None` is time without end.
    pub(super) fn next(&mut self, round: Duration, left: Option<Duration>) -> Duration {
        self.tries += 1;
        if self.tries == 1 {
            self.whole = left.unwrap_or_default();
            return Duration::ZERO;
        }
        let drawn = self.random.hash_one(self.tries);
        let fraction = f64::from(u32::try_from(drawn >> 32).unwrap_or(u32::MAX));
        self.span(round, left)
            .mul_f64(fraction / f64::from(u32::MAX))
    }

    /// Returns the longest wait.
    fn span(&self, round: Duration, left: Option<Duration>) -> Duration {
        let rounds = 2_u32.saturating_pow(self.tries).min(Self::ROUNDS);
        let span = round * rounds;
        let Some(left) = left else {
            return span.min(Self::LONGEST);
        };
        let share = left.as_secs_f64() / self.whole.as_secs_f64().max(0.001);
        span.mul_f64(share.min(1.0)).min(left / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUND: Duration = Duration::from_millis(50);

    #[test]
    fn grows_with_tries_and_shrinks_with_the_time_that_is_left() {
        const MINUTE: Duration = Duration::from_secs(60);
        let span = |tries, round, left| {
            let pause = Pause {
                tries,
                whole: MINUTE,
                ..Pause::default()
            };
            pause.span(round, left)
        };
        for (tries, left, want) in [
            (2, Some(MINUTE), ROUND * 4),
            (3, Some(MINUTE), ROUND * 8),
            (3, Some(MINUTE / 2), ROUND * 4),
            (40, Some(MINUTE), ROUND * Pause::ROUNDS),
            (40, Some(MINUTE / 4), ROUND * Pause::ROUNDS / 4),
            (40, Some(Duration::ZERO), Duration::ZERO),
            (u32::MAX, None, ROUND * Pause::ROUNDS),
        ] {
            assert_eq!(span(tries, ROUND, left), want, "{tries} {left:?}");
        }
        assert_eq!(span(9, ROUND * 1000, None), Pause::LONGEST);
        assert_eq!(span(9, ROUND * 1000, Some(MINUTE)), MINUTE / 2);
    }

    #[test]
    fn is_never_longer_than_its_span_and_differs() {
        let waits = (0..50).map(|_| {
            let mut pause = Pause::default();
            assert_eq!(pause.next(ROUND, None), Duration::ZERO);
            pause.next(ROUND, None)
        });
        let waits: Vec<Duration> = waits.collect();
        assert!(waits.iter().all(|&wait| wait <= ROUND * 4));
        assert!(waits.iter().any(|&wait| wait != waits[0]));
    }
}
