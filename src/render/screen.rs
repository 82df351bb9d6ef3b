/// What a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Its width in columns; less than [`Screen::MIN`] is taken as that.
    pub width: usize,
    /// Whether colours may be used.
    pub colour: bool,
}

impl Screen {
    /// The narrowest screen that is laid out for, in columns.
    pub const MIN: usize = 40;

    /// The widest line that is made, in columns; longer ones are hard to
    /// read.
    pub const MAX: usize = 120;

    /// Returns the columns that lines may take.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.width.clamp(Self::MIN, Self::MAX)
    }
}
