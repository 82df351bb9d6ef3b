use std::path::PathBuf;

use clap::Args;

use super::{ListFormat, SendingArgs};
use crate::forge::Discussion;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings publish\n  tidings publish --dry-run\n  tidings publish --since 2026-W40\n  tidings publish --summary summary.md --html site"
)]
pub(in crate::cli) struct PublishArgs {
    /// The first week that may be published; by default the one after the
    /// last digest, or the fourth before this one where there is none.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) since: Option<String>,
    /// Publish this week again: its file is written anew, from what the log
    /// holds now.
    #[arg(long, value_name = "PERIOD", conflicts_with = "since")]
    pub(in crate::cli) again: Option<String>,
    /// Say what would be published, and publish nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    /// Append what is published to FILE, as Markdown; for the summary of a
    /// build job. GITHUB_STEP_SUMMARY names it on GitHub.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) summary: Option<PathBuf>,
    /// Write what is published into DIR as HTML, with an index.html.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) html: Option<PathBuf>,
    /// Write each digest as a comment on this issue of the log's repository at
    /// GitHub or GitLab, once, by gh or glab: 12, or !12 for a merge request.
    #[arg(long, value_name = "ISSUE")]
    pub(in crate::cli) comment: Option<Discussion>,
    /// Append what later steps of a build job may want to know to FILE, as
    /// outputs: the weeks that were published, their paths, the commit, and the
    /// directory of pages. GITHUB_OUTPUT names it on GitHub.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output_file: Option<PathBuf>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: ListFormat,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}
