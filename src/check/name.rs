use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use crate::model::{ChangeSet, FileChange, Finding, Severity};
use crate::text;

use super::Rule;

/// Names that some file systems take for one.
pub(super) const COLLISION: Rule = Rule {
    name: "name-collision",
    severity: Severity::Error,
    title: "No two names differ in nothing but case or the spelling of accents",
    why: "macOS and Windows have one file where git has two: a checkout there shows one of them in \
          place of both, and commits that next.",
    remedy: "rename one of them",
    bad: "=== .tidings/fr.ics\nBEGIN:VCALENDAR\nEND:VCALENDAR\n+++ .tidings/FR.ics\nBEGIN:VCALENDAR\nEND:VCALENDAR",
    good: "=== .tidings/fr.ics\nBEGIN:VCALENDAR\nEND:VCALENDAR\n+++ .tidings/jp.ics\nBEGIN:VCALENDAR\nEND:VCALENDAR",
};

/// A name that some file systems cannot hold.
pub(super) const UNPORTABLE: Rule = Rule {
    name: "unportable-name",
    severity: Severity::Error,
    title: "Every name can be checked out on every system",
    why: "Windows refuses names of devices (con, nul, com1), names that end in a dot or space, and \
          '<>:\"|?*\\'; macOS what is not UTF-8; git what it takes for '.git'. Characters that cannot \
          be seen make one name look like another.",
    remedy: "rename it",
    bad: "+++ .tidings/aux.ics\nBEGIN:VCALENDAR\nEND:VCALENDAR",
    good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nEND:VCALENDAR",
};

/// The names that Windows reserves for devices, with any extension.
const DEVICES: [&str; 27] = [
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
    "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    "conin$", "conout$", "clock$",
];

/// The longest name that every file system holds, in bytes.
const LONGEST: usize = 255;

/// Finds a path that cannot be checked out everywhere.
pub(super) fn check(path: &str, change: &FileChange, findings: &mut Vec<Finding>) {
    if change.after.is_none() {
        return;
    }
    let Ok(exact) = str::from_utf8(&change.path) else {
        findings.push(UNPORTABLE.finding(path, None, "this name is not UTF-8"));
        return;
    };
    if let Some(reason) = exact.split('/').find_map(fault) {
        findings.push(UNPORTABLE.finding(path, None, reason));
    }
}

/// Returns why a name cannot be held everywhere.
fn fault(name: &str) -> Option<String> {
    // The whole name may be anything; the finding shows the path anyhow.
    let stem = name
        .split('.')
        .next()
        .unwrap_or(name)
        .trim_end()
        .to_lowercase();
    let forbidden = |c: char| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\\');
    if name.is_empty() || matches!(name, "." | "..") {
        Some("a name in this path is no name of a file".to_owned())
    } else if DEVICES.contains(&stem.as_str()) {
        Some(format!("'{stem}' is a device on Windows"))
    } else if name.ends_with(['.', ' ']) {
        Some("a name in this path ends in a dot or space, which Windows drops".to_owned())
    } else if let Some(c) = name.chars().find(|c| c.is_control() || text::is_hidden(*c)) {
        let code = u32::from(c);
        Some(format!(
            "a name in this path holds a character that is not seen, U+{code:04X}"
        ))
    } else if let Some(c) = name.chars().find(|c| forbidden(*c)) {
        Some(format!(
            "a name in this path holds '{c}', which Windows does not allow"
        ))
    } else if is_git(name) {
        Some("a name in this path is one that git keeps for itself".to_owned())
    } else if name.len() > LONGEST {
        Some(format!(
            "a name in this path has {} bytes, and {LONGEST} is the most",
            name.len()
        ))
    } else {
        None
    }
}

/// Returns whether some file system takes a name for `.git`.
fn is_git(name: &str) -> bool {
    let plain: String = name.chars().filter(|c| !is_ignored(*c)).collect();
    let plain = plain.to_lowercase();
    plain == ".git"
        || plain
            .strip_prefix("git~")
            .is_some_and(|rest| rest.parse::<u8>().is_ok())
}

/// Returns whether HFS+ takes no notice of a character.
const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

/// Returns what a name is to a file system that tells neither case nor the
/// spellings of accents apart.
fn folded(name: &[u8]) -> Vec<u8> {
    match str::from_utf8(name) {
        Ok(name) if name.is_ascii() => name.to_ascii_lowercase().into_bytes(),
        Ok(name) => {
            let lower = |c: char| c.to_lowercase();
            name.nfd()
                .flat_map(lower)
                .nfd()
                .collect::<String>()
                .into_bytes()
        }
        Err(_) => name.to_ascii_lowercase(),
    }
}

/// Finds names that collide with another in their directory. Each directory
/// is looked at once, and only names that the change brings are charged.
pub(super) fn check_collisions(set: &ChangeSet, findings: &mut Vec<Finding>) {
    let mut touched: BTreeMap<&[u8], BTreeMap<&[u8], &FileChange>> = BTreeMap::new();
    for change in &set.changes {
        // A file that was there before brings no name.
        if change.after.is_none() || change.before.is_some() {
            continue;
        }
        let mut start = 0;
        loop {
            let rest = &change.path[start..];
            let length = rest.iter().position(|&byte| byte == b'/');
            let end = start + length.unwrap_or(rest.len());
            let directory = &change.path[..start.saturating_sub(1)];
            let names = touched.entry(directory).or_default();
            names.entry(&change.path[start..end]).or_insert(change);
            if length.is_none() {
                break;
            }
            start = end + 1;
        }
    }
    for (directory, names) in touched {
        let Some(around) = set.around.get(directory) else {
            continue;
        };
        let mut alike: BTreeMap<Vec<u8>, BTreeSet<&[u8]>> = BTreeMap::new();
        for name in around {
            alike.entry(folded(name)).or_default().insert(name);
        }
        for (name, change) in names {
            let others = alike.get(&folded(name));
            let other = others.and_then(|all| all.iter().find(|other| **other != name));
            if let Some(other) = other {
                let path = String::from_utf8_lossy(&change.path);
                let (name, other) = (
                    String::from_utf8_lossy(name),
                    String::from_utf8_lossy(other),
                );
                let message = format!("'{name}' is the same name as '{other}' on some systems");
                findings.push(COLLISION.finding(&path, None, message));
            }
        }
    }
}
