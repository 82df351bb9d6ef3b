use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::Path;

use super::GitError;

/// How many files are flushed at the same time. File systems join flushes that
/// wait for the same journal: seven objects take 8 ms together on ext4, and
/// 30 ms one after the other.
const AT_ONCE: usize = 16;

/// Flushes files and directories to disk, many at the same time.
pub(super) fn flush_paths(paths: &[&Path]) -> Result<(), GitError> {
    let share = paths.len().div_ceil(AT_ONCE).max(1);
    let flush_share = |share: &[&Path]| share.iter().try_for_each(|path| flush(path));
    std::thread::scope(|scope| {
        let threads: Vec<_> = paths
            .chunks(share)
            .map(|share| scope.spawn(move || flush_share(share)))
            .collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().expect("flushing a file does not panic"))
    })
}

/// Flushes a file or directory; one that is gone was moved into a pack.
fn flush(path: &Path) -> Result<(), GitError> {
    match flush_to_disk(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(source) => Err(GitError::File {
            action: "flush to disk",
            path: path.to_owned(),
            source,
        }),
    }
}

#[cfg(unix)]
fn flush_to_disk(path: &Path) -> io::Result<()> {
    match File::open(path)?.sync_all() {
        // A file system that cannot flush directories has no need to.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        flushed => flushed,
    }
}

/// Only a file that is open for writing can be flushed here, objects are
/// read-only, and directories need no flushing.
#[cfg(not(unix))]
fn flush_to_disk(path: &Path) -> io::Result<()> {
    let kept = path.metadata()?;
    if kept.is_dir() {
        return Ok(());
    }
    let mut writable = kept.permissions();
    writable.set_readonly(false);
    std::fs::set_permissions(path, writable)?;
    let flushed = File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all());
    std::fs::set_permissions(path, kept.permissions())?;
    flushed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::kit::Sandbox;

    #[test]
    fn names_what_cannot_be_flushed() {
        let sandbox = Sandbox::new();
        sandbox.write("file", "x");
        flush_paths(&[
            &sandbox.path("file"),
            &sandbox.path("."),
            &sandbox.path("gone"),
        ])
        .expect("flushed");
        let error = flush_paths(&[&sandbox.path("file/below")]).expect_err("no directory");
        assert!(
            error.to_string().contains("cannot flush to disk"),
            "{error}"
        );
    }
}
