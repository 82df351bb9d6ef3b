use clap::{Args, Subcommand, ValueEnum};

use super::SendingArgs;
use crate::forge::Forge;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings ci install github --pin 0123456789abcdef0123456789abcdef01234567\n  tidings ci update --pin 0123456789abcdef0123456789abcdef01234567"
)]
pub(in crate::cli) struct CiArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: CiCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CiCommand {
    /// Write the files that check updates in requests and publish digests.
    ///
    /// Each goes where its event looks for it. What does not belong on the
    /// log's branch is put on a new branch 'tidings-ci', to be reviewed.
    Install(CiInstallArgs),
    /// Write the files anew that an earlier version wrote.
    Update(CiUpdateArgs),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  tidings ci install github --pin 0123456789abcdef0123456789abcdef01234567"
)]
pub(in crate::cli) struct CiInstallArgs {
    /// Whose CI it is.
    #[arg(value_name = "FORGE")]
    pub(in crate::cli) forge: ForgeName,
    /// The issue that gets a comment with each digest; at GitHub.
    #[arg(long, value_name = "ISSUE")]
    pub(in crate::cli) comment: Option<u64>,
    #[command(flatten)]
    pub(in crate::cli) files: CiFilesArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings ci install github --pin 0123456789abcdef0123456789abcdef01234567\n  tidings ci update --pin 0123456789abcdef0123456789abcdef01234567"
)]
pub(in crate::cli) struct CiUpdateArgs {
    #[command(flatten)]
    pub(in crate::cli) files: CiFilesArgs,
}

/// How the files are written.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct CiFilesArgs {
    /// The commit of tidings' own repository that actions are taken from, in
    /// full; that of this release by default.
    #[arg(long, value_name = "COMMIT")]
    pub(in crate::cli) pin: Option<String>,
    /// Overwrite what a person changed or wrote.
    #[arg(long)]
    pub(in crate::cli) force: bool,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

/// A service whose CI can be set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ForgeName {
    Github,
    Gitlab,
}

impl From<ForgeName> for Forge {
    fn from(name: ForgeName) -> Self {
        match name {
            ForgeName::Github => Self::GitHub,
            ForgeName::Gitlab => Self::GitLab,
        }
    }
}
