//! Base and head in a clone, where nobody names them.

use super::Hub;
use super::hub::{ADA, GRACE, TEAM, update};

#[test]
fn what_is_unsent_is_checked_against_what_the_remote_has() {
    let hub = Hub::new();
    hub.check(&[])
        .run()
        .ok()
        .says("nothing to check: the head, ");
    hub.put("ada", ADA, &update(ADA, "Reviewed it"));
    hub.check(&[]).run().ok().says("1 file changed");
    // Somebody else's update was edited since.
    let bad = hub.put("ada", GRACE, &update(GRACE, "Nothing at all"));
    let found = hub.check(&["--format", "json"]).run().code(3).json();
    assert_eq!(found["head"], bad.as_str());
    assert_eq!(found["files"], 2);
    let rules: Vec<_> = found["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .collect();
    assert!(
        rules.iter().all(|found| found["path"] == GRACE),
        "{rules:?}"
    );
    // One says which commits, and what is known at the remote does not count.
    hub.check(&["--base", "HEAD~1", "--head", "HEAD"])
        .run()
        .code(3);
    hub.check(&["--head", "HEAD~1"])
        .run()
        .ok()
        .says("1 file changed");
}

#[test]
fn what_the_target_gained_since_is_not_charged() {
    let hub = Hub::new();
    hub.git(&["switch", "-q", "-c", "tidings-proposals/ada/2026-11-20"]);
    hub.put("ada", ADA, &update(ADA, "Reviewed it"));
    hub.git(&["switch", "-q", "main"]);
    hub.put("grace", GRACE, &update(GRACE, "Shipped it again"));
    hub.git(&["push", "-q", "origin", "main"]);
    hub.git(&["switch", "-q", "-"]);
    hub.check(&[]).run().ok().says("1 file changed");
    // Nor does it change when the target is merged.
    hub.git(&["merge", "-q", "--no-edit", "main"]);
    hub.check(&[]).run().ok().says("1 file changed");
}

#[test]
fn the_team_of_the_target_is_believed_and_not_an_older_one() {
    let hub = Hub::new();
    hub.git(&["branch", "old"]);
    let strict = format!("{TEAM}check:\n  executable-file: error\n");
    let lax = format!("{TEAM}check:\n  executable-file: off\n");
    hub.put("grace", ".tidings/team.yaml", &strict);
    hub.git(&["push", "-q", "origin", "main"]);
    hub.git(&["switch", "-q", "old"]);
    hub.write(".tidings/team.yaml", &lax);
    hub.write(ADA, &update(ADA, "Reviewed it"));
    hub.git(&["add", "--all"]);
    hub.git(&["update-index", "--chmod=+x", ADA]);
    hub.git(&["commit", "-q", "-m", "quietly"]);
    hub.check(&[]).run().code(3).says("executable-file");
}

#[test]
fn a_log_beside_the_code_is_checked_without_a_checkout() {
    let hub = Hub::new();
    hub.git(&["push", "-q", "origin", "main:tidings"]);
    hub.git(&["fetch", "-q", "origin"]);
    hub.put("ada", ADA, &update(ADA, "Reviewed it"));
    hub.git(&["branch", "tidings"]);
    // What is checked out is code.
    hub.git(&["switch", "-q", "--orphan", "code"]);
    hub.put("ada", "main.rs", "fn main() {}\n");
    hub.check(&[]).run().ok().says("1 file changed");
}

#[test]
fn all_of_a_log_without_a_base_is_new() {
    let hub = Hub::new();
    hub.git(&["remote", "remove", "origin"]);
    hub.check(&[]).run().ok().says("7 files changed");
    // A history of its own is no way around the team that is there.
    let target = hub.tip();
    hub.git(&["switch", "-q", "--orphan", "other"]);
    hub.write(
        ".tidings/team.yaml",
        &format!("{TEAM}check:\n  executable-file: off\n"),
    );
    hub.write(ADA, &update(ADA, "Reviewed it"));
    hub.git(&["add", "--all"]);
    hub.git(&["update-index", "--chmod=+x", ADA]);
    hub.git(&["commit", "-q", "-m", "another root"]);
    let found = hub.check(&["--base", &target]).run().code(3);
    found.says("executable-file");
}

#[test]
fn whoever_joins_may_bring_their_first_update() {
    let hub = Hub::new();
    let path = ADA.replace("ada", "linus");
    let team =
        format!("{TEAM}- handle: linus\n  name: Linus Specimen\n  emails: [linus@example.org]\n");
    hub.write(".tidings/team.yaml", &team);
    hub.put("linus", &path, &update(&path, "Arrived"));
    hub.check(&[]).run().ok();
    // Not in another's name.
    hub.git(&["reset", "-q", "--hard", "origin/main"]);
    hub.write(".tidings/team.yaml", &team);
    hub.put("ada", &path, &update(&path, "Arrived"));
    hub.check(&[]).run().code(3).says("linus");
}

#[test]
fn errors_say_what_to_do() {
    let hub = Hub::new();
    hub.check(&["--base", "nowhere"])
        .run()
        .code(2)
        .notes("'nowhere'")
        .notes("hint: list what there is with 'git branch --all'");
    hub.git(&["switch", "-q", "--orphan", "code"]);
    hub.put("ada", "main.rs", "fn main() {}\n");
    hub.check(&["--head", "code", "--base", "code"])
        .run()
        .code(1)
        .notes("is no log")
        .notes("tidings check --base");
    hub.sandbox
        .tidings(&["check"])
        .cwd(hub.sandbox.path("home"))
        .run()
        .code(1)
        .notes("there is no git repository");
}
