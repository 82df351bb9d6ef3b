use git2::{MergeFileInput, merge_file};

use super::tree_edit::Leaf;
use super::{GitError, ObjectId, Repository, libgit2};

/// Files larger than this, in bytes, are not merged line by line.
const TEXT_LIMIT: usize = 1 << 20;

/// What came of merging two commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What both make of their common ancestor; where they conflict, what ours
    /// has.
    pub tree: ObjectId,
    /// Where they conflict, sorted by path.
    pub conflicts: Vec<Conflict>,
}

/// A file that two commits changed in ways that do not go together; each
/// version is its kind and object, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Its path.
    pub path: String,
    /// What it was before both.
    pub base: Leaf,
    /// What ours has.
    pub ours: Leaf,
    /// What theirs has.
    pub theirs: Leaf,
}

impl Repository {
    /// Merges two commits, in memory but for the objects it writes; no commit
    /// is made and no ref is moved.
    ///
    /// What only one of them changed is taken from it. Text that both changed
    /// is merged line by line. Renames are not followed: a file that one side
    /// moved away and the other changed is a conflict. Without a common
    /// ancestor, both count as having made everything they have.
    ///
    /// # Errors
    ///
    /// [`GitError::Missing`] or [`GitError::Malformed`] for what must be read,
    /// and what libgit2 says when an object cannot be written.
    pub fn merge_commits(&self, ours: ObjectId, theirs: ObjectId) -> Result<Merged, GitError> {
        let base = match self.merge_base(ours, theirs)? {
            Some(base) => Some(self.commit(base)?.tree),
            None => None,
        };
        let (ours, theirs) = (self.commit(ours)?.tree, self.commit(theirs)?.tree);
        let mut changes = Vec::new();
        self.collect_changes(base, Some(theirs), &mut Vec::new(), &mut changes)?;
        let (mut leaves, mut conflicts) = (Vec::new(), Vec::new());
        for change in changes {
            let there = self.leaf_at(ours, &change.path)?;
            if there == change.new {
                continue;
            }
            let leaf = if there == change.old {
                Some(change.new)
            } else {
                self.merge_leaf(change.old, there, change.new)?.map(Some)
            };
            match leaf {
                Some(leaf) => leaves.push((change.path, leaf)),
                None => conflicts.push(Conflict {
                    path: String::from_utf8_lossy(&change.path).into_owned(),
                    base: change.old,
                    ours: there,
                    theirs: change.new,
                }),
            }
        }
        let tree = loop {
            match self.write_leaves(Some(ours), &leaves) {
                // A file is to stand where ours has a directory, or below what
                // ours has as a file.
                Err(GitError::InTheWay { path, .. }) => {
                    let same =
                        |(other, _): &(Vec<u8>, Leaf)| String::from_utf8_lossy(other) == path;
                    let place = leaves.iter().position(same);
                    let place = place.expect("what cannot be written was to be written");
                    let (place, theirs) = leaves.remove(place);
                    conflicts.push(Conflict {
                        path,
                        base: base.map_or(Ok(None), |base| self.leaf_at(base, &place))?,
                        ours: self.leaf_at(ours, &place)?,
                        theirs,
                    });
                }
                written => break written,
            }
        }?;
        conflicts.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Merged { tree, conflicts })
    }

    /// Merges what two sides made of a file; `None` when that cannot be done.
    fn merge_leaf(&self, base: Leaf, ours: Leaf, theirs: Leaf) -> Result<Leaf, GitError> {
        let (Some((old_mode, old)), Some((our_mode, our)), Some((their_mode, their))) =
            (base, ours, theirs)
        else {
            return Ok(None);
        };
        let is_text = |mode: super::Mode| mode.is_file() || mode.0 == 0o100_755;
        if ![old_mode, our_mode, their_mode].into_iter().all(is_text) {
            return Ok(None);
        }
        let read = |id| self.blob_up_to(id, TEXT_LIMIT);
        let (Some(old), Some(our), Some(their)) = (read(old)?, read(our)?, read(their)?) else {
            return Ok(None);
        };
        let Some(text) = merge_text(&old, &our, &their)? else {
            return Ok(None);
        };
        let mode = if our_mode == old_mode {
            their_mode
        } else {
            our_mode
        };
        let id = self.inner.odb()?.write(git2::ObjectType::Blob, &text)?;
        Ok(Some((mode, ObjectId(id))))
    }
}

/// Merges what two sides made of a text, line by line; `None` where they
/// changed the same lines differently, or it is no text.
///
/// # Errors
///
/// What libgit2 says when it has no memory for it.
pub fn merge_text(base: &[u8], ours: &[u8], theirs: &[u8]) -> Result<Option<Vec<u8>>, GitError> {
    let texts = [base, ours, theirs];
    if texts.iter().any(|text| text.contains(&0)) {
        return Ok(None);
    }
    if ours == theirs || theirs == base {
        return Ok(Some(ours.to_vec()));
    }
    if ours == base {
        return Ok(Some(theirs.to_vec()));
    }
    // No repository may have been opened yet, and this does not set libgit2 up
    // by itself.
    libgit2::set_options();
    let [base, ours, theirs] = texts.map(|text| {
        let mut input = MergeFileInput::new();
        input.content(text);
        input
    });
    let merged = merge_file(&base, &ours, &theirs, None)?;
    Ok(merged.is_automergeable().then(|| merged.content().to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::TreeEdit;
    use crate::git::kit::{Kind, Sandbox, commit, put, remove};

    /// A name, what ours and theirs edit, and the paths that conflict.
    type Case<'a> = (&'a str, &'a [TreeEdit], &'a [TreeEdit], &'a [&'a str]);

    #[test]
    fn merges_lines() {
        for (base, ours, theirs, want) in [
            ("a\nb\nc\n", "x\nb\nc\n", "a\nb\ny\n", Some("x\nb\ny\n")),
            ("a\nb\nc\n", "x\nb\nc\n", "y\nb\nc\n", None),
            ("a\n", "x\n", "x\n", Some("x\n")),
            ("", "a\n", "", Some("a\n")),
            ("", "a\n", "b\n", None),
            ("a\n", "", "b\n", None),
            ("a\n", "b\n", "", None),
            ("a\nb\nc", "a\nb\nc", "x\nb\nc", Some("x\nb\nc")),
            ("a\0\nb\nc\n", "a\0\nb\nc\n", "x\nb\nc\n", None),
        ] {
            let merged = merge_text(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
            let merged = merged.expect("libgit2 works");
            let merged = merged.map(|text| String::from_utf8(text).expect("text"));
            assert_eq!(merged.as_deref(), want, "{base:?} {ours:?} {theirs:?}");
        }
    }

    #[test]
    fn merges_as_git_does_in_every_kind_of_repository() {
        let text = "1\n2\n3\n4\n5\n";
        let base = [
            put("a/x", text),
            put("a/y", "y\n"),
            put("b", "b\n"),
            put("c", "c\n"),
        ];
        let cases: [Case<'_>; 7] = [
            ("nothing", &[], &[], &[]),
            (
                "apart",
                &[put("a/z", "z\n"), remove("b")],
                &[put("n/m", "new\n"), remove("c")],
                &[],
            ),
            (
                "lines",
                &[put("a/x", "0\n2\n3\n4\n5\n")],
                &[put("a/x", "1\n2\n3\n4\n6\n")],
                &[],
            ),
            (
                "the same",
                &[put("n", "n\n"), remove("a/y")],
                &[put("n", "n\n"), remove("a/y")],
                &[],
            ),
            (
                "lines that clash",
                &[put("a/x", "0\n2\n3\n4\n5\n"), put("a/y", "ours\n")],
                &[put("a/x", "9\n2\n3\n4\n5\n")],
                &["a/x"],
            ),
            (
                "changed and removed",
                &[put("b", "changed\n"), remove("c")],
                &[remove("b"), put("c", "changed\n"), put("d", "d\n")],
                &["b", "c"],
            ),
            (
                "both made it",
                &[put("n", "1\n")],
                &[put("n", "2\n")],
                &["n"],
            ),
        ];
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let root = commit(&repository, None, &base, 1).expect("a commit");
            for (name, our_edits, their_edits, want) in cases {
                let make = |edits, seconds| {
                    commit(&repository, Some(root), edits, seconds).expect("a commit")
                };
                let (ours, theirs) = (make(our_edits, 2), make(their_edits, 3));
                let merged = repository.merge_commits(ours, theirs).expect("merged");
                let paths: Vec<&str> = merged
                    .conflicts
                    .iter()
                    .map(|conflict| conflict.path.as_str())
                    .collect();
                assert_eq!(paths, want, "{kind:?} {name}");
                let args = [
                    "merge-tree".to_owned(),
                    "--write-tree".to_owned(),
                    "--no-messages".to_owned(),
                    "-Xno-renames".to_owned(),
                    ours.to_string(),
                    theirs.to_string(),
                ];
                let directory = sandbox.path("r");
                let ran = sandbox.program.run(&directory, &args, b"").expect("git");
                assert_eq!(ran.status == Some(0), want.is_empty(), "{kind:?} {name}");
                if want.is_empty() {
                    assert_eq!(ran.text(), merged.tree.to_string(), "{kind:?} {name}");
                }
            }
        }
    }

    #[test]
    fn keeps_ours_where_a_file_stands_in_the_way() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        let make = |edits: &[_], seconds| commit(&repository, None, edits, seconds).expect("made");
        let ours = make(&[put("a", "file"), put("d/e", "x"), put("same", "s")], 1);
        let theirs = make(
            &[
                put("a/b", "x"),
                put("d", "file"),
                put("same", "s"),
                put("t", "t"),
            ],
            2,
        );
        let merged = repository.merge_commits(ours, theirs).expect("merged");
        let paths: Vec<&str> = merged
            .conflicts
            .iter()
            .map(|conflict| conflict.path.as_str())
            .collect();
        assert_eq!(paths, ["a/b", "d"]);
        let names = sandbox.git(
            "r",
            &["ls-tree", "-r", "--name-only", &merged.tree.to_string()],
        );
        assert_eq!(names, "a\nd/e\nsame\nt");
    }
}
