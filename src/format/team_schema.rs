use serde_json::{Value, json};

use super::schema::{described, file, reference, words};
use super::team::{JOINS, NAMES, PLACES};
use super::team_check::severities_schema;
use super::team_protocol::{protocol_definitions, protocol_schema};
use super::team_rhythm::CADENCES;
use super::team_section::section_schema;

/// A length of time: days, hours and minutes, the longest first.
const GRACE: &str = "^([0-9]+d)?( ?[0-9]+h)?( ?[0-9]+m)?$";

/// A day of the week.
const WEEKDAY: &str = "^([Mm]on|[Tt]ues|[Ww]ednes|[Tt]hurs|[Ff]ri|[Ss]atur|[Ss]un)day$|^([Mm]on|[Tt]ue|[Ww]ed|[Tt]hu|[Ff]ri|[Ss]at|[Ss]un)$";

/// Returns the JSON Schema of the team file.
pub(super) fn team_schema() -> Value {
    let mut schema = file(
        "tidings team file",
        "The members of a team, and what they agreed on",
        &["tidings"],
        json!({
            "tidings": reference("version"),
            "name": { "description": "The name of the team", "type": ["string", "null"] },
            "time_zone": described("The zone in which digests are reckoned; UTC where there is none", "zone"),
            "join": words("Who may add themselves: whoever can write to the log, or nobody", &JOINS.map(|(word, _)| word)),
            "missing": words("How reports name those whose update is missing: not at all, by name, or as @handle", &NAMES.map(|(word, _)| word)),
            "holidays": described("The calendar of the holidays", "calendar"),
            "work": described("When members work", "work"),
            "cadence": described("How often members post", "cadence"),
            "digests": words("Where digests are kept", &PLACES.map(|(word, _)| word)),
            "check": severities_schema(),
            "sections": {
                "description": "What this team asks beyond the usual sections",
                "type": ["array", "null"],
                "items": section_schema(),
            },
            "protocol": protocol_schema(),
            "members": {
                "description": "The people of the team",
                "type": ["array", "null"],
                "items": {
                    "type": "object",
                    "required": ["handle"],
                    "properties": member_properties(),
                    "additionalProperties": true,
                },
            },
        }),
    );
    for own in [rhythm_definitions(), protocol_definitions()] {
        if let (Some(all), Value::Object(own)) = (schema["definitions"].as_object_mut(), own) {
            all.extend(own);
        }
    }
    schema
}

fn member_properties() -> Value {
    json!({
        "handle": described("The short name that files are named after", "handle"),
        "former_handles": described(
            "Handles of this person that are no longer used; nobody else gets them",
            "handles",
        ),
        "name": { "description": "The name for people", "type": ["string", "null"] },
        "emails": described("The addresses this person commits with, current and former", "texts"),
        "account": {
            "description": "The name of this person's account at the forge, whose noreply addresses are theirs",
            "type": ["string", "null"],
        },
        "time_zone": described("The zone this person's days are reckoned in", "zone"),
        "moves": {
            "description": "Changes of that zone, in the order of their days",
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "required": ["on", "to"],
                "properties": {
                    "on": described("The first day in the new zone", "date"),
                    "to": described("The new zone", "zone"),
                },
                "additionalProperties": true,
            },
        },
        "work": described("When this person works; what is left out is as in the team", "work"),
        "holidays": described("The calendar of this person's holidays, if other than the team's", "calendar"),
        "cadence": described("How often this person posts, if other than the team", "cadence"),
        "teams": described("The teams this person belongs to", "texts"),
        "projects": described("The projects this person works on", "texts"),
        "roles": described("What this person is in the team", "texts"),
        "observer": {
            "description": "Whether this person only reads along, and no update is expected",
            "type": ["boolean", "null"],
        },
        "joined": described("The first day on which this person is part of the team", "date"),
        "left": described("The day on which this person left the team", "date"),
        "absences": {
            "description": "When this person is away",
            "type": ["array", "null"],
            "items": {
                "type": "object",
                "required": ["from"],
                "properties": {
                    "from": described("The first day away", "date"),
                    "until": described("The last day away; the first one where it is left out", "date"),
                    "reason": {
                        "description": "A reason of this person's choice, or none",
                        "type": ["string", "null"],
                    },
                },
                "additionalProperties": true,
            },
        },
    })
}

fn rhythm_definitions() -> Value {
    json!({
        "texts": {
            "type": ["array", "string", "null"],
            "items": { "type": "string" },
        },
        "calendar": {
            "description": "The path of an .ics file in the log",
            "type": ["string", "null"],
            "pattern": "\\.ics$",
        },
        "weekday": {
            "description": "A day of the week: mon, tue, wed, thu, fri, sat or sun",
            "type": "string",
            "pattern": WEEKDAY,
        },
        "weekdays": {
            "type": ["array", "string", "null"],
            "minItems": 1,
            "items": reference("weekday"),
        },
        "work": {
            "type": ["object", "null"],
            "properties": {
                "days": described("The days of the week", "weekdays"),
                "hours": {
                    "description": "From when until when; an end that is not later is of the next day",
                    "type": ["string", "null"],
                    "pattern": "^[0-9]{1,2}:[0-9]{2} *[-–] *[0-9]{1,2}:[0-9]{2}$",
                },
            },
            "additionalProperties": true,
        },
        "cadence": {
            "anyOf": [
                words("Every working day, or every week", &CADENCES.map(|(word, _)| word)),
                reference("rhythms"),
            ],
        },
        "rhythms": {
            "type": "object",
            "minProperties": 1,
            "properties": {
                "daily": described("When daily updates are due", "daily"),
                "weekly": described("When weekly updates are due", "weekly"),
            },
            "additionalProperties": true,
        },
        "daily": {
            "type": ["object", "null"],
            "properties": {
                "days": described("The days that are reported on; those of work where it is left out", "weekdays"),
                "due": {
                    "description": "The hour at which a day's update is due, on the author's own clock",
                    "type": ["string", "null"],
                    "pattern": "^[0-9]{1,2}:[0-9]{2}$",
                },
                "grace": described("How long after that it is waited for", "grace"),
                "every": described("Each how many of those days an update is due", "every"),
                "from": described("The first day on which one is due, from which they are counted", "date"),
            },
            "additionalProperties": true,
        },
        "weekly": {
            "type": ["object", "null"],
            "properties": {
                "due": {
                    "description": "The day of the week and the hour, such as fri 16:00; either may be left out",
                    "type": ["string", "null"],
                },
                "grace": described("How long after that it is waited for", "grace"),
                "every": described("Each how many weeks an update is due", "every"),
                "from": described("A day of the first week for which one is due, from which they are counted", "date"),
            },
            "additionalProperties": true,
        },
        "grace": {
            "description": "Days, hours and minutes: 16h, 3d, 90m, 2d 4h",
            "type": ["string", "null"],
            "pattern": GRACE,
        },
        "every": {
            "type": ["integer", "null"],
            "minimum": 1,
            "maximum": 1000,
        },
    })
}
