//! The job of CI that the program runs in, where it does.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::session::Session;
use crate::forge::{CiRun, Forge};
use crate::git::{Settings, Stamp};
use crate::store::Signer;

/// How many bytes of what an event is are read; the largest are some hundred
/// thousand.
const MAX_EVENT: u64 = 16 << 20;

impl Session {
    /// Returns the run of CI that this is, if it is one.
    pub(super) fn ci_run(&self) -> Option<CiRun> {
        let event = self.environment.path(CiRun::EVENT);
        let event = event.and_then(|path| read_event(&path));
        let variable = |name: &str| self.environment.text(name).map(str::to_owned);
        CiRun::read(variable, event.as_deref())
    }

    /// Returns the identity of the build machine, where this is one and git
    /// was told no other.
    pub(super) fn machine(&self, settings: &Settings) -> anyhow::Result<Option<Signer>> {
        let told = ["user.email", "author.email", "committer.email"];
        let is_told = told.iter().any(|key| settings.get(key).is_some())
            || self.environment.has("GIT_AUTHOR_EMAIL")
            || self.environment.has("GIT_COMMITTER_EMAIL");
        let Some(run) = self.ci_run().filter(|_| !is_told) else {
            return Ok(None);
        };
        let (name, email) = robot(run.forge);
        let stamp = Stamp {
            name: name.to_owned(),
            email: email.to_owned(),
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

/// Returns the name and address under which a forge itself commits in a job.
const fn robot(forge: Forge) -> (&'static str, &'static str) {
    match forge {
        Forge::GitHub => (
            "github-actions[bot]",
            "41898282+github-actions[bot]@users.noreply.github.com",
        ),
        Forge::GitLab => ("gitlab-ci", "gitlab-ci@noreply.gitlab.com"),
    }
}

/// Reads what the event is; a run whose event cannot be read is one that knows
/// less.
fn read_event(path: &Path) -> Option<String> {
    let mut text = String::new();
    let file = File::open(path).ok()?;
    file.take(MAX_EVENT).read_to_string(&mut text).ok()?;
    Some(text)
}
