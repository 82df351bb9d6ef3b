use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ForgeName, SendingArgs};

#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings init\n  tidings init --new ~/team-log\n  tidings init --no-input --team \"Team Quill\" --handle ada --name \"Ada Example\" \\\n      --email ada@example.org --time-zone Europe/Paris"
)]
pub(in crate::cli) struct InitArgs {
    /// The name of the team.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) team: Option<String>,
    /// Make a repository of its own for the log, at DIR.
    #[arg(long, value_name = "DIR", conflicts_with = "repo")]
    pub(in crate::cli) new: Option<PathBuf>,
    /// How often the team posts.
    #[arg(long, value_name = "CADENCE")]
    pub(in crate::cli) cadence: Option<CadenceName>,
    /// Where digests are kept: as files in the log, or nowhere.
    #[arg(long, value_name = "PLACE")]
    pub(in crate::cli) digests: Option<DigestPlaceName>,
    /// Set up the CI of this forge too; 'tidings ci install' does it later.
    #[arg(long, value_name = "FORGE")]
    pub(in crate::cli) ci: Option<ForgeName>,
    /// With --ci: the commit of tidings' own repository that actions are taken
    /// from, in full; that of this release by default.
    #[arg(long, value_name = "COMMIT", requires = "ci")]
    pub(in crate::cli) pin: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) person: PersonArgs,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

/// Who is enrolled.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct PersonArgs {
    /// Your handle: the short name that your files are named after.
    #[arg(long, value_name = "HANDLE")]
    pub(in crate::cli) handle: Option<String>,
    /// Your name; git's user.name by default.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Your e-mail address; git's user.email by default.
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) email: Option<String>,
    /// Your IANA time zone; this machine's by default.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) time_zone: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CadenceName {
    Daily,
    Weekly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DigestPlaceName {
    Log,
    Nowhere,
}

#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings join\n  tidings join https://git.example.org/quill/team-log.git\n  tidings join --handle ada --time-zone Europe/Paris --no-input"
)]
pub(in crate::cli) struct JoinArgs {
    /// The repository to clone; without it the log that is here is joined.
    #[arg(value_name = "URL")]
    pub(in crate::cli) url: Option<String>,
    /// Where to clone to; the last part of URL by default.
    #[arg(value_name = "DIR", requires = "url")]
    pub(in crate::cli) directory: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) person: PersonArgs,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}
