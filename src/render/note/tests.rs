use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::text;

/// Returns the events of a document as GitHub and GitLab would read it.
fn parse(document: &str) -> Vec<Event<'_>> {
    Parser::new_ext(document, Options::all()).collect()
}

#[test]
fn markdown_keeps_what_is_meant_and_contains_it() {
    for (note, want) in [
        ("plain", "> plain"),
        ("# Big\n\ntext", "> **Big**\n>\n> text"),
        ("Big\n===", "> **Big**"),
        ("*a* **b** `c`", "> *a* **b** `c`"),
        ("- a\n- b\n  - c", "> - a\n> - b\n>\n>   - c"),
        ("3. a\n4. b", "> 3. a\n> 4. b"),
        ("> q", "> > q"),
        ("```rust\na\n", "> ```\n> a\n> ```"),
        ("    a\n    ```", "> ````\n> a\n> ```\n> ````"),
        ("<b>x</b>", "> &lt;b>x&lt;/b>"),
        (
            "<script>\nx\n</script>",
            "> &lt;script>\n> x\n> &lt;/script>",
        ),
        (
            "[a](https://example.org/?a&b)",
            "> [a](https://example.org/?a&amp;b)",
        ),
        ("[a](javascript:x)", "> a"),
        (
            "[a]\n\n[a]: https://example.org",
            "> [a](https://example.org)",
        ),
        (
            "![pic](https://example.org/x.png)",
            "> [pic](https://example.org/x.png)",
        ),
        (
            "<ada@example.org>",
            "> [ada@example.org](mailto:ada@example.org)",
        ),
        ("hi @grace", "> hi @&#8203;grace"),
        ("1\\. a", "> 1\\. a"),
        ("[1](x). a", "> 1\\. a"),
        ("a\n&#45; b", "> a\n> \\- b"),
        ("&#32;&#32;&#32;&#32;&#32;a", "> a"),
        ("/close", "> \\/close"),
        ("a  \nb", "> a\\\n> b"),
        ("&#x202e;a", "> &lt;U+202E>a"),
        ("", ""),
    ] {
        assert_eq!(markdown(note), want, "{note:?}");
    }
}

#[test]
fn html_keeps_what_is_meant_and_contains_it() {
    for (note, want) in [
        ("plain", "<p>plain</p>\n"),
        ("# Big", "<h5>Big</h5>\n"),
        ("<b onclick='x'>", "<p>&lt;b onclick='x'&gt;\n</p>\n"),
        (
            "[a](https://example.org/\"x)",
            "<p><a href=\"https://example.org/%22x\" rel=\"noopener nofollow noreferrer\">a</a></p>\n",
        ),
        ("[a](data:text/html,x)", "<p>a</p>\n"),
        (
            "![](https://example.org)",
            "<p><a href=\"https://example.org\" rel=\"noopener nofollow noreferrer\">\
             https://example.org</a></p>\n",
        ),
    ] {
        assert_eq!(html(note), want, "{note:?}");
    }
}

#[test]
fn what_is_nested_too_deep_is_plain_text() {
    let note = format!("{} deep\n@grace", "> ".repeat(200));
    assert!(html(&note).starts_with("<p>&gt; &gt;"));
    let out = markdown(&note);
    assert_eq!(out.lines().count(), 2);
    assert!(out.contains("@&#8203;grace"));
    let bomb = "> ".repeat(30_000) + &"\na".repeat(2_000);
    assert!(markdown(&bomb).len() < 4 * bomb.len());
}

proptest! {
    #[test]
    fn a_line_of_text_is_one_paragraph_of_that_text(words in "[-a-z0-9@<>&;:#/*_`~|\\[\\]()!.+= \\\\\"'$^{}\n\t\u{7f}]{0,40}|\\PC{0,60}") {
        let line = text::markdown(&words);
        let clean = text::terminal(&words).trim_matches(' ').to_owned();
        let mut said = String::new();
        let mut options = Options::all();
        options.remove(Options::ENABLE_SMART_PUNCTUATION);
        for event in Parser::new_ext(&line, options) {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(words) => said.push_str(&words),
                other => prop_assert!(false, "{other:?} in {line:?}"),
            }
        }
        // Addresses are encoded where text is escaped.
        if !clean.to_lowercase().contains("http") && !clean.to_lowercase().contains("www.") {
            let said = said.replace('\u{200b}', "").trim_matches(' ').to_owned();
            prop_assert_eq!(said, clean, "{}", line);
        }
        for around in ["- {}\n- b", "## {}", "| a | b |\n|---|---|\n| {} | c |", "a {} b"] {
            let kinds = |words: &str| -> Vec<_> {
                parse(&around.replace("{}", words))
                    .into_iter()
                    .filter(|event| !matches!(event, Event::Text(_)))
                    .map(|event| format!("{event:?}"))
                    .collect()
            };
            prop_assert_eq!(kinds(&line), kinds("x"), "{:?} in {:?}", line, around);
        }
    }

    #[test]
    fn no_note_leaves_its_quote(note in "([-a-z0-9@<>&;:#/*_`~|\\[\\]()!.+= \\\\\"'\n\t]|\n\n|```|- |> |    |<b>|](http://x)){0,40}|\\PC{0,60}") {
        let document = format!("before\n\n{}\n\nafter", markdown(&note));
        let mut depth = 0_usize;
        let mut outside = Vec::new();
        for event in parse(&document) {
            let quote = matches!(event, Event::Start(Tag::BlockQuote(_)) | Event::End(TagEnd::BlockQuote(_)));
            match event {
                Event::Start(Tag::BlockQuote(_)) => depth += 1,
                Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
                Event::Html(_) | Event::InlineHtml(_) => prop_assert!(false, "HTML in {document}"),
                Event::Start(Tag::Image { .. } | Tag::Table(_) | Tag::Heading { .. } | Tag::FootnoteDefinition(_)) => {
                    prop_assert!(false, "{event:?} in {document}");
                }
                Event::Start(Tag::Link { ref dest_url, .. }) => {
                    prop_assert!(text::url(dest_url).is_some(), "{dest_url}");
                }
                _ => {}
            }
            if depth == 0 && !quote {
                outside.push(event);
            }
        }
        let want = parse("before\n\nafter");
        prop_assert_eq!(outside, want, "{}", document);
    }
}
