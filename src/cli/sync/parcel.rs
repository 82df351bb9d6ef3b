use crate::git::ObjectId;
use crate::store::{Posted, Saved};

/// What a command has saved and is about to send.
#[derive(Clone, Debug)]
pub(in crate::cli) struct Parcel {
    /// What is said once the remote has it, such as `sent`.
    pub(super) said: String,
    /// The commit; `None` where there was nothing new to save.
    pub(super) commit: Option<ObjectId>,
    /// The file to look at once it is there.
    pub(super) path: Option<String>,
    /// What it is, as far as it matters where it is refused.
    pub(super) content: Content,
}

/// What kind of change a parcel holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Digests.
    Digest,
    /// Files of the log that nobody posted.
    Files,
    /// A post, or anything else.
    Other,
}

impl Parcel {
    /// Takes a post.
    pub(in crate::cli) fn post(posted: &Posted) -> Self {
        let period = posted.update.period.describe();
        Self {
            said: format!("posted: {period}"),
            path: Some(posted.path.clone()),
            ..Self::of(posted.saved.as_ref())
        }
    }

    /// Takes a post that is proposed.
    pub(in crate::cli) fn proposal(posted: &Posted) -> Self {
        let period = posted.update.period.describe();
        Self {
            said: format!("proposed: {period}"),
            ..Self::of(posted.saved.as_ref())
        }
    }

    /// Takes digests of these weeks.
    pub(in crate::cli) fn digest(saved: &Saved, weeks: &[String]) -> Self {
        Self {
            said: format!("published: {}", weeks.join(", ")),
            path: saved.paths.first().cloned(),
            content: Content::Digest,
            ..Self::of(Some(saved))
        }
    }

    /// Takes files that nobody posted, such as workflows.
    pub(in crate::cli) fn files(saved: &Saved) -> Self {
        Self {
            content: Content::Files,
            ..Self::of(Some(saved))
        }
    }

    /// Takes a proposal that was saved before.
    pub(in crate::cli) fn proposed(name: &str, tip: ObjectId) -> Self {
        Self {
            said: format!("proposed: {name}"),
            commit: Some(tip),
            ..Self::of(None)
        }
    }

    /// Takes any other change, if there was one.
    pub(in crate::cli) fn of(saved: Option<&Saved>) -> Self {
        Self {
            said: "sent".to_owned(),
            commit: saved.map(|saved| saved.commit),
            path: None,
            content: Content::Other,
        }
    }
}
