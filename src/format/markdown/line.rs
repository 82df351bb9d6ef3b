use crate::model::{Handle, Item, Section};

use super::attributes::{Tail, format_block, parse_tail};
use super::block::{Block, parse_tick};

/// Reads one item as it stands on the command line or in a prompt.
///
/// Members named by `@handle` at the start are whom a question asks, whom
/// kudos thank, or who is needed for a blocker; attributes may stand in
/// braces at the end of the first line. What is not quite either is text.
#[must_use]
pub fn parse_item(text: &str, section: Section, members: &[Handle]) -> Item {
    let lines = text.trim().split('\n');
    let lines: Vec<String> = lines.map(|line| line.trim_end().to_owned()).collect();
    read_lines(&lines, section, members)
        .ok()
        .filter(|item| !item.text.trim().is_empty())
        .unwrap_or_else(|| Item::new(text.trim()))
}

/// Returns what is wrong with the attributes of an item that [`parse_item`]
/// takes for text because of it, as a sentence.
#[must_use]
pub fn attribute_error(text: &str) -> Option<String> {
    let first = text.trim().lines().next()?;
    match parse_tail(first) {
        Tail::Block(_, Err(message)) => Some(message),
        _ => None,
    }
}

/// Reads an entry of a list section as an item; `None` where it says nothing.
///
/// # Errors
///
/// What is wrong with the attributes, as a sentence.
pub(super) fn read_block(
    block: &Block,
    section: Section,
    members: &[Handle],
) -> Result<Option<Item>, String> {
    if block.lines.iter().all(|line| line.trim().is_empty()) {
        return Ok(None);
    }
    let item = read_lines(&block.lines, section, members)?;
    if item.text.trim().is_empty() {
        return Err("this item has attributes and no text".to_owned());
    }
    Ok(Some(item))
}

/// Reads an entry of a list of plain texts; `None` where it says nothing.
pub(super) fn read_plain(block: &Block) -> Option<String> {
    let (first, rest) = block.lines.split_first()?;
    let text = join(&unescape_start(first), rest);
    (!text.trim().is_empty()).then_some(text)
}

fn read_lines(lines: &[String], section: Section, members: &[Handle]) -> Result<Item, String> {
    let Some((first, rest)) = lines.split_first() else {
        return Ok(Item::default());
    };
    let (first, mut item) = match parse_tail(first) {
        Tail::None => (first.clone(), Item::default()),
        Tail::Escaped(at) => {
            let mut text = first.clone();
            text.remove(at);
            (text, Item::default())
        }
        Tail::Block(before, read) => (before.to_owned(), *read?),
    };
    let (people, first) = take_people(&first, section, members);
    let bare = join(&unescape_start(first), rest);
    // Thanks may say nothing but whom they thank.
    item.text = if bare.trim().is_empty() && !people.is_empty() {
        people
            .iter()
            .map(|handle| format!("@{handle}"))
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        bare
    };
    if !people.is_empty() {
        let all = if section == Section::Blockers {
            &mut item.needs
        } else {
            &mut item.to
        };
        let known = std::mem::replace(all, people);
        for handle in known {
            if !all.contains(&handle) {
                all.push(handle);
            }
        }
    }
    Ok(item)
}

fn join(first: &str, rest: &[String]) -> String {
    let mut lines = vec![first];
    lines.extend(rest.iter().map(String::as_str));
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

/// Returns whether `@handle` at the start of an item has a meaning.
const fn names_people(section: Section) -> bool {
    matches!(
        section,
        Section::Blockers | Section::Questions | Section::Kudos
    )
}

/// Takes `@handle` words of members off the start of a text.
fn take_people<'a>(text: &'a str, section: Section, members: &[Handle]) -> (Vec<Handle>, &'a str) {
    let mut people: Vec<Handle> = Vec::new();
    let mut rest = text.trim_start();
    while names_people(section) {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let Some(word) = rest[..end].strip_prefix('@') else {
            break;
        };
        let word = word.trim_end_matches([',', ':', ';']).to_lowercase();
        let Some(handle) = members.iter().find(|member| member.as_str() == word) else {
            break;
        };
        if !people.contains(handle) {
            people.push(handle.clone());
        }
        rest = rest[end..].trim_start();
    }
    (people, if rest.len() == text.len() { text } else { rest })
}

/// Takes off the backslash that keeps a text from beginning with a box or a
/// name.
fn unescape_start(text: &str) -> String {
    let rest = text.trim_start_matches('\\');
    if rest.len() < text.len() && rest.starts_with(['[', '@']) {
        text.replacen('\\', "", 1)
    } else {
        text.to_owned()
    }
}

fn escape_start(text: &str, section: Option<Section>, members: &[Handle]) -> String {
    let rest = text.trim_start_matches('\\');
    let escaped = rest.len() < text.len() && rest.starts_with(['[', '@']);
    let named = section.is_some_and(|s| !take_people(text, s, members).0.is_empty());
    if escaped || named || parse_tick(text).is_some() {
        format!("\\{text}")
    } else {
        text.to_owned()
    }
}

/// Writes an item as an entry of a list section, with a line end; an empty
/// box stands before it where `open` is set.
pub(super) fn format_item(item: &Item, section: Section, members: &[Handle], open: bool) -> String {
    let mut rest = item.clone();
    let people = if section == Section::Blockers {
        &mut rest.needs
    } else {
        &mut rest.to
    };
    let mut start = String::new();
    if names_people(section) && people.iter().all(|handle| members.contains(handle)) {
        for handle in std::mem::take(people) {
            start.push_str(&format!("@{handle} "));
        }
    }
    let mut lines = shown_lines(&item.text).into_iter();
    let first = lines.next().unwrap_or_default();
    let block = format_block(&rest);
    let mut text = format!("{start}{}", escape_start(&first, Some(section), members));
    if block.is_empty() {
        match parse_tail(&text) {
            Tail::None => {}
            Tail::Escaped(at) => text.insert(at, '\\'),
            Tail::Block(before, _) => {
                let at = text[before.len()..].find('{').unwrap_or_default();
                text.insert(before.len() + at, '\\');
            }
        }
    } else {
        text = format!("{} {block}", text.trim_end());
    }
    format_lines(&text, lines, open)
}

/// Writes a plain text as an entry of a list, with a line end.
pub(super) fn format_plain(text: &str) -> String {
    let mut lines = shown_lines(text).into_iter();
    let first = lines.next().unwrap_or_default();
    format_lines(&escape_start(&first, None, &[]), lines, false)
}

fn format_lines(first: &str, rest: impl Iterator<Item = String>, open: bool) -> String {
    let mut out = String::from(if open { "- [ ] " } else { "- " });
    out.push_str(first.trim_end());
    out.push('\n');
    for line in rest {
        if !line.is_empty() {
            out.push_str("  ");
            out.push_str(&line);
        }
        out.push('\n');
    }
    escape_comments(&out)
}

/// Returns the lines of a text as an editor can show them: without controls,
/// space at their ends, and blank lines around.
pub(super) fn shown_lines(text: &str) -> Vec<String> {
    let even = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen: String = even
        .chars()
        .map(|c| match c {
            '\n' | '\t' => c,
            c if c.is_control() => char::REPLACEMENT_CHARACTER,
            c => c,
        })
        .collect();
    seen.trim()
        .split('\n')
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Keeps what looks like the start of a comment from being one.
pub(super) fn escape_comments(text: &str) -> String {
    text.replace("<!--", "\\<!--")
}
