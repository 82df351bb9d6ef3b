use std::io::{self, IsTerminal, Write};

use anstream::AutoStream;
use anstyle::{AnsiColor, Style};
use terminal_size::{Height, Width, terminal_size_of};

use super::ColorChoice;
use super::color_choice::{ColorWish, is_capable};
use crate::text;

/// Columns where nobody says how wide the screen is.
const DEFAULT_WIDTH: usize = 80;

/// Columns below which nothing is laid out.
const MIN_WIDTH: usize = 40;

/// What the command line and the environment say about the streams.
#[derive(Clone, Debug, Default)]
pub struct StreamOptions {
    /// The value of `--color`.
    pub color: ColorChoice,
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// `CLICOLOR_FORCE` is set and not `0`.
    pub clicolor_force: bool,
    /// `TERM`, where it is set.
    pub term: Option<String>,
    /// `COLUMNS`, where it is set to a number.
    pub columns: Option<usize>,
    /// `--quiet`: no notes.
    pub quiet: bool,
    /// `--verbose`: details too.
    pub verbose: bool,
}

/// How many bytes of data are gathered before they are written.
const OUT_BUFFER: usize = 64 * 1024;

/// The three standard streams, and how to write to two of them.
///
/// Data goes to standard output through [`out`](Self::out); all else is said
/// on standard error, where a failure to say it is no failure of the command.
#[derive(Clone, Debug)]
pub struct Streams {
    stdin_is_terminal: bool,
    stdout_is_terminal: bool,
    stderr_is_terminal: bool,
    colour_stdout: bool,
    colour_stderr: bool,
    capable: bool,
    width: usize,
    height: Option<usize>,
    quiet: bool,
    verbose: bool,
}

impl Streams {
    /// Looks at the streams of the process once.
    #[must_use]
    pub fn new(options: &StreamOptions) -> Self {
        let stdout_is_terminal = io::stdout().is_terminal();
        let stderr_is_terminal = io::stderr().is_terminal();
        let wish = ColorWish {
            no_color: options.no_color,
            clicolor_force: options.clicolor_force,
            term: options.term.as_deref(),
        };
        let size = terminal_size_of(io::stdout());
        Self {
            stdin_is_terminal: io::stdin().is_terminal(),
            stdout_is_terminal,
            stderr_is_terminal,
            colour_stdout: options.color.decide(wish, stdout_is_terminal),
            colour_stderr: options.color.decide(wish, stderr_is_terminal),
            capable: is_capable(wish.term),
            width: width(options.columns, size.map(|(Width(columns), _)| columns)),
            height: size.map(|(_, Height(rows))| usize::from(rows)),
            quiet: options.quiet,
            verbose: options.verbose,
        }
    }

    /// Tells whether a person types on standard input.
    #[must_use]
    pub fn stdin_is_terminal(&self) -> bool {
        self.stdin_is_terminal
    }

    /// Tells whether a person reads standard output.
    #[must_use]
    pub fn stdout_is_terminal(&self) -> bool {
        self.stdout_is_terminal
    }

    /// Tells whether a person reads standard error.
    #[must_use]
    pub fn stderr_is_terminal(&self) -> bool {
        self.stderr_is_terminal
    }

    /// Tells whether a dialogue can be held: questions go to standard error,
    /// answers come from standard input, and the terminal is not a dumb one.
    #[must_use]
    pub fn can_prompt(&self) -> bool {
        self.stdin_is_terminal && self.stderr_is_terminal && self.capable
    }

    /// Tells whether a person sees on standard error what is under way, and
    /// wants to.
    #[must_use]
    pub fn shows_progress(&self) -> bool {
        self.stderr_is_terminal && self.capable && !self.quiet
    }

    /// Tells whether what goes to standard output is coloured.
    #[must_use]
    pub fn colour_stdout(&self) -> bool {
        self.colour_stdout
    }

    /// Tells whether what goes to standard error is coloured.
    #[must_use]
    pub fn colour_stderr(&self) -> bool {
        self.colour_stderr
    }

    /// Returns the width of standard output in columns: `COLUMNS`, else what
    /// the terminal says, else 80; never less than 40.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns the height of standard output in rows, where it is a terminal
    /// that tells.
    #[must_use]
    pub fn height(&self) -> Option<usize> {
        self.height
    }

    /// Writes data to standard output, as it is.
    ///
    /// # Errors
    ///
    /// Whatever the stream says; a reader that has gone away is
    /// [`io::ErrorKind::BrokenPipe`], which ends the command quietly.
    pub fn out(&self, text: &str) -> io::Result<()> {
        let stdout = io::stdout().lock();
        if self.colour_stdout {
            // Old Windows consoles have to be taught escape sequences first.
            let mut stdout = AutoStream::always(stdout);
            stdout.write_all(text.as_bytes())?;
            return stdout.flush();
        }
        let mut stdout = stdout;
        stdout.write_all(text.as_bytes())?;
        stdout.flush()
    }

    /// Writes data to standard output as `write` makes it, piece by piece.
    ///
    /// # Errors
    ///
    /// As [`Streams::out`].
    pub fn out_by(
        &self,
        write: impl FnOnce(&mut io::BufWriter<io::StdoutLock<'static>>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut stdout = io::BufWriter::with_capacity(OUT_BUFFER, io::stdout().lock());
        write(&mut stdout)?;
        stdout.flush()
    }

    /// Says a line on standard error, unless `--quiet` was given. What it
    /// quotes of others is made safe.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(None, &text::terminal_lines(text));
        }
    }

    /// Says on standard error, always, a part of an error that is laid out and
    /// made safe already.
    pub fn tell(&self, text: &str) {
        self.say(None, text);
    }

    /// Says a line that begins with `warning:` on standard error, always.
    pub fn warn(&self, text: &str) {
        let style = AnsiColor::Yellow.on_default().bold();
        self.say(Some(("warning:", style)), &text::terminal_lines(text));
    }

    /// Says what failed, in a line that begins with `error:`, on standard
    /// error, always.
    pub fn error(&self, text: &str) {
        let style = AnsiColor::Red.on_default().bold();
        self.say(Some(("error:", style)), text);
    }

    /// Says what caused an error, in a line that begins with `caused by:`.
    pub fn cause(&self, text: &str) {
        self.say(Some(("caused by:", Style::new().bold())), text);
    }

    /// Says what to do about an error, in a line that begins with `hint:`.
    pub fn hint(&self, text: &str) {
        let style = AnsiColor::Cyan.on_default().bold();
        self.say(Some(("hint:", style)), text);
    }

    /// Says a line on standard error where `--verbose` was given.
    pub fn detail(&self, text: &str) {
        if self.verbose {
            self.say(None, &text::terminal_lines(text));
        }
    }

    /// Says a line on standard error, after a label in its style.
    fn say(&self, label: Option<(&str, Style)>, text: &str) {
        let choice = if self.colour_stderr {
            anstream::ColorChoice::Always
        } else {
            anstream::ColorChoice::Never
        };
        let mut stderr = AutoStream::new(io::stderr().lock(), choice);
        let line = match label {
            Some((label, style)) => format!("{style}{label}{style:#} {text}\n"),
            None => format!("{text}\n"),
        };
        // There is nowhere left to say that standard error cannot be written.
        let _ = stderr.write_all(line.as_bytes());
    }
}

/// Chooses the width to lay out for, in columns.
fn width(columns: Option<usize>, terminal: Option<u16>) -> usize {
    columns
        .filter(|columns| *columns > 0)
        .or(terminal.map(usize::from).filter(|columns| *columns > 0))
        .unwrap_or(DEFAULT_WIDTH)
        .max(MIN_WIDTH)
}

#[cfg(test)]
mod tests {
    use super::width;

    #[test]
    fn width_is_columns_then_terminal_then_eighty() {
        // (COLUMNS, the terminal's, chosen)
        let table = [
            (None, None, 80),
            (None, Some(132), 132),
            (Some(100), Some(132), 100),
            (Some(100), None, 100),
            (Some(0), Some(132), 132),
            (Some(0), Some(0), 80),
            (None, Some(12), 40),
            (Some(1), Some(132), 40),
        ];
        for (columns, terminal, expected) in table {
            assert_eq!(
                width(columns, terminal),
                expected,
                "{columns:?} {terminal:?}"
            );
        }
    }
}
