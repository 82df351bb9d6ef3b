use crate::model::{CustomSection, Finding, Misfit, Severity, Update};

use super::suggest;

/// Returns what is wrong with the answer to the section `name`, and what can
/// be answered instead.
#[must_use]
pub fn explain_misfit(name: &str, misfit: &Misfit) -> (String, String) {
    let remedy = match misfit {
        Misfit::Several => "write it as one text".to_owned(),
        Misfit::NoOption { text, options } => {
            let options: Vec<&str> = options.iter().map(String::as_str).collect();
            suggest::remedy(text, &options)
        }
        Misfit::OffScale { scale } => {
            format!("write a number from {} to {}", scale.low(), scale.high())
        }
        Misfit::NotYesNo { .. } => "write yes or no".to_owned(),
    };
    (format!("'{name}': {misfit}"), remedy)
}

/// Returns a warning for every answer of a stored update that is not a word
/// its section takes. The answer stays: the team may ask otherwise today than
/// it did then.
#[must_use]
pub fn check_answers(path: &str, update: &Update, sections: &[CustomSection]) -> Vec<Finding> {
    let words = sections.iter().filter(|section| section.kind.is_word());
    let misfits = words.filter_map(|section| {
        let answer = update.answers.get(&section.key)?;
        let misfit = section.kind.fit(answer).err()?;
        let (message, remedy) = explain_misfit(&section.key, &misfit);
        Some(Finding {
            severity: Severity::Warning,
            rule: "bad-answer",
            path: path.to_owned(),
            place: None,
            message,
            remedy,
        })
    });
    misfits.collect()
}
