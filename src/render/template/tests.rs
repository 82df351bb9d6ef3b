use std::error::Error;

use super::super::sample::Sample;
use super::*;

fn render(name: &str, source: &str) -> Result<String, TemplateError> {
    let words = "<b> *x* @grace\u{202e}";
    Templates::new()
        .with_override(name, source.to_owned())
        .render(name, &Sample::saying(words).digest())
}

#[test]
fn whatever_is_printed_is_made_safe_for_the_sink() {
    for (source, html, markdown, plain) in [
        (
            "{{ team }}",
            "&lt;b&gt; *x* @grace&lt;U+202E&gt;",
            "&lt;b> \\*x\\* @&#8203;grace&lt;U+202E>",
            "<b> *x* @grace<U+202E>",
        ),
        ("{{ 'a' | upper }}{{ 1 }}{{ none }}", "A1", "A1", "A1"),
        (
            "{{ 'https://example.org/?a&b' | link('x') }}",
            "<a href=\"https://example.org/?a&amp;b\" rel=\"noopener nofollow noreferrer\">x</a>",
            "[x](https://example.org/?a&amp;b)",
            "x",
        ),
        ("{{ 'javascript:x' | link('y') }}", "y", "y", "y"),
        ("{{ '@ada_e' | mention }}", "@ada_e", "@ada\\_e", "@ada_e"),
        (
            "{{ '@a b' | mention }}{{ '@@a' | mention }}{{ '@' | mention }}",
            "@a b@@a@",
            "@&#8203;a b@&#8203;@&#8203;a@&#8203;",
            "@a b@@a@",
        ),
        (
            "{{ '<a_b>' | code }}",
            "<code>&lt;a_b&gt;</code>",
            "`<a_b>`",
            "<a_b>",
        ),
        ("{{ '# a' | notes }}", "<h5>a</h5>\n", "> **a**", "# a"),
        (
            "{{ commit | short }}",
            "4edea4635c1d",
            "4edea4635c1d",
            "4edea4635c1d",
        ),
        (
            "{{ 3 | days }} {{ 0 | days }}",
            "3 days today",
            "3 days today",
            "3 days today",
        ),
        ("{{ 1 | plural('day', 'days') }}", "1 day", "1 day", "1 day"),
        (
            "{{ instant | minute }}",
            "2026-11-23 09:00",
            "2026-11-23 09:00",
            "2026-11-23 09:00",
        ),
        (
            "{{ ['ada', 'zoe'] | names({'ada': 'Ada'}) }}",
            "Ada, zoe",
            "Ada, zoe",
            "Ada, zoe",
        ),
        (
            "{{ 'a B<' | anchor }}",
            "a_20__42__3c_",
            "a\\_20\\_\\_42\\_\\_3c\\_",
            "a_20__42__3c_",
        ),
    ] {
        assert_eq!(render("x.html", source).as_deref(), Ok(html), "{source}");
        assert_eq!(
            render("x.md.jinja", source).as_deref(),
            Ok(markdown),
            "{source}"
        );
        assert_eq!(render("x.txt", source).as_deref(), Ok(plain), "{source}");
    }
}

#[test]
fn there_is_no_way_around_the_sanitiser() {
    for source in [
        "{% autoescape false %}{{ team }}{% endautoescape %}",
        "{% autoescape 'html' %}{{ team }}{% endautoescape %}",
        "{% set x %}{{ team }}{% endset %}{{ x }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(team) }}",
        "{% filter trim %}{{ team }}{% endfilter %}",
        "{{ [team, 'y'|e] | join('') }}",
        "{{ team | e | e }}",
        "{{ team | list | join('') }}",
        "{{ {'k': team} }}",
        "{{ team ~ ('' | e) }}",
        "{{ '%s' | format(team) }}",
        "{{ ('%s' | e) | format(team) }}",
        "{{ ('x' | e) | replace('x', team) }}",
        "{{ updates | map(attribute='name') | first }}",
        "{{ people }}",
        "{% include 'y.txt' %}",
        "{{ team | lines | first }}{{ team | split | first }}",
        "{{ team | indent(2) }}",
        "{{ team | pprint }}",
    ] {
        let out = Templates::new()
            .with_override("x.html", source.to_owned())
            .with_override("y.txt", "{{ team }}".to_owned())
            .render("x.html", &Sample::saying("<b>\u{202e}").digest())
            .unwrap_or_else(|error| panic!("{source}: {error}"));
        assert!(!out.contains(['<', '\u{202e}']), "{source}: {out}");
        assert!(out.contains("lt;"), "{source}: {out}");
    }
    let raw = render("x.html", "a\u{1b}[31m\u{202e}b\n");
    assert_eq!(raw.as_deref(), Ok("a␛[31m<U+202E>b\n"));
}

#[test]
fn errors_name_template_line_cause_and_remedy() {
    for (source, line, cause, remedy) in [
        ("a\n{{ taem }}", 2, "taem", "spelling"),
        ("{{ state.postde }}", 1, "postde", "spelling"),
        ("\n\n{% if %}", 3, "syntax error", "correct that line"),
        ("{{ team | safe }}", 1, "safe", "leave it out"),
        ("{{ team | shout }}", 1, "shout", "notes, link, code"),
        (
            "a\n{% include 'nowhere' %}",
            2,
            "nowhere",
            "digest.md.jinja",
        ),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}",
            1,
            "fuel",
            "loops",
        ),
        ("{{ 'x' * 2000000000 }}", 1, "", ""),
        ("{% include 'x.html' %}", 1, "", ""),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "", ""),
        ("{{ 1 / 0 }}", 1, "", "correct"),
        (
            "{{ team | link('a', 'b') }}",
            1,
            "too many arguments",
            "correct",
        ),
    ] {
        let error = render("x.html", source).expect_err(source);
        assert_eq!(error.name, "x.html", "{source}");
        assert_eq!(error.line, Some(line), "{source}: {error}");
        assert_eq!(
            error.source_line.as_deref(),
            source.lines().nth(line - 1).map(str::trim),
            "{source}"
        );
        assert!(error.cause.contains(cause), "{source}: {error}");
        assert!(error.remedy.contains(remedy), "{source}: {}", error.remedy);
        assert!(!error.remedy.is_empty());
        assert!(error.to_string().starts_with(&format!("x.html:{line}: ")));
    }
    let inner = Templates::new()
        .with_override("x.html", "{% include 'y.html' %}".to_owned())
        .with_override("y.html", "\n{{ nobody }}".to_owned())
        .render("x.html", &Sample::default().digest())
        .expect_err("nobody is not there");
    assert_eq!(inner.place(), "y.html:2");
    let unknown = Templates::new()
        .render("x\u{1b}", &Sample::default().digest())
        .expect_err("there is no x");
    assert_eq!(unknown.place(), "x␛");
    assert!(unknown.source().is_none());
}

#[test]
fn overrides_build_on_each_other_and_on_what_is_built_in() {
    let templates = Templates::new()
        .with_override(
            "digest.md.jinja",
            "{% include 'builtin/digest.md.jinja' %}\n{% include 'foot' %}".to_owned(),
        )
        .with_override("foot", "{{ 'the end' }}".to_owned());
    let digest = Sample::default().digest();
    let built_in = Templates::new()
        .render("digest.md.jinja", &digest)
        .expect("the built-in template renders");
    let out = templates.render("digest.md.jinja", &digest);
    assert_eq!(out, Ok(format!("{built_in}the end")));
    assert_eq!(
        templates.names(),
        [
            "catchup.html.jinja",
            "catchup.md.jinja",
            "digest.css",
            "digest.html.jinja",
            "digest.md.jinja",
            "group.md.jinja",
            "inbox.html.jinja",
            "inbox.md.jinja",
            "proposal.md.jinja",
            "protocol.md.jinja",
            "foot"
        ]
    );
}

#[test]
fn a_template_receives_what_json_prints() {
    let digest = Sample::default().digest();
    let json = serde_json::to_value(&digest).expect("a value");
    let mut source = String::new();
    for key in json.as_object().expect("an object").keys() {
        source.push_str(&format!("{{% set x = {key} %}}"));
    }
    source.push_str("{{ updates[0].history.first.commit }} {{ window.since }} {{ by }}");
    let out = Templates::new()
        .with_override("x", source)
        .render("x", &digest);
    let commit = json["updates"][0]["history"]["first"]["commit"].as_str();
    assert_eq!(
        out,
        Ok(format!("{} 2026-11-16 member", commit.expect("a commit")))
    );
}

#[test]
fn the_name_decides_the_sink() {
    use super::sink::Sink;
    for (name, want) in [
        ("digest.html.jinja", Sink::Html),
        ("mail.html", Sink::Html),
        ("digest.md.jinja", Sink::Markdown),
        ("a/b.md/chat.txt.jinja", Sink::Plain),
        ("html", Sink::Plain),
        ("digest.txt", Sink::Plain),
    ] {
        assert_eq!(Sink::of(name), want, "{name}");
    }
}

#[test]
fn a_large_log_fits_into_the_bounds() {
    let mut digest = Sample::default().digest();
    let (updates, groups) = (digest.updates.clone(), digest.groups.clone());
    for number in 0..400 {
        let handle = format!("member{}", number % 100);
        digest
            .updates
            .extend(updates.iter().cloned().map(|mut update| {
                update.author.clone_from(&handle);
                update
            }));
        if number < 100 {
            digest
                .groups
                .extend(groups.iter().cloned().map(|mut group| {
                    group.key.clone_from(&handle);
                    group
                }));
        }
    }
    for name in ["digest.md.jinja", "digest.html.jinja"] {
        let out = Templates::new().render(name, &digest);
        assert!(out.is_ok(), "{:?}", out.err());
    }
}
