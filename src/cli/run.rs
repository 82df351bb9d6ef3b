use std::process::ExitCode;

use clap::Parser;

use super::args::{Arguments, Command};
use super::environment::Environment;
use super::failure::Status;
use super::session::Session;
use super::{
    away, back, catchup, check, ci, completions, demo, digest, fault, inbox, init, join, listing,
    man, missing, post, protocol, publish, reply, schema, show, stats, status, sync, team, undo,
};

/// Runs the program with the arguments and environment of this process, and
/// returns the exit status.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            return fault::report_usage(&error).into();
        }
    };
    let environment = match Environment::read() {
        Ok(environment) => environment,
        Err(failure) => return fault::report_plain(&failure.into()),
    };
    let mut global = arguments.global;
    // The prompt of a shell is no place to be asked for a password.
    global.no_input |= matches!(&arguments.command, Some(Command::Status(args)) if args.short);
    let session = Session::new(environment, global);
    match dispatch(&session, arguments.command) {
        Ok(status) => status.into(),
        Err(error) => fault::report(&error, &session).into(),
    }
}

fn dispatch(session: &Session, command: Option<Command>) -> anyhow::Result<Status> {
    session.require_directory()?;
    match command {
        None => status::run_bare(session),
        Some(Command::Status(args)) => status::run(session, &args),
        Some(Command::Demo(args)) => demo::run(session, &args),
        Some(Command::Init(args)) => init::run(session, &args),
        Some(Command::Join(args)) => join::run(session, &args),
        Some(Command::Post(args)) => post::run(session, &args),
        Some(Command::Undo(args)) => undo::run(session, &args),
        Some(Command::Reply(args)) => reply::run(session, &args),
        Some(Command::Resolve(args)) => reply::resolve(session, args),
        Some(Command::Check(args)) => check::run(session, &args),
        Some(Command::Sync(args)) => sync::run(session, &args),
        Some(Command::Team(args)) => team::run(session, &args),
        Some(Command::Away(args)) => away::run(session, &args),
        Some(Command::Back(args)) => back::run(session, &args),
        Some(Command::Catchup(args)) => catchup::run(session, &args),
        Some(Command::Inbox(args)) => inbox::run(session, &args),
        Some(Command::Show(args)) => show::run(session, &args),
        Some(Command::Log(args)) => listing::run(session, &args),
        Some(Command::Digest(args)) => digest::run(session, &args),
        Some(Command::Missing(args)) => missing::run(session, &args),
        Some(Command::Ci(args)) => ci::run(session, &args),
        Some(Command::Publish(args)) => publish::run(session, &args),
        Some(Command::Stats(args)) => stats::run(session, &args),
        Some(Command::Protocol(args)) => protocol::run(session, &args),
        Some(Command::Schema(args)) => schema::run(session, &args),
        Some(Command::Completions(args)) => completions::run(session, &args),
        Some(Command::Man(args)) => man::run(session, &args),
    }
}
