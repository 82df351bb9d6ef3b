use std::collections::BTreeMap;

use super::file::update_of_path;
use crate::model::{Handle, Team};

/// The handles that people once had, by which their files still go.
pub(super) struct Handles<'t> {
    current: BTreeMap<&'t Handle, &'t Handle>,
}

impl<'t> Handles<'t> {
    /// Indexes the team; a handle that somebody has today is theirs, whoever
    /// had it before.
    pub(super) fn of(team: &'t Team) -> Self {
        let mut current = BTreeMap::new();
        for member in &team.members {
            for handle in &member.former_handles {
                current.entry(handle).or_insert(&member.handle);
            }
        }
        for member in &team.members {
            current.remove(&member.handle);
        }
        Self { current }
    }

    /// Returns the handle that a person goes by today, given any they ever
    /// had.
    pub(super) fn current<'h>(&self, handle: &'h Handle) -> &'h Handle
    where
        't: 'h,
    {
        self.current.get(handle).copied().unwrap_or(handle)
    }

    /// Returns every handle that a person goes, or once went, by, given any of
    /// them: today's first.
    pub(super) fn all<'h>(&self, handle: &'h Handle) -> impl Iterator<Item = &'h Handle>
    where
        't: 'h,
    {
        let now = self.current(handle);
        let former = self.current.iter().filter(move |(_, of)| **of == now);
        std::iter::once(now).chain(former.map(|(former, _)| *former))
    }

    /// Returns the handle that the author of the file at `path` goes by today,
    /// where it is an update.
    pub(super) fn of_path(&self, path: &str) -> Option<Handle> {
        let (handle, _) = update_of_path(path)?;
        Some(self.current(&handle).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Member;

    #[test]
    fn agrees_with_the_team() {
        let handle = |text: &str| text.parse::<Handle>().expect(text);
        let member = |now: &str, before: &[&str]| Member {
            former_handles: before.iter().map(|text| handle(text)).collect(),
            ..Member::new(handle(now))
        };
        let team = Team {
            members: vec![
                member("lovelace", &["ada", "grace"]),
                member("linus", &["ada", "root"]),
                member("grace", &[]),
            ],
            ..Team::default()
        };
        let handles = Handles::of(&team);
        for text in ["lovelace", "ada", "grace", "linus", "root", "zed"] {
            let asked = handle(text);
            let want = team.member(&asked).map_or(&asked, |member| &member.handle);
            assert_eq!(handles.current(&asked), want, "{text}");
            let all: Vec<&Handle> = handles.all(&asked).collect();
            assert_eq!(all[0], want, "{text}");
            assert!(all.contains(&&asked), "{text}");
        }
    }
}
