use std::time::Duration;

use super::*;
use crate::git::Fetched;
use crate::git::kit::{Kind, Sandbox, commit, put};

const LOG: &str = "refs/heads/log";
const FETCHED: &str = "refs/tidings/fetched/origin/log";

fn contact() -> Contact {
    Contact::unattended(Duration::from_secs(60))
}

/// A repository with a remote, and a line of commits that the remote has not.
struct Pair {
    sandbox: Sandbox,
    repository: Repository,
    line: Vec<ObjectId>,
}

impl Pair {
    fn new(kind: Kind) -> Self {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(kind);
        sandbox.serve();
        let mut line = Vec::new();
        for seconds in 1..=3 {
            let edits = [put(&format!("updates/{seconds}.yaml"), "text")];
            let parent = line.last().copied();
            line.push(commit(&repository, parent, &edits, seconds).expect("a commit"));
        }
        Self {
            sandbox,
            repository,
            line,
        }
    }

    fn push(&self, commit: usize, expected: Option<usize>) -> Pushed {
        let expected = expected.map(|index| self.line[index]);
        let (remote, commit) = ("origin", self.line[commit]);
        self.repository
            .push(remote, "log", commit, expected, &contact())
            .expect("git runs")
    }

    fn served(&self) -> String {
        let args = ["for-each-ref", "--format=%(objectname)", LOG];
        self.sandbox.git("s", &args)
    }
}

#[test]
fn pushes_and_fetches_in_every_kind_of_repository() {
    for kind in Kind::ALL {
        let pair = Pair::new(kind);
        let (sandbox, repository) = (&pair.sandbox, &pair.repository);
        let before = sandbox.untouched();
        let fetch = || {
            let fetched = repository.fetch_tip("origin", "log", FETCHED, &contact());
            fetched.expect("git runs")
        };
        assert_eq!(fetch(), Fetched::NoBranch, "{kind:?}");
        assert_eq!(pair.push(0, None), Pushed::Accepted, "{kind:?}");
        assert_eq!(pair.served(), pair.line[0].to_string(), "{kind:?}");
        // It is there already: somebody was killed before it was noted.
        assert_eq!(pair.push(0, None), Pushed::Accepted, "{kind:?}");
        let moved = |pushed| matches!(pushed, Pushed::Moved { lock: None, .. });
        assert!(moved(pair.push(1, None)), "{kind:?}");
        assert_eq!(pair.push(1, Some(0)), Pushed::Accepted, "{kind:?}");
        assert!(moved(pair.push(2, Some(0))), "{kind:?}");
        assert_eq!(fetch(), Fetched::At(pair.line[1]), "{kind:?}");
        let read = repository.read_ref(FETCHED).expect("git works");
        assert_eq!(read, Some(pair.line[1]), "{kind:?}");
        sandbox.git("s", &["update-ref", "-d", LOG]);
        assert_eq!(fetch(), Fetched::NoBranch, "{kind:?}");
        assert!(moved(pair.push(2, Some(1))), "{kind:?}");
        assert_eq!(pair.served(), "", "{kind:?}");
        let after = sandbox.untouched();
        assert_eq!(after, before, "{kind:?}");
    }
}

#[test]
fn takes_nothing_out_of_the_history_of_a_remote() {
    let pair = Pair::new(Kind::Plain);
    assert_eq!(pair.push(1, None), Pushed::Accepted);
    let (old, new) = (Some(pair.line[1]), pair.line[0]);
    let error = pair.repository.push("origin", "log", new, old, &contact());
    let error = error.expect_err("a step back").to_string();
    assert!(error.contains("does not contain"), "{error}");
    assert_eq!(pair.served(), pair.line[1].to_string());
}

#[test]
fn pushes_and_fetches_the_branch_alone() {
    let pair = Pair::new(Kind::Plain);
    let sandbox = &pair.sandbox;
    sandbox.config("[push]\n\tfollowTags = true\n\trecurseSubmodules = check\n");
    let tip = pair.line[0].to_string();
    sandbox.git("r", &["tag", "-a", "-m", "x", "v1", &tip]);
    assert_eq!(pair.push(0, None), Pushed::Accepted);
    assert_eq!(
        sandbox
            .git("s", &["for-each-ref", "--count=2"])
            .lines()
            .count(),
        1
    );
    // The trace that a push leaves: what is known of the remote.
    let tracking = ["rev-parse", "refs/remotes/origin/log"];
    assert_eq!(sandbox.git("r", &tracking), tip);
    sandbox.git("s", &["tag", "-a", "-m", "x", "v2", &tip]);
    sandbox.git("s", &["branch", "log-2", &tip]);
    let fetched = pair
        .repository
        .fetch_tip("origin", "log", FETCHED, &contact());
    assert_eq!(fetched.expect("git runs"), Fetched::At(pair.line[0]));
    assert_eq!(sandbox.git("r", &["tag"]), "v1");
    assert_eq!(
        sandbox
            .git("r", &["for-each-ref", "refs/tidings"])
            .lines()
            .count(),
        1
    );
    assert!(!sandbox.path("r/.git/FETCH_HEAD").exists());
}

#[cfg(unix)]
#[test]
fn passes_on_a_refusal() {
    for (hook, words) in [
        (
            "s/hooks/pre-receive",
            "pre-receive hook declined\nremote: not on \u{1b}[1mmy watch",
        ),
        ("s/hooks/update", "hook declined\nremote: not on"),
        ("r/.git/hooks/pre-push", "not on \u{1b}[1mmy watch"),
    ] {
        let pair = Pair::new(Kind::Plain);
        let text = "printf 'not on \\033[1mmy watch\\n' >&2\nexit 1\n";
        pair.sandbox.write_script(hook, text);
        let Pushed::Refused { message } = pair.push(0, None) else {
            panic!("{hook} refuses");
        };
        assert!(message.starts_with(words), "{message}");
        assert!(!message.contains("failed to push some refs"), "{message}");
        assert_eq!(pair.served(), "");
    }
}

#[cfg(unix)]
#[test]
fn runs_the_hook_before_a_push_and_heeds_where_hooks_are() {
    let pair = Pair::new(Kind::Linked);
    let sandbox = &pair.sandbox;
    sandbox.config("[core]\n\thooksPath = ~/hooks\n");
    let note = sandbox.path("note");
    let text = format!("cat >'{}'\nexit 0\n", note.display());
    sandbox.write_script("hooks/pre-push", &text);
    assert_eq!(pair.push(0, None), Pushed::Accepted);
    assert!(
        sandbox
            .read("note")
            .contains(&format!("{} {LOG} ", pair.line[0]))
    );
    sandbox.write_script("hooks/pre-push", "exit 1\n");
    assert!(matches!(pair.push(1, Some(0)), Pushed::Refused { .. }));
}

#[test]
fn names_a_lock_at_the_remote() {
    let pair = Pair::new(Kind::Plain);
    assert_eq!(pair.push(0, None), Pushed::Accepted);
    let lock = "s/refs/heads/log.lock";
    pair.sandbox.write(lock, "");
    let Pushed::Moved {
        lock: Some(named), ..
    } = pair.push(1, Some(0))
    else {
        panic!("the lock is named");
    };
    assert!(named.path.ends_with("refs/heads/log.lock"), "{named:?}");
    assert!(named.age_seconds.is_some_and(|age| age < 60), "{named:?}");
    assert!(pair.sandbox.path(lock).exists());
}

#[test]
fn does_not_try_where_another_branch_is_in_the_way() {
    let pair = Pair::new(Kind::Plain);
    assert_eq!(pair.push(0, None), Pushed::Accepted);
    let tip = pair.line[0].to_string();
    pair.sandbox.git("s", &["update-ref", "-d", LOG]);
    pair.sandbox
        .git("s", &["update-ref", "refs/heads/log/x", &tip]);
    let Pushed::Refused { message } = pair.push(0, None) else {
        panic!("there is no place for it");
    };
    assert!(message.contains("'refs/heads/log/x' exists"), "{message}");
}

#[test]
fn knows_nothing_where_nobody_answers() {
    let pair = Pair::new(Kind::Plain);
    let sandbox = &pair.sandbox;
    for url in ["file:///nowhere/log.git", "git://127.0.0.1:1/log"] {
        sandbox.git("r", &["remote", "set-url", "origin", url]);
        let Pushed::Unanswered {
            message,
            timed_out: false,
        } = pair.push(0, None)
        else {
            panic!("{url}");
        };
        assert!(message.starts_with("fatal: "), "{message}");
        let fetched = pair
            .repository
            .fetch_tip("origin", "log", FETCHED, &contact());
        let Fetched::Unreachable {
            message,
            timed_out: false,
        } = fetched.expect("git runs")
        else {
            panic!("{url}");
        };
        assert!(message.starts_with("fatal: "), "{message}");
    }
}

#[test]
fn pushes_to_where_it_is_told_to() {
    let pair = Pair::new(Kind::Plain);
    let sandbox = &pair.sandbox;
    sandbox.git(
        "r",
        &["remote", "set-url", "origin", "https://git.example.org/s"],
    );
    let base = sandbox.url("");
    sandbox.config(&format!(
        "[url \"{base}\"]\n\tpushInsteadOf = https://git.example.org/\n"
    ));
    assert_eq!(pair.push(0, None), Pushed::Accepted);
    assert_eq!(pair.served(), pair.line[0].to_string());
}

#[cfg(unix)]
#[test]
fn takes_what_is_said_at_the_door_for_a_refusal() {
    for (said, refused) in [
        ("ERROR: Permission to team/log.git denied to ada.", true),
        (
            "fatal: remote error: access denied or repository not exported: /log",
            true,
        ),
        ("error: RPC failed; HTTP 413 curl 22", true),
        (
            "ssh: connect to host git.example.org port 22: No route to host",
            false,
        ),
        ("git@git.example.org: Permission denied (publickey).", false),
    ] {
        let mut pair = Pair::new(Kind::Plain);
        let sandbox = &mut pair.sandbox;
        let text = format!("echo '{said}' >&2\nexit 1\n");
        let ssh = sandbox.write_script("ssh", &text);
        sandbox.program = sandbox.program.clone().with_env("GIT_SSH", ssh);
        sandbox.git(
            "r",
            &["remote", "set-url", "origin", "ssh://git.example.org/log"],
        );
        pair.repository = pair.sandbox.open("r");
        let (was, message) = match pair.push(0, None) {
            Pushed::Refused { message } => (true, message),
            Pushed::Unanswered { message, .. } => (false, message),
            other => panic!("{other:?}"),
        };
        assert_eq!(was, refused, "{message}");
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn pushes_from_where_objects_or_git_directories_are_elsewhere() {
    let pair = Pair::new(Kind::Plain);
    let sandbox = &pair.sandbox;
    assert_eq!(pair.push(1, None), Pushed::Accepted);
    let url = sandbox.url("s");
    sandbox.git(
        ".",
        &[
            "clone",
            "-q",
            "--shared",
            "--no-checkout",
            "-b",
            "log",
            "s",
            "shared",
        ],
    );
    sandbox.config("[protocol \"file\"]\n\tallow = always\n");
    let add = ["submodule", "add", "-q", "-b", "log", &url, "sub"];
    sandbox.git("r", &add);
    let mut tip = pair.line[1];
    for name in ["shared", "r/sub"] {
        let repository = sandbox.open(name);
        let fetched = repository.fetch_tip("origin", "log", FETCHED, &contact());
        assert_eq!(fetched.expect("git runs"), Fetched::At(tip), "{name}");
        let new = commit(&repository, Some(tip), &[put(name, "x")], 9).expect("a commit");
        let pushed = repository.push("origin", "log", new, Some(tip), &contact());
        assert_eq!(pushed.expect("git runs"), Pushed::Accepted, "{name}");
        tip = new;
    }
    sandbox.git("s", &["fsck", "--strict"]);
}
