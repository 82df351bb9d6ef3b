use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::hand::Task;
use super::{Hand, Outcome, Random, Record};
use crate::kit::{Sandbox, SharedLog, Transport};

/// How many write how much, and how.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) transport: Transport,
    pub(crate) writers: usize,
    /// How many posts each makes, one after the other.
    pub(crate) posts: usize,
    pub(crate) hand: Hand,
    /// Each writer begins at some moment within this time.
    pub(crate) stagger: Duration,
    pub(crate) seed: u64,
}

impl Load {
    /// Returns a load without stagger, by `tidings post`.
    pub(crate) const fn new(transport: Transport, writers: usize, posts: usize) -> Self {
        Self {
            transport,
            writers,
            posts,
            hand: Hand::Tidings,
            stagger: Duration::ZERO,
            seed: 1,
        }
    }

    /// Runs it in a sandbox. Posts that were saved and not sent are sent by
    /// one `tidings sync` of each clone at the end.
    pub(crate) fn run(self, sandbox: &Sandbox) -> Outcome {
        let log = SharedLog::start(sandbox, self.transport, self.writers);
        let clones: Vec<PathBuf> = (0..self.writers)
            .map(|member| {
                let clone = log.clone_for(member);
                self.hand.prepare(sandbox, &clone);
                clone
            })
            .collect();
        let start = Instant::now();
        let records: Vec<Record> = thread::scope(|scope| {
            let writers: Vec<_> = clones
                .iter()
                .enumerate()
                .map(|(member, clone)| {
                    let log = &log;
                    scope.spawn(move || self.write(sandbox, log, member, clone))
                })
                .collect();
            let joined = writers.into_iter().map(thread::ScopedJoinHandle::join);
            joined
                .flat_map(|records| records.expect("a writer ends"))
                .collect()
        });
        let took = start.elapsed();
        if self.hand == Hand::Tidings {
            for (member, clone) in clones.iter().enumerate() {
                log.tidings(member, clone, &["sync", "--no-input"])
                    .run()
                    .ok();
            }
        }
        Outcome::judge(&log, sandbox, &clones, records, took)
    }

    /// Is one writer.
    fn write(
        self,
        sandbox: &Sandbox,
        log: &SharedLog<'_>,
        member: usize,
        clone: &Path,
    ) -> Vec<Record> {
        let mut random = Random(self.seed.wrapping_mul(1000) + member as u64);
        let stagger = u64::try_from(self.stagger.as_millis()).expect("loads are short");
        thread::sleep(Duration::from_millis(random.below(stagger + 1)));
        let posts = (0..self.posts).map(|number| {
            let day = format!("2026-11-{:02}", 1 + random.below(20));
            let handle = SharedLog::handle(member);
            let text = format!("Step {number} of {handle} is done.");
            let start = Instant::now();
            let (said, tries, printed) = self.hand.post(Task {
                log,
                sandbox,
                member,
                clone,
                day: &day,
                text: &text,
            });
            Record {
                member,
                said,
                tip: log.tip(),
                tries,
                took: start.elapsed(),
                printed,
                day,
                text,
            }
        });
        posts.collect()
    }
}
