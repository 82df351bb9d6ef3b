use chrono::NaiveDate;

use super::history::moment;
use super::thread_scope::ThreadScope;
use super::tree::LogTree;
use super::{Log, StoreError};
use crate::format::{TEAM_PATH, parse_team};
use crate::git::walk;
use crate::model::{CommitId, Protocol, ProtocolChange, Zone};

impl Log {
    /// Finds the last commit that changed what the team agreed on for its
    /// communication; `None` where that came before the day `since` in a zone.
    ///
    /// Only revisions of the team file are read, and what it was before each.
    /// A commit changed the protocol if it is another one than in each of its
    /// parents; other changes of the file do not count, and nor does the
    /// beginning of the log, before which nobody could ask anything.
    ///
    /// # Errors
    ///
    /// What git says when the repository cannot be read at all.
    pub fn protocol_change(
        &self,
        tree: &LogTree<'_>,
        since: NaiveDate,
        zone: Zone,
    ) -> Result<Option<ProtocolChange>, StoreError> {
        let scope = ThreadScope::new([TEAM_PATH], [], since);
        let walk = walk(self.repository(), tree.commit().id, None, &scope)?;
        for revision in &walk.revisions {
            let commit = &revision.commit;
            let now = protocol_of(&LogTree::open(self.repository(), commit.id)?)?;
            let mut parents = Vec::new();
            for parent in &commit.parents {
                // What a shallow clone lacks, nobody knows.
                let Ok(parent) = LogTree::open(self.repository(), *parent) else {
                    return Ok(None);
                };
                parents.push(protocol_of(&parent)?);
            }
            if parents.contains(&now) {
                continue;
            }
            let Some(before) = parents.into_iter().next() else {
                continue;
            };
            let at = moment(&commit.committer).to_utc();
            let change = ProtocolChange {
                commit: CommitId(commit.id.to_string()),
                at,
                before,
            };
            return Ok((since <= zone.day_at(at)).then_some(change));
        }
        Ok(None)
    }
}

/// Reads the protocol that the team file of a tree holds; one that is not
/// there, or cannot be read, is empty.
fn protocol_of(tree: &LogTree<'_>) -> Result<Protocol, StoreError> {
    let Some((mode, id)) = tree.entry(TEAM_PATH)? else {
        return Ok(Protocol::default());
    };
    let team = tree.read(TEAM_PATH, mode, id, parse_team).value;
    Ok(team.unwrap_or_default().protocol)
}

#[cfg(test)]
mod tests {
    use super::super::kit::{Past, TEAM, put};
    use super::TEAM_PATH;
    use crate::git::{ObjectId, TreeEdit};
    use crate::model::{Promise, Zone};

    fn team(protocol: &str, more: &str) -> TreeEdit {
        put(TEAM_PATH, format!("{TEAM}{protocol}{more}"))
    }

    const ONE: &str = "protocol: { purposes: [{ key: question, respond: 1 day }] }\n";
    const SAME: &str = "protocol:\n  purposes:\n    - key: question  # short\n      respond: 1d\n";
    const TWO: &str = "protocol: { purposes: [{ key: question, respond: 2 days }] }\n";

    /// Returns the day of the change since the tenth, and what was promised for
    /// questions before.
    fn found(past: &Past, tip: ObjectId) -> Option<(String, Option<Promise>)> {
        let since = "2026-11-10".parse().expect("a day");
        let change = past.log.protocol_change(&past.tree(tip), since, Zone::UTC);
        let change = change.expect("history can be read")?;
        assert!(past.log.tree_at(&change.commit.to_string()).is_ok());
        let day = change.at.date_naive().to_string();
        Some((day, change.before.promise("question")))
    }

    #[test]
    fn only_what_was_agreed_on_counts_as_a_change() {
        let past = Past::new();
        let day = |text: &str| text.to_owned();
        let start = past.commit(&[], "2026-11-10", &[]);
        assert_eq!(found(&past, start), None);
        let one = past.commit(&[start], "2026-11-12", &[team(ONE, "")]);
        assert_eq!(found(&past, one), Some((day("2026-11-12"), None)));
        // Other keys, another style, other files.
        let other = past.commit(&[one], "2026-11-13", &[team(ONE, "missing: off\n")]);
        let same = past.commit(&[other], "2026-11-14", &[team(SAME, "missing: off\n")]);
        let file = past.commit(&[same], "2026-11-15", &[put("README.md", "x")]);
        assert_eq!(found(&past, file), Some((day("2026-11-12"), None)));
        let two = past.commit(&[file], "2026-11-16", &[team(TWO, "")]);
        let last = Some((day("2026-11-16"), Some(Promise::Days(1))));
        assert_eq!(found(&past, two), last);
        // A merge that takes a side changes nothing.
        let side = past.commit(&[file], "2026-11-17", &[put("README.md", "y")]);
        let tree = past.tree(two).commit().tree;
        let merge = past.commit_tree(tree, &[side, two], "2026-11-18");
        assert_eq!(found(&past, merge), last);
        // One that cannot be read agrees on nothing.
        let bad = past.commit(&[merge], "2026-11-19", &[put(TEAM_PATH, "tidings: [")]);
        let gone = Some((day("2026-11-19"), Some(Promise::Days(2))));
        assert_eq!(found(&past, bad), gone);
    }

    #[test]
    fn what_changed_before_the_span_is_no_change() {
        let past = Past::new();
        let old = past.commit(&[], "2026-06-01", &[team(ONE, "")]);
        let between = past.commit(&[old], "2026-07-01", &[put("README.md", "x")]);
        let new = past.commit(&[between], "2026-11-12", &[put("README.md", "y")]);
        assert_eq!(found(&past, new), None);
        // Nor where the team file changed otherwise since.
        let eve = past.commit(&[new], "2026-11-09", &[team(TWO, "")]);
        let other = past.commit(&[eve], "2026-11-13", &[team(TWO, "missing: off\n")]);
        assert_eq!(found(&past, other), None);
    }

    #[test]
    fn a_log_that_begins_with_a_protocol_has_not_changed_it() {
        let past = Past::new();
        // The tree that the kit begins with has another team file.
        let old = past.commit(&[], "2026-11-01", &[]);
        let old = past.commit(&[old], "2026-11-02", &[team(ONE, "")]);
        let start = past.commit_tree(past.tree(old).commit().tree, &[], "2026-11-12");
        assert_eq!(found(&past, start), None);
        let other = past.commit(&[start], "2026-11-13", &[team(ONE, "missing: off\n")]);
        assert_eq!(found(&past, other), None);
    }
}
