//! Which characters may not be printed as they are.

/// Returns whether a character hides, moves or recolours text wherever it
/// stands, so that no sink may ever print it raw.
///
/// These are the C0 and C1 controls (line feed and tab among them), DEL, all
/// bidirectional controls, line and paragraph separators, zero-width spaces
/// and joiners without a use inside words, invisible operators, fillers,
/// annotation marks, tags and noncharacters (Unicode 16, general categories
/// Cc, Cf, Zl and Zp and the property `Default_Ignorable_Code_Point`).
///
/// Joiners, variation selectors and emoji tags are not among them: they have
/// honest uses, and it depends on their neighbours whether one is meant.
#[must_use]
pub const fn is_hidden(c: char) -> bool {
    let code = c as u32;
    if code & 0xFFFE == 0xFFFE {
        return true;
    }
    matches!(
        code,
        0x00..=0x1F
            | 0x7F..=0x9F
            | 0xAD
            | 0x34F
            | 0x61C
            | 0x115F..=0x1160
            | 0x17B4..=0x17B5
            | 0x180E
            | 0x200B
            | 0x200E..=0x200F
            | 0x2028..=0x202E
            | 0x2060..=0x206F
            | 0x3164
            | 0xFDD0..=0xFDEF
            | 0xFEFF
            | 0xFFA0
            | 0xFFF0..=0xFFFB
            | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A
            | 0xE0000..=0xE001F
            | 0xE0080..=0xE00FF
            | 0xE01F0..=0xE0FFF
    )
}

/// Returns whether a character is a tag, of which the flags of England,
/// Scotland and Wales are made.
pub(super) const fn is_tag(c: char) -> bool {
    matches!(c as u32, 0xE0020..=0xE007F)
}

/// Returns whether a character selects a variant of the one before it.
pub(super) const fn is_selector(c: char) -> bool {
    matches!(c as u32, 0xFE00..=0xFE0F | 0xE0100..=0xE01EF)
}

/// Returns whether a joiner or selector has an honest use between its
/// neighbours: in an emoji sequence, inside a word of a script that joins its
/// letters, or after an ideograph.
pub(super) fn is_meant(c: char, before: Option<char>, after: Option<char>) -> bool {
    let needs_neighbours = matches!(c, '\u{200C}' | '\u{200D}') || is_selector(c);
    let Some(before) = before else {
        return !needs_neighbours;
    };
    match c {
        '\u{200C}' => joins_letters(before),
        '\u{200D}' => {
            joins_letters(before)
                || ((is_emoji(before) || before == '\u{FE0F}') && after.is_some_and(is_emoji))
        }
        '\u{FE0E}' | '\u{FE0F}' => {
            is_emoji(before) || before.is_ascii_digit() || matches!(before, '#' | '*')
        }
        '\u{FE00}'..='\u{FE0D}' => !before.is_ascii() && !is_hidden(before) && !is_selector(before),
        '\u{E0100}'..='\u{E01EF}' => matches!(
            before as u32,
            0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFD
        ),
        _ => true,
    }
}

/// Returns whether a character belongs to the scripts from Arabic to
/// Mongolian, whose letters change their shape with their neighbours.
const fn joins_letters(c: char) -> bool {
    matches!(c as u32, 0x620..=0x1CFF) && !is_hidden(c)
}

const fn is_emoji(c: char) -> bool {
    matches!(
        c as u32,
        0xA9 | 0xAE
            | 0x203C
            | 0x2049
            | 0x2122
            | 0x2139
            | 0x2190..=0x21FF
            | 0x2300..=0x23FF
            | 0x24C2
            | 0x25A0..=0x27BF
            | 0x2900..=0x297F
            | 0x2B00..=0x2BFF
            | 0x3030
            | 0x303D
            | 0x3297
            | 0x3299
            | 0x1F000..=0x1FAFF
    )
}
