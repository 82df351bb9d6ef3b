use std::time::Duration;

use super::outbox::ID;
use super::{Log, LogTree, StoreError};
use crate::git::{
    Checkout, Durability, LogLock, Moved, NewCommit, ObjectId, Stamp, TreeEdit, trailer,
};

/// How often a change is tried while others keep moving the branch.
const TRIES: u32 = 64;

/// How long a change waits for others on the same machine.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Who commits, and whether the commit is signed.
#[derive(Clone, Debug)]
pub struct Signer {
    /// Who wrote what is committed, and when.
    pub author: Stamp,
    /// Who commits it, and when.
    pub committer: Stamp,
    /// Whether git is configured to sign commits.
    pub sign: bool,
    /// What must be on disk before a change counts as saved.
    pub durability: Durability,
}

/// A change of the log that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The commit that holds it.
    pub commit: ObjectId,
    /// The paths that it changed.
    pub paths: Vec<String>,
}

/// A change of the log, as one commit will make it.
pub(super) struct Change {
    /// The files it writes and removes.
    pub(super) edits: Vec<TreeEdit>,
    /// The commit's message, but for the name that the commit is known by.
    pub(super) message: String,
}

impl Change {
    /// Makes the name by which the commit is known again after it was made
    /// anew: a hash of what it does, who does it, when, and on what. A post
    /// that says again what was taken back is thus another one.
    fn id(&self, tip: Option<ObjectId>, signer: &Signer) -> String {
        let author = &signer.author;
        let tip = tip.map_or_else(String::new, |tip| tip.to_string());
        let mut source = tip.into_bytes();
        let mut add = |part: &[u8]| {
            source.push(0);
            source.extend_from_slice(part);
        };
        for edit in &self.edits {
            add(edit.path.as_bytes());
            // What is removed is not what is empty.
            add(edit.content.as_deref().unwrap_or(b"\0"));
        }
        add(author.name.as_bytes());
        add(author.email.as_bytes());
        add(author.seconds.to_string().as_bytes());
        ObjectId::of_blob(&source).to_string()[..20].to_owned()
    }

    /// Returns the message with that name; one that has a name keeps it.
    fn named_message(&self, tip: Option<ObjectId>, signer: &Signer) -> String {
        let message = self.message.trim_end();
        if trailer(message, ID).is_some() {
            return self.message.clone();
        }
        let last = message.rsplit("\n\n").next().unwrap_or_default();
        let has_trailers = message.contains("\n\n") && last.starts_with("Tidings-");
        let gap = if has_trailers { "\n" } else { "\n\n" };
        format!("{message}{gap}{ID}: {}\n", self.id(tip, signer))
    }
}

impl Log {
    /// Changes the log by one commit on its newest one.
    ///
    /// `plan` is asked what to change, given that commit's tree; it is asked
    /// again when somebody else was faster. `None` changes nothing. Where the
    /// branch is checked out, work tree and index follow.
    pub(super) fn change<T>(
        &self,
        signer: &Signer,
        mut plan: impl FnMut(&LogTree<'_>) -> Result<(T, Option<Change>), StoreError>,
    ) -> Result<(T, Option<Saved>), StoreError> {
        self.change_or_begin(signer, |tree| plan(tree.ok_or_else(|| self.no_branch())?))
    }

    /// Changes the log as [`Log::change`] does, also where its branch does
    /// not exist yet.
    pub(super) fn change_or_begin<T>(
        &self,
        signer: &Signer,
        mut plan: impl FnMut(Option<&LogTree<'_>>) -> Result<(T, Option<Change>), StoreError>,
    ) -> Result<(T, Option<Saved>), StoreError> {
        self.in_turn(|tip| {
            let base = self.stand(tip);
            let tree = base.map(|base| LogTree::open(self.repository(), base));
            let (value, change) = plan(tree.transpose()?.as_ref())?;
            let Some(change) = change else {
                return Ok(Some((value, None)));
            };
            let saved = self.try_change(signer, tip, change)?;
            Ok(saved.map(|saved| (value, Some(saved))))
        })
    }

    /// Takes a `step` from the newest commit, in turn with others on this
    /// machine, and again from there when it returns `None`, because somebody
    /// else moved the branch meanwhile.
    pub(super) fn in_turn<T>(
        &self,
        mut step: impl FnMut(Option<ObjectId>) -> Result<Option<T>, StoreError>,
    ) -> Result<T, StoreError> {
        let _lock = LogLock::acquire(self.repository(), PATIENCE);
        for _ in 0..TRIES {
            let tip = self.repository().branch_tip(self.branch())?;
            if let Some(done) = step(tip)? {
                return Ok(done);
            }
        }
        Err(StoreError::Raced(TRIES))
    }

    /// Makes the commit and moves the branch; `None` when somebody else moved
    /// it first.
    pub(super) fn try_change(
        &self,
        signer: &Signer,
        tip: Option<ObjectId>,
        change: Change,
    ) -> Result<Option<Saved>, StoreError> {
        let repository = self.repository();
        let onto = self.stand(tip);
        let base = onto.map(|onto| repository.commit(onto)).transpose()?;
        let tree = repository.write_tree_edits(base.map(|commit| commit.tree), &change.edits)?;
        let commit = repository.write_commit(&NewCommit {
            tree,
            parents: onto.into_iter().collect(),
            author: signer.author.clone(),
            committer: signer.committer.clone(),
            message: change.named_message(onto, signer),
            sign: signer.sign,
            durability: signer.durability,
        })?;
        let paths: Vec<String> = change.edits.into_iter().map(|edit| edit.path).collect();
        let subject = change.message.lines().next().unwrap_or_default();
        let touched = match tip {
            Some(tip) if onto != Some(tip) => &self.paths_between(tip, commit)?,
            _ => &paths,
        };
        let moved = self.move_branch(signer.durability, tip, commit, touched, subject)?;
        Ok(moved.then_some(Saved { commit, paths }))
    }

    /// Makes or deletes a ref whose name says what it holds, so that whoever
    /// does the same at the same time is no rival.
    pub(super) fn put_ref(
        &self,
        name: &str,
        new: Option<ObjectId>,
        old: Option<ObjectId>,
        note: &str,
        durability: Durability,
    ) -> Result<(), StoreError> {
        let repository = self.repository();
        for _ in 0..TRIES {
            let moved = repository.move_ref(name, new, old, note, durability)?;
            if moved == Moved::Done || repository.ref_tip(name)?.is_some() == new.is_some() {
                return Ok(());
            }
        }
        Err(StoreError::Raced(TRIES))
    }

    /// Moves the branch from `tip` to `commit`, and whatever has it checked
    /// out along with it; returns whether it was still at `tip`. `note` goes
    /// into the branch's own log.
    pub(super) fn move_branch(
        &self,
        durability: Durability,
        tip: Option<ObjectId>,
        commit: ObjectId,
        paths: &[String],
        note: &str,
    ) -> Result<bool, StoreError> {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        let repository = self.repository();
        let checkouts = repository.checkouts_of(self.branch())?;
        let mut advanced: Vec<&Checkout> = Vec::new();
        // One that cannot be put back must not keep the others from it.
        let back_out = |advanced: &[&Checkout]| {
            let all = advanced
                .iter()
                .map(|checkout| checkout.back_out(repository, tip, commit));
            all.fold(Ok(()), Result::and)
        };
        for checkout in &checkouts {
            if let Err(error) = checkout.advance(repository, tip, commit, &paths) {
                back_out(&advanced)?;
                return Err(error.into());
            }
            advanced.push(checkout);
        }
        let note = format!("tidings: {note}");
        let moved = repository.move_ref(&self.ref_name(), Some(commit), tip, &note, durability);
        if matches!(moved, Ok(Moved::Done)) {
            self.show_branch();
            return Ok(true);
        }
        back_out(&advanced)?;
        Ok(moved? == Moved::Done)
    }
}
