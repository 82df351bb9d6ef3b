use std::io;

use anstyle::{AnsiColor, Style};

use super::item_text::items;
use super::keyboard::Keyboard;
use super::line::{Line, shown};
use super::prompter::{Ending, columns, say};
use super::{PromptError, Prompter};
use crate::text;

/// What stands before an item, and before the lines that belong to it.
const BULLET: &str = "  - ";
const UNDER: &str = "    ";

/// What stands before an answer of one line.
const ANSWER: &str = "  > ";

/// What is said where an answer must be given.
const MISSING: &str = "your team asks for an answer here; Ctrl-C leaves, and keeps what you typed";

/// What the quick screen of a post shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickPost {
    /// The first line: what is being posted, and for which day.
    pub heading: String,
    /// What can be ticked where it is done, such as the last plan.
    pub plan: Vec<String>,
    /// How many of those, from the first one on, are ticked already.
    pub ticked: usize,
    /// What stays open; shown and not asked.
    pub open: Vec<String>,
    /// What is asked, in this order.
    pub fields: Vec<QuickField>,
}

/// A section that the quick screen asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickField {
    /// The heading.
    pub title: String,
    /// What helps to answer it, such as what there is to choose from.
    pub hints: Vec<String>,
    /// Whether it takes items, one line for each, or else a single line.
    pub many: bool,
    /// Whether an empty answer is asked for again.
    pub required: bool,
    /// Whether what is ticked belongs here, and answers it.
    pub takes_ticks: bool,
}

/// What a person answered on the quick screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickAnswer {
    /// Indices of the planned things that are done, ascending.
    pub ticked: Vec<usize>,
    /// What was answered in each field, as far as they were asked.
    pub fields: Vec<Vec<String>>,
}

impl QuickAnswer {
    /// Tells whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ticked.is_empty() && self.fields.iter().all(Vec::is_empty)
    }
}

/// Tells why a text is no answer to the field with this index.
type Check<'a> = &'a dyn Fn(usize, &str) -> Result<(), String>;

impl Prompter {
    /// Asks for a whole update on one quick screen: the last plan to tick,
    /// then field by field, one line for each item.
    ///
    /// Enter on an empty line, or Ctrl-D there, goes on. What is pasted stays
    /// in the section that it is pasted into: as one item with its lines, or,
    /// where it is a list, as one item for each bullet. What `check` refuses
    /// is asked for again, with what it said.
    ///
    /// # Errors
    ///
    /// [`PromptError`] with all that was typed so far, the unfinished line
    /// too.
    pub fn quick_post(
        &self,
        post: &QuickPost,
        check: &dyn Fn(usize, &str) -> Result<(), String>,
    ) -> Result<QuickAnswer, PromptError> {
        let mut answer = QuickAnswer::default();
        match self.ask(post, check, &mut answer) {
            Ok(()) => Ok(answer),
            Err(error) => Err(error.with_so_far(answer)),
        }
    }

    fn ask(
        &self,
        post: &QuickPost,
        check: Check<'_>,
        answer: &mut QuickAnswer,
    ) -> Result<(), PromptError> {
        let mut keyboard = Keyboard::take()?;
        for line in text::wrap(&post.heading, columns()) {
            say(&format!("{}\n", self.bold(&line)))?;
        }
        if !post.open.is_empty() {
            say(&format!("Still open:\n{}", listed(&post.open)))?;
        }
        if !post.plan.is_empty() {
            let question = "What is done? (Space ticks)";
            answer.ticked = self.tick(question, &post.plan, post.ticked)?;
        }
        keyboard.mark_pastes()?;
        let mut told = false;
        for (index, field) in post.fields.iter().enumerate() {
            self.head(field, &mut told)?;
            let ticked = answer.ticked.iter().filter(|_| field.takes_ticks);
            let rows: Vec<String> = ticked
                .filter_map(|row| post.plan.get(*row).cloned())
                .collect();
            say(&listed(&rows))?;
            let required = field.required && rows.is_empty();
            answer.fields.push(Vec::new());
            let into = &mut answer.fields[index];
            if field.many {
                self.ask_items(&mut keyboard, required, into)?;
            } else {
                self.ask_line(&mut keyboard, required, into, &|text| check(index, text))?;
            }
        }
        Ok(())
    }

    /// Writes the heading of a field; how items are entered is told once.
    fn head(&self, field: &QuickField, told: &mut bool) -> io::Result<()> {
        let title = self.bold(&field.title);
        let manner = (field.many && !*told)
            .then_some("one line for each item, an empty line goes on".to_owned());
        *told |= field.many;
        let required = field.required.then_some("must be answered".to_owned());
        let hints = field
            .hints
            .clone()
            .into_iter()
            .chain(required)
            .chain(manner);
        let hints = hints.collect::<Vec<_>>();
        if hints.is_empty() {
            return say(&format!("{title}\n"));
        }
        let hints = format!("({})", joined(&hints));
        let taken = text::width(&field.title) + 1;
        let lines = text::wrap_after(&hints, columns(), taken);
        say(&format!("{title} {}\n", lines.join("\n")))
    }

    /// Reads items until an empty line is entered.
    fn ask_items(
        &self,
        keyboard: &mut Keyboard,
        required: bool,
        into: &mut Vec<String>,
    ) -> io::Result<()> {
        loop {
            let mut line = Line::default();
            let ending = match self.edit(keyboard, BULLET, &mut line) {
                Ok(ending) => ending,
                Err(error) => {
                    into.extend(items(&line.text()));
                    return Err(error);
                }
            };
            let entered = items(&line.text());
            say(&format!("\r\x1b[K{}", listed(&entered)))?;
            // Pasted blank lines are no answer.
            if ending == Ending::Closed || line.is_empty() {
                if !required || !into.is_empty() {
                    return Ok(());
                }
                self.refuse(MISSING)?;
            }
            into.extend(entered);
        }
    }

    /// Reads one line, until it is an answer. An empty one is none, and goes
    /// on where none is required.
    fn ask_line(
        &self,
        keyboard: &mut Keyboard,
        required: bool,
        into: &mut Vec<String>,
        check: &dyn Fn(&str) -> Result<(), String>,
    ) -> io::Result<()> {
        let mut line = Line::default();
        loop {
            if let Err(error) = self.edit(keyboard, ANSWER, &mut line) {
                into.extend(Some(line.text()).filter(|text| !text.trim().is_empty()));
                return Err(error);
            }
            let entered = line.text().trim().to_owned();
            say(&format!("\r\x1b[K{ANSWER}{}\n", shown(&entered)))?;
            if entered.is_empty() {
                if !required {
                    return Ok(());
                }
                self.refuse(MISSING)?;
                continue;
            }
            match check(&entered) {
                Ok(()) => {
                    into.push(entered);
                    return Ok(());
                }
                Err(reason) => self.refuse(&reason)?,
            }
        }
    }

    fn refuse(&self, reason: &str) -> io::Result<()> {
        let red = AnsiColor::Red.on_default();
        for line in text::wrap(reason, columns()) {
            say(&format!("{}\n", self.styled(red, &line)))?;
        }
        Ok(())
    }

    fn bold(&self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }
}

/// Joins hints to one, whatever each ends with.
fn joined(hints: &[String]) -> String {
    let mut all = String::new();
    for hint in hints {
        if all.ends_with(['?', '!', '\u{2026}']) {
            all.push(' ');
        } else if !all.is_empty() {
            all.truncate(all.trim_end_matches('.').len());
            all.push_str("; ");
        }
        all.push_str(hint);
    }
    all
}

/// Writes items below each other.
fn listed(items: &[String]) -> String {
    let mut list = String::new();
    for item in items {
        for (number, line) in item.lines().enumerate() {
            let margin = if number == 0 { BULLET } else { UNDER };
            list.push_str(&format!("{margin}{}\n", shown(line)));
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_joined_as_they_end() {
        for (hints, want) in [
            (vec!["One"], "One"),
            (
                vec!["How was it?", "1 to 5", "must"],
                "How was it? 1 to 5; must",
            ),
            (vec!["5 is great.", "1 to 5"], "5 is great; 1 to 5"),
        ] {
            let hints: Vec<String> = hints.into_iter().map(str::to_owned).collect();
            assert_eq!(joined(&hints), want);
        }
    }
}
