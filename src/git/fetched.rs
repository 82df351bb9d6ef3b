use std::time::Duration;

use super::conversation::Conversation;
use super::refs::{FRESH_SECONDS, age_seconds, named_lock};
use super::{Contact, GitError, ObjectId, Repository};

/// How often a fetch is tried while others fetch the same branch into the same
/// repository, and how long the first pause is.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// How git is told to fetch what is named, and to do nothing else besides.
pub(super) const FETCH: [&str; 7] = [
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-prune",
    "--no-write-fetch-head",
    "--no-recurse-submodules",
    "--no-auto-maintenance",
];

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

    /// Returns whether the settings let a fetch from a remote change other
    /// refs than those that follow remotes, as in a mirror.
    pub(super) fn fetches_into_branches(&self, remote: &str) -> Result<bool, GitError> {
        let refspecs = self.settings()?;
        let refspecs = refspecs.get_all(&format!("remote.{remote}.fetch"));
        let mut targets = refspecs
            .iter()
            .filter_map(|refspec| refspec.split_once(':'));
        Ok(targets.any(|(_, target)| !target.starts_with("refs/remotes/")))
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
        let mut args = FETCH.to_vec();
        if self.fetches_into_branches(remote)? {
            // A mirror's own branch would be set to the remote's on the way,
            // with all that is unsent gone.
            args.push("--refmap=");
        }
        args.extend(option);
        args.extend(["--", remote, &refspec]);
        let mut spoken = self.converse(&args, b"", contact)?;
        for number in 1..TRIES {
            if !is_raced(&spoken) || contact.is_late() || contact.is_stopped() {
                break;
            }
            std::thread::sleep(PAUSE * number);
            spoken = self.converse(&args, b"", contact)?;
        }
        if spoken.succeeded() {
            let tip = self.ref_tip(into)?;
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

/// Returns whether a fetch failed because another one was writing the same
/// thing here at that moment.
fn is_raced(spoken: &Conversation) -> bool {
    let said = String::from_utf8_lossy(&spoken.ran.stderr);
    let fresh = |path: std::path::PathBuf| age_seconds(&path).is_none_or(|age| age < FRESH_SECONDS);
    let mut here = said.lines().filter(|line| !line.starts_with("remote: "));
    !spoken.succeeded()
        && spoken.cut.is_none()
        && here.any(|line| match named_lock(line) {
            Some(path) => fresh(path),
            None => line.contains("cannot lock ref"),
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::kit::{Kind, Sandbox, commit, put};

    const INTO: &str = "refs/tidings/fetched/origin/log";

    fn contact() -> Contact {
        Contact::unattended(Duration::from_secs(60))
    }

    #[test]
    fn many_fetch_at_one_moment() {
        for kind in [Kind::Plain, Kind::Reftable] {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            sandbox.serve();
            let mut tip = None;
            for number in 1..=3 {
                let new = commit(&repository, tip, &[put("a", &number.to_string())], number);
                let new = new.expect("a commit");
                let pushed = repository.push("origin", "log", new, tip, &contact());
                assert_eq!(pushed.expect("git runs"), crate::git::Pushed::Accepted);
                std::thread::scope(|scope| {
                    for _ in 0..4 {
                        let sandbox = &sandbox;
                        scope.spawn(move || {
                            let repository = sandbox.open("r");
                            let fetched = repository.fetch_tip("origin", "log", INTO, &contact());
                            assert_eq!(fetched.expect("git runs"), Fetched::At(new), "{kind:?}");
                        });
                    }
                });
                tip = Some(new);
            }
        }
    }

    #[test]
    fn names_a_lock_that_was_left_behind_here() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        sandbox.serve();
        let tip = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
        let pushed = repository.push("origin", "log", tip, None, &contact());
        assert_eq!(pushed.expect("git runs"), crate::git::Pushed::Accepted);
        sandbox.write(&format!("r/.git/{INTO}.lock"), "");
        let fetched = repository.fetch_tip("origin", "log", INTO, &contact());
        let Fetched::Unreachable { message, .. } = fetched.expect("git runs") else {
            panic!("the ref cannot be written");
        };
        assert!(message.contains("log.lock': File exists"), "{message}");
    }
}
