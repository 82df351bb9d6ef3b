use serde_json::{Value, json};

use crate::model::{CustomSection, Section, SectionKind};

use super::schema::words;
use super::team_writer::{Field, push_fields};
use super::yaml::{Node, Reader};

/// The keys of one of the team's sections, in writing order.
pub(super) const SECTION_KEYS: [&str; 4] = ["key", "title", "help", "kind"];

/// The forms that the answer to a section may have, by spelling.
pub(super) const KINDS: [(&str, SectionKind); 2] =
    [("text", SectionKind::Text), ("list", SectionKind::List)];

/// Reads an entry of `sections:`; `before` are those above it.
pub(super) fn read_section<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
    before: &[CustomSection],
) -> Option<CustomSection> {
    let fields = reader.fields(node, &SECTION_KEYS, "a section")?;
    let (mut key, mut title, mut help, mut kind) = (None, None, None, None);
    for field in &fields {
        let value = field.value;
        match field.key {
            "key" => key = reader.text(value, "the key of a section"),
            "title" => title = reader.text(value, "the title of a section"),
            "help" => help = reader.text(value, "the help of a section"),
            "kind" => kind = reader.word(value, "bad-kind", "kind of section", &KINDS),
            _ => {}
        }
    }
    let Some(key) = key else {
        reader.error(
            node.place,
            "missing-key",
            "this section has no key",
            "write 'key:' with a short name such as 'learned'",
        );
        return None;
    };
    let title = title.unwrap_or_else(|| capitalised(&key));
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if !key.chars().all(allowed) {
        reader.error(
            node.place,
            "bad-section",
            format!("'{key}' is no key for a section"),
            "use a-z, 0-9, '_' and '-'",
        );
        return None;
    }
    if title.contains(['\n', '\r']) || title.trim() != title || title.ends_with('#') {
        reader.error(
            node.place,
            "bad-section",
            format!("the title of the section '{key}' cannot be a heading"),
            "write it on one line, and end it with another sign than '#'",
        );
        return None;
    }
    let taken = |name: &str| {
        is_built_in(name)
            || before
                .iter()
                .any(|s| same_heading(&s.key, name) || same_heading(&s.title, name))
    };
    if let Some(name) = [key.as_str(), title.as_str()]
        .into_iter()
        .find(|n| taken(n))
    {
        reader.error(
            node.place,
            "bad-section",
            format!("there is another section called '{name}'"),
            "give this one another key and title",
        );
        return None;
    }
    Some(CustomSection {
        key,
        title,
        help,
        kind: kind.unwrap_or_default(),
    })
}

/// Returns whether a heading or key belongs to a section that every update
/// has.
pub(super) fn is_built_in(name: &str) -> bool {
    Section::ALL
        .into_iter()
        .map(Section::key)
        .chain(["notes", "health"])
        .any(|known| same_heading(known, name))
}

/// Returns whether two headings are the same to a reader; case does not
/// count.
pub(super) fn same_heading(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn capitalised(key: &str) -> String {
    let mut chars = key.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    let rest = chars.map(|c| if matches!(c, '_' | '-') { ' ' } else { c });
    first
        .into_iter()
        .chain(rest)
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Writes a section as an entry of a list whose dashes stand in column
/// `dash`, counted from 0.
pub(super) fn push_section(out: &mut String, section: &CustomSection, dash: usize) {
    let kind = match section.kind {
        SectionKind::Text => "text",
        SectionKind::List => "list",
    };
    let fields = [
        ("key", Some(section.key.as_str())),
        ("title", Some(section.title.as_str())),
        ("help", section.help.as_deref()),
        ("kind", Some(kind)),
    ];
    push_fields(
        out,
        dash,
        fields
            .into_iter()
            .filter_map(|(key, value)| Some((key, Field::Text(value?.to_owned())))),
    );
}

/// Returns the JSON Schema of an entry of `sections:`.
pub(super) fn section_schema() -> Value {
    json!({
        "type": "object",
        "required": ["key"],
        "properties": {
            "key": {
                "description": "The key under 'answers' in an update",
                "type": "string",
                "pattern": "^[a-z0-9_-]+$",
            },
            "title": {
                "description": "The heading in forms and digests",
                "type": ["string", "null"],
            },
            "help": {
                "description": "A sentence for whoever fills it in",
                "type": ["string", "null"],
            },
            "kind": words("The form of the answer", &KINDS.map(|(word, _)| word)),
        },
        "additionalProperties": true,
    })
}
