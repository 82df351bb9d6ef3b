use clap::CommandFactory;

use super::args::{Arguments, CompletionsArgs};
use super::failure::Status;
use super::session::Session;

/// Runs `tidings completions`.
pub(super) fn run(session: &Session, args: &CompletionsArgs) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut Arguments::command(),
        "tidings",
        &mut script,
    );
    session.print(&String::from_utf8_lossy(&script))?;
    Ok(Status::Done)
}
