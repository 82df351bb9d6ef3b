//! A lock that somebody left at the remote.

use std::fs;

use super::Case;
use crate::kit::{BRANCH, Sandbox, Transport};

#[test]
fn a_stale_lock_at_the_remote_is_named_and_left_alone() {
    let sandbox = Sandbox::new();
    for transport in Transport::supported(&sandbox) {
        let case = Case::start(&sandbox, transport);
        let lock = case.log.remote().join(format!("{BRANCH}.lock"));
        fs::write(&lock, "").expect("the remote is writable");
        let output = case.post("Locked out.", &["--timeout", "30"]);
        case.assert_only_saved("Locked out.", &output);
        drop(output.notes("heads/tidings.lock, which has been there for"));
        assert!(lock.exists(), "{transport:?}: the remote's lock is gone");
        fs::remove_file(&lock).expect("it is there");
        case.assert_arrive(&["Locked out."]);
    }
}
