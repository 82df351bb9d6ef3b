use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::Log;
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

/// A file beside the log in which is remembered what a long walk found.
///
/// It is a help only: one that is missing, damaged, or of another history has
/// history walked again.
pub(super) struct ThreadMemory {
    path: PathBuf,
}

impl ThreadMemory {
    /// Names the file of a log; of two logs in one repository each has its
    /// own.
    pub(super) fn of(log: &Log) -> Self {
        let directory = log.repository().common_dir().join("tidings");
        let name = log.branch().replace('/', "%");
        Self {
            path: directory.join("threads").join(name),
        }
    }

    /// Reads what is remembered.
    pub(super) fn read(&self) -> Option<Remembered> {
        parse(&fs::read_to_string(&self.path).ok()?)
    }

    /// Remembers something in the place of what was; where that cannot be
    /// written, the next walk is as long as this one.
    pub(super) fn write(&self, remembered: &Remembered) {
        let new = self
            .path
            .with_extension(format!("new.{}", std::process::id()));
        let write = || {
            if let Some(directory) = self.path.parent() {
                fs::create_dir_all(directory)?;
            }
            fs::write(&new, format(remembered))?;
            fs::rename(&new, &self.path)
        };
        if write().is_err() {
            fs::remove_file(&new).ok();
        }
    }
}

/// Writes it as lines, with the id of all of them at the top.
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
    let sum = ObjectId::of_blob(lines.as_bytes());
    format!("{HEADER}\n{sum}\n{lines}")
}

/// Reads what [`format`] wrote; `None` for anything else.
fn parse(text: &str) -> Option<Remembered> {
    let (header, rest) = text.split_once('\n')?;
    let (sum, lines) = rest.split_once('\n')?;
    if header != HEADER || sum != ObjectId::of_blob(lines.as_bytes()).to_string() {
        return None;
    }
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
        let mut bytes = text.clone().into_bytes();
        for at in 0..bytes.len() {
            let kept = bytes[at];
            bytes[at] = if kept == b'7' { b'8' } else { b'7' };
            let damaged = String::from_utf8_lossy(&bytes);
            assert!(damaged == text || parse(&damaged).is_none(), "{damaged}");
            assert!(parse(&text[..at]).is_none(), "{at}");
            bytes[at] = kept;
        }
    }
}
