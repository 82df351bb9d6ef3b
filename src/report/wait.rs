use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::history::format_moment;
use super::index::Index;
use super::working_time::working_time;
use crate::model::{Agenda, Conversation, Handle, Turn};

/// Whose answer an open blocker or question waits for, and by when it may be
/// expected.
///
/// Lengths are of the working time of the one person who promised the earliest
/// answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WaitView {
    /// Whose turn it is: `asked`, `author` where somebody has answered, or
    /// `nobody` where nobody is asked.
    pub turn: String,
    /// Those whose turn it is, as handles.
    pub people: Vec<String>,
    /// Since when (RFC 3339, in the report's zone); `null` where that part of
    /// history is not here.
    pub since: Option<String>,
    /// Who of them has acknowledged it, as handles: no promise runs any
    /// longer.
    pub acknowledged: Vec<String>,
    /// By when the first of them promised an answer (RFC 3339, in the report's
    /// zone); `null` where nothing is promised.
    pub due: Option<String>,
    /// Who that is: a handle.
    pub due_from: Option<String>,
    /// Minutes of work until then; `null` once it is over.
    pub minutes_left: Option<i64>,
    /// Minutes of work since then, once it is over.
    pub minutes_overdue: Option<i64>,
    /// How many replies there are.
    pub replies: usize,
    /// How often the turn has passed between those who ask and those who are
    /// asked.
    pub exchanges: u32,
    /// The state of it in a few words: `answer due in 3h`, `nobody is asked`;
    /// empty where there is nothing to say.
    pub label: String,
}

/// When an answer was promised, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Promised {
    pub(super) at: DateTime<Utc>,
    pub(super) by: Handle,
}

impl Promised {
    /// Returns the earliest promise of those whose turn it is; of several the
    /// first one's.
    pub(super) fn of(index: &Index<'_>, conversation: &Conversation<'_>) -> Option<Self> {
        let due = conversation.answer_due(index.people.team());
        let promised = due.people.into_iter();
        let promised = promised.filter_map(|(by, at)| Some(Self { at: at?, by }));
        promised.min_by_key(|promised| promised.at)
    }
}

impl WaitView {
    /// Builds the view of a conversation; `None` where it is closed.
    pub(super) fn build(
        index: &Index<'_>,
        conversation: &Conversation<'_>,
        promised: Option<&Promised>,
    ) -> Option<Self> {
        let wait = conversation.waits()?;
        let zoned = |at: DateTime<Utc>| format_moment(index.zone.local(at));
        let team = index.people.team();
        let agenda = promised
            .and_then(|promised| team.member(&promised.by))
            .map(|member| Agenda::new(team, member));
        let (now, due) = (index.instant, promised.map(|promised| promised.at));
        let between = |from, until| Some(agenda.as_ref()?.work_time(from, until));
        let left = due
            .filter(|&due| now < due)
            .and_then(|due| between(now, due));
        let over = due
            .filter(|&due| due <= now)
            .and_then(|due| between(due, now));
        let (turn, people) = match wait.turn {
            Turn::Author => ("author", vec![conversation.address.author.to_string()]),
            Turn::Asked if conversation.asked.is_empty() => ("nobody", Vec::new()),
            Turn::Asked => ("asked", strings(&conversation.asked)),
        };
        let word = if turn == "author" { "reply" } else { "answer" };
        let time = match (left, over) {
            (Some(left), _) => format!("{word} due in {}", working_time(left)),
            (_, Some(over)) if over.num_minutes() > 0 => {
                format!("{word} overdue by {}", working_time(over))
            }
            (_, Some(_)) => format!("{word} overdue"),
            (None, None) => String::new(),
        };
        let seen: Vec<String> = wait
            .acknowledged
            .iter()
            .map(|handle| index.people.name(handle.as_str()))
            .collect();
        let label = match turn {
            "nobody" => "nobody is asked".to_owned(),
            _ if !seen.is_empty() => format!("seen by {}", seen.join(", ")),
            "author" if time.is_empty() => "answered".to_owned(),
            "author" => format!("answered, {time}"),
            _ => time,
        };
        Some(Self {
            turn: turn.to_owned(),
            people,
            since: wait.since.map(zoned),
            acknowledged: strings(&wait.acknowledged),
            due: due.map(zoned),
            due_from: promised.map(|promised| promised.by.to_string()),
            minutes_left: left.map(|left| left.num_minutes()),
            minutes_overdue: over.map(|over| over.num_minutes()),
            replies: conversation.replies.len(),
            exchanges: conversation.exchanges(),
            label,
        })
    }
}

fn strings(handles: &[Handle]) -> Vec<String> {
    handles.iter().map(Handle::to_string).collect()
}
