use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::StoreError;
use super::file::{File, read_replies};
use super::memory::Memory;
use super::reopened::opened;
use super::snapshot::LOOK_BACK;
use super::thread_scope::ThreadScope;
use super::tree::LogTree;
use crate::format::period_directory;
use crate::git::{ObjectId, list_files};
use crate::model::{ItemAddress, Period, Target};

/// The first line of the file in which is remembered which folders of replies
/// open something again.
const HEADER: &str = "tidings reopened 1";

/// The items that the replies of a period's folder open, by the id of the
/// folder: whatever has that id says the same.
type Known = BTreeMap<ObjectId, BTreeSet<ItemAddress>>;

impl LogTree<'_> {
    /// Lists the items of everybody that replies have opened in the last three
    /// months before `day`, as [`LogTree::ever_reopened`] does for one author.
    ///
    /// # Errors
    ///
    /// What git says of a tree on the way.
    pub(super) fn all_ever_reopened(
        &self,
        day: NaiveDate,
    ) -> Result<BTreeSet<ItemAddress>, StoreError> {
        let memory = Memory::of(self.repository(), "reopened", HEADER);
        let known = memory
            .read()
            .and_then(|lines| parse(&lines))
            .unwrap_or_default();
        let mut now = Known::new();
        let mut unknown: BTreeMap<Period, ObjectId> = BTreeMap::new();
        for period in self.periods_below("replies", day - LOOK_BACK)? {
            if let Some((_, id)) = self.entry(&folder(period))? {
                match known.get(&id) {
                    Some(items) => {
                        now.insert(id, items.clone());
                    }
                    None => {
                        unknown.insert(period, id);
                    }
                }
            }
        }
        if !unknown.is_empty() {
            self.read_opened(&unknown, &mut now)?;
            memory.write(&format(&now));
        }
        Ok(now.into_values().flatten().collect())
    }

    /// Reads what the replies of some periods open.
    fn read_opened(
        &self,
        unknown: &BTreeMap<Period, ObjectId>,
        now: &mut Known,
    ) -> Result<(), StoreError> {
        let folders: Vec<String> = unknown.keys().copied().map(folder).collect();
        let scope = ThreadScope::below(folders.iter().map(String::as_str));
        let wants = |directory: &[u8], name: &[u8]| scope.leads_to(directory, name);
        let listed = list_files(self.repository(), self.commit().tree, &wants)?;
        let files: Vec<File> = listed.files.into_iter().map(File::from).collect();
        for &id in unknown.values() {
            now.entry(id).or_default();
        }
        for read in read_replies(self.repository(), &files)? {
            let Some(reply) = read.value else { continue };
            let item = opened(reply.state, &reply.to);
            if let Some((item, id)) = item.zip(unknown.get(&reply.to.period)) {
                now.entry(*id).or_default().insert(item);
            }
        }
        Ok(())
    }
}

/// Returns the folder of all replies to what first appeared in a period.
fn folder(period: Period) -> String {
    period_directory(period).replacen("updates/", "replies/", 1)
}

/// Writes a line for each folder: its id, and the items.
fn format(known: &Known) -> String {
    let mut lines = String::new();
    for (id, items) in known {
        let _ = write!(lines, "{id}");
        for item in items {
            let _ = write!(lines, " {item}");
        }
        lines.push('\n');
    }
    lines
}

/// Reads what [`format`] wrote; `None` for anything else.
fn parse(lines: &str) -> Option<Known> {
    let line = |line: &str| {
        let mut words = line.split(' ');
        let id = ObjectId::parse(words.next()?).ok()?;
        let items = words.map(|word| word.parse::<Target>().ok()?.item());
        Some((id, items.collect::<Option<_>>()?))
    };
    lines.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::kit::{Past, put};

    #[test]
    fn what_is_remembered_is_what_is_read() {
        let past = Past::new();
        let say = |name: &str, state: &str, id: &str| {
            let to = format!("ada/2026-11-10/{id}");
            let text = format!("tidings: 1\nauthor: grace\nto: {to}\nstate: {state}\n");
            put(&format!("replies/2026/11/10/ada/{name}.yaml"), text)
        };
        let start = past.commit(&[], "2026-11-01", &[]);
        let one = past.commit(&[start], "2026-11-11", &[say("a", "reopened", "q9f3")]);
        let two = past.commit(&[one], "2026-11-12", &[say("b", "resolved", "b7k2")]);
        let three = past.commit(&[two], "2026-11-12", &[say("b", "reopened", "b7k2")]);
        let file = past.log.repository().common_dir().join("tidings/reopened");
        let day = "2026-11-20".parse().expect("a day");
        for (tip, want) in [(start, 0), (one, 1), (two, 1), (three, 2), (one, 1)] {
            let look = || {
                let found = past.tree(tip).all_ever_reopened(day).expect("it is read");
                let author = "ada".parse().expect("a handle");
                let alone = past.tree(tip).ever_reopened(&author, day);
                assert_eq!(found, alone.expect("it is read"));
                found
            };
            assert_eq!(look().len(), want);
            assert_eq!(look().len(), want, "remembered");
            assert_eq!(file.exists(), tip != start);
        }
        std::fs::write(&file, "tidings reopened 1\nnonsense").expect("it is writable");
        assert_eq!(
            past.tree(three).all_ever_reopened(day).expect("read").len(),
            2
        );
        let known = parse(&format(&Known::from([(one, BTreeSet::new())])));
        assert_eq!(known.map(|known| known.len()), Some(1));
        assert_eq!(parse("nonsense"), None);
    }
}
