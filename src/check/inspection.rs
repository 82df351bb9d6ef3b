use chrono::{DateTime, Utc};

use crate::format::{LogPath, parse_path, parse_reply, parse_team, parse_update};
use crate::model::{ChangeSet, FileKind, Finding, Team};

use super::{file_kind, severity};

/// Judges what a branch changes: every finding, sorted by path, place and
/// rule, as bad as the believed team says.
#[must_use]
pub fn check(set: &ChangeSet) -> Vec<Finding> {
    let mut findings = Vec::new();
    for change in &set.changes {
        let path = String::from_utf8_lossy(&change.path);
        file_kind::check(&path, change, &mut findings);
        let Some(after) = &change.after else { continue };
        if let Some(bytes) = &after.content
            && after.kind == FileKind::Regular
        {
            findings.extend(read(&path, bytes));
        }
    }
    severity::apply(set.team(), &mut findings);
    findings
}

/// Judges an update that is about to be posted: the rules on what it says.
#[must_use]
pub fn check_update(team: &Team, path: &str, text: &str, _instant: DateTime<Utc>) -> Vec<Finding> {
    let mut findings = read(path, text.as_bytes());
    severity::apply(team, &mut findings);
    findings
}

/// Returns what the readers of the log's files find.
fn read(path: &str, bytes: &[u8]) -> Vec<Finding> {
    match parse_path(path) {
        LogPath::Update { .. } => parse_update(path, bytes).findings,
        LogPath::Reply { .. } => parse_reply(path, bytes).findings,
        LogPath::Team => parse_team(path, bytes).findings,
        _ => Vec::new(),
    }
}
