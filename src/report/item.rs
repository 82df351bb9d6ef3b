use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Handle, Item, ItemId, Period, Section, Update, task_name};

/// One entry of a list section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemView {
    /// What the item says.
    pub text: String,
    /// Its id, where it has one.
    pub id: Option<String>,
    /// Its full address, where it has an id: `ada/2026-11-22/b7k2`.
    pub address: Option<String>,
    /// The period in which it first appeared.
    pub since: String,
    /// The project it belongs to.
    pub project: Option<String>,
    /// The address of the task it belongs to, as written.
    pub task: Option<String>,
    /// The short name of that task, where its tracker is known: `INK-229`,
    /// `owner/repo#12`, `Asana 1201`.
    pub task_name: Option<String>,
    /// The day by which it is to be done (`2026-11-25`).
    pub due: Option<String>,
    /// Handles of those who are needed to clear a blocker.
    pub needs: Vec<String>,
    /// Handles of those whom a question asks or kudos thank.
    pub to: Vec<String>,
}

impl ItemView {
    /// Builds the view of an item of `author`'s update for `period`.
    pub(super) fn build(author: &Handle, period: Period, item: &Item) -> Self {
        let since = item.first_period(period);
        let names = |handles: &[Handle]| handles.iter().map(Handle::to_string).collect();
        Self {
            text: item.text.clone(),
            id: item.id.as_ref().map(ItemId::to_string),
            address: item.id.as_ref().map(|id| format!("{author}/{since}/{id}")),
            since: since.to_string(),
            project: item.project.clone(),
            task: item.task.clone(),
            task_name: item.task.as_deref().and_then(task_name),
            due: item.due.map(|day| day.to_string()),
            needs: names(&item.needs),
            to: names(&item.to),
        }
    }

    /// Builds the views of all items of one of an update's sections.
    pub(super) fn list(update: &Update, section: Section) -> Vec<Self> {
        let items = update.section(section).iter();
        items
            .map(|item| Self::build(&update.author, update.period, item))
            .collect()
    }
}
