use std::fs;

use super::Page;
use crate::kit::{Output, Sandbox};

fn page() -> Page {
    Page::open("docs/templates.md")
}

/// Builds the demo's log, once for each test.
fn demo(sandbox: &Sandbox) {
    sandbox
        .tidings(&["demo"])
        .arg(sandbox.path("work/demo"))
        .run()
        .ok();
}

/// Renders the demo's last week by a template of the given name.
fn render(sandbox: &Sandbox, name: &str, template: &str) -> Output {
    let path = sandbox.write(name, template);
    let run = sandbox
        .tidings(&["digest", "2026-W47", "--template"])
        .arg(path);
    run.cwd(sandbox.path("work/demo")).run()
}

/// Returns what stands in backquotes in the first column of the table whose
/// head begins so.
fn first_column(head: &str) -> Vec<String> {
    let page = page();
    let (_, table) = page
        .text()
        .split_once(head)
        .expect("the page has the table");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let names = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    names.map(str::to_owned).collect()
}

#[test]
fn the_examples_render() {
    let sandbox = Sandbox::new();
    demo(&sandbox);
    let blocks = page().blocks("jinja");
    assert!(blocks.len() >= 2);
    for block in blocks {
        for ending in ["md", "html", "txt"] {
            let name = format!("example-{}.{ending}.jinja", block.line);
            let output = render(&sandbox, &name, &block.text).ok();
            let sure = ["Team Quill", "ask in the team"];
            let found = sure.iter().any(|text| output.stdout().contains(text));
            assert!(found, "{}\n{output}", block.text);
        }
    }
}

#[test]
fn the_templates_named_are_those_there_are() {
    let mut named = first_column("| name | what it prints |");
    let folder = fs::read_dir(Page::root().join("templates")).expect("it is there");
    // What is in folders are no templates of digests.
    let files = folder
        .map(|entry| entry.expect("it can be read"))
        .filter(|entry| entry.path().is_file());
    let names = files.map(|entry| entry.file_name());
    let mut there: Vec<_> = names
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    // The files for CI are no templates of reports.
    there.retain(|name| name.ends_with(".jinja") || name.ends_with(".css"));
    named.sort();
    there.sort();
    assert_eq!(named, there);
    let sandbox = Sandbox::new();
    demo(&sandbox);
    // The others print reports of other commands, and need what those say.
    let of_digest = |name: &String| name.starts_with("digest.");
    for name in named.into_iter().filter(of_digest) {
        let include = format!("{{% include \"builtin/{name}\" %}}");
        let include = || render(&sandbox, "include.html.jinja", &include);
        // Those of other reports are asked for by their commands, and the part
        // that others include misses what these give it.
        let output = match name.strip_suffix(".jinja").and_then(|n| n.split_once('.')) {
            Some((report @ ("catchup" | "inbox" | "protocol"), ending)) => {
                let format = if ending == "md" { "markdown" } else { ending };
                let log = sandbox.path("work/demo");
                sandbox.git(&log, &["config", "user.email", "ada@example.org"]);
                let args = [report, "--format", format];
                sandbox.tidings(&args).cwd(log).run().ok()
            }
            Some(("group", _)) => {
                let place = format!("builtin/{name}:");
                assert!(include().code(1).stderr().contains(&place), "{name}");
                continue;
            }
            _ => include().ok(),
        };
        assert!(output.stdout().len() > 400, "{name}\n{output}");
    }
}

#[test]
fn the_filters_named_give_what_the_page_says() {
    let sandbox = Sandbox::new();
    demo(&sandbox);
    for (filter, template, wanted) in [
        ("notes", "{{ '*a*' | notes }}", "*a*"),
        (
            "link",
            "{{ 'https://example.org/a' | link }}",
            "https://example.org/a",
        ),
        (
            "link(\"words\")",
            "{{ 'javascript:x' | link('words') }}",
            "words",
        ),
        ("code", "{{ 'a' | code }}", "a"),
        ("mention", "{{ '@a' | mention }}", "@a"),
        ("short", "{{ commit | short | length }}", "12"),
        (
            "days",
            "{{ 0 | days }}, {{ 1 | days }}, {{ 3 | days }}",
            "today, 1 day, 3 days",
        ),
        (
            "plural(\"day\", \"days\")",
            "{{ 2 | plural('day', 'days') }}",
            "2 days",
        ),
        ("minute", "{{ instant | minute }}", "2026-11-23 "),
        (
            "names(people)",
            "{{ ['ada'] | names(people) }}",
            "Ada Example",
        ),
        (
            "anchor",
            "{{ 'a-b' | anchor }} {{ 'a b' | anchor }}",
            "a-b a_20_b",
        ),
    ] {
        let output = render(&sandbox, "filter.txt", template).ok();
        assert!(output.stdout().contains(wanted), "{filter}\n{output}");
    }
    let tested = [
        "notes",
        "link",
        "link(\"words\")",
        "code",
        "mention",
        "short",
        "days",
        "plural(\"day\", \"days\")",
        "minute",
        "names(people)",
        "anchor",
    ];
    assert_eq!(first_column("| filter | gives |"), tested);
}

#[test]
fn what_the_page_forbids_is_refused() {
    let sandbox = Sandbox::new();
    demo(&sandbox);
    for (template, wanted) in [
        ("{{ nothing.there }}", "nothing"),
        ("{{ team | safe }}", "safe"),
        (
            "{% for i in range(10000) %}{% for j in range(10000) %}x{% endfor %}{% endfor %}",
            "fuel",
        ),
        ("one\n{% include \"bad.md.jinja\" %}", "bad.md.jinja:2"),
        ("{% include \"/etc/passwd\" %}", "error: "),
    ] {
        let output = render(&sandbox, "bad.md.jinja", template).code(1);
        assert!(output.stderr().contains(wanted), "{template}\n{output}");
        assert!(output.stderr().contains("hint: "), "{template}\n{output}");
        assert_eq!(output.stdout(), "", "{template}");
    }
    let markup = "{{ '<b>@ada' }}{% autoescape false %}{{ '<b>' }}{% endautoescape %}";
    let html = render(&sandbox, "markup.html", markup).ok();
    assert!(!html.stdout().contains("<b>"), "{html}");
    let markdown = render(&sandbox, "markup.md", markup).ok();
    assert!(!markdown.stdout().contains("<b>"), "{markdown}");
    let controls = render(&sandbox, "control.txt", "{{ 'a\\u202eb' }}").ok();
    assert!(!controls.stdout().contains('\u{202e}'), "{controls}");
}

#[test]
fn a_template_in_the_log_takes_the_place_of_the_built_in_one() {
    let sandbox = Sandbox::new();
    demo(&sandbox);
    let block = page().blocks("jinja").remove(0);
    let log = sandbox.path("work/demo");
    let work = sandbox.path("work/tree");
    let branch = sandbox.git(
        &log,
        &["for-each-ref", "--format=%(refname:short)", "refs/heads"],
    );
    let tree = work.to_str().expect("the sandbox has a plain path");
    let name = branch.lines().next().expect("the demo has a branch");
    sandbox.git(&log, &["worktree", "add", "--quiet", "--force", tree, name]);
    let path = "work/tree/.tidings/templates/digest.md.jinja";
    sandbox.write(path, &block.text);
    sandbox.git(&work, &["add", "--all"]);
    sandbox.git(&work, &["commit", "--quiet", "-m", "Our own page"]);
    let args = ["digest", "2026-W47", "--format", "markdown"];
    let output = sandbox.tidings(&args).cwd(&log).run().ok();
    assert!(output.stdout().contains("ask in the team"), "{output}");
    assert!(output.stdout().contains("Team Quill"), "{output}");
}
