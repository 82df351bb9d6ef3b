use serde_json::{Map, Value, json};

use crate::model::{Health, Section};

use super::reply::STATES;
use super::team_schema::team_schema;

/// The dialect that editors' YAML language servers read.
const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// Returns the JSON Schemas of the files of the log, by name.
///
/// They ask for what the parser asks for. Keys that they do not list are
/// allowed, as they are in the log, where a newer version may have put them.
#[must_use]
pub fn file_schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("update", update()),
        ("team", team_schema()),
        ("reply", reply()),
    ]
}

/// Makes the schema of a file.
pub(super) fn file(title: &str, description: &str, required: &[&str], properties: Value) -> Value {
    json!({
        "$schema": DIALECT,
        "title": title,
        "description": description,
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": true,
        "definitions": definitions(),
    })
}

fn definitions() -> Value {
    json!({
        "version": {
            "description": "The version of the format",
            "const": 1,
        },
        "text": {
            "type": "string",
            "pattern": "\\S",
        },
        "handle": {
            "description": "The short name of a member",
            "type": "string",
            "pattern": "^[a-z0-9][a-z0-9._-]{0,38}$",
        },
        "handles": {
            "type": ["array", "string", "null"],
            "items": reference("handle"),
        },
        "period": {
            "description": "A day such as 2026-11-22, or an ISO week such as 2026-W47",
            "type": "string",
            "pattern": "^[0-9]{4}-([0-9]{2}-[0-9]{2}|W[0-9]{2})$",
        },
        "date": {
            "description": "A day such as 2026-11-22",
            "type": ["string", "null"],
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        },
        "zone": {
            "description": "An IANA time zone such as Europe/Paris",
            "type": ["string", "null"],
        },
        "item": {
            "description": "What was done, is planned, is needed or is asked: a text, or a text with more about it",
            "oneOf": [reference("text"), reference("fields")],
        },
        "items": {
            "type": ["array", "null"],
            "items": reference("item"),
        },
        "fields": {
            "type": "object",
            "required": ["text"],
            "properties": item_properties(),
            "additionalProperties": true,
        },
    })
}

fn item_properties() -> Value {
    json!({
        "id": {
            "description": "The name of the item; the program gives it and keeps it",
            "type": ["string", "null"],
            "pattern": "^[a-z0-9]{1,16}$",
        },
        "since": described(
            "The period in which the item first appeared, where it is an earlier one",
            "period",
        ),
        "text": described("What the item says", "text"),
        "project": {
            "description": "The project it belongs to",
            "type": ["string", "null"],
        },
        "task": {
            "description": "The address of the task it belongs to",
            "type": ["string", "null"],
        },
        "due": described("The day by which it is to be done", "date"),
        "needs": described("Who is needed to clear a blocker", "handles"),
        "to": described("Whom a question asks, or whom kudos thank", "handles"),
    })
}

fn update() -> Value {
    let mut properties = Map::new();
    let mut add = |key: &str, value: Value| {
        properties.insert(key.to_owned(), value);
    };
    add("tidings", reference("version"));
    add(
        "author",
        described("The handle after which the file is named", "handle"),
    );
    add(
        "period",
        described("What the update covers; the path says the same", "period"),
    );
    add("time_zone", described("The zone the author was in", "zone"));
    add(
        "health",
        words(
            "How the author judges the state of their work",
            &Health::ALL.map(Health::as_str),
        ),
    );
    for section in Section::ALL {
        let description = match section {
            Section::Done => "What was finished",
            Section::Next => "What is planned",
            Section::Blockers => "What stands in the way",
            Section::Questions => "What somebody is asked",
            Section::Kudos => "Thanks to others",
        };
        add(section.key(), described(description, "items"));
    }
    add(
        "notes",
        json!({ "description": "Free Markdown", "type": ["string", "null"] }),
    );
    add(
        "answers",
        json!({
            "description": "Answers to the team's own sections, by key",
            "type": ["object", "null"],
            "additionalProperties": {
                "description": "A text, a list of texts, a mark on a scale, or true or false",
                "type": ["string", "array", "integer", "boolean", "null"],
                "items": { "type": "string" },
            },
        }),
    );
    file(
        "tidings update",
        "What one member did and plans, for one day or week",
        &["tidings", "author", "period"],
        Value::Object(properties),
    )
}

fn reply() -> Value {
    file(
        "tidings reply",
        "An answer to an update, an item or another reply",
        &["tidings", "author", "to"],
        json!({
            "tidings": reference("version"),
            "author": described("Who answers", "handle"),
            "to": {
                "description": "The address of the update or item that it is about, such as ada/2026-11-22/b7k2",
                "type": "string",
                "pattern": "^[^/]+/[^/]+(/[a-z0-9]{1,16})?$",
            },
            "re": {
                "description": "The name of the reply in the same folder that is answered",
                "type": ["string", "null"],
                "pattern": "^[a-z0-9]{1,32}$",
            },
            "state": words("What the answer does to an item", &STATES.map(|(word, _)| word)),
            "text": { "description": "What is said", "type": ["string", "null"] },
        }),
    )
}

/// Describes a key whose value is one of a few words.
pub(super) fn words(description: &str, words: &[&str]) -> Value {
    let mut all: Vec<Value> = words.iter().map(|word| json!(word)).collect();
    all.push(Value::Null);
    json!({ "description": description, "enum": all })
}

/// Refers to a definition.
pub(super) fn reference(definition: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{definition}") })
}

/// Refers to a definition and says what it is here; in this dialect what
/// stands beside a reference does not count, so the reference stands inside.
pub(super) fn described(description: &str, definition: &str) -> Value {
    json!({ "description": description, "allOf": [reference(definition)] })
}

#[cfg(test)]
mod tests {
    use super::super::item::ITEM_KEYS;
    use super::super::reply::REPLY_KEYS;
    use super::super::team::TEAM_KEYS;
    use super::super::team_member::MEMBER_KEYS;
    use super::super::team_protocol::{ESCALATE_KEYS, PROTOCOL_KEYS, PURPOSE_KEYS};
    use super::super::team_rhythm::{CADENCE_KEYS, DAILY_KEYS, WEEKLY_KEYS, WORK_KEYS};
    use super::super::team_section::SECTION_KEYS;
    use super::super::team_span::{ABSENCE_KEYS, MOVE_KEYS};
    use super::super::update::UPDATE_KEYS;
    use super::*;

    fn keys(value: &Value, pointer: &str) -> Vec<String> {
        let object = value.pointer(pointer).and_then(Value::as_object);
        let mut keys: Vec<String> = object.expect(pointer).keys().cloned().collect();
        keys.sort();
        keys
    }

    #[test]
    fn lists_the_keys_that_the_parser_knows() {
        let schemas = file_schemas();
        for (name, pointer, known) in [
            ("update", "/properties", UPDATE_KEYS.to_vec()),
            (
                "update",
                "/definitions/fields/properties",
                ITEM_KEYS.to_vec(),
            ),
            ("team", "/properties", TEAM_KEYS.to_vec()),
            (
                "team",
                "/properties/members/items/properties",
                MEMBER_KEYS.to_vec(),
            ),
            (
                "team",
                "/properties/sections/items/properties",
                SECTION_KEYS.to_vec(),
            ),
            (
                "team",
                "/properties/members/items/properties/absences/items/properties",
                ABSENCE_KEYS.to_vec(),
            ),
            (
                "team",
                "/properties/members/items/properties/moves/items/properties",
                MOVE_KEYS.to_vec(),
            ),
            (
                "team",
                "/properties/protocol/properties",
                PROTOCOL_KEYS.to_vec(),
            ),
            (
                "team",
                "/properties/protocol/properties/purposes/items/properties",
                PURPOSE_KEYS.to_vec(),
            ),
            (
                "team",
                "/properties/protocol/properties/escalate/properties",
                ESCALATE_KEYS.to_vec(),
            ),
            ("team", "/definitions/work/properties", WORK_KEYS.to_vec()),
            (
                "team",
                "/definitions/rhythms/properties",
                CADENCE_KEYS.to_vec(),
            ),
            ("team", "/definitions/daily/properties", DAILY_KEYS.to_vec()),
            (
                "team",
                "/definitions/weekly/properties",
                WEEKLY_KEYS.to_vec(),
            ),
            ("reply", "/properties", REPLY_KEYS.to_vec()),
        ] {
            let (_, schema) = schemas.iter().find(|(n, _)| *n == name).expect(name);
            let mut known: Vec<String> = known.into_iter().map(str::to_owned).collect();
            known.sort();
            assert_eq!(keys(schema, pointer), known, "{name} {pointer}");
        }
    }

    #[test]
    fn every_reference_has_a_definition_and_every_key_a_description() {
        for (name, schema) in file_schemas() {
            let text = schema.to_string();
            for part in text.split("#/definitions/").skip(1) {
                let definition = part.split('"').next().unwrap_or_default();
                let pointer = format!("/definitions/{definition}");
                assert!(schema.pointer(&pointer).is_some(), "{name}: {definition}");
            }
            let properties = schema["properties"].as_object().expect(name);
            for (key, value) in properties {
                let described = value["description"].is_string() || value["$ref"].is_string();
                assert!(described, "{name}: {key}");
            }
        }
    }
}
