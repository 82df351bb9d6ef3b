use git2::{ErrorCode, Sort};

use super::{Commit, GitError, ObjectId, Repository};

impl Repository {
    /// Returns whether `descendant` is `ancestor` or has it in its history.
    ///
    /// # Errors
    ///
    /// What libgit2 says when one of them is not there, or history cannot be
    /// followed.
    pub fn contains(&self, ancestor: ObjectId, descendant: ObjectId) -> Result<bool, GitError> {
        if ancestor == descendant {
            return Ok(true);
        }
        self.follow(|inner| Ok(inner.graph_descendant_of(descendant.0, ancestor.0)?))
    }

    /// Returns the best common ancestor of two commits; `None` when they share
    /// no history.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] for one that is not there, and as
    /// [`Repository::contains`].
    pub fn merge_base(&self, one: ObjectId, other: ObjectId) -> Result<Option<ObjectId>, GitError> {
        // libgit2 says the same of a commit that is not there.
        self.commit(one)?;
        self.commit(other)?;
        self.follow(|inner| match inner.merge_base(one.0, other.0) {
            Ok(id) => Ok(Some(ObjectId(id))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        })
    }

    /// Lists the commits that `tip` reaches and none of `hidden` does, from
    /// `tip` back; at most `limit` of them.
    ///
    /// A child comes before its parents wherever clocks tell the truth, and
    /// on a line without merges always.
    ///
    /// # Errors
    ///
    /// What libgit2 says of a commit on the way.
    pub fn commits_between(
        &self,
        hidden: &[ObjectId],
        tip: ObjectId,
        limit: usize,
    ) -> Result<Vec<ObjectId>, GitError> {
        self.follow(|inner| {
            let mut walk = inner.revwalk()?;
            walk.set_sorting(Sort::NONE)?;
            walk.push(tip.0)?;
            for hidden in hidden {
                walk.hide(hidden.0)?;
            }
            let found = walk.take(limit).map(|id| id.map(ObjectId));
            Ok(found.collect::<Result<_, _>>()?)
        })
    }

    /// Shows commits to `look`, from `tip` back, until it returns something;
    /// those that cannot be read are passed over.
    ///
    /// The order is that of [`Repository::commits_between`].
    ///
    /// # Errors
    ///
    /// What libgit2 says when history cannot be followed.
    pub fn find_commit<T>(
        &self,
        tip: ObjectId,
        mut look: impl FnMut(Commit) -> Option<T>,
    ) -> Result<Option<T>, GitError> {
        self.follow(|inner| {
            let mut walk = inner.revwalk()?;
            walk.set_sorting(Sort::NONE)?;
            walk.push(tip.0)?;
            for id in walk {
                if let Some(found) = self.commit(ObjectId(id?)).ok().and_then(&mut look) {
                    return Ok(Some(found));
                }
            }
            Ok(None)
        })
    }

    /// Reads the commits that `tip` reaches and none of `hidden` does, from
    /// `tip` back, as far as the first that was committed before `since`
    /// (seconds).
    ///
    /// # Errors
    ///
    /// What libgit2 says of a commit on the way, [`GitError::Malformed`] for
    /// one that cannot be read.
    pub fn commits_since(
        &self,
        tip: ObjectId,
        hidden: &[ObjectId],
        since: i64,
    ) -> Result<Vec<Commit>, GitError> {
        self.follow(|inner| {
            let mut walk = inner.revwalk()?;
            walk.set_sorting(Sort::TIME)?;
            walk.push(tip.0)?;
            for hidden in hidden {
                walk.hide(hidden.0)?;
            }
            let mut commits = Vec::new();
            for id in walk {
                let commit = self.commit(ObjectId(id?))?;
                if commit.committer.seconds < since {
                    break;
                }
                commits.push(commit);
            }
            Ok(commits)
        })
    }

    /// Returns the local branches and their tips: the one that HEAD names
    /// first, then by name.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when git cannot list them.
    pub fn branches(&self) -> Result<Vec<(String, ObjectId)>, GitError> {
        let format = "--format=%(objectname) %(refname:lstrip=2)";
        let ran = self.git(&["for-each-ref", format, "refs/heads/"], b"")?;
        let text = ran.text();
        let mut branches: Vec<(String, ObjectId)> = text
            .lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(id, name)| Ok((name.to_owned(), ObjectId::parse(id)?)))
            .collect::<Result<_, GitError>>()?;
        let head = self.default_branch()?;
        branches.sort_by_key(|(name, _)| (head.as_ref() != Some(name), name.clone()));
        Ok(branches)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::kit::{Kind, Sandbox, commit, put};

    #[test]
    fn tells_what_contains_what() {
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let make = |parent, seconds| {
                commit(&repository, parent, &[put("a", "1")], seconds).expect("a commit")
            };
            let root = make(None, 1);
            let (one, two) = (make(Some(root), 2), make(Some(root), 3));
            let other = make(None, 4);
            for (ancestor, descendant, want) in [
                (root, root, true),
                (root, one, true),
                (one, root, false),
                (one, two, false),
                (other, one, false),
            ] {
                let contains = repository.contains(ancestor, descendant);
                assert_eq!(contains.expect("git"), want, "{kind:?}");
            }
            let base = |one, two| repository.merge_base(one, two).expect("git");
            assert_eq!(base(one, two), Some(root), "{kind:?}");
            assert_eq!(base(one, other), None, "{kind:?}");
            let nothing = root.to_string().replace(|digit| digit != '7', "7");
            let nothing = ObjectId::parse(&nothing).expect("an id");
            assert!(repository.contains(root, nothing).is_err(), "{kind:?}");
            assert!(repository.merge_base(root, nothing).is_err(), "{kind:?}");
        }
    }
}
