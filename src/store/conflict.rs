use crate::git::Commit;
use crate::model::{Clash, Handle, Period};

/// A commit that could not be merged with what others did, and waits for
/// somebody to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The name by which it waits: `refs/tidings/conflict/<id>`.
    pub id: String,
    /// The commit, as it was made.
    pub commit: Commit,
    /// The update that it posts, where it is a post.
    pub update: Option<(Handle, Period)>,
    /// The files that are in the way.
    pub paths: Vec<String>,
    /// Where the two versions of the update clash.
    pub clashes: Vec<Clash>,
}
