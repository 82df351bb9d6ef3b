use super::{GitError, ObjectId};

/// What kind of thing a tree entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mode(pub u32);

impl Mode {
    /// A regular file that is not executable.
    pub const FILE: Self = Self(0o100_644);
    /// A directory.
    pub const TREE: Self = Self(0o040_000);

    /// Returns whether the entry is a directory.
    #[must_use]
    pub const fn is_tree(self) -> bool {
        self.0 == Self::TREE.0
    }

    /// Returns whether the entry is a regular file that is not executable;
    /// the group-writable mode of old repositories counts.
    #[must_use]
    pub const fn is_file(self) -> bool {
        matches!(self.0, 0o100_644 | 0o100_664)
    }
}

/// One entry of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeEntry<'a> {
    /// What kind of thing it is.
    pub mode: Mode,
    /// Its name: any bytes but NUL and `/`.
    pub name: &'a [u8],
    /// The id of its object.
    pub id: ObjectId,
}

/// A tree object, in the bytes that git stores.
///
/// The format is `mode SP name NUL id`, repeated, as `gitformat-pack` and
/// `git-cat-file` print it; entries are sorted by name, directories as if
/// they ended in `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    bytes: Vec<u8>,
    id_len: usize,
}

impl Tree {
    /// Takes the bytes of the tree object `id`.
    ///
    /// # Errors
    ///
    /// [`GitError::Malformed`] when they are no tree.
    pub fn parse(id: ObjectId, bytes: Vec<u8>) -> Result<Self, GitError> {
        let tree = Self {
            bytes,
            id_len: id.as_bytes().len(),
        };
        let read: usize = tree.entries().map(|entry| tree.len_of(&entry)).sum();
        if read == tree.bytes.len() {
            return Ok(tree);
        }
        Err(GitError::Malformed {
            id,
            reason: format!("the tree cannot be read past byte {read}"),
        })
    }

    /// Returns the entries in the order of the tree.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        Entries {
            rest: &self.bytes,
            id_len: self.id_len,
        }
    }

    /// Returns the entry with this name.
    #[must_use]
    pub fn get(&self, name: &[u8]) -> Option<TreeEntry<'_>> {
        self.entries().find(|entry| entry.name == name)
    }

    fn len_of(&self, entry: &TreeEntry<'_>) -> usize {
        let mode = if entry.mode.0 < 0o100_000 { 5 } else { 6 };
        mode + 1 + entry.name.len() + 1 + self.id_len
    }
}

/// Iterates over the entries of a tree; it ends early where the bytes are no
/// longer a tree.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    rest: &'a [u8],
    id_len: usize,
}

impl<'a> Iterator for Entries<'a> {
    type Item = TreeEntry<'a>;

    fn next(&mut self) -> Option<TreeEntry<'a>> {
        let space = self.rest.iter().take(8).position(|&byte| byte == b' ')?;
        let mode = self.rest[..space].iter().try_fold(0_u32, |mode, &digit| {
            (b'0'..=b'7')
                .contains(&digit)
                .then(|| mode << 3 | u32::from(digit - b'0'))
        })?;
        let rest = &self.rest[space + 1..];
        let nul = rest.iter().position(|&byte| byte == 0)?;
        let (name, rest) = (&rest[..nul], &rest[nul + 1..]);
        let id = git2::Oid::from_bytes(rest.get(..self.id_len)?).ok()?;
        self.rest = &rest[self.id_len..];
        Some(TreeEntry {
            mode: Mode(mode),
            name,
            id: ObjectId(id),
        })
    }
}
