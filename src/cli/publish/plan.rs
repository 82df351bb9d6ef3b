//! Which weeks are to be published.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::cli::args::PublishArgs;
use crate::cli::failure::Failure;
use crate::cli::period;
use crate::cli::session::Session;
use crate::model::{DigestPlace, Edition, Finish, Period, PeriodKind, Team, Verdict, Zone};
use crate::store::LogTree;

/// The weeks as they stand in the log at one commit.
pub(super) struct Plan<'l> {
    /// The log.
    pub(super) tree: &'l LogTree<'l>,
    /// The team, as that commit has it.
    pub(super) team: Team,
    /// The zone in which digests are reckoned.
    pub(super) zone: Zone,
    /// The moment at which it is reckoned which weeks are over.
    pub(super) now: DateTime<Utc>,
    /// The weeks that were looked at, the oldest first.
    pub(super) editions: Vec<Edition>,
    /// Those of them whose digests are to be built, the oldest first.
    pub(super) wanted: Vec<Period>,
    /// The weeks whose digests the log holds.
    pub(super) published: BTreeSet<Period>,
}

impl<'l> Plan<'l> {
    /// Looks at every week that may have to be published.
    pub(super) fn build(
        session: &Session,
        tree: &'l LogTree<'l>,
        branch: &str,
        args: &PublishArgs,
    ) -> anyhow::Result<Self> {
        // What decides who is waited for must not be guessed at.
        let team = tree.usable_team(branch)?;
        let zone = team.time_zone.unwrap_or(Zone::UTC);
        let now = session.now();
        let today = zone.day_at(now);
        let read = |text: &String| period::read(text, today);
        let again = args.again.as_ref().map(read).transpose()?;
        let since = args.since.as_ref().map(read).transpose()?;
        let kept = team.digests == DigestPlace::Log;
        let published = if kept {
            tree.published()?
        } else {
            BTreeSet::new()
        };
        let weeks = match again {
            Some(period) => vec![Period::of(PeriodKind::Week, period.first_day())],
            None => Edition::weeks(&published, tree.first_week()?, since, today),
        };
        let mut editions = Vec::with_capacity(weeks.len());
        for period in weeks {
            let posted = tree.posted_within(period)?;
            editions.push(Edition {
                period,
                updates: posted.len(),
                is_published: again.is_none() && published.contains(&period),
                finish: Finish::reckon(&team, period, &posted, now),
            });
        }
        let mut wanted: Vec<Period> = editions
            .iter()
            .filter(|edition| edition.verdict() == Verdict::Publish)
            .map(|edition| edition.period)
            .collect();
        if !kept && since.is_none() && again.is_none() {
            // Nothing says which were shown before.
            let skipped: BTreeSet<Period> = wanted.iter().rev().skip(1).copied().collect();
            editions.retain(|edition| !skipped.contains(&edition.period));
            wanted.retain(|period| !skipped.contains(period));
        }
        if let Some(edition) = again.and(editions.first())
            && !edition.finish.is_finished()
        {
            return Err(
                Failure::new(format!("{} is not over yet", edition.period.describe()))
                    .hint("see whom it waits for: tidings publish --dry-run")
                    .into(),
            );
        }
        Ok(Self {
            tree,
            team,
            zone,
            now,
            editions,
            wanted,
            published,
        })
    }

    /// Returns whether the team keeps its digests in the log.
    pub(super) fn is_kept(&self) -> bool {
        self.team.digests == DigestPlace::Log
    }

    /// Returns the week whose digest tells what arrived late: the newest of
    /// those to be published, if it is newer than what was published; where
    /// there is none, the newest that is over and silent.
    pub(super) fn newest(&self) -> Option<Period> {
        let silent = self
            .editions
            .iter()
            .rfind(|edition| edition.verdict() == Verdict::Silent);
        let newest = match self.wanted.last() {
            Some(newest) => Some(*newest),
            None => silent.map(|edition| edition.period),
        };
        let others = self.published.iter().rev();
        let mut others = others.filter(|known| Some(**known) != newest);
        newest.filter(|newest| others.next().is_none_or(|last| last < newest))
    }

    /// Returns the moment that the digest of a week is reckoned at: that of
    /// the commit, or the later one since which the week is over, so that it
    /// says the same whenever it is built.
    pub(super) fn instant(&self, week: Period) -> DateTime<Utc> {
        let committed = self.tree.commit().committer.seconds;
        let committed = DateTime::from_timestamp(committed, 0).unwrap_or_default();
        let edition = self.editions.iter().find(|edition| edition.period == week);
        let over = match edition.map(|edition| &edition.finish) {
            Some(Finish::Finished(since)) => *since,
            _ => committed,
        };
        // A commit's clock may be ahead of everybody else's.
        committed.min(self.now).max(over)
    }
}
