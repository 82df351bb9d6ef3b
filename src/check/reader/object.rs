//! Rules on what git holds in place of a file.

use crate::check::Rule;
use crate::model::Severity;

/// The rules on what git holds in place of a file.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "not-a-file",
        severity: Severity::Error,
        title: "What is read is an ordinary file",
        why: "Links, submodules and files that may be run are not read.",
        remedy: "replace it by a plain file, mode 100644",
        bad: "+++ updates/2026/11/20/ada.yaml (symbolic link)\n/etc/passwd",
        good: "done: [Shipped it]",
    },
    Rule {
        name: "too-many-files",
        severity: Severity::Error,
        title: "A change can be read as a whole",
        why: "What is not looked at cannot be judged, and no week of a team has tens of thousands of files.",
        remedy: "split the change, or take out what does not belong into the log",
        bad: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n... and 50000 files more",
        good: "done: [Shipped it]",
    },
    Rule {
        name: "unreadable",
        severity: Severity::Error,
        title: "Every file can be read",
        why: "The object of the file is not here, or is no file.",
        remedy: "fetch the object, or run git fsck",
        bad: "+++ updates/2026/11/20/ada.yaml (lost)",
        good: "done: [Shipped it]",
    },
    Rule {
        name: "damaged-object",
        severity: Severity::Error,
        title: "History is whole",
        why: "An object that history needs is missing or damaged, so something of it is not known.",
        remedy: "run 'git fsck', or fetch the object from a clone that has it",
        bad: "--- updates/2026/11/20/ada.yaml (lost)\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
        good: "done: [Shipped it]",
    },
];
