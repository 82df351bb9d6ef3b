use std::io::Write;

use anyhow::Context;
use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::{Arguments, ManArgs};
use super::environment::SETTINGS;
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
        Some(name) => format!("tidings-{}", name.replace(' ', "-")),
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
    let mut program = Arguments::command().disable_help_subcommand(true);
    program.build();
    let mut pages: Vec<_> = program
        .get_subcommands()
        .flat_map(|command| {
            let name = format!("tidings-{}", command.get_name());
            let below = command.get_subcommands().map(|inner| {
                let name = format!("{name}-{}", inner.get_name());
                inner.clone().name(name.clone()).display_name(name)
            });
            let below: Vec<_> = below.collect();
            let page = command.clone().name(name.clone()).display_name(name);
            std::iter::once(page).chain(below)
        })
        .collect();
    pages.insert(0, program);
    pages
}

/// Lays out one page; the program's own says more.
fn format(page: Command) -> std::io::Result<Vec<u8>> {
    let is_program = page.get_name() == "tidings";
    let has_commands = page.has_subcommands();
    let usage = page.clone().render_usage().to_string();
    let examples = page.get_after_help().map(ToString::to_string);
    let page = Man::new(page);
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    let usage = usage.trim_start_matches("Usage: ").trim_end();
    section(&mut text, "SYNOPSIS", usage.lines())?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    if has_commands {
        page.render_subcommands_section(&mut text)?;
    }
    if is_program {
        let statuses =
            Status::ALL.map(|(status, meaning)| format!("{:<5}{meaning}", status.code()));
        section(
            &mut text,
            "EXIT STATUS",
            statuses.iter().map(String::as_str),
        )?;
        let settings = SETTINGS.map(|(name, meaning)| [name.to_owned(), format!("    {meaning}")]);
        let settings = settings.iter().flatten().map(String::as_str);
        section(&mut text, "ENVIRONMENT AND SETTINGS", settings)?;
    }
    if let Some(examples) = examples {
        let lines = examples.lines().filter(|line| !line.starts_with("Example"));
        section(&mut text, "EXAMPLES", lines.map(str::trim_start))?;
    }
    Ok(text)
}

/// Writes a section whose lines stay as they are.
fn section<'a>(
    out: &mut impl Write,
    title: &str,
    lines: impl Iterator<Item = &'a str>,
) -> std::io::Result<()> {
    writeln!(out, ".SH \"{title}\"\n.nf")?;
    for line in lines {
        let line = line.replace('\\', "\\e").replace('-', "\\-");
        // A point or an apostrophe in front would be a request.
        let guard = if line.starts_with(['.', '\'']) {
            "\\&"
        } else {
            ""
        };
        writeln!(out, "{guard}{line}")?;
    }
    writeln!(out, ".fi")
}
