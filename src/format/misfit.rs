use crate::model::{Answer, CustomSection, Finding, Misfit, SectionKind, Severity, Update};

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
        let is_scale = matches!(section.kind, SectionKind::Scale(_));
        if !is_scale && matches!(answer, Answer::Mark(_)) {
            return None;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Scale;

    #[test]
    fn no_finding_repeats_a_mark() {
        let words = ["good", "bad"].map(str::to_owned).to_vec();
        let text = |text: &str| Answer::Text(text.to_owned());
        for (kind, answer, want) in [
            (
                SectionKind::Choice(words.clone()),
                text("fine"),
                Some("'fine'"),
            ),
            (SectionKind::Choice(words), Answer::Mark(2), None),
            (SectionKind::YesNo, Answer::Mark(2), None),
            (
                SectionKind::Scale(Scale::default()),
                Answer::Mark(9),
                Some("from 1 to 5"),
            ),
            (
                SectionKind::Scale(Scale::default()),
                text("low"),
                Some("from 1 to 5"),
            ),
        ] {
            let section = CustomSection {
                key: "mood".to_owned(),
                kind: kind.clone(),
                ..CustomSection::default()
            };
            let author = "ada".parse().expect("a handle");
            let mut update = Update::new(author, "2026-11-20".parse().expect("a period"));
            update.answers = [("mood".to_owned(), answer.clone())].into();
            let findings = check_answers("a path", &update, &[section]);
            let message = findings.first().map(|finding| finding.message.as_str());
            match want {
                None => assert_eq!(message, None, "{kind:?} {answer:?}"),
                Some(part) => assert!(
                    message.is_some_and(|text| text.contains(part)
                        && !text.contains('9')
                        && !text.contains("low")),
                    "{kind:?} {answer:?}: {message:?}"
                ),
            }
        }
    }
}
