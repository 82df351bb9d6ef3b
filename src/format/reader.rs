use chrono::NaiveDate;

use crate::model::{Finding, Handle, Period, Place, Severity, Zone};

use super::document::{Document, Node, Value};
use super::scalar::Kind;
use super::suggest;

/// Turns nodes into values and collects what is wrong with them.
pub(super) struct Reader<'a> {
    path: &'a str,
    document: &'a Document<'a>,
    /// Whether this is being posted, where nothing may be dropped or
    /// half-read, or stands in the log, where newer versions may have put
    /// keys that are unknown here.
    strict: bool,
    pub(super) findings: Vec<Finding>,
}

/// One key of a map that was found, with its value.
pub(super) struct Field<'a> {
    pub(super) key: &'a str,
    pub(super) place: Place,
    pub(super) value: &'a Node<'a>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
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

    pub(super) fn error(
        &mut self,
        place: Place,
        rule: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(Severity::Error, rule, place, message, remedy);
    }

    pub(super) fn warn(
        &mut self,
        place: Place,
        rule: &'static str,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.push(Severity::Warning, rule, place, message, remedy);
    }

    /// Reports what is an error in a post and a warning in the log.
    pub(super) fn object(
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
    pub(super) fn source(&self, node: &Node<'_>) -> &'a str {
        self.document.source.get(node.span.clone()).unwrap_or("")
    }

    /// Reads a map whose keys are all text and stand there once.
    ///
    /// Keys that `known` does not list are reported and left out; `what` names
    /// the map in messages.
    pub(super) fn fields(
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
    pub(super) fn pairs(&mut self, node: &'a Node<'a>, what: &str) -> Option<Vec<Field<'a>>> {
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
            if fields.iter().any(|field| field.key == key) {
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
    pub(super) fn list(&mut self, node: &'a Node<'a>, what: &str) -> Vec<&'a Node<'a>> {
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
    pub(super) fn text(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
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
    pub(super) fn prose(&mut self, node: &Node<'_>, what: &str) -> Option<String> {
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
    pub(super) fn check_swallowed(&mut self, node: &Node<'_>) {
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

    /// Reads one of a few words.
    pub(super) fn word<T>(
        &mut self,
        node: &Node<'_>,
        rule: &'static str,
        what: &str,
        known: &[(&str, T)],
    ) -> Option<T>
    where
        T: Copy,
    {
        let text = self.text(node, what)?;
        let found = known.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let words: Vec<&str> = known.iter().map(|(word, _)| *word).collect();
            self.error(
                node.place,
                rule,
                format!("'{text}' is no {what}"),
                suggest::remedy(&text, &words),
            );
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn handle(&mut self, node: &Node<'_>) -> Option<Handle> {
        let text = self.text(node, "a handle")?;
        text.parse()
            .map_err(|error| {
                self.error(
                    node.place,
                    "bad-handle",
                    format!("'{text}' is no handle"),
                    format!("{error}"),
                );
            })
            .ok()
    }

    /// Reads a list of handles; a single one may stand alone.
    pub(super) fn handles(&mut self, node: &'a Node<'a>, what: &str) -> Vec<Handle> {
        let nodes = match &node.value {
            Value::Scalar { .. } if !node.is_null() => vec![node],
            _ => self.list(node, what),
        };
        let mut handles = Vec::new();
        for node in nodes {
            if let Some(handle) = self.handle(node)
                && !handles.contains(&handle)
            {
                handles.push(handle);
            }
        }
        handles
    }

    pub(super) fn period(&mut self, node: &Node<'_>) -> Option<Period> {
        let text = self.text(node, "a period")?;
        text.parse()
            .map_err(|error| {
                self.error(
                    node.place,
                    "bad-period",
                    format!("'{text}' is no period"),
                    format!("{error}"),
                );
            })
            .ok()
    }

    pub(super) fn date(&mut self, node: &Node<'_>) -> Option<NaiveDate> {
        let text = self.text(node, "a date")?;
        let found = parse_date(&text);
        if found.is_none() {
            self.error(
                node.place,
                "bad-date",
                format!("'{text}' is no date"),
                "write a day that exists, such as 2026-11-22",
            );
        }
        found
    }

    /// Reports a name that no time zone has; it costs nothing but the zone.
    pub(super) fn zone(&mut self, node: &Node<'_>) -> Option<(String, Option<Zone>)> {
        let text = self.text(node, "a time zone")?;
        let zone = text.parse::<Zone>().ok();
        if zone.is_none() {
            let names = chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name());
            let remedy = suggest::nearest(&text, names).map_or_else(
                || "write an IANA name such as Europe/Paris or UTC".to_owned(),
                |found| format!("did you mean '{found}'?"),
            );
            self.error(
                node.place,
                "unknown-zone",
                format!("'{text}' is no time zone"),
                remedy,
            );
        }
        Some((text, zone))
    }

    /// Checks the version of the format that a file names.
    ///
    /// Returns whether this program can read the file.
    pub(super) fn version(&mut self, node: &Node<'_>) -> bool {
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
    pub(super) fn require(&mut self, fields: &[Field<'_>], keys: &[(&str, String)]) -> bool {
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

/// Reads `2026-11-22`, in exactly that spelling.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    match text.parse() {
        Ok(Period::Day(day)) => Some(day),
        _ => None,
    }
}
