use super::history::damage;
use super::scope::WholeScope;
use super::snapshot::{Parts, standings};
use super::tree::{LogTree, read_file, update_of_path};
use super::{Log, StoreError};
use crate::format::parse_update;
use crate::git::{changed_paths, walk};
use crate::model::{Period, Snapshot, Window, Zone};

impl Log {
    /// Reads what the tree of `to` has that the tree of `from` had not, with
    /// the history that is in `to` and not in `from`.
    ///
    /// The window spans the periods of what was found; where nothing was, it
    /// is the day on which `to` was committed, in `zone`.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotALog`], or what git says of the log's own trees.
    pub fn range_snapshot(
        &self,
        from: &LogTree<'_>,
        to: &LogTree<'_>,
        zone: Zone,
    ) -> Result<Snapshot, StoreError> {
        let team = to.team(self.branch())?;
        let changes = changed_paths(
            self.repository(),
            Some(from.commit().tree),
            to.commit().tree,
            &|directory, name| !directory.is_empty() || name == b"updates",
        )?;
        let mut files = Vec::new();
        let mut periods: Vec<Period> = Vec::new();
        for change in &changes.changes {
            let path = String::from_utf8_lossy(&change.path).into_owned();
            let (Some((_, period)), Some((mode, id))) = (update_of_path(&path), change.entry)
            else {
                continue;
            };
            periods.push(period);
            files.push((
                period,
                read_file(self.repository(), &path, mode, id, parse_update)?,
            ));
        }
        files.sort_by(|a, b| (a.0, &a.1.path).cmp(&(b.0, &b.1.path)));
        let files = files.into_iter().map(|(_, file)| file).collect();
        let committed = super::history::moment(&to.commit().committer).to_utc();
        let window = span(&periods).unwrap_or_else(|| Period::Day(zone.day_at(committed)).into());
        let hidden = Some(from.commit().id);
        let walked = walk(self.repository(), to.commit().id, hidden, &WholeScope)?;
        let mut parts = Parts::new(team, files);
        parts.findings.extend(damage(&walked));
        let before = standings(to, &parts.team, &parts.updates, window)?;
        let replies = parts.replies(to, &before, None)?;
        let mut snapshot = parts.assemble(to, window, zone, &walked, before, replies);
        // Files that were there before the range and did not change in it are
        // neither gone nor late.
        snapshot.gone.retain(|gone| {
            let path = crate::format::update_path(&gone.author, gone.period);
            to.entry(&path).is_ok_and(|entry| entry.is_none())
        });
        Ok(snapshot)
    }
}

fn span(periods: &[Period]) -> Option<Window> {
    Some(Window {
        since: periods.iter().map(|period| period.first_day()).min()?,
        until: periods.iter().map(|period| period.last_day()).max()?,
    })
}
