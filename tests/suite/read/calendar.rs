use super::desk::column;
use super::{Desk, Step};

const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris
holidays: .tidings/holidays.ics
members:
  - handle: ada
    name: Ada Example
    emails: [ada@example.org]
  - handle: grace
    name: Grace Example
    holidays: .tidings/jp.ics
";

const CALENDAR: &[u8] = b"BEGIN:VCALENDAR\r\n\
BEGIN:VEVENT\r\n\
DTSTART;VALUE=DATE:20261111\r\n\
RRULE:FREQ=YEARLY\r\n\
SUMMARY:Armistice Day\r\n\
TRANSP:TRANSPARENT\r\n\
END:VEVENT\r\n\
BEGIN:VEVENT\r\n\
DTSTART:20261224T150000\r\n\
SUMMARY:Party\r\n\
END:VEVENT\r\n\
END:VCALENDAR\r\n";

#[test]
fn what_is_wrong_with_a_calendar_is_told_and_costs_no_report() {
    let desk = Desk::new();
    desk.post("ada", "2026-11-18", &["-d", "Shipped retries"]);
    desk.commit(&Step {
        who: "grace",
        when: "2026-11-18T12:00:00Z",
        files: &[
            ("100644", ".tidings/team.yaml", TEAM.as_bytes()),
            ("100644", ".tidings/holidays.ics", CALENDAR),
        ],
        ..Step::default()
    });
    let digest = desk.json(&["digest", "2026-W47"]);
    let findings = &digest["findings"];
    let told: Vec<String> = column(findings, "rule")
        .iter()
        .zip(column(findings, "path"))
        .map(|(rule, path)| format!("{rule} {path}"))
        .collect();
    assert_eq!(
        told,
        [
            "timed-event .tidings/holidays.ics",
            "no-calendar .tidings/team.yaml"
        ]
    );
    assert_eq!(findings[0]["line"], 9, "{findings:#}");
    let remedies = column(findings, "remedy").join("\n");
    assert!(remedies.contains("make it last all day"), "{remedies}");
    assert!(remedies.contains("correct its path here"));
    let text = desk.prepare("ada", crate::kit::NOW, &["digest", "2026-W47"]);
    text.run().ok().says("Shipped retries");
    desk.post("ada", "2026-11-19", &["-d", "Posting goes on"]);
}
