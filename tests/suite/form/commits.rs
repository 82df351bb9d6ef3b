//! Commits of all the repositories that one works in.

use super::team;
use crate::kit::Kind;

#[test]
fn repositories_are_set_once_and_a_missing_one_is_named() {
    let team = team("");
    let other = team.sandbox.repo(Kind::Plain);
    for (place, subject) in [(&team.repo, "Here"), (&other, "There")] {
        let args = ["commit", "--allow-empty", "-m", subject];
        let run = team.sandbox.program("git", &args).cwd(place);
        run.author("Ada Example", "ada@example.org").run().ok();
    }
    let beside = other
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name");
    for path in [
        &format!("../{beside}"),
        "~/gone",
        other.to_str().expect("UTF-8"),
    ] {
        team.git(&["config", "--add", "tidings.commits", path]);
    }
    // A repository that is named is the only one.
    let run = team
        .post(&["--from-commits=.", "--no-input", "--dry-run"])
        .run()
        .ok();
    assert!(
        run.stdout().contains("Here") && !run.stdout().contains("There"),
        "{run}"
    );
    let run = team.post(&["--from-commits", "--no-input"]).run().ok();
    run.notes("tidings.commits names ~/gone");
    assert_eq!(team.texts(23, "done"), ["Here", "There"]);
}
