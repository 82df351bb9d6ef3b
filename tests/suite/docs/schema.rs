use std::fs;

use serde_json::Value;

use super::kept::is_blessing;
use super::{Kept, Page};
use crate::kit::Sandbox;

/// Checks a value against one of the schemas in `docs/schema/`; returns what
/// is wrong with it.
pub(super) fn check(name: &str, value: &Value) -> Vec<String> {
    let path = Page::root().join(format!("docs/schema/{name}.schema.json"));
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("schema {name}: {error}"));
    let schema: Value = serde_json::from_str(&text).expect("schemas are JSON");
    let mut wrong = Vec::new();
    walk(&schema, &schema, value, "", &mut wrong);
    wrong
}

/// Reads YAML; nothing where it is none.
pub(super) fn yaml(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

/// Checks a value against a schema of draft-07, as far as ours go.
///
/// # Panics
///
/// On a keyword or pattern that is not known here, so that none is passed
/// over.
fn walk(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let keywords = match schema {
        Value::Bool(true) => return,
        Value::Object(keywords) => keywords,
        other => panic!("no schema: {other}"),
    };
    // Beside a reference nothing counts.
    if let Some(target) = schema["$ref"].as_str() {
        let target = root.pointer(target.trim_start_matches('#'));
        let target = target.unwrap_or_else(|| panic!("a reference to nothing: {schema}"));
        walk(root, target, value, at, wrong);
        return;
    }
    let fits = |schema: &Value| {
        let mut inner = Vec::new();
        walk(root, schema, value, at, &mut inner);
        inner.is_empty()
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for (keyword, rule) in keywords {
        let holds = match keyword.as_str() {
            "type" => match rule {
                Value::Array(types) => types.iter().any(|one| is_type(one, value)),
                one => is_type(one, value),
            },
            "const" => value == rule,
            "enum" => list(rule).contains(value),
            "pattern" => {
                let pattern = rule.as_str().unwrap_or_default();
                value.as_str().is_none_or(|text| matches(pattern, text))
            }
            "minimum" => value
                .as_f64()
                .is_none_or(|n| n >= rule.as_f64().unwrap_or(0.0)),
            "maximum" => value
                .as_f64()
                .is_none_or(|n| n <= rule.as_f64().unwrap_or(0.0)),
            "minItems" => {
                let least = rule.as_u64().unwrap_or_default();
                value.as_array().is_none_or(|all| all.len() as u64 >= least)
            }
            "minProperties" => {
                let least = rule.as_u64().unwrap_or_default();
                value
                    .as_object()
                    .is_none_or(|all| all.len() as u64 >= least)
            }
            "required" => value.as_object().is_none_or(|object| {
                let names = list(rule);
                let missing = |name: &&Value| !object.contains_key(name.as_str().unwrap_or(""));
                names.iter().find(missing).is_none()
            }),
            "oneOf" => list(rule).iter().filter(|one| fits(one)).count() == 1,
            "anyOf" => list(rule).iter().any(fits),
            "allOf" => list(rule).iter().all(fits),
            "properties" | "additionalProperties" | "items" => true,
            "$schema" | "title" | "description" | "definitions" | "format" | "default" => true,
            other => panic!("the check does not know the keyword '{other}'"),
        };
        if !holds {
            wrong.push(format!("{at}: {value} breaks {keyword}: {rule}"));
        }
    }
    if let (Some(items), Value::Array(values)) = (keywords.get("items"), value) {
        for (index, value) in values.iter().enumerate() {
            walk(root, items, value, &format!("{at}/{index}"), wrong);
        }
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        let at = format!("{at}/{key}");
        let known = keywords.get("properties").and_then(|all| all.get(key));
        match (known, keywords.get("additionalProperties")) {
            (Some(schema), _) => walk(root, schema, value, &at, wrong),
            (None, Some(Value::Bool(false))) => wrong.push(format!("{at}: unknown")),
            (None, Some(schema)) => walk(root, schema, value, &at, wrong),
            (None, None) => {}
        }
    }
}

fn is_type(name: &Value, value: &Value) -> bool {
    match name.as_str().expect("a type is a word") {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type '{other}'"),
    }
}

/// Matches the patterns that the schemas use, each by hand.
fn matches(pattern: &str, text: &str) -> bool {
    let only = |text: &str, more: &str| {
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c);
        !text.is_empty() && text.chars().all(fine)
    };
    let shaped = |shape: &str| {
        let fits = |(c, s): (char, char)| match s {
            '0' => c.is_ascii_digit(),
            sign => c == sign,
        };
        text.len() == shape.len() && text.chars().zip(shape.chars()).all(fits)
    };
    match pattern {
        "\\S" => !text.trim().is_empty(),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => shaped("0000-00-00"),
        "^[0-9]{4}-([0-9]{2}-[0-9]{2}|W[0-9]{2})$" => shaped("0000-00-00") || shaped("0000-W00"),
        "^[0-9]{1,2}:[0-9]{2}$" => is_hour(text),
        "^[0-9]{1,2}:[0-9]{2} *[-–] *[0-9]{1,2}:[0-9]{2}$" => {
            let halves = text.split_once(['-', '–']);
            halves.is_some_and(|(from, until)| is_hour(from.trim()) && is_hour(until.trim()))
        }
        "^([0-9]+d)?( ?[0-9]+h)?( ?[0-9]+m)?$" => {
            let unit = |word: &str| only(word, "") && word.ends_with(['d', 'h', 'm']);
            text.split(' ').all(unit)
        }
        promise if promise.contains("[Dd]ays?") => is_promise(text),
        "\\.ics$" => text.ends_with(".ics"),
        days if days.contains("[Ww]ednes") => text.parse::<chrono::Weekday>().is_ok(),
        "^[a-z0-9]{1,16}$" => only(text, "") && text.len() <= 16,
        "^[a-z0-9]{1,32}$" => only(text, "") && text.len() <= 32,
        "^[a-z0-9_-]+$" => only(text, "_-"),
        "^[a-z0-9][a-z0-9._-]{0,38}$" => {
            only(text, "._-") && text.len() <= 39 && !text.starts_with(['.', '_', '-'])
        }
        "^[^/]+/[^/]+(/[a-z0-9]{1,16})?$" => {
            let parts: Vec<_> = text.split('/').collect();
            let id = parts.get(2).is_none_or(|id| only(id, "") && id.len() <= 16);
            (2..=3).contains(&parts.len()) && id && parts.iter().all(|part| !part.is_empty())
        }
        other => panic!("the check does not know the pattern {other}"),
    }
}

/// Returns whether a text is a number of days, or of hours and minutes.
fn is_promise(text: &str) -> bool {
    let spaced = text.replace(|c: char| c.is_ascii_digit(), " ");
    let units: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    let units: Vec<&str> = units.iter().map(String::as_str).collect();
    let hours = |unit: &str| ["h", "hour", "hours"].contains(&unit);
    let minutes = |unit: &str| ["m", "min", "minute", "minutes"].contains(&unit);
    let fits = match units[..] {
        [only] => ["d", "day", "days"].contains(&only) || hours(only) || minutes(only),
        [first, second] => hours(first) && minutes(second),
        _ => false,
    };
    fits && text.starts_with(|c: char| c.is_ascii_digit())
}

fn is_hour(text: &str) -> bool {
    let (hours, minutes) = text.split_once(':').unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    matches!(hours.len(), 1 | 2) && minutes.len() == 2 && digits(hours) && digits(minutes)
}

#[test]
fn the_schemas_are_what_the_program_writes() {
    let sandbox = Sandbox::new();
    let list = sandbox.tidings(&["schema"]).run().ok();
    let names: Vec<_> = list.stdout().lines().collect();
    let folder = sandbox.path("work/schemas");
    sandbox
        .tidings(&["schema", "--all"])
        .arg(&folder)
        .run()
        .ok();
    for name in &names {
        let file = format!("{name}.schema.json");
        let written = fs::read_to_string(folder.join(&file)).expect("it was written");
        let printed = sandbox.tidings(&["schema", name]).run().ok();
        assert_eq!(printed.stdout(), written, "{name}");
        Kept::at(format!("docs/schema/{file}")).holds(&written);
    }
    if is_blessing() {
        return;
    }
    let kept = fs::read_dir(Page::root().join("docs/schema")).expect("it is there");
    assert_eq!(kept.count(), names.len(), "schemas of nothing");
}

#[test]
fn what_the_demo_writes_and_prints_fits_the_schemas() {
    let sandbox = Sandbox::new();
    let log = sandbox.path("work/demo");
    sandbox.tidings(&["demo"]).arg(&log).run().ok();
    let branch = sandbox.git(
        &log,
        &["for-each-ref", "--format=%(refname:short)", "refs/heads"],
    );
    let branch = branch.lines().next().expect("the demo has a branch");
    let paths = sandbox.git(&log, &["ls-tree", "-r", "--name-only", branch]);
    let mut count = 0;
    for path in paths.lines().filter(|path| path.ends_with(".yaml")) {
        let name = match path.split('/').next() {
            Some(".tidings") => "team",
            Some("updates") => "update",
            _ => "reply",
        };
        let text = sandbox.git(&log, &["show", &format!("{branch}:{path}")]);
        let value = yaml(&text).unwrap_or_else(|| panic!("{path} is no YAML\n{text}"));
        assert_eq!(check(name, &value), [""; 0], "{path}");
        count += 1;
    }
    assert!(count > 80, "only {count} files");
    for (name, args) in [
        ("digest", &["digest", "2026-W47"][..]),
        ("digest", &["digest", "2026-W46", "--by", "project"]),
        (
            "digest",
            &["digest", "--since", "2026-11-01", "--by", "section"],
        ),
        ("log", &["log", "-n", "0"]),
        ("show", &["show", "linus"]),
        ("show", &["show", "grace/2026-11-18"]),
        ("status", &["status"]),
        ("roster", &["team"]),
    ] {
        let run = sandbox.tidings(args).arg("--format").arg("json").cwd(&log);
        let report = run.run().ok();
        assert_eq!(check(name, &report.json()), [""; 0], "{args:?}");
    }
}

#[test]
fn a_wrong_value_does_not_fit() {
    for (text, fits) in [
        ("tidings: 1\nauthor: ada\nperiod: 2026-11-20", true),
        ("tidings: 1\nauthor: ada\nperiod: 2026-W47\ndone:", true),
        ("tidings: 2\nauthor: ada\nperiod: 2026-11-20", false),
        ("tidings: 1\nauthor: Ada\nperiod: 2026-11-20", false),
        ("tidings: 1\nauthor: ada\nperiod: today", false),
        ("tidings: 1\nauthor: ada", false),
        (
            "tidings: 1\nauthor: ada\nperiod: 2026-W47\ndone: all of it",
            false,
        ),
        (
            "tidings: 1\nauthor: ada\nperiod: 2026-W47\nnext: [{id: x1}]",
            false,
        ),
        (
            "tidings: 1\nauthor: ada\nperiod: 2026-W47\nnext: [{text: x, id: x1}]",
            true,
        ),
        (
            "tidings: 1\nauthor: ada\nperiod: 2026-W47\nhealth: fine",
            false,
        ),
    ] {
        let value = yaml(text).expect("the samples are YAML");
        assert_eq!(check("update", &value).is_empty(), fits, "{text}");
    }
}
