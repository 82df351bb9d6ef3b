use std::collections::BTreeSet;

use super::LogTree;
use super::file::{Read, read_file_up_to};
use crate::format::{MAX_CALENDAR_BYTES, TEAM_PATH, parse_calendar};
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
            Ok(None) => missing(
                "there is no such calendar in the log".to_owned(),
                format!("add the file, or correct 'holidays' in {TEAM_PATH}"),
            ),
            Err(error) => missing(
                format!("the calendar cannot be looked up: {error}"),
                "fetch the object, or run git fsck".to_owned(),
            ),
        }
    }
}
