//! Fetching older history for a look at the log from a shallow clone.

use std::time::Duration;

use super::outcome;
use super::policy::UNATTENDED;
use super::receive::PATIENCE;
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::git::Contact;
use crate::model::{Period, Snapshot, Zone};
use crate::store::{Deepened, LastDigest, Log, LogTree, StoreError};
use crate::ui::{Hold, Progress, Pulse};

/// How much further back than needed history is fetched, in seconds, so that
/// each line reaches the commit that it ends at; each further round fetches
/// four times as much.
const MARGIN: i64 = 24 * 60 * 60;

/// How often more is fetched: the last round goes back some eleven years
/// further than the first.
const ROUNDS: u32 = 7;

/// The same for the commit of the last digest: one that was not found within
/// two months before its week was not published by this program.
const DIGEST_ROUNDS: u32 = 4;

impl Session {
    /// Reads a snapshot. Where history is cut off before `since` (seconds
    /// since 1970), which it needs, as much is fetched and it is read again.
    ///
    /// Nobody is asked for anything; a person waits as long as for any look
    /// at the log, a program until the answer can be complete.
    pub(in crate::cli) fn read_whole(
        &self,
        log: &Log,
        since: i64,
        read: impl Fn() -> Result<Snapshot, StoreError>,
    ) -> anyhow::Result<Snapshot> {
        let incomplete = |snapshot: &Snapshot| snapshot.incomplete;
        self.read_deep(log, since, ROUNDS, incomplete, read)
    }

    /// Finds how the newest digest before `week` came into the log. Where
    /// history is cut off before that, as much is fetched as it can take: no
    /// digest is published before its week begins.
    pub(in crate::cli) fn last_digest(
        &self,
        log: &Log,
        tree: &LogTree<'_>,
        week: Period,
    ) -> anyhow::Result<Option<LastDigest>> {
        let Some(last) = tree.published()?.range(..week).next_back().copied() else {
            return Ok(None);
        };
        let since = Zone::UTC.start_of(last.first_day()).timestamp();
        let is_cut_off =
            |found: &Option<LastDigest>| found.is_none() && log.repository().is_shallow();
        self.read_deep(log, since, DIGEST_ROUNDS, is_cut_off, || {
            log.last_digest(tree, week)
        })
    }

    /// Reads something for which history may be cut off before `since`; as
    /// long as it `lacks` some, more is fetched, so many times at most.
    fn read_deep<T>(
        &self,
        log: &Log,
        since: i64,
        rounds: u32,
        lacks: impl Fn(&T) -> bool,
        read: impl Fn() -> Result<T, StoreError>,
    ) -> anyhow::Result<T> {
        let snapshot = read()?;
        let now = self.now().timestamp();
        let may_ask = log.last_contact().is_due(Duration::ZERO, now);
        if !lacks(&snapshot) || self.global.offline || !may_ask {
            return Ok(snapshot);
        }
        let Some(remote) = log.remote()? else {
            return Ok(snapshot);
        };
        let time = if self.streams.stdout_is_terminal() {
            PATIENCE
        } else {
            UNATTENDED
        };
        let hold = Hold::while_sending()?;
        let contact = Contact::unattended(time).until(hold.flag());
        let what = format!("receiving older history from {remote}");
        let progress = Progress::begin(&self.streams, &what, Pulse::Moving);
        let deepened = deepen(log, (since, rounds), &contact, snapshot, lacks, read);
        drop(progress);
        if hold.caught() {
            return Err(Failure::interrupted("interrupted").into());
        }
        let (snapshot, failure) = deepened?;
        if let Some(message) = failure {
            log.note_contact(false, now);
            for line in outcome::quote(&message) {
                self.streams.detail(&line);
            }
        }
        Ok(snapshot)
    }
}

/// Fetches more and reads again, until it is enough; returns the last
/// snapshot, and why no more could be fetched.
fn deepen<T>(
    log: &Log,
    (since, rounds): (i64, u32),
    contact: &Contact,
    mut snapshot: T,
    lacks: impl Fn(&T) -> bool,
    read: impl Fn() -> Result<T, StoreError>,
) -> Result<(T, Option<String>), StoreError> {
    let mut margin = MARGIN;
    for _ in 0..rounds {
        if !lacks(&snapshot) || contact.is_late() {
            break;
        }
        match log.deepen(since.saturating_sub(margin), contact)? {
            Deepened::Done => snapshot = read()?,
            Deepened::Off => break,
            Deepened::Unreachable(message) => return Ok((snapshot, Some(message))),
        }
        margin *= 4;
    }
    Ok((snapshot, None))
}
