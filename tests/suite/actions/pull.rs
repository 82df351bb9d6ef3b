use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::Runner;
use crate::kit::{Sandbox, Server, Transport};

/// The team of the log that pull requests are for.
const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: UTC
members:
  - { handle: ada, name: Ada Example, emails: [ada@example.org], time_zone: UTC }
  - { handle: grace, name: Grace Sample, emails: [grace@example.org], time_zone: UTC }
";

/// A log at a forge, and a pull request to it out of a fork.
pub(super) struct Pull<'a> {
    sandbox: &'a Sandbox,
    pub(super) server: Server,
    /// The repository at the forge.
    pub(super) remote: PathBuf,
    base: String,
    head: String,
    merge: String,
}

impl<'a> Pull<'a> {
    /// Opens a pull request that brings one update of Ada's, which somebody
    /// commits in a fork; the log has gone on since the fork was made.
    pub(super) fn open(
        sandbox: &'a Sandbox,
        transport: Transport,
        email: &str,
        update: &str,
    ) -> Self {
        let remote = sandbox.path("forge/log.git");
        let fork = sandbox.path("forge/fork");
        fs::create_dir_all(&remote).expect("the sandbox is writable");
        sandbox.git(&remote, &["init", "--quiet", "--bare"]);
        let at = |path: &Path| path.to_str().expect("it is UTF-8").to_owned();
        sandbox.git(
            sandbox.path("forge"),
            &["clone", "--quiet", &at(&remote), &at(&fork)],
        );
        let commit = |path: &str, text: &str, email: &str| {
            sandbox.write(&format!("forge/fork/{path}"), text);
            sandbox.git(&fork, &["add", "--all"]);
            let name = format!("user.email={email}");
            sandbox.git(
                &fork,
                &["-c", &name, "commit", "--quiet", "-m", "Say something"],
            );
        };
        commit(".tidings/team.yaml", TEAM, "ada@example.org");
        for day in 2..12 {
            let text = format!("tidings: 1\nauthor: grace\nperiod: 2026-11-{day:02}\ndone: [x]\n");
            let path = format!("updates/2026/11/{day:02}/grace.yaml");
            commit(&path, &text, "grace@example.org");
        }
        sandbox.git(&fork, &["push", "--quiet", "origin", "HEAD:main"]);
        sandbox.git(&fork, &["checkout", "--quiet", "-b", "proposal"]);
        commit("updates/2026/11/23/ada.yaml", update, email);
        let head = sandbox.git(&fork, &["rev-parse", "HEAD"]);
        sandbox.git(&fork, &["checkout", "--quiet", "main"]);
        let text = "tidings: 1\nauthor: grace\nperiod: 2026-11-20\ndone: [y]\n";
        commit("updates/2026/11/20/grace.yaml", text, "grace@example.org");
        let base = sandbox.git(&fork, &["rev-parse", "HEAD"]);
        let merge = ["merge", "--quiet", "--no-ff", "-m", "Merge", "proposal"];
        sandbox.git(&fork, &merge);
        let merge = sandbox.git(&fork, &["rev-parse", "HEAD"]);
        for refspec in [
            format!("{base}:refs/heads/main"),
            format!("{head}:refs/pull/7/head"),
            format!("{merge}:refs/pull/7/merge"),
        ] {
            sandbox.git(&fork, &["push", "--quiet", "origin", &refspec]);
        }
        // As the forge does, so that a commit can be asked for by its id.
        sandbox.git(
            &remote,
            &["config", "uploadpack.allowAnySHA1InWant", "true"],
        );
        sandbox.git(&remote, &["symbolic-ref", "HEAD", "refs/heads/main"]);
        Self {
            sandbox,
            server: Server::start(sandbox, transport, &remote),
            remote,
            base,
            head,
            merge,
        }
    }

    /// Lays out the job that checks it: `actions/checkout` has fetched the
    /// merge commit alone and kept no credentials.
    pub(super) fn runner(&self) -> Runner<'a> {
        let payload = json!({
            "action": "synchronize",
            "number": 7,
            "pull_request": {
                "number": 7,
                "title": "x\n::error::title",
                "head": { "ref": "proposal", "sha": self.head },
                "base": { "ref": "main", "sha": self.base },
            },
        });
        let mut runner = Runner::new(self.sandbox, "pull_request", &payload.to_string());
        runner.set("GITHUB_SHA", &self.merge);
        runner.set("GITHUB_REF", "refs/pull/7/merge");
        runner.set("GITHUB_BASE_REF", "main");
        runner.set("GITHUB_HEAD_REF", "proposal");
        let url = self.server.url();
        let host = url.rsplit_once('/').map_or(url, |(host, _)| host);
        runner.set("GITHUB_SERVER_URL", host);
        let git = |args: &[&str]| drop(self.sandbox.git(&runner.workspace, args));
        git(&["init", "--quiet"]);
        git(&["remote", "add", "origin", url]);
        let refspec = format!("+{}:refs/remotes/pull/7/merge", self.merge);
        git(&[
            "fetch",
            "--quiet",
            "--no-tags",
            "--depth=1",
            "origin",
            &refspec,
        ]);
        git(&[
            "checkout",
            "--quiet",
            "--force",
            "refs/remotes/pull/7/merge",
        ]);
        runner.add_tidings();
        runner
    }

    /// Returns every ref of the log at the forge, with what it is at.
    pub(super) fn refs(&self) -> String {
        self.sandbox.git(&self.remote, &["for-each-ref"])
    }
}
