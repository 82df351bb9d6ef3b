use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde_json::{Value, json};

use crate::kit::{Kind, Sandbox};

/// Where the log of the story is.
const BRANCH: &str = "refs/heads/tidings";

/// What happened in the month: as plain facts, and as a stream for
/// `git fast-import`.
pub(super) struct Story {
    stream: String,
    commits: Vec<Value>,
}

impl Story {
    /// Has a story made up; `None` where python3 cannot reckon with zones.
    pub(super) fn tell(sandbox: &Sandbox, seed: &str) -> Option<Self> {
        let output = python(sandbox, "story.py", &[seed], String::new());
        if output == "skipped\n" {
            return None;
        }
        let mut told: Value = serde_json::from_str(&output).expect("JSON");
        let commits = told["commits"].take();
        Some(Self {
            stream: told["stream"].as_str().expect("a text").to_owned(),
            commits: commits.as_array().expect("a list").clone(),
        })
    }

    /// Returns how many blockers and questions there are.
    pub(super) fn threads(&self) -> usize {
        let facts = self.commits.iter().map(|commit| &commit["fact"]);
        let updates = facts.filter(|fact| fact["kind"] == "update");
        let items = updates.flat_map(|fact| fact["items"].as_array().expect("a list"));
        let new = items.filter(|item| item["since"].is_null());
        let ids: std::collections::BTreeSet<&str> =
            new.filter_map(|item| item["id"].as_str()).collect();
        ids.len()
    }

    /// Returns how many commits there are at a moment. One that others were
    /// made beside is left out until they are joined.
    fn count_at(&self, now: DateTime<Utc>) -> usize {
        let at = |commit: &Value| commit["at"].as_i64().expect("seconds");
        let count = self
            .commits
            .partition_point(|commit| at(commit) <= now.timestamp());
        let is_apart = self.commits[count - 1]["apart"] == true;
        count - usize::from(is_apart)
    }

    /// Compares what was printed with what is reckoned; returns how much that
    /// was.
    ///
    /// # Panics
    ///
    /// Where they differ.
    pub(super) fn compare(&self, sandbox: &Sandbox, runs: &[Value]) -> usize {
        let given = json!({ "story": { "commits": self.commits }, "runs": runs });
        let said = python(sandbox, "compare.py", &[], given.to_string());
        let want = format!("{} reports compared\n", runs.len());
        assert!(said == want, "{said}");
        runs.len()
    }
}

/// Runs one of the scripts beside this file.
fn python(sandbox: &Sandbox, script: &str, args: &[&str], input: String) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/month");
    let script = format!("{folder}/{script}");
    let run = sandbox.program("python3", &[&["-B", &script], args].concat());
    run.stdin(input).run().ok().stdout().to_owned()
}

/// A repository with the whole story, whose log is at one moment of it.
pub(super) struct Place<'s> {
    sandbox: &'s Sandbox,
    story: &'s Story,
    repository: PathBuf,
    /// The commits, in the order of the story.
    ids: Vec<String>,
}

impl<'s> Place<'s> {
    /// Makes a repository of its own.
    pub(super) fn make(sandbox: &'s Sandbox, story: &'s Story) -> Self {
        let name = format!("work/{:?}", std::thread::current().id());
        let repository = sandbox.path(&name);
        std::fs::create_dir(&repository).expect("the sandbox is writable");
        let repository = Kind::Plain.make(sandbox, &repository);
        let marks = repository.join("marks");
        let marked = format!("--export-marks={}", marks.display());
        let import = ["fast-import", "--quiet", "--force", &marked];
        let run = sandbox.program("git", &import).cwd(&repository);
        run.stdin(&story.stream).run().ok();
        let marks = std::fs::read_to_string(marks).expect("git wrote it");
        let mut ids: Vec<(usize, String)> = marks
            .lines()
            .filter_map(|line| line.strip_prefix(':')?.split_once(' '))
            .map(|(mark, id)| (mark.parse().expect("a number"), id.to_owned()))
            .collect();
        ids.sort_unstable();
        Self {
            sandbox,
            story,
            repository,
            ids: ids.into_iter().map(|(_, id)| id).collect(),
        }
    }

    /// Goes to a moment.
    pub(super) fn at(&self, now: DateTime<Utc>) -> Moment<'_> {
        let count = self.story.count_at(now);
        let tip = &self.ids[count - 1];
        self.sandbox
            .git(&self.repository, &["update-ref", BRANCH, tip]);
        let commits = self.story.commits[..count].iter().rev();
        let mut teams = commits.map(|commit| &commit["fact"]["team"]);
        let team = teams.find(|team| team.is_object()).expect("it begins so");
        let people = team["members"].as_array().expect("a list");
        let text = |member: &Value, key: &str| member[key].as_str().expect("a text").to_owned();
        let people = people
            .iter()
            .map(|member| (text(member, "handle"), text(member, "email")));
        Moment {
            place: self,
            now,
            count,
            people: people.collect(),
        }
    }
}

/// A moment at which reports are printed.
pub(super) struct Moment<'p> {
    place: &'p Place<'p>,
    now: DateTime<Utc>,
    count: usize,
    /// The handles and addresses of the team.
    people: Vec<(String, String)>,
}

impl Moment<'_> {
    /// Returns the day that it is in the team's zone.
    pub(super) fn day(&self) -> NaiveDate {
        self.now
            .with_timezone(&chrono_tz::Europe::Paris)
            .date_naive()
    }

    /// Returns a member; whoever counts further than there are begins anew.
    pub(super) fn member(&self, number: usize) -> &str {
        &self.people[number % self.people.len()].0
    }

    /// Prints a report for a member, and says what it is.
    pub(super) fn run(&self, report: &str, who: &str, args: &[&str], options: Value) -> Value {
        let known = self.people.iter().find(|(handle, _)| handle == who);
        let (_, email) = known.expect("a member");
        let now = self.now.to_rfc3339_opts(SecondsFormat::Secs, true);
        let sandbox = self.place.sandbox;
        let args = [args, &["--format", "json"]].concat();
        let run = sandbox.tidings(&args).cwd(&self.place.repository);
        let said: Value = run.author(who, email).now(&now).run().ok().json();
        json!({
            "now": now,
            "commits": self.count,
            "report": report,
            "who": who,
            "options": options,
            "said": said,
        })
    }
}
