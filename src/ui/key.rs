/// One thing that a person did at the keyboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Key {
    /// A letter, or what stands for one.
    Char(char),
    /// Text that was pasted as a whole; its lines end in `\n`.
    #[cfg_attr(not(unix), allow(dead_code, reason = "consoles mark no pastes"))]
    Paste(String),
    /// The end of a line inside pasted text.
    PastedEnter,
    /// The Enter key itself.
    Enter,
    /// Deletes the letter before the cursor.
    Backspace,
    /// Deletes the letter at the cursor.
    Delete,
    /// Deletes the word before the cursor: Ctrl-W.
    DeleteWord,
    /// Deletes all before the cursor: Ctrl-U.
    DeleteBefore,
    /// Deletes all after the cursor: Ctrl-K.
    DeleteAfter,
    /// Moves the cursor one letter to the left.
    Left,
    /// Moves the cursor one letter to the right.
    Right,
    /// Moves the cursor to the beginning.
    Home,
    /// Moves the cursor to the end.
    End,
    /// Nothing more comes here: Ctrl-D.
    Close,
    /// The person wants to leave: Ctrl-C or Esc.
    Leave,
    /// A key without a meaning here.
    Other,
}

impl Key {
    /// Returns the meaning of a control character.
    pub(super) fn from_control(letter: char) -> Self {
        match letter {
            '\r' | '\n' => Self::Enter,
            '\x01' => Self::Home,
            '\x02' => Self::Left,
            '\x03' | '\x1b' => Self::Leave,
            '\x04' => Self::Close,
            '\x05' => Self::End,
            '\x06' => Self::Right,
            '\x08' | '\x7f' => Self::Backspace,
            '\t' => Self::Char(' '),
            '\x0b' => Self::DeleteAfter,
            '\x15' => Self::DeleteBefore,
            '\x17' => Self::DeleteWord,
            _ => Self::Other,
        }
    }
}
