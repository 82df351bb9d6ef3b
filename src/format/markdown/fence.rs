/// The opening line of a fenced code block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    sign: char,
    length: usize,
}

impl Fence {
    /// Returns the fence that a line opens: three or more backticks or tildes
    /// behind at most three spaces.
    pub(super) fn open(line: &str) -> Option<Self> {
        let rest = line.trim_start_matches(' ');
        (line.len() - rest.len() <= 3).then_some(())?;
        let sign = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = rest.trim_start_matches(sign);
        let length = rest.len() - info.len();
        (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(Self { sign, length })
    }

    /// Returns whether a line ends the block that this fence opened.
    pub(super) fn is_closed_by(self, line: &str) -> bool {
        let rest = line.trim_start_matches(' ');
        let info = rest.trim_start_matches(self.sign);
        line.len() - rest.len() <= 3
            && rest.len() - info.len() >= self.length
            && info.trim().is_empty()
    }
}
