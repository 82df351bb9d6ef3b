use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use super::Log;
use super::memory::Memory;
use crate::git::{Change, Commit, FileRevision, Mode, ObjectId, Stamp};

/// The first line of the file.
const HEADER: &str = "tidings threads 1";

/// What stands for no object.
const NONE: &str = "none";

/// What was found of some threads up to a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remembered {
    /// The commit; all that is remembered is of it or lies behind it.
    pub(super) commit: ObjectId,
    /// The files and folders of which every revision is there.
    pub(super) covered: BTreeSet<String>,
    /// The revisions, the latest first. Of their commits only the ids are
    /// remembered.
    pub(super) revisions: Vec<FileRevision>,
}

/// What is remembered of a long walk for the threads of a log.
///
/// What is of another history, or speaks of commits that are not there, has
/// history walked again.
pub(super) struct ThreadMemory {
    memory: Memory,
}

impl ThreadMemory {
    /// Names the file of a log; of two logs in one repository each has its
    /// own.
    pub(super) fn of(log: &Log) -> Self {
        let path = format!("threads/{}", log.branch().replace('/', "%"));
        Self {
            memory: Memory::of(log.repository(), &path, HEADER),
        }
    }

    /// Reads what is remembered.
    pub(super) fn read(&self) -> Option<Remembered> {
        parse(&self.memory.read()?)
    }

    /// Remembers something in the place of what was.
    pub(super) fn write(&self, remembered: &Remembered) {
        self.memory.write(&self::format(remembered));
    }
}

/// Writes it as lines.
fn format(remembered: &Remembered) -> String {
    let mut lines = format!("at {}\n", remembered.commit);
    for path in &remembered.covered {
        let _ = writeln!(lines, "of {path}");
    }
    for revision in &remembered.revisions {
        let path = String::from_utf8_lossy(&revision.path);
        let kind = match revision.change {
            Change::Added => '+',
            Change::Changed => '~',
            Change::Removed => '-',
        };
        let merge = revision.merge.as_ref();
        let merge = merge.map_or_else(|| NONE.to_owned(), |merge| merge.id.to_string());
        let entry = revision.entry;
        let entry = entry.map_or_else(
            || NONE.to_owned(),
            |(mode, id)| format!("{:o}:{id}", mode.0),
        );
        let _ = writeln!(
            lines,
            "{kind} {} {merge} {entry} {path}",
            revision.commit.id
        );
    }
    lines
}

/// Reads what [`format`] wrote; `None` for anything else.
fn parse(lines: &str) -> Option<Remembered> {
    let mut lines = lines.lines();
    let mut remembered = Remembered {
        commit: ObjectId::parse(lines.next()?.strip_prefix("at ")?).ok()?,
        covered: BTreeSet::new(),
        revisions: Vec::new(),
    };
    for line in lines {
        let (kind, rest) = line.split_once(' ')?;
        if kind == "of" {
            remembered.covered.insert(rest.to_owned());
            continue;
        }
        let [id, merge, entry, path] = rest.splitn(4, ' ').collect::<Vec<_>>()[..] else {
            return None;
        };
        let commit = |id: &str| Some(Arc::new(only_id(ObjectId::parse(id).ok()?)));
        remembered.revisions.push(FileRevision {
            path: path.as_bytes().to_vec(),
            commit: commit(id)?,
            change: match kind {
                "+" => Change::Added,
                "~" => Change::Changed,
                "-" => Change::Removed,
                _ => return None,
            },
            merge: match merge {
                NONE => None,
                id => Some(commit(id)?),
            },
            entry: match entry {
                NONE => None,
                entry => {
                    let (mode, id) = entry.split_once(':')?;
                    let mode = Mode(u32::from_str_radix(mode, 8).ok()?);
                    Some((mode, ObjectId::parse(id).ok()?))
                }
            },
        });
    }
    Some(remembered)
}

/// Makes a commit of which only the id is known.
fn only_id(id: ObjectId) -> Commit {
    Commit {
        id,
        tree: id,
        parents: Vec::new(),
        author: Stamp::default(),
        committer: Stamp::default(),
        message: String::new(),
        signed: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back_and_damage_is_nothing() {
        let id = |text: &str| ObjectId::of_blob(text.as_bytes());
        let revision = |change, entry, merge: Option<&str>| FileRevision {
            path: b"replies/2026/11/20/ada/4f1c.yaml".to_vec(),
            commit: Arc::new(only_id(id("commit"))),
            change,
            entry,
            merge: merge.map(|merge| Arc::new(only_id(id(merge)))),
        };
        let file = Some((Mode(0o100_644), id("blob")));
        let remembered = Remembered {
            commit: id("waist"),
            covered: BTreeSet::from(["replies/2026/11/20/ada".to_owned()]),
            revisions: vec![
                revision(Change::Removed, None, None),
                revision(Change::Changed, file, Some("merge")),
                revision(Change::Added, file, None),
            ],
        };
        let text = format(&remembered);
        assert_eq!(parse(&text), Some(remembered));
        for damaged in ["", "at", "at x\n", "of x\n", "at x\n? 1 2 3 4\n"] {
            assert_eq!(parse(damaged), None, "{damaged}");
        }
    }
}
