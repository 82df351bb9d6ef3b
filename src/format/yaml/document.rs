use std::ops::Range;

use serde_yaml::granit_parser::{
    Event, Parser, ScalarStyle, ScanError, Span, StructureStyle, options,
};

use crate::format::path::size_limit;
use crate::model::{Finding, Place, Severity};

use super::encoding::decode;
use super::node::{Node, Pair, Value};
use super::quick;

/// How deep collections may nest; the files themselves need five levels.
const MAX_DEPTH: usize = 16;

/// One YAML document as a tree, without anything that this format refuses:
/// anchors, aliases, tags, further documents, deep nesting.
#[derive(Debug, PartialEq)]
pub(in crate::format) struct Document<'a> {
    /// The source, without a byte order mark.
    pub(in crate::format) source: &'a str,
    /// `None` where the file holds nothing but comments and space.
    pub(in crate::format) root: Option<Node<'a>>,
    /// The line and first byte of every comment, in order.
    pub(super) comments: Vec<(usize, usize)>,
}

impl<'a> Document<'a> {
    /// Reads bytes into a tree; `findings` takes what is worth a warning.
    ///
    /// # Errors
    ///
    /// The finding that makes the file as a whole unreadable.
    pub(in crate::format) fn parse(
        path: &str,
        bytes: &'a [u8],
        findings: &mut Vec<Finding>,
    ) -> Result<Self, Finding> {
        let source = decode(path, bytes, size_limit(path), findings)?;
        quick::load(source)
            .map_or_else(|| Loader::load(source), Ok)
            .map_err(|refusal| Finding {
                severity: Severity::Error,
                rule: refusal.rule,
                path: path.to_owned(),
                place: Some(refusal.place),
                message: refusal.message,
                remedy: refusal.remedy.to_owned(),
            })
    }

    /// Returns where a comment stands that follows the end of `node` on its
    /// last line.
    pub(in crate::format) fn comment_after(&self, node: &Node<'_>) -> Option<usize> {
        let first = self
            .comments
            .partition_point(|&(_, start)| start < node.span.end);
        self.comments
            .get(first)
            .filter(|(line, _)| *line == node.last_line)
            .map(|&(_, start)| start)
    }

    /// Returns whether the source has any comment within `span`.
    pub(in crate::format) fn has_comment_in(&self, span: &Range<usize>) -> bool {
        self.comments.iter().any(|(_, start)| span.contains(start))
    }
}

/// Why a document is refused as a whole.
#[derive(Debug)]
pub(super) struct Refusal {
    rule: &'static str,
    place: Place,
    message: String,
    remedy: &'static str,
}

const QUOTE: &str = "put texts that hold ': ', ' #' or begin with a sign in double quotes";

const SPACES: &str = "indent with spaces in place of tabs";

impl From<ScanError> for Refusal {
    fn from(error: ScanError) -> Self {
        let marker = error.marker();
        Self {
            rule: "bad-yaml",
            place: Place {
                line: marker.line().max(1),
                column: marker.col() + 1,
            },
            message: format!("this is not valid YAML: {}", error.info()),
            remedy: if error.info().starts_with("tab") {
                SPACES
            } else {
                QUOTE
            },
        }
    }
}

/// A collection whose end has not been met.
struct Frame<'a> {
    node: Node<'a>,
    key: Option<Node<'a>>,
}

pub(super) struct Loader<'a> {
    document: Document<'a>,
    open: Vec<Frame<'a>>,
    /// Where the last real token ended: what is not there stands here.
    reached: (usize, usize),
}

impl<'a> Loader<'a> {
    pub(super) fn load(source: &'a str) -> Result<Document<'a>, Refusal> {
        let options = options! {
            emit_unresolved_aliases: true,
            max_buffered_comment_events: source.len(),
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        let mut loader = Self {
            document: Document {
                source,
                root: None,
                comments: Vec::new(),
            },
            open: Vec::new(),
            reached: (0, 1),
        };
        let mut documents = 0;
        for event in Parser::new_from_str_with_options(source, options) {
            let (event, span) = event?;
            if matches!(event, Event::DocumentStart(..)) {
                documents += 1;
            }
            if documents > 1 {
                return Err(refusal(
                    "many-documents",
                    &span,
                    "the file holds a second document",
                    "keep one document in a file",
                ));
            }
            loader.take(event, &span)?;
        }
        Ok(loader.document)
    }

    fn take(&mut self, event: Event<'a>, span: &Span) -> Result<(), Refusal> {
        match event {
            Event::Comment(..) => {
                let start = span.start.byte_offset().unwrap_or_default();
                self.document.comments.push((span.start.line(), start));
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(refusal(
                    "alias",
                    span,
                    "a text that begins with * is an alias in YAML, and there are none here",
                    "put the text in double quotes",
                ));
            }
            Event::Scalar(text, style, anchor, tag) => {
                refuse_properties(span, anchor, tag.is_some())?;
                let mut node = self.node(
                    Value::Scalar {
                        text,
                        plain: style == ScalarStyle::Plain,
                    },
                    span,
                );
                if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                    self.place_block(&mut node);
                }
                self.reached = (node.span.end, node.last_line);
                self.put(node);
            }
            Event::SequenceStart(style, anchor, tag) => {
                refuse_properties(span, anchor, tag.is_some())?;
                let value = Value::List {
                    items: Vec::new(),
                    flow: style == StructureStyle::Flow,
                };
                self.open(value, span);
            }
            Event::MappingStart(style, anchor, tag) => {
                refuse_properties(span, anchor, tag.is_some())?;
                let value = Value::Map {
                    pairs: Vec::new(),
                    flow: style == StructureStyle::Flow,
                };
                self.open(value, span);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            _ => {}
        }
        Ok(())
    }

    fn node(&self, value: Value<'a>, span: &Span) -> Node<'a> {
        let range = span.byte_range().unwrap_or_default();
        let absent = range.is_empty() && matches!(value, Value::Scalar { plain: true, .. });
        let place = Place {
            line: span.start.line().max(1),
            column: span.start.col() + 1,
        };
        if absent {
            Node {
                value,
                span: self.reached.0..self.reached.0,
                place,
                last_line: self.reached.1,
            }
        } else {
            Node {
                value,
                span: range,
                place,
                last_line: span.end.line().max(1),
            }
        }
    }

    /// Makes a block scalar begin at its `|` or `>`, and end before the blank
    /// lines that are no part of it. The parser's spans hold the bare content
    /// and all blank lines behind it.
    fn place_block(&self, node: &mut Node<'a>) {
        let source = self.document.source;
        let (mut at, mut line) = self.reached;
        let mut found = None;
        for rest in source[at..].split_inclusive('\n') {
            let code = rest.split('#').next().unwrap_or(rest);
            if let Some(offset) = code.find(['|', '>']) {
                found = Some((at + offset, code.contains('+')));
                break;
            }
            at += rest.len();
            line += 1;
        }
        let Some((start, keeps)) = found else { return };
        let end = node.span.end.max(start);
        let text = &source[start..end];
        // Other spaces than these are text to YAML.
        let blank = [' ', '\t', '\r', '\n'];
        let text = if keeps {
            text
        } else {
            text.trim_end_matches(blank)
        };
        let before = source[..start].rsplit('\n').next().unwrap_or("");
        node.span = start..start + text.len();
        node.place = Place {
            line,
            column: before.chars().count() + 1,
        };
        node.last_line = line + text.matches('\n').count();
    }

    fn open(&mut self, value: Value<'a>, span: &Span) {
        let mut node = self.node(value, span);
        // The end is known when the collection is closed.
        node.span.end = node.span.start;
        node.last_line = node.place.line;
        if node.span.start > self.reached.0 {
            self.reached = (node.span.start, node.last_line);
        }
        self.open.push(Frame { node, key: None });
    }

    fn close(&mut self, span: &Span) {
        let Some(Frame { mut node, .. }) = self.open.pop() else {
            return;
        };
        let flow = match &node.value {
            Value::List { flow, .. } | Value::Map { flow, .. } => *flow,
            Value::Scalar { .. } => false,
        };
        if flow && let Some(end) = span.end.byte_offset() {
            self.reached = (end, span.end.line().max(1));
        }
        node.span.end = self.reached.0.max(node.span.start);
        node.last_line = self.reached.1;
        self.put(node);
    }

    fn put(&mut self, node: Node<'a>) {
        let Some(frame) = self.open.last_mut() else {
            self.document.root = Some(node);
            return;
        };
        match &mut frame.node.value {
            Value::List { items, .. } => items.push(node),
            Value::Map { pairs, .. } => match frame.key.take() {
                None => frame.key = Some(node),
                Some(key) => pairs.push(Pair { key, value: node }),
            },
            Value::Scalar { .. } => {}
        }
    }
}

fn refusal(rule: &'static str, span: &Span, message: &str, remedy: &'static str) -> Refusal {
    Refusal {
        rule,
        place: Place {
            line: span.start.line().max(1),
            column: span.start.col() + 1,
        },
        message: message.to_owned(),
        remedy,
    }
}

fn refuse_properties(span: &Span, anchor: usize, tagged: bool) -> Result<(), Refusal> {
    if anchor != 0 {
        return Err(refusal(
            "anchor",
            span,
            "what begins with & is an anchor in YAML, and those are not read here",
            "write out what it stands for, or put a text in double quotes",
        ));
    }
    if tagged {
        return Err(refusal(
            "tag",
            span,
            "a text that begins with ! is a tag in YAML, and there are none here",
            "put the text in double quotes",
        ));
    }
    Ok(())
}
