//! The filters that templates have besides those of the engine.

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, Output};

use crate::text;

use super::sink::Sink;

/// Gives an environment its filters and its way of printing.
///
/// | filter | gives |
/// |---|---|
/// | `notes` | free Markdown as a block that cannot change what is around it |
/// | `link`, `link("words")` | an address as a link, if it is http, https or mailto |
/// | `code` | words set as code |
/// | `mention` | an account such as `@ada`, so that a forge notifies it |
/// | `short` | the first 12 characters of a commit id |
/// | `days` | a number of days in words: `today`, `1 day`, `3 days` |
/// | `plural("day", "days")` | a number with the word that fits it |
/// | `minute` | date and minute of an RFC 3339 moment: `2026-11-22 18:04` |
/// | `names(people)` | handles as names, separated by commas |
/// | `anchor` | a text as an id that is fit for HTML and for links to it |
///
/// `safe` is taken away, and `escape` is what printing does anyway.
pub(super) fn install(env: &mut Environment<'_>, sink: Sink) {
    env.set_formatter(move |out, _, value| print(out, sink, value));
    env.remove_filter("safe");
    for name in ["escape", "e"] {
        env.add_filter(name, move |value: &Value| {
            if value.is_safe() {
                value.clone()
            } else {
                Value::from_safe_string(sink.text(&value.to_string()).into_owned())
            }
        });
    }
    env.add_filter("notes", move |note: &str| {
        Value::from_safe_string(sink.notes(note))
    });
    env.add_filter("link", move |address: &str, words: Option<&str>| {
        Value::from_safe_string(sink.link(address, words))
    });
    env.add_filter("code", move |words: &str| {
        Value::from_safe_string(sink.code(words))
    });
    env.add_filter("mention", move |account: &str| {
        Value::from_safe_string(sink.mention(account))
    });
    env.add_filter("short", |commit: &str| {
        commit.chars().take(12).collect::<String>()
    });
    env.add_filter("days", |days: i64| match usize::try_from(days) {
        Ok(0) | Err(_) => "today".to_owned(),
        Ok(days) => text::count(days, "day", "days"),
    });
    env.add_filter("plural", |number: usize, one: &str, many: &str| {
        text::count(number, one, many)
    });
    env.add_filter("minute", minute);
    env.add_filter("names", names);
    env.add_filter("anchor", anchor);
}

/// Prints a value the way its sink needs it; `none` prints nothing.
fn print(out: &mut Output<'_>, sink: Sink, value: &Value) -> Result<(), Error> {
    let written = match value.kind() {
        ValueKind::None | ValueKind::Undefined => Ok(()),
        _ if value.is_safe() => out.write_str(value.as_str().unwrap_or_default()),
        _ => match value.as_str() {
            Some(words) => out.write_str(&sink.text(words)),
            None => out.write_str(&sink.text(&value.to_string())),
        },
    };
    written.map_err(Error::from)
}

fn minute(moment: &str) -> String {
    match (moment.get(..10), moment.get(10..11), moment.get(11..16)) {
        (Some(day), Some("T"), Some(minute)) => format!("{day} {minute}"),
        _ => moment.to_owned(),
    }
}

fn names(handles: &Value, people: &Value) -> Result<String, Error> {
    let mut names = Vec::new();
    for handle in handles.try_iter()? {
        let name = people.get_item(&handle)?;
        let known = if name.is_undefined() { handle } else { name };
        names.push(known.to_string());
    }
    Ok(names.join(", "))
}

/// Returns an id of lower-case letters, digits and hyphens; whatever else
/// there was is spelled as its number, so different texts get different ids.
fn anchor(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'a'..='z' | '0'..='9' | '-' => c.to_string(),
            other => format!("_{:x}_", u32::from(other)),
        })
        .collect()
}
