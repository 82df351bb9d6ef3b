//! The command that builds a digest again, byte for byte.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::model::{Window, Zone};
use crate::report::{DigestOptions, Grouping};
use crate::store::LogTree;

/// A digest as it was asked for.
pub(super) struct Rebuild<'a> {
    /// The log that it was built from.
    pub(super) tree: &'a LogTree<'a>,
    /// The days that it covers.
    pub(super) window: Window,
    /// The log since which late arrivals are told.
    pub(super) late_since: Option<&'a LogTree<'a>>,
    /// The zone, where it was named.
    pub(super) zone: Option<Zone>,
    /// How and when it is reckoned.
    pub(super) options: &'a DigestOptions,
}

impl Rebuild<'_> {
    /// Writes the command, with the commit by its full name, and with the
    /// moment where that is not the commit's own; the format is left out.
    /// `None` for a digest that is about some alone: what they are called may
    /// be anything, and every shell quotes in its own way.
    pub(super) fn command(&self) -> Option<String> {
        let options = self.options;
        if !options.selection.is_all() {
            return None;
        }
        let mut words = vec!["tidings".to_owned(), "digest".to_owned()];
        let span = match self.window.period() {
            Some(period) => period.to_string(),
            None => format!(
                "--since {} --until {}",
                self.window.since, self.window.until
            ),
        };
        words.push(span);
        let mut add = |option: &str, value: String| words.extend([option.to_owned(), value]);
        let commit = self.tree.commit();
        add("--at", commit.id.to_string());
        let committed = DateTime::<Utc>::from_timestamp(commit.committer.seconds, 0);
        if committed.unwrap_or_default() != options.instant {
            let instant = options.instant.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            add("--as-of", instant);
        }
        if let Some(since) = self.late_since {
            add("--late-since", since.commit().id.to_string());
        }
        if let Some(zone) = self.zone {
            add("--zone", zone.to_string());
        }
        match options.by {
            Grouping::Member => {}
            Grouping::Project => add("--by", "project".to_owned()),
            Grouping::Section => add("--by", "section".to_owned()),
        }
        Some(words.join(" "))
    }
}
