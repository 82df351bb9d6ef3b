use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};

use tidings::model::Period;
use tidings::store::{Delivery, News, NotSent, Undone};

use super::{Clone, Hub, TODAY, contact, texts, write};
use crate::kit::{Fingerprint, Kind, Sandbox};

#[test]
fn what_nobody_races_is_sent_at_once_from_every_kind_of_repository() {
    for kind in Kind::supported(&Sandbox::new()) {
        let hub = Hub::of(kind);
        let path = hub.first.clone();
        let here = hub.open(path.clone());
        let before = Fingerprint::read(&hub.sandbox, &path);
        let commit = here.done("ada", "one");
        let outbox = here.log.outbox().expect("git").expect("a remote");
        assert_eq!((outbox.commits, outbox.updates), (1, 1), "{kind:?}");
        assert_eq!(outbox.since, Some(1_795_000_000));
        let sent = here.send();
        assert!(
            matches!(sent.delivery, Delivery::Sent(tip) if tip == commit),
            "{kind:?}"
        );
        assert_eq!((sent.tries, sent.behind), (1, None), "{kind:?}");
        assert_eq!(hub.tip(), commit.to_string());
        assert!(
            matches!(here.send().delivery, Delivery::Nothing),
            "{kind:?}"
        );
        // Somebody else is faster: the post is made anew on theirs.
        let other = hub.clone("other");
        other.done("grace", "two");
        other.send();
        let commit = here.done("ada", "three");
        let sent = here.send();
        assert_eq!(sent.tries, 2, "{kind:?}: {sent:?}");
        let carried = sent.carried(commit).expect("it was carried");
        assert_eq!(hub.tip(), carried.to_string(), "{kind:?}");
        assert_eq!(here.tip(), carried.to_string(), "{kind:?}");
        assert!(
            matches!(other.receive().news, News::Advanced { .. }),
            "{kind:?}"
        );
        assert_eq!(other.tip(), hub.tip(), "{kind:?}");
        hub.assert_whole(&[&here, &other]);
        assert_eq!(Fingerprint::read(&hub.sandbox, &path), before, "{kind:?}");
    }
}

#[test]
fn what_a_push_brought_that_nobody_answered_is_there_once() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    let commit = here.done("ada", "one");
    // The push arrived, and the process was killed before it knew.
    let refspec = format!("{commit}:refs/heads/tidings");
    let address = hub.address();
    hub.sandbox
        .git(&here.path, &["push", "--quiet", &address, &refspec]);
    other.receive();
    other.done("grace", "two");
    other.send();
    here.done("ada", "three");
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    hub.assert_whole(&[&here]);
    assert_eq!(hub.ids().len(), 4);
    // The same where it arrived made anew.
    other.receive();
    other.done("grace", "four");
    other.send();
    let old = here.tip();
    here.done("ada", "five");
    let unsent = here.tip();
    here.send();
    hub.sandbox
        .git(&here.path, &["update-ref", "refs/heads/tidings", &unsent]);
    let seen = "refs/tidings/seen/origin/tidings";
    hub.sandbox.git(&here.path, &["update-ref", seen, &old]);
    hub.sandbox.git(
        &here.path,
        &["update-ref", "refs/remotes/origin/tidings", &old],
    );
    here.done("ada", "six");
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    hub.assert_whole(&[&here]);
    let update = hub.update("ada", TODAY).expect("an update");
    assert_eq!(texts(&update.done), ["one", "three", "five", "six"]);
}

#[test]
fn a_refusal_is_passed_on_and_changes_nothing() {
    let hub = Hub::new();
    let here = hub.clone("here");
    here.done("ada", "one");
    let text = "#!/bin/sh\necho not on Mondays >&2\nexit 1\n";
    let hook = hook(&hub, "hub.git/hooks/pre-receive", text);
    let (tip, theirs) = (here.tip(), hub.tip());
    let sent = here.send();
    let Delivery::NotSent(NotSent::Refused { message }) = sent.delivery else {
        panic!("{sent:?}");
    };
    assert!(message.contains("not on Mondays"), "{message}");
    assert_eq!((here.tip(), hub.tip()), (tip, theirs));
    assert_eq!(
        here.log.outbox().expect("git").expect("a remote").commits,
        1
    );
    std::fs::remove_file(hook).expect("the hook");
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    hub.assert_whole(&[&here]);
}

/// Makes a hook in a repository of the hub.
fn hook(hub: &Hub, path: &str, text: &str) -> PathBuf {
    let path = hub.sandbox.write(&format!("work/{path}"), text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&path, mode).expect("a hook");
    }
    path
}

#[test]
fn a_remote_that_is_gone_is_said_to_be_out_of_reach() {
    let hub = Hub::new();
    let here = hub.clone("here");
    here.done("ada", "one");
    let away = hub.sandbox.path("work/away");
    std::fs::rename(hub.sandbox.path("work/hub.git"), &away).expect("moved");
    let sent = here.send();
    assert!(
        matches!(sent.delivery, Delivery::NotSent(NotSent::Unanswered { .. })),
        "{sent:?}"
    );
    assert!(matches!(here.receive().news, News::Unreachable { .. }));
    // Whoever was not answered does not know what others have seen.
    let undone = here
        .log
        .undo(&"ada".parse().expect("a handle"), &here.signer);
    assert!(matches!(undone, Ok(Undone::Withdrawn { .. })), "{undone:?}");
    std::fs::rename(away, hub.sandbox.path("work/hub.git")).expect("moved");
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    assert_eq!(hub.update("ada", TODAY), None);
    hub.assert_whole(&[&here]);
}

#[test]
fn what_others_cannot_have_seen_is_dropped_and_what_was_sent_is_withdrawn() {
    let hub = Hub::new();
    let here = hub.clone("here");
    let ada = "ada".parse().expect("a handle");
    here.done("ada", "one");
    let undone = here.log.undo(&ada, &here.signer);
    assert!(matches!(undone, Ok(Undone::Dropped { .. })), "{undone:?}");
    here.done("ada", "two");
    here.send();
    // Git itself is not told of it.
    hub.sandbox.git(
        &here.path,
        &["update-ref", "-d", "refs/remotes/origin/tidings"],
    );
    let undone = here.log.undo(&ada, &here.signer);
    assert!(matches!(undone, Ok(Undone::Withdrawn { .. })), "{undone:?}");
}

#[test]
fn a_branch_that_is_checked_out_follows_what_is_sent_and_not_what_is_read() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    hub.sandbox
        .git(&here.path, &["checkout", "--quiet", "tidings"]);
    other.done("grace", "one");
    other.send();
    let before = Fingerprint::read(&hub.sandbox, &here.path);
    let tip = here.tip();
    assert!(matches!(here.receive().news, News::Advanced { .. }));
    assert_eq!(
        (here.tip(), Fingerprint::read(&hub.sandbox, &here.path)),
        (tip, before)
    );
    assert_eq!(here.log.tip().expect("a tip").to_string(), hub.tip());
    here.done("ada", "two");
    assert_eq!(here.send().behind, None);
    assert_eq!(here.tip(), hub.tip());
    assert_eq!(hub.sandbox.git(&here.path, &["status", "--porcelain"]), "");
    // Where a file is in use the branch stays, and all is sent even so.
    here.done("ada", "three");
    other.receive();
    other.done("grace", "four");
    other.send();
    write(&here.path.join("updates/2026/11/23/grace.yaml"), "busy");
    let sent = here.send();
    assert!(sent.behind.is_some(), "{sent:?}");
    assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    hub.assert_whole(&[&here]);
    assert!(matches!(here.send().delivery, Delivery::Nothing));
    hub.sandbox
        .git(&here.path, &["checkout", "--quiet", "updates"]);
    assert_eq!(here.send().behind, None);
    assert_eq!(here.tip(), hub.tip());
}

#[test]
fn commits_by_hand_are_joined_and_not_made_anew() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    other.done("grace", "one");
    other.send();
    here.done("ada", "two");
    hub.sandbox
        .git(&here.path, &["checkout", "--quiet", "tidings"]);
    write(&here.path.join("page.md"), "by hand\n");
    hub.sandbox.git(&here.path, &["add", "page.md"]);
    hub.sandbox
        .git(&here.path, &["commit", "--quiet", "-m", "By hand"]);
    let by_hand = here.tip();
    let sent = here.send();
    assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    hub.git(&["merge-base", "--is-ancestor", &by_hand, "tidings"]);
    assert_eq!(hub.git(&["show", "tidings:page.md"]), "by hand");
    assert!(hub.update("grace", TODAY).is_some());
    hub.assert_whole(&[&here]);
    // What both changed by hand is theirs to mend.
    other.receive();
    hub.sandbox
        .git(&other.path, &["checkout", "--quiet", "tidings"]);
    for (clone, text) in [(&here, "mine\n"), (&other, "theirs\n")] {
        write(&clone.path.join("page.md"), text);
        hub.sandbox
            .git(&clone.path, &["commit", "--quiet", "-am", "By hand"]);
    }
    other.send();
    let sent = here.send();
    let Delivery::NotSent(NotSent::Diverged { paths, .. }) = &sent.delivery else {
        panic!("{sent:?}");
    };
    assert_eq!(paths, &["page.md"]);
    // Whoever reads sees what came until then.
    other.done("grace", "three");
    other.send();
    let tip = here.tip();
    assert!(here.receive().behind.is_some());
    assert_eq!(here.log.tip().expect("a tip").to_string(), hub.tip());
    assert_eq!(here.tip(), tip);
}

#[test]
fn two_who_join_at_one_moment_are_both_in_the_team() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    for (clone, handle) in [(&here, "grace"), (&other, "linus")] {
        let text = format!(
            "tidings: 1\nname: T\nmembers:\n  - handle: {handle}\n    name: {handle}\n    emails: [{handle}@example.org]\n"
        );
        let team = tidings::format::parse_team(tidings::format::TEAM_PATH, text.as_bytes());
        let member = &team.value.expect("a team").members[0];
        clone.log.enrol(member, &clone.signer).expect("enrolled");
        let sent = clone.send();
        assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    }
    let team = hub.git(&["show", "tidings:.tidings/team.yaml"]);
    assert!(
        team.contains("handle: grace") && team.contains("handle: linus"),
        "{team}"
    );
    hub.assert_whole(&[&other]);
}

#[test]
fn a_clone_of_another_branch_finds_the_log() {
    let hub = Hub::new();
    let first = hub.clone("first");
    hub.sandbox.git(
        &first.path,
        &["push", "--quiet", "origin", "tidings:refs/heads/main"],
    );
    let path = hub.sandbox.path("work/single");
    let to = path
        .to_str()
        .expect("the sandbox's paths are UTF-8")
        .to_owned();
    let work = hub.sandbox.path("work");
    hub.sandbox.git(work, &["init", "--quiet", &to]);
    hub.sandbox
        .git(&path, &["config", "remote.origin.url", &hub.address()]);
    let fetch = "+refs/heads/main:refs/remotes/origin/main";
    hub.sandbox
        .git(&path, &["config", "remote.origin.fetch", fetch]);
    let here = hub.open(path);
    assert!(here.log.tip().is_err());
    assert!(matches!(
        here.receive().news,
        News::Advanced { from: None, .. }
    ));
    assert_eq!(here.log.tip().expect("a tip").to_string(), hub.tip());
    here.log.adopt_fetched().expect("a branch");
    here.done("ada", "one");
    assert_eq!(
        here.log.outbox().expect("git").expect("a remote").commits,
        1
    );
    assert_eq!(here.send().tries, 1);
    hub.assert_whole(&[&here]);
}

#[test]
fn what_is_taken_back_while_others_are_faster_is_not_called_sent() {
    let hub = Hub::new();
    let (here, other) = (hub.clone("here"), hub.clone("other"));
    let before = here.tip();
    other.done("grace", "one");
    let refspec = "tidings:refs/heads/other";
    hub.sandbox
        .git(&other.path, &["push", "--quiet", "origin", refspec]);
    let commit = here.done("ada", "two");
    // Somebody lands a post, and this one is taken back, while it is pushed.
    let hub_dir = hub.sandbox.path("work/hub.git");
    let text = format!(
        "#!/bin/sh\nGIT_DIR='{}' git update-ref refs/heads/tidings {}\n\
         git update-ref refs/heads/tidings {before}\nrm \"$0\"\n",
        hub_dir.display(),
        other.tip()
    );
    hook(&hub, "here/.git/hooks/pre-push", &text);
    let sent = here.send();
    assert_eq!(hub.update("ada", TODAY), None);
    assert!(matches!(sent.delivery, Delivery::Nothing), "{sent:?}");
    assert_eq!(sent.carried(commit), None);
    hub.assert_whole(&[&here]);
}

#[test]
fn what_the_remote_took_is_sent_whatever_goes_wrong_here_then() {
    let hub = Hub::new();
    let here = hub.clone("here");
    here.done("ada", "one");
    let lock = "work/here/.git/refs/tidings/seen/origin/tidings.lock";
    let lock = hub.sandbox.write(lock, "");
    let old = SystemTime::now() - Duration::from_secs(90);
    let file = std::fs::File::options().write(true).open(&lock);
    file.and_then(|file| file.set_modified(old))
        .expect("a time");
    let sent = here.send();
    assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    let behind = sent.behind.expect("a reason");
    assert!(behind.contains("tidings.lock' has been there"), "{behind}");
    std::fs::remove_file(lock).expect("the lock");
    assert!(matches!(here.send().delivery, Delivery::Nothing));
    hub.assert_whole(&[&here]);
}

#[test]
fn what_was_sent_and_then_amended_by_hand_is_not_thrown_away() {
    let hub = Hub::new();
    let here = hub.clone("here");
    hub.sandbox
        .git(&here.path, &["checkout", "--quiet", "tidings"]);
    here.done("ada", "one");
    here.send();
    let file = here.path.join("updates/2026/11/23/ada.yaml");
    let text = std::fs::read_to_string(&file).expect("an update");
    write(&file, &text.replace("- one", "- one and a half"));
    let amend = ["commit", "--quiet", "--all", "--amend", "--no-edit"];
    hub.sandbox.git(&here.path, &amend);
    here.send();
    let text = std::fs::read_to_string(&file).expect("an update");
    assert!(text.contains("one and a half"), "{text}");
    assert!(matches!(here.send().delivery, Delivery::Nothing));
    let update = hub.update("ada", TODAY).expect("an update");
    assert!(texts(&update.done).contains(&"one and a half"));
}

#[cfg(unix)]
#[test]
fn what_is_being_pushed_is_withdrawn_and_not_dropped_whoever_reads_meanwhile() {
    let hub = Hub::new();
    let here = hub.clone("here");
    let (begun, go) = (hub.sandbox.path("begun"), hub.sandbox.path("go"));
    let text = format!(
        "#!/bin/sh\n: >'{}'\nwhile [ ! -e '{}' ]; do sleep 0.02; done\n",
        begun.display(),
        go.display()
    );
    hook(&hub, "here/.git/hooks/pre-push", &text);
    here.done("ada", "one");
    std::thread::scope(|scope| {
        let sender = scope.spawn(|| hub.open(here.path.clone()).send());
        let start = Instant::now();
        while !begun.exists() && start.elapsed() < Duration::from_secs(30) {
            std::thread::sleep(Duration::from_millis(5));
        }
        assert!(matches!(here.receive().news, News::Same));
        let ada = "ada".parse().expect("a handle");
        let undone = here.log.undo(&ada, &here.signer);
        write(&go, "");
        assert!(matches!(undone, Ok(Undone::Withdrawn { .. })), "{undone:?}");
        let sent = sender.join().expect("a sender");
        assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
    });
    here.send();
    assert_eq!(hub.update("ada", TODAY), None);
    hub.assert_whole(&[&here]);
}

#[cfg(unix)]
#[test]
fn whoever_reads_signs_nothing() {
    let hub = Hub::new();
    let (mut here, other) = (hub.clone("here"), hub.clone("other"));
    let count = hub.sandbox.path("signed");
    let text = format!(
        "#!/bin/sh\ncat >/dev/null\necho >>'{}'\necho '[GNUPG:] SIG_CREATED ' >&2\n\
         printf -- '-----BEGIN PGP SIGNATURE-----\\n\\nx\\n-----END PGP SIGNATURE-----\\n'\n",
        count.display()
    );
    let gpg = hook(&hub, "gpg", &text);
    let gpg = gpg.to_str().expect("the sandbox's paths are UTF-8");
    hub.sandbox.git(&here.path, &["config", "gpg.program", gpg]);
    let signed = || std::fs::read_to_string(&count).map_or(0, |text| text.lines().count());
    here.signer.sign = true;
    here.done("ada", "one");
    other.done("grace", "two");
    other.send();
    let tip = here.tip();
    here.receive();
    let sent = here.log.send_aside(&here.signer, &contact()).expect("git");
    assert!(
        matches!(sent.delivery, Delivery::NotSent(NotSent::Overtaken)),
        "{sent:?}"
    );
    assert_eq!((signed(), here.tip()), (1, tip));
    let period: Period = TODAY.parse().expect("a period");
    let shows = |clone: &Clone, author: &str| {
        let tree = clone.log.tree().expect("a tree");
        let update = tree.update(&author.parse().expect("a handle"), period);
        update.expect("git").is_some()
    };
    assert!(shows(&here, "ada") && shows(&here, "grace"));
    assert!(matches!(here.send().delivery, Delivery::Sent(_)));
    assert_eq!(signed(), 2);
    let raw = hub.git(&["cat-file", "commit", "tidings"]);
    assert!(raw.contains("\ngpgsig "), "{raw}");
    hub.assert_whole(&[&here]);
}
