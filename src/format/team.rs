use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{
    Cadence, DigestPlace, Finding, Handle, Member, PeriodKind, Place, Severity, Team,
};

use super::Parsed;
use super::team_section::read_sections;
use super::yaml::{Document, Node};
use super::yaml::{Reader, parse_stored};

/// The keys of the team file, in writing order.
pub(super) const TEAM_KEYS: [&str; 7] = [
    "tidings",
    "name",
    "time_zone",
    "cadence",
    "digests",
    "sections",
    "members",
];

/// The keys of a member's entry, in writing order.
pub(super) const MEMBER_KEYS: [&str; 8] = [
    "handle",
    "former_handles",
    "name",
    "emails",
    "time_zone",
    "cadence",
    "joined",
    "left",
];

/// How often a team may post, by spelling.
pub(super) const CADENCES: [(&str, PeriodKind); 2] =
    [("daily", PeriodKind::Day), ("weekly", PeriodKind::Week)];

/// Where digests may be kept, by spelling.
pub(super) const PLACES: [(&str, DigestPlace); 2] = [
    (DigestPlace::Log.as_str(), DigestPlace::Log),
    (DigestPlace::Nowhere.as_str(), DigestPlace::Nowhere),
];

/// Reads the team file.
///
/// An entry that cannot be used costs that entry alone; the value is `None`
/// only where the file is no YAML or of a newer format.
#[must_use]
pub fn parse_team(path: &str, bytes: &[u8]) -> Parsed<Team> {
    parse_stored(path, bytes, read_team)
}

fn read_team<'a>(reader: &mut Reader<'a>, path: &str, document: &'a Document<'a>) -> Option<Team> {
    let Some(root) = &document.root else {
        reader.error(
            Place { line: 1, column: 1 },
            "empty-file",
            "the file holds nothing",
            "write 'tidings: 1', the name of the team and its members",
        );
        return None;
    };
    let fields = reader.pairs(root, "the team file")?;
    if let Some(version) = fields.iter().find(|field| field.key == "tidings")
        && !reader.version(version.value)
    {
        return None;
    }
    let fields = reader.fields(root, &TEAM_KEYS, "the team file")?;
    if !reader.require(&fields, &[("tidings", "write 'tidings: 1'".to_owned())]) {
        return None;
    }
    let mut team = Team::default();
    for field in &fields {
        let value = field.value;
        match field.key {
            "name" => team.name = reader.text(value, "the name").unwrap_or_default(),
            "time_zone" => team.time_zone = reader.zone(value).and_then(|(_, zone)| zone),
            "cadence" => {
                team.cadence = read_cadence(reader, value).unwrap_or_default();
            }
            "digests" => {
                team.digests = reader
                    .word(value, "bad-digests", "place for digests", &PLACES)
                    .unwrap_or_default();
            }
            "sections" => read_sections(reader, value, &mut team),
            "members" => {
                for node in reader.list(value, "'members'") {
                    let member = read_member(reader, node);
                    team.members.extend(member);
                }
            }
            _ => {}
        }
    }
    check_claims(reader, path, &team);
    Some(team)
}

fn read_member<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Member> {
    let fields = reader.fields(node, &MEMBER_KEYS, "a member")?;
    let Some(field) = fields.iter().find(|field| field.key == "handle") else {
        reader.error(
            node.place,
            "missing-key",
            "this member has no handle",
            "write 'handle:' with the short name their files are named after",
        );
        return None;
    };
    let before = reader.findings.len();
    let handle = reader.handle(field.value);
    if handle.is_none() && reader.findings.len() == before {
        reader.error(
            field.place,
            "bad-handle",
            "this member's handle is empty",
            "write 'handle:' with the short name their files are named after",
        );
    }
    let handle = handle?;
    let mut member = Member::new(handle);
    for field in &fields {
        let value = field.value;
        match field.key {
            "former_handles" => member.former_handles = reader.handles(value, "'former_handles'"),
            "name" => {
                if let Some(name) = reader.text(value, "a name") {
                    member.name = name;
                }
            }
            "emails" => {
                for node in reader.list(value, "'emails'") {
                    member.emails.extend(reader.text(node, "an e-mail address"));
                }
            }
            "time_zone" => member.time_zone = reader.zone(value).and_then(|(_, zone)| zone),
            "cadence" => member.cadence = read_cadence(reader, value),
            "joined" => member.joined = reader.date(value),
            "left" => member.left = reader.date(value),
            _ => {}
        }
    }
    check_dates(reader, node, member.joined, member.left);
    Some(member)
}

fn read_cadence<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Cadence> {
    let kind = reader.word(node, "bad-cadence", "cadence", &CADENCES)?;
    Some(match kind {
        PeriodKind::Day => Cadence::daily(),
        PeriodKind::Week => Cadence::weekly(),
    })
}

fn check_dates(
    reader: &mut Reader<'_>,
    node: &Node<'_>,
    joined: Option<NaiveDate>,
    left: Option<NaiveDate>,
) {
    if let (Some(joined), Some(left)) = (joined, left)
        && left < joined
    {
        reader.warn(
            node.place,
            "left-before-joined",
            format!("this member left on {left}, before joining on {joined}"),
            "correct one of the two dates",
        );
    }
}

/// Reports handles and addresses that two members claim: the first one in the
/// file gets what is theirs.
fn check_claims(reader: &mut Reader<'_>, path: &str, team: &Team) {
    let mut handles: BTreeSet<&Handle> = BTreeSet::new();
    let mut emails: BTreeSet<String> = BTreeSet::new();
    let mut claims = Vec::new();
    for member in &team.members {
        // Within one entry a handle or address may stand twice.
        let theirs: BTreeSet<&Handle> = std::iter::once(&member.handle)
            .chain(&member.former_handles)
            .collect();
        for handle in theirs {
            if !handles.insert(handle) {
                claims.push(("duplicate-handle", format!("the handle '{handle}'")));
            }
        }
        let theirs: BTreeSet<String> = member.emails.iter().map(|e| e.to_lowercase()).collect();
        for email in theirs {
            if emails.contains(&email) {
                claims.push(("duplicate-email", format!("the address '{email}'")));
            }
            emails.insert(email);
        }
    }
    for (rule, what) in claims {
        reader.findings.push(Finding {
            severity: Severity::Error,
            rule,
            path: path.to_owned(),
            place: None,
            message: format!("two members claim {what}"),
            remedy: "leave it to one of them".to_owned(),
        });
    }
}
