//! Comments on a standing issue, by a program that stands for `gh` or `glab`.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::Office;
use super::office::{BRANCH, OVER};
use crate::kit::Invocation;

/// Keeps the comments of one issue, one a line, and writes down what it is
/// asked.
const PROGRAM: &str = r#"#!/bin/bash
state=$(dirname "$0")/state
mkdir -p "$state"
printf '%s %s\n' "$(basename "$0")" "$*" >>"$state/asked"
if [ -e "$state/fails" ]; then
  cat "$state/fails" >&2
  exit 1
fi
method=
for word; do
  [ "$last" = --method ] && method=$word
  last=$word
done
case "$method" in
GET) printf '[%s]' "$(paste -sd, "$state/comments" 2>/dev/null)" ;;
POST) cat >>"$state/comments"; echo >>"$state/comments"; echo '{}' ;;
esac
"#;

/// Puts the remote of a checkout at an address, of which ssh is told where it
/// really is, and runs the job there.
fn job(office: &Office, address: &str, when: &str, args: &[&str]) -> Invocation {
    let checkout = office.checkout();
    let script = |name: &str, text: &str| -> PathBuf {
        let path = office.sandbox.write(&format!("bin/{name}"), text);
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&path, mode).expect("it was written");
        path
    };
    let ssh = script(
        "ssh",
        &format!(
            "#!/bin/bash\nfor last; do :; done\ncase \"$last\" in\n\
             git-upload-pack*) exec git-upload-pack '{0}' ;;\n\
             git-receive-pack*) exec git-receive-pack '{0}' ;;\nesac\nexit 1\n",
            office.remote.display()
        ),
    );
    for name in ["gh", "glab"] {
        script(name, PROGRAM);
    }
    let set = ["remote", "set-url", "origin", address];
    office.sandbox.git(&checkout, &set);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let bin = office.sandbox.path("bin");
    let folders = std::iter::once(bin).chain(std::env::split_paths(&path));
    let path = std::env::join_paths(folders).expect("folders without colons");
    office
        .job(&checkout, when, args)
        .env("PATH", path)
        .env("GIT_SSH_COMMAND", ssh)
        .env("GIT_SSH_VARIANT", "ssh")
}

fn left(office: &Office, name: &str) -> String {
    let path = office.sandbox.path("bin/state").join(name);
    std::fs::read_to_string(path).unwrap_or_default()
}

const GITHUB: &str = "git@github.com:quill/log.git";

#[test]
fn each_digest_gets_one_comment_however_often_the_job_runs() {
    let office = Office::new();
    office.post(
        "ada",
        "2026-11-20T14:00:00Z",
        "2026-W47",
        "Ping @grace, fixes #214",
    );
    let args = ["--comment", "12"];
    let output = job(&office, GITHUB, OVER, &args).run().ok();
    output.notes("2026-W47 has a comment at #12");
    let comments = left(&office, "comments");
    assert_eq!(comments.lines().count(), 1, "{comments}");
    let commit = office.git(&["rev-parse", BRANCH]);
    let body: serde_json::Value = serde_json::from_str(&comments).expect("JSON");
    let body = body["body"].as_str().expect("a text");
    let marker = format!("<!-- tidings:digest 2026-W47 {commit} -->\n## Team Quill");
    assert!(body.starts_with(&marker), "{body}");
    // Nobody is called, and nothing is closed.
    assert!(
        !body.contains(" @grace") && !body.contains("fixes #214"),
        "{body}"
    );
    let asked = left(&office, "asked");
    let get = "gh api --hostname github.com --method GET repos/quill/log/issues/12/comments?\
               since=2026-11-16T00:00:00Z&per_page=100&page=1";
    assert!(asked.starts_with(get), "{asked}");
    for when in [OVER, "2026-11-25T08:00:00Z"] {
        job(&office, GITHUB, when, &args).run().ok();
    }
    assert_eq!(left(&office, "comments"), comments);
}

#[test]
fn a_comment_that_failed_is_written_by_a_later_run() {
    let office = Office::new();
    office.post_all("2026-W47", "2026-11-20");
    let args = ["--comment", "12"];
    let fails = office
        .sandbox
        .write("bin/state/fails", "HTTP 403: ::error::no\n");
    let output = job(&office, GITHUB, OVER, &args).run().code(1);
    let output = output.notes("error: 2026-W47 was published, and has no comment at #12");
    assert!(
        output.stderr().lines().all(|line| !line.starts_with("::")),
        "{output}"
    );
    assert_eq!(office.digests(), "digests/2026/W47.md");
    std::fs::remove_file(fails).expect("it is there");
    let output = job(&office, GITHUB, "2026-11-24T08:00:00Z", &args)
        .run()
        .ok();
    output.notes("2026-W47 has a comment at #12");
    assert_eq!(left(&office, "comments").lines().count(), 1);
    // What is older is no news to anybody.
    let office = Office::new();
    office.post_all("2026-W47", "2026-11-20");
    office.publish(OVER, &[]);
    job(&office, GITHUB, "2026-12-02T08:00:00Z", &args)
        .run()
        .ok();
    assert_eq!(left(&office, "comments"), "");
}

#[test]
fn whoever_writes_the_mark_beforehand_keeps_nothing_away() {
    let office = Office::new();
    office.post_all("2026-W47", "2026-11-20");
    let forged = "{\"body\":\"<!-- tidings:digest 2026-W47 0000 -->\"}\n";
    office.sandbox.write("bin/state/comments", forged);
    job(&office, GITHUB, OVER, &["--comment", "12"]).run().ok();
    assert_eq!(left(&office, "comments").lines().count(), 2);
}

#[test]
fn a_team_that_keeps_no_digests_has_one_comment_a_week() {
    let office = Office::with(&["--cadence", "weekly", "--digests", "nowhere"]);
    office.post_all("2026-W47", "2026-11-20");
    let args = ["--comment", "12"];
    let again = ["--comment", "12", "--again", "2026-W47"];
    let count = |when: &str, args: &[&str]| {
        job(&office, GITHUB, when, args).run().ok();
        left(&office, "comments").lines().count()
    };
    assert_eq!(count(OVER, &args), 1);
    office.post("ada", "2026-11-24T14:00:00Z", "2026-W48", "More");
    assert_eq!(count("2026-11-24T15:00:00Z", &args), 1);
    assert_eq!(count("2026-11-24T15:00:00Z", &again), 2);
    assert_eq!(count("2026-11-24T15:00:00Z", &args), 2);
}

#[test]
fn at_gitlab_it_is_a_note_on_an_issue_or_a_merge_request() {
    for (number, kind) in [("7", "issues"), ("!7", "merge_requests")] {
        let office = Office::new();
        office.post_all("2026-W47", "2026-11-20");
        let address = "git@gitlab.com:quill/sub/log.git";
        job(&office, address, OVER, &["--comment", number])
            .run()
            .ok();
        let asked = left(&office, "asked");
        let post = format!("projects/quill%2Fsub%2Flog/{kind}/7/notes");
        let last = asked.lines().last().expect("it was asked");
        assert!(
            last.contains("--method POST") && last.ends_with(&post),
            "{asked}"
        );
    }
}

#[test]
fn a_place_without_issues_is_said_to_be_one() {
    let office = Office::new();
    office.post_all("2026-W47", "2026-11-20");
    let job = |args: &[&str]| office.job(&office.checkout(), OVER, args);
    job(&["--comment", "twelve"]).run().code(2);
    let output = job(&["--comment", "12"]).run().code(1);
    output.notes("a comment can be written at GitHub or GitLab");
    assert_eq!(office.digests(), "");
}
