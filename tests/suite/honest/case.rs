use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::kit::{Output, Sandbox, SharedLog, Transport};
use crate::soak::Said;

/// The day of every post.
pub(super) const DAY: &str = "2026-11-20";

/// A log at a remote, one clone of it, and a post that is to get there.
pub(super) struct Case<'a> {
    pub(super) sandbox: &'a Sandbox,
    pub(super) transport: Transport,
    pub(super) log: SharedLog<'a>,
    pub(super) clone: PathBuf,
}

impl<'a> Case<'a> {
    /// Makes the remote and the clone, from which one post has been sent.
    pub(super) fn start(sandbox: &'a Sandbox, transport: Transport) -> Self {
        let log = SharedLog::start(sandbox, transport, 2);
        let clone = log.clone_for(0);
        let case = Self {
            sandbox,
            transport,
            log,
            clone,
        };
        let output = case.post("Began.", &[]);
        assert_eq!(Said::read(&output), Said::Posted, "{transport:?}: {output}");
        case
    }

    /// Posts one item, with further arguments.
    pub(super) fn post(&self, text: &str, more: &[&str]) -> Output {
        self.post_with(text, more, |run| run)
    }

    /// The same, with changes to the run.
    pub(super) fn post_with(
        &self,
        text: &str,
        more: &[&str],
        change: impl FnOnce(crate::kit::Invocation) -> crate::kit::Invocation,
    ) -> Output {
        let run = self.log.post(0, &self.clone, DAY, text);
        let run = more.iter().fold(run, |run, arg| run.arg(*arg));
        change(run).run()
    }

    /// Syncs once.
    pub(super) fn sync(&self, more: &[&str]) -> Output {
        let args = [&["sync", "--no-input"], more].concat();
        self.log.tidings(0, &self.clone, &args).run()
    }

    /// Checks that a post was called saved and not sent, and is not there.
    #[track_caller]
    pub(super) fn assert_only_saved(&self, text: &str, output: &Output) {
        let case = format!("{:?}: {output}", self.transport);
        assert_eq!(Said::read(output), Said::Saved, "{case}");
        assert_eq!(self.log.times(0, DAY, text), 0, "{case}");
        // A stranger's escape sequences end at the program.
        assert!(!output.stderr().contains('\u{1b}'), "{case}");
    }

    /// Checks that what was said about a post is true, whichever it was.
    #[track_caller]
    pub(super) fn assert_honest(&self, text: &str, output: &Output) {
        let case = format!("{:?}: {output}", self.transport);
        match Said::read(output) {
            Said::Posted => assert_eq!(self.log.times(0, DAY, text), 1, "{case}"),
            // It may have arrived, and the answer been lost.
            Said::Saved => {}
            Said::Nothing => panic!("{case}"),
        }
    }

    /// Syncs once; the posts are there once then, and no id is twice.
    #[track_caller]
    pub(super) fn assert_arrive(&self, texts: &[&str]) {
        let sync = self.sync(&[]).ok();
        for text in texts {
            let times = self.log.times(0, DAY, text);
            assert_eq!(times, 1, "{:?}: {text}: {sync}", self.transport);
        }
        assert_eq!(self.log.repeated_ids(), Vec::<String>::new());
        assert_eq!(self.log.fsck(self.log.remote()), "");
        assert_eq!(self.log.fsck(&self.clone), "");
    }

    /// Lets a hook run in the remote or in the clone.
    pub(super) fn hook(&self, repository: &Path, name: &str, script: &str) -> PathBuf {
        let inside = repository.join(".git");
        let directory = if inside.exists() { &inside } else { repository };
        let path = directory.join("hooks").join(name);
        write_script(&path, script);
        path
    }

    /// Sets where the clone pushes to and fetches from.
    pub(super) fn set_url(&self, url: &str) {
        self.sandbox
            .git(&self.clone, &["remote", "set-url", "origin", url]);
    }
}

/// Writes a shell script that can be run.
pub(super) fn write_script(path: &Path, script: &str) {
    fs::create_dir_all(path.parent().expect("a script is in a folder")).expect("a folder");
    fs::write(path, format!("#!/bin/sh\n{script}\n")).expect("the sandbox is writable");
    let executable = fs::Permissions::from_mode(0o755);
    fs::set_permissions(path, executable).expect("the sandbox is writable");
}
