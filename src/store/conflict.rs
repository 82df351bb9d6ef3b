use super::change::{Change, Saved, Signer};
use super::outbox::ID;
use super::seen::Seen;
use super::{Log, StoreError};
use crate::format::{LogPath, parse_path};
use crate::git::{Collision, Commit, Durability, GitError, ObjectId, TreeEdit};
use crate::model::{Clash, Handle, Period, Side, Update};

/// Where the commits are that wait for a decision.
const PLACE: &str = "refs/tidings/conflict/";

/// A commit that could not be merged with what others did, and waits for
/// somebody to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The name by which it waits: `refs/tidings/conflict/<id>`.
    pub id: String,
    /// The commit, as it was made.
    pub commit: Commit,
    /// The update that it posts, where it is a post.
    pub update: Option<(Handle, Period)>,
    /// The files that are in the way.
    pub paths: Vec<String>,
    /// Where the two versions of the update clash.
    pub clashes: Vec<Clash>,
}

/// What is to become of a commit that waits.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Everything is merged that can be; where the two sides clash, this one
    /// holds.
    Side(Side),
    /// The update is to say this.
    Update(Box<Update>),
}

impl Log {
    /// Lists the commits that wait for a decision, those that were written
    /// first first.
    ///
    /// # Errors
    ///
    /// What git says.
    pub fn waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        let refs = self.repository().refs_below(PLACE)?;
        if refs.is_empty() {
            return Ok(Vec::new());
        }
        let Some(tip) = self.tip_with_what_came()? else {
            return Ok(Vec::new());
        };
        let mut waiting = Vec::new();
        for (name, id) in refs {
            let commit = self.repository().commit(id)?;
            // Of two logs in one repository each has its own.
            // What is in the log was decided, and only its ref left behind.
            if self.repository().merge_base(id, tip)?.is_none() || self.has(tip, &commit)? {
                continue;
            }
            let id = name.strip_prefix(PLACE).unwrap_or(&name).to_owned();
            waiting.push(self.look_at(id, commit, tip)?);
        }
        waiting.sort_by_key(|waiting| waiting.commit.author.seconds);
        Ok(waiting)
    }

    /// Makes a waiting commit part of the log as it was decided, by a new
    /// commit on the local branch, or drops it where nothing is left of it.
    ///
    /// # Errors
    ///
    /// [`StoreError::Edit`] when the file cannot hold what was decided, or
    /// what git says. It still waits then.
    pub fn decide(
        &self,
        waiting: &Waiting,
        decision: &Decision,
        signer: &Signer,
    ) -> Result<Option<Saved>, StoreError> {
        // What was set aside must not come back with the local branch.
        self.catch_up_here(signer)?;
        let author = Signer {
            author: waiting.commit.author.clone(),
            ..signer.clone()
        };
        let ((), saved) = self.change(&author, |tree| {
            let mut edits = Vec::new();
            for collision in self.collisions(&waiting.commit, tree.commit().id)? {
                edits.extend(self.decided(&collision, decision)?);
            }
            let message = waiting.commit.message.clone();
            let change = (!edits.is_empty()).then_some(Change { edits, message });
            Ok(((), change))
        })?;
        let name = format!("{PLACE}{}", waiting.id);
        let id = waiting.commit.id;
        self.put_ref(&name, None, Some(id), "decided", signer.durability)?;
        Ok(saved)
    }

    /// Returns what becomes of one file of a waiting commit; `None` when it
    /// stays as it is.
    fn decided(
        &self,
        collision: &Collision,
        decision: &Decision,
    ) -> Result<Option<TreeEdit>, StoreError> {
        let path = collision.path.clone();
        let edit = |content| {
            Ok(Some(TreeEdit {
                path: path.clone(),
                content,
            }))
        };
        let is_update = matches!(parse_path(&path), LogPath::Update { .. });
        let text = match decision {
            Decision::Update(update) if is_update => self.update_text(collision, update)?,
            Decision::Side(side) => match self.merged_update(collision, *side)? {
                Some(merged) => self.update_text(collision, &merged.update)?,
                None if *side == Side::Theirs => return Ok(None),
                None => match (self.settle(collision)?, collision.mine) {
                    (Some(text), _) => Some(text),
                    (None, None) => return edit(None),
                    (None, Some((_, id))) => Some(self.repository().blob(id)?),
                },
            },
            Decision::Update(_) => self.settle(collision)?,
        };
        let text = text.ok_or_else(|| StoreError::Edit {
            path: path.clone(),
            reason: "the file cannot hold what was decided; edit it by hand".to_owned(),
        })?;
        let there = match collision.theirs {
            Some((_, id)) => Some(self.repository().blob(id)?),
            None => None,
        };
        if there.as_ref() == Some(&text) {
            return Ok(None);
        }
        edit(Some(text))
    }

    /// Sets a commit aside; `None` when it waits already.
    pub(super) fn set_aside(
        &self,
        id: ObjectId,
        tip: ObjectId,
        durability: Durability,
    ) -> Result<Option<Waiting>, StoreError> {
        let repository = self.repository();
        let commit = repository.commit(id)?;
        let name = waiting_name(&commit);
        let full = format!("{PLACE}{name}");
        if repository.ref_tip(&full)?.is_some() {
            return Ok(None);
        }
        self.put_ref(&full, Some(id), None, "set aside", durability)?;
        self.look_at(name, commit, tip).map(Some)
    }

    /// Returns whether a commit waits for a decision.
    pub(super) fn waits(&self, commit: &Commit) -> Result<bool, GitError> {
        let name = format!("{PLACE}{}", waiting_name(commit));
        Ok(self.repository().ref_tip(&name)?.is_some())
    }

    /// Returns the newest commit of the log that has what came from the
    /// remote: a branch that is checked out may lack it, and hold what waits.
    fn tip_with_what_came(&self) -> Result<Option<ObjectId>, StoreError> {
        if let Some(shown) = self.shown() {
            return Ok(Some(shown));
        }
        let (Some(tip), Some(remote)) = (self.known_tip()?, self.remote()?) else {
            return Ok(self.known_tip()?);
        };
        Ok(match Seen::read(self, &remote)?.base {
            Some(base) if !self.repository().contains(base, tip)? => Some(base),
            _ => Some(tip),
        })
    }

    /// Finds out how a waiting commit stands to the log.
    fn look_at(&self, id: String, commit: Commit, tip: ObjectId) -> Result<Waiting, StoreError> {
        let collisions = self.collisions(&commit, tip)?;
        let mut clashes = Vec::new();
        for collision in &collisions {
            clashes.extend(self.clashes(collision)?);
        }
        let paths: Vec<String> = collisions.into_iter().map(|c| c.path).collect();
        let update = paths.iter().find_map(|path| match parse_path(path) {
            LogPath::Update { author, period } => Some((author, period)),
            _ => None,
        });
        Ok(Waiting {
            id,
            commit,
            update,
            paths,
            clashes,
        })
    }

    /// Lists the files that a commit changes, with what they are at a tip.
    fn collisions(&self, commit: &Commit, tip: ObjectId) -> Result<Vec<Collision>, StoreError> {
        let repository = self.repository();
        let before = match commit.parents.first() {
            Some(&parent) => Some(repository.commit(parent)?.tree),
            None => None,
        };
        let there = repository.commit(tip)?.tree;
        Ok(repository.collisions(before, commit.tree, Some(there))?)
    }
}

/// Returns the name by which a commit waits: what it is known by, or its own
/// id where it has no such name.
fn waiting_name(commit: &Commit) -> String {
    let plain = |id: &&str| {
        (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let known = commit.trailer(ID).filter(plain);
    known.map_or_else(|| commit.id.to_string(), str::to_owned)
}
