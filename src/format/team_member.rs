use std::collections::BTreeSet;

use crate::model::{Member, Team};

use super::team::read_calendar;
use super::team_claims::Claims;
use super::team_rhythm::{check_rhythm, read_cadence, read_work};
use super::team_span::{read_absences, read_moves};
use super::yaml::{Field, Node, Reader, Value};

/// The keys of a member's entry, in writing order.
pub(super) const MEMBER_KEYS: [&str; 17] = [
    "handle",
    "former_handles",
    "name",
    "emails",
    "account",
    "time_zone",
    "moves",
    "work",
    "holidays",
    "cadence",
    "teams",
    "projects",
    "roles",
    "observer",
    "joined",
    "left",
    "absences",
];

/// Whether somebody is one, by spelling.
const TRUTHS: [(&str, bool); 2] = [("true", true), ("false", false)];

/// Reads the entry of a member; what it leaves out is as in `team`.
pub(super) fn read_member<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
    team: &Team,
    claims: &mut Claims,
) -> Option<Member> {
    let fields = reader.fields(node, &MEMBER_KEYS, "a member")?;
    let mut member = read_handle(reader, node, &fields)?;
    claims.begin();
    for field in &fields {
        let value = field.value;
        match field.key {
            "handle" => claims.handle(reader, member.handle.as_str(), value.place),
            "former_handles" => {
                member.former_handles = reader.handles(value, "'former_handles'");
                for handle in &member.former_handles {
                    claims.handle(reader, handle.as_str(), value.place);
                }
            }
            "name" => {
                if let Some(name) = reader.text(value, "a name") {
                    member.name = name;
                }
            }
            "emails" => {
                for node in texts(reader, value, "'emails'") {
                    let Some(email) = reader.text(node, "an e-mail address") else {
                        continue;
                    };
                    claims.email(reader, &email, node.place);
                    member.emails.push(email);
                }
            }
            "account" => {
                member.account = reader.text(value, "an account");
                if let Some(account) = &member.account {
                    claims.account(reader, account, value.place);
                }
            }
            "time_zone" => member.time_zone = reader.zone(value).and_then(|(_, zone)| zone),
            "moves" => member.moves = read_moves(reader, value),
            "work" => member.work = read_work(reader, value, &team.work),
            "holidays" => member.holidays = read_calendar(reader, value),
            "cadence" => member.cadence = read_cadence(reader, value, &team.cadence),
            "teams" => member.teams = read_groups(reader, value, "teams", claims),
            "projects" => member.projects = read_groups(reader, value, "projects", claims),
            "roles" => member.roles = read_groups(reader, value, "roles", claims),
            "observer" => {
                let word = reader.word(value, "bad-observer", "answer", &TRUTHS);
                member.observer = word.unwrap_or_default();
            }
            "joined" => member.joined = reader.date(value),
            "left" => member.left = reader.date(value),
            "absences" => member.absences = read_absences(reader, value),
            _ => {}
        }
    }
    check_dates(reader, &fields, &member);
    let cadence = member.cadence.as_ref().unwrap_or(&team.cadence);
    let work = member.work.as_ref().unwrap_or(&team.work);
    check_rhythm(reader, &fields, cadence, work);
    Some(member)
}

/// Reads the one key that an entry must have.
fn read_handle<'a>(
    reader: &mut Reader<'a>,
    node: &Node<'_>,
    fields: &[Field<'a>],
) -> Option<Member> {
    const REMEDY: &str = "write 'handle:' with the short name their files are named after";
    let Some(field) = fields.iter().find(|field| field.key == "handle") else {
        reader.error(
            node.place,
            "missing-key",
            "this member has no handle",
            REMEDY,
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
            REMEDY,
        );
    }
    handle.map(Member::new)
}

/// Reads the names of groups: short, on one line, and none twice.
fn read_groups<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
    key: &'static str,
    claims: &mut Claims,
) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for node in texts(reader, node, &format!("'{key}'")) {
        let Some(name) = reader.text(node, "the name of a group") else {
            continue;
        };
        if name.trim() != name || name.contains(char::is_control) {
            reader.error(
                node.place,
                "bad-group",
                "the name of a group has line ends, or blanks around it",
                "write it on one line",
            );
        } else if seen.insert(name.clone()) {
            claims.group(reader, key, &name, node.place);
            names.push(name);
        }
    }
    names
}

/// Returns the entries of a list of texts; a single one may stand alone.
fn texts<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>, what: &str) -> Vec<&'a Node<'a>> {
    match &node.value {
        Value::Scalar { .. } if !node.is_null() => vec![node],
        _ => reader.list(node, what),
    }
}

fn check_dates(reader: &mut Reader<'_>, fields: &[Field<'_>], member: &Member) {
    if let (Some(joined), Some(left)) = (member.joined, member.left)
        && left < joined
        && let Some(field) = fields.iter().find(|field| field.key == "left")
    {
        reader.warn(
            field.place,
            "left-before-joined",
            format!("this member left on {left}, before joining on {joined}"),
            "correct one of the two dates",
        );
    }
}
