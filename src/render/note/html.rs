use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd, html::push_html};

use crate::text;

use super::events::events;

/// How links to other sites are marked: they learn nothing of the reader and
/// are not vouched for.
pub(in crate::render) const REL: &str = "noopener nofollow noreferrer";

/// Returns a note as HTML that can stand in any block. Its headings begin at
/// the fifth level, below those of the page.
pub(in crate::render) fn html(note: &str) -> String {
    let Some(events) = events(note) else {
        let lines: Vec<_> = note.lines().map(text::html).collect();
        return format!("<p>{}</p>\n", lines.join("<br>\n"));
    };
    let mut out = String::new();
    push_html(&mut out, events.into_iter().map(outgoing));
    out
}

fn outgoing(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            let address = text::html(&dest_url);
            Event::InlineHtml(format!("<a href=\"{address}\" rel=\"{REL}\">").into())
        }
        Event::End(TagEnd::Link) => Event::InlineHtml("</a>".into()),
        Event::Start(Tag::Heading {
            level,
            id,
            classes,
            attrs,
        }) => Event::Start(Tag::Heading {
            level: below(level),
            id,
            classes,
            attrs,
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
        other => other,
    }
}

const fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}
