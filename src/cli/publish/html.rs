//! The pages of a site of digests.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::edition::Built;
use super::plan::Plan;
use crate::cli::digest::templates;
use crate::cli::output;
use crate::cli::session::Session;
use crate::model::Period;
use crate::render::site_index;
use crate::store::Log;

/// How many weeks before the newest have a page too, where they were
/// published.
const EARLIER: usize = 7;

/// Writes a page for each digest into a directory, for the latest ones that
/// were published before and have none there, and one that leads to them all.
pub(super) fn write(
    session: &Session,
    log: &Log,
    plan: &Plan<'_>,
    built: &[Built],
    directory: &Path,
) -> anyhow::Result<()> {
    if built.is_empty() {
        return Ok(());
    }
    let directory = session.directory().join(directory);
    std::fs::create_dir_all(&directory)
        .with_context(|| format!("cannot make {}", directory.display()))?;
    let templates = templates(plan.tree)?;
    let page = |built: &Built| -> anyhow::Result<()> {
        let text = templates.render("digest.html.jinja", &built.digest)?;
        output::write(session, &text, Some(&path(&directory, built.period)))
    };
    for one in built {
        page(one)?;
    }
    for &period in plan.published.iter().rev().take(EARLIER) {
        if !path(&directory, period).exists() {
            page(&Built::build(session, log, plan, period, None)?)?;
        }
    }
    let index = site_index(&plan.team.name, &pages(&directory)?);
    output::write(session, &index, Some(&directory.join("index.html")))
}

fn path(directory: &Path, period: Period) -> PathBuf {
    directory.join(format!("{period}.html"))
}

/// Lists the pages that are there, label and file name, the newest first.
fn pages(directory: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut weeks: Vec<Period> = Vec::new();
    let entries = std::fs::read_dir(directory)
        .with_context(|| format!("cannot read {}", directory.display()))?;
    for entry in entries {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let week = name.strip_suffix(".html").map(str::parse::<Period>);
        weeks.extend(week.into_iter().flatten());
    }
    weeks.sort_unstable();
    let page = |week: &Period| (week.describe(), format!("{week}.html"));
    Ok(weeks.iter().rev().map(page).collect())
}
