use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// Keeps a team's status updates in git.
///
/// A post becomes one file and one commit on the branch that is the team's
/// log; digests are built by walking that branch's history. There is no
/// server and no account, and everything works offline.
#[derive(Debug, Parser)]
#[command(
    name = "tidings",
    version,
    propagate_version = false,
    max_term_width = 100,
    after_help = "Try it: tidings demo\nStart a log: tidings init\nPost: tidings post \"Shipped retries\"\nRead: tidings digest"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// Run as if started in DIR.
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub(super) directory: Option<PathBuf>,
    /// The repository that holds the log.
    #[arg(long, value_name = "PATH", global = true)]
    pub(super) repo: Option<PathBuf>,
    /// The branch that is the log.
    #[arg(long, value_name = "NAME", global = true)]
    pub(super) branch: Option<String>,
    /// When to use colour.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(super) color: When,
    /// Print data and errors only.
    #[arg(long, global = true)]
    pub(super) quiet: bool,
    /// Say more about what is done.
    #[arg(short = 'v', long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// Never ask; a missing answer is an error that names the option.
    #[arg(long, global = true)]
    pub(super) no_input: bool,
    /// Use no network.
    #[arg(long, global = true)]
    pub(super) offline: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Show what is due from you and how far the team is.
    Status(StatusArgs),
    /// Build a sample team's log in a temporary repository and show its digest.
    Demo(DemoArgs),
    /// Start a log, or adopt the one that the remote has.
    Init(InitArgs),
    /// Join a team: clone its log if need be and enrol in the team file.
    Join(JoinArgs),
    /// Post an update.
    Post(PostArgs),
    /// Take back your last post.
    Undo(UndoArgs),
    /// Close a blocker or question.
    Resolve(ResolveArgs),
    /// Show updates or items whole, with their replies and history.
    Show(ShowArgs),
    /// List updates.
    Log(LogArgs),
    /// Build the digest of a day, a week or a span.
    Digest(DigestArgs),
    /// Print the JSON Schemas of files and reports.
    Schema(SchemaArgs),
    /// Print shell completions.
    Completions(CompletionsArgs),
    /// Write manual pages.
    Man(ManArgs),
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tidings status\n  tidings status --short")]
pub(super) struct StatusArgs {
    /// One line when an update is due from you, nothing otherwise; for shell
    /// prompts and cron.
    #[arg(long)]
    pub(super) short: bool,
    /// The form of the output.
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "terminal",
        conflicts_with = "short"
    )]
    pub(super) format: ListFormat,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tidings demo")]
pub(super) struct DemoArgs {
    /// Where to build the log; a new directory for temporary files by default.
    #[arg(value_name = "DIR")]
    pub(super) directory: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings init\n  tidings init --new ~/team-log\n  tidings init --no-input --team \"Team Quill\" --handle ada --name \"Ada Example\" \\\n      --email ada@example.org --time-zone Europe/Paris"
)]
pub(super) struct InitArgs {
    /// The name of the team.
    #[arg(long, value_name = "NAME")]
    pub(super) team: Option<String>,
    /// Make a repository of its own for the log, at DIR.
    #[arg(long, value_name = "DIR", conflicts_with = "repo")]
    pub(super) new: Option<PathBuf>,
    /// How often the team posts.
    #[arg(long, value_name = "CADENCE")]
    pub(super) cadence: Option<CadenceName>,
    /// Where digests are kept: as files in the log, or nowhere.
    #[arg(long, value_name = "PLACE")]
    pub(super) digests: Option<DigestPlaceName>,
    #[command(flatten)]
    pub(super) person: PersonArgs,
}

/// Who is enrolled.
#[derive(Clone, Debug, Default, Args)]
pub(super) struct PersonArgs {
    /// Your handle: the short name that your files are named after.
    #[arg(long, value_name = "HANDLE")]
    pub(super) handle: Option<String>,
    /// Your name; git's user.name by default.
    #[arg(long, value_name = "NAME")]
    pub(super) name: Option<String>,
    /// Your e-mail address; git's user.email by default.
    #[arg(long, value_name = "ADDRESS")]
    pub(super) email: Option<String>,
    /// Your IANA time zone; this machine's by default.
    #[arg(long, value_name = "ZONE")]
    pub(super) time_zone: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CadenceName {
    Daily,
    Weekly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DigestPlaceName {
    Log,
    Nowhere,
}

#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings join\n  tidings join https://git.example.org/team/log.git\n  tidings join --handle ada --time-zone Europe/Paris --no-input"
)]
pub(super) struct JoinArgs {
    /// The repository to clone; without it the log that is here is joined.
    #[arg(value_name = "URL")]
    pub(super) url: Option<String>,
    /// Where to clone to; the last part of URL by default.
    #[arg(value_name = "DIR", requires = "url")]
    pub(super) directory: Option<PathBuf>,
    #[command(flatten)]
    pub(super) person: PersonArgs,
}

#[derive(Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings post \"Shipped retries\"\n  tidings post -d \"Shipped retries\" -n \"Roll out\" -b \"@grace Staging is read-only\"\n  tidings post --edit\n  tidings post --from-commits\n  tidings post -f update.md"
)]
pub(super) struct PostArgs {
    /// What you finished; each TEXT is one item.
    #[arg(value_name = "TEXT")]
    pub(super) text: Vec<String>,
    /// Something you finished.
    #[arg(short = 'd', long, value_name = "TEXT")]
    pub(super) done: Vec<String>,
    /// Something you plan.
    #[arg(short = 'n', long, value_name = "TEXT")]
    pub(super) next: Vec<String>,
    /// Something that stands in your way; "@handle" first says who is needed.
    #[arg(short = 'b', long, value_name = "TEXT")]
    pub(super) blocker: Vec<String>,
    /// A question; "@handle" first says who is asked.
    #[arg(short = 'q', long, value_name = "TEXT")]
    pub(super) question: Vec<String>,
    /// A planned or open item that is done, by its id.
    #[arg(long, value_name = "ID")]
    pub(super) did: Vec<String>,
    /// Thanks; "@handle" first says to whom.
    #[arg(long, value_name = "TEXT")]
    pub(super) kudos: Vec<String>,
    /// Free Markdown.
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Vec<String>,
    /// The state of your work: on-track, at-risk or off-track.
    #[arg(long, value_name = "HEALTH")]
    pub(super) health: Option<String>,
    /// The answer to one of the team's own sections.
    #[arg(long, value_name = "KEY=TEXT")]
    pub(super) answer: Vec<String>,
    /// The period: a date, a week (2026-W47), today, yesterday, this-week,
    /// last-week, a weekday, 3-days-ago.
    #[arg(long = "for", value_name = "PERIOD")]
    pub(super) period: Option<String>,
    /// Post for this week.
    #[arg(short = 'w', long, conflicts_with = "period")]
    pub(super) week: bool,
    /// Open the update in the editor.
    #[arg(short = 'e', long)]
    pub(super) edit: bool,
    /// Read the update from FILE, or from standard input with "-": Markdown or
    /// YAML, whole or only sections.
    #[arg(short = 'f', long, value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Draft what you finished from your own commits since your last update,
    /// in this repository or in DIR (repeat it for more); on a terminal the
    /// draft opens in the editor first.
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ".",
        action = ArgAction::Append
    )]
    pub(super) from_commits: Vec<PathBuf>,
    /// Replace the update for the period; without it, posting again adds.
    #[arg(long)]
    pub(super) replace: bool,
    /// Post on behalf of another member.
    #[arg(long = "as", value_name = "HANDLE")]
    pub(super) author: Option<String>,
    /// The zone you are in, as an IANA name.
    #[arg(long, value_name = "ZONE")]
    pub(super) zone: Option<String>,
    /// Print path and file, and save nothing.
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tidings undo")]
pub(super) struct UndoArgs {}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings resolve b7k2\n  tidings resolve ada/2026-11-20/b7k2 \"Staging is writable again\""
)]
pub(super) struct ResolveArgs {
    /// The item: its id, or its address.
    #[arg(value_name = "ITEM")]
    pub(super) item: String,
    /// What is to be said about it.
    #[arg(value_name = "TEXT")]
    pub(super) text: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings show ada\n  tidings show ada/2026-11-20\n  tidings show b7k2 --format json"
)]
pub(super) struct ShowArgs {
    /// What to show: a handle, an update (ada/2026-11-20), or an item (b7k2).
    #[arg(value_name = "ADDRESS", required = true)]
    pub(super) addresses: Vec<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(super) format: ListFormat,
    /// The commit to read; the newest by default.
    #[arg(long, value_name = "REV")]
    pub(super) at: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings log\n  tidings log --since 2-weeks-ago --author ada\n  tidings log --section blockers --grep staging"
)]
pub(super) struct LogArgs {
    /// The first day: a date or another PERIOD.
    #[arg(long, value_name = "PERIOD")]
    pub(super) since: Option<String>,
    /// The last day: a date or another PERIOD.
    #[arg(long, value_name = "PERIOD")]
    pub(super) until: Option<String>,
    /// Only updates of these members.
    #[arg(long, value_name = "HANDLE")]
    pub(super) author: Vec<String>,
    /// Only items of this project.
    #[arg(long, value_name = "NAME")]
    pub(super) project: Option<String>,
    /// Only items of this section: done, next, blockers, questions or kudos.
    #[arg(long, value_name = "NAME")]
    pub(super) section: Option<String>,
    /// Only items and notes that hold this text; case does not count.
    #[arg(long, value_name = "TEXT")]
    pub(super) grep: Option<String>,
    /// At most this many updates; 20 unless a span is given, 0 for all.
    #[arg(short = 'n', value_name = "COUNT")]
    pub(super) count: Option<usize>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(super) format: ListFormat,
    /// The commit to read; the newest by default.
    #[arg(long, value_name = "REV")]
    pub(super) at: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings digest\n  tidings digest last-week --format markdown\n  tidings digest --since 2026-11-01 --until 2026-11-15 --by project\n  tidings digest 2026-W47 --format html -o digest.html\n  tidings digest --range v1.0..tidings"
)]
pub(super) struct DigestArgs {
    /// The day or week; this week by default.
    #[arg(value_name = "PERIOD", conflicts_with_all = ["since", "until", "range"])]
    pub(super) period: Option<String>,
    /// The first day: a date or another PERIOD.
    #[arg(long, value_name = "PERIOD")]
    pub(super) since: Option<String>,
    /// The last day: a date or another PERIOD; today by default.
    #[arg(long, value_name = "PERIOD", requires = "since")]
    pub(super) until: Option<String>,
    /// What the tree of B has that the tree of A had not.
    #[arg(long, value_name = "A..B", conflicts_with_all = ["since", "until", "at"])]
    pub(super) range: Option<String>,
    /// The commit to build it from; the newest by default.
    #[arg(long, value_name = "REV")]
    pub(super) at: Option<String>,
    /// The zone it is reckoned in; the team's by default.
    #[arg(long, value_name = "ZONE")]
    pub(super) zone: Option<String>,
    /// How the details are arranged.
    #[arg(long, value_name = "HOW", default_value = "member")]
    pub(super) by: GroupingName,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "terminal")]
    pub(super) format: DigestFormat,
    /// A template to use in place of the format's own; its name says what it
    /// makes: NAME.md.jinja, NAME.html.jinja, anything else is plain text.
    #[arg(long, value_name = "FILE", conflicts_with = "format")]
    pub(super) template: Option<PathBuf>,
    /// Write to FILE; "-" is standard output.
    #[arg(short = 'o', long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    Terminal,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum DigestFormat {
    Terminal,
    Markdown,
    Html,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum GroupingName {
    Member,
    Project,
    Section,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings schema\n  tidings schema update > update.schema.json\n  tidings schema --all docs/schema"
)]
pub(super) struct SchemaArgs {
    /// The schema to print; without it, the names are listed.
    #[arg(value_name = "NAME")]
    pub(super) name: Option<String>,
    /// Write every schema into DIR.
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub(super) all: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  tidings completions bash > ~/.local/share/bash-completion/completions/tidings"
)]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings man | man -l -\n  tidings man --all ~/.local/share/man/man1"
)]
pub(super) struct ManArgs {
    /// The command whose page is printed; the program's own by default.
    #[arg(value_name = "COMMAND")]
    pub(super) command: Option<String>,
    /// Write every page into DIR.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub(super) all: Option<PathBuf>,
}
