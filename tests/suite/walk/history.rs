use std::collections::BTreeMap;

use super::random::Random;

pub(crate) const DAY: i64 = 86_400;

/// 1 September 2026, the first day of every history.
pub(crate) const START: i64 = 1_788_220_800;

/// How many days a history spans.
pub(crate) const DAYS: usize = 70;

/// How many different contents files have: few, so that they come back.
pub(crate) const CONTENTS: usize = 12;

/// The path of a file: what it is and which of the contents it has.
pub(crate) type Files = BTreeMap<String, (&'static str, usize)>;

/// How far the clocks of a history are from the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clocks {
    /// By less than four days, and nobody posts more than two days early.
    Honest,
    /// By anything.
    Lying,
}

/// A commit to be made: its parents are earlier commits of the history.
pub(crate) struct Commit {
    pub(crate) parents: Vec<usize>,
    pub(crate) files: Files,
    pub(crate) committed: i64,
}

/// A random history whose last commit can reach all others.
pub(crate) struct History {
    pub(crate) clocks: Clocks,
    pub(crate) commits: Vec<Commit>,
}

impl History {
    /// Makes a history of one line, each commit of which adds one update; a
    /// day passes from one to the next.
    pub(crate) fn line(length: usize) -> Self {
        let mut files = Files::new();
        let commits = (0..length).map(|day| {
            let (year, month, number) = date(day);
            let path = format!("updates/{year}/{month:02}/{number:02}/ada.yaml");
            files.insert(path, ("100644", day % CONTENTS));
            Commit {
                parents: day.checked_sub(1).into_iter().collect(),
                files: files.clone(),
                committed: START + day as i64 * DAY,
            }
        });
        Self {
            clocks: Clocks::Honest,
            commits: commits.collect(),
        }
    }

    /// Makes a history of at most so many commits, and one more.
    pub(crate) fn random(seed: u64, most: usize) -> Self {
        let mut random = Random::new(seed);
        let clocks = if random.percent(50) {
            Clocks::Honest
        } else {
            Clocks::Lying
        };
        let length = most / 4 + random.below(most * 3 / 4);
        let mut commits: Vec<Commit> = Vec::new();
        let mut heads: Vec<usize> = Vec::new();
        for number in 0..length {
            // Time goes on for everybody alike, so that a parent is older.
            let now = START + (DAYS as i64 * DAY) * number as i64 / length as i64;
            let parents = choose_parents(&mut random, &heads, number);
            let mut files = merge(&mut random, &parents, &commits);
            let edits = match parents.len() {
                1 => 1 + random.below(3),
                0 => 4,
                // Some merges are evil.
                _ if random.percent(30) => 1 + random.below(2),
                _ => 0,
            };
            for _ in 0..edits {
                edit(&mut random, &mut files, now, clocks);
            }
            heads.retain(|head| !parents.contains(head));
            heads.push(number);
            commits.push(Commit {
                parents,
                files,
                committed: clock(&mut random, now, clocks),
            });
        }
        let now = START + DAYS as i64 * DAY;
        commits.push(Commit {
            files: merge(&mut random, &heads, &commits),
            parents: heads,
            committed: clock(&mut random, now, clocks),
        });
        Self { clocks, commits }
    }
}

fn choose_parents(random: &mut Random, heads: &[usize], number: usize) -> Vec<usize> {
    if heads.is_empty() || (heads.len() < 5 && random.percent(2)) {
        return Vec::new();
    }
    if heads.len() > 1 && (heads.len() > 5 || random.percent(25)) {
        // An octopus now and then; any order of parents.
        let mut parents = heads.to_vec();
        for at in (1..parents.len()).rev() {
            parents.swap(at, random.below(at + 1));
        }
        let most = if random.percent(25) { 5 } else { 2 };
        parents.truncate(most);
        return parents;
    }
    if random.percent(25) {
        // A branch from somewhere not long ago.
        return vec![number - 1 - random.below(number.min(6))];
    }
    vec![*random.pick(heads)]
}

fn merge(random: &mut Random, parents: &[usize], commits: &[Commit]) -> Files {
    let files = |parent: usize| &commits[parent].files;
    let Some(&first) = parents.first() else {
        return Files::new();
    };
    // `git merge -s ours` drops what the others did.
    if parents.len() == 1 || random.percent(20) {
        return files(first).clone();
    }
    let mut merged = Files::new();
    for path in parents.iter().flat_map(|&parent| files(parent).keys()) {
        let from = parents[random.below(parents.len())];
        match files(from).get(path) {
            Some(file) => put(&mut merged, path.clone(), *file),
            None if random.percent(70) => {
                let held = parents.iter().find_map(|&parent| files(parent).get(path));
                put(
                    &mut merged,
                    path.clone(),
                    *held.expect("some parent has it"),
                );
            }
            None => {}
        }
    }
    merged
}

fn edit(random: &mut Random, files: &mut Files, now: i64, clocks: Clocks) {
    if !files.is_empty() && random.percent(25) {
        let paths: Vec<_> = files.keys().cloned().collect();
        files.remove(random.pick(&paths));
        return;
    }
    let path = if random.percent(10) {
        "README.md".to_owned()
    } else if !files.is_empty() && random.percent(30) {
        let paths: Vec<_> = files.keys().cloned().collect();
        random.pick(&paths).clone()
    } else {
        let today = ((now - START) / DAY) as usize;
        let day = match clocks {
            Clocks::Honest => random.below((today + 3).min(DAYS)),
            Clocks::Lying => random.below(DAYS),
        };
        // Late posts are rarer than posts of the day.
        let late = random.below(5);
        let day = if random.percent(60) && day < today {
            today.saturating_sub(late)
        } else {
            day
        };
        let (year, month, number) = date(day);
        let directory = format!("updates/{year}/{month:02}/{number:02}");
        let name = *random.pick(&["ada", "grace", "linus"]);
        match random.below(40) {
            // A file where others have a directory, and the other way round.
            0 => directory,
            1 => format!("{directory}/{name}.yaml/odd"),
            _ => format!("{directory}/{name}.yaml"),
        }
    };
    let mode = match random.below(10) {
        0 => "100755",
        1 => "120000",
        _ => "100644",
    };
    put(files, path, (mode, random.below(CONTENTS)));
}

/// Puts a file where it can be, taking away what is in its way.
fn put(files: &mut Files, path: String, file: (&'static str, usize)) {
    let below = format!("{path}/");
    files.retain(|other, _| !other.starts_with(&below) && !path.starts_with(&format!("{other}/")));
    files.insert(path, file);
}

fn clock(random: &mut Random, now: i64, clocks: Clocks) -> i64 {
    let four_days = 4 * DAY as usize - 1;
    match clocks {
        Clocks::Honest => now + random.below(four_days) as i64 - random.below(four_days) as i64,
        Clocks::Lying if random.percent(40) => random.below((START + 200 * DAY) as usize) as i64,
        Clocks::Lying => now,
    }
}

/// Returns year, month and day of the day that is so many days after the
/// first.
pub(crate) fn date(day: usize) -> (u32, u32, usize) {
    match day {
        0..30 => (2026, 9, day + 1),
        30..61 => (2026, 10, day - 29),
        _ => (2026, 11, day - 60),
    }
}
