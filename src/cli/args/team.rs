use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CadenceName, FilterArgs, ListFormat, SendingArgs};

#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  tidings team\n  tidings team --member ada --format json\n  tidings team add grace --name \"Grace Sample\" --email grace@example.org\n  tidings team edit grace --time-zone America/Lima"
)]
pub(in crate::cli) struct TeamArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: Option<TeamCommand>,
    #[command(flatten)]
    pub(in crate::cli) roster: RosterArgs,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TeamCommand {
    /// Add a member.
    Add(TeamAddArgs),
    /// Change a member's entry, or the whole team file in the editor.
    Edit(TeamEditArgs),
    /// Say that a member left.
    Remove(TeamRemoveArgs),
    /// Propose members: those who wrote commits, by .mailmap and history.
    Import(TeamImportArgs),
}

/// Which members are shown, and how.
#[derive(Debug, Args)]
pub(in crate::cli) struct RosterArgs {
    #[command(flatten)]
    pub(in crate::cli) filter: FilterArgs,
    /// Also members who have left.
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: ListFormat,
}

/// What is said of a member.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct MemberArgs {
    /// The name for people.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// One more address that this person commits with.
    #[arg(long, value_name = "ADDRESS")]
    pub(in crate::cli) email: Vec<String>,
    /// The account at the forge, whose noreply addresses are theirs.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) account: Option<String>,
    /// The IANA time zone; the team's without it.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) time_zone: Option<String>,
    /// A move to another zone, by its first day there.
    #[arg(long = "move", value_name = "DATE=ZONE")]
    pub(in crate::cli) moves: Vec<String>,
    /// The days of work, such as mon,tue,wed.
    #[arg(long, value_name = "DAYS", value_delimiter = ',')]
    pub(in crate::cli) days: Vec<String>,
    /// The hours of work, such as 09:00-17:00.
    #[arg(long, value_name = "HOURS")]
    pub(in crate::cli) hours: Option<String>,
    /// The calendar of holidays: an .ics file in the log.
    #[arg(long, value_name = "PATH")]
    pub(in crate::cli) holidays: Option<String>,
    /// How often this person posts, if other than the team.
    #[arg(long, value_name = "CADENCE")]
    pub(in crate::cli) cadence: Option<CadenceName>,
    #[command(flatten)]
    pub(in crate::cli) rhythm: RhythmArgs,
    /// One more team.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) team: Vec<String>,
    /// One more project.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) project: Vec<String>,
    /// One more role.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) role: Vec<String>,
    /// This person only reads along; no update is expected.
    #[arg(long)]
    pub(in crate::cli) observer: bool,
    /// The first day in the team.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) joined: Option<String>,
    /// The first day out of the team.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) left: Option<String>,
}

/// What is said of the rhythm in which somebody posts.
#[derive(Debug, Default, PartialEq, Eq, Args)]
pub(in crate::cli) struct RhythmArgs {
    /// The hour at which this person's updates are due, such as 16:00; for
    /// weekly ones also the day: "fri 16:00".
    #[arg(long, value_name = "HOUR")]
    pub(in crate::cli) due: Option<String>,
    /// How long after that one is waited for, such as 16h or 3d.
    #[arg(long, value_name = "TIME")]
    pub(in crate::cli) grace: Option<String>,
    /// Each how many days or weeks one is due; 1 is each of them.
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub(in crate::cli) every: Option<u32>,
    /// The first day that counts, from which they are counted.
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) from: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings team add grace --name \"Grace Sample\" --email grace@example.org --time-zone America/Lima\n  tidings team add linus --email linus@example.org --team platform --cadence weekly"
)]
pub(in crate::cli) struct TeamAddArgs {
    /// The short name that files are named after.
    #[arg(value_name = "HANDLE")]
    pub(in crate::cli) handle: String,
    #[command(flatten)]
    pub(in crate::cli) member: MemberArgs,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings team edit\n  tidings team edit ada --time-zone Asia/Tokyo --cadence weekly --due \"thu 16:00\"\n  tidings team edit ada --email ada@new.example.org --drop cadence\n  tidings team edit ada --drop email=ada@new.example.org"
)]
pub(in crate::cli) struct TeamEditArgs {
    /// The member; without one the whole team file opens in the editor, where
    /// what holds for everybody stands, such as the team's cadence.
    #[arg(value_name = "HANDLE")]
    pub(in crate::cli) member: Option<String>,
    /// The new handle; the old one stays theirs.
    #[arg(long, value_name = "HANDLE", requires = "member")]
    pub(in crate::cli) handle: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) change: MemberArgs,
    /// Take out a key, or one entry of it: time-zone, email=ADDRESS,
    /// team=NAME.
    #[arg(long, value_name = "KEY[=VALUE]", requires = "member")]
    pub(in crate::cli) drop: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings team remove linus\n  tidings team remove linus --on 2026-11-30"
)]
pub(in crate::cli) struct TeamRemoveArgs {
    /// The member.
    #[arg(value_name = "HANDLE")]
    pub(in crate::cli) handle: String,
    /// The first day out of the team; today by default.
    #[arg(long, value_name = "DATE", conflicts_with = "erase")]
    pub(in crate::cli) on: Option<String>,
    /// Take the entry out; only of somebody who never posted.
    #[arg(long)]
    pub(in crate::cli) erase: bool,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings team import\n  tidings team import ~/code/webhooks --since 2026-01-01\n  tidings team import --apply"
)]
pub(in crate::cli) struct TeamImportArgs {
    /// The repository whose authors are looked at; the one around by default.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) directory: Option<PathBuf>,
    /// How far back; three months by default.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) since: Option<String>,
    /// Add them without asking.
    #[arg(long)]
    pub(in crate::cli) apply: bool,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings away 2026-12-21..2027-01-03 --reason Winter\n  tidings away tomorrow\n  tidings away thu..mon --as grace"
)]
pub(in crate::cli) struct AwayArgs {
    /// The first and the last day: dates, today, tomorrow, weekdays to come, or
    /// a week (2026-W52).
    #[arg(value_name = "DAYS")]
    pub(in crate::cli) days: String,
    /// Why, in as many words as you like.
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: Option<String>,
    /// Say it of another member.
    #[arg(long = "as", value_name = "HANDLE")]
    pub(in crate::cli) member: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tidings back\n  tidings back 2026-12-28")]
pub(in crate::cli) struct BackArgs {
    /// The first day back; today by default.
    #[arg(value_name = "DATE")]
    pub(in crate::cli) day: Option<String>,
    /// Say it of another member.
    #[arg(long = "as", value_name = "HANDLE")]
    pub(in crate::cli) member: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) sending: SendingArgs,
}
