use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// A composite action, as its `action.yml` says.
#[derive(Debug, Deserialize)]
pub(super) struct Action {
    pub(super) inputs: BTreeMap<String, Input>,
    #[serde(default)]
    pub(super) outputs: BTreeMap<String, Output>,
    pub(super) runs: Runs,
}

/// What a caller may set.
#[derive(Debug, Deserialize)]
pub(super) struct Input {
    pub(super) description: String,
    pub(super) required: bool,
    pub(super) default: String,
}

/// What a caller gets.
#[derive(Debug, Deserialize)]
pub(super) struct Output {
    pub(super) description: String,
    pub(super) value: String,
}

/// How it runs.
#[derive(Debug, Deserialize)]
pub(super) struct Runs {
    pub(super) using: String,
    pub(super) steps: Vec<Step>,
}

/// One step.
#[derive(Debug, Deserialize)]
pub(super) struct Step {
    #[serde(default)]
    pub(super) id: String,
    pub(super) shell: String,
    pub(super) run: String,
    #[serde(default)]
    pub(super) env: BTreeMap<String, String>,
}

impl Action {
    /// The actions that there are.
    pub(super) const NAMES: [&str; 3] = ["check", "digest", "setup"];

    /// Reads one of this repository's.
    pub(super) fn open(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(".github/actions")
            .join(name)
            .join("action.yml");
        let text = fs::read_to_string(&path).expect("the action is there");
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

/// Puts values in the place of the expressions in a text. The expressions of
/// the actions are names and nothing else.
pub(super) fn expand(text: &str, values: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let (name, behind) = after.split_once("}}").expect("an expression ends");
        let value = values.get(name.trim());
        out.push_str(before);
        out.push_str(value.unwrap_or_else(|| panic!("nothing is known of '{}'", name.trim())));
        rest = behind;
    }
    out + rest
}

#[test]
fn actions_take_their_inputs_through_the_environment() {
    for name in Action::NAMES {
        let action = Action::open(name);
        assert_eq!(action.runs.using, "composite");
        for (input, about) in &action.inputs {
            assert!(!about.required, "{name}: {input} has to be given");
            assert!(about.description.ends_with('.'), "{name}: {input}");
        }
        for step in &action.runs.steps {
            assert_eq!(step.shell, "bash", "{name}");
            assert!(!step.run.contains("${{"), "{name}: {}", step.run);
            let script = step.run.trim_start_matches("bash \"$GITHUB_ACTION_PATH/");
            assert!(script.ends_with("run.sh\""), "{name}: {}", step.run);
        }
        let used = |input: &str| {
            let wanted = format!("inputs.{input} ");
            let mut steps = action.runs.steps.iter();
            steps.any(|step| step.env.values().any(|value| value.contains(&wanted)))
        };
        for input in action.inputs.keys() {
            assert!(used(input), "{name}: nothing uses '{input}'");
        }
    }
}

#[test]
fn the_page_lists_every_input_and_output() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/actions.md")).expect("it is there");
    let mut rows = Vec::new();
    for name in Action::NAMES {
        let (_, rest) = page.split_once(&format!("\n## {name}\n")).expect(name);
        let section = rest.split("\n## ").next().unwrap_or_default();
        let row = |name: &str, about: &str| format!("| `{name}` | {about} |");
        let action = Action::open(name);
        let inputs = action.inputs.iter();
        rows.extend(inputs.map(|(name, input)| (section, row(name, &input.description))));
        let outputs = action.outputs.iter();
        rows.extend(outputs.map(|(name, output)| (section, row(name, &output.description))));
    }
    for (section, row) in &rows {
        assert!(section.contains(row), "docs/actions.md lacks {row}");
    }
    assert_eq!(
        page.matches("\n| `").count(),
        rows.len(),
        "and has no other"
    );
}

#[test]
fn scripts_stop_at_the_first_fault() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/actions");
    for name in Action::NAMES {
        let script = fs::read_to_string(root.join(name).join("run.sh")).expect("it is there");
        assert!(script.starts_with("#!/usr/bin/env bash\n"), "{name}");
        assert!(script.contains("\nset -euo pipefail\n"), "{name}");
    }
}
