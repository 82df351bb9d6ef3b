//! Makes a part of the team file say something else, and leaves the rest.

use super::team_span::{
    ABSENCE_KEYS, MOVE_KEYS, absence_fields, move_fields, read_absence, read_move,
};
use super::team_writer::{Field, Fields, flow_field, flow_map, push_field, push_fields};
use super::yaml::{
    Document, Node, Pair, Patch, Reader, Tangle, Value, format_inline, parse_weekday, push_spaces,
    push_value,
};
use crate::model::weekday_key;

/// Changes to a team file.
pub(super) struct TeamPatch<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) patch: Patch<'a>,
}

/// An entry of a list, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Text(String),
    Map(Fields),
}

impl<'a> TeamPatch<'a> {
    pub(super) const fn new(document: &'a Document<'a>) -> Self {
        Self {
            document,
            patch: Patch::new(document),
        }
    }

    /// Makes a map that says `old` say `new`. Keys that both have alike are
    /// not touched, and neither are those that neither knows.
    pub(super) fn set_map(
        &mut self,
        node: &'a Node<'a>,
        old: &[(&'static str, Field)],
        new: &[(&'static str, Field)],
        order: &[&str],
    ) -> Result<(), Tangle> {
        let Value::Map { pairs, flow } = &node.value else {
            return Err(Tangle);
        };
        let changed = |key: &&&str| value_of(old, key) != value_of(new, key);
        let pair_of = |key: &str| pairs.iter().find(|pair| pair.key.text() == Some(key));
        let mut goes = vec![false; pairs.len()];
        for key in order.iter().filter(changed) {
            match (pair_of(key), value_of(new, key)) {
                (None, None) => {}
                (None, Some(field)) if *flow => {
                    let text = format!("{key}: {}", flow_field(field));
                    self.patch.push_flow(node, &text);
                }
                (None, Some(field)) => self.insert(pairs, key, field, order)?,
                (Some(pair), Some(field)) => {
                    self.set_value(pair, value_of(old, key), field, *flow)?;
                }
                (Some(pair), None) if *flow => {
                    let index = pairs.iter().position(|other| std::ptr::eq(other, pair));
                    goes[index.ok_or(Tangle)?] = true;
                }
                (Some(pair), None) => self.remove(pair)?,
            }
        }
        if goes.contains(&true) {
            self.patch.cut_flow(self.document, node, &goes)?;
        }
        Ok(())
    }

    /// Puts a key in behind the last one that comes before it in order.
    fn insert(
        &mut self,
        pairs: &[Pair<'_>],
        key: &str,
        field: &Field,
        order: &[&str],
    ) -> Result<(), Tangle> {
        let place = order.iter().position(|known| *known == key);
        let earlier = &order[..place.unwrap_or_default()];
        let is_earlier = |pair: &&Pair<'_>| pair.key.text().is_some_and(|k| earlier.contains(&k));
        let before = pairs.iter().rfind(is_earlier).or(pairs.last());
        let at = self.patch.end_of(before.ok_or(Tangle)?);
        let mut text = String::new();
        push_field(&mut text, key, field, pairs[0].key.place.column - 1);
        self.patch.put(at..at, text);
        Ok(())
    }

    /// Takes a key out with its lines. Where a comment stands between them, a
    /// list is emptied around it, and anything else stays as it is.
    fn remove(&mut self, pair: &'a Pair<'a>) -> Result<(), Tangle> {
        let inner = pair.key.span.end..pair.value.span.end.max(pair.key.span.end);
        if !self.document.has_comment_in(&inner) {
            let lines = self.patch.lines_of(pair)?;
            self.patch.put(lines, "");
            return Ok(());
        }
        match &pair.value.value {
            Value::List { items, flow: false } => {
                let key = pair.key.text().unwrap_or_default();
                let old: Vec<Option<Entry>> = items
                    .iter()
                    .map(|node| self.read_entry(key, node))
                    .collect();
                self.patch.set_list(pair, &old, &[], 0, &push_entry)
            }
            _ => Err(Tangle),
        }
    }

    fn set_value(
        &mut self,
        pair: &'a Pair<'a>,
        old: Option<&Field>,
        new: &Field,
        in_flow: bool,
    ) -> Result<(), Tangle> {
        match (&pair.value.value, old, new) {
            (Value::Map { pairs, .. }, Some(Field::Map(old)), Field::Map(new))
                if !pairs.is_empty() =>
            {
                let mut order: Vec<&str> = new.iter().map(|(key, _)| *key).collect();
                order.extend(old.iter().map(|(key, _)| *key).filter(|key| {
                    // A key that goes stands where it stands.
                    value_of(new, key).is_none()
                }));
                self.set_map(&pair.value, old, new, &order)
            }
            (Value::List { flow, .. }, _, Field::List(_) | Field::Words(_) | Field::Maps(_)) => {
                self.set_entries(pair, *flow, in_flow, new)
            }
            _ => self.replace(pair, new, in_flow),
        }
    }

    /// Replaces a value as a whole, unless a comment within it would go.
    fn replace(&mut self, pair: &Pair<'_>, new: &Field, in_flow: bool) -> Result<(), Tangle> {
        let source = self.document.source;
        let old = &source[pair.value.span.clone()];
        if self.document.has_comment_in(&pair.value.span) {
            return Err(Tangle);
        }
        let lines = self.patch.lines_of(pair);
        let one_line = match new {
            Field::Text(text) if !in_flow && !text.contains('\n') => Some(format_inline(text)),
            Field::Text(_) if !in_flow => None,
            Field::Plain(_) | Field::Words(_) | Field::Text(_) => Some(flow_field(new)),
            // What stands in lines of its own takes the comment of the key's.
            _ if in_flow => Some(flow_field(new)),
            _ => {
                let commented = lines
                    .as_ref()
                    .is_ok_and(|lines| self.document.has_comment_in(lines));
                (commented || lines.is_err()).then(|| flow_field(new))
            }
        };
        match one_line {
            Some(text) if pair.value.is_absent() => {
                let at = self.patch.after_colon(pair)?;
                self.patch.put(at..at, format!(" {text}"));
            }
            Some(text) if !old.contains('\n') || in_flow => {
                self.patch.put(pair.value.span.clone(), text);
            }
            _ => {
                let mut text = String::new();
                let key = pair.key.text().unwrap_or_default();
                push_field(&mut text, key, new, pair.key.place.column - 1);
                self.patch.replace_entry(pair, text)?;
            }
        }
        Ok(())
    }

    /// Makes a list hold these entries; those that stay are not touched.
    fn set_entries(
        &mut self,
        pair: &'a Pair<'a>,
        flow: bool,
        in_flow: bool,
        new: &Field,
    ) -> Result<(), Tangle> {
        let Value::List { items, .. } = &pair.value.value else {
            return Err(Tangle);
        };
        let key = pair.key.text().unwrap_or_default();
        let old: Vec<Option<Entry>> = items
            .iter()
            .map(|node| self.read_entry(key, node))
            .collect();
        let new = entries(new);
        if let Some((node, was, is)) = changed_map(items, &old, &new) {
            let order: &[&str] = match key {
                "absences" => &ABSENCE_KEYS,
                _ => &MOVE_KEYS,
            };
            return self.set_map(node, was, is, order);
        }
        if !flow && !items.is_empty() {
            let dash = pair.key.place.column + 1;
            return self.patch.set_list(pair, &old, &new, dash, &push_entry);
        }
        // A part that cannot be read stays where it is.
        let stays = |entry: &&Option<Entry>| entry.as_ref().is_none_or(|e| new.contains(e));
        let kept: Vec<Entry> = old.iter().filter(stays).flatten().cloned().collect();
        if kept.is_empty() || !new.starts_with(&kept) {
            let readable = old.iter().all(Option::is_some);
            if !readable || self.document.has_comment_in(&pair.value.span) {
                return Err(Tangle);
            }
            let texts: Vec<String> = new.iter().map(flow_entry).collect();
            let text = format!("[{}]", texts.join(", "));
            self.patch.put(pair.value.span.clone(), text);
            return Ok(());
        }
        let goes: Vec<bool> = old.iter().map(|entry| !stays(&entry)).collect();
        if goes.contains(&true) {
            self.patch.cut_flow(self.document, &pair.value, &goes)?;
        }
        debug_assert!(flow || in_flow, "a list without dashes is in brackets");
        for entry in &new[kept.len()..] {
            self.patch.push_flow(&pair.value, &flow_entry(entry));
        }
        Ok(())
    }

    /// Reads an entry of the list under `key`, as it would be written.
    fn read_entry(&self, key: &str, node: &'a Node<'a>) -> Option<Entry> {
        let mut reader = Reader::new("", self.document, false, Vec::new());
        match key {
            "absences" => {
                let absence = read_absence(&mut reader, node)?;
                Some(Entry::Map(absence_fields(&absence)))
            }
            "moves" => Some(Entry::Map(move_fields(&read_move(&mut reader, node)?))),
            "days" => {
                let day = parse_weekday(node.text()?)?;
                Some(Entry::Text(weekday_key(day).to_owned()))
            }
            _ => reader.text(node, "").map(Entry::Text),
        }
    }
}

fn value_of<'f>(fields: &'f [(&'static str, Field)], key: &str) -> Option<&'f Field> {
    let found = fields.iter().find(|(known, _)| *known == key);
    found.map(|(_, field)| field)
}

/// Returns the one map that is another now, in a list that is otherwise as it
/// was, so that what stands in it stays.
fn changed_map<'d, 'l>(
    nodes: &'d [Node<'d>],
    old: &'l [Option<Entry>],
    new: &'l [Entry],
) -> Option<(&'d Node<'d>, &'l Fields, &'l Fields)> {
    if old.len() != new.len() {
        return None;
    }
    let pairs = old.iter().zip(new);
    let mut others = pairs
        .zip(nodes)
        .filter(|((was, is), _)| was.as_ref() != Some(*is));
    match (others.next()?, others.next()) {
        (((Some(Entry::Map(was)), Entry::Map(is)), node), None) => Some((node, was, is)),
        _ => None,
    }
}

fn entries(field: &Field) -> Vec<Entry> {
    match field {
        Field::List(texts) | Field::Words(texts) => {
            texts.iter().map(|text| Entry::Text(text.clone())).collect()
        }
        Field::Maps(all) => all.iter().map(|map| Entry::Map(map.clone())).collect(),
        _ => Vec::new(),
    }
}

fn flow_entry(entry: &Entry) -> String {
    match entry {
        Entry::Text(text) => flow_field(&Field::Text(text.clone())),
        Entry::Map(fields) => flow_map(fields),
    }
}

fn push_entry(out: &mut String, entry: &Entry, dash: usize) {
    match entry {
        Entry::Text(text) => {
            push_spaces(out, dash);
            out.push('-');
            push_value(out, text, dash);
        }
        Entry::Map(fields) => push_fields(out, dash, fields.clone().into_iter()),
    }
}
