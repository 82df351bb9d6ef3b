use crate::model::{Answer, Finding, Handle, Health, Period, Place, Section, Severity, Update};

use super::Parsed;
use super::document::{Document, Node, Value};
use super::item::{read_item, read_line};
use super::path::{LogPath, parse_path};
use super::reader::{Field, Reader};

/// The keys of an update, in writing order.
pub(super) const UPDATE_KEYS: [&str; 12] = [
    "tidings",
    "author",
    "period",
    "time_zone",
    "health",
    "done",
    "next",
    "blockers",
    "questions",
    "kudos",
    "notes",
    "answers",
];

/// Reads an update of the log.
///
/// `path` is the path in the log, which the author and period in the file
/// must match. A part that cannot be used costs that part alone and is a
/// finding; the value is `None` only where the file is no YAML, is of a newer
/// format, or does not say whose update it is and for when.
#[must_use]
pub fn parse_update(path: &str, bytes: &[u8]) -> Parsed<Update> {
    let mut findings = Vec::new();
    match Document::parse(path, bytes, &mut findings) {
        Ok(document) => {
            let mut reader = Reader::new(path, &document, false, findings);
            let value = read_update(&mut reader, path, &document);
            Parsed {
                value,
                findings: reader.findings,
            }
        }
        Err(finding) => {
            findings.push(finding);
            Parsed {
                value: None,
                findings,
            }
        }
    }
}

fn read_update<'a>(
    reader: &mut Reader<'a>,
    path: &str,
    document: &'a Document<'a>,
) -> Option<Update> {
    let LogPath::Update { author, period } = parse_path(path) else {
        reader.error(
            Place { line: 1, column: 1 },
            "misplaced",
            "updates do not live at this path",
            "move it to updates/2026/11/22/ada.yaml, with its own date and author",
        );
        return None;
    };
    let Some(root) = &document.root else {
        reader.error(
            Place { line: 1, column: 1 },
            "empty-file",
            "the file holds nothing",
            "write an update or remove the file",
        );
        return None;
    };
    // The version comes first: a newer format may change everything else.
    let fields = reader.pairs(root, "an update")?;
    if let Some(version) = fields.iter().find(|field| field.key == "tidings")
        && !reader.version(version.value)
    {
        return None;
    }
    let fields = reader.fields(root, &UPDATE_KEYS, "an update")?;
    let complete = reader.require(
        &fields,
        &[
            ("tidings", "write 'tidings: 1'".to_owned()),
            ("author", format!("write 'author: {author}'")),
            ("period", format!("write 'period: {period}'")),
        ],
    );
    if !complete || !check_identity(reader, &fields, &author, period, true) {
        return None;
    }
    let mut update = Update::new(author, period);
    read_body(reader, &fields, &mut update);
    check_ids(reader, path, &update);
    Some(update)
}

/// Checks that author and period, where the file names them, are the given
/// ones; returns whether they are.
pub(super) fn check_identity<'a>(
    reader: &mut Reader<'a>,
    fields: &[Field<'a>],
    author: &Handle,
    period: Period,
    stored: bool,
) -> bool {
    let mut same = true;
    for field in fields {
        let place = field.value.place;
        match field.key {
            "author" => {
                let found = reader.handle(field.value);
                same &= found.as_ref() == Some(author);
                if let Some(found) = found.filter(|found| found != author) {
                    let (message, remedy) = if stored {
                        (
                            format!(
                                "the author is '{found}', and the file is named after '{author}'"
                            ),
                            format!("write 'author: {author}', or rename the file to {found}.yaml"),
                        )
                    } else {
                        (
                            format!("the author is '{found}', and the post is by '{author}'"),
                            format!("take the key out, or post with --as {found}"),
                        )
                    };
                    reader.error(place, "wrong-author", message, remedy);
                }
            }
            "period" => {
                let found = reader.period(field.value);
                same &= found == Some(period);
                if let Some(found) = found.filter(|found| *found != period) {
                    let (message, remedy) = if stored {
                        (
                            format!("the period is {found}, and the path says {period}"),
                            format!("write 'period: {period}', or move the file"),
                        )
                    } else {
                        (
                            format!("the period is {found}, and the post is for {period}"),
                            format!("take the key out, or post with --for {found}"),
                        )
                    };
                    reader.error(place, "wrong-period", message, remedy);
                }
            }
            _ => {}
        }
    }
    same
}

/// Reads everything that says something into `update`.
pub(super) fn read_body<'a>(reader: &mut Reader<'a>, fields: &[Field<'a>], update: &mut Update) {
    for field in fields {
        let value = field.value;
        let section = Section::ALL.into_iter().find(|s| s.key() == field.key);
        if let Some(section) = section {
            let what = format!("'{}'", field.key);
            let items: Vec<_> = reader
                .list(value, &what)
                .into_iter()
                .filter_map(|node| read_item(reader, node, update.period))
                .collect();
            update.section_mut(section).extend(items);
            continue;
        }
        match field.key {
            "time_zone" => update.time_zone = reader.zone(value).map(|(name, _)| name),
            "health" => {
                let words = Health::ALL.map(|health| (health.as_str(), health));
                update.health = reader.word(value, "bad-health", "health", &words);
            }
            "notes" => update.notes = reader.prose(value, "'notes'"),
            "answers" => read_answers(reader, value, update),
            _ => {}
        }
    }
}

fn read_answers<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>, update: &mut Update) {
    if node.is_null() {
        return;
    }
    for field in reader.pairs(node, "'answers'").unwrap_or_default() {
        let answer = read_answer(reader, field.value);
        if let Some(answer) = answer {
            update.answers.insert(field.key.to_owned(), answer);
        }
    }
}

/// Reads the answer to one of the team's sections; nothing is `None`.
pub(super) fn read_answer<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Answer> {
    if let Value::List { items, .. } = &node.value {
        let texts: Vec<String> = items
            .iter()
            .filter_map(|item| read_line(reader, item))
            .collect();
        return (!texts.is_empty()).then_some(Answer::List(texts));
    }
    reader.prose(node, "an answer").map(Answer::Text)
}

/// Reports two items with one address: nobody could tell which one a reply
/// or a tick means.
fn check_ids(reader: &mut Reader<'_>, path: &str, update: &Update) {
    let mut seen = Vec::new();
    for (section, item) in update.items() {
        let Some(address) = update.address_of(item) else {
            continue;
        };
        if seen.contains(&(section, address.clone())) {
            reader.findings.push(Finding {
                severity: Severity::Warning,
                rule: "duplicate-id",
                path: path.to_owned(),
                place: None,
                message: format!("two items of '{section}' have the id '{}'", address.id),
                remedy: "give one of them another id".to_owned(),
            });
        }
        seen.push((section, address));
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PATH, update};
    use super::*;
    use crate::model::Item;

    fn parse(body: &str) -> (Option<Update>, Vec<String>) {
        let text = format!("tidings: 1\nauthor: ada\nperiod: 2026-11-22\n{body}");
        let parsed = parse_update(PATH, text.as_bytes());
        let findings = parsed.findings.iter().map(describe).collect();
        (parsed.value, findings)
    }

    fn describe(finding: &Finding) -> String {
        let place = finding
            .place
            .map_or_else(String::new, |p| format!(" {}:{}", p.line, p.column));
        format!("{} {}{place}", finding.severity.as_str(), finding.rule)
    }

    #[test]
    fn reads_prose_that_yaml_reads_otherwise() {
        for (body, text, finding) in [
            ("done:\n  - Shipped it\n", Some("Shipped it"), None),
            ("done:\n- Shipped it\n", Some("Shipped it"), None),
            ("done: [Shipped it]\n", Some("Shipped it"), None),
            (
                "done:\n  - Fix #214\n",
                Some("Fix"),
                Some("warning swallowed-comment 5:5"),
            ),
            ("done:\n  - \"Fix\" # 214\n", Some("Fix"), None),
            (
                "done:\n  - Retry: holds\n",
                Some("Retry: holds"),
                Some("warning stray-map 5:5"),
            ),
            (
                "done:\n  - Retry:\n",
                Some("Retry:"),
                Some("warning stray-map 5:5"),
            ),
            (
                "done:\n  - Retry: \"it\"\n",
                Some("Retry: \"it\""),
                Some("warning stray-map 5:5"),
            ),
            (
                "done:\n  - Retry: holds\n    More: x\n",
                None,
                Some("error stray-map 5:5"),
            ),
            (
                "done:\n  - Retry: |\n      holds\n",
                None,
                Some("error stray-map 5:5"),
            ),
            ("done:\n  - {a: b}\n", None, Some("error stray-map 5:5")),
            (
                "done:\n  - due: 2026-11-25\n",
                None,
                Some("error empty-item 5:5"),
            ),
            ("done:\n  - [x]\n", None, Some("error not-an-item 5:5")),
            (
                "done:\n  - 42\n",
                Some("42"),
                Some("warning not-a-text 5:5"),
            ),
            (
                "done:\n  - no\n",
                Some("no"),
                Some("warning not-a-text 5:5"),
            ),
            (
                "done:\n  - null\n",
                Some("null"),
                Some("warning not-a-text 5:5"),
            ),
            (
                "done:\n  - 2026-11-22\n",
                Some("2026-11-22"),
                Some("warning not-a-text 5:5"),
            ),
            ("done:\n  - \"42\"\n", Some("42"), None),
            ("done:\n  -\n", None, Some("warning empty-item 5:4")),
            (
                "done: Shipped it\n",
                Some("Shipped it"),
                Some("warning not-a-list 4:7"),
            ),
            ("done:\n", None, None),
            ("done: ~\n", None, None),
            ("done: {a: b}\n", None, Some("error not-a-list 4:7")),
            ("done:\n  - one\n    two\n", Some("one two"), None),
        ] {
            let (value, findings) = parse(body);
            let value = value.expect(body);
            let texts: Vec<&str> = value.done.iter().map(|item| item.text.as_str()).collect();
            assert_eq!(texts, text.into_iter().collect::<Vec<_>>(), "{body}");
            let want: Vec<&str> = finding.into_iter().collect();
            assert_eq!(findings, want, "{body}");
        }
    }

    #[test]
    fn a_bad_part_costs_only_itself() {
        for (body, finding) in [
            ("health: fine\n", "error bad-health 4:9"),
            ("kudos: {}\n", "error not-a-list 4:8"),
            ("mood: good\n", "warning unknown-key 4:1"),
            ("notes: [x]\n", "error not-a-text 4:8"),
            ("answers: x\n", "error not-a-map 4:10"),
            ("answers:\n  a: 1\n  a: 2\n", "error duplicate-key 6:3"),
            ("kudos:\n  - due: x\n", "error bad-date 5:10"),
        ] {
            let (value, findings) = parse(&format!("{body}done:\n  - kept\n"));
            assert_eq!(
                findings.first().map(String::as_str),
                Some(finding),
                "{body}"
            );
            let value = value.expect(body);
            assert_eq!(value.done, [Item::new("kept")], "{body}");
        }
        let (value, findings) = parse(
            "next:\n  - {id: B7, since: soon, due: 2026-02-30, to: [Grace, linus], text: x}\n",
        );
        let item = &value.expect("an update").next[0];
        assert_eq!((item.text.as_str(), item.to.len()), ("x", 1));
        assert_eq!(
            findings,
            [
                "error bad-id 5:10",
                "error bad-period 5:21",
                "error bad-date 5:32",
                "error bad-handle 5:49"
            ]
        );
        let (value, findings) = parse("time_zone: Europe/Pariss\n");
        assert_eq!(
            value.and_then(|u| u.time_zone).as_deref(),
            Some("Europe/Pariss")
        );
        assert_eq!(findings, ["error unknown-zone 4:12"]);
    }

    #[test]
    fn what_spoils_the_file_is_said_once() {
        let head = "tidings: 1\nauthor: ada\nperiod: 2026-11-22\n";
        for (text, finding) in [
            (String::new(), "error empty-file 1:1"),
            ("- x\n".to_owned(), "error not-a-map 1:1"),
            (
                "tidings: 2\nnew: [".replace('[', "x"),
                "error newer-format 1:10",
            ),
            ("tidings: one\n".to_owned(), "error bad-version 1:10"),
            (
                "author: ada\nperiod: 2026-11-22\n".to_owned(),
                "error missing-key 1:1",
            ),
            (head.replace("ada", "grace"), "error wrong-author 2:9"),
            (head.replace("22", "21"), "error wrong-period 3:9"),
            (format!("{head}done: [\n"), "error bad-yaml 4:7"),
            (format!("{head}done:\n  - *x\n"), "error alias 5:5"),
            (format!("{head}done:\n  - &x y\n"), "error anchor 5:8"),
            (format!("{head}done:\n  - !x y\n"), "error tag 5:8"),
            (format!("{head}---\n{head}"), "error many-documents 4:1"),
            (format!("{head}{head}"), "error duplicate-key 4:1"),
        ] {
            let parsed = parse_update(PATH, text.as_bytes());
            assert_eq!(parsed.value, None, "{text}");
            let findings: Vec<String> = parsed.findings.iter().map(describe).collect();
            assert_eq!(findings, [finding], "{text}");
        }
        let parsed = parse_update("updates/2026/11/22/Ada.yaml", head.as_bytes());
        assert_eq!(parsed.findings[0].rule, "misplaced");
        let parsed = parse_update(PATH, b"tidings: 1\n\xff\n");
        assert_eq!(describe(&parsed.findings[0]), "error not-utf8 2:1");
    }

    #[test]
    fn tolerates_a_byte_order_mark_and_foreign_line_ends() {
        let text = "\u{feff}tidings: 1\r\nauthor: ada\r\nperiod: 2026-11-22\r\ndone:\r\n  - x\r\n";
        let parsed = parse_update(PATH, text.as_bytes());
        let mut want = update();
        want.done.push(Item::new("x"));
        assert_eq!(parsed.value, Some(want));
        let findings: Vec<String> = parsed.findings.iter().map(describe).collect();
        assert_eq!(findings, ["warning byte-order-mark 1:1"]);
    }
}
