/// Says when output is coloured: the values of `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// Colour where a person reads it on a terminal that can show it.
    #[default]
    Auto,
    /// Colour, wherever the output goes.
    Always,
    /// No colour.
    Never,
}

/// What the environment says about colour.
#[derive(Clone, Copy, Debug)]
pub(super) struct ColorWish<'a> {
    /// `NO_COLOR` is set and not empty (<https://no-color.org>).
    pub(super) no_color: bool,
    /// `CLICOLOR_FORCE` is set and not `0` (<https://bixense.com/clicolors>).
    pub(super) clicolor_force: bool,
    /// `TERM`, where it is set.
    pub(super) term: Option<&'a str>,
}

impl ColorChoice {
    /// Decides whether a stream is coloured: the flag first, then `NO_COLOR`,
    /// then `CLICOLOR_FORCE`, then what the stream is.
    pub(super) fn decide(self, wish: ColorWish<'_>, is_terminal: bool) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto if wish.no_color => false,
            Self::Auto if wish.clicolor_force => true,
            Self::Auto => is_terminal && is_capable(wish.term),
        }
    }
}

/// Tells whether a terminal of this name understands escape sequences.
///
/// Windows sets no `TERM` for its own consoles, which do.
pub(super) fn is_capable(term: Option<&str>) -> bool {
    match term {
        Some(term) => !term.is_empty() && term != "dumb",
        None => cfg!(windows),
    }
}

#[cfg(test)]
mod tests {
    use super::{ColorChoice, ColorWish};

    #[test]
    fn flag_then_no_color_then_force_then_terminal() {
        use ColorChoice::{Always, Auto, Never};
        let xterm = Some("xterm-256color");
        // (choice, NO_COLOR, CLICOLOR_FORCE, TERM, terminal, coloured)
        let table = [
            (Auto, false, false, xterm, true, true),
            (Auto, false, false, xterm, false, false),
            (Auto, false, false, Some("dumb"), true, false),
            (Auto, false, false, Some(""), true, false),
            (Auto, false, false, None, true, cfg!(windows)),
            (Auto, false, true, xterm, false, true),
            (Auto, false, true, Some("dumb"), false, true),
            (Auto, true, false, xterm, true, false),
            (Auto, true, true, xterm, true, false),
            (Always, true, false, Some("dumb"), false, true),
            (Always, false, false, None, false, true),
            (Never, false, true, xterm, true, false),
            (Never, false, false, xterm, true, false),
        ];
        for (choice, no_color, clicolor_force, term, is_terminal, expected) in table {
            let wish = ColorWish {
                no_color,
                clicolor_force,
                term,
            };
            assert_eq!(
                choice.decide(wish, is_terminal),
                expected,
                "{choice:?} {wish:?} terminal {is_terminal}"
            );
        }
    }
}
