//! One's own reply is changed, nobody else's is.

use super::{Thread, each, refused};

#[test]
fn ones_own_reply_is_changed_with_history() {
    let thread = Thread::begin();
    let reply = thread.reply("grace", &[&thread.question, "Thirty days"]);
    let replace = |args: &[&str]| {
        let args = [&["reply", &reply, "--replace"], args].concat();
        thread.by("grace", &args).now("2026-11-23T10:00:00Z")
    };
    replace(&["Ninety days"]).run().ok().notes("edited: ");
    let shown = thread.show(&reply);
    assert_eq!(each(&shown, "text"), ["Ninety days"]);
    assert_eq!(each(&shown, "edited"), ["2026-11-23T10:00:00+00:00"]);
    assert_eq!(shown["reply"], reply.as_str());
    thread
        .by("ada", &["show", &reply])
        .run()
        .ok()
        .says("edited 2026-11-23 10:00");
    let subject = thread.team.git(&["log", "-1", "--format=%s", "tidings"]);
    assert_eq!(
        subject,
        format!("grace: replies to {} (edited)", thread.question)
    );

    // A state is added without a word, and words change without the state.
    replace(&["--resolve"]).run().ok();
    assert_eq!(thread.state(&thread.question).as_deref(), Some("resolved"));
    replace(&["Sixty days"]).run().ok();
    assert_eq!(thread.state(&thread.question).as_deref(), Some("resolved"));
    assert_eq!(each(&thread.show(&reply), "text"), ["Sixty days"]);
    let run = replace(&["Sixty days"]);
    refused(&thread, run, 0).notes("nothing new");

    let script = thread
        .team
        .sandbox
        .write("editor.sh", "sed -i.bak s/Sixty/Fifty/ \"$1\"");
    let run = replace(&["--edit"]).env("GIT_EDITOR", format!("sh '{}'", script.display()));
    run.run().ok();
    assert_eq!(each(&thread.show(&reply), "text"), ["Fifty days"]);
}

#[test]
fn what_a_person_wrote_besides_survives() {
    let thread = Thread::begin();
    let text =
        "# by hand\ntidings: 1\nto: ada/2026-11-20\nauthor: grace\ntext: 'Old'\nmood: fine\n";
    thread
        .team
        .commit("replies/2026/11/20/ada/byhand.yaml", text);
    let args = ["reply", "+byhand", "--replace", "New"];
    thread.by("grace", &args).run().ok();
    let want = text.replace("'Old'", "New");
    assert_eq!(thread.file("ada/2026-11-20/+byhand"), want);
}

#[test]
fn nobody_elses_reply_is_changed() {
    let thread = Thread::begin();
    let reply = thread.reply("grace", &[&thread.question, "Thirty days"]);
    for (handle, args, code, says) in [
        (
            "ada",
            &[reply.as_str(), "--replace", "x"][..],
            1,
            "is a reply of grace, who alone may change it",
        ),
        (
            "ada",
            &[&thread.question, "--replace", "x"],
            2,
            "is no reply",
        ),
        (
            "ada",
            &[&reply, "--replace", "x", "--as", "grace"],
            2,
            "cannot be used with",
        ),
    ] {
        let run = thread.by(handle, &[&["reply"], args].concat());
        refused(&thread, run, code).notes(says);
    }
    assert_eq!(each(&thread.show(&reply), "text"), ["Thirty days"]);
}
