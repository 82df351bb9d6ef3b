//! What posts that were cut off have left behind.

use crate::cli::session::Session;
use crate::cli::words::{Topic, Words};
use crate::format::{InputKind, parse_input};
use crate::model::{Handle, Period, Team};
use crate::store::Log;
use crate::text;

/// Says what a member's earlier posts did not get into the log before they
/// were cut off, and how to go on with it; what the log says by now is
/// removed.
pub(in crate::cli) fn mention(
    session: &Session,
    log: &Log,
    team: &Team,
    author: &Handle,
    on_behalf: bool,
) -> anyhow::Result<()> {
    for words in Words::left(log.repository(), author) {
        let Topic::Update(period) = words.topic else {
            continue;
        };
        if is_in_log(log, team, author, period, &words)? {
            words.remove();
            continue;
        }
        let on_behalf = if on_behalf {
            format!("--as {author} ")
        } else {
            String::new()
        };
        session.streams.note(&format!(
            "a post for {} was cut off before it was saved; post what is kept of it: \
             tidings post {on_behalf}--for {period} -f {}",
            period.describe(),
            text::shell_word(&words.path().display().to_string())
        ));
    }
    Ok(())
}

/// Returns whether the log says all of it already.
fn is_in_log(
    log: &Log,
    team: &Team,
    author: &Handle,
    period: Period,
    words: &Words,
) -> anyhow::Result<bool> {
    let members: Vec<Handle> = team.members.iter().map(|m| m.handle.clone()).collect();
    let said = parse_input(
        &words.path().display().to_string(),
        &words.text,
        InputKind::Markdown,
        author,
        period,
        &team.sections,
        &members,
    );
    let Ok(said) = said else {
        return Ok(false);
    };
    let (desk, _) = log.desk(author, period)?;
    let joined = desk.clone().making_way(&said, &team.sections);
    let joined = joined.add(&said, &[]).ok();
    Ok(desk.existing.is_some() && joined == desk.existing)
}
