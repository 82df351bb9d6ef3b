use crate::model::{Handle, Item};

use super::super::yaml::parse_date;

/// How many braces may stand within the values of a block.
const MAX_BRACES: usize = 8;

/// The end of a line that may be a block of attributes.
#[derive(Debug, PartialEq)]
pub(super) enum Tail<'a> {
    /// There is none; the line is text.
    None,
    /// A block behind a backslash: text, with the backslash at this byte.
    Escaped(usize),
    /// A block, what stands before it, and the item it describes or what is
    /// wrong with it.
    Block(&'a str, Result<Box<Item>, String>),
}

/// Reads the attributes in braces at the end of a line:
/// `{#b7k2 since=2026-11-20 due=2026-11-25 project=webhooks needs=grace,linus}`.
///
/// Braces count only when everything in them is a known key with a value.
pub(super) fn parse_tail(line: &str) -> Tail<'_> {
    let line = line.trim_end();
    let Some(inner) = line.strip_suffix('}') else {
        return Tail::None;
    };
    for (start, _) in inner.rmatch_indices('{').take(MAX_BRACES) {
        let Some(read) = parse_block(&inner[start + 1..]) else {
            continue;
        };
        let before = &line[..start];
        let bare = before.trim_end_matches('\\');
        if !bare.is_empty() && !bare.ends_with(char::is_whitespace) {
            return Tail::None;
        }
        return if bare.len() == before.len() {
            Tail::Block(before.trim_end(), read.map(Box::new))
        } else {
            Tail::Escaped(bare.len())
        };
    }
    Tail::None
}

/// Reads what stands between the braces; `None` where it is text.
fn parse_block(text: &str) -> Option<Result<Item, String>> {
    let mut item = Item::default();
    let mut wrong = None;
    let mut seen: Vec<&str> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (key, value, after) = parse_pair(rest)?;
        if seen.contains(&key) {
            wrong.get_or_insert(format!("'{key}' stands there twice"));
        }
        seen.push(key);
        if let Err(message) = set(&mut item, key, &value)? {
            wrong.get_or_insert(message);
        }
        rest = after.trim_start();
    }
    (!seen.is_empty()).then_some(wrong.map_or(Ok(item), Err))
}

/// Reads `#id` or `key=value` from the start of a text; returns key, value
/// and the rest.
fn parse_pair(text: &str) -> Option<(&str, String, &str)> {
    let is_end = |c: char| c.is_whitespace();
    if let Some(rest) = text.strip_prefix('#') {
        let end = rest.find(is_end).unwrap_or(rest.len());
        return Some(("#", rest[..end].to_owned(), &rest[end..]));
    }
    let (key, rest) = text.split_once('=')?;
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = rest.find(is_end).unwrap_or(rest.len());
        let value = &rest[..end];
        let bare = !value.contains(['"', '{', '}']);
        return bare.then(|| (key, value.to_owned(), &rest[end..]));
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((index, c)) = chars.next() {
        match c {
            '\\' => value.push(chars.next()?.1),
            '"' => {
                let after = &quoted[index + 1..];
                let ends = after.is_empty() || after.starts_with(is_end);
                return ends.then_some((key, value, after));
            }
            c => value.push(c),
        }
    }
    None
}

/// Sets what one key says; `None` where there is no such key, and then the
/// braces are text.
fn set(item: &mut Item, key: &str, value: &str) -> Option<Result<(), String>> {
    let some = || (!value.trim().is_empty()).then(|| value.to_owned());
    match key {
        "#" => item.id = Some(value.parse().ok()?),
        "since" => match value.parse() {
            Ok(period) => item.since = Some(period),
            Err(error) => return Some(Err(format!("'since={value}': {error}"))),
        },
        "due" => match parse_date(value) {
            Some(day) => item.due = Some(day),
            None => {
                return Some(Err(format!(
                    "'due={value}' is no date; write a day that exists, such as 2026-11-25"
                )));
            }
        },
        "project" => item.project = some(),
        "task" => item.task = some(),
        "needs" | "to" => match parse_handles(value) {
            Ok(handles) if key == "to" => item.to = handles,
            Ok(handles) => item.needs = handles,
            Err(error) => return Some(Err(format!("'{key}={value}': {error}"))),
        },
        _ => return None,
    }
    Some(Ok(()))
}

fn parse_handles(value: &str) -> Result<Vec<Handle>, String> {
    let mut handles = Vec::new();
    let names = value.split(',').map(str::trim).filter(|n| !n.is_empty());
    for name in names {
        let name = name.strip_prefix('@').unwrap_or(name);
        let handle: Handle = name.parse().map_err(|error| format!("{error}"))?;
        if !handles.contains(&handle) {
            handles.push(handle);
        }
    }
    Ok(handles)
}

/// Writes the attributes of an item in braces, or nothing where it has none.
pub(super) fn format_block(item: &Item) -> String {
    let mut words: Vec<String> = Vec::new();
    let names = |handles: &[Handle]| {
        let names: Vec<&str> = handles.iter().map(Handle::as_str).collect();
        (!names.is_empty()).then(|| names.join(","))
    };
    words.extend(item.id.as_ref().map(|id| format!("#{id}")));
    for (key, value) in [
        ("since", item.since.map(|since| since.to_string())),
        (
            "due",
            item.due.map(|day| day.format("%Y-%m-%d").to_string()),
        ),
        ("project", item.project.clone()),
        ("task", item.task.clone()),
        ("needs", names(&item.needs)),
        ("to", names(&item.to)),
    ] {
        words.extend(value.map(|value| format!("{key}={}", format_value(&value))));
    }
    if words.is_empty() {
        String::new()
    } else {
        format!("{{{}}}", words.join(" "))
    }
}

fn format_value(value: &str) -> String {
    let bare =
        |c: char| !(c.is_whitespace() || c.is_control() || matches!(c, '"' | '{' | '}' | '\\'));
    if !value.is_empty() && value.chars().all(bare) {
        return value.to_owned();
    }
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // An attribute stands on one line, and its end is found by its
            // braces. Whoever reads the form puts back what was there.
            c if c.is_control() => out.push(' '),
            '{' => out.push('('),
            '}' => out.push(')'),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_blocks_of_known_keys_only() {
        for (line, want) in [
            ("x {#b7k2}", "x|b7k2"),
            ("x {#b7k2 due=2026-11-25}  ", "x|b7k2 2026-11-25"),
            ("x {project=\"a \\\"b} c\"}", "x|a \"b} c"),
            ("{to=grace,@linus}", "|grace linus"),
            (
                "x {task=https://example.org/1?a=b#c}",
                "x|https://example.org/1?a=b#c",
            ),
            ("x {}", "text"),
            ("x {#}", "text"),
            ("x {#B7}", "text"),
            ("x {b7k2}", "text"),
            ("x {mood=good}", "text"),
            ("x {#b7k2 mood=good}", "text"),
            ("x{#b7k2}", "text"),
            ("x {#b7k2} y", "text"),
            ("x \\{#b7k2}", "escaped 2"),
            ("x \\\\{#b7k2}", "escaped 2"),
            ("x {due=soon}", "error"),
            ("x {due=2026-02-30}", "error"),
            ("x {#a #b}", "error"),
            ("x {needs=Grace}", "error"),
        ] {
            let got = match parse_tail(line) {
                Tail::None => "text".to_owned(),
                Tail::Escaped(at) => format!("escaped {at}"),
                Tail::Block(_, Err(_)) => "error".to_owned(),
                Tail::Block(before, Ok(item)) => {
                    let mut words: Vec<String> = Vec::new();
                    words.extend(item.id.as_ref().map(ToString::to_string));
                    words.extend(item.due.map(|due| due.to_string()));
                    words.extend(item.project.clone());
                    words.extend(item.task.clone());
                    words.extend(item.people().map(ToString::to_string));
                    format!("{before}|{}", words.join(" "))
                }
            };
            assert_eq!(got, want, "{line}");
        }
    }
}
