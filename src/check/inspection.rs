use crate::format::{LogPath, parse_path};
use crate::model::{ChangeSet, FileChange, FileKind, Finding, Severity, Team};

use super::circle::Circle;
use super::thread::Threads;
use super::{
    File, RULES, author, bound, file_kind, hidden, layout, machinery, name, people, period, secret,
    section, severity, size, team_change,
};

/// Judges what a branch changes: every finding, sorted by path, place and
/// rule, as bad as the believed team says.
///
/// More than can be read is counted and not listed; among those that are
/// listed errors come before warnings then.
#[must_use]
pub fn check(set: &ChangeSet) -> Vec<Finding> {
    let mut findings = set.unread.clone();
    let circle = Circle::of(set);
    let paths: Vec<_> = set
        .changes
        .iter()
        .map(|change| String::from_utf8_lossy(&change.path))
        .collect();
    let mut threads = Threads::default();
    team_change::check_base(set, &mut findings);
    machinery::check_mixture(set, &mut findings);
    author::check_history(set, &mut findings);
    name::check_collisions(set, &mut findings);
    for (change, path) in set.changes.iter().zip(&paths) {
        file_kind::check(path, change, &mut findings);
        size::check(path, change, &mut findings);
        name::check(path, change, &mut findings);
        layout::check(path, change, &mut findings);
        machinery::check(path, change, &mut findings);
        let file = read(path, change, &mut findings);
        let file = file.as_ref();
        if let Some(file) = file {
            check_content(file, &circle, &mut findings);
            let is_new = change.before.is_none();
            period::check(file, is_new, &circle, set.instant, &mut findings);
            threads.take(set, file, &mut findings);
        }
        author::check(set, &circle, change, path, file, &mut findings);
        match parse_path(path) {
            LogPath::Update { period, .. } => {
                period::check_published(set, change, period, path, &mut findings);
            }
            LogPath::Team => team_change::check(set, change, file, &severity_of, &mut findings),
            _ => {}
        }
    }
    threads.check_circles(&mut findings);
    severity::apply(set.team(), &mut findings);
    bound::limit(&mut findings);
    findings
}

/// Judges an update or reply that is about to be saved at `path`: the rules
/// on what it says. Its period is not charged: whoever posts names it.
#[must_use]
pub fn check_update(team: &Team, path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let file = File::read(path, text.as_bytes(), &mut findings);
    check_content(&file, &Circle::of_team(team), &mut findings);
    severity::apply(team, &mut findings);
    bound::limit(&mut findings);
    findings
}

/// Reads what a change leaves at a path, where that is a file.
fn read<'a>(
    path: &'a str,
    change: &'a FileChange,
    findings: &mut Vec<Finding>,
) -> Option<File<'a>> {
    let after = change.after.as_ref()?;
    let is_file = matches!(after.kind, FileKind::Regular | FileKind::Executable);
    let bytes = after.content.as_deref().filter(|_| is_file)?;
    Some(File::read(path, bytes, findings))
}

/// Runs the rules on what a file says.
fn check_content(file: &File<'_>, circle: &Circle<'_>, findings: &mut Vec<Finding>) {
    secret::check(file, findings);
    hidden::check(file, findings);
    if let Some(update) = &file.update {
        section::check(file, update, circle, findings);
        people::check(file, update, circle, findings);
    }
}

/// Returns how bad a rule is unless a team says otherwise.
fn severity_of(rule: &str) -> Option<Severity> {
    let known = RULES.iter().find(|known| known.name == rule);
    known.map(|rule| rule.severity)
}
