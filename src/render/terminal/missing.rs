use anstyle::Style;
use chrono::DateTime;

use crate::render::Screen;
use crate::report::{Missing, MissingRow};
use crate::text;

use super::finding::write_findings;
use super::item::minute;
use super::page::Page;
use super::palette::{ASK, BAD, CAREFUL, QUIET};
use super::table::{TableRow, write_table};

/// Columns that the reason of an absence may take.
const REASON: usize = 24;

/// Returns who is expected to have posted and has not for a terminal, as
/// `tidings missing` prints it. Those who posted are only counted.
#[must_use]
pub fn missing(missing: &Missing, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let parts: Vec<String> = missing.line.split(" · ").map(str::to_owned).collect();
    page.headline(&missing.team, &parts);
    let mut about: Vec<String> = missing.period.iter().cloned().collect();
    about.extend(missing.filter.iter().map(|filter| filter.label.clone()));
    about.push(format!("as of {}", minute(&missing.instant)));
    about.push(missing.time_zone.clone());
    page.details(0, &about);
    let rows = missing.rows.iter().filter(|row| row.duty.state != "posted");
    let rows: Vec<TableRow> = absences_once(rows).into_iter().map(table_row).collect();
    if !rows.is_empty() {
        let headings = [
            "Member",
            "State",
            "Period",
            "Due there",
            "Due here",
            "Last posted",
        ];
        write_table(&mut page, &headings, &rows, headings.len());
    }
    if missing.names == "off" {
        page.line(
            2,
            QUIET,
            "The team names nobody: 'missing: off' in its file.",
        );
    }
    write_findings(&mut page, &missing.findings);
    page.finish()
}

/// Puts all the periods for which somebody is away or has a holiday into one
/// row, with how many more they are.
fn absences_once<'m>(rows: impl Iterator<Item = &'m MissingRow>) -> Vec<(&'m MissingRow, usize)> {
    let mut all: Vec<(&MissingRow, usize)> = Vec::new();
    for row in rows {
        let state = &row.duty.state;
        let same = |(other, _): &&mut (&MissingRow, usize)| {
            other.handle == row.handle
                && other.duty.state == *state
                && other.duty.reason == row.duty.reason
                && ["away", "not-expected"].contains(&state.as_str())
        };
        match all.iter_mut().find(same) {
            Some((_, more)) => *more += 1,
            None => all.push((row, 0)),
        }
    }
    all
}

fn table_row((row, more): (&MissingRow, usize)) -> TableRow {
    let (words, style) = state(&row.duty.state);
    let hour = |moment: &Option<String>| moment.as_deref().map_or("·".to_owned(), hour);
    let reason = row.duty.reason.as_deref().map(text::terminal);
    let reason = reason.map(|reason| text::truncate(&reason, REASON).into_owned());
    let last: Vec<String> = row.last_posted.iter().cloned().chain(reason).collect();
    TableRow {
        name: row.name.clone(),
        cells: vec![
            words.to_owned(),
            row.duty.period.clone(),
            match more {
                0 => hour(&row.duty.due),
                more => format!("and {more} more"),
            },
            hour(&row.due_here),
            last.join(", "),
        ],
        style,
    }
}

/// Returns the words for a state, and their colour.
fn state(key: &str) -> (&str, Style) {
    match key {
        "missing" => ("missing", BAD),
        "late" => ("late", CAREFUL),
        "proposed" => ("proposed", ASK),
        "due-later" => ("due later", QUIET),
        "not-expected" => ("holiday", QUIET),
        other => (other, QUIET),
    }
}

/// Returns the day of the week and the minute of an RFC 3339 moment.
fn hour(moment: &str) -> String {
    let parsed = DateTime::parse_from_rfc3339(moment);
    parsed.map_or_else(
        |_| moment.to_owned(),
        |at| at.format("%a %H:%M").to_string(),
    )
}
