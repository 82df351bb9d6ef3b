//! A team to test with.

use std::path::{Path, PathBuf};

use crate::kit::{Invocation, Kind, Output, Sandbox};

/// The arguments of the contract that scripts rely on.
const INIT: [&str; 12] = [
    "init",
    "--no-input",
    "--team",
    "Team Quill",
    "--handle",
    "ada",
    "--name",
    "Ada Example",
    "--email",
    "ada@example.org",
    "--time-zone",
    "Europe/Paris",
];

/// The branch of a log that shares a repository with something else.
pub(super) const LOG: &str = "refs/heads/tidings";

/// Prepares `tidings init` with all answers, and more arguments.
pub(super) fn init(sandbox: &Sandbox, repository: &Path, more: &[&str]) -> Invocation {
    let args: Vec<&str> = INIT.into_iter().chain(more.iter().copied()).collect();
    sandbox.tidings(&args).cwd(repository)
}

/// Makes a repository of a kind with a log in it that Ada has started.
pub(super) fn started(sandbox: &Sandbox, kind: Kind) -> PathBuf {
    let repository = sandbox.repo(kind);
    init(sandbox, &repository, &[]).run().ok();
    repository
}

/// Makes a repository of its own for a log that Ada has started: its branch
/// `main` is checked out.
pub(super) fn own(sandbox: &Sandbox) -> PathBuf {
    let work = sandbox.path("work");
    init(sandbox, &work, &["--new", "team-log"]).run().ok();
    sandbox.path("work/team-log")
}

/// Prepares a post for one day, by options alone.
pub(super) fn post(sandbox: &Sandbox, repository: &Path, day: &str, args: &[&str]) -> Invocation {
    let start = ["post", "--no-input", "--for", day];
    let args: Vec<&str> = start.into_iter().chain(args.iter().copied()).collect();
    sandbox.tidings(&args).cwd(repository)
}

/// Runs the program with these arguments.
pub(super) fn tidings(sandbox: &Sandbox, repository: &Path, args: &[&str]) -> Output {
    sandbox.tidings(args).cwd(repository).run()
}

/// Returns what a ref names.
pub(super) fn tip(sandbox: &Sandbox, repository: &Path, name: &str) -> String {
    sandbox.git(repository, &["rev-parse", "--verify", name])
}

/// Returns how many commits lead to a ref.
pub(super) fn count(sandbox: &Sandbox, repository: &Path, name: &str) -> usize {
    let count = sandbox.git(repository, &["rev-list", "--count", name]);
    count.parse().expect("git counts in digits")
}

/// Returns the text of a file at the tip of a branch.
pub(super) fn text(sandbox: &Sandbox, repository: &Path, name: &str, path: &str) -> String {
    sandbox.git(repository, &["show", &format!("{name}:{path}")])
}

/// Checks that git finds nothing wrong.
#[track_caller]
pub(super) fn fsck(sandbox: &Sandbox, repository: &Path) {
    let args = ["fsck", "--strict", "--no-dangling", "--no-progress"];
    let output = sandbox.program("git", &args).cwd(repository).run().ok();
    assert_eq!(output.stdout(), "", "{output}");
}

/// Checks that a work tree and its index are as the last commit has them.
#[track_caller]
pub(super) fn assert_clean(sandbox: &Sandbox, repository: &Path) {
    assert_eq!(sandbox.git(repository, &["status", "--porcelain"]), "");
}
