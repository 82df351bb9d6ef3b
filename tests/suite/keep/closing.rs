//! `resolve` closes a blocker or question, whoever's it is.

use std::path::Path;

use super::team::{LOG, count, fsck, post, started, text, tidings, tip};
use crate::kit::{Kind, Sandbox};

/// Returns the id of the only item in an update that has one.
fn id(sandbox: &Sandbox, repository: &Path, path: &str) -> String {
    let text = text(sandbox, repository, LOG, path);
    let line = text.lines().find_map(|line| line.split_once("id: "));
    line.unwrap_or_else(|| panic!("no id in\n{text}"))
        .1
        .trim_matches('"')
        .to_owned()
}

fn resolve(sandbox: &Sandbox, repository: &Path, args: &[&str]) -> crate::kit::Output {
    let args: Vec<&str> = std::iter::once("resolve")
        .chain(args.iter().copied())
        .collect();
    tidings(sandbox, repository, &args)
}

#[test]
fn a_resolved_item_is_closed_and_no_longer_carried() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        let repository = started(&sandbox, kind);
        let run = |day: &str, args: &[&str]| post(&sandbox, &repository, day, args).run().ok();
        run("2026-11-18", &["-b", "Staging is read-only"]);
        let id = id(&sandbox, &repository, "updates/2026/11/18/ada.yaml");
        let address = format!("ada/2026-11-18/{id}");
        run("2026-11-19", &["x"]).notes("Staging is read-only (since 2026-11-18)");
        let before = text(&sandbox, &repository, LOG, "updates/2026/11/19/ada.yaml");
        assert!(before.contains(&id), "{kind:?}: it is carried\n{before}");

        resolve(&sandbox, &repository, &[&id, "It is writable again"])
            .ok()
            .notes(&format!("resolved: {address}"))
            .notes(&format!("tidings show {address}"));
        let subject = sandbox.git(&repository, &["log", "-1", "--format=%s", LOG]);
        assert_eq!(subject, format!("ada: resolves {address}"));
        let name = sandbox.git(&repository, &["show", "--format=", "--name-only", LOG]);
        assert!(name.starts_with("replies/2026/11/18/ada/"), "{name}");
        let reply = text(&sandbox, &repository, LOG, &name);
        assert!(reply.contains("It is writable again"), "{reply}");
        let same = text(&sandbox, &repository, LOG, "updates/2026/11/19/ada.yaml");
        assert_eq!(same, before, "an update is not changed by its resolution");

        let posted = run("2026-11-20", &["y"]);
        assert!(!posted.stderr().contains("read-only"), "{posted}");
        let after = text(&sandbox, &repository, LOG, "updates/2026/11/20/ada.yaml");
        assert!(!after.contains(&id), "{kind:?}: it is carried\n{after}");

        let commits = count(&sandbox, &repository, LOG);
        for name in [&id, &address] {
            resolve(&sandbox, &repository, &[name])
                .ok()
                .notes(&format!("{address} was resolved already"));
        }
        assert_eq!(count(&sandbox, &repository, LOG), commits);
        fsck(&sandbox, &repository);
    }
}

#[test]
fn anybody_may_resolve_and_every_form_of_address_will_do() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let grace = |args: &[&str]| {
        let run = sandbox.tidings(args).cwd(&repository);
        run.author("Grace Example", "grace@example.org").run().ok()
    };
    grace(&["join", "--no-input"]);
    for (day, flag) in [("2026-11-18", "-b"), ("2026-11-19", "-q")] {
        post(&sandbox, &repository, day, &["--replace", flag, "Who?"])
            .run()
            .ok();
    }
    let first = id(&sandbox, &repository, "updates/2026/11/18/ada.yaml");
    grace(&["resolve", &format!("ada/2026-11-18/{first}")])
        .notes(&format!("resolved: ada/2026-11-18/{first}"));
    let subject = sandbox.git(&repository, &["log", "-1", "--format=%s <%ae>", LOG]);
    assert_eq!(
        subject,
        format!("grace: resolves ada/2026-11-18/{first} <grace@example.org>")
    );
}

#[test]
fn what_is_not_open_or_not_one_item_is_refused_precisely() {
    let sandbox = Sandbox::new();
    let repository = started(&sandbox, Kind::Plain);
    let form = |day: &str, text: &str| {
        post(&sandbox, &repository, day, &["-f", "-"])
            .stdin(text)
            .run()
            .ok()
    };
    // Two open items of one id, as hand-written files can have them.
    for (day, what) in [("2026-11-18", "Staging"), ("2026-11-19", "The budget")] {
        let text = format!(
            "tidings: 1\nauthor: ada\nperiod: {day}\ndone:\n  - id: n1n1\n    text: Over\n\
             blockers:\n  - id: b7k2\n    since: {day}\n    text: {what}\n"
        );
        form(day, &text);
    }
    let before = tip(&sandbox, &repository, LOG);
    resolve(&sandbox, &repository, &["b7k2"])
        .code(2)
        .notes("error: 'b7k2' fits 2 items")
        .notes("ada/2026-11-18/b7k2")
        .notes("ada/2026-11-19/b7k2");
    for (item, code, reason) in [
        ("zzzz", 1, "there is nothing at 'zzzz'"),
        ("ada/2026-11-18/zzzz", 1, "there is nothing at"),
        ("ada/2026-11-18", 2, "is an update, not an item"),
        (
            "ada/2026-11-18/n1n1",
            1,
            "is neither a blocker, a question nor a plan",
        ),
        ("", 2, "is no address"),
        ("a b c", 2, "is no address"),
    ] {
        resolve(&sandbox, &repository, &[item])
            .code(code)
            .notes(reason);
    }
    assert_eq!(tip(&sandbox, &repository, LOG), before);
    resolve(&sandbox, &repository, &["ada/2026-11-18/b7k2"]).ok();
    resolve(&sandbox, &repository, &["2026-11-19/b7k2"]).ok();
}
