//! The whole team file in the editor.

use super::task::Task;
use crate::cli::args::SendingArgs;
use crate::cli::drafts::Draft;
use crate::cli::failure::{Failure, Status};
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::format::{TEAM_PATH, parse_team};
use crate::model::{Finding, Severity};
use crate::report::FindingView;
use crate::store::StoreError;
use crate::{render, ui};

/// Opens the team file in the editor until nothing new is wrong with it.
pub(super) fn run(session: &Session, sending: &SendingArgs) -> anyhow::Result<Status> {
    let log = session.log_to_change()?;
    let before = log.tree()?.text(TEAM_PATH)?.unwrap_or_default();
    let draft = Draft::of_team(log.repository(), &before);
    let settings = log.repository().settings()?;
    let editor = settings.editor()?.ok_or_else(|| {
        Failure::new("git knows no editor").hint("git config --global core.editor EDITOR")
    })?;
    let known = errors(&parse_team(TEAM_PATH, before.as_bytes()).findings).count();
    if draft.read().is_none() {
        draft.write(&before)?;
    } else {
        session
            .streams
            .note("going on with what was kept of an earlier edit");
    }
    let text = loop {
        let edited = ui::edit(&editor, draft.path());
        let text = draft.read().unwrap_or_default();
        if let Err(error) = edited {
            let failure = if text == before || text.is_empty() {
                draft.remove();
                Failure::new("nothing was changed")
            } else {
                kept(&draft)
            };
            return Err(anyhow::Error::from(error).context(failure));
        }
        if text == before || text.trim().is_empty() {
            draft.remove();
            session.streams.note("nothing was changed");
            return Ok(Status::Done);
        }
        let parsed = parse_team(TEAM_PATH, text.as_bytes());
        // What is wrong and was not is then told with what was done.
        if parsed.value.is_some() && errors(&parsed.findings).count() <= known {
            break text;
        }
        for finding in &parsed.findings {
            let view = FindingView::from(finding);
            let text = render::finding(&view, &session.errors_screen());
            session.streams.note(text.trim_end());
        }
        let question = "The team file has errors. Open it again?";
        let again = match session.prompter() {
            Some(prompter) => answered(prompter.confirm(question, true))?,
            None => false,
        };
        if !again {
            return Err(kept(&draft).into());
        }
    };
    // Who one is is asked of the file as it was.
    let task = Task::begin(session, sending)?;
    let subject = match &task.by {
        Some(by) => format!("{by}: edits the team"),
        None => "team: edited".to_owned(),
    };
    let saved = log.write_team(&before, &text, task.note(&subject), &task.signer);
    let saved = saved.map_err(|error| {
        let failure = match error {
            StoreError::Changed { .. } => overtaken(&draft),
            _ => kept(&draft),
        };
        anyhow::Error::from(error).context(failure)
    })?;
    draft.remove();
    task.report(
        saved.as_ref(),
        "changed: the team file\n  look: tidings team",
    )
}

fn errors(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    let is_error = |finding: &&Finding| finding.severity == Severity::Error;
    findings.iter().filter(is_error)
}

/// A draft is of the file that it began with, and is not opened of another.
fn overtaken(draft: &Draft) -> Failure {
    Failure::new("the team file was not changed").hint(format!(
        "what you wrote is kept in {}; take it over into what 'tidings team edit' opens now",
        draft.path().display()
    ))
}

fn kept(draft: &Draft) -> Failure {
    Failure::new("the team file was not changed").hint(format!(
        "what you wrote is kept in {}; go on with 'tidings team edit'",
        draft.path().display()
    ))
}
