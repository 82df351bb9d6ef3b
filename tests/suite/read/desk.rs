use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::Value;

use crate::kit::{Invocation, Kind, NOW, Sandbox};

/// A log of Team Quill on the branch `tidings`, and people who work with it:
/// Ada (Paris), Grace (New York) and Linus (Tokyo).
pub(super) struct Desk {
    pub(super) sandbox: Sandbox,
    pub(super) repository: PathBuf,
}

/// Those who have joined besides Ada: handle, name, zone.
const OTHERS: [[&str; 3]; 2] = [
    ["grace", "Grace Sample", "America/New_York"],
    ["linus", "Linus Specimen", "Asia/Tokyo"],
];

/// One raw commit, as somebody could make it by hand.
#[derive(Default)]
pub(super) struct Step<'a> {
    /// Who writes it: a handle of the team, or nobody at all.
    pub(super) who: &'a str,
    /// When (RFC 3339).
    pub(super) when: &'a str,
    /// The commit it follows; the tip of the log by default.
    pub(super) from: Option<&'a str>,
    /// More parents.
    pub(super) merge: &'a [&'a str],
    /// The files it writes: mode, path, content.
    pub(super) files: &'a [(&'a str, &'a str, &'a [u8])],
    /// The files it takes away.
    pub(super) gone: &'a [&'a str],
}

impl Desk {
    /// Starts the log in a repository of a kind, on 2 November 2026.
    pub(super) fn of(kind: Kind) -> Self {
        let sandbox = Sandbox::new();
        let repository = sandbox.repo(kind);
        let desk = Self {
            sandbox,
            repository,
        };
        let start = "2026-11-02T08:00:00Z";
        desk.run(
            "ada",
            start,
            &[
                "init",
                "--no-input",
                "--team",
                "Team Quill",
                "--handle",
                "ada",
                "--name",
                "Ada Example",
                "--email",
                "ada@example.org",
                "--time-zone",
                "Europe/Paris",
            ],
        );
        for [handle, name, zone] in OTHERS {
            let email = format!("{handle}@example.org");
            let who = ["--handle", handle, "--name", name, "--email", &email];
            let join = [&["join", "--no-input", "--time-zone", zone], &who[..]].concat();
            desk.run(handle, start, &join);
        }
        desk
    }

    /// Starts the log in a plain repository.
    pub(super) fn new() -> Self {
        Self::of(Kind::Plain)
    }

    /// Prepares a run by somebody at a moment.
    pub(super) fn prepare(&self, who: &str, when: &str, args: &[&str]) -> Invocation {
        let email = format!("{who}@example.org");
        self.sandbox
            .tidings(args)
            .cwd(&self.repository)
            .author(name(who), &email)
            .now(when)
    }

    /// Runs the program, which must do well, and returns what it prints.
    #[track_caller]
    pub(super) fn run(&self, who: &str, when: &str, args: &[&str]) -> String {
        let output = self.prepare(who, when, args).run().ok();
        output.stdout().to_owned()
    }

    /// Runs the program as Ada on the Monday after 2026-W47.
    #[track_caller]
    pub(super) fn read(&self, args: &[&str]) -> String {
        self.run("ada", NOW, args)
    }

    /// Runs a reading command as Ada on that Monday, and returns its JSON.
    #[track_caller]
    pub(super) fn json(&self, args: &[&str]) -> Value {
        let args = [args, &["--format", "json"]].concat();
        let output = self.prepare("ada", NOW, &args).run().ok();
        output.json()
    }

    /// Posts on a day of November 2026, in the afternoon of that day.
    #[track_caller]
    pub(super) fn post(&self, who: &str, period: &str, args: &[&str]) {
        let day = if period.starts_with("2026-W") {
            "2026-11-20"
        } else {
            period
        };
        self.post_at(who, &format!("{day}T14:00:00Z"), period, args);
    }

    /// Posts for a period at a moment.
    #[track_caller]
    pub(super) fn post_at(&self, who: &str, when: &str, period: &str, args: &[&str]) {
        let args = [&["post", "--no-input", "--for", period], args].concat();
        self.run(who, when, &args);
    }

    /// Runs git in the repository.
    #[track_caller]
    pub(super) fn git(&self, args: &[&str]) -> String {
        self.sandbox.git(&self.repository, args)
    }

    /// Returns the newest commit of the log.
    pub(super) fn tip(&self) -> String {
        self.git(&["rev-parse", "refs/heads/tidings"])
    }

    /// Makes a raw commit on the log's branch and returns it.
    pub(super) fn commit(&self, step: &Step<'_>) -> String {
        self.commit_on("refs/heads/tidings", step)
    }

    /// Makes a raw commit on a ref and returns it.
    #[track_caller]
    pub(super) fn commit_on(&self, reference: &str, step: &Step<'_>) -> String {
        let moment = chrono::DateTime::parse_from_rfc3339(step.when).expect("a moment");
        let stamp = format!(
            "{} <{}@example.org> {}",
            name(step.who),
            step.who,
            moment.format("%s %z")
        );
        let from = step.from.map_or_else(|| self.tip(), str::to_owned);
        let mut script = format!(
            "commit {reference}\nauthor {stamp}\ncommitter {stamp}\ndata 8\nBy hand\n\nfrom {from}\n"
        )
        .into_bytes();
        for parent in step.merge {
            script.extend(format!("merge {parent}\n").bytes());
        }
        for path in step.gone {
            script.extend(format!("D {path}\n").bytes());
        }
        for (mode, path, content) in step.files {
            let mut line = String::new();
            let _ = write!(line, "M {mode} inline {path}\ndata {}\n", content.len());
            script.extend(line.bytes());
            script.extend(*content);
            script.push(b'\n');
        }
        let import = ["fast-import", "--quiet", "--force"];
        let run = self.sandbox.program("git", &import).cwd(&self.repository);
        run.stdin(script).run().ok();
        self.git(&["rev-parse", reference])
    }

    /// Lets the log's branch be at a commit, whatever git thinks of it.
    pub(super) fn point_at(&self, commit: &str) {
        let path = self.repository.join(".git/refs/heads/tidings");
        std::fs::write(path, format!("{commit}\n")).expect("the ref lies loose");
    }

    /// Stores an object of any kind and content, however wrong.
    #[track_caller]
    pub(super) fn object(&self, kind: &str, content: &[u8]) -> String {
        let args = ["hash-object", "-w", "--stdin", "--literally", "-t", kind];
        let run = self.sandbox.program("git", &args).cwd(&self.repository);
        run.stdin(content).run().ok().stdout().trim().to_owned()
    }

    /// Takes an object away from the repository, where it lies loose.
    pub(super) fn lose(&self, object: &str) {
        let directory = self.git(&["rev-parse", "--absolute-git-dir"]);
        let path = format!("{directory}/objects/{}/{}", &object[..2], &object[2..]);
        std::fs::remove_file(&path).expect("the object lies loose");
    }

    /// Unpacks everything, so that single objects can be lost.
    pub(super) fn unpack(&self) {
        let directory = PathBuf::from(self.git(&["rev-parse", "--absolute-git-dir"]));
        let packs = directory.join("objects/pack");
        let aside = self.sandbox.path("packs");
        std::fs::rename(&packs, &aside).expect("packs can be set aside");
        for entry in std::fs::read_dir(&aside).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path
                .extension()
                .is_some_and(|extension| extension == "pack")
            {
                let pack = std::fs::read(&path).expect("a pack can be read");
                let run = self.sandbox.program("git", &["unpack-objects", "-q"]);
                run.cwd(&self.repository).stdin(pack).run().ok();
            }
        }
    }
}

/// Returns the file of an update.
pub(super) fn update(author: &str, period: &str, body: &str) -> Vec<u8> {
    format!("tidings: 1\nauthor: {author}\nperiod: {period}\n{body}").into_bytes()
}

/// Returns the name that goes with a handle.
fn name(handle: &str) -> &str {
    match handle {
        "ada" => "Ada Example",
        "grace" => "Grace Sample",
        "linus" => "Linus Specimen",
        other => other,
    }
}

/// Returns the strings of one field of every object of an array.
#[track_caller]
pub(super) fn column<'j>(list: &'j Value, field: &str) -> Vec<&'j str> {
    let list = list.as_array().expect("an array");
    let text = |value: &'j Value| value[field].as_str().unwrap_or("-");
    list.iter().map(text).collect()
}
