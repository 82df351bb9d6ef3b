//! Answering at a terminal.

use super::{Thread, each};

/// An answer's line that waits, with nothing on it yet.
const ANSWER: &str = "  > \u{1b}[K\r\u{1b}[4C";

#[test]
fn what_is_answered_is_shown_and_one_line_answers_it() {
    let thread = Thread::begin();
    let run = thread.by("grace", &["reply", &thread.question]);
    let mut screen = run.terminal(100, 30);
    screen
        .expect("a question of ada")
        .expect("Which retention?");
    screen
        .expect("Your reply")
        .expect(ANSWER)
        .send_line("Thirty days");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert_eq!(
        each(&thread.show(&thread.question), "text"),
        ["Thirty days"]
    );
}

#[test]
fn a_reply_that_was_left_is_kept_and_gone_on_with() {
    let thread = Thread::begin();
    let tip = thread.team.tip();
    let prepare = || thread.by("grace", &["reply", &thread.question]);
    let mut screen = prepare().terminal(100, 30);
    screen.expect(ANSWER).send("Half a thou\u{3}");
    let (code, all) = screen.end();
    assert_eq!(code, 130, "{all}");
    assert_eq!(thread.team.tip(), tip);
    assert_eq!(thread.team.drafts().len(), 1, "{all}");

    let script = thread.team.sandbox.write("editor.sh", "echo ght >> \"$1\"");
    let run = prepare().env("GIT_EDITOR", format!("sh '{}'", script.display()));
    let mut screen = run.terminal(100, 30);
    screen
        .expect("There is a draft of this reply that was not sent")
        .send_line("y");
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert_eq!(
        each(&thread.show(&thread.question), "text"),
        ["Half a thou\nght"]
    );
    assert!(thread.team.drafts().is_empty());
}

#[test]
fn an_editor_that_fails_keeps_what_was_written() {
    let thread = Thread::begin();
    let script = thread
        .team
        .sandbox
        .write("editor.sh", "echo Half >> \"$1\"; exit 1");
    let run = thread.by("grace", &["reply", &thread.question, "--edit"]);
    let run = run.env("GIT_EDITOR", format!("sh '{}'", script.display()));
    super::refused(&thread, run, 1).notes("what you wrote is kept in");
    let drafts = thread.team.drafts();
    assert!(thread.team.draft(&drafts[0]).contains("Half"));
}
