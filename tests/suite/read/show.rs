use super::desk::{column, update};
use super::{Desk, Step};
use crate::kit::NOW;

/// Makes a log with a blocker that was answered, and returns its id.
fn talk(desk: &Desk) -> String {
    desk.post(
        "ada",
        "2026-11-17",
        &["-d", "Set the type", "-b", "No ink left"],
    );
    desk.post("ada", "2026-11-18", &["-d", "Washed the press"]);
    desk.post("grace", "2026-11-18", &["-q", "Who has the key? {to=ada}"]);
    let digest = desk.json(&["digest", "2026-11-17"]);
    let id = digest["updates"][0]["blockers"][0]["id"].as_str();
    id.expect("an id").to_owned()
}

#[test]
fn everything_that_has_an_address_is_shown() {
    let desk = Desk::new();
    let id = talk(&desk);
    let full = format!("ada/2026-11-17/{id}");
    for (address, parts) in [
        ("ada", vec!["Washed the press", "Wednesday 2026-11-18"]),
        (
            "ada/2026-11-17",
            vec!["Set the type", "No ink left", "Europe/Paris"],
        ),
        ("2026-11-18", vec!["Washed the press", "Who has the key?"]),
        (
            &full,
            vec![
                "No ink left",
                "first said 2026-11-17",
                "last said 2026-11-18",
            ],
        ),
        (&id, vec!["No ink left", &full]),
        (&format!("ada/{id}"), vec!["No ink left"]),
        (&format!("2026-11-17/{id}"), vec!["No ink left"]),
    ] {
        let text = desk.read(&["show", address]);
        for part in parts {
            assert!(text.contains(part), "{address}: {part}\n{text}");
        }
    }
    let text = desk.read(&["show", "ada/2026-11-17", &id]);
    assert!(
        text.contains("Set the type") && text.contains(&full),
        "{text}"
    );
}

#[test]
fn the_thread_stands_in_order_and_under_names() {
    let desk = Desk::new();
    let id = talk(&desk);
    let resolve = ["resolve", &id, "There was some in the cellar"];
    desk.run("grace", "2026-11-19T10:00:00Z", &resolve);
    for address in [id.as_str(), "ada/2026-11-17", "ada/2026-11-18"] {
        let text = desk.read(&["show", address]);
        for part in [
            "Grace Sample resolved",
            "There was some in the cellar",
            "2026-11-19 10:00",
        ] {
            assert!(text.contains(part), "{address}: {part}\n{text}");
        }
    }
    let shown = desk.json(&["show", &id]);
    assert_eq!(
        column(&shown["replies"], "text"),
        ["There was some in the cellar"]
    );
    assert_eq!(shown["replies"][0]["state"], "resolved");
    assert_eq!(shown["item"]["resolved_by"], "grace");
    assert_eq!(shown["people"]["grace"], "Grace Sample");
    // Before the answer there is none.
    let at = desk.git(&["rev-parse", "tidings~1"]);
    let before = desk.json(&["show", &id, "--at", &at]);
    assert_eq!(before["replies"].as_array().map(Vec::len), Some(0));
    assert_eq!(before["commit"], at);
    let text = desk.read(&["show", "grace/2026-11-18"]);
    assert!(text.contains("asks Ada Example"), "{text}");
}

#[test]
fn one_is_an_object_and_several_are_an_array() {
    let desk = Desk::new();
    let id = talk(&desk);
    for address in ["ada", "ada/2026-11-17", &id] {
        assert!(desk.json(&["show", address])["update"].is_object());
    }
    for (addresses, want) in [
        (
            vec!["ada", "grace"],
            vec!["ada/2026-11-18", "grace/2026-11-18"],
        ),
        (
            vec!["grace", "ada"],
            vec!["grace/2026-11-18", "ada/2026-11-18"],
        ),
        (
            vec!["2026-11-18"],
            vec!["ada/2026-11-18", "grace/2026-11-18"],
        ),
        // A period is a list, also where there is only one.
        (vec!["2026-11-17"], vec!["ada/2026-11-17"]),
    ] {
        let shown = desk.json(&[&["show"], &addresses[..]].concat());
        assert_eq!(column(&shown, "address"), want, "{addresses:?}");
    }
}

#[test]
fn what_is_not_there_or_not_clear_is_said() {
    let desk = Desk::new();
    let id = talk(&desk);
    for (address, code, note) in [
        ("zzzz", 1, "nothing at 'zzzz'"),
        ("linus", 1, "nothing at 'linus'"),
        ("nobody/2026-11-17", 1, "nothing at"),
        ("ada/2026-11-01", 1, "nothing at"),
        ("a b", 2, "is no address"),
        ("../../etc/passwd", 2, "is no address"),
        ("", 2, "is no address"),
    ] {
        desk.prepare("ada", NOW, &["show", address])
            .run()
            .code(code)
            .notes(note);
    }
    // The same id of two people is no address by itself.
    let body = format!("blockers:\n  - id: {id}\n    text: Another\n");
    let file = update("linus", "2026-11-18", &body);
    desk.commit(&Step {
        who: "linus",
        when: "2026-11-18T12:00:00Z",
        files: &[("100644", "updates/2026/11/18/linus.yaml", &file)],
        ..Step::default()
    });
    let run = desk.prepare("ada", NOW, &["show", &id]).run().code(2);
    let run = run.notes(&format!("ada/2026-11-17/{id}"));
    run.notes(&format!("linus/2026-11-18/{id}"));
    let text = desk.read(&["show", &format!("linus/{id}")]);
    assert!(text.contains("Another"), "{text}");
}
