use std::collections::BTreeSet;

use super::LogTree;
use super::file::{Read, read_file_up_to};
use crate::format::{MAX_CALENDAR_BYTES, TEAM_PATH, calendar_place, parse_calendar};
use crate::model::{Finding, Holidays, Severity, Team};

impl LogTree<'_> {
    /// Reads the calendars that a team and its members name. One that is not
    /// there or cannot be read costs its holidays alone.
    pub(super) fn attach_calendars(&self, team: &mut Team, findings: &mut Vec<Finding>) {
        let members = team.members.iter();
        let named = members.filter_map(|member| member.holidays.as_ref());
        let paths: BTreeSet<String> = named.chain(&team.holidays).cloned().collect();
        for path in paths {
            let read = self.calendar(&path);
            findings.extend(read.findings);
            if let Some(holidays) = read.value {
                team.calendars.insert(path, holidays);
            }
        }
    }

    fn calendar(&self, path: &str) -> Read<Holidays> {
        let missing = |message: String, remedy: String| Read {
            path: path.to_owned(),
            value: None,
            findings: vec![Finding {
                severity: Severity::Error,
                rule: "no-calendar",
                path: path.to_owned(),
                place: None,
                message,
                remedy,
            }],
        };
        match self.entry(path) {
            Ok(Some((mode, id))) => read_file_up_to(
                self.repository(),
                path,
                mode,
                id,
                MAX_CALENDAR_BYTES,
                parse_calendar,
            ),
            Ok(None) => {
                let mut read = missing(
                    format!("there is no calendar '{path}' in the log"),
                    "add the file, or correct its path here".to_owned(),
                );
                // What is wrong is the line that names it.
                let team = self.text(TEAM_PATH).ok().flatten().unwrap_or_default();
                for finding in &mut read.findings {
                    TEAM_PATH.clone_into(&mut finding.path);
                    finding.place = calendar_place(team.as_bytes(), path);
                }
                read
            }
            Err(error) => missing(
                format!("the calendar cannot be looked up: {error}"),
                "fetch the object, or run git fsck".to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::git::TreeEdit;
    use crate::store::kit::{Past, put};

    const CALENDAR: &str = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261111\n\
        SUMMARY:Armistice Day\nEND:VEVENT\nEND:VCALENDAR\n";

    /// Reads the team of a log with these files, and returns the calendars it
    /// knows and the findings.
    fn read(files: &[TreeEdit]) -> (Vec<String>, Vec<String>) {
        let past = Past::new();
        let start = past.commit(&[], "2026-11-10", &[]);
        let team = "tidings: 1\nholidays: .tidings/all.ics\nmembers:\n  - handle: ada\n    \
            holidays: .tidings/fr.ics\n  - handle: grace\n    holidays: .tidings/fr.ics\n";
        let mut edits = vec![put(".tidings/team.yaml", team)];
        edits.extend_from_slice(files);
        let commit = past.commit(&[start], "2026-11-11", &edits);
        let read = past.tree(commit).team("tidings").expect("a log");
        let team = read.value.expect("a team");
        let known = team.calendars.iter().map(|(path, days)| {
            let days: Vec<_> = days.iter().map(|(_, name)| name).collect();
            format!("{path}: {}", days.join(", "))
        });
        let findings = read.findings.iter();
        let findings = findings.map(|found| format!("{} {}", found.path, found.rule));
        (known.collect(), findings.collect())
    }

    #[test]
    fn each_calendar_is_read_once_and_costs_itself_alone() {
        let long = format!("{CALENDAR}{}", "\n".repeat(1024 * 1024));
        let middling = format!("{CALENDAR}{}", "\n".repeat(512 * 1024));
        let all = put(".tidings/all.ics", CALENDAR);
        let fr = |text: &str| put(".tidings/fr.ics", text);
        let both = [
            ".tidings/all.ics: Armistice Day",
            ".tidings/fr.ics: Armistice Day",
        ];
        for (edits, known, finding) in [
            (vec![all.clone(), fr(CALENDAR)], &both[..], ""),
            (vec![all.clone(), fr(&middling)], &both[..], ""),
            (
                vec![all.clone(), fr(&long)],
                &both[..1],
                ".tidings/fr.ics too-big",
            ),
            (
                vec![all.clone(), fr("hello")],
                &both[..1],
                ".tidings/fr.ics not-a-calendar",
            ),
            (
                vec![all.clone()],
                &both[..1],
                ".tidings/team.yaml no-calendar",
            ),
            (
                vec![all, put(".tidings/fr.ics/x", "x")],
                &both[..1],
                ".tidings/fr.ics not-a-file",
            ),
        ] {
            let (found, findings) = read(&edits);
            assert_eq!(found, known, "{finding}");
            assert_eq!(findings.join(", "), finding);
        }
    }
}
