use super::log::Log;

#[test]
fn each_command_changes_its_lines_in_one_commit() {
    // Arguments, what was there, what is there then, and the commit's subject.
    for (args, from, to, subject) in [
        (
            "team edit ada --time-zone Asia/Tokyo",
            "time_zone: Europe/Paris\n      teams",
            "time_zone: Asia/Tokyo\n      teams",
            "ada: entry changed",
        ),
        (
            "team edit grace --role writer",
            ", cadence: weekly }",
            ", cadence: weekly, roles: [writer] }",
            "grace: entry changed",
        ),
        (
            "team edit grace --due thu --grace 2d --every 2 --from 2026-11-02",
            ", cadence: weekly }",
            ", cadence: {weekly: {due: thu 17:00, grace: \"2d\", every: 2, from: 2026-11-02}} }",
            "grace: entry changed",
        ),
        (
            "team edit ada --due 10:30",
            "      teams: [platform]\n      roles: [lead]\n",
            "      cadence:\n        daily:\n          due: \"10:30\"\n      teams: [platform]\n      roles: [lead]\n",
            "ada: entry changed",
        ),
        (
            "team edit grace --drop cadence",
            ", cadence: weekly }",
            " }",
            "grace: entry changed",
        ),
        (
            "team edit ada --handle adal",
            "- handle: ada\n",
            "- handle: adal\n      former_handles:\n        - ada\n",
            "ada: entry changed",
        ),
        (
            "team edit ada --days mon,tue --hours 8:00-12:00 --observer",
            "      teams: [platform]\n      roles: [lead]\n",
            "      work:\n        days: [mon, tue]\n        hours: \"08:00-12:00\"\n      teams: [platform]\n      roles: [lead]\n      observer: true\n",
            "ada: entry changed",
        ),
        (
            "team edit ada --move 2026-12-01=America/Lima",
            "      teams: [platform]\n",
            "      moves:\n        - on: 2026-12-01\n          to: America/Lima\n      teams: [platform]\n",
            "ada: entry changed",
        ),
        (
            "team remove grace --on 2026-11-30",
            ", cadence: weekly }",
            ", cadence: weekly, left: 2026-11-30 }",
            "grace: leaves the team on 2026-11-30",
        ),
        (
            "team remove linus --erase",
            "    - handle: linus\n      name: Linus Specimen\n      time_zone: Asia/Tokyo\n      left: 2026-11-20\n",
            "",
            "linus: taken out of the team",
        ),
        (
            "team add mary --name Mary --email mary@example.org --cadence weekly",
            "left: 2026-11-20\n",
            "left: 2026-11-20\n    - handle: mary\n      name: Mary\n      emails:\n        - mary@example.org\n      cadence: weekly\n      joined: 2026-11-23\n",
            "mary: added to the team",
        ),
    ] {
        let log = Log::new();
        let before = log.team();
        let args: Vec<&str> = args.split(' ').collect();
        log.run(&args).ok();
        log.assert_changed(&before, from, to);
        let message = log.message();
        let mut lines = message.lines();
        assert_eq!(lines.next(), Some(subject));
        assert!(message.contains("\nTidings-Author: ada\n"), "{message}");
        assert!(message.contains("\nTidings-Id: "), "{message}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_changes() {
    let log = Log::new();
    let before = log.team();
    for (args, code, part) in [
        (
            "team edit nobody --name X",
            1,
            "there is no member 'nobody'",
        ),
        ("team edit ada", 2, "what is to be changed is not said"),
        ("team edit --name X", 2, "whose entry"),
        ("team edit ada --time-zone Europe/Pariss", 2, "Europe/Paris"),
        ("team edit ada --hours nine", 2, "--hours: 'nine'"),
        (
            "team edit ada --days mon-fri",
            2,
            "--days: 'mon-fri' is no day of the week\nhint: name each day: --days mon,tue,wed\n",
        ),
        (
            "team edit ada --joined soon",
            2,
            "--joined: 'soon' is no day",
        ),
        ("team edit ada --drop mood", 2, "there is no key 'mood'"),
        ("team edit ada --drop cadence", 1, "has no cadence"),
        ("team edit ada --handle grace", 1, "belongs to grace"),
        (
            "team edit ada --email GRACE@example.org",
            1,
            "two members claim",
        ),
        (
            "team edit ada --holidays /etc/passwd",
            1,
            "no path of a calendar",
        ),
        (
            "team add ada",
            1,
            "the handle 'ada' is taken\nhint: choose another, or change the entry: tidings team edit ada",
        ),
        (
            "team edit ada --due noon",
            2,
            "'noon' is no hour; write 16:00",
        ),
        (
            "team edit grace --due noon",
            2,
            "write \"fri 16:00\" or 16:00",
        ),
        (
            "team edit grace --grace ages",
            2,
            "--grace: 'ages' is no length of time",
        ),
        ("team edit ada --every 0", 2, "0 is not in 1..=1000"),
        ("team edit ada --from when", 2, "--from"),
        ("team add CON!", 2, "is no handle"),
        ("team remove nobody", 1, "there is no member 'nobody'"),
    ] {
        let args: Vec<&str> = args.split(' ').collect();
        log.run(&args).code(code).notes(part);
        assert_eq!(log.team(), before, "{args:?}");
    }
    // Who has written is not forgotten.
    log.run(&["post", "--no-input", "Done"]).ok();
    log.run(&["team", "remove", "ada", "--erase"])
        .code(1)
        .notes("the log has updates of 'ada'")
        .notes("tidings team remove ada");
}

#[test]
fn what_is_wrong_since_a_change_is_said_at_once() {
    let log = Log::new();
    let missing = "there is no calendar '.tidings/fr.ics' in the";
    log.run(&["team", "edit", "ada", "--holidays", ".tidings/fr.ics"])
        .ok()
        .notes("changed: the entry of ada\nerror: .tidings/team.yaml:")
        .notes(missing);
    // What was wrong before is told by 'tidings team'.
    let later = log.run(&["team", "edit", "ada", "--role", "coach"]).ok();
    assert!(!later.stderr().contains(missing), "{later}");
    log.run(&["team", "add", "mary"])
        .ok()
        .notes("mary is in Team Quill\n  say how they are recognised when they post: tidings team edit mary --email ADDRESS\n");
}

#[test]
fn a_rhythm_is_changed_where_it_is_clear_which() {
    let log = Log::with(
        "tidings: 1\ncadence: { daily: { due: \"16:00\" }, weekly: { due: fri 15:00 } }\n\
         members:\n  - handle: ada\n    emails: [ada@example.org]\n",
    );
    let before = log.team();
    log.run(&["team", "edit", "ada", "--grace", "2d"])
        .code(2)
        .notes("'ada' posts both daily and weekly")
        .notes("tidings team edit");
    assert_eq!(log.team(), before);
    let thursday = ["--cadence", "weekly", "--due", "thu 16:00"];
    log.run(&[&["team", "edit", "ada"], &thursday[..]].concat())
        .ok();
    let weekly = "    cadence:\n      weekly:\n        due: thu 16:00\n";
    assert_eq!(log.team(), format!("{before}{weekly}"));
    // What is not said stays.
    log.run(&["team", "edit", "ada", "--due", "17:30"]).ok();
    let later = weekly.replace("16:00", "17:30");
    assert_eq!(log.team(), format!("{before}{later}"));
}

#[cfg(unix)]
mod dialogue {
    use super::Log;

    /// Makes an editor of a shell script, which sees the file as `$1`.
    fn editor(log: &Log, script: &str) -> String {
        let text = format!("#!/bin/sh\n{script}\n");
        let path = log.sandbox.write("editor.sh", text);
        format!("sh {}", path.display())
    }

    #[test]
    fn the_file_is_checked_when_the_editor_ends() {
        let log = Log::new();
        let before = log.team();
        // The first time it breaks a zone, the second time it mends it.
        let script = "if grep -q Lima, \"$1\"; then sed -i s,America/Lima,America/Limaa, \"$1\"\n\
                      else sed -i s,America/Limaa,America/Bogota, \"$1\"; fi";
        let run = log
            .tidings(&["team", "edit"])
            .env("GIT_EDITOR", editor(&log, script));
        let mut terminal = run.terminal(100, 30);
        terminal
            .expect("'America/Limaa' is no time zone")
            .expect("Open it again?")
            .send("\r");
        terminal.expect("changed: the team file");
        let (code, screen) = terminal.end();
        assert_eq!(code, 0, "{screen}");
        log.assert_changed(&before, "America/Lima", "America/Bogota");
        assert!(log.message().starts_with("ada: edits the team\n"));
    }

    #[test]
    fn what_was_written_is_kept_as_a_draft() {
        let log = Log::new();
        let before = log.team();
        let broken = "echo 'members: [' >> \"$1\"";
        let run = log
            .tidings(&["team", "edit"])
            .env("GIT_EDITOR", editor(&log, broken));
        let mut terminal = run.terminal(100, 30);
        terminal.expect("Open it again?").send("n\r");
        let (code, screen) = terminal.end();
        assert_eq!(code, 1, "{screen}");
        assert!(screen.contains("what you wrote is kept in"), "{screen}");
        assert_eq!(log.team(), before);
        // Going on with it, and taking the broken line out.
        let mend = "grep -q 'members: \\[$' \"$1\" || exit 9\n\
                    sed -i -e '/members: \\[$/d' -e s,America/Lima,America/Bogota, \"$1\"";
        let run = log.tidings(&["team", "edit", "--no-input"]);
        run.env("GIT_EDITOR", editor(&log, mend))
            .run()
            .ok()
            .notes("going on with what was kept");
        log.assert_changed(&before, "America/Lima", "America/Bogota");
    }

    #[test]
    fn an_edit_that_was_overtaken_loses_nothing_of_either() {
        let log = Log::new();
        let before = log.team();
        let program = env!("CARGO_BIN_EXE_tidings");
        // While the file is open, somebody says that Grace is away.
        let script = format!(
            "sed -i s,America/Lima,America/Bogota, \"$1\"; '{program}' away 2026-12-01 --as grace"
        );
        let run = log.tidings(&["team", "edit", "--no-input"]);
        let run = run.env("GIT_EDITOR", editor(&log, &script)).run().code(1);
        let run = run.notes("was changed in the meantime");
        let run = run.notes("take it over into what 'tidings team edit' opens now");
        let (_, path) = run.stderr().split_once("is kept in ").expect("a place");
        let (path, _) = path.split_once(';').expect("more");
        let draft = std::fs::read_to_string(path).expect("what was written is there");
        assert_eq!(draft, before.replacen("America/Lima", "America/Bogota", 1));
        assert!(log.team().contains("2026-12-01") && log.team().contains("America/Lima"));
    }

    #[test]
    fn an_editor_that_changes_nothing_or_fails_leaves_the_file() {
        let log = Log::new();
        let before = log.team();
        let quiet = log.tidings(&["team", "edit"]).env("GIT_EDITOR", ":");
        quiet.run().ok().notes("nothing was changed");
        let fails = log.tidings(&["team", "edit"]).env("GIT_EDITOR", "false");
        fails.run().code(1).notes("nothing was changed");
        assert_eq!(log.team(), before);
    }
}
