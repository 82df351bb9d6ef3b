use std::fs::{self, File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use super::Repository;

/// How long to wait before asking for the lock again.
const PAUSE: Duration = Duration::from_millis(4);

/// A place in the queue of those who change the log on this machine; leaving
/// it out of scope gives it up, and so does the end of the process.
///
/// It is there for order, not for safety: a ref is only ever moved from where
/// it was seen, so that who goes without it at worst has to try again.
#[derive(Debug)]
pub struct LogLock {
    file: Option<File>,
}

impl LogLock {
    /// Waits for the lock of a repository (`tidings/lock` in the directory
    /// that its work trees share), for as long as `patience` lasts.
    ///
    /// Goes on without it when that time is over, the directory cannot be
    /// written, or the file system knows no locks.
    #[must_use]
    pub fn acquire(repository: &Repository, patience: Duration) -> Self {
        let file = open(&repository.common_dir().join("tidings"));
        Self {
            file: file.filter(|file| wait(file, patience)),
        }
    }

    /// Returns whether the lock is held.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        self.file.is_some()
    }
}

/// Opens the lock file in a directory, and makes both where need be.
fn open(directory: &Path) -> Option<File> {
    fs::create_dir_all(directory).ok();
    let path = directory.join("lock");
    let mut options = File::options();
    options.read(true).write(true).create(true);
    // Somebody else's file can be locked without being written.
    options.open(&path).or_else(|_| File::open(&path)).ok()
}

fn wait(file: &File, patience: Duration) -> bool {
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return true,
            Err(TryLockError::WouldBlock) if start.elapsed() < patience => {
                std::thread::sleep(PAUSE);
            }
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::kit::{Kind, Sandbox};

    const SHORT: Duration = Duration::from_millis(20);

    #[test]
    fn one_holds_it_and_the_next_goes_on_without() {
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            let repository = sandbox.make(kind);
            let first = LogLock::acquire(&repository, SHORT);
            assert!(first.is_held(), "{kind:?}");
            assert!(!LogLock::acquire(&repository, SHORT).is_held(), "{kind:?}");
            drop(first);
            assert!(LogLock::acquire(&repository, SHORT).is_held(), "{kind:?}");
        }
    }

    #[test]
    fn goes_on_where_there_can_be_no_lock() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        sandbox.write("r/.git/tidings", "a file");
        assert!(!LogLock::acquire(&repository, SHORT).is_held());
    }

    #[test]
    fn work_trees_share_it() {
        let sandbox = Sandbox::new();
        let linked = sandbox.make(Kind::Linked);
        let held = LogLock::acquire(&linked, SHORT);
        assert!(held.is_held());
        assert!(!LogLock::acquire(&sandbox.open("r"), SHORT).is_held());
    }
}
