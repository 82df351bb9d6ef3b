//! What `check --fix` mends, and what it leaves alone.

use super::Hub;
use super::hub::{ADA, GRACE, update};

/// An update of Ada's that can be mended.
fn careless() -> String {
    let text = update(ADA, "Fix #214");
    format!("\u{feff}{text}  - \"Ship\u{200b}ped\"   # mine\n")
}

#[test]
fn mends_ones_own_in_one_commit_and_says_what_is_left() {
    let hub = Hub::new();
    hub.write(GRACE, &update(GRACE, "Fix #7"));
    hub.put("grace", "updates/2026/11/19/grace.yaml", "tidings: [\n");
    hub.write(ADA, &careless());
    hub.git(&["add", "--all"]);
    hub.git(&["update-index", "--chmod=+x", ADA]);
    hub.git(&["commit", "-q", "-m", "mine"]);
    hub.git(&["checkout", "-q", "--", "."]);
    let before = hub.tip();
    let found = hub.check(&["--fix"]).run().code(3);
    let rules = "byte-order-mark, hidden-character, swallowed-comment, executable-file";
    let found = found.notes(&format!("mended {ADA}: {rules}"));
    let found = found
        .notes("committed to 'main'")
        .says("updates/2026/11/19/grace.yaml");
    assert!(!found.stdout().contains("ada.yaml"), "{found}");
    // One commit, of that file alone; the work tree follows.
    assert_eq!(hub.git(&["rev-parse", "HEAD~1"]), before);
    let changed = hub.git(&["show", "--format=%an: %s", "--raw", "--no-abbrev", "HEAD"]);
    assert!(changed.starts_with("Ada Example: ada: mends what 'tidings check' found"));
    assert_eq!(changed.matches("\n:").count(), 1, "{changed}");
    assert!(changed.contains(":100755 100644 "), "{changed}");
    assert_eq!(hub.git(&["status", "--porcelain"]), "");
    let want = careless().replace(['\u{feff}', '\u{200b}'], "");
    let want = want.replace("- Fix #214", "- \"Fix #214\"");
    let text = std::fs::read_to_string(hub.work.join(ADA)).expect("it is checked out");
    assert_eq!(text, want);
    // A second time there is nothing to do.
    let tip = hub.tip();
    let again = hub.check(&["--fix"]).run().code(3);
    again.notes("nothing of yours that is safe to mend");
    assert_eq!(hub.tip(), tip);
}

#[test]
fn files_that_the_change_did_not_touch_stay_as_they_are() {
    let hub = Hub::new();
    hub.put("ada", ADA, &careless());
    hub.git(&["push", "-q", "origin", "main"]);
    let path = ADA.replace("/20/", "/19/");
    hub.put("ada", &path, &update(&path, "Fine"));
    let tip = hub.tip();
    hub.check(&["--fix"]).run().ok().notes("nothing of yours");
    assert_eq!(hub.tip(), tip);
}

#[test]
fn a_proposal_is_mended_without_a_checkout() {
    let hub = Hub::new();
    let name = "tidings-proposals/ada/2026-11-20";
    hub.git(&["switch", "-q", "-c", name]);
    hub.put("ada", ADA, &careless());
    hub.git(&["switch", "-q", "main"]);
    let tip = hub.tip();
    hub.check(&["--fix", "--head", name])
        .run()
        .ok()
        .notes(&format!("committed to '{name}'"));
    assert_eq!(hub.tip(), tip);
    assert_eq!(
        hub.git(&["rev-list", "--count", &format!("main..{name}")]),
        "2"
    );
    // Where no branch is, nothing can be committed.
    hub.git(&["reset", "-q", "--hard", "main"]);
    hub.git(&["switch", "-q", "--detach", &format!("{name}~1")]);
    let found = hub.check(&["--fix"]).run().code(1);
    found
        .notes("is no branch's latest here")
        .notes("hint: make a branch of it: git switch -c");
}
