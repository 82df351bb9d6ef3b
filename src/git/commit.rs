use super::{GitError, ObjectId};

/// Who did something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// The name; bytes that are no UTF-8 are replaced.
    pub name: String,
    /// The e-mail address; bytes that are no UTF-8 are replaced.
    pub email: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// Minutes east of UTC.
    pub offset_minutes: i32,
}

/// A commit, as far as it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: ObjectId,
    /// The id of its tree.
    pub tree: ObjectId,
    /// The ids of its parents, in order.
    pub parents: Vec<ObjectId>,
    /// Who wrote it.
    pub author: Stamp,
    /// Who put it where it is.
    pub committer: Stamp,
    /// Its message; bytes that are no UTF-8 are replaced.
    pub message: String,
    /// Whether it carries a signature; nothing is said about its worth.
    pub signed: bool,
}

impl Commit {
    /// Reads the bytes of the commit object `id`.
    ///
    /// The format is that of `git cat-file commit`: headers, an empty line,
    /// the message. Headers that go on over several lines and unknown headers
    /// are passed over. A stamp that is malformed keeps what can be read of
    /// it; a time that cannot be read is 0.
    ///
    /// # Errors
    ///
    /// [`GitError::Malformed`] when tree, author or committer is missing, or a
    /// parent is no object id: then nothing can be said about what it changed.
    pub fn parse(id: ObjectId, bytes: &[u8]) -> Result<Self, GitError> {
        let malformed = |reason: &str| GitError::Malformed {
            id,
            reason: reason.to_owned(),
        };
        let mut tree = None;
        let mut parents = Vec::new();
        let (mut author, mut committer) = (None, None);
        let mut signed = false;
        let mut headers = Headers(bytes);
        for (key, value) in headers.by_ref() {
            let object =
                || object_id(value).ok_or_else(|| malformed("a header holds no object id"));
            match key {
                b"tree" if tree.is_none() => tree = Some(object()?),
                b"parent" => parents.push(object()?),
                b"author" if author.is_none() => author = Some(Stamp::parse(value)),
                b"committer" if committer.is_none() => committer = Some(Stamp::parse(value)),
                b"gpgsig" | b"gpgsig-sha256" => signed = true,
                _ => {}
            }
        }
        Ok(Self {
            id,
            tree: tree.ok_or_else(|| malformed("it names no tree"))?,
            parents,
            author: author.ok_or_else(|| malformed("it names no author"))?,
            committer: committer.ok_or_else(|| malformed("it names no committer"))?,
            message: String::from_utf8_lossy(headers.0).into_owned(),
            signed,
        })
    }

    /// Returns the first line of the message.
    #[must_use]
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }

    /// Returns the value of the last trailer with this key (`Key: value` in
    /// the message's last paragraph), if there is one.
    #[must_use]
    pub fn trailer(&self, key: &str) -> Option<&str> {
        trailer(&self.message, key)
    }

    /// Returns the people that trailers with this key name, as in
    /// `Co-authored-by: Ada Example <ada@example.org>`: name and address. A
    /// trailer without an address names nobody.
    pub fn people(&self, key: &str) -> impl Iterator<Item = (&str, &str)> {
        trailers(&self.message, key).filter_map(|value| {
            let (name, rest) = value.split_once('<')?;
            let (email, _) = rest.split_once('>')?;
            Some((name.trim(), email.trim()))
        })
    }
}

/// Returns the value of the last trailer of a message with this key; see
/// [`Commit::trailer`].
#[must_use]
pub fn trailer<'m>(message: &'m str, key: &str) -> Option<&'m str> {
    trailers(message, key).next_back()
}

/// Returns the values of all trailers of a message with this key, in order.
pub(super) fn trailers<'m>(
    message: &'m str,
    key: &str,
) -> impl DoubleEndedIterator<Item = &'m str> {
    let last = message.trim_end().rsplit("\n\n").next();
    last.into_iter()
        .flat_map(str::lines)
        .filter_map(|line| line.split_once(':'))
        .filter(move |(name, _)| name.eq_ignore_ascii_case(key))
        .map(|(_, value)| value.trim())
}

/// Iterates over the headers of a commit as (key, value) and stops behind the
/// empty line; what is left is the message.
struct Headers<'a>(&'a [u8]);

impl<'a> Iterator for Headers<'a> {
    type Item = (&'a [u8], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let mut parts = self.0.splitn(2, |&byte| byte == b'\n');
        let line = parts.next()?;
        self.0 = parts.next().unwrap_or_default();
        if line.is_empty() {
            return None;
        }
        let mut words = line.splitn(2, |&byte| byte == b' ');
        Some((
            words.next().unwrap_or_default(),
            words.next().unwrap_or_default(),
        ))
    }
}

/// Reads a header's value as an object id.
fn object_id(value: &[u8]) -> Option<ObjectId> {
    std::str::from_utf8(value)
        .ok()
        .and_then(|text| ObjectId::parse(text).ok())
}

/// A commit's place in history: what a walk needs of every commit it passes.
///
/// It is read where [`Commit::parse`] gives up, as far as the headers can be
/// read, so that history goes on behind a malformed commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The id of the tree, if it can be read.
    pub(super) tree: Option<ObjectId>,
    /// The ids of the parents; `None` for one that cannot be read.
    pub(super) parents: Vec<Option<ObjectId>>,
    /// The committer time in seconds; `None` without a committer.
    pub(super) committed: Option<i64>,
    /// Whether author and committer are there and well formed.
    pub(super) stamped: bool,
}

impl Place {
    /// Reads the headers of a commit object.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut place = Self {
            tree: None,
            parents: Vec::new(),
            committed: None,
            stamped: false,
        };
        let mut trees = 0;
        let mut authored = false;
        for (key, value) in Headers(bytes) {
            match key {
                b"tree" if trees == 0 => {
                    place.tree = object_id(value);
                    trees += 1;
                }
                b"parent" => place.parents.push(object_id(value)),
                b"author" => authored = is_stamp(value),
                b"committer" => {
                    place.committed = Some(split_stamp(value).1.0);
                    place.stamped = authored && is_stamp(value);
                    break;
                }
                _ => {}
            }
        }
        place
    }

    /// Returns what is wrong with the headers, if they leave a doubt about
    /// the commit's place.
    pub(super) fn flaw(&self) -> Option<&'static str> {
        if self.tree.is_none() {
            Some("it names no tree")
        } else if self.committed.is_none() {
            Some("it names no committer")
        } else if self.parents.contains(&None) {
            Some("a header holds no object id")
        } else if !self.stamped {
            Some("its author or committer is malformed")
        } else {
            None
        }
    }
}

/// Returns whether a header holds `Name <email> seconds +hhmm`.
fn is_stamp(bytes: &[u8]) -> bool {
    let Some(end) = bytes.iter().rposition(|&byte| byte == b'>') else {
        return false;
    };
    let mut words = bytes[end + 1..].splitn(3, |&byte| byte == b' ');
    let mut word = || words.next().and_then(|word| std::str::from_utf8(word).ok());
    bytes[..end].contains(&b'<')
        && word() == Some("")
        && word().is_some_and(|seconds| seconds.parse::<i64>().is_ok())
        && word().and_then(parse_offset).is_some()
}

/// Splits `Name <email> seconds +hhmm` into who, seconds, and minutes east of
/// UTC; what cannot be read of the time is 0.
fn split_stamp(bytes: &[u8]) -> (&[u8], (i64, i32)) {
    let end = bytes.iter().rposition(|&byte| byte == b'>');
    let (who, when) = end.map_or((bytes, &b""[..]), |end| (&bytes[..end], &bytes[end + 1..]));
    let mut words = when
        .split(u8::is_ascii_whitespace)
        .filter(|word| !word.is_empty())
        .map(|word| std::str::from_utf8(word).unwrap_or_default());
    let seconds = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
    let offset = words.next().and_then(parse_offset).unwrap_or(0);
    (who, (seconds, offset))
}

impl Stamp {
    /// Reads `Name <email> seconds +hhmm`, keeping what can be read.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let (who, (seconds, offset_minutes)) = split_stamp(bytes);
        let who = String::from_utf8_lossy(who);
        let (name, email) = who.split_once('<').unwrap_or((&who, ""));
        Self {
            name: name.trim().to_owned(),
            email: email.trim().to_owned(),
            seconds,
            offset_minutes,
        }
    }
}

/// Reads `+hhmm` or `-hhmm` as minutes east of UTC; a day or more is nonsense.
fn parse_offset(text: &str) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let all_digits = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: i32 = digits.parse().ok().filter(|_| all_digits)?;
    let minutes = number / 100 * 60 + number % 100;
    (minutes < 24 * 60).then_some(sign * minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(text: &str) -> (String, String, i64, i32) {
        let stamp = Stamp::parse(text.as_bytes());
        (stamp.name, stamp.email, stamp.seconds, stamp.offset_minutes)
    }

    #[test]
    fn reads_stamps_as_far_as_they_go() {
        let ada = |seconds, offset| ("Ada".to_owned(), "a@b".to_owned(), seconds, offset);
        for (text, want) in [
            ("Ada <a@b> 1 +0530", ada(1, 330)),
            ("Ada <a@b> -5 -0100", ada(-5, -60)),
            ("Ada <a@b> x +0100", ada(0, 60)),
            ("Ada <a@b> 7 +9999", ada(7, 0)),
            ("Ada <a@b>", ada(0, 0)),
            ("Ada", ("Ada".to_owned(), String::new(), 0, 0)),
        ] {
            assert_eq!(stamp(text), want, "{text}");
        }
    }

    #[test]
    fn refuses_a_commit_without_a_tree() {
        let id = ObjectId::parse(&"1".repeat(40)).expect("an id");
        assert!(Commit::parse(id, b"author A <a> 0 +0000\n\nhello").is_err());
        let text = format!(
            "tree {id}\nauthor A <a> 0 +0000\ncommitter A <a> 0 +0000\ngpgsig x\n y\n\nhello\n\nKey: one\nkey: two\n"
        );
        let commit = Commit::parse(id, text.as_bytes()).expect("a commit");
        assert!(commit.signed && commit.parents.is_empty());
        assert_eq!(commit.trailer("Key"), Some("two"));
        assert_eq!(commit.message, "hello\n\nKey: one\nkey: two\n");
        let all: Vec<_> = trailers(&commit.message, "KEY").collect();
        assert_eq!(all, ["one", "two"]);
    }

    #[test]
    fn names_the_people_of_trailers() {
        let id = ObjectId::parse(&"1".repeat(40)).expect("an id");
        let text = format!(
            "tree {id}\nauthor A <a> 0 +0000\ncommitter A <a> 0 +0000\n\nCo-authored-by: Early <e@x>\n\n\
             Co-authored-by: Grace Sample <grace@example.org>\nco-authored-by:<b@x>\n\
             Co-Authored-By: nobody\nReviewed-by: R <r@x\n"
        );
        let commit = Commit::parse(id, text.as_bytes()).expect("a commit");
        let people: Vec<_> = commit.people("Co-authored-by").collect();
        assert_eq!(people, [("Grace Sample", "grace@example.org"), ("", "b@x")]);
        assert_eq!(commit.people("Reviewed-by").count(), 0);
    }

    #[test]
    fn places_a_commit_that_cannot_be_read_whole() {
        let id = ObjectId::parse(&"1".repeat(40)).expect("an id");
        let text = format!("tree {id}\nparent {id}\nparent x\ncommitter A <a> 7 +0000\n\nhello\n");
        assert!(Commit::parse(id, text.as_bytes()).is_err());
        let want = Place {
            tree: Some(id),
            parents: vec![Some(id), None],
            committed: Some(7),
            stamped: false,
        };
        assert_eq!(Place::parse(text.as_bytes()), want);
        let nothing = Place::parse(b"\0\xff");
        assert_eq!((nothing.tree, nothing.committed), (None, None));
    }
}
