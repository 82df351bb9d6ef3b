use crate::render::Screen;
use crate::report::{PurposeResponses, ResponseRow, Responses, StatsGrouping};

use super::finding::write_findings;
use super::item::{minute, short};
use super::page::Page;
use super::palette::{CAREFUL, PLAIN, QUIET, STRONG};
use super::table::{TableRow, write_table};

/// What stands in place of numbers that are told to nobody.
const UNTOLD: &str = "–";

/// Returns how a team answers, as `tidings stats --answers` prints it.
#[must_use]
pub fn responses(responses: &Responses, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    page.headline(
        &responses.team,
        std::slice::from_ref(&responses.window.label),
    );
    if let Some(filter) = &responses.filter {
        page.line(0, QUIET, &filter.label);
    }
    for purpose in &responses.purposes {
        write_purpose(&mut page, purpose, responses.by);
    }
    page.gap();
    let mut rows = responses.purposes.iter().flat_map(rows_of);
    if rows.any(|row| row.numbers.is_none()) {
        let words = "–: fewer than three people were asked, which is told to nobody";
        page.line(0, QUIET, words);
    }
    let words = "Times are hours of work of whoever answered first; half of the answers took no longer than the median, nine in ten no longer than 90 %.";
    page.line(0, QUIET, words);
    write_findings(&mut page, &responses.findings);
    page.gap();
    if responses.incomplete {
        let words = "Incomplete: the clone is shallow and older history is missing, so it may not be known when something was asked.";
        page.line(0, CAREFUL, words);
    }
    page.details(
        0,
        &[
            format!("commit {}", short(&responses.commit)),
            format!("{} to {}", responses.window.since, responses.window.until),
            responses.window.time_zone.clone(),
            format!("as of {}", minute(&responses.instant)),
        ],
    );
    page.finish()
}

/// Returns every row of a purpose, in the order in which they are shown.
fn rows_of(purpose: &PurposeResponses) -> impl Iterator<Item = &ResponseRow> {
    let all = purpose.rows.iter().chain([&purpose.total]);
    all.chain(&purpose.before).chain(&purpose.after)
}

fn write_purpose(page: &mut Page, purpose: &PurposeResponses, by: StatsGrouping) {
    page.gap();
    let promise = match (&purpose.promise, &purpose.promise_before) {
        (Some(now), Some(before)) if now != before => {
            format!("an answer within {now} of work, {before} before")
        }
        (Some(now), _) => format!("an answer within {now} of work"),
        (None, Some(before)) => format!("no answer is promised; {before} of work before"),
        (None, None) => "no answer is promised".to_owned(),
    };
    page.pieces(
        0,
        &[(STRONG, &purpose.title), (PLAIN, "  "), (QUIET, &promise)],
    );
    let is_none = |row: &ResponseRow| row.numbers.as_ref().is_some_and(|it| it.asked == 0);
    if is_none(&purpose.total) {
        page.line(0, QUIET, "Nobody was asked.");
        return;
    }
    let name = match by {
        StatsGrouping::Member => "Member",
        StatsGrouping::Team => "Team",
        StatsGrouping::Project => "Project",
        StatsGrouping::Role => "Role",
    };
    let headings = [
        name, "Median", "90 %", "In time", "Asked", "Answered", "Waiting", "Overdue",
    ];
    let rows: Vec<TableRow> = rows_of(purpose).map(table_row).collect();
    write_table(page, &headings, &rows, 1);
}

fn table_row(row: &ResponseRow) -> TableRow {
    let cells = match &row.numbers {
        None => vec![UNTOLD.to_owned(); 7],
        Some(numbers) => {
            let number = |number: usize| match number {
                0 => "·".to_owned(),
                number => number.to_string(),
            };
            let length = |length: &Option<String>| length.clone().unwrap_or("·".to_owned());
            let share = numbers.in_time_percent;
            vec![
                length(&numbers.median),
                length(&numbers.p90),
                share.map_or("·".to_owned(), |share| format!("{share} %")),
                number(numbers.asked),
                number(numbers.answered),
                number(numbers.waiting),
                number(numbers.overdue),
            ]
        }
    };
    TableRow {
        name: row.title.clone(),
        cells,
        style: PLAIN,
    }
}
