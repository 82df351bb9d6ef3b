//! Attacks on what runs and shows the check: workflows, templates, digests.

use super::attack::{Attack, Verdict};
use super::workshop::{TODAY, update};

use Verdict::{Caught, Shown};

pub(super) const ATTACKS: &[Attack] = &[
    Attack {
        name: "weakened-workflow",
        verdict: Caught("mixed-change"),
        build: |shop| {
            let text = "on: pull_request\njobs: {}\n";
            let change = shop.change().file(".github/workflows/tidings.yml", text);
            let token = format!("ghp_{}", "aB3dE5gH7jK9mN1pQ3sT".repeat(2));
            shop.request(change.file(TODAY, update("ada", "2026-11-23", &token)))
        },
    },
    Attack {
        name: "added-workflow",
        verdict: Shown("ci-changed"),
        build: |shop| {
            let text = "on: pull_request_target\npermissions: write-all\n";
            shop.request(shop.change().file(".github/workflows/x.yml", text))
        },
    },
    Attack {
        name: "removed-workflow",
        verdict: Shown("ci-changed"),
        build: |shop| shop.request(shop.change().without(".github/workflows/tidings.yml")),
    },
    Attack {
        name: "local-action",
        verdict: Shown("ci-changed"),
        build: |shop| {
            let text = "runs: { using: composite, steps: [] }\n";
            shop.request(shop.change().file(".github/actions/check/action.yml", text))
        },
    },
    Attack {
        name: "gitlab-pipeline",
        verdict: Shown("ci-changed"),
        build: |shop| {
            shop.request(
                shop.change()
                    .file(".gitlab-ci.yml", "x: { script: [id] }\n"),
            )
        },
    },
    Attack {
        name: "code-owners",
        verdict: Shown("ci-changed"),
        build: |shop| shop.request(shop.change().file(".github/CODEOWNERS", "* @mallory\n")),
    },
    Attack {
        name: "code-owners-elsewhere",
        verdict: Shown("ci-changed"),
        build: |shop| shop.request(shop.change().file("CODEOWNERS", "* @mallory\n")),
    },
    Attack {
        name: "endless-template",
        verdict: Shown("template-changed"),
        build: |shop| {
            let text =
                "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}";
            shop.request(
                shop.change()
                    .file(".tidings/templates/digest.md.jinja", text),
            )
        },
    },
    Attack {
        name: "removed-template",
        verdict: Shown("template-changed"),
        build: |shop| shop.request(shop.change().without(".tidings/templates/digest.md.jinja")),
    },
    Attack {
        name: "rewritten-digest",
        verdict: Shown("digest-changed"),
        build: |shop| {
            let text = "# Week 2026-W46\n\nAda did nothing.\n";
            shop.request(shop.change().file("digests/2026/W46.md", text))
        },
    },
    Attack {
        name: "invented-digest",
        verdict: Shown("digest-added"),
        build: |shop| {
            let text = "# Week 2026-W47\n\nAda did nothing.\n";
            shop.request(shop.change().file("digests/2026/W47.md", text))
        },
    },
    Attack {
        name: "stray-program",
        verdict: Shown("stray-file"),
        build: |shop| shop.request(shop.change().file("Makefile", "all:\n\tid\n")),
    },
];
