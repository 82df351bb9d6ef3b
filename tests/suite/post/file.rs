//! Updates from files and from standard input.

use std::path::PathBuf;

use super::team::Team;

#[test]
fn markdown_and_yaml_say_the_same_whole_or_in_part() {
    let markdown = "\
## Done
- Fix #214
- Retry: holds

  with a second paragraph
## Next
- Roll out (due 2026-11-30)
## What I learned
Trees are cheap.
## Read
- A book
## Notes
Free *text*.
";
    let yaml = "\
done:
  - \"Fix #214\"
  - |-
    Retry: holds

    with a second paragraph
next:
  - Roll out (due 2026-11-30)
notes: Free *text*.
answers:
  learned: Trees are cheap.
  read: A book
";
    let whole = format!("tidings: 1\nauthor: ada\nperiod: 2026-11-23\n{yaml}");
    let mut files = Vec::new();
    for (name, text) in [
        ("-", markdown),
        ("-", yaml),
        ("-", &whole),
        ("u.md", markdown),
        ("u.yaml", yaml),
        ("u.yml", &whole),
        ("notes", markdown),
    ] {
        let team = Team::new();
        let mut run = team.post(&["-f", name]);
        if name == "-" {
            run = run.stdin(text);
        } else {
            std::fs::write(team.repo.join(name), text).expect("the sandbox is writable");
        }
        run.run().ok();
        files.push(team.file("updates/2026/11/23/ada.yaml"));
    }
    assert!(
        files[0].contains("Fix #214") && files[0].contains("Trees"),
        "{}",
        files[0]
    );
    for file in &files[1..] {
        assert_eq!(*file, files[0]);
    }
}

#[test]
fn sections_alone_are_added_and_options_too() {
    let team = Team::new();
    team.post(&["First"]).run().ok();
    team.post(&["-f", "-", "-d", "Third", "--no-input"])
        .stdin("- Second\n")
        .run()
        .ok();
    assert_eq!(team.texts(23, "done"), ["First", "Second", "Third"]);
    team.post(&["-f", "-", "--replace"])
        .stdin("- Only\n")
        .run()
        .ok();
    assert_eq!(team.texts(23, "done"), ["Only"]);
}

/// Returns the file that a message names as the place of what was written.
fn kept(stderr: &str) -> PathBuf {
    let line = stderr.lines().find(|line| line.contains("is kept in"));
    let line = line.unwrap_or_else(|| panic!("nothing is kept: {stderr}"));
    PathBuf::from(line.rsplit(' ').next().expect("a word"))
}

#[test]
fn what_came_by_a_pipe_is_kept_when_it_cannot_be_posted() {
    let team = Team::new();
    let before = team.tip();
    let place = team.sandbox.path("state");
    let table: [(&[u8], &[&str]); 8] = [
        (b"## Donne\n- x\n", &["standard input:1:1", "'Done'"]),
        (
            b"done:\n  - a\nnexxt: [b]\n",
            &["standard input:3:1", "'next'"],
        ),
        (
            b"done:\n  - Fix #214\n",
            &["standard input:2:5", "double quotes"],
        ),
        (b"done: [\n", &["standard input:1:7", "not valid YAML"]),
        (b"author: grace\ndone: [x]\n", &["--as grace"]),
        (b"just some words\n", &["## Done"]),
        (b"- \xff\n", &["not UTF-8"]),
        (&[b'x'; 70_000], &["65536"]),
    ];
    for (text, says) in table {
        let mut said = team
            .post(&["-f", "-", "--quiet"])
            .stdin(text)
            .env("TMPDIR", place.as_os_str())
            .env("TEMP", place.as_os_str())
            .run()
            .code(1);
        for part in says {
            said = said.notes(part);
        }
        let kept = kept(said.stderr());
        assert!(kept.starts_with(&place), "{said}");
        assert_eq!(std::fs::read(&kept).expect("the file"), text, "{said}");
    }
    assert_eq!(team.tip(), before);
    team.post(&["-f", "-"])
        .stdin("\n \n")
        .run()
        .code(1)
        .notes("nothing to post");
    team.post(&["-f", "absent.md"])
        .run()
        .code(1)
        .notes("absent.md");
}

#[test]
fn it_is_kept_where_there_is_no_log_and_where_nobody_is_known() {
    let none = Team::without_log();
    let team = Team::new();
    let nowhere = none.sandbox.tidings(&["post", "-f", "-"]);
    let unknown = team.post(&["-f", "-"]).author("Mallory", "m@example.org");
    for run in [none.post(&["-f", "-"]), nowhere, unknown] {
        let said = run.stdin("- Typed for an hour\n").run().code(1);
        let path = kept(said.stderr());
        let text = std::fs::read_to_string(&path).expect("the file");
        assert_eq!(text, "- Typed for an hour\n");
        std::fs::remove_file(path).expect("ours to remove");
    }
}

#[test]
fn a_kept_text_posts_once_it_can() {
    let team = Team::new();
    team.commit("updates/2026/11/23/ada.yaml", "tidings: 1\ndone: [oops\n");
    team.post(&["-f", "-"])
        .stdin("- Kept\n## Next\n- Later\n")
        .run()
        .code(1);
    team.commit(
        "updates/2026/11/23/ada.yaml",
        "tidings: 1\nauthor: ada\nperiod: 2026-11-23\ndone: [There]\n",
    );
    team.post(&["-f", ".git/tidings/drafts/ada-2026-11-23.md"])
        .run()
        .ok();
    assert_eq!(team.texts(23, "done"), ["There", "Kept"]);
    assert_eq!(team.texts(23, "next"), ["Later"]);
    assert!(team.drafts().is_empty(), "{:?}", team.drafts());
}
