//! Replies that somebody made by hand, with or without malice.

use super::{Thread, each, rules};

#[test]
fn what_hangs_together_badly_stands_by_itself_with_a_finding() {
    let thread = Thread::begin();
    let put = |name: &str, more: &str| {
        let text = format!("tidings: 1\nauthor: grace\nto: {}\n{more}", thread.question);
        let path = format!("replies/2026/11/20/ada/{name}.yaml");
        thread.team.commit(&path, &text);
    };
    put("loop1", "re: loop2\ntext: one\n");
    put("loop2", "re: loop1\ntext: two\n");
    put("self1", "re: self1\ntext: three\n");
    put("lost1", "re: nowhere\ntext: four\n");
    put("deep1", "re: lost1\ntext: five\n");
    put("odd1", "re: [a, b]\ntext: six\n");
    let shown = thread.show(&thread.question);
    assert_eq!(
        each(&shown, "text"),
        ["one", "two", "three", "four", "five", "six"]
    );
    let mut found = rules(&shown);
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "bad-reply-id",
            "no-such-reply",
            "no-such-reply",
            "no-such-reply",
            "no-such-reply"
        ]
    );
    assert_eq!(each(&shown, "re")[4], "ada/2026-11-20/+lost1");
}

#[test]
fn a_file_that_is_none_or_in_the_wrong_place_is_told_and_does_no_harm() {
    let thread = Thread::begin();
    let put = |name: &str, text: &str| {
        let path = format!("replies/2026/11/20/ada/{name}");
        thread.team.commit(&path, text);
    };
    put("broken.yaml", "author: [");
    put(
        "elsewhere.yaml",
        "tidings: 1\nauthor: grace\nto: grace/2026-11-20\ntext: x\n",
    );
    put(
        "UPPER.yaml",
        "tidings: 1\nauthor: grace\nto: ada/2026-11-20\ntext: x\n",
    );
    put(
        "newer.yaml",
        "tidings: 9\nauthor: grace\nto: ada/2026-11-20\ntext: x\n",
    );
    put(
        "escape.yaml",
        "tidings: 1\nauthor: grace\nto: ada/2026-11-20\ntext: \"a\\e[31mb\"\n",
    );
    let shown = thread.show("ada/2026-11-20");
    assert_eq!(each(&shown, "text"), ["a\u{1b}[31mb"]);
    assert_eq!(rules(&shown).len(), 4, "{shown:#}");
    let terminal = thread.by("ada", &["show", "ada/2026-11-20"]).run().ok();
    assert!(!terminal.stdout().contains('\u{1b}'), "{terminal}");
    // Whoever names one that cannot be read learns why.
    let run = thread.by("ada", &["reply", "+broken", "x"]);
    super::refused(&thread, run, 1).notes("cannot be used");
    thread.by("ada", &["reply", "+escape", "I saw"]).run().ok();
}

#[test]
fn a_reply_to_what_was_withdrawn_can_still_be_answered() {
    let thread = Thread::begin();
    let reply = thread.reply("grace", &[&thread.question, "Yes"]);
    thread.by("ada", &["undo"]).run().ok();
    thread.reply("ada", &[&reply, "Thanks all the same"]);
    let show = thread.by("ada", &["show", &reply]).run();
    show.code(1).notes("updates/2026/11/20/ada.yaml");
}
