//! Attacks on who said what: names, addresses, the team file.

use super::attack::{Attack, Verdict};
use super::workshop::{TEAM, TODAY, update};

use Verdict::Caught;

const MALLORY: (&str, &str) = ("Mallory Specimen", "mallory@example.org");
const GRACE: (&str, &str) = ("Grace Sample", "grace@example.org");

/// Returns the team file with an entry added, or a part replaced.
fn team_with(entry: &str) -> String {
    format!("{TEAM}{entry}")
}

const MALLORY_JOINS: &str = "  - handle: mallory\n    name: Mallory Specimen\n    \
                             emails: [mallory@example.org]\n    time_zone: UTC\n";

pub(super) const ATTACKS: &[Attack] = &[
    Attack {
        name: "impersonation",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let text = update("ada", "2026-11-23", "I resign");
            shop.request(shop.change().by(MALLORY.0, MALLORY.1).file(TODAY, text))
        },
    },
    Attack {
        name: "borrowed-author",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let text = update("ada", "2026-11-23", "I resign");
            let change = shop.change().committed_by(MALLORY.0, MALLORY.1);
            shop.request(change.file(TODAY, text))
        },
    },
    Attack {
        name: "file-of-another",
        verdict: Caught("wrong-author"),
        build: |shop| {
            // The path names one, the text another, the commit a third.
            let path = "updates/2026/11/23/linus.yaml";
            let text = update("linus", "2026-11-23", "I resign");
            shop.request(shop.change().by(GRACE.0, GRACE.1).file(path, text))
        },
    },
    Attack {
        name: "two-names",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let path = "updates/2026/11/23/grace.yaml";
            let text = update("ada", "2026-11-23", "I resign");
            shop.request(shop.change().by(MALLORY.0, MALLORY.1).file(path, text))
        },
    },
    Attack {
        name: "unknown-author",
        verdict: Caught("unknown-author"),
        build: |shop| {
            let path = "updates/2026/11/23/mallory.yaml";
            let text = update("mallory", "2026-11-23", "I am one of you");
            shop.request(shop.change().by(MALLORY.0, MALLORY.1).file(path, text))
        },
    },
    Attack {
        name: "lookalike-handle",
        verdict: Caught("misplaced"),
        build: |shop| {
            // The first letter is Cyrillic.
            let path = "updates/2026/11/23/\u{430}da.yaml";
            let text = update("\u{430}da", "2026-11-23", "I resign");
            shop.request(shop.change().by(MALLORY.0, MALLORY.1).file(path, text))
        },
    },
    Attack {
        name: "edit-of-another",
        verdict: Caught("edited-by-other"),
        build: |shop| {
            let text = update("ada", "2026-11-20", "Shipped nothing");
            let change = shop.change().by(GRACE.0, GRACE.1);
            shop.request(change.file("updates/2026/11/20/ada.yaml", text))
        },
    },
    Attack {
        name: "removal-of-another",
        verdict: Caught("removed-by-other"),
        build: |shop| {
            let change = shop.change().by(GRACE.0, GRACE.1);
            shop.request(change.without("updates/2026/11/20/ada.yaml"))
        },
    },
    Attack {
        name: "stolen-address",
        verdict: Caught("claimed-identity"),
        build: |shop| {
            let entry = MALLORY_JOINS.replace("mallory@example.org", "ada@example.org");
            let change = shop.change().by(MALLORY.0, MALLORY.1);
            shop.request(change.file(".tidings/team.yaml", team_with(&entry)))
        },
    },
    Attack {
        name: "former-handle",
        verdict: Caught("claimed-identity"),
        build: |shop| {
            let entry = MALLORY_JOINS.replace("handle: mallory", "handle: lovelace");
            let change = shop.change().by(MALLORY.0, MALLORY.1);
            shop.request(change.file(".tidings/team.yaml", team_with(&entry)))
        },
    },
    Attack {
        name: "added-address",
        verdict: Caught("identity-changed"),
        build: |shop| {
            let both = "[ada@example.org, mallory@example.org]";
            let team = TEAM.replace("[ada@example.org]", both);
            let text = update("ada", "2026-11-23", "I resign");
            let change = shop.change().by(MALLORY.0, MALLORY.1).file(TODAY, text);
            shop.request(change.file(".tidings/team.yaml", team))
        },
    },
    Attack {
        name: "closed-door",
        verdict: Caught("join-closed"),
        build: |shop| {
            let closed = TEAM.replace("join: open", "join: closed");
            let base = shop.commit(shop.change().file(".tidings/team.yaml", &closed));
            let team = format!("{closed}{MALLORY_JOINS}");
            let change = shop.change().by(MALLORY.0, MALLORY.1).on(&[&base]);
            let mut request = shop.request(change.file(".tidings/team.yaml", team));
            request.base = base;
            request
        },
    },
    Attack {
        name: "opened-door",
        verdict: Caught("join-closed"),
        build: |shop| {
            // The change opens the team to itself.
            let closed = TEAM.replace("join: open", "join: closed");
            let base = shop.commit(shop.change().file(".tidings/team.yaml", &closed));
            let team = team_with(MALLORY_JOINS);
            let change = shop.change().by(MALLORY.0, MALLORY.1).on(&[&base]);
            let mut request = shop.request(change.file(".tidings/team.yaml", team));
            request.base = base;
            request
        },
    },
    Attack {
        name: "loosened-rule",
        verdict: Caught("secret"),
        build: |shop| {
            let team = format!("{TEAM}check: {{ secret: off }}\n");
            let token = format!("ghp_{}", "aB3dE5gH7jK9mN1pQ3sT".repeat(2));
            let text = update("ada", "2026-11-23", &token);
            let change = shop.change().file(".tidings/team.yaml", team);
            shop.request(change.file(TODAY, text))
        },
    },
    Attack {
        name: "no-team",
        verdict: Caught("team-removed"),
        build: |shop| shop.request(shop.change().without(".tidings/team.yaml")),
    },
    Attack {
        name: "unreadable-team",
        verdict: Caught("wrong-author"),
        build: |shop| {
            // Whoever is believed is in the log, not in the change.
            let text = update("ada", "2026-11-23", "I resign");
            let change = shop.change().by(MALLORY.0, MALLORY.1);
            let change = change.file(".tidings/team.yaml", "members: [[[[");
            shop.request(change.file(TODAY, text))
        },
    },
    Attack {
        name: "posted-by-claim",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let text = update("ada", "2026-11-23", "I resign");
            let change = shop.change().by(MALLORY.0, MALLORY.1).file(TODAY, text);
            let trailer = "Post\n\nTidings-Posted-By: grace\n";
            shop.request(change.message(trailer))
        },
    },
    Attack {
        name: "noreply-of-another",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let text = update("ada", "2026-11-23", "I resign");
            let address = "1+mallory@users.noreply.github.com";
            let change = shop.change().by("Ada Example", address);
            shop.request(change.file(TODAY, text))
        },
    },
    Attack {
        name: "mapped-author",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let text = update("ada", "2026-11-23", "I resign");
            let map = "Ada Example <ada@example.org> <mallory@example.org>\n";
            let change = shop.change().by(MALLORY.0, MALLORY.1);
            shop.request(change.file(".mailmap", map).file(TODAY, text))
        },
    },
    Attack {
        name: "false-signature",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let text = update("ada", "2026-11-23", "I resign");
            let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n \
                             -----END PGP SIGNATURE-----\n";
            let change = shop.change().by(MALLORY.0, MALLORY.1).header(signature);
            shop.request(change.file(TODAY, text))
        },
    },
    Attack {
        name: "reply-in-anothers-name",
        verdict: Caught("wrong-author"),
        build: |shop| {
            let path = "replies/2026/11/20/ada/4f0c2a91be77.yaml";
            let text = "tidings: 1\nauthor: grace\nto: ada/2026-11-20\ntext: I agree\n";
            let change = shop.change().by(MALLORY.0, MALLORY.1);
            shop.request(change.file(path, text))
        },
    },
    Attack {
        name: "odd-author",
        verdict: Caught("damaged-object"),
        build: |shop| {
            let line =
                "\u{1b}[31m::error::##[error]\u{202e} <ada@example.org> 99999999999999 +9999";
            let text = update("ada", "2026-11-23", "Shipped it");
            shop.request(shop.change().raw_author(line).file(TODAY, text))
        },
    },
];
