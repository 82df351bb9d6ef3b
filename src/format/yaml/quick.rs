use std::borrow::Cow;
use std::ops::Range;

use crate::model::Place;

use super::document::Document;
use super::node::{Node, Pair, Value};

/// How deep collections may nest here: less than the format allows.
const MAX_DEPTH: usize = 8;

/// Reads the part of YAML that this program writes, and most people do, in
/// one pass over the lines: block maps and lists, keys of letters, plain and
/// double-quoted texts on one line, `|` blocks, lists and maps on one line,
/// comments on lines of their own.
///
/// Returns `None` at anything else, right or wrong: the parser decides what
/// that is. What this returns is exactly what the parser would; it saves nine
/// tenths of its time, which is most of the time of a report.
pub(super) fn load(source: &str) -> Option<Document<'_>> {
    if !source.ends_with('\n') || !source.chars().all(is_ordinary) {
        return None;
    }
    let mut quick = Quick {
        source,
        line: Line::default(),
        next: 0,
        number: 0,
        reached: (0, 1),
        comments: Vec::new(),
    };
    quick.advance()?;
    let root = (quick.line.indent == Some(0)).then(|| quick.map(0, 0))??;
    // A line that belongs to nothing is left over.
    quick.line.indent.is_none().then_some(Document {
        source,
        root: Some(root),
        comments: quick.comments,
    })
}

/// Returns whether every reader of YAML takes a character for itself, and none
/// but the line feed for a line end.
const fn is_ordinary(c: char) -> bool {
    matches!(
        c,
        '\n' | ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{10000}'..='\u{1fffd}'
    )
}

/// A line that holds something.
#[derive(Clone, Copy, Default)]
struct Line {
    /// The first byte of the line, and the one after its last.
    start: usize,
    end: usize,
    /// How many spaces it begins with; `None` behind the last line.
    indent: Option<usize>,
}

struct Quick<'a> {
    source: &'a str,
    /// The line that is being read.
    line: Line,
    /// The first byte after it.
    next: usize,
    /// Its number, from 1.
    number: usize,
    /// Where the last token ended, and on which line.
    reached: (usize, usize),
    comments: Vec<(usize, usize)>,
}

impl<'a> Quick<'a> {
    /// Goes on to the next line that holds something; a line of spaces alone
    /// is none that this reads.
    fn advance(&mut self) -> Option<()> {
        loop {
            let start = self.next;
            let rest = &self.source[start..];
            let Some(len) = rest.find('\n') else {
                self.line = Line::default();
                return Some(());
            };
            self.next = start + len + 1;
            self.number += 1;
            if len == 0 {
                continue;
            }
            let text = &rest[..len];
            let indent = text.find(|c| c != ' ')?;
            if text[indent..].starts_with('#') {
                self.comments.push((self.number, start + indent));
                continue;
            }
            self.line = Line {
                start,
                end: start + len,
                indent: Some(indent),
            };
            return Some(());
        }
    }

    /// Returns whether the next line that is not empty, be it a comment, is
    /// not indented deeper than `indent`: it does not go on with this one.
    fn ends_here(&self, indent: usize) -> bool {
        let rest = self.source[self.next..].trim_start_matches('\n');
        rest.bytes().take_while(|&byte| byte == b' ').count() <= indent
    }

    /// Reads a block map whose first key begins `indent` bytes into the line.
    fn map(&mut self, indent: usize, depth: usize) -> Option<Node<'a>> {
        let first = self.line.start + indent;
        let place = self.place(first);
        let mut pairs = Vec::new();
        loop {
            let (key, after) = self.key(self.line.start + indent)?;
            let value = if after == self.line.end {
                self.advance()?;
                self.nested(indent, depth + 1)?
            } else {
                let value = self.value(after + 1, indent, depth + 1)?;
                self.advance()?;
                value
            };
            pairs.push(Pair { key, value });
            if self.goes_on(indent)? {
                continue;
            }
            let value = Value::Map { pairs, flow: false };
            return Some(self.block(value, first, place));
        }
    }

    /// Reads a block list whose dashes stand `indent` bytes into the line.
    fn list(&mut self, indent: usize, depth: usize) -> Option<Node<'a>> {
        let first = self.line.start + indent;
        let place = self.place(first);
        let mut items = Vec::new();
        loop {
            let dash = self.line.start + indent;
            if !self.rest(dash).starts_with("- ") {
                return None;
            }
            items.push(if self.key(dash + 2).is_some() {
                if depth + 1 > MAX_DEPTH {
                    return None;
                }
                self.map(indent + 2, depth + 1)?
            } else {
                let value = self.value(dash + 2, indent, depth + 1)?;
                self.advance()?;
                value
            });
            if self.goes_on(indent)? {
                continue;
            }
            let value = Value::List { items, flow: false };
            return Some(self.block(value, first, place));
        }
    }

    /// Returns whether the line belongs to the collection at `indent`, and not
    /// to one around it.
    fn goes_on(&self, indent: usize) -> Option<bool> {
        match self.line.indent {
            Some(found) if found > indent => None,
            found => Some(found == Some(indent)),
        }
    }

    /// Reads the collection below a key that stands at `indent`.
    fn nested(&mut self, indent: usize, depth: usize) -> Option<Node<'a>> {
        let found = self.line.indent.filter(|found| *found > indent)?;
        if depth > MAX_DEPTH {
            return None;
        }
        if self.rest(self.line.start + found).starts_with("- ") {
            return self.list(found, depth);
        }
        self.map(found, depth)
    }

    /// Reads a key and its colon; returns also where the colon ends, which is
    /// the end of the line or followed by a space.
    fn key(&mut self, start: usize) -> Option<(Node<'a>, usize)> {
        let rest = self.rest(start);
        let is_part = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        let len = rest.bytes().take_while(|&b| is_part(b)).count();
        let starts_well = rest.as_bytes().first()?.is_ascii_alphabetic();
        let after = rest.get(len..)?.strip_prefix(':')?;
        if !starts_well || len > 64 || !(after.is_empty() || after.starts_with(' ')) {
            return None;
        }
        let key = self.scalar(Cow::Borrowed(&rest[..len]), true, start..start + len);
        Some((key, start + len + 1))
    }

    /// Reads the value that begins at `start` and fills the rest of the line;
    /// what it belongs to stands at `indent`.
    fn value(&mut self, start: usize, indent: usize, depth: usize) -> Option<Node<'a>> {
        let rest = self.rest(start);
        if matches!(rest, "|" | "|-") {
            return self.literal(start, indent);
        }
        let node = match rest.as_bytes().first()? {
            b'"' | b'[' | b'{' => {
                let node = self.flow(start, depth)?;
                (node.span.end == self.line.end).then_some(node)?
            }
            _ => {
                if !is_plain(rest) {
                    return None;
                }
                self.scalar(Cow::Borrowed(rest), true, start..self.line.end)
            }
        };
        self.ends_here(indent).then_some(node)
    }

    /// Reads a quoted text or a collection on this line.
    fn flow(&mut self, start: usize, depth: usize) -> Option<Node<'a>> {
        let rest = self.rest(start);
        let place = self.place(start);
        if let Some(text) = rest.strip_prefix('"') {
            let len = text.find(['"', '\\'])?;
            let text = text[..len].into();
            return rest[len + 1..]
                .starts_with('"')
                .then(|| self.scalar(text, false, start..start + len + 2));
        }
        let close = match rest.as_bytes().first()? {
            b'[' => ']',
            b'{' => '}',
            _ => {
                let len = rest.find([',', ']', '}'])?;
                let text = rest[..len].trim_end_matches(' ');
                return is_plain_in_flow(text)
                    .then(|| self.scalar(text.into(), true, start..start + text.len()));
            }
        };
        if depth > MAX_DEPTH {
            return None;
        }
        let (mut items, mut pairs) = (Vec::new(), Vec::new());
        let mut at = self.skip_space(start + 1);
        while !self.rest(at).starts_with(close) {
            if close == ']' {
                let item = self.flow(at, depth + 1)?;
                at = item.span.end;
                items.push(item);
            } else {
                let (key, after) = self.key(at)?;
                let value = self.flow(self.skip_space(after), depth + 1)?;
                at = value.span.end;
                pairs.push(Pair { key, value });
            }
            if self.rest(at).starts_with(',') {
                at = self.skip_space(at + 1);
            } else {
                at = self.skip_space(at);
                self.rest(at).starts_with(close).then_some(())?;
            }
        }
        let value = match close {
            ']' => Value::List { items, flow: true },
            _ => Value::Map { pairs, flow: true },
        };
        self.reached = (at + 1, self.number);
        Some(Node {
            value,
            span: start..at + 1,
            place,
            last_line: self.number,
        })
    }

    /// Reads a block of lines that are taken as they are; they are indented
    /// deeper than `indent`. The line becomes their last one.
    fn literal(&mut self, start: usize, indent: usize) -> Option<Node<'a>> {
        let place = self.place(start);
        let strips = self.rest(start) == "|-";
        let mut margin = None;
        let mut text = Cow::Borrowed("");
        let (mut end, mut last, mut blank) = (start, self.number, 0);
        while let Some(len) = self.source[self.next..].find('\n') {
            let line = &self.source[self.next..self.next + len];
            if line.is_empty() && margin.is_some() {
                blank += 1;
            } else {
                let spaces = line.find(|c| c != ' ')?;
                match margin {
                    Some(margin) if spaces < margin => break,
                    Some(margin) => {
                        let text = text.to_mut();
                        text.extend(std::iter::repeat_n('\n', blank + 1));
                        text.push_str(&line[margin..]);
                    }
                    None if spaces <= indent => return None,
                    None => {
                        margin = Some(spaces);
                        text = Cow::Borrowed(&line[spaces..]);
                    }
                }
                blank = 0;
                end = self.next + len;
                last = self.number + 1;
            }
            self.next += len + 1;
            self.number += 1;
        }
        // What is indented less than its own lines belongs to what is around.
        if margin.is_none() || !self.ends_here(indent) {
            return None;
        }
        if !strips {
            text.to_mut().push('\n');
        }
        // Other spaces than these are text to YAML.
        let end = start + self.source[start..end].trim_end_matches([' ', '\n']).len();
        self.reached = (end, last);
        Some(Node {
            value: Value::Scalar { text, plain: false },
            span: start..end,
            place,
            last_line: last,
        })
    }

    fn skip_space(&self, at: usize) -> usize {
        at + usize::from(self.rest(at).starts_with(' '))
    }

    /// Returns the line from a byte on.
    fn rest(&self, start: usize) -> &'a str {
        self.source.get(start..self.line.end).unwrap_or("")
    }

    fn place(&self, start: usize) -> Place {
        let before = &self.source[self.line.start..start];
        Place {
            line: self.number,
            column: before.chars().count() + 1,
        }
    }

    fn scalar(&mut self, text: Cow<'a, str>, plain: bool, span: Range<usize>) -> Node<'a> {
        self.reached = (span.end, self.number);
        Node {
            value: Value::Scalar { text, plain },
            place: self.place(span.start),
            span,
            last_line: self.number,
        }
    }

    /// Makes a block collection, which ends where its last part does.
    fn block(&self, value: Value<'a>, start: usize, place: Place) -> Node<'a> {
        let (end, last_line) = self.reached;
        Node {
            value,
            span: start..end,
            place,
            last_line,
        }
    }
}

/// Returns whether the rest of a line is a plain text and nothing else.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next();
    let starts_well = first.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '/' | '_'));
    // What a sign means depends on the character beside it.
    let bytes = text.as_bytes();
    let next = |at: usize| bytes.get(at + 1).copied().unwrap_or(b' ');
    let means_more = |(at, &byte): (usize, &u8)| match byte {
        b':' => next(at) == b' ',
        b' ' => matches!(next(at), b'#' | b' '),
        _ => false,
    };
    starts_well && !bytes.iter().enumerate().any(means_more)
}

/// Returns whether a text within brackets is plain.
fn is_plain_in_flow(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_alphanumeric() || b" _./@+-".contains(&b);
    let starts_well = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    starts_well && text.bytes().all(inner)
}
