use crate::format::{LogPath, parse_path, parse_reply};
use crate::model::{ChangeCommit, ChangeSet, FileChange, Finding, Handle, Severity};

use super::circle::Circle;
use super::{File, Rule};

/// Something said in a member's name that they did not commit.
pub(super) const WRONG_AUTHOR: Rule = Rule {
    name: "wrong-author",
    severity: Severity::Error,
    title: "An update is by the member whose name it bears",
    why: "Anybody can write any name into a file and into a commit. So three things are shown: whom the \
          file names, who wrote and who made the commit, and whether that carries a signature. Noreply \
          addresses of a member's account, commits that a forge made, Co-authored-by, an applied \
          suggestion of a reviewer, and what a member posted in another's name by 'post --as' are no \
          impersonation.",
    remedy: "let its author commit it, or post it with --as; an address that is missing belongs into the team file",
    bad: "commit: Grace Sample <grace@example.org>\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped nothing]",
    good: "commit: Ada Example <12+ada-example@users.noreply.github.com>\ncommitter: GitHub <noreply@github.com>\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// An update or reply of another member, changed.
pub(super) const EDITED: Rule = Rule {
    name: "edited-by-other",
    severity: Severity::Error,
    title: "Nobody changes what another wrote",
    why: "A digest says it in its author's name.",
    remedy: "suggest the change to its author, or answer with a reply",
    bad: "commit: Grace Sample <grace@example.org>\n--- updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n+++ updates/2026/11/20/ada.yaml\ndone: [Broke it]",
    good: "commit: Grace Sample <grace@example.org>\nco-author: Ada Example <ada@example.org>\n--- updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped the importer]",
};

/// An update or reply of another member, taken out.
pub(super) const REMOVED: Rule = Rule {
    name: "removed-by-other",
    severity: Severity::Error,
    title: "Nobody removes what another wrote",
    why: "What was said is withdrawn by who said it.",
    remedy: "put it back; its author withdraws it with 'tidings undo'",
    bad: "commit: Grace Sample <grace@example.org>\n--- updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
    good: "--- updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// An author that the team file does not have.
pub(super) const UNKNOWN_AUTHOR: Rule = Rule {
    name: "unknown-author",
    severity: Severity::Error,
    title: "Updates and replies are by members",
    why: "Nobody waits for what is in no team file, and no digest says whose it is. Who joins an open \
          team may bring entry and first update in one change.",
    remedy: "run 'tidings join', or have a member add the author to the team file",
    bad: "commit: Mallory <mallory@example.org>\n+++ updates/2026/11/20/mallory.yaml\ndone: [Was here]",
    good: "commit: Radia Sample <radia@example.org>\n--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n+++ .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n  - { handle: radia, emails: [radia@example.org] }\n+++ updates/2026/11/20/radia.yaml\ndone: [Arrived]",
};

/// A change whose commits are not all here.
pub(super) const CUT_OFF: Rule = Rule {
    name: "history-cut-off",
    severity: Severity::Warning,
    title: "The commits of a change are there to be read",
    why: "In a shallow clone that ends before the base nobody can say who wrote what.",
    remedy: "fetch the history: git fetch --unshallow",
    bad: "commit: none\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// Checks that what a change says in somebody's name is theirs. `file` is
/// what the change leaves at the path, where that can be read.
pub(super) fn check(
    set: &ChangeSet,
    circle: &Circle<'_>,
    change: &FileChange,
    path: &str,
    file: Option<&File<'_>>,
    findings: &mut Vec<Finding>,
) {
    let before = change
        .before
        .as_ref()
        .and_then(|state| state.content.as_deref());
    let (old, new) = match parse_path(path) {
        LogPath::Update { author, .. } => (
            change.before.is_some().then(|| author.clone()),
            change.after.is_some().then_some(author),
        ),
        LogPath::Reply { .. } => {
            let old = before.and_then(|bytes| parse_reply(path, bytes).value);
            let new = file.and_then(|file| file.reply.as_ref());
            (
                old.map(|reply| reply.author),
                new.map(|reply| reply.author.clone()),
            )
        }
        _ => return,
    };
    if let Some(author) = new
        .as_ref()
        .filter(|author| circle.member(author).is_none())
    {
        let place = file.and_then(|file| file.place_of_key("author"));
        let message = format!("nobody in the team file goes by '{author}'");
        findings.push(UNKNOWN_AUTHOR.finding(path, place, message));
        return;
    }
    for (owner, is_new) in [(old.as_ref(), false), (new.as_ref(), true)] {
        let Some(owner) = owner else { continue };
        if is_new && old.as_ref() == Some(owner) {
            continue;
        }
        let rule = match (is_new, &change.after) {
            (true, _) => WRONG_AUTHOR,
            (false, Some(_)) => EDITED,
            (false, None) => REMOVED,
        };
        let place = file.and_then(|file| file.place_of_key("author"));
        check_owner(
            set,
            circle,
            change,
            owner,
            &|message| rule.finding(path, place, message),
            findings,
        );
    }
}

fn check_owner(
    set: &ChangeSet,
    circle: &Circle<'_>,
    change: &FileChange,
    owner: &Handle,
    finding: &dyn Fn(String) -> Finding,
    findings: &mut Vec<Finding>,
) {
    // Who is no member any more has nobody to answer for them.
    let Some(member) = circle.member(owner) else {
        return;
    };
    let foreign = |commit: &&ChangeCommit| !circle.is_by(commit, member);
    if let Some(commit) = set.commits_of(change).find(foreign) {
        let is_made = set.head.is_some() || set.commits.last() != Some(commit);
        findings.push(finding(facts(owner, commit, is_made)));
    }
}

/// Says what is known of who did it: whom it claims to be by, who the commit
/// is by, and whether it carries a signature. What is about to be committed
/// has an author already, and no name yet.
fn facts(owner: &Handle, commit: &ChangeCommit, is_made: bool) -> String {
    let (author, committer) = (&commit.author, &commit.committer);
    let author = format!("{} <{}>", author.name, author.email);
    let committer = format!("{} <{}>", committer.name, committer.email);
    let made = if author == committer {
        format!("written and committed by {author}")
    } else {
        format!("written by {author}, committed by {committer}")
    };
    let signed = if commit.is_signed {
        "carries a signature"
    } else {
        "carries no signature"
    };
    let id = if is_made {
        format!("commit {}", commit.id.short())
    } else {
        "the commit".to_owned()
    };
    format!("this is in the name of '{owner}'; {id} is {made}, and {signed}")
}

/// Reports once that commits are missing.
pub(super) fn check_history(set: &ChangeSet, findings: &mut Vec<Finding>) {
    let is_said = |path: &[u8]| path.starts_with(b"updates/") || path.starts_with(b"replies/");
    let unknown = |change: &&FileChange| change.commits.is_empty() && is_said(&change.path);
    let first = set.changes.iter().find(unknown);
    if set.head.is_some()
        && let Some(change) = first
    {
        let path = String::from_utf8_lossy(&change.path);
        let message = if set.is_cut_off {
            "history is cut off before the base, so nobody can say whose commit brought this"
        } else {
            "no commit of this change says who brought this"
        };
        findings.push(CUT_OFF.finding(&path, None, message));
    }
}
