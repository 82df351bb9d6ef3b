//! Where a log's remote has its web pages.

use super::failure::Failure;
use super::session::Session;
use crate::forge::{Forge, Hosts, Place};
use crate::git::Settings;
use crate::store::Log;

/// The setting that says what a host is that is not known by its name.
const SETTING: &str = "tidings.forge";

impl Session {
    /// Returns where a remote of the log has its web pages, as far as its host
    /// is known.
    pub(super) fn place_of(&self, log: &Log, remote: &str) -> anyhow::Result<Option<Place>> {
        let repository = log.repository();
        let Some(url) = repository.remote_url(remote, true)? else {
            return Ok(None);
        };
        let hosts = self.hosts(repository.settings()?)?;
        Ok(Place::parse(&url, &hosts))
    }

    /// Returns what the user has said of hosts.
    fn hosts(&self, settings: &Settings) -> Result<Hosts, Failure> {
        let forge = settings.get(SETTING).map(str::parse::<Forge>);
        let named = |name| self.environment.text(name).map(str::to_owned);
        Ok(Hosts {
            forge: forge.transpose().map_err(|reason| {
                Failure::new(format!("the setting {SETTING} is none: {reason}"))
                    .hint(format!("git config {SETTING} github"))
            })?,
            github: named("GH_HOST"),
            gitlab: named("GITLAB_HOST"),
        })
    }
}
