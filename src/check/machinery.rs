use crate::format::{LogPath, MAILMAP_PATH, TEMPLATE_DIRECTORY, parse_path};
use crate::model::{ChangeSet, FileChange, Finding, Severity};

use super::Rule;

/// Changes to what a forge runs or obeys.
pub(super) const CI: Rule = Rule {
    name: "ci-changed",
    severity: Severity::Warning,
    title: "A change to CI is worth a look",
    why: "Workflows, CODEOWNERS and .gitattributes decide what is run, who must review, and what a \
          review shows. A pull request runs the workflows that it brings, so that it can take away the \
          very check that reports this: let a branch rule ask for a review of these files.",
    remedy: "look at it as at code that will be run",
    bad: "+++ .github/workflows/tidings-check.yml\non: pull_request",
    good: "+++ README.md\n# The log of Team Quill",
};

/// Changes to a template.
pub(super) const TEMPLATE: Rule = Rule {
    name: "template-changed",
    severity: Severity::Warning,
    title: "A change to a template is worth a look",
    why: "Templates lay out every digest from now on, and can leave out whom they like.",
    remedy: "build a digest with it, and look at that",
    bad: "+++ .tidings/templates/digest.md.jinja\n# {{ team }}",
    good: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// Changes to the file that says which names and addresses are one person.
pub(super) const MAILMAP: Rule = Rule {
    name: "mailmap-changed",
    severity: Severity::Warning,
    title: "A change to .mailmap is worth a look",
    why: "It decides under whose name commits are shown, those of the past too.",
    remedy: "ask those whose names and addresses it gives",
    bad: "+++ .mailmap\nAda Example <ada@example.org> <mallory@example.org>",
    good: "+++ README.md\n# The log of Team Quill",
};

/// Changes to a digest that was published.
pub(super) const DIGEST: Rule = Rule {
    name: "digest-changed",
    severity: Severity::Warning,
    title: "A published digest stays as it is",
    why: "It names the commit it was built from, so that anyone can build the same one again; after a \
          change by hand nobody can.",
    remedy: "leave it as it was; what came late opens the next one",
    bad: "--- digests/2026/W46.md\n# Week 46\n+++ digests/2026/W46.md\n# Week 46, improved",
    good: "+++ digests/2026/W47.md\n# Week 47",
};

/// A digest that comes as a change of its own.
pub(super) const ADDED: Rule = Rule {
    name: "digest-added",
    severity: Severity::Warning,
    title: "A digest that somebody brings is worth a look",
    why: "It counts as published, so that nobody builds another one for its week, and it says in the \
          name of all what they have done.",
    remedy: "build it again from the commit that it names, and compare",
    bad: "+++ digests/2026/W47.md\n# Week 47, as I saw it",
    good: "+++ README.md\n# The log of Team Quill",
};

/// Updates that come along with changes to CI.
pub(super) const MIXED: Rule = Rule {
    name: "mixed-change",
    severity: Severity::Error,
    title: "Updates do not come along with changes to CI or templates",
    why: "Who reviews an update looks at words, and would merge the rest unseen.",
    remedy: "put the two into pull requests of their own",
    bad: "+++ .github/workflows/tidings-check.yml\non: pull_request\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
    good: "+++ README.md\n# The log of Team Quill\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]",
};

/// Names of files and folders, in lower case, that forges and git obey.
const NAMES: [&str; 24] = [
    ".github",
    ".gitlab",
    ".gitlab-ci.yml",
    ".gitea",
    ".forgejo",
    ".circleci",
    ".travis.yml",
    ".drone.yml",
    ".woodpecker",
    ".woodpecker.yml",
    ".woodpecker.yaml",
    ".cirrus.yml",
    ".buildkite",
    ".azure-pipelines",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "jenkinsfile",
    ".builds",
    ".build.yml",
    ".pre-commit-config.yaml",
    ".gitattributes",
    ".gitmodules",
    "codeowners",
    "action.yml",
];

/// Returns whether a forge or git obeys what stands at this path.
pub(super) fn is_machinery(path: &[u8]) -> bool {
    let is = |part: &[u8], name: &str| part.eq_ignore_ascii_case(name.as_bytes());
    let first = path.split(|&byte| byte == b'/').next().unwrap_or_default();
    let last = path.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
    NAMES.iter().any(|name| is(first, name)) || is(last, ".gitattributes") || is(last, "CODEOWNERS")
}

/// Finds changes that are worth a look whatever they say.
pub(super) fn check(path: &str, change: &FileChange, findings: &mut Vec<Finding>) {
    let done = match (&change.before, &change.after) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    };
    let is_digest = matches!(parse_path(path), LogPath::Digest(_));
    let rule = if is_machinery(&change.path) {
        CI
    } else if path.starts_with(TEMPLATE_DIRECTORY) {
        TEMPLATE
    } else if path == MAILMAP_PATH {
        MAILMAP
    } else if is_digest && change.before.is_none() {
        ADDED
    } else if is_digest {
        DIGEST
    } else {
        return;
    };
    findings.push(rule.finding(path, None, format!("this file is {done}")));
}

/// Finds updates that come along with changes to what is run.
pub(super) fn check_mixture(set: &ChangeSet, findings: &mut Vec<Finding>) {
    // Who starts a log brings everything at once.
    if set.trusted.is_none() {
        return;
    }
    let path = |change: &FileChange| String::from_utf8_lossy(&change.path).into_owned();
    let is_said = |change: &&FileChange| {
        let path = String::from_utf8_lossy(&change.path);
        path.starts_with("updates/") || path.starts_with("replies/")
    };
    let is_run = |change: &&FileChange| {
        is_machinery(&change.path) || change.path.starts_with(TEMPLATE_DIRECTORY.as_bytes())
    };
    let run = set.changes.iter().find(is_run);
    let said = set.changes.iter().find(is_said);
    if let (Some(run), Some(said)) = (run, said) {
        let message = format!("this comes along with {}", path(said));
        findings.push(MIXED.finding(&path(run), None, message));
    }
}
