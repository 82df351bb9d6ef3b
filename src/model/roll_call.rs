use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Handle, Period};

/// Who has posted for which periods, as the tree of one commit has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollCall {
    /// The updates that were found among the periods that were asked for, by
    /// the handle they are named after. One that says nothing is none; one
    /// that cannot be read may say something.
    pub posted: BTreeSet<(Handle, Period)>,
    /// The updates that wait in proposals, as far as this clone knows.
    pub proposed: BTreeSet<(Handle, Period)>,
    /// The latest period that each of those who were asked for has posted
    /// for, by their current handle.
    pub last: BTreeMap<Handle, Period>,
    /// What was wrong with files.
    pub findings: Vec<Finding>,
}
