use crate::model::{Reply, ReplyState};

use super::EditError;
use super::edit::{check, unreadable};
use super::reply::{format_reply, format_reply_entry, parse_reply};
use super::yaml::{BYTE_ORDER_MARK, Document, Patch, Tangle, Value};

/// Changes the file of a reply so that it says what `new` says; only its
/// state and its text can change.
///
/// Whatever else stands there survives, byte for byte. A file that stands just
/// as this program would have written it is written anew.
///
/// # Errors
///
/// An [`EditError`] where the file cannot be read, or is laid out so that the
/// change would touch something else.
pub fn edit_reply(path: &str, old: &[u8], new: &Reply) -> Result<String, EditError> {
    let parsed = parse_reply(path, old);
    let Some(before) = parsed.value else {
        return Err(unreadable(path, &parsed.findings));
    };
    let text = String::from_utf8_lossy(old);
    if before == *new {
        return Ok(text.into_owned());
    }
    let is_right = |text: &str| parse_reply(path, text.as_bytes()).value.as_ref() == Some(new);
    if text == format_reply(&before) {
        return check(path, format_reply(new), is_right);
    }
    let mut findings = Vec::new();
    let document = Document::parse(path, old, &mut findings)
        .map_err(|finding| unreadable(path, &[finding]))?;
    let patched = patch(&document, &before, new).map_err(|Tangle| EditError::Tangled {
        path: path.to_owned(),
    })?;
    let mark = if text.starts_with(BYTE_ORDER_MARK) {
        BYTE_ORDER_MARK
    } else {
        ""
    };
    check(path, format!("{mark}{patched}"), is_right)
}

fn patch(document: &Document<'_>, before: &Reply, new: &Reply) -> Result<String, Tangle> {
    let Some(Value::Map { pairs, .. }) = document.root.as_ref().map(|root| &root.value) else {
        return Err(Tangle);
    };
    let mut patch = Patch::new(document);
    let state = |reply: &Reply| reply.state.map(ReplyState::as_str).map(str::to_owned);
    for (key, before, after) in [
        ("state", state(before), state(new)),
        ("text", before.text.clone(), new.text.clone()),
    ] {
        if before == after {
            continue;
        }
        let entry = format_reply_entry(key, after.as_deref());
        match pairs.iter().find(|pair| pair.key.text() == Some(key)) {
            Some(pair) => patch.set_text(pair, after.as_deref(), entry)?,
            None => {
                let last = pairs.last().ok_or(Tangle)?;
                let end = patch.end_of(last);
                patch.put(end..end, entry);
            }
        }
    }
    Ok(patch.apply())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "replies/2026/11/22/ada/k4tq.yaml";

    #[test]
    fn only_what_differs_is_changed() {
        let plain = "tidings: 1\nauthor: grace\nto: ada/2026-11-22/b7k2\ntext: Soon\n";
        let by_hand = "# mine\ntidings: 1\nto: \"ada/2026-11-22/b7k2\"\ntext: 'Soon'  # really\nauthor: grace\nmood: fine\n";
        for (old, state, text, want) in [
            (plain, None, Some("Soon"), plain.to_owned()),
            (plain, None, Some("Now"), plain.replace("Soon", "Now")),
            (
                plain,
                Some(ReplyState::Decided),
                Some("a\nb\n"),
                plain.replace("text: Soon\n", "state: decided\ntext: |\n  a\n  b\n"),
            ),
            (by_hand, None, Some("Now"), by_hand.replace("'Soon'", "Now")),
            (
                by_hand,
                Some(ReplyState::Resolved),
                Some("Soon"),
                format!("{by_hand}state: resolved\n"),
            ),
        ] {
            let mut new = parse_reply(PATH, old.as_bytes()).value.expect(old);
            new.state = state;
            new.text = text.map(str::to_owned);
            let got = edit_reply(PATH, old.as_bytes(), &new);
            assert_eq!(got.as_deref(), Ok(want.as_str()));
        }
    }

    #[test]
    fn what_cannot_be_changed_says_so() {
        let flow = "{tidings: 1, author: grace, to: ada/2026-11-22, text: Soon}\n";
        let mut new = parse_reply(PATH, flow.as_bytes()).value.expect("it reads");
        new.state = Some(ReplyState::Decided);
        for (old, want) in [
            (flow, "without losing something else"),
            ("author: [", "cannot be read"),
        ] {
            let error = edit_reply(PATH, old.as_bytes(), &new).expect_err(old);
            assert!(error.to_string().contains(want), "{error}");
        }
    }
}
