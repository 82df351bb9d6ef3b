use super::Desk;
use super::desk::column;
use crate::kit::{NOW, Sandbox};

#[test]
fn a_member_sees_what_is_due_and_what_waits() {
    let desk = Desk::new();
    desk.post(
        "grace",
        "2026-11-19",
        &["-q", "Who has the key? {to=ada}", "-b", "No ink left"],
    );
    let text = desk.read(&["status"]);
    for part in [
        "ada has not posted",
        "Who has the key?",
        "Grace Sample",
        "tidings post",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.lines().count() < 15, "{text}");
    assert_eq!(desk.read(&[]), text, "bare, it is the same");
    let status = desk.json(&["status"]);
    assert_eq!(status["me"], "ada");
    assert_eq!(status["posted"], false);
    assert_eq!(column(&status["waiting"], "author"), ["grace"]);
    assert_eq!(status["people"]["grace"], "Grace Sample");
    desk.post("ada", "2026-11-23", &["-d", "Found it"]);
    let status = desk.json(&["status"]);
    assert_eq!(status["posted"], true);
    let next = status["next_command"].as_str().expect("a command");
    assert!(next.starts_with("tidings show grace/2026-11-19/"), "{next}");
    // What is suggested can be run.
    let words: Vec<&str> = next.split(' ').skip(1).collect();
    assert!(desk.read(&words).contains("Who has the key?"));
}

#[test]
fn the_short_form_is_a_line_or_nothing() {
    let desk = Desk::new();
    let short = |who: &str, when: &str| desk.run(who, when, &["status", "--short"]);
    let line = short("ada", NOW);
    assert!(
        line.contains("Monday 2026-11-23") && line.lines().count() == 1,
        "{line}"
    );
    desk.post("ada", "2026-11-23", &["-d", "Something"]);
    assert_eq!(short("ada", NOW), "");
    // Nothing is due on a Sunday, in whatever zone one lives.
    assert_eq!(short("grace", "2026-11-22T12:00:00Z"), "");
    // Monday has begun where Linus lives, but not his work.
    assert_eq!(short("linus", "2026-11-22T23:59:59Z"), "");
    assert!(short("linus", "2026-11-23T00:00:00Z").contains("2026-11-23"));
    // Its hour has come as work ended; by midnight it is the next day's turn.
    assert!(short("linus", "2026-11-23T14:59:59Z").contains("2026-11-23"));
    assert_eq!(short("linus", "2026-11-23T15:00:00Z"), "");
    assert_eq!(short("stranger", NOW), "");
}

#[test]
fn whoever_is_unknown_is_told_how_to_join() {
    let desk = Desk::new();
    let run = desk.prepare("stranger", NOW, &["status"]).run().ok();
    run.says("not in the team file").says("tidings join");
    let anonymous = desk
        .prepare("ada", NOW, &["status"])
        .without("GIT_AUTHOR_NAME")
        .without("GIT_AUTHOR_EMAIL")
        .without("GIT_COMMITTER_NAME")
        .without("GIT_COMMITTER_EMAIL")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .run()
        .ok();
    anonymous.says("tidings join");
    desk.git(&["config", "tidings.author", "nobody"]);
    let run = desk.prepare("ada", NOW, &["status"]).run().code(1);
    run.notes("'nobody'").notes("tidings join --handle nobody");
    let short = desk.prepare("ada", NOW, &["status", "--short"]).run().ok();
    assert_eq!((short.stdout(), short.stderr()), ("", ""));
}

#[test]
fn where_there_is_no_log_it_says_how_to_get_one() {
    let sandbox = Sandbox::new();
    let plain = sandbox.repo(crate::kit::Kind::Plain);
    let outside = sandbox.path("home");
    for place in [&plain, &outside] {
        let bare = sandbox.tidings(&[]).cwd(place).run().ok();
        for part in ["tidings demo", "tidings init", "tidings join"] {
            assert!(bare.stdout().contains(part), "{bare}");
        }
        let short = sandbox
            .tidings(&["status", "--short"])
            .cwd(place)
            .run()
            .ok();
        assert_eq!((short.stdout(), short.stderr()), ("", ""));
        for command in ["status", "digest", "log"] {
            let run = sandbox.tidings(&[command]).cwd(place).run().code(1);
            run.notes("hint:").notes("tidings init");
        }
    }
}

#[test]
fn details_are_said_where_they_are_wanted() {
    let desk = Desk::new();
    let post = ["post", "--no-input", "--for", "2026-11-18", "Set the type"];
    let quiet = desk.prepare("ada", NOW, &post).run().ok();
    assert!(!quiet.stderr().contains("commit "), "{}", quiet.stderr());
    let more = [&["-v"], &post[..], &["And printed it"]].concat();
    let said = desk.prepare("ada", NOW, &more).run().ok();
    for part in [
        "the log is branch 'tidings' of",
        "you are ada, by the address ada@example.org",
        &format!("commit {}: updates/2026/11/18/ada.yaml", desk.tip()),
    ] {
        assert!(said.stderr().contains(part), "{part}\n{}", said.stderr());
    }
    let digest = ["digest", "2026-W47", "--format", "json"];
    let more = [&["-v"], &digest[..]].concat();
    let said = desk.prepare("ada", NOW, &more).run().ok();
    let read = format!("read commit {}: 1 update", desk.tip());
    assert!(said.stderr().contains(&read), "{}", said.stderr());
    assert_eq!(said.stdout(), desk.read(&digest));
}
