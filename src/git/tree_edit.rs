use std::collections::BTreeMap;

use git2::ObjectType;

use super::objects::Objects;
use super::{GitError, Mode, ObjectId, Repository};

/// One change to a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeEdit {
    /// The path of the file, with `/` between its parts.
    pub path: String,
    /// What the file is to hold; `None` removes it.
    pub content: Option<Vec<u8>>,
}

/// What is to stand at a path: kind and object, or nothing.
pub(super) type Leaf = Option<(Mode, ObjectId)>;

/// The changes below one directory, sorted by name.
#[derive(Debug, Default)]
struct Branch {
    leaf: Option<Leaf>,
    below: BTreeMap<Vec<u8>, Branch>,
}

/// One entry of a tree, in the bytes that git stores, so that what is not
/// edited stays as it is, odd modes included.
#[derive(Clone, Copy)]
struct RawEntry<'a> {
    raw: &'a [u8],
    mode: Mode,
    name: &'a [u8],
    id: ObjectId,
}

impl Repository {
    /// Writes the tree that results from editing a tree, and the blobs it
    /// needs; `None` as the base is the empty tree.
    ///
    /// Files are written as regular ones that are not executable. Other
    /// entries stay byte for byte as they are; a directory that an edit
    /// empties goes. To remove what is not there changes nothing. The objects
    /// are flushed to disk by [`Repository::write_commit`].
    ///
    /// # Errors
    ///
    /// [`GitError::BadPath`]; [`GitError::InTheWay`] when a part of the path
    /// is no directory, or the path is one; [`GitError::Missing`] or
    /// [`GitError::Malformed`] for a tree on the way; what libgit2 says when
    /// an object cannot be written.
    pub fn write_tree_edits(
        &self,
        base: Option<ObjectId>,
        edits: &[TreeEdit],
    ) -> Result<ObjectId, GitError> {
        for edit in edits {
            check_path(&edit.path)?;
        }
        let odb = self.inner.odb()?;
        let mut leaves = Vec::with_capacity(edits.len());
        for edit in edits {
            let leaf = match &edit.content {
                Some(content) => {
                    let id = odb.write(ObjectType::Blob, content)?;
                    Some((Mode::FILE, ObjectId(id)))
                }
                None => None,
            };
            leaves.push((edit.path.as_bytes().to_vec(), leaf));
        }
        self.write_leaves(base, &leaves)
    }

    /// Writes the tree that results from putting these entries at these paths.
    pub(super) fn write_leaves(
        &self,
        base: Option<ObjectId>,
        leaves: &[(Vec<u8>, Leaf)],
    ) -> Result<ObjectId, GitError> {
        let mut root = Branch::default();
        for (path, leaf) in leaves {
            let mut branch = &mut root;
            for name in path.split(|&byte| byte == b'/') {
                branch = branch.below.entry(name.to_vec()).or_default();
            }
            branch.leaf = Some(*leaf);
        }
        if let Some(tree) = self.edit(base, &root, &mut Vec::new())? {
            return Ok(tree);
        }
        let empty = self.inner.odb()?.write(ObjectType::Tree, b"")?;
        Ok(ObjectId(empty))
    }

    /// Edits one directory; `None` when nothing is left in it.
    fn edit(
        &self,
        base: Option<ObjectId>,
        branch: &Branch,
        path: &mut Vec<u8>,
    ) -> Result<Option<ObjectId>, GitError> {
        let bytes = match base {
            Some(id) => self.raw_tree(id)?,
            None => Vec::new(),
        };
        let mut entries = match base {
            Some(id) => parse(id, &bytes)?,
            None => Vec::new(),
        };
        let mut made = Vec::with_capacity(branch.below.len());
        for (name, below) in &branch.below {
            let length = path.len();
            if length > 0 {
                path.push(b'/');
            }
            path.extend_from_slice(name);
            let old = entries.iter().find(|entry| entry.name == name);
            let new = self.edit_entry(old, below, path)?;
            path.truncate(length);
            if old.map(|old| (old.mode, old.id)) != new {
                entries.retain(|entry| entry.name != name);
                made.extend(new.map(|(mode, id)| (mode, name, id, format(mode, name, id))));
            }
        }
        for (mode, name, id, raw) in &made {
            let entry = RawEntry {
                raw,
                mode: *mode,
                name,
                id: *id,
            };
            let place = entries.partition_point(|other| other.key().lt(entry.key()));
            entries.insert(place, entry);
        }
        if entries.is_empty() {
            return Ok(None);
        }
        let raw: Vec<&[u8]> = entries.iter().map(|entry| entry.raw).collect();
        let written = self.inner.odb()?.write(ObjectType::Tree, &raw.concat())?;
        Ok(Some(ObjectId(written)))
    }

    /// Returns what is to stand where `old` does.
    fn edit_entry(
        &self,
        old: Option<&RawEntry<'_>>,
        branch: &Branch,
        path: &[u8],
    ) -> Result<Leaf, GitError> {
        let in_the_way = |kind| GitError::InTheWay {
            path: branch.first_path(path),
            obstacle: String::from_utf8_lossy(path).into_owned(),
            kind,
        };
        let mut here = old.map(|old| (old.mode, old.id));
        if let Some(leaf) = branch.leaf {
            match here.map(|(mode, _)| mode) {
                Some(mode) if mode.is_tree() && leaf.is_some() => {
                    return Err(in_the_way("a directory"));
                }
                // A file is to go that is none: it is not there.
                Some(mode) if mode.is_tree() => {}
                Some(mode) if leaf.is_some() && mode.is_submodule() => {
                    return Err(in_the_way("a submodule"));
                }
                _ => here = leaf,
            }
        }
        if branch.below.is_empty() {
            return Ok(here);
        }
        match here {
            Some((mode, id)) if mode.is_tree() => Ok(self
                .edit(Some(id), branch, &mut path.to_vec())?
                .map(|id| (Mode::TREE, id))),
            Some(_) if !branch.adds() => Ok(here),
            Some((mode, _)) if mode.is_symlink() => Err(in_the_way("a symbolic link")),
            Some((mode, _)) if mode.is_submodule() => Err(in_the_way("a submodule")),
            Some(_) => Err(in_the_way("a file")),
            None => Ok(self
                .edit(None, branch, &mut path.to_vec())?
                .map(|id| (Mode::TREE, id))),
        }
    }

    /// Reads the bytes of a tree.
    fn raw_tree(&self, id: ObjectId) -> Result<Vec<u8>, GitError> {
        Objects::of(self)?.read(id, ObjectType::Tree)
    }
}

impl Branch {
    /// Returns whether anything is to be put below this directory.
    fn adds(&self) -> bool {
        let adds = |branch: &Self| matches!(branch.leaf, Some(Some(_))) || branch.adds();
        self.below.values().any(adds)
    }

    /// Returns the path of the first file to be put at or below `path`.
    fn first_path(&self, path: &[u8]) -> String {
        let mut full = path.to_vec();
        let mut branch = self;
        while branch.leaf.is_none() {
            let Some((name, below)) = branch.below.first_key_value() else {
                break;
            };
            full.push(b'/');
            full.extend_from_slice(name);
            branch = below;
        }
        String::from_utf8_lossy(&full).into_owned()
    }
}

impl RawEntry<'_> {
    /// Returns what git sorts by: directories as if they ended in `/`.
    fn key(&self) -> impl Iterator<Item = u8> + '_ {
        let slash = self.mode.is_tree().then_some(b'/');
        self.name.iter().copied().chain(slash)
    }
}

impl Mode {
    /// Returns whether the entry is a symbolic link.
    const fn is_symlink(self) -> bool {
        self.0 == 0o120_000
    }

    /// Returns whether the entry is a commit of another repository.
    pub(super) const fn is_submodule(self) -> bool {
        self.0 == 0o160_000
    }
}

/// Splits the bytes of a tree into its entries.
fn parse(id: ObjectId, bytes: &[u8]) -> Result<Vec<RawEntry<'_>>, GitError> {
    let id_len = id.as_bytes().len();
    let mut entries = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let entry = parse_entry(rest, id_len).ok_or_else(|| GitError::Malformed {
            id,
            reason: format!(
                "the tree cannot be read past byte {}",
                bytes.len() - rest.len()
            ),
        })?;
        rest = &rest[entry.raw.len()..];
        entries.push(entry);
    }
    Ok(entries)
}

/// Reads `mode SP name NUL id` at the start of `bytes`.
fn parse_entry(bytes: &[u8], id_len: usize) -> Option<RawEntry<'_>> {
    let space = bytes.iter().position(|&byte| byte == b' ')?;
    let nul = bytes.iter().position(|&byte| byte == 0)?;
    let mode = std::str::from_utf8(bytes.get(..space)?).ok()?;
    let id = bytes.get(nul + 1..nul + 1 + id_len)?;
    Some(RawEntry {
        raw: &bytes[..nul + 1 + id_len],
        mode: Mode(u32::from_str_radix(mode, 8).ok()?),
        name: bytes.get(space + 1..nul)?,
        id: ObjectId(git2::Oid::from_bytes(id).ok()?),
    })
}

/// Writes an entry as git stores it: modes have no leading zeros.
fn format(mode: Mode, name: &[u8], id: ObjectId) -> Vec<u8> {
    let mut raw = format!("{:o} ", mode.0).into_bytes();
    raw.extend_from_slice(name);
    raw.push(0);
    raw.extend_from_slice(id.as_bytes());
    raw
}

/// Refuses what git, or a file system git checks out to, gives a meaning.
fn check_path(path: &str) -> Result<(), GitError> {
    let problem = path.split('/').find_map(|name| match name {
        "" => Some("it has an empty part"),
        "." | ".." => Some("it has a part '.' or '..'"),
        _ if name.eq_ignore_ascii_case(".git") => Some("it has a part '.git'"),
        _ if name.contains('\0') => Some("it holds a NUL character"),
        _ => None,
    });
    match problem {
        Some(problem) => Err(GitError::BadPath {
            path: path.to_owned(),
            problem,
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
