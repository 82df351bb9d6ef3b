use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};

use super::FilterArgs;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tidings status\n  tidings status --short")]
pub(in crate::cli) struct StatusArgs {
    /// One line when an update is due from you, nothing otherwise; for shell
    /// prompts and cron.
    #[arg(long)]
    pub(in crate::cli) short: bool,
    /// The form of the output.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "terminal",
        conflicts_with = "short"
    )]
    pub(in crate::cli) format: ListFormat,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings show ada\n  tidings show ada/2026-11-20\n  tidings show b7k2 --format json"
)]
pub(in crate::cli) struct ShowArgs {
    /// What to show: a handle, an update (ada/2026-11-20), an item (b7k2), or
    /// a reply (+4f1c).
    #[arg(value_name = "ADDRESS", required = true)]
    pub(in crate::cli) addresses: Vec<String>,
    /// The zone that the hours of replies are shown in; yours by default, and
    /// the team's in JSON.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) zone: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: ListFormat,
    /// The commit to read; the newest by default.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) at: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings log\n  tidings log --since 2-weeks-ago --author ada\n  tidings log --section blockers --grep staging\n  tidings log --decisions --since 2026-07-01"
)]
pub(in crate::cli) struct LogArgs {
    /// List what was decided instead: what was asked, by whom it was decided
    /// and when. --author and the filters are about whoever decided.
    #[arg(long)]
    pub(in crate::cli) decisions: bool,
    /// The first day: a date or another PERIOD.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) since: Option<String>,
    /// The last day: a date or another PERIOD.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) until: Option<String>,
    /// Only updates of these members.
    #[arg(long, value_name = "HANDLE")]
    pub(in crate::cli) author: Vec<String>,
    /// Only items of this section: done, next, blockers, questions or kudos.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) section: Option<String>,
    /// Only items and notes that hold this text; case does not count.
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) grep: Option<String>,
    /// At most this many updates; 20 unless a span is given, 0 for all.
    #[arg(short = 'n', value_name = "COUNT")]
    pub(in crate::cli) count: Option<usize>,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterArgs,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: ListFormat,
    /// The commit to read; the newest by default.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) at: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings digest\n  tidings digest last-week --format markdown\n  tidings digest --since 2026-11-01 --until 2026-11-15 --by project\n  tidings digest 2026-W47 --format html -o digest.html\n  tidings digest --range v1.0..tidings"
)]
pub(in crate::cli) struct DigestArgs {
    /// The day or week; this week by default.
    #[arg(value_name = "PERIOD", conflicts_with_all = ["since", "until", "range"])]
    pub(in crate::cli) period: Option<String>,
    /// The first day: a date or another PERIOD.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) since: Option<String>,
    /// The last day: a date or another PERIOD; today by default.
    #[arg(long, value_name = "PERIOD", requires = "since")]
    pub(in crate::cli) until: Option<String>,
    /// What the tree of B has that the tree of A had not.
    #[arg(long, value_name = "A..B", conflicts_with_all = ["since", "until", "at"])]
    pub(in crate::cli) range: Option<String>,
    /// The commit to build it from; the newest by default.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) at: Option<String>,
    /// The moment that it is reckoned at, such as 2026-11-23T09:00:00Z; that
    /// of the commit by default.
    #[arg(long, value_name = "INSTANT", requires = "at", value_parser = parse_instant)]
    pub(in crate::cli) as_of: Option<DateTime<Utc>>,
    /// Begin with what arrived since REV for weeks whose digests were
    /// published before.
    #[arg(long, value_name = "REV", conflicts_with = "range")]
    pub(in crate::cli) late_since: Option<String>,
    /// The zone it is reckoned in; the team's by default.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) zone: Option<String>,
    /// How the details are arranged.
    #[arg(long, value_name = "HOW", default_value = "member")]
    pub(in crate::cli) by: GroupingName,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterArgs,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: DigestFormat,
    /// A template to use in place of the format's own; its name says what it
    /// makes: NAME.md.jinja, NAME.html.jinja, anything else is plain text.
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub(in crate::cli) template: Option<PathBuf>,
    /// Write to FILE; "-" is standard output.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings missing\n  tidings missing yesterday --member ada\n  tidings missing 2026-W47 --format json\n  tidings missing --exit-code --quiet"
)]
pub(in crate::cli) struct MissingArgs {
    /// The day or week; of a week also its days, from those who post daily.
    #[arg(value_name = "PERIOD")]
    pub(in crate::cli) period: Option<String>,
    /// End with status 3 when somebody is missing.
    #[arg(long)]
    pub(in crate::cli) exit_code: bool,
    /// The commit to read, and with it the moment; the newest and now by
    /// default.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) at: Option<String>,
    /// The zone that hours are shown in; yours by default, and the team's in
    /// JSON.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) zone: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: ListFormat,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterArgs,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings stats\n  tidings stats --since 2026-10-01 --until 2026-12-31 --by team\n  tidings stats last-week --member ada --format json\n  tidings stats --answers --by team"
)]
pub(in crate::cli) struct StatsArgs {
    /// The day or week; the last four weeks that are over by default.
    #[arg(value_name = "PERIOD", conflicts_with_all = ["since", "until"])]
    pub(in crate::cli) period: Option<String>,
    /// The first day: a date or another PERIOD.
    #[arg(long, value_name = "PERIOD")]
    pub(in crate::cli) since: Option<String>,
    /// The last day: a date or another PERIOD; today by default.
    #[arg(long, value_name = "PERIOD", requires = "since")]
    pub(in crate::cli) until: Option<String>,
    /// What a line of numbers stands for.
    #[arg(long, value_name = "WHAT", default_value = "member")]
    pub(in crate::cli) by: StatsGroupingName,
    /// How questions and blockers that were asked in the span were answered,
    /// beside what the team promises; by member, only your own row.
    #[arg(long)]
    pub(in crate::cli) answers: bool,
    /// The commit to read, and with it the moment; the newest and now by
    /// default.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) at: Option<String>,
    /// The zone it is reckoned in; the team's by default.
    #[arg(long, value_name = "ZONE")]
    pub(in crate::cli) zone: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(in crate::cli) format: ListFormat,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterArgs,
}

/// Reads an instant.
fn parse_instant(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.to_utc())
        .map_err(|_| "write it like 2026-11-23T09:00:00Z".to_owned())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StatsGroupingName {
    Member,
    Team,
    Project,
    Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ListFormat {
    Terminal,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DigestFormat {
    Terminal,
    Markdown,
    Html,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum GroupingName {
    Member,
    Project,
    Section,
}
