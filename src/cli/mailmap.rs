//! Who goes by which addresses, by the `.mailmap` of the log and of the
//! repository around.

use super::session::Session;
use crate::format::Mailmap;
use crate::git::Repository;
use crate::model::{Member, Team};
use crate::store::Located;

/// The name of the file, at the top of a repository.
const NAME: &str = ".mailmap";

/// Reads both files, as far as they are there and can be read; the log's
/// counts more. Neither must be there to find out who somebody is.
pub(super) fn read(session: &Session) -> Mailmap {
    let mut all = around(session).unwrap_or_default();
    if let Ok(Located::Log(log)) = session.locate()
        && let Ok(tree) = log.tree()
        && let Ok(Some(text)) = tree.text(NAME)
    {
        all.extend(Mailmap::parse(&text));
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
    let path = repository.work_dir()?.join(NAME);
    let text = std::fs::read(path).ok()?;
    Some(Mailmap::parse(&String::from_utf8_lossy(&text)))
}

/// Returns the member who goes by the same address as whoever commits with
/// this name and address.
pub(super) fn member<'t>(
    mailmap: &Mailmap,
    team: &'t Team,
    name: &str,
    email: &str,
) -> Option<&'t Member> {
    if mailmap.is_empty() {
        return None;
    }
    let (_, proper) = mailmap.resolve(name, email);
    let known = |email: &String| {
        let (_, other) = mailmap.resolve("", email);
        other.eq_ignore_ascii_case(&proper)
    };
    team.member_by_email(&proper).or_else(|| {
        let mut members = team.members.iter();
        members.find(|member| member.emails.iter().any(known))
    })
}
