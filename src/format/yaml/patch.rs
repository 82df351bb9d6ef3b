use std::ops::Range;

use super::document::Document;
use super::node::{Node, Pair, Value};
use super::scalar::format_inline;

/// The file is laid out in a way that cannot be changed in parts.
#[derive(Debug)]
pub(in crate::format) struct Tangle;

/// Changes to parts of a file; everything else stays byte for byte.
pub(in crate::format) struct Patch<'a> {
    document: &'a Document<'a>,
    source: &'a str,
    changes: Vec<(Range<usize>, String)>,
}

impl<'a> Patch<'a> {
    pub(in crate::format) const fn new(document: &'a Document<'a>) -> Self {
        Self {
            document,
            source: document.source,
            changes: Vec::new(),
        }
    }

    /// Returns the source with all changes made. What is put in takes the
    /// line ends of the file.
    pub(in crate::format) fn apply(mut self) -> String {
        // Stable: what is put in at one place keeps its order.
        self.changes
            .sort_by_key(|(range, _)| (range.start, range.end));
        let foreign = self.source.contains("\r\n");
        let mut out = String::with_capacity(self.source.len());
        let mut done = 0;
        for (range, text) in &self.changes {
            let start = range.start.max(done);
            out.push_str(&self.source[done..start]);
            let at_line_start = out.is_empty() || out.ends_with('\n');
            if text.ends_with('\n') && !at_line_start && self.starts_line(range.start) {
                out.push_str(if foreign { "\r\n" } else { "\n" });
            }
            if foreign {
                out.push_str(&text.replace('\n', "\r\n"));
            } else {
                out.push_str(text);
            }
            done = range.end.max(done);
        }
        out.push_str(&self.source[done..]);
        out
    }

    /// Whether whole lines can be put in at an offset; the end of a file
    /// whose last line has no end is such a place.
    fn starts_line(&self, offset: usize) -> bool {
        offset == self.source.len() || self.source[..offset].ends_with('\n')
    }

    pub(in crate::format) fn put(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.changes.push((range, text.into()));
    }

    fn line_start(&self, offset: usize) -> usize {
        self.source[..offset].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Returns where the line after `offset` begins, or `offset` itself where
    /// it stands at the start of a line after `start`.
    fn lines_end(&self, start: usize, offset: usize) -> usize {
        if offset > start && self.source[..offset].ends_with('\n') {
            return offset;
        }
        self.source[offset..]
            .find('\n')
            .map_or(self.source.len(), |at| offset + at + 1)
    }

    /// Returns the whole lines of a key and its value. Fails unless the key
    /// begins its line.
    pub(in crate::format) fn lines_of(&self, pair: &Pair<'_>) -> Result<Range<usize>, Tangle> {
        let start = self.line_start(pair.key.span.start);
        let before = &self.source[start..pair.key.span.start];
        if !before.chars().all(|c| c == ' ') {
            return Err(Tangle);
        }
        let end = pair.value.span.end.max(pair.key.span.end);
        Ok(start..self.lines_end(start, end))
    }

    /// Returns where the line after a key and its value begins.
    pub(in crate::format) fn end_of(&self, pair: &Pair<'_>) -> usize {
        let start = self.line_start(pair.key.span.start);
        self.lines_end(start, pair.value.span.end.max(pair.key.span.end))
    }

    /// Returns the offset behind the colon of a key.
    pub(in crate::format) fn after_colon(&self, pair: &Pair<'_>) -> Result<usize, Tangle> {
        let end = pair.key.span.end;
        let rest = &self.source[end..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if rest[gap..].starts_with(':') {
            Ok(end + gap + 1)
        } else {
            Err(Tangle)
        }
    }

    /// Replaces the text of a key by `text`, of which `entry` is the whole
    /// entry as it would be written anew; an empty one takes the key out.
    pub(in crate::format) fn set_text(
        &mut self,
        pair: &Pair<'_>,
        text: Option<&str>,
        entry: String,
    ) -> Result<(), Tangle> {
        let inline = text.map(format_inline);
        self.set_inline(pair, inline.as_deref(), entry)
    }

    /// Does what [`Self::set_text`] does for a value that stands as it is
    /// where it fits on one line: a number, or a text in the quotes it needs.
    pub(in crate::format) fn set_inline(
        &mut self,
        pair: &Pair<'_>,
        inline: Option<&str>,
        entry: String,
    ) -> Result<(), Tangle> {
        let lines = self.lines_of(pair)?;
        let Some(inline) = inline else {
            self.put(lines, "");
            return Ok(());
        };
        let short = entry.matches('\n').count() == 1;
        let old = &self.source[pair.value.span.clone()];
        if short && pair.value.is_absent() {
            let at = self.after_colon(pair)?;
            self.put(at..at, format!(" {inline}"));
        } else if short && !old.contains('\n') && pair.value.text().is_some() {
            self.put(pair.value.span.clone(), inline);
        } else {
            self.replace_entry(pair, entry)?;
        }
        Ok(())
    }

    /// Replaces the whole lines of a key and its value, unless that would
    /// lose a comment.
    pub(in crate::format) fn replace_entry(
        &mut self,
        pair: &Pair<'_>,
        entry: String,
    ) -> Result<(), Tangle> {
        let lines = self.lines_of(pair)?;
        if self.document.has_comment_in(&lines) {
            return Err(Tangle);
        }
        self.put(lines, entry);
        Ok(())
    }

    /// Replaces the entries of a list. `old` has the value of every node, or
    /// `None` for one that cannot be read and stays; `write` writes an entry
    /// whose dash stands in the column it is given.
    pub(in crate::format) fn set_list<T: PartialEq>(
        &mut self,
        pair: &Pair<'_>,
        old: &[Option<T>],
        new: &[T],
        dash: usize,
        write: &dyn Fn(&mut String, &T, usize),
    ) -> Result<(), Tangle> {
        let lines = self.lines_of(pair)?;
        let nodes = match &pair.value.value {
            Value::List { items, flow: false } => items,
            _ => return self.rewrite_list(pair, old, new, dash, write),
        };
        if new.is_empty()
            && old.iter().all(Option::is_some)
            && !self.document.has_comment_in(&lines)
        {
            self.put(lines, "");
            return Ok(());
        }
        let mut column = None;
        let mut ranges = Vec::with_capacity(nodes.len());
        for node in nodes {
            let (dash, range) = self.entry(node)?;
            if column.is_some_and(|known| known != dash) {
                return Err(Tangle);
            }
            column = Some(dash);
            ranges.push(range);
        }
        let column = column.ok_or(Tangle)?;
        let write = |item: &T| {
            let mut out = String::new();
            write(&mut out, item, column);
            out
        };
        let kept = common(old, new);
        let mut at = ranges[0].start;
        let mut next = 0;
        for (index, range) in ranges.iter().enumerate() {
            if let Some(to) = kept[index] {
                for item in &new[next..to] {
                    self.put(at..at, write(item));
                }
                next = to + 1;
            } else if old.get(index).is_some_and(Option::is_some) {
                self.put(range.clone(), "");
            }
            at = range.end;
        }
        for item in &new[next..] {
            self.put(at..at, write(item));
        }
        Ok(())
    }

    /// Returns the column of an entry's dash and the entry's whole lines.
    fn entry(&self, node: &Node<'_>) -> Result<(usize, Range<usize>), Tangle> {
        let start = self.line_start(node.span.start);
        let before = &self.source[start..node.span.start];
        let dash = before.trim_end_matches([' ', '\t']);
        let spaces = dash.strip_suffix('-').ok_or(Tangle)?;
        if node.is_absent() || !spaces.chars().all(|c| c == ' ') {
            return Err(Tangle);
        }
        Ok((spaces.len(), start..self.lines_end(start, node.span.end)))
    }

    /// Replaces a list that is empty, in one line, or no list yet.
    fn rewrite_list<T: PartialEq>(
        &mut self,
        pair: &Pair<'_>,
        old: &[Option<T>],
        new: &[T],
        dash: usize,
        write: &dyn Fn(&mut String, &T, usize),
    ) -> Result<(), Tangle> {
        let lines = self.lines_of(pair)?;
        let colon = self.after_colon(pair)?;
        let value = colon..pair.value.span.end.max(colon);
        if old.iter().any(Option::is_none) || self.document.has_comment_in(&value) {
            return Err(Tangle);
        }
        if new.is_empty() {
            self.put(lines, "");
            return Ok(());
        }
        self.put(value, "");
        for item in new {
            let mut out = String::new();
            write(&mut out, item, dash);
            self.put(lines.end..lines.end, out);
        }
        Ok(())
    }
}

/// The most cells of the table with which two lists are compared.
const MAX_CELLS: usize = 1 << 20;

/// Returns for every entry of `old` where it stands in `new`, such that the
/// order is that of both and as many entries as can be have a place.
///
/// What both lists begin and end with is found at once; between, lists so
/// long that comparing them would take seconds share nothing.
fn common<T: PartialEq>(old: &[Option<T>], new: &[T]) -> Vec<Option<usize>> {
    let same = |i: usize, j: usize| old[i].as_ref() == Some(&new[j]);
    let shorter = old.len().min(new.len());
    let head = (0..shorter).take_while(|&n| same(n, n)).count();
    let tail = (0..shorter - head)
        .take_while(|&n| same(old.len() - 1 - n, new.len() - 1 - n))
        .count();
    let mut places = vec![None; old.len()];
    for (n, place) in places.iter_mut().enumerate().take(head) {
        *place = Some(n);
    }
    for n in 1..=tail {
        places[old.len() - n] = Some(new.len() - n);
    }
    let (rows, columns) = (old.len() - tail - head, new.len() - tail - head);
    if rows.saturating_mul(columns) > MAX_CELLS {
        return places;
    }
    let same = |i: usize, j: usize| same(head + i, head + j);
    let width = columns + 1;
    let mut best = vec![0u32; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            best[i * width + j] = if same(i, j) {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if same(i, j) {
            places[head + i] = Some(head + j);
            i += 1;
            j += 1;
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    places
}
