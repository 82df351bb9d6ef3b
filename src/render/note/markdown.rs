use pulldown_cmark::{Event, Tag, TagEnd};

use crate::text;

use super::events::events;

/// Returns a note as a Markdown block quote: every line begins with `>`, and
/// headings are bold paragraphs. The block needs an empty line before and
/// after it.
pub(in crate::render) fn markdown(note: &str) -> String {
    let lines = match events(note) {
        Some(events) => {
            let mut writer = Writer::default();
            for event in events {
                writer.take(event);
            }
            writer.finish()
        }
        None => note
            .lines()
            .map(|line| format!("{}\\", text::markdown(line)))
            .collect(),
    };
    let quoted: Vec<String> = lines
        .iter()
        .map(|line| format!("> {line}").trim_end().to_owned())
        .collect();
    quoted.join("\n")
}

/// A block that is open, with the lines it has so far.
enum Frame {
    Quote(Vec<String>),
    List {
        /// The number of the next item; bullets have none.
        next: Option<u64>,
        lines: Vec<String>,
    },
    Item(Vec<String>),
}

#[derive(Default)]
struct Writer {
    done: Vec<String>,
    frames: Vec<Frame>,
    /// The paragraph that is being written.
    inline: String,
    /// The code block that is being written.
    code: Option<String>,
    /// The addresses of open links; there is at most one.
    links: Vec<String>,
}

impl Writer {
    fn finish(mut self) -> Vec<String> {
        self.end_paragraph();
        self.done
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => match &mut self.code {
                Some(code) => code.push_str(&words),
                None => self.text(&words),
            },
            Event::Code(words) => self.inline.push_str(&code_span(&words)),
            Event::SoftBreak => self.inline.push('\n'),
            Event::HardBreak => self.inline.push_str("\\\n"),
            Event::Rule => self.block(vec!["***".to_owned()]),
            _ => {}
        }
    }

    fn text(&mut self, words: &str) {
        let start = self.inline.is_empty() || self.inline.ends_with('\n');
        let words = if start {
            words.trim_start_matches(' ')
        } else {
            words
        };
        self.inline.push_str(&text::markdown_fragment(words, start));
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => self.inline.push('*'),
            Tag::Strong => self.inline.push_str("**"),
            Tag::Link { dest_url, .. } => {
                self.inline.push('[');
                self.links.push(dest_url.replace('&', "&amp;"));
            }
            Tag::Paragraph => self.end_paragraph(),
            Tag::Heading { .. } => {
                self.end_paragraph();
                self.inline.push_str("**");
            }
            Tag::CodeBlock(_) => {
                self.end_paragraph();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => self.open(Frame::Quote(Vec::new())),
            Tag::List(next) => self.open(Frame::List {
                next,
                lines: Vec::new(),
            }),
            Tag::Item => self.open(Frame::Item(Vec::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis => self.inline.push('*'),
            TagEnd::Strong => self.inline.push_str("**"),
            TagEnd::Link => {
                let address = self.links.pop().unwrap_or_default();
                self.inline.push_str(&format!("]({address})"));
            }
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => {
                self.inline.push_str("**");
                self.end_paragraph();
            }
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.block(fenced(&code));
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.close(),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let inline = std::mem::take(&mut self.inline);
        let inline = inline.trim_matches(['\n', ' ']);
        if !inline.is_empty() {
            self.block(inline.split('\n').map(str::to_owned).collect());
        }
    }

    fn open(&mut self, frame: Frame) {
        self.end_paragraph();
        self.frames.push(frame);
    }

    fn close(&mut self) {
        self.end_paragraph();
        match self.frames.pop() {
            Some(Frame::Quote(lines)) => {
                self.block(lines.iter().map(|line| format!("> {line}")).collect());
            }
            Some(Frame::List { lines, .. }) => self.block(lines),
            Some(Frame::Item(lines)) => self.item(&lines),
            None => {}
        }
    }

    /// Adds an item to the list that is open.
    fn item(&mut self, item: &[String]) {
        let Some(Frame::List { next, lines }) = self.frames.last_mut() else {
            return;
        };
        let marker = match next {
            Some(number) => {
                let marker = format!("{number}. ");
                *number += 1;
                marker
            }
            None => "- ".to_owned(),
        };
        let blank = " ".repeat(marker.len());
        for (at, line) in item.iter().enumerate() {
            let before = if at == 0 { &marker } else { &blank };
            lines.push(format!("{before}{line}"));
        }
        if item.is_empty() {
            lines.push(marker);
        }
    }

    /// Adds a finished block to the one that is open, below an empty line.
    fn block(&mut self, block: Vec<String>) {
        let lines = match self.frames.last_mut() {
            Some(Frame::Quote(lines) | Frame::Item(lines) | Frame::List { lines, .. }) => lines,
            None => &mut self.done,
        };
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(block);
    }
}

/// Returns a code span whose fence is longer than any run inside it.
pub(in crate::render) fn code_span(code: &str) -> String {
    let fence = "`".repeat(longest_run(code) + 1);
    let space = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{code}{space}{fence}")
}

fn fenced(code: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(code).max(2) + 1);
    let mut lines = vec![fence.clone()];
    lines.extend(code.trim_end_matches('\n').split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}

fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
