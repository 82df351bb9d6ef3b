//! Who commits a digest.

use crate::cli::session::Session;
use crate::git::{Settings, Stamp};
use crate::store::Signer;
use crate::text;

/// The variables by which build machines are known, with the name and address
/// under which their forge itself commits.
const ROBOTS: [(&str, &str, &str); 2] = [
    (
        "GITHUB_ACTIONS",
        "github-actions[bot]",
        "41898282+github-actions[bot]@users.noreply.github.com",
    ),
    ("GITLAB_CI", "gitlab-ci", "gitlab-ci@noreply.gitlab.com"),
];

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

    /// Returns the identity of the build machine, where this is one and git
    /// was told no other.
    pub(in crate::cli) fn machine(&self, settings: &Settings) -> anyhow::Result<Option<Signer>> {
        let told = ["user.email", "author.email", "committer.email"];
        let is_told = told.iter().any(|key| settings.get(key).is_some())
            || self.environment.has("GIT_AUTHOR_EMAIL")
            || self.environment.has("GIT_COMMITTER_EMAIL");
        let found = ROBOTS
            .iter()
            .find(|(variable, ..)| self.environment.has(variable));
        let Some((_, name, email)) = found.filter(|_| !is_told) else {
            return Ok(None);
        };
        let stamp = Stamp {
            name: (*name).to_owned(),
            email: (*email).to_owned(),
            seconds: self.now().timestamp(),
            offset_minutes: 0,
        };
        Ok(Some(Signer {
            author: stamp.clone(),
            committer: stamp,
            sign: settings.sign_commits()?,
            durability: settings.durability(),
        }))
    }
}
