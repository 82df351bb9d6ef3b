use std::process::Command;
use std::time::Duration;
use std::{fs, thread};

use super::program::ANSWER_FILE;
use super::terminal::{CTRL_C, ENTER, FRESH, Terminal};

#[test]
fn leaving_keeps_what_was_typed() {
    for leave in [CTRL_C, "\x1b"] {
        let mut terminal = Terminal::run("quick_post_with_plan");
        let first = terminal.wait("Roll out to ten customers");
        terminal.send(" ");
        terminal.wait("> [x] Retry");
        terminal.send(ENTER);
        terminal.item("Shipped it");
        terminal.item("");
        terminal.wait(FRESH);
        terminal.send("half a li");
        terminal.wait("half a li");
        terminal.send(leave);
        let rest = terminal.finish(&first);
        let expected =
            r#"interrupted QuickAnswer { ticked: [0], fields: [["Shipped it"], ["half a li"]] }"#;
        assert!(rest.contains(expected), "{leave:?}: {rest}");
        assert!(rest.contains("\x1b[?25h"), "the cursor is seen: {rest:?}");
        assert!(
            rest.contains("\x1b[?2004l"),
            "pastes are not marked: {rest:?}"
        );
    }
}

#[test]
fn ctrl_c_in_a_list_shows_the_cursor_again() {
    let mut terminal = Terminal::run("quick_post_with_plan");
    let first = terminal.wait("Roll out to ten customers");
    terminal.send("q");
    terminal.send(CTRL_C);
    let rest = terminal.finish(&first);
    assert!(
        rest.contains("interrupted QuickAnswer { ticked: []"),
        "{rest}"
    );
    assert!(rest.contains("\x1b[?25h"), "the cursor is seen: {rest:?}");
}

#[test]
fn ctrl_c_ends_every_question() {
    let mut terminal = Terminal::run("questions");
    let first = terminal.wait("Your handle [grace]: ");
    // (what is on the screen before, what the program says after)
    let table = [
        ("\x1b[", "handle Err"),
        ("Start a log here?", "sure Err"),
        ("Push it?", "sure Err"),
        ("> weekly", "cadence Err"),
    ];
    for (before, after) in table {
        terminal.wait(before);
        terminal.send(CTRL_C);
        let screen = terminal.wait(after);
        assert!(
            screen.contains("\x1b[?25h"),
            "the cursor is seen: {screen:?}"
        );
    }
    terminal.finish(&first);
}

#[test]
fn a_program_told_to_end_loses_nothing() {
    let mut terminal = Terminal::run("quick_post_without_plan");
    let first = terminal.wait("Done");
    let program = first
        .lines()
        .find_map(|line| line.trim().strip_prefix("program "))
        .expect("the program says its number")
        .to_owned();
    terminal.item("Shipped it");
    terminal.wait(FRESH);
    let killed = Command::new("kill").args(["-TERM", &program]).status();
    assert!(killed.expect("a signal").success());
    let rest = terminal.finish(&first);
    assert!(
        rest.contains(r#"interrupted QuickAnswer { ticked: [], fields: [["Shipped it"]"#),
        "{rest}"
    );
}

#[test]
fn a_closed_terminal_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("answer");
    let path = file.to_str().expect("a path of letters");
    let mut terminal = Terminal::run_with("quick_post_without_plan", &[(ANSWER_FILE, path)]);
    terminal.wait("Done");
    terminal.item("Shipped it");
    terminal.wait(FRESH);
    terminal.send("half a line");
    terminal.wait("half a line");
    drop(terminal);
    for _ in 0..200 {
        if file.exists() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    thread::sleep(Duration::from_millis(50));
    let answer = fs::read_to_string(&file).expect("an answer");
    assert!(
        answer.contains(r#"[["Shipped it", "half a line"]"#),
        "{answer}"
    );
}
