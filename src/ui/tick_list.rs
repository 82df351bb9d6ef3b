use std::fmt;

use anstyle::{AnsiColor, Style};
use dialoguer::theme::Theme;

use super::line::cut;

/// Columns that stand before a choice: `> [x] `.
const MARGIN: usize = 6;

/// Rows to choose from, and how they look.
///
/// dialoguer measures rows in bytes and clears too much of the screen where a
/// byte is not a column. So it is given the numbers of the rows, and puts the
/// rows themselves, cut to the screen, in their place while it draws.
#[derive(Debug)]
pub(super) struct TickList {
    rows: Vec<String>,
    colour: bool,
}

impl TickList {
    /// Makes rows that fit into so many columns.
    pub(super) fn new<T: AsRef<str>>(rows: &[T], columns: usize, colour: bool) -> Self {
        let columns = columns.saturating_sub(MARGIN + 1);
        let rows = rows.iter().map(|row| cut(row.as_ref(), columns)).collect();
        Self { rows, colour }
    }

    /// Returns what dialoguer is given in place of the rows.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        0..self.rows.len()
    }

    fn row(&self, number: &str) -> Result<&str, fmt::Error> {
        let number: usize = number.parse().map_err(|_| fmt::Error)?;
        self.rows.get(number).map(String::as_str).ok_or(fmt::Error)
    }

    fn style(&self, active: bool) -> Style {
        if self.colour && active {
            AnsiColor::Cyan.on_default()
        } else {
            Style::new()
        }
    }
}

impl Theme for TickList {
    fn format_prompt(&self, f: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        let style = if self.colour {
            Style::new().bold()
        } else {
            Style::new()
        };
        write!(f, "{style}{prompt}{style:#}")
    }

    fn format_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        active: bool,
    ) -> fmt::Result {
        let (style, row) = (self.style(active), self.row(text)?);
        let mark = if active { ">" } else { " " };
        write!(f, "{style}{mark} {row}{style:#}")
    }

    fn format_multi_select_prompt_item(
        &self,
        f: &mut dyn fmt::Write,
        text: &str,
        checked: bool,
        active: bool,
    ) -> fmt::Result {
        let (style, row) = (self.style(active), self.row(text)?);
        let mark = if active { ">" } else { " " };
        let tick = if checked { "x" } else { " " };
        write!(f, "{style}{mark} [{tick}] {row}{style:#}")
    }

    fn format_select_prompt_selection(
        &self,
        f: &mut dyn fmt::Write,
        prompt: &str,
        sel: &str,
    ) -> fmt::Result {
        self.format_prompt(f, prompt)?;
        write!(f, " {}", self.row(sel)?)
    }
}
