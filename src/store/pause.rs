use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

/// How long to wait before a push is tried again that others overtook.
///
/// The first time not at all: what was fetched is as new as it can be. Later
/// the wait is drawn from a span that is reckoned in rounds, the time from one
/// look at the remote to its answer, so that it suits near and far remotes,
/// idle and busy ones. The span doubles as long as others land so much that a
/// try would most likely be overtaken, and is halved once they land so little
/// that it would not: whoever is left goes ahead.
#[derive(Debug)]
pub(super) struct Pause {
    random: RandomState,
    tries: u32,
    /// The span, in rounds.
    rounds: u32,
    /// How long the last try took.
    round: Duration,
}

impl Pause {
    /// The fewest rounds to wait, and the most.
    const FEWEST: u32 = 2;
    const MOST: u32 = 64;
    /// The longest span.
    const LONGEST: Duration = Duration::from_secs(12);
    /// So many commits a round are many, and so many are few.
    const BUSY: f64 = 0.7;
    const IDLE: f64 = 0.2;

    pub(super) fn new() -> Self {
        Self {
            random: RandomState::new(),
            tries: 0,
            rounds: Self::FEWEST,
            round: Duration::ZERO,
        }
    }

    /// Returns how long to wait after one more try, which took so long.
    pub(super) fn next(&mut self, round: Duration) -> Duration {
        self.tries += 1;
        self.round = round;
        if self.tries == 1 {
            return Duration::ZERO;
        }
        let drawn = self.random.hash_one(self.tries);
        let fraction = f64::from(u32::try_from(drawn >> 32).unwrap_or(u32::MAX));
        let span = (self.round * self.rounds).min(Self::LONGEST);
        span.mul_f64(fraction / f64::from(u32::MAX))
    }

    /// Notes how many commits others landed since the last look at the remote.
    pub(super) fn landed(&mut self, commits: usize, since: Duration) {
        let rounds = since.as_secs_f64() / self.round.as_secs_f64().max(0.001);
        let commits = u32::try_from(commits).unwrap_or(u32::MAX);
        let each = f64::from(commits) / rounds.max(1.0);
        if each > Self::BUSY {
            self.rounds = (self.rounds * 2).min(Self::MOST);
        } else if each < Self::IDLE {
            self.rounds = (self.rounds / 2).max(Self::FEWEST);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUND: Duration = Duration::from_millis(50);

    /// Returns the longest of many waits after others landed so many commits
    /// within a second, before each of these tries.
    fn longest(landed: &[usize]) -> Duration {
        let waits = (0..200).map(|_| {
            let mut pause = Pause::new();
            let mut wait = pause.next(ROUND);
            for &commits in landed {
                pause.landed(commits, Duration::from_secs(1));
                wait = pause.next(ROUND);
            }
            wait
        });
        waits.max().expect("a wait")
    }

    #[test]
    fn grows_while_others_are_busy_and_shrinks_when_they_are_not() {
        assert_eq!(longest(&[]), Duration::ZERO);
        assert!(longest(&[50]) > ROUND * 2 && longest(&[50]) <= ROUND * 4);
        assert!(longest(&[50; 20]) > ROUND * 32 && longest(&[50; 20]) <= ROUND * 64);
        assert!(longest(&[50, 50, 50, 1, 1, 1]) <= ROUND * 2);
        assert!(longest(&[1; 20]) > Duration::ZERO);
    }
}
