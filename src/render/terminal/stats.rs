use crate::render::Screen;
use crate::report::{Stats, StatsGrouping, StatsRow};

use super::finding::write_findings;
use super::item::{age, minute, short};
use super::page::Page;
use super::palette::{CAREFUL, PLAIN, QUIET};
use super::scale::write_scales;
use super::table::{TableRow, write_table};

/// Returns the numbers of a team for a terminal, as `tidings stats` prints
/// them.
#[must_use]
pub fn stats(stats: &Stats, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    page.headline(&stats.team, std::slice::from_ref(&stats.window.label));
    if let Some(filter) = &stats.filter {
        page.line(0, QUIET, &filter.label);
    }
    let name = match stats.by {
        StatsGrouping::Member => "Member",
        StatsGrouping::Team => "Team",
        StatsGrouping::Project => "Project",
        StatsGrouping::Role => "Role",
    };
    let headings = [
        name,
        "Posted",
        "",
        "In time",
        "Plans kept",
        "Blockers",
        "Median age",
    ];
    let rows = stats.rows.iter().chain([&stats.total]);
    let rows: Vec<TableRow> = rows.map(table_row).collect();
    write_table(&mut page, &headings, &rows, 1);
    write_scales(&mut page, &stats.scales);
    write_findings(&mut page, &stats.findings);
    page.gap();
    if stats.incomplete {
        let words = "Incomplete: the clone is shallow and older history is missing, so dates of first posts may be wrong.";
        page.line(0, CAREFUL, words);
    }
    page.details(
        0,
        &[
            format!("commit {}", short(&stats.commit)),
            format!("{} to {}", stats.window.since, stats.window.until),
            stats.window.time_zone.clone(),
            format!("as of {}", minute(&stats.instant)),
        ],
    );
    page.finish()
}

fn table_row(row: &StatsRow) -> TableRow {
    let percent = |share: Option<u32>| share.map_or("·".to_owned(), |share| format!("{share} %"));
    let number = |number: usize| match number {
        0 => "·".to_owned(),
        number => number.to_string(),
    };
    TableRow {
        name: row.title.clone(),
        cells: vec![
            match row.expected {
                0 => "·".to_owned(),
                expected => format!("{}/{expected}", row.posted),
            },
            percent(row.participation),
            percent(row.punctuality),
            match row.plans.kept {
                None => "·".to_owned(),
                // A share of few plans says little, and one can see it.
                Some(kept) => {
                    let plans = &row.plans;
                    let judged = plans.done + plans.still_open;
                    format!("{kept} % of {judged}")
                }
            },
            number(row.blockers.count),
            match row.blockers.median_age_days {
                Some(days) => age(days),
                None => "·".to_owned(),
            },
        ],
        style: PLAIN,
    }
}
