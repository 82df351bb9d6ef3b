use std::cell::Cell;
use std::path::PathBuf;

use crate::kit::{Invocation, Output, Sandbox};

/// A Monday after which 2026-W47 is over for everybody: 20:00 UTC is ten in
/// the morning in Honolulu, where the last of them lives.
pub(super) const OVER: &str = "2026-11-23T20:00:00Z";

/// Those who have joined besides Ada, who lives in Paris: handle, name, zone.
const OTHERS: [[&str; 3]; 2] = [
    ["grace", "Grace Sample", "Pacific/Honolulu"],
    ["linus", "Linus Specimen", "Pacific/Auckland"],
];

/// The branch that is the log.
pub(super) const BRANCH: &str = "tidings";

/// A team with a weekly log at a remote, and a clone in which its members
/// post.
pub(super) struct Office {
    pub(super) sandbox: Sandbox,
    pub(super) remote: PathBuf,
    pub(super) desk: PathBuf,
    clones: Cell<u32>,
}

impl Office {
    /// Starts the log on 2 November 2026.
    pub(super) fn new() -> Self {
        Self::with(&["--cadence", "weekly"])
    }

    /// Starts it with other options of `tidings init`.
    pub(super) fn with(options: &[&str]) -> Self {
        let sandbox = Sandbox::new();
        let remote = sandbox.path("log.git");
        std::fs::create_dir(&remote).expect("the sandbox is writable");
        sandbox.git(&remote, &["init", "--quiet", "--bare"]);
        let allow = ["config", "uploadpack.allowAnySHA1InWant", "true"];
        sandbox.git(&remote, &allow);
        let desk = sandbox.path("work/desk");
        let url = format!("file://{}", remote.display());
        sandbox.git(sandbox.path("work"), &["clone", "--quiet", &url, "desk"]);
        let office = Self {
            sandbox,
            remote,
            desk,
            clones: Cell::new(0),
        };
        let start = "2026-11-02T08:00:00Z";
        let who = ["--handle", "ada", "--name", "Ada Example", "--email"];
        let init = ["init", "--no-input", "--team", "Team Quill"];
        let zone = ["ada@example.org", "--time-zone", "Europe/Paris"];
        office.run("ada", start, &[&init[..], &who, &zone, options].concat());
        for [handle, name, zone] in OTHERS {
            let email = format!("{handle}@example.org");
            let who = ["--handle", handle, "--name", name, "--email", &email];
            let join = [&["join", "--no-input", "--time-zone", zone], &who[..]].concat();
            office.run(handle, start, &join);
        }
        office
    }

    /// Prepares a run by a member in the clone where they post.
    pub(super) fn prepare(&self, who: &str, when: &str, args: &[&str]) -> Invocation {
        let others = OTHERS.iter().find(|[handle, ..]| *handle == who);
        let name = others.map_or("Ada Example", |[_, name, _]| name);
        self.sandbox
            .tidings(args)
            .cwd(&self.desk)
            .author(name, &format!("{who}@example.org"))
            .now(when)
    }

    /// Runs the program as a member, which must do well.
    #[track_caller]
    pub(super) fn run(&self, who: &str, when: &str, args: &[&str]) -> String {
        let output = self.prepare(who, when, args).run().ok();
        output.stdout().to_owned()
    }

    /// Posts one item for a period.
    #[track_caller]
    pub(super) fn post(&self, who: &str, when: &str, period: &str, text: &str) {
        self.run(who, when, &["post", "--no-input", "--for", period, text]);
    }

    /// Lets all members post for a week on its Friday, when it is noon in
    /// Paris and Friday everywhere.
    #[track_caller]
    pub(super) fn post_all(&self, week: &str, friday: &str) {
        for who in ["ada", "grace", "linus"] {
            let text = format!("What {who} did in {week}");
            self.post(who, &format!("{friday}T11:00:00Z"), week, &text);
        }
    }

    /// Makes a checkout of the log's newest commit alone, as a build machine
    /// has it, and returns its place.
    pub(super) fn checkout(&self) -> PathBuf {
        let number = self.clones.get();
        self.clones.set(number + 1);
        let place = self.sandbox.path(&format!("work/ci-{number}"));
        let url = format!("file://{}", self.remote.display());
        let args = ["clone", "--quiet", "--depth", "1", "--branch", BRANCH, &url];
        self.sandbox.program("git", &args).arg(&place).run().ok();
        place
    }

    /// Prepares a run of the job in a checkout, where git was told no
    /// identity.
    pub(super) fn job(&self, checkout: &PathBuf, when: &str, args: &[&str]) -> Invocation {
        let settings = self.sandbox.write(
            "robotconfig",
            "[user]\n\tuseConfigOnly = true\n[safe]\n\tdirectory = *\n",
        );
        let args = [&["publish"], args].concat();
        self.sandbox
            .tidings(&args)
            .cwd(checkout)
            .env("GIT_CONFIG_GLOBAL", settings)
            .env("CI", "true")
            .env("GITHUB_ACTIONS", "true")
            .now(when)
    }

    /// Runs the job in a checkout of its own, which must do well.
    #[track_caller]
    pub(super) fn publish(&self, when: &str, args: &[&str]) -> Output {
        self.job(&self.checkout(), when, args).run().ok()
    }

    /// Runs the job and returns the state of each week that it looked at.
    #[track_caller]
    pub(super) fn states(&self, when: &str, args: &[&str]) -> String {
        let args = [args, &["--format", "json"]].concat();
        states(&self.publish(when, &args))
    }

    /// Runs git at the remote.
    #[track_caller]
    pub(super) fn git(&self, args: &[&str]) -> String {
        self.sandbox.git(&self.remote, args)
    }

    /// Returns a file of the log at the remote.
    #[track_caller]
    pub(super) fn file(&self, path: &str) -> String {
        self.git(&["show", &format!("{BRANCH}:{path}")])
    }

    /// Returns the digests at the remote.
    pub(super) fn digests(&self) -> String {
        let args = ["ls-tree", "-r", "--name-only", BRANCH, "digests/"];
        self.git(&args).replace('\n', " ")
    }

    /// Returns how many commits at the remote publish something.
    pub(super) fn publications(&self) -> usize {
        let format = "--format=%(trailers:key=Tidings-Digest,valueonly,separator=)";
        let all = self.git(&["log", format, BRANCH]);
        all.lines().filter(|line| !line.is_empty()).count()
    }
}

/// Writes the weeks of a report with their states.
pub(super) fn states(output: &Output) -> String {
    let json = output.json();
    let weeks = json["weeks"].as_array().expect("a list of weeks");
    let states: Vec<String> = weeks
        .iter()
        .map(|week| {
            let text = |key: &str| week[key].as_str().unwrap_or_default().to_owned();
            format!("{} {}", text("period"), text("state"))
        })
        .collect();
    states.join(", ")
}
