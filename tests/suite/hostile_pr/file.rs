//! Attacks by the kind and name of files, and by trees that git itself would
//! not write.

use super::attack::{Attack, Verdict};
use super::workshop::{EXECUTABLE, FILE, LINK, SUBMODULE, TODAY, TREE, update};

use Verdict::{Caught, Harmless, Shown};

fn fine() -> String {
    update("ada", "2026-11-23", "Shipped it")
}

pub(super) const ATTACKS: &[Attack] = &[
    Attack {
        name: "link-out",
        verdict: Caught("symbolic-link"),
        build: |shop| shop.request(shop.change().entry(LINK, TODAY, "/etc/passwd")),
    },
    Attack {
        name: "linked-folder",
        verdict: Caught("symbolic-link"),
        build: |shop| shop.request(shop.change().entry(LINK, "updates/2026/12", "../../../..")),
    },
    Attack {
        name: "linked-team",
        verdict: Caught("symbolic-link"),
        build: |shop| {
            let change = shop
                .change()
                .entry(LINK, ".tidings/team.yaml", "../evil.yaml");
            shop.request(change)
        },
    },
    Attack {
        name: "executable-update",
        verdict: Caught("executable-file"),
        build: |shop| shop.request(shop.change().entry(EXECUTABLE, TODAY, fine())),
    },
    Attack {
        name: "submodule",
        verdict: Caught("submodule"),
        build: |shop| {
            let modules =
                "[submodule \"x\"]\n\tpath = updates/x\n\turl = --upload-pack=touch /tmp/x\n";
            let change = shop.change().file(".gitmodules", modules);
            shop.request(change.object(SUBMODULE, "updates/x", &shop.base))
        },
    },
    Attack {
        name: "case-collision",
        verdict: Caught("name-collision"),
        build: |shop| {
            let change = shop.change().file("updates/2026/11/20/ADA.yaml", fine());
            shop.request(change)
        },
    },
    Attack {
        name: "accent-collision",
        verdict: Caught("name-collision"),
        build: |shop| {
            let change = shop.change().file("updates/caf\u{e9}.yaml", "x");
            shop.request(change.file("updates/cafe\u{301}.yaml", "y"))
        },
    },
    Attack {
        name: "device-name",
        verdict: Caught("unportable-name"),
        build: |shop| shop.request(shop.change().file("updates/2026/11/23/con.yaml", fine())),
    },
    Attack {
        name: "backslash-name",
        verdict: Caught("unportable-name"),
        build: |shop| shop.request(shop.change().file("updates\\..\\..\\x.yaml", fine())),
    },
    Attack {
        name: "name-of-odd-bytes",
        verdict: Caught("unportable-name"),
        build: |shop| shop.request(shop.change().file(b"updates/\xff\xfe\x1b[2J.yaml", fine())),
    },
    Attack {
        name: "endless-name",
        verdict: Caught("damaged-object"),
        build: |shop| {
            let path = format!("updates/{}/x.yaml", "deep/".repeat(400));
            shop.request(shop.change().file(path.replace("//", "/"), fine()))
        },
    },
    Attack {
        name: "parent-folder",
        verdict: Caught("unportable-name"),
        build: |shop| {
            let blob = shop.object("blob", "x");
            let inner = shop.raw_tree(&[(FILE, b"x.yaml", &blob)]);
            shop.request(shop.change().object(TREE, "..", &inner))
        },
    },
    Attack {
        name: "git-folder",
        verdict: Caught("unportable-name"),
        build: |shop| {
            let blob = shop.object("blob", "#!/bin/sh\ntouch /tmp/x\n");
            let hooks = shop.raw_tree(&[(EXECUTABLE, b"post-checkout", &blob)]);
            let git = shop.raw_tree(&[(TREE, b"hooks", &hooks)]);
            let change = shop.change().object(TREE, ".git", &git);
            shop.request(change.object(TREE, "GIT~1", &git))
        },
    },
    Attack {
        name: "repeated-entry",
        verdict: Caught("damaged-object"),
        build: |shop| {
            let fine = shop.object("blob", fine());
            let link = shop.object("blob", "/etc/passwd");
            let day = shop.raw_tree(&[(FILE, b"ada.yaml", &fine), (LINK, b"ada.yaml", &link)]);
            shop.request(shop.change().object(TREE, "updates/2026/11/23", &day))
        },
    },
    Attack {
        name: "unsorted-tree",
        verdict: Caught("damaged-object"),
        build: |shop| {
            let fine = shop.object("blob", fine());
            let link = shop.object("blob", "/etc/passwd");
            let day = shop.raw_tree(&[(FILE, b"z.yaml", &fine), (LINK, b"ada.yaml", &link)]);
            shop.request(shop.change().object(TREE, "updates/2026/11/23", &day))
        },
    },
    Attack {
        name: "odd-mode",
        verdict: Caught("submodule"),
        build: |shop| {
            let fine = shop.object("blob", fine());
            let day = shop.raw_tree(&[("100777", b"ada.yaml", &fine), ("010644", b"pipe", &fine)]);
            shop.request(shop.change().object(TREE, "updates/2026/11/23", &day))
        },
    },
    Attack {
        name: "missing-object",
        verdict: Caught("damaged-object"),
        build: |shop| {
            let nowhere = "0123456789abcdef0123456789abcdef01234567";
            shop.request(shop.change().object(FILE, TODAY, nowhere))
        },
    },
    Attack {
        name: "object-of-another-kind",
        verdict: Caught("damaged-object"),
        build: |shop| {
            let commit = shop.base.clone();
            shop.request(shop.change().object(FILE, TODAY, &commit))
        },
    },
    Attack {
        name: "crossed-attributes",
        verdict: Shown("ci-changed"),
        build: |shop| {
            let text = "*.yaml filter=evil diff=evil merge=evil\n";
            shop.request(shop.change().file(".gitattributes", text))
        },
    },
    Attack {
        name: "odd-commit",
        verdict: Harmless,
        build: |shop| {
            let line = "Ada Example <ada@example.org> -1 -9999";
            let change = shop.change().raw_author(line).file(TODAY, fine());
            let change = change.header("encoding \u{1b}[31m\nx ::error::y\n");
            shop.request(change.message("\u{1b}[2J\n::error::x\n##[error]y\n"))
        },
    },
];
