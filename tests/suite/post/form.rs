//! The form in the editor.

use super::team::Team;

/// Prints what the form is into a file beside the sandbox's work.
fn form(team: &Team, args: &[&str]) -> String {
    let seen = team.sandbox.path("seen.md");
    let script = format!("cat \"$1\" > '{}'", seen.display());
    team.edit(&script, args).run().ok();
    std::fs::read_to_string(seen).expect("the editor ran")
}

#[test]
fn it_shows_the_sections_the_last_plan_and_what_is_open() {
    let team = Team::new();
    team.post(&[
        "--for",
        "friday",
        "x",
        "-n",
        "Planned",
        "-b",
        "@grace Stuck",
    ])
    .run()
    .ok();
    let (plan, blocker) = (team.id(20, "next"), team.id(20, "blockers"));
    let form = form(&team, &[]);
    for part in [
        "Monday 2026-11-23",
        "It looks back over what was done since Friday 2026-11-20.",
        &format!("- [ ] Planned {{#{plan} since=2026-11-20}}"),
        &format!("- [ ] @grace Stuck {{#{blocker} since=2026-11-20}}"),
        "## What I learned\n\n<!-- One thing that others should know -->",
        "## Read",
        "## Notes",
        "## Health",
    ] {
        assert!(form.contains(part), "{part:?} is not in\n{form}");
    }
}

#[test]
fn saving_nothing_and_leaving_nothing_change_nothing() {
    let team = Team::new();
    team.post(&["--for", "friday", "-n", "Planned", "-b", "Stuck"])
        .run()
        .ok();
    for there in [false, true] {
        if there {
            team.post(&["One", "-n", "Two", "--note", "Said."])
                .run()
                .ok();
        }
        let before = team.tip();
        for script in [
            "true",
            ": > \"$1\"",
            "printf ' \\n\\n' > \"$1\"",
            "rm \"$1\"",
            "sed -i.x '/-->/q' \"$1\"",
        ] {
            team.edit(script, &[])
                .run()
                .ok()
                .notes("nothing was posted");
            assert_eq!(team.tip(), before, "{script}");
            assert!(team.drafts().iter().all(|name| name.ends_with(".x")));
        }
    }
}

#[test]
fn ticks_and_lines_are_posted() {
    let team = Team::new();
    team.post(&[
        "--for", "friday", "-n", "One", "-n", "Two", "-b", "Stuck", "-q", "Why?",
    ])
    .run()
    .ok();
    let script = "sed -i.x -e 's/\\[ \\] One/[x] One/' -e '/Stuck/d' \
                  -e 's/^## Done/## Done\\n- Fix #214: \"it\"/' \
                  -e 's/^## Next/## Next\\n- Three (due 2026-11-30)/' \"$1\"";
    team.edit(script, &[])
        .run()
        .ok()
        .notes("saved: ada's daily update");
    assert_eq!(team.texts(23, "done"), ["Fix #214: \"it\"", "One"]);
    let next = team.texts(23, "next");
    assert_eq!(next.len(), 2, "{next:?}");
    assert!(team.texts(23, "blockers").is_empty());
    assert_eq!(team.texts(23, "questions"), ["Why?"]);
    // Opening it again shows what is there, and options come on top.
    let again = form(&team, &["-d", "By option"]);
    assert!(
        again.contains("- By option\n") && again.contains("Fix #214"),
        "{again}"
    );
    assert_eq!(team.texts(23, "done").len(), 3);
    team.edit("sed -i.x '/By option/d' \"$1\"", &[])
        .run()
        .ok()
        .notes(", edited");
    assert_eq!(team.texts(23, "done").len(), 2);
}

#[test]
fn the_editor_is_the_one_that_git_names() {
    let team = Team::new();
    let script = team.sandbox.write(
        "an editor.sh",
        "printf '## Done\\n- %s\\n' \"$1\" > \"$2\"\n",
    );
    let line = |word: &str| format!("sh '{}' \"{word} of two\"", script.display());
    team.post(&["-e"])
        .env("GIT_EDITOR", line("one"))
        .env("EDITOR", "false")
        .run()
        .ok();
    assert_eq!(team.texts(23, "done"), ["one of two"]);
    team.git(&["config", "core.editor", &line("core")]);
    team.post(&["-e"]).env("EDITOR", "false").run().ok();
    assert_eq!(team.texts(23, "done"), ["core of two"]);
    team.git(&["config", "--unset", "core.editor"]);
    team.post(&["-e"])
        .env("TERM", "xterm")
        .env("EDITOR", line("environment"))
        .run()
        .ok();
    assert_eq!(team.texts(23, "done"), ["environment of two"]);
}

#[test]
fn a_failing_or_killed_editor_aborts_and_keeps_the_text() {
    let team = Team::new();
    let before = team.tip();
    // An untouched form is nothing to keep.
    team.edit("exit 1", &[])
        .run()
        .code(1)
        .notes("nothing was posted");
    assert!(team.drafts().is_empty());
    for end in ["exit 3", "kill -9 $$"] {
        let script = format!("printf '## Done\\n- An hour of work\\n' > \"$1\"\n{end}");
        team.edit(&script, &[])
            .run()
            .code(1)
            .notes("nothing was posted")
            .notes("ada-2026-11-23.md")
            .notes("tidings post --for 2026-11-23 --edit");
        assert!(team.draft("ada-2026-11-23.md").contains("An hour of work"));
    }
    assert_eq!(team.tip(), before);
    // Where nobody can be asked, what was kept stays kept.
    team.edit("printf '## Done\\n- Else\\n' > \"$1\"", &[])
        .run()
        .ok()
        .notes("an earlier draft is kept in");
    let aside: Vec<String> = team.drafts();
    assert!(!aside.is_empty());
    for name in aside {
        assert!(team.draft(&name).contains("An hour of work"), "{name}");
    }
    assert_eq!(team.texts(23, "done"), ["Else"]);
}

#[test]
fn a_form_that_cannot_be_read_comes_back_with_the_error_beside_the_line() {
    let team = Team::new();
    let before = team.tip();
    team.edit(
        "printf '## Done\\n- Good\\n\\n## Donne\\n- Lost?\\n' > \"$1\"",
        &[],
    )
    .run()
    .code(1)
    .notes("the errors stand beside their lines")
    .notes("ada-2026-11-23.md");
    assert_eq!(team.tip(), before);
    let draft = team.draft("ada-2026-11-23.md");
    let lines: Vec<&str> = draft.lines().collect();
    let place = lines.iter().position(|line| line.contains("## Donne"));
    let place = place.expect("the line is there");
    let near = lines[place.saturating_sub(2)..=(place + 1).min(lines.len() - 1)].join("\n");
    assert!(near.contains("there is no section 'Donne'"), "{draft}");
    assert!(
        draft.contains("- Good") && draft.contains("- Lost?"),
        "{draft}"
    );
    // Mended, it posts as the hint says, remarks and all.
    let path = team.repo.join(".git/tidings/drafts/ada-2026-11-23.md");
    std::fs::write(&path, draft.replace("## Donne", "## Next")).expect("writable");
    team.post(&["-f"]).arg(&path).run().ok();
    assert_eq!(team.texts(23, "done"), ["Good"]);
    assert_eq!(team.texts(23, "next"), ["Lost?"]);
    assert!(team.drafts().is_empty());
}

#[test]
fn what_was_posted_meanwhile_is_not_overwritten() {
    let team = Team::new();
    team.post(&["First"]).run().ok();
    let script = format!(
        "'{}' post --no-input Meanwhile || exit 9\nprintf '## Done\\n- Mine\\n' > \"$1\"",
        env!("CARGO_BIN_EXE_tidings")
    );
    team.edit(&script, &[])
        .run()
        .code(1)
        .notes("changed in the meantime")
        .notes("what you wrote is kept");
    assert_eq!(team.texts(23, "done"), ["First", "Meanwhile"]);
    assert!(team.draft("ada-2026-11-23.md").contains("- Mine"));
    team.post(&["-f", ".git/tidings/drafts/ada-2026-11-23.md"])
        .run()
        .ok();
    assert_eq!(team.texts(23, "done"), ["First", "Meanwhile", "Mine"]);
}
