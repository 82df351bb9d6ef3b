use crate::model::{CustomSection, Finding, Handle, Period, Severity, Update};

use super::markdown::{Form, read_markdown};
use super::misfit::explain_misfit;
use super::suggest;
use super::update::{UPDATE_KEYS, check_identity, read_body};
use super::yaml::Reader;
use super::yaml::{BYTE_ORDER_MARK, Document};

/// The two ways in which people write an update in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InputKind {
    /// Headings are sections, bullets are items.
    Markdown,
    /// The keys of an update, whole or in part.
    Yaml,
}

/// Returns how an input is written.
///
/// The ending of the file's name decides; without one that is known it is
/// Markdown when the first line that says anything is a heading, a bullet or
/// a comment of Markdown, or is prose above a heading.
#[must_use]
pub fn detect_input(file_name: Option<&str>, text: &str) -> InputKind {
    let ending = file_name
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        Some("yaml" | "yml" | "json") => return InputKind::Yaml,
        Some("md" | "markdown" | "mkd" | "txt") => return InputKind::Markdown,
        _ => {}
    }
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    let markdown = first.is_none_or(|line| {
        let heading = line.trim_start_matches('#');
        let bullet = line.strip_prefix(['-', '*', '+']);
        heading.len() < line.len() && heading.starts_with([' ', '\t'])
            || bullet.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
            || line.starts_with("<!--")
            || is_prose(line) && text.lines().any(|line| line.starts_with("## "))
    });
    if markdown {
        InputKind::Markdown
    } else {
        InputKind::Yaml
    }
}

/// Returns whether a line can be neither a key nor the mark that a YAML
/// document begins with.
fn is_prose(line: &str) -> bool {
    !line.contains(':') && !line.starts_with(['#', '-', '%', '{', '['])
}

/// Reads what somebody wrote to be posted, whole or only some sections.
///
/// `name` is that of the input, for findings. Author and period may be left
/// out; where they stand they must be the given ones.
///
/// # Errors
///
/// Every finding, at least one of them an error. Unlike in a stored file an
/// unknown key or heading is one, as is text that YAML would drop.
pub fn parse_input(
    name: &str,
    text: &str,
    kind: InputKind,
    author: &Handle,
    period: Period,
    sections: &[CustomSection],
    members: &[Handle],
) -> Result<Update, Vec<Finding>> {
    match kind {
        InputKind::Markdown => {
            let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
            let form = Form::blank(author, period, sections, members);
            read_markdown(name, text, &form, true)
        }
        InputKind::Yaml => read_yaml(name, text, author, period, sections),
    }
}

fn read_yaml(
    name: &str,
    text: &str,
    author: &Handle,
    period: Period,
    sections: &[CustomSection],
) -> Result<Update, Vec<Finding>> {
    let mut findings = Vec::new();
    let document = match Document::parse(name, text.as_bytes(), &mut findings) {
        Ok(document) => document,
        Err(finding) => {
            findings.push(finding);
            return Err(findings);
        }
    };
    let mut update = Update::new(author.clone(), period);
    let Some(root) = document.root.as_ref().filter(|root| !root.is_null()) else {
        return Ok(update);
    };
    let mut reader = Reader::new(name, &document, true, findings);
    if root.text().is_some() {
        reader.error(
            root.place,
            "not-an-update",
            "this is neither an update in YAML nor in Markdown",
            "begin with a heading such as '## Done', or with '- ' for what is done",
        );
        return Err(reader.findings);
    }
    if let Some(fields) = reader.fields(root, &UPDATE_KEYS, "an update") {
        let version = fields.iter().find(|field| field.key == "tidings");
        let readable = version.is_none_or(|field| reader.version(field.value));
        if readable && check_identity(&mut reader, &fields, author, period, false) {
            read_body(&mut reader, &fields, &mut update);
        }
        if let Some(field) = fields.iter().find(|field| field.key == "answers") {
            check_answers(&mut reader, field.value.place, &mut update, sections);
        }
    }
    let findings = reader.findings;
    if findings.iter().any(|f| f.severity == Severity::Error) {
        Err(findings)
    } else {
        Ok(update)
    }
}

/// Checks that every answer is to a section of the team, and makes it one of
/// its kind.
fn check_answers(
    reader: &mut Reader<'_>,
    place: crate::model::Place,
    update: &mut Update,
    sections: &[CustomSection],
) {
    let keys: Vec<&str> = sections
        .iter()
        .map(|section| section.key.as_str())
        .collect();
    for (key, answer) in &mut update.answers {
        let Some(section) = sections.iter().find(|section| section.key == *key) else {
            let remedy = if keys.is_empty() {
                "take it out, or add the section to the team file".to_owned()
            } else {
                suggest::remedy(key, &keys)
            };
            reader.error(
                place,
                "unknown-key",
                format!("the team has no section '{key}'"),
                remedy,
            );
            continue;
        };
        match section.kind.fit(answer) {
            Ok(fitted) => *answer = fitted,
            Err(misfit) => {
                let (message, remedy) = explain_misfit(key, &misfit);
                reader.error(place, "bad-answer", message, remedy);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Answer, SectionKind};

    #[test]
    fn the_ending_decides_and_then_the_first_line() {
        for (name, text, want) in [
            (Some("a.yaml"), "## Done", InputKind::Yaml),
            (Some("a.YML"), "- x", InputKind::Yaml),
            (Some("a.md"), "done: [x]", InputKind::Markdown),
            (Some("notes"), "done: [x]", InputKind::Yaml),
            (None, "\n\n## Done\n- x", InputKind::Markdown),
            (None, "- x", InputKind::Markdown),
            (None, "* x", InputKind::Markdown),
            (None, "<!-- x -->", InputKind::Markdown),
            (None, "", InputKind::Markdown),
            (None, "---\ndone: []", InputKind::Yaml),
            (None, "done:\n- x", InputKind::Yaml),
            (None, "#hash", InputKind::Yaml),
            (None, "hello\n## Done\n- x", InputKind::Markdown),
            (None, "done:\n- x\n## a comment", InputKind::Yaml),
            (None, "---\n## a comment\ndone: []", InputKind::Yaml),
        ] {
            assert_eq!(detect_input(name, text), want, "{name:?} {text}");
        }
    }

    fn post(text: &str) -> Result<Update, Vec<&'static str>> {
        let handle = |name: &str| name.parse::<Handle>().expect(name);
        let section = |key: &str, kind| CustomSection {
            key: key.to_owned(),
            title: format!("What I {key}"),
            kind,
            ..CustomSection::default()
        };
        let sections = [
            section("learned", SectionKind::Text),
            section("read", SectionKind::List),
        ];
        parse_input(
            "-",
            text,
            detect_input(None, text),
            &handle("ada"),
            "2026-11-22".parse().expect("a period"),
            &sections,
            &[handle("grace"), handle("linus")],
        )
        .map_err(|findings| findings.iter().map(|f| f.rule).collect())
    }

    #[test]
    fn refuses_what_it_would_drop() {
        for (text, rules) in [
            ("dnoe: [x]\n", vec!["unknown-key"]),
            ("author: grace\n", vec!["wrong-author"]),
            ("period: 2026-11-21\n", vec!["wrong-period"]),
            ("tidings: 2\n", vec!["newer-format"]),
            ("answers: {mood: x}\n", vec!["unknown-key"]),
            ("answers: {learned: [x]}\n", vec!["bad-answer"]),
            ("done:\n  - Fix #214\n", vec!["swallowed-comment"]),
            ("done:\n  - text: x\n    mood: y\n", vec!["unknown-key"]),
            ("Shipped it", vec!["not-an-update"]),
            ("## Dnoe\n- x\n", vec!["unknown-heading"]),
            ("<!-- x -->\nShipped it\n\n## Done", vec!["no-heading"]),
            ("- x\n\n## Done\n- y <!-- z\n", vec!["open-comment"]),
            ("## Notes\n```\nx\n", vec!["open-fence"]),
            ("## Done\n- x {due=soon}\n", vec!["bad-attribute"]),
            ("## Health\nfine\n", vec!["bad-health"]),
            ("## Health\non-track\nat-risk\n", vec!["bad-health"]),
        ] {
            assert_eq!(post(text), Err(rules), "{text}");
        }
    }

    #[test]
    fn takes_yaml_and_markdown_whole_or_in_part() {
        let whole = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
        let body = "done:\n  - a\nblockers:\n  - {text: b, needs: [grace]}\n\
                    answers: {read: x}\nhealth: at-risk\n";
        let markdown =
            "- a\n\n# blockers:\n- @Grace b\n\n### What I READ ##\n- x\n\n## Health\nAt risk\n";
        let update = post(body).expect("an update");
        assert_eq!(update.blockers[0].needs.len(), 1);
        assert_eq!(update.answers["read"], Answer::List(vec!["x".to_owned()]));
        assert_eq!(post(&format!("{whole}{body}")), Ok(update.clone()));
        assert_eq!(post(markdown), Ok(update));
        assert_eq!(post(""), post("# \n---\n"));
    }
}
