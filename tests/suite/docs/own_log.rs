//! The first page's example on the project's own repository.

use std::path::Path;

use super::{Kept, Page};
use crate::kit::Sandbox;

/// The last commit that the example looks at; what came later does not
/// change what it shows.
const LAST: &str = "0f5372e";

/// Makes a clone look as it did then, and starts a log in it; what this
/// prints is not shown.
const BEFORE: [&str; 3] = [
    "git switch --force-create main LAST",
    "git config user.email \"$(git log -1 --format=%ae)\"",
    "tidings init --no-input --team tidings --handle maintainer --name 'The maintainers' --time-zone UTC",
];

/// What is shown with what it prints.
const SHOWN: [&str; 2] = ["tidings post --from-commits", "tidings digest today"];

#[test]
fn the_projects_own_commits_make_the_update_that_the_first_page_shows() {
    let sandbox = Sandbox::new();
    let copy = sandbox.path("work/tidings");
    let root = Page::root().to_str().expect("the project has a plain path");
    sandbox.git(sandbox.path("work"), &["init", "--quiet", "tidings"]);
    let trust = ["-c", "safe.directory=*", "fetch", "--quiet", root, "HEAD"];
    let fetched = sandbox.program("git", &trust).cwd(&copy).run();
    let name = format!("{LAST}^{{commit}}");
    let known = ["rev-parse", "--quiet", "--verify", &name];
    let known = sandbox.program("git", &known).cwd(&copy).run();
    if fetched.status() != Some(0) || known.status() != Some(0) {
        eprintln!("skipped: this is no clone with the project's history\n{fetched}");
        return;
    }
    let program = Path::new(env!("CARGO_BIN_EXE_tidings"));
    let folder = program.parent().expect("a program is in a folder");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
    let path = std::env::join_paths(path).expect("the folders were in a PATH");
    let run = |line: &str| {
        let shell = sandbox.program("bash", &["-euc", line]).cwd(&copy);
        let shell = shell.now("2026-11-23T16:00:00Z").env("COLUMNS", "88");
        shell.env("PATH", &path).run().ok()
    };
    let mut shown = String::new();
    for line in BEFORE {
        let line = line.replace("LAST", LAST);
        run(&line);
        shown += &format!("$ {line}\n");
    }
    for line in SHOWN {
        let output = run(line);
        shown += &format!("$ {line}\n{}{}\n", output.stderr(), output.stdout());
    }
    let first = "git: opens repositories and reads objects";
    assert!(shown.contains(first), "{first} not in\n{shown}");
    let shown: Vec<_> = shown.lines().map(str::trim_end).collect();
    let shown = format!("```console\n{}\n```\n", shown.join("\n").trim_end());
    Kept::at("README.md").holds_between("<!-- own log", "<!-- end", &shown);
}
