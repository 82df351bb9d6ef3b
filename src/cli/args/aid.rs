use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tidings demo")]
pub(in crate::cli) struct DemoArgs {
    /// Where to build the log; a new directory for temporary files by default.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) directory: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings schema\n  tidings schema update > update.schema.json\n  tidings schema --all docs/schema"
)]
pub(in crate::cli) struct SchemaArgs {
    /// The schema to print; without it, the names are listed.
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Option<String>,
    /// Write every schema into DIR.
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub(in crate::cli) all: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  tidings completions bash > ~/.local/share/bash-completion/completions/tidings"
)]
pub(in crate::cli) struct CompletionsArgs {
    /// The shell.
    #[arg(value_name = "SHELL")]
    pub(in crate::cli) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tidings man | man -l -\n  tidings man --all ~/.local/share/man/man1"
)]
pub(in crate::cli) struct ManArgs {
    /// The command whose page is printed; the program's own by default.
    #[arg(value_name = "COMMAND")]
    pub(in crate::cli) command: Option<String>,
    /// Write every page into DIR.
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub(in crate::cli) all: Option<PathBuf>,
}
