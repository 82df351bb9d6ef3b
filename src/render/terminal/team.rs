use chrono::{DateTime, FixedOffset};
use comfy_table::{Cell, ContentArrangement, Table, presets};

use super::finding::write_findings;
use super::moment::moment;
use super::page::Page;
use super::palette::{PLAIN, QUIET, STRONG};
use crate::render::Screen;
use crate::report::{NextDue, RosterView, TeamView};
use crate::text;

/// Columns from which on there is room for groups.
const WIDE: usize = 90;

/// Columns below which it is not told until when somebody is at work or off.
const NARROW: usize = 64;

/// Returns the team as a table: who is at work, and what is due next.
#[must_use]
pub fn team(view: &TeamView, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let count = text::count(view.members.len(), "member", "members");
    if view.team.is_empty() {
        page.line(0, QUIET, &count);
    } else {
        page.pieces(0, &[(STRONG, &view.team), (PLAIN, "  "), (QUIET, &count)]);
    }
    page.gap();
    write_table(&mut page, view);
    write_findings(&mut page, &view.findings);
    page.finish()
}

fn write_table(page: &mut Page, view: &TeamView) {
    if view.members.is_empty() {
        // Where the file cannot be read, who is in it is not known.
        if view.findings.is_empty() {
            page.line(0, QUIET, "Nobody is in it.");
        }
        return;
    }
    let grouped = page.columns() >= WIDE && view.members.iter().any(|row| !groups(row).is_empty());
    let narrow = page.columns() < NARROW;
    let clock = if narrow { "Local" } else { "Local time" };
    let mut headings = vec!["Member", clock, "Now", "Next due"];
    headings.extend(grouped.then_some("Groups"));
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.columns()).unwrap_or(u16::MAX));
    table.set_header(headings);
    for row in &view.members {
        let local = row.local_time.parse::<DateTime<FixedOffset>>().ok();
        let mut cells = vec![
            text::terminal(&row.name).into_owned(),
            local.map_or_else(String::new, |local| local.format("%a %H:%M").to_string()),
            now(row, local, narrow),
            row.next_due.as_ref().map_or_else(
                || if row.observer { "observer" } else { "-" }.to_owned(),
                |due| next_due(due, local),
            ),
        ];
        cells.extend(grouped.then(|| groups(row)));
        table.add_row(cells.into_iter().map(Cell::new));
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        let gutter = if narrow { 1 } else { 2 };
        column.set_padding((if at == 0 { 0 } else { gutter }, 0));
    }
    for (at, line) in table.lines().enumerate() {
        let style = if at == 0 { QUIET } else { PLAIN };
        page.pieces(0, &[(style, line.trim_end())]);
    }
}

/// Says what the member does now, and where there is room until when.
fn now(row: &RosterView, local: Option<DateTime<FixedOffset>>, narrow: bool) -> String {
    let clock = |at: &Option<String>| at.as_ref().filter(|_| !narrow).map(|at| moment(at, local));
    let until = clock(&row.until).map_or_else(String::new, |at| format!(" until {at}"));
    let reason = row.reason.as_ref();
    let reason = reason.map(|reason| text::terminal(reason).into_owned());
    match row.state.as_str() {
        "working" => format!("at work{until}"),
        "away" => {
            let last = row.last_day_away.as_deref().unwrap_or_default();
            let reason = reason.map_or_else(String::new, |reason| format!(" ({reason})"));
            format!("away until {last}{reason}")
        }
        "holiday" => format!("holiday: {}", reason.unwrap_or_default()),
        "outside" => match (&row.left, &row.joined) {
            (_, Some(joined)) if local.is_some_and(|at| before(at, joined)) => {
                format!("joins {joined}")
            }
            (Some(left), _) => format!("left {left}"),
            _ => "not in the team".to_owned(),
        },
        _ => format!("off{until}"),
    }
}

fn before(at: DateTime<FixedOffset>, day: &str) -> bool {
    day.parse().is_ok_and(|day| at.date_naive() < day)
}

/// Says when an update is due, and for which week where it is for one.
fn next_due(due: &NextDue, local: Option<DateTime<FixedOffset>>) -> String {
    let at = moment(&due.due, local);
    match due.period.split_once("-W") {
        Some((_, week)) => format!("{at} (W{week})"),
        None => at,
    }
}

fn groups(row: &RosterView) -> String {
    let all = row.teams.iter().chain(&row.projects).chain(&row.roles);
    let all: Vec<_> = all.map(|name| text::terminal(name)).collect();
    all.join(", ")
}
