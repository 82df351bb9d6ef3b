use super::task::Task;
use crate::cli::drafts::Draft;
use crate::format::{Form, format_form};
use crate::git::ObjectId;
use crate::model::{Desk, Questionnaire, Update};

/// Makes an update out of a desk.
pub(super) type Compose<'t> = Box<dyn Fn(&Desk) -> anyhow::Result<Update> + 't>;

/// What somebody wrote, as far as it can be told before the log is locked.
pub(super) struct Written<'t> {
    /// Makes the update out of the desk as it is when the post is saved.
    pub(super) compose: Compose<'t>,
    /// The object that the text was based on, where it replaces the whole
    /// update.
    pub(super) based_on: Option<Option<ObjectId>>,
    /// The text, to be kept when the post fails.
    pub(super) text: String,
    /// Where the text is kept already.
    pub(super) draft: Option<Draft>,
    /// Whether nobody but the command line has the text: then it is still in
    /// the history of the shell.
    pub(super) by_options: bool,
}

/// Writes an update as the Markdown that `-f` takes.
pub(super) fn as_markdown(task: &Task, update: &Update) -> String {
    format_form(&Form {
        update: update.clone(),
        plan: Vec::new(),
        questions: Questionnaire::of_all(&task.team.sections),
        members: task.handles(),
        intro: Vec::new(),
    })
}
