use std::collections::{BTreeMap, BTreeSet};

use crate::format::TEAM_PATH;
use crate::model::{
    ChangeSet, FileChange, FileKind, Finding, Handle, JoinRule, Member, Severity, Team,
};

use super::roster::Roster;
use super::{File, Rule};

/// A change without a team file to judge it by.
pub(super) const NO_BASE: Rule = Rule {
    name: "no-base",
    severity: Severity::Warning,
    title: "A change is judged by the team file that the log has already",
    why: "Where the base has none, as in the change that starts a log, the change's own is believed: \
          what it says of who is who, and of how bad a finding is, is nobody's word but its own.",
    remedy: "read the team file yourself",
    bad: "=== nothing\n+++ .tidings/team.yaml\nname: Team Quill",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// A change that takes the team file away.
pub(super) const TEAM_REMOVED: Rule = Rule {
    name: "team-removed",
    severity: Severity::Error,
    title: "The team file stays",
    why: "Without it nobody is a member, and nothing is a log.",
    remedy: "put .tidings/team.yaml back",
    bad: "--- .tidings/team.yaml\nname: Team Quill",
    good: "--- .tidings/team.yaml\nname: Team Quill\n+++ .tidings/team.yaml\nname: Team Feather",
};

/// An address, account or handle that goes from one member to another.
pub(super) const CLAIMED: Rule = Rule {
    name: "claimed-identity",
    severity: Severity::Error,
    title: "Nobody takes an address, account or handle of another",
    why: "Whoever has it is taken for that member, in commits of the past too. Handles that somebody \
          had before are never given to another.",
    remedy: "leave it to the member who has it",
    bad: "--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org, ada@old.example.org] }\n  - { handle: linus, emails: [linus@example.org] }\n+++ .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n  - { handle: linus, emails: [linus@example.org, ada@old.example.org] }",
    good: "--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org, ada@old.example.org] }\n+++ .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }",
};

/// What makes another member who they are, changed.
pub(super) const IDENTITY: Rule = Rule {
    name: "identity-changed",
    severity: Severity::Error,
    title: "Addresses, account and handles of an entry are changed by its member",
    why: "An address that is added to an entry may write in its name from then on.",
    remedy: "let the member make this change, or set the rule to warning where others keep the team file",
    bad: "commit: Grace Sample <grace@example.org>\n--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n  - { handle: grace, emails: [grace@example.org] }\n+++ .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org, grace@home.example.org] }\n  - { handle: grace, emails: [grace@example.org] }",
    good: "commit: Ada Example <ada@example.org>\n--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n+++ .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org, ada@home.example.org] }",
};

/// Another member's entry, changed.
pub(super) const ENTRY: Rule = Rule {
    name: "entry-changed",
    severity: Severity::Warning,
    title: "A change to another's entry in the team file is worth a look",
    why: "It says when that person works, is away or has left, and so what is expected of them.",
    remedy: "ask the member whose entry it is",
    bad: "commit: Grace Sample <grace@example.org>\n--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n  - { handle: grace, emails: [grace@example.org] }\n+++ .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org], left: 2026-11-01 }\n  - { handle: grace, emails: [grace@example.org] }",
    good: "commit: Ada Example <ada@example.org>\n--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n+++ .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org], left: 2026-11-01 }",
};

/// Somebody who adds themselves where only members add.
pub(super) const CLOSED: Rule = Rule {
    name: "join-closed",
    severity: Severity::Error,
    title: "Nobody adds themselves to a closed team",
    why: "The team file says 'join: closed': members add members.",
    remedy: "ask a member to add the entry",
    bad: "commit: Mallory <mallory@example.org>\n--- .tidings/team.yaml\njoin: closed\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n+++ .tidings/team.yaml\njoin: closed\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n  - { handle: mallory, emails: [mallory@example.org] }",
    good: "commit: Ada Example <ada@example.org>\n--- .tidings/team.yaml\njoin: closed\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n+++ .tidings/team.yaml\njoin: closed\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n  - { handle: radia, emails: [radia@example.org] }",
};

/// A rule that will matter less.
pub(super) const LOOSENED: Rule = Rule {
    name: "rule-loosened",
    severity: Severity::Warning,
    title: "A rule that is loosened is worth a look",
    why: "From the next change on fewer things are refused. For this change the base's severities hold.",
    remedy: "agree on it with the team",
    bad: "--- .tidings/team.yaml\nname: Team Quill\n+++ .tidings/team.yaml\nname: Team Quill\ncheck: { secret: \"off\" }",
    good: "--- .tidings/team.yaml\nname: Team Quill\n+++ .tidings/team.yaml\nname: Team Quill\ncheck: { long-past: error }",
};

/// A name in `check:` that no rule has.
pub(super) const UNKNOWN_RULE: Rule = Rule {
    name: "unknown-rule",
    severity: Severity::Warning,
    title: "'check:' in the team file names rules that there are",
    why: "A rule that is misspelt stays as bad as it was.",
    remedy: "docs/check.md lists the rules",
    bad: "+++ .tidings/team.yaml\ncheck: { sercet: \"off\" }",
    good: "+++ .tidings/team.yaml\ncheck: { long-past: error }",
};

/// Judges what a change does to the team file.
pub(super) fn check(
    set: &ChangeSet,
    change: &FileChange,
    file: Option<&File<'_>>,
    severity_of: &dyn Fn(&str) -> Option<Severity>,
    findings: &mut Vec<Finding>,
) {
    let is_file = |kind: FileKind| matches!(kind, FileKind::Regular | FileKind::Executable);
    let stays = change
        .after
        .as_ref()
        .is_some_and(|after| is_file(after.kind));
    if change.before.is_some() && !stays {
        findings.push(TEAM_REMOVED.finding(TEAM_PATH, None, "the team file is taken away"));
        return;
    }
    let Some(proposed) = &set.proposed else {
        return;
    };
    let place = |word: &str| file.and_then(|file| file.place_of(word));
    for rule in proposed
        .severities
        .keys()
        .filter(|rule| severity_of(rule).is_none())
    {
        findings.push(UNKNOWN_RULE.finding(
            TEAM_PATH,
            place(rule),
            format!("there is no rule '{rule}'"),
        ));
    }
    let Some(trusted) = &set.trusted else { return };
    for (rule, message) in loosened(trusted, proposed, severity_of) {
        findings.push(LOOSENED.finding(TEAM_PATH, place(&rule), message));
    }
    let (known, new) = (Roster::of(trusted), Roster::of(proposed));
    let actors: BTreeSet<&Handle> = set
        .commits_of(change)
        .filter_map(|commit| known.member_by_email(&commit.author.email))
        .map(|member| &member.handle)
        .collect();
    // Where commits are missing nobody can say whose change it is.
    let is_known = !change.commits.is_empty();
    for member in &proposed.members {
        let renames = |owner: &Member| !is_known || actors.contains(&owner.handle);
        let claims = claims(&known, member, &renames);
        for what in &claims {
            findings.push(CLAIMED.finding(TEAM_PATH, place(member.handle.as_str()), what));
        }
        let Some(old) = known.member(&member.handle) else {
            if is_known && actors.is_empty() && trusted.join == JoinRule::Closed {
                let message = format!("'{}' is added by nobody of the team", member.handle);
                findings.push(CLOSED.finding(TEAM_PATH, place(member.handle.as_str()), message));
            }
            continue;
        };
        if is_known && claims.is_empty() && !actors.contains(&member.handle) {
            findings.extend(foreign(old, member, place(member.handle.as_str())));
        }
    }
    for gone in trusted
        .members
        .iter()
        .filter(|member| new.member(&member.handle).is_none())
    {
        if is_known && !actors.contains(&gone.handle) {
            let message = format!(
                "the entry of '{}' is taken out by somebody else",
                gone.handle
            );
            findings.push(IDENTITY.finding(TEAM_PATH, None, message));
        }
    }
}

/// Reports that nothing but the change itself says who the team is.
pub(super) fn check_base(set: &ChangeSet, findings: &mut Vec<Finding>) {
    if set.trusted.is_none() && !set.changes.is_empty() {
        let message = if set.proposed.is_some() {
            "the base has no team file, so the change's own is believed"
        } else {
            "there is no team file, neither in the base nor in the change"
        };
        findings.push(NO_BASE.finding(TEAM_PATH, None, message));
    }
}

/// Returns what was somebody else's until now. An entry that has the handle of
/// another as a former one is the same person's where that one `renames`.
fn claims(known: &Roster<'_>, member: &Member, renames: &dyn Fn(&Member) -> bool) -> Vec<String> {
    let is_other = |owner: &&Member| {
        owner.handle != member.handle
            && !(member.former_handles.contains(&owner.handle) && renames(owner))
    };
    let mut claims = Vec::new();
    let mut claim = |owner: Option<&Member>, what: String| {
        if let Some(owner) = owner.filter(is_other) {
            let (by, of) = (&member.handle, &owner.handle);
            claims.push(format!(
                "{what} is claimed for '{by}', and belongs to '{of}'"
            ));
        }
    };
    for email in &member.emails {
        claim(
            known.member_by_email(email),
            format!("the address '{email}'"),
        );
    }
    if let Some(account) = &member.account {
        claim(
            known.member_by_account(account),
            format!("the account '{account}'"),
        );
    }
    for handle in member.handles() {
        claim(known.member(handle), format!("the handle '{handle}'"));
    }
    claims
}

/// Reports what somebody else changes in an entry.
fn foreign(known: &Member, new: &Member, place: Option<crate::model::Place>) -> Option<Finding> {
    if known == new {
        return None;
    }
    let same_person = known.emails == new.emails
        && known.account == new.account
        && known.handle == new.handle
        && known.former_handles == new.former_handles;
    let (rule, what) = if same_person {
        (ENTRY, "the entry")
    } else {
        (IDENTITY, "an address, the account or a handle")
    };
    let message = format!("{what} of '{}' is changed by somebody else", known.handle);
    Some(rule.finding(TEAM_PATH, place, message))
}

/// Returns the rules that matter less than before, each with what to say.
fn loosened(
    trusted: &Team,
    proposed: &Team,
    severity_of: &dyn Fn(&str) -> Option<Severity>,
) -> BTreeMap<String, String> {
    let severity = |team: &Team, rule: &str| {
        let own = team.severities.get(rule).copied();
        own.unwrap_or_else(|| severity_of(rule))
    };
    let word = |severity: Option<Severity>| severity.map_or("off", Severity::as_str);
    let names = trusted.severities.keys().chain(proposed.severities.keys());
    names
        .filter(|rule| severity_of(rule).is_some())
        .filter_map(|rule| {
            let (before, after) = (severity(trusted, rule), severity(proposed, rule));
            let message = || format!("'{rule}' goes from {} to {}", word(before), word(after));
            (after < before).then(|| (rule.clone(), message()))
        })
        .collect()
}
