//! Mends what is safe to mend of one's own, before the check.

use crate::check::mend;
use crate::cli::args::CheckArgs;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::git::ObjectId;
use crate::model::{ChangeSet, FileChange, FileKind, Member};
use crate::store::{Candidate, Log};
use crate::text;

/// Mends the updates and replies of whoever runs this, among the files that a
/// candidate changes, in one commit on its branch, and says so; returns the
/// candidate as it is then.
pub(super) fn fix(
    session: &Session,
    log: &Log,
    args: &CheckArgs,
    candidate: Candidate,
    set: &ChangeSet,
) -> anyhow::Result<Candidate> {
    let settings = log.repository().settings()?;
    let me = session.require_me(set.team(), settings)?;
    let mut paths = Vec::new();
    for change in &set.changes {
        let Some((path, mut what)) = mendable(&me, change) else {
            continue;
        };
        if kind(change) == Some(FileKind::Executable) {
            what.push("executable-file");
        }
        if !what.is_empty() {
            paths.push((path, what));
        }
    }
    if paths.is_empty() {
        session
            .streams
            .note("there is nothing of yours that is safe to mend");
        return Ok(candidate);
    }
    let branch = branch(log, args, candidate.head)?;
    let on_branch = Log::new(log.repository().reopen()?, branch.clone());
    let names: Vec<String> = paths.iter().map(|(path, _)| path.clone()).collect();
    let signer = Session::signer(settings)?;
    let saved = on_branch.mend(&names, &me.handle, &signer, |path, bytes| {
        let mended = mend(path, bytes)?;
        me.answers_to(&mended.author).then_some(mended.text)
    })?;
    let Some(saved) = saved else {
        return Ok(candidate);
    };
    for (path, rules) in &paths {
        let (path, rules) = (text::terminal(path), rules.join(", "));
        session.streams.note(&format!("mended {path}: {rules}"));
    }
    session.streams.note(&format!(
        "committed to '{branch}'; take it back with 'git revert {}'",
        saved.commit
    ));
    session.detail_saved(&saved);
    Ok(log.candidate(candidate.target, saved.commit)?)
}

/// Returns the path of a file of one's own that can be mended, and the rules
/// that it breaks and need not.
fn mendable(me: &Member, change: &FileChange) -> Option<(String, Vec<&'static str>)> {
    let is_file = matches!(kind(change), Some(FileKind::Regular | FileKind::Executable));
    let bytes = change.after.as_ref()?.content.as_deref();
    let path = std::str::from_utf8(&change.path).ok()?;
    let mended = mend(path, bytes.filter(|_| is_file)?)?;
    let is_mine = me.answers_to(&mended.author);
    is_mine.then(|| (path.to_owned(), mended.rules.into_iter().collect()))
}

fn kind(change: &FileChange) -> Option<FileKind> {
    change.after.as_ref().map(|after| after.kind)
}

/// Returns the local branch that a commit is the latest of: the one that was
/// named, the one that is checked out, or the log's.
fn branch(log: &Log, args: &CheckArgs, head: ObjectId) -> anyhow::Result<String> {
    let repository = log.repository();
    let candidates = match &args.head {
        Some(name) => vec![name.strip_prefix("refs/heads/").unwrap_or(name).to_owned()],
        None => repository
            .default_branch()?
            .into_iter()
            .chain([log.branch().to_owned()])
            .collect(),
    };
    for name in candidates {
        if repository.branch_tip(&name)? == Some(head) {
            return Ok(name);
        }
    }
    Err(Failure::new(format!(
        "commit {head} is no branch's latest here, so there is nowhere to commit what is mended"
    ))
    .hint(format!(
        "make a branch of it: git switch -c my-branch {head}"
    ))
    .into())
}
