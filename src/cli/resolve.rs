use super::args::ResolveArgs;
use super::failure::{Failure, Status};
use super::session::Session;
use super::show::find_one;
use super::sync::Parcel;
use crate::model::Team;
use crate::store::{Found, Log, LogTree, Resolution};

/// Runs `tidings resolve`.
pub(super) fn run(session: &Session, args: &ResolveArgs) -> anyhow::Result<Status> {
    let log = session.log_to_change()?;
    // What is to be closed may be known from elsewhere, and not be here yet.
    session.refresh(&log)?;
    let settings = log.repository().settings()?;
    let mut tree = log.tree()?;
    let mut team = tree.usable_team(log.branch())?;
    if !is_here(&log, &tree, &team, &args.item)? {
        session.refresh_now(&log)?;
        tree = log.tree()?;
        team = tree.usable_team(log.branch())?;
    }
    let me = session.require_me(&team, settings)?;
    let found = find_one(&log, &tree, &team, &args.item)?;
    let Found::Item { address, holder } = found else {
        return Err(
            Failure::usage(format!("'{}' is an update, not an item", args.item))
                .hint(format!(
                    "list open items with 'tidings show {}'",
                    found.address()
                ))
                .into(),
        );
    };
    let update = tree
        .update(&address.author, holder)?
        .and_then(|read| read.value);
    let section = update.as_ref().and_then(|update| {
        let mut items = update.items();
        let found = items.find(|(_, item)| update.address_of(item).as_ref() == Some(&address));
        found.map(|(section, _)| section)
    });
    if !section.is_some_and(crate::model::Section::has_ids) {
        let message =
            format!("{address} is neither a blocker, a question nor a plan, or is closed already");
        return Err(Failure::new(message)
            .hint(format!("look at it with 'tidings show {address}'"))
            .into());
    }
    let signer = Session::signer(settings)?;
    let text = args
        .text
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty());
    match log.resolve(&me.handle, &address, text, &signer)? {
        Resolution::Saved { saved, .. } => {
            session.streams.note(&format!(
                "resolved: {address}\n  show it: tidings show {address}"
            ));
            session.detail_saved(&saved);
            session.send(&log, &signer, &args.sending, &Parcel::of(Some(&saved)))
        }
        Resolution::Already => {
            session
                .streams
                .note(&format!("{address} was resolved already"));
            session.send(&log, &signer, &args.sending, &Parcel::of(None))
        }
    }
}

/// Returns whether an address leads to anything; one that makes no sense
/// leads nowhere else either.
fn is_here(log: &Log, tree: &LogTree<'_>, team: &Team, item: &str) -> anyhow::Result<bool> {
    let Ok(address) = item.parse() else {
        return Ok(true);
    };
    Ok(!log.find(tree, team, &address)?.is_empty())
}
