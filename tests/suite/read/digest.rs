use super::Desk;
use super::desk::column;
use crate::kit::{Kind, NOW};

/// Writes a week of the three, with something of everything.
pub(super) fn week(desk: &Desk) {
    desk.post(
        "ada",
        "2026-11-13",
        &["-d", "Before the week", "-n", "Cut the release"],
    );
    desk.post(
        "ada",
        "2026-11-18",
        &[
            "-d",
            "Shipped retries",
            "-n",
            "Write it down",
            "--health",
            "on-track",
        ],
    );
    desk.post(
        "grace",
        "2026-11-19",
        &[
            "-b",
            "Waiting for the certificate",
            "-q",
            "Who rotates the keys?",
        ],
    );
    desk.post(
        "grace",
        "2026-W47",
        &["-d", "The whole week", "--note", "Calm."],
    );
}

#[test]
fn the_json_keeps_the_contract_on_every_kind_of_repository() {
    let kinds = Kind::supported(&crate::kit::Sandbox::new());
    for kind in kinds {
        let desk = Desk::of(kind);
        week(&desk);
        let digest = desk.json(&["digest", "2026-W47"]);
        assert_eq!(digest["tidings"], 1, "{kind:?}");
        assert_eq!(digest["commit"], desk.tip(), "{kind:?}");
        assert_eq!(digest["window"]["since"], "2026-11-16");
        assert_eq!(digest["window"]["until"], "2026-11-22");
        assert_eq!(digest["findings"].as_array().map(Vec::len), Some(0));
        let updates = &digest["updates"];
        assert_eq!(column(updates, "author"), ["ada", "grace", "grace"]);
        assert_eq!(
            column(updates, "period"),
            ["2026-11-18", "2026-11-19", "2026-W47"]
        );
        for update in updates.as_array().expect("an array") {
            for section in ["done", "next", "blockers", "questions"] {
                for item in update[section].as_array().expect(section) {
                    assert!(item["text"].is_string(), "{item}");
                }
            }
            let history = &update["history"];
            assert_eq!(history["revisions"], 1);
            assert_eq!(history["first"]["commit"], history["last"]["commit"]);
            let commit = history["first"]["commit"].as_str().expect("a commit");
            assert_eq!(desk.git(&["cat-file", "-t", commit]), "commit");
        }
        let ada = &updates[0];
        assert_eq!(column(&ada["done"], "text"), ["Shipped retries"]);
        assert_eq!(column(&ada["next"], "text"), ["Write it down"]);
        assert_eq!(
            ada["history"]["first"]["written"],
            "2026-11-18T14:00:00+00:00"
        );
        let grace = &updates[1];
        assert_eq!(
            column(&grace["blockers"], "text"),
            ["Waiting for the certificate"]
        );
        assert_eq!(
            column(&grace["questions"], "text"),
            ["Who rotates the keys?"]
        );
        // The rest of the reading commands, on the same kind.
        desk.prepare("ada", NOW, &["status"])
            .run()
            .ok()
            .says("Team Quill");
        desk.prepare("ada", NOW, &[]).run().ok().says("Team Quill");
        desk.prepare("ada", NOW, &["log"])
            .run()
            .ok()
            .says("Shipped retries");
        let show = desk.prepare("ada", NOW, &["show", "ada/2026-11-18"]).run();
        show.ok().says("Shipped retries");
    }
}

#[test]
fn the_first_line_is_the_state_of_the_team() {
    let desk = Desk::new();
    week(&desk);
    let text = desk.read(&["digest", "2026-W47"]);
    let first = text.lines().next().expect("a line");
    assert_eq!(
        first, "Team Quill: 2 of 3 posted · 1 blocked · 1 question",
        "{text}"
    );
    for part in [
        "Linus Specimen",
        "Cut the release",
        "The whole week",
        "Calm.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Before the week"), "{text}");
}

#[test]
fn a_week_inside_a_span_counts_only_when_all_of_it_is_there() {
    let desk = Desk::new();
    week(&desk);
    let periods = |args: &[&str]| -> Vec<String> {
        let digest = desk.json(&[&["digest"], args].concat());
        let periods = column(&digest["updates"], "period");
        periods.into_iter().map(str::to_owned).collect()
    };
    let days = ["2026-11-18", "2026-11-19"];
    for (args, want) in [
        (vec!["2026-11-18"], vec!["2026-11-18"]),
        (vec!["2026-11-17"], vec![]),
        (vec!["wednesday"], vec!["2026-11-18"]),
        (
            vec!["last-week"],
            vec!["2026-11-18", "2026-11-19", "2026-W47"],
        ),
        (vec![], vec![]),
        (
            vec!["--since", "2026-11-16", "--until", "2026-11-22"],
            vec!["2026-11-18", "2026-11-19", "2026-W47"],
        ),
        (
            vec!["--since", "2026-11-17", "--until", "2026-11-22"],
            days.to_vec(),
        ),
        (
            vec!["--since", "2026-11-16", "--until", "2026-11-21"],
            days.to_vec(),
        ),
        (
            vec!["--since", "2026-11-13"],
            vec!["2026-11-13", "2026-11-18", "2026-11-19", "2026-W47"],
        ),
        (
            vec!["--since", "2026-W46", "--until", "2026-W46"],
            vec!["2026-11-13"],
        ),
    ] {
        assert_eq!(periods(&args), want, "{args:?}");
    }
}

#[test]
fn at_a_commit_every_machine_prints_the_same_bytes() {
    let desk = Desk::new();
    week(&desk);
    desk.git(&["tag", "then", "tidings"]);
    desk.post("linus", "2026-11-20", &["-d", "Too new to be there"]);
    let one = desk.repository.clone();
    let two = desk.sandbox.path("work/clone");
    let args = ["clone", "--quiet", "--no-local", "--branch", "tidings"];
    let run = desk.sandbox.program("git", &args).arg(&one).arg(&two).run();
    run.ok();
    desk.git(&["repack", "-adq"]);
    for format in ["json", "markdown", "html"] {
        let digest = ["digest", "2026-W47", "--at", "then", "--format", format];
        let here = desk.prepare("ada", NOW, &digest).run().ok();
        let there = desk
            .prepare("grace", "2031-05-06T07:08:09Z", &digest)
            .cwd(&two)
            .env("TZ", "Pacific/Kiritimati")
            .env("LC_ALL", "tr_TR.UTF-8")
            .env("LANG", "tr_TR.UTF-8")
            .env("COLUMNS", "53")
            .env("CLICOLOR_FORCE", "1")
            .without("NO_COLOR")
            .run()
            .ok();
        assert_eq!(here.stdout(), there.stdout(), "{format}");
        assert!(here.stdout().contains("Shipped retries"));
        assert!(!here.stdout().contains("Too new to be there"));
    }
}

#[test]
fn the_zone_decides_what_the_instant_and_today_are() {
    let desk = Desk::new();
    week(&desk);
    let late = "2026-11-22T23:30:00Z";
    for (zone, week) in [("UTC", "2026-W47"), ("Asia/Tokyo", "2026-W48")] {
        let args = ["digest", "--zone", zone, "--format", "json"];
        let digest = desk.prepare("ada", late, &args).run().ok().json();
        let label = digest["window"]["label"].as_str().expect("a label");
        assert!(label.contains(week), "{zone}: {label}");
        assert_eq!(digest["window"]["time_zone"], zone);
    }
    let nowhere = ["digest", "--zone", "Mars/Olympus"];
    desk.prepare("ada", NOW, &nowhere)
        .run()
        .code(2)
        .notes("Mars/Olympus");
}

#[test]
fn details_are_arranged_as_asked() {
    let desk = Desk::new();
    let form = "## Done\n- Ink {project=press}\n\n## Next\n- Paper\n";
    let args = ["post", "--no-input", "--for", "2026-11-18", "-f", "-"];
    let run = desk.prepare("ada", "2026-11-18T10:00:00Z", &args);
    run.stdin(form).run().ok();
    week(&desk);
    for by in ["member", "project", "section"] {
        let digest = desk.json(&["digest", "2026-W47", "--by", by]);
        assert_eq!(digest["by"], by);
        let titles = column(&digest["groups"], "title");
        let want = match by {
            "member" => vec!["Ada Example", "Grace Sample"],
            "section" => vec!["Done", "Next", "Blockers", "Questions"],
            _ => continue,
        };
        assert_eq!(titles, want);
    }
}

#[test]
fn an_empty_week_says_where_something_is() {
    let desk = Desk::new();
    let run = desk.prepare("ada", NOW, &["digest"]).run().ok();
    run.says("0 of 3 posted").notes("tidings post");
    week(&desk);
    let run = desk.prepare("ada", NOW, &["digest"]).run().ok();
    run.says("0 of 3 posted").notes("tidings digest 2026-W47");
    // What scripts read is not talked about.
    let json = ["digest", "--format", "json"];
    assert_eq!(desk.prepare("ada", NOW, &json).run().ok().stderr(), "");
}

#[test]
fn what_makes_no_sense_is_refused_with_what_would() {
    let desk = Desk::new();
    week(&desk);
    for (args, code, note) in [
        (vec!["digest", "2026-13-01"], 2, "is no period"),
        (
            vec!["digest", "2026-W47", "--since", "monday"],
            2,
            "cannot be used with",
        ),
        (vec!["digest", "--until", "monday"], 2, "--since"),
        (
            vec!["digest", "--since", "2026-11-20", "--until", "2026-11-01"],
            2,
            "ends before it begins",
        ),
        (vec!["digest", "--range", "tidings"], 2, "A..B"),
        (vec!["digest", "--range", "tidings...tidings"], 2, "A..B"),
        (
            vec!["digest", "--range", "nothing..tidings"],
            1,
            "names no commit",
        ),
        (vec!["digest", "--at", "nothing"], 1, "names no commit"),
        (vec!["digest", "--at", "main"], 1, "is no log"),
        (vec!["digest", "--format", "pdf"], 2, "possible values"),
        (vec!["digest", "--by", "mood"], 2, "possible values"),
        (
            vec!["digest", "--template", "missing.jinja"],
            1,
            "missing.jinja",
        ),
    ] {
        desk.prepare("ada", NOW, &args).run().code(code).notes(note);
    }
}

#[test]
fn the_details_say_which_blockers_are_closed() {
    let desk = Desk::new();
    desk.post(
        "ada",
        "2026-11-18",
        &["-b", "No ink left", "-b", "No paper"],
    );
    let digest = desk.json(&["digest", "2026-W47"]);
    let id = digest["updates"][0]["blockers"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    for format in ["terminal", "markdown", "html"] {
        assert!(
            !desk
                .read(&["digest", "2026-W47", "--format", format])
                .contains("resolved"),
            "{format}"
        );
    }
    desk.run("grace", "2026-11-19T10:00:00Z", &["resolve", &id]);
    for format in ["terminal", "markdown", "html"] {
        let text = desk.read(&["digest", "2026-W47", "--format", format]);
        let line = text.lines().find(|line| line.contains("No ink left"));
        let line = line.unwrap_or_default();
        assert!(line.contains("resolved"), "{format}: {line}\n{text}");
        let mut other = text.lines().filter(|line| line.contains("No paper"));
        assert!(
            other
                .next_back()
                .is_some_and(|line| !line.contains("resolved"))
        );
    }
}

#[test]
fn what_is_resolved_does_not_stand_as_open_among_the_details() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-18", &["-b", "No ink left {project=press}"]);
    let report = desk.json(&["digest", "2026-W47"]);
    let id = report["attention"]["blockers"][0]["item"]["id"].as_str();
    desk.run("grace", NOW, &["resolve", id.expect("an id"), "--no-input"]);
    for (format, want) in [
        ("terminal", "✓ No ink left  resolved · press"),
        ("markdown", "- No ink left · resolved · press"),
        ("html", "<span class=\"tag\">resolved</span>"),
    ] {
        let text = desk.read(&["digest", "2026-W47", "--format", format]);
        assert!(text.contains(want), "{want} is not in {text}");
        assert!(!text.contains("■ No ink left"), "{text}");
    }
    let text = desk.read(&["digest", "2026-W47", "--by", "project"]);
    assert!(
        text.contains("✓ No ink left  Ada Example · resolved · "),
        "{text}"
    );
    assert!(!text.contains("resolved · press"), "{text}");
}
