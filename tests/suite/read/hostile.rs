use std::path::Path;

use super::desk::update;
use super::{Desk, Step};
use crate::kit::NOW;

/// Returns strings that were made to break programs, in groups that fit into
/// one update: those of the corpora, where they are at hand, and our own.
fn corpus() -> Vec<Vec<String>> {
    let mut all: Vec<String> = [
        "\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7} \u{9b}2J",
        "\u{202e}desrever\u{202c} \u{2066}isolated\u{2069} \u{200f}mark",
        "<script>alert(1)</script> <img src=x onerror=alert(1)>",
        "[click](javascript:alert(1)) ![x](http://example.org/x.png)",
        "@grace @team/all #1 http://example.org/?a=1&b=\"2\"",
        "| a | b |\n|---|---|\n# not a heading\n- not an item",
        "```\nfence\n```\n~~~\n<!-- comment",
        "{{ 7 * 7 }} {% raw %} {# x #}",
        "\u{0}\u{1}\u{8}\u{7f}\u{85}\u{ad}\u{feff}\u{e0001}",
        "👩‍🚀 日本語 e\u{301} ﷽ \u{200b}zero",
        "a\r\nb\rc\u{2028}d\u{2029}e\tf",
    ]
    .map(str::to_owned)
    .to_vec();
    if let Some(folder) = std::env::var_os("TIDINGS_CORPORA") {
        let path = Path::new(&folder).join("blns.json");
        let text = std::fs::read_to_string(&path).expect("the corpora can be read");
        let more: Vec<String> = serde_json::from_str(&text).expect("a list of strings");
        all.extend(more);
    }
    all.chunks(12).map(<[String]>::to_vec).collect()
}

/// Returns whether a character may stand in what a terminal is sent.
fn is_safe(c: char) -> bool {
    let hides = matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    );
    c == '\n' || !c.is_control() && !hides
}

#[track_caller]
fn assert_safe(text: &str, what: &str) {
    // A flag such as Scotland's is made of tags behind an emoji.
    let (mut flag, mut bad) = (false, None);
    for c in text.chars() {
        flag = c == '\u{1f3f4}' || flag && ('\u{e0020}'..='\u{e007f}').contains(&c);
        if !flag && !is_safe(c) {
            bad = Some(c);
            break;
        }
    }
    if let Some(bad) = bad {
        let at = text.find(bad).expect("it was found");
        let around: String = text[..at].chars().rev().take(60).collect::<String>();
        let around: String = around.chars().rev().collect();
        panic!("{what}: {bad:?} after {around:?}");
    }
}

/// Writes a string as a YAML scalar that any reader takes back.
fn yaml(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            c if u32::from(c) > 0xffff => out.push_str(&format!("\\U{:08x}", u32::from(c))),
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}

#[test]
fn nothing_that_was_written_reaches_a_reader_unsafe() {
    for (at, texts) in corpus().into_iter().enumerate() {
        let desk = Desk::new();
        // Not longer than a file may be, whatever the corpora hold.
        let texts: Vec<String> = texts
            .iter()
            .map(|text| text.chars().take(240).collect())
            .collect();
        let section = |name: &str| {
            let items = texts
                .iter()
                .map(|text| format!("  - text: {}\n    project: {}\n", yaml(text), yaml(text)));
            format!("{name}:\n{}", items.collect::<String>())
        };
        let notes = yaml(&texts.join("\n\n"));
        let body = format!(
            "{}{}{}{}{}notes: {notes}\n",
            section("done"),
            section("next"),
            section("blockers"),
            section("questions"),
            section("kudos"),
        );
        let file = update("ada", "2026-11-18", &body);
        desk.commit(&Step {
            who: "ada",
            when: "2026-11-18T12:00:00Z",
            files: &[("100644", "updates/2026/11/18/ada.yaml", &file)],
            ..Step::default()
        });
        let first = &texts[0];
        for command in [
            vec!["digest", "2026-W47"],
            vec!["digest", "2026-W47", "--by", "project"],
            vec!["digest", "2026-W47", "--format", "markdown"],
            vec!["digest", "2026-W47", "--format", "html"],
            vec!["digest", "2026-W47", "--format", "json"],
            vec!["show", "ada/2026-11-18"],
            vec!["show", "ada/2026-11-18", "--format", "json"],
            vec!["log"],
            vec!["log", "--format", "json"],
            vec!["status"],
            vec!["status", "--format", "json"],
        ] {
            for columns in ["40", "80"] {
                let run = desk.prepare("ada", NOW, &command).env("COLUMNS", columns);
                let output = run.run().ok();
                let what = format!("{at} {first:?} {command:?} {columns}");
                assert_safe(output.stdout(), &what);
                assert_safe(output.stderr(), &what);
                assert!(!output.stdout().is_empty(), "{what}");
                if command.contains(&"html") {
                    let html = output.stdout().to_lowercase();
                    let tags = html.split('<').skip(1);
                    for tag in tags.map(|rest| rest.split('>').next().unwrap_or_default()) {
                        let bad = tag.starts_with("script") || tag.starts_with("img");
                        let bad = bad || tag.contains("javascript:") || tag.contains("\"data:");
                        assert!(!bad, "{what}: <{tag}>");
                    }
                }
            }
        }
        // What JSON says is what was written.
        let digest = desk.json(&["digest", "2026-W47"]);
        if let Some(done) = digest["updates"][0]["done"].as_array() {
            assert!(!done.is_empty(), "{at}: {}", digest["findings"]);
        }
    }
}

#[test]
fn task_links_groups_and_reasons_are_made_safe() {
    let evil = [
        "\u{1b}[31mred\u{9b}2J",
        "\u{202e}drow\u{2066}s",
        "<script>alert(1)</script>\" onclick=\"x",
        "[x](javascript:alert(1)) | @grace `",
        "::error file=x::y",
        "{{ 7 * 7 }}{% raw %}",
    ];
    for words in evil {
        let desk = Desk::new();
        let quoted = yaml(words);
        let link = yaml(&format!("https://github.com/quill/{words}/issues/7"));
        let team = format!(
            "tidings: 1\nname: {quoted}\nmissing: mention\nmembers:\n  - handle: ada\n    name: {quoted}\n    \
             emails: [ada@example.org]\n    account: {quoted}\n    teams: [{quoted}]\n    projects: [{quoted}]\n    \
             roles: [{quoted}]\n  - handle: grace\n    name: {quoted}\n    teams: [{quoted}]\n    absences:\n      \
             - {{ from: 2026-11-16, until: 2026-11-27, reason: {quoted} }}\n"
        );
        let tasks = [&link, &quoted].map(|task| {
            format!(
                "  - text: {quoted}\n    task: {task}\n    project: {quoted}\n    due: 2026-11-19\n"
            )
        });
        let tasks = tasks.concat();
        let body = format!("done:\n{tasks}next:\n{tasks}blockers:\n{tasks}");
        let file = update("ada", "2026-11-18", &body);
        desk.commit(&Step {
            who: "ada",
            when: "2026-11-18T12:00:00Z",
            files: &[
                ("100644", ".tidings/team.yaml", team.as_bytes()),
                ("100644", "updates/2026/11/18/ada.yaml", &file),
            ],
            ..Step::default()
        });
        for command in [
            &["digest", "2026-W47", "--team", words][..],
            &["digest", "2026-W47", "--project", words],
            &[
                "digest", "2026-W47", "--role", words, "--format", "markdown",
            ],
            &["digest", "2026-W47", "--format", "markdown"],
            &["digest", "2026-W47", "--format", "html"],
            &["digest", "2026-W47", "--format", "json"],
            &["show", "ada/2026-11-18"],
            &["missing", "2026-W47"],
            &["missing", "--team", words],
            &["missing", "--format", "json"],
            &["stats", "--since", "2026-11-02", "--by", "team"],
            &["stats", "--since", "2026-11-02", "--role", words],
            &["stats", "--since", "2026-11-02", "--format", "json"],
            &["team"],
            &["team", "--project", words],
            &["team", "--format", "json"],
        ] {
            let output = desk.prepare("ada", NOW, command).run();
            let what = format!("{words:?} {command:?}");
            assert_safe(output.stdout(), &what);
            assert_safe(output.stderr(), &what);
            // A name with controls in it is no name of a group.
            let refused = command.contains(&words) && words.contains(char::is_control);
            if refused && output.status() == Some(2) {
                continue;
            }
            let output = output.ok();
            assert!(!output.stdout().is_empty(), "{what}");
            if command.contains(&"html") {
                let html = output.stdout().to_lowercase();
                for tag in html.split('<').skip(1) {
                    let tag = tag.split('>').next().unwrap_or_default();
                    let bad = tag.starts_with("script") || tag.contains("onclick=\"");
                    assert!(!bad && !tag.contains("javascript:"), "{what}: <{tag}>");
                }
            }
            if command.contains(&"markdown") {
                let raw = output.stdout().replace("\\]", "");
                for bad in ["<script", "](javascript", "\n::error"] {
                    assert!(!raw.contains(bad), "{what}: {bad}\n{raw}");
                }
            }
        }
    }
}

#[test]
fn names_paths_and_messages_of_commits_are_made_safe() {
    let desk = Desk::new();
    let tree = desk.git(&["rev-parse", "tidings^{tree}"]);
    let file = update("ada", "2026-11-18", "done:\n  - Here\n");
    let blob = desk.object("blob", &file);
    // A tree with names as no checkout would make them.
    let names = ["ada.yaml", "a\u{1b}[31mb.yaml", "c\u{202e}d.yaml", "e\nf"];
    let list: String = names
        .iter()
        .map(|name| format!("100644 blob {blob}\t{name}\0"))
        .collect();
    let mktree = |list: String| {
        let run = desk
            .sandbox
            .program("git", &["mktree", "-z"])
            .cwd(&desk.repository);
        run.stdin(list).run().ok().stdout().trim().to_owned()
    };
    let mut inner = mktree(list);
    for name in ["18", "11", "2026"] {
        inner = mktree(format!("040000 tree {inner}\t{name}\0"));
    }
    let list = desk.sandbox.program("git", &["ls-tree", "-z", &tree]);
    let list = list.cwd(&desk.repository).run().ok().stdout().to_owned();
    let root = mktree(format!("{list}040000 tree {inner}\tupdates\0"));
    let evil = "Mal\u{1b}[31m\u{202e}lory <mal\u{9b}@example.org> 1795003200 +0000";
    let parent = desk.tip();
    let commit = format!(
        "tree {root}\nparent {parent}\nauthor {evil}\ncommitter {evil}\n\n\u{1b}[2J\u{202e}message\n"
    );
    let commit = desk.object("commit", commit.as_bytes());
    desk.git(&["update-ref", "refs/heads/tidings", &commit]);
    for command in [
        vec!["digest", "2026-W47"],
        vec!["digest", "2026-W47", "--format", "markdown"],
        vec!["digest", "2026-W47", "--format", "html"],
        vec!["digest", "2026-W47", "--format", "json"],
        vec!["show", "ada"],
        vec!["show", "2026-11-18"],
        vec!["log"],
        vec!["status"],
    ] {
        let output = desk.prepare("ada", NOW, &command).run().ok();
        assert_safe(output.stdout(), &format!("{command:?}"));
        assert_safe(output.stderr(), &format!("{command:?}"));
    }
    desk.prepare("ada", NOW, &["show", "ada"])
        .run()
        .ok()
        .says("lory");
}

#[test]
fn errors_that_quote_are_made_safe() {
    let desk = Desk::new();
    let evil = "x\u{1b}[31m\u{202e}\u{9b}y";
    let option = format!("--{evil}");
    for args in [
        vec![evil],
        vec![&option],
        vec!["digest", evil],
        vec!["digest", &option],
        vec!["digest", "--at", evil],
        vec!["digest", "--range", &format!("{evil}..{evil}")],
        vec!["digest", "--zone", evil],
        vec!["digest", "--by", evil],
        vec!["digest", "--template", evil],
        vec!["digest", "-o", &format!("no/{evil}/x")],
        vec!["show", evil],
        vec!["log", "--author", evil],
        vec!["log", "--section", evil],
        vec!["log", "--since", evil],
        vec!["log", "-n", evil],
        vec!["schema", evil],
        vec!["status", "--repo", evil],
        vec!["status", "--branch", evil],
        vec!["-C", evil, "status"],
        vec!["demo", evil, evil],
    ] {
        let output = desk.prepare("ada", NOW, &args).run();
        assert_safe(output.stdout(), &format!("{args:?}"));
        assert_safe(output.stderr(), &format!("{args:?}"));
        assert!(output.stderr().contains("error: "), "{output}");
    }
    for (name, value) in [
        ("TIDINGS_NOW", evil),
        ("TIDINGS_REPO", evil),
        ("TIDINGS_BRANCH", evil),
    ] {
        let run = desk.prepare("ada", NOW, &["status"]).env(name, value).run();
        assert_safe(run.stderr(), name);
    }
    // A place that is named in what is said after it went well.
    let place = desk.sandbox.path("work").join("s\u{1b}[31m\u{202e}");
    let run = desk.prepare("ada", NOW, &["demo"]).arg(&place).run().ok();
    assert_safe(run.stderr(), "demo");
}
