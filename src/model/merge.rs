use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Handle, Health, Item, ItemId, Period, Section, Update};

/// One of the two sides that are merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What was written here.
    Mine,
    /// What came from elsewhere.
    Theirs,
}

/// A part of an update that both sides changed, and not in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Which part.
    pub part: ClashPart,
    /// What it says here; `None` where it says nothing.
    pub mine: Option<String>,
    /// What it says there; `None` where it says nothing.
    pub theirs: Option<String>,
}

/// A part of an update that two sides can disagree about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClashPart {
    /// An item of a section.
    Item(Section),
    /// How the author judges the state of their work.
    Health,
    /// The free Markdown.
    Notes,
    /// The answer to one of the team's own sections, by key.
    Answer(String),
}

/// What came of merging two versions of an update.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Both versions as one; where they clash, the preferred one.
    pub update: Update,
    /// Where they clash.
    pub clashes: Vec<Clash>,
}

/// Merges two versions of one member's update for one period, given what both
/// come from; `None` where neither side had it before.
///
/// Items are known again by id and first period, those without an id by their
/// section and text; wherever an item has moved to, it stays one. What one
/// side alone changed, added or took out holds. An item that one side took out
/// and the other edited is a clash, and so are two different edits of one
/// property, of the notes, the health or an answer. A zone is never a clash:
/// it says where the update was written last, which is `mine`. Lists of names
/// and answers that are lists take what either side added and lose what either
/// took out.
#[must_use]
pub fn merge(base: Option<&Update>, mine: &Update, theirs: &Update, prefer: Side) -> Merged {
    if mine == theirs || base == Some(theirs) {
        return Merged::whole(mine);
    }
    if base == Some(mine) {
        return Merged::whole(theirs);
    }
    let empty = Update::new(mine.author.clone(), mine.period);
    // The same text gets the same id everywhere, so that an item is known
    // again where only one side has given it one.
    let with_ids = |update: &Update| {
        let mut update = update.clone();
        update.assign_ids();
        update
    };
    let base = with_ids(base.unwrap_or(&empty));
    Merger {
        mine: with_ids(mine),
        theirs: with_ids(theirs),
        base,
        prefer,
        clashes: Vec::new(),
    }
    .merge()
}

impl Merged {
    fn whole(update: &Update) -> Self {
        Self {
            update: update.clone(),
            clashes: Vec::new(),
        }
    }
}

/// By what an item is known again; the number tells apart those that are
/// alike in one update.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Id(Period, ItemId, usize),
    Text(Section, String, usize),
}

/// An item and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Placed {
    section: Section,
    item: Item,
}

struct Merger {
    base: Update,
    mine: Update,
    theirs: Update,
    prefer: Side,
    clashes: Vec<Clash>,
}

impl Merger {
    fn merge(mut self) -> Merged {
        let mut update = Update::new(self.mine.author.clone(), self.mine.period);
        let zones = [&self.base, &self.mine, &self.theirs].map(|side| side.time_zone.clone());
        let [base, mine, theirs] = &zones;
        update.time_zone = three_way(base, mine, theirs).unwrap_or(mine).clone();
        let healths = [&self.base, &self.mine, &self.theirs].map(|side| side.health);
        update.health = self.scalar(ClashPart::Health, healths, |health| {
            Health::as_str(*health).to_owned()
        });
        let notes = [&self.base, &self.mine, &self.theirs].map(|side| side.notes.clone());
        update.notes = self.scalar(ClashPart::Notes, notes, String::clone);
        self.merge_answers(&mut update);
        self.merge_items(&mut update);
        Merged {
            update,
            clashes: self.clashes,
        }
    }

    /// Merges what is one value; `show` says what a clash shows of it.
    fn scalar<T: Clone + PartialEq>(
        &mut self,
        part: ClashPart,
        [base, mine, theirs]: [Option<T>; 3],
        show: impl Fn(&T) -> String,
    ) -> Option<T> {
        if let Some(value) = three_way(&base, &mine, &theirs) {
            return value.clone();
        }
        self.clashes.push(Clash {
            part,
            mine: mine.as_ref().map(&show),
            theirs: theirs.as_ref().map(&show),
        });
        self.preferred(mine, theirs)
    }

    fn preferred<T>(&self, mine: T, theirs: T) -> T {
        match self.prefer {
            Side::Mine => mine,
            Side::Theirs => theirs,
        }
    }

    fn merge_answers(&mut self, update: &mut Update) {
        let sides = [&self.base, &self.mine, &self.theirs];
        let keys = sides.iter().flat_map(|side| side.answers.keys());
        let keys: BTreeSet<String> = keys.cloned().collect();
        for key in keys {
            let sides = [&self.base, &self.mine, &self.theirs];
            let answers = sides.map(|side| side.answers.get(&key).cloned());
            let answer = match &answers {
                [base, Some(Answer::List(mine)), Some(Answer::List(theirs))]
                    if !matches!(base, Some(Answer::Text(_))) =>
                {
                    let base = match base {
                        Some(Answer::List(texts)) => texts.as_slice(),
                        _ => &[],
                    };
                    Some(Answer::List(merge_lists(base, mine, theirs)))
                }
                _ => self.scalar(ClashPart::Answer(key.clone()), answers, Answer::to_string),
            };
            if let Some(answer) = answer {
                update.answers.insert(key, answer);
            }
        }
    }

    fn merge_items(&mut self, update: &mut Update) {
        let [base, mine, theirs] = [&self.base, &self.mine, &self.theirs].map(keyed);
        let places =
            |side: &[(Key, Placed)]| -> BTreeMap<Key, Placed> { side.iter().cloned().collect() };
        let (in_base, in_mine, in_theirs) = (places(&base), places(&mine), places(&theirs));
        // Their order, and each of mine behind the one that it stands behind.
        let mut order: Vec<Key> = theirs.iter().map(|(key, _)| key.clone()).collect();
        let mut at = 0;
        for (key, _) in &mine {
            match order.iter().position(|known| known == key) {
                Some(there) => at = there + 1,
                None => {
                    order.insert(at, key.clone());
                    at += 1;
                }
            }
        }
        for key in order {
            let sides = [&in_base, &in_mine, &in_theirs].map(|side| side.get(&key));
            if let Some(placed) = self.merge_item(sides) {
                update.section_mut(placed.section).push(placed.item);
            }
        }
    }

    fn merge_item(&mut self, [base, mine, theirs]: [Option<&Placed>; 3]) -> Option<Placed> {
        if let Some(found) = three_way(&base, &mine, &theirs) {
            return found.cloned();
        }
        let (placed, agreed) = match (mine, theirs) {
            (Some(mine), Some(theirs)) => {
                let (placed, agreed) = self.merge_properties(base, mine, theirs);
                (Some(placed), agreed)
            }
            (mine, theirs) => (self.preferred(mine, theirs).cloned(), false),
        };
        if !agreed {
            let section = mine.or(theirs).map_or(Section::Done, |side| side.section);
            let show = |side: Option<&Placed>| side.map(|side| side.item.text.clone());
            self.clashes.push(Clash {
                part: ClashPart::Item(section),
                mine: show(mine),
                theirs: show(theirs),
            });
        }
        placed
    }

    /// Merges two versions of one item; returns also whether they agree.
    fn merge_properties(
        &self,
        base: Option<&Placed>,
        mine: &Placed,
        theirs: &Placed,
    ) -> (Placed, bool) {
        // What was planned here and done there, between two posts, is done.
        let planned = match (mine.section, theirs.section) {
            (Section::Done, other) | (other, Section::Done) => Some(other),
            _ => None,
        };
        let nothing = Item::default();
        let (section, b) = match base {
            Some(base) => (Some(base.section), &base.item),
            None => (planned, &nothing),
        };
        let (m, t) = (&mine.item, &theirs.item);
        let mut agreed = true;
        let item = Item {
            id: m.id.clone(),
            since: m.since,
            text: self.property([&b.text, &m.text, &t.text], &mut agreed),
            project: self.property([&b.project, &m.project, &t.project], &mut agreed),
            task: self.property([&b.task, &m.task, &t.task], &mut agreed),
            due: self.property([&b.due, &m.due, &t.due], &mut agreed),
            needs: merge_lists::<Handle>(&b.needs, &m.needs, &t.needs),
            to: merge_lists::<Handle>(&b.to, &m.to, &t.to),
        };
        let sections = [&section, &Some(mine.section), &Some(theirs.section)];
        let section = self.property(sections, &mut agreed);
        let section = section.unwrap_or(mine.section);
        (Placed { section, item }, agreed)
    }

    fn property<T: Clone + PartialEq>(
        &self,
        [base, mine, theirs]: [&T; 3],
        agreed: &mut bool,
    ) -> T {
        let found = three_way(base, mine, theirs);
        *agreed &= found.is_some();
        found
            .unwrap_or_else(|| self.preferred(mine, theirs))
            .clone()
    }
}

/// Returns what three versions come to; `None` when both sides changed it, and
/// not in the same way.
fn three_way<'v, T: PartialEq>(base: &'v T, mine: &'v T, theirs: &'v T) -> Option<&'v T> {
    if mine == theirs || base == theirs {
        Some(mine)
    } else if base == mine {
        Some(theirs)
    } else {
        None
    }
}

/// Merges lists: theirs, less what is no longer in mine, and what mine has
/// more; of several that are alike each counts for itself.
fn merge_lists<T: Clone + Eq>(base: &[T], mine: &[T], theirs: &[T]) -> Vec<T> {
    let mut removed = without(base, mine);
    let mut merged = Vec::new();
    for value in theirs {
        match removed.iter().position(|gone| gone == value) {
            Some(at) => drop(removed.remove(at)),
            None => merged.push(value.clone()),
        }
    }
    let added = without(mine, base);
    // What both added is there once.
    merged.extend(without(&added, &without(theirs, base)));
    merged
}

/// Returns the values of a list that another does not have, each as often as
/// it has it more often.
fn without<T: Clone + Eq>(values: &[T], other: &[T]) -> Vec<T> {
    let mut other: Vec<&T> = other.iter().collect();
    let mut left = Vec::new();
    for value in values {
        match other.iter().position(|known| *known == value) {
            Some(at) => drop(other.remove(at)),
            None => left.push(value.clone()),
        }
    }
    left
}

/// Returns the items of an update by what they are known by, in writing order.
fn keyed(update: &Update) -> Vec<(Key, Placed)> {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    let mut keyed = Vec::new();
    for (section, item) in update.items() {
        let key = |number| match &item.id {
            Some(id) => Key::Id(item.first_period(update.period), id.clone(), number),
            None => Key::Text(section, item.text.clone(), number),
        };
        let count = seen.entry(key(0)).or_default();
        let placed = Placed {
            section,
            item: item.clone(),
        };
        keyed.push((key(*count), placed));
        *count += 1;
    }
    keyed
}

#[cfg(test)]
mod tests;
