use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::{Page, schema};
use crate::kit::Sandbox;

/// An example of the page: a file of a log, and the rules it breaks.
struct Example {
    path: String,
    rules: BTreeSet<String>,
    text: String,
}

/// Reads the examples; the first line of each names path and rules.
fn examples() -> Vec<Example> {
    let blocks = Page::open("docs/log-format.md").blocks("yaml");
    let read = |text: String| {
        let first = text.lines().next().and_then(|line| line.strip_prefix("# "));
        let first = first.unwrap_or_else(|| panic!("no path in the first line of\n{text}"));
        let (path, rules) = first.split_once(": ").unwrap_or((first, ""));
        Example {
            path: path.to_owned(),
            rules: rules.split_whitespace().map(str::to_owned).collect(),
            text,
        }
    };
    blocks.into_iter().map(|block| read(block.text)).collect()
}

/// Makes a log of examples, by git alone, and returns its digest.
fn digest(sandbox: &Sandbox, examples: &[&Example]) -> Value {
    let log = sandbox.path("work/log");
    sandbox.git(
        sandbox.path("work"),
        &["init", "--quiet", "--initial-branch=tidings", "log"],
    );
    for example in examples {
        sandbox.write(&format!("work/log/{}", example.path), &example.text);
    }
    sandbox.git(&log, &["add", "--all"]);
    sandbox.git(&log, &["commit", "--quiet", "-m", "By hand"]);
    let args = ["digest", "--since", "2026-11-16", "--format", "json"];
    sandbox.tidings(&args).cwd(log).run().ok().json()
}

fn texts(value: &Value, pointer: &str) -> Vec<String> {
    let items = value.pointer(pointer).and_then(Value::as_array);
    let items = items.unwrap_or_else(|| panic!("no {pointer} in {value:#}"));
    let text = |item: &Value| {
        let text = item.get("text").unwrap_or(&item["item"]["text"]);
        text.as_str().unwrap_or_default().to_owned()
    };
    items.iter().map(text).collect()
}

#[test]
fn the_examples_are_read_without_a_finding() {
    let all = examples();
    let good: Vec<_> = all
        .iter()
        .filter(|example| example.rules.is_empty())
        .collect();
    assert!(good.len() >= 5);
    let sandbox = Sandbox::new();
    let digest = digest(&sandbox, &good);
    assert_eq!(digest["findings"], Value::Array(Vec::new()));
    let updates = digest["updates"].as_array().expect("a digest has updates");
    let at = |author: &str, period: &str| {
        let wanted = |update: &&Value| update["author"] == author && update["period"] == period;
        updates
            .iter()
            .find(wanted)
            .expect("the page has this update")
    };
    let ada = at("ada", "2026-11-20");
    let done = ["Shipped the importer (#214)", "Reviewed the retry design"];
    assert_eq!(texts(ada, "/done"), done);
    assert_eq!(texts(ada, "/next"), ["Roll out to ten customers"]);
    let grace = at("grace", "2026-W47");
    assert_eq!(
        texts(grace, "/done"),
        ["Moved the dashboards", "Wrote the runbook"]
    );
}

#[test]
fn the_examples_open_and_close_what_the_page_says() {
    let all = examples();
    let sandbox = Sandbox::new();
    // Without the reply the blocker is open; the question never is.
    let good = all.iter().filter(|example| example.rules.is_empty());
    let unanswered: Vec<_> = good
        .clone()
        .filter(|e| !e.path.starts_with("replies/"))
        .collect();
    let open = digest(&sandbox, &unanswered);
    assert_eq!(
        texts(&open, "/attention/blockers"),
        ["Staging database is read-only"]
    );
    assert_eq!(
        open["attention"]["blockers"][0]["item"]["address"],
        "ada/2026-11-18/b7k2"
    );
    assert_eq!(texts(&open, "/attention/questions"), [""; 0]);
    let sandbox = Sandbox::new();
    let closed = digest(&sandbox, &good.collect::<Vec<_>>());
    assert_eq!(texts(&closed, "/attention/blockers"), [""; 0]);
}

#[test]
fn the_examples_of_mistakes_get_the_findings_that_they_name() {
    let all = examples();
    let sandbox = Sandbox::new();
    let digest = digest(&sandbox, &all.iter().collect::<Vec<_>>());
    let findings = digest["findings"]
        .as_array()
        .expect("a digest has findings");
    for example in &all {
        let here = findings
            .iter()
            .filter(|f| f["path"] == example.path.as_str());
        let rules = here.filter_map(|finding| finding["rule"].as_str());
        let rules: BTreeSet<_> = rules.map(str::to_owned).collect();
        assert_eq!(rules, example.rules, "{}", example.path);
    }
}

#[test]
fn the_page_names_only_rules_that_exist() {
    let mut source = String::new();
    for folder in [
        "src/format",
        "src/format/calendar",
        "src/format/yaml",
        "src/store",
    ] {
        for entry in fs::read_dir(Page::root().join(folder)).expect("the rooms are there") {
            let path = entry.expect("the rooms can be read").path();
            if path.is_file() {
                source += &fs::read_to_string(path).expect("sources are text");
            }
        }
    }
    let page = Page::open("docs/log-format.md");
    let (_, table) = page
        .text()
        .split_once("| rule |")
        .expect("the table of rules");
    let (table, _) = table.split_once("\n\n").expect("the table ends");
    let mut count = 0;
    for row in table.lines().skip(2) {
        let names = row.split('|').nth(1).unwrap_or_default();
        for rule in names.split('`').skip(1).step_by(2) {
            assert!(
                source.contains(&format!("\"{rule}\"")),
                "there is no rule {rule}"
            );
            count += 1;
        }
    }
    assert!(count > 30, "only {count} rules");
}

#[test]
fn the_examples_fit_the_schemas_and_the_mistakes_in_them_do_not() {
    for example in examples() {
        let name = match example.path.split('/').next() {
            Some(".tidings") => "team",
            Some("updates") => "update",
            _ => "reply",
        };
        let Some(value) = schema::yaml(&example.text) else {
            assert!(example.rules.contains("bad-yaml"), "{}", example.path);
            continue;
        };
        let wrong = schema::check(name, &value);
        let seen = ["bad-health", "bad-date", "stray-map"];
        if example.rules.is_empty() {
            assert_eq!(wrong, [""; 0], "{}", example.path);
        } else if seen.iter().any(|rule| example.rules.contains(*rule)) && name == "update" {
            let shape = example.rules.contains("bad-health") || example.rules.contains("stray-map");
            assert!(!shape || !wrong.is_empty(), "{}", example.path);
        }
    }
}

#[test]
fn the_markdown_form_on_the_page_is_posted_whole() {
    let all = examples();
    let sandbox = Sandbox::new();
    let good: Vec<_> = all
        .iter()
        .filter(|example| example.rules.is_empty())
        .collect();
    digest(&sandbox, &good);
    let form = Page::open("docs/log-format.md")
        .blocks("markdown")
        .remove(0);
    let args = [
        "post",
        "--for",
        "2026-11-21",
        "--no-input",
        "-f",
        "-",
        "--dry-run",
    ];
    let run = sandbox
        .tidings(&args)
        .cwd(sandbox.path("work/log"))
        .stdin(&form.text);
    let printed = run.run().ok();
    for part in [
        "id: t2c9",
        "project: importer",
        "due: 2026-11-25",
        "needs: [grace]",
        "to: [grace, linus]",
        "to: [linus]",
        "health: on-track",
        "Free *Markdown*.",
        "learned: Equal subtrees need no second look",
    ] {
        assert!(printed.stdout().contains(part), "{part}\n{printed}");
    }
}

#[test]
fn the_forms_on_the_other_pages_are_posted() {
    let all = examples();
    let sandbox = Sandbox::new();
    let good: Vec<_> = all.iter().filter(|e| e.rules.is_empty()).collect();
    digest(&sandbox, &good);
    for page in ["README.md", "docs/getting-started.md"] {
        let forms = Page::open(page).blocks("markdown");
        assert!(!forms.is_empty(), "{page} has no form");
        for form in forms {
            let args = [
                "post",
                "--for",
                "2026-11-21",
                "--no-input",
                "-f",
                "-",
                "--dry-run",
            ];
            let run = sandbox.tidings(&args).cwd(sandbox.path("work/log"));
            let printed = run.stdin(&form.text).run().ok();
            let bullets = form
                .text
                .lines()
                .filter(|line| line.starts_with("- "))
                .count();
            let items = printed
                .stdout()
                .lines()
                .filter(|line| line.starts_with("  - "));
            // Ada's open blocker comes along; a question that is open already
            // is not asked twice.
            let asked_again = form.text.contains("Which retention do we promise?");
            assert_eq!(
                items.count(),
                bullets + usize::from(!asked_again),
                "{page}:{}\n{printed}",
                form.line
            );
        }
    }
}
