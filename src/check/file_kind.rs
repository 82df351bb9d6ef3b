use crate::model::{FileChange, FileKind, Finding, Severity};

use super::Rule;

/// A symbolic link in place of a file.
pub(super) const LINK: Rule = Rule {
    name: "symbolic-link",
    severity: Severity::Error,
    title: "The log holds no symbolic links",
    why: "A link reads what the machine that reads it has at that place, which may be anything; tidings follows none.",
    remedy: "put the file itself there",
    bad: "+++ updates/2026/11/20/ada.yaml (symbolic link)\n/etc/passwd",
    good: "+++ updates/2026/11/20/ada.yaml\ndone:\n  - Shipped the importer",
};

/// A file that may be run.
pub(super) const EXECUTABLE: Rule = Rule {
    name: "executable-file",
    severity: Severity::Error,
    title: "No file of the log may be run",
    why: "What the log holds is read, never run. tidings reads files of mode 100644 alone.",
    remedy: "take the mode away: git update-index --chmod=-x PATH; once it is committed, 'tidings check --fix' does it",
    bad: "+++ updates/2026/11/20/ada.yaml (executable)\ndone:\n  - Shipped the importer",
    good: "+++ updates/2026/11/20/ada.yaml\ndone:\n  - Shipped the importer",
};

/// A commit of another repository in place of a file.
pub(super) const SUBMODULE: Rule = Rule {
    name: "submodule",
    severity: Severity::Error,
    title: "The log holds no other repositories",
    why: "A submodule has people fetch from an address that the change names.",
    remedy: "take it out, and link to the other repository in words",
    bad: "+++ updates/2026/11/20/ada.yaml (submodule)",
    good: "+++ updates/2026/11/20/ada.yaml\ndone:\n  - Shipped the importer",
};

/// Finds what is no ordinary file.
pub(super) fn check(path: &str, change: &FileChange, findings: &mut Vec<Finding>) {
    let Some(after) = &change.after else { return };
    let (rule, what) = match after.kind {
        FileKind::Regular => return,
        FileKind::Link => (LINK, "a symbolic link"),
        FileKind::Executable => (EXECUTABLE, "a file that may be run"),
        FileKind::Submodule => (SUBMODULE, "another repository"),
        FileKind::Other => (SUBMODULE, "of a kind that git does not write"),
    };
    findings.push(rule.finding(path, None, format!("this is {what}")));
}
