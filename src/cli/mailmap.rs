//! Who goes by which addresses, by the `.mailmap` of the log and of the
//! repository around.

use super::session::Session;
use crate::format::{MAILMAP_PATH, Mailmap};
use crate::git::Repository;
use crate::store::Located;

/// Reads both files, as far as they are there and can be read; the log's
/// counts more. Neither must be there to find out who somebody is.
pub(super) fn read(session: &Session) -> Mailmap {
    let mut all = around(session).unwrap_or_default();
    if let Ok(Located::Log(log)) = session.locate()
        && let Ok(tree) = log.tree()
    {
        all.extend(tree.mailmap());
    }
    all
}

fn around(session: &Session) -> Option<Mailmap> {
    let found = Repository::discover(&session.directory(), session.program.clone());
    let repository = found.ok()?;
    of_work_tree(&repository)
}

/// Reads the file that lies in the work tree of a repository.
pub(super) fn of_work_tree(repository: &Repository) -> Option<Mailmap> {
    let path = repository.work_dir()?.join(MAILMAP_PATH);
    let text = std::fs::read(path).ok()?;
    Some(Mailmap::parse(&String::from_utf8_lossy(&text)))
}
