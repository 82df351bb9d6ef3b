//! Rules on what somebody posts from a form or a file.

use crate::check::Rule;
use crate::model::Severity;

/// The rules on what somebody posts from a form or a file.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "not-an-update",
        severity: Severity::Error,
        title: "What is posted is YAML or Markdown",
        why: "A bare text may be either, and neither says in which section it belongs.",
        remedy: "begin with a heading such as '## Done', or with '- ' for what is done",
        bad: "+++ input.yaml\nShipped it",
        good: "+++ input.yaml\ndone: [Shipped it]",
    },
    Rule {
        name: "unknown-heading",
        severity: Severity::Error,
        title: "Every heading is a section",
        why: "What stands below another one would be lost.",
        remedy: "correct the heading; --edit shows the sections there are",
        bad: "+++ form.md\n## Dnoe\n- Shipped it",
        good: "+++ form.md\n## Done\n- Shipped it",
    },
    Rule {
        name: "no-heading",
        severity: Severity::Error,
        title: "Text stands below a heading",
        why: "Nobody knows in which section it belongs.",
        remedy: "put a heading such as '## Done' above it",
        bad: "+++ form.md\nShipped it\n\n## Done\n- Shipped more",
        good: "+++ form.md\n## Done\n- Shipped it",
    },
    Rule {
        name: "open-comment",
        severity: Severity::Error,
        title: "A comment ends",
        why: "All that follows would be lost.",
        remedy: "end it with '-->', or write '\\\\<!--' if it is text",
        bad: "+++ form.md\n## Done\n- Shipped it <!-- or not",
        good: "+++ form.md\n## Done\n- Shipped it <!-- or not -->",
    },
    Rule {
        name: "open-fence",
        severity: Severity::Error,
        title: "A block of code ends",
        why: "All that follows would be code, headings too.",
        remedy: "end it with the same signs on a line of their own",
        bad: "+++ form.md\n## Notes\n```\ncargo run",
        good: "+++ form.md\n## Notes\n```\ncargo run\n```",
    },
    Rule {
        name: "bad-attribute",
        severity: Severity::Error,
        title: "What stands in braces can be read",
        why: "It says when an item is due and who is needed.",
        remedy: "correct it, or write a backslash before '{' if it is text",
        bad: "+++ form.md\n## Next\n- Roll out {due=soon}",
        good: "+++ form.md\n## Next\n- Roll out {due=2026-11-25}",
    },
];
