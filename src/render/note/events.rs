use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::text;

/// How deep the parts of a note may be nested.
const DEPTH: usize = 16;

/// Returns the harmless events of a note, or `None` where it is nested too
/// deep to be worth it.
///
/// What is left is paragraphs, headings, quotes, lists, code, rules, emphasis
/// and links to allowed addresses. Text that stands side by side is one event,
/// so that nobody has to think of markup that is split over two.
pub(super) fn events(note: &str) -> Option<Vec<Event<'static>>> {
    let clean = text::terminal_lines(note);
    let mut safe = Safe::default();
    for event in Parser::new_ext(&clean, Options::empty()) {
        safe.take(event);
        if safe.depth > DEPTH {
            return None;
        }
    }
    Some(safe.events)
}

#[derive(Default)]
struct Safe {
    events: Vec<Event<'static>>,
    depth: usize,
    in_code: bool,
    /// For every open link or image, whether it is printed as a link.
    links: Vec<bool>,
}

impl Safe {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag);
            }
            Event::End(tag) => {
                self.depth -= 1;
                self.end(tag);
            }
            Event::Text(words) if self.in_code => {
                let words = text::terminal_lines(&words).into_owned();
                self.events.push(Event::Text(words.into()));
            }
            Event::Text(words) | Event::InlineHtml(words) => self.text(&words),
            Event::Html(words) => {
                self.text(words.trim_end_matches('\n'));
                self.events.push(Event::SoftBreak);
            }
            Event::Code(words) => {
                let words = text::terminal(&words).into_owned();
                self.events.push(Event::Code(words.into()));
            }
            Event::SoftBreak => self.events.push(Event::SoftBreak),
            Event::HardBreak => self.events.push(Event::HardBreak),
            Event::Rule => self.events.push(Event::Rule),
            // Extensions, none of which is enabled.
            Event::InlineMath(words)
            | Event::DisplayMath(words)
            | Event::FootnoteReference(words) => self.text(&words),
            Event::TaskListMarker(_) => {}
        }
    }

    fn text(&mut self, words: &str) {
        // Character references can spell controls that the source had not.
        let words = text::terminal(words);
        if let Some(Event::Text(last)) = self.events.last_mut() {
            *last = CowStr::from(format!("{last}{words}"));
        } else {
            self.events.push(Event::Text(words.into_owned().into()));
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let kept = match tag {
            Tag::Paragraph | Tag::HtmlBlock => Tag::Paragraph,
            Tag::Heading { level, .. } => Tag::Heading {
                level,
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            },
            Tag::BlockQuote(_) => Tag::BlockQuote(None),
            Tag::CodeBlock(_) => {
                self.in_code = true;
                Tag::CodeBlock(CodeBlockKind::Indented)
            }
            Tag::List(start) => Tag::List(start),
            Tag::Item => Tag::Item,
            Tag::Emphasis => Tag::Emphasis,
            Tag::Strong => Tag::Strong,
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => return self.link(&format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                return self.link(&dest_url);
            }
            _ => return,
        };
        self.events.push(Event::Start(kept));
    }

    /// Begins a link, where its address is allowed and no link is open.
    fn link(&mut self, address: &str) {
        let address = text::url(address).filter(|_| !self.links.contains(&true));
        self.links.push(address.is_some());
        if let Some(address) = address {
            self.events.push(Event::Start(Tag::Link {
                link_type: LinkType::Inline,
                dest_url: address.into(),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            }));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let kept = match tag {
            TagEnd::HtmlBlock => TagEnd::Paragraph,
            TagEnd::BlockQuote(_) => TagEnd::BlockQuote(None),
            TagEnd::CodeBlock => {
                self.in_code = false;
                tag
            }
            TagEnd::Link | TagEnd::Image => {
                if self.links.pop() == Some(true) {
                    self.end_link();
                }
                return;
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Emphasis
            | TagEnd::Strong => tag,
            _ => return,
        };
        self.events.push(Event::End(kept));
    }

    /// Ends a link; one without words, such as an image without a
    /// description, shows its address.
    fn end_link(&mut self) {
        if let Some(Event::Start(Tag::Link { dest_url, .. })) = self.events.last() {
            let address = dest_url.clone();
            self.events.push(Event::Text(address));
        }
        self.events.push(Event::End(TagEnd::Link));
    }
}
