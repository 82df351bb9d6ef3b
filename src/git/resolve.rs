use git2::{ErrorCode, Reference};

use super::{GitError, ObjectId, Ran, Repository};

impl Repository {
    /// Returns whether the repository keeps its refs in reftables, which
    /// libgit2 cannot read.
    #[must_use]
    pub fn uses_reftable(&self) -> bool {
        let config = self.inner.config();
        config
            .and_then(|config| config.get_string("extensions.refstorage"))
            .is_ok_and(|storage| storage != "files")
    }

    /// Returns the commit that a revision expression names, as `git
    /// rev-parse` has it; tags are followed to their commit. `None` when it
    /// names none.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`] or [`GitError::Program`] when git itself fails.
    pub fn resolve(&self, rev: &str) -> Result<Option<ObjectId>, GitError> {
        if rev.is_empty() || rev.contains('\0') {
            return Ok(None);
        }
        // A plain word means the same to libgit2 as to git, and saves a
        // process; git has the last word on everything else.
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
        if rev.bytes().all(plain) && !self.uses_reftable() {
            let found = self
                .inner
                .revparse_single(rev)
                .and_then(|object| object.peel_to_commit());
            if let Ok(commit) = found {
                return Ok(Some(ObjectId(commit.id())));
            }
        }
        let expression = format!("{rev}^{{commit}}");
        let ran = self.ask(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &expression,
        ])?;
        ran.map(|ran| ObjectId::parse(&ran.text())).transpose()
    }

    /// Returns whether git takes a name for that of a branch.
    #[must_use]
    pub fn is_branch_name(name: &str) -> bool {
        git2::Branch::name_is_valid(name).unwrap_or(false)
    }

    /// Returns the tip of a local branch; `None` when there is no such branch,
    /// or it names no commit.
    ///
    /// # Errors
    ///
    /// As [`Repository::resolve`].
    pub fn branch_tip(&self, branch: &str) -> Result<Option<ObjectId>, GitError> {
        self.ref_tip(&format!("refs/heads/{branch}"))
    }

    /// Returns the last seen tips of a branch at the remotes, as the
    /// remote-tracking refs `refs/remotes/<remote>/<branch>` have them, sorted
    /// by the name of the remote.
    ///
    /// # Errors
    ///
    /// As [`Repository::resolve`].
    pub fn remote_tips(&self, branch: &str) -> Result<Vec<(String, ObjectId)>, GitError> {
        let mut tips = Vec::new();
        for remote in self.remotes()? {
            if let Some(tip) = self.ref_tip(&format!("refs/remotes/{remote}/{branch}"))? {
                tips.push((remote, tip));
            }
        }
        Ok(tips)
    }

    /// Returns the names, after `prefix`, of all branches that begin with it:
    /// local ones, and those of the remotes as they were last seen. Each
    /// stands once, sorted.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`] or [`GitError::Program`] when git itself fails, or
    /// what libgit2 says.
    pub fn branch_names_below(&self, prefix: &str) -> Result<Vec<String>, GitError> {
        let mut starts = vec![format!("refs/heads/{prefix}")];
        let remotes = self.remotes()?;
        starts.extend(remotes.iter().map(|r| format!("refs/remotes/{r}/{prefix}")));
        let mut names = Vec::new();
        for start in &starts {
            if self.uses_reftable() {
                let ran = self.git(&["for-each-ref", "--format=%(refname)", start], b"")?;
                names.extend(ran.text().lines().map(str::to_owned));
            } else {
                for name in self.inner.references_glob(&format!("{start}*"))?.names() {
                    names.extend(name.ok().map(str::to_owned));
                }
            }
        }
        let mut names: Vec<String> = names
            .iter()
            .filter_map(|name| starts.iter().find_map(|start| name.strip_prefix(start)))
            .map(str::to_owned)
            .collect();
        names.sort();
        names.dedup();
        Ok(names)
    }

    /// Returns the names of the remotes, sorted.
    ///
    /// # Errors
    ///
    /// What libgit2 says when the configuration cannot be read.
    pub fn remotes(&self) -> Result<Vec<String>, GitError> {
        let names = self.inner.remotes()?;
        let mut names: Vec<String> = names
            .iter()
            .filter_map(|name| name.ok().flatten())
            .map(str::to_owned)
            .collect();
        names.sort();
        Ok(names)
    }

    /// Returns the branch that HEAD names, also one without a commit; `None`
    /// when HEAD is detached.
    ///
    /// # Errors
    ///
    /// As [`Repository::resolve`].
    pub fn default_branch(&self) -> Result<Option<String>, GitError> {
        self.symbolic_target("HEAD", "refs/heads/")
    }

    /// Returns the branch that a remote had by default when it was cloned, or
    /// as `git remote set-head` says; `None` when that is not known.
    ///
    /// # Errors
    ///
    /// As [`Repository::resolve`].
    pub fn default_branch_of(&self, remote: &str) -> Result<Option<String>, GitError> {
        let prefix = format!("refs/remotes/{remote}/");
        self.symbolic_target(&format!("{prefix}HEAD"), &prefix)
    }

    /// Returns what a symbolic ref leads to, without `prefix`.
    fn symbolic_target(&self, name: &str, prefix: &str) -> Result<Option<String>, GitError> {
        let target = if self.uses_reftable() {
            self.ask(&["symbolic-ref", "--quiet", name])?
                .map(|ran| ran.text())
        } else {
            match self.inner.find_reference(name) {
                Ok(reference) => reference.symbolic_target()?.map(str::to_owned),
                Err(error) if error.code() == ErrorCode::NotFound => None,
                Err(error) => return Err(error.into()),
            }
        };
        Ok(target.and_then(|name| name.strip_prefix(prefix).map(str::to_owned)))
    }

    /// Returns the commit that a ref of this full name leads to; `None` when
    /// there is no such ref, or it names no commit.
    ///
    /// # Errors
    ///
    /// As [`Repository::resolve`].
    pub fn ref_tip(&self, name: &str) -> Result<Option<ObjectId>, GitError> {
        if !Reference::is_valid_name(name) {
            return Ok(None);
        }
        if self.uses_reftable() {
            return self.resolve(name);
        }
        let found = self.inner.find_reference(name).and_then(|r| r.resolve());
        let tip = found.and_then(|reference| match reference.peel_to_commit() {
            Ok(commit) => Ok(commit.id()),
            // Libgit2 refuses commits that others of its kind still read.
            Err(error) => match reference.target() {
                Some(target) if self.is_commit(target) => Ok(target),
                _ => Err(error),
            },
        });
        match tip {
            Ok(id) => Ok(Some(ObjectId(id))),
            Err(error) => match error.code() {
                ErrorCode::NotFound | ErrorCode::Peel | ErrorCode::InvalidSpec => Ok(None),
                _ => Err(error.into()),
            },
        }
    }

    /// Returns the refs whose full names begin with `prefix`, which ends in
    /// `/`, and the commits that they lead to, by name.
    ///
    /// # Errors
    ///
    /// As [`Repository::resolve`].
    pub fn refs_below(&self, prefix: &str) -> Result<Vec<(String, ObjectId)>, GitError> {
        let names: Vec<String> = if self.uses_reftable() {
            let ran = self.git(&["for-each-ref", "--format=%(refname)", prefix], b"")?;
            ran.text().lines().map(str::to_owned).collect()
        } else {
            let refs = self.inner.references_glob(&format!("{prefix}*"))?;
            let names = refs.flatten().filter_map(|reference| {
                let name = std::str::from_utf8(reference.name_bytes());
                name.ok().map(str::to_owned)
            });
            names.collect()
        };
        let mut refs = Vec::with_capacity(names.len());
        for name in names {
            if let Some(tip) = self.ref_tip(&name)? {
                refs.push((name, tip));
            }
        }
        refs.sort();
        Ok(refs)
    }

    /// Returns the commits that refs of these full names lead to, in order;
    /// the `git` program is started at most once.
    ///
    /// # Errors
    ///
    /// As [`Repository::resolve`].
    pub fn ref_tips(&self, names: &[&str]) -> Result<Vec<Option<ObjectId>>, GitError> {
        if !self.uses_reftable() {
            return names.iter().map(|name| self.ref_tip(name)).collect();
        }
        let mut args = vec!["for-each-ref", "--format=%(objectname) %(refname)"];
        args.extend(names);
        let text = self.git(&args, b"")?.text();
        let tip_of = |name: &&str| -> Result<Option<ObjectId>, GitError> {
            let mut lines = text.lines().filter_map(|line| line.split_once(' '));
            let line = lines.find(|(_, found)| found == name);
            line.map(|(id, _)| ObjectId::parse(id)).transpose()
        };
        names.iter().map(tip_of).collect()
    }

    /// Returns whether an object says that it is a commit, well formed or not.
    fn is_commit(&self, id: git2::Oid) -> bool {
        let odb = self.inner.odb();
        let header = odb.and_then(|odb| odb.read_header(id));
        header.is_ok_and(|(_, kind)| kind == git2::ObjectType::Commit)
    }

    /// Asks the `git` program about this very repository, whatever the
    /// environment says; `None` when its answer is no (exit status 1).
    fn ask(&self, args: &[&str]) -> Result<Option<Ran>, GitError> {
        let git_dir = self.git_dir();
        let mut all = vec![std::ffi::OsStr::new("--git-dir"), git_dir.as_os_str()];
        all.extend(args.iter().map(std::ffi::OsStr::new));
        let ran = self.bound().run(&self.run_dir(), &all, b"")?;
        match ran.status {
            Some(0) => Ok(Some(ran)),
            Some(1) => Ok(None),
            _ => Err(GitError::Program {
                command: args.join(" "),
                message: String::from_utf8_lossy(&ran.stderr).trim_end().to_owned(),
            }),
        }
    }
}
