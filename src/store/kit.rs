//! Histories made by hand for the tests of this room.

use chrono::DateTime;
use tempfile::TempDir;

use super::{Log, LogTree};
use crate::git::{Durability, NewCommit, ObjectId, Program, Repository, Stamp, TreeEdit};
use crate::model::{Snapshot, Window, Zone};

/// The team file that every history starts with.
pub(super) const TEAM: &str = "tidings: 1\nname: Team Quill\nmembers:\n  \
    - handle: lovelace\n    name: Ada Example\n    former_handles: [ada]\n  \
    - handle: grace\n    name: Grace Example\n";

/// A repository in a directory of its own, with a history that grows.
pub(super) struct Past {
    pub(super) log: Log,
    _directory: TempDir,
}

/// Makes the edit that writes a file.
pub(super) fn put(path: &str, text: impl Into<String>) -> TreeEdit {
    TreeEdit {
        path: path.to_owned(),
        content: Some(text.into().into_bytes()),
    }
}

/// Makes the edit that removes a file.
pub(super) fn cut(path: &str) -> TreeEdit {
    TreeEdit {
        path: path.to_owned(),
        content: None,
    }
}

/// Makes the edit that writes an update with some lines more.
pub(super) fn post(author: &str, period: &str, more: &str) -> TreeEdit {
    let path = format!("updates/{}/{author}.yaml", period.replace('-', "/"));
    let text = format!("tidings: 1\nauthor: {author}\nperiod: {period}\n{more}");
    put(&path, text)
}

/// Makes the edit that writes a reply which resolves an item.
pub(super) fn reply(to: &str, period: &str, id: &str, name: &str) -> TreeEdit {
    let folder = period.replace('-', "/");
    let text = format!(
        "tidings: 1\nauthor: grace\nto: {to}/{period}/{id}\nstate: resolved\ntext: {name}\n"
    );
    put(&format!("replies/{folder}/{to}/{name}.yaml"), text)
}

impl Past {
    pub(super) fn new() -> Self {
        let directory = TempDir::with_prefix("tidings-").expect("a temporary directory");
        let program = Program::new()
            .with_env("HOME", directory.path())
            .with_env("GIT_CONFIG_GLOBAL", directory.path().join("none"))
            .with_env("GIT_CONFIG_NOSYSTEM", "1");
        let path = directory.path().join("log.git");
        let repository = Repository::create(&path, true, "tidings", &program);
        Self {
            log: Log::new(repository.expect("git works"), "tidings".to_owned()),
            _directory: directory,
        }
    }

    /// Makes a commit at noon of a day (UTC) out of the first parent's tree.
    pub(super) fn commit(&self, parents: &[ObjectId], day: &str, edits: &[TreeEdit]) -> ObjectId {
        let repository = self.log.repository();
        let base = parents.first().map(|&id| {
            let first = repository.commit(id).expect("a parent");
            first.tree
        });
        let mut edits = edits.to_vec();
        edits.extend(base.is_none().then(|| put(".tidings/team.yaml", TEAM)));
        let tree = repository.write_tree_edits(base, &edits);
        self.commit_tree(tree.expect("a tree"), parents, day)
    }

    /// Makes a commit with a tree.
    pub(super) fn commit_tree(&self, tree: ObjectId, parents: &[ObjectId], day: &str) -> ObjectId {
        let noon = DateTime::parse_from_rfc3339(&format!("{day}T12:00:00Z")).expect("a day");
        let stamp = Stamp {
            name: "Ada Example".to_owned(),
            email: "ada@example.org".to_owned(),
            seconds: noon.timestamp(),
            offset_minutes: 0,
        };
        let commit = self.log.repository().write_commit(&NewCommit {
            tree,
            parents: parents.to_vec(),
            author: stamp.clone(),
            committer: stamp,
            message: format!("on {day}\n"),
            sign: false,
            durability: Durability::NONE,
        });
        commit.expect("a commit")
    }

    pub(super) fn tree(&self, commit: ObjectId) -> LogTree<'_> {
        LogTree::open(self.log.repository(), commit).expect("a tree")
    }

    /// Reads ISO week 2026-W47, which begins on 16 November.
    pub(super) fn snapshot(&self, commit: ObjectId) -> Snapshot {
        let week: crate::model::Period = "2026-W47".parse().expect("a week");
        let tree = self.tree(commit);
        let read = self.log.snapshot(&tree, Window::from(week), Zone::UTC, &[]);
        read.expect("a snapshot")
    }
}
