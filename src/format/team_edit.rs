use std::collections::BTreeMap;

use crate::model::{Finding, Handle, Member, Severity, Team};

use super::EditError;
use super::edit::{check, dash_of, unreadable};
use super::path::TEAM_PATH;
use super::team::parse_team;
use super::team_claims::Claims;
use super::team_member::{MEMBER_KEYS, read_member};
use super::team_patch::TeamPatch;
use super::team_writer::{flow_map, member_fields, push_member};
use super::yaml::{BYTE_ORDER_MARK, Document, Node, Patch, Reader, Tangle, Value};

/// Adds a member at the end of the members of a team file.
///
/// Everything that stands there survives, byte for byte.
///
/// # Errors
///
/// An [`EditError`] where the file cannot be read, has a member with this
/// handle or address, or is laid out so that nothing can be added.
pub fn add_member(old: &str, member: &Member) -> Result<String, EditError> {
    edit_team(old, |team, document| {
        let known = |handle| team.members.iter().any(|other| other.answers_to(handle));
        if known(&member.handle) {
            return Err(taken(format!("handle '{}'", member.handle)));
        }
        let mut emails = member.emails.iter();
        if let Some(email) = emails.find(|e| team.member_by_email(e).is_some()) {
            return Err(taken(format!("address '{email}'")));
        }
        let patched = append_member(document, member, team);
        team.members.push(member.clone());
        patched.map_err(|Tangle| tangled())
    })
}

/// Makes the entry of the member with this handle say what `new` says.
///
/// Only the keys that differ are changed. Everything else stays, byte for
/// byte: comments, order, quotes, keys that this program does not know.
///
/// # Errors
///
/// An [`EditError`] where the file cannot be read, has no such member, would
/// get a finding that is an error, or is laid out so that the change would
/// touch something else.
pub fn edit_member(old: &str, handle: &Handle, new: &Member) -> Result<String, EditError> {
    edit_team(old, |team, document| {
        let index = index_of(team, handle)?;
        let before = member_fields(&team.members[index], team);
        let after = member_fields(new, team);
        let mut patch = TeamPatch::new(document);
        let node = entry_of(document, team, index).ok_or_else(tangled)?;
        let done = patch.set_map(node, &before, &after, &MEMBER_KEYS);
        team.members[index] = new.clone();
        done.map_err(|Tangle| tangled())?;
        Ok(patch.patch.apply())
    })
}

/// Takes the entry of the member with this handle out.
///
/// # Errors
///
/// As [`edit_member`].
pub fn remove_member(old: &str, handle: &Handle) -> Result<String, EditError> {
    edit_team(old, |team, document| {
        let index = index_of(team, handle)?;
        let node = entry_of(document, team, index).ok_or_else(tangled)?;
        let cut = cut_entry(document, node);
        team.members.remove(index);
        cut.map_err(|Tangle| tangled())
    })
}

/// Changes a team file and makes sure that it says what `change` made of the
/// team, and has no error that it had not before.
fn edit_team(
    old: &str,
    change: impl for<'d> FnOnce(&mut Team, &'d Document<'d>) -> Result<String, EditError>,
) -> Result<String, EditError> {
    let parsed = parse_team(TEAM_PATH, old.as_bytes());
    let Some(mut team) = parsed.value else {
        return Err(unreadable(TEAM_PATH, &parsed.findings));
    };
    let mut findings = Vec::new();
    let document = Document::parse(TEAM_PATH, old.as_bytes(), &mut findings)
        .map_err(|finding| unreadable(TEAM_PATH, &[finding]))?;
    let patched = change(&mut team, &document)?;
    let mark = if old.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK
    } else {
        ""
    };
    let text = format!("{mark}{patched}");
    let after = parse_team(TEAM_PATH, text.as_bytes());
    if let Some(finding) = new_error(&parsed.findings, &after.findings) {
        return Err(EditError::Wrong {
            path: TEAM_PATH.to_owned(),
            message: finding.message.clone(),
            remedy: finding.remedy.clone(),
        });
    }
    check(TEAM_PATH, text, |_| after.value.as_ref() == Some(&team))
}

/// Returns an error that there are more of than there were.
fn new_error<'f>(before: &[Finding], after: &'f [Finding]) -> Option<&'f Finding> {
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for finding in before.iter().filter(is_error) {
        *known.entry((finding.rule, &finding.message)).or_default() += 1;
    }
    after.iter().filter(is_error).find(|finding| {
        let key = (finding.rule, finding.message.as_str());
        match known.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        }
    })
}

fn taken(what: String) -> EditError {
    EditError::Taken {
        path: TEAM_PATH.to_owned(),
        what,
    }
}

fn tangled() -> EditError {
    EditError::Tangled {
        path: TEAM_PATH.to_owned(),
    }
}

fn index_of(team: &Team, handle: &Handle) -> Result<usize, EditError> {
    let mut members = team.members.iter();
    let index = members.position(|member| member.handle == *handle);
    index.ok_or_else(|| EditError::NoMember {
        path: TEAM_PATH.to_owned(),
        handle: handle.to_string(),
    })
}

/// Returns the entry in which a member stands.
fn entry_of<'d>(document: &'d Document<'d>, team: &Team, index: usize) -> Option<&'d Node<'d>> {
    let mut reader = Reader::new("", document, false, Vec::new());
    let mut claims = Claims::default();
    let list = members_of(document)?;
    let nodes = reader.list(list, "");
    let mut readable = nodes
        .into_iter()
        .filter(|node| read_member(&mut reader, node, team, &mut claims).is_some());
    readable.nth(index)
}

fn members_of<'d>(document: &'d Document<'d>) -> Option<&'d Node<'d>> {
    let Value::Map { pairs, .. } = &document.root.as_ref()?.value else {
        return None;
    };
    let found = pairs.iter().find(|pair| pair.key.text() == Some("members"));
    found.map(|pair| &pair.value)
}

fn append_member(document: &Document<'_>, member: &Member, team: &Team) -> Result<String, Tangle> {
    let root = document.root.as_ref().ok_or(Tangle)?;
    let Value::Map { pairs, flow } = &root.value else {
        return Err(Tangle);
    };
    let mut patch = Patch::new(document);
    let in_line = || flow_map(&member_fields(member, team));
    let found = pairs.iter().find(|pair| pair.key.text() == Some("members"));
    match found {
        Some(pair) => match &pair.value.value {
            Value::List { items, flow: true } if *flow || !items.is_empty() => {
                patch.push_flow(&pair.value, &in_line());
            }
            _ if *flow => return Err(Tangle),
            value => {
                let count = match value {
                    Value::List { items, .. } => items.len(),
                    _ => 0,
                };
                // Nobody who is there is touched, readable or not.
                let old: Vec<Option<usize>> = (0..count).map(Some).collect();
                let new: Vec<usize> = (0..=count).collect();
                let write =
                    |out: &mut String, _: &usize, dash: usize| push_member(out, member, team, dash);
                patch.set_list(pair, &old, &new, dash_of(document.source, pairs), &write)?;
            }
        },
        None if *flow => patch.push_flow(root, &format!("members: [{}]", in_line())),
        None => {
            let mut text = "members:\n".to_owned();
            push_member(&mut text, member, team, 2);
            let at = patch.end_of(pairs.last().ok_or(Tangle)?);
            patch.put(at..at, text);
        }
    }
    Ok(patch.apply())
}

fn cut_entry(document: &Document<'_>, node: &Node<'_>) -> Result<String, Tangle> {
    let Some(Value::Map { pairs, .. }) = document.root.as_ref().map(|root| &root.value) else {
        return Err(Tangle);
    };
    let found = pairs.iter().find(|pair| pair.key.text() == Some("members"));
    let pair = found.ok_or(Tangle)?;
    let Value::List { items, flow } = &pair.value.value else {
        return Err(Tangle);
    };
    let mut patch = Patch::new(document);
    let goes: Vec<bool> = items.iter().map(|item| std::ptr::eq(item, node)).collect();
    if items.len() == 1 && *flow {
        if document.has_comment_in(&node.span) {
            return Err(Tangle);
        }
        patch.put(node.span.clone(), "");
    } else if *flow {
        patch.cut_flow(document, &pair.value, &goes)?;
    } else {
        let old: Vec<Option<usize>> = (0..items.len()).map(Some).collect();
        let kept = (0..items.len()).filter(|index| !goes[*index]);
        let new: Vec<usize> = kept.collect();
        patch.set_list(
            pair,
            &old,
            &new,
            0,
            &|_: &mut String, _: &usize, _: usize| {},
        )?;
    }
    Ok(patch.apply())
}
