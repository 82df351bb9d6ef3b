//! What is being posted or replied, until its commit exists.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::git::Repository;
use crate::model::{Handle, Period};

/// What words are for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// The author's own update for a period.
    Update(Period),
    /// A reply to what is at an address.
    Reply(String),
}

impl Topic {
    /// Names the file of a draft, without its ending.
    pub(super) fn stem(&self, author: &Handle) -> String {
        match self {
            Self::Update(period) => format!("{author}-{period}"),
            // No address has this mark, and every file system takes it.
            Self::Reply(address) => format!("{author}~{}", address.replace('/', "~")),
        }
    }

    /// Reads what a draft of an author is for from the name of its file.
    fn parse(stem: &str, author: &Handle) -> Option<Self> {
        let rest = stem.strip_prefix(author.as_str())?;
        match rest.strip_prefix('~') {
            Some(address) => Some(Self::Reply(address.replace('~', "/"))),
            None => Some(Self::Update(rest.strip_prefix('-')?.parse().ok()?)),
        }
    }
}

/// The words of one post or reply, in a file of their own in the repository's git
/// directory.
///
/// The file is locked for as long as the process lives that posts them: so
/// what a killed one left behind is told from what another is just posting. It
/// outlives processes; it is not flushed, because it is there for an instant.
pub(super) struct Words {
    path: PathBuf,
    /// Holds the lock.
    _file: File,
    /// What they are for.
    pub(super) topic: Topic,
    /// What they are.
    pub(super) text: String,
}

impl Words {
    /// Keeps what is about to be posted.
    pub(super) fn keep(
        repository: &Repository,
        author: &Handle,
        topic: &Topic,
        text: &str,
    ) -> io::Result<Self> {
        let directory = directory(repository);
        let keep = || -> io::Result<Self> {
            for number in 1_u32.. {
                let path = directory.join(format!("{}~{number}.md", topic.stem(author)));
                if let Some(mut file) = take(&path)? {
                    if let Err(error) = file.write_all(text.as_bytes()) {
                        fs::remove_file(&path).ok();
                        return Err(error);
                    }
                    return Ok(Self {
                        path,
                        _file: file,
                        topic: topic.clone(),
                        text: text.to_owned(),
                    });
                }
            }
            unreachable!("there are more numbers than posts")
        };
        match keep() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&directory)?;
                keep()
            }
            kept => kept,
        }
    }

    /// Lists what posts of a member left behind that ended before they could
    /// be saved; what cannot be read is left out.
    pub(super) fn left(repository: &Repository, author: &Handle) -> Vec<Self> {
        let entries = fs::read_dir(directory(repository));
        let paths = entries.into_iter().flatten().flatten();
        let mut left: Vec<Self> = paths
            .filter_map(|entry| Self::read(entry.path(), author))
            .collect();
        left.sort_by(|a, b| a.path.cmp(&b.path));
        left
    }

    fn read(path: PathBuf, author: &Handle) -> Option<Self> {
        let name = path.file_name()?.to_str()?.strip_suffix(".md")?;
        let (name, _) = name.rsplit_once('~')?;
        let topic = Topic::parse(name, author)?;
        let mut file = File::open(&path).ok()?;
        file.try_lock().ok()?;
        let mut text = String::new();
        file.read_to_string(&mut text).ok()?;
        (!text.trim().is_empty()).then_some(Self {
            path,
            _file: file,
            topic,
            text,
        })
    }

    /// Returns where they are.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes them: they are in the log, or kept elsewhere.
    pub(super) fn remove(self) {
        // What stays does no harm: it says nothing that the log does not.
        fs::remove_file(self.path).ok();
    }
}

fn directory(repository: &Repository) -> PathBuf {
    repository.common_dir().join("tidings").join("posting")
}

/// Makes a file and locks it; `None` where another post has it, or has left
/// its words there.
fn take(path: &Path) -> io::Result<Option<File>> {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    let file = options.open(path)?;
    match file.try_lock() {
        Err(fs::TryLockError::WouldBlock) => return Ok(None),
        // A file system that knows no locks keeps them all the same.
        Ok(()) | Err(fs::TryLockError::Error(_)) => {}
    }
    let is_free = file.metadata()?.len() == 0;
    Ok(is_free.then_some(file))
}
