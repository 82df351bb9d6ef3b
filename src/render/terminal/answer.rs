//! What was answered to the team's own sections.

use crate::report::AnswerView;

use super::page::Page;
use super::palette::QUIET;

/// Writes answers, each below the heading of its section.
pub(super) fn write_answers(page: &mut Page, answers: &[AnswerView]) {
    for answer in answers {
        page.line(2, QUIET, &answer.title);
        if let Some(text) = &answer.text {
            page.prose(4, text);
        }
        for item in &answer.items {
            page.prose(4, &format!("- {item}"));
        }
    }
}
