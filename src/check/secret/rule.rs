use crate::check::{File, Rule};
use crate::model::{Finding, Place, Severity};

use super::scan::scan;

/// A key or token.
pub(in crate::check) const SECRET: Rule = Rule {
    name: "secret",
    severity: Severity::Error,
    title: "No keys, tokens or passwords stand in the log",
    why: "Whoever can read the log can use them, and what git once held stays in its history. Known are \
          the forms in which well-known services issue tokens, private keys, passwords in addresses, \
          and long random values that are called password, token or secret. What is found is never \
          repeated.",
    remedy: "take it out; once it was pushed, revoke it and issue another",
    bad: "notes: |\n  The new key:\n  -----BEGIN OPENSSH PRIVATE KEY-----\n",
    good: "notes: |\n  The new key is in the safe; its name begins with AKIA\n",
};

/// Finds secrets in the text of a file, and in what its escapes stand for.
pub(in crate::check) fn check(file: &File<'_>, findings: &mut Vec<Finding>) {
    let before = findings.len();
    for (index, line) in file.text.lines().enumerate() {
        for found in scan(line) {
            let place = Place {
                line: index + 1,
                column: line[..found.span.start].chars().count() + 1,
            };
            let message = format!("this looks like {}", found.what);
            findings.push(SECRET.finding(file.path, Some(place), message));
        }
    }
    if findings.len() > before {
        return;
    }
    // Only escapes and folded lines can hide one from those who read the file.
    let hidden = file
        .texts()
        .find_map(|text| text.lines().find_map(|line| scan(line).pop()));
    if let Some(found) = hidden {
        let message = format!("what this file says looks like {}", found.what);
        findings.push(SECRET.finding(file.path, None, message));
    }
}
