//! Two versions of an update as one form in the editor.

use super::clash::differences;
use super::run::Sync;
use crate::cli::drafts::Draft;
use crate::cli::failure::Failure;
use crate::cli::prompt::answered;
use crate::format::{Form, annotate_form, format_form, is_emptied_form, parse_form};
use crate::model::{Handle, Period, Questionnaire, Side, Update, merge};
use crate::store::{LogTree, Waiting};
use crate::ui;

/// Opens both versions in the editor until what is left can be read; `None`
/// when nothing is left, and it goes on waiting.
pub(super) fn write(
    sync: &Sync<'_>,
    waiting: &Waiting,
    (author, period): &(Handle, Period),
) -> anyhow::Result<Option<(Update, Draft)>> {
    let log = sync.log;
    let at_tip = log.tree()?;
    let read = |tree: &LogTree<'_>| -> anyhow::Result<Option<Update>> {
        Ok(tree.update(author, *period)?.and_then(|read| read.value))
    };
    let mine = read(&log.tree_at(&waiting.commit.id.to_string())?)?;
    let base = match waiting.commit.parents.first() {
        Some(parent) => read(&log.tree_at(&parent.to_string())?)?,
        None => None,
    };
    let empty = || Update::new(author.clone(), *period);
    let (mine, theirs) = (
        mine.unwrap_or_else(empty),
        read(&at_tip)?.unwrap_or_else(empty),
    );
    let team = at_tip.usable_team(log.branch())?;
    let members = team.members.iter();
    let form = Form {
        update: merge(base.as_ref(), &mine, &theirs, Side::Mine).update,
        plan: Vec::new(),
        members: members.map(|member| member.handle.clone()).collect(),
        questions: Questionnaire::of_all(&team.sections),
        intro: intro(sync, waiting, author, *period),
    };
    let draft = Draft::of(log.repository(), author, *period);
    let text = format_form(&form);
    if let Some(aside) = draft.begin(&text)? {
        let aside = aside.display();
        sync.session
            .streams
            .note(&format!("an earlier draft is kept in {aside}"));
    }
    let update = edit(sync, &draft, &form);
    let untouched = update.is_err() && draft.read().is_some_and(|now| now == text);
    if untouched || matches!(update, Ok(None)) {
        // Both versions wait still, and nothing was written.
        draft.remove();
    }
    Ok(update?.map(|update| (update, draft)))
}

/// Runs the editor until the form can be read, or the person gives up.
fn edit(sync: &Sync<'_>, draft: &Draft, form: &Form) -> anyhow::Result<Option<Update>> {
    let settings = sync.log.repository().settings()?;
    let editor = settings.editor()?.ok_or_else(|| {
        Failure::new("git knows no editor").hint("git config --global core.editor EDITOR")
    })?;
    let name = draft.path().display().to_string();
    loop {
        ui::edit(&editor, draft.path())?;
        let text = draft.read().unwrap_or_default();
        if is_emptied_form(&text) {
            return Ok(None);
        }
        match parse_form(&name, &text, form) {
            Ok(update) => {
                let time_zone = form.update.time_zone.clone();
                return Ok(Some(Update {
                    time_zone,
                    ..update
                }));
            }
            Err(findings) => draft.write(&annotate_form(&text, &findings))?,
        }
        let Some(prompter) = sync.session.prompter() else {
            return Ok(None);
        };
        let question = "The form cannot be read as it is. Open it again?";
        if !answered(prompter.confirm(question, true))? {
            return Ok(None);
        }
    }
}

/// The lines that explain the form.
fn intro(sync: &Sync<'_>, waiting: &Waiting, author: &Handle, period: Period) -> Vec<String> {
    let kind = period.kind().adjective();
    let mut lines = vec![format!(
        "This is {author}'s {kind} update for {}, as it was written twice.",
        period.describe()
    )];
    lines.extend(differences(sync.session, &sync.remote, waiting));
    lines.push("Below stands all that fits together, and else what is here.".to_owned());
    lines.push("Save to keep what you leave; an empty form decides nothing.".to_owned());
    lines
}
