use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::kit::Sandbox;

/// The modes that git gives to what a tree holds.
pub(super) const FILE: &str = "100644";
pub(super) const EXECUTABLE: &str = "100755";
pub(super) const LINK: &str = "120000";
pub(super) const SUBMODULE: &str = "160000";
pub(super) const TREE: &str = "40000";

/// The team of the log that is attacked.
pub(super) const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris
join: open
members:
  - handle: ada
    name: Ada Example
    emails: [ada@example.org]
    former_handles: [lovelace]
    time_zone: Europe/Paris
  - handle: grace
    name: Grace Sample
    emails: [grace@example.org]
    time_zone: America/New_York
  - handle: linus
    name: Linus Specimen
    emails: [linus@example.org]
    time_zone: Europe/Helsinki
";

/// Where hostile pull requests are made: a bare repository with a log that is
/// in order, and the means to write objects that git's own commands refuse.
pub(super) struct Workshop {
    pub(super) sandbox: Sandbox,
    pub(super) place: PathBuf,
    /// The commit that pull requests are against.
    pub(super) base: String,
    empty: String,
    files: Files,
}

/// The files of a tree, by path: mode and content, or the id of what a
/// submodule stands at.
type Files = BTreeMap<Vec<u8>, (String, Content)>;

#[derive(Clone)]
enum Content {
    Bytes(Vec<u8>),
    Id(String),
}

/// A tree that is being put together.
#[derive(Clone)]
pub(super) struct Change {
    files: Files,
    author: String,
    committer: String,
    message: String,
    headers: String,
    parents: Option<Vec<String>>,
}

impl Workshop {
    /// Makes one.
    pub(super) fn new() -> Self {
        let sandbox = Sandbox::new();
        let place = sandbox.path("work/log.git");
        std::fs::create_dir(&place).expect("the sandbox is writable");
        sandbox.git(&place, &["init", "--quiet", "--bare"]);
        let mut workshop = Self {
            sandbox,
            place,
            base: String::new(),
            empty: String::new(),
            files: BTreeMap::new(),
        };
        let base = Change::of(BTreeMap::new())
            .file(".tidings/team.yaml", TEAM)
            .file(".github/workflows/tidings.yml", "on: pull_request\n")
            .file(".gitlab-ci.yml", "tidings: { script: [tidings check] }\n")
            .file(".tidings/templates/digest.md.jinja", "{{ title }}\n")
            .file("README.md", "# The log of Team Quill\n")
            .file("calendars/fr.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
            .file("digests/2026/W46.md", "# Week 2026-W46\n")
            .file(
                "updates/2026/11/12/ada.yaml",
                update("ada", "2026-11-12", "Shipped it"),
            )
            .file(
                "updates/2026/11/20/ada.yaml",
                update("ada", "2026-11-20", "Shipped more"),
            )
            .file(
                "updates/2026/11/20/grace.yaml",
                update("grace", "2026-11-20", "Reviewed it"),
            );
        workshop.empty = workshop.object("blob", "");
        workshop.files = base.files.clone();
        workshop.base = workshop.commit(Change {
            parents: Some(Vec::new()),
            ..base
        });
        workshop.sandbox.git(
            &workshop.place,
            &["update-ref", "refs/heads/tidings", &workshop.base],
        );
        workshop.sandbox.git(
            &workshop.place,
            &["symbolic-ref", "HEAD", "refs/heads/tidings"],
        );
        workshop
    }

    /// Begins a change on top of the base, by Ada.
    pub(super) fn change(&self) -> Change {
        Change::of(self.files.clone())
    }

    /// Begins a change that has nothing in common with the base.
    pub(super) fn unrelated(&self) -> Change {
        let mut change = Change::of(BTreeMap::new());
        change.parents = Some(Vec::new());
        change
    }

    /// Writes a change and returns its commit.
    pub(super) fn commit(&self, change: Change) -> String {
        let tree = self.tree(&change.files);
        let parents = change.parents.unwrap_or_else(|| vec![self.base.clone()]);
        let parents = parents.iter().map(|id| format!("parent {id}\n"));
        let text = format!(
            "tree {tree}\n{}author {}\ncommitter {}\n{}\n{}",
            parents.collect::<String>(),
            change.author,
            change.committer,
            change.headers,
            change.message
        );
        self.object("commit", text)
    }

    /// Writes any object, whether git likes it or not, and returns its id.
    pub(super) fn object(&self, kind: &str, content: impl AsRef<[u8]>) -> String {
        let args = ["hash-object", "-t", kind, "-w", "--literally", "--stdin"];
        let run = self.sandbox.program("git", &args).cwd(&self.place);
        let output = run.stdin(content).run().ok();
        output.stdout().trim().to_owned()
    }

    /// Writes a tree of entries as they are given: mode, name, id.
    pub(super) fn raw_tree(&self, entries: &[(&str, &[u8], &str)]) -> String {
        let mut bytes = Vec::new();
        for (mode, name, id) in entries {
            bytes.extend_from_slice(mode.as_bytes());
            bytes.push(b' ');
            bytes.extend_from_slice(name);
            bytes.push(0);
            let digits = id.as_bytes().chunks(2);
            bytes.extend(digits.map(|pair| {
                let pair = std::str::from_utf8(pair).expect("an id is ASCII");
                u8::from_str_radix(pair, 16).expect("an id is hexadecimal")
            }));
        }
        self.object("tree", bytes)
    }

    /// Returns the id of an empty file.
    pub(super) fn empty(&self) -> &str {
        &self.empty
    }

    /// Writes many commits on top of one, by Ada and with its tree, and returns
    /// the last.
    pub(super) fn chain(&self, first: &str, length: usize) -> String {
        let mut stream = String::new();
        for n in 0..length {
            let from = if n == 0 {
                format!("from {first}\n")
            } else {
                String::new()
            };
            let ada = person("Ada Example", "ada@example.org");
            stream.push_str(&format!(
                "commit refs/heads/chain\ncommitter {ada}\ndata 2\nx\n{from}\n"
            ));
        }
        let run = self
            .sandbox
            .program("git", &["fast-import", "--quiet", "--force"]);
        run.cwd(&self.place).stdin(stream).run().ok();
        let last = self
            .sandbox
            .git(&self.place, &["rev-parse", "refs/heads/chain"]);
        let forget = ["update-ref", "-d", "refs/heads/chain"];
        self.sandbox.git(&self.place, &forget);
        last
    }

    /// Writes the trees of files and returns the id of the root.
    fn tree(&self, files: &Files) -> String {
        let mut entries: Vec<(String, Vec<u8>, String)> = Vec::new();
        let mut folders: BTreeMap<Vec<u8>, Files> = BTreeMap::new();
        for (path, (mode, content)) in files {
            if let Some(at) = path.iter().position(|byte| *byte == b'/') {
                let folder = folders.entry(path[..at].to_vec()).or_default();
                folder.insert(path[at + 1..].to_vec(), (mode.clone(), content.clone()));
                continue;
            }
            let id = match content {
                Content::Bytes(bytes) => self.object("blob", bytes),
                Content::Id(id) => id.clone(),
            };
            entries.push((mode.clone(), path.clone(), id));
        }
        for (name, files) in folders {
            let id = self.tree(&files);
            entries.push((TREE.to_owned(), name, id));
        }
        // Git sorts a folder as if a slash stood behind its name.
        entries.sort_by_key(|(mode, name, _)| {
            let mut key = name.clone();
            if mode == TREE {
                key.push(b'/');
            }
            key
        });
        let entries: Vec<_> = entries
            .iter()
            .map(|(mode, name, id)| (mode.as_str(), name.as_slice(), id.as_str()))
            .collect();
        self.raw_tree(&entries)
    }
}

impl Change {
    fn of(files: Files) -> Self {
        let ada = person("Ada Example", "ada@example.org");
        Self {
            files,
            author: ada.clone(),
            committer: ada,
            message: "Say something\n".to_owned(),
            headers: String::new(),
            parents: None,
        }
    }

    /// Writes a file.
    pub(super) fn file(self, path: impl AsRef<[u8]>, content: impl AsRef<[u8]>) -> Self {
        self.entry(FILE, path, content)
    }

    /// Writes a file with a mode.
    pub(super) fn entry(
        mut self,
        mode: &str,
        path: impl AsRef<[u8]>,
        content: impl AsRef<[u8]>,
    ) -> Self {
        let content = Content::Bytes(content.as_ref().to_vec());
        let entry = (mode.to_owned(), content);
        self.files.insert(path.as_ref().to_vec(), entry);
        self
    }

    /// Puts an object in, by its id.
    pub(super) fn object(mut self, mode: &str, path: &str, id: &str) -> Self {
        let entry = (mode.to_owned(), Content::Id(id.to_owned()));
        self.files.insert(path.as_bytes().to_vec(), entry);
        self
    }

    /// Takes a file out.
    pub(super) fn without(mut self, path: &str) -> Self {
        self.files.remove(path.as_bytes()).expect("it is there");
        self
    }

    /// Says that somebody wrote and made the commit.
    pub(super) fn by(self, name: &str, email: &str) -> Self {
        let person = person(name, email);
        self.raw_author(&person).committed_by(name, email)
    }

    /// Says that somebody made the commit.
    pub(super) fn committed_by(mut self, name: &str, email: &str) -> Self {
        self.committer = person(name, email);
        self
    }

    /// Writes the line of the author as it is given.
    pub(super) fn raw_author(mut self, line: &str) -> Self {
        line.clone_into(&mut self.author);
        self
    }

    /// Sets the message.
    pub(super) fn message(mut self, text: &str) -> Self {
        text.clone_into(&mut self.message);
        self
    }

    /// Adds a header to the commit; it ends with a line end.
    pub(super) fn header(mut self, text: &str) -> Self {
        self.headers.push_str(text);
        self
    }

    /// Sets the parents.
    pub(super) fn on(mut self, parents: &[&str]) -> Self {
        self.parents = Some(parents.iter().map(|id| (*id).to_owned()).collect());
        self
    }

    /// Puts an update of Ada's for the day after the latest, as it is given
    /// behind its head.
    pub(super) fn says(self, body: impl AsRef<[u8]>) -> Self {
        let mut text = b"tidings: 1\nauthor: ada\nperiod: 2026-11-23\n".to_vec();
        text.extend_from_slice(body.as_ref());
        self.file(TODAY, text)
    }
}

/// Where an update of Ada's for the day of the check belongs.
pub(super) const TODAY: &str = "updates/2026/11/23/ada.yaml";

/// Returns an update with one item.
pub(super) fn update(author: &str, period: &str, item: &str) -> String {
    let item = serde_json::Value::from(item);
    format!("tidings: 1\nauthor: {author}\nperiod: {period}\ndone:\n  - {item}\n")
}

fn person(name: &str, email: &str) -> String {
    format!("{name} <{email}> 1795424400 +0100")
}
