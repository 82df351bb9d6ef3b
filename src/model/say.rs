use std::collections::BTreeSet;

use super::{Answer, Item, ItemAddress, Section, Update};

/// Adds what is `said` to an update of the same author for the same period.
///
/// What stands there word for word is not said twice, so that a post that is
/// made again changes nothing; only an item in `closed`, which replies have
/// resolved, can be said anew.
pub(super) fn say(update: &mut Update, said: &Update, closed: &BTreeSet<ItemAddress>) {
    let before = update.clone();
    for (section, item) in said.items() {
        if !is_said(&before, section, item, closed) {
            put(update, section, item);
        }
    }
    update.notes = match (update.notes.take(), said.notes.clone()) {
        (Some(old), Some(new)) => Some(join_notes(old, &new)),
        (old, new) => new.or(old),
    };
    update.health = said.health.or(update.health);
    for (key, answer) in &said.answers {
        let joined = match (update.answers.remove(key), answer) {
            (Some(Answer::List(mut old)), Answer::List(new)) => {
                let unsaid = new.iter().filter(|text| !old.contains(text));
                let unsaid: Vec<String> = unsaid.cloned().collect();
                old.extend(unsaid);
                Answer::List(old)
            }
            (Some(Answer::Text(old)), Answer::Text(new)) => Answer::Text(join_notes(old, new)),
            (_, answer) => answer.clone(),
        };
        update.answers.insert(key.clone(), joined);
    }
    update.time_zone = said.time_zone.clone().or(update.time_zone.take());
}

/// Returns whether `update` says just what a new `item` does.
fn is_said(update: &Update, section: Section, item: &Item, closed: &BTreeSet<ItemAddress>) -> bool {
    let bare = |item: &Item| Item {
        id: None,
        since: None,
        ..item.clone()
    };
    let stands = |known: &Item| {
        let address = update.address_of(known);
        bare(known) == bare(item) && !address.is_some_and(|address| closed.contains(&address))
    };
    item.id.is_none() && update.section(section).iter().any(stands)
}

/// Puts an item into a section. One that the update has already, by its
/// address, is said anew in its place, or moves here from where it stood.
fn put(update: &mut Update, section: Section, item: &Item) {
    if let Some(address) = update.address_of(item) {
        let holds = |update: &Update, section| {
            let mut items = update.section(section).iter();
            items.position(|known| update.address_of(known).as_ref() == Some(&address))
        };
        if let Some(index) = holds(update, section) {
            update.section_mut(section)[index] = item.clone();
            return;
        }
        for other in Section::ALL {
            if let Some(index) = holds(update, other) {
                update.section_mut(other).remove(index);
            }
        }
    }
    update.section_mut(section).push(item.clone());
}

/// Puts new notes below the old ones, unless they stand there already.
fn join_notes(old: String, new: &str) -> String {
    let (above, below) = (old.trim_end(), new.trim_end());
    if below.is_empty() || above == below || above.ends_with(&format!("\n\n{below}")) {
        return old;
    }
    match below.strip_prefix(above) {
        Some(rest) if rest.starts_with('\n') => new.to_owned(),
        _ => format!("{above}\n\n{new}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(texts: &[&str], notes: Option<&str>) -> Update {
        let ada = "ada".parse().expect("a handle");
        let mut update = Update::new(ada, "2026-11-23".parse().expect("a period"));
        update.blockers = texts.iter().map(|text| Item::new(*text)).collect();
        update.notes = notes.map(str::to_owned);
        update
    }

    #[test]
    fn what_stands_there_is_not_said_twice_unless_it_is_closed() {
        let mut stored = update(&["one"], None);
        stored.assign_ids();
        let mut again = stored.clone();
        say(&mut again, &update(&["one"], None), &BTreeSet::new());
        assert_eq!(again, stored);
        let closed: BTreeSet<_> = stored.address_of(&stored.blockers[0]).into_iter().collect();
        say(&mut again, &update(&["one"], None), &closed);
        assert_eq!(again.blockers.len(), 2);
        // What is said twice in one breath is meant twice.
        say(&mut again, &update(&["two", "two"], None), &BTreeSet::new());
        assert_eq!(again.blockers.len(), 4);
        let mut other = update(&["one"], None);
        other.blockers[0].project = Some("webhooks".to_owned());
        say(&mut again, &other, &BTreeSet::new());
        assert_eq!(again.blockers.len(), 5);
    }

    #[test]
    fn notes_are_joined_once() {
        for (old, new, want) in [
            (None, Some("a"), Some("a")),
            (Some("a"), None, Some("a")),
            (Some("a\n"), Some("b"), Some("a\n\nb")),
            (Some("a\n"), Some("a"), Some("a\n")),
            (Some("a\n\nb\n"), Some("b"), Some("a\n\nb\n")),
            (Some("a"), Some("a\n\nb"), Some("a\n\nb")),
            (Some("a"), Some("ab"), Some("a\n\nab")),
            (Some("a"), Some(""), Some("a")),
        ] {
            let mut stored = update(&[], old);
            say(&mut stored, &update(&[], new), &BTreeSet::new());
            assert_eq!(stored.notes.as_deref(), want, "{old:?} and {new:?}");
        }
    }
}
