use std::fs;
use std::path::PathBuf;

use crate::git::{ObjectId, Repository};

/// A file in the git directory, beside the log, in which is remembered what
/// was costly to find.
///
/// It is a help only: one that is missing or damaged holds nothing, and what
/// cannot be written is found again the next time.
pub(super) struct Memory {
    path: PathBuf,
    /// The first line of the file: what it holds, and in which form.
    header: &'static str,
}

impl Memory {
    /// Names the file, by its path in the program's own part of the git
    /// directory.
    pub(super) fn of(repository: &Repository, path: &str, header: &'static str) -> Self {
        let directory = repository.common_dir().join("tidings");
        Self {
            path: directory.join(path),
            header,
        }
    }

    /// Reads what is remembered.
    pub(super) fn read(&self) -> Option<String> {
        open(self.header, &fs::read_to_string(&self.path).ok()?).map(str::to_owned)
    }

    /// Remembers something in the place of what was.
    pub(super) fn write(&self, lines: &str) {
        let new = self
            .path
            .with_extension(format!("new.{}", std::process::id()));
        let write = || {
            if let Some(directory) = self.path.parent() {
                fs::create_dir_all(directory)?;
            }
            fs::write(&new, seal(self.header, lines))?;
            fs::rename(&new, &self.path)
        };
        if write().is_err() {
            fs::remove_file(&new).ok();
        }
    }
}

/// Puts the header and the id of all that follows before some lines.
fn seal(header: &str, lines: &str) -> String {
    let sum = ObjectId::of_blob(lines.as_bytes());
    format!("{header}\n{sum}\n{lines}")
}

/// Returns the lines behind the header and their id, if they are what they
/// were.
fn open<'t>(header: &str, text: &'t str) -> Option<&'t str> {
    let (first, rest) = text.split_once('\n')?;
    let (sum, lines) = rest.split_once('\n')?;
    let sound = first == header && sum == ObjectId::of_blob(lines.as_bytes()).to_string();
    sound.then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_is_opened_and_damage_is_nothing() {
        let text = seal("things 1", "one\ntwo\n");
        assert_eq!(open("things 1", &text), Some("one\ntwo\n"));
        assert_eq!(open("things 2", &text), None);
        let mut bytes = text.clone().into_bytes();
        for at in 0..bytes.len() {
            let kept = bytes[at];
            bytes[at] = if kept == b'7' { b'8' } else { b'7' };
            let damaged = String::from_utf8_lossy(&bytes);
            assert_eq!(open("things 1", &damaged), None, "{damaged}");
            assert_eq!(open("things 1", &text[..at]), None, "{at}");
            bytes[at] = kept;
        }
    }
}
