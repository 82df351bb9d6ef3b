use crate::model::{Handle, Item, Member, Team};

impl Team {
    /// Returns whether a name on an item stands for a member: one of their
    /// handles, or where nobody goes by it, a group that they belong to; case
    /// does not count for groups.
    #[must_use]
    pub fn stands_for(&self, name: &Handle, member: &Member) -> bool {
        match self.member(name) {
            Some(named) => named.handle == member.handle,
            None => in_group(name, member),
        }
    }

    /// Returns who is asked by an item of `author`: those whom it names, a
    /// group standing for all of its members who have not left by the day on
    /// which the item first appeared, everybody once and by the handle they go
    /// by today. The author is never asked, and nor is a name that nobody has.
    #[must_use]
    pub fn asked_by(&self, author: &Handle, item: &Item, day: chrono::NaiveDate) -> Vec<Handle> {
        let author = self.current(author);
        let mut asked: Vec<Handle> = Vec::new();
        let mut ask = |handle: &Handle| {
            if handle != author && !asked.contains(handle) {
                asked.push(handle.clone());
            }
        };
        for name in item.people() {
            if let Some(member) = self.member(name) {
                ask(&member.handle);
                continue;
            }
            let there = |member: &&Member| member.is_active(day, day) && in_group(name, member);
            for member in self.members.iter().filter(there) {
                ask(&member.handle);
            }
        }
        asked
    }

    /// Returns the names by which somebody can be asked: the handles of all
    /// members, then those of their groups that are fit to be one, in lower
    /// case.
    #[must_use]
    pub fn names(&self) -> Vec<Handle> {
        let members = self.members.iter();
        let mut names: Vec<Handle> = members.map(|member| member.handle.clone()).collect();
        for group in self.members.iter().flat_map(|member| &member.teams) {
            let name = group.to_lowercase().parse();
            names.extend(name.ok().filter(|name| !names.contains(name)));
        }
        names
    }

    /// Returns the handle that a person goes by today, given any they ever
    /// had.
    #[must_use]
    pub fn current<'h>(&'h self, handle: &'h Handle) -> &'h Handle {
        self.member(handle).map_or(handle, |member| &member.handle)
    }
}

/// Returns whether a member belongs to the group of this name.
fn in_group(name: &Handle, member: &Member) -> bool {
    let is_it = |group: &String| group.eq_ignore_ascii_case(name.as_str());
    member.teams.iter().any(is_it)
}
