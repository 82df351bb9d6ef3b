//! Says what was found, in the form that was asked for.

use crate::check::{check, excerpt};
use crate::cli::args::CheckFormat;
use crate::cli::output::append;
use crate::cli::session::Session;
use crate::model::ChangeSet;
use crate::render;
use crate::report::Inspection;

/// Judges changes and says what was found; returns whether there are errors.
///
/// Standard output of a job of GitHub's holds commands alone, and whatever a
/// stranger wrote is escaped in them; the job's page has all of it.
pub(super) fn say(
    session: &Session,
    sets: &[ChangeSet],
    format: CheckFormat,
) -> anyhow::Result<bool> {
    let mut is_bad = false;
    for set in sets {
        let findings = check(set);
        let found = Inspection::build(set, &findings, &|finding| excerpt(set, finding));
        is_bad |= found.errors > 0;
        match format {
            CheckFormat::Text => {
                session.print(&render::inspection(&found, &session.screen()))?;
            }
            CheckFormat::Github => {
                session.print(&render::annotations(&found))?;
                if let Some(path) = session.ci_run().and_then(|run| run.summary) {
                    append(session, &path, &format!("{}\n", render::summary(&found)))?;
                }
            }
            CheckFormat::Gitlab => session.print(&render::code_quality(&found))?,
            CheckFormat::Json => session.print_json(&found)?,
        }
    }
    Ok(is_bad)
}
