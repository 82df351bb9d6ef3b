//! A thread is told in the order of history, with both sides' clocks.

use super::{Thread, each};
use crate::kit::Sandbox;

#[test]
fn a_thread_is_in_the_order_of_history_whatever_clocks_say() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let say = |handle: &str, now: &str, to: &str, text: &str| {
        let args = ["reply", to, text];
        thread.by(handle, &args).now(now).run().ok();
        let shown = thread.show(question);
        let last = each(&shown, "address").pop();
        last.expect("a reply").to_owned()
    };
    let first = say("grace", "2026-11-23T11:00:00Z", question, "one");
    // Linus's clock is a day behind, and Ada's a day ahead.
    let second = say("linus", "2026-11-22T11:00:00Z", &first, "two");
    say("ada", "2026-11-24T11:00:00Z", &second, "three");
    say("grace", "2026-11-23T12:00:00Z", &first, "four");
    let shown = thread.show(question);
    assert_eq!(each(&shown, "text"), ["one", "two", "three", "four"]);
    let depths: Vec<u64> = shown["replies"]
        .as_array()
        .expect("replies")
        .iter()
        .map(|reply| reply["depth"].as_u64().expect("a depth"))
        .collect();
    assert_eq!(depths, [0, 1, 2, 1]);
    assert_eq!(each(&shown, "re"), ["", &first, &second, &first]);
    // What programs read is in the team's zone, whoever asks.
    assert_eq!(shown["zone"], "Europe/Paris");
    assert_eq!(each(&shown, "local")[0], "2026-11-23T12:00:00+01:00");
    let terminal = thread.by("linus", &["show", question]).run().ok();
    terminal
        .says("2026-11-23 20:00 for you")
        .says("      three");
    let terminal = thread
        .by("linus", &["show", question, "--zone", "Asia/Kolkata"])
        .run()
        .ok();
    terminal.says("2026-11-23 16:30 for you");
}

#[test]
fn an_update_marks_its_items_and_loses_no_reply() {
    let thread = Thread::begin();
    thread.reply("grace", &[&thread.question, "--ack"]);
    thread.reply("linus", &[&thread.blocker, "--resolve", "Done"]);
    thread.reply("grace", &["ada/2026-11-20", "Hello"]);
    let shown = thread.show("ada/2026-11-20");
    assert_eq!(each(&shown, "text"), ["", "Done", "Hello"]);
    assert_eq!(shown["states"][&thread.question], "acknowledged");
    assert_eq!(shown["states"][&thread.blocker], "resolved");
    let terminal = thread.by("ada", &["show", "ada/2026-11-20"]).run().ok();
    terminal.says("acknowledged").says("resolved");
    // The question goes; what was said of it does not.
    let text = thread.team.file("updates/2026/11/20/ada.yaml");
    let (kept, _) = text.split_once("questions:").expect("a question");
    thread.team.commit("updates/2026/11/20/ada.yaml", kept);
    let shown = thread.show("ada/2026-11-20");
    assert_eq!(each(&shown, "author"), ["grace", "linus", "grace"]);
    assert_eq!(super::rules(&shown), ["no-target"]);
}

#[test]
fn thousands_of_replies_to_one_item_are_told_in_time() {
    let thread = Thread::begin();
    let (sandbox, repo) = (&thread.team.sandbox, &thread.team.repo);
    import(sandbox, repo, &thread.question, 5_000);
    let shown = thread.show(&thread.question);
    assert_eq!(shown["replies"].as_array().map(Vec::len), Some(5_000));
    let depth = |at: usize| shown["replies"][at]["depth"].as_u64();
    assert_eq!(
        (depth(0), depth(3), depth(4_999)),
        (Some(0), Some(3), Some(8))
    );
    thread
        .by("ada", &["reply", "+r04999", "The last word"])
        .run()
        .ok();
    thread.by("ada", &["resolve", &thread.question]).run().ok();
    assert_eq!(thread.state(&thread.question).as_deref(), Some("resolved"));
}

/// Imports a long chain of replies, each to the one before, a commit each.
fn import(sandbox: &Sandbox, repo: &std::path::Path, to: &str, count: usize) {
    use std::fmt::Write as _;
    let mut script = String::new();
    for at in 0..count {
        let re = match at {
            0 => String::new(),
            _ => format!("re: r{:05}\n", at - 1),
        };
        let text = format!("tidings: 1\nauthor: grace\nto: {to}\n{re}text: Reply {at}\n");
        let second = 1_795_600_000 + at;
        let from = if at == 0 {
            "from refs/heads/tidings^0\n"
        } else {
            ""
        };
        let _ = write!(
            script,
            "commit refs/heads/tidings\nauthor Grace <grace@example.org> {second} -0500\n\
             committer Grace <grace@example.org> {second} -0500\ndata 0\n{from}\
             M 100644 inline replies/2026/11/20/ada/r{at:05}.yaml\ndata {}\n{text}\n",
            text.len()
        );
    }
    let import = sandbox.program("git", &["fast-import", "--quiet", "--force"]);
    import.cwd(repo).stdin(script).run().ok();
}
