use std::borrow::Cow;

use crate::render::note;
use crate::text;

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
    /// not be linked to.
    pub(super) fn link(self, address: &str, words: &str) -> String {
        let words = self.text(words);
        match (self, text::url(address)) {
            (Self::Html, Some(address)) => {
                let address = text::html(&address);
                format!("<a href=\"{address}\" rel=\"{}\">{words}</a>", note::REL)
            }
            (Self::Markdown, Some(address)) => {
                let address = address.replace('&', "&amp;").replace('|', "%7C");
                format!("[{words}]({address})")
            }
            (_, None) | (Self::Plain, _) => words.into_owned(),
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
