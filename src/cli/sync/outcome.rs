//! What is said of sending.

use super::parcel::Content;
use super::policy::Policy;
use super::send::Sent;
use super::{Parcel, clash, rewrite};
use crate::cli::failure::Status;
use crate::cli::session::Session;
use crate::store::{Delivery, Log, NotSent, Proposal, Sending};
use crate::text;

/// How many lines of what a remote said are shown.
const SHOWN: usize = 20;

/// How many columns of each line.
const WIDEST: usize = 400;

/// What git says below the lines that say what happened.
const ADVICE: [&str; 2] = [
    "Please make sure you have the correct access rights",
    "and the repository exists.",
];

/// What git says of any remote that it cannot speak to, which tells something
/// only where nothing else is said.
const VAGUE: &str = "fatal: Could not read from remote repository.";

/// What stands for the words of a remote that said none in time.
const LATE: &str = "it did not answer in time";

/// Says what came of sending a parcel, and returns the status to end with.
pub(in crate::cli) fn say(
    session: &Session,
    log: &Log,
    remote: &str,
    parcel: &Parcel,
    sent: &Sent,
) -> anyhow::Result<Status> {
    let sending = &sent.sending;
    clash::warn(session, remote, &sending.aside);
    say_behind(session, log, sending.behind.as_deref());
    match &sending.delivery {
        Delivery::Sent(_) | Delivery::Nothing => {
            if matches!(sending.delivery, Delivery::Sent(_)) && !is_proposal(log) {
                note_upstream(log, remote)?;
            }
            let carried = |commit| sending.carried(commit).is_some();
            let by_us = parcel.commit.is_some_and(carried);
            let others = sending.carried.len() - usize::from(by_us);
            // Another process of this clone may have sent it just before.
            let is_there = match parcel.commit {
                Some(commit) => by_us || log.is_sent(commit)?,
                None => false,
            };
            if is_there {
                say_sent(session, log, remote, parcel, others)?;
            } else if others > 0 {
                say_others(session, remote, others);
            }
        }
        Delivery::NotSent(_) if sent.interrupted => {
            tell(session, "saved, not sent: interrupted");
            tell(session, goes_on(log, false));
            return Ok(Status::Unsent);
        }
        Delivery::NotSent(reason) => {
            let way_out = refusal_of(log, remote, parcel, reason);
            explain(
                session,
                log,
                remote,
                ("saved, not sent", true),
                reason,
                way_out,
            );
            return Ok(Status::Unsent);
        }
        Delivery::Off => {}
    }
    Ok(if is_aside(parcel, sending) {
        Status::Unsent
    } else {
        Status::Done
    })
}

/// Says that what waited was sent.
pub(super) fn say_others(session: &Session, remote: &str, count: usize) {
    let commits = text::count(count, "commit", "commits");
    session.streams.note(&format!("sent {commits} to {remote}"));
}

/// Says how it goes on where the remote did not answer, or not in time.
fn goes_on(log: &Log, late: bool) -> &'static str {
    let policy = log.repository().settings().ok().map(Policy::read);
    let sends = matches!(policy, Some(Ok(policy)) if policy.sends) && !is_proposal(log);
    match (sends, late) {
        (true, false) => "  later commands send it; to do it now: tidings sync",
        (true, true) => "  later commands send it; to wait longer now: tidings sync --timeout 2m",
        (false, false) => "  send it with: tidings sync",
        (false, true) => "  to wait longer: tidings sync --timeout 2m",
    }
}

/// Says why the branch here is not where the remote's is, if it is not.
pub(super) fn say_behind(session: &Session, log: &Log, reason: Option<&str>) {
    if let Some(reason) = reason {
        let branch = log.branch();
        session.streams.note(&format!(
            "branch '{branch}' stays behind here, and nothing is lost by it: {reason}"
        ));
    }
}

fn say_sent(
    session: &Session,
    log: &Log,
    remote: &str,
    parcel: &Parcel,
    others: usize,
) -> anyhow::Result<()> {
    let also = match others {
        0 => String::new(),
        count => format!(
            ", with {} that waited",
            text::count(count, "commit", "commits")
        ),
    };
    session
        .streams
        .note(&format!("{} to {remote}{also}", parcel.said));
    if let Some(path) = &parcel.path
        && let Some(place) = session.place_of(log, remote)?
    {
        let address = place.file_address(log.branch(), path);
        session.streams.note(&format!("  see it: {address}"));
    }
    Ok(())
}

/// Says how to try again where nothing waits to be sent.
const fn again(late: bool) -> &'static str {
    if late {
        "  to wait longer: tidings sync --timeout 2m"
    } else {
        "  try again with: tidings sync"
    }
}

/// Says why something was not sent, or, where nothing `waits`, was not
/// received, and what there is to do.
pub(in crate::cli) fn say_not_sent(
    session: &Session,
    log: &Log,
    remote: &str,
    (what, waits): (&str, bool),
    reason: &NotSent,
) {
    let way_out = remedy(log, remote, reason);
    explain(session, log, remote, (what, waits), reason, way_out);
}

fn explain(
    session: &Session,
    log: &Log,
    remote: &str,
    (what, waits): (&str, bool),
    reason: &NotSent,
    way_out: Option<String>,
) {
    if let NotSent::Rewritten(found) = reason {
        rewrite::warn(session, log, found);
    }
    tell(
        session,
        &format!("{what}: {}", headline(log, remote, reason)),
    );
    for line in details(reason) {
        tell(session, &format!("  {line}"));
    }
    match way_out {
        Some(remedy) => session.streams.hint(&text::terminal_lines(&remedy)),
        None if matches!(reason, NotSent::Rewritten(_)) => {}
        None if !waits => tell(session, again(is_late(reason))),
        None => tell(session, goes_on(log, is_late(reason))),
    }
}

/// Tells whether more time might have been enough.
fn is_late(reason: &NotSent) -> bool {
    match reason {
        NotSent::Unanswered { timed_out, .. } | NotSent::Unreachable { timed_out, .. } => {
            *timed_out
        }
        reason => matches!(reason, NotSent::Overtaken),
    }
}

fn headline(log: &Log, remote: &str, reason: &NotSent) -> String {
    let branch = log.branch();
    match reason {
        NotSent::Refused { .. } => format!("{remote} refused it"),
        NotSent::Unanswered {
            timed_out: true, ..
        }
        | NotSent::Unreachable {
            timed_out: true, ..
        } => {
            format!("no answer from {remote} in time")
        }
        NotSent::Unanswered { .. } => format!("{remote} did not confirm it"),
        NotSent::Unreachable { .. } => format!("{remote} cannot be reached"),
        NotSent::Overtaken => "others were faster until the time was over".to_owned(),
        NotSent::Stuck { lock, .. } => {
            let lock = lock.as_ref().map_or_else(String::new, |lock| {
                let age = lock.age_seconds;
                let age = age.map_or_else(String::new, |age| format!(", there for {age} s"));
                format!(" by {}{age}", lock.path.display())
            });
            format!("the branch '{branch}' of {remote} is locked{lock}")
        }
        NotSent::Rewritten(_) => format!("the history of {remote} has to be settled first"),
        NotSent::Unrelated { .. } => {
            format!("the branch '{branch}' of {remote} is another one than that here")
        }
        NotSent::Diverged { paths, .. } => format!(
            "what was committed by hand cannot be joined with what {remote} has: {}",
            paths.join(", ")
        ),
    }
}

/// Returns what git and the remote said, without what moves a terminal, and
/// without secrets.
fn details(reason: &NotSent) -> Vec<String> {
    // A lock that is named needs no words of git's.
    let (NotSent::Refused { message }
    | NotSent::Stuck {
        message,
        lock: None,
    }
    | NotSent::Unanswered { message, .. }
    | NotSent::Unreachable { message, .. }) = reason
    else {
        return Vec::new();
    };
    let mut lines = quote(message);
    // The headline says it.
    lines.retain(|line| line != LATE);
    lines
}

/// Quotes what others said, line by line.
pub(in crate::cli) fn quote(message: &str) -> Vec<String> {
    let message = text::without_escapes(message);
    let safe = text::terminal_lines(&message);
    let lines = safe.lines().map(str::trim_end);
    let mut lines: Vec<String> = lines
        .filter(|line| !line.is_empty() && !ADVICE.contains(line))
        .map(|line| text::truncate(&text::without_passwords(line), WIDEST).into_owned())
        .collect();
    if lines.iter().any(|line| line != VAGUE) {
        lines.retain(|line| line != VAGUE);
    }
    if let Some(more) = lines.len().checked_sub(SHOWN).filter(|&more| more > 0) {
        lines.truncate(SHOWN);
        lines.push(format!(
            "and {}",
            text::count(more, "more line", "more lines")
        ));
    }
    lines
}

/// Returns what there is to do where a parcel was not sent; one that is no post
/// cannot be proposed or taken back like one.
fn refusal_of(log: &Log, remote: &str, parcel: &Parcel, reason: &NotSent) -> Option<String> {
    let branch = log.branch();
    match (reason, parcel.content) {
        (NotSent::Refused { .. }, Content::Digest) => Some(format!(
            "let whoever publishes push to '{branch}' of {remote}, then publish again; or keep \
             digests elsewhere, with 'digests: nowhere' in the team file"
        )),
        (NotSent::Refused { .. }, Content::Files) => Some(format!(
            "ask whoever runs {remote}, then 'tidings sync'; or have it reviewed: \
             'git push {remote} {branch}:refs/heads/tidings-ci'"
        )),
        _ => remedy(log, remote, reason),
    }
}

fn remedy(log: &Log, remote: &str, reason: &NotSent) -> Option<String> {
    let place = log.directory().display().to_string();
    let place = text::shell_word(&place);
    match reason {
        NotSent::Refused { message } if is_protected(message) && !is_proposal(log) => Some(
            "put forward what was posted with 'tidings sync --propose', and from now on post \
             with 'tidings post --propose'; or take back your last post with 'tidings undo'"
                .to_owned(),
        ),
        NotSent::Refused { .. } if is_proposal(log) => {
            Some(format!("ask whoever runs {remote}, then 'tidings sync'"))
        }
        NotSent::Refused { .. } => Some(format!(
            "ask whoever runs {remote}, then 'tidings sync'; put it forward for review with \
             'tidings sync --propose'; or take back your last post with 'tidings undo'"
        )),
        NotSent::Stuck { lock: Some(_), .. } => Some(format!(
            "ask whoever runs {remote}: when nobody is pushing, that file is to be removed; \
             then 'tidings sync'"
        )),
        NotSent::Stuck { .. } => Some(format!(
            "ask whoever runs {remote} to look for a lock that was left there, then 'tidings sync'"
        )),
        NotSent::Unrelated { theirs } => Some(format!(
            "compare them with 'git -C {place} log --graph {} {theirs}'; name another branch \
             with --branch",
            log.branch()
        )),
        NotSent::Diverged { theirs, .. } => Some(format!(
            "check out '{0}' in {place} and join them: 'git -C {place} switch {0}', \
             'git -C {place} merge {theirs}', 'tidings sync'",
            log.branch()
        )),
        NotSent::Unanswered { .. }
        | NotSent::Unreachable { .. }
        | NotSent::Overtaken
        | NotSent::Rewritten(_) => None,
    }
}

/// Notes where the branch belongs, so that git can pull it without being told
/// whence.
fn note_upstream(log: &Log, remote: &str) -> anyhow::Result<()> {
    let upstream = format!("branch.{}.remote", log.branch());
    if log.repository().settings()?.get(&upstream).is_none() {
        // What was sent was sent, whether or not this can be written.
        log.repository().track(remote, log.branch()).ok();
    }
    Ok(())
}

/// Tells whether a branch was refused because it takes only what was reviewed,
/// in the words of those who host repositories.
fn is_protected(message: &str) -> bool {
    const WORDS: [&str; 4] = ["protected branch", "GH006", "GH013", "pull request"];
    let message = message.to_ascii_lowercase();
    WORDS
        .iter()
        .any(|words| message.contains(&words.to_ascii_lowercase()))
}

/// Returns whether the log is that of a proposal's branch.
fn is_proposal(log: &Log) -> bool {
    Proposal::of_branch(log.branch()).is_some()
}

fn is_aside(parcel: &Parcel, sending: &Sending) -> bool {
    let mut aside = sending.aside.iter();
    aside.any(|waiting| Some(waiting.commit.id) == parcel.commit)
}

/// Says a line that `--quiet` does not silence.
fn tell(session: &Session, line: &str) {
    session.streams.tell(&text::terminal_lines(line));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_moves_nothing_and_betrays_nothing() {
        for (message, want) in [
            ("", &[][..]),
            ("one  \n\ntwo\n", &["one", "two"]),
            ("remote: \u{1b}[31mno\u{1b}[0m\u{7}", &["remote: no␇"]),
            ("https://ada:s3cret@b/c", &["https://b/c"]),
            (
                "denied\nfatal: Could not read from remote repository.",
                &["denied"],
            ),
            (VAGUE, &[VAGUE]),
        ] {
            assert_eq!(quote(message), want, "{message:?}");
        }
        let long = quote(&"line\n".repeat(SHOWN + 2));
        assert_eq!(long.len(), SHOWN + 1);
        assert_eq!(long[SHOWN], "and 2 more lines");
        let wide = quote(&"w".repeat(WIDEST * 100));
        assert_eq!(text::width(&wide[0]), WIDEST);
    }
}
