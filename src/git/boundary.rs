use super::graph::read_shallow;
use super::{Contact, Fetched, GitError, ObjectId, Repository};

/// How many commits a shallow clone is deepened by at a time where a date does
/// not say how far.
const STEP: &str = "--deepen=1000";

impl Repository {
    /// Fetches more of the history of a remote's branch into a shallow clone,
    /// so that it reaches back to `since` (seconds) where the remote's does;
    /// the branch's tip goes into the ref `into`, as by
    /// [`Repository::fetch_tip`].
    ///
    /// History that is here is never cut shorter. Where it reaches further back
    /// than `since` already, by its clocks, some more of it is fetched: a
    /// caller that still lacks something asks again for as long as the boundary
    /// moves. A complete clone just fetches.
    ///
    /// # Errors
    ///
    /// As [`Repository::fetch_tip`], and what libgit2 says when the history
    /// that is here cannot be followed.
    pub fn deepen_since(
        &self,
        remote: &str,
        branch: &str,
        into: &str,
        since: i64,
        contact: &Contact,
    ) -> Result<Fetched, GitError> {
        let boundary = self.boundary_of(remote, branch, into)?;
        // A date later than where history ends would cut it off there.
        let option = match boundary.into_iter().min() {
            Some(oldest) if oldest > since => format!("--shallow-since=@{since} +0000"),
            Some(_) => STEP.to_owned(),
            None if self.is_shallow() => STEP.to_owned(),
            None => return self.fetch_tip(remote, branch, into, contact),
        };
        let fetched = self.fetch(remote, branch, into, Some(&option), contact)?;
        match fetched {
            // By the clocks of the remote's commits, none is so new.
            Fetched::Unreachable {
                timed_out: false, ..
            } if option != STEP && !contact.is_stopped() => {
                self.fetch(remote, branch, into, Some(STEP), contact)
            }
            fetched => Ok(fetched),
        }
    }

    /// Returns when the commits at the boundary of a shallow clone, as far as
    /// they are of a branch, were committed, in seconds.
    fn boundary_of(&self, remote: &str, branch: &str, into: &str) -> Result<Vec<i64>, GitError> {
        let boundary = read_shallow(self.common_dir())?;
        if boundary.is_empty() {
            return Ok(Vec::new());
        }
        let names = [
            into.to_owned(),
            format!("refs/heads/{branch}"),
            format!("refs/remotes/{remote}/{branch}"),
        ];
        self.follow(|inner| {
            let mut walk = inner.revwalk()?;
            for name in names {
                if let Some(tip) = self.read_ref(&name)? {
                    walk.push(tip.0)?;
                }
            }
            let mut times = Vec::new();
            for id in walk {
                let id = ObjectId(id?);
                if boundary.contains(&id) {
                    times.push(self.commit_at_least(id)?.committer.seconds);
                }
            }
            Ok(times)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::git::Pushed;
    use crate::git::kit::{Kind, Sandbox, commit, put};

    const DAY: i64 = 86_400;
    const INTO: &str = "refs/tidings/fetched/origin/log";

    fn contact() -> Contact {
        Contact::unattended(Duration::from_secs(60))
    }

    /// A remote with ten commits, a day apart, and a clone of the last two.
    fn shallow(kind: Kind) -> (Sandbox, Repository, Vec<ObjectId>) {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        sandbox.serve();
        let mut line: Vec<ObjectId> = Vec::new();
        for day in 1..=10 {
            let edits = [put(&format!("{day}"), "text")];
            let made = commit(&repository, line.last().copied(), &edits, day * DAY);
            line.push(made.expect("a commit"));
        }
        let pushed = repository.push("origin", "log", line[9], None, &contact());
        assert_eq!(pushed.expect("git runs"), Pushed::Accepted);
        let url = sandbox.url("s");
        sandbox.git(
            ".",
            &["clone", "-q", "--depth=2", "--branch=log", &url, "c"],
        );
        let clone = sandbox.open("c");
        (sandbox, clone, line)
    }

    fn depth(sandbox: &Sandbox) -> usize {
        let count = sandbox.git("c", &["rev-list", "--count", "log"]);
        count.parse().expect("a number")
    }

    #[test]
    fn deepens_as_far_as_asked_and_never_cuts_off() {
        for kind in [Kind::Plain, Kind::Sha256] {
            let (sandbox, clone, line) = shallow(kind);
            assert!(clone.is_shallow());
            let deepen = |since| {
                let deepened = clone.deepen_since("origin", "log", INTO, since, &contact());
                assert_eq!(deepened.expect("git runs"), Fetched::At(line[9]));
                depth(&sandbox)
            };
            assert_eq!(depth(&sandbox), 2);
            assert_eq!(deepen(6 * DAY), 5);
            assert!(clone.contains(line[5], line[9]).expect("history"));
            // It reaches back to there already; there is more all the same.
            assert_eq!(deepen(9 * DAY), 10);
            assert!(!clone.is_shallow());
            assert!(clone.contains(line[0], line[9]).expect("history"));
            assert_eq!(deepen(9 * DAY), 10);
        }
    }

    #[test]
    fn deepens_where_clocks_are_wrong() {
        let (sandbox, clone, line) = shallow(Kind::Plain);
        // Newer than all there is.
        sandbox.git("c", &["update-ref", INTO, &line[9].to_string()]);
        let deepened = clone.deepen_since("origin", "log", INTO, 99 * DAY, &contact());
        assert_eq!(deepened.expect("git runs"), Fetched::At(line[9]));
        assert_eq!(depth(&sandbox), 10);
    }

    #[test]
    fn pushes_from_a_shallow_clone() {
        let (sandbox, clone, line) = shallow(Kind::Plain);
        let new = commit(&clone, Some(line[9]), &[put("new", "x")], 11 * DAY).expect("a commit");
        let pushed = clone.push("origin", "log", new, Some(line[9]), &contact());
        assert_eq!(pushed.expect("git runs"), Pushed::Accepted);
        sandbox.git("s", &["fsck", "--strict"]);
    }

    #[test]
    fn does_not_deepen_without_the_remote() {
        let (sandbox, clone, _) = shallow(Kind::Plain);
        sandbox.git("c", &["remote", "set-url", "origin", "file:///nowhere"]);
        let deepened = clone.deepen_since("origin", "log", INTO, DAY, &contact());
        assert!(matches!(
            deepened.expect("git runs"),
            Fetched::Unreachable { .. }
        ));
        assert_eq!(depth(&sandbox), 2);
    }
}
