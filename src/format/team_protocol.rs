//! What is said where, how soon an answer may be expected, and when to talk.

use serde_json::{Value, json};

use crate::model::{Channel, Escalation, Promise, Protocol, Purpose, nearest};

use super::schema::described;
use super::team_section::{capitalised, same_heading};
use super::team_writer::{Field, Fields, push_field, push_fields};
use super::yaml::{Node, Reader};

/// The keys of `protocol:`, in writing order.
pub(super) const PROTOCOL_KEYS: [&str; 2] = ["purposes", "escalate"];

/// The keys of a purpose, in writing order.
pub(super) const PURPOSE_KEYS: [&str; 5] = ["key", "title", "channel", "respond", "help"];

/// The keys of `escalate:`, in writing order.
pub(super) const ESCALATE_KEYS: [&str; 3] = ["overdue", "exchanges", "people"];

/// How long a response may take, such as `4 hours`; what is added up is of
/// hours and minutes.
const PROMISE: &str =
    "^[0-9]+ *([Dd]|[Dd]ays?)$|^([0-9]+ *([Hh]|[Hh]ours?))? *([0-9]+ *([Mm]|[Mm]in|[Mm]inutes?))?$";

/// Reads `protocol:`. A purpose or rule that cannot be used costs itself.
pub(super) fn read_protocol<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Protocol {
    let mut protocol = Protocol::default();
    if node.is_null() {
        return protocol;
    }
    let fields = reader.fields(node, &PROTOCOL_KEYS, "the protocol");
    for field in fields.unwrap_or_default() {
        match field.key {
            "purposes" => {
                for node in reader.list(field.value, "'purposes'") {
                    let purpose = read_purpose(reader, node, &protocol.purposes);
                    protocol.purposes.extend(purpose);
                }
            }
            "escalate" => protocol.escalate = read_escalation(reader, field.value),
            _ => {}
        }
    }
    protocol
}

/// Reads a purpose; `before` are those above it.
fn read_purpose<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
    before: &[Purpose],
) -> Option<Purpose> {
    let fields = reader.fields(node, &PURPOSE_KEYS, "a purpose")?;
    let (mut key, mut title, mut channel) = (None, None, None);
    let (mut respond, mut help) = (None, None);
    for field in &fields {
        let value = field.value;
        match field.key {
            "key" => key = reader.text(value, "the key of a purpose"),
            "title" => title = reader.text(value, "the title of a purpose"),
            "channel" => channel = read_channel(reader, value),
            "respond" => respond = read_promise(reader, value),
            "help" => help = reader.prose(value, "the help of a purpose"),
            _ => {}
        }
    }
    let Some(key) = key else {
        reader.error(
            node.place,
            "missing-key",
            "this purpose has no key",
            "write 'key:' with a short name such as 'question'",
        );
        return None;
    };
    let title = title.unwrap_or_else(|| capitalised(&key));
    if let Some((message, remedy)) = naming_trouble(&key, &title, before) {
        reader.error(node.place, "bad-purpose", message, remedy);
        return None;
    }
    if let Some(meant) = slip(&key) {
        reader.warn(
            node.place,
            "unknown-purpose",
            format!("no answers are measured for the purpose '{key}'"),
            format!("did you mean '{meant}'?"),
        );
    }
    Some(Purpose {
        key,
        title,
        channel: channel.unwrap_or(Channel::Log),
        respond,
        help,
    })
}

/// Returns the purpose that the log measures and that another key is a slip
/// of the pen for.
fn slip(key: &str) -> Option<&'static str> {
    let meant = nearest(key, Purpose::MEASURED)?;
    (meant != key).then_some(meant)
}

/// Returns what is wrong with key and title of a purpose, and what helps.
fn naming_trouble(key: &str, title: &str, before: &[Purpose]) -> Option<(String, &'static str)> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
    if !key.chars().all(allowed) {
        let message = format!("'{}' is no key for a purpose", key.escape_debug());
        return Some((message, "use a-z, 0-9, '_' and '-'"));
    }
    if title.contains(['\n', '\r']) {
        let message = format!("the title of the purpose '{key}' has more than one line");
        return Some((message, "write it on one line, and the rest into 'help:'"));
    }
    let same = |other: &Purpose| other.key == key || same_heading(&other.title, title);
    before.iter().any(same).then(|| {
        let message = format!("there is another purpose called '{key}' or '{title}'");
        (
            message,
            "put the two together, or give this one another key and title",
        )
    })
}

/// Reads a channel; what has no word of its own is taken as it is.
fn read_channel(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Channel> {
    let text = reader.text(node, "the channel of a purpose")?;
    if text.contains(['\n', '\r']) {
        reader.error(
            node.place,
            "bad-channel",
            "the name of a channel has more than one line",
            "write it on one line",
        );
        return None;
    }
    let channel = Channel::from(text.as_str());
    if let Channel::Other(name) = &channel
        && let Some(meant) = nearest(name, Channel::NAMED.iter().map(Channel::as_str))
    {
        reader.warn(
            node.place,
            "unknown-channel",
            format!("'{name}' is taken for a channel of the team's own"),
            format!("did you mean '{meant}'?"),
        );
    }
    Some(channel)
}

fn read_promise(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<Promise> {
    let text = reader.text(node, "a length of working time")?;
    let promise = text.parse::<Promise>();
    if let Err(error) = promise {
        reader.error(
            node.place,
            "bad-promise",
            format!("'{text}' is no length of working time"),
            error.to_string(),
        );
    }
    promise.ok()
}

fn read_escalation<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Escalation {
    let mut escalate = Escalation::default();
    if node.is_null() {
        return escalate;
    }
    let fields = reader.fields(node, &ESCALATE_KEYS, "'escalate'");
    for field in fields.unwrap_or_default() {
        let value = field.value;
        match field.key {
            "overdue" => escalate.overdue = read_promise(reader, value),
            "exchanges" => escalate.exchanges = read_count(reader, value),
            "people" => escalate.people = read_count(reader, value),
            _ => {}
        }
    }
    escalate
}

fn read_count(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<u32> {
    let text = reader.text(node, "a number")?;
    let count = text.parse().ok().filter(|count| (1..=1000).contains(count));
    if count.is_none() {
        reader.error(
            node.place,
            "bad-count",
            format!("'{text}' is no number from 1 to 1000"),
            "write a whole number, or take the key out",
        );
    }
    count
}

/// Writes a protocol as it would stand in the team file.
#[must_use]
pub fn format_protocol(protocol: &Protocol) -> String {
    let mut out = String::new();
    push_protocol(&mut out, protocol);
    out
}

/// Writes `protocol:` and what stands in it.
pub(super) fn push_protocol(out: &mut String, protocol: &Protocol) {
    out.push_str("protocol:\n");
    if !protocol.purposes.is_empty() {
        out.push_str("  purposes:\n");
    }
    for purpose in &protocol.purposes {
        push_fields(out, 4, purpose_fields(purpose).into_iter());
    }
    let escalate = escalation_fields(&protocol.escalate);
    if !escalate.is_empty() {
        push_field(out, "escalate", &Field::Map(escalate), 2);
    }
}

fn purpose_fields(purpose: &Purpose) -> Fields {
    let text = |text: &str| Field::Text(text.to_owned());
    let mut fields = vec![
        ("key", text(&purpose.key)),
        ("title", text(&purpose.title)),
        ("channel", text(purpose.channel.as_str())),
    ];
    let respond = purpose.respond.map(|promise| promise.to_string());
    fields.extend(respond.map(|promise| ("respond", Field::Text(promise))));
    fields.extend(purpose.help.as_deref().map(|help| ("help", text(help))));
    fields
}

fn escalation_fields(escalate: &Escalation) -> Fields {
    let number = |count: u32| Field::Plain(count.to_string());
    let overdue = escalate.overdue.map(|promise| promise.to_string());
    let fields = [
        ("overdue", overdue.map(Field::Text)),
        ("exchanges", escalate.exchanges.map(number)),
        ("people", escalate.people.map(number)),
    ];
    let there = fields.into_iter();
    there
        .filter_map(|(key, field)| Some((key, field?)))
        .collect()
}

/// Returns the JSON Schema of `protocol:`.
pub(super) fn protocol_schema() -> Value {
    json!({
        "description": "What is said where, how soon an answer may be expected, and when to talk",
        "type": ["object", "null"],
        "properties": {
            "purposes": {
                "description": "What people write to each other for; answers to 'question', 'blocker' and 'update' are measured",
                "type": ["array", "null"],
                "items": {
                    "type": "object",
                    "required": ["key"],
                    "properties": {
                        "key": {
                            "description": "The short name",
                            "type": "string",
                            "pattern": "^[a-z0-9_-]+$",
                        },
                        "title": {
                            "description": "The name for people",
                            "type": ["string", "null"],
                        },
                        "channel": {
                            "description": "Where it is said: log, email, chat, tracker, video, call, or a channel of the team's own; the log where it is left out",
                            "type": ["string", "null"],
                        },
                        "respond": described("How soon an answer may be expected; without it nothing is promised", "promise"),
                        "help": {
                            "description": "What it is for, in a sentence",
                            "type": ["string", "null"],
                        },
                    },
                    "additionalProperties": true,
                },
            },
            "escalate": {
                "description": "When a matter had better be talked over",
                "type": ["object", "null"],
                "properties": {
                    "overdue": described("How long after the promised moment an answer is still not there", "promise"),
                    "exchanges": described("How many times question and answer went back and forth", "count"),
                    "people": described("How many people one thing blocks", "count"),
                },
                "additionalProperties": true,
            },
        },
        "additionalProperties": true,
    })
}

/// Returns what the schema of `protocol:` refers to.
pub(super) fn protocol_definitions() -> Value {
    json!({
        "promise": {
            "description": "Working time of whoever is asked: 4 hours, 90 minutes, 2 days",
            "type": ["string", "null"],
            "pattern": PROMISE,
        },
        "count": {
            "type": ["integer", "null"],
            "minimum": 1,
            "maximum": 1000,
        },
    })
}
