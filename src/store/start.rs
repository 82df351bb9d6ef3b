use super::change::{Change, Saved, Signer};
use super::{Log, StoreError};
use crate::format::{README_PATH, TEAM_PATH, format_team};
use crate::git::TreeEdit;
use crate::model::Team;

/// What a new log starts with.
#[derive(Clone, Debug)]
pub struct NewLog {
    /// The team, with whoever starts it as its first member.
    pub team: Team,
    /// The text of the README.
    pub readme: String,
}

/// What became of a request to start a log.
#[derive(Clone, Debug)]
pub enum Started {
    /// The log was made.
    New(Saved),
    /// The branch is a log already; nothing was changed.
    Already,
}

impl Log {
    /// Starts the log on this branch.
    ///
    /// Where the branch does not exist it begins with a commit without
    /// parents; where it exists and is no log, the team file is added to it,
    /// and the README only where there is none.
    ///
    /// # Errors
    ///
    /// What git says. Nothing has changed then.
    pub fn start(&self, new: &NewLog, signer: &Signer) -> Result<Started, StoreError> {
        let ((), saved) = self.change_or_begin(signer, |tree| {
            let has = |path: &str| -> Result<bool, StoreError> {
                let entry = tree.map(|tree| tree.entry(path)).transpose()?;
                Ok(entry.flatten().is_some())
            };
            if has(TEAM_PATH)? {
                return Ok(((), None));
            }
            let mut edits = vec![TreeEdit {
                path: TEAM_PATH.to_owned(),
                content: Some(format_team(&new.team).into_bytes()),
            }];
            if !has(README_PATH)? {
                edits.push(TreeEdit {
                    path: README_PATH.to_owned(),
                    content: Some(new.readme.clone().into_bytes()),
                });
            }
            let message = format!("tidings: start the log of {}\n", one_line(&new.team.name));
            Ok(((), Some(Change { edits, message })))
        })?;
        Ok(saved.map_or(Started::Already, Started::New))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
