use crate::model::{Place, Reply, ReplyId, ReplyState, Target};

use super::Parsed;
use super::path::{LogPath, parse_path};
use super::yaml::{Document, Node, Reader, format_inline, parse_stored, push_value};

/// The keys of a reply, in writing order.
pub(super) const REPLY_KEYS: [&str; 6] = ["tidings", "author", "to", "re", "state", "text"];

/// What a reply may do to an item, by spelling.
pub(super) const STATES: [(&str, ReplyState); 4] = {
    let mut states = [("", ReplyState::Resolved); 4];
    let mut at = 0;
    while at < states.len() {
        let state = ReplyState::ALL[at];
        states[at] = (state.as_str(), state);
        at += 1;
    }
    states
};

/// Reads a reply of the log.
///
/// `path` is the path in the log, which what is answered must match.
#[must_use]
pub fn parse_reply(path: &str, bytes: &[u8]) -> Parsed<Reply> {
    parse_stored(path, bytes, read_reply)
}

fn read_reply<'a>(
    reader: &mut Reader<'a>,
    path: &str,
    document: &'a Document<'a>,
) -> Option<Reply> {
    let start = Place { line: 1, column: 1 };
    let LogPath::Reply { author, period, .. } = parse_path(path) else {
        reader.error(
            start,
            "misplaced",
            "replies do not live at this path",
            "move it to replies/2026/11/22/ada/, with the date and author of what it answers",
        );
        return None;
    };
    let Some(root) = &document.root else {
        reader.error(
            start,
            "empty-file",
            "the file holds nothing",
            "write a reply or remove the file",
        );
        return None;
    };
    let fields = reader.pairs(root, "a reply")?;
    if let Some(version) = fields.iter().find(|field| field.key == "tidings")
        && !reader.version(version.value)
    {
        return None;
    }
    let fields = reader.fields(root, &REPLY_KEYS, "a reply")?;
    let complete = reader.require(
        &fields,
        &[
            ("tidings", "write 'tidings: 1'".to_owned()),
            ("author", "write 'author:' with your handle".to_owned()),
            (
                "to",
                format!("write 'to: {author}/{period}' and '/' with the item's id"),
            ),
        ],
    );
    if !complete {
        return None;
    }
    let (mut by, mut to, mut re, mut state, mut text) = (None, None, None, None, None);
    for field in &fields {
        let value = field.value;
        match field.key {
            "author" => by = reader.handle(value),
            "to" => {
                let address = reader.text(value, "an address")?;
                match address.parse::<Target>() {
                    Ok(target) if target.author == author && target.period == period => {
                        to = Some(target);
                    }
                    Ok(target) => reader.error(
                        value.place,
                        "wrong-target",
                        format!(
                            "the reply answers {target}, and its path is that of {author}/{period}"
                        ),
                        "move the file to the folder of what it answers",
                    ),
                    Err(error) => reader.error(
                        value.place,
                        "bad-address",
                        format!("'{address}' is no address of an update or item"),
                        format!("{error}"),
                    ),
                }
            }
            "re" => re = read_id(reader, value),
            "state" => state = reader.word(value, "bad-state", "state", &STATES),
            "text" => text = reader.prose(value, "'text'"),
            _ => {}
        }
    }
    let reply = Reply {
        author: by?,
        to: to?,
        re,
        state,
        text,
    };
    if reply.state.is_none() && reply.text.is_none() {
        reader.error(
            start,
            "empty-reply",
            "the reply says nothing",
            "write 'text:' or 'state: resolved'",
        );
        return None;
    }
    Some(reply)
}

/// Reads the name of the reply that is answered. One that makes no sense costs
/// the reply its place in the thread, and nothing else.
fn read_id(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<ReplyId> {
    if node.is_null() {
        return None;
    }
    let id = node.text().and_then(|text| text.parse().ok());
    if id.is_none() {
        reader.warn(
            node.place,
            "bad-reply-id",
            "what is answered here is no name of a reply",
            "write the name of a file in the same folder, without '.yaml', or remove the key",
        );
    }
    id
}

/// Writes a reply as a file of the log.
#[must_use]
pub fn format_reply(reply: &Reply) -> String {
    let mut out = format!(
        "tidings: 1\nauthor: {}\nto: {}\n",
        format_inline(reply.author.as_str()),
        format_inline(&reply.to.to_string())
    );
    if let Some(re) = &reply.re {
        out.push_str(&format!("re: {}\n", format_inline(re.as_str())));
    }
    let state = reply.state.map(ReplyState::as_str);
    out.push_str(&format_reply_entry("state", state));
    out.push_str(&format_reply_entry("text", reply.text.as_deref()));
    out
}

/// Writes one key of a reply with its text; nothing where it says nothing.
pub(super) fn format_reply_entry(key: &str, text: Option<&str>) -> String {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
        return String::new();
    };
    let mut out = format!("{key}:");
    push_value(&mut out, text, 0);
    out
}
