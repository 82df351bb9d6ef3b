use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::cli::period;
use crate::cli::session::Session;
use crate::git::ObjectId;
use crate::model::{Agenda, CommitId, Member, Period, Snapshot, Team, Zone};
use crate::report::{InboxOptions, Since, SinceReason};
use crate::store::{Log, LogTree, StoreError};

/// How far back a member begins who has neither read nor posted.
const START: TimeDelta = TimeDelta::days(7);

/// Whoever reads the log, and from where on.
pub(in crate::cli) struct Reader {
    me: Member,
    zone: Zone,
    now: DateTime<Utc>,
    since: Since,
    from: ObjectId,
    tip: ObjectId,
}

/// A place in history to begin at.
struct Beginning {
    from: ObjectId,
    at: DateTime<Utc>,
    reason: SinceReason,
}

impl Reader {
    /// Finds out from where on something is new to a member: from `since`
    /// where that is asked for, else from where they last read, else from
    /// their last update.
    pub(in crate::cli) fn of_inbox(
        session: &Session,
        log: &Log,
        tree: &LogTree<'_>,
        (team, me): (&Team, Member),
        since: Option<&str>,
    ) -> anyhow::Result<Self> {
        let looking = Looking::new(session, log, tree, team, me);
        let begin = match since {
            Some(text) => looking.asked(text)?,
            None => match looking.read()? {
                Some(read) => read,
                None => match looking.posted()? {
                    Some(posted) => posted,
                    None => looking.start()?,
                },
            },
        };
        Ok(looking.begin(begin))
    }

    /// Finds out from where on a member catches up: from `since` where that is
    /// asked for, else from the earliest of where they last read, their last
    /// update, and the absence that has just ended.
    pub(in crate::cli) fn of_catchup(
        session: &Session,
        log: &Log,
        tree: &LogTree<'_>,
        (team, me): (&Team, Member),
        since: Option<&str>,
    ) -> anyhow::Result<Self> {
        let looking = Looking::new(session, log, tree, team, me);
        let begin = match since {
            Some(text) => looking.asked(text)?,
            None => {
                let all = [looking.read()?, looking.posted()?, looking.away()?];
                match all.into_iter().flatten().min_by_key(|begin| begin.at) {
                    Some(earliest) => earliest,
                    None => looking.start()?,
                }
            }
        };
        Ok(looking.begin(begin))
    }

    /// Reads what is news to the reader; where history is cut off before it,
    /// more is fetched.
    pub(in crate::cli) fn news(
        &self,
        session: &Session,
        log: &Log,
        tree: &LogTree<'_>,
    ) -> anyhow::Result<Snapshot> {
        let read = || self.news_here(log, tree);
        session.read_whole(log, self.since.at.timestamp(), read)
    }

    /// Reads what is news to the reader as far as history is here.
    pub(in crate::cli) fn news_here(
        &self,
        log: &Log,
        tree: &LogTree<'_>,
    ) -> Result<Snapshot, StoreError> {
        let today = self.zone.day_at(self.now);
        log.news(self.from, tree, today, self.zone)
    }

    /// Returns what a report for the reader depends on.
    pub(in crate::cli) fn options(&self) -> InboxOptions {
        InboxOptions {
            me: self.me.handle.clone(),
            since: self.since.clone(),
            instant: self.now,
            zone: self.zone,
        }
    }

    /// Notes that all that there is was read.
    pub(in crate::cli) fn mark(&self, log: &Log) -> anyhow::Result<()> {
        Ok(log.mark_read(self.tip)?)
    }
}

/// The search for a place to begin at.
struct Looking<'s> {
    log: &'s Log,
    tree: &'s LogTree<'s>,
    team: &'s Team,
    me: Member,
    zone: Zone,
    now: DateTime<Utc>,
    today: NaiveDate,
    tip: ObjectId,
}

impl<'s> Looking<'s> {
    fn new(
        session: &Session,
        log: &'s Log,
        tree: &'s LogTree<'s>,
        team: &'s Team,
        me: Member,
    ) -> Self {
        let now = session.now();
        let zone = Agenda::new(team, &me).zone_at(now);
        Self {
            log,
            tree,
            team,
            me,
            zone,
            now,
            today: zone.day_at(now),
            tip: tree.commit().id,
        }
    }

    fn begin(self, begin: Beginning) -> Reader {
        Reader {
            me: self.me,
            zone: self.zone,
            now: self.now,
            since: Since {
                commit: CommitId(begin.from.to_string()),
                at: begin.at,
                reason: begin.reason,
            },
            from: begin.from,
            tip: self.tip,
        }
    }

    fn asked(&self, text: &str) -> anyhow::Result<Beginning> {
        let day = period::read(text, self.today)?.first_day();
        self.before(day, SinceReason::Asked)
    }

    fn read(&self) -> anyhow::Result<Option<Beginning>> {
        let mark = self.log.read_mark(self.tip)?;
        let mark = mark.map(|from| -> anyhow::Result<_> {
            let seconds = self.log.repository().commit(from)?.committer.seconds;
            Ok(Beginning {
                from,
                at: DateTime::from_timestamp(seconds, 0).unwrap_or_default(),
                reason: SinceReason::Read,
            })
        });
        mark.transpose()
    }

    fn posted(&self) -> anyhow::Result<Option<Beginning>> {
        let me = BTreeSet::from([self.me.handle.clone()]);
        let posted = self.tree.last_posted(self.team, me, self.today)?;
        let last = posted.into_values().map(Period::last_day).max();
        let begin = last.map(|day| self.before(day.min(self.today), SinceReason::Posted));
        begin.transpose()
    }

    /// Finds the absence that is under way or has ended within the last week.
    fn away(&self) -> anyhow::Result<Option<Beginning>> {
        let recent =
            self.me.absences.iter().filter(|absence| {
                absence.from <= self.today && absence.until >= self.today - START
            });
        let from = recent.map(|absence| absence.from).min();
        from.map(|day| self.before(day, SinceReason::Away))
            .transpose()
    }

    fn start(&self) -> anyhow::Result<Beginning> {
        self.before(self.today - START, SinceReason::Start)
    }

    /// Begins with a day.
    fn before(&self, day: NaiveDate, reason: SinceReason) -> anyhow::Result<Beginning> {
        let at = self.zone.start_of(day);
        Ok(Beginning {
            from: self.log.commit_before(self.tip, at)?,
            at,
            reason,
        })
    }
}
