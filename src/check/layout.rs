use crate::format::{LogPath, MAILMAP_PATH, parse_path, reply_directory, update_path};
use crate::model::{FileChange, Finding, Handle, Period, Severity, Target};

use super::Rule;
use super::machinery::is_machinery;

/// A file in a folder of the log, at a path that no file of its kind has.
pub(super) const MISPLACED: Rule = Rule {
    name: "misplaced",
    severity: Severity::Error,
    title: "An update or reply lives at the path of its period and author",
    why: "A window of the log is read by its paths. What stands at another path is found by nobody.",
    remedy: "move it to updates/2026/11/22/ada.yaml, with its own date and author",
    bad: "+++ updates/2026/11/2/ada.yaml\ntidings: 1\nauthor: ada\nperiod: 2026-11-20\ndone: [Shipped it]",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// A file that is nothing of the log.
pub(super) const STRAY: Rule = Rule {
    name: "stray-file",
    severity: Severity::Warning,
    title: "The log holds the files of a log",
    why: "README.md, updates/, replies/, digests/, .tidings/, calendars, and what forges and git look \
          for. Anything else is left alone by tidings, and seen by nobody who reads a digest.",
    remedy: "keep it in another branch or repository",
    bad: "+++ notes/minutes.txt\nWe met.",
    good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nEND:VCALENDAR",
};

/// What else may stand at the root, for those who read or fetch the log.
const ROOT: [&str; 8] = [
    MAILMAP_PATH,
    ".gitignore",
    ".editorconfig",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CODE_OF_CONDUCT.md",
    "LICENSE",
    "LICENSE.md",
];

/// Finds a file that stands where the log has none.
pub(super) fn check(path: &str, change: &FileChange, findings: &mut Vec<Finding>) {
    let Some(after) = &change.after else { return };
    if parse_path(path) != LogPath::Other || is_machinery(&change.path) {
        return;
    }
    let folder = path
        .split('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    if matches!(folder.as_str(), "updates" | "replies") {
        let text = after
            .content
            .as_deref()
            .and_then(|bytes| str::from_utf8(bytes).ok());
        let remedy = text.and_then(|text| home(&folder, text));
        let mut finding =
            MISPLACED.finding(path, None, format!("no file of {folder}/ has such a path"));
        if let Some(home) = remedy {
            finding.remedy = format!("move it to {home}");
        }
        findings.push(finding);
    } else if !path.ends_with(".ics") && !ROOT.contains(&path) {
        findings.push(STRAY.finding(path, None, "this is no file of a log"));
    }
}

/// Returns where a file belongs by what it says.
fn home(folder: &str, text: &str) -> Option<String> {
    let value = |key: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        let word = line.split(" #").next().unwrap_or(line);
        Some(word.trim().trim_matches(['"', '\'']).to_owned())
    };
    if folder == "replies" {
        let to: Target = value("to")?.parse().ok()?;
        return Some(reply_directory(&to.author, to.period) + "/");
    }
    let author: Handle = value("author")?.parse().ok()?;
    let period: Period = value("period")?.parse().ok()?;
    Some(update_path(&author, period))
}
