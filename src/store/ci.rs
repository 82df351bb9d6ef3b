use super::change::{Change, Saved, Signer};
use super::{Log, StoreError};
use crate::git::{Contact, Durability, Moved, NewCommit, ObjectId, Pushed, TreeEdit};

/// Files for a branch that is no log, put onto a branch of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The commit.
    pub commit: ObjectId,
    /// Whether the remote had it already, waiting to be merged.
    pub waited: bool,
    /// What came of sending it; `None` where it was not to be sent.
    pub pushed: Option<Pushed>,
}

impl Log {
    /// Writes files of the log by one commit, whose message begins with
    /// `subject`; `None` where they are there already.
    ///
    /// # Errors
    ///
    /// What git says. Nothing has changed then.
    pub fn write_files(
        &self,
        files: &[(String, String)],
        subject: &str,
        signer: &Signer,
    ) -> Result<Option<Saved>, StoreError> {
        let ((), saved) = self.change(signer, |tree| {
            let mut edits = Vec::new();
            for (path, text) in files {
                if tree.text(path).ok().flatten().as_deref() != Some(text) {
                    edits.push(edit(path, text));
                }
            }
            let message = format!("{subject}\n");
            let change = (!edits.is_empty()).then_some(Change { edits, message });
            Ok(((), change))
        })?;
        Ok(saved)
    }

    /// Puts files onto a commit that is no part of the log, by one commit on a
    /// new `branch`, and sends that where there is a `remote`. Where the remote
    /// has a branch of that name with these files, it is left as it is.
    ///
    /// # Errors
    ///
    /// [`StoreError::Occupied`] where the branch holds something else, at the
    /// remote or here, or what git says.
    pub fn offer_files(
        &self,
        onto: ObjectId,
        branch: &str,
        files: &[(String, String)],
        subject: &str,
        signer: &Signer,
        remote: Option<(&str, &Contact)>,
    ) -> Result<Offer, StoreError> {
        let repository = self.repository();
        let at_remote = match remote {
            Some((remote, contact)) => repository.remote_branch(remote, branch, contact)?,
            None => None,
        };
        if let (Some(_), Some((remote, contact))) = (at_remote, remote) {
            let commit = repository.fetch_branch(remote, branch, contact)?;
            let tree = self.tree_at(&commit.to_string())?;
            let has = |(path, text): &(String, String)| {
                tree.text(path).ok().flatten().as_deref() == Some(text)
            };
            if !files.iter().all(has) {
                return Err(StoreError::Occupied(branch.to_owned()));
            }
            return Ok(Offer {
                commit,
                waited: true,
                pushed: None,
            });
        }
        let edits: Vec<TreeEdit> = files.iter().map(|(path, text)| edit(path, text)).collect();
        let tree = repository.commit(onto)?.tree;
        let tree = repository.write_tree_edits(Some(tree), &edits)?;
        let commit = repository.write_commit(&NewCommit {
            tree,
            parents: vec![onto],
            author: signer.author.clone(),
            committer: signer.committer.clone(),
            message: format!("{subject}\n"),
            sign: signer.sign,
            durability: signer.durability,
        })?;
        let old = repository.branch_tip(branch)?;
        let is_ours = |id: ObjectId| {
            let there = repository.commit(id);
            there.is_ok_and(|there| there.subject() == subject)
        };
        let is_free = old.is_none_or(is_ours) && repository.checkouts_of(branch)?.is_empty();
        let name = format!("refs/heads/{branch}");
        let moved = is_free
            && repository.move_ref(&name, Some(commit), old, subject, Durability::FULL)?
                == Moved::Done;
        if !moved {
            return Err(StoreError::Occupied(branch.to_owned()));
        }
        let pushed = match remote {
            Some((remote, contact)) => {
                Some(repository.push(remote, branch, commit, None, contact)?)
            }
            None => None,
        };
        Ok(Offer {
            commit,
            waited: false,
            pushed,
        })
    }
}

fn edit(path: &str, text: &str) -> TreeEdit {
    TreeEdit {
        path: path.to_owned(),
        content: Some(text.as_bytes().to_vec()),
    }
}
