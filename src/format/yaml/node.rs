use std::borrow::Cow;
use std::ops::Range;

use crate::model::Place;

/// A value of a YAML document, with its place in the source.
#[derive(Debug, PartialEq)]
pub(in crate::format) struct Node<'a> {
    pub(in crate::format) value: Value<'a>,
    /// Bytes of the source; a block collection ends where its last part does.
    pub(in crate::format) span: Range<usize>,
    pub(in crate::format) place: Place,
    /// The line on which the value ends.
    pub(in crate::format) last_line: usize,
}

#[derive(Debug, PartialEq)]
pub(in crate::format) enum Value<'a> {
    Scalar { text: Cow<'a, str>, plain: bool },
    List { items: Vec<Node<'a>>, flow: bool },
    Map { pairs: Vec<Pair<'a>>, flow: bool },
}

/// A key of a map and its value.
#[derive(Debug, PartialEq)]
pub(in crate::format) struct Pair<'a> {
    pub(in crate::format) key: Node<'a>,
    pub(in crate::format) value: Node<'a>,
}

impl Node<'_> {
    /// Returns whether the value is nothing: `key:` alone, `~` or `null`.
    pub(in crate::format) fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar { text, plain: true } => {
                self.span.is_empty() || matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }

    /// Returns whether nothing at all stands there.
    pub(in crate::format) fn is_absent(&self) -> bool {
        self.is_null() && self.span.is_empty()
    }

    /// Returns the text of a scalar.
    pub(in crate::format) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}
