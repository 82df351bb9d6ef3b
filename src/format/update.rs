use std::collections::BTreeSet;

use crate::model::{Answer, Finding, Handle, Health, Period, Place, Section, Severity, Update};

use super::Parsed;
use super::item::{read_item, read_line};
use super::path::{LogPath, parse_path};
use super::yaml::{Document, Node, Value};
use super::yaml::{Field, Reader, parse_stored};

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
    parse_stored(path, bytes, read_update)
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
    if let Value::Scalar { text, plain: true } = &node.value
        && let Some(word) = parse_word(text)
    {
        return Some(word);
    }
    reader.prose(node, "an answer").map(Answer::Text)
}

/// Reads a plain scalar that is a mark on a scale, or `true` or `false`.
fn parse_word(text: &str) -> Option<Answer> {
    match text {
        "true" => return Some(Answer::YesNo(true)),
        "false" => return Some(Answer::YesNo(false)),
        _ => {}
    }
    let mark: u8 = text.parse().ok()?;
    // What has a sign or leading zeros is no mark but a text.
    (mark.to_string() == text).then_some(Answer::Mark(mark))
}

/// Reports two items with one address: nobody could tell which one a reply
/// or a tick means.
fn check_ids(reader: &mut Reader<'_>, path: &str, update: &Update) {
    let mut seen = BTreeSet::new();
    for (section, item) in update.items() {
        let Some(address) = update.address_of(item) else {
            continue;
        };
        if !seen.insert((section, address.clone())) {
            reader.findings.push(Finding {
                severity: Severity::Warning,
                rule: "duplicate-id",
                path: path.to_owned(),
                place: None,
                message: format!("two items of '{section}' have the id '{}'", address.id),
                remedy: "give one of them another id".to_owned(),
            });
        }
    }
}
