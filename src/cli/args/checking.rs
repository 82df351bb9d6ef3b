use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings check\n  tidings check --base v1.0 --head tidings\n  tidings check --fix\n  tidings check --format json"
)]
pub(in crate::cli) struct CheckArgs {
    /// The branch or commit that the changes are to be merged into; found by
    /// itself in the CI of GitHub and GitLab, and in a clone.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) base: Option<String>,
    /// The branch or commit that is checked; found by itself too.
    #[arg(long, value_name = "REV")]
    pub(in crate::cli) head: Option<String>,
    /// The form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(in crate::cli) format: CheckFormat,
    /// Check what is about to be committed: the index, as a pre-commit hook.
    #[arg(long, conflicts_with_all = ["base", "head"])]
    pub(in crate::cli) staged: bool,
    /// Check what is about to be pushed, as a pre-push hook: git tells it on
    /// standard input.
    #[arg(long, conflicts_with_all = ["base", "head", "staged"])]
    pub(in crate::cli) pre_push: bool,
    /// Mend in your own updates and replies what is safe to mend, in one commit
    /// on the branch, and then say what is left.
    #[arg(long, conflicts_with_all = ["staged", "pre_push"])]
    pub(in crate::cli) fix: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    /// For people.
    Text,
    /// Annotations in the log of GitHub Actions, and the summary of the job.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// For programs; see 'tidings schema check'.
    Json,
}
