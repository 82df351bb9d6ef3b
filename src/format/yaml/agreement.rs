//! The quick reader and the parser agree on whatever the quick one takes.

use proptest::prelude::*;

use super::document::Loader;
use super::quick;

/// What people write, and the quick reader takes.
const TAKEN: [&str; 7] = [
    "tidings: 1\nauthor: ada\nperiod: 2026-11-22\ndone:\n  - \"Shipped (#1)\"\n  - Fixed (#2) it\nnext:\n  - id: ab2c\n    text: Roll it out\nnotes: |\n  One\n\n  two\n",
    "tidings: 1\nname: Team Quill\ncadence:\n  daily: { due: \"17:00\", grace: 16h }\nmembers:\n  - handle: ada\n    emails: [ada@example.org, a@example.org]\n    work: { days: [mon, tue], hours: \"08:00-16:30\" }\n    absences: [{ from: 2026-08-03, until: 2026-08-21, reason: Summer }]\n",
    "# A comment\n\nmembers:\n\n  # Platform\n  - handle: ada\n\n    name: Ada Example\n  # Others\n\n# end\n",
    "a: |-\n    x: \"y\n      z # w\n# c\nb: [ ]\nc: {}\nd: [a, [b, {c: d}, ], ]\n",
    "a:\n    - é ü\n    - b: 李 \"x\"\n      c: (d) [e] {f}, g\n    # h\n    - |\n      i\n\n\nj: k\n",
    "a: http://example.org:80/#x\nb: \"é: y # z\"\nc: [ \"é\", b ]\n",
    "a:\n  b:\n    c:\n      - d: e\n  f: |\n    g\n     h\n\n    i \n\nj: 1\n",
];

/// What else may stand anywhere.
const PIECES: [&str; 48] = [
    "\n", "\n\n", " ", "  ", "    ", "\n  ", "\n    ", "\n      ", "- ", "-", "a", "b: ", "c:",
    "d: e", ":", ": ", "#", " #", "\"", "\"x\"", "'", "'x'", "[", "]", "{", "}", ", ", ",", "|",
    "|-", "|+", "|2", ">", "\\", "\t", "\r\n", "---", "...", "&a", "*a", "!t", "? ", "%", "é",
    "\u{85}", "\u{feff}", "\u{2028}", "~",
];

fn assert_agrees(source: &str) -> bool {
    let Some(quick) = quick::load(source) else {
        return false;
    };
    match Loader::load(source) {
        Ok(whole) => assert_eq!(quick, whole, "{source:?}"),
        Err(refusal) => panic!("{source:?} is refused: {refusal:?}"),
    }
    true
}

#[test]
fn what_people_write_is_read_quickly() {
    for source in TAKEN {
        assert!(assert_agrees(source), "{source}");
    }
}

#[test]
fn what_means_more_is_left_to_the_parser() {
    for source in [
        "",
        "a",
        "a:\n",
        "a: b",
        "- a\n",
        "a: b\n c\n",
        "a: b\n  \n",
        "a: 'b'\n",
        "a: \"\\n\"\n",
        "a: \"b\nc\"\n",
        "a: b # c\n",
        "a: b: c\n",
        "a: &b c\n",
        "a: *b\n",
        "a: !b c\n",
        "a: >\n  b\n",
        "a: [b\n",
        "a: [b] c\n",
        "a: [b: c]\n",
        "a: [\"b\" \"c\"]\n",
        "a: |\n\n  b\n",
        "a: |+\n  b\n",
        "a: |\n  b\n c\n",
        "a:\tb\n",
        "a: b\r\n",
        "a:\n- b\n",
        "--- a\n",
        "a: b\n...\n",
        "a: b\n---\n",
        "? a\n",
        "a: b\u{85}c\n",
        "a:\n    b: c\n  d: e\n",
        "a:\n  - b\n  c: d\n",
        "\u{feff}a: b\n",
        "a: b\n\nc\n",
        "a: [[[[[[[[[[b]]]]]]]]]]\n",
    ] {
        assert!(!assert_agrees(source), "{source:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn agrees_on_whatever_becomes_of_good_files(
        which in 0..TAKEN.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, prop::sample::select(&PIECES[..])), 1..4),
    ) {
        let mut source: Vec<char> = TAKEN[which].chars().collect();
        for (place, taken_out, piece) in changes {
            let at = place.index(source.len() + 1);
            let end = (at + taken_out).min(source.len());
            source.splice(at..end, piece.chars());
        }
        assert_agrees(&source.into_iter().collect::<String>());
    }

    #[test]
    fn agrees_on_hostile_files(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..24),
    ) {
        assert_agrees(&format!("a: {}\n", pieces.concat()));
        assert_agrees(&format!("{}\n", pieces.concat()));
    }

    #[test]
    fn agrees_on_any_text(text in "\\PC{0,24}", spaces in 1..4_usize) {
        let gap = " ".repeat(spaces);
        for source in [
            format!("a:{gap}{text}\n"),
            format!("a:\n{gap}- {text}\n"),
            format!("a:\n{gap}- b: {text}\n"),
            format!("a:\n{gap}- b: [{text}]\n"),
            format!("a: \"{text}\"\n"),
            format!("a: |\n{gap}{text}\n{gap}x\n"),
        ] {
            assert_agrees(&source);
        }
    }
}
