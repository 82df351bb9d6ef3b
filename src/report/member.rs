use schemars::JsonSchema;
use serde::Serialize;

use super::attendance::AttendanceRow;
use super::index::Index;
use super::people::People;
use crate::model::{Handle, Member, MissingNames, Team, Update};

/// A member who is put forward: for their health, for being away, or for not
/// having posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberView {
    /// The handle.
    pub handle: String,
    /// The name.
    pub name: String,
    /// The period of the latest update in the window that states a health, if
    /// there is one.
    pub period: Option<String>,
    /// The period of the latest update before the window, where there is none
    /// in it.
    pub last_posted: Option<String>,
    /// The first line of that update's notes, as the reason for its health;
    /// of somebody who was away, the reason they gave.
    pub reason: Option<String>,
    /// Where the team wants those who are missing to be mentioned: `@` and the
    /// name of the member's account, or the handle.
    pub mention: Option<String>,
}

impl MemberView {
    /// Builds the view of somebody whom an update of theirs puts forward: its
    /// period, and the first line of its notes as the reason.
    pub(super) fn of_update(people: &People<'_>, handle: &Handle, update: &Update) -> Self {
        let notes = update.notes.as_deref().unwrap_or_default();
        let first = notes.lines().map(str::trim).find(|line| !line.is_empty());
        Self {
            handle: handle.to_string(),
            name: people.name(handle.as_str()),
            period: Some(update.period.to_string()),
            last_posted: None,
            reason: first.map(str::to_owned),
            mention: None,
        }
    }

    /// Builds the views of the members who posted for no period of the window
    /// and are missing, in the order of the team file.
    pub(super) fn missing(index: &Index<'_>) -> Vec<Self> {
        let rows = index.attendance.rows.iter();
        rows.filter(|row| row.is_missing())
            .map(|row| Self::absent(index, row, None))
            .collect()
    }

    /// Builds the views of the members who were away whenever an update of
    /// theirs would have been expected, in the order of the team file.
    pub(super) fn away(index: &Index<'_>) -> Vec<Self> {
        let rows = index.attendance.rows.iter();
        rows.filter(|row| row.is_away())
            .map(|row| Self::absent(index, row, row.away_reason()))
            .collect()
    }

    fn absent(index: &Index<'_>, row: &AttendanceRow<'_>, reason: Option<&str>) -> Self {
        let handle = &row.member.handle;
        let mut authors = index.authors.iter();
        let author = authors.find(|author| author.handle == handle);
        let last = author.and_then(|author| author.before);
        Self {
            handle: handle.to_string(),
            name: row.member.name.clone(),
            period: None,
            last_posted: last.map(|update| update.period.to_string()),
            reason: reason.map(str::to_owned),
            mention: mention(index.people.team(), row.member),
        }
    }
}

/// Returns the name under which a forge knows a member, where the team wants
/// to have those who are missing mentioned.
pub(super) fn mention(team: &Team, member: &Member) -> Option<String> {
    let account = member.account.as_deref();
    let name = account.unwrap_or(member.handle.as_str());
    (team.missing == MissingNames::Mention).then(|| format!("@{name}"))
}
