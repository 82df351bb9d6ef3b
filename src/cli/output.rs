use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::session::Session;

/// Writes data to standard output, or to the file that `-o` names.
///
/// A file is replaced as a whole: it is written beside its place first, so
/// that nobody ever reads half of it.
pub(super) fn write(session: &Session, text: &str, target: Option<&Path>) -> anyhow::Result<()> {
    match target {
        None => Ok(session.print(text)?),
        Some(path) if path == Path::new("-") => Ok(session.print(text)?),
        Some(path) => {
            let path = session.directory().join(path);
            replace(&path, text).with_context(|| format!("cannot write {}", path.display()))
        }
    }
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let beside = path.with_file_name(name);
    let mut file = std::fs::File::create(&beside)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&beside, path));
    if written.is_err() {
        // What is half written beside its place is of no use to anybody.
        std::fs::remove_file(&beside).ok();
    }
    written
}
