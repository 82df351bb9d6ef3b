use std::io::{self, Write};
use std::process::{Command, Stdio};

use dialoguer::console::measure_text_width;

use super::Streams;
use super::interrupt::Hold;
use super::shell::ShellLine;

/// What git sets for its pagers where the person has set nothing: `less`
/// shows colours, ends by itself on a short text and leaves it on the screen.
const PREAMBLE: &str = r#": "${LESS=FRX}" "${LV=-c}"; export LESS LV; "#;

/// Shows a text on standard output, through a pager where it is a terminal
/// and the text is taller than the screen.
///
/// `pager` is what `git var GIT_PAGER` prints: a line for the shell; empty or
/// `cat` is none. A pager that cannot be started is done without, and one that
/// is left early is no error. While it runs, Ctrl-C is the pager's alone.
///
/// # Errors
///
/// As of [`Streams::out`], and whatever the pager's pipe says but that it is
/// closed.
pub fn page(text: &str, pager: &str, streams: &Streams) -> io::Result<()> {
    let pager = pager.trim();
    let tall = streams
        .height()
        .is_some_and(|height| rows(text, streams.width()) >= height);
    if pager.is_empty() || pager == "cat" || !streams.stdout_is_terminal() || !tall {
        return streams.out(text);
    }
    if feed(text, pager)? {
        return Ok(());
    }
    streams.out(text)
}

/// Runs the pager over the text; `false` where it could not be started.
fn feed(text: &str, pager: &str) -> io::Result<bool> {
    let _hold = Hold::while_child_runs()?;
    let prepare = |command: &mut Command| {
        command.stdin(Stdio::piped());
    };
    let Ok(mut child) = ShellLine(pager).spawn(PREAMBLE, &[], prepare) else {
        return Ok(false);
    };
    let mut pipe = child.stdin.take().expect("stdin was asked to be a pipe");
    let written = pipe.write_all(text.as_bytes());
    drop(pipe);
    let status = child.wait()?;
    // The shell's words for a command that is not there or cannot be run.
    if matches!(status.code(), Some(126 | 127)) {
        return Ok(false);
    }
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(true),
    }
}

/// Counts the rows that a text takes on a screen of that many columns.
fn rows(text: &str, columns: usize) -> usize {
    text.lines()
        .map(|line| measure_text_width(line).div_ceil(columns).max(1))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn long_lines_take_several_rows() {
        let table = [
            ("", 0),
            ("a", 1),
            ("a\n\nb\n", 3),
            ("0123456789", 1),
            ("0123456789a", 2),
            ("\x1b[1m0123456789\x1b[0m", 1),
            ("世界世界世界", 2),
        ];
        for (text, expected) in table {
            assert_eq!(rows(text, 10), expected, "{text:?}");
        }
    }
}
