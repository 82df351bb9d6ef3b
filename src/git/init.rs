use std::ffi::OsStr;
use std::path::Path;

use super::conversation::Conversation;
use super::{Contact, Fetched, GitError, ObjectId, Program, Repository, Settings};

impl Repository {
    /// Makes a repository at a path, with its first branch still without a
    /// commit.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] with what git said.
    pub fn create(
        path: &Path,
        bare: bool,
        branch: &str,
        program: &Program,
    ) -> Result<Self, GitError> {
        std::fs::create_dir_all(path).map_err(|source| GitError::File {
            action: "create",
            path: path.to_owned(),
            source,
        })?;
        let first = format!("--initial-branch={branch}");
        let mut args = vec!["init", "--quiet", &first];
        args.extend(bare.then_some("--bare"));
        program.clone().unbound().expect(path, &args, b"")?;
        Self::open(path, program.clone())
    }

    /// Clones a repository to a path; git shows its progress and asks for
    /// passwords itself.
    ///
    /// `branch` is checked out instead of the remote's own choice; `directory`
    /// is where a relative address or path leads from.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`], after git said why.
    pub fn clone_url(
        directory: &Path,
        url: &str,
        path: &Path,
        branch: Option<&str>,
        program: &Program,
    ) -> Result<Self, GitError> {
        let option = branch.map(|branch| format!("--branch={branch}"));
        let mut args: Vec<&OsStr> = vec!["clone".as_ref()];
        args.extend(option.as_ref().map(AsRef::<OsStr>::as_ref));
        args.extend(["--".as_ref(), url.as_ref(), path.as_os_str()]);
        program.clone().unbound().attended(directory, &args)?;
        Self::open(&directory.join(path), program.clone())
    }

    /// Asks a remote, by its name or address, where a branch of it is; `None`
    /// when it has no such branch.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when it cannot be asked, with what was said.
    pub fn remote_branch(
        &self,
        remote: &str,
        branch: &str,
        contact: &Contact,
    ) -> Result<Option<ObjectId>, GitError> {
        let name = format!("refs/heads/{branch}");
        let args = ["ls-remote", "--", remote, &name];
        named(&name, &args, &self.converse(&args, b"", contact)?)
    }

    /// Asks a remote which branch it has by default; `None` where that one does
    /// not exist, or the remote does not say.
    ///
    /// # Errors
    ///
    /// [`GitError::Program`] when it cannot be asked, with what was said.
    pub fn ask_default_branch(
        &self,
        remote: &str,
        contact: &Contact,
    ) -> Result<Option<String>, GitError> {
        let args = ["ls-remote", "--symref", "--", remote, "HEAD"];
        let spoken = self.converse(&args, b"", contact)?;
        if !spoken.succeeded() {
            return Err(GitError::Program {
                command: args.join(" "),
                message: spoken.message(),
            });
        }
        let text = spoken.ran.text();
        let branch = text.lines().find_map(|line| {
            let target = line.strip_prefix("ref: refs/heads/")?;
            target.strip_suffix("\tHEAD")
        });
        Ok(branch.map(str::to_owned))
    }

    /// Fetches a branch of a remote, with its history, into
    /// `refs/remotes/REMOTE/BRANCH`, and returns where it is.
    ///
    /// Nothing else is touched; see [`Repository::fetch_tip`].
    ///
    /// # Errors
    ///
    /// [`GitError::Program`], with what was said.
    pub fn fetch_branch(
        &self,
        remote: &str,
        branch: &str,
        contact: &Contact,
    ) -> Result<ObjectId, GitError> {
        let tracking = format!("refs/remotes/{remote}/{branch}");
        let failed = |message| GitError::Program {
            command: format!("fetch {remote} {branch}"),
            message,
        };
        match self.fetch_tip(remote, branch, &tracking, contact)? {
            Fetched::At(tip) => Ok(tip),
            Fetched::NoBranch => Err(failed(format!("the remote has no branch '{branch}'"))),
            Fetched::Unreachable { message, .. } => Err(failed(message)),
        }
    }
}

/// Asks a remote, by its address, where a branch of it is, without a
/// repository; `directory` is where a relative path leads from.
///
/// # Errors
///
/// As [`Repository::remote_branch`].
pub fn remote_branch(
    directory: &Path,
    remote: &str,
    branch: &str,
    program: &Program,
    contact: &Contact,
) -> Result<Option<ObjectId>, GitError> {
    let name = format!("refs/heads/{branch}");
    let args = ["ls-remote", "--", remote, &name];
    let mut program = program.clone();
    if !contact.attended {
        let settings = Settings::read(directory, &program)?;
        program = program.unattended(directory, &settings, contact)?;
    }
    let spoken = program.converse(directory, &args, b"", contact)?;
    named(&name, &args, &spoken)
}

/// Finds a ref in what `git ls-remote` was told.
fn named(name: &str, args: &[&str], spoken: &Conversation) -> Result<Option<ObjectId>, GitError> {
    if !spoken.succeeded() {
        return Err(GitError::Program {
            command: args.join(" "),
            message: spoken.message(),
        });
    }
    // The remote is asked for names that end so; only one is it.
    let text = spoken.ran.text();
    let line = text.lines().find_map(|line| {
        let (id, found) = line.split_once('\t')?;
        (found == name).then_some(id)
    });
    line.map(ObjectId::parse).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::kit::{Kind, Sandbox, put};

    fn contact() -> Contact {
        Contact::unattended(std::time::Duration::from_secs(60))
    }

    #[test]
    fn makes_repositories() {
        let mut sandbox = Sandbox::new();
        sandbox.git(".", &["init", "--quiet", "other"]);
        let other = sandbox.path("other/.git");
        sandbox.program = sandbox.program.clone().with_env("GIT_DIR", other);
        for (name, bare) in [("new/plain", false), ("new/bare", true)] {
            let path = sandbox.path(name);
            let made = Repository::create(&path, bare, "log", &sandbox.program).expect("made");
            assert_eq!(made.work_dir().is_none(), bare, "{name}");
            let head = std::fs::read_to_string(made.git_dir().join("HEAD")).expect("a HEAD");
            assert_eq!(head, "ref: refs/heads/log\n");
        }
        sandbox.write("file", "x");
        let error = Repository::create(&sandbox.path("file"), false, "log", &sandbox.program);
        let error = error.err().expect("a file is in the way").to_string();
        assert!(error.contains("cannot create"), "{error}");
    }

    #[test]
    fn clones_asks_and_fetches() {
        let sandbox = Sandbox::new();
        sandbox.make(Kind::Plain);
        sandbox.git("r", &["branch", "log"]);
        sandbox.git("r", &["branch", "foo/refs/heads/away"]);
        sandbox.git("r", &["tag", "v1"]);
        let tip = ObjectId::parse(&sandbox.git("r", &["rev-parse", "log"])).ok();
        let default = sandbox.git("r", &["symbolic-ref", "--short", "HEAD"]);
        let here = sandbox.path(".");
        let program = sandbox.program.clone();
        let to = sandbox.path("c");
        let clone = Repository::clone_url(&here, "./r", &to, Some("log"), &program);
        let clone = clone.expect("cloned");
        assert_eq!(sandbox.git("c", &["branch", "--show-current"]), "log");
        for (remote, branch, want) in [("origin", "log", tip), ("origin", "away", None)] {
            let asked = clone.remote_branch(remote, branch, &contact());
            assert_eq!(asked.expect("asked"), want);
        }
        let asked = clone.ask_default_branch("origin", &contact());
        assert_eq!(asked.expect("asked"), Some(default));
        let ask = |remote| remote_branch(&here, remote, "log", &program, &contact());
        assert_eq!(ask("./r").expect("asked"), tip);
        let error = ask("./nothing").expect_err("nothing is there").to_string();
        assert!(error.contains("does not appear to be a git"), "{error}");
        assert!(ask("--upload-pack=touch pwned").is_err());
        assert!(!sandbox.path("pwned").exists());

        let source = sandbox.open("r");
        let new = crate::git::kit::commit(&source, tip, &[put("u", "x")], 9).expect("a commit");
        sandbox.git("r", &["update-ref", "refs/heads/log", &new.to_string()]);
        std::fs::remove_file(sandbox.path("c/.git/FETCH_HEAD")).ok();
        let fetch = |branch| clone.fetch_branch("origin", branch, &contact());
        assert_eq!(fetch("log").expect("fetched"), new);
        assert!(!sandbox.path("c/.git/FETCH_HEAD").exists());
        assert_eq!(clone.read_ref("refs/heads/log").expect("git"), tip);
        let error = fetch("none").expect_err("no branch").to_string();
        assert!(error.contains("has no branch 'none'"), "{error}");
    }
}
