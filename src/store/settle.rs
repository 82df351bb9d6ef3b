use super::{Log, StoreError};
use crate::format::{
    LogPath, add_member, edit_update, parse_path, parse_team, parse_update, size_limit,
};
use crate::git::{Collision, GitError, Mode, ObjectId, merge_text};
use crate::model::{Clash, Merged, Side, Update, merge};

impl Log {
    /// Says what a file is to hold that two sides changed; `None` when
    /// somebody has to decide.
    ///
    /// Updates are merged by what they say. To the team file both may have
    /// added members; otherwise it is merged by lines, as any other text is.
    pub(super) fn settle(&self, collision: &Collision) -> Result<Option<Vec<u8>>, GitError> {
        if let Some(merged) = self.merged_update(collision, Side::Mine)? {
            if !merged.clashes.is_empty() {
                return Ok(None);
            }
            return self.update_text(collision, &merged.update);
        }
        let Some([base, mine, theirs]) = self.texts(collision)? else {
            return Ok(None);
        };
        let merged = merge_text(&base, &mine, &theirs)?;
        match parse_path(&collision.path) {
            LogPath::Team => Ok(merged
                .filter(|merged| is_team(&collision.path, merged))
                .or_else(|| merge_members(&collision.path, [&base, &mine, &theirs]))),
            _ => Ok(merged),
        }
    }

    /// Returns where two versions of an update clash; nothing where the file
    /// is no update, or cannot be read.
    pub(super) fn clashes(&self, collision: &Collision) -> Result<Vec<Clash>, StoreError> {
        let merged = self.merged_update(collision, Side::Mine)?;
        Ok(merged.map(|merged| merged.clashes).unwrap_or_default())
    }

    /// Merges the two versions of an update; `None` where the file is none, or
    /// a version cannot be read or is not there.
    pub(super) fn merged_update(
        &self,
        collision: &Collision,
        prefer: Side,
    ) -> Result<Option<Merged>, GitError> {
        let path = &collision.path;
        if !matches!(parse_path(path), LogPath::Update { .. }) {
            return Ok(None);
        }
        let read = |leaf| -> Result<Option<Update>, GitError> {
            let text = self.text_of(path, leaf)?;
            Ok(text.and_then(|text| parse_update(path, &text).value))
        };
        let (Some(mine), Some(theirs)) = (read(collision.mine)?, read(collision.theirs)?) else {
            return Ok(None);
        };
        let base = match collision.base {
            None => None,
            there => match read(there)? {
                Some(base) => Some(base),
                None => return Ok(None),
            },
        };
        Ok(Some(merge(base.as_ref(), &mine, &theirs, prefer)))
    }

    /// Writes an update that was merged so that comments and keys that are not
    /// known here survive.
    pub(super) fn update_text(
        &self,
        collision: &Collision,
        update: &Update,
    ) -> Result<Option<Vec<u8>>, GitError> {
        let path = &collision.path;
        if let Some([base, mine, theirs]) = self.texts(collision)? {
            // Lines that both sides left alone, or one alone changed, may say
            // more than this program knows.
            let merged = merge_text(&base, &mine, &theirs)?;
            let right = |text: &Vec<u8>| parse_update(path, text).value.as_ref() == Some(update);
            if let Some(text) = merged.filter(right) {
                return Ok(Some(text));
            }
        }
        for leaf in [collision.theirs, collision.mine] {
            let Some(old) = self.text_of(path, leaf)? else {
                continue;
            };
            if let Ok(text) = edit_update(path, &old, update) {
                return Ok(Some(text.into_bytes()));
            }
        }
        Ok(None)
    }

    /// Reads all three versions of a file; `None` when one is not there.
    fn texts(&self, collision: &Collision) -> Result<Option<[Vec<u8>; 3]>, GitError> {
        let [base, mine, theirs] = [collision.base, collision.mine, collision.theirs];
        let path = &collision.path;
        Ok(
            match (
                self.text_of(path, base)?,
                self.text_of(path, mine)?,
                self.text_of(path, theirs)?,
            ) {
                (Some(base), Some(mine), Some(theirs)) => Some([base, mine, theirs]),
                _ => None,
            },
        )
    }

    /// Reads a version of a file; `None` when it is not there, no file, or
    /// larger than files of the log are.
    fn text_of(
        &self,
        path: &str,
        leaf: Option<(Mode, ObjectId)>,
    ) -> Result<Option<Vec<u8>>, GitError> {
        match leaf {
            Some((mode, id)) if mode.is_file() => {
                self.repository().blob_up_to(id, size_limit(path))
            }
            _ => Ok(None),
        }
    }
}

/// Returns whether a text can be the team file.
fn is_team(path: &str, text: &[u8]) -> bool {
    parse_team(path, text).value.is_some()
}

/// Adds to their team file the members that ours has more than the base, where
/// that is all it changed; `None` where it is not, or a handle is taken.
fn merge_members(path: &str, [base, mine, theirs]: [&[u8]; 3]) -> Option<Vec<u8>> {
    let base = parse_team(path, base).value?;
    let mine = parse_team(path, mine).value?;
    let mut without = mine.clone();
    without
        .members
        .retain(|member| base.members.contains(member));
    if without != base {
        return None;
    }
    let text = String::from_utf8(theirs.to_vec()).ok()?;
    let added = mine.members.iter().filter(|m| !base.members.contains(m));
    let merged = added
        .into_iter()
        .try_fold(text, |text, member| add_member(&text, member).ok());
    merged.map(String::into_bytes)
}
