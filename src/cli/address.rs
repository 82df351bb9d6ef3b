//! What the addresses that people type lead to.

use super::failure::Failure;
use crate::model::{Address, ReplyAddress, Team, nearest};
use crate::store::{Found, Log, LogTree};

/// How many things that an address could mean are listed.
const LISTED: usize = 12;

/// Reads an address.
pub(super) fn parse(text: &str) -> Result<Address, Failure> {
    text.parse()
        .map_err(|error| Failure::usage(format!("{error}")))
}

/// Finds what an address leads to; nothing is an error, and so are several
/// items or replies that share a short address.
pub(super) fn find(
    log: &Log,
    tree: &LogTree<'_>,
    team: &Team,
    text: &str,
    address: &Address,
) -> anyhow::Result<Vec<Found>> {
    let found = log.find(tree, team, address)?;
    if found.is_empty() {
        return Err(nothing_at(tree, team, text).into());
    }
    let is_update = |found: &Found| matches!(found, Found::Update { .. });
    if found.len() > 1 && !found.iter().all(is_update) {
        return Err(ambiguous(text, &found).into());
    }
    Ok(found)
}

/// Finds the one thing that an address leads to.
pub(super) fn find_one(
    log: &Log,
    tree: &LogTree<'_>,
    team: &Team,
    text: &str,
) -> anyhow::Result<Found> {
    let mut found = find(log, tree, team, text, &parse(text)?)?;
    if found.len() > 1 {
        return Err(ambiguous(text, &found).into());
    }
    Ok(found.remove(0))
}

fn ambiguous(text: &str, found: &[Found]) -> Failure {
    let kind = match found[0] {
        Found::Update { .. } => "updates",
        Found::Item { .. } => "items",
        Found::Reply { .. } => "replies",
    };
    let mut all: Vec<String> = found.iter().take(LISTED).map(Found::address).collect();
    if found.len() > LISTED {
        all.push(format!("or {} more", found.len() - LISTED));
    }
    Failure::usage(format!("'{text}' fits {} {kind}", found.len()))
        .hint(format!("name one of {}", all.join(", ")))
}

/// Makes the error for an address that leads nowhere, with what may have been
/// meant.
fn nothing_at(tree: &LogTree<'_>, team: &Team, text: &str) -> Failure {
    let failure = Failure::new(format!("there is nothing at '{text}'"));
    let word = text.rsplit('/').next().unwrap_or(text);
    // What cannot be read suggests nothing.
    let names = tree.recent_names().unwrap_or_default();
    let meant = match word.strip_prefix(ReplyAddress::MARK) {
        Some(name) if name.len() < LogTree::SHORTEST_NAME => {
            let least = LogTree::SHORTEST_NAME;
            return failure.hint(format!("write at least {least} digits of the reply's name"));
        }
        Some(_) => {
            let length = word.len();
            let starts = names.iter().filter_map(|name| name.get(..length));
            nearest(
                word,
                starts.filter(|start| start.starts_with(ReplyAddress::MARK)),
            )
        }
        None => {
            let handles = team.members.iter().map(|member| member.handle.as_str());
            nearest(word, names.iter().map(String::as_str).chain(handles))
        }
    };
    failure.hint(match meant {
        Some(name) => format!("did you mean '{name}'? look at it with 'tidings show {name}'"),
        None => "see what there is with 'tidings log'".to_owned(),
    })
}
