//! The error report: what failed, what caused it, and what to do about it.

use std::io;
use std::process::ExitCode;

use super::failure::{Failure, Status};
use super::session::Session;
use crate::git::GitError;
use crate::render::TemplateError;
use crate::store::{Post, StoreError};
use crate::text;

/// Prints an error to standard error and returns the status to end with.
///
/// A closed pipe is no error of ours: whoever read has seen enough.
pub(super) fn report(error: &anyhow::Error, session: &Session) -> Status {
    if is_closed_pipe(error) {
        return Status::Done;
    }
    let mut said = error.to_string();
    let mut message = describe(error);
    if let Some(line) = source_line(error) {
        message.push_str("\n  | ");
        message.push_str(&text::terminal(line));
    }
    session.streams.error(&message);
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        // Some errors quote their cause.
        if !said.ends_with(&cause) {
            session.streams.cause(&shown(&cause));
            said = cause;
        }
    }
    for hint in hints(error) {
        session.streams.hint(&text::terminal_lines(&hint));
    }
    status(error)
}

/// Prints an error before there is a session.
pub(super) fn report_plain(error: &anyhow::Error) -> ExitCode {
    eprintln!("error: {}", describe(error));
    for hint in hints(error) {
        eprintln!("hint: {}", text::terminal_lines(&hint));
    }
    status(error).into()
}

/// Prints what the argument parser has to say, help or an error, and returns
/// the status to end with.
pub(super) fn report_usage(error: &clap::Error) -> Status {
    let plain = error.render().to_string();
    if plain.contains(|c| c != '\n' && text::is_hidden(c)) {
        // It quotes an argument, which may have come from anywhere.
        eprint!("{}", text::terminal_lines(&plain));
    } else {
        // A closed pipe while help is printed is no error.
        error.print().ok();
    }
    if error.use_stderr() {
        Status::Usage
    } else {
        Status::Done
    }
}

fn describe(error: &anyhow::Error) -> String {
    shown(&error.to_string())
}

/// Returns what may be shown of a message: it can quote what others wrote, and
/// the address of a remote with its password.
fn shown(message: &str) -> String {
    text::without_passwords(&text::terminal_lines(message))
}

fn status(error: &anyhow::Error) -> Status {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        return failure.status;
    }
    match error.downcast_ref::<StoreError>() {
        Some(StoreError::Git(GitError::BadBranch(_))) => Status::Usage,
        _ => Status::Failed,
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Returns the line of a template that an error is about.
fn source_line(error: &anyhow::Error) -> Option<&str> {
    let template = error.downcast_ref::<TemplateError>()?;
    template.source_line.as_deref()
}

/// Returns what to do about an error, with commands that can be run: first
/// about its cause, then about what became of it.
fn hints(error: &anyhow::Error) -> Vec<String> {
    let cause = error.chain().find_map(|cause| {
        if let Some(failure) = cause.downcast_ref::<Failure>() {
            return failure.hint.clone();
        }
        if let Some(template) = cause.downcast_ref::<TemplateError>() {
            return Some(template.remedy.clone());
        }
        let git = match cause.downcast_ref::<StoreError>() {
            Some(StoreError::Git(git)) => Some(git),
            Some(other) => return store_hint(other),
            None => cause.downcast_ref::<GitError>(),
        };
        git.and_then(git_hint)
    });
    // A failure that was added to another error is not among its causes.
    let outcome = error.downcast_ref::<Failure>();
    let outcome = outcome.and_then(|failure| failure.hint.clone());
    let outcome = outcome.filter(|hint| cause.as_ref() != Some(hint));
    cause.into_iter().chain(outcome).collect()
}

fn store_hint(error: &StoreError) -> Option<String> {
    Some(match error {
        StoreError::NoBranch { .. } => "start a log with 'tidings init'".to_owned(),
        StoreError::NotALog { branch } => {
            format!(
                "name the log's branch with --branch, or make '{branch}' a log with 'tidings init --branch {branch}'"
            )
        }
        StoreError::Unusable { path, .. } => {
            format!("mend {path} on the log's branch and commit it")
        }
        StoreError::Changed { .. } => "run it again: it starts from what is there now".to_owned(),
        StoreError::ChangedSince { post, .. } => match post {
            Post::Update(period) => {
                format!("take out what is wrong with 'tidings post --for {period} --edit'")
            }
            Post::Reply(address) => {
                format!("say what is right with 'tidings reply {address} --replace --edit'")
            }
        },
        StoreError::TooLarge { .. } => "shorten it, or link to the long text".to_owned(),
        StoreError::HandleTaken(_) => "choose another with --handle".to_owned(),
        StoreError::NoMember(_) => "list the members with 'tidings team'".to_owned(),
        StoreError::HasWritten(handle) => {
            format!("say that they left with 'tidings team remove {handle}'")
        }
        StoreError::NothingToUndo(_) => "see what there is with 'tidings log'".to_owned(),
        StoreError::Occupied(branch) => {
            format!("merge '{branch}', or delete it, here and at the remote")
        }
        StoreError::Raced(_) => "run it again".to_owned(),
        StoreError::Behind { .. } => "bring it there with git, then run it again".to_owned(),
        StoreError::Unsignable(id) => {
            format!("commit again what it changes; see it with 'git show {id}'")
        }
        StoreError::NothingToTake { .. } => {
            "push it there again with 'tidings sync --restore'".to_owned()
        }
        // Whoever proposes what is unsent says how else it can be sent.
        StoreError::Git(_) | StoreError::Edit { .. } | StoreError::Unproposable(_) => {
            return None;
        }
    })
}

fn git_hint(error: &GitError) -> Option<String> {
    Some(match error {
        GitError::NoCommit(_) => "list what there is with 'git log --all --oneline'".to_owned(),
        GitError::Missing(_) => "fetch it: 'git fetch --refetch', or run 'git fsck'".to_owned(),
        GitError::Foreign(path) => {
            // libgit2 ends directories with a slash, and git looks for none.
            let path = path.display().to_string();
            let path = path.trim_end_matches('/').replace('\'', r"'\''");
            format!("if you trust it: git config --global --add safe.directory '{path}'")
        }
        GitError::NoIdentity { .. } => {
            "say who you are: git config --global user.name \"Your Name\" && \
             git config --global user.email you@example.org"
                .to_owned()
        }
        GitError::BadDate { .. } => {
            "look at GIT_AUTHOR_DATE and GIT_COMMITTER_DATE in the environment".to_owned()
        }
        GitError::Setting { key, .. } if key == "tidings.remote" => {
            "name one that 'git remote' lists: git config tidings.remote origin".to_owned()
        }
        GitError::BadBranch(_) => "name one such as 'tidings' or 'team/log'".to_owned(),
        GitError::Spawn { .. } => "install git, and see that it is on PATH".to_owned(),
        _ => return None,
    })
}
