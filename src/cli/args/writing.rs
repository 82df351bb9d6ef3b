use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{ArgAction, Args};

use super::{AllowArgs, SendingArgs};

#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings post \"Shipped retries\"\n  tidings post -d \"Shipped retries\" -n \"Roll out\" -b \"@grace Staging is read-only\"\n  tidings post --edit\n  tidings post --from-commits\n  tidings post -f update.md\n  tidings post --propose \"Shipped retries\""
)]
pub(in crate::cli) struct PostArgs {
    /// What you finished; each TEXT is one item.
    #[arg(value_name = "TEXT")]
    pub(in crate::cli) text: Vec<String>,
    /// Something you finished.
    #[arg(short = 'd', long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) done: Vec<String>,
    /// Something you plan.
    #[arg(short = 'n', long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) next: Vec<String>,
    /// Something that stands in your way; "@handle" first says who is needed.
    #[arg(short = 'b', long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) blocker: Vec<String>,
    /// A question; "@handle" first says who is asked.
    #[arg(short = 'q', long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) question: Vec<String>,
    /// A planned or open item that is done, by its id.
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) did: Vec<String>,
    /// Thanks; "@handle" first says to whom.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) kudos: Vec<String>,
    /// Free Markdown.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) note: Vec<String>,
    /// The state of your work: on-track, at-risk or off-track.
    #[arg(long, value_name = "HEALTH")]
    pub(in crate::cli) health: Option<String>,
    /// The answer to one of the team's own sections: a text, one of its
    /// choices, a number on its scale, or yes or no.
    #[arg(long, value_name = "KEY=TEXT")]
    pub(in crate::cli) answer: Vec<String>,
    /// The period, if other than the oldest that is due: a date, a week (2026-W47), today, yesterday, this-week,
    /// last-week, a weekday, 3-days-ago.
    #[arg(long = "for", value_name = "PERIOD")]
    pub(in crate::cli) period: Option<String>,
    /// Post for this week; the form begins with what the week's daily updates
    /// list as done.
    #[arg(short = 'w', long, conflicts_with = "period")]
    pub(in crate::cli) week: bool,
    /// Open the update in the editor.
    #[arg(short = 'e', long)]
    pub(in crate::cli) edit: bool,
    /// Read the update from FILE, or from standard input with "-": Markdown or
    /// YAML, whole or only sections.
    #[arg(short = 'f', long, value_name = "FILE")]
    pub(in crate::cli) file: Option<PathBuf>,
    /// Draft what you finished from your own commits since your last update,
    /// in this repository and those that 'git config tidings.commits' names,
    /// or in DIR (repeat it for more); on a terminal the draft opens in the
    /// editor first.
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        action = ArgAction::Append
    )]
    pub(in crate::cli) from_commits: Vec<PathBuf>,
    /// Replace the update for the period; without it, posting again adds.
    #[arg(long)]
    pub(in crate::cli) replace: bool,
    /// Post on behalf of another member.
    #[arg(long = "as", value_name = "HANDLE")]
    pub(in crate::cli) author: Option<String>,
    /// The zone you are in, as an IANA name.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) zone: Option<String>,
    /// Put it on a branch of its own, and open a pull or merge request with gh
    /// or glab where they are signed in; else the address to open is printed.
    /// Posting again for the period adds to it.
    #[arg(long)]
    pub(in crate::cli) propose: bool,
    /// Print path and file, and save nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    #[command(flatten)]
    pub(in crate::cli) allow: AllowArgs,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tidings undo")]
pub(in crate::cli) struct UndoArgs {
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings resolve b7k2\n  tidings resolve ada/2026-11-20/b7k2 \"Staging is writable again\""
)]
pub(in crate::cli) struct ResolveArgs {
    /// The item: its id, or its address.
    #[arg(value_name = "ITEM")]
    pub(in crate::cli) item: String,
    /// What is to be said about it.
    #[arg(value_name = "TEXT")]
    pub(in crate::cli) text: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) allow: AllowArgs,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}
