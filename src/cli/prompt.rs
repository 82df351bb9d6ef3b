//! What becomes of a dialogue that the person left.

use super::failure::Failure;
use crate::ui::PromptError;

/// Takes the answer, or the error of a dialogue that was left or broke off.
pub(super) fn answered<T>(answer: Result<T, PromptError>) -> anyhow::Result<T> {
    answer.map_err(|error| match error {
        PromptError::Interrupted { .. } => Failure::interrupted("interrupted").into(),
        error @ PromptError::Terminal { .. } => error.into(),
    })
}
