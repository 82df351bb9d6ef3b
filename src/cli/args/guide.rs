use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings protocol\n  tidings protocol --format markdown\n  tidings protocol --member grace\n  tidings protocol --proposal"
)]
pub(in crate::cli) struct ProtocolArgs {
    /// Tell when this member would have to answer what is asked now; yourself
    /// on a terminal by default.
    #[arg(long, value_name = "HANDLE")]
    pub(in crate::cli) member: Option<String>,
    /// Print a guide to begin with, as it would stand in the team file.
    #[arg(long, conflicts_with_all = ["member", "format", "at"])]
    pub(in crate::cli) proposal: bool,
    /// The commit to read, and with it the moment; the newest and now by
    /// default.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) at: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: GuideFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GuideFormat {
    Terminal,
    Markdown,
    Json,
}
