use std::path::PathBuf;

use super::conversation::Conversation;
use super::refs::{age_seconds, named_lock};
use super::verdict::Verdict;
use super::{Contact, GitError, ObjectId, Repository};

/// What came of a push.
///
/// Messages are what git and the remote said, as they said it: they may hold
/// control characters.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// The remote's branch is at the commit.
    Accepted,
    /// The remote's branch was not where it was thought to be, or somebody is
    /// moving it; to fetch and try again may help.
    Moved {
        /// What was said.
        message: String,
        /// The lock at the remote that was in the way, where it was named.
        lock: Option<RemoteLock>,
    },
    /// The remote or a hook does not want it; to try again is no use.
    Refused {
        /// What was said.
        message: String,
    },
    /// There was no answer: the remote may have the commit or not.
    Unanswered {
        /// What was said.
        message: String,
        /// Whether the time was over.
        timed_out: bool,
    },
}

/// A lock file in a remote repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteLock {
    /// Its path at the remote.
    pub path: PathBuf,
    /// How long ago it was made, in whole seconds, where the remote is on this
    /// machine.
    pub age_seconds: Option<u64>,
}

impl Repository {
    /// Pushes a commit to a branch of a remote, if that is at `expected`
    /// (`None`: if there is no such branch); one connection.
    ///
    /// All of the user's setup counts: ssh, credentials, proxies, `pushurl`,
    /// `pushInsteadOf`, the `pre-push` hook. No other branch and no tag is
    /// pushed. The commit must contain `expected`, so that a push never takes
    /// anything out of the remote's history.
    ///
    /// # Errors
    ///
    /// [`GitError::Unrelated`] when the commit does not contain `expected`;
    /// [`GitError::Spawn`].
    pub fn push(
        &self,
        remote: &str,
        branch: &str,
        commit: ObjectId,
        expected: Option<ObjectId>,
        contact: &Contact,
    ) -> Result<Pushed, GitError> {
        if let Some(expected) = expected
            && !self.contains(expected, commit)?
        {
            return Err(GitError::Unrelated { commit, expected });
        }
        let name = format!("refs/heads/{branch}");
        let expected = expected.map(|id| id.to_string()).unwrap_or_default();
        let lease = format!("--force-with-lease={name}:{expected}");
        let refspec = format!("{commit}:{name}");
        // A mirror pushes all refs, or nothing; here it is one branch.
        let no_mirror = format!("remote.{remote}.mirror=false");
        let no_trace = format!("remote.{remote}.fetch=^{name}");
        let mut args = vec!["-c", &no_mirror];
        if self.fetches_into_branches(remote)? {
            // After a push git notes where the remote is, here in the branch
            // itself, with all that was posted meanwhile gone.
            args.extend(["-c", &no_trace]);
        }
        args.extend([
            "push",
            "--porcelain",
            &lease,
            "--no-follow-tags",
            "--no-recurse-submodules",
            "--",
            remote,
            &refspec,
        ]);
        let spoken = self.converse(&args, b"", contact)?;
        let stdout = String::from_utf8_lossy(&spoken.ran.stdout);
        let verdict = Verdict::parse(&stdout, &commit.to_string(), &name);
        Ok(match verdict {
            Some(Verdict::Accepted) if spoken.succeeded() => Pushed::Accepted,
            Some(Verdict::Moved(reason)) if !is_in_the_way(&spoken) => Pushed::Moved {
                message: with_reason(&reason, &spoken),
                lock: remote_lock(&spoken),
            },
            Some(Verdict::Moved(reason) | Verdict::Refused(reason)) => Pushed::Refused {
                message: with_reason(&reason, &spoken),
            },
            None if self.is_refusal(&spoken)? => Pushed::Refused {
                message: spoken.message(),
            },
            None | Some(Verdict::Accepted) => Pushed::Unanswered {
                message: spoken.message(),
                timed_out: spoken.timed_out(),
            },
        })
    }

    /// Returns whether a push that ended without a verdict was refused, here
    /// or at the door of the remote.
    fn is_refusal(&self, spoken: &Conversation) -> Result<bool, GitError> {
        /// How git passes on that the remote wants nothing from us: refused
        /// by git's own protocol, by HTTP, and by those who host repositories.
        const AT_THE_DOOR: [&str; 5] = [
            "fatal: remote error: ",
            "The requested URL returned error: 403",
            "RPC failed; HTTP 403",
            "RPC failed; HTTP 413",
            "ERROR: Permission to ",
        ];
        if spoken.cut.is_some() {
            return Ok(false);
        }
        let said = String::from_utf8_lossy(&spoken.ran.stderr);
        if AT_THE_DOOR.iter().any(|words| said.contains(words)) {
            return Ok(true);
        }
        // A hook that declines ends the push before a word was exchanged on
        // the ref, and git has nothing to add.
        let hung_up = [
            "hung up unexpectedly",
            "unexpected disconnect",
            "RPC failed",
        ];
        Ok(spoken.ran.status == Some(1)
            && !hung_up.iter().any(|words| said.contains(words))
            && self.has_hook("pre-push")?)
    }

    /// Returns whether the repository has a hook, wherever its hooks are.
    fn has_hook(&self, name: &str) -> Result<bool, GitError> {
        let path = format!("hooks/{name}");
        let ran = self.git(&["rev-parse", "--git-path", &path], b"")?;
        Ok(self.run_dir().join(ran.text()).is_file())
    }
}

/// Returns why a push failed and what was said of it.
fn with_reason(reason: &str, spoken: &Conversation) -> String {
    let said = String::from_utf8_lossy(&spoken.ran.stderr);
    let lines = said.lines().any(|line| line.starts_with("remote: "));
    if lines {
        format!("{reason}\n{}", spoken.message())
    } else {
        reason.to_owned()
    }
}

/// Returns whether the remote has another branch where this one would have to
/// be; trying again does not move it.
fn is_in_the_way(spoken: &Conversation) -> bool {
    String::from_utf8_lossy(&spoken.ran.stderr).contains("' exists; cannot create '")
}

/// Finds the lock that the remote says it could not make.
fn remote_lock(spoken: &Conversation) -> Option<RemoteLock> {
    let said = String::from_utf8_lossy(&spoken.ran.stderr);
    let mut lines = said.lines().filter(|line| line.starts_with("remote: "));
    let path = lines.find_map(named_lock)?;
    // On Windows so long a beginning leads to whatever machine it names.
    let is_elsewhere = path.to_string_lossy().starts_with(r"\\");
    let age_seconds = if is_elsewhere {
        None
    } else {
        age_seconds(&path)
    };
    Some(RemoteLock { path, age_seconds })
}

#[cfg(test)]
mod tests;
