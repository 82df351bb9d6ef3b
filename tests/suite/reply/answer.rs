//! From what is typed to a file and a commit.

use super::{Thread, each, path, refused};

#[test]
fn updates_items_and_replies_are_answered_by_any_unique_address() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let (_, id) = question.rsplit_once('/').expect("an id");
    let whole = thread.reply("grace", &["ada/2026-11-20", "Well done"]);
    let text = thread.file(&whole);
    assert_eq!(
        text,
        "tidings: 1\nauthor: grace\nto: ada/2026-11-20\ntext: Well done\n"
    );
    let mut last = thread.reply("grace", &[question, "first"]);
    let shorter = [
        id.to_owned(),
        format!("ada/{id}"),
        format!("2026-11-20/{id}"),
    ];
    for address in &shorter {
        last = thread.reply("grace", &[address, "more"]);
        assert!(thread.file(&last).contains(&format!("to: {question}\n")));
    }
    let (_, name) = last.rsplit_once('/').expect("a name");
    let forms = [
        last.clone(),
        name.to_owned(),
        name[..6].to_owned(),
        format!("ada/{}", &name[..6]),
        format!("2026-11-20/{}", &name[..6]),
    ];
    for address in &forms {
        let answer = thread.reply("ada", &[address, "Why?"]);
        let text = thread.file(&answer);
        assert!(text.contains(&format!("to: {question}\n")), "{text}");
        assert!(
            text.contains("\nre: ") && text.contains(&name[1..]),
            "{text}"
        );
    }
    let subject = thread.team.git(&["log", "-1", "--format=%s", "tidings"]);
    assert_eq!(subject, format!("ada: replies to {last}"));
}

#[test]
fn an_address_that_fits_two_things_or_nothing_is_refused() {
    let thread = Thread::begin();
    for (name, text) in [("abcd1111", "one"), ("abcd2222", "two"), ("abcd", "three")] {
        let text = format!("tidings: 1\nauthor: grace\nto: ada/2026-11-20\ntext: {text}\n");
        thread
            .team
            .commit(&format!("replies/2026/11/20/ada/{name}.yaml"), &text);
    }
    // All of a name is never the beginning of another.
    let answer = thread.reply("ada", &["+abcd", "to the third"]);
    assert!(thread.file(&answer).contains("re: abcd\n"));
    thread.team.git(&["rev-parse", "tidings"]);
    for (address, code, says) in [
        ("+abcd1", 0, ""),
        ("+abc", 1, "at least 4 digits"),
        ("+zzzz", 1, "there is nothing at '+zzzz'"),
        ("+abce", 1, "did you mean '+abcd'?"),
        ("zzzzzz", 1, "there is nothing at 'zzzzzz'"),
        ("no such thing", 2, "is no address"),
        ("+", 2, "is no address"),
    ] {
        if code == 0 {
            thread.reply("ada", &[address, "x"]);
        } else {
            let run = thread.by("ada", &["reply", address, "x"]);
            refused(&thread, run, code).notes(says);
        }
    }
    for name in ["efgh1111", "efgh2222"] {
        let text = "tidings: 1\nauthor: grace\nto: ada/2026-11-20\ntext: x\n";
        thread
            .team
            .commit(&format!("replies/2026/11/20/ada/{name}.yaml"), text);
    }
    let run = thread.by("ada", &["reply", "+efgh", "x"]);
    refused(&thread, run, 2)
        .notes("'+efgh' fits 2 replies")
        .notes("ada/2026-11-20/+efgh1111, ada/2026-11-20/+efgh2222");
    let run = thread.by("ada", &["reply", "2026-11-20", "x"]);
    run.run().ok();
    thread
        .team
        .post(&["--as", "grace", "--for", "2026-11-20", "y"])
        .run()
        .ok();
    let run = thread.by("ada", &["reply", "2026-11-20", "x"]);
    refused(&thread, run, 2).notes("'2026-11-20' fits 2 updates");
    let run = thread.by("ada", &["reply"]);
    refused(&thread, run, 2).notes("tidings reply b7k2");
}

#[test]
fn a_text_comes_by_argument_file_input_or_editor() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let sandbox = &thread.team.sandbox;
    let file = sandbox.write("answer.md", "From a file\n\n- with a list\n");
    let file = file.to_str().expect("UTF-8");
    let editor = |script: &str| {
        let path = sandbox.write("editor.sh", script);
        format!("sh '{}'", path.display())
    };
    let form = sandbox.path("form.md");
    let write = format!(
        "cp \"$1\" '{}'; echo 'Out of the editor' >> \"$1\"",
        form.display()
    );
    for (args, stdin, script, want) in [
        (vec![question, "-- dashes"], "", "", "-- dashes"),
        (
            vec![question, "-f", file],
            "",
            "",
            "From a file\n\n- with a list",
        ),
        (vec![question, "-f", "-"], "Piped\n", "", "Piped"),
        (vec![question], "Piped as well", "", "Piped as well"),
        (
            vec![question, "--edit"],
            "",
            write.as_str(),
            "Out of the editor",
        ),
    ] {
        let args = [&["reply"][..], &args].concat();
        let run = thread.by("grace", &args).stdin(stdin);
        run.env("GIT_EDITOR", editor(script)).run().ok();
        let shown = thread.show(question);
        let texts = each(&shown, "text");
        assert_eq!(texts.last(), Some(&want), "{args:?}");
    }
    let form = std::fs::read_to_string(form).expect("the editor was run");
    assert!(form.contains("> Which retention?"), "{form}");
    assert!(form.contains(question), "{form}");
    assert!(thread.team.drafts().is_empty());

    // An empty reply is not sent, in whichever way it comes.
    for (args, script, code) in [
        (vec![question, ""], "", 2),
        (vec![question, "-f", "-"], "", 2),
        (vec![question, "--decided"], "", 2),
        (vec![question, "--edit"], "true", 0),
        (vec![question, "--edit", "--resolve"], "true", 0),
        (vec![question, "--edit"], ": > \"$1\"", 0),
    ] {
        let args = [&["reply"][..], &args].concat();
        let run = thread.by("grace", &args).env("GIT_EDITOR", editor(script));
        refused(&thread, run, code);
    }
    assert!(thread.team.drafts().is_empty());
}

#[test]
fn states_close_open_and_mark() {
    let thread = Thread::begin();
    let (question, blocker) = (thread.question.as_str(), thread.blocker.as_str());
    for (args, state) in [
        (&["--ack"][..], "acknowledged"),
        (&["--resolve"], "resolved"),
        (&["--reopen", "Not quite"], "reopened"),
        (&["We keep 30 days", "--decided"], "decided"),
        (&["Only talk"], "decided"),
        (&["--reopen"], "reopened"),
        (&["--ack", "Again"], "reopened"),
    ] {
        thread.reply("grace", &[&[question], args].concat());
        assert_eq!(thread.state(question).as_deref(), Some(state), "{args:?}");
    }
    assert_eq!(thread.state(blocker), None);
    thread.by("linus", &["resolve", blocker, "Done"]).run().ok();
    assert_eq!(thread.state(blocker).as_deref(), Some("resolved"));
    // Who says nothing new adds nothing; words are never lost.
    for (address, args, says) in [
        (blocker, &["--resolve"][..], "was resolved already"),
        (question, &["--reopen"], "is open already"),
        (question, &["--ack"], "acknowledged"),
    ] {
        let run = thread.by("grace", &[&["reply", address], args].concat());
        refused(&thread, run, 0).notes(says);
    }
    thread.reply("grace", &[blocker, "--resolve", "For the record"]);
    let closed = thread.show(blocker);
    assert_eq!(closed["item"]["resolved_by"], "linus");
    assert_eq!(each(&closed, "text"), ["Done", "For the record"]);

    for (args, code, says) in [
        (
            &["ada/2026-11-20", "--resolve"][..],
            2,
            "is an update, not an item",
        ),
        (
            &["ada/2026-11-20", "--reopen"],
            2,
            "is an update, not an item",
        ),
        (&[question, "--resolve", "--ack"], 2, "cannot be used with"),
    ] {
        let run = thread.by("grace", &[&["reply"], args].concat());
        refused(&thread, run, code).notes(says);
    }
}

#[test]
fn the_same_words_said_twice_in_a_second_are_two_replies() {
    let thread = Thread::begin();
    let first = thread.reply("grace", &[&thread.question, "Yes"]);
    let second = thread.reply("grace", &[&thread.question, "Yes"]);
    assert_ne!(first, second);
    assert_eq!(thread.file(&first), thread.file(&second));
}

#[test]
fn a_reply_on_behalf_of_somebody_says_so() {
    let thread = Thread::begin();
    let run = thread.by(
        "ada",
        &["reply", &thread.question, "By phone", "--as", "grace"],
    );
    run.run().ok().notes("in the name of grace, posted by ada");
    let shown = thread.show(&thread.question);
    assert_eq!(each(&shown, "author"), ["grace"]);
    assert_eq!(each(&shown, "posted_by"), ["ada"]);
    let terminal = thread.by("ada", &["show", &thread.question]).run().ok();
    terminal.says("posted by Ada Example");
    let run = thread.by("ada", &["reply", &thread.question, "x", "--as", "zed"]);
    refused(&thread, run, 1).notes("'zed' is no member");
}

#[test]
fn a_dry_run_prints_and_a_rule_objects() {
    let thread = Thread::begin();
    let run = thread.by("grace", &["reply", &thread.question, "Yes", "--dry-run"]);
    refused(&thread, run, 0)
        .says("# replies/2026/11/20/ada/")
        .says("text: \"Yes\"");
    let secret = concat!("AKIA", "IOSFODNN7EXAMPL2");
    let said = format!("The key is {secret}");
    let run = thread.by("grace", &["reply", &thread.question, &said]);
    let output = refused(&thread, run, 1).notes("it breaks the rules of the log");
    assert!(!output.stderr().contains(secret), "{output}");
    let drafts = thread.team.drafts();
    let [draft] = &drafts[..] else {
        panic!("one draft is kept, not {drafts:?}");
    };
    assert_eq!(thread.team.draft(draft), said);
    assert!(draft.starts_with("grace~ada~2026-11-20~"), "{draft}");
}

#[test]
fn what_cannot_be_saved_is_kept_and_sent_from_there() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let long = "x".repeat(70_000);
    let file = thread.team.sandbox.write("long.md", &long);
    let file = file.to_str().expect("UTF-8");
    let run = thread.by("grace", &["reply", question, "-f", file]);
    let output = refused(&thread, run, 1).notes("what you wrote is kept");
    let command = format!("tidings reply {question} -f ");
    let line = output.stderr().split(&command).nth(1).expect("a command");
    let kept = line.split('\'').next().expect("a path").to_owned();
    assert_eq!(std::fs::read_to_string(&kept).expect("it is kept"), long);
    std::fs::write(&kept, "Shorter").expect("it can be changed");
    let run = thread.by("grace", &["reply", question, "-f", &kept]);
    run.run().ok();
    assert_eq!(each(&thread.show(question), "text"), ["Shorter"]);
    assert!(thread.team.drafts().is_empty());

    let gone = "nothing here\n";
    let run = thread
        .by("grace", &["reply", "zzzz", "-f", "-"])
        .stdin(gone);
    refused(&thread, run, 1).notes("what you wrote is kept in");
}

#[test]
fn undo_takes_back_the_last_reply() {
    let thread = Thread::begin();
    let reply = thread.reply("grace", &[&thread.question, "Yes"]);
    let tip = thread.team.tip();
    thread
        .by("grace", &["reply", &reply, "--replace", "No"])
        .run()
        .ok();
    let undo = || thread.by("grace", &["undo"]).run();
    undo()
        .ok()
        .notes(&format!("your last change to the reply {reply}"));
    assert_eq!(thread.team.tip(), tip);
    // Ada has posted since; her commit stays as it is but for its parent.
    thread.reply("ada", &[&reply, "Thanks"]);
    undo().ok().notes(&format!("your reply {reply}"));
    assert!(!thread.paths().contains(&path(&reply)));
    let shown = thread.show(&thread.question);
    assert_eq!(each(&shown, "text"), ["Thanks"]);
    undo()
        .code(1)
        .notes("there is no post of 'grace' to take back");
}
