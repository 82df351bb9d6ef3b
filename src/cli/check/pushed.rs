//! What is about to be pushed, for a pre-push hook.

use std::io::Read;

use anyhow::Context;

use super::clone;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::git::ObjectId;
use crate::model::ChangeSet;
use crate::store::Log;

/// How many bytes git may tell: some hundred thousand refs.
const MAX_INPUT: u64 = 64 << 20;

/// Reads what each ref changes that git is about to push; those that hold no
/// log are passed over, because hooks run for every branch of a repository.
pub(super) fn change_sets(session: &Session, log: &Log) -> anyhow::Result<Vec<ChangeSet>> {
    let mut text = String::new();
    let input = std::io::stdin().take(MAX_INPUT).read_to_string(&mut text);
    input.context("what git is about to push cannot be read from standard input")?;
    let mut sets: Vec<ChangeSet> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let push = Push::parse(line).ok_or_else(|| {
            Failure::usage("standard input holds no line of git's pre-push hook")
                .hint("let git run it: put 'tidings check --pre-push' into .git/hooks/pre-push")
        })?;
        // What is deleted brings nothing.
        let Some(head) = push.new else { continue };
        let target = match push.old {
            Some(old) if log.repository().has_commit(old)? => Some(old),
            _ => clone::target(log, head)?,
        };
        let is_log = log.is_log(head)? || target.map_or(Ok(false), |id| log.is_log(id))?;
        if !is_log {
            session
                .streams
                .detail(&format!("commit {head} holds no log"));
            continue;
        }
        let candidate = log.candidate(target, head)?;
        sets.push(log.change_set(candidate, session.now())?);
    }
    Ok(sets)
}

/// One ref that is about to be pushed.
#[derive(Debug, PartialEq, Eq)]
struct Push {
    /// What it will be; `None` where it is deleted.
    new: Option<ObjectId>,
    /// What the remote has; `None` where it has nothing.
    old: Option<ObjectId>,
}

impl Push {
    /// Reads a line that git gives to the hook: local ref, local object,
    /// remote ref, remote object (`githooks`).
    fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').collect();
        // A local ref may be an expression, and hold blanks.
        let [.., new, _, old] = words[..] else {
            return None;
        };
        let object = |text: &str| -> Option<Option<ObjectId>> {
            let id = ObjectId::parse(text).ok()?;
            Some(text.bytes().any(|digit| digit != b'0').then_some(id))
        };
        Some(Self {
            new: object(new)?,
            old: object(old)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_git_says_before_a_push() {
        let (a, b, none) = ("a".repeat(40), "b".repeat(40), "0".repeat(40));
        let id = |text: &str| ObjectId::parse(text).ok();
        for (line, new, old) in [
            (format!("refs/heads/x {a} refs/heads/x {b}"), id(&a), id(&b)),
            (
                format!("refs/heads/x {a} refs/heads/x {none}"),
                id(&a),
                None,
            ),
            (format!("(delete) {none} refs/heads/x {b}"), None, id(&b)),
            (
                format!("HEAD@{{1 day ago}} {a} refs/heads/x {none}"),
                id(&a),
                None,
            ),
        ] {
            assert_eq!(Push::parse(&line), Some(Push { new, old }), "{line}");
        }
        for line in [
            "",
            "x",
            "a b c d",
            &format!("refs/heads/x {a} refs/heads/x"),
        ] {
            assert_eq!(Push::parse(line), None, "{line}");
        }
    }
}
