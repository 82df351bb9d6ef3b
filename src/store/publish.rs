use std::collections::BTreeSet;

use super::change::{Change, Saved, Signer};
use super::{Log, LogTree, StoreError};
use crate::format::{DigestListError, README_PATH, append_digest_list, digest_path, list_digests};
use crate::git::{ObjectId, TreeEdit};
use crate::model::Period;

/// The trailer that names the weeks whose digests a commit publishes.
pub(super) const DIGEST: &str = "Tidings-Digest";

/// The trailer that names the commit that they were built from.
pub(super) const BUILT_FROM: &str = "Tidings-Built-From";

/// The trailer that tells the run of the job from any other.
const RUN: &str = "Tidings-Run";

/// Digests that are to be kept in the log, by one commit.
#[derive(Clone, Debug)]
pub struct NewDigests<'a> {
    /// The commit that they were built from.
    pub built_from: ObjectId,
    /// The weeks with the texts of their files.
    pub digests: &'a [(Period, String)],
    /// What tells this run from any other, so that no two make the same
    /// commit, and one that came too late learns of it.
    pub run: &'a str,
    /// The last digest before, whose commit tells whether the README had a
    /// place for the list.
    pub last: Option<ObjectId>,
}

/// Digests that were kept in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The commit.
    pub saved: Saved,
    /// Why the README does not list them, where it does not.
    pub unlisted: Option<String>,
}

impl Log {
    /// Keeps digests in the log, by one commit on the one they were built
    /// from; `None` when the log has gone on since, and nothing has changed.
    ///
    /// The README lists the latest digests between two lines that mark the
    /// place. Where it has none they are added at its end, but not again after
    /// somebody took them out.
    ///
    /// # Errors
    ///
    /// What git says. Nothing has changed then.
    pub fn publish(
        &self,
        new: &NewDigests<'_>,
        signer: &Signer,
    ) -> Result<Option<Published>, StoreError> {
        let (unlisted, saved) = self.change(signer, |tree| {
            if tree.commit().id != new.built_from {
                return Ok((None, None));
            }
            let mut edits: Vec<TreeEdit> = Vec::new();
            let mut weeks = tree.published()?;
            for (week, text) in new.digests {
                weeks.insert(*week);
                edits.push(TreeEdit {
                    path: digest_path(*week),
                    content: Some(text.clone().into_bytes()),
                });
            }
            let unlisted = match self.listed(tree, &weeks, new.last)? {
                Ok(None) => None,
                Ok(Some(readme)) => {
                    edits.push(TreeEdit {
                        path: README_PATH.to_owned(),
                        content: Some(readme.into_bytes()),
                    });
                    None
                }
                Err(reason) => Some(reason),
            };
            let message = message(new);
            Ok((unlisted, Some(Change { edits, message })))
        })?;
        Ok(saved.map(|saved| Published { saved, unlisted }))
    }

    /// Returns the README with the list of these weeks, `None` where it has
    /// that already, or why it does not list them.
    fn listed(
        &self,
        tree: &LogTree<'_>,
        weeks: &BTreeSet<Period>,
        last: Option<ObjectId>,
    ) -> Result<Result<Option<String>, String>, StoreError> {
        let readme = match tree.text(README_PATH) {
            Ok(Some(readme)) => readme,
            Ok(None) => return Ok(Err("the log has none".to_owned())),
            Err(StoreError::Unusable { findings, .. }) => {
                let reason = findings.into_iter().next().map(|finding| finding.message);
                return Ok(Err(reason.unwrap_or_default()));
            }
            Err(error) => return Err(error),
        };
        let text = match list_digests(&readme, weeks) {
            Ok(text) => text,
            Err(DigestListError::NoMarkers) if !self.had_list(last)? => {
                append_digest_list(&readme, weeks)
            }
            Err(error) => return Ok(Err(error.to_string())),
        };
        Ok(Ok((text != readme).then_some(text)))
    }

    /// Returns whether the README of a commit had a place for the list.
    fn had_list(&self, commit: Option<ObjectId>) -> Result<bool, StoreError> {
        let Some(commit) = commit else {
            return Ok(false);
        };
        let tree = LogTree::open(self.repository(), commit)?;
        let readme = tree.text(README_PATH).ok().flatten().unwrap_or_default();
        Ok(list_digests(&readme, &BTreeSet::new()) != Err(DigestListError::NoMarkers))
    }
}

/// Writes the message of the commit.
fn message(new: &NewDigests<'_>) -> String {
    let names: Vec<String> = new
        .digests
        .iter()
        .map(|(week, _)| week.to_string())
        .collect();
    let names = names.join(" ");
    let subject = match new.digests {
        [_] => format!("digest of {names}"),
        _ => format!("digests of {names}"),
    };
    format!(
        "tidings: {subject}\n\n{DIGEST}: {names}\n{BUILT_FROM}: {}\n{RUN}: {}\n",
        new.built_from, new.run
    )
}
