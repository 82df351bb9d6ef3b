use std::path::PathBuf;

use clap::Args;

use super::{AllowArgs, SendingArgs};
use crate::model::ReplyState;

#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings reply b7k2 \"Staging is writable again\" --resolve\n  tidings reply ada/2026-11-20 \"Well done\"\n  tidings reply b7k2 --edit\n  tidings reply b7k2 --ack"
)]
pub(in crate::cli) struct ReplyArgs {
    /// What you answer: an update (ada/2026-11-20), an item (b7k2) or a reply
    /// (+4f1c), by its address or any shorter form that fits nothing else;
    /// without it you choose from what waits for you.
    #[arg(value_name = "ADDRESS")]
    pub(in crate::cli) address: Option<String>,
    /// What you say; without it you are asked, or standard input is read.
    #[arg(value_name = "TEXT", allow_hyphen_values = true)]
    pub(in crate::cli) text: Option<String>,
    /// Write it in the editor.
    #[arg(short = 'e', long, conflicts_with_all = ["text", "file"])]
    pub(in crate::cli) edit: bool,
    /// Read it from FILE, or from standard input with "-".
    #[arg(short = 'f', long, value_name = "FILE", conflicts_with = "text")]
    pub(in crate::cli) file: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) state: StateArgs,
    /// Change a reply of your own; its history keeps what it said before.
    #[arg(long, conflicts_with = "author")]
    pub(in crate::cli) replace: bool,
    /// Reply on behalf of another member.
    #[arg(long = "as", value_name = "HANDLE")]
    pub(in crate::cli) author: Option<String>,
    /// Print path and file, and save nothing.
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,
    #[command(flatten)]
    pub(in crate::cli) allow: AllowArgs,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

/// What a reply does to the item that its thread is about.
#[derive(Clone, Copy, Debug, Default, Args)]
#[group(multiple = false)]
pub(in crate::cli) struct StateArgs {
    /// Close the blocker or question, or drop the plan.
    #[arg(long)]
    pub(in crate::cli) resolve: bool,
    /// Open it again.
    #[arg(long)]
    pub(in crate::cli) reopen: bool,
    /// Say that you have seen it.
    #[arg(long)]
    pub(in crate::cli) ack: bool,
    /// Close it by a decision, which 'tidings log --decisions' keeps on record.
    #[arg(long)]
    pub(in crate::cli) decided: bool,
}

impl StateArgs {
    /// Returns the state that was asked for.
    pub(in crate::cli) fn state(self) -> Option<ReplyState> {
        [
            (self.resolve, ReplyState::Resolved),
            (self.reopen, ReplyState::Reopened),
            (self.ack, ReplyState::Acknowledged),
            (self.decided, ReplyState::Decided),
        ]
        .into_iter()
        .find_map(|(asked, state)| asked.then_some(state))
    }
}
