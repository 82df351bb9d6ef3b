use super::desk::lay_desk;
use super::kit::{Past, cut, post, put, reply};
use super::{Found, StoreError};
use crate::git::ObjectId;
use crate::model::{ChangeKind, GoneReason, Snapshot, Zone};

const FILE: &str = "updates/2026/11/17/ada.yaml";

fn ada(more: &str) -> crate::git::TreeEdit {
    post("ada", "2026-11-17", more)
}

fn kinds(snapshot: &Snapshot) -> Vec<ChangeKind> {
    let entries = snapshot.entries.iter();
    let revisions = entries.flat_map(|entry| &entry.history.revisions);
    revisions.map(|revision| revision.kind).collect()
}

#[test]
fn an_update_carries_what_became_of_it() {
    use ChangeKind::{Added, Changed, Removed};
    let past = Past::new();
    let start = past.commit(&[], "2026-11-10", &[]);
    let one = past.commit(&[start], "2026-11-17", &[ada("")]);
    let two = past.commit(&[one], "2026-11-18", &[ada("notes: x\n")]);
    assert_eq!(kinds(&past.snapshot(two)), [Changed, Added]);
    let gone = past.commit(&[two], "2026-11-19", &[cut(FILE)]);
    let again = past.commit(&[gone], "2026-11-20", &[ada("")]);
    let want = [Added, Removed, Changed, Added];
    assert_eq!(kinds(&past.snapshot(again)), want);
    // Neither a merge that takes a side nor one that both sides agree with
    // is a revision.
    let side = past.commit(&[one], "2026-11-19", &[put("README.md", "x")]);
    let tree = past.tree(again).commit().tree;
    let merge = past.commit_tree(tree, &[again, side], "2026-11-21");
    assert_eq!(kinds(&past.snapshot(merge)), want);
}

#[test]
fn what_is_not_there_any_more_is_withdrawn_or_lost() {
    let past = Past::new();
    let start = past.commit(&[], "2026-11-10", &[]);
    let one = past.commit(&[start], "2026-11-17", &[ada("")]);
    let removed = past.commit(&[one], "2026-11-18", &[cut(FILE)]);
    let tree = past.tree(start).commit().tree;
    let ours = past.commit_tree(tree, &[start, one], "2026-11-18");
    for (tip, want) in [(removed, GoneReason::Withdrawn), (ours, GoneReason::Lost)] {
        let snapshot = past.snapshot(tip);
        let reasons: Vec<_> = snapshot.gone.iter().map(|gone| gone.reason).collect();
        assert_eq!(reasons, [want]);
        assert!(snapshot.entries.is_empty());
    }
}

#[test]
fn a_line_ends_where_both_tree_and_clock_say_so() {
    let nowhere = ObjectId::of_blob(b"no such commit");
    // The parent of the last commit that is looked at is missing. Where the
    // line ends before that nobody notices.
    for (day, edit, reaches) in [
        ("2026-10-20", put("README.md", "x"), false),
        ("2026-11-08", put("README.md", "x"), false),
        // The clock is within a week of the window.
        ("2026-11-12", put("README.md", "x"), true),
        // The tree holds a period that ends in the window or after it.
        ("2026-10-20", post("ada", "2026-11-16", ""), true),
        ("2026-10-20", post("ada", "2027-W01", ""), true),
        ("2026-10-20", post("ada", "2026-11-15", ""), false),
        // A file in place of a directory is no period.
        ("2026-10-20", put("updates/2026/W50", "x"), false),
    ] {
        let past = Past::new();
        let start = past.commit(&[], "2026-09-01", &[]);
        let tree = past.tree(start).commit().tree;
        let first = past.commit_tree(tree, &[nowhere], "2026-10-01");
        let middle = past.commit(&[first], day, std::slice::from_ref(&edit));
        let tip = past.commit(&[middle], "2026-11-18", &[ada("")]);
        let snapshot = past.snapshot(tip);
        let damaged = snapshot.findings.iter().any(|f| f.rule == "damaged-object");
        assert_eq!(damaged, reaches, "{day} {}", edit.path);
    }
}

#[test]
fn what_arrives_late_is_told_where_it_arrives() {
    let past = Past::new();
    let start = past.commit(&[], "2026-11-01", &[]);
    let before = past.commit(&[start], "2026-11-12", &[post("ada", "2026-11-11", "")]);
    let late = post("grace", "2026-11-12", "");
    let during = past.commit(&[before], "2026-11-17", &[late]);
    let after = past.commit(&[during], "2026-11-24", &[post("grace", "2026-11-13", "")]);
    for tip in [during, after] {
        let late: Vec<_> = past.snapshot(tip).late;
        let late: Vec<String> = late
            .iter()
            .map(|late| format!("{}/{}", late.author, late.period))
            .collect();
        assert_eq!(late, ["grace/2026-11-12"]);
    }
}

#[test]
fn replies_have_their_history_in_its_order() {
    let past = Past::new();
    let blocked = "blockers:\n  - id: b7k2\n    text: stuck\n";
    let start = past.commit(&[], "2026-11-10", &[]);
    let friday = post("ada", "2026-11-13", blocked);
    let asked = past.commit(&[start], "2026-11-13", &[friday]);
    let first = reply("ada", "2026-11-13", "b7k2", "ffff00000002");
    let second = reply("ada", "2026-11-13", "b7k2", "aaaa00000001");
    let third = reply("ada", "2026-11-13", "b7k2", "cccc00000003");
    let one = past.commit(&[asked], "2026-11-17", &[first]);
    let two = past.commit(&[one], "2026-11-18", &[second]);
    // One that was made after the window is known as well.
    let tip = past.commit(&[two], "2026-11-25", &[third]);
    let snapshot = past.snapshot(tip);
    let replies: Vec<(&str, String)> = snapshot
        .replies
        .iter()
        .map(|entry| {
            let written = entry.history.first().expect("a history").written;
            let text = entry.reply.text.as_deref().expect("a text");
            (text, written.date_naive().to_string())
        })
        .collect();
    let want = [
        ("ffff00000002", "2026-11-17"),
        ("aaaa00000001", "2026-11-18"),
        ("cccc00000003", "2026-11-25"),
    ];
    assert_eq!(replies, want.map(|(text, day)| (text, day.to_owned())));
}

#[test]
fn the_last_word_before_the_window_counts_under_any_handle() {
    let past = Past::new();
    let start = past.commit(&[], "2026-11-01", &[]);
    let edits = [
        post("ada", "2026-11-12", ""),
        post("ada", "2026-11-13", "done: [\n"),
        post("grace", "2026-11-13", ""),
        post("grace", "2026-11-12", ""),
        post("linus", "2026-11-13", ""),
    ];
    let tip = past.commit(&[start], "2026-11-13", &edits);
    let snapshot = past.snapshot(tip);
    let paths: Vec<&str> = snapshot
        .before
        .iter()
        .map(|one| one.path.as_str())
        .collect();
    let want = [
        "updates/2026/11/13/grace.yaml",
        "updates/2026/11/12/ada.yaml",
    ];
    assert_eq!(paths, want);
    // What could not be read is said, and an earlier update stands in.
    let broken = "updates/2026/11/13/ada.yaml";
    assert!(snapshot.findings.iter().any(|f| f.path == broken));
}

#[test]
fn the_last_word_before_a_range_counts_under_any_handle() {
    let past = Past::new();
    let blocked = "blockers:\n  - {id: b7k2, text: stuck}\n";
    let start = past.commit(&[], "2026-11-16", &[post("ada", "2026-11-16", blocked)]);
    let more = post("lovelace", "2026-11-18", "");
    let middle = past.commit(&[start], "2026-11-18", &[more]);
    let range = |from, to| {
        let (from, to) = (past.tree(from), past.tree(to));
        let snapshot = past.log.range_snapshot(&from, &to, Zone::UTC);
        let before = snapshot.expect("a snapshot").before.into_iter();
        before.map(|one| one.path).collect::<Vec<_>>()
    };
    assert_eq!(range(start, middle), ["updates/2026/11/16/ada.yaml"]);
    // What she said under the new handle since is her last word.
    let edit = post("ada", "2026-11-16", "notes: x\n");
    let tip = past.commit(&[middle], "2026-11-19", &[edit]);
    assert_eq!(range(middle, tip), ["updates/2026/11/18/lovelace.yaml"]);
}

#[test]
fn many_files_are_read_in_their_order() {
    let past = Past::new();
    let start = past.commit(&[], "2026-11-10", &[]);
    let mut edits: Vec<_> = (0..250)
        .map(|n| post(&format!("m{n:03}"), "2026-11-17", &format!("notes: n{n}\n")))
        .collect();
    edits[200] = post("m200", "2026-11-17", "done: [\n");
    let tip = past.commit(&[start], "2026-11-17", &edits);
    let snapshot = past.snapshot(tip);
    assert_eq!(snapshot.entries.len(), 249);
    assert!(
        snapshot
            .entries
            .is_sorted_by_key(|entry| entry.path.clone())
    );
    let said = |entry: &crate::model::Entry| entry.update.notes.clone();
    assert_eq!(said(&snapshot.entries[249 - 1]).as_deref(), Some("n249"));
    let broken = "updates/2026/11/17/m200.yaml";
    assert!(snapshot.findings.iter().any(|f| f.path == broken));
}

#[test]
fn addresses_lead_to_what_they_name() {
    let past = Past::new();
    let item = |id: &str| format!("next:\n  - id: {id}\n    text: x\n");
    let start = past.commit(&[], "2026-01-01", &[]);
    let edits = [
        post("grace", "2026-11-17", &item("b7k2")),
        post("ada", "2026-11-17", &item("b7k2")),
        post("ada", "2026-11-18", &item("\"\\x63\\x63\\x63\\x63\"")),
        post("ada", "2026-11-19", "done: [\n"),
        post("grace", "2026-01-05", &item("olds")),
    ];
    let tip = past.commit(&[start], "2026-11-19", &edits);
    let tree = past.tree(tip);
    let team = tree.usable_team("tidings").expect("a team");
    let find = |address: &str| {
        let address = address.parse().expect("an address");
        past.log.find(&tree, &team, &address)
    };
    for (address, want) in [
        (
            "b7k2",
            &["ada/2026-11-17/b7k2", "grace/2026-11-17/b7k2"][..],
        ),
        ("grace/b7k2", &["grace/2026-11-17/b7k2"]),
        (
            "2026-11-17/b7k2",
            &["ada/2026-11-17/b7k2", "grace/2026-11-17/b7k2"],
        ),
        ("cccc", &["ada/2026-11-18/cccc"]),
        ("olds", &["grace/2026-01-05/olds"]),
        ("none", &[]),
        ("grace", &["grace/2026-11-17"]),
        ("2026-11-17", &["ada/2026-11-17", "grace/2026-11-17"]),
        ("ada/2026-11-20", &[]),
        // She is lovelace today.
        ("lovelace/2026-11-17", &["ada/2026-11-17"]),
        ("lovelace/b7k2", &["ada/2026-11-17/b7k2"]),
        ("lovelace/2026-11-17/b7k2", &["ada/2026-11-17/b7k2"]),
    ] {
        let found: Vec<String> = find(address)
            .expect(address)
            .iter()
            .map(Found::address)
            .collect();
        assert_eq!(found, want, "{address}");
    }
    for address in ["ada/2026-11-19", "lovelace/2026-11-19", "lovelace"] {
        let error = find(address).expect_err("it cannot be read");
        assert!(matches!(error, StoreError::Unusable { .. }), "{error}");
    }
}

#[test]
fn a_desk_holds_what_was_left_open_under_any_handle() {
    let past = Past::new();
    let blocked = "blockers:\n  - id: b7k2\n    text: stuck\n";
    let start = past.commit(&[], "2026-11-10", &[]);
    let one = past.commit(
        &[start],
        "2026-11-16",
        &[post("ada", "2026-11-16", blocked)],
    );
    let two = past.commit(
        &[one],
        "2026-11-17",
        &[post("ada", "2026-11-17", "done: [\n")],
    );
    let period = "2026-11-18".parse().expect("a day");
    for (tip, author, unread) in [
        (one, "ada", 0),
        (one, "lovelace", 0),
        (two, "ada", 1),
        (two, "lovelace", 1),
    ] {
        let author = author.parse().expect("a handle");
        let desk = lay_desk(&past.tree(tip), &author, period);
        let (desk, stored, findings) = desk.expect("a desk");
        let open: Vec<&str> = desk
            .start
            .blockers
            .iter()
            .map(|item| item.text.as_str())
            .collect();
        assert_eq!((open, stored), (vec!["stuck"], None), "{author}");
        assert_eq!(findings.len(), unread, "{author}");
    }
    // Resolved under the old handle is resolved.
    let answer = reply("ada", "2026-11-16", "b7k2", "ffff00000002");
    let three = past.commit(&[one], "2026-11-17", &[answer]);
    let author = "lovelace".parse().expect("a handle");
    let (desk, ..) = lay_desk(&past.tree(three), &author, period).expect("a desk");
    assert!(desk.start.blockers.is_empty());
}
