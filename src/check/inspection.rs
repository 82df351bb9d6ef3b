use std::borrow::Cow;
use std::num::NonZero;

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
    let circle = Circle::of(set);
    let named: Vec<Named<'_>> = set
        .changes
        .iter()
        .map(|change| (String::from_utf8_lossy(&change.path), change))
        .collect();
    let mut all = set.unread.clone();
    team_change::check_base(set, &mut all);
    machinery::check_mixture(set, &mut all);
    author::check_history(set, &mut all);
    name::check_collisions(set, &mut all);
    let (of_files, threads) = judge_all(set, &circle, &named);
    threads.check_circles(&mut all);
    severity::apply(set.team(), &mut all);
    all.extend(of_files);
    let mut findings = bound::limit(all);
    secret::mask_words(&mut findings);
    findings
}

/// A file that differs, with its path as text.
type Named<'a> = (Cow<'a, str>, &'a FileChange);

/// What is found in a share of the files, and the replies among them.
type Judged<'a> = (Vec<Finding>, Threads<'a>);

/// How many files are worth another thread that judges them.
const WORTH_A_THREAD: usize = 128;

/// The most threads that judge.
const MAX_THREADS: usize = 4;

/// Judges every file, several threads a share each where it is worth it.
fn judge_all<'a>(set: &'a ChangeSet, circle: &Circle<'_>, named: &'a [Named<'a>]) -> Judged<'a> {
    let threads = match named.len() / WORTH_A_THREAD {
        // Counting the cores takes longer than to judge a few files.
        0 | 1 => 1,
        threads => {
            let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
            threads.min(cores.min(MAX_THREADS))
        }
    };
    let share = named.len().div_ceil(threads).max(1);
    let judge = |share: &'a [Named<'a>]| {
        let mut judged = Judged::default();
        for (path, change) in share {
            let found = judge_file(set, circle, path, change, &mut judged.1);
            judged.0.extend(found);
        }
        judged
    };
    let mut shares = named.chunks(share);
    let first = shares.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let running: Vec<_> = shares
            .map(|share| scope.spawn(move || judge(share)))
            .collect();
        let (mut findings, mut threads) = judge(first);
        for thread in running {
            let judged = thread.join();
            let (more, others) = judged.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            findings.extend(more);
            threads.join(others);
        }
        (findings, threads)
    })
}

/// Judges one file that differs; returns no more findings than are listed of
/// one, because a hostile change has thousands in each of its files.
fn judge_file<'a>(
    set: &'a ChangeSet,
    circle: &Circle<'_>,
    path: &'a str,
    change: &'a FileChange,
    threads: &mut Threads<'a>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let findings = &mut found;
    file_kind::check(path, change, findings);
    size::check(path, change, findings);
    name::check(path, change, findings);
    layout::check(path, change, findings);
    machinery::check(path, change, findings);
    let file = read(path, change, findings);
    let file = file.as_ref();
    if let Some(file) = file {
        check_content(file, circle, findings);
        let is_new = change.before.is_none();
        period::check(file, is_new, circle, set.instant, findings);
        threads.take(set, file, findings);
    }
    author::check(set, circle, change, path, file, findings);
    match parse_path(path) {
        LogPath::Update { period, .. } => {
            period::check_published(set, change, period, path, findings);
        }
        LogPath::Team => team_change::check(set, change, file, &severity_of, findings),
        _ => {}
    }
    severity::apply(set.team(), findings);
    bound::limit_file(found, path)
}

/// Judges an update or reply that is about to be saved at `path`: the rules
/// on what it says. Its period is not charged: whoever posts names it.
#[must_use]
pub fn check_update(team: &Team, path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let file = File::read(path, text.as_bytes(), &mut findings);
    check_content(&file, &Circle::of_team(team), &mut findings);
    severity::apply(team, &mut findings);
    let mut findings = bound::limit_file(findings, path);
    secret::mask_words(&mut findings);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::trial::Example;

    #[test]
    fn no_more_of_a_file_is_kept_than_is_listed() {
        let text = "\u{200b}".repeat(1000);
        let files: String = (10..20)
            .map(|day| format!("+++ updates/2026/11/{day}/ada.yaml\ndone: [\"{text}\"]\n"))
            .collect();
        let example = Example::parse(&files);
        let set = example.change_set();
        let named: Vec<Named<'_>> = set
            .changes
            .iter()
            .map(|change| (String::from_utf8_lossy(&change.path), change))
            .collect();
        let (findings, _) = judge_all(&set, &Circle::of(&set), &named);
        assert_eq!(findings.len(), 10 * 21);
        let counts = findings.iter().filter(|one| one.rule == "more-findings");
        assert!(counts.clone().all(|one| one.message.contains("980")));
        assert_eq!(counts.count(), 10);
    }
}
