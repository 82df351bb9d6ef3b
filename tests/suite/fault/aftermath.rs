use std::fs;
use std::path::Path;

use crate::kit::{BRANCH, Output, Sandbox, SharedLog};

/// What is looked at after a post of the first member met a fault.
pub(super) struct Aftermath<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) log: &'a SharedLog<'a>,
    pub(super) clone: &'a Path,
    pub(super) day: &'a str,
    pub(super) text: &'a str,
    /// What happened, for the message of a failed check.
    pub(super) fault: String,
}

impl Aftermath<'_> {
    /// Checks that neither repository is broken: no ref names an object that
    /// is not there.
    #[track_caller]
    pub(super) fn assert_sound(&self) {
        for place in [self.log.remote(), self.clone] {
            let said = self.log.fsck(place);
            assert!(said.is_empty(), "{}: {said}", self.fault);
        }
    }

    /// Makes the same post again, and a sync after it; the post is in the log
    /// exactly once then.
    #[track_caller]
    pub(super) fn assert_converges(&self) {
        let again = self.log.post(0, self.clone, self.day, self.text).run();
        assert_eq!(again.status(), Some(0), "{}, then: {again}", self.fault);
        self.assert_synced();
        assert_eq!(self.times(), 1, "{}, then: {again}", self.fault);
        let posting = texts(&self.clone.join(".git/tidings/posting"));
        let left = posting.iter().any(|text| text.contains(self.text));
        assert!(!left, "{}, then: {again}", self.fault);
    }

    /// Syncs once, which leaves nothing unsent and no id twice.
    #[track_caller]
    pub(super) fn assert_synced(&self) {
        let sync = self
            .log
            .tidings(0, self.clone, &["sync", "--no-input"])
            .run();
        assert_eq!(sync.status(), Some(0), "{}, then: {sync}", self.fault);
        let repeated = self.log.repeated_ids();
        assert!(repeated.is_empty(), "{}: twice: {repeated:?}", self.fault);
    }

    /// Returns how often the post is in the log at the remote.
    pub(super) fn times(&self) -> usize {
        self.log.times(0, self.day, self.text)
    }

    /// Returns whether what was typed is still here: in a commit of the log,
    /// in a draft, or in the words of a post that was cut off.
    pub(super) fn is_kept(&self) -> bool {
        let name = format!("{BRANCH}:{}", SharedLog::path(0, self.day));
        let show = self.sandbox.program("git", &["show", &name]);
        let committed = show.cwd(self.clone).run();
        committed.stdout().contains(self.text)
            || kept(self.clone).iter().any(|text| text.contains(self.text))
    }

    /// Returns whether what was typed is still here, or was given back on
    /// standard error because it could not be kept.
    pub(super) fn is_kept_or_told(&self, output: &Output) -> bool {
        self.is_kept() || output.stderr().contains(self.text)
    }

    /// Returns how many files in the object database there are here.
    pub(super) fn objects(sandbox: &Sandbox, clone: &Path) -> String {
        sandbox.git(clone, &["count-objects", "-v"])
    }
}

/// Returns what a clone keeps of posts that are not in the log.
fn kept(clone: &Path) -> Vec<String> {
    let places = ["drafts", "posting"].map(|name| clone.join(".git/tidings").join(name));
    places.iter().flat_map(|place| texts(place)).collect()
}

/// Returns the texts of the files in a folder.
fn texts(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}
