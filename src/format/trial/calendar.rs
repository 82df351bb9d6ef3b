use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::format::{MAX_CALENDAR_BYTES, Parsed, parse_calendar};
use crate::model::Holidays;

const PATH: &str = ".tidings/holidays.ics";

fn read(text: &str) -> Parsed<Holidays> {
    parse_calendar(PATH, text.as_bytes())
}

/// Wraps lines of events in a calendar.
fn calendar(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n")
}

/// Wraps lines in an event of a calendar.
fn event(lines: &str) -> String {
    calendar(&format!("BEGIN:VEVENT\n{lines}END:VEVENT\n"))
}

fn days(text: &str) -> Vec<String> {
    let holidays = read(text).value.expect("a calendar");
    let days = holidays.iter();
    days.map(|(day, name)| format!("{day} {name}")).collect()
}

/// The findings, as rule and line.
fn findings(text: &str) -> Vec<String> {
    let line = |found: &crate::model::Finding| {
        let line = found.place.map_or(0, |place| place.line);
        format!("{} {line}", found.rule)
    };
    read(text).findings.iter().map(line).collect()
}

/// As sites that list the holidays of countries write them: one event a day,
/// with a long folded text, shown as free.
const LISTED: &str = "BEGIN:VCALENDAR\r\n\
VERSION:2.0\r\n\
PRODID:-//Holidays of the World//NONSGML France//EN\r\n\
X-WR-CALNAME;VALUE=TEXT:France Holidays\r\n\
X-PUBLISHED-TTL:P7D\r\n\
METHOD:PUBLISH\r\n\
BEGIN:VEVENT\r\n\
CLASS:PUBLIC\r\n\
UID:2026-12-25FR@holidays.example.org\r\n\
CREATED:20260101T000000Z\r\n\
DESCRIPTION:France: Christmas Day is celebrated on 25 December\\, when \r\n \
people give\r\n  presents.\\n\\nInformation: https://holidays.example.org/fr\r\n\
URL:https://holidays.example.org/fr\r\n\
DTSTART;VALUE=DATE:20261225\r\n\
DTEND;VALUE=DATE:20261226\r\n\
DTSTAMP:20260101T000000Z\r\n\
LOCATION:France\r\n\
PRIORITY:5\r\n\
SEQUENCE:0\r\n\
SUMMARY;LANGUAGE=en-us:Christmas Day\r\n\
TRANSP:TRANSPARENT\r\n\
X-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n\
END:VEVENT\r\n\
END:VCALENDAR\r\n";

/// As calendar services export theirs: a zone with rules of its own, alarms,
/// and confirmed events that are shown as free.
const EXPORTED: &str = "\u{feff}BEGIN:VCALENDAR
PRODID:-//Example Inc//Example Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
X-WR-TIMEZONE:Europe/Paris
BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261111
DTEND;VALUE=DATE:20261112
DTSTAMP:20261101T120000Z
UID:20261111_armistice@example.org
CLASS:PUBLIC
DESCRIPTION:Public holiday
STATUS:CONFIRMED
SUMMARY:Armistice Day
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
SUMMARY:Not this one
DURATION:P9D
END:VALARM
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20261225
UID:x
STATUS:CANCELLED
SUMMARY:Called off
END:VEVENT
BEGIN:VTODO
DTSTART;VALUE=DATE:20261226
SUMMARY:Wrap presents
END:VTODO
END:VCALENDAR
BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260501
SUMMARY:Labour Day
END:VEVENT
END:VCALENDAR
";

#[test]
fn calendars_of_sites_and_services_are_read() {
    assert_eq!(days(LISTED), ["2026-12-25 Christmas Day"]);
    assert!(findings(LISTED).is_empty());
    let want = ["2026-05-01 Labour Day", "2026-11-11 Armistice Day"];
    assert_eq!(days(EXPORTED), want);
    assert_eq!(findings(EXPORTED), ["byte-order-mark 1"]);
    // Line ends are no matter.
    assert_eq!(days(&EXPORTED.replace('\n', "\r\n")), want);
    assert_eq!(days(&LISTED.replace("\r\n", "\n")), days(LISTED));
}

#[test]
fn an_event_covers_its_days() {
    for (lines, want) in [
        ("DTSTART;VALUE=DATE:20261225\n", vec!["2026-12-25"]),
        ("DTSTART:20261225\n", vec!["2026-12-25"]),
        (
            "DTSTART:20261225\nDTEND:20261227\n",
            vec!["2026-12-25", "2026-12-26"],
        ),
        ("DTSTART:20261225\nDTEND:20261225\n", vec!["2026-12-25"]),
        (
            "DTSTART:20261231\nDURATION:P2D\n",
            vec!["2026-12-31", "2027-01-01"],
        ),
        (
            "DTSTART:20261225\nRRULE:FREQ=YEARLY;COUNT=2\n",
            vec!["2026-12-25", "2027-12-25"],
        ),
        (
            "DTSTART:20261225\nRDATE;VALUE=DATE:20261228,20261230\n",
            vec!["2026-12-25", "2026-12-28", "2026-12-30"],
        ),
        (
            "DTSTART:20261225\nRDATE;VALUE=PERIOD:20261228T000000Z/P1D\n",
            vec!["2026-12-25", "2026-12-28"],
        ),
        (
            "DTSTART:20261225\nDURATION:P2D\nRRULE:FREQ=YEARLY;UNTIL=20281231\nEXDATE;VALUE=DATE:20271225\n",
            vec!["2026-12-25", "2026-12-26", "2028-12-25", "2028-12-26"],
        ),
        ("DTSTART:20261225\nEXDATE:20261225T000000Z\n", vec![]),
        ("DTSTART:19691231\nDTEND:19700102\n", vec!["1970-01-01"]),
        ("DTSTART:21001231\nDURATION:P9999999W\n", vec!["2100-12-31"]),
        ("DTSTART:99991231\nDURATION:P9W\n", vec![]),
    ] {
        let text = event(&format!("{lines}SUMMARY:x\n"));
        let want: Vec<String> = want.iter().map(|day| format!("{day} x")).collect();
        assert_eq!(days(&text), want, "{lines}");
        assert!(findings(&text).is_empty(), "{lines}");
    }
}

#[test]
fn a_time_that_another_event_replaces_is_left_out() {
    let text = calendar(
        "BEGIN:VEVENT\nUID:a\nDTSTART:20261225\nRRULE:FREQ=YEARLY;COUNT=3\nSUMMARY:Feast\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nRECURRENCE-ID;VALUE=DATE:20271225\nDTSTART:20271227\nSUMMARY:Moved\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20281225\nDTSTART:20281225\nSTATUS:CANCELLED\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:b\nDTSTART:20271225\nSUMMARY:Another\nEND:VEVENT\n",
    );
    assert_eq!(
        days(&text),
        ["2026-12-25 Feast", "2027-12-25 Another", "2027-12-27 Moved"]
    );
}

#[test]
fn names_are_made_readable() {
    for (line, want) in [
        (
            "SUMMARY;LANGUAGE=fr:No\u{eb}l\\, \\nf\u{ea}te\n",
            "No\u{eb}l, f\u{ea}te",
        ),
        ("SUMMARY:\n", "Holiday"),
        ("", "Holiday"),
        ("SUMMARY:Long\n  name\n", "Long name"),
    ] {
        let text = event(&format!("DTSTART:20261225\n{line}"));
        assert_eq!(days(&text), [format!("2026-12-25 {want}")]);
    }
    let long = event(&format!(
        "DTSTART:20261225\nSUMMARY:{}\n",
        "x".repeat(9_999)
    ));
    assert_eq!(days(&long)[0].len(), "2026-12-25 ".len() + 200);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    let many = format!("oops\n{}", "BEGIN:VEVENT\nEND:VEVENT\n".repeat(60));
    for (text, days_left, want) in [
        (
            event("DTSTART:20261225T090000\nSUMMARY:x\n"),
            0,
            vec!["timed-event 4"],
        ),
        (
            event("DTSTART;TZID=Europe/Paris:20261225T000000\n"),
            0,
            vec!["timed-event 4"],
        ),
        (event("SUMMARY:x\n"), 0, vec!["bad-date 3"]),
        (
            event("SUMMARY:x\nDTSTART:20260231\n"),
            0,
            vec!["bad-date 5"],
        ),
        (
            event("DTSTART:20261225\nDTEND:20261224\n"),
            1,
            vec!["bad-date 5"],
        ),
        (
            event("DTSTART:20261225\nDTEND:soon\n"),
            1,
            vec!["bad-date 5"],
        ),
        (
            event("DTSTART:20261225\nDURATION:soon\n"),
            1,
            vec!["bad-duration 5"],
        ),
        (
            event("DTSTART:20261225\nEXDATE:soon,20261225\n"),
            0,
            vec!["bad-date 5"],
        ),
        (
            event("DTSTART:20261225\nRRULE:FREQ=HOURLY\n"),
            1,
            vec!["bad-recurrence 5"],
        ),
        (
            event("DTSTART:20261225\nsome words\n"),
            1,
            vec!["bad-line 5"],
        ),
        (
            calendar("BEGIN:VEVENT\nDTSTART:20261225\n"),
            1,
            vec!["bad-line 5"],
        ),
        (calendar("END:VEVENT\n"), 0, vec!["bad-line 3"]),
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261225\n".to_owned(),
            0,
            vec!["open-event 2"],
        ),
    ] {
        assert_eq!(findings(&text), want, "{text}");
        assert_eq!(days(&text).len(), days_left, "{text}");
        assert!(
            read(&text)
                .findings
                .iter()
                .all(|found| !found.remedy.is_empty())
        );
    }
    let found = findings(&calendar(&many));
    assert_eq!((found.len(), found[50].as_str()), (51, "more-findings 0"));
    for (text, want) in [
        ("", "not-a-calendar"),
        ("tidings: 1\nname: Team Quill\n", "not-a-calendar"),
        ("<html>\n<body>Sign in</body>\n", "not-a-calendar"),
    ] {
        let found = read(text);
        assert_eq!(found.value, None);
        assert_eq!(found.findings.last().map(|found| found.rule), Some(want));
    }
    let found = parse_calendar(PATH, b"BEGIN:VCALENDAR\nSUMMARY:\xff\n");
    assert_eq!((found.value, found.findings[0].rule), (None, "not-utf8"));
    let found = parse_calendar(PATH, &vec![b'\n'; MAX_CALENDAR_BYTES + 1]);
    assert_eq!((found.value, found.findings[0].rule), (None, "too-big"));
}

#[test]
fn hostile_calendars_cost_little() {
    let fill = |line: &str| line.repeat((MAX_CALENDAR_BYTES - 200) / line.len());
    let daily = "BEGIN:VEVENT\nDTSTART:00010101\nDURATION:P99999D\nRRULE:FREQ=DAILY\nEND:VEVENT\n";
    let never =
        "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31\nEND:VEVENT\n";
    for (what, text) in [
        ("lines", fill("\n")),
        ("words", calendar(&fill("x\n"))),
        ("nesting", calendar(&fill("BEGIN:A\n"))),
        ("closing", calendar(&fill("BEGIN:A\nEND:B\n"))),
        ("folds", calendar(&format!("A:{}", fill("\n x")))),
        (
            "events",
            calendar(&fill("BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT\n")),
        ),
        ("rules", calendar(&fill(daily))),
        ("vain rules", calendar(&fill(never))),
        (
            "days",
            event(&format!("DTSTART:20261225\nRDATE:{}\n", fill("20261225,"))),
        ),
        (
            "parts",
            event(&format!(
                "DTSTART:20261225\nRRULE:FREQ=DAILY;BYMONTH={}1\n",
                fill("1,")
            )),
        ),
        (
            "places",
            event(&format!(
                "DTSTART:20261225\nRRULE:FREQ=YEARLY;BYSETPOS={}1\n",
                fill("1,")
            )),
        ),
        (
            "text",
            event(&format!(
                "DTSTART:20260101\nRRULE:FREQ=DAILY\nSUMMARY:{}\n",
                fill("x")
            )),
        ),
    ] {
        let start = Instant::now();
        let found = read(&text);
        let took = start.elapsed();
        // Unoptimised, and on a busy machine.
        assert!(took < Duration::from_secs(10), "{what} took {took:?}");
        assert!(found.findings.len() <= 52, "{what}");
        if what == "rules" {
            let rules: Vec<_> = found.findings.iter().map(|found| found.rule).collect();
            assert_eq!(rules, ["too-many-days"]);
        }
        eprintln!("{what}: {took:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC|[\r\n\t])*") {
        read(&text);
        read(&event(&text));
    }

    #[test]
    fn any_event_is_read(lines in prop::collection::vec(
        "(DTSTART|DTEND|DURATION|RRULE|EXDATE|RDATE|RECURRENCE-ID|STATUS|BEGIN|END|SUMMARY)(;VALUE=DATE)?:\
         (202[0-9]{5}|[0-9]{8}(T[0-9]{6}Z?)?|P[0-9]{1,6}[WDTHMS]|VEVENT|VCALENDAR|VALARM|CANCELLED|\
         FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;(INTERVAL|COUNT|BYMONTH|BYMONTHDAY|BYSETPOS)=-?[0-9]{1,3}){0,4}(;BYDAY=-?[0-9]?(MO|TU|SU)(,FR)?)?)",
        0..12,
    )) {
        let text = event(&format!("{}\n", lines.join("\n")));
        let found = read(&text);
        prop_assert!(found.value.is_some());
        for (day, _) in found.value.expect("it is there").iter() {
            prop_assert!((1970..=2100).contains(&chrono::Datelike::year(&day)));
        }
    }
}
