use super::{Contact, GitError, ObjectId, Repository};

/// What came of a fetch.
///
/// Messages are what git and the remote said, as they said it: they may hold
/// control characters.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The remote's branch is at this commit, and its history is here.
    At(ObjectId),
    /// The remote was asked and has no such branch.
    NoBranch,
    /// The remote could not be asked.
    Unreachable {
        /// What was said.
        message: String,
        /// Whether the time was over.
        timed_out: bool,
    },
}

impl Repository {
    /// Fetches a branch of a remote, with its history, into the ref `into` (a
    /// full name), and returns where it is.
    ///
    /// The branch alone: no tags, no other branch, no submodules, no
    /// `FETCH_HEAD`, no maintenance on the way. Where git is set up to follow
    /// that branch, its remote-tracking ref moves too, as in any fetch.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`], or [`GitError::Program`] when the ref cannot be
    /// read back.
    pub fn fetch_tip(
        &self,
        remote: &str,
        branch: &str,
        into: &str,
        contact: &Contact,
    ) -> Result<Fetched, GitError> {
        self.fetch(remote, branch, into, None, contact)
    }

    /// Fetches with one more option of `git fetch`.
    pub(super) fn fetch(
        &self,
        remote: &str,
        branch: &str,
        into: &str,
        option: Option<&str>,
        contact: &Contact,
    ) -> Result<Fetched, GitError> {
        let name = format!("refs/heads/{branch}");
        let refspec = format!("+{name}:{into}");
        let mut args = vec![
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-prune",
            "--no-write-fetch-head",
            "--no-recurse-submodules",
            "--no-auto-maintenance",
        ];
        args.extend(option);
        args.extend(["--", remote, &refspec]);
        let spoken = self.converse(&args, b"", contact)?;
        if spoken.succeeded() {
            let tip = self.read_ref(into)?;
            return tip
                .map(Fetched::At)
                .ok_or_else(|| GitError::NoCommit(into.to_owned()));
        }
        let missing = format!("fatal: couldn't find remote ref {name}");
        let said = String::from_utf8_lossy(&spoken.ran.stderr);
        if said.lines().any(|line| line == missing) {
            // Much follows from a branch that is not there, so that these
            // words alone are not taken for it.
            return self.confirm_absence(remote, &name, contact);
        }
        Ok(Fetched::Unreachable {
            message: spoken.message(),
            timed_out: spoken.timed_out(),
        })
    }

    /// Asks a remote by another way whether it has a ref.
    fn confirm_absence(
        &self,
        remote: &str,
        name: &str,
        contact: &Contact,
    ) -> Result<Fetched, GitError> {
        /// What `git ls-remote --exit-code` ends with when it was told of no
        /// such ref.
        const NONE: i32 = 2;
        let args = ["ls-remote", "--exit-code", "--", remote, name];
        let spoken = self.converse(&args, b"", contact)?;
        let there = |line: &str| {
            line.split_once('\t')
                .is_some_and(|(_, found)| found == name)
        };
        let text = spoken.ran.text();
        Ok(match spoken.ran.status {
            Some(NONE) if spoken.cut.is_none() => Fetched::NoBranch,
            // Names that only end so are told of too.
            Some(0) if spoken.succeeded() && !text.lines().any(there) => Fetched::NoBranch,
            Some(0) if spoken.succeeded() => Fetched::Unreachable {
                message: "the branch was just made; fetch it again".to_owned(),
                timed_out: false,
            },
            _ => Fetched::Unreachable {
                message: spoken.message(),
                timed_out: spoken.timed_out(),
            },
        })
    }
}
