//! Rules on what a calendar of holidays says.

use crate::check::Rule;
use crate::model::Severity;

/// The rules on what a calendar of holidays says.
pub(in crate::check) const RULES: &[Rule] = &[
    Rule {
        name: "not-a-calendar",
        severity: Severity::Error,
        title: "A calendar is an iCalendar file",
        why: "Without 'BEGIN:VCALENDAR' it is something else.",
        remedy: "export the holidays as an iCalendar file (.ics)",
        bad: "+++ .tidings/holidays.ics\n25 December",
        good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR",
    },
    Rule {
        name: "bad-line",
        severity: Severity::Warning,
        title: "A line of a calendar is a property of it",
        why: "The line is left out.",
        remedy: "export the calendar again, or take the line out",
        bad: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nChristmas\nEND:VCALENDAR",
        good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR",
    },
    Rule {
        name: "open-event",
        severity: Severity::Error,
        title: "An event of a calendar ends",
        why: "The calendar breaks off within it.",
        remedy: "export the calendar again",
        bad: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225",
        good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR",
    },
    Rule {
        name: "timed-event",
        severity: Severity::Warning,
        title: "A holiday lasts whole days",
        why: "An event at an hour is no day off.",
        remedy: "make it last all day, or take it out",
        bad: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Party\nDTSTART:20261225T180000Z\nEND:VEVENT\nEND:VCALENDAR",
        good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR",
    },
    Rule {
        name: "bad-duration",
        severity: Severity::Warning,
        title: "A duration can be read",
        why: "The event lasts one day until then.",
        remedy: "write one such as P1D",
        bad: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nDURATION:long\nEND:VEVENT\nEND:VCALENDAR",
        good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nDURATION:P1D\nEND:VEVENT\nEND:VCALENDAR",
    },
    Rule {
        name: "bad-recurrence",
        severity: Severity::Warning,
        title: "A rule of recurrence is one that is known",
        why: "The event counts once until then.",
        remedy: "list the further days as RDATE, or as events of their own",
        bad: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nRRULE:FREQ=OFTEN\nEND:VEVENT\nEND:VCALENDAR",
        good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR",
    },
    Rule {
        name: "too-many-days",
        severity: Severity::Error,
        title: "A calendar has no more days than a person lives",
        why: "What follows is left out.",
        remedy: "end its rules with UNTIL or COUNT, or take events out",
        bad: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:19700101\nRRULE:FREQ=DAILY\nEND:VEVENT\n(40 times)\nEND:VCALENDAR",
        good: "+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR",
    },
    Rule {
        name: "no-calendar",
        severity: Severity::Error,
        title: "A calendar that the team file names is there",
        why: "Its days are days of work until then.",
        remedy: "add the file, or take the key out",
        bad: "+++ .tidings/team.yaml\nholidays: .tidings/holidays.ics",
        good: "+++ .tidings/team.yaml\nholidays: .tidings/holidays.ics\n+++ .tidings/holidays.ics\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT\nEND:VCALENDAR",
    },
];
