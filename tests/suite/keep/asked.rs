//! `init` asks four questions of somebody at a terminal.
#![cfg(unix)]

use super::team::{LOG, assert_clean, count, init, post, started, text};
use crate::kit::{Fingerprint, Kind, Sandbox};

const DOWN: &str = "\u{1b}[B";

#[test]
fn four_questions_begin_a_log_here() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Dirty);
    let before = Fingerprint::read(&sandbox, &repository);
    let mut terminal = sandbox
        .tidings(&["init"])
        .cwd(&repository)
        .terminal(100, 30);
    terminal.expect("Where is the log to be?").send("\r");
    terminal
        .expect("How often does the team post?")
        .send(DOWN)
        .send("\r");
    terminal
        .expect("Your handle (Ada Example <ada@example.org>, UTC)")
        .send("\r");
    terminal
        .expect("Where are digests to be kept?")
        .send("\r")
        .expect("started the log on branch 'tidings'");
    let (code, screen) = terminal.end();
    assert_eq!(code, 0, "{screen}");
    before.assert_untouched(&sandbox, &repository);
    let team = text(&sandbox, &repository, LOG, ".tidings/team.yaml");
    for part in ["weekly", "handle: ada", "Ada Example", "UTC"] {
        assert!(team.contains(part), "{part} is not in\n{team}");
    }
}

#[test]
fn a_repository_of_its_own_is_one_answer() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    let mut terminal = sandbox
        .tidings(&["init"])
        .cwd(&repository)
        .terminal(100, 30);
    terminal
        .expect("Where is the log to be?")
        .send(DOWN)
        .send("\r");
    terminal
        .expect("Directory of the new repository")
        .send("\r");
    terminal.expect("How often").send("\r");
    terminal.expect("Your handle").send("\r");
    terminal.expect("Where are digests").send("\r");
    terminal.expect("remembered: tidings.repo is ");
    let (code, screen) = terminal.end();
    assert_eq!(code, 0, "{screen}");
    let log = sandbox.path("work/team-log");
    assert_clean(&sandbox, &log);
    post(&sandbox, &repository, "2026-11-20", &["x"]).run().ok();
    assert_eq!(count(&sandbox, &log, "main"), 2);
}

#[test]
fn whoever_leaves_the_questions_has_begun_nothing() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    let mut terminal = sandbox
        .tidings(&["init"])
        .cwd(&repository)
        .terminal(100, 30);
    terminal.expect("Where is the log to be?").send("\r");
    terminal.expect("How often").send("\u{3}");
    let (code, screen) = terminal.end();
    assert_eq!(code, 130, "{screen}");
    let refs = sandbox.git(&repository, &["for-each-ref", "--format=%(refname)"]);
    assert_eq!(refs, "refs/heads/main");
}

#[test]
fn a_log_that_is_there_is_said_before_anything_is_asked() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let terminal = sandbox
        .tidings(&["init"])
        .cwd(&repository)
        .terminal(100, 30);
    let (code, screen) = terminal.end();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("there is a log already"), "{screen}");
    // With CI set nobody is asked either.
    let other = sandbox.repo(Kind::Plain);
    let ci = sandbox.tidings(&["init"]).cwd(&other).env("CI", "true");
    let (code, screen) = ci.terminal(100, 30).end();
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains('?'), "{screen}");
    init(&sandbox, &other, &[]).run().ok();
}

#[test]
fn a_handle_that_is_taken_is_asked_for_again() {
    let sandbox = Sandbox::new();
    let log = started(&sandbox, Kind::Plain);
    let join = sandbox.tidings(&["join"]).cwd(&log);
    let mut terminal = join.author("Ada", "ada@example.net").terminal(100, 30);
    terminal.expect("Your handle").send_line("ada");
    terminal.expect("'ada' is taken");
    // What was typed stands there to be mended.
    terminal.send_line(".net");
    terminal.expect("ada.net joined Team Quill");
    assert_eq!(terminal.end().0, 0);
}
