use std::fs;
use std::path::PathBuf;

use super::Invocation;

/// Counts how often git is started for a push during a run.
pub(crate) struct PushCount {
    trace: PathBuf,
}

impl PushCount {
    /// Makes one that notes what it sees at a path, where nothing is yet.
    pub(crate) const fn at(trace: PathBuf) -> Self {
        Self { trace }
    }

    /// Lets the starts of git during a run be noted.
    pub(crate) fn watch(&self, run: Invocation) -> Invocation {
        run.env("GIT_TRACE2_EVENT", &self.trace)
    }

    /// Returns the count, and forgets it.
    pub(crate) fn take(&self) -> usize {
        let text = fs::read(&self.trace).unwrap_or_default();
        fs::remove_file(&self.trace).ok();
        let text = String::from_utf8_lossy(&text);
        let starts = text
            .lines()
            .filter(|line| line.contains("\"event\":\"start\""));
        starts.filter(|line| line.contains("\"push\"")).count()
    }
}
