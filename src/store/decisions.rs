use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::file::update_of_path;
use super::history::{damage, histories, reply_order};
use super::mailmap::lead_on;
use super::scope::reaches;
use super::snapshot::Parts;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::MAX_BYTES;
use crate::git::{GitError, Scope, TreeLookup, walk};
use crate::model::{Decision, Finding, ReplyEntry, ReplyState};

/// The directory of all replies.
const REPLIES: &[u8] = b"replies";

/// What a team has decided.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    /// The decisions, the latest first: in the order of history.
    pub decisions: Vec<Decision>,
    /// What was wrong with files and commits on the way.
    pub findings: Vec<Finding>,
}

impl Log {
    /// Reads what was decided since a day, of whatever age what it was decided
    /// on is.
    ///
    /// What came into the log up to a week earlier may be among it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`], or what git says of the log's own trees.
    pub fn decisions(&self, tree: &LogTree<'_>, since: NaiveDate) -> Result<Decisions, StoreError> {
        let team = tree.team(self.branch())?;
        let mut parts = Parts::new(team, Vec::new());
        let mut walked = walk(
            self.repository(),
            tree.commit().id,
            None,
            &RepliesSince(since),
        )?;
        // Of some thousand replies hardly any decides, and only those are read.
        let mut seen = BTreeSet::new();
        let mut paths = BTreeSet::new();
        for revision in &walked.revisions {
            let is_last = seen.insert(revision.path.as_slice());
            let Some((_, blob)) = revision.entry.filter(|_| is_last) else {
                continue;
            };
            // What the latest commit of one line says need not be what a merge
            // made of it; whatever cannot be read here is read below.
            let bytes = self.repository().blob_up_to(blob, MAX_BYTES)?;
            if bytes.is_none_or(|bytes| says(&bytes, ReplyState::Decided)) {
                paths.insert(String::from_utf8_lossy(&revision.path).into_owned());
            }
        }
        let mut replies = parts.read_replies(tree, paths, &[])?;
        let order = reply_order(&walked);
        let mut histories = histories(&walked);
        lead_on(&tree.mailmap(), &parts.team, histories.values_mut());
        for reply in &mut replies {
            reply.history = histories.remove(&reply.path).unwrap_or_default();
        }
        let place = |reply: &ReplyEntry| order.get(&reply.path).copied();
        replies.sort_by(|a, b| (place(b), &b.path).cmp(&(place(a), &a.path)));
        let mut decisions = Vec::new();
        for reply in replies {
            let to = &reply.reply.to;
            let member = parts.team.member(&to.author);
            let read = match (tree.update(&to.author, to.period)?, member) {
                (None, Some(member)) => tree.update_of(member, to.period)?,
                (found, _) => found,
            };
            decisions.extend(Decision::of(reply, read.and_then(|read| read.value)));
        }
        let mut findings = parts.findings;
        findings.extend(damage(&std::mem::take(&mut walked.damaged)));
        findings.retain(|finding| update_of_path(&finding.path).is_none());
        Ok(Decisions {
            decisions,
            findings,
        })
    }
}

/// Returns whether a file could have a state in it.
fn says(bytes: &[u8], state: ReplyState) -> bool {
    let word = state.as_str().as_bytes();
    bytes.windows(word.len()).any(|part| part == word) || bytes.contains(&b'\\')
}

/// Looks at all replies that came into the log since a day, and may have a
/// week earlier.
struct RepliesSince(NaiveDate);

impl Scope for RepliesSince {
    fn wants(&self, directory: &[u8], name: &[u8], _committed: i64) -> bool {
        directory.starts_with(REPLIES) || directory.is_empty() && name == REPLIES
    }

    fn ends(&self, committed: i64, tree: &mut dyn TreeLookup) -> Result<bool, GitError> {
        let begins = self.0.and_time(NaiveTime::MIN).and_utc() - TimeDelta::weeks(1);
        if committed >= begins.timestamp() {
            return Ok(false);
        }
        Ok(!reaches(tree, self.0)?)
    }
}
