use super::{Office, waiting};

/// The mark of whoever works in this repository.
const MARK: &str = "refs/tidings/read/tidings";

fn mark(office: &Office) -> Option<String> {
    let git = office
        .log
        .sandbox
        .program("git", &["rev-parse", "--quiet", "--verify", MARK]);
    let output = git.cwd(&office.log.repository).run();
    (output.status() == Some(0)).then(|| output.stdout().trim().to_owned())
}

fn tip(office: &Office) -> String {
    office
        .log
        .sandbox
        .git(&office.log.repository, &["rev-parse", "tidings"])
}

/// Returns how many updates of others are new to Grace.
fn new(office: &Office) -> usize {
    let inbox = office.inbox("grace", "2026-11-20T15:00:00Z");
    inbox["updates"].as_array().map_or(0, Vec::len)
}

#[test]
fn only_what_was_seen_whole_or_marked_is_read() {
    let office = Office::new();
    let now = "2026-11-20T15:00:00Z";
    office.post(
        "ada",
        "2026-11-20T09:00:00Z",
        &["-d", "Set the type", "--kudos", "@grace Ink"],
    );
    for format in ["terminal", "json", "markdown", "html"] {
        office.run("grace", now, &["inbox", "--format", format]);
        assert_eq!(mark(&office), None, "{format}");
    }
    assert_eq!(waiting(&office.inbox("grace", now)).len(), 1);
    office.run("grace", now, &["inbox", "--mark-read"]);
    assert_eq!(mark(&office), Some(tip(&office)));
    let inbox = office.inbox("grace", now);
    assert_eq!(waiting(&inbox), [], "thanks were seen");
    assert_eq!(inbox["since"]["reason"], "read");
    assert_eq!(new(&office), 0);
    office.post("linus", "2026-11-20T10:00:00Z", &["-d", "Printed it"]);
    assert_eq!(new(&office), 1);
    // What was asked for from some day on is told again.
    let again = office.run(
        "grace",
        now,
        &["inbox", "--since", "2026-11-19", "--format", "json"],
    );
    assert_eq!(again.json()["updates"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_mark_survives_what_history_goes_through() {
    let office = Office::new();
    let git = |args: &[&str]| office.log.sandbox.git(&office.log.repository, args);
    let now = "2026-11-20T15:00:00Z";
    office.post("ada", "2026-11-20T09:00:00Z", &["-d", "Set the type"]);
    let base = tip(&office);
    office.post("linus", "2026-11-20T10:00:00Z", &["-d", "Printed it"]);
    office.run("grace", now, &["inbox", "--mark-read"]);
    // The branch goes on from an earlier commit: what both have was read.
    git(&["update-ref", "refs/heads/tidings", &base]);
    assert_eq!(new(&office), 0);
    office.post("ada", "2026-11-19T09:00:00Z", &["-d", "Another history"]);
    git(&["reflog", "expire", "--expire=now", "--all"]);
    git(&["gc", "--quiet", "--prune=now"]);
    assert_eq!(new(&office), 1, "since the last commit that both have");
    // A mark that names nothing here is none.
    let inbox = office.inbox("grace", now);
    assert_eq!(inbox["since"]["commit"], base.as_str());
    git(&["update-ref", "-d", MARK]);
    let inbox = office.inbox("grace", now);
    assert_eq!(inbox["since"]["reason"], "start");
}

#[cfg(unix)]
#[test]
fn a_terminal_that_shows_all_of_it_marks_it_read() {
    let office = Office::new();
    office.post("ada", "2026-11-20T09:00:00Z", &["-d", "Set the type"]);
    let run = office.by("grace", "2026-11-20T15:00:00Z", &["inbox"]);
    let (status, screen) = run.env("GIT_PAGER", "cat").terminal(100, 30).end();
    assert_eq!(status, 0, "{screen}");
    assert!(screen.contains("Set the type"), "{screen}");
    assert_eq!(mark(&office), Some(tip(&office)));
}

#[test]
fn what_was_read_today_is_still_promised_by_the_same_hour() {
    let office = Office::new();
    let asked = "2026-11-20T09:00:00Z";
    office.post("ada", asked, &["-q", "@grace Which?"]);
    let now = "2026-11-20T10:00:00Z";
    let before = office.inbox("grace", now)["waiting"][0].clone();
    assert!(before["due"].is_string(), "{before}");
    office.run("grace", now, &["inbox", "--mark-read"]);
    assert_eq!(office.inbox("grace", now)["waiting"][0], before);
}
