//! What this room writes, read by another YAML reader.

use std::io::Write;
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::super::format_update;
use super::sample::{any_update, naughty_strings, update_of};
use crate::model::{Answer, Handle, Section, Update};

/// Reads a JSON list of YAML texts and writes a JSON list of their values.
const SCRIPT: &str = "
import json, sys
try:
    import yaml
except ImportError:
    print('skipped')
    sys.exit(0)
values = [yaml.safe_load(text) for text in json.load(sys.stdin)]
print(json.dumps(values, default=str))
";

/// Returns what PyYAML, which reads YAML 1.1, makes of texts; `None`, and a
/// word about it, where it is not installed.
fn read_by_python(texts: &[String]) -> Option<Vec<Value>> {
    let python = Command::new("python3")
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut python) = python else {
        eprintln!("skipped: there is no python3 to read the files with");
        return None;
    };
    let mut stdin = python.stdin.take().expect("the input is a pipe");
    let input = serde_json::to_vec(texts).expect("texts are JSON");
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = python.wait_with_output().expect("python3 ends");
    writer
        .join()
        .expect("the input is written")
        .expect("python3 reads it");
    assert!(output.status.success(), "python3 reads every file");
    if output.stdout == b"skipped\n" {
        eprintln!("skipped: python3 has no yaml module");
        return None;
    }
    Some(serde_json::from_slice(&output.stdout).expect("the script writes JSON"))
}

fn names(handles: &[Handle]) -> Value {
    json!(handles.iter().map(Handle::as_str).collect::<Vec<_>>())
}

/// Returns what a reader that knows nothing of updates should find.
fn plain(update: &Update) -> Value {
    let mut out = json!({
        "tidings": 1,
        "author": update.author.as_str(),
        "period": update.period.to_string(),
    });
    let mut set = |key: &str, value: Value| out[key] = value;
    if let Some(zone) = &update.time_zone {
        set("time_zone", json!(zone));
    }
    if let Some(health) = update.health {
        set("health", json!(health.as_str()));
    }
    for section in Section::ALL {
        let mut items = Vec::new();
        for item in update.section(section) {
            let mut fields = json!({ "text": item.text });
            let mut add = |key: &str, value: Option<Value>| {
                if let Some(value) = value {
                    fields[key] = value;
                }
            };
            add("id", item.id.as_ref().map(|id| json!(id.as_str())));
            add("since", item.since.map(|since| json!(since.to_string())));
            add("project", item.project.as_ref().map(|text| json!(text)));
            add("task", item.task.as_ref().map(|text| json!(text)));
            add("due", item.due.map(|due| json!(due.to_string())));
            add(
                "needs",
                Some(names(&item.needs)).filter(|_| !item.needs.is_empty()),
            );
            add("to", Some(names(&item.to)).filter(|_| !item.to.is_empty()));
            let bare = fields.as_object().is_some_and(|fields| fields.len() == 1);
            items.push(if bare { json!(item.text) } else { fields });
        }
        if !items.is_empty() {
            set(section.key(), Value::Array(items));
        }
    }
    if let Some(notes) = &update.notes {
        set("notes", json!(notes));
    }
    let mut answers = json!({});
    for (key, answer) in &update.answers {
        answers[key.as_str()] = match answer {
            Answer::Text(text) => json!(text),
            Answer::List(texts) => json!(texts),
            Answer::Mark(mark) => json!(mark),
            Answer::YesNo(yes) => json!(yes),
        };
    }
    if !update.answers.is_empty() {
        set("answers", answers);
    }
    out
}

#[test]
fn reads_the_same() {
    let mut runner = TestRunner::deterministic();
    let strategy = any_update();
    let mut updates: Vec<Update> = (0..500)
        .map(|_| {
            let tree = strategy.new_tree(&mut runner).expect("an update");
            tree.current()
        })
        .collect();
    updates.extend(naughty_strings().iter().map(|text| update_of(text)));
    let texts: Vec<String> = updates.iter().map(format_update).collect();
    let Some(values) = read_by_python(&texts) else {
        return;
    };
    assert_eq!(values.len(), updates.len());
    for ((update, text), value) in updates.iter().zip(&texts).zip(&values) {
        assert_eq!(*value, plain(update), "{text}");
    }
}
