use super::seen::Seen;
use super::{Log, StoreError};
use crate::format::TEAM_PATH;
use crate::git::{Contact, Depth, ObjectId};

/// How many commits are fetched at first where history is cut off; each
/// further time it is eight times as many.
const FIRST_STEP: u32 = 32;

/// How often, before all of it is fetched.
const STEPS: u32 = 4;

/// A commit that is to be merged, and what into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The commit.
    pub head: ObjectId,
    /// Where the branch is that it is to go into; `None` where there is none
    /// yet.
    pub target: Option<ObjectId>,
    /// The latest commit that both have in common, which the head is compared
    /// with: what the target has gained since is not of the candidate's
    /// making.
    pub base: Option<ObjectId>,
}

/// What came of looking for what a commit is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It is here, with all history up to there.
    Whole(Candidate),
    /// This commit is not here.
    Absent {
        /// Which.
        commit: ObjectId,
        /// What was said when it was to be fetched, if it was.
        said: Option<String>,
    },
    /// History is cut off before it gets there.
    CutOff {
        /// What was said when more of it was to be fetched, if it was.
        said: Option<String>,
    },
}

impl Log {
    /// Finds what a commit is to be compared with, and fetches what is not
    /// here of both, and of their history just as far as needed, where
    /// `contact` lets it.
    ///
    /// # Errors
    ///
    /// What git says here; what the remote says is in the answer.
    pub fn candidate_with_history(
        &self,
        target: Option<ObjectId>,
        head: ObjectId,
        contact: Option<&Contact>,
    ) -> Result<Reached, StoreError> {
        let repository = self.repository();
        let remote = self.remote()?.zip(contact);
        let ids: Vec<ObjectId> = target.into_iter().chain([head]).collect();
        let fetch = |depth| match &remote {
            Some((remote, contact)) => repository.fetch_commits(remote, &ids, depth, contact),
            None => Ok(Ok(false)),
        };
        let absent = || -> Result<Option<ObjectId>, StoreError> {
            for &id in &ids {
                if !repository.has_commit(id)? {
                    return Ok(Some(id));
                }
            }
            Ok(None)
        };
        if let Some(commit) = absent()? {
            let said = fetch(Depth::More(FIRST_STEP))?.err();
            if absent()?.is_some() {
                return Ok(Reached::Absent { commit, said });
            }
        }
        let steps = (0..STEPS).map(|step| Depth::More(FIRST_STEP * 8_u32.pow(step)));
        let mut depths = steps.chain([Depth::All]);
        loop {
            let candidate = self.candidate(target, head)?;
            if !repository.is_cut_off(head, candidate.base)? {
                return Ok(Reached::Whole(candidate));
            }
            let depth = depths.next().filter(|_| remote.is_some());
            let fetched = depth.map(fetch).transpose()?;
            match fetched {
                Some(Ok(_)) => {}
                Some(Err(said)) => return Ok(Reached::CutOff { said: Some(said) }),
                None => return Ok(Reached::CutOff { said: None }),
            }
        }
    }

    /// Finds what a commit is to be compared with where it is to be merged
    /// into `target`.
    ///
    /// # Errors
    ///
    /// What git says of one of them that is not here.
    pub fn candidate(
        &self,
        target: Option<ObjectId>,
        head: ObjectId,
    ) -> Result<Candidate, StoreError> {
        let base = target.map(|target| self.repository().merge_base(target, head));
        Ok(Candidate {
            head,
            target,
            base: base.transpose()?.flatten(),
        })
    }

    /// Returns where the log's branch at the remote was last seen; `None` where
    /// there is no remote or it was never seen to have it.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn seen(&self) -> Result<Option<ObjectId>, StoreError> {
        match self.remote()? {
            Some(remote) => Ok(Seen::read(self, &remote)?.base),
            None => Ok(None),
        }
    }

    /// Returns whether a commit holds a log: it has a team file. One that is
    /// not here holds none.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn is_log(&self, commit: ObjectId) -> Result<bool, StoreError> {
        let repository = self.repository();
        match repository.commit_at_least(commit) {
            Ok(commit) => Ok(repository.entry(commit.tree, TEAM_PATH)?.is_some()),
            Err(_) => Ok(false),
        }
    }
}
