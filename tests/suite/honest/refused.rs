//! A remote, or a hook on the way to it, that says no.

use std::fs;

use super::Case;
use crate::kit::{PushCount, Sandbox, Transport};

/// A way to say no: what sets it up at the remote, what undoes it, and what a
/// person is to read of it.
struct Refusal {
    name: &'static str,
    set_up: fn(&Case<'_>),
    undo: fn(&Case<'_>),
    reason: &'static str,
}

const REFUSALS: [Refusal; 5] = [
    Refusal {
        name: "pre-receive hook",
        set_up: |case| {
            let script = "printf '\\033[31mno posts on Sundays\\033[0m\\n' >&2; exit 1";
            case.hook(case.log.remote(), "pre-receive", script);
        },
        undo: |case| remove_hook(case, "pre-receive"),
        reason: "no posts on Sundays",
    },
    Refusal {
        name: "update hook",
        set_up: |case| {
            let script = "echo \"$1 is a protected branch\" >&2; exit 1";
            case.hook(case.log.remote(), "update", script);
        },
        undo: |case| remove_hook(case, "update"),
        reason: "protected branch",
    },
    Refusal {
        name: "branch that is checked out",
        set_up: |case| {
            set(case, &["config", "core.bare", "false"]);
            set(case, &["symbolic-ref", "HEAD", "refs/heads/tidings"]);
        },
        undo: |case| set(case, &["config", "core.bare", "true"]),
        reason: "checked out",
    },
    Refusal {
        name: "limit of size",
        set_up: |case| set(case, &["config", "receive.maxInputSize", "20"]),
        undo: |case| set(case, &["config", "--unset", "receive.maxInputSize"]),
        reason: "",
    },
    Refusal {
        name: "pre-push hook",
        set_up: |case| {
            let script = "echo 'not before lunch' >&2; exit 1";
            case.hook(&case.clone, "pre-push", script);
        },
        undo: |case| {
            let hook = case.clone.join(".git/hooks/pre-push");
            fs::remove_file(hook).expect("it was written");
        },
        reason: "not before lunch",
    },
];

fn set(case: &Case<'_>, args: &[&str]) {
    // A repository that is called bare nowhere would be looked for around it.
    let remote = case.log.remote();
    let directory = format!("--git-dir={}", remote.display());
    let args = [&[directory.as_str()], args].concat();
    case.sandbox.git(remote, &args);
}

fn remove_hook(case: &Case<'_>, name: &str) {
    let hook = case.log.remote().join("hooks").join(name);
    fs::remove_file(hook).expect("it was written");
}

#[test]
fn a_refused_post_is_saved_and_the_reason_is_shown() {
    let sandbox = Sandbox::new();
    for transport in Transport::supported(&sandbox) {
        let case = Case::start(&sandbox, transport);
        let mut texts = Vec::new();
        for refusal in &REFUSALS {
            let text = format!("Stopped by a {}.", refusal.name);
            (refusal.set_up)(&case);
            let count = PushCount::at(sandbox.path("trace"));
            let output = case.post_with(&text, &[], |run| count.watch(run));
            (refusal.undo)(&case);
            case.assert_only_saved(&text, &output);
            let output = output.notes(refusal.reason);
            assert_eq!(
                count.take(),
                1,
                "a refusal is not asked for again\n{output}"
            );
            texts.push(text);
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        case.assert_arrive(&texts);
    }
}

#[test]
fn a_server_that_takes_no_pushes_is_no_place_to_have_posted_to() {
    let sandbox = Sandbox::new();
    for (transport, key) in [
        (Transport::Daemon, "daemon.receivepack"),
        (Transport::Http, "http.receivepack"),
    ] {
        if !Transport::supported(&sandbox).contains(&transport) {
            continue;
        }
        let case = Case::start(&sandbox, transport);
        set(&case, &["config", key, "false"]);
        let output = case.post("Not allowed.", &["--timeout", "5"]);
        case.assert_only_saved("Not allowed.", &output);
        set(&case, &["config", key, "true"]);
        case.assert_arrive(&["Not allowed."]);
    }
}
