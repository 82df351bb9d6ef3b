//! The default branch, where it is not the log's.

use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::cli::sync::quote;
use crate::git::{ObjectId, Pushed};
use crate::store::{Log, Signer, StoreError};

/// The branch on which files for the default branch wait for a review.
const BRANCH: &str = "tidings-ci";

/// The default branch of the repository, as far as it is another one than the
/// log's.
pub(super) struct DefaultBranch {
    pub(super) name: String,
    pub(super) tip: ObjectId,
}

impl DefaultBranch {
    /// Finds it: at the remote, or here where nothing is to be sent.
    pub(super) fn find(
        session: &Session,
        log: &Log,
        remote: Option<&str>,
    ) -> anyhow::Result<Option<Self>> {
        let repository = log.repository();
        let name = match remote {
            Some(remote) => repository.ask_default_branch(remote, &session.patient_contact())?,
            None => repository.default_branch()?,
        };
        let Some(name) = name.filter(|name| name != log.branch()) else {
            return Ok(None);
        };
        let tip = match remote {
            Some(remote) => {
                let contact = session.patient_contact();
                Some(repository.fetch_branch(remote, &name, &contact)?)
            }
            None => repository.branch_tip(&name)?,
        };
        Ok(tip.map(|tip| Self { name, tip }))
    }

    /// Puts files onto a branch for it, and sends that.
    pub(super) fn offer(
        &self,
        session: &Session,
        log: &Log,
        files: &[(String, String)],
        signer: &Signer,
        remote: Option<&str>,
    ) -> anyhow::Result<Status> {
        let subject = "Publish the team's digests by tidings";
        let contact = session.patient_contact();
        let to = remote.map(|remote| (remote, &contact));
        let offer = log
            .offer_files(self.tip, BRANCH, files, subject, signer, to)
            .map_err(|error| occupied(error, remote))?;
        let (streams, name) = (&session.streams, &self.name);
        match &offer.pushed {
            None if offer.waited => {
                let remote = remote.unwrap_or_default();
                streams.note(&format!(
                    "the digest runs from '{name}' alone: it waits on branch '{BRANCH}' of \
                     {remote}, to be reviewed and merged"
                ));
                self.show_page(session, log, remote)?;
                Ok(Status::Done)
            }
            Some(Pushed::Accepted) => {
                let remote = remote.unwrap_or_default();
                streams.note(&format!(
                    "the digest runs from '{name}' alone: sent it to {remote} on branch \
                     '{BRANCH}', to be reviewed and merged"
                ));
                self.show_page(session, log, remote)?;
                Ok(Status::Done)
            }
            None => {
                streams.note(&format!(
                    "the digest runs from '{name}' alone: it waits on branch '{BRANCH}'\n  \
                     merge it there: git merge {BRANCH}"
                ));
                Ok(Status::Done)
            }
            Some(
                Pushed::Moved { message, .. }
                | Pushed::Refused { message }
                | Pushed::Unanswered { message, .. },
            ) => {
                streams.tell(&format!("'{BRANCH}' is saved here, and was not sent:"));
                for line in quote(message) {
                    streams.tell(&format!("  {line}"));
                }
                let remote = remote.unwrap_or("origin");
                streams.hint(&format!("git push {remote} {BRANCH}"));
                Ok(Status::Unsent)
            }
        }
    }

    /// Says where a request for the branch is opened.
    fn show_page(&self, session: &Session, log: &Log, remote: &str) -> anyhow::Result<()> {
        let place = session.place_of(log, remote)?;
        let title = "Publish the team's digests";
        let page = place.and_then(|place| place.request_address(&self.name, BRANCH, title));
        match page {
            Some(page) => session.print(&format!("{page}\n")),
            None => Ok(()),
        }
    }
}

/// Says how a branch that is in the way is done away with.
fn occupied(error: StoreError, remote: Option<&str>) -> anyhow::Error {
    match (error, remote) {
        (error @ StoreError::Occupied(_), Some(remote)) => Failure::new(error.to_string())
            .hint(format!(
                "merge it at {remote} first; or delete it and run this again: \
                 git push {remote} --delete {BRANCH}"
            ))
            .into(),
        (error, _) => error.into(),
    }
}
