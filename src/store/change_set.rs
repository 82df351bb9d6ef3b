use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};

use super::file_change::read_changes;
use super::history::{damage, damaged, identity, moment, people};
use super::{Candidate, Log, LogTree, StoreError};
use crate::format::TEAM_PATH;
use crate::git::{Commit, GitError, ObjectId, changed_paths, read_range};
use crate::model::{ChangeCommit, ChangeSet, CommitId, Finding, Identity, Severity, Team};

/// How many files and directories that differ are looked at: a log of years,
/// and no tree that holds another one a billion times over.
const MAX_CHANGES: usize = 400_000;

/// How many bytes their paths may have together.
const MAX_PATHS: usize = 64 << 20;

/// How many files are worth a thread that reads them while history is walked.
const WORTH_A_THREAD: usize = 128;

/// How many characters of a name or an address are kept; each finding repeats
/// them, and a hostile commit has millions.
const MAX_NAME: usize = 256;

/// How many people are looked at whom a commit names as taking part.
const MAX_PEOPLE: usize = 64;

impl Log {
    /// Reads what a candidate changes against its base, out of git's objects
    /// alone; without a base all that it holds.
    ///
    /// What cannot be read costs the smallest part that it spoils, and has a
    /// finding in [`ChangeSet::unread`].
    ///
    /// # Errors
    ///
    /// What git says of these commits themselves.
    pub fn change_set(
        &self,
        candidate: Candidate,
        instant: DateTime<Utc>,
    ) -> Result<ChangeSet, StoreError> {
        let repository = self.repository();
        let open = |id: Option<ObjectId>| {
            let tree = id.map(|id| LogTree::open(repository, id));
            tree.transpose()
        };
        let (base, target) = (open(candidate.base)?, open(candidate.target)?);
        let head = LogTree::open(repository, candidate.head)?;
        let base_commit = base.as_ref().map(LogTree::commit);
        let budget = Cell::new((MAX_CHANGES, MAX_PATHS));
        let affordable = |directory: &[u8], name: &[u8]| {
            let (changes, bytes) = budget.get();
            let path = directory.len() + name.len();
            let rest = changes.checked_sub(1).zip(bytes.checked_sub(path));
            budget.set(rest.unwrap_or((0, 0)));
            rest.is_some()
        };
        let difference = changed_paths(
            repository,
            base_commit.map(|commit| commit.tree),
            head.commit().tree,
            &affordable,
        )?;
        let is_spent = budget.get() == (0, 0);
        let paths: HashSet<&[u8]> = {
            let changes = difference.changes.iter();
            changes.map(|change| &change.path[..]).collect()
        };
        let hidden = base_commit.map(|commit| commit.id);
        let head_id = head.commit().id;
        let mut unreadable = Vec::new();
        let mut read = || read_changes(repository, &difference.changes, &mut unreadable);
        // What a remote promised is fetched by one thread alone.
        let is_apart = paths.len() >= WORTH_A_THREAD && !repository.is_partial();
        let apart = is_apart.then(|| repository.reopen()).transpose()?;
        let (range, changes) = match apart {
            None => (read_range(repository, head_id, hidden, &paths), read()),
            Some(apart) => std::thread::scope(|threads| {
                let paths = &paths;
                let range = threads.spawn(move || read_range(&apart, head_id, hidden, paths));
                let changes = read();
                let range = range.join();
                let range = range.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                (range, changes)
            }),
        };
        let (range, mut changes) = (range?, changes?);
        let mut unread = damage(&difference.damaged);
        unread.extend(damage(&range.damaged));
        unread.extend(is_spent.then(|| {
            too_many(format!(
                "the change touches more than {MAX_CHANGES} files and directories; what comes \
                 after those was not looked at"
            ))
        }));
        unread.append(&mut unreadable);
        for change in &mut changes {
            if let Some(commits) = range.touched.get(&change.path) {
                change.commits.clone_from(commits);
            }
        }
        Ok(ChangeSet {
            base: base_commit.map(|commit| CommitId(commit.id.to_string())),
            head: Some(CommitId(head.commit().id.to_string())),
            trusted: match &target {
                Some(target) => team(target, &mut unread)?,
                None => None,
            },
            proposed: team(&head, &mut unread)?,
            around: head.around(&changes)?,
            targets: head.targets(&changes),
            published: target
                .as_ref()
                .map_or_else(BTreeSet::new, |target| target.published_for(&changes)),
            commits: range.commits.iter().map(change_commit).collect(),
            changes,
            unread,
            is_cut_off: range.shallow,
            instant,
        })
    }
}

/// Reads the team of a tree; `None` where there is no team file, and a team
/// of nobody where it cannot be read.
fn team(tree: &LogTree<'_>, unread: &mut Vec<Finding>) -> Result<Option<Team>, StoreError> {
    match tree.team("") {
        Ok(read) => Ok(Some(read.value.unwrap_or_default())),
        Err(StoreError::NotALog { .. }) => Ok(None),
        Err(StoreError::Git(
            error @ (GitError::Missing(id)
            | GitError::Promised(id)
            | GitError::Malformed { id, .. }),
        )) => {
            unread.push(damaged(id, format!("{TEAM_PATH} cannot be read: {error}")));
            Ok(Some(Team::default()))
        }
        Err(error) => Err(error),
    }
}

fn change_commit(commit: &Commit) -> ChangeCommit {
    ChangeCommit {
        id: CommitId(commit.id.to_string()),
        author: bounded(identity(&commit.author)),
        committer: bounded(identity(&commit.committer)),
        co_authors: few(people(commit, "Co-authored-by")),
        reviewers: few(people(commit, "Reviewed-by")),
        posted_by: commit
            .trailer("Tidings-Posted-By")
            .and_then(|by| by.parse().ok()),
        written: moment(&commit.author),
        arrived: moment(&commit.committer),
        is_signed: commit.signed,
        is_merge: commit.parents.len() > 1,
    }
}

fn few(mut people: Vec<Identity>) -> Vec<Identity> {
    people.truncate(MAX_PEOPLE);
    people.into_iter().map(bounded).collect()
}

fn bounded(identity: Identity) -> Identity {
    let cut = |text: String| match text.char_indices().nth(MAX_NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    };
    Identity {
        name: cut(identity.name),
        email: cut(identity.email),
    }
}

/// Returns the finding for a change of which not all was read.
pub(super) fn too_many(message: String) -> Finding {
    Finding {
        severity: Severity::Error,
        rule: "too-many-files",
        path: String::new(),
        place: None,
        message,
        remedy: "split the change, or take out what does not belong into the log".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FileKind, Period};
    use crate::store::kit::{Past, TEAM, cut, post, put, reply};

    const ADA: &str = "updates/2026/11/17/ada.yaml";
    const GRACE: &str = "updates/2026/11/18/grace.yaml";

    fn read(past: &Past, base: Option<ObjectId>, head: ObjectId) -> ChangeSet {
        let candidate = past.log.candidate(base, head).expect("a candidate");
        let set = past.log.change_set(candidate, DateTime::UNIX_EPOCH);
        set.expect("a change set")
    }

    /// Returns each path with what it was, what it is, and the days of the
    /// commits that touched it.
    fn lines(past: &Past, base: ObjectId, head: ObjectId) -> Vec<String> {
        let set = read(past, Some(base), head);
        assert!(set.unread.is_empty() && !set.is_cut_off, "{set:?}");
        let line = |change: &crate::model::FileChange| {
            let size = |state: &Option<crate::model::FileState>| {
                state
                    .as_ref()
                    .map_or("-".to_owned(), |state| state.size.to_string())
            };
            let days = set
                .commits_of(change)
                .map(|commit| commit.written.format(" %d"));
            let days: String = days.map(|day| day.to_string()).collect();
            let path = String::from_utf8_lossy(&change.path);
            format!(
                "{path} {}>{}{days}",
                size(&change.before),
                size(&change.after)
            )
        };
        set.changes.iter().map(line).collect()
    }

    #[test]
    fn tells_what_differs_and_which_commits_touched_it() {
        let past = Past::new();
        let start = past.commit(&[], "2026-11-10", &[put("README.md", "x")]);
        let base = past.commit(&[start], "2026-11-11", &[post("ada", "2026-11-17", "")]);
        let one = past.commit(&[base], "2026-11-17", &[put("README.md", "xyz")]);
        let two = past.commit(&[one], "2026-11-18", &[put(GRACE, "1"), cut(ADA)]);
        let three = past.commit(&[two], "2026-11-19", &[put(GRACE, "12"), put("new", "")]);
        assert_eq!(
            lines(&past, base, three),
            [
                "README.md 1>3 17",
                "new ->0 19",
                &format!("{ADA} 42>- 18"),
                &format!("{GRACE} ->2 18 19")
            ]
        );
        // What was undone again is no change, and its commits are no part of it.
        let four = past.commit(&[three], "2026-11-20", &[cut(GRACE)]);
        assert_eq!(read(&past, Some(base), four).changes.len(), 3);
        assert_eq!(read(&past, Some(base), base).changes, []);
        assert_eq!(read(&past, None, base).changes.len(), 3);
    }

    #[test]
    fn what_a_merge_chose_is_the_merges() {
        let past = Past::new();
        let start = past.commit(&[], "2026-11-10", &[put("README.md", "x")]);
        let base = past.commit(&[start], "2026-11-11", &[put(GRACE, "1")]);
        let side = past.commit(&[start], "2026-11-12", &[put("new", "")]);
        // A merge that is what it should be touches nothing.
        let tree = past
            .tree(past.commit(&[base], "2026-11-13", &[put("new", "")]))
            .commit()
            .tree;
        let good = past.commit_tree(tree, &[side, base], "2026-11-14");
        assert_eq!(lines(&past, base, good), ["new ->0 12"]);
        // One that loses what the target has is what took it away.
        let tree = past.tree(side).commit().tree;
        let bad = past.commit_tree(tree, &[side, base], "2026-11-15");
        assert_eq!(
            lines(&past, base, bad),
            ["new ->0 12", &format!("{GRACE} 1>- 15")]
        );
    }

    #[test]
    fn of_a_commit_no_more_is_kept_than_its_findings_repeat() {
        let id = "1".repeat(40);
        let who = format!(
            "{} <{}@example.org> 0 +0000",
            "é".repeat(9000),
            "a".repeat(9000)
        );
        let part = "Co-authored-by: Ada Example <ada@example.org>\n".repeat(9000);
        let text = format!("tree {id}\nauthor {who}\ncommitter {who}\n\nx\n\n{part}");
        let id = ObjectId::parse(&id).expect("an id");
        let commit = Commit::parse(id, text.as_bytes()).expect("a commit");
        let commit = change_commit(&commit);
        for one in [&commit.author, &commit.committer] {
            let lengths = [&one.name, &one.email].map(|text| text.chars().count());
            assert_eq!(lengths, [MAX_NAME + 1; 2]);
        }
        assert_eq!(commit.co_authors.len(), MAX_PEOPLE);
        assert_eq!(commit.co_authors[0].email, "ada@example.org");
    }

    #[test]
    fn believes_the_team_of_the_base() {
        let past = Past::new();
        let start = past.commit(&[], "2026-11-10", &[]);
        let other = TEAM.replace("Quill", "Other");
        let head = past.commit(&[start], "2026-11-11", &[put(TEAM_PATH, other.clone())]);
        let names = |set: &ChangeSet| {
            let name = |team: &Option<Team>| team.as_ref().map(|team| team.name.clone());
            [name(&set.trusted), name(&set.proposed)].map(Option::unwrap_or_default)
        };
        let set = read(&past, Some(start), head);
        assert_eq!(names(&set), ["Team Quill", "Team Other"]);
        assert_eq!(set.team().name, "Team Quill");
        assert_eq!(read(&past, None, head).team().name, "Team Other");
        let gone = past.commit(&[head], "2026-11-12", &[cut(TEAM_PATH)]);
        assert_eq!(read(&past, Some(head), gone).team().name, "Team Other");
        assert_eq!(read(&past, Some(gone), start).team().name, "Team Quill");
        // A team file that cannot be read is not replaced by what is proposed.
        let broken = past.commit(&[head], "2026-11-12", &[put(TEAM_PATH, "members: 1\n")]);
        assert_eq!(read(&past, Some(broken), start).team(), &Team::default());
    }

    #[test]
    fn reads_no_more_of_a_file_than_it_may_have() {
        let past = Past::new();
        let start = past.commit(&[], "2026-11-10", &[]);
        let (most, more) = ("x".repeat(64 * 1024), "x".repeat(64 * 1024 + 1));
        let edits = [
            put(ADA, most),
            put(GRACE, more),
            put("a.ics", "y".repeat(70_000)),
        ];
        let head = past.commit(&[start], "2026-11-11", &edits);
        let set = read(&past, Some(start), head);
        let read: Vec<_> = {
            let after = set
                .changes
                .iter()
                .filter_map(|change| change.after.as_ref());
            after
                .map(|after| (after.size, after.content.as_ref().map(Vec::len), after.kind))
                .collect()
        };
        let regular = FileKind::Regular;
        assert_eq!(
            read,
            [
                (70_000, Some(70_000), regular),
                (65_536, Some(65_536), regular),
                (65_537, None, regular),
            ]
        );
    }

    #[test]
    fn knows_what_stands_around() {
        let past = Past::new();
        let item = "blockers:\n  - id: b7k2\n    text: No disk\n";
        let edits = [
            post("ada", "2026-11-17", item),
            put("digests/2026/W47.md", "x"),
        ];
        let start = past.commit(&[], "2026-11-10", &edits);
        let edits = [
            reply("ada", "2026-11-17", "b7k2", "aaaa"),
            reply("ada", "2026-11-17", "none", "bbbb"),
            reply("grace", "2026-11-17", "b7k2", "cccc"),
            post("grace", "2026-11-24", ""),
        ];
        let head = past.commit(&[start], "2026-11-18", &edits);
        let set = read(&past, Some(start), head);
        assert_eq!(Vec::from_iter(&set.targets), ["ada/2026-11-17/b7k2"]);
        let week: Period = "2026-W47".parse().expect("a week");
        assert_eq!(Vec::from_iter(set.published), [week]);
        let names = |directory: &str| {
            let names = &set.around[directory.as_bytes()];
            names
                .iter()
                .map(|name| String::from_utf8_lossy(name))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(""), [".tidings", "digests", "replies", "updates"]);
        assert_eq!(names("updates/2026/11"), ["17", "24"]);
        assert_eq!(names("replies/2026/11/17/ada"), ["aaaa.yaml", "bbbb.yaml"]);
        assert!(!set.around.contains_key(&b"digests"[..]));
    }
}
