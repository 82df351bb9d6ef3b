use serde_json::{Value, json};

use crate::model::{
    Asking, CustomSection, Questionnaire, Scale, SectionKind, Team, When, weekday_key,
};

use super::schema::words;
use super::team_writer::{Field, push_fields};
use super::when::read_when;
use super::yaml::{Node, Reader};

/// The keys of one of the team's sections, in writing order.
pub(super) const SECTION_KEYS: [&str; 8] = [
    "key", "title", "help", "kind", "scale", "options", "required", "when",
];

/// The forms that the answer to a section may have, by spelling.
const KINDS: [&str; 5] = ["text", "list", "choice", "scale", "yes-no"];

/// How it is written whether a section is required.
const TRUTHS: [(&str, bool); 4] = [
    ("true", true),
    ("false", false),
    ("yes", true),
    ("no", false),
];

/// Reads `sections:`. An entry whose key is that of a section that every
/// update has says how that one is asked for.
pub(super) fn read_sections<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>, team: &mut Team) {
    for node in reader.list(node, "'sections'") {
        let Some(draft) = Draft::read(reader, node) else {
            continue;
        };
        let usual = Questionnaire::USUAL
            .into_iter()
            .find(|key| *key == draft.key);
        match usual {
            Some(key) if team.usual.contains_key(key) => reader.error(
                node.place,
                "bad-section",
                format!("there is another section called '{key}'"),
                "put the two entries together",
            ),
            Some(key) => {
                draft.check_usual(reader, node);
                team.usual.insert(key, draft.asking);
            }
            None => {
                let section = draft.into_section(reader, node, &team.sections);
                team.sections.extend(section);
            }
        }
    }
}

/// What an entry of `sections:` says, before it is known whose it is.
struct Draft {
    key: String,
    title: Option<String>,
    kind: Option<&'static str>,
    scale: Option<Scale>,
    options: Vec<String>,
    asking: Asking,
}

impl Draft {
    fn read<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Self> {
        let fields = reader.fields(node, &SECTION_KEYS, "a section")?;
        let mut key = None;
        let mut draft = Self {
            key: String::new(),
            title: None,
            kind: None,
            scale: None,
            options: Vec::new(),
            asking: Asking::default(),
        };
        let kinds = KINDS.map(|kind| (kind, kind));
        for field in &fields {
            let value = field.value;
            match field.key {
                "key" => key = reader.text(value, "the key of a section"),
                "title" => draft.title = reader.text(value, "the title of a section"),
                "help" => draft.asking.help = reader.text(value, "the help of a section"),
                "kind" => draft.kind = reader.word(value, "bad-kind", "kind of section", &kinds),
                "scale" => draft.scale = read_scale(reader, value),
                "options" => draft.options = read_options(reader, value),
                "required" => {
                    draft.asking.required = reader
                        .word(value, "bad-required", "truth value", &TRUTHS)
                        .unwrap_or_default();
                }
                "when" => draft.asking.when = read_when(reader, value).unwrap_or_default(),
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
        Some(Self { key, ..draft })
    }

    /// Reports what an entry says of a section that every update has and that
    /// cannot be changed.
    fn check_usual(&self, reader: &mut Reader<'_>, node: &Node<'_>) {
        let stated = self.title.is_some()
            || self.kind.is_some()
            || self.scale.is_some()
            || !self.options.is_empty();
        if stated {
            reader.warn(
                node.place,
                "unused-key",
                format!(
                    "title and kind of '{}' are the same in every team",
                    self.key
                ),
                "leave 'help', 'required' and 'when'",
            );
        }
    }

    /// Makes the section of the team; `before` are those above it.
    fn into_section(
        self,
        reader: &mut Reader<'_>,
        node: &Node<'_>,
        before: &[CustomSection],
    ) -> Option<CustomSection> {
        let kind = self.kind(reader, node);
        let title = self.title.unwrap_or_else(|| capitalised(&self.key));
        let trouble = naming_trouble(&self.key, &title, before);
        if let Some((message, remedy)) = trouble {
            reader.error(node.place, "bad-section", message, remedy);
            return None;
        }
        Some(CustomSection {
            key: self.key,
            title,
            kind,
            asking: self.asking,
        })
    }

    fn kind(&self, reader: &mut Reader<'_>, node: &Node<'_>) -> SectionKind {
        let word = self.kind.unwrap_or("text");
        for (key, of, stated) in [
            ("scale", "scale", self.scale.is_some()),
            ("options", "choice", !self.options.is_empty()),
        ] {
            if stated && word != of {
                reader.warn(
                    node.place,
                    "unused-key",
                    format!("'{key}' says nothing in a section of the kind '{word}'"),
                    format!("write 'kind: {of}', or take it out"),
                );
            }
        }
        match word {
            "list" => SectionKind::List,
            "scale" => SectionKind::Scale(self.scale.unwrap_or_default()),
            "yes-no" => SectionKind::YesNo,
            "choice" if self.options.is_empty() => {
                reader.error(
                    node.place,
                    "no-options",
                    format!("there is nothing to choose from in '{}'", self.key),
                    "write 'options:' with the answers, such as [office, home]",
                );
                SectionKind::Text
            }
            "choice" => SectionKind::Choice(self.options.clone()),
            _ => SectionKind::Text,
        }
    }
}

fn read_scale(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Scale> {
    let text = reader.text(node, "a scale")?;
    let scale = text.parse::<Scale>();
    if let Err(error) = scale {
        reader.error(
            node.place,
            "bad-scale",
            format!("'{text}' is no scale"),
            error.to_string(),
        );
    }
    scale.ok()
}

/// Reads what there is to choose from. Each must fit on a line of a form, and
/// none may be said twice.
fn read_options<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    for node in reader.list(node, "'options'") {
        let Some(text) = reader.text(node, "an option") else {
            continue;
        };
        let text = text.trim().to_owned();
        let same = |option: &String| same_heading(option, &text);
        if text.contains(['\n', '\r']) || options.iter().any(same) {
            reader.error(
                node.place,
                "bad-option",
                format!("'{}' is no option of its own", text.escape_debug()),
                "write each once, on one line",
            );
            continue;
        }
        options.push(text);
    }
    options
}

/// Returns what is wrong with key and title of a section, and what helps.
fn naming_trouble(
    key: &str,
    title: &str,
    before: &[CustomSection],
) -> Option<(String, &'static str)> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if !key.chars().all(allowed) {
        let message = format!("'{key}' is no key for a section");
        return Some((message, "use a-z, 0-9, '_' and '-'"));
    }
    if title.contains(['\n', '\r']) || title.trim() != title || title.ends_with('#') {
        return Some((
            format!("the title of the section '{key}' cannot be a heading"),
            "write it on one line, and end it with another sign than '#'",
        ));
    }
    let taken = |name: &str| {
        is_built_in(name)
            || before
                .iter()
                .any(|s| same_heading(&s.key, name) || same_heading(&s.title, name))
    };
    let name = [key, title].into_iter().find(|name| taken(name))?;
    Some((
        format!("there is another section called '{name}'"),
        "give this one another key and title",
    ))
}

/// Returns whether a heading or key belongs to a section that every update
/// has.
pub(super) fn is_built_in(name: &str) -> bool {
    let mut usual = Questionnaire::USUAL.into_iter();
    usual.any(|known| same_heading(known, name))
}

/// Returns whether two headings are the same to a reader; case does not
/// count.
pub(super) fn same_heading(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Returns a key as a heading.
pub(super) fn capitalised(key: &str) -> String {
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

/// Writes how a team asks for sections, those that every update has first, as
/// entries of a list whose dashes stand in column `dash`, counted from 0.
pub(super) fn push_sections(out: &mut String, team: &Team, dash: usize) {
    for key in Questionnaire::USUAL {
        if let Some(asking) = team.usual.get(key) {
            push_entry(out, key, None, asking, dash);
        }
    }
    for section in &team.sections {
        let CustomSection {
            key,
            title,
            kind,
            asking,
        } = section;
        push_entry(out, key, Some((title, kind)), asking, dash);
    }
}

fn push_entry(
    out: &mut String,
    key: &str,
    own: Option<(&String, &SectionKind)>,
    asking: &Asking,
    dash: usize,
) {
    let text = |text: &str| Field::Text(text.to_owned());
    let (title, kind) = own.unzip();
    let (scale, options) = match kind {
        Some(SectionKind::Scale(scale)) => (Some(scale.to_string()), None),
        Some(SectionKind::Choice(options)) => (None, Some(options.clone())),
        _ => (None, None),
    };
    let when = match asking.when {
        When::Always => None,
        When::Days(days) if days.count() > 1 => {
            let days = days.iter().map(|day| weekday_key(day).to_owned());
            Some(Field::List(days.collect()))
        }
        when => Some(Field::Text(when.to_string())),
    };
    let fields = [
        ("key", Some(text(key))),
        ("title", title.map(|title| text(title))),
        ("help", asking.help.as_deref().map(text)),
        ("kind", kind.map(|kind| text(kind.as_str()))),
        ("scale", scale.map(Field::Text)),
        ("options", options.map(Field::List)),
        (
            "required",
            asking.required.then(|| Field::Plain("true".to_owned())),
        ),
        ("when", when),
    ];
    let stated = fields
        .into_iter()
        .filter_map(|(key, field)| Some((key, field?)));
    push_fields(out, dash, stated);
}

/// Returns the JSON Schema of an entry of `sections:`.
pub(super) fn section_schema() -> Value {
    json!({
        "type": "object",
        "required": ["key"],
        "properties": {
            "key": {
                "description": "The key under 'answers' in an update; or a section that every update has, to say how it is asked for",
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
            "kind": words("The form of the answer", &KINDS),
            "scale": {
                "description": "The ends of a scale; 1-5 where it is left out",
                "type": ["string", "null"],
                "pattern": "^[0-9]+ *- *[0-9]+$",
            },
            "options": {
                "description": "What there is to choose from",
                "type": ["array", "string", "null"],
                "items": { "type": ["string", "number", "boolean"] },
            },
            "required": {
                "description": "Whether an update must answer it",
                "enum": [true, false, "yes", "no", null],
            },
            "when": {
                "description": "In which updates it is asked for: always, fridays, a list of days, weekly (the last update of a week), monthly (the first of a month), or first monday (of a month)",
                "type": ["string", "array", "null"],
                "items": { "type": "string" },
            },
        },
        "additionalProperties": true,
    })
}
