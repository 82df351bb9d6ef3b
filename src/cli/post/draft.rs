//! What was written before and not posted.

use super::task::Task;
use crate::cli::prompt::answered;
use crate::cli::session::Session;

/// Asks, where it can, whether to go on with a text that was not posted the
/// last time; one that is not wanted is set aside.
pub(super) fn offer(session: &Session, task: &Task) -> anyhow::Result<Option<String>> {
    let draft = task.draft();
    let (Some(text), Some(prompter)) = (draft.read(), session.prompter()) else {
        return Ok(None);
    };
    let question = "There is a draft that was not posted. Go on with it?";
    if answered(prompter.confirm(question, true))? {
        return Ok(Some(text));
    }
    let aside = draft.set_aside()?;
    session
        .streams
        .note(&format!("the draft is kept in {}", aside.display()));
    Ok(None)
}
