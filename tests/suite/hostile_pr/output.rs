//! Attacks on whoever reads the result: the runner, the terminal, the page.

use super::attack::{Attack, Verdict};
use super::workshop::{TODAY, update};

use Verdict::{Caught, Harmless, Shown};

/// What each of them is said in: a list that is no list, so that findings
/// quote it; a word for a date; an unknown key.
fn everywhere(text: &str) -> String {
    let text = serde_json::Value::from(text);
    format!(
        "tidings: 1\nauthor: ada\nperiod: 2026-11-23\nhealth: {text}\n{text}: 1\n\
         done:\n  - {{ text: {text}, {text}: 2 }}\nnext:\n  - {{ text: {text}, due: {text} }}\n\
         blockers:\n  - {{ text: {text}, needs: [{text}] }}\nquestions: {text}\n"
    )
}

pub(super) const ATTACKS: &[Attack] = &[
    Attack {
        name: "workflow-command",
        verdict: Harmless,
        build: |shop| {
            let text = "x\n::error file=a::b\n::add-mask::secret\n::stop-commands::k\n\
                        ::set-output name=a::b\n::group::g";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "old-workflow-command",
        verdict: Harmless,
        build: |shop| {
            let text = "see ##[error]b and ##[set-env name=PATH]/tmp ##[group]g";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "command-in-a-plain-scalar",
        verdict: Harmless,
        build: |shop| {
            // A parser's message quotes the line; the line begins with it.
            let text = "::error::x: [\n::warning::y\n##[error]z: {\n";
            shop.request(shop.change().says(text))
        },
    },
    Attack {
        name: "carriage-return-command",
        verdict: Harmless,
        build: |shop| {
            let text = "x\r::error::y\u{85}::error::z\u{2028}::error::u\u{0b}::error::v";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "indented-command",
        verdict: Harmless,
        build: |shop| {
            let text = "x\n \u{a0}\u{2003}\t::error::y\n\u{feff}::error::z";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "escaped-command",
        verdict: Harmless,
        build: |shop| {
            let text = "x%0A::error::y%0D%0A::add-mask::z%250A::error::u";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "property-injection",
        verdict: Caught("misplaced"),
        build: |shop| {
            let path = "updates/a,line=1,title=fine::ok/x.yaml";
            shop.request(shop.change().file(path, "x"))
        },
    },
    Attack {
        name: "command-in-a-file-name",
        verdict: Caught("misplaced"),
        build: |shop| {
            let path = "updates/2026/11/23/\n::error::x\n##[error]y.yaml";
            shop.request(shop.change().file(path, update("ada", "2026-11-23", "x")))
        },
    },
    Attack {
        name: "output-injection",
        verdict: Harmless,
        build: |shop| {
            let text = "x\nname=value\nname<<EOF\nvalue\nEOF\nghadelimiter_x";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "gitlab-section",
        verdict: Harmless,
        build: |shop| {
            let text =
                "x\nsection_start:1:a[collapsed=true]\r\u{1b}[0Kb\nsection_end:1:a\r\u{1b}[0K";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "terminal-escape",
        verdict: Harmless,
        build: |shop| {
            let text = "\u{1b}[2J\u{1b}]0;title\u{7}\u{1b}]52;c;cm0gLXJmIC8=\u{7}\u{9b}31m\u{1b}P+q\u{1b}\\";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "terminal-link",
        verdict: Harmless,
        build: |shop| {
            let text = "\u{1b}]8;;https://example.org/\u{1b}\\log in\u{1b}]8;;\u{1b}\\";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "overwritten-line",
        verdict: Harmless,
        build: |shop| {
            let text = "all is well\u{8}\u{8}\u{8}\rnothing was found";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "reversed-text",
        verdict: Caught("bidirectional-text"),
        build: |shop| {
            let text = "approve\u{202e}\u{2066}reject\u{2069}\u{200f}";
            shop.request(shop.change().file(TODAY, update("ada", "2026-11-23", text)))
        },
    },
    Attack {
        name: "hidden-text",
        verdict: Shown("hidden-character"),
        build: |shop| {
            let text = "approve\u{200b}\u{2060}\u{e0041}\u{e0042}\u{ad}";
            shop.request(shop.change().file(TODAY, update("ada", "2026-11-23", text)))
        },
    },
    Attack {
        name: "html-in-the-summary",
        verdict: Harmless,
        build: |shop| {
            let text = "</td></table><img src=https://example.org/x onerror=alert(1)>\
                        <script>alert(1)</script><details open><!-- ";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "markdown-in-the-summary",
        verdict: Harmless,
        build: |shop| {
            let text = "a | b |\n|---|\n![x](https://example.org/x.png) [y](javascript:alert(1)) \
                        <https://example.org> `c` ``` **d** # e\n\n> f\n\n[g]: https://example.org";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "mention-in-the-summary",
        verdict: Harmless,
        build: |shop| {
            let text = "@everyone @ada @tidings-log/all #1 GH-1";
            shop.request(shop.change().file(TODAY, everywhere(text)))
        },
    },
    Attack {
        name: "flood-of-findings",
        verdict: Caught("unportable-name"),
        build: |shop| {
            let mut change = shop.change();
            for n in 0..3_000 {
                let path = format!("updates/2026/11/23/con{n}:.yaml");
                change = change.object(super::workshop::FILE, &path, shop.empty());
            }
            shop.request(change)
        },
    },
];
