//! Two who post at the same time.

use std::time::{Duration, Instant};

use super::team::{ADA, Team};

#[test]
fn both_posts_land_and_are_called_posted() {
    let team = Team::new();
    // Grace's clone does not know of it.
    team.ada_posts("First").ok();
    let posted = team.grace_posts("Second").ok();
    posted.notes("posted: Monday 2026-11-23 to origin\n");
    team.ada(&["post", "--no-input", "--for", "yesterday", "Third"])
        .run()
        .ok()
        .notes("posted: Sunday 2026-11-22 to origin\n");
    assert_eq!(team.files("hub.git", "updates/").len(), 3);
    assert_eq!(team.hub(&["rev-list", "--merges", "tidings"]), "");
    team.assert_sound(&["hub.git", "ada", "grace"]);
}

#[test]
fn two_machines_of_one_author_are_merged() {
    let team = Team::new();
    team.clone("laptop");
    let laptop = |args: &[&str]| team.sandbox.tidings(args).cwd(team.path("laptop"));
    team.ada_posts("At the desk").ok();
    laptop(&["post", "--no-input", "--no-push", "-n", "Roll out"])
        .run()
        .ok();
    let synced = laptop(&["sync"]).run().ok();
    synced.notes("sent 1 commit");
    let text = team.text("hub.git", ADA);
    assert!(
        text.contains("At the desk") && text.contains("Roll out"),
        "{text}"
    );
    team.assert_sound(&["hub.git", "laptop"]);
}

#[test]
fn a_post_made_during_a_push_from_a_mirror_is_not_lost() {
    for second in [&["--no-push", "Second"][..], &["Second"]] {
        let team = Team::new();
        let url = team.url();
        let mirror = ["clone", "--quiet", "--mirror", &url, "mirror"];
        team.sandbox.git(team.path(""), &mirror);
        let here = |args: &[&str]| {
            let args = [&["post", "--no-input"], args].concat();
            team.sandbox.tidings(&args).cwd(team.path("mirror"))
        };
        // The first push waits at the remote until it is let go.
        let wait = "mkdir waits 2>/dev/null || exit 0\n\
                    while test -d waits; do sleep 0.05; done\nmkdir waits";
        team.hook("pre-receive", wait);
        let waits = team.path("hub.git/waits");
        std::thread::scope(|scope| {
            let first = scope.spawn(|| here(&["First"]).run());
            let patience = Instant::now() + Duration::from_secs(20);
            while !waits.exists() && Instant::now() < patience {
                std::thread::sleep(Duration::from_millis(10));
            }
            here(second).run().ok();
            std::fs::remove_dir(&waits).expect("the push waits");
            let first = first.join().expect("it runs").ok();
            first.notes("posted: Monday 2026-11-23 to origin\n");
        });
        let sync = team.sandbox.tidings(&["sync"]).cwd(team.path("mirror"));
        sync.run().ok();
        for place in ["mirror", "hub.git"] {
            let text = team.text(place, ADA);
            assert!(
                text.contains("First") && text.contains("Second"),
                "{second:?} {place}: {text}"
            );
        }
        team.assert_sound(&["hub.git", "mirror"]);
    }
}

#[cfg(unix)]
#[test]
fn what_another_process_sends_first_is_called_posted() {
    use std::os::unix::fs::PermissionsExt;

    let team = Team::new();
    let once = team.path("once");
    let text = format!(
        "#!/bin/sh\n[ \"$1\" = committed ] && grep -q ' refs/heads/tidings$' || exit 0\n\
         [ -e '{once}' ] && exit 0\n: >'{once}'\ngit push --quiet origin tidings\n",
        once = once.display()
    );
    let hook = "work/ada/.git/hooks/reference-transaction";
    let hook = team.sandbox.write(hook, text);
    std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).expect("a hook");
    let posted = team.ada_posts("First").ok();
    assert!(once.exists());
    posted.notes("posted: Monday 2026-11-23 to origin\n");
    team.assert_sound(&["hub.git", "ada"]);
}
