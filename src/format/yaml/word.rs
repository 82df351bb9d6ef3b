use chrono::NaiveDate;

use crate::model::{Handle, Period, Zone, ZoneError};

use super::super::suggest;
use super::node::{Node, Value};
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Reads one of a few words.
    pub(in crate::format) fn word<T>(
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

    pub(in crate::format) fn handle(&mut self, node: &Node<'_>) -> Option<Handle> {
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
    pub(in crate::format) fn handles(&mut self, node: &'a Node<'a>, what: &str) -> Vec<Handle> {
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

    pub(in crate::format) fn period(&mut self, node: &Node<'_>) -> Option<Period> {
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

    pub(in crate::format) fn date(&mut self, node: &Node<'_>) -> Option<NaiveDate> {
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
    pub(in crate::format) fn zone(&mut self, node: &Node<'_>) -> Option<(String, Option<Zone>)> {
        let text = self.text(node, "a time zone")?;
        let zone = match text.parse::<Zone>() {
            Ok(zone) => Some(zone),
            Err(error) => {
                // There are hundreds of zones to compare with: no file needs
                // that more than a few times.
                let remedy = if self.findings.len() < 10 {
                    error.remedy()
                } else {
                    ZoneError::ADVICE.to_owned()
                };
                let message = format!("'{text}' is no time zone");
                self.error(node.place, "unknown-zone", message, remedy);
                None
            }
        };
        Some((text, zone))
    }
}

/// Reads `2026-11-22`, in exactly that spelling.
pub(in crate::format) fn parse_date(text: &str) -> Option<NaiveDate> {
    match text.parse() {
        Ok(Period::Day(day)) => Some(day),
        _ => None,
    }
}
