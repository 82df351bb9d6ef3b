use tidings::model::{ClashPart, Item, Side};
use tidings::store::{Decision, Delivery};

use super::{Clone, Hub, TODAY, texts};

#[test]
fn two_machines_of_one_person_are_merged() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    other.post("ada", TODAY, |update| {
        update.next.push(Item::new("from the laptop"));
    });
    other.send();
    here.post("ada", TODAY, |update| {
        update.next.push(Item::new("from the desk"));
        update.notes = Some("Only here.\n".to_owned());
    });
    let sent = here.send();
    assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    assert!(sent.aside.is_empty(), "{sent:?}");
    let update = hub.update("ada", TODAY).expect("an update");
    assert_eq!(texts(&update.next), ["from the desk", "from the laptop"]);
    assert_eq!(update.notes.as_deref(), Some("Only here.\n"));
    // What one takes out stays out, whatever else the other adds.
    other.receive();
    other.post("ada", TODAY, |update| drop(update.next.remove(0)));
    other.send();
    here.post("ada", TODAY, |update| update.done.push(Item::new("more")));
    here.send();
    let update = hub.update("ada", TODAY).expect("an update");
    assert_eq!(texts(&update.next), ["from the laptop"]);
    assert_eq!(texts(&update.done), ["more"]);
    hub.assert_whole(&[&here]);
}

#[test]
fn a_post_that_clashes_waits_and_later_ones_go_on() {
    for (decision, want) in [
        (Decision::Side(Side::Mine), "mine\n"),
        (Decision::Side(Side::Theirs), "theirs\n"),
    ] {
        let hub = Hub::new();
        let (here, other) = (hub.clone("here"), hub.clone("other"));
        other.post("ada", TODAY, |update| {
            update.notes = Some("theirs\n".to_owned());
        });
        other.send();
        here.post("ada", TODAY, |update| {
            update.notes = Some("mine\n".to_owned());
            update.done.push(Item::new("mine alone"));
        });
        let later = here.post("ada", "2026-11-24", |update| {
            update.done.push(Item::new("later"));
        });
        let sent = here.send();
        assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
        let [waiting] = &sent.aside[..] else {
            panic!("{sent:?}");
        };
        assert_eq!(waiting.clashes[0].part, ClashPart::Notes);
        let sides = (&waiting.clashes[0].mine, &waiting.clashes[0].theirs);
        assert_eq!(
            sides,
            (&Some("mine\n".to_owned()), &Some("theirs\n".to_owned()))
        );
        assert!(sent.carried(later.saved.expect("saved").commit).is_some());
        assert!(hub.update("ada", "2026-11-24").is_some());
        hub.assert_whole(&[&here]);
        // It waits, is not sent again, and both versions are there.
        assert!(matches!(here.send().delivery, Delivery::Nothing));
        let waiting = here.log.waiting().expect("git");
        assert_eq!(waiting.len(), 1);
        let period = TODAY.parse().expect("a period");
        assert_eq!(
            waiting[0].update,
            Some(("ada".parse().expect("a handle"), period))
        );
        here.log
            .decide(&waiting[0], &decision, &here.signer)
            .expect("decided");
        assert_eq!(here.log.waiting().expect("git"), []);
        assert!(matches!(here.send().delivery, Delivery::Sent(_)));
        let update = hub.update("ada", TODAY).expect("an update");
        assert_eq!(update.notes.as_deref(), Some(want));
        assert_eq!(texts(&update.done), ["mine alone"]);
        hub.assert_whole(&[&here]);
    }
}

#[test]
fn what_the_editor_made_of_it_holds() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    for (clone, notes) in [(&other, "theirs\n"), (&here, "mine\n")] {
        clone.post("ada", TODAY, |update| update.notes = Some(notes.to_owned()));
        clone.send();
    }
    let waiting = here.log.waiting().expect("git");
    let mut update = hub.update("ada", TODAY).expect("an update");
    update.notes = Some("both\n".to_owned());
    let decision = Decision::Update(Box::new(update.clone()));
    here.log
        .decide(&waiting[0], &decision, &here.signer)
        .expect("decided");
    here.send();
    assert_eq!(hub.update("ada", TODAY), Some(update));
    assert_eq!(here.log.waiting().expect("git"), []);
    hub.assert_whole(&[&here]);
}

#[test]
fn what_was_built_on_a_post_that_waits_waits_too() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    other.post("ada", TODAY, |update| {
        update.notes = Some("theirs\n".to_owned());
    });
    other.send();
    here.post("ada", TODAY, |update| {
        update.notes = Some("mine\n".to_owned());
    });
    here.done("ada", "on top");
    here.done("grace", "apart");
    let sent = here.send();
    assert_eq!(sent.aside.len(), 2, "{sent:?}");
    assert!(hub.update("grace", TODAY).is_some());
    for waiting in here.log.waiting().expect("git") {
        let mine = Decision::Side(Side::Mine);
        here.log
            .decide(&waiting, &mine, &here.signer)
            .expect("decided");
    }
    here.send();
    let update = hub.update("ada", TODAY).expect("an update");
    assert_eq!(update.notes.as_deref(), Some("mine\n"));
    assert_eq!(texts(&update.done), ["on top"]);
    hub.assert_whole(&[&here]);
}

/// Makes a clone in which the log is checked out, with a post that clashes
/// with what came.
fn clashing_checkout() -> (Hub, Clone) {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    hub.sandbox
        .git(&here.path, &["checkout", "--quiet", "tidings"]);
    for (clone, notes) in [(&other, "theirs\n"), (&here, "mine\n")] {
        clone.post("ada", TODAY, |update| update.notes = Some(notes.to_owned()));
    }
    other.send();
    assert_eq!(here.receive().aside.len(), 1);
    (hub, here)
}

#[test]
fn what_clashes_is_told_where_the_branch_stays_behind() {
    let (hub, here) = clashing_checkout();
    let waiting = here.log.waiting().expect("git");
    assert_eq!(waiting[0].clashes[0].part, ClashPart::Notes);
    let mine = Decision::Side(Side::Mine);
    here.log
        .decide(&waiting[0], &mine, &here.signer)
        .expect("decided");
    here.send();
    let update = hub.update("ada", TODAY).expect("an update");
    assert_eq!(update.notes.as_deref(), Some("mine\n"));
    hub.assert_whole(&[&here]);
}

#[test]
fn what_was_merged_by_hand_waits_no_more() {
    let (hub, here) = clashing_checkout();
    let merge = [
        "merge",
        "--quiet",
        "--strategy-option=ours",
        "origin/tidings",
    ];
    hub.sandbox.git(&here.path, &merge);
    let here = hub.open(here.path);
    assert_eq!(here.log.waiting().expect("git"), []);
    here.send();
    let update = hub.update("ada", TODAY).expect("an update");
    assert_eq!(update.notes.as_deref(), Some("mine\n"));
    hub.assert_whole(&[&here]);
}
