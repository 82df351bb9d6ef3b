use anstyle::Style;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use crate::text;

use super::page::Page;
use super::palette::{PLAIN, QUIET};

/// The narrowest that a name is cut to, in columns.
const NAME: usize = 6;

/// A row of a table: a name, and what is said of it.
pub(super) struct TableRow {
    /// The name, which is cut where there is no room for it.
    pub name: String,
    /// The other cells, which are never cut.
    pub cells: Vec<String>,
    /// The colour of the first of these.
    pub style: Style,
}

/// Writes a table; the cells from column `right` on are numbers. Its last
/// columns are left out where the page is too narrow for them.
pub(super) fn write_table(page: &mut Page, headings: &[&str], rows: &[TableRow], right: usize) {
    let gutter: usize = if page.is_wide() { 2 } else { 1 };
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(column - 1));
        let widest = cells.map(|cell| text::width(cell)).max().unwrap_or(0);
        widest.max(text::width(headings[column]))
    };
    let mut shown = headings.len();
    let fixed = |shown: usize| {
        (1..shown)
            .map(|column| width(column) + gutter)
            .sum::<usize>()
    };
    let names = rows
        .iter()
        .map(|row| text::width(&text::terminal(&row.name)));
    let name = names.max().unwrap_or(0).clamp(NAME, 2 * NAME);
    while shown > 2 && fixed(shown) + name > page.columns() {
        shown -= 1;
    }
    let room = page.columns().saturating_sub(fixed(shown)).max(NAME);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(&headings[..shown]);
    let cut = |row: &TableRow| text::truncate(&text::terminal(&row.name), room).into_owned();
    for row in rows {
        let cells = row.cells[..shown - 1].iter().map(Cell::new);
        table.add_row(std::iter::once(Cell::new(cut(row))).chain(cells));
    }
    let gutter = u16::try_from(gutter).expect("a gutter is narrow");
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if at == 0 { 0 } else { gutter }, 0));
        if at >= right {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    page.gap();
    for (at, line) in table.lines().enumerate() {
        let line = line.trim_end();
        match at.checked_sub(1).and_then(|at| rows.get(at)) {
            None => page.pieces(0, &[(QUIET, line)]),
            Some(row) => {
                // After the name, which may say the same.
                let begin = cut(row).len();
                let word = row.cells.first().map_or("", String::as_str);
                let found = line.get(begin..).and_then(|rest| rest.find(word));
                let from = begin + found.unwrap_or(0);
                let until = from + found.map_or(0, |_| word.len());
                page.pieces(
                    0,
                    &[
                        (PLAIN, &line[..from]),
                        (row.style, &line[from..until]),
                        (PLAIN, &line[until..]),
                    ],
                );
            }
        }
    }
}
