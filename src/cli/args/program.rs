use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::{
    AwayArgs, BackArgs, CatchupArgs, CheckArgs, CiArgs, CompletionsArgs, DemoArgs, DigestArgs,
    InboxArgs, InitArgs, JoinArgs, LogArgs, ManArgs, MissingArgs, PostArgs, ProtocolArgs,
    PublishArgs, ReplyArgs, ResolveArgs, SchemaArgs, ShowArgs, StatsArgs, StatusArgs, SyncArgs,
    TeamArgs, UndoArgs,
};

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
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    pub(in crate::cli) global: Global,
    #[command(subcommand)]
    pub(in crate::cli) command: Option<Command>,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(in crate::cli) struct Global {
    /// Run as if started in DIR.
    #[arg(id = "start", short = 'C', value_name = "DIR", global = true)]
    pub(in crate::cli) directory: Option<PathBuf>,
    /// The repository that holds the log.
    #[arg(long, value_name = "PATH", global = true)]
    pub(in crate::cli) repo: Option<PathBuf>,
    /// The branch that is the log.
    #[arg(long, value_name = "NAME", global = true)]
    pub(in crate::cli) branch: Option<String>,
    /// When to use colour.
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(in crate::cli) color: When,
    /// Print data and errors only.
    #[arg(long, global = true)]
    pub(in crate::cli) quiet: bool,
    /// Say more about what is done: which log, who you are, what is committed.
    #[arg(short = 'v', long, global = true, conflicts_with = "quiet")]
    pub(in crate::cli) verbose: bool,
    /// Never ask; a missing answer is an error that names the option.
    #[arg(long, global = true)]
    pub(in crate::cli) no_input: bool,
    /// Use no network.
    #[arg(long, global = true)]
    pub(in crate::cli) offline: bool,
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
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
    /// Take back your last post or reply.
    Undo(UndoArgs),
    /// Answer an update, an item or a reply.
    ///
    /// A reply is a file of its own, so replies never get into each other's
    /// way. --resolve, --reopen and --decided close the item that the thread
    /// is about, or open it again; --ack says that you have seen it.
    Reply(ReplyArgs),
    /// Close a blocker or question, or drop a plan: a reply with --resolve.
    Resolve(ResolveArgs),
    /// Check what a branch changes: before a commit, a push or a merge.
    ///
    /// Ends with status 3 where it finds errors; warnings alone end with 0. As
    /// hooks of the log's repository: 'tidings check --staged' in
    /// .git/hooks/pre-commit, 'tidings check --pre-push' in
    /// .git/hooks/pre-push.
    Check(CheckArgs),
    /// Receive what the others have posted, and send what is unsent.
    Sync(SyncArgs),
    /// Show who is at work and what is due next; add, change and remove members.
    Team(Box<TeamArgs>),
    /// Say when you are away.
    Away(AwayArgs),
    /// End your absence.
    Back(BackArgs),
    /// Show on one page what happened since you last read, posted or went away.
    ///
    /// What waits for you, what was decided and resolved, who is off track, and a
    /// line for each project.
    Catchup(CatchupArgs),
    /// Show what waits for you, and what is new since you last read.
    ///
    /// Questions and blockers wait until they are answered or closed, answers to
    /// yours until you reply, acknowledge or close; mentions, other replies and
    /// kudos until you have seen them here. What was promised first comes first.
    Inbox(InboxArgs),
    /// Show updates or items whole, with their replies and history.
    Show(ShowArgs),
    /// List updates.
    Log(LogArgs),
    /// Build the digest of a day, a week or a span.
    Digest(DigestArgs),
    /// Show who is expected to have posted and has not.
    ///
    /// Without a PERIOD each member is asked about what came due last by their
    /// own clock, or where that is posted, about what is due next. Nobody is
    /// missing while they are away or off work.
    Missing(MissingArgs),
    /// Set up the CI of GitHub or GitLab: checks of updates, and digests.
    Ci(CiArgs),
    /// Publish the digest of every week that is over and was not published yet.
    ///
    /// A week is over when everybody who is expected to post has posted, or is
    /// no longer waited for by their own clock and calendar. It can be run as
    /// often as one likes: each digest is published once, the oldest first, and
    /// the newest begins with what arrived late since the last. Where the team
    /// keeps its digests in the log, they become one commit there, which is
    /// sent.
    Publish(PublishArgs),
    /// Show participation, punctuality, plans and blockers in numbers.
    ///
    /// Only updates that were expected count, by each member's own calendar and
    /// cadence. What was marked on scales is told only of five people or more
    /// together.
    Stats(StatsArgs),
    /// Show what the team writes where, and how soon an answer may be expected.
    Protocol(ProtocolArgs),
    /// Print the JSON Schemas of files and reports.
    Schema(SchemaArgs),
    /// Print shell completions.
    Completions(CompletionsArgs),
    /// Write manual pages.
    Man(ManArgs),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn no_command_takes_an_argument_for_a_global_one() {
        let program = Arguments::command();
        program.clone().debug_assert();
        let globals: Vec<_> = program
            .get_arguments()
            .filter(|argument| argument.is_global_set())
            .map(|argument| argument.get_id().clone())
            .collect();
        assert!(globals.len() > 5, "{globals:?}");
        for command in program.get_subcommands() {
            for argument in command.get_arguments() {
                let id = argument.get_id();
                assert!(!globals.contains(id), "{}: {id}", command.get_name());
            }
        }
    }
}
