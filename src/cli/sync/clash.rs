//! Posts that say something else than what the log says by now, and wait for
//! their author to choose.

use super::editor;
use super::run::Sync;
use crate::cli::args::KeepName;
use crate::cli::drafts::Draft;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::model::{Clash, ClashPart, Side};
use crate::store::{Decision, Log, Waiting};
use crate::text;

/// How many differences are shown of one post.
const SHOWN: usize = 5;

/// Warns of posts that wait, with what they clash over.
pub(super) fn warn(session: &Session, remote: &str, waiting: &[Waiting]) {
    for one in waiting {
        let said = describe(session, remote, one);
        session.streams.warn(&format!(
            "{said}\n  both are kept; choose with: tidings sync --keep mine, or --keep theirs"
        ));
    }
}

/// Says what waits and what it clashes over.
fn describe(session: &Session, remote: &str, waiting: &Waiting) -> String {
    let mut said = format!(
        "{} waits: it says something else than {remote} has",
        name(waiting)
    );
    for line in differences(session, remote, waiting) {
        said.push_str(&format!("\n  {line}"));
    }
    said
}

/// Says in one line what waits.
pub(super) fn mention(session: &Session, log: &Log) -> anyhow::Result<()> {
    let waiting = log.waiting()?;
    if !waiting.is_empty() {
        let names: Vec<String> = waiting.iter().map(name).collect();
        session.streams.note(&format!(
            "{} waits for you to choose: tidings sync",
            names.join(", ")
        ));
    }
    Ok(())
}

impl Session {
    /// Says which posts wait for their author to choose.
    pub(in crate::cli) fn mention_clashes(&self, log: &Log) -> anyhow::Result<()> {
        mention(self, log)
    }
}

/// Names what waits as people know it.
fn name(waiting: &Waiting) -> String {
    match &waiting.update {
        Some((author, period)) => format!("{author}/{period}"),
        None => format!("'{}'", waiting.commit.subject()),
    }
}

pub(super) fn differences(session: &Session, remote: &str, waiting: &Waiting) -> Vec<String> {
    let room = session.streams.width().saturating_sub(4);
    let cut = |line: String| text::truncate(&text::terminal(&line), room).into_owned();
    if waiting.clashes.is_empty() {
        return vec![cut(format!("both changed {}", waiting.paths.join(", ")))];
    }
    let clashes = waiting.clashes.iter();
    let mut lines: Vec<String> = clashes
        .take(SHOWN)
        .map(|clash| cut(difference(remote, clash)))
        .collect();
    let more = waiting.clashes.len() - lines.len();
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines
}

fn difference(remote: &str, clash: &Clash) -> String {
    let part = match &clash.part {
        ClashPart::Item(section) => section.to_string(),
        ClashPart::Health => "health".to_owned(),
        ClashPart::Notes => "notes".to_owned(),
        ClashPart::Answer(key) => key.clone(),
    };
    let said = |text: &Option<String>| match text {
        Some(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        None => "nothing".to_owned(),
    };
    let (mine, theirs) = (said(&clash.mine), said(&clash.theirs));
    format!("{part}: here {mine}, at {remote} {theirs}")
}

/// What the person chose, and the draft that is kept until that is done.
type Chosen = (Decision, Option<Draft>);

/// Lets the person choose about each post that waits.
pub(super) fn settle(sync: &Sync<'_>) -> anyhow::Result<()> {
    for waiting in sync.log.waiting()? {
        let chosen = match sync.args.keep {
            Some(KeepName::Mine) => Some((Decision::Side(Side::Mine), None)),
            Some(KeepName::Theirs) => Some((Decision::Side(Side::Theirs), None)),
            None => ask(sync, &waiting)?,
        };
        if let Some((decision, draft)) = chosen {
            sync.log.decide(&waiting, &decision, &sync.signer)?;
            if let Some(draft) = draft {
                draft.remove();
            }
        }
    }
    Ok(())
}

fn ask(sync: &Sync<'_>, waiting: &Waiting) -> anyhow::Result<Option<Chosen>> {
    let session = sync.session;
    let Some(prompter) = session.prompter() else {
        return Ok(None);
    };
    session
        .streams
        .warn(&describe(session, &sync.remote, waiting));
    let theirs = format!("what {} has", sync.remote);
    let mut choices = vec!["nothing for now", "what is here", theirs.as_str()];
    if waiting.update.is_some() {
        choices.push("what the editor makes of both");
    }
    let chosen = prompter.choose("Which is to be kept?", &choices, 0);
    Ok(match (answered(chosen)?, &waiting.update) {
        (1, _) => Some((Decision::Side(Side::Mine), None)),
        (2, _) => Some((Decision::Side(Side::Theirs), None)),
        (3, Some(update)) => editor::write(sync, waiting, update)?
            .map(|(update, draft)| (Decision::Update(Box::new(update)), Some(draft))),
        _ => None,
    })
}
