use std::borrow::Cow;
use std::ops::Range;

use crate::model::Finding;

use super::scan::{entropy, scan};

/// Runs of base64 that are as long as this may be the lines of a key.
const KEY_LINE: usize = 40;

/// Returns a line with everything secret in it covered.
///
/// Long runs of base64 are covered too: they may be lines of a private key.
pub(in crate::check) fn mask(line: &str) -> Cow<'_, str> {
    let spans = secrets(line).chain(key_lines(line));
    cover(line, spans.collect())
}

/// Covers what is secret in the words of findings: readers quote what they
/// could not read.
pub(in crate::check) fn mask_words(findings: &mut [Finding]) {
    for finding in findings {
        for words in [&mut finding.message, &mut finding.remedy] {
            if let Cow::Owned(covered) = cover(words, secrets(words).collect()) {
                *words = covered;
            }
        }
    }
}

fn secrets(line: &str) -> impl Iterator<Item = Range<usize>> {
    scan(line).into_iter().map(|found| found.span)
}

/// Covers spans of a line, which may overlap.
fn cover(line: &str, mut spans: Vec<Range<usize>>) -> Cow<'_, str> {
    if spans.is_empty() {
        return Cow::Borrowed(line);
    }
    spans.sort_by_key(|span| span.start);
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for span in spans {
        if span.start > at {
            out.push_str(&line[at..span.start]);
        }
        if span.end > at {
            // As wide as it was, so that columns stay right.
            let covered = &line[span.start.max(at)..span.end];
            out.extend(covered.chars().map(|_| '*'));
            at = span.end;
        }
    }
    out.push_str(&line[at..]);
    Cow::Owned(out)
}

fn key_lines(line: &str) -> Vec<Range<usize>> {
    let bytes = line.as_bytes();
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let mut spans = Vec::new();
    let mut start = 0;
    for end in 0..=bytes.len() {
        if bytes.get(end).copied().is_some_and(is_base64) {
            continue;
        }
        if end - start >= KEY_LINE && entropy(&line[start..end]) > 4.0 {
            spans.push(start..end);
        }
        start = end + 1;
    }
    spans
}
