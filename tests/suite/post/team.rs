use std::path::PathBuf;

use serde_json::Value;

use crate::kit::{Invocation, Kind, Sandbox};

/// The team file: three members, and two sections of the team's own.
const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris
cadence: daily
sections:
  - key: learned
    title: What I learned
    help: One thing that others should know
    kind: text
  - key: read
    title: Read
    kind: list
members:
  - handle: ada
    name: Ada Example
    emails: [ada@example.org]
    time_zone: Europe/Paris
  - handle: grace
    name: Grace Example
    emails: [grace@example.org]
    time_zone: America/New_York
  - handle: linus
    name: Linus Example
    emails: [linus@example.org]
    time_zone: Asia/Tokyo
";

/// A sandbox with a repository that holds a team's log beside its code. Ada
/// is at the keyboard, and it is Monday 2026-11-23, ten o'clock in Paris.
pub(crate) struct Team {
    pub(crate) sandbox: Sandbox,
    pub(crate) repo: PathBuf,
}

impl Team {
    /// Starts the log.
    pub(crate) fn new() -> Self {
        Self::with_file(TEAM)
    }

    /// Starts a log with this team file.
    pub(crate) fn with_file(file: &str) -> Self {
        let team = Self::without_log();
        team.tidings(&["init", "--no-input", "--handle", "ada"])
            .run()
            .ok();
        team.commit(".tidings/team.yaml", file);
        team
    }

    /// Makes the repository alone.
    pub(crate) fn without_log() -> Self {
        let sandbox = Sandbox::new();
        let repo = sandbox.repo(Kind::Plain);
        Self { sandbox, repo }
    }

    /// Prepares a run of the program in the repository.
    pub(crate) fn tidings(&self, args: &[&str]) -> Invocation {
        self.sandbox.tidings(args).cwd(&self.repo)
    }

    /// Prepares a post.
    pub(crate) fn post(&self, args: &[&str]) -> Invocation {
        self.tidings(&[&["post"], args].concat())
    }

    /// Prepares a post in the editor: `script` is run by a shell, with the
    /// file as `$1`.
    pub(crate) fn edit(&self, script: &str, args: &[&str]) -> Invocation {
        let path = self.sandbox.write("my editor.sh", script);
        let editor = format!("sh '{}'", path.display());
        self.post(&[&["--edit"], args].concat())
            .env("GIT_EDITOR", editor)
    }

    /// Runs git in the repository.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        self.sandbox.git(&self.repo, args)
    }

    /// Commits a file to the log by hand.
    pub(crate) fn commit(&self, path: &str, content: &str) {
        let place = self.sandbox.path("by-hand");
        let folder = place.to_str().expect("the sandbox's paths are UTF-8");
        self.git(&["worktree", "add", folder, "tidings"]);
        self.sandbox.write(&format!("by-hand/{path}"), content);
        self.sandbox.git(&place, &["add", "."]);
        self.sandbox.git(&place, &["commit", "-m", "By hand"]);
        self.git(&["worktree", "remove", folder]);
    }

    /// Returns the newest commit of the log.
    pub(crate) fn tip(&self) -> String {
        self.git(&["rev-parse", "tidings"])
    }

    /// Returns a file of the log.
    pub(crate) fn file(&self, path: &str) -> String {
        let run = self
            .sandbox
            .program("git", &["cat-file", "blob", &format!("tidings:{path}")]);
        run.cwd(&self.repo).run().ok().stdout().to_owned()
    }

    /// Returns Ada's update for a day of November 2026, as the digest's JSON
    /// has it.
    pub(crate) fn update(&self, day: u32) -> Value {
        let day = format!("2026-11-{day:02}");
        let run = self.tidings(&["digest", &day, "--format", "json"]);
        let digest = run.run().ok().json();
        let updates = digest["updates"].as_array().expect("updates").clone();
        let mut updates = updates.into_iter();
        updates
            .find(|update| update["author"] == "ada" && update["period"] == day.as_str())
            .unwrap_or_else(|| panic!("no update for {day}"))
    }

    /// Returns the texts of a section of Ada's update for a day.
    pub(crate) fn texts(&self, day: u32, section: &str) -> Vec<String> {
        let update = self.update(day);
        let items = update[section].as_array().expect("a section").iter();
        items
            .map(|item| item["text"].as_str().expect("a text").to_owned())
            .collect()
    }

    /// Returns the id of the first item of a section of Ada's update.
    pub(crate) fn id(&self, day: u32, section: &str) -> String {
        let update = self.update(day);
        let id = &update[section][0]["id"];
        id.as_str().expect("an id").to_owned()
    }

    /// Returns the names of the drafts that are kept.
    pub(crate) fn drafts(&self) -> Vec<String> {
        let folder = self.repo.join(".git/tidings/drafts");
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry").file_name())
            .map(|name| name.into_string().expect("a name"))
            .collect();
        names.sort();
        names
    }

    /// Returns the text of a draft.
    pub(crate) fn draft(&self, name: &str) -> String {
        let path = self.repo.join(".git/tidings/drafts").join(name);
        std::fs::read_to_string(path).expect("a draft")
    }
}
