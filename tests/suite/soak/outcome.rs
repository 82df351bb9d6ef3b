use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::{Record, Said};
use crate::kit::{BRANCH, Sandbox, SharedLog};

/// What many posts came to: what their writers were told, held against what
/// the remote has.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Posts that were said to be posted or saved, and are not there.
    pub(crate) lost: Vec<String>,
    /// Posts, and ids of posts, that are there more than once.
    pub(crate) twice: Vec<String>,
    /// Posts that were said to be posted when the remote did not have them, or
    /// had them in a history that it no longer has.
    pub(crate) falsely: Vec<String>,
    /// Posts that failed.
    pub(crate) failed: Vec<String>,
    /// What `git fsck --strict` says about the remote and every clone.
    pub(crate) broken: String,
    /// How many were sent at once, and how many later by `tidings sync`.
    pub(crate) posted: usize,
    pub(crate) saved: usize,
    /// Why posts were only saved, as their writers were told, and how many.
    pub(crate) reasons: BTreeMap<String, usize>,
    /// From the first post to the last.
    pub(crate) took: Duration,
    tries: Vec<usize>,
    times: Vec<Duration>,
}

impl Outcome {
    /// Looks at the remote and at every clone.
    pub(crate) fn judge(
        log: &SharedLog<'_>,
        sandbox: &Sandbox,
        clones: &[PathBuf],
        records: Vec<Record>,
        took: Duration,
    ) -> Self {
        let history = sandbox.git(log.remote(), &["rev-list", BRANCH]);
        let history: BTreeSet<&str> = history.lines().collect();
        let mut files = BTreeMap::new();
        let (mut lost, mut twice, mut falsely, mut failed) = (vec![], vec![], vec![], vec![]);
        let mut reasons = BTreeMap::new();
        for record in &records {
            let key = (record.member, record.day.as_str());
            let file = files
                .entry(key)
                .or_insert_with(|| log.update_at(BRANCH, key.0, key.1));
            let what = || format!("{} on {}: {:?}", record.text, record.day, record.said);
            match file.matches(&record.text).count() {
                0 if record.said != Said::Nothing => lost.push(what()),
                0 | 1 => {}
                _ => twice.push(what()),
            }
            let tip = record.tip.as_deref();
            let had_it = tip.is_some_and(|tip| {
                let there = log.update_at(tip, record.member, &record.day);
                history.contains(tip) && there.contains(&record.text)
            });
            match record.said {
                Said::Posted if !had_it => falsely.push(what()),
                Said::Nothing => failed.push(format!("{}\n{}", what(), record.printed)),
                Said::Saved => *reasons.entry(record.reason()).or_default() += 1,
                Said::Posted => {}
            }
        }
        twice.extend(log.repeated_ids());
        let places = clones.iter().map(PathBuf::as_path).chain([log.remote()]);
        let count = |said| records.iter().filter(|record| record.said == said).count();
        let mut tries: Vec<usize> = records.iter().map(|record| record.tries).collect();
        let mut times: Vec<Duration> = records.iter().map(|record| record.took).collect();
        tries.sort_unstable();
        times.sort_unstable();
        Self {
            lost,
            twice,
            falsely,
            failed,
            broken: places.map(|place| log.fsck(place)).collect(),
            posted: count(Said::Posted),
            saved: count(Said::Saved),
            reasons,
            took,
            tries,
            times,
        }
    }

    /// Checks that every post is where its writer was told, once, and that
    /// nothing is broken.
    #[track_caller]
    pub(crate) fn assert_flawless(&self) {
        let flaws = [&self.lost, &self.twice, &self.falsely, &self.failed];
        let flawless = flaws.iter().all(|flaw| flaw.is_empty()) && self.broken.is_empty();
        assert!(flawless, "{self}\n{self:#?}");
    }

    /// Returns how long the slowest of a hundred posts took.
    pub(crate) fn slowest_of_hundred(&self) -> Duration {
        percentile(&self.times, 99)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} posts in {:.1} s: {} posted, {} saved, {} failed, {} lost, {} twice, {} falsely \
             posted; tries p50 {} p99 {}, seconds p50 {:.2} p99 {:.2}",
            self.times.len(),
            self.took.as_secs_f64(),
            self.posted,
            self.saved,
            self.failed.len(),
            self.lost.len(),
            self.twice.len(),
            self.falsely.len(),
            percentile(&self.tries, 50),
            percentile(&self.tries, 99),
            percentile(&self.times, 50).as_secs_f64(),
            percentile(&self.times, 99).as_secs_f64(),
        )?;
        let mut reasons = self.reasons.iter();
        reasons.try_for_each(|(reason, count)| write!(f, "\n  saved, {count} times: {reason}"))
    }
}

/// Returns the smallest value that so many percent do not exceed.
fn percentile<T: Copy + Default>(sorted: &[T], percent: usize) -> T {
    let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(place).copied().unwrap_or_default()
}

#[test]
fn percentiles_are_values_that_occur() {
    let values: Vec<usize> = (1..=200).collect();
    assert_eq!(percentile(&values, 50), 100);
    assert_eq!(percentile(&values, 99), 198);
    assert_eq!(percentile(&values, 100), 200);
    assert_eq!(percentile(&[7], 99), 7);
    assert_eq!(percentile::<usize>(&[], 99), 0);
}
