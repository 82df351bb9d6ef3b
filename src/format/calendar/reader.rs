use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::format::Parsed;
use crate::format::yaml::decode;
use crate::model::{Finding, Holidays, Place, Severity};

use super::event::Event;
use super::line::{Line, parse_lines, parse_text};
use super::moment::{Moment, parse_duration};
use super::recurrence::Recurrence;
use super::{BUDGET, FINDINGS, MAX_CALENDAR_BYTES};

/// Reads the whole days of a calendar.
///
/// An event that cannot be used costs that event alone; the value is `None`
/// only where the file is no calendar.
#[must_use]
pub fn parse_calendar(path: &str, bytes: &[u8]) -> Parsed<Holidays> {
    let mut reader = Reader {
        path,
        findings: Vec::new(),
        unsaid: 0,
    };
    let text = match decode(path, bytes, MAX_CALENDAR_BYTES, &mut reader.findings) {
        Ok(text) => text,
        Err(finding) => {
            reader.findings.push(finding);
            return reader.done(None);
        }
    };
    let Some(events) = reader.events(text) else {
        return reader.done(None);
    };
    let holidays = reader.holidays(&events);
    reader.done(Some(holidays))
}

/// How deep the parts of a calendar may lie in one another.
const DEPTH: usize = 16;

/// How many characters of a holiday's name are kept.
const NAME: usize = 200;

struct Reader<'a> {
    path: &'a str,
    findings: Vec<Finding>,
    /// How many findings there were beyond those that are kept.
    unsaid: usize,
}

impl Reader<'_> {
    fn done(mut self, value: Option<Holidays>) -> Parsed<Holidays> {
        if self.unsaid > 0 {
            self.findings.push(Finding {
                severity: Severity::Warning,
                rule: "more-findings",
                path: self.path.to_owned(),
                place: None,
                message: format!("{} more lines of it are wrong", self.unsaid),
                remedy: "correct those above first".to_owned(),
            });
        }
        Parsed {
            value,
            findings: self.findings,
        }
    }

    fn say(
        &mut self,
        severity: Severity,
        rule: &'static str,
        line: usize,
        what: String,
        remedy: &str,
    ) {
        if self.findings.len() >= FINDINGS {
            self.unsaid += 1;
            return;
        }
        self.findings.push(Finding {
            severity,
            rule,
            path: self.path.to_owned(),
            place: Some(Place { line, column: 1 }),
            message: what,
            remedy: remedy.to_owned(),
        });
    }

    fn warn(&mut self, rule: &'static str, line: usize, what: String, remedy: &str) {
        self.say(Severity::Warning, rule, line, what, remedy);
    }

    /// Reads the events that last whole days; `None` where there is no
    /// calendar.
    fn events(&mut self, text: &str) -> Option<Vec<Event>> {
        let mut events = Vec::new();
        let mut open: Vec<String> = Vec::new();
        let mut event: Option<(usize, Vec<Line>)> = None;
        let mut has_calendar = false;
        for line in parse_lines(text) {
            let line = match line {
                Ok(line) => line,
                Err(number) => {
                    let what = "this line is no property of a calendar".to_owned();
                    self.warn(
                        "bad-line",
                        number,
                        what,
                        "export the calendar again, or take the line out",
                    );
                    continue;
                }
            };
            let component = || line.value.trim().to_ascii_uppercase();
            match line.name.as_str() {
                "BEGIN" => {
                    let component = component();
                    has_calendar |= component == "VCALENDAR";
                    if component == "VEVENT" && open.last().is_some_and(|last| last == "VCALENDAR")
                    {
                        event = Some((line.number, Vec::new()));
                    }
                    if open.len() == DEPTH {
                        let what = "the calendar is nested too deep here".to_owned();
                        self.say(
                            Severity::Error,
                            "bad-line",
                            line.number,
                            what,
                            "export the calendar again",
                        );
                        break;
                    }
                    open.push(component);
                }
                "END" => {
                    let component = component();
                    if open.last() != Some(&component) {
                        let what = format!("'END:{component}' ends nothing that is open");
                        self.warn(
                            "bad-line",
                            line.number,
                            what,
                            "write END for each BEGIN, the last one first",
                        );
                        // What it most likely ends is closed all the same.
                        let Some(place) = open.iter().rposition(|name| *name == component) else {
                            continue;
                        };
                        open.truncate(place + 1);
                    }
                    open.pop();
                    if !open.iter().any(|name| name == "VEVENT")
                        && let Some((number, lines)) = event.take()
                    {
                        events.extend(self.event(number, &lines));
                    }
                }
                _ if open.last().is_some_and(|last| last == "VEVENT") => {
                    if let Some((_, lines)) = &mut event {
                        lines.push(line);
                    }
                }
                _ => {}
            }
        }
        if let Some((number, _)) = event {
            let what = "the calendar breaks off within this event".to_owned();
            self.say(
                Severity::Error,
                "open-event",
                number,
                what,
                "export the calendar again",
            );
        }
        if !has_calendar {
            // What its lines are matters to nobody.
            self.findings.clear();
            self.unsaid = 0;
            let what = "the file is no calendar: it has no 'BEGIN:VCALENDAR'".to_owned();
            self.say(
                Severity::Error,
                "not-a-calendar",
                1,
                what,
                "export the holidays as an iCalendar file (.ics)",
            );
            return None;
        }
        Some(events)
    }

    /// Reads one event; `None` where it lasts no whole day.
    fn event(&mut self, number: usize, lines: &[Line]) -> Option<Event> {
        let find = |name: &str| lines.iter().find(|line| line.name == name);
        let Some(start) = find("DTSTART") else {
            let what = "this event begins on no day".to_owned();
            self.warn(
                "bad-date",
                number,
                what,
                "write 'DTSTART;VALUE=DATE:' with a day such as 20261225",
            );
            return None;
        };
        let name = find("SUMMARY").map(|line| parse_text(&line.value));
        let name = name.map(|name| name.chars().take(NAME).collect::<String>());
        let name = name.filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| "Holiday".to_owned());
        let first = match self.moment(start)? {
            Moment::Day(day) => day,
            Moment::Hour(_) => {
                let what = format!("'{name}' begins at an hour, and only whole days are holidays");
                self.warn(
                    "timed-event",
                    start.number,
                    what,
                    "make it last all day ('DTSTART;VALUE=DATE:20261225'), or take it out",
                );
                return None;
            }
        };
        let mut event = Event {
            uid: find("UID")
                .map(|line| line.value.clone())
                .unwrap_or_default(),
            replaces: None,
            cancelled: find("STATUS")
                .is_some_and(|line| line.value.trim().eq_ignore_ascii_case("CANCELLED")),
            name,
            start: first,
            length: self.length(first, find("DTEND"), find("DURATION")),
            rules: Vec::new(),
            also: Vec::new(),
            except: BTreeSet::new(),
        };
        for line in lines {
            match line.name.as_str() {
                "RECURRENCE-ID" => event.replaces = self.moment(line).map(Moment::day),
                "RRULE" => event.rules.extend(self.rule(line)),
                "RDATE" => event.also.extend(self.days(line)),
                "EXDATE" => event.except.extend(self.days(line)),
                _ => {}
            }
        }
        Some(event)
    }

    fn moment(&mut self, line: &Line) -> Option<Moment> {
        let moment = Moment::parse(&line.value);
        if moment.is_none() {
            self.bad_date(line, &line.value);
        }
        moment
    }

    fn bad_date(&mut self, line: &Line, text: &str) {
        let shown: String = text.chars().take(40).collect();
        let what = format!("'{shown}' is no day");
        self.warn(
            "bad-date",
            line.number,
            what,
            "write a day that exists, such as 20261225",
        );
    }

    /// Reads several days, or periods of which the first day counts.
    fn days(&mut self, line: &Line) -> Vec<NaiveDate> {
        let mut days = Vec::new();
        for text in line.value.split(',') {
            let begin = text.split('/').next().unwrap_or_default();
            match Moment::parse(begin) {
                Some(moment) => days.push(moment.day()),
                None => self.bad_date(line, text),
            }
        }
        days
    }

    /// Reads how many days an event lasts; the day on which it ends is not
    /// part of it.
    fn length(&mut self, start: NaiveDate, end: Option<&Line>, duration: Option<&Line>) -> u64 {
        if let Some(line) = end {
            let end = self.moment(line).map_or(start, Moment::day);
            if end < start {
                self.warn(
                    "bad-date",
                    line.number,
                    "this event ends before it begins".to_owned(),
                    "correct DTEND: it is the day after the last one",
                );
            }
            return u64::try_from((end - start).num_days())
                .unwrap_or_default()
                .max(1);
        }
        let Some(line) = duration else { return 1 };
        parse_duration(&line.value).unwrap_or_else(|| {
            let shown: String = line.value.chars().take(40).collect();
            self.warn(
                "bad-duration",
                line.number,
                format!("'{shown}' is no duration"),
                "write one such as P1D",
            );
            1
        })
    }

    fn rule(&mut self, line: &Line) -> Option<Recurrence> {
        Recurrence::parse(&line.value)
            .map_err(|part| {
                let shown: String = part.chars().take(40).collect();
                let what = format!("'{shown}' is no rule of recurrence that is known here, so the event counts once");
                self.warn("bad-recurrence", line.number, what, "list the further days as RDATE, or as events of their own");
            })
            .ok()
    }

    fn holidays(&mut self, events: &[Event]) -> Holidays {
        let replaced: BTreeSet<(&str, NaiveDate)> = events
            .iter()
            .filter_map(|event| Some((event.uid.as_str(), event.replaces?)))
            .collect();
        let mut budget = BUDGET;
        let mut names: BTreeMap<NaiveDate, &str> = BTreeMap::new();
        for event in events.iter().filter(|event| !event.cancelled) {
            for day in event.days(&replaced, &mut budget) {
                names.entry(day).or_insert(&event.name);
            }
            if budget == 0 {
                let shown: String = event.name.chars().take(40).collect();
                self.findings.push(Finding {
                    severity: Severity::Error,
                    rule: "too-many-days",
                    path: self.path.to_owned(),
                    place: None,
                    message: format!(
                        "the calendar recurs too often; what follows '{shown}' is left out"
                    ),
                    remedy: "end its rules with UNTIL or COUNT, or take events out".to_owned(),
                });
                break;
            }
        }
        let names = names.into_iter();
        names.map(|(day, name)| (day, name.to_owned())).collect()
    }
}
