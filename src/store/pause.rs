use std::hash::{BuildHasher, RandomState};
use std::time::{Duration, Instant};

/// How long to wait before a push is tried again that others overtook.
///
/// The first time not at all: what was fetched is as new as it can be. Later
/// the wait is drawn from a span that is reckoned in rounds, the time from one
/// look at the remote to its answer, so that it suits near and far remotes,
/// idle and busy ones. It doubles with every try, as long as many are in the
/// way; for those who have tried for long it is halved, and halved again, so
/// that nobody is left behind.
#[derive(Debug)]
pub(super) struct Pause {
    random: RandomState,
    begun: Instant,
    tries: u32,
}

impl Pause {
    /// The most rounds to wait.
    const ROUNDS: u32 = 32;
    /// A round is taken for no longer than this.
    const ROUND: Duration = Duration::from_millis(400);
    /// After so long a try counts twice as much as one that was just begun,
    /// and twice again after twice as long.
    const LONG: Duration = Duration::from_secs(8);

    pub(super) fn new() -> Self {
        Self {
            random: RandomState::new(),
            begun: Instant::now(),
            tries: 0,
        }
    }

    /// Returns how long to wait after one more try, which took so long.
    pub(super) fn next(&mut self, round: Duration) -> Duration {
        self.tries += 1;
        let drawn = self.random.hash_one(self.tries);
        let fraction = f64::from(u32::try_from(drawn >> 32).unwrap_or(u32::MAX));
        let span = Self::span(self.tries, round, self.begun.elapsed());
        span.mul_f64(fraction / f64::from(u32::MAX))
    }

    /// Returns the longest wait after so many tries, the last of which took
    /// `round`, and all of them `elapsed`.
    fn span(tries: u32, round: Duration, elapsed: Duration) -> Duration {
        if tries == 1 {
            return Duration::ZERO;
        }
        let rounds = 2_u32.saturating_pow(tries).min(Self::ROUNDS);
        let mut span = round.min(Self::ROUND) * rounds;
        let mut long = Self::LONG;
        while elapsed > long && span > round {
            span /= 2;
            long *= 2;
        }
        span
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUND: Duration = Duration::from_millis(50);

    #[test]
    fn grows_with_tries_and_shrinks_with_age() {
        let span = |tries, seconds| Pause::span(tries, ROUND, Duration::from_secs(seconds));
        assert_eq!(span(1, 0), Duration::ZERO);
        assert_eq!(span(2, 0), ROUND * 4);
        assert_eq!(span(3, 0), ROUND * 8);
        assert_eq!(span(40, 0), ROUND * Pause::ROUNDS);
        assert_eq!(span(40, 9), span(40, 0) / 2);
        assert_eq!(span(40, 17), span(40, 0) / 4);
        assert_eq!(span(40, 1_000_000), ROUND);
        let slow = Pause::span(40, Duration::from_secs(100), Duration::ZERO);
        assert_eq!(slow, Pause::ROUND * Pause::ROUNDS);
    }

    #[test]
    fn is_never_longer_than_its_span_and_differs() {
        let waits: Vec<Duration> = (0..50)
            .map(|_| {
                let mut pause = Pause::new();
                pause.next(ROUND);
                pause.next(ROUND)
            })
            .collect();
        assert!(waits.iter().all(|&wait| wait <= ROUND * 4));
        assert!(waits.iter().any(|&wait| wait != waits[0]));
    }
}
