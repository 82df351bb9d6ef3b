use std::collections::{BTreeMap, BTreeSet};

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, presets};

use crate::report::{AttendanceView, Digest, DutyView, Grouping, UpdateView};
use crate::text;

use super::page::Page;
use super::palette::{PLAIN, QUIET, health};

/// The column that says how many of the expected updates were posted.
const PART: usize = 2;

/// The columns of a table without that one.
const NUMBERS: usize = 6;

/// The states of an update that nobody misses yet.
const AWAITED: [&str; 2] = ["due-later", "late"];

/// One member's week in numbers.
#[derive(Default)]
struct Row<'a> {
    name: &'a str,
    health: Option<&'a str>,
    absent: Option<&'static str>,
    part: Option<(usize, usize)>,
    done: usize,
    next: usize,
    blockers: usize,
    questions: usize,
}

/// Writes a table with a line for every member.
pub(super) fn write_overview(page: &mut Page, digest: &Digest) {
    let rows = rows(digest);
    if rows.is_empty() {
        return;
    }
    let wide = page.is_wide();
    // Of a single update, health and "not posted" say as much.
    let counted = digest.attendance.iter().any(|part| part.expected > 1);
    let (gutter, mut headings) = if wide {
        let words = [
            "Member",
            "Health",
            "Posted",
            "Done",
            "Next",
            "Blockers",
            "Questions",
        ];
        (if counted { 2 } else { 3 }, words.to_vec())
    } else {
        let words = ["Member", "Health", "", "Done", "Next", "Blk", "Qs"];
        (1, words.to_vec())
    };
    if !counted || !wide {
        headings.remove(PART);
    }
    let gutter: u16 = gutter;
    // All columns but the first have a known width; the name gets the rest.
    let fixed: usize = "not posted".len()
        + headings[2..].iter().map(|h| h.len()).sum::<usize>()
        + usize::from(gutter) * (headings.len() - 1);
    let room = page.columns().saturating_sub(fixed).max(6);
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(&headings);
    for row in &rows {
        let number = |n: usize| match n {
            0 => Cell::new("·"),
            n => Cell::new(n),
        };
        let mut cells = vec![
            Cell::new(text::truncate(&text::terminal(row.name), room)),
            Cell::new(row.health_words()),
        ];
        if headings.len() > NUMBERS {
            cells.push(Cell::new(row.part_words()));
        }
        cells.extend([row.done, row.next, row.blockers, row.questions].map(number));
        table.add_row(cells);
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((if at == 0 { 0 } else { gutter }, 0));
        if at >= 2 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    page.gap();
    for (at, line) in table.lines().enumerate() {
        match at.checked_sub(1).and_then(|at| rows.get(at)) {
            None => page.pieces(0, &[(QUIET, &line)]),
            Some(row) => write_row(page, &line, row),
        }
    }
}

/// Writes a line of the table with its health in colour.
fn write_row(page: &mut Page, line: &str, row: &Row<'_>) {
    let words = row.health_words();
    let style = match row.health {
        Some(key) => health(key).1,
        None => QUIET,
    };
    // From the right: a name may say "on track" too.
    match line.rfind(words) {
        Some(at) => page.pieces(
            0,
            &[
                (PLAIN, &line[..at]),
                (style, words),
                (PLAIN, line[at + words.len()..].trim_end()),
            ],
        ),
        None => page.pieces(0, &[(PLAIN, line.trim_end())]),
    }
}

impl Row<'_> {
    fn health_words(&self) -> &'static str {
        match self.health {
            Some(key) => health(key).0,
            None => self.absent.unwrap_or("–"),
        }
    }

    /// Returns how many of the updates that were expected were posted.
    fn part_words(&self) -> String {
        match self.part {
            Some((expected, posted)) if expected > 0 => format!("{posted}/{expected}"),
            _ => "·".to_owned(),
        }
    }
}

/// Returns a row for everybody who posted and for everybody who did not.
fn rows(digest: &Digest) -> Vec<Row<'_>> {
    let mut updates: BTreeMap<&str, Vec<&UpdateView>> = BTreeMap::new();
    for update in &digest.updates {
        updates.entry(&update.author).or_default().push(update);
    }
    let order: Vec<&str> = match digest.by {
        Grouping::Member => digest.groups.iter().map(|g| g.key.as_str()).collect(),
        Grouping::Project | Grouping::Section => Vec::new(),
    };
    let mut seen = BTreeSet::new();
    let handles: Vec<&str> = order
        .into_iter()
        .chain(updates.keys().copied())
        .filter(|handle| updates.contains_key(handle) && seen.insert(*handle))
        .collect();
    let mut rows: Vec<Row<'_>> = handles
        .into_iter()
        .map(|handle| row(&updates[handle], digest))
        .collect();
    let absent = || digest.missing.iter().chain(&digest.away);
    let is_awaited = |part: &&AttendanceView| {
        let open = |duty: &DutyView| duty.expected && AWAITED.contains(&duty.state.as_str());
        // Of who posted, a filter may show nothing.
        part.posted == 0
            && part.periods.iter().any(open)
            && !updates.contains_key(part.handle.as_str())
            && !absent().any(|member| member.handle == part.handle)
    };
    // Before anybody has posted there is nothing to compare with.
    if !rows.is_empty() {
        rows.extend(digest.attendance.iter().filter(is_awaited).map(|part| Row {
            name: &part.name,
            absent: Some("not yet"),
            blockers: open(&digest.attention.blockers, &part.handle),
            questions: open(&digest.attention.questions, &part.handle),
            ..Row::default()
        }));
    }
    for (members, word) in [(&digest.missing, "not posted"), (&digest.away, "away")] {
        rows.extend(members.iter().map(|member| Row {
            name: &member.name,
            absent: Some(word),
            blockers: open(&digest.attention.blockers, &member.handle),
            questions: open(&digest.attention.questions, &member.handle),
            ..Row::default()
        }));
    }
    rows
}

fn row<'a>(updates: &[&'a UpdateView], digest: &Digest) -> Row<'a> {
    let latest = updates[updates.len() - 1];
    let mut seen = BTreeSet::new();
    let done = updates
        .iter()
        .flat_map(|update| &update.done)
        .filter(|item| item.address.as_ref().is_none_or(|at| seen.insert(at)))
        .count();
    let mut attendance = digest.attendance.iter();
    let part = attendance.find(|part| part.handle == latest.author);
    Row {
        name: &latest.name,
        health: updates.iter().rev().find_map(|u| u.health.as_deref()),
        absent: None,
        part: part.map(|part| (part.expected, part.posted)),
        done,
        next: latest.next.len(),
        blockers: open(&digest.attention.blockers, &latest.author),
        questions: open(&digest.attention.questions, &latest.author),
    }
}

fn open(items: &[crate::report::OpenItemView], author: &str) -> usize {
    items.iter().filter(|open| open.author == author).count()
}
