use crate::model::{Item, Period, Section};

use super::yaml::Reader;
use super::yaml::{Node, Value};
use super::yaml::{format_inline, push_spaces, push_value};

/// The keys that an item may have.
pub(super) const ITEM_KEYS: [&str; 8] = [
    "id", "since", "text", "project", "task", "due", "needs", "to",
];

/// Reads one entry of a list section of an update for `period`.
///
/// Returns `None`, with a finding, where the entry cannot be used.
pub(super) fn read_item<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
    period: Period,
) -> Option<Item> {
    match &node.value {
        Value::Scalar { .. } => read_line(reader, node).map(Item::new),
        Value::List { .. } => {
            reader.error(
                node.place,
                "not-an-item",
                "YAML reads this item as a list",
                "put the text in double quotes",
            );
            None
        }
        Value::Map { .. } if is_stray(node) => read_stray(reader, node).map(Item::new),
        Value::Map { .. } => read_fields(reader, node, period),
    }
}

/// Reads an entry of a list that holds only texts.
pub(super) fn read_line<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<String> {
    if matches!(node.value, Value::Map { .. }) && is_stray(node) {
        return read_stray(reader, node);
    }
    let before = reader.findings.len();
    let text = reader.prose(node, "an entry");
    if text.is_none() && reader.findings.len() == before {
        reader.warn(
            node.place,
            "empty-item",
            "this entry says nothing",
            "write something or take it out",
        );
    }
    text
}

/// Returns whether a map has none of the keys of an item: prose that holds a
/// colon.
fn is_stray(node: &Node<'_>) -> bool {
    let Value::Map { pairs, .. } = &node.value else {
        return false;
    };
    let known = |key: &str| ITEM_KEYS.contains(&key);
    !pairs.iter().any(|pair| pair.key.text().is_some_and(known))
}

/// Takes `- Retry: holds` for the text it is, where it stands on one line.
fn read_stray<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<String> {
    let Value::Map { pairs, flow: false } = &node.value else {
        return refuse_stray(reader, node);
    };
    let source = reader.source(node);
    let [pair] = pairs.as_slice() else {
        return refuse_stray(reader, node);
    };
    let scalars = pair.key.text().is_some() && pair.value.text().is_some();
    if !scalars || source.contains(['\n', '\r']) {
        return refuse_stray(reader, node);
    }
    // An empty value ends before its colon.
    let text = if pair.value.is_absent() {
        format!("{}:", source.trim_end())
    } else {
        source.trim_end().to_owned()
    };
    reader.warn(
        node.place,
        "stray-map",
        format!("YAML reads '{text}' as a key with a value; it is taken for a text here"),
        "put the text in double quotes",
    );
    // What stands behind a comment sign would be lost all the same.
    reader.check_swallowed(&pair.value);
    Some(text)
}

fn refuse_stray(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<String> {
    reader.error(
        node.place,
        "stray-map",
        "YAML reads this item as keys with values, and none is a key of an item",
        format!(
            "put the text in double quotes, or use the keys {}",
            ITEM_KEYS.join(", ")
        ),
    );
    None
}

fn read_fields<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>, period: Period) -> Option<Item> {
    let fields = reader.fields(node, &ITEM_KEYS, "an item")?;
    let mut item = Item::default();
    for field in &fields {
        let value = field.value;
        match field.key {
            "id" => item.id = read_id(reader, value),
            "since" => item.since = reader.period(value).filter(|since| *since != period),
            "text" => {
                item.text = reader
                    .prose(value, "the text of an item")
                    .unwrap_or_default();
            }
            "project" => item.project = reader.text(value, "a project"),
            "task" => item.task = reader.text(value, "a task"),
            "due" => item.due = reader.date(value),
            "needs" => item.needs = reader.handles(value, "'needs'"),
            "to" => item.to = reader.handles(value, "'to'"),
            _ => {}
        }
    }
    if item.text.is_empty() {
        reader.error(
            node.place,
            "empty-item",
            "this item has no text",
            "write 'text:' with what it says",
        );
        return None;
    }
    Some(item)
}

fn read_id(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<crate::model::ItemId> {
    let text = reader.text(node, "an id")?;
    text.parse()
        .map_err(|error| {
            reader.error(
                node.place,
                "bad-id",
                format!("'{text}' is no id"),
                format!("{error}"),
            );
        })
        .ok()
}

/// Writes an item as an entry of a list whose dashes stand in column `dash`,
/// counted from 0.
pub(super) fn push_item(
    out: &mut String,
    item: &Item,
    section: Section,
    period: Period,
    dash: usize,
) {
    push_spaces(out, dash);
    out.push('-');
    let since = item.since.filter(|since| *since != period);
    let bare = Item {
        text: item.text.clone(),
        since: item.since.filter(|_| since.is_none()),
        ..Item::default()
    };
    if *item == bare {
        push_value(out, &item.text, dash);
        return;
    }
    let indent = dash + 2;
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut add = |key, value: Option<String>| {
        fields.extend(value.map(|value| (key, format!(" {value}\n"))));
    };
    let list = |handles: &[crate::model::Handle]| {
        let names: Vec<String> = handles.iter().map(|h| format_inline(h.as_str())).collect();
        (!names.is_empty()).then(|| format!("[{}]", names.join(", ")))
    };
    let mut text = String::new();
    push_value(&mut text, &item.text, indent);
    add("id", item.id.as_ref().map(|id| format_inline(id.as_str())));
    add("since", since.map(|since| since.to_string()));
    if section == Section::Kudos {
        add("to", list(&item.to));
    }
    fields.push(("text", text));
    let mut add = |key, value: Option<String>| {
        fields.extend(value.map(|value| (key, format!(" {value}\n"))));
    };
    add("project", item.project.as_deref().map(format_inline));
    add("task", item.task.as_deref().map(format_inline));
    add(
        "due",
        item.due.map(|day| day.format("%Y-%m-%d").to_string()),
    );
    add("needs", list(&item.needs));
    if section != Section::Kudos {
        add("to", list(&item.to));
    }
    for (index, (key, value)) in fields.iter().enumerate() {
        if index == 0 {
            out.push(' ');
        } else {
            push_spaces(out, indent);
        }
        out.push_str(key);
        out.push(':');
        out.push_str(value);
    }
}
