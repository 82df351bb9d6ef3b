use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// A Markdown file of the project.
pub(super) struct Page {
    /// Where it is, from the root of the project, with slashes.
    pub(super) path: String,
    text: String,
}

/// A block of code on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The line on which its text begins, from 1.
    pub(super) line: usize,
    /// The headings it stands under, the outermost first.
    pub(super) under: Vec<String>,
    /// The word behind the fence; empty where there is none.
    pub(super) language: String,
    /// What it says.
    pub(super) text: String,
}

/// Folders that hold nothing of the project's own.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

impl Page {
    /// Returns the root of the project.
    pub(super) fn root() -> &'static Path {
        Path::new(env!("CARGO_MANIFEST_DIR"))
    }

    /// Opens a page by its path from the root of the project.
    pub(super) fn open(path: &str) -> Self {
        let text = fs::read_to_string(Self::root().join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        Self {
            path: path.to_owned(),
            text: text.replace("\r\n", "\n"),
        }
    }

    /// Makes a page out of a text.
    pub(super) fn sample(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Opens every page of the project, in order.
    pub(super) fn all() -> Vec<Self> {
        let mut paths = Vec::new();
        find(Self::root(), &mut paths);
        let mut pages: Vec<_> = paths
            .iter()
            .map(|path| {
                let below = path.strip_prefix(Self::root()).expect("it was found there");
                Self::open(&below.to_string_lossy().replace('\\', "/"))
            })
            .collect();
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        pages
    }

    /// Returns the text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the blocks of code in a language, in order.
    pub(super) fn blocks(&self, language: &str) -> Vec<Block> {
        let mut blocks = self.all_blocks();
        blocks.retain(|block| block.language == language);
        blocks
    }

    /// Returns every block of code, in order.
    pub(super) fn all_blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut under: Vec<String> = Vec::new();
        let (mut in_heading, mut in_block) = (false, false);
        for (event, range) in self.events() {
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    under.truncate(level as usize - 1);
                    under.resize(level as usize, String::new());
                    in_heading = true;
                }
                Event::End(TagEnd::Heading(_)) => in_heading = false,
                Event::Text(text) | Event::Code(text) if in_heading => {
                    under.last_mut().expect("a heading is open").push_str(&text);
                }
                Event::Start(Tag::CodeBlock(kind)) => {
                    let language = match kind {
                        CodeBlockKind::Fenced(info) => {
                            let word = info.split_whitespace().next();
                            word.unwrap_or_default().to_owned()
                        }
                        CodeBlockKind::Indented => String::new(),
                    };
                    blocks.push(Block {
                        line: self.text[..range.start].lines().count() + 1,
                        under: under.clone(),
                        language,
                        text: String::new(),
                    });
                    in_block = true;
                }
                Event::End(TagEnd::CodeBlock) => in_block = false,
                Event::Text(text) if in_block => {
                    let block = blocks.last_mut().expect("a block is open");
                    block.text.push_str(&text);
                }
                _ => {}
            }
        }
        blocks
    }

    /// Returns the names by which headings can be linked to, as forges make
    /// them.
    pub(super) fn anchors(&self) -> BTreeSet<String> {
        let mut anchors = BTreeSet::new();
        let mut heading: Option<String> = None;
        for (event, _) in self.events() {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::Text(text) | Event::Code(text) => {
                    if let Some(heading) = &mut heading {
                        heading.push_str(&text);
                    }
                }
                Event::End(TagEnd::Heading(_)) => {
                    let slug = slug(&heading.take().expect("a heading was open"));
                    let numbered = (1..).map(|n| format!("{slug}-{n}"));
                    let mut names = std::iter::once(slug.clone()).chain(numbered);
                    let free = names.find(|name| !anchors.contains(name));
                    anchors.insert(free.expect("there are more numbers than headings"));
                }
                _ => {}
            }
        }
        anchors
    }

    /// Returns where its links and pictures lead, in order, those in HTML
    /// included.
    pub(super) fn links(&self) -> Vec<String> {
        let mut links = Vec::new();
        for (event, _) in self.events() {
            match event {
                Event::Start(
                    Tag::Link {
                        dest_url,
                        link_type,
                        ..
                    }
                    | Tag::Image {
                        dest_url,
                        link_type,
                        ..
                    },
                ) if link_type != LinkType::Email => links.push(dest_url.into_string()),
                Event::Html(html) | Event::InlineHtml(html) => {
                    for name in ["src=\"", "srcset=\"", "href=\""] {
                        let values = html.split(name).skip(1);
                        let values = values.filter_map(|rest| rest.split('"').next());
                        links.extend(values.map(str::to_owned));
                    }
                }
                _ => {}
            }
        }
        links
    }

    fn events(&self) -> impl Iterator<Item = (Event<'_>, std::ops::Range<usize>)> {
        Parser::new_ext(&self.text, Options::ENABLE_TABLES).into_offset_iter()
    }
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("the project can be read");
    for entry in entries {
        let path = entry.expect("the project can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_dir() {
            if !name.starts_with('.') && !SKIPPED.contains(&name.as_ref()) {
                find(&path, found);
            }
        } else if name.ends_with(".md") {
            found.push(path);
        }
    }
}

/// Returns the anchor of a heading: small letters, digits, dashes for spaces.
fn slug(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || " -_".contains(*c);
    let words: String = heading.to_lowercase().chars().filter(kept).collect();
    words.replace(' ', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# One `two`\n\n[a](b.md#c) <x@example.org>\n\n```sh\nls\n```\n\n\
        ## What is *it*?\n\n- in a list\n\n  ```yaml\n  a: 1\n  ```\n\n## What is it\n\n\
        <img src=\"d.svg\">\n";

    #[test]
    fn blocks_know_their_place() {
        let page = Page::sample("x.md", TEXT);
        let [sh] = page.blocks("sh").try_into().expect("there is one");
        assert_eq!((sh.line, sh.text.as_str()), (5, "ls\n"));
        let yaml = &page.blocks("yaml")[0];
        assert_eq!(yaml.under, ["One two", "What is it?"]);
        assert_eq!(yaml.text, "a: 1\n");
        assert_eq!(page.all_blocks().len(), 2);
    }

    #[test]
    fn links_and_anchors_are_found() {
        let page = Page::sample("x.md", TEXT);
        assert_eq!(page.links(), ["b.md#c", "d.svg"]);
        let anchors: Vec<_> = page.anchors().into_iter().collect();
        assert_eq!(anchors, ["one-two", "what-is-it", "what-is-it-1"]);
    }
}
