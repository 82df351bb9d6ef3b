use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use dialoguer::console::Term;
use dialoguer::{Confirm, MultiSelect, Select};
use terminal_size::{Width, terminal_size_of};
use unicode_width::UnicodeWidthStr;

use super::key::Key;
use super::keyboard::Keyboard;
use super::line::{Line, cut};
use super::tick_list::TickList;
use super::{PromptError, Streams};

/// Columns where the terminal does not say how wide it is.
const DEFAULT_COLUMNS: usize = 80;

/// Columns of what dialoguer writes behind a question over long lists:
/// ` [Page 1/2] `.
const PAGE_MARK: usize = 13;

/// Asks questions on standard error and reads answers from the keyboard.
///
/// To be used where [`Streams::can_prompt`] allows it. However a question
/// ends, the cursor is seen and the terminal is as it was.
#[derive(Clone, Debug)]
pub struct Prompter {
    colour: bool,
}

/// How the editing of a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// By Enter.
    Entered,
    /// By Ctrl-D on an empty line.
    Closed,
}

impl Prompter {
    /// Makes a prompter that is coloured as standard error is.
    #[must_use]
    pub fn new(streams: &Streams) -> Self {
        Self {
            colour: streams.colour_stderr(),
        }
    }

    /// Asks for yes or no; Enter alone takes the default.
    ///
    /// # Errors
    ///
    /// [`PromptError`] where the question is not answered.
    pub fn confirm(&self, question: &str, default: bool) -> Result<bool, PromptError> {
        let _keyboard = Keyboard::take()?;
        // Enter is waited for, so that a `y` typed with an Enter out of habit
        // does not answer the question behind this one too.
        Confirm::new()
            .with_prompt(cut(question, columns().saturating_sub(8)))
            .default(default)
            .wait_for_newline(true)
            .interact_opt()
            .inspect_err(|_| {
                // The question's line is still open; what is said next is not
                // to stand behind it.
                say("\n").ok();
            })?
            .ok_or_else(interrupted)
    }

    /// Lets the person choose one of at least one choice, and returns its
    /// index; Enter alone takes the default.
    ///
    /// # Errors
    ///
    /// [`PromptError`] where the question is not answered.
    pub fn choose(
        &self,
        question: &str,
        choices: &[&str],
        default: usize,
    ) -> Result<usize, PromptError> {
        let _keyboard = Keyboard::take()?;
        let list = TickList::new(choices, columns(), self.colour);
        Select::with_theme(&list)
            .with_prompt(cut(question, columns().saturating_sub(PAGE_MARK)))
            .items(list.numbers())
            .default(default.min(choices.len().saturating_sub(1)))
            .interact_opt()?
            .ok_or_else(interrupted)
    }

    /// Asks for one line of text, without blanks around it; an empty one is
    /// the default, if there is one. What `validate` refuses is asked for
    /// again, with what it said and what was typed. Pasted lines are joined.
    ///
    /// # Errors
    ///
    /// [`PromptError`] where the question is not answered.
    pub fn line(
        &self,
        question: &str,
        default: Option<&str>,
        validate: impl Fn(&str) -> Result<(), String>,
    ) -> Result<String, PromptError> {
        let mut keyboard = Keyboard::take()?;
        keyboard.mark_pastes()?;
        let mut prompt = default.map_or_else(
            || format!("{question}: "),
            |default| format!("{question} [{default}]: "),
        );
        if prompt.width() > columns() / 2 {
            say(&format!("{}\n", prompt.trim_end()))?;
            prompt = "> ".to_owned();
        }
        let mut line = Line::default();
        loop {
            self.edit(&mut keyboard, &prompt, &mut line)?;
            let entered = line.text();
            let mut answer = entered.split_whitespace().collect::<Vec<_>>().join(" ");
            if answer.is_empty() {
                default.unwrap_or_default().clone_into(&mut answer);
            }
            let shown = cut(&answer, columns().saturating_sub(prompt.width() + 1));
            say(&format!("\r{prompt}{shown}\x1b[K\n"))?;
            match validate(&answer) {
                Ok(()) => return Ok(answer),
                Err(reason) => say(&format!("{}\n", self.styled(self.red(), &reason)))?,
            }
            line = Line::new(&entered.replace('\n', " "));
        }
    }

    /// Lets the person tick any of at least one row, and returns the indices
    /// of the ticked ones; so many from the first one on are ticked before.
    pub(super) fn tick(
        &self,
        question: &str,
        rows: &[String],
        ticked: usize,
    ) -> Result<Vec<usize>, PromptError> {
        let list = TickList::new(rows, columns(), self.colour);
        // Esc and q are not asked to leave: the first letters of what was
        // meant for another prompt would otherwise end the dialogue.
        let ticked = MultiSelect::with_theme(&list)
            .with_prompt(cut(question, columns().saturating_sub(PAGE_MARK)))
            .items_checked(list.numbers().map(|row| (row, row < ticked)))
            .report(false)
            .interact_on(&Term::stderr())?;
        Ok(ticked)
    }

    /// Lets the person edit a line behind a prompt until it is entered.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::Interrupted`] where the person leaves; the line is
    /// then what it was.
    pub(super) fn edit(
        &self,
        keyboard: &mut Keyboard,
        prompt: &str,
        line: &mut Line,
    ) -> io::Result<Ending> {
        loop {
            // A long paste that is not marked comes as keys: only its end is
            // worth drawing.
            if !keyboard.is_busy() {
                draw(prompt, line)?;
            }
            match keyboard.read()? {
                Key::Enter => return Ok(Ending::Entered),
                Key::Close if line.is_empty() => return Ok(Ending::Closed),
                Key::Leave => {
                    say("\n")?;
                    return Err(io::ErrorKind::Interrupted.into());
                }
                key => line.apply(&key),
            }
        }
    }

    /// Puts a text into a style, where there is colour.
    pub(super) fn styled(&self, style: Style, text: &str) -> String {
        if self.colour {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    fn red(&self) -> Style {
        AnsiColor::Red.on_default()
    }
}

/// Says something on standard error at once.
pub(super) fn say(text: &str) -> io::Result<()> {
    io::stderr().lock().write_all(text.as_bytes())
}

/// Returns the columns of the screen as it is now.
pub(super) fn columns() -> usize {
    terminal_size_of(io::stderr())
        .map(|(Width(columns), _)| usize::from(columns))
        .filter(|columns| *columns > 0)
        .unwrap_or(DEFAULT_COLUMNS)
}

/// Draws a line that is being edited over the row that the cursor is in.
fn draw(prompt: &str, line: &Line) -> io::Result<()> {
    // The last column stays free: terminals differ in what happens there.
    let room = columns().saturating_sub(prompt.width() + 1);
    let view = line.view(room);
    let cursor = prompt.width() + view.cursor;
    let mut row = format!("\r{prompt}{}\x1b[K\r", view.text);
    if cursor > 0 {
        row.push_str(&format!("\x1b[{cursor}C"));
    }
    say(&row)
}

fn interrupted() -> PromptError {
    PromptError::from(io::Error::from(io::ErrorKind::Interrupted))
}
