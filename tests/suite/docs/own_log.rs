//! The first page's example on the project's own repository.

use super::{Kept, Page};
use crate::kit::Sandbox;

/// The last commit that the example looks at; what came later does not
/// change what it shows.
const LAST: &str = "0f5372edb94d25f1405fa741939352392b614a05";

#[test]
fn the_projects_own_commits_make_the_update_that_the_first_page_shows() {
    let sandbox = Sandbox::new();
    let copy = sandbox.path("work/tidings");
    let root = Page::root().to_str().expect("the project has a plain path");
    sandbox.git(sandbox.path("work"), &["init", "--quiet", "tidings"]);
    let trust = ["-c", "safe.directory=*", "fetch", "--quiet", root, LAST];
    let fetch = sandbox.program("git", &trust).cwd(&copy).run();
    if fetch.status() != Some(0) {
        eprintln!("skipped: this is no clone with the project's history\n{fetch}");
        return;
    }
    sandbox.git(&copy, &["reset", "--quiet", "--hard", "FETCH_HEAD"]);
    let email = sandbox.git(&copy, &["log", "-1", "--format=%ae"]);
    sandbox.git(&copy, &["config", "user.email", &email]);
    sandbox.git(&copy, &["config", "user.name", "The maintainers"]);
    let now = "2026-11-23T18:00:00Z";
    let run = |args: &[&str]| {
        sandbox
            .tidings(args)
            .cwd(&copy)
            .now(now)
            .env("COLUMNS", "88")
            .run()
            .ok()
    };
    let init = "init --no-input --team tidings --handle maintainer --time-zone UTC";
    run(&init.split(' ').collect::<Vec<_>>());
    let mut shown = String::new();
    let post = run(&["post", "--from-commits"]);
    shown += &format!("$ tidings post --from-commits\n{}", post.stderr());
    let digest = run(&["digest", "today"]);
    shown += &format!("\n$ tidings digest today\n{}", digest.stdout());
    for part in ["git: opens repositories and reads objects", "12 "] {
        assert!(shown.contains(part), "{part} not in\n{shown}");
    }
    let lines = shown.lines().map(str::trim_end);
    let shown: Vec<_> = lines.collect();
    let shown = format!("```console\n{}\n```\n", shown.join("\n"));
    Kept::at("README.md").holds_between("<!-- own log", "<!-- end", &shown);
}
