//! Attacks by the shape of the request: its history, its base, its size.

use super::attack::{Attack, Verdict};
use super::workshop::{FILE, TEAM, TODAY, update};

use Verdict::{Caught, Harmless, Refused, Shown};

pub(super) const ATTACKS: &[Attack] = &[
    Attack {
        name: "another-root",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let text = update("ada", "2026-11-23", "I resign");
            let change = shop
                .unrelated()
                .by("Mallory Specimen", "mallory@example.org");
            let team = TEAM.replace("ada@example.org", "mallory@example.org");
            shop.request(change.file(".tidings/team.yaml", team).file(TODAY, text))
        },
    },
    Attack {
        name: "old-base",
        verdict: Harmless,
        build: |shop| {
            // The log has gone on since: nothing of that is charged, and
            // nothing of it is taken back.
            let newer = shop.change().by("Grace Sample", "grace@example.org");
            let text = update("grace", "2026-11-23", "Reviewed more");
            let base = shop.commit(newer.file("updates/2026/11/23/grace.yaml", text));
            let text = update("ada", "2026-11-23", "Shipped it");
            let mut request = shop.request(shop.change().file(TODAY, text));
            request.base = base;
            request
        },
    },
    Attack {
        name: "older-team",
        verdict: Caught("wrong-author"),
        build: |shop| {
            // Mallory was a member once, and branches off from then.
            let address = "[ada@example.org, mallory@example.org]";
            let team = TEAM.replace("[ada@example.org]", address);
            let then = shop.commit(shop.change().file(".tidings/team.yaml", team));
            let now = shop.commit(shop.change().on(&[&then]));
            let text = update("ada", "2026-11-23", "I resign");
            let team = TEAM.replace("[ada@example.org]", address);
            let change = shop.change().by("Mallory Specimen", "mallory@example.org");
            let change = change.file(".tidings/team.yaml", team).on(&[&then]);
            let mut request = shop.request(change.file(TODAY, text));
            request.base = now;
            request
        },
    },
    Attack {
        name: "evil-merge",
        verdict: Caught("edited-by-other"),
        build: |shop| {
            let grace = || shop.change().by("Grace Sample", "grace@example.org");
            let text = update("grace", "2026-11-23", "Reviewed more");
            let path = "updates/2026/11/23/grace.yaml";
            let side = shop.commit(grace().file(path, &text));
            let other = shop.commit(grace().message("Nothing\n"));
            let change = update("ada", "2026-11-20", "Shipped nothing");
            let merge = grace().file(path, &text).on(&[&side, &other]);
            shop.request(merge.file("updates/2026/11/20/ada.yaml", change))
        },
    },
    Attack {
        name: "author-in-between",
        verdict: Caught("wrong-author"),
        build: |shop| {
            // The last to touch it is Ada; what it says is Mallory's.
            let text = update("ada", "2026-11-23", "I resign");
            let change = shop.change().by("Mallory Specimen", "mallory@example.org");
            let first = shop.commit(change.file(TODAY, &text));
            let change = shop.change().file(TODAY, format!("{text}# seen\n"));
            shop.request(change.on(&[&first]))
        },
    },
    Attack {
        name: "crossed-merges",
        verdict: Harmless,
        build: |shop| {
            let text = update("ada", "2026-11-23", "Shipped it");
            let change = || shop.change().file(TODAY, &text);
            let mut left = shop.commit(change().message("left\n"));
            let mut right = shop.commit(change().message("right\n"));
            for _ in 0..20 {
                let next = shop.commit(change().on(&[&left, &right]));
                right = shop.commit(change().on(&[&right, &left]));
                left = next;
            }
            shop.request(change().on(&[&left, &right]))
        },
    },
    Attack {
        name: "same-parent-twice",
        verdict: Harmless,
        build: |shop| {
            let text = update("ada", "2026-11-23", "Shipped it");
            let parents = vec![shop.base.as_str(); 60];
            shop.request(shop.change().on(&parents).file(TODAY, text))
        },
    },
    Attack {
        name: "missing-parent",
        verdict: Refused,
        build: |shop| {
            let text = update("ada", "2026-11-23", "Shipped it");
            let nowhere = "0123456789abcdef0123456789abcdef01234567";
            shop.request(shop.change().on(&[nowhere]).file(TODAY, text))
        },
    },
    Attack {
        name: "flood-of-files",
        verdict: Shown("stray-file"),
        build: |shop| {
            let mut change = shop.change();
            for n in 0..20_000 {
                let path = format!("x/{:02}/{n}", n % 100);
                change = change.object(FILE, &path, shop.empty());
            }
            shop.request(change)
        },
    },
    Attack {
        name: "flood-of-commits",
        verdict: Harmless,
        build: |shop| {
            let text = update("ada", "2026-11-23", "Shipped it");
            let commit = |parent: &str, message: &str| {
                let change = shop.change().on(&[parent]).message(message);
                shop.commit(change.file(TODAY, &text))
            };
            let first = commit(&shop.base, "first\n");
            shop.request_of(&shop.chain(&first, 2_000))
        },
    },
];
