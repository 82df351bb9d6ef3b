use anyhow::Context;

use super::args::SchemaArgs;
use super::failure::{Failure, Status};
use super::session::Session;
use crate::format::file_schemas;
use crate::render::{self, report_schemas};

/// Runs `tidings schema`.
pub(super) fn run(session: &Session, args: &SchemaArgs) -> anyhow::Result<Status> {
    let all: Vec<(&str, serde_json::Value)> =
        file_schemas().into_iter().chain(report_schemas()).collect();
    if let Some(directory) = &args.all {
        let directory = session.directory().join(directory);
        std::fs::create_dir_all(&directory)
            .with_context(|| format!("cannot make {}", directory.display()))?;
        for (name, schema) in &all {
            let path = directory.join(format!("{name}.schema.json"));
            std::fs::write(&path, render::json(schema))
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        return Ok(Status::Done);
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    match &args.name {
        None => session.print(&(names.join("\n") + "\n"))?,
        Some(wanted) => {
            let found = all.iter().find(|(name, _)| name == wanted);
            let (_, schema) = found.ok_or_else(|| {
                Failure::usage(format!("there is no schema '{wanted}'"))
                    .hint(format!("name one of {}", names.join(", ")))
            })?;
            session.print_json(schema)?;
        }
    }
    Ok(Status::Done)
}
