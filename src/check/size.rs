use crate::format::size_limit;
use crate::model::{FileChange, FileKind, Finding, Severity};

use super::Rule;

/// A file that is larger than any of its kind.
pub(super) const TOO_BIG: Rule = Rule {
    name: "too-big",
    severity: Severity::Error,
    title: "A file is as small as a status update",
    why: "An update or reply has at most 65536 bytes, a team file 524288, a calendar 1048576, a \
          published digest 2097152: whoever builds a digest reads all but the last.",
    remedy: "shorten it, and link to what is long",
    bad: "+++ updates/2026/11/20/ada.yaml (70000 bytes)\nnotes: And so on, and so on.",
    good: "+++ updates/2026/11/20/ada.yaml (60000 bytes)\nnotes: And so on, and so on.",
};

/// Finds a file that is too large to be read at all.
pub(super) fn check(path: &str, change: &FileChange, findings: &mut Vec<Finding>) {
    let Some(after) = &change.after else { return };
    let is_file = matches!(after.kind, FileKind::Regular | FileKind::Executable);
    let most = size_limit(path) as u64;
    if is_file && after.content.is_none() && after.size > most {
        let message = format!("the file has {} bytes, and {most} is the most", after.size);
        findings.push(TOO_BIG.finding(path, None, message));
    }
}
