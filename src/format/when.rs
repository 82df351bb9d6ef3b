use chrono::Weekday;

use crate::model::{Weekdays, When, nearest, weekday_key, weekday_name};

use super::yaml::{Node, Reader, Value};

/// Reads when a section is asked for: a word such as `fridays` or
/// `first monday`, or a list of days.
pub(super) fn read_when<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<When> {
    if node.is_null() {
        return None;
    }
    let texts: Vec<String> = if let Value::List { .. } = node.value {
        let nodes = reader.list(node, "'when'");
        let days = nodes.into_iter();
        days.filter_map(|day| reader.text(day, "a day")).collect()
    } else {
        vec![reader.text(node, "'when'")?]
    };
    let when = match texts.as_slice() {
        [text] => parse_when(text).or_else(|| parse_days(&[text])),
        texts => parse_days(texts),
    };
    if when.is_none() {
        let text = texts.join(", ");
        reader.error(
            node.place,
            "bad-when",
            format!("'{text}' does not say when a section is asked for"),
            remedy(&text),
        );
    }
    when
}

/// Reads a word that says when a section is asked for; case does not count.
pub(super) fn parse_when(text: &str) -> Option<When> {
    let text = text.trim().to_lowercase();
    Some(match text.as_str() {
        "always" => When::Always,
        "weekly" => When::Weekly,
        "monthly" => When::Monthly,
        _ => match text.strip_prefix("first ") {
            Some(day) => When::First(parse_weekday(day)?),
            None => parse_days(&text.split(',').collect::<Vec<_>>())?,
        },
    })
}

fn parse_days<T: AsRef<str>>(days: &[T]) -> Option<When> {
    let days: Option<Weekdays> = days.iter().map(|day| parse_weekday(day.as_ref())).collect();
    days.filter(|days| !days.is_empty()).map(When::Days)
}

/// Reads `mon`, `monday` or `mondays`.
fn parse_weekday(text: &str) -> Option<Weekday> {
    let text = text.trim().to_lowercase();
    Weekdays::ORDER.into_iter().find(|&day| {
        let name = weekday_name(day);
        text == weekday_key(day) || text == name || text.strip_suffix('s') == Some(name)
    })
}

fn remedy(text: &str) -> String {
    let names = Weekdays::ORDER.map(weekday_name);
    let words = ["always", "weekly", "monthly"].map(str::to_owned);
    let days = names.iter().map(|name| format!("{name}s"));
    let firsts = names.iter().map(|name| format!("first {name}"));
    let all: Vec<String> = words.into_iter().chain(days).chain(firsts).collect();
    nearest(text, all.iter().map(String::as_str)).map_or_else(
        || "use always, weekly, monthly, fridays, [mon, thu] or first monday".to_owned(),
        |found| format!("did you mean '{found}'?"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_written() {
        let days = |days: &[Weekday]| Some(When::Days(days.iter().copied().collect()));
        for (text, want) in [
            ("always", Some(When::Always)),
            ("Weekly", Some(When::Weekly)),
            ("monthly", Some(When::Monthly)),
            ("fridays", days(&[Weekday::Fri])),
            ("friday", days(&[Weekday::Fri])),
            ("mon, thu", days(&[Weekday::Mon, Weekday::Thu])),
            ("first Monday", Some(When::First(Weekday::Mon))),
            ("first mon", Some(When::First(Weekday::Mon))),
            ("first", None),
            ("second monday", None),
            ("fri days", None),
            ("", None),
        ] {
            let when = parse_when(text);
            assert_eq!(when, want, "{text}");
            if let Some(when) = when {
                assert_eq!(parse_when(&when.to_string()), Some(when), "{text}");
            }
        }
        assert_eq!(remedy("monthyl"), "did you mean 'monthly'?");
        assert_eq!(remedy("first munday"), "did you mean 'first monday'?");
    }
}
