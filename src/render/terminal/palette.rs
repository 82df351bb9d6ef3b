//! The few colours of the terminal's reports. None of them says anything
//! that a word or mark beside it does not say too.

use anstyle::{AnsiColor, Style};

/// Titles and names.
pub(super) const STRONG: Style = Style::new().bold();
/// What is there to be looked up.
pub(super) const QUIET: Style = Style::new().dimmed();
/// Plain text.
pub(super) const PLAIN: Style = Style::new();
/// What went well.
pub(super) const GOOD: Style = AnsiColor::Green.on_default();
/// What may go wrong.
pub(super) const CAREFUL: Style = AnsiColor::Yellow.on_default();
/// What is wrong.
pub(super) const BAD: Style = AnsiColor::Red.on_default();
/// What somebody is asked, and what comes next.
pub(super) const ASK: Style = AnsiColor::Cyan.on_default();
/// Thanks.
pub(super) const WARM: Style = AnsiColor::Magenta.on_default();

/// Returns the words and the colour for a health as reports spell it.
pub(super) fn health(health: &str) -> (&'static str, Style) {
    match health {
        "on-track" => ("on track", GOOD),
        "at-risk" => ("at risk", CAREFUL),
        "off-track" => ("off track", BAD),
        _ => ("unknown", QUIET),
    }
}

/// Returns the mark and the colour for items of a section.
pub(super) fn section(key: &str) -> (&'static str, Style) {
    match key {
        "done" => ("✓", GOOD),
        "next" => ("→", ASK),
        "blockers" => ("■", BAD),
        "questions" => ("?", ASK),
        "kudos" => ("♥", WARM),
        _ => ("·", PLAIN),
    }
}
