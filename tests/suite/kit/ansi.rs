use std::iter::Peekable;
use std::str::Chars;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A colour as a terminal is told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    /// One of the sixteen that a theme chooses.
    Named(usize),
    /// Red, green and blue.
    Exact(u8, u8, u8),
}

/// How a run of text looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Style {
    pub(crate) front: Option<Colour>,
    pub(crate) back: Option<Colour>,
    pub(crate) bold: bool,
    pub(crate) dim: bool,
    pub(crate) italic: bool,
    pub(crate) underline: bool,
    pub(crate) reverse: bool,
    pub(crate) strike: bool,
}

/// Characters that stand beside each other and look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// The column it begins in, from 0.
    pub(crate) column: usize,
    /// How many columns it takes.
    pub(crate) width: usize,
    /// How it looks.
    pub(crate) style: Style,
    /// What it says.
    pub(crate) text: String,
}

/// Reads what a program printed for a terminal, line by line. Colours are
/// understood; every other escape sequence is left out.
pub(crate) fn parse_lines(printed: &str) -> Vec<Vec<Run>> {
    let mut style = Style::default();
    printed
        .lines()
        .map(|line| parse_line(line, &mut style))
        .collect()
}

fn parse_line(line: &str, style: &mut Style) -> Vec<Run> {
    let mut pieces: Vec<(Style, String)> = Vec::new();
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            escape(&mut chars, style);
        } else if !c.is_control() {
            match pieces.last_mut() {
                Some((known, text)) if known == style => text.push(c),
                _ => pieces.push((*style, c.to_string())),
            }
        }
    }
    let mut runs = Vec::new();
    let mut column = 0;
    for (style, text) in pieces {
        for part in split(&text) {
            let width = part.width();
            runs.push(Run {
                column,
                width,
                style,
                text: part,
            });
            column += width;
        }
    }
    runs
}

/// Sets each wide character apart, so that it can be put in its own columns
/// whatever the font thinks of its width.
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for grapheme in text.graphemes(true) {
        let last = parts.last_mut().expect("there is always one");
        if grapheme.width() == 1 || last.is_empty() {
            last.push_str(grapheme);
        } else {
            parts.push(grapheme.to_owned());
        }
        if grapheme.width() != 1 {
            parts.push(String::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Reads an escape sequence after its first character.
fn escape(chars: &mut Peekable<Chars<'_>>, style: &mut Style) {
    match chars.next() {
        Some('[') => {
            let mut body = String::new();
            for c in chars.by_ref() {
                if ('@'..='~').contains(&c) {
                    if c == 'm' {
                        colour(&body, style);
                    }
                    return;
                }
                body.push(c);
            }
        }
        // A title or a link: up to a bell, or an escape and a backslash.
        Some(']') => {
            while let Some(c) = chars.next() {
                if c == '\u{7}' || (c == '\u{1b}' && chars.next_if_eq(&'\\').is_some()) {
                    return;
                }
            }
        }
        _ => {}
    }
}

/// Applies the numbers of a "select graphic rendition" sequence.
fn colour(body: &str, style: &mut Style) {
    let mut numbers = body
        .split([';', ':'])
        .map(|number| number.parse::<usize>().unwrap_or_default());
    while let Some(number) = numbers.next() {
        match number {
            0 => *style = Style::default(),
            1 => style.bold = true,
            2 => style.dim = true,
            3 => style.italic = true,
            4 => style.underline = true,
            7 => style.reverse = true,
            9 => style.strike = true,
            22 => (style.bold, style.dim) = (false, false),
            23 => style.italic = false,
            24 => style.underline = false,
            27 => style.reverse = false,
            29 => style.strike = false,
            30..=37 => style.front = Some(Colour::Named(number - 30)),
            38 => style.front = extended(&mut numbers),
            39 => style.front = None,
            40..=47 => style.back = Some(Colour::Named(number - 40)),
            48 => style.back = extended(&mut numbers),
            49 => style.back = None,
            90..=97 => style.front = Some(Colour::Named(number - 90 + 8)),
            100..=107 => style.back = Some(Colour::Named(number - 100 + 8)),
            _ => {}
        }
    }
}

/// Reads the numbers after 38 or 48: one of 256 colours, or an exact one.
fn extended(numbers: &mut impl Iterator<Item = usize>) -> Option<Colour> {
    let mut byte = || u8::try_from(numbers.next()?).ok();
    match byte()? {
        2 => Some(Colour::Exact(byte()?, byte()?, byte()?)),
        5 => Some(match byte()? {
            named @ 0..=15 => Colour::Named(usize::from(named)),
            cube @ 16..=231 => {
                let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
                let n = cube - 16;
                Colour::Exact(level(n / 36), level(n / 6 % 6), level(n % 6))
            }
            grey => {
                let level = 8 + 10 * (grey - 232);
                Colour::Exact(level, level, level)
            }
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(printed: &str) -> Vec<Run> {
        parse_lines(printed).remove(0)
    }

    #[test]
    fn colours_last_until_they_are_reset() {
        let lines = parse_lines("\u{1b}[1;31mred\nstill\u{1b}[0m plain");
        assert_eq!(lines[0][0].style.front, Some(Colour::Named(1)));
        assert!(lines[1][0].style.bold);
        assert_eq!(lines[1][1].style, Style::default());
        assert_eq!((lines[1][1].column, lines[1][1].width), (5, 6));
    }

    #[test]
    fn every_way_of_naming_a_colour_is_read() {
        for (code, want) in [
            ("97", Colour::Named(15)),
            ("38;5;9", Colour::Named(9)),
            ("38;5;16", Colour::Exact(0, 0, 0)),
            ("38;5;231", Colour::Exact(255, 255, 255)),
            ("38;5;244", Colour::Exact(128, 128, 128)),
            ("38;2;1;2;3", Colour::Exact(1, 2, 3)),
            ("31;38:5:196", Colour::Exact(255, 0, 0)),
        ] {
            let run = line(&format!("\u{1b}[{code}mx")).remove(0);
            assert_eq!(run.style.front, Some(want), "{code}");
        }
        let broken = line("\u{1b}[38;5;999mx\u{1b}[41my\u{1b}[").remove(0);
        assert_eq!((broken.text.as_str(), broken.style.front), ("x", None));
    }

    #[test]
    fn other_sequences_leave_no_trace() {
        let runs = line("a\u{1b}[2K\u{1b}]8;;https://example.org\u{1b}\\b\u{1b}]0;t\u{7}c\u{8}");
        assert_eq!(runs.len(), 1);
        assert_eq!(runs[0].text, "abc");
    }

    #[test]
    fn wide_characters_keep_their_columns() {
        let runs = line("a日b👩‍🚀e\u{301}");
        let places: Vec<_> = runs.iter().map(|r| (r.column, r.width)).collect();
        assert_eq!(places, [(0, 1), (1, 2), (3, 1), (4, 2), (6, 1)]);
    }
}
