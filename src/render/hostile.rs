//! Hostile words in every field of every report, through every format.
//!
//! The words are a short list of our own and, where `TIDINGS_CORPORA` names a
//! folder with it, the Big List of Naughty Strings.

use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::sample::Sample;
use super::{Screen, TemplateError, Templates};
use crate::text;

const WORDS: [&str; 24] = [
    " ",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "https://example.org/\" onclick=\"x",
    "data:text/html;base64,PHNjcmlwdD4=",
    "[x](javascript:alert(1))",
    "![x](https://example.org/x.png)",
    "</div></article></body><iframe>",
    "<!-- <style> --> ]]> {{ team }} {% raw %}",
    "@grace @org/team @all",
    "`@grace` *@grace* [@grace](x)",
    "# Heading\n\n---\n\n| a | b |\n|---|---|\n| c | d |",
    "```\nopen fence",
    "> > > - 1. deep",
    "x\n===\ny\n---",
    "[ref]: https://example.org\n\n[ref]",
    "\u{1b}]0;title\u{7}\u{1b}[2J\u{9b}31m",
    "\u{202e}drow\u{2066}s\u{2069}",
    "a\u{200b}b\u{feff}c\u{2028}d\u{ad}e",
    "/close\n/assign @grace",
    "| pipe \\| pipe \\",
    "Z\u{335}\u{335}\u{335}\u{335}\u{335}\u{335}\u{335}\u{335}\u{335}\u{335}\u{335}",
];

fn words() -> Vec<String> {
    let mut words: Vec<String> = WORDS.iter().map(|&words| words.to_owned()).collect();
    match std::env::var_os("TIDINGS_CORPORA") {
        None => eprintln!("skipped the corpora: TIDINGS_CORPORA is not set"),
        Some(folder) => {
            let path = Path::new(&folder).join("blns.json");
            let bytes = std::fs::read(&path).expect("TIDINGS_CORPORA holds blns.json");
            let more: Vec<String> = serde_json::from_slice(&bytes).expect("an array of strings");
            assert!(more.len() > 500);
            words.extend(more);
        }
    }
    // An empty text is absent, which may change what is around it.
    words.retain(|words| !words.is_empty());
    words
}

/// Returns a control, a bidirectional control or a zero-width character that
/// is printed. The list is made here, so that the sanitiser is not its own
/// judge.
fn hidden(out: &str) -> Option<char> {
    let is_bad = |c: char| {
        c.is_control()
            || matches!(
                c,
                '\u{61c}'
                    | '\u{200b}'
                    | '\u{200e}'
                    | '\u{200f}'
                    | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{2069}'
                    | '\u{feff}'
            )
    };
    out.chars().find(|&c| c != '\n' && is_bad(c))
}

#[test]
fn nothing_hostile_reaches_a_terminal() {
    for words in words() {
        let sample = Sample::saying(&words);
        for width in [40, 100] {
            let screen = Screen {
                width,
                colour: false,
            };
            for out in [
                super::digest(&sample.digest(), &screen),
                super::listing(&sample.listing(), &screen),
                super::thread(&sample.thread(true), &screen),
                super::thread(&sample.thread(false), &screen),
                super::status(&sample.status(), &screen),
                super::team(&sample.team(), &screen),
                super::missing(&sample.missing(), &screen),
                super::protocol(&sample.protocol(), &screen),
                super::responses(&sample.responses(), &screen),
                super::stats(&sample.stats(), &screen),
            ] {
                assert_eq!(hidden(&out), None, "{words:?}");
                let widest = out.lines().map(text::width).max().unwrap_or(0);
                assert!(widest <= width, "{words:?}: {widest} columns");
            }
        }
    }
}

#[test]
fn json_says_what_was_said() {
    for words in words() {
        let sample = Sample::saying(&words);
        let digest = sample.digest();
        for (out, value) in [
            (super::json(&digest), serde_json::to_value(&digest)),
            (
                super::json(&sample.team()),
                serde_json::to_value(sample.team()),
            ),
            (
                super::json(&sample.missing()),
                serde_json::to_value(sample.missing()),
            ),
            (
                super::json(&sample.protocol()),
                serde_json::to_value(sample.protocol()),
            ),
            (
                super::json(&sample.responses()),
                serde_json::to_value(sample.responses()),
            ),
            (
                super::json(&sample.stats()),
                serde_json::to_value(sample.stats()),
            ),
        ] {
            assert_eq!(hidden(&out), None, "{words:?}");
            let read: serde_json::Value = serde_json::from_str(&out).expect("JSON");
            assert_eq!(read, value.expect("a value"));
            assert_eq!(read["team"], *words);
        }
    }
}

#[test]
fn no_markup_reaches_html() {
    let render = |words: &str| {
        Templates::new()
            .render("digest.html.jinja", &Sample::saying(words).digest())
            .expect("the built-in template renders")
    };
    let want = tags(&render("x")).expect("HTML");
    assert!(want.len() > 100);
    for words in words() {
        let out = render(&words);
        assert_eq!(hidden(&out), None, "{words:?}");
        assert_eq!(tags(&out).as_ref(), Ok(&want), "{words:?}");
    }
}

#[test]
fn markdown_keeps_its_structure_and_mentions_nobody() {
    let digest = |sample: &Sample| Templates::new().render("digest.md.jinja", &sample.digest());
    let protocol =
        |sample: &Sample| Templates::new().render("protocol.md.jinja", &sample.protocol());
    keeps_its_structure(&digest, 100);
    keeps_its_structure(&protocol, 20);
}

fn keeps_its_structure(render: &dyn Fn(&Sample) -> Result<String, TemplateError>, least: usize) {
    let render =
        |words: &str| render(&Sample::saying(words)).expect("the built-in template renders");
    let want = structure(&render("x")).expect("Markdown");
    assert!(want.len() > least, "{}", want.len());
    for words in words() {
        let out = render(&words);
        assert_eq!(hidden(&out), None, "{words:?}");
        assert_eq!(structure(&out).as_ref(), Ok(&want), "{words:?}");
    }
}

/// Returns the block structure of a document outside quotes, or what it holds
/// that it must not.
fn structure(document: &str) -> Result<Vec<String>, String> {
    let mut options = Options::all();
    options.remove(Options::ENABLE_SMART_PUNCTUATION);
    let mut kinds = Vec::new();
    let mut said = String::new();
    let mut quotes = 0_usize;
    for event in Parser::new_ext(document, options) {
        match &event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes -= 1,
            Event::Text(words) => said.push_str(words),
            Event::Code(_) | Event::SoftBreak | Event::HardBreak => said.push('\n'),
            Event::Start(Tag::Link { dest_url, .. }) => {
                if text::url(dest_url).is_none() {
                    return Err(format!("links to {dest_url}"));
                }
            }
            Event::End(TagEnd::Link) => {}
            Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Image { .. }) => {
                return Err(format!("{event:?}"));
            }
            // Code names nobody.
            Event::End(TagEnd::CodeBlock) => said.clear(),
            _ if quotes == 0 => {
                kinds.push(format!("{event:?}"));
                said.push('\n');
            }
            _ => said.push('\n'),
        }
        if let Some(mention) = mention(&said) {
            return Err(format!("mentions {mention}"));
        }
        if said.ends_with('\n') {
            said.clear();
        }
    }
    Ok(kinds)
}

/// Returns the name that a site would take for a mention.
fn mention(said: &str) -> Option<&str> {
    said.match_indices('@').find_map(|(at, _)| {
        let in_word = said[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
        let name = &said[at + 1..];
        (!in_word && name.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some(name)
    })
}

/// The elements and attributes that the page and the notes on it are made of.
const ELEMENTS: &str = " html head meta title style body header h1 h2 h3 h4 h5 h6 p main section \
     ul ol li div span bdi time code table thead tbody tr th td nav article footer a em strong \
     blockquote pre hr br ";
const ATTRIBUTES: &str = " lang charset http-equiv content name class id href rel dir scope \
     colspan datetime aria-label aria-labelledby role tabindex start ";
const VOID: &str = " meta hr br ";

/// Returns the elements of a page in order, without links and without what is
/// inside notes; or what it holds that it must not.
fn tags(page: &str) -> Result<Vec<String>, String> {
    let mut open: Vec<(String, bool)> = Vec::new();
    let mut found = Vec::new();
    let mut rest = page
        .strip_prefix("<!DOCTYPE html>")
        .ok_or("no document type")?;
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').ok_or("an open tag at the end")?;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            let (expected, _) = open.pop().ok_or("too many ends")?;
            if expected != name {
                return Err(format!("</{name}> ends <{expected}>"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        let name = name.trim_end_matches('/').trim();
        if !ELEMENTS.contains(&format!(" {name} ")) {
            return Err(format!("<{tag}>"));
        }
        let is_notes = attributes.contains("class=\"notes\"");
        check_attributes(attributes.trim_end_matches('/').trim_end())?;
        let inside = open.last().is_some_and(|(_, inside)| *inside);
        if !inside && name != "a" {
            found.push(name.to_owned());
        }
        if name == "style" {
            let end = rest.find("</style>").ok_or("no end of the style")?;
            rest = &rest[end..];
        }
        if !VOID.contains(&format!(" {name} ")) {
            open.push((name.to_owned(), inside || is_notes));
        }
    }
    match open.pop() {
        Some((name, _)) => Err(format!("<{name}> is open")),
        None => Ok(found),
    }
}

fn check_attributes(mut rest: &str) -> Result<(), String> {
    while !rest.is_empty() {
        let wrong = || format!("attributes {rest:?}");
        let (name, after) = rest.split_once("=\"").ok_or_else(wrong)?;
        let (value, after) = after.split_once('"').ok_or_else(wrong)?;
        if !ATTRIBUTES.contains(&format!(" {name} ")) {
            return Err(wrong());
        }
        if name == "href" && !value.starts_with('#') && text::url(value).is_none() {
            return Err(wrong());
        }
        rest = after.trim_start();
    }
    Ok(())
}

#[test]
fn the_checks_can_fail() {
    let page = |body: &str| format!("<!DOCTYPE html>{body}");
    assert_eq!(tags(&page("<p>a</p>")), Ok(vec!["p".to_owned()]));
    for bad in [
        "<script></script>",
        "<p onclick=\"x\"></p>",
        "<p class='x'></p>",
        "<a href=\"javascript:x\"></a>",
        "<p>",
        "<p></div>",
    ] {
        assert!(tags(&page(bad)).is_err(), "{bad}");
    }
    for bad in ["a <b>", "![a](b)", "[a](javascript:x)", "hi @grace"] {
        assert!(structure(bad).is_err(), "{bad}");
    }
    assert!(structure("`@grace` a@b").is_ok());
    for bad in ['\u{202e}', '\u{1b}', '\u{9b}', '\u{7f}'] {
        assert_eq!(hidden(&format!("a{bad}")), Some(bad));
    }
}
