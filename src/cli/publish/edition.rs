//! The digest of one week as it is published.

use super::plan::Plan;
use crate::cli::digest::{of_window, templates};
use crate::cli::rebuild::Rebuild;
use crate::cli::session::Session;
use crate::format::digest_path;
use crate::model::{Period, Window};
use crate::report::{Digest, DigestOptions, Grouping, NewEdition, Selection};
use crate::store::{LastDigest, Log};

/// The digest of a week, built.
pub(super) struct Built {
    /// The week.
    pub(super) period: Period,
    /// The digest.
    pub(super) digest: Digest,
    /// The same as Markdown, by the log's templates.
    pub(super) text: String,
}

impl Built {
    /// Builds the digest of a week; `last` is the one before it, since which
    /// late arrivals are told.
    pub(super) fn build(
        session: &Session,
        log: &Log,
        plan: &Plan<'_>,
        period: Period,
        last: Option<&LastDigest>,
    ) -> anyhow::Result<Self> {
        let options = DigestOptions {
            zone: plan.zone,
            instant: plan.instant(period),
            by: Grouping::Member,
            selection: Selection::default(),
        };
        let since = last.map(|last| log.tree_at(&last.built_from.to_string()));
        let since = since.transpose()?;
        let window = Window::from(period);
        let digest = of_window(session, log, plan.tree, window, since.as_ref(), &options)?;
        let rebuild = Rebuild {
            tree: plan.tree,
            window,
            late_since: since.as_ref(),
            zone: None,
            options: &options,
        };
        let digest = match rebuild.command() {
            Some(command) => digest.rebuilt_by(command),
            None => digest,
        };
        let text = templates(plan.tree)?.render("digest.md.jinja", &digest)?;
        Ok(Self {
            period,
            digest,
            text,
        })
    }

    /// Returns how many updates for earlier weeks it begins with.
    pub(super) fn late(&self) -> usize {
        match self.digest.late_since {
            Some(_) => self.digest.late.len(),
            None => 0,
        }
    }

    /// Describes it for the report.
    pub(super) fn describe(&self, is_kept: bool) -> NewEdition {
        NewEdition {
            period: self.period,
            late: self.late(),
            path: is_kept.then(|| digest_path(self.period)),
            rebuild: self.digest.rebuild.clone(),
        }
    }
}
