//! A remote whose history was rewritten, or whose branch was deleted: what
//! was purged there comes back when somebody decides so, and not before.

use super::Case;
use super::case::DAY;
use crate::kit::{BRANCH, Sandbox, Transport};
use crate::soak::Said;

const SECRET: &str = "The key is under the mat.";
const LATER: &str = "Wrote on.";

/// What was done at the remote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purge {
    /// The branch was set back to before the post.
    Reset,
    /// The branch was deleted.
    Delete,
}

/// Makes a case in which a post was purged at the remote, and another one was
/// made since.
fn purged(sandbox: &Sandbox, transport: Transport, purge: Purge) -> Case<'_> {
    let case = Case::start(sandbox, transport);
    let output = case.post(SECRET, &[]);
    assert_eq!(Said::read(&output), Said::Posted, "{output}");
    let args = match purge {
        Purge::Reset => vec!["update-ref", BRANCH, "refs/heads/tidings~1"],
        Purge::Delete => vec!["update-ref", "-d", BRANCH],
    };
    sandbox.git(case.log.remote(), &args);
    let seen = tip(&case);
    let output = case.post(LATER, &[]);
    assert_eq!(Said::read(&output), Said::Saved, "{purge:?}: {output}");
    assert_eq!(tip(&case), seen, "{purge:?}: {output}");
    case
}

fn tip(case: &Case<'_>) -> Option<String> {
    case.log.tip()
}

/// Returns whether any commit that a branch of the remote leads to says it.
fn is_back(case: &Case<'_>, text: &str) -> bool {
    let found = ["log", "--branches", "--format=%h", "-S", text];
    !case.sandbox.git(case.log.remote(), &found).is_empty()
}

#[test]
fn what_was_purged_stays_away_whatever_is_posted() {
    let sandbox = Sandbox::new();
    for transport in Transport::supported(&sandbox) {
        for purge in [Purge::Reset, Purge::Delete] {
            let case = purged(&sandbox, transport, purge);
            let seen = tip(&case);
            for text in ["Once more.", "And again."] {
                let output = case.post(text, &[]);
                assert_eq!(Said::read(&output), Said::Saved, "{purge:?}: {output}");
            }
            for args in [
                ["sync", "--no-input"],
                ["status", "--no-input"],
                ["digest", "2026-W47"],
            ] {
                case.log.tidings(0, &case.clone, &args).run();
            }
            assert_eq!(tip(&case), seen, "{transport:?}, {purge:?}");
            assert!(!is_back(&case, SECRET), "{transport:?}, {purge:?}");
            // Nothing that is here is thrown away either.
            let file = case.sandbox.git(
                &case.clone,
                &["show", "tidings:updates/2026/11/20/m00.yaml"],
            );
            for text in [SECRET, LATER, "Once more.", "And again."] {
                assert!(file.contains(text), "{transport:?}, {purge:?}: {file}");
            }
        }
    }
}

#[test]
fn taking_the_remotes_history_sends_what_is_new_and_nothing_else() {
    let sandbox = Sandbox::new();
    let case = purged(&sandbox, Transport::File, Purge::Reset);
    case.sync(&["--take-remote"]).ok();
    assert_eq!(case.log.times(0, DAY, LATER), 1);
    assert!(!is_back(&case, SECRET));
    case.post("After it.", &[]).ok().notes("posted");
    assert!(!is_back(&case, SECRET));
    let kept = ["for-each-ref", "--format=%(refname)", "refs/tidings/kept"];
    assert_ne!(case.sandbox.git(&case.clone, &kept), "");
}

#[test]
fn restoring_brings_all_of_it_back() {
    let sandbox = Sandbox::new();
    for purge in [Purge::Reset, Purge::Delete] {
        let case = purged(&sandbox, Transport::File, purge);
        case.sync(&["--restore"]).ok();
        case.assert_arrive(&["Began.", SECRET, LATER]);
    }
}
