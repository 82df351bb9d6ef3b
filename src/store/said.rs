use std::collections::{BTreeMap, BTreeSet};

use super::StoreError;
use super::file::{File, read_replies, reply_of_path};
use super::history::damage;
use super::snapshot::Parts;
use super::thread_scope::ThreadScope;
use super::tree::LogTree;
use crate::git::{Change, FileRevision, list_files};
use crate::model::{History, ReplyEntry, Window, Zone};

impl Parts {
    /// Reads the replies that a walk saw arrive on the days of a window, or
    /// without one all that it saw arrive, as the tree has them; those that
    /// are `known` are not read again.
    pub(super) fn said(
        &mut self,
        tree: &LogTree<'_>,
        own: &[FileRevision],
        days: Option<(Window, Zone)>,
        known: &[ReplyEntry],
    ) -> Result<Vec<ReplyEntry>, StoreError> {
        let during = days.map_or(i64::MIN..i64::MAX, |(window, zone)| {
            zone.start_of(window.since).timestamp()..zone.end_of(window.until).timestamp()
        });
        let arrived = own.iter().filter(|revision| {
            revision.change == Change::Added
                && during.contains(&revision.commit.committer.seconds)
                && revision.path.starts_with(b"replies/")
        });
        let paths: BTreeSet<String> = arrived
            .map(|revision| String::from_utf8_lossy(&revision.path).into_owned())
            .filter(|path| reply_of_path(path).is_some())
            .collect();
        self.read_replies(tree, paths, known)
    }

    /// Reads the replies at these paths, as far as they are there; those that
    /// are `known` are not read again.
    pub(super) fn read_replies(
        &mut self,
        tree: &LogTree<'_>,
        mut paths: BTreeSet<String>,
        known: &[ReplyEntry],
    ) -> Result<Vec<ReplyEntry>, StoreError> {
        let known: BTreeMap<&str, &ReplyEntry> = known
            .iter()
            .map(|entry| (entry.path.as_str(), entry))
            .collect();
        let mut said = Vec::new();
        paths.retain(|path| match known.get(path.as_str()) {
            Some(&entry) => {
                said.push(entry.clone());
                false
            }
            None => true,
        });
        if paths.is_empty() {
            return Ok(said);
        }
        let scope = ThreadScope::files(paths.iter().map(String::as_str));
        said.extend(self.read_listed(tree, &scope)?);
        Ok(said)
    }

    /// Reads the replies that a scope leads to.
    pub(super) fn read_listed(
        &mut self,
        tree: &LogTree<'_>,
        scope: &ThreadScope,
    ) -> Result<Vec<ReplyEntry>, StoreError> {
        let wants = |directory: &[u8], name: &[u8]| scope.leads_to(directory, name);
        let listed = list_files(tree.repository(), tree.commit().tree, &wants)?;
        self.findings.extend(damage(&listed.damaged));
        let files: Vec<File> = listed.files.into_iter().map(File::from).collect();
        let mut said = Vec::new();
        for read in read_replies(tree.repository(), &files)? {
            self.findings.extend(read.findings);
            let reply = read.value.zip(reply_of_path(&read.path));
            said.extend(reply.map(|(reply, id)| ReplyEntry {
                path: read.path,
                id,
                reply,
                history: History::default(),
            }));
        }
        Ok(said)
    }
}
