use std::time::Duration;

use super::{Contact, GitError, ObjectId, Repository};

/// How long one fetch of promised objects may take, so that a remote that is
/// silent does not hold a reader up for ever.
const PATIENCE: Duration = Duration::from_secs(60);

/// Of how many commits the trees are fetched at once.
const AHEAD: usize = 1000;

/// Whether objects that a partial clone was promised may be fetched when they
/// are needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Promises {
    /// They may not: what is not here is missing.
    Untouched,
    /// They may, as long as nobody is asked for anything.
    #[default]
    Unattended,
    /// They may, and git may ask for a password.
    Attended,
}

/// What is known of the remotes that promised objects.
#[derive(Debug)]
pub(super) struct Promisors {
    /// Their names; none in a complete clone.
    remotes: Vec<String>,
    /// Why nothing is fetched from them any more.
    failure: Option<String>,
}

impl Repository {
    /// Returns whether the clone is partial: some remote has promised the
    /// objects that it lacks.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        !self.promisors().borrow().remotes.is_empty()
    }

    /// Returns why a promised object could not be fetched, where one was
    /// needed: what git and the remote said, as they said it.
    #[must_use]
    pub fn broken_promise(&self) -> Option<String> {
        self.promisors().borrow().failure.clone()
    }

    /// Fetches those of these objects that are promised and not here, in one
    /// batch; returns whether there was anything to fetch and it came.
    ///
    /// A tree comes with the trees below it. After a failure nothing is
    /// fetched any more, so that many objects do not each wait for a remote
    /// that is away.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub fn fetch_promised(&self, ids: &[ObjectId]) -> Result<bool, GitError> {
        let promisors = self.promisors();
        let remotes = {
            let known = promisors.borrow();
            if known.failure.is_some() {
                return Ok(false);
            }
            known.remotes.clone()
        };
        if remotes.is_empty() {
            return Ok(false);
        }
        let odb = self.inner.odb()?;
        let mut missing: Vec<ObjectId> = ids.to_vec();
        missing.retain(|id| !odb.exists(id.0));
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(false);
        }
        let Some(contact) = self.program.promises().contact() else {
            promisors.borrow_mut().failure = Some("nothing is fetched when offline".to_owned());
            return Ok(false);
        };
        let mut failure = String::new();
        for remote in &remotes {
            // As git itself fetches what it was promised.
            let args = [
                "-c",
                "fetch.negotiationAlgorithm=noop",
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-write-fetch-head",
                "--no-recurse-submodules",
                "--no-auto-maintenance",
                "--filter=blob:none",
                "--stdin",
                remote,
            ];
            let ids: String = missing.iter().map(|id| format!("{id}\n")).collect();
            let spoken = self.converse(&args, ids.as_bytes(), &contact)?;
            odb.refresh()?;
            missing.retain(|id| !odb.exists(id.0));
            if missing.is_empty() {
                return Ok(true);
            }
            failure = spoken.message();
        }
        promisors.borrow_mut().failure = Some(failure);
        Ok(false)
    }

    /// Fetches the trees of a commit and of many before it, where the first
    /// is promised and not here.
    pub(super) fn fetch_promised_trees(
        &self,
        commit: ObjectId,
        tree: ObjectId,
    ) -> Result<(), GitError> {
        if !self.is_partial() || self.inner.odb()?.exists(tree.0) {
            return Ok(());
        }
        let commits = self.commits_between(&[], commit, AHEAD)?;
        // What cannot be read is found again by whoever needs it.
        let trees = commits
            .iter()
            .filter_map(|&id| self.commit_at_least(id).ok());
        let trees: Vec<ObjectId> = trees.map(|commit| commit.tree).collect();
        self.fetch_promised(&trees).map(drop)
    }

    /// Returns the remotes that promised objects; they are looked up once.
    fn promisors(&self) -> &std::cell::RefCell<Promisors> {
        self.promisors.get_or_init(|| {
            Promisors {
                remotes: self.read_promisors().unwrap_or_default(),
                failure: None,
            }
            .into()
        })
    }

    fn read_promisors(&self) -> Result<Vec<String>, GitError> {
        let config = self.inner.config()?.snapshot()?;
        let mut remotes = Vec::new();
        let mut entries = config.entries(Some(r"^remote\..*\.promisor$"))?;
        while let Some(entry) = entries.next() {
            let key = entry?.name()?.to_owned();
            let name = key.strip_prefix("remote.");
            let name = name.and_then(|name| name.strip_suffix(".promisor"));
            if let Some(name) = name
                && config.get_bool(&key).unwrap_or(false)
            {
                remotes.push(name.to_owned());
            }
        }
        // How older versions of git noted the only one there could be.
        remotes.extend(config.get_string("extensions.partialClone").ok());
        remotes.sort();
        remotes.dedup();
        Ok(remotes)
    }
}

impl Promises {
    /// Returns how the remote may be spoken to.
    fn contact(self) -> Option<Contact> {
        match self {
            Self::Untouched => None,
            Self::Unattended => Some(Contact::unattended(PATIENCE)),
            Self::Attended => Some(Contact::attended().within(PATIENCE)),
        }
    }
}

#[cfg(test)]
mod tests;
