//! Texts that were made to break programs.

use super::team::Team;

/// Words that YAML, Markdown, shells and terminals take for something else.
const TEXTS: [&str; 37] = [
    "yes",
    "--version",
    "--help",
    "-Infinity",
    "NO",
    "null",
    "~",
    "1e3",
    "0x1f",
    "2026-11-23",
    "12:30:45",
    "- dash",
    "# hash",
    "a #hash",
    "key: value",
    "[list]",
    "{map: 1}",
    "&anchor",
    "*alias",
    "!tag",
    "| pipe",
    "> fold",
    "%directive",
    "`back`",
    "\"quoted\"",
    "'single'",
    "back\\slash",
    "---",
    "...",
    "<script>alert(1)</script>",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{202e}right to left",
    "日本語 👩‍👩‍👧 é e\u{301}",
    "\u{feff}mark",
    "tab\there",
    "[x] box",
    "(due 2026-11-30)",
];

#[test]
fn every_text_comes_out_as_it_went_in_by_every_way() {
    let texts: Vec<&str> = TEXTS.to_vec();
    let mut files = Vec::new();
    for way in ["options", "yaml", "json"] {
        let team = Team::new();
        let run = match way {
            "options" => {
                let args: Vec<&str> = texts.iter().flat_map(|text| ["-n", *text]).collect();
                team.post(&args)
            }
            "yaml" => {
                let lines: Vec<String> = texts
                    .iter()
                    .map(|text| format!("  - {}\n", serde_json::json!(text)))
                    .collect();
                team.post(&["-f", "-"])
                    .stdin(format!("next:\n{}", lines.concat()))
            }
            _ => {
                std::fs::write(
                    team.repo.join("u.json"),
                    serde_json::json!({ "next": texts }).to_string(),
                )
                .expect("the sandbox is writable");
                team.post(&["-f", "u.json"])
            }
        };
        run.run().ok();
        files.push(team.file("updates/2026/11/23/ada.yaml"));
        let read = team.texts(23, "next");
        for (text, read) in texts.iter().zip(&read) {
            assert_eq!(read, text, "{way}");
        }
        assert_eq!(read.len(), texts.len(), "{way}");
        // The form shows and reads every one of them without a change.
        let before = team.tip();
        team.post(&["--edit"]).env("GIT_EDITOR", "true").run().ok();
        assert_eq!(team.tip(), before, "{way}");
        // Carried, ticked and shown, they break nothing.
        let id = team.id(23, "next");
        team.post(&["--for", "2026-11-24", "--did", &id]).run().ok();
        let shown = team.tidings(&["show", "ada/2026-11-23"]).run().ok();
        for bad in ['\u{1b}', '\u{202e}'] {
            assert!(!shown.stdout().contains(bad), "{shown}");
        }
    }
    assert_eq!(files[0], files[1]);
    assert_eq!(files[0], files[2]);
}
