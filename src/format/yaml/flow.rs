//! Changes within `{}` and `[]`.

use std::ops::Range;

use super::document::Document;
use super::node::{Node, Value};
use super::patch::{Patch, Tangle};

impl Patch<'_> {
    /// Puts one more part in at the end of a collection in `{}` or `[]`.
    pub(in crate::format) fn push_flow(&mut self, node: &Node<'_>, text: &str) {
        match parts(node).last() {
            Some(last) => self.put(last.end..last.end, format!(", {text}")),
            None => self.put(node.span.start + 1..node.span.start + 1, text),
        }
    }

    /// Takes parts out of a collection in `{}` or `[]`, of which at least one
    /// stays. Fails where a comment would go with them.
    pub(in crate::format) fn cut_flow(
        &mut self,
        document: &Document<'_>,
        node: &Node<'_>,
        goes: &[bool],
    ) -> Result<(), Tangle> {
        let parts = parts(node);
        let first_kept = goes.iter().position(|goes| !goes).ok_or(Tangle)?;
        for (index, part) in parts.iter().enumerate() {
            if !goes.get(index).is_some_and(|goes| *goes) {
                continue;
            }
            let range = if index < first_kept {
                part.start..parts[index + 1].start
            } else {
                parts[index - 1].end..part.end
            };
            if document.has_comment_in(&range) {
                return Err(Tangle);
            }
            self.put(range, "");
        }
        Ok(())
    }
}

/// Returns where the entries of a list or the pairs of a map stand.
fn parts(node: &Node<'_>) -> Vec<Range<usize>> {
    match &node.value {
        Value::List { items, .. } => items.iter().map(|item| item.span.clone()).collect(),
        Value::Map { pairs, .. } => pairs
            .iter()
            .map(|pair| pair.key.span.start..pair.value.span.end.max(pair.key.span.end))
            .collect(),
        Value::Scalar { .. } => Vec::new(),
    }
}
