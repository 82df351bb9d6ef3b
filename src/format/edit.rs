use crate::model::{Answer, Finding, Health, Item, Section, Severity, Update};

use super::EditError;
use super::item::{ITEM_KEYS, push_item, read_item, read_line};
use super::path::size_limit;
use super::update::{UPDATE_KEYS, parse_update};
use super::update_writer::{format_update, format_word, push_answer, push_entry, settle};
use super::yaml::Reader;
use super::yaml::{BYTE_ORDER_MARK, Document, Node, Pair, Value};
use super::yaml::{Patch, Tangle};

/// Changes the file of an update so that it says what `new` says.
///
/// Only what differs is changed: comments, order, quoting and keys that this
/// program does not know survive elsewhere, byte for byte. A file that stands
/// just as this program would have written it is written anew.
///
/// # Errors
///
/// An [`EditError`] where the file cannot be read, is of another author or
/// period, or is laid out so that the change would touch something else.
pub fn edit_update(path: &str, old: &[u8], new: &Update) -> Result<String, EditError> {
    let parsed = parse_update(path, old);
    let Some(before) = parsed.value else {
        return Err(unreadable(path, &parsed.findings));
    };
    if (&before.author, before.period) != (&new.author, new.period) {
        return Err(EditError::Misplaced {
            path: path.to_owned(),
        });
    }
    let text = String::from_utf8_lossy(old);
    let new = settle(new);
    if before == new {
        return Ok(text.into_owned());
    }
    if text == format_update(&before) {
        return check(path, format_update(&new), |_| true);
    }
    let mut findings = Vec::new();
    let document = Document::parse(path, old, &mut findings)
        .map_err(|finding| unreadable(path, &[finding]))?;
    let patched = Editor::new(&document, &before, &new).and_then(Editor::edit);
    let Ok(patched) = patched else {
        return Err(EditError::Tangled {
            path: path.to_owned(),
        });
    };
    let mark = if text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK
    } else {
        ""
    };
    check(path, format!("{mark}{patched}"), |text| {
        parse_update(path, text.as_bytes()).value.as_ref() == Some(&new)
    })
}

/// Returns the changed file if it is not too big and says what it should.
pub(super) fn check(
    path: &str,
    text: String,
    is_right: impl FnOnce(&str) -> bool,
) -> Result<String, EditError> {
    let path = path.to_owned();
    if text.len() > size_limit(&path) {
        Err(EditError::TooBig { path })
    } else if is_right(&text) {
        Ok(text)
    } else {
        Err(EditError::Tangled { path })
    }
}

/// Makes an error of the first finding that is one.
pub(super) fn unreadable(path: &str, findings: &[Finding]) -> EditError {
    let error = findings.iter().find(|f| f.severity == Severity::Error);
    EditError::Unreadable {
        path: path.to_owned(),
        message: error.map_or_else(String::new, |finding| finding.message.clone()),
    }
}

/// Finds out what differs between a file and an update, and patches that.
struct Editor<'a> {
    document: &'a Document<'a>,
    pairs: &'a [Pair<'a>],
    before: &'a Update,
    new: &'a Update,
    patch: Patch<'a>,
    /// The column of the dashes of new lists: that of the lists there are.
    dash: usize,
}

impl<'a> Editor<'a> {
    fn new(
        document: &'a Document<'a>,
        before: &'a Update,
        new: &'a Update,
    ) -> Result<Self, Tangle> {
        let pairs = block_pairs(document.root.as_ref())?;
        Ok(Self {
            document,
            pairs,
            before,
            new,
            patch: Patch::new(document),
            dash: dash_of(document.source, pairs),
        })
    }

    fn edit(mut self) -> Result<String, Tangle> {
        let (before, new) = (self.before, self.new);
        self.edit_text(
            "time_zone",
            before.time_zone.as_deref(),
            new.time_zone.as_deref(),
        )?;
        self.edit_text(
            "health",
            before.health.map(Health::as_str),
            new.health.map(Health::as_str),
        )?;
        for section in Section::ALL {
            if before.section(section) != new.section(section) {
                self.edit_section(section)?;
            }
        }
        self.edit_text("notes", before.notes.as_deref(), new.notes.as_deref())?;
        if before.answers != new.answers {
            self.edit_answers()?;
        }
        Ok(self.patch.apply())
    }

    fn pair(&self, key: &str) -> Option<&'a Pair<'a>> {
        self.pairs.iter().find(|pair| pair.key.text() == Some(key))
    }

    /// Returns an entry as it would be written anew; empty where it says
    /// nothing.
    fn entry(&self, key: &str) -> String {
        let mut out = String::new();
        push_entry(&mut out, self.new, key);
        out
    }

    /// Puts an entry in behind the last one that comes before it in order.
    fn insert(&mut self, key: &str, entry: String) -> Result<(), Tangle> {
        let order = UPDATE_KEYS.iter().position(|known| *known == key);
        let earlier = &UPDATE_KEYS[..order.unwrap_or_default()];
        let found = earlier.iter().rev().find_map(|known| self.pair(known));
        let at = self.patch.lines_of(found.ok_or(Tangle)?)?.end;
        self.patch.put(at..at, entry);
        Ok(())
    }

    fn edit_text(
        &mut self,
        key: &str,
        before: Option<&str>,
        new: Option<&str>,
    ) -> Result<(), Tangle> {
        if before == new {
            return Ok(());
        }
        let entry = self.entry(key);
        match self.pair(key) {
            Some(pair) => self.patch.set_text(pair, new, entry),
            None => self.insert(key, entry),
        }
    }

    fn edit_section(&mut self, section: Section) -> Result<(), Tangle> {
        let key = section.key();
        let Some(pair) = self.pair(key) else {
            let entry = self.entry(key);
            return self.insert(key, entry);
        };
        let period = self.new.period;
        let old: Vec<Option<Item>> =
            self.read_entries(&pair.value, |reader, node| read_item(reader, node, period));
        let items = self.new.section(section);
        let nodes = match &pair.value.value {
            Value::List { items, .. } => items.as_slice(),
            _ => &[],
        };
        for (node, item) in nodes.iter().zip(&old) {
            let stays = |item: &Item| items.contains(item);
            if item
                .as_ref()
                .is_some_and(|item| !stays(item) && self.is_rewritten(node, item))
            {
                return Err(Tangle);
            }
        }
        let write = |out: &mut String, item: &Item, dash: usize| {
            push_item(out, item, section, period, dash);
        };
        self.patch.set_list(pair, &old, items, self.dash, &write)
    }

    /// Returns whether an entry would be written anew although it holds keys
    /// that this program does not know, and would lose them.
    fn is_rewritten(&self, node: &Node<'_>, item: &Item) -> bool {
        let Value::Map { pairs, .. } = &node.value else {
            return false;
        };
        let texts = || pairs.iter().filter_map(|pair| pair.key.text());
        let item_map = texts().any(|key| ITEM_KEYS.contains(&key));
        let unknown = texts().any(|key| !ITEM_KEYS.contains(&key));
        let same = |(_, other): (Section, &Item)| {
            other.text == item.text || item.id.is_some() && other.id == item.id
        };
        item_map && unknown && self.new.items().any(same)
    }

    fn read_entries<T>(
        &self,
        node: &'a Node<'a>,
        read: impl Fn(&mut Reader<'a>, &'a Node<'a>) -> Option<T>,
    ) -> Vec<Option<T>> {
        let mut reader = Reader::new("", self.document, false, Vec::new());
        let nodes = reader.list(node, "");
        nodes
            .into_iter()
            .map(|node| read(&mut reader, node))
            .collect()
    }

    fn edit_answers(&mut self) -> Result<(), Tangle> {
        let entry = self.entry("answers");
        let Some(pair) = self.pair("answers") else {
            return self.insert("answers", entry);
        };
        let Ok(answers) = block_pairs(Some(&pair.value)) else {
            return self.patch.replace_entry(pair, entry);
        };
        let indent = answers[0].key.place.column - 1;
        let (before, new) = (&self.before.answers, &self.new.answers);
        let mut last = 0;
        for answer in answers {
            let lines = self.patch.lines_of(answer)?;
            last = lines.end;
            let key = answer.key.text().ok_or(Tangle)?;
            if before.get(key) == new.get(key) {
                continue;
            }
            let mut entry = String::new();
            match new.get(key) {
                None if new.is_empty() => return self.patch.replace_entry(pair, String::new()),
                None => self.patch.put(lines, ""),
                Some(value @ Answer::Text(text)) => {
                    push_answer(&mut entry, key, value, indent);
                    self.patch.set_text(answer, Some(text), entry)?;
                }
                Some(value @ (Answer::Mark(_) | Answer::YesNo(_))) => {
                    push_answer(&mut entry, key, value, indent);
                    let inline = format_word(value);
                    self.patch.set_inline(answer, inline.as_deref(), entry)?;
                }
                Some(Answer::List(texts)) => {
                    let old: Vec<Option<String>> = self.read_entries(&answer.value, read_line);
                    let write = |out: &mut String, text: &String, dash: usize| {
                        super::yaml::push_spaces(out, dash);
                        out.push('-');
                        super::yaml::push_value(out, text, dash);
                    };
                    self.patch
                        .set_list(answer, &old, texts, indent + 2, &write)?;
                }
            }
        }
        for (key, answer) in new {
            let there = answers.iter().any(|pair| pair.key.text() == Some(key));
            if !there {
                let mut entry = String::new();
                push_answer(&mut entry, key, answer, indent);
                self.patch.put(last..last, entry);
            }
        }
        Ok(())
    }
}

/// Returns the entries of a map that stands over several lines.
pub(super) fn block_pairs<'a>(node: Option<&'a Node<'a>>) -> Result<&'a [Pair<'a>], Tangle> {
    match node.map(|node| &node.value) {
        Some(Value::Map { pairs, flow: false }) if !pairs.is_empty() => Ok(pairs),
        _ => Err(Tangle),
    }
}

/// Returns the column in which the dashes of a file's lists stand, counted
/// from 0; two where it has none.
pub(super) fn dash_of(source: &str, pairs: &[Pair<'_>]) -> usize {
    let first = pairs.iter().find_map(|pair| match &pair.value.value {
        Value::List { items, flow: false } => items.first(),
        _ => None,
    });
    first
        .and_then(|node| {
            let start = source[..node.span.start].rfind('\n').map_or(0, |at| at + 1);
            source[start..node.span.start].find('-')
        })
        .unwrap_or(2)
}
