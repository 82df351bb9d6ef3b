use super::change::{Change, Saved, Signer};
use super::{Log, StoreError};
use crate::format::{TEAM_PATH, add_member};
use crate::git::TreeEdit;
use crate::model::Member;

/// What became of a request to join the team.
#[derive(Clone, Debug)]
pub enum Enrolled {
    /// The member was added to the team file.
    Saved(Saved),
    /// The team file has a member with one of these addresses; nothing was
    /// saved.
    Already(Box<Member>),
}

impl Log {
    /// Adds a member to the team file, in one commit.
    ///
    /// # Errors
    ///
    /// [`StoreError::HandleTaken`], [`StoreError::Unusable`],
    /// [`StoreError::Edit`], or what git says. Nothing has changed then.
    pub fn enrol(&self, member: &Member, signer: &Signer) -> Result<Enrolled, StoreError> {
        let (known, saved) = self.change(signer, |tree| {
            let team = tree.usable_team(self.branch())?;
            let known = member
                .emails
                .iter()
                .find_map(|email| team.member_by_email(email));
            if let Some(known) = known {
                return Ok((Some(known.clone()), None));
            }
            if team.member(&member.handle).is_some() {
                return Err(StoreError::HandleTaken(member.handle.to_string()));
            }
            let old = tree.text(TEAM_PATH)?.unwrap_or_default();
            let new = add_member(&old, member).map_err(|error| StoreError::Edit {
                path: TEAM_PATH.to_owned(),
                reason: error.to_string(),
            })?;
            let change = Change {
                edits: vec![TreeEdit {
                    path: TEAM_PATH.to_owned(),
                    content: Some(new.into_bytes()),
                }],
                message: format!(
                    "{0}: joins the team\n\nTidings-Author: {0}\n",
                    member.handle
                ),
            };
            Ok((None, Some(change)))
        })?;
        match (known, saved) {
            (Some(member), _) => Ok(Enrolled::Already(Box::new(member))),
            (None, Some(saved)) => Ok(Enrolled::Saved(saved)),
            (None, None) => Err(StoreError::Changed {
                path: TEAM_PATH.to_owned(),
            }),
        }
    }
}
