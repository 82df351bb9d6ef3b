//! The command reference, made of the same values as `--help`.

use std::fmt::Write;

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Arguments;
use super::environment::SETTINGS;
use super::failure::Status;

/// Returns the command reference as Markdown: every command with its
/// arguments and options, and the exit statuses.
///
/// `docs/commands.md` is this text; a test compares them.
#[must_use]
pub fn reference() -> String {
    let mut program = Arguments::command();
    program.build();
    let mut text = String::from(
        "# Commands\n\n\
         This page is made from the program's own help; `tidings COMMAND --help` says the same.\n\
         [Getting started](getting-started.md) shows how the commands go together.\n\n\
         Data goes to standard output, everything else to standard error. A PERIOD is\n\
         `2026-11-22`, `2026-W47`, `today`, `yesterday`, `this-week`, `last-week`, a weekday,\n\
         `3-days-ago` or `2-weeks-ago`.\n",
    );
    text.push_str("\n## Exit status\n\n| status | meaning |\n|---|---|\n");
    for (status, meaning) in Status::ALL {
        push(
            &mut text,
            format_args!("| {} | {meaning} |\n", status.code()),
        );
    }
    text.push_str("\nA pipe that is closed early ends the program quietly.\n");
    text.push_str("\n## Environment and settings\n\n| name | what it says |\n|---|---|\n");
    for (name, meaning) in SETTINGS {
        push(&mut text, format_args!("| `{name}` | {meaning} |\n"));
    }
    text.push_str("\nAn option counts more than a variable, and a variable more than a setting.\n");
    text.push_str("\n## Global options\n\nEvery command takes these.\n");
    options(&mut text, &program, true);
    for command in program
        .get_subcommands()
        .filter(|command| command.get_name() != "help")
    {
        section(&mut text, command, command.get_name());
    }
    text
}

/// Writes a command and those below it; `name` is how one types it.
fn section(text: &mut String, command: &Command, name: &str) {
    let mut usage = command.clone();
    let usage = usage.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let about = command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default();
    push(
        text,
        format_args!("\n## `tidings {name}`\n\n{about}.\n\n```text\n{usage}\n```\n"),
    );
    options(text, command, false);
    if let Some(examples) = command.get_after_help() {
        let examples = examples.to_string();
        let lines: Vec<&str> = examples
            .lines()
            .skip(1)
            .map(|line| line.strip_prefix("  ").unwrap_or(line))
            .collect();
        push(text, format_args!("\n```sh\n{}\n```\n", lines.join("\n")));
    }
    let below = command.get_subcommands();
    for command in below.filter(|command| command.get_name() != "help") {
        section(text, command, &format!("{name} {}", command.get_name()));
    }
}

fn options(text: &mut String, command: &Command, global: bool) {
    let listed = |arg: &&Arg| {
        arg.is_global_set() == global
            && !arg.is_hide_set()
            && arg.get_id() != "help"
            && arg.get_id() != "version"
    };
    let mut args: Vec<&Arg> = command.get_arguments().filter(listed).collect();
    args.sort_by_key(|arg| !arg.is_positional());
    if args.is_empty() {
        return;
    }
    text.push_str("\n| option | meaning |\n|---|---|\n");
    for arg in args {
        let help = arg
            .get_long_help()
            .or(arg.get_help())
            .map(ToString::to_string);
        let help = help
            .unwrap_or_default()
            .replace('\n', " ")
            .replace('|', "\\|");
        let values = possible_values(arg);
        push(
            text,
            format_args!("| {} | {help}{values} |\n", spelling(arg)),
        );
    }
}

fn spelling(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    let value: Vec<String> = names.iter().map(ToString::to_string).collect();
    let takes_value = arg.get_action().takes_values() && !value.is_empty();
    if arg.is_positional() {
        let more = match arg.get_action() {
            ArgAction::Append => "…",
            _ => "",
        };
        return format!("`{}{more}`", value.join(" "));
    }
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let value = match (takes_value, arg.is_require_equals_set()) {
        (false, _) => String::new(),
        (true, true) => format!("[={}]", value.join(" ")),
        (true, false) => format!(" {}", value.join(" ")),
    };
    format!("`{}{value}`", names.join(", "))
}

fn possible_values(arg: &Arg) -> String {
    if !arg.get_action().takes_values() {
        return String::new();
    }
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    let default: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|value| format!("`{}`", value.to_string_lossy()))
        .collect();
    let mut text = String::new();
    if !values.is_empty() && arg.get_id() != "shell" {
        push(&mut text, format_args!(": {}", values.join(", ")));
    }
    if !default.is_empty() {
        push(&mut text, format_args!(" (default {})", default.join(", ")));
    }
    text
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    text.write_fmt(arguments).expect("a String takes any text");
}
