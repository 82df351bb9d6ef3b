use std::cell::Cell;

use crate::format::{LogPath, parse_calendar, parse_path, parse_reply, parse_team, parse_update};
use crate::model::{Finding, Place, Reply, Update};

/// A file as a change leaves it, read once for all the rules on what it says.
pub(super) struct File<'a> {
    /// Its path.
    pub(super) path: &'a str,
    /// Its text; empty where it is none.
    pub(super) text: &'a str,
    /// The update it holds.
    pub(super) update: Option<Update>,
    /// The reply it holds.
    pub(super) reply: Option<Reply>,
    /// How many words were looked for in it.
    lookups: Cell<usize>,
}

/// How many words are looked for in a file: no more findings of it are listed,
/// and a hostile one has thousands.
const LOOKUPS: usize = 40;

impl<'a> File<'a> {
    /// Reads a file by its path, and reports what its reader finds.
    pub(super) fn read(path: &'a str, bytes: &'a [u8], findings: &mut Vec<Finding>) -> Self {
        let mut file = Self {
            path,
            text: str::from_utf8(bytes).unwrap_or_default(),
            update: None,
            reply: None,
            lookups: Cell::new(0),
        };
        match parse_path(path) {
            LogPath::Update { .. } => {
                let parsed = parse_update(path, bytes);
                findings.extend(parsed.findings);
                file.update = parsed.value;
            }
            LogPath::Reply { .. } => {
                let parsed = parse_reply(path, bytes);
                findings.extend(parsed.findings);
                file.reply = parsed.value;
            }
            LogPath::Team => findings.extend(parse_team(path, bytes).findings),
            _ if path.ends_with(".ics") => findings.extend(parse_calendar(path, bytes).findings),
            _ => {}
        }
        file
    }

    /// Returns what the file says, as its reader read it.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let update = self.update.iter().flat_map(|update| {
            let items = update.items().flat_map(|(_, item)| {
                [Some(&item.text), item.project.as_ref(), item.task.as_ref()]
            });
            items
                .chain([update.notes.as_ref(), update.time_zone.as_ref()])
                .flatten()
        });
        let answers = self.update.iter().flat_map(|update| {
            update.answers.values().flat_map(|answer| match answer {
                crate::model::Answer::Text(text) => std::slice::from_ref(text),
                crate::model::Answer::List(texts) => texts.as_slice(),
                _ => &[],
            })
        });
        let reply = self.reply.iter().filter_map(|reply| reply.text.as_ref());
        update.chain(answers).chain(reply).map(String::as_str)
    }

    /// Returns where a word stands for the first time, apart from others;
    /// `None` also where too many were looked for.
    pub(super) fn place_of(&self, word: &str) -> Option<Place> {
        let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let apart = |&(at, _): &(usize, &str)| {
            let before = self.text[..at].chars().next_back();
            let after = self.text[at + word.len()..].chars().next();
            !before.is_some_and(part) && !after.is_some_and(part)
        };
        self.lookups.set(self.lookups.get() + 1);
        if self.lookups.get() > LOOKUPS {
            return None;
        }
        let (at, _) = self.text.match_indices(word).find(apart)?;
        Some(self.place_at(at))
    }

    /// Returns the place of a byte.
    pub(super) fn place_at(&self, at: usize) -> Place {
        let before = &self.text[..at];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Place {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }

    /// Returns the place of a key of the file as a whole.
    pub(super) fn place_of_key(&self, key: &str) -> Option<Place> {
        let is_key = |line: &&str| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(':'))
        };
        let line = self.text.lines().position(|line| is_key(&line))?;
        Some(Place {
            line: line + 1,
            column: 1,
        })
    }
}
