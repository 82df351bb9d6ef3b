//! A lock that somebody left at the remote.

use std::fs;

use super::Case;
use crate::kit::{BRANCH, Sandbox, Transport};

#[test]
fn a_stale_lock_at_the_remote_is_named_and_left_alone() {
    let transports = Transport::supported(&Sandbox::new());
    // Each waits for the lock to go, so they do it beside one another.
    std::thread::scope(|scope| {
        for transport in transports {
            scope.spawn(move || lock_out(transport));
        }
    });
}

fn lock_out(transport: Transport) {
    let sandbox = Sandbox::new();
    let case = Case::start(&sandbox, transport);
    let lock = case.log.remote().join(format!("{BRANCH}.lock"));
    fs::write(&lock, "").expect("the remote is writable");
    let output = case.post("Locked out.", &["--timeout", "30"]);
    case.assert_only_saved("Locked out.", &output);
    drop(output.notes("heads/tidings.lock, there for"));
    assert!(lock.exists(), "{transport:?}: the remote's lock is gone");
    fs::remove_file(&lock).expect("it is there");
    case.assert_arrive(&["Locked out."]);
}
