use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;

use super::args::{Arguments, ManArgs};
use super::failure::{Failure, Status};
use super::session::Session;

/// Runs `tidings man`.
pub(super) fn run(session: &Session, args: &ManArgs) -> anyhow::Result<Status> {
    let mut program = Arguments::command();
    program.build();
    if let Some(directory) = &args.all {
        let directory = session.directory().join(directory);
        std::fs::create_dir_all(&directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
        clap_mangen::generate_to(program, &directory)
            .with_context(|| format!("cannot write to {}", directory.display()))?;
        return Ok(Status::Done);
    }
    let page = match &args.command {
        None => program,
        Some(name) => {
            let found = program.find_subcommand(name).cloned();
            let found = found.ok_or_else(|| {
                Failure::usage(format!("there is no command '{name}'"))
                    .hint("list them with 'tidings --help'")
            })?;
            found.name(format!("tidings-{name}"))
        }
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    session.print(&String::from_utf8_lossy(&text))?;
    Ok(Status::Done)
}
