//! What is unsent, and how it reaches a remote that others write to as well:
//! real clones of a bare repository, over `file://`.

mod clash;
mod race;
mod rewrite;
mod send;

use std::path::{Path, PathBuf};
use std::time::Duration;

use tidings::format::{TEAM_PATH, parse_team, parse_update, update_path};
use tidings::git::{Contact, Durability, ObjectId, Program, Repository, Stamp};
use tidings::model::{Desk, Item, Period, Update};
use tidings::store::{Delivery, Log, NewLog, NewPost, Posted, Sending, Signer, StoreError};

use crate::kit::{Kind, Sandbox};

const TEAM: &str = "tidings: 1\nname: Team Quill\nmembers:\n  \
    - handle: ada\n    name: Ada Example\n    emails: [ada@example.org]\n";

const TODAY: &str = "2026-11-23";

/// A bare repository that a team shares, with a log.
struct Hub {
    sandbox: Sandbox,
    /// Where the log was started.
    first: PathBuf,
}

/// One clone of it, and who works there.
struct Clone {
    log: Log,
    path: PathBuf,
    signer: Signer,
}

impl Hub {
    fn new() -> Self {
        Self::of(Kind::Plain)
    }

    /// Makes a hub whose log was started in a repository of a kind.
    fn of(kind: Kind) -> Self {
        let sandbox = Sandbox::new();
        let first = sandbox.repo(kind);
        let hub = Self { sandbox, first };
        let format = if kind == Kind::Sha256 {
            "sha256"
        } else {
            "sha1"
        };
        let format = format!("--object-format={format}");
        let work = hub.sandbox.path("work");
        hub.sandbox
            .git(&work, &["init", "--bare", "--quiet", &format, "hub.git"]);
        let first = hub.repository(hub.first.clone());
        let team = parse_team(TEAM_PATH, TEAM.as_bytes())
            .value
            .expect("a team");
        // No two logs are started alike.
        let readme = format!("The log at {}\n", hub.address());
        let started = first.log.start(&NewLog { team, readme }, &first.signer);
        started.expect("a log");
        assert!(
            matches!(first.send().delivery, Delivery::Sent(_)),
            "{kind:?}"
        );
        hub
    }

    fn address(&self) -> String {
        format!("file://{}", self.sandbox.path("work/hub.git").display())
    }

    /// Takes a repository for a clone of the hub.
    fn repository(&self, path: PathBuf) -> Clone {
        self.sandbox
            .git(&path, &["remote", "add", "origin", &self.address()]);
        self.open(path)
    }

    /// Makes a clone that has the log but has not checked it out.
    fn clone(&self, name: &str) -> Clone {
        let path = self.sandbox.path(&format!("work/{name}"));
        let to = path.to_str().expect("the sandbox's paths are UTF-8");
        let work = self.sandbox.path("work");
        self.sandbox
            .git(work, &["clone", "--quiet", &self.address(), to]);
        let clone = self.open(path);
        clone.log.adopt_fetched().expect("a branch");
        clone
    }

    fn open(&self, path: PathBuf) -> Clone {
        let home = self.sandbox.path("home");
        let program = Program::new()
            .with_env("HOME", home)
            .with_env("XDG_CONFIG_HOME", self.sandbox.path("config"))
            .with_env("GIT_CONFIG_GLOBAL", self.sandbox.path("gitconfig"))
            .with_env("GIT_CONFIG_NOSYSTEM", "1")
            .unbound();
        let repository = Repository::open(&path, program).expect("a repository");
        let stamp = Stamp {
            name: "Ada Example".to_owned(),
            email: "ada@example.org".to_owned(),
            seconds: 1_795_000_000,
            offset_minutes: 60,
        };
        Clone {
            log: Log::new(repository, "tidings".to_owned()),
            path,
            signer: Signer {
                author: stamp.clone(),
                committer: stamp,
                sign: false,
                durability: Durability::NONE,
            },
        }
    }

    fn git(&self, args: &[&str]) -> String {
        self.sandbox.git(self.sandbox.path("work/hub.git"), args)
    }

    fn tip(&self) -> String {
        self.git(&["rev-parse", "tidings"])
    }

    /// Returns the names that the log's commits are known by, sorted.
    fn ids(&self) -> Vec<String> {
        let format = "--format=%(trailers:key=Tidings-Id,valueonly,separator=)";
        let text = self.git(&["log", format, "tidings"]);
        let mut ids: Vec<String> = text.lines().map(str::to_owned).collect();
        ids.retain(|id| !id.is_empty());
        ids.sort();
        ids
    }

    /// Reads an update of the hub.
    fn update(&self, author: &str, period: &str) -> Option<Update> {
        let path = update_path(&author.parse().expect("a handle"), day(period));
        let run = self
            .sandbox
            .program("git", &["show", &format!("tidings:{path}")]);
        let output = run.cwd(self.sandbox.path("work/hub.git")).run();
        parse_update(&path, output.stdout().as_bytes()).value
    }

    /// Says that nothing is there twice, nothing broken, and nothing unsent.
    fn assert_whole(&self, clones: &[&Clone]) {
        let ids = self.ids();
        let mut once = ids.clone();
        once.dedup();
        assert_eq!(ids, once, "each commit is there once");
        self.git(&["fsck", "--strict", "--no-dangling"]);
        for clone in clones {
            let outbox = clone.log.outbox().expect("git").expect("a remote");
            assert_eq!(outbox.commits, 0, "{}", clone.path.display());
            self.sandbox
                .git(&clone.path, &["fsck", "--strict", "--no-dangling"]);
        }
    }
}

impl Clone {
    /// Posts an update: what is there, changed.
    fn post(&self, author: &str, period: &str, change: impl Fn(&mut Update)) -> Posted {
        let author = author.parse().expect("a handle");
        let period = day(period);
        let post = NewPost {
            author: &author,
            period,
            posted_by: None,
            based_on: None,
        };
        let compose = |desk: &Desk| {
            let stored = desk.existing.clone();
            let mut update = stored.unwrap_or_else(|| Update::new(author.clone(), period));
            change(&mut update);
            update.assign_ids();
            Ok::<_, StoreError>(update)
        };
        self.log
            .post(&post, &self.signer, false, compose)
            .expect("posted")
    }

    fn done(&self, author: &str, text: &str) -> ObjectId {
        let posted = self.post(author, TODAY, |update| update.done.push(Item::new(text)));
        posted.saved.expect("something new").commit
    }

    fn send(&self) -> Sending {
        let sent = self.log.send(&self.signer, &contact());
        sent.expect("git works here")
    }

    fn receive(&self) -> tidings::store::Receipt {
        let received = self.log.receive(&self.signer, &contact());
        received.expect("git works here")
    }

    fn tip(&self) -> String {
        let tip = self.log.repository().branch_tip("tidings");
        tip.expect("git")
            .map_or_else(String::new, |tip| tip.to_string())
    }
}

fn contact() -> Contact {
    Contact::unattended(Duration::from_secs(60))
}

fn day(text: &str) -> Period {
    text.parse().expect("a period")
}

fn texts(items: &[Item]) -> Vec<&str> {
    items.iter().map(|item| item.text.as_str()).collect()
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("the sandbox is writable");
}
