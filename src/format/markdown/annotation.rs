use crate::model::Finding;

use super::form_writer::comment_text;

/// How the comments begin that say what is wrong with a form.
const START: &str = "<!-- error: ";
const END: &str = " -->";

/// Writes findings into a form as comments above the lines they are about.
///
/// Those of an earlier round are taken out, so that a form can go to and fro.
/// The lines of the findings are those of `text` as it stands.
#[must_use]
pub fn annotate_form(text: &str, findings: &[Finding]) -> String {
    let note = |finding: &Finding| {
        let text = format!("{}; {}", finding.message, finding.remedy);
        format!("{START}{}{END}\n", comment_text(&text))
    };
    let mut out: String = findings
        .iter()
        .filter(|finding| finding.place.is_none())
        .map(note)
        .collect();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let here = |finding: &&Finding| finding.place.is_some_and(|p| p.line == index + 1);
        out.extend(findings.iter().filter(here).map(note));
        if !is_note(line) {
            out.push_str(line);
        }
    }
    out
}

fn is_note(line: &str) -> bool {
    let line = line.trim_end();
    line.starts_with(START) && line.ends_with(END.trim_end())
}
