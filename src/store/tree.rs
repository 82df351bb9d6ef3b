use std::cell::RefCell;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::StoreError;
use super::file::{File, Read, read_file, read_updates, update_of_path};
use super::history::damaged;
use crate::format::{Parsed, TEAM_PATH, parse_team, parse_update, period_directory, update_path};
use crate::git::{Commit, GitError, Mode, ObjectId, Repository, Tree};
use crate::model::{Finding, Handle, Member, Period, Severity, Team, Update};

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

    /// Reads the team file, and the calendars that it names; a team without a
    /// readable one is empty, with findings.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`] when there is no team file.
    pub fn team(&self, branch: &str) -> Result<Read<Team>, StoreError> {
        let (mode, id) = self.entry(TEAM_PATH)?.ok_or_else(|| StoreError::NotALog {
            branch: branch.to_owned(),
        })?;
        let mut read = self.read(TEAM_PATH, mode, id, parse_team);
        if let Some(team) = &mut read.value {
            self.attach_calendars(team, &mut read.findings);
        }
        Ok(read)
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
        Ok(Some(self.read(&path, mode, id, parse_update)))
    }

    /// Returns whether a member, by any handle they ever had, posted for a
    /// period and said something. A file that cannot be read counts: nobody
    /// knows that it says nothing.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn is_posted(&self, member: &Member, period: Period) -> Result<bool, StoreError> {
        let read = self.update_of(member, period)?;
        let says = |read: &Read<Update>| read.value.as_ref().is_none_or(|it| !it.is_untouched());
        Ok(read.as_ref().is_some_and(says))
    }

    /// Reads the update of a member for a period, by any handle they ever had.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn update_of(
        &self,
        member: &Member,
        period: Period,
    ) -> Result<Option<Read<Update>>, StoreError> {
        for handle in member.handles() {
            if let Some(read) = self.update(handle, period)? {
                return Ok(Some(read));
            }
        }
        Ok(None)
    }

    /// Returns every period that has updates, the latest first.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn periods(&self) -> Result<Vec<Period>, StoreError> {
        self.periods_since(NaiveDate::MIN)
    }

    /// Returns every period that has updates and ends on `earliest` or later,
    /// the latest first; the trees of earlier years and months are not read.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn periods_since(&self, earliest: NaiveDate) -> Result<Vec<Period>, StoreError> {
        self.periods_below("updates", earliest)
    }

    /// Returns every period that has a directory below `root` and ends on
    /// `earliest` or later, the latest first.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn periods_below(
        &self,
        root: &str,
        earliest: NaiveDate,
    ) -> Result<Vec<Period>, StoreError> {
        let is_over = |year: i32, month: u32| (year, month) < (earliest.year(), earliest.month());
        let mut all: Vec<Period> = Vec::new();
        for (year, id) in directories(&self.directory(root)?) {
            // The last ISO week of a year may end in the next one.
            if year
                .parse()
                .is_ok_and(|year: i32| is_over(year.saturating_add(1), 1))
            {
                continue;
            }
            for (part, id) in directories(&self.subdirectory(&format!("{root}/{year}"), id)?) {
                if let Ok(week) = format!("{year}-{part}").parse() {
                    all.push(week);
                    continue;
                }
                let month = (year.parse(), part.parse());
                if matches!(month, (Ok(year), Ok(month)) if is_over(year, month)) {
                    continue;
                }
                let month = self.subdirectory(&format!("{root}/{year}/{part}"), id)?;
                for (day, _) in directories(&month) {
                    all.extend(format!("{year}-{part}-{day}").parse::<Period>());
                }
            }
        }
        all.retain(|period| period.last_day() >= earliest);
        all.sort_unstable_by(|a, b| b.cmp(a));
        Ok(all)
    }

    /// Returns what is in the directory of a period: updates, and whatever
    /// else somebody put there.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn files_of(&self, period: Period) -> Result<Vec<File>, StoreError> {
        let directory = period_directory(period);
        let tree = self.directory(&directory)?;
        Ok(tree
            .entries()
            .map(|entry| {
                let name = String::from_utf8_lossy(entry.name);
                File {
                    path: format!("{directory}/{name}"),
                    mode: entry.mode,
                    id: entry.id,
                }
            })
            .collect())
    }

    /// Reads every update for a period, in the order of handles.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn updates(&self, period: Period) -> Result<Vec<Read<Update>>, StoreError> {
        let mut files = self.files_of(period)?;
        files.retain(|file| update_of_path(&file.path).is_some());
        read_updates(self.repository, &files)
    }

    /// Reads the updates of one author for those of `periods` that are before
    /// `before`, in the order in which they are given.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub fn updates_before<'t>(
        &'t self,
        author: &'t Handle,
        before: Option<Period>,
        periods: &'t [Period],
    ) -> impl Iterator<Item = Result<Read<Update>, StoreError>> + 't {
        periods
            .iter()
            .filter(move |&&period| before.is_none_or(|before| period < before))
            .filter_map(|&period| self.update(author, period).transpose())
    }

    /// Returns the handles that a member had before, by the team file.
    pub(super) fn former_handles(&self, handle: &Handle) -> Result<Vec<Handle>, StoreError> {
        let Some((mode, id)) = self.entry(TEAM_PATH)? else {
            return Ok(Vec::new());
        };
        let team = self.read(TEAM_PATH, mode, id, parse_team).value;
        let member = team.as_ref().and_then(|team| team.member(handle));
        Ok(member.map_or_else(Vec::new, |member| member.former_handles.clone()))
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
            Parsed {
                value: text.ok(),
                findings: finding.into_iter().collect(),
            }
        });
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
    pub(super) fn directory(&self, path: &str) -> Result<Tree, StoreError> {
        self.or_empty(path, self.repository.directory(self.commit.tree, path))
    }

    /// Reads a directory whose object is known; one that cannot be read is
    /// noted as damaged, and empty.
    fn subdirectory(&self, path: &str, id: ObjectId) -> Result<Tree, StoreError> {
        self.or_empty(path, self.repository.tree(id))
    }

    fn or_empty(&self, path: &str, read: Result<Tree, GitError>) -> Result<Tree, StoreError> {
        let error = match read {
            Ok(tree) => return Ok(tree),
            Err(error) => error,
        };
        let object = match &error {
            GitError::Missing(id) | GitError::Promised(id) | GitError::Malformed { id, .. } => *id,
            _ => return Err(error.into()),
        };
        let finding = damaged(object, format!("{path} cannot be read: {error}"));
        self.damage.borrow_mut().entry(object).or_insert(finding);
        Ok(Tree::default())
    }

    pub(super) fn read<T>(
        &self,
        path: &str,
        mode: Mode,
        id: ObjectId,
        parse: fn(&str, &[u8]) -> Parsed<T>,
    ) -> Read<T> {
        read_file(self.repository, path, mode, id, parse)
    }
}

/// Returns the directories of a directory, with their objects.
pub(super) fn directories(tree: &Tree) -> Vec<(String, ObjectId)> {
    tree.entries()
        .filter(|entry| entry.mode.is_tree())
        .map(|entry| (String::from_utf8_lossy(entry.name).into_owned(), entry.id))
        .collect()
}
