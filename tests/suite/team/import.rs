use super::log::Log;

/// Commits as several people and robots.
fn history(log: &Log) {
    for (name, email) in [
        ("Mary Sample", "mary@example.org"),
        ("mary", "mary@laptop.example"),
        ("Linus Specimen", "linus@example.org"),
        (
            "dependabot[bot]",
            "49699333+dependabot[bot]@users.noreply.github.com",
        ),
        ("Ada Example", "ada@example.org"),
        ("Ada", "ada@example.net"),
    ] {
        let commit = ["commit", "--quiet", "--allow-empty", "-m", "Work"];
        let run = log.sandbox.program("git", &commit).cwd(&log.repository);
        let run = run.author(name, email);
        let date = "2026-11-20T09:00:00Z";
        run.env("GIT_AUTHOR_DATE", date)
            .env("GIT_COMMITTER_DATE", date)
            .run()
            .ok();
    }
}

#[test]
fn authors_are_proposed_and_added_when_asked_for() {
    let log = Log::new();
    history(&log);
    log.put(".mailmap", "<mary@example.org> <mary@laptop.example>\n");
    let before = log.team();
    let shown = log.run(&["team", "import"]).ok();
    let proposal = shown.stdout();
    for part in [
        "- handle: mary\n",
        "- mary@example.org\n      - mary@laptop.example\n",
        "linus2",
    ] {
        assert!(proposal.contains(part), "{part} is not in\n{proposal}");
    }
    assert!(!proposal.contains("bot"), "{proposal}");
    assert!(!proposal.contains("ada@example.org"), "{proposal}");
    assert_eq!(log.team(), before);
    log.run(&["team", "import", "--apply"])
        .ok()
        .notes("added: ");
    let after = log.team();
    assert!(after.starts_with(&before), "{after}");
    assert!(log.message().starts_with("team: "));
    log.run(&["team", "import"])
        .ok()
        .notes("everybody who wrote commits lately");
}

#[cfg(unix)]
#[test]
fn a_person_at_a_terminal_is_asked() {
    let log = Log::new();
    history(&log);
    let before = log.team();
    for (answer, changes) in [("n\r", false), ("y\r", true)] {
        let mut terminal = log.tidings(&["team", "import"]).terminal(100, 40);
        terminal
            .expect("handle: mary")
            .expect("members?")
            .send(answer);
        let (code, screen) = terminal.end();
        assert_eq!(code, 0, "{screen}");
        assert_eq!(log.team() != before, changes, "{screen}");
    }
}
