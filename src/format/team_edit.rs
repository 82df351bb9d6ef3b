use crate::model::Member;

use super::EditError;
use super::edit::{block_pairs, check, dash_of, unreadable};
use super::path::TEAM_PATH;
use super::team::parse_team;
use super::team_writer::push_member;
use super::yaml::{BYTE_ORDER_MARK, Document, Patch, Tangle, Value};

/// Adds a member at the end of the members of a team file.
///
/// Everything that stands there survives, byte for byte.
///
/// # Errors
///
/// An [`EditError`] where the file cannot be read, has a member with this
/// handle or address, or is laid out so that nothing can be added.
pub fn add_member(old: &str, member: &Member) -> Result<String, EditError> {
    let parsed = parse_team(TEAM_PATH, old.as_bytes());
    let Some(mut team) = parsed.value else {
        return Err(unreadable(TEAM_PATH, &parsed.findings));
    };
    let taken = |what: String| EditError::Taken {
        path: TEAM_PATH.to_owned(),
        what,
    };
    let known = |handle| team.members.iter().any(|other| other.answers_to(handle));
    if known(&member.handle) {
        return Err(taken(format!("handle '{}'", member.handle)));
    }
    if let Some(email) = member
        .emails
        .iter()
        .find(|e| team.member_by_email(e).is_some())
    {
        return Err(taken(format!("address '{email}'")));
    }
    team.members.push(member.clone());
    let mut findings = Vec::new();
    let document = Document::parse(TEAM_PATH, old.as_bytes(), &mut findings)
        .map_err(|finding| unreadable(TEAM_PATH, &[finding]))?;
    let Ok(patched) = append_member(&document, member) else {
        return Err(EditError::Tangled {
            path: TEAM_PATH.to_owned(),
        });
    };
    let mark = if old.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK
    } else {
        ""
    };
    check(TEAM_PATH, format!("{mark}{patched}"), |text| {
        parse_team(TEAM_PATH, text.as_bytes()).value.as_ref() == Some(&team)
    })
}

fn append_member(document: &Document<'_>, member: &Member) -> Result<String, Tangle> {
    let pairs = block_pairs(document.root.as_ref())?;
    let mut patch = Patch::new(document);
    let found = pairs.iter().find(|pair| pair.key.text() == Some("members"));
    if let Some(pair) = found {
        let count = match &pair.value.value {
            Value::List { items, .. } => items.len(),
            _ => 0,
        };
        // Nobody who is there is touched, readable or not: unknown keys stay.
        let old: Vec<Option<usize>> = (0..count).map(Some).collect();
        let new: Vec<usize> = (0..=count).collect();
        let write = |out: &mut String, _: &usize, dash: usize| push_member(out, member, dash);
        if count > 0 && matches!(pair.value.value, Value::List { flow: true, .. }) {
            return Err(Tangle);
        }
        patch.set_list(pair, &old, &new, dash_of(document.source, pairs), &write)?;
    } else {
        let mut text = "members:\n".to_owned();
        push_member(&mut text, member, 2);
        let last = pairs.last().ok_or(Tangle)?;
        let at = patch.lines_of(last)?.end;
        patch.put(at..at, text);
    }
    Ok(patch.apply())
}
