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
mod tests {
    use super::*;
    use crate::git::kit::{Kind, Sandbox};

    #[test]
    fn reads_values_as_git_does() {
        let mut sandbox = Sandbox::new();
        sandbox.make(Kind::Plain);
        sandbox.config(
            "[tidings]\n\tRepo = ~/one\n\trepo = two\n\tbare\n\tlines = \"a\\nuser.name=Mallory\"\n[Remote \"UpStream\"]\n\tPushDefault = off\n[core]\n\tfsync = none\n[includeIf \"gitdir:**/r/.git\"]\n\tpath = extra\n",
        );
        sandbox.write("extra", "[tidings]\n\tbranch = inside\n");
        sandbox.program = sandbox
            .program
            .clone()
            .with_env("GIT_CONFIG_COUNT", "1")
            .with_env("GIT_CONFIG_KEY_0", "tidings.remote")
            .with_env("GIT_CONFIG_VALUE_0", "home");
        let inside = sandbox.settings("r");
        for (key, want) in [
            ("tidings.repo", Some("two")),
            ("TIDINGS.Repo", Some("two")),
            ("tidings.bare", Some("true")),
            ("tidings.lines", Some("a\nuser.name=Mallory")),
            ("user.name", Some("Ada Example")),
            ("remote.UpStream.pushdefault", Some("off")),
            ("remote.upstream.pushdefault", None),
            ("tidings.branch", Some("inside")),
            ("tidings.remote", Some("home")),
            ("nothing", None),
            ("", None),
        ] {
            assert_eq!(inside.get(key), want, "{key}");
        }
        assert_eq!(inside.get_all("tidings.repo"), ["~/one", "two"]);
        assert_eq!(inside.durability(), Durability::NONE);
        assert_eq!(sandbox.settings(".").get("tidings.branch"), None);
        for (key, global) in [
            ("tidings.repo", true),
            ("tidings.remote", false),
            ("core.bare", false),
            ("nothing", false),
        ] {
            assert_eq!(inside.is_global(key).expect("git runs"), global, "{key}");
        }
    }

    #[test]
    fn reads_booleans_as_git_does() {
        let sandbox = Sandbox::new();
        let values = "a = yes\nb = ON\nc = 1\nd = 0\ne =\nf\ng = maybe\nh = 2k\ni = off\nj = -1\n";
        sandbox.config(&format!("[x]\n{values}"));
        let settings = sandbox.settings(".");
        for (key, want) in [
            ("a", true),
            ("b", true),
            ("c", true),
            ("d", false),
            ("e", false),
            ("f", true),
            ("h", true),
            ("i", false),
            ("j", true),
        ] {
            let got = settings.get_bool(&format!("x.{key}")).expect(key);
            assert_eq!(got, Some(want), "{key}");
            let args = ["config", "--type=bool", &format!("x.{key}")];
            assert_eq!(sandbox.git(".", &args), want.to_string(), "{key}");
        }
        assert!(settings.get_bool("x.z").expect("none").is_none());
        let error = settings.get_bool("x.g").expect_err("no boolean");
        assert!(error.to_string().contains("'x.g' is 'maybe'"), "{error}");
    }

    #[test]
    fn stamps_as_git_would() {
        let mut sandbox = Sandbox::new();
        sandbox.make(Kind::Plain);
        sandbox.program = sandbox
            .program
            .clone()
            .with_env("GIT_AUTHOR_NAME", "Linus E,")
            .with_env("GIT_AUTHOR_DATE", "2026-11-20T10:00:00+0530");
        let (author, committer) = sandbox.settings("r").author_and_committer().expect("both");
        assert_eq!(
            (author.name.as_str(), author.offset_minutes),
            ("Linus E", 330)
        );
        assert_eq!(author.seconds, 1_795_149_000);
        assert_eq!(committer.name, "Ada Example");
        assert_eq!(committer.seconds, 1_795_000_000);
    }

    #[test]
    fn says_why_git_knows_nobody() {
        for (settings, env, reason) in [
            (
                "[user]\n\tuseConfigOnly = true\n",
                None,
                "no email was given",
            ),
            (
                "[user]\n\temail = a@b\n",
                Some(("GIT_AUTHOR_NAME", "")),
                "empty ident name",
            ),
            (
                "[user]\n\temail = a@b\n\tname = \" ,\"\n",
                None,
                "disallowed characters",
            ),
            (
                "[user]\n\temail = a@b\n\tname = A\n",
                Some(("GIT_AUTHOR_DATE", "soon")),
                "invalid date",
            ),
        ] {
            let sandbox = Sandbox::new();
            std::fs::write(sandbox.path(".gitconfig"), settings).expect("a configuration");
            let mut program = sandbox.program.clone();
            if let Some((key, value)) = env {
                program = program.with_env(key, value);
            }
            let settings = Settings::read(&sandbox.path("."), &program).expect("settings");
            let error = settings.author().expect_err(reason).to_string();
            let what = if reason == "invalid date" {
                "git cannot date a commit: "
            } else {
                "git does not know who you are: "
            };
            assert!(error.contains(reason) && error.contains(what), "{error}");
        }
    }

    #[test]
    fn knows_the_editor_and_sets_settings() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        sandbox.config("[core]\n\teditor = 'my editor' --wait\n\tpager = cat\n");
        let settings = sandbox.settings("r");
        assert_eq!(
            settings.editor().expect("git"),
            Some("'my editor' --wait".to_owned())
        );
        assert_eq!(settings.pager().expect("git"), Some("cat".to_owned()));
        repository
            .set_local("tidings.remote", "origin")
            .expect("set");
        let program = &sandbox.program;
        let here = sandbox.path(".");
        program
            .set_global(&here, "tidings.repo", "a\nb \"c\"")
            .expect("set");
        program.set_global(&here, "tidings.repo", "d").expect("set");
        let settings = repository.settings().expect("settings");
        assert_eq!(settings.get("tidings.remote"), Some("origin"));
        assert_eq!(settings.get_all("tidings.repo"), ["d"]);
    }
}
