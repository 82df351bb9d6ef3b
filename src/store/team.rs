use super::change::{Change, Saved, Signer};
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{
    EditError, TEAM_PATH, add_member, edit_member, parse_team, remove_member, update_path,
};
use crate::git::TreeEdit;
use crate::model::{Handle, Member, Team};

/// What a commit that changes the team file says about it.
#[derive(Clone, Copy, Debug)]
pub struct TeamNote<'a> {
    /// What happened, as the subject of the commit: `grace: is away`.
    pub subject: &'a str,
    /// Who did it.
    pub by: Option<&'a Handle>,
}

impl Log {
    /// Adds members to the team file, in one commit.
    ///
    /// # Errors
    ///
    /// [`StoreError::HandleTaken`], [`StoreError::Unusable`],
    /// [`StoreError::Edit`], or what git says. Nothing has changed then.
    pub fn add_members(
        &self,
        members: &[Member],
        note: TeamNote<'_>,
        signer: &Signer,
    ) -> Result<Option<Saved>, StoreError> {
        let (_, saved) = self.change_team(note, signer, |_, team, old| {
            let mut text = old.to_owned();
            for member in members {
                if team.member(&member.handle).is_some() {
                    return Err(StoreError::HandleTaken(member.handle.to_string()));
                }
                text = add_member(&text, member).map_err(refused)?;
            }
            Ok(((), text))
        })?;
        Ok(saved)
    }

    /// Changes the entry of a member, in one commit; `edit` is given the team
    /// and the entry, and asked again when the log has moved meanwhile.
    ///
    /// Returns what `edit` returned; without a commit where nothing changed.
    ///
    /// # Errors
    ///
    /// What `edit` says, [`StoreError::Unusable`], [`StoreError::Edit`], or
    /// what git says. Nothing has changed then.
    pub fn edit_member<T>(
        &self,
        handle: &Handle,
        note: TeamNote<'_>,
        signer: &Signer,
        mut edit: impl FnMut(&Team, &mut Member) -> Result<T, StoreError>,
    ) -> Result<(T, Option<Saved>), StoreError> {
        self.change_team(note, signer, |_, team, old| {
            let mut member = team
                .members
                .iter()
                .find(|member| member.handle == *handle)
                .cloned()
                .ok_or_else(|| StoreError::NoMember(handle.to_string()))?;
            let value = edit(team, &mut member)?;
            let text = edit_member(old, handle, &member).map_err(refused)?;
            Ok((value, text))
        })
    }

    /// Takes the entry of a member out of the team file, in one commit.
    ///
    /// # Errors
    ///
    /// [`StoreError::HasWritten`] for one whose updates the log holds,
    /// [`StoreError::NoMember`], [`StoreError::Edit`], or what git says.
    /// Nothing has changed then.
    pub fn erase_member(
        &self,
        handle: &Handle,
        note: TeamNote<'_>,
        signer: &Signer,
    ) -> Result<Option<Saved>, StoreError> {
        let (_, saved) = self.change_team(note, signer, |tree, team, old| {
            let member = team.member(handle);
            let member = member.ok_or_else(|| StoreError::NoMember(handle.to_string()))?;
            if has_written(tree, member)? {
                return Err(StoreError::HasWritten(handle.to_string()));
            }
            let text = remove_member(old, &member.handle).map_err(refused)?;
            Ok(((), text))
        })?;
        Ok(saved)
    }

    /// Replaces the text of the team file by what somebody made of `before`,
    /// in one commit.
    ///
    /// # Errors
    ///
    /// [`StoreError::Changed`] when the file is another by now,
    /// [`StoreError::Unusable`] for a text that is no team file, or what git
    /// says. Nothing has changed then.
    pub fn write_team(
        &self,
        before: &str,
        text: &str,
        note: TeamNote<'_>,
        signer: &Signer,
    ) -> Result<Option<Saved>, StoreError> {
        let parsed = parse_team(TEAM_PATH, text.as_bytes());
        if parsed.value.is_none() {
            return Err(StoreError::Unusable {
                path: TEAM_PATH.to_owned(),
                findings: parsed.findings,
            });
        }
        let ((), saved) = self.change(signer, |tree| {
            let old = tree.text(TEAM_PATH)?.unwrap_or_default();
            if old != before {
                return Err(StoreError::Changed {
                    path: TEAM_PATH.to_owned(),
                });
            }
            Ok(((), (old != text).then(|| change_to(text.to_owned(), note))))
        })?;
        Ok(saved)
    }

    fn change_team<T>(
        &self,
        note: TeamNote<'_>,
        signer: &Signer,
        mut edit: impl FnMut(&LogTree<'_>, &Team, &str) -> Result<(T, String), StoreError>,
    ) -> Result<(T, Option<Saved>), StoreError> {
        self.change(signer, |tree| {
            let team = tree.usable_team(self.branch())?;
            let old = tree.text(TEAM_PATH)?.unwrap_or_default();
            let (value, text) = edit(tree, &team, &old)?;
            let change = (text != old).then(|| change_to(text, note));
            Ok((value, change))
        })
    }
}

/// Returns whether the log holds an update of a member, under any handle that
/// they ever had.
fn has_written(tree: &LogTree<'_>, member: &Member) -> Result<bool, StoreError> {
    for period in tree.periods()? {
        for handle in member.handles() {
            if tree.entry(&update_path(handle, period))?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn change_to(text: String, note: TeamNote<'_>) -> Change {
    let by = note
        .by
        .map_or_else(String::new, |by| format!("\nTidings-Author: {by}\n"));
    Change {
        edits: vec![TreeEdit {
            path: TEAM_PATH.to_owned(),
            content: Some(text.into_bytes()),
        }],
        message: format!("{}\n{by}", note.subject),
    }
}

fn refused(error: EditError) -> StoreError {
    match error {
        EditError::NoMember { handle, .. } => StoreError::NoMember(handle),
        error => StoreError::Edit {
            path: TEAM_PATH.to_owned(),
            reason: format!("{error}; {}", error.remedy()),
        },
    }
}
