use super::Workshop;
use super::{content, file, identity, machinery, output, request};

/// Something that a pull request may try.
pub(super) struct Attack {
    /// What `docs/security.md` calls it.
    pub(super) name: &'static str,
    /// What comes of it.
    pub(super) verdict: Verdict,
    /// Makes it.
    pub(super) build: fn(&Workshop) -> Request,
}

/// What comes of an attack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A rule finds it, as an error.
    Caught(&'static str),
    /// A rule shows it to whoever reviews, as a warning.
    Shown(&'static str),
    /// The check itself fails, and says why: nothing passes.
    Refused,
    /// Nothing comes of it.
    Harmless,
}

/// A pull request: its last commit, and what it is against.
pub(super) struct Request {
    pub(super) head: String,
    pub(super) base: String,
}

impl Attack {
    /// Returns every attack, by kin.
    pub(super) fn all() -> Vec<&'static Self> {
        let kin = [
            identity::ATTACKS,
            output::ATTACKS,
            content::ATTACKS,
            file::ATTACKS,
            machinery::ATTACKS,
            request::ATTACKS,
        ];
        kin.into_iter().flatten().collect()
    }
}

impl Workshop {
    /// Makes a request out of a change, against the log.
    pub(super) fn request(&self, change: super::workshop::Change) -> Request {
        let head = self.commit(change);
        self.request_of(&head)
    }

    /// Makes a request out of a commit, against the log.
    pub(super) fn request_of(&self, head: &str) -> Request {
        Request {
            head: head.to_owned(),
            base: self.base.clone(),
        }
    }
}
