//! What waits to be sent.

use chrono::{DateTime, NaiveDate, Utc};

use super::{clash, outcome};
use crate::cli::propose;
use crate::cli::session::Session;
use crate::model::Zone;
use crate::store::{Log, Outbox};

/// Says what waits to be sent, and the posts that wait for a decision.
pub(super) fn mention(session: &Session, log: &Log) -> anyhow::Result<()> {
    let Some(outbox) = log.outbox()? else {
        return Ok(());
    };
    if !outbox.is_empty() {
        let many = if outbox.commits == Outbox::MANY {
            "at least "
        } else {
            ""
        };
        let since = session.unsent_since(&outbox);
        let since = since.map_or_else(String::new, |day| format!(" since {}", name(session, day)));
        session.streams.note(&format!(
            "{many}{} unsent{since}; send with: tidings sync",
            outbox.commits
        ));
        mention_refusal(session, log)?;
    }
    propose::remind(session, log)?;
    clash::mention(session, log)
}

/// Says in a line that what waits was refused, and why.
pub(in crate::cli) fn mention_refusal(session: &Session, log: &Log) -> anyhow::Result<()> {
    let (Some(message), Some(remote)) = (log.refusal()?, log.remote()?) else {
        return Ok(());
    };
    let said = outcome::quote(&message);
    // What the remote says for itself is better than what git makes of it.
    let mut words = said
        .iter()
        .filter_map(|line| line.strip_prefix("remote: "))
        .map(str::trim);
    let reason = words.find(|words| !words.is_empty());
    let reason = reason.or_else(|| said.first().map(String::as_str));
    let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
    session
        .streams
        .note(&format!("{remote} refused it the last time{reason}"));
    Ok(())
}

impl Session {
    /// Returns the day, where one is, on which the oldest of what is unsent
    /// was written.
    pub(in crate::cli) fn unsent_since(&self, outbox: &Outbox) -> Option<NaiveDate> {
        let zone = self.environment.zone.unwrap_or(Zone::UTC);
        let written: DateTime<Utc> = DateTime::from_timestamp(outbox.since?, 0)?;
        Some(zone.day_at(written))
    }
}

/// Names a day of the last week by its weekday, and any other by its date.
fn name(session: &Session, day: NaiveDate) -> String {
    let zone = session.environment.zone.unwrap_or(Zone::UTC);
    let age = zone.day_at(session.now()) - day;
    match age.num_days() {
        0..7 => day.format("%A").to_string(),
        _ => day.to_string(),
    }
}
