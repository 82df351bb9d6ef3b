use std::collections::BTreeSet;

use crate::model::{Finding, Place, Severity};
use crate::text;

use super::{File, Rule};

/// A control that a terminal could obey.
pub(super) const CONTROL: Rule = Rule {
    name: "control-character",
    severity: Severity::Error,
    title: "Texts hold no control characters",
    why: "Sent to a terminal they can hide, move and rewrite what is shown. tidings prints them as \
          U+001B and the like; other programs may not. Written as an escape, such as \\x1B, one is there to be seen, and a \
          warning.",
    remedy: "take it out",
    bad: "+++ updates/2026/11/20/ada.yaml\ndone: [\"Shipped \u{9b}8mnothing\"]",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [\"Shipped\\tit\"]",
};

/// A control that turns the direction of text.
pub(super) const BIDIRECTIONAL: Rule = Rule {
    name: "bidirectional-text",
    severity: Severity::Error,
    title: "Texts hold no characters that turn their direction",
    why: "With embeddings, overrides and isolates a line reads otherwise than it is, in a review too. Written as an \
          escape, such as \\u202E, one is there to be seen, and a warning.",
    remedy: "take it out; right-to-left scripts need none of them",
    bad: "+++ updates/2026/11/20/ada.yaml\ndone: [\"Shipped \u{202e}gnihton\"]",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [\"שלום, shipped it\"]",
};

/// A character that cannot be seen.
pub(super) const INVISIBLE: Rule = Rule {
    name: "hidden-character",
    severity: Severity::Warning,
    title: "Texts hold no characters that cannot be seen",
    why: "Zero-width spaces, soft hyphens and fillers come along when text is pasted. Two words that \
          look the same are then not, and nobody finds either by searching.",
    remedy: "take it out",
    bad: "+++ updates/2026/11/20/ada.yaml\ndone: [\"Ship\u{200b}ped it\"]",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [\"Shipped it 👩‍🔧\"]",
};

/// Finds characters that hide, or hide others, and the escapes of them.
pub(super) fn check(file: &File<'_>, findings: &mut Vec<Finding>) {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    if file.text.bytes().all(is_plain) && !file.text.contains('\\') {
        return;
    }
    let mut seen = BTreeSet::new();
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        for (column, c) in line.chars().enumerate() {
            if let Some(rule) = rule_of(c) {
                seen.insert(c);
                let place = Place {
                    line: index + 1,
                    column: column + 1,
                };
                findings.push(rule.finding(file.path, Some(place), message(c)));
            }
        }
    }
    let said: BTreeSet<char> = file.texts().flat_map(str::chars).collect();
    for c in said.into_iter().filter(|c| !seen.contains(c)) {
        if let Some(rule) = rule_of(c) {
            let place = escape_of(file.text, c).map(|at| file.place_at(at));
            let mut finding = rule.finding(file.path, place, message(c));
            finding.severity = Severity::Warning;
            findings.push(finding);
        }
    }
}

/// Returns the rule that a character breaks.
pub(super) fn rule_of(c: char) -> Option<Rule> {
    match c {
        '\t' | '\n' => None,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(BIDIRECTIONAL),
        c if c.is_control() => Some(CONTROL),
        c if text::is_hidden(c) => Some(INVISIBLE),
        _ => None,
    }
}

fn message(c: char) -> String {
    format!(
        "there is a character that is not seen, U+{:04X}",
        u32::from(c)
    )
}

/// Returns where the escape of a character stands in a text.
fn escape_of(text: &str, c: char) -> Option<usize> {
    let code = u32::from(c);
    let named = match code {
        0 => "\\0",
        7 => "\\a",
        8 => "\\b",
        0xb => "\\v",
        0xc => "\\f",
        0xd => "\\r",
        0x1b => "\\e",
        0x85 => "\\N",
        0x2028 => "\\L",
        0x2029 => "\\P",
        _ => "\\?",
    };
    let spellings = [
        format!("\\x{code:02X}"),
        format!("\\x{code:02x}"),
        format!("\\u{code:04X}"),
        format!("\\u{code:04x}"),
        format!("\\U{code:08X}"),
        format!("\\U{code:08x}"),
        named.to_owned(),
    ];
    spellings
        .iter()
        .filter_map(|escape| text.find(escape.as_str()))
        .min()
}
