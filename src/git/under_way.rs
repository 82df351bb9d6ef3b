use std::fs;
use std::path::Path;

use super::{GitError, Program};

/// An operation of git that has been begun in a work tree and not finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnderWay {
    /// `git rebase`, of the branch or of one that stands on it.
    Rebase,
    /// `git am`.
    Am,
    /// `git merge`.
    Merge,
    /// `git cherry-pick`.
    CherryPick,
    /// `git revert`.
    Revert,
    /// `git bisect`, started from the branch.
    Bisect,
}

impl UnderWay {
    /// Returns its name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rebase => "rebase",
            Self::Am => "mailbox (git am)",
            Self::Merge => "merge",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
            Self::Bisect => "bisect",
        }
    }

    /// Returns the arguments of git that give it up.
    #[must_use]
    pub const fn abort(self) -> &'static str {
        match self {
            Self::Rebase => "rebase --abort",
            Self::Am => "am --abort",
            Self::Merge => "merge --abort",
            Self::CherryPick => "cherry-pick --abort",
            Self::Revert => "revert --abort",
            Self::Bisect => "bisect reset",
        }
    }

    /// Looks for an operation that will move a branch when it ends, though
    /// HEAD is detached meanwhile.
    pub(super) fn read_detached(git_dir: &Path, branch: &str) -> Option<Self> {
        let full = format!("refs/heads/{branch}");
        let says = |file: &str, what: &str| {
            fs::read_to_string(git_dir.join(file))
                .is_ok_and(|text| text.lines().any(|line| line == what))
        };
        let rebases = [
            "rebase-merge/head-name",
            "rebase-merge/update-refs",
            "rebase-apply/head-name",
        ];
        if rebases.into_iter().any(|file| says(file, &full)) {
            return Some(Self::Rebase);
        }
        says("BISECT_START", branch).then_some(Self::Bisect)
    }

    /// Looks for an operation in a work tree where the branch is checked out.
    pub(super) fn read_attached(
        git_dir: &Path,
        branch: &str,
        reftable: bool,
        program: &Program,
    ) -> Result<Option<Self>, GitError> {
        let marks = [
            ("rebase-apply/applying", Self::Am),
            ("MERGE_HEAD", Self::Merge),
            ("CHERRY_PICK_HEAD", Self::CherryPick),
            ("REVERT_HEAD", Self::Revert),
            // Several commits are picked, and it stands between two of them.
            ("sequencer/todo", Self::CherryPick),
        ];
        let found = marks.iter().find(|(mark, _)| git_dir.join(mark).exists());
        if let Some((_, operation)) = found {
            return Ok(Some(*operation));
        }
        // Reftables hold what is a file elsewhere.
        for (name, operation) in [marks[2], marks[3]].into_iter().filter(|_| reftable) {
            let args = ["rev-parse", "--verify", "--quiet", name];
            if program.run(git_dir, &args, b"")?.status == Some(0) {
                return Ok(Some(operation));
            }
        }
        Ok(Self::read_detached(git_dir, branch))
    }
}
