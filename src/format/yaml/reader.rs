use std::collections::BTreeSet;

use crate::model::{Finding, Place, Severity};

use super::super::suggest;
use super::document::Document;
use super::node::{Node, Value};
use super::scalar::Kind;

/// Turns nodes into values and collects what is wrong with them.
pub(in crate::format) struct Reader<'a> {
    path: &'a str,
    document: &'a Document<'a>,
    /// Whether this is being posted, where nothing may be dropped or
    /// half-read, or stands in the log, where newer versions may have put
    /// keys that are unknown here.
    strict: bool,
    pub(in crate::format) findings: Vec<Finding>,
}

/// One key of a map that was found, with its value.
pub(in crate::format) struct Field<'a> {
    pub(in crate::format) key: &'a str,
    pub(in crate::format) place: Place,
    pub(in crate::format) value: &'a Node<'a>,
}

impl<'a> Reader<'a> {
    pub(in crate::format) fn new(
        path: &'a str,
        document: &'a Document<'a>,
        strict: bool,
        findings: Vec<Finding>,
    ) -> Self {
        Self {
            path,
            document,
            strict,
            findings,
        }
    }

    fn push(
        &mut self,
        severity: Severity,
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.findings.push(Finding {
            severity,
            rule,
            path: self.path.to_owned(),
            place: Some(place),
            message: message.into(),
            remedy: remedy.into(),
        });
    }

    pub(in crate::format) fn error(
        &mut self,
        place: Place,
        rule: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(Severity::Error, rule, place, message, remedy);
    }

    pub(in crate::format) fn warn(
        &mut self,
        place: Place,
        rule: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(Severity::Warning, rule, place, message, remedy);
    }

    /// Reports what is an error in a post and a warning in the log.
    pub(in crate::format) fn object(
        &mut self,
        place: Place,
        rule: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        let severity = if self.strict {
            Severity::Error
        } else {
            Severity::Warning
        };
        self.push(severity, rule, place, message, remedy);
    }

    /// Returns the bytes of the source that a node covers.
    pub(in crate::format) fn source(&self, node: &Node<'_>) -> &'a str {
        self.document.source.get(node.span.clone()).unwrap_or("")
    }

    /// Reads a map whose keys are all text and stand there once.
    ///
    /// Keys that `known` does not list are reported and left out; `what` names
    /// the map in messages.
    pub(in crate::format) fn fields(
        &mut self,
        node: &'a Node<'a>,
        known: &[&str],
        what: &str,
    ) -> Option<Vec<Field<'a>>> {
        let mut fields = self.pairs(node, what)?;
        fields.retain(|field| {
            let found = known.contains(&field.key);
            if !found {
                self.object(
                    field.place,
                    "unknown-key",
                    format!("{what} has no key '{}'", field.key),
                    suggest::remedy(field.key, known),
                );
            }
            found
        });
        Some(fields)
    }

    /// Reads a map with any keys, as long as they are text and stand there
    /// once.
    pub(in crate::format) fn pairs(
        &mut self,
        node: &'a Node<'a>,
        what: &str,
    ) -> Option<Vec<Field<'a>>> {
        let Value::Map { pairs, .. } = &node.value else {
            self.error(
                node.place,
                "not-a-map",
                format!("{what} is a list of keys with values, and this is none"),
                "write 'key: value' lines",
            );
            return None;
        };
        let mut fields: Vec<Field<'a>> = Vec::with_capacity(pairs.len());
        let mut seen = BTreeSet::new();
        for pair in pairs {
            let place = pair.key.place;
            let Some(key) = pair.key.text() else {
                self.error(
                    place,
                    "bad-key",
                    format!("a key of {what} is not a text"),
                    "put it in double quotes",
                );
                return None;
            };
            if !seen.insert(key) {
                self.error(
                    place,
                    "duplicate-key",
                    format!("the key '{key}' stands here twice"),
                    "join the two",
                );
                return None;
            }
            fields.push(Field {
                key,
                place,
                value: &pair.value,
            });
        }
        Some(fields)
    }

    /// Reads a list; nothing is an empty one, and a single value, where
    /// `what` names it, is reported and taken for a list of one.
    pub(in crate::format) fn list(&mut self, node: &'a Node<'a>, what: &str) -> Vec<&'a Node<'a>> {
        match &node.value {
            Value::List { items, .. } => items.iter().collect(),
            _ if node.is_null() => Vec::new(),
            Value::Scalar { .. } => {
                self.warn(
                    node.place,
                    "not-a-list",
                    format!("{what} is a list, and this is a single text"),
                    "begin the line with '- '",
                );
                vec![node]
            }
            Value::Map { .. } => {
                self.error(
                    node.place,
                    "not-a-list",
                    format!("{what} is a list, and this is none"),
                    "begin each entry with '- '",
                );
                Vec::new()
            }
        }
    }

    /// Reads a short text such as a name; nothing or blank is `None`.
    pub(in crate::format) fn text(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
        let Some(text) = node.text() else {
            self.error(
                node.place,
                "not-a-text",
                format!("{what} is a text, and this is none"),
                "write it on one line, in double quotes",
            );
            return None;
        };
        (!node.is_null() && !text.trim().is_empty()).then(|| text.to_owned())
    }

    /// Reads what somebody wrote to be read by others; blank is `None`.
    ///
    /// Reports where YAML takes the prose for something else: a comment, a
    /// number, a truth value.
    pub(in crate::format) fn prose(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
        let Value::Scalar { text, plain } = &node.value else {
            return self.text(node, what);
        };
        if text.trim().is_empty() || node.is_absent() {
            return None;
        }
        if *plain {
            self.check_plain(node, text);
        }
        Some(text.clone().into_owned())
    }

    /// Reports a comment on the line on which a prose text ends.
    pub(in crate::format) fn check_swallowed(&mut self, node: &Node<'_>) {
        if let Some(start) = self.document.comment_after(node) {
            let comment = self.document.source[start..].lines().next().unwrap_or("");
            self.object(
                node.place,
                "swallowed-comment",
                format!("YAML ends this text before '{comment}' and takes that for a comment"),
                "put the text in double quotes, or the comment on a line of its own",
            );
        }
    }

    fn check_plain(&mut self, node: &Node<'_>, text: &str) {
        self.check_swallowed(node);
        if let Some(kind) = Kind::of(text) {
            self.warn(
                node.place,
                "not-a-text",
                format!("YAML readers take '{text}' for {}", kind.describe()),
                "put it in double quotes",
            );
        }
    }

    /// Checks the version of the format that a file names.
    ///
    /// Returns whether this program can read the file.
    pub(in crate::format) fn version(&mut self, node: &Node<'_>) -> bool {
        let text = node.text().unwrap_or_default();
        match text.parse::<u64>() {
            Ok(1) if text == "1" => return true,
            Ok(version) if version > 1 => self.error(
                node.place,
                "newer-format",
                format!("the file is of format {version}, and this program reads format 1"),
                "install a newer tidings",
            ),
            _ => self.error(
                node.place,
                "bad-version",
                "the version of the format is no number that this program knows",
                "write 'tidings: 1'",
            ),
        }
        false
    }

    /// Reports keys that must be there and are not; returns whether none is
    /// missing.
    pub(in crate::format) fn require(
        &mut self,
        fields: &[Field<'_>],
        keys: &[(&str, String)],
    ) -> bool {
        let mut complete = true;
        for (key, remedy) in keys {
            if !fields.iter().any(|field| field.key == *key) {
                self.error(
                    Place { line: 1, column: 1 },
                    "missing-key",
                    format!("the key '{key}' is missing"),
                    remedy.clone(),
                );
                complete = false;
            }
        }
        complete
    }
}
