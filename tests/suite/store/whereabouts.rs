use super::{Team, path};

#[test]
fn a_log_that_was_only_fetched_is_read_without_a_branch_and_gets_one_to_post() {
    let team = Team::new();
    let post = ["post", "--no-input", "--for", "2026-11-20", "Shipped it"];
    team.run(&post).run().ok();
    let here = team.clone("clone", &[]);
    let run = |args: &[&str]| team.sandbox.tidings(args).cwd(&here).run().ok();
    let branches = || team.sandbox.git(&here, &["branch", "--list", "tidings"]);
    for args in [
        &["status"][..],
        &["digest", "2026-W47"],
        &["log"],
        &["show", "ada"],
    ] {
        let stderr = run(args).stderr().to_owned();
        assert_eq!(stderr, "", "{args:?}");
        assert_eq!(branches(), "", "{args:?}");
    }
    run(&["digest", "2026-W47"]).says("Shipped it");
    run(&["post", "--no-input", "more"]).notes("follows origin/tidings");
    let ancestor = ["merge-base", "--is-ancestor", "origin/tidings", "tidings"];
    team.sandbox.git(&here, &ancestor);
    // As the guide has it: a folder of its own, to pull and push from.
    team.sandbox
        .git(&here, &["worktree", "add", "--quiet", "../log", "tidings"]);
    let folder = here.join("../log");
    team.sandbox.git(&folder, &["pull", "--quiet", "--rebase"]);
    team.sandbox.git(&folder, &["push", "--quiet", "--dry-run"]);
}

#[test]
fn of_several_remotes_the_one_that_is_set_counts() {
    let team = Team::new();
    let here = team.clone("clone", &[]);
    let git = |args: &[&str]| team.sandbox.git(&here, args);
    let run = |args: &[&str]| team.sandbox.tidings(args).cwd(&here).run().ok();
    for remote in ["aside", "home"] {
        git(&["remote", "add", remote, path(&team.log)]);
        git(&["fetch", "--quiet", remote]);
    }
    let note = |branch: &str| {
        git(&["update-ref", "-d", "refs/heads/tidings"]);
        run(&["post", "--no-input", "x"]).notes(branch);
    };
    note("follows origin/tidings");
    git(&["config", "tidings.remote", "home"]);
    note("follows home/tidings");
    run(&["post", "--no-input", "y"]).notes("posted: Monday 2026-11-23 to home\n");
}

#[test]
fn the_default_branch_counts_and_not_the_one_that_is_worked_on() {
    let team = Team::new();
    let source = team.sandbox.path("work/own");
    let own = ["init", "--no-input", "--new", path(&source)];
    team.run(&own).run().ok();
    team.git(&["config", "--global", "--unset", "tidings.repo"]);
    let here = team.sandbox.path("work/clone");
    let clone = ["clone", "--quiet", path(&source), path(&here)];
    team.sandbox.git(team.sandbox.path("work"), &clone);
    let git = |args: &[&str]| team.sandbox.git(&here, args);
    git(&["checkout", "--quiet", "-b", "proposal"]);
    let tip = git(&["rev-parse", "proposal"]);
    let post = ["post", "--no-input", "--no-push", "Shipped it"];
    team.sandbox.tidings(&post).cwd(&here).run().ok();
    assert_eq!(
        git(&["rev-parse", "proposal", "main^"]),
        format!("{tip}\n{tip}")
    );
    // Also where the branch itself is gone, or HEAD names none.
    git(&["branch", "--quiet", "-D", "main"]);
    git(&["checkout", "--quiet", "--detach"]);
    let status = team.sandbox.tidings(&["status"]).cwd(&here).run().ok();
    status.says("(main)");
}

#[test]
fn what_is_set_where_one_stands_is_not_said_of_the_repository_one_names() {
    let team = Team::new();
    team.git(&["branch", "elsewhere", "tidings"]);
    let other = team.sandbox.repo(crate::kit::Kind::Plain);
    team.sandbox
        .git(&other, &["config", "tidings.branch", "notes"]);
    let log = path(&team.log);
    let status = |args: &[&str]| {
        let run = team.sandbox.tidings(args).cwd(&other);
        run.env("TIDINGS_REPO", "").run()
    };
    status(&["--repo", log, "status"]).ok().says("(tidings)");
    team.git(&["config", "tidings.branch", "elsewhere"]);
    status(&["--repo", log, "status"]).ok().says("(elsewhere)");
    // The settings that name the repository may name its branch too.
    team.sandbox.git(&other, &["config", "tidings.repo", log]);
    status(&["status"]).code(1).notes("no branch 'notes'");
    team.sandbox
        .git(&other, &["config", "--unset", "tidings.branch"]);
    status(&["status"]).ok().says("(elsewhere)");
}

#[test]
fn paths_lead_from_the_directory_that_is_named() {
    let team = Team::new();
    let work = team.sandbox.path("work");
    let name = team
        .log
        .file_name()
        .expect("a name")
        .to_str()
        .expect("UTF-8");
    let folder = team.log.join("deep/er");
    std::fs::create_dir_all(&folder).expect("the sandbox is writable");
    let run = |args: &[&str]| team.sandbox.tidings(args).cwd(&work);
    run(&["--repo", name, "status"]).run().ok();
    run(&["-C", name, "status"]).run().ok();
    run(&["-C", "..", "--repo", &format!("work/{name}"), "status"])
        .run()
        .ok();
    run(&["-C", path(&folder), "status"]).run().ok();
    run(&["status"]).env("TIDINGS_REPO", name).run().ok();
    run(&["-C", "..", "status"])
        .env("TIDINGS_REPO", format!("work/{name}"))
        .run()
        .ok();
    run(&["status"]).run().code(1).notes("no git repository");
    let git_dir = team.log.join(".git");
    run(&["status"]).env("GIT_DIR", &git_dir).run().ok();
    // A repository that is named wins over the one of a hook.
    let other = team.sandbox.repo(crate::kit::Kind::Plain);
    let post = ["--repo", name, "post", "--no-input", "from a hook"];
    run(&post).env("GIT_DIR", other.join(".git")).run().ok();
    assert!(
        team.git(&["log", "-1", "--format=%s", "tidings"])
            .contains("daily update")
    );
    assert_eq!(
        team.sandbox.git(&other, &["branch", "--list", "tidings"]),
        ""
    );
}

#[test]
fn a_linked_work_tree_has_the_log_of_its_repository() {
    let team = Team::new();
    let to = team.sandbox.path("work/linked");
    team.git(&["worktree", "add", "--quiet", "-b", "side", path(&to)]);
    let post = ["post", "--no-input", "from the side"];
    team.sandbox.tidings(&post).cwd(&to).run().ok();
    assert!(
        team.git(&["log", "-1", "--format=%s", "tidings"])
            .contains("daily update")
    );
}

#[test]
fn the_first_push_notes_where_the_branch_belongs() {
    let team = Team::new();
    let remote = team.sandbox.path("work/bare");
    let bare = ["init", "--quiet", "--bare", path(&remote)];
    team.sandbox.git(team.sandbox.path("work"), &bare);
    let git = |args: &[&str]| team.sandbox.git(&team.log, args);
    git(&["remote", "add", "origin", path(&remote)]);
    let posted = team.run(&["post", "--no-input", "One"]).run().ok();
    posted.notes("posted: Monday 2026-11-23 to origin, with 1 commit that waited\n");
    let upstream = ["rev-parse", "--abbrev-ref", "tidings@{upstream}"];
    assert_eq!(git(&upstream), "origin/tidings");
}
