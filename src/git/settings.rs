use std::path::{Path, PathBuf};

use super::{Durability, GitError, Program, Stamp};

/// Git's settings as they hold in one directory, and who git takes one for.
///
/// Everything comes from the `git` program, so that `-c`, `GIT_CONFIG_COUNT`,
/// `includeIf` and the variables of the environment count as they do in git;
/// where none of these is there, from the same files without starting it.
#[derive(Clone, Debug)]
pub struct Settings {
    directory: PathBuf,
    program: Program,
    /// Keys and values in the order that git reads them; a key alone has none.
    entries: Vec<(String, Option<String>)>,
}

impl Settings {
    /// Reads the settings that hold in a directory, inside a repository or
    /// not; at most one run of the `git` program.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`], or [`GitError::Program`] with the place of what is
    /// wrong in a configuration file.
    pub fn read(directory: &Path, program: &Program) -> Result<Self, GitError> {
        let (files, git_dir) = (program.setting_files(), program.env_path("GIT_DIR"));
        if let Some(entries) = files.and_then(|files| files.read(directory, git_dir)) {
            return Ok(Self {
                directory: directory.to_owned(),
                program: program.clone(),
                entries,
            });
        }
        // NUL ends each entry, so that no value can pass for another entry.
        let ran = program.expect(directory, &["config", "--null", "--list"], b"")?;
        let text = String::from_utf8_lossy(&ran.stdout);
        let entries = text
            .split_terminator('\0')
            .map(|entry| match entry.split_once('\n') {
                Some((key, value)) => (key.to_owned(), Some(value.to_owned())),
                None => (entry.to_owned(), None),
            })
            .collect();
        Ok(Self {
            directory: directory.to_owned(),
            program: program.clone(),
            entries,
        })
    }

    /// Returns every key and value, in the order in which git reads them.
    #[cfg(test)]
    pub(super) fn entries(&self) -> &[(String, Option<String>)] {
        &self.entries
    }

    /// Returns the value of a setting; the last one that was given holds, and
    /// a key without `=` counts as `true`.
    ///
    /// Section and name may be in upper or lower case, a subsection may not.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.get_all(key).last().copied()
    }

    /// Returns all values of a setting in the order that git reads them.
    #[must_use]
    pub fn get_all(&self, key: &str) -> Vec<&str> {
        let key = canonical(key);
        self.entries
            .iter()
            .filter(|(name, _)| *name == key)
            .map(|(_, value)| value.as_deref().unwrap_or("true"))
            .collect()
    }

    /// Returns whether anything is set in a section, whose name is given in
    /// lower case.
    pub(super) fn has_section(&self, name: &str) -> bool {
        let mut keys = self.entries.iter().map(|(key, _)| key.split('.').next());
        keys.any(|section| section == Some(name))
    }

    /// Returns whether a setting holds for the user or the whole machine, and
    /// not for one repository or one run alone.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub fn is_global(&self, key: &str) -> Result<bool, GitError> {
        let args = ["config", "--show-scope", "--get", key];
        let ran = self.program.run(&self.directory, &args, b"")?;
        let scope = ran.text();
        let scope = scope.split('\t').next().unwrap_or_default();
        Ok(matches!(scope, "global" | "system"))
    }

    /// Returns the directory that the settings hold in.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns a setting as git reads a boolean.
    ///
    /// # Errors
    ///
    /// [`GitError::Setting`] when it is none.
    pub fn get_bool(&self, key: &str) -> Result<Option<bool>, GitError> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        match value.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Ok(Some(true)),
            "false" | "no" | "off" | "" => Ok(Some(false)),
            other => match other.trim_end_matches(['k', 'm', 'g']).parse::<i64>() {
                Ok(number) => Ok(Some(number != 0)),
                Err(_) => Err(GitError::Setting {
                    key: key.to_owned(),
                    value: value.to_owned(),
                    problem: "neither true nor false",
                }),
            },
        }
    }

    /// Returns what must reach the disk, by `core.fsync`.
    #[must_use]
    pub fn durability(&self) -> Durability {
        self.get("core.fsync")
            .map_or(Durability::FULL, Durability::parse)
    }

    /// Returns whether commits are to be signed, by `commit.gpgSign`.
    ///
    /// # Errors
    ///
    /// As [`Settings::get_bool`].
    pub fn sign_commits(&self) -> Result<bool, GitError> {
        Ok(self.get_bool("commit.gpgSign")?.unwrap_or(false))
    }

    /// Reads the stamp that git would give the author of a commit made now;
    /// `GIT_AUTHOR_DATE` and its kin count.
    ///
    /// # Errors
    ///
    /// [`GitError::NoIdentity`] or [`GitError::BadDate`], with git's reason,
    /// when it would refuse.
    pub fn author(&self) -> Result<Stamp, GitError> {
        self.identity("GIT_AUTHOR_IDENT")
    }

    /// Returns the address that git would give the author of a commit, as far
    /// as it can be told without asking git: what `GIT_AUTHOR_EMAIL`, which is
    /// `stated`, or else the settings say.
    #[must_use]
    pub fn author_email(&self, stated: Option<&str>) -> Option<String> {
        let set = || self.get("author.email").or_else(|| self.get("user.email"));
        // Git takes blanks and punctuation off both ends.
        let is_plain = |email: &&str| {
            let ends = [email.chars().next(), email.chars().next_back()];
            let plain = |end: Option<char>| end.is_some_and(|end| end.is_ascii_alphanumeric());
            ends.into_iter().all(plain) && !email.contains(['<', '>', '\n'])
        };
        stated.or_else(set).filter(is_plain).map(str::to_owned)
    }

    /// Reads the stamp that git would give the committer of a commit made
    /// now; `GIT_COMMITTER_DATE` and its kin count.
    ///
    /// # Errors
    ///
    /// As [`Settings::author`].
    pub fn committer(&self) -> Result<Stamp, GitError> {
        self.identity("GIT_COMMITTER_IDENT")
    }

    /// Reads author and committer, at the same time.
    ///
    /// # Errors
    ///
    /// As [`Settings::author`].
    pub fn author_and_committer(&self) -> Result<(Stamp, Stamp), GitError> {
        std::thread::scope(|scope| {
            let author = scope.spawn(|| self.author());
            let committer = self.committer();
            let author = author.join().expect("reading an identity does not panic");
            Ok((author?, committer?))
        })
    }

    /// Reads the command that git would edit a message with; `None` where it
    /// knows of no editor that works here.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub fn editor(&self) -> Result<Option<String>, GitError> {
        self.variable("GIT_EDITOR")
    }

    /// Reads the command that git would page output with; `None` where it
    /// knows of none. `cat` means that nothing is to be paged.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub fn pager(&self) -> Result<Option<String>, GitError> {
        self.variable("GIT_PAGER")
    }

    fn identity(&self, variable: &str) -> Result<Stamp, GitError> {
        // Asked for by name, git is as strict as it is when it commits; its
        // list of variables shows names that it would not commit with.
        let ran = self.program.run(&self.directory, &["var", variable], b"")?;
        if ran.status == Some(0) {
            return Ok(Stamp::parse(ran.text().as_bytes()));
        }
        let said = String::from_utf8_lossy(&ran.stderr);
        let reason = said.lines().find_map(|line| line.strip_prefix("fatal: "));
        let reason = reason.unwrap_or(said.trim()).to_owned();
        Err(if reason.starts_with("invalid date") {
            GitError::BadDate { reason }
        } else {
            GitError::NoIdentity { reason }
        })
    }

    fn variable(&self, name: &str) -> Result<Option<String>, GitError> {
        let ran = self.program.run(&self.directory, &["var", name], b"")?;
        let text = ran.text();
        Ok((ran.status == Some(0) && !text.is_empty()).then_some(text))
    }
}

impl Program {
    /// Sets a setting for the user, in every repository.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when git cannot write its configuration.
    pub fn set_global(&self, directory: &Path, key: &str, value: &str) -> Result<(), GitError> {
        let args = ["config", "--global", "--replace-all", key, value];
        self.expect(directory, &args, b"").map(drop)
    }
}

/// Writes a key as git lists it: section and name in lower case.
fn canonical(key: &str) -> String {
    let first = key.find('.').unwrap_or(key.len());
    let last = key.rfind('.').unwrap_or(key.len());
    [
        key[..first].to_ascii_lowercase(),
        key[first..last].to_owned(),
        key[last..].to_ascii_lowercase(),
    ]
    .concat()
}

#[cfg(test)]
mod tests;
