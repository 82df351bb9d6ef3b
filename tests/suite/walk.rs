//! Holds the history walk against git's own idea of what a commit changed.
//!
//! Random histories are compared with `git log --full-history -m --raw`,
//! reduced by the definition of a revision: a path counts only if it is listed
//! against every parent. The first seed and the number of histories can be
//! set by `TIDINGS_SEED` and `TIDINGS_HISTORIES`; a failure names the seed of
//! the one history that fails.

mod broken;
pub(crate) mod history;
mod oracle;
pub(crate) mod random;
pub(crate) mod repository;
mod scope;
mod window;

use std::collections::{BTreeSet, HashMap};

use tidings::git::{FileRevision, Walk, walk};

use history::{Clocks, History};
use oracle::{Oracle, Revision};
use random::Random;
use repository::Scratch;
use scope::{All, Days};

/// How many histories are tried where nothing else is said.
const HISTORIES: u64 = 1200;

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).map_or(default, |text| text.parse().expect(variable))
}

fn found(walk: &Walk) -> Vec<Revision> {
    let revision = |revision: &FileRevision| Revision {
        commit: revision.commit.id.to_string(),
        path: String::from_utf8(revision.path.clone()).expect("paths here are text"),
        change: revision.change,
        entry: revision.entry.map(|(mode, id)| (mode.0, id.to_string())),
    };
    walk.revisions.iter().map(revision).collect()
}

/// Writes the histories into one repository and compares all of them.
fn compare(format: &str, histories: &[History], seeds: &[u64]) {
    let scratch = Scratch::new(format);
    let ids = scratch.import(histories);
    let repository = scratch.open();
    let oracle = Oracle::read(&scratch, &ids);
    for ((history, ids), seed) in histories.iter().zip(&ids).zip(seeds) {
        let mut random = Random::new(*seed);
        let context = format!("seed {seed} of {format}, in {}", scratch.path().display());
        let id = |text: &String| tidings::git::ObjectId::parse(text).expect("an id");
        let tip = ids.last().expect("a history has a commit");
        let run = |hidden: Option<&String>, scope: &dyn tidings::git::Scope| {
            let walk = walk(&repository, id(tip), hidden.map(id), scope).expect("a walk");
            assert!(walk.damaged.is_empty() && !walk.shallow, "{context}");
            found(&walk)
        };

        let numbers: HashMap<&String, usize> = ids.iter().zip(0..).collect();
        let everything = oracle.reach(tip, |_| false);
        let whole = oracle.revisions(&everything, |_| true);
        assert_eq!(run(None, &All), whole, "all of it, {context}");

        let hidden = random.pick(ids);
        let seen: BTreeSet<_> = &everything - &oracle.reach(hidden, |_| false);
        let want = oracle.revisions(&seen, |_| true);
        assert_eq!(run(Some(hidden), &All), want, "{hidden}.., {context}");

        for _ in 0..3 {
            let days = Days::random(&mut random);
            let reached = oracle.reach(tip, |commit| {
                let held = &history.commits[numbers[commit]];
                held.committed < days.oldest()
                    && !held.files.keys().any(|path| days.not_before(path))
            });
            let want = oracle.revisions(&reached, |path| days.covers(path));
            assert_eq!(run(None, &days), want, "{days:?}, {context}");
            if history.clocks == Clocks::Honest {
                let all: Vec<_> = whole.iter().filter(|r| days.covers(&r.path)).collect();
                assert!(want.iter().eq(all), "cut short: {days:?}, {context}");
            }
        }
    }
}

#[test]
fn finds_what_git_log_finds() {
    let seed = number("TIDINGS_SEED", 1);
    let seeds: Vec<u64> = (seed..seed + number("TIDINGS_HISTORIES", HISTORIES)).collect();
    let histories: Vec<_> = seeds
        .iter()
        .map(|seed| History::random(*seed, 24))
        .collect();
    compare("sha1", &histories, &seeds);
}

#[test]
fn finds_what_git_log_finds_in_sha256() {
    let seeds: Vec<u64> = (1..60).collect();
    let histories: Vec<_> = seeds
        .iter()
        .map(|seed| History::random(*seed, 24))
        .collect();
    compare("sha256", &histories, &seeds);
}

/// Long enough that several threads share the work.
#[test]
fn finds_what_git_log_finds_in_a_long_history() {
    compare("sha1", &[History::random(7, 24_000)], &[7]);
}
