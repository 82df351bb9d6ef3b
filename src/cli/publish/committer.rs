//! Who commits a digest.

use crate::cli::session::Session;
use crate::git::Settings;
use crate::store::Signer;
use crate::text;

impl Session {
    /// Returns who commits a digest: whoever git says, or on a build machine
    /// where git was told no address, the machine; that is said.
    pub(super) fn publisher(&self, settings: &Settings) -> anyhow::Result<Signer> {
        let Some(machine) = self.machine(settings)? else {
            return Self::signer(settings);
        };
        self.streams.note(&format!(
            "git was told no identity here, so {} commits the digest",
            text::terminal(&machine.committer.name)
        ));
        Ok(machine)
    }
}
