use std::process::Command;
use std::time::{Duration, Instant};

/// One round of one side: the commands it consists of, made for the round
/// with this number.
pub(crate) type Side<'a> = &'a dyn Fn(usize) -> Vec<Command>;

/// The times of two sides that were run in turn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub(crate) ours: Duration,
    pub(crate) theirs: Duration,
    /// The median of the rounds' ratios, ours to theirs.
    pub(crate) ratio: f64,
}

impl Pair {
    /// Runs both sides in turn, after one round that does not count.
    pub(crate) fn time(rounds: usize, ours: Side<'_>, theirs: Side<'_>) -> Result<Self, String> {
        let mut times = Vec::new();
        for round in 0..=rounds {
            times.push((once(ours(round))?, once(theirs(round))?));
        }
        times.remove(0);
        Ok(Self {
            ours: median(times.iter().map(|(ours, _)| *ours)),
            theirs: median(times.iter().map(|(_, theirs)| *theirs)),
            ratio: median(times.iter().map(|(a, b)| a.as_secs_f64() / b.as_secs_f64())),
        })
    }
}

/// Runs commands one after the other and returns how long it took.
pub(crate) fn once(commands: Vec<Command>) -> Result<Duration, String> {
    let start = Instant::now();
    for mut command in commands {
        let program = command.get_program().to_string_lossy().into_owned();
        let status = command
            .status()
            .map_err(|error| format!("{program}: {error}"))?;
        if !status.success() {
            return Err(format!("{program} ended with {status}"));
        }
    }
    Ok(start.elapsed())
}

fn median<T: PartialOrd>(values: impl Iterator<Item = T>) -> T {
    let mut values: Vec<T> = values.collect();
    values.sort_by(|a, b| a.partial_cmp(b).expect("times are numbers"));
    values.swap_remove(values.len() / 2)
}
