use tidings::store::{Delivery, News, NotSent, Rewrite, StoreError};

use super::{Clone, Hub, TODAY, contact};

/// Makes a hub with a post of Grace's that was seen and then taken out of its
/// history, and a clone in which Ada has posted since.
fn purged() -> (Hub, Clone, String) {
    let hub = Hub::new();
    let here = hub.clone("here");
    let before = hub.tip();
    here.done("grace", "a secret");
    here.send();
    hub.git(&["update-ref", "refs/heads/tidings", &before]);
    here.done("ada", "new");
    (hub, here, before)
}

fn rewrite(delivery: Delivery) -> Rewrite {
    match delivery {
        Delivery::NotSent(NotSent::Rewritten(rewrite)) => rewrite,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_was_taken_out_does_not_come_back_unasked() {
    let (hub, here, before) = purged();
    let tip = here.tip();
    for _ in 0..2 {
        let rewrite = rewrite(here.send().delivery);
        assert_eq!(rewrite.now.expect("a tip").to_string(), before);
        let grace = "grace".parse().expect("a handle");
        assert_eq!(
            rewrite.vanished,
            [(grace, TODAY.parse().expect("a period"))]
        );
        assert!(matches!(here.receive().news, News::Rewritten(_)));
        assert_eq!((hub.tip(), here.tip()), (before.clone(), tip.clone()));
    }
    // Nor after git has fetched it.
    hub.sandbox.git(&here.path, &["fetch", "--quiet", "origin"]);
    rewrite(here.send().delivery);
    assert_eq!(hub.tip(), before);
}

#[test]
fn what_the_remote_has_can_be_taken() {
    let (hub, here, _) = purged();
    let rewrite = rewrite(here.send().delivery);
    let old = here.tip();
    let taken = here
        .log
        .take_rewrite(&rewrite, &here.signer)
        .expect("taken");
    assert_eq!(
        hub.sandbox.git(&here.path, &["rev-parse", &taken.kept[0]]),
        old
    );
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    assert_eq!(hub.update("grace", TODAY), None);
    assert!(hub.update("ada", TODAY).is_some());
    hub.assert_whole(&[&here]);
}

#[test]
fn what_was_taken_out_can_be_restored() {
    let (hub, here, before) = purged();
    // Somebody has gone on from there.
    let other = hub.clone("other");
    other.done("linus", "later");
    other.send();
    let rewrite = rewrite(here.send().delivery);
    assert_ne!(rewrite.now.expect("a tip").to_string(), before);
    let sent = here.log.restore(&rewrite, &here.signer, &contact());
    let sent = sent.expect("git works here");
    assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    for author in ["ada", "grace", "linus"] {
        assert!(hub.update(author, TODAY).is_some(), "{author}");
    }
    hub.assert_whole(&[&here]);
}

#[test]
fn a_branch_that_was_deleted_is_not_made_again_unasked() {
    let hub = Hub::new();
    let here = hub.clone("here");
    here.done("ada", "one");
    hub.git(&["update-ref", "-d", "refs/heads/tidings"]);
    let rewrite = rewrite(here.send().delivery);
    assert_eq!(rewrite.now, None);
    assert!(matches!(here.receive().news, News::Rewritten(_)));
    assert_eq!(hub.git(&["for-each-ref", "refs/heads/tidings"]), "");
    let taken = here.log.take_rewrite(&rewrite, &here.signer);
    assert!(
        matches!(taken, Err(StoreError::NothingToTake { .. })),
        "{taken:?}"
    );
    let sent = here.log.restore(&rewrite, &here.signer, &contact());
    let sent = sent.expect("git works here");
    assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    assert!(hub.update("ada", TODAY).is_some());
    hub.assert_whole(&[&here]);
}

#[test]
fn whoever_took_it_with_git_is_not_asked_again() {
    let (hub, here, _) = purged();
    rewrite(here.send().delivery);
    hub.sandbox.git(&here.path, &["fetch", "--quiet", "origin"]);
    let reset = [
        "update-ref",
        "refs/heads/tidings",
        "refs/remotes/origin/tidings",
    ];
    hub.sandbox.git(&here.path, &reset);
    here.done("ada", "again");
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    assert_eq!(hub.update("grace", TODAY), None);
    hub.assert_whole(&[&here]);
}

#[test]
fn two_logs_that_were_started_apart_are_not_mixed() {
    let hub = Hub::new();
    let stranger = Hub::new();
    let here = stranger.clone("here");
    here.done("ada", "one");
    stranger
        .sandbox
        .git(&here.path, &["remote", "set-url", "origin", &hub.address()]);
    for name in [
        "refs/remotes/origin/tidings",
        "refs/tidings/seen/origin/tidings",
    ] {
        stranger
            .sandbox
            .git(&here.path, &["update-ref", "-d", name]);
    }
    let (mine, theirs) = (here.tip(), hub.tip());
    let sent = here.send();
    assert!(
        matches!(sent.delivery, Delivery::NotSent(NotSent::Unrelated { .. })),
        "{sent:?}"
    );
    assert!(matches!(here.receive().news, News::Unrelated { .. }));
    assert_eq!((here.tip(), hub.tip()), (mine, theirs));
}

/// Makes a purge, by resetting the branch or deleting it, in front of a clone
/// in which the log is checked out, so that it is behind what was received.
fn purged_before_a_checkout(deleted: bool) -> (Hub, Clone, Rewrite) {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    let before = hub.tip();
    hub.sandbox
        .git(&here.path, &["checkout", "--quiet", "tidings"]);
    other.done("grace", "a secret");
    other.send();
    assert!(matches!(here.receive().news, News::Advanced { .. }));
    here.done("ada", "new");
    let reset = ["update-ref", "refs/heads/tidings", &before];
    let delete = ["update-ref", "-d", "refs/heads/tidings"];
    hub.git(if deleted { &delete } else { &reset });
    let tip = hub.git(&["for-each-ref", "refs/heads/tidings"]);
    assert!(matches!(here.receive().news, News::Rewritten(_)));
    let rewrite = rewrite(here.send().delivery);
    assert_eq!(rewrite.vanished.len(), 1);
    assert_eq!(hub.git(&["for-each-ref", "refs/heads/tidings"]), tip);
    (hub, here, rewrite)
}

#[test]
fn what_was_received_but_not_checked_out_can_be_restored() {
    for deleted in [false, true] {
        let (hub, here, rewrite) = purged_before_a_checkout(deleted);
        let sent = here.log.restore(&rewrite, &here.signer, &contact());
        let sent = sent.expect("git works here");
        assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
        for author in ["ada", "grace"] {
            assert!(hub.update(author, TODAY).is_some(), "{author} {deleted}");
        }
        hub.assert_whole(&[&here]);
    }
}

#[test]
fn what_was_received_but_not_checked_out_is_kept() {
    let (hub, here, rewrite) = purged_before_a_checkout(false);
    let taken = here.log.take_rewrite(&rewrite, &here.signer);
    taken.expect("taken");
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    assert_eq!(hub.update("grace", TODAY), None);
    assert!(hub.update("ada", TODAY).is_some());
    let contains = format!("--contains={}", rewrite.seen);
    let kept = ["for-each-ref", &contains, "refs/tidings/kept"];
    assert_ne!(hub.sandbox.git(&here.path, &kept), "");
    hub.assert_whole(&[&here]);
}

#[test]
fn what_was_adopted_counts_as_seen() {
    let hub = Hub::new();
    let before = hub.tip();
    let other = hub.clone("other");
    other.done("grace", "a secret");
    other.send();
    let here = hub.clone("here");
    hub.git(&["update-ref", "refs/heads/tidings", &before]);
    hub.sandbox.git(&here.path, &["fetch", "--quiet", "origin"]);
    here.done("ada", "new");
    rewrite(here.send().delivery);
    assert_eq!(hub.tip(), before);
}
