//! What the CI of a forge says is to be checked.

use crate::cli::failure::Failure;
use crate::forge::CiRun;
use crate::git::{Contact, ObjectId, Repository};
use crate::store::Log;

/// Returns the commit that a run checks.
pub(super) fn head(run: &CiRun) -> Option<ObjectId> {
    object(run.head.as_deref())
}

/// Returns where the branch is that the commit is to go into: as the run says,
/// or else as the remote does.
///
/// Without it a request would be judged by nothing but its own team file, so
/// that is refused; a branch that is pushed may well be the first.
pub(super) fn target(
    run: &CiRun,
    log: &Log,
    contact: Option<&Contact>,
) -> anyhow::Result<Option<ObjectId>> {
    if let Some(base) = object(run.base.as_deref()) {
        return Ok(Some(base));
    }
    let named = run
        .target
        .as_deref()
        .filter(|name| Repository::is_branch_name(name));
    if let (Some(branch), Some(remote)) = (named, log.remote()?) {
        let repository = log.repository();
        // A remote that cannot be asked leaves what was fetched of it.
        let asked = contact.and_then(|it| repository.remote_branch(&remote, branch, it).ok());
        if let Some(tip) = asked.flatten() {
            return Ok(Some(tip));
        }
        let known = repository.ref_tip(&format!("refs/remotes/{remote}/{branch}"))?;
        if known.is_some() {
            return Ok(known);
        }
    }
    let common = object(run.common.as_deref());
    if common.is_none() && run.is_request {
        let what = run.forge.request();
        return Err(Failure::new(format!(
            "nothing here says which commit the {what} is to go into"
        ))
        .hint("name it: tidings check --base origin/BRANCH")
        .into());
    }
    Ok(common)
}

fn object(id: Option<&str>) -> Option<ObjectId> {
    ObjectId::parse(id?).ok()
}
