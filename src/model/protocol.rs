use chrono::{DateTime, Utc};

use super::{CommitId, Promise};

/// Where something is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// In this log.
    Log,
    /// By e-mail.
    Email,
    /// In the team's chat.
    Chat,
    /// In the tracker, at the task that it is about.
    Tracker,
    /// In a recording that others watch when it suits them.
    Video,
    /// In a call.
    Call,
    /// Elsewhere, in the team's own words.
    Other(String),
}

impl Channel {
    /// The channels that have a word of their own.
    pub const NAMED: [Self; 6] = [
        Self::Log,
        Self::Email,
        Self::Chat,
        Self::Tracker,
        Self::Video,
        Self::Call,
    ];

    /// Returns the spelling used in files.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Log => "log",
            Self::Email => "email",
            Self::Chat => "chat",
            Self::Tracker => "tracker",
            Self::Video => "video",
            Self::Call => "call",
            Self::Other(name) => name,
        }
    }
}

impl From<&str> for Channel {
    /// Takes a word of its own for that channel, and anything else for the
    /// name of another; case does not count.
    fn from(text: &str) -> Self {
        let text = text.trim();
        if text.eq_ignore_ascii_case("e-mail") {
            return Self::Email;
        }
        let mut named = Self::NAMED.into_iter();
        named
            .find(|channel| channel.as_str().eq_ignore_ascii_case(text))
            .unwrap_or_else(|| Self::Other(text.to_owned()))
    }
}

/// One purpose for which people write to each other, and what was agreed on
/// it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The short name, such as `question`.
    pub key: String,
    /// The name for people.
    pub title: String,
    /// Where it is said.
    pub channel: Channel,
    /// How soon an answer may be expected; `None` promises nothing.
    pub respond: Option<Promise>,
    /// What it is for, in a sentence.
    pub help: Option<String>,
}

impl Purpose {
    /// The keys of the purposes whose answers the log itself measures.
    pub const MEASURED: [&'static str; 3] = ["question", "blocker", "update"];
}

/// When a matter had better be talked over; what is `None` is no reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Escalation {
    /// How long after the promised moment an answer is still not there.
    pub overdue: Option<Promise>,
    /// How many times the turn changed between those who ask and those who
    /// are asked.
    pub exchanges: Option<u32>,
    /// How many people one thing blocks.
    pub people: Option<u32>,
}

/// The team's guide to its communication: what is said where, how soon an
/// answer may be expected, and when to talk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Protocol {
    /// The purposes, in the order of the file; no key stands twice.
    pub purposes: Vec<Purpose>,
    /// When to talk.
    pub escalate: Escalation,
}

impl Protocol {
    /// Returns the guide that a new team is given to begin with and to change.
    #[must_use]
    pub fn proposed() -> Self {
        let purpose = |key: &str, title: &str, channel, respond, help: &str| Purpose {
            key: key.to_owned(),
            title: title.to_owned(),
            channel,
            respond,
            help: Some(help.to_owned()),
        };
        Self {
            purposes: vec![
                purpose(
                    "update",
                    "Update",
                    Channel::Log,
                    None,
                    "What was done, what comes next, and what stands in the way",
                ),
                purpose(
                    "question",
                    "Question",
                    Channel::Log,
                    Some(Promise::Days(1)),
                    "Whatever can be answered in writing; name those who are to answer",
                ),
                purpose(
                    "blocker",
                    "Blocker",
                    Channel::Log,
                    Some(Promise::hours(4)),
                    "What keeps you from going on; name those who can clear it",
                ),
                purpose(
                    "decision",
                    "Decision",
                    Channel::Log,
                    Some(Promise::Days(2)),
                    "A proposal with its reasons; who says nothing until then agrees",
                ),
                purpose(
                    "brainstorm",
                    "Brainstorm",
                    Channel::Call,
                    None,
                    "Ideas that grow best together; write what came of it into the log",
                ),
                purpose(
                    "urgent",
                    "Urgent",
                    Channel::Call,
                    Some(Promise::Minutes(30)),
                    "What cannot wait for anybody to read the log, such as an outage",
                ),
                purpose(
                    "explanation",
                    "Detailed explanation",
                    Channel::Video,
                    None,
                    "What is shown sooner than written; link it in the log",
                ),
            ],
            escalate: Escalation {
                overdue: Some(Promise::Days(1)),
                exchanges: Some(5),
                people: Some(3),
            },
        }
    }

    /// Returns whether the team agreed on nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the purpose of this key.
    #[must_use]
    pub fn purpose(&self, key: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.key == key)
    }

    /// Returns how soon an answer may be expected by whoever asks for this
    /// purpose.
    #[must_use]
    pub fn promise(&self, purpose: &str) -> Option<Promise> {
        self.purpose(purpose)?.respond
    }
}

/// A commit that changed the protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtocolChange {
    /// The commit.
    pub commit: CommitId,
    /// When it came into the log: its committer time.
    pub at: DateTime<Utc>,
    /// What had been agreed on before.
    pub before: Protocol,
}
