use clap::Args;

use super::{DigestFormat, SendingArgs};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings inbox\n  tidings inbox -i\n  tidings inbox --since monday --format markdown\n  tidings inbox --format json"
)]
pub(in crate::cli) struct InboxArgs {
    /// Go through what waits: reply, resolve, acknowledge or skip.
    #[arg(short = 'i', long, conflicts_with = "format")]
    pub(in crate::cli) interactive: bool,
    /// List all that is new, however much it is.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// Begin with what came on the first day of PERIOD, whatever was read since.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) since: Option<String>,
    /// Note that all of it was read; on a terminal that is done where nothing
    /// was left out.
    #[arg(long)]
    pub(in crate::cli) mark_read: bool,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: DigestFormat,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings catchup\n  tidings catchup --since 3-weeks-ago\n  tidings catchup --format markdown"
)]
pub(in crate::cli) struct CatchupArgs {
    /// Begin with what came on the first day of PERIOD; by default with what
    /// came since you last read, posted, or went away, whichever is longest
    /// ago.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) since: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: DigestFormat,
}
