//! What is asked and answered at a terminal.

use super::team::Team;
use crate::kit::{Invocation, Terminal};

const CTRL_C: &str = "\u{3}";

/// An item's line that waits, with nothing on it yet. What is typed sooner
/// than a person could would pass for pasted.
const FRESH: &str = "  - \u{1b}[K\r\u{1b}[4C";

fn start(run: Invocation) -> Terminal {
    run.terminal(100, 40)
}

/// Types items, each once there is a line for it.
fn type_items(screen: &mut Terminal, items: &[&str]) {
    for item in items {
        screen.expect(FRESH).send_line(item);
    }
}

fn friday(team: &Team) {
    team.post(&[
        "--for", "friday", "x", "-n", "Plan one", "-n", "Plan two", "-b", "Stuck",
    ])
    .run()
    .ok();
}

#[test]
fn the_quick_screen_ticks_asks_and_posts() {
    let team = Team::new();
    friday(&team);
    let mut screen = start(team.post(&[]));
    screen
        .expect("Monday 2026-11-23")
        .expect("Still open")
        .expect("Stuck");
    screen.expect("Plan two").send(" \r").expect("Done");
    type_items(&mut screen, &["Fix #214: done", "@linus Second", ""]);
    screen.expect("Next");
    type_items(&mut screen, &["Later", ""]);
    screen.expect("Blockers");
    type_items(&mut screen, &["@grace No key", ""]);
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert!(
        all.contains("saved: ada's daily update for Monday"),
        "{all}"
    );
    assert_eq!(
        team.texts(23, "done"),
        ["Plan one", "Fix #214: done", "@linus Second"]
    );
    assert_eq!(team.texts(23, "next"), ["Plan two", "Later"]);
    assert_eq!(team.texts(23, "blockers"), ["Stuck", "No key"]);
    assert_eq!(team.update(23)["done"][0]["since"], "2026-11-20");
}

#[test]
fn three_empty_lines_post_nothing() {
    let team = Team::new();
    let before = team.tip();
    let mut screen = start(team.post(&[]));
    screen.expect("Done");
    type_items(&mut screen, &["", "", ""]);
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert!(all.contains("nothing was posted"), "{all}");
    assert_eq!(team.tip(), before);
}

#[test]
fn a_pasted_paragraph_stays_in_its_section() {
    let team = Team::new();
    let mut screen = start(team.post(&[]));
    screen.expect("Done").expect(FRESH);
    screen.send("\u{1b}[200~- One\n- Two: with #214\n\nAnd more.\n\u{1b}[201~\r");
    type_items(&mut screen, &["", "", ""]);
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    let done = team.texts(23, "done").join("\n");
    for part in ["One", "Two: with #214", "And more."] {
        assert!(done.contains(part), "{part} is not in {done}\n{all}");
    }
    assert!(team.texts(23, "next").is_empty());
}

#[test]
fn leaving_keeps_what_was_typed_and_the_next_post_offers_it() {
    let team = Team::new();
    friday(&team);
    let before = team.tip();
    let mut screen = start(team.post(&[]));
    screen.expect("Plan two").send(" \r");
    screen.expect("Done").expect(FRESH).send_line("Typed");
    screen
        .expect(FRESH)
        .send("Half a li")
        .expect("Half a li")
        .send(CTRL_C);
    let (code, all) = screen.end();
    assert_eq!(code, 130, "{all}");
    assert!(all.contains("ada-2026-11-23.md"), "{all}");
    assert_eq!(team.tip(), before);
    let draft = team.draft("ada-2026-11-23.md");
    assert!(
        draft.contains("- Typed") && draft.contains("- Half a li"),
        "{draft}"
    );
    team.tidings(&["status"])
        .run()
        .ok()
        .notes("there is a draft");
    // A post by options goes its way, and names the draft.
    team.post(&["Meanwhile"])
        .run()
        .ok()
        .notes("there is a draft as well");

    let script = team
        .sandbox
        .write("editor.sh", "sed -i.x 's/Half a li/A whole line/' \"$1\"");
    let editor = format!("sh '{}'", script.display());
    let mut screen = start(team.post(&[]).env("GIT_EDITOR", editor));
    screen.expect("There is a draft").send_line("y");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    let mut done = team.texts(23, "done");
    done.sort();
    assert_eq!(done, ["A whole line", "Meanwhile", "Plan one", "Typed"]);
    // What is open did not close because the draft does not speak of it.
    assert_eq!(team.texts(23, "blockers"), ["Stuck"]);
    assert_eq!(team.texts(23, "next"), ["Plan two"]);
    assert!(!team.drafts().contains(&"ada-2026-11-23.md".to_owned()));
}

#[test]
fn a_draft_that_is_not_wanted_is_kept_and_not_offered_again() {
    let team = Team::new();
    let mut screen = start(team.post(&[]));
    screen
        .expect("Done")
        .expect(FRESH)
        .send("Half")
        .expect("Half")
        .send(CTRL_C);
    assert_eq!(screen.end().0, 130);
    let mut screen = start(team.post(&[]));
    screen.expect("There is a draft").send_line("n");
    screen.expect("is kept in").expect("Done").send(CTRL_C);
    assert_eq!(screen.end().0, 130);
    assert_eq!(team.drafts(), ["ada-2026-11-23.md~1"]);
    assert!(team.draft("ada-2026-11-23.md~1").contains("Half"));
}

#[test]
fn what_the_editor_left_as_it_was_is_posted_only_on_a_yes() {
    let team = Team::new();
    let before = team.tip();
    let mut screen = start(team.post(&["-e", "Half"]).env("GIT_EDITOR", "true"));
    screen.expect("Post it as it stands?").send_line("n");
    let (code, all) = screen.end();
    assert_eq!(code, 1, "{all}");
    assert!(all.contains("the draft is kept in"), "{all}");
    assert_eq!(team.tip(), before);
    let mut screen = start(team.post(&[]).env("GIT_EDITOR", "true"));
    screen.expect("There is a draft").send_line("y");
    screen.expect("Post it as it stands?").send_line("y");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert_eq!(team.texts(23, "done"), ["Half"]);
}

#[test]
fn an_attribute_that_is_misspelt_in_a_prompt_is_named() {
    let team = Team::new();
    let mut screen = start(team.post(&[]));
    screen.expect("Done");
    type_items(&mut screen, &["Ship {due=soon}", "", "", ""]);
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert!(all.contains("'due=soon' is no date"), "{all}");
    assert_eq!(team.texts(23, "done"), ["Ship {due=soon}"]);
}

#[test]
fn a_form_that_cannot_be_read_is_offered_again() {
    let team = Team::new();
    // The first time it breaks the form, the second time it mends it.
    let script = team.sandbox.write(
        "editor.sh",
        "if grep -q Donne \"$1\"; then sed -i.x 's/## Donne/## Next/' \"$1\"\n\
         else printf '## Done\\n- Good\\n## Donne\\n- Later\\n' > \"$1\"; fi\n",
    );
    let editor = format!("sh '{}'", script.display());
    let mut screen = start(team.post(&["-e"]).env("GIT_EDITOR", editor));
    screen.expect("Open it again?").send_line("");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert_eq!(team.texts(23, "done"), ["Good"]);
    assert_eq!(team.texts(23, "next"), ["Later"]);
}

#[test]
fn commits_open_in_the_editor_before_they_are_posted() {
    let team = Team::new();
    let run = team
        .sandbox
        .program("git", &["commit", "--allow-empty", "-m", "Written today"]);
    run.cwd(&team.repo)
        .env("GIT_COMMITTER_DATE", "2026-11-23T08:00:00Z")
        .env("GIT_AUTHOR_DATE", "2026-11-23T08:00:00Z")
        .run()
        .ok();
    let script = team.sandbox.write(
        "editor.sh",
        "sed -i.x 's/Written today/Told better/' \"$1\"",
    );
    let editor = format!("sh '{}'", script.display());
    let (code, all) = start(team.post(&["--from-commits"]).env("GIT_EDITOR", editor)).end();
    assert_eq!(code, 0, "{all}");
    assert_eq!(team.texts(23, "done"), ["Told better"]);
}

#[test]
fn the_first_post_of_all_starts_the_log_and_goes_on() {
    let team = Team::without_log();
    let mut screen = start(team.post(&["Begun", "-n", "Go on"]));
    screen.expect("Start one now?").send_line("");
    screen.expect("How often does the team post?").send("\r");
    screen.expect("Your handle").send_line("");
    screen.expect("digests").send("\r");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert!(all.contains("saved: ada's daily update"), "{all}");
    assert_eq!(team.texts(23, "done"), ["Begun"]);
    // Whoever says no is told how to, and nothing is made.
    let other = Team::without_log();
    let mut screen = start(other.post(&["Begun"]));
    screen.expect("Start one now?").send_line("n");
    let (code, all) = screen.end();
    assert_eq!(code, 1, "{all}");
    assert!(all.contains("tidings init"), "{all}");
    assert_eq!(other.git(&["branch", "--list", "tidings"]), "");
}

#[test]
fn the_first_post_of_somebody_new_enrols_and_goes_on() {
    let team = Team::new();
    let run = team.post(&["Hello", "-b", "No account"]);
    let mut screen = start(run.author("Mary Example", "mary@example.org"));
    screen.expect("Join the team now?").send_line("");
    screen.expect("Your handle").send_line("mary");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert!(all.contains("saved: mary's daily update"), "{all}");
    assert!(team.file(".tidings/team.yaml").contains("mary@example.org"));
    assert!(
        team.file("updates/2026/11/23/mary.yaml")
            .contains("No account")
    );
    assert!(team.file(".tidings/team.yaml").contains("help: One thing"));
}

#[test]
fn no_input_and_ci_ask_nothing_at_a_terminal_either() {
    let team = Team::new();
    for run in [team.post(&["--no-input"]), team.post(&[]).env("CI", "true")] {
        let (code, all) = start(run).end();
        assert_eq!(code, 2, "{all}");
        assert!(all.contains("tidings post \"Shipped retries\""), "{all}");
    }
    let none = Team::without_log();
    let (code, all) = start(none.post(&["--no-input", "x"])).end();
    assert_eq!(code, 1, "{all}");
}

#[test]
fn init_asks_four_things() {
    let team = Team::without_log();
    let mut screen = start(team.tidings(&["init"]));
    screen.expect("Where is the log to be?").send("\r");
    screen
        .expect("How often does the team post?")
        .send("\u{1b}[B\r");
    screen.expect("Your handle").send_line("Not A Handle");
    screen.expect("handle").send("\u{15}").send_line("countess");
    screen.expect("Where are digests to be kept?").send("\r");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    let file = team.file(".tidings/team.yaml");
    for part in ["cadence: weekly", "handle: countess", "ada@example.org"] {
        assert!(file.contains(part), "{file}");
    }
    // Leaving in the middle makes nothing.
    let other = Team::without_log();
    let mut screen = start(other.tidings(&["init"]));
    screen.expect("Where is the log to be?").send("\r");
    screen.expect("How often does the team post?").send(CTRL_C);
    let (code, all) = screen.end();
    assert_eq!(code, 130, "{all}");
    assert_eq!(other.git(&["branch", "--list", "tidings"]), "");
}
