use std::cell::{Cell, OnceCell};

use chrono::NaiveDate;

use super::file::{File, read_updates};
use super::history::damage;
use super::range::changed_updates;
use super::scope::WholeScope;
use super::snapshot::Parts;
use super::told::Told;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::git::{ObjectId, changed_paths, walk_and_list};
use crate::model::{Period, Snapshot, Window, Zone};

impl Log {
    /// Reads what a member finds who read the log last at the commit `from`
    /// and looks at it on `day`.
    ///
    /// The entries are the updates that are new or changed since, whatever
    /// they cover, by period and handle, with their history since then;
    /// `said` holds the replies that arrived since. What everybody said last
    /// stands among them or in `before`, with the replies to whatever of it is
    /// open, and when that came into the log, at any age.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`], or what git says of the log's own trees.
    pub fn news(
        &self,
        from: ObjectId,
        to: &LogTree<'_>,
        day: NaiveDate,
        zone: Zone,
    ) -> Result<Snapshot, StoreError> {
        let team = to.team(self.branch())?;
        let base = self.repository().commit_at_least(from)?.tree;
        let updates = |directory: &[u8], name: &[u8]| !directory.is_empty() || name == b"updates";
        let changes = changed_paths(self.repository(), Some(base), to.commit().tree, &updates)?;
        let walker = self.repository().reopen()?;
        let tip = to.commit().id;
        std::thread::scope(|scoped| {
            let walk = scoped.spawn(move || walk_and_list(&walker, tip, Some(from), &WholeScope));
            let (walk, walked) = (Cell::new(Some(walk)), OnceCell::new());
            let join = || {
                let walk = walk.take().expect("it is joined once");
                walk.join().expect("a walk does not panic")
            };
            let changed = changed_updates(&changes.changes).into_iter();
            let mut files: Vec<(Period, File)> = changed
                .filter_map(|(path, period, change)| {
                    let (mode, id) = change.entry?;
                    Some((period, File { path, mode, id }))
                })
                .collect();
            files.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
            let files: Vec<File> = files.into_iter().map(|(_, file)| file).collect();
            let mut parts = Parts::new(team, read_updates(self.repository(), &files)?);
            parts.findings.extend(damage(&changes.damaged));
            let window = Window::from(Period::Day(day));
            let before = parts.untouched(to, window)?;
            let replies = parts.replies(to, &before, &[])?;
            // What came today may have come before `from`, too.
            let search = parts.search(window, &before, &replies);
            let search = search.apart_from_window();
            let beside = || walked.get_or_init(join).as_ref().ok();
            let older = search.walk_and_keep(self, to, &beside)?;
            walked.get_or_init(join);
            let walked = walked.into_inner().expect("it was joined")?;
            let told = Told::join(walked.walk, older, &search, self.repository()).of_range();
            let mut snapshot = parts.assemble(to, (window, zone), told, before, replies)?;
            snapshot.late.clear();
            snapshot.gone.clear();
            Ok(snapshot)
        })
    }
}
