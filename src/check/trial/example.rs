use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::check::check;
use crate::format::{
    InputKind, LogPath, TEAM_PATH, parse_input, parse_path, parse_reply, parse_team, parse_update,
};
use crate::model::{
    ChangeCommit, ChangeSet, CommitId, FileChange, FileKind, FileState, Finding, Handle, Identity,
    Period, Target, Team,
};

/// The members, where an example says nothing of them.
const MEMBERS: &str = "\
members:
  - { handle: ada, name: Ada Example, emails: [ada@example.org], account: ada-example, time_zone: Europe/Paris }
  - { handle: grace, name: Grace Sample, emails: [grace@example.org], time_zone: America/Lima }
  - { handle: linus, name: Linus Specimen, emails: [linus@example.org], time_zone: Asia/Tokyo }
";

/// The sections, where an example says nothing of them.
const SECTIONS: &str = "\
sections:
  - { key: learned }
  - { key: mood, kind: scale }
";

const UPDATE: &str = "updates/2026/11/20/ada.yaml";

/// An example of a rule, as `docs/check.md` shows it: files before and after
/// a change, and who wrote it.
pub(in crate::check) struct Example {
    /// The files that the change leaves alone, and those that it takes away.
    before: BTreeMap<String, FileState>,
    after: BTreeMap<String, FileState>,
    /// Who wrote it: `commit`, `committer` and so on.
    people: Vec<(String, String)>,
    /// Whether there is no base.
    first: bool,
}

impl Example {
    /// Reads an example.
    pub(in crate::check) fn parse(text: &str) -> Self {
        let mut example = Self {
            before: BTreeMap::new(),
            after: BTreeMap::new(),
            people: Vec::new(),
            first: false,
        };
        let mut block: Option<(String, String, String)> = None;
        let mut blocks = Vec::new();
        for line in text.split_inclusive('\n') {
            let bare = line.trim_end_matches('\n');
            let mark = ["+++ ", "--- ", "=== "]
                .into_iter()
                .find(|mark| bare.starts_with(mark));
            if let Some(mark) = mark {
                blocks.extend(block.take());
                block = Some((mark.trim().to_owned(), bare[4..].to_owned(), String::new()));
            } else if let Some((_, _, content)) = &mut block {
                content.push_str(line);
            } else if let Some((key, value)) = bare.split_once(": ")
                && ["commit", "committer", "co-author", "reviewer", "posted-by"].contains(&key)
            {
                example.people.push((key.to_owned(), value.to_owned()));
            } else {
                block = Some(("+++".to_owned(), UPDATE.to_owned(), line.to_owned()));
            }
        }
        blocks.extend(block);
        for (mark, header, content) in blocks {
            example.take(&mark, &header, &content);
        }
        if !example.first {
            example.complete(text.contains(&format!("--- {TEAM_PATH}")));
        }
        example
    }

    /// Puts in the team file where the example leaves it out. One that stands
    /// there only as the change leaves it was the same before, in other words.
    fn complete(&mut self, has_before: bool) {
        if has_before {
            return;
        }
        let usual = || state("", &whole(TEAM_PATH, ""));
        let mut before = self.after.get(TEAM_PATH).cloned().unwrap_or_else(usual);
        if !self.after.contains_key(TEAM_PATH) {
            self.after.insert(TEAM_PATH.to_owned(), before.clone());
        } else if let Some(bytes) = &mut before.content {
            bytes.extend(b"# As it was.\n");
        }
        self.before.entry(TEAM_PATH.to_owned()).or_insert(before);
    }

    fn take(&mut self, mark: &str, header: &str, content: &str) {
        if header == "nothing" {
            self.first = true;
            return;
        }
        let (path, how) = header.split_once(" (").unwrap_or((header, ""));
        let content = if how.starts_with("whole") {
            content.to_owned()
        } else {
            whole(path, content)
        };
        let state = state(how, &content);
        if mark != "+++" {
            self.before.insert(path.to_owned(), state.clone());
        }
        if mark != "---" {
            self.after.insert(path.to_owned(), state);
        }
    }

    /// Returns what is found in it.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let input = ["form.md", "input.yaml"]
            .into_iter()
            .find(|name| self.after.contains_key(*name));
        let Some(name) = input else {
            return check(&self.change_set());
        };
        let bytes = self.after[name]
            .content
            .clone()
            .expect("an input has a text");
        let text = String::from_utf8(bytes).expect("an input is a text");
        let kind = if name == "form.md" {
            InputKind::Markdown
        } else {
            InputKind::Yaml
        };
        let team = self.team(&self.before).expect("a team");
        let members: Vec<Handle> = team
            .members
            .iter()
            .map(|member| member.handle.clone())
            .collect();
        let period = "2026-11-20".parse().expect("a period");
        let read = parse_input(
            name,
            &text,
            kind,
            &members[0],
            period,
            &team.sections,
            &members,
        );
        read.err().unwrap_or_default()
    }

    fn team(&self, files: &BTreeMap<String, FileState>) -> Option<Team> {
        let bytes = files.get(TEAM_PATH)?.content.as_ref()?;
        Some(parse_team(TEAM_PATH, bytes).value.unwrap_or_default())
    }

    /// Returns the change.
    pub(in crate::check) fn change_set(&self) -> ChangeSet {
        let paths: BTreeSet<&String> = self.before.keys().chain(self.after.keys()).collect();
        let mut changes = Vec::new();
        let mut commits = Vec::new();
        for path in paths {
            let (before, after) = (self.before.get(path), self.after.get(path));
            if before == after {
                continue;
            }
            let commit = self.commit(path, after.or(before));
            let at = commits
                .iter()
                .position(|known: &ChangeCommit| *known == commit);
            let at = at.unwrap_or_else(|| {
                commits.push(commit);
                commits.len() - 1
            });
            let none = self
                .people
                .iter()
                .any(|(key, value)| key == "commit" && value == "none");
            changes.push(FileChange {
                path: path.as_bytes().to_vec(),
                before: before.cloned(),
                after: after.cloned(),
                commits: if none { Vec::new() } else { vec![at] },
            });
        }
        ChangeSet {
            base: (!self.first).then(|| CommitId("b".repeat(40))),
            head: Some(CommitId("c".repeat(40))),
            trusted: if self.first {
                None
            } else {
                self.team(&self.before)
            },
            proposed: self.team(&self.after),
            around: self.around(),
            targets: self.targets(),
            published: self.published(),
            changes,
            commits,
            unread: Vec::new(),
            is_cut_off: false,
            instant: "2026-11-22T15:00:00Z".parse().expect("an instant"),
        }
    }

    /// Returns the commit that brings a file: that of the example, or one of
    /// whose the file is.
    fn commit(&self, path: &str, state: Option<&FileState>) -> ChangeCommit {
        let all = |key: &str| -> Vec<Identity> {
            let people = self.people.iter().filter(|(known, _)| known == key);
            people.map(|(_, value)| identity(value)).collect()
        };
        let bytes = state
            .and_then(|state| state.content.clone())
            .unwrap_or_default();
        let owner = match parse_path(path) {
            LogPath::Update { author, .. } => author.to_string(),
            LogPath::Reply { .. } => {
                let reply = parse_reply(path, &bytes).value;
                reply.map_or_else(|| "grace".to_owned(), |reply| reply.author.to_string())
            }
            _ => "ada".to_owned(),
        };
        let author = all("commit").pop();
        let author = author.unwrap_or_else(|| identity(&format!("Somebody <{owner}@example.org>")));
        let now: DateTime<Utc> = "2026-11-20T15:00:00Z".parse().expect("an instant");
        let posted_by = self.people.iter().find(|(key, _)| key == "posted-by");
        ChangeCommit {
            id: CommitId("a".repeat(40)),
            committer: all("committer").pop().unwrap_or_else(|| author.clone()),
            author,
            co_authors: all("co-author"),
            reviewers: all("reviewer"),
            posted_by: posted_by.map(|(_, by)| by.parse().expect("a handle")),
            written: now.fixed_offset(),
            arrived: now.fixed_offset(),
            is_signed: false,
            is_merge: false,
        }
    }

    fn around(&self) -> BTreeMap<Vec<u8>, Vec<Vec<u8>>> {
        let mut around: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>> = BTreeMap::new();
        for path in self.after.keys() {
            let parts: Vec<&str> = path.split('/').collect();
            for (at, name) in parts.iter().enumerate() {
                let directory = parts[..at].join("/").into_bytes();
                around
                    .entry(directory)
                    .or_default()
                    .insert(name.as_bytes().to_vec());
            }
        }
        let lists = around.into_iter();
        lists
            .map(|(path, names)| (path, names.into_iter().collect()))
            .collect()
    }

    fn targets(&self) -> BTreeSet<String> {
        let mut targets = BTreeSet::new();
        for (path, state) in &self.after {
            let LogPath::Update { author, period } = parse_path(path) else {
                continue;
            };
            targets.insert(format!("{author}/{period}"));
            let bytes = state.content.clone().unwrap_or_default();
            if let Some(update) = parse_update(path, &bytes).value {
                let addresses = update
                    .items()
                    .filter_map(|(_, item)| update.address_of(item));
                targets.extend(addresses.map(|address| Target::from(address).to_string()));
            }
        }
        targets
    }

    fn published(&self) -> BTreeSet<Period> {
        let digests = self
            .before
            .keys()
            .filter_map(|path| match parse_path(path) {
                LogPath::Digest(period) => Some(period),
                _ => None,
            });
        digests.collect()
    }
}

fn identity(text: &str) -> Identity {
    let (name, email) = text.split_once(" <").unwrap_or((text, ""));
    Identity {
        name: name.to_owned(),
        email: email.trim_end_matches('>').to_owned(),
    }
}

/// Puts in what an example leaves out.
fn whole(path: &str, content: &str) -> String {
    let has = |key: &str| {
        content
            .lines()
            .any(|line| line.starts_with(&format!("{key}:")))
    };
    let mut head = String::new();
    let mut put = |key: &str, value: &str| {
        if !has(key) {
            head.push_str(&format!("{key}: {value}\n"));
        }
    };
    let mut tail = String::new();
    match parse_path(path) {
        LogPath::Update { author, period } => {
            put("tidings", "1");
            put("author", author.as_str());
            put("period", &period.to_string());
        }
        LogPath::Reply { author, period, .. } => {
            put("tidings", "1");
            put("author", "grace");
            put("to", &format!("{author}/{period}"));
        }
        LogPath::Team => {
            put("tidings", "1");
            for (key, text) in [("members", MEMBERS), ("sections", SECTIONS)] {
                if !has(key) {
                    tail.push_str(text);
                }
            }
        }
        _ => {}
    }
    let content = content.trim_end_matches('\n');
    let end = if content.is_empty() { "" } else { "\n" };
    format!("{head}{content}{end}{tail}")
}

/// Makes the file that an example describes in brackets.
fn state(how: &str, content: &str) -> FileState {
    let how = how.trim_end_matches(')');
    let kind = match how {
        "symbolic link" => FileKind::Link,
        "executable" => FileKind::Executable,
        "submodule" => FileKind::Submodule,
        _ => FileKind::Regular,
    };
    let mut bytes = content.as_bytes().to_vec();
    if how == "Latin-1" {
        bytes = content
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("Latin-1"))
            .collect();
    } else if how.starts_with("with a byte order mark") {
        bytes.splice(0..0, "\u{feff}".bytes());
    } else if let Some(size) = how.strip_suffix(" bytes") {
        let size: usize = size.parse().expect("a size");
        while bytes.len() < size {
            bytes.extend(b"# And so on, and so on.\n");
        }
    }
    if let Some((event, _)) = content.split_once("\n(40 times)\n") {
        let at = event.find("BEGIN:VEVENT").expect("an event");
        let (head, event) = event.split_at(at);
        let events = format!("{event}\n").repeat(40);
        bytes = format!("{head}{events}END:VCALENDAR\n").into_bytes();
    }
    FileState {
        kind,
        size: bytes.len() as u64,
        content: (kind != FileKind::Submodule).then_some(bytes),
    }
}

/// Returns the rules that an example breaks, with their severities.
pub(super) fn broken(text: &str) -> Vec<String> {
    let findings = Example::parse(text).findings();
    let words = findings
        .iter()
        .map(|finding| format!("{} {}", finding.severity.as_str(), finding.rule));
    words.collect()
}
