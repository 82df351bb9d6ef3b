use super::change::{Change, Saved, Signer};
use super::{Log, StoreError};
use crate::git::{Contact, Durability, Moved, NewCommit, ObjectId, Pushed, TreeEdit};

/// Files for a branch that is no log, put onto a branch of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The commit.
    pub commit: ObjectId,
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
    /// new `branch`, and sends that where there is a `remote`.
    ///
    /// # Errors
    ///
    /// [`StoreError::Occupied`] where the branch is at the remote already, or
    /// holds something else here, or what git says.
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
        let at_remote = match remote {
            Some((remote, contact)) => repository.remote_branch(remote, branch, contact)?,
            None => None,
        };
        let name = format!("refs/heads/{branch}");
        let moved = is_free
            && at_remote.is_none()
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
        Ok(Offer { commit, pushed })
    }
}

fn edit(path: &str, text: &str) -> TreeEdit {
    TreeEdit {
        path: path.to_owned(),
        content: Some(text.as_bytes().to_vec()),
    }
}
