use super::outline::Line;

/// One entry of a list section, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The line on which it begins.
    pub(super) number: usize,
    /// Whether its box is ticked, if it has a box.
    pub(super) tick: Option<bool>,
    /// Its lines, without bullet, box and the indentation that these ask for.
    pub(super) lines: Vec<String>,
}

/// Collects the blocks of a list section.
struct Collector {
    blocks: Vec<Block>,
    /// The column from which on lines belong to the last block; `None` where
    /// that is a paragraph without a bullet, which no indentation continues.
    content: Option<usize>,
    blanks: usize,
}

/// Splits the lines of a list section into its entries.
///
/// Every bullet that is not indented into another one begins an entry; what
/// is indented below it belongs to it, as does a line that follows directly.
/// A paragraph without a bullet is an entry too.
pub(super) fn split(lines: &[Line]) -> Vec<Block> {
    let mut collector = Collector {
        blocks: Vec::new(),
        content: None,
        blanks: 0,
    };
    for line in lines {
        collector.take(line);
    }
    collector.blocks
}

impl Collector {
    fn take(&mut self, line: &Line) {
        let text = line.text.trim_end_matches([' ', '\t', '\r']);
        if text.trim().is_empty() {
            self.blanks += 1;
            return;
        }
        let indent = indent_of(text);
        if let Some(content) = self.content.filter(|&content| indent >= content) {
            self.continue_with(strip_columns(text, content));
        } else if let Some((content, rest)) = parse_bullet(text) {
            self.begin(line.number, rest, Some(content));
        } else if is_rule(text) {
            self.blanks += 1;
        } else if self.blanks == 0 && !self.blocks.is_empty() {
            self.continue_with(text.trim_start().to_owned());
        } else {
            self.begin(line.number, text.trim_start(), None);
        }
        self.blanks = 0;
    }

    fn begin(&mut self, number: usize, text: &str, content: Option<usize>) {
        let ticked = content.and_then(|_| parse_tick(text));
        let (tick, text) = ticked.map_or((None, text), |(tick, rest)| (Some(tick), rest));
        self.blocks.push(Block {
            number,
            tick,
            lines: vec![text.to_owned()],
        });
        self.content = content;
    }

    fn continue_with(&mut self, text: String) {
        if let Some(block) = self.blocks.last_mut() {
            block
                .lines
                .extend(std::iter::repeat_n(String::new(), self.blanks));
            block.lines.push(text);
        }
    }
}

/// Returns whether a line begins with a bullet.
pub(super) fn is_bullet(line: &str) -> bool {
    parse_bullet(line).is_some() && !is_rule(line)
}

/// Returns the column at which the content of a bullet begins, and that
/// content.
fn parse_bullet(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches([' ', '\t']);
    let rest = text.strip_prefix(['-', '*', '+'])?;
    let content = rest.trim_start_matches([' ', '\t']);
    if is_rule(line) {
        return None;
    }
    let column = indent_of(line) + 1;
    match rest.len() - content.len() {
        0 if !rest.is_empty() => None,
        gap @ 1..=4 if !content.is_empty() => Some((column + gap, content)),
        _ => Some((column + 1, content)),
    }
}

/// Returns whether a line only draws a line: three or more of `-`, `*` or
/// `_`, with nothing between them.
fn is_rule(line: &str) -> bool {
    let signs = line.trim();
    signs.len() >= 3
        && ['-', '*', '_']
            .into_iter()
            .any(|sign| signs.chars().all(|c| c == sign))
}

/// Returns whether a box at the start of a text is ticked, and what follows.
pub(super) fn parse_tick(text: &str) -> Option<(bool, &str)> {
    let (tick, rest) = [("[ ]", false), ("[]", false), ("[x]", true), ("[X]", true)]
        .into_iter()
        .find_map(|(sign, tick)| Some((tick, text.strip_prefix(sign)?)))?;
    (rest.is_empty() || rest.starts_with([' ', '\t'])).then(|| (tick, rest.trim_start()))
}

/// The column of the first character that is no space; a tab reaches to the
/// next multiple of four.
fn indent_of(line: &str) -> usize {
    let mut column = 0;
    for c in line.chars() {
        match c {
            ' ' => column += 1,
            '\t' => column += 4 - column % 4,
            _ => break,
        }
    }
    column
}

/// Takes the first `count` columns, which are space, off a line.
fn strip_columns(line: &str, count: usize) -> String {
    let mut column = 0;
    for (index, c) in line.char_indices() {
        if column >= count {
            return format!("{}{}", " ".repeat(column - count), &line[index..]);
        }
        column += if c == '\t' { 4 - column % 4 } else { 1 };
    }
    String::new()
}
