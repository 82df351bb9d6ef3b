use proptest::prelude::*;

use super::super::sample::Sample;
use super::*;
use crate::render::Screen;
use crate::report::Grouping;
use crate::text;

fn screen(width: usize) -> Screen {
    Screen {
        width,
        colour: false,
    }
}

/// Returns every report of the sample on one screen.
fn all(sample: &Sample, screen: &Screen) -> Vec<String> {
    let report = sample.digest();
    let mut by_section = report.clone();
    by_section.by = Grouping::Section;
    vec![
        digest(&report, screen),
        digest(&by_section, screen),
        listing(&sample.listing(), screen),
        thread(&sample.thread(true), screen),
        thread(&sample.thread(false), screen),
        status(&sample.status(), screen),
        team(&sample.team(), screen),
        missing(&sample.missing(), screen),
        stats(&sample.stats(), screen),
        finding(&report.findings[0], screen),
    ]
}

fn check(out: &str, width: usize) -> Result<(), String> {
    if let Some(c) = out.chars().find(|&c| c != '\n' && text::is_hidden(c)) {
        return Err(format!("U+{:04X} is printed", u32::from(c)));
    }
    match out.lines().find(|line| text::width(line) > width) {
        Some(line) => Err(format!("{} columns: {line:?}", text::width(line))),
        None => Ok(()),
    }
}

/// Takes the colours away, which are all that begins with an escape.
fn without_colour(out: &str) -> String {
    let mut parts = out.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or("", |(_, rest)| rest)
    })
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for width in [40, 59, 60, 80, 120] {
        for out in all(&Sample::default(), &screen(width)) {
            assert_eq!(check(&out, width), Ok(()), "{out}");
        }
    }
}

#[test]
fn colours_change_nothing_but_the_colour() {
    for width in [40, 80] {
        let colour = Screen {
            width,
            colour: true,
        };
        let sample = Sample::default();
        for (plain, coloured) in all(&sample, &screen(width))
            .iter()
            .zip(all(&sample, &colour))
        {
            assert_eq!(&without_colour(&coloured), plain);
        }
        assert!(digest(&sample.digest(), &colour).contains('\u{1b}'));
    }
}

#[test]
fn every_part_of_a_digest_is_shown() {
    let out = digest(&Sample::default().digest(), &screen(100));
    for part in [
        "Team Quill: 3 of 4 posted",
        "week 2026-W47",
        "off track",
        "Staging is gone",
        "at risk",
        "Ada Example · 3 days · needs Grace Example · answer due in 3h 20m · b7k2",
        "Talk it over",
        "3 people are blocked by Asana 1201",
        "Mon 2026-11-23 15:00-17:00 · Ada Example 15:00-17:00 · Grace Example 09:00-11:00",
        "tidings reply ada/2026-11-20/v3x8 --decided \"...\"",
        "no hours in common within two weeks",
        "asks Grace Example, Linus Example",
        "due 2026-11-20, 3 days ago",
        "not posted",
        "Shipped the importer (#214)",
        "Asana 1201",
        "Retries",
        "Equal subtrees",
        "A book on queues",
        "resolved by Grace Example: It is writable again",
        "4 planned · 1 done · 1 still open · 1 dropped · 1 not mentioned",
        "2 days past its date",
        "dropped by Grace Example: No customer wants it",
        "4/5",
        "Edsger Example (Winter)",
        "Ada Example to Linus Example",
        "Margaret Example (last 2026-11-13)",
        "Linus Example  for 2026-11-13 · arrived 2026-11-17 10:11",
        "Withdrawn",
        "Lost by a merge",
        "error: updates/2026/11/21/linus.yaml:3:5: a tab cannot indent",
        "hint: indent with two spaces",
        "shallow",
        "commit 4edea4635c1d · 2026-11-16 to 2026-11-22 · Europe/Paris",
    ] {
        assert!(out.contains(part), "{part} is missing in\n{out}");
    }
}

#[test]
fn an_empty_digest_is_calm() {
    let mut report = Sample::default().digest();
    report.attention.off_track.clear();
    report.attention.at_risk.clear();
    report.attention.blockers.clear();
    report.attention.questions.clear();
    report.attention.overdue.clear();
    let talk = std::mem::take(&mut report.attention.talk);
    report.groups.clear();
    report.updates.clear();
    report.missing.clear();
    report.away.clear();
    report.state.missing = 0;
    let out = digest(&report, &screen(80));
    assert!(out.contains("Nothing needs attention"), "{out}");
    assert!(!out.contains("Member"), "{out}");
    // What is to be talked over is no calm, and said once.
    report.attention.blockers = talk[0].items.clone();
    report.attention.talk = talk;
    let out = digest(&report, &screen(80));
    assert!(!out.contains("eeds attention"), "{out}");
    assert_eq!(
        out.matches("The vendor's sandbox is gone").count(),
        1,
        "{out}"
    );
}

#[test]
fn much_that_is_open_takes_a_line_each() {
    let words = "Waiting for the certificate that the press signs its jobs with, again";
    let mut report = Sample::default().digest();
    let mut blocker = report.attention.blockers[0].clone();
    blocker.item.text = words.to_owned();
    report.attention.blockers = vec![blocker; 20];
    for width in [40, 60, 80, 100] {
        let out = digest(&report, &screen(width));
        assert_eq!(check(&out, width), Ok(()), "{out}");
    }
    let out = digest(&report, &screen(100));
    let lines = out.lines().filter(|line| line.contains("  Waiting"));
    assert!(lines.clone().count() >= 20, "{out}");
    assert!(
        lines
            .clone()
            .all(|line| line.contains("b7k2") && line.contains('…')),
        "{out}"
    );
    // Whoever said nothing in the window has no other place below.
    report.updates.clear();
    let out = digest(&report, &screen(100));
    assert!(out.contains("Open since before"), "{out}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_words_break_the_layout(words in "\\PC{0,90}|[\\x00-\\x9f\u{200b}-\u{206f}👍日e\u{301} ]{0,60}", width in 40_usize..130) {
        for out in all(&Sample::saying(&words), &screen(width)) {
            prop_assert_eq!(check(&out, width), Ok(()), "{}", out);
        }
    }
}
