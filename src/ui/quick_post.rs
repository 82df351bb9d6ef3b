use std::io;

use anstyle::Style;

use super::item_text::items;
use super::keyboard::Keyboard;
use super::line::{Line, shown};
use super::prompter::{Ending, say};
use super::{PromptError, Prompter};

/// What stands before an item, and before the lines that belong to it.
const BULLET: &str = "  - ";
const UNDER: &str = "    ";

/// What the quick screen of a post shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickPost {
    /// The first line: what is being posted, and for which day.
    pub heading: String,
    /// What was planned last time, to be ticked where it is done.
    pub plan: Vec<String>,
    /// What stays open; shown and not asked.
    pub open: Vec<String>,
}

/// What a person answered on the quick screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickAnswer {
    /// Indices of the planned things that are done, ascending.
    pub ticked: Vec<usize>,
    /// Other things that are done.
    pub done: Vec<String>,
    /// What comes next.
    pub next: Vec<String>,
    /// What is in the way.
    pub blockers: Vec<String>,
}

impl QuickAnswer {
    /// Tells whether nothing was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Prompter {
    /// Asks for a whole update on one quick screen: the last plan to tick,
    /// then done, next and blockers, one line for each item.
    ///
    /// Enter on an empty line, or Ctrl-D there, goes on. What is pasted stays
    /// in the section that it is pasted into: as one item with its lines, or,
    /// where it is a list, as one item for each bullet.
    ///
    /// # Errors
    ///
    /// [`PromptError`] with all that was typed so far, the unfinished line
    /// too.
    pub fn quick_post(&self, post: &QuickPost) -> Result<QuickAnswer, PromptError> {
        let mut answer = QuickAnswer::default();
        match self.ask(post, &mut answer) {
            Ok(()) => Ok(answer),
            Err(error) => Err(error.with_so_far(answer)),
        }
    }

    fn ask(&self, post: &QuickPost, answer: &mut QuickAnswer) -> Result<(), PromptError> {
        let mut keyboard = Keyboard::take()?;
        say(&format!("{}\n", self.bold(&post.heading)))?;
        if !post.open.is_empty() {
            say(&format!("Still open:\n{}", listed(&post.open)))?;
        }
        if !post.plan.is_empty() {
            let question = "What is done? (Space ticks)";
            answer.ticked = self.tick(question, &post.plan)?;
        }
        keyboard.mark_pastes()?;
        let hint = "(one line for each item, an empty line goes on)";
        say(&format!("{} {hint}\n", self.bold("Done")))?;
        for row in answer.ticked.iter().filter_map(|row| post.plan.get(*row)) {
            say(&listed(std::slice::from_ref(row)))?;
        }
        self.ask_items(&mut keyboard, &mut answer.done)?;
        say(&format!("{}\n", self.bold("Next")))?;
        self.ask_items(&mut keyboard, &mut answer.next)?;
        say(&format!("{}\n", self.bold("Blockers")))?;
        self.ask_items(&mut keyboard, &mut answer.blockers)?;
        Ok(())
    }

    /// Reads items until an empty line is entered.
    fn ask_items(&self, keyboard: &mut Keyboard, into: &mut Vec<String>) -> io::Result<()> {
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
                return Ok(());
            }
            into.extend(entered);
        }
    }

    fn bold(&self, text: &str) -> String {
        self.styled(Style::new().bold(), text)
    }
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
