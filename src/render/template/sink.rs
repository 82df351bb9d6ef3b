use std::borrow::Cow;

use crate::render::note;
use crate::text;

/// Longest address that is shown whole where a link has no words of its own,
/// in columns.
const SHOWN: usize = 60;

/// What a template makes, which decides how text is made safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sink {
    /// A page.
    Html,
    /// A Markdown document.
    Markdown,
    /// Anything else.
    Plain,
}

impl Sink {
    /// Returns the sink that a template's name asks for: `.html` or `.md` at
    /// its end or before another ending, as in `digest.md.jinja`.
    pub(super) fn of(name: &str) -> Self {
        let file = name.rsplit('/').next().unwrap_or(name);
        file.split('.')
            .skip(1)
            .find_map(|ending| match ending {
                "html" | "htm" => Some(Self::Html),
                "md" | "markdown" => Some(Self::Markdown),
                _ => None,
            })
            .unwrap_or(Self::Plain)
    }

    /// Returns text that is safe within a line.
    pub(super) fn text(self, words: &str) -> Cow<'_, str> {
        match self {
            Self::Html => text::html(words),
            Self::Markdown => text::markdown(words).into(),
            Self::Plain => text::plain(words),
        }
    }

    /// Returns words set as code.
    pub(super) fn code(self, words: &str) -> String {
        match self {
            Self::Html => format!("<code>{}</code>", text::html(words)),
            // A pipe would end a table's cell even within code.
            Self::Markdown if words.contains('|') => text::markdown(words),
            Self::Markdown => note::code_span(&text::terminal(words)),
            Self::Plain => text::plain(words).into_owned(),
        }
    }

    /// Returns words that link to an address, or the words alone where it may
    /// not be linked to. Without words the address speaks for itself; plain
    /// text, which has no links, says it whole.
    pub(super) fn link(self, address: &str, words: Option<&str>) -> String {
        let bare = words.is_none();
        let short = shown(address);
        let words = self.text(words.unwrap_or(&short));
        match (self, text::url(address)) {
            (Self::Html, Some(address)) => {
                let address = text::html(&address);
                format!("<a href=\"{address}\" rel=\"{}\">{words}</a>", note::REL)
            }
            (Self::Markdown, Some(address)) => {
                let address = address.replace('&', "&amp;").replace('|', "%7C");
                format!("[{words}]({address})")
            }
            (Self::Plain, Some(address)) if bare => text::plain(&address).into_owned(),
            (_, None) | (Self::Plain, _) => words.into_owned(),
        }
    }

    /// Returns the name of an account, `@` before it, so that a forge takes it
    /// for one; anything else is text.
    pub(super) fn mention(self, account: &str) -> String {
        let fits = |name: &&str| {
            let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
            !name.is_empty() && name.bytes().all(allowed)
        };
        match (self, account.strip_prefix('@').filter(fits)) {
            (Self::Markdown, Some(name)) => format!("@{}", text::markdown(name)),
            _ => self.text(account).into_owned(),
        }
    }

    /// Returns free Markdown as a block.
    pub(super) fn notes(self, note: &str) -> String {
        match self {
            Self::Html => note::html(note),
            Self::Markdown => note::markdown(note),
            Self::Plain => text::plain(note).into_owned(),
        }
    }
}

/// Returns what is shown of an address: it without `https://`, cut where it is
/// long.
fn shown(address: &str) -> Cow<'_, str> {
    let bare = ["https://", "http://", "mailto:"]
        .into_iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address);
    text::truncate(bare, SHOWN)
}
