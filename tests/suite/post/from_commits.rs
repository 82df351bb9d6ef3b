//! A draft of what was done, out of one's own commits.

use std::path::Path;

use super::team::Team;
use crate::kit::Kind;

fn commit(team: &Team, place: &Path, who: (&str, &str), when: &str, subject: &str) {
    team.sandbox
        .program("git", &["commit", "--allow-empty", "-m", subject])
        .cwd(place)
        .author(who.0, who.1)
        .env("GIT_AUTHOR_DATE", when)
        .env("GIT_COMMITTER_DATE", when)
        .run()
        .ok();
}

const ADA: (&str, &str) = ("Ada Example", "ada@example.org");
const GRACE: (&str, &str) = ("Grace Example", "grace@example.org");

fn drafted(team: &Team, args: &[&str]) -> Vec<(String, String)> {
    team.post(&[args, &["--no-input"]].concat()).run().ok();
    let update = team.update(23);
    let done = update["done"].as_array().expect("a list").iter();
    done.map(|item| {
        let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
        (text("project"), text("text"))
    })
    .collect()
}

#[test]
fn own_commits_since_the_last_update_and_no_others() {
    let team = Team::new();
    let repo = team.repo.clone();
    let name = repo
        .file_name()
        .and_then(|name| name.to_str())
        .expect("a name")
        .to_owned();
    commit(
        &team,
        &repo,
        ADA,
        "2026-11-19T10:00:00Z",
        "Before the last update",
    );
    team.post(&["--for", "2026-11-20", "Friday"])
        .now("2026-11-20T12:00:00Z")
        .run()
        .ok();
    commit(
        &team,
        &repo,
        ADA,
        "2026-11-20T15:00:00Z",
        "Fix #214: \"quotes\" @grace",
    );
    commit(&team, &repo, GRACE, "2026-11-20T16:00:00Z", "Not Ada's");
    team.git(&["checkout", "-b", "feature/retry"]);
    commit(
        &team,
        &repo,
        ADA,
        "2026-11-21T10:00:00Z",
        "Retry three times",
    );
    team.git(&["checkout", "main"]);
    team.git(&["checkout", "-b", "merged"]);
    commit(
        &team,
        &repo,
        ADA,
        "2026-11-21T11:00:00Z",
        "On a branch that was merged",
    );
    team.git(&["checkout", "main"]);
    commit(&team, &repo, ADA, "2026-11-21T12:00:00Z", "On the trunk");
    team.sandbox
        .program("git", &["merge", "--no-ff", "-m", "Merge it", "merged"])
        .cwd(&repo)
        .env("GIT_AUTHOR_DATE", "2026-11-21T13:00:00Z")
        .env("GIT_COMMITTER_DATE", "2026-11-21T13:00:00Z")
        .run()
        .ok();
    let mut drafted = drafted(&team, &["--from-commits"]);
    assert!(
        drafted.iter().all(|(project, _)| *project == name),
        "{drafted:?}"
    );
    drafted.sort();
    let texts: Vec<&str> = drafted.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Fix #214: \"quotes\" @grace",
            "On a branch that was merged",
            "On the trunk",
            "Retry three times (feature/retry)",
        ]
    );
    // Nothing of the log's own branch, and nothing twice.
    let before = team.tip();
    team.post(&["--from-commits", "--no-input"])
        .run()
        .code(1)
        .notes("no commits of yours since your last update");
    assert_eq!(team.tip(), before);
}

#[test]
fn repositories_are_named_and_kept_apart() {
    let team = Team::new();
    let mut args = Vec::new();
    for kind in [Kind::Sha256, Kind::Bare, Kind::Empty, Kind::Worktree] {
        let place = team.sandbox.repo(kind);
        if !matches!(kind, Kind::Empty | Kind::Bare) {
            commit(
                &team,
                &place,
                ADA,
                "2026-11-22T10:00:00Z",
                &format!("In {}", kind.name()),
            );
        }
        args.push(format!("--from-commits={}", place.display()));
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let drafted = drafted(&team, &args);
    let texts: Vec<&str> = drafted.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["In sha256", "In worktree (side)"]);
    assert!(drafted[0].0.starts_with("sha256"), "{drafted:?}");
    team.post(&["--from-commits=nowhere", "--no-input"])
        .run()
        .code(1)
        .notes("nowhere");
}

#[test]
fn where_there_is_no_repository_the_way_to_name_one_is_shown() {
    let team = Team::new();
    let nowhere = team.sandbox.path("nowhere");
    std::fs::create_dir_all(&nowhere).expect("writable");
    let repo = team.repo.display().to_string();
    let place = format!("there is no git repository at {}\n", nowhere.display());
    team.post(&["--repo", &repo, "--from-commits", "--no-input"])
        .cwd(&nowhere)
        .run()
        .code(1)
        .notes(&place)
        .notes("--from-commits=DIR");
}
