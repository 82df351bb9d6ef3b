use std::cmp::Ordering;

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
    /// Where each entry ends in the bytes.
    ends: Vec<usize>,
}

impl Tree {
    /// Takes the bytes of the tree object `id`.
    ///
    /// # Errors
    ///
    /// [`GitError::Malformed`] when they are no tree, when a name is empty or
    /// holds `/`, or when the entries are not sorted: two trees are compared
    /// by going through both in order.
    pub fn parse(id: ObjectId, bytes: Vec<u8>) -> Result<Self, GitError> {
        let id_len = id.as_bytes().len();
        let mut ends = Vec::with_capacity(bytes.len() / 32);
        let (mut read, mut last): (usize, Option<RawEntry<'_>>) = (0, None);
        while let Some(entry) = RawEntry::split(&bytes[read..], id_len) {
            let sorted = last.is_none_or(|last| last.order(&entry).is_lt());
            if !sorted || entry.name.is_empty() || entry.name.contains(&b'/') {
                break;
            }
            read += entry.len;
            ends.push(read);
            last = Some(entry);
        }
        if read == bytes.len() {
            return Ok(Self {
                bytes,
                id_len,
                ends,
            });
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

    /// Returns a cursor at the first entry.
    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor::new(self)
    }

    /// Returns how much memory the tree takes, in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.ends.capacity() * size_of::<usize>()
    }

    /// Returns the entry with this name.
    #[must_use]
    pub fn get(&self, name: &[u8]) -> Option<TreeEntry<'_>> {
        let mut cursor = self.cursor();
        while let Some(entry) = cursor.current {
            if entry.name == name {
                return Some(entry.decode());
            }
            cursor.advance();
        }
        None
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
        let entry = RawEntry::split(self.rest, self.id_len)?;
        self.rest = &self.rest[entry.len..];
        Some(entry.decode())
    }
}

/// An entry as it lies in a tree's bytes, its id not yet decoded.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawEntry<'a> {
    pub(super) mode: Mode,
    pub(super) name: &'a [u8],
    pub(super) id: &'a [u8],
    /// How many bytes the entry takes.
    pub(super) len: usize,
}

impl<'a> RawEntry<'a> {
    /// Splits the first entry off the bytes of a tree.
    fn split(bytes: &'a [u8], id_len: usize) -> Option<Self> {
        let (mode, space) = if bytes.starts_with(b"100644 ") {
            (Mode::FILE, 6)
        } else {
            let space = bytes.iter().take(8).position(|&byte| byte == b' ')?;
            let mode = bytes[..space].iter().try_fold(0_u32, |mode, &digit| {
                (b'0'..=b'7')
                    .contains(&digit)
                    .then(|| mode << 3 | u32::from(digit - b'0'))
            })?;
            (Mode(mode), space)
        };
        let rest = &bytes[space + 1..];
        let nul = rest.iter().position(|&byte| byte == 0)?;
        Some(Self {
            mode,
            name: &rest[..nul],
            id: rest.get(nul + 1..nul + 1 + id_len)?,
            len: space + 1 + nul + 1 + id_len,
        })
    }

    /// Decodes the id.
    pub(super) fn decode(&self) -> TreeEntry<'a> {
        let id = git2::Oid::from_bytes(self.id);
        TreeEntry {
            mode: self.mode,
            name: self.name,
            id: ObjectId(id.expect("an entry's id is as long as its tree's")),
        }
    }

    /// Compares two entries by the order of trees: a directory stands where
    /// its name with a `/` behind it would. A file and a directory of one name
    /// are therefore two places.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let shorter = self.name.len().min(other.name.len());
        let next = |entry: &Self| match entry.name.get(shorter) {
            Some(&byte) => byte,
            None if entry.mode.is_tree() => b'/',
            None => 0,
        };
        self.name[..shorter]
            .cmp(&other.name[..shorter])
            .then_with(|| next(self).cmp(&next(other)))
            .then_with(|| self.name.len().cmp(&other.name.len()))
    }
}

/// A place between the entries of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    tree: &'a Tree,
    /// How many entries were passed.
    passed: usize,
    /// The entry that comes next; `None` at the end.
    pub(super) current: Option<RawEntry<'a>>,
}

impl<'a> Cursor<'a> {
    fn new(tree: &'a Tree) -> Self {
        let mut cursor = Self {
            tree,
            passed: 0,
            current: None,
        };
        cursor.skip(0);
        cursor
    }

    /// Returns the bytes from the current entry on.
    pub(super) fn rest(&self) -> &'a [u8] {
        &self.tree.bytes[self.start()..]
    }

    /// Goes on to the next entry.
    pub(super) fn advance(&mut self) {
        self.skip(usize::from(self.current.is_some()));
    }

    /// Goes on by so many entries.
    pub(super) fn skip(&mut self, entries: usize) {
        self.passed += entries;
        self.current = RawEntry::split(self.rest(), self.tree.id_len);
    }

    /// Returns how many entries both trees start with from here on.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let same = self.start() + same_start(self.rest(), other.rest());
        self.tree.ends[self.passed..].partition_point(|&end| end <= same)
    }

    /// Returns where the current entry starts.
    fn start(&self) -> usize {
        match self.passed {
            0 => 0,
            passed => self.tree.ends[passed - 1],
        }
    }
}

/// Returns how many bytes two slices have in common at their start.
fn same_start(a: &[u8], b: &[u8]) -> usize {
    const WORD: usize = size_of::<u128>();
    let word = |bytes: &[u8]| u128::from_ne_bytes(bytes.try_into().expect("a chunk of this size"));
    let words = a.chunks_exact(WORD).zip(b.chunks_exact(WORD));
    let words = words.take_while(|(a, b)| word(a) == word(b)).count() * WORD;
    let rest = a[words..].iter().zip(&b[words..]);
    words + rest.take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(entries: &[(&str, &str)]) -> Vec<u8> {
        entries
            .iter()
            .flat_map(|(mode, name)| {
                let mut entry = format!("{mode} {name}\0").into_bytes();
                entry.extend([7; 20]);
                entry
            })
            .collect()
    }

    fn parse(bytes: Vec<u8>) -> Result<Tree, GitError> {
        Tree::parse(ObjectId::parse(&"1".repeat(40)).expect("an id"), bytes)
    }

    #[test]
    fn reads_sorted_entries_and_nothing_else() {
        let file = "100644";
        for (entries, good) in [
            (vec![], true),
            (vec![(file, "a"), ("40000", "b"), ("100755", "c")], true),
            (vec![(file, "a.b"), ("40000", "a"), (file, "a0")], true),
            (vec![("040000", "b")], true),
            (vec![("40000", "a"), (file, "a.b")], false),
            (vec![(file, "b"), (file, "a")], false),
            (vec![(file, "a"), (file, "a")], false),
            (vec![(file, "")], false),
            (vec![(file, "a/b")], false),
            (vec![("10x644", "a")], false),
        ] {
            assert_eq!(parse(bytes(&entries)).is_ok(), good, "{entries:?}");
        }
        let mut short = bytes(&[(file, "a"), (file, "b")]);
        short.pop();
        assert!(parse(short).is_err());
        assert!(parse(vec![b'1'; 40]).is_err());
    }

    #[test]
    fn finds_entries_by_name() {
        let tree = parse(bytes(&[("100644", "a"), ("40000", "b")])).expect("a tree");
        assert_eq!(tree.get(b"b").map(|entry| entry.mode), Some(Mode::TREE));
        assert_eq!(tree.get(b"c"), None);
        let names: Vec<_> = tree.entries().map(|entry| entry.name).collect();
        assert_eq!(names, [b"a", b"b"]);
    }

    #[test]
    fn shares_whole_entries_only() {
        let names: Vec<String> = (10..60).map(|n| format!("n{n}")).collect();
        let list: Vec<_> = names.iter().map(|name| ("100644", name.as_str())).collect();
        let whole = bytes(&list);
        let one = whole.len() / list.len();
        let tree = parse(whole.clone()).expect("a tree");
        for (at, want) in [
            (one - 1, 0),
            (one + 12, 1),
            (one * 7 + 12, 7),
            (one * 50 - 1, 49),
        ] {
            let mut other = whole.clone();
            other[at] ^= 1;
            let other = parse(other).expect("only an id is another");
            assert_eq!(tree.cursor().shared(&other.cursor()), want, "{at}");
        }
        assert_eq!(tree.cursor().shared(&tree.cursor()), 50);
        assert_eq!(tree.cursor().shared(&Tree::default().cursor()), 0);
    }
}
