//! Two people with a clone each, and the remote between them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::kit::{Invocation, Output, Sandbox};

/// The log's branch, which is checked out nowhere.
pub(crate) const LOG: &str = "refs/heads/tidings";

/// A remote with a log in it, and who works with it.
pub(crate) struct Team {
    pub(crate) sandbox: Sandbox,
}

impl Team {
    /// Has Ada begin a log beside code, and Grace join it from a clone of her
    /// own: `work/ada`, `work/grace` and `work/hub.git`.
    pub(crate) fn new() -> Self {
        let team = Self::without_log();
        team.ada(&[
            "init",
            "--no-input",
            "--team",
            "Team Quill",
            "--time-zone",
            "Europe/Paris",
        ])
        .run()
        .ok();
        team.clone("grace");
        team.grace(&["join", "--no-input", "--time-zone", "UTC"])
            .run()
            .ok();
        team.ada(&["sync"]).run().ok();
        team
    }

    /// Makes a remote with code in it and Ada's clone of that.
    pub(crate) fn without_log() -> Self {
        let team = Self {
            sandbox: Sandbox::new(),
        };
        let work = team.path("");
        team.sandbox
            .git(&work, &["init", "--quiet", "--bare", "hub.git"]);
        team.clone("ada");
        let ada = team.path("ada");
        team.sandbox
            .git(&ada, &["commit", "--allow-empty", "--message", "Begin"]);
        team.sandbox
            .git(&ada, &["push", "--quiet", "origin", "HEAD:main"]);
        team
    }

    /// Makes another clone of the remote.
    pub(crate) fn clone(&self, name: &str) -> PathBuf {
        let url = self.url();
        self.sandbox
            .git(self.path(""), &["clone", "--quiet", &url, name]);
        self.path(name)
    }

    /// Returns something in the folder where they work.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.sandbox.path("work").join(name)
    }

    /// Returns the address of the remote.
    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.path("hub.git").display())
    }

    /// Prepares a run of the program in Ada's clone.
    pub(crate) fn ada(&self, args: &[&str]) -> Invocation {
        self.sandbox.tidings(args).cwd(self.path("ada"))
    }

    /// Prepares a run of the program by Grace, in her clone.
    pub(crate) fn grace(&self, args: &[&str]) -> Invocation {
        let run = self.sandbox.tidings(args).cwd(self.path("grace"));
        run.author("Grace Sample", "grace@example.org")
    }

    /// Has Ada post one thing that is done.
    pub(crate) fn ada_posts(&self, text: &str) -> Output {
        self.ada(&["post", "--no-input", text]).run()
    }

    /// Has Grace post one thing that is done.
    pub(crate) fn grace_posts(&self, text: &str) -> Output {
        self.grace(&["post", "--no-input", text]).run()
    }

    /// Takes the remote away, as a cable that is pulled; returns it with
    /// [`Team::plug`].
    pub(crate) fn unplug(&self) {
        let hub = self.path("hub.git");
        fs::rename(hub, self.path("unplugged.git")).expect("the remote is there");
    }

    /// Brings the remote back.
    pub(crate) fn plug(&self) {
        let hub = self.path("unplugged.git");
        fs::rename(hub, self.path("hub.git")).expect("the remote was taken away");
    }

    /// Puts a hook into the remote.
    pub(crate) fn hook(&self, name: &str, script: &str) {
        let hook = self.path("hub.git/hooks").join(name);
        fs::create_dir_all(hook.parent().expect("it is in a folder")).expect("it is writable");
        fs::write(&hook, format!("#!/bin/sh\n{script}\n")).expect("it is writable");
        let executable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&hook, executable).expect("it is there");
    }

    /// Runs git in the remote.
    pub(crate) fn hub(&self, args: &[&str]) -> String {
        self.sandbox.git(self.path("hub.git"), args)
    }

    /// Returns the log's newest commit in a repository.
    pub(crate) fn tip(&self, name: &str) -> String {
        let args = ["rev-parse", "--verify", LOG];
        self.sandbox.git(self.path(name), &args)
    }

    /// Returns the files of the log in a repository whose path holds a word.
    pub(crate) fn files(&self, name: &str, word: &str) -> Vec<String> {
        let args = ["ls-tree", "-r", "--name-only", LOG];
        let all = self.sandbox.git(self.path(name), &args);
        let files = all.lines().filter(|path| path.contains(word));
        files.map(str::to_owned).collect()
    }

    /// Returns the text of a file of the log in a repository.
    pub(crate) fn text(&self, name: &str, path: &str) -> String {
        let spec = format!("{LOG}:{path}");
        self.sandbox.git(self.path(name), &["show", &spec])
    }

    /// Returns how many commits of the remote's log have a subject.
    pub(crate) fn count(&self, subject: &str) -> usize {
        let all = self.hub(&["log", "--format=%s", LOG]);
        all.lines().filter(|line| *line == subject).count()
    }

    /// Checks that git finds nothing wrong in any of the repositories.
    #[track_caller]
    pub(crate) fn assert_sound(&self, names: &[&str]) {
        for name in names {
            let args = ["fsck", "--strict", "--no-dangling", "--no-progress"];
            let run = self.sandbox.program("git", &args).cwd(self.path(name));
            let output = run.run().ok();
            assert_eq!(output.stdout(), "", "{output}");
        }
    }
}

/// The path of the update that Ada posts at the usual moment.
pub(crate) const ADA: &str = "updates/2026/11/23/ada.yaml";

/// Returns a path as text.
pub(crate) fn word(path: &Path) -> &str {
    path.to_str().expect("the sandbox's paths are UTF-8")
}
