use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::format::{
    LogPath, TEAM_PATH, parse_path, parse_reply, parse_team, parse_update, period_directory,
    reply_directory, update_path,
};
use crate::git::{Commit, GitError, Mode, ObjectId, Repository, Tree};
use crate::model::{
    Finding, Handle, ItemAddress, Period, Reply, ReplyState, Severity, Team, Update,
};

use super::StoreError;
use super::history::damaged;

/// Largest file of the log that is read, in bytes.
pub(super) const FILE_LIMIT: usize = 64 * 1024;

/// The files of the log at one commit.
///
/// A directory that cannot be read is taken for empty; [`LogTree::damage`]
/// names it.
pub struct LogTree<'a> {
    repository: &'a Repository,
    commit: Commit,
    /// What could not be read so far, by object.
    damage: RefCell<BTreeMap<ObjectId, Finding>>,
}

/// What a file of the log holds, and what is wrong with it.
pub struct Read<T> {
    /// The path of the file.
    pub path: String,
    /// What it holds, where it can be read.
    pub value: Option<T>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

impl<'a> LogTree<'a> {
    /// Opens the tree of a commit.
    ///
    /// # Errors
    ///
    /// What git says of the commit.
    pub(super) fn open(repository: &'a Repository, id: ObjectId) -> Result<Self, StoreError> {
        let commit = repository.commit_at_least(id)?;
        Ok(Self {
            repository,
            commit,
            damage: RefCell::default(),
        })
    }

    /// Returns a finding for every directory that was asked for and could not
    /// be read.
    pub fn damage(&self) -> Vec<Finding> {
        self.damage.borrow().values().cloned().collect()
    }

    /// Returns the repository that holds it.
    pub(super) fn repository(&self) -> &'a Repository {
        self.repository
    }

    /// Returns the commit.
    #[must_use]
    pub fn commit(&self) -> &Commit {
        &self.commit
    }

    /// Reads the team file; a team without a readable one is empty, with
    /// findings.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`] when there is no team file.
    pub fn team(&self, branch: &str) -> Result<Read<Team>, StoreError> {
        let (mode, id) = self.entry(TEAM_PATH)?.ok_or_else(|| StoreError::NotALog {
            branch: branch.to_owned(),
        })?;
        self.read(TEAM_PATH, mode, id, parse_team)
    }

    /// Reads the team file for a change of the log, which needs one that can
    /// be read.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`] or [`StoreError::Unusable`].
    pub fn usable_team(&self, branch: &str) -> Result<Team, StoreError> {
        let read = self.team(branch)?;
        read.value.ok_or(StoreError::Unusable {
            path: read.path,
            findings: read.findings,
        })
    }

    /// Reads the update of a member for a period, if there is one.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn update(
        &self,
        author: &Handle,
        period: Period,
    ) -> Result<Option<Read<Update>>, StoreError> {
        let path = update_path(author, period);
        let Some((mode, id)) = self.entry(&path)? else {
            return Ok(None);
        };
        self.read(&path, mode, id, parse_update).map(Some)
    }

    /// Returns every period that has updates, the latest first.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn periods(&self) -> Result<Vec<Period>, StoreError> {
        let mut all = Vec::new();
        for year in self.directories("updates")? {
            for part in self.directories(&format!("updates/{year}"))? {
                if let Ok(week) = format!("{year}-{part}").parse() {
                    all.push(week);
                    continue;
                }
                for day in self.directories(&format!("updates/{year}/{part}"))? {
                    all.extend(format!("{year}-{part}-{day}").parse::<Period>());
                }
            }
        }
        all.sort_unstable_by(|a, b| b.cmp(a));
        Ok(all)
    }

    /// Returns who has an update for a period: handles and the objects that
    /// hold them, and the paths of files that are no update.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn authors(&self, period: Period) -> Result<Vec<(String, Mode, ObjectId)>, StoreError> {
        let directory = period_directory(period);
        let tree = self.directory(&directory)?;
        Ok(tree
            .entries()
            .map(|entry| {
                let name = String::from_utf8_lossy(entry.name);
                (format!("{directory}/{name}"), entry.mode, entry.id)
            })
            .collect())
    }

    /// Reads every update for a period, in the order of handles.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn updates(&self, period: Period) -> Result<Vec<Read<Update>>, StoreError> {
        let files = self.authors(period)?.into_iter();
        files
            .filter(|(path, _, _)| update_of_path(path).is_some())
            .map(|(path, mode, id)| self.read(&path, mode, id, parse_update))
            .collect()
    }

    /// Reads the updates of one author for periods before `before`, the
    /// latest first; files that cannot be read are passed over.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn updates_before<'t>(
        &'t self,
        author: &'t Handle,
        before: Option<Period>,
        periods: &'t [Period],
    ) -> impl Iterator<Item = Result<Update, StoreError>> + 't {
        periods
            .iter()
            .filter(move |&&period| before.is_none_or(|before| period < before))
            .filter_map(|&period| self.update(author, period).transpose())
            .filter_map(|read| read.map(|read| read.value).transpose())
    }

    /// Reads the replies to an update of `author` for `period` and to the
    /// items that first appeared in it, in the order of their file names.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn replies(&self, author: &Handle, period: Period) -> Result<Vec<Read<Reply>>, StoreError> {
        let directory = reply_directory(author, period);
        let tree = self.directory(&directory)?;
        tree.entries()
            .map(|entry| {
                let path = format!("{directory}/{}", String::from_utf8_lossy(entry.name));
                self.read(&path, entry.mode, entry.id, parse_reply)
            })
            .collect()
    }

    /// Returns which of the given items a reply has resolved.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn resolved<'i>(
        &self,
        items: impl IntoIterator<Item = &'i ItemAddress>,
    ) -> Result<BTreeSet<ItemAddress>, StoreError> {
        let mut closed = BTreeSet::new();
        for item in items {
            let replies = self.replies(&item.author, item.period)?;
            let closes = |reply: &Reply| {
                reply.state == Some(ReplyState::Resolved) && reply.to.id.as_ref() == Some(&item.id)
            };
            if replies
                .iter()
                .filter_map(|read| read.value.as_ref())
                .any(closes)
            {
                closed.insert(item.clone());
            }
        }
        Ok(closed)
    }

    /// Returns a file of the log as text, if it is there; for templates and
    /// the README.
    ///
    /// # Errors
    ///
    /// What git says, or [`StoreError::Unusable`] for a file that is too
    /// large or no UTF-8.
    pub fn text(&self, path: &str) -> Result<Option<String>, StoreError> {
        let Some((mode, id)) = self.entry(path)? else {
            return Ok(None);
        };
        let read = self.read(path, mode, id, |path, bytes| {
            let text = String::from_utf8(bytes.to_vec());
            let finding = text.is_err().then(|| Finding {
                severity: Severity::Error,
                rule: "not-utf8",
                path: path.to_owned(),
                place: None,
                message: "the file is not UTF-8".to_owned(),
                remedy: "save it as UTF-8".to_owned(),
            });
            crate::format::Parsed {
                value: text.ok(),
                findings: finding.into_iter().collect(),
            }
        })?;
        match read.value {
            Some(text) => Ok(Some(text)),
            None => Err(StoreError::Unusable {
                path: read.path,
                findings: read.findings,
            }),
        }
    }

    /// Returns the names of the files in a directory of the log.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn files(&self, directory: &str) -> Result<Vec<String>, StoreError> {
        let tree = self.directory(directory)?;
        Ok(tree
            .entries()
            .filter(|entry| entry.mode.is_file())
            .map(|entry| String::from_utf8_lossy(entry.name).into_owned())
            .collect())
    }

    /// Looks up a path in the tree.
    pub(super) fn entry(&self, path: &str) -> Result<Option<(Mode, ObjectId)>, StoreError> {
        Ok(self.repository.entry(self.commit.tree, path)?)
    }

    /// Reads a directory; one that is not there is empty, and so is one that
    /// cannot be read, which is noted.
    fn directory(&self, path: &str) -> Result<Tree, StoreError> {
        let error = match self.repository.directory(self.commit.tree, path) {
            Ok(tree) => return Ok(tree),
            Err(error) => error,
        };
        let object = match &error {
            GitError::Missing(id) | GitError::Malformed { id, .. } => *id,
            _ => return Err(error.into()),
        };
        let finding = damaged(object, format!("{path} cannot be read: {error}"));
        self.damage.borrow_mut().entry(object).or_insert(finding);
        Ok(Tree::default())
    }

    fn directories(&self, path: &str) -> Result<Vec<String>, StoreError> {
        let tree = self.directory(path)?;
        Ok(tree
            .entries()
            .filter(|entry| entry.mode.is_tree())
            .map(|entry| String::from_utf8_lossy(entry.name).into_owned())
            .collect())
    }

    fn read<T>(
        &self,
        path: &str,
        mode: Mode,
        id: ObjectId,
        parse: fn(&str, &[u8]) -> crate::format::Parsed<T>,
    ) -> Result<Read<T>, StoreError> {
        read_file(self.repository, path, mode, id, parse)
    }
}

/// Reads one file of the log.
///
/// What is no regular file, too large or damaged has a finding and no value;
/// only such trouble of a single file is taken that way.
pub(super) fn read_file<T>(
    repository: &Repository,
    path: &str,
    mode: Mode,
    id: ObjectId,
    parse: fn(&str, &[u8]) -> crate::format::Parsed<T>,
) -> Result<Read<T>, StoreError> {
    let refuse = |rule, message: String, remedy: &str| {
        Ok(Read {
            path: path.to_owned(),
            value: None,
            findings: vec![Finding {
                severity: Severity::Error,
                rule,
                path: path.to_owned(),
                place: None,
                message,
                remedy: remedy.to_owned(),
            }],
        })
    };
    if !mode.is_file() {
        let message = format!("this is no regular file (mode {:06o})", mode.0);
        return refuse(
            "not-a-file",
            message,
            "replace it by a plain file, mode 100644",
        );
    }
    let bytes = match repository.blob_up_to(id, FILE_LIMIT) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let message = format!("the file has more than {FILE_LIMIT} bytes");
            return refuse("too-large", message, "shorten it, or link to the long text");
        }
        Err(error) => {
            return refuse(
                "unreadable",
                error.to_string(),
                "fetch the object, or run git fsck",
            );
        }
    };
    let parsed = parse(path, &bytes);
    Ok(Read {
        path: path.to_owned(),
        value: parsed.value,
        findings: parsed.findings,
    })
}

/// Returns the member and period that a path of the log belongs to, when it
/// is the path of an update.
pub(super) fn update_of_path(path: &str) -> Option<(Handle, Period)> {
    match parse_path(path) {
        LogPath::Update { author, period } => Some((author, period)),
        _ => None,
    }
}
