//! A disk that is really full, and files that may not grow.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Aftermath;
use crate::kit::{Output, Sandbox, SharedLog, Transport};

const DAY: &str = "2026-11-20";
const TEXT: &str = "Filled the disk.";

/// A small disk of its own in the sandbox; it goes when it is dropped.
struct Disk<'a> {
    sandbox: &'a Sandbox,
    place: String,
}

impl<'a> Disk<'a> {
    /// Makes one, or says why it cannot.
    fn mount(sandbox: &'a Sandbox, name: &str) -> Option<Self> {
        let path = sandbox.path(name);
        fs::create_dir_all(&path).expect("the sandbox is writable");
        let place = path
            .to_str()
            .expect("the sandbox's paths are UTF-8")
            .to_owned();
        let args = ["-t", "tmpfs", "-o", "size=2m,mode=0755", "tmpfs", &place];
        if !sandbox.finds("mount") {
            eprintln!("skipped: no disk can be made without mount");
            return None;
        }
        let mount = sandbox.program("mount", &args).run();
        if mount.status() != Some(0) {
            eprintln!("skipped: no disk can be made here: {}", mount.stderr());
            return None;
        }
        Some(Self { sandbox, place })
    }

    /// Fills it up but for so many bytes.
    fn fill(&self, left: usize) {
        let spare = self.path("spare");
        fs::write(&spare, vec![0; left]).expect("the disk has room for that");
        let mut filler = File::create(self.path("filler")).expect("the disk has room for that");
        while filler.write_all(&[0; 4096]).is_ok() {}
        fs::remove_file(spare).expect("it was written");
    }

    /// Makes room again.
    fn empty(&self) {
        fs::remove_file(self.path("filler")).expect("it was written");
    }

    /// Returns a path on the disk.
    fn path(&self, name: &str) -> PathBuf {
        Path::new(&self.place).join(name)
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let umount = self.sandbox.program("umount", &["--lazy", &self.place]);
        umount.run();
    }
}

/// Checks what was said when the disk had so much room, and that a post is
/// there once there is more.
fn assert_survives(
    (sandbox, log, clone): (&Sandbox, &SharedLog<'_>, &Path),
    room: usize,
    output: &Output,
) {
    let after = Aftermath {
        sandbox,
        log,
        clone,
        day: DAY,
        text: TEXT,
        fault: format!("{room} bytes of room: {output}"),
    };
    after.assert_sound();
    match output.status() {
        Some(0) => assert_eq!(after.times(), 1, "{output}"),
        Some(1 | 4) if after.is_kept_or_told(output) => {}
        _ => panic!("{}", after.fault),
    }
    after.assert_converges();
}

#[test]
fn a_disk_that_is_full_breaks_nothing_and_is_no_success() {
    let sandbox = Sandbox::new();
    let mut failed = 0;
    for left in [0, 4 << 10, 16 << 10, 64 << 10, 128 << 10] {
        let log = SharedLog::start(&sandbox, Transport::File, 1);
        let Some(disk) = Disk::mount(&sandbox, &format!("disk-{left}")) else {
            return;
        };
        let clone = disk.path("clone");
        let args = ["clone", "--quiet", log.server().url()];
        sandbox.program("git", &args).arg(&clone).run().ok();
        // The first post is another: it begins the branch.
        log.post(0, &clone, "2026-11-02", "Began.").run().ok();
        disk.fill(left);
        let output = log.post(0, &clone, DAY, TEXT).run();
        failed += usize::from(output.status() != Some(0));
        disk.empty();
        assert_survives((&sandbox, &log, &clone), left, &output);
    }
    assert!(failed > 0, "there was always room");
}

#[test]
fn files_that_may_not_grow_are_as_a_full_disk() {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, Transport::File, 1);
    let clone = log.clone_for(0);
    log.post(0, &clone, "2026-11-02", "Began.").run().ok();
    // Without the trap the program would be ended by the signal.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$@\"";
    let post = log.post(0, &clone, DAY, TEXT);
    let output = post.under("sh", &["-c", script, "sh"]).run();
    assert_ne!(output.status(), Some(0), "{output}");
    assert_survives((&sandbox, &log, &clone), 0, &output);
}
