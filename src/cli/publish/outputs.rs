//! What is told to the steps of a job that come after.

use std::path::Path;

use super::cut::cut;
use super::edition::Built;
use crate::cli::output::append;
use crate::cli::session::Session;
use crate::format::digest_path;
use crate::report::Publication;

/// How many bytes of digests a summary holds: GitHub shows none that has more
/// than a mebibyte.
const SUMMARY: usize = 900 * 1024;

/// Appends the digests to the summary of a job, as far as there is room.
pub(super) fn summarise(session: &Session, path: &Path, built: &[Built]) -> anyhow::Result<()> {
    let mut room = SUMMARY;
    for one in built {
        let (text, is_cut) = cut(&one.text, room);
        append(session, path, &format!("{text}\n"))?;
        if is_cut {
            return append(session, path, "\nThe rest is too long for a summary.\n");
        }
        room -= text.len();
    }
    Ok(())
}

/// Writes the outputs of a job: which weeks were published, where their files
/// are, by which commit, and where the pages are.
///
/// Nothing of it was written by whoever posts: weeks and commits are spelled by
/// this program, and the directory is the one that the job named.
pub(super) fn write(
    session: &Session,
    path: &Path,
    built: &[Built],
    report: &Publication,
    html: Option<&Path>,
) -> anyhow::Result<()> {
    let join = |words: Vec<String>| words.join(" ");
    let weeks = built.iter().map(|one| one.period.to_string()).collect();
    let kept = built.iter().filter(|_| report.is_kept());
    let paths = kept.map(|one| digest_path(one.period)).collect();
    let html = html.filter(|_| !built.is_empty());
    let html = html.map_or_else(String::new, |path| path.display().to_string());
    let outputs = [
        ("published", join(weeks)),
        ("paths", join(paths)),
        ("commit", report.published_by.clone().unwrap_or_default()),
        ("html", html),
    ];
    let text: String = outputs
        .iter()
        .map(|(name, value)| format_output(name, value))
        .collect();
    append(session, path, &text)
}

/// Writes one output so that no value can begin another one: between two lines
/// of which the value holds neither.
fn format_output(name: &str, value: &str) -> String {
    let mut end = "end".to_owned();
    while value.lines().any(|line| line == end) {
        end.push('_');
    }
    format!("{name}<<{end}\n{value}\n{end}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_cannot_begin_another_output() {
        for value in ["", "2026-W47", "a\nend\nevil=1", "end", "end\nend_\nx<<y"] {
            let text = format_output("published", value);
            let (first, rest) = text.split_once('\n').expect("a first line");
            let end = first.strip_prefix("published<<").expect("a marked output");
            let body = rest.strip_suffix(&format!("\n{end}\n")).expect("its end");
            assert_eq!(body, value);
            assert!(value.lines().all(|line| line != end), "{value:?}");
        }
    }
}
