//! Attacks by what an update says: YAML, sizes, secrets, dates.

use super::attack::{Attack, Verdict};
use super::workshop::{TODAY, update};

use Verdict::{Caught, Harmless, Shown};

pub(super) const ATTACKS: &[Attack] = &[
    Attack {
        name: "pasted-token",
        verdict: Caught("secret"),
        build: |shop| {
            let token = format!("github_pat_{}", "aB3dE5gH7jK9mN1pQ3sT".repeat(4));
            let text = update("ada", "2026-11-23", &format!("Use {token} for it"));
            shop.request(shop.change().file(TODAY, text))
        },
    },
    Attack {
        name: "pasted-key",
        verdict: Caught("secret"),
        build: |shop| {
            let key = "notes: |\n  -----BEGIN OPENSSH PRIVATE KEY-----\n  b3BlbnNzaC1rZXktdjEA\n  \
                       -----END OPENSSH PRIVATE KEY-----\n";
            shop.request(shop.change().says(key))
        },
    },
    Attack {
        name: "escaped-token",
        verdict: Caught("secret"),
        build: |shop| {
            // Spelt with escapes, the bytes do not show what the text says.
            let body = "aB3dE5gH7jK9mN1pQ3sT".repeat(2);
            let text = format!("done:\n  - \"\\x67\\u0068p\\x5f{body}\"\n");
            shop.request(shop.change().says(text))
        },
    },
    Attack {
        name: "alias-bomb",
        verdict: Caught("anchor"),
        build: |shop| {
            let mut text = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
            for (n, before) in ('b'..='k').zip('a'..='j') {
                let many = vec![format!("*{before}"); 9].join(", ");
                text.push_str(&format!("{n}: &{n} [{many}]\n"));
            }
            shop.request(shop.change().says(text))
        },
    },
    Attack {
        name: "deep-nesting",
        verdict: Caught("bad-yaml"),
        build: |shop| shop.request(shop.change().says(format!("done: {}", "[".repeat(60_000)))),
    },
    Attack {
        name: "oversized-file",
        verdict: Caught("too-big"),
        build: |shop| {
            let text = "x".repeat(32 << 20);
            shop.request(shop.change().says(format!("notes: {text}\n")))
        },
    },
    Attack {
        name: "binary-file",
        verdict: Caught("not-utf8"),
        build: |shop| {
            let bytes: Vec<u8> = (0..=255).cycle().take(5_000).collect();
            shop.request(shop.change().file(TODAY, bytes))
        },
    },
    Attack {
        name: "second-document",
        verdict: Caught("many-documents"),
        build: |shop| {
            let text = "done: [Shipped it]\n---\ndone: [I resign]\n";
            shop.request(shop.change().says(text))
        },
    },
    Attack {
        name: "repeated-key",
        verdict: Caught("duplicate-key"),
        build: |shop| {
            let text = "done: [Shipped it]\ndone: [I resign]\n";
            shop.request(shop.change().says(text))
        },
    },
    Attack {
        name: "object-tag",
        verdict: Caught("tag"),
        build: |shop| {
            let text = "notes: !!python/object/apply:os.system [touch /tmp/x]\n";
            shop.request(shop.change().says(text))
        },
    },
    Attack {
        name: "newer-format",
        verdict: Caught("newer-format"),
        build: |shop| {
            let text = "tidings: 99\nauthor: ada\nperiod: 2026-11-23\n";
            shop.request(shop.change().file(TODAY, text))
        },
    },
    Attack {
        name: "template-in-text",
        verdict: Harmless,
        build: |shop| {
            let text =
                "{{ range(999999999) }}{% include '/etc/passwd' %}${{ secrets.TOKEN }}$(id)`id`";
            shop.request(shop.change().file(TODAY, update("ada", "2026-11-23", text)))
        },
    },
    Attack {
        name: "wrong-period",
        verdict: Caught("wrong-period"),
        build: |shop| {
            let text = update("ada", "2026-11-20", "Shipped it");
            shop.request(shop.change().file(TODAY, text))
        },
    },
    Attack {
        name: "future-period",
        verdict: Shown("future-period"),
        build: |shop| {
            let text = update("ada", "2099-01-01", "Shipped it");
            shop.request(shop.change().file("updates/2099/01/01/ada.yaml", text))
        },
    },
    Attack {
        name: "no-such-day",
        verdict: Caught("misplaced"),
        build: |shop| {
            let text = update("ada", "2026-02-31", "Shipped it");
            shop.request(shop.change().file("updates/2026/02/31/ada.yaml", text))
        },
    },
    Attack {
        name: "rewritten-week",
        verdict: Shown("published-changed"),
        build: |shop| {
            let text = update("ada", "2026-11-12", "Shipped nothing");
            shop.request(shop.change().file("updates/2026/11/12/ada.yaml", text))
        },
    },
    Attack {
        name: "calendar-bomb",
        verdict: Harmless,
        build: |shop| {
            let event = "BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=SECONDLY\r\n\
                         SUMMARY:x\r\nEND:VEVENT\r\n";
            let text = format!("BEGIN:VCALENDAR\r\n{}END:VCALENDAR\r\n", event.repeat(500));
            shop.request(shop.change().file("calendars/fr.ics", text))
        },
    },
    Attack {
        name: "reply-to-nothing",
        verdict: Caught("no-target"),
        build: |shop| {
            let path = "replies/2026/11/20/ada/4f0c2a91be77.yaml";
            let text = "tidings: 1\nauthor: ada\nto: ada/2026-11-20/none\ntext: I agree\n";
            shop.request(shop.change().file(path, text))
        },
    },
];
