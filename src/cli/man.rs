use anyhow::Context;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::{Arguments, ManArgs};
use super::failure::{Failure, Status};
use super::session::Session;

/// Runs `tidings man`.
pub(super) fn run(session: &Session, args: &ManArgs) -> anyhow::Result<Status> {
    let pages = pages();
    if let Some(directory) = &args.all {
        let directory = session.directory().join(directory);
        std::fs::create_dir_all(&directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
        for page in pages {
            let path = directory.join(format!("{}.1", page.get_name()));
            std::fs::write(&path, format(page)?)
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        return Ok(Status::Done);
    }
    let wanted = match &args.command {
        None => "tidings".to_owned(),
        Some(name) => format!("tidings-{name}"),
    };
    let page = pages.into_iter().find(|page| page.get_name() == wanted);
    let page = page.ok_or_else(|| {
        let name = args.command.as_deref().unwrap_or_default();
        Failure::usage(format!("there is no command '{name}'"))
            .hint("list them with 'tidings --help'")
    })?;
    session.print(&String::from_utf8_lossy(&format(page)?))?;
    Ok(Status::Done)
}

/// Returns the program and every command of it, each under the name of its
/// page.
fn pages() -> Vec<Command> {
    let mut program = Arguments::command();
    program.build();
    let commands = program.get_subcommands();
    let commands = commands.filter(|command| command.get_name() != "help");
    let mut pages: Vec<_> = commands
        .map(|command| {
            let name = format!("tidings-{}", command.get_name());
            command.clone().name(name.clone()).display_name(name)
        })
        .collect();
    pages.insert(0, program);
    pages
}

fn format(page: Command) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    Ok(text)
}
