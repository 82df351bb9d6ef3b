use git2::ObjectType;

use super::{Durability, GitError, ObjectId, Repository, Stamp};

/// A commit that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCommit {
    /// Its tree.
    pub tree: ObjectId,
    /// Its parents, in order.
    pub parents: Vec<ObjectId>,
    /// Who wrote it.
    pub author: Stamp,
    /// Who puts it where it will be.
    pub committer: Stamp,
    /// Its message; a line end is added where the last line has none.
    pub message: String,
    /// Whether to sign it, as `gpg.format`, `user.signingKey` and their kin
    /// say.
    pub sign: bool,
    /// What must be on disk before this counts as done.
    pub durability: Durability,
}

impl Repository {
    /// Writes a commit, without a work tree or an index; no ref is moved.
    ///
    /// With [`Durability::objects`], the commit and everything that it has and
    /// its parents have not is on disk when this returns. The message is UTF-8
    /// whatever `i18n.commitEncoding` says. Hooks are not run: no work tree is
    /// there for them to look at.
    ///
    /// # Errors
    ///
    /// [`GitError::BadStamp`]; [`GitError::Program`] with what the signing
    /// program said; [`GitError::Altered`] when git changes what it signs,
    /// which it does to names that begin or end in punctuation;
    /// [`GitError::File`] when an object cannot be flushed; what libgit2 says
    /// when one cannot be written.
    pub fn write_commit(&self, new: &NewCommit) -> Result<ObjectId, GitError> {
        let id = self.write_commit_unsettled(new)?;
        self.settle_commits(&[id], new.durability)?;
        Ok(id)
    }

    /// Writes a commit that is settled later, together with others.
    pub(super) fn write_commit_unsettled(&self, new: &NewCommit) -> Result<ObjectId, GitError> {
        let plain = new.format()?;
        if new.sign {
            return self.write_signed(new, plain.as_bytes());
        }
        let id = self
            .inner
            .odb()?
            .write(ObjectType::Commit, plain.as_bytes())?;
        Ok(ObjectId(id))
    }

    /// Has the `git` program make and sign the commit, since only it knows all
    /// the ways of signing; `plain` is the commit without its signature.
    fn write_signed(&self, new: &NewCommit, plain: &[u8]) -> Result<ObjectId, GitError> {
        let tree = new.tree.to_string();
        let parents: Vec<String> = new.parents.iter().map(ToString::to_string).collect();
        let mut args = vec!["-c", "i18n.commitEncoding=UTF-8", "commit-tree", "-S"];
        for parent in &parents {
            args.extend(["-p", parent]);
        }
        args.extend(["-F", "-", &tree]);
        let date = |stamp: &Stamp| format!("@{} {}", stamp.seconds, stamp.format_offset());
        let program = self
            .bound()
            .with_env("GIT_AUTHOR_NAME", &new.author.name)
            .with_env("GIT_AUTHOR_EMAIL", &new.author.email)
            .with_env("GIT_AUTHOR_DATE", date(&new.author))
            .with_env("GIT_COMMITTER_NAME", &new.committer.name)
            .with_env("GIT_COMMITTER_EMAIL", &new.committer.email)
            .with_env("GIT_COMMITTER_DATE", date(&new.committer));
        let message = complete(&new.message);
        let ran = program.expect(&self.run_dir(), &args, message.as_bytes())?;
        let id = ObjectId::parse(&ran.text())?;
        let signed = self.commit(id)?;
        let asked = super::Commit::parse(id, plain)?;
        let differs = [
            ("tree", signed.tree != asked.tree),
            ("list of parents", signed.parents != asked.parents),
            ("author", signed.author != asked.author),
            ("committer", signed.committer != asked.committer),
            ("message", signed.message != asked.message),
            ("signature", !signed.signed),
        ];
        match differs.into_iter().find(|(_, differs)| *differs) {
            Some((what, _)) => Err(GitError::Altered(what)),
            None => Ok(id),
        }
    }
}

impl NewCommit {
    /// Writes the commit as git stores it, without a signature.
    pub(super) fn format(&self) -> Result<String, GitError> {
        let mut text = format!("tree {}\n", self.tree);
        for parent in &self.parents {
            text.push_str(&format!("parent {parent}\n"));
        }
        let (author, committer) = (self.author.format()?, self.committer.format()?);
        text.push_str(&format!("author {author}\ncommitter {committer}\n\n"));
        text.push_str(&complete(&self.message));
        Ok(text)
    }
}

impl Stamp {
    /// Writes `Name <email> seconds +hhmm`.
    ///
    /// # Errors
    ///
    /// [`GitError::BadStamp`] when name or address hold what would end them.
    pub(super) fn format(&self) -> Result<String, GitError> {
        for text in [&self.name, &self.email] {
            if text.contains(['<', '>', '\n', '\0']) {
                return Err(GitError::BadStamp(text.clone()));
            }
        }
        let offset = self.format_offset();
        Ok(format!(
            "{} <{}> {} {offset}",
            self.name, self.email, self.seconds
        ))
    }

    fn format_offset(&self) -> String {
        let sign = if self.offset_minutes < 0 { '-' } else { '+' };
        let minutes = self.offset_minutes.abs();
        format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
    }
}

/// Ends the last line of a message.
fn complete(message: &str) -> String {
    let end = if message.is_empty() || message.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    format!("{message}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::kit::{Kind, Sandbox, commit, put, stamp};

    fn new(repository: &Repository) -> NewCommit {
        let tree = repository
            .write_tree_edits(None, &[put("updates/a.yaml", "text")])
            .expect("a tree");
        NewCommit {
            tree,
            parents: Vec::new(),
            author: stamp(1_795_000_000),
            committer: stamp(1_795_000_100),
            message: "Grüße\n\nTidings-Id: x".to_owned(),
            sign: false,
            durability: Durability::FULL,
        }
    }

    #[test]
    fn writes_what_git_would_write_in_every_kind_of_repository() {
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let before = sandbox.untouched();
            let new = new(&repository);
            let id = repository.write_commit(&new).expect("a commit");
            let next = commit(&repository, Some(id), &[put("b", "x")], 7).expect("a commit");
            assert_eq!(sandbox.untouched(), before, "{kind:?}");
            let stored = repository.commit(id).expect("the commit");
            assert_eq!(stored.author, new.author);
            assert_eq!(stored.committer, new.committer);
            assert_eq!(stored.message, "Grüße\n\nTidings-Id: x\n");
            let read = repository.commit(next).expect("the commit");
            assert_eq!(read.parents, [id]);
            // Git makes the same commit of the same words.
            let raw = sandbox.git("r", &["cat-file", "commit", &id.to_string()]) + "\n";
            let args = ["hash-object", "-t", "commit", "--stdin"];
            assert_eq!(sandbox.git_with("r", &args, &raw), id.to_string());
            sandbox.git("r", &["fsck", "--strict", "--no-dangling"]);
        }
    }

    #[test]
    fn refuses_stamps_that_would_forge_headers() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        for name in ["a\nparent x", "a <b", "a>", "a\0"] {
            let mut new = new(&repository);
            new.author.name = name.to_owned();
            let error = repository.write_commit(&new).expect_err(name);
            assert!(matches!(error, GitError::BadStamp(_)), "{error}");
        }
    }
}
