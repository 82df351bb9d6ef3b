//! Where the files for a forge's CI go, and what becomes of those that are
//! there.

use std::path::PathBuf;

use super::Office;
use super::office::BRANCH;
use crate::kit::{Invocation, Kind, Sandbox};

const PIN: &str = "0123456789abcdef0123456789abcdef01234567";
const NOW: &str = "2026-11-23T09:00:00Z";
const CHECK: &str = ".github/workflows/tidings-check.yml";
const DIGEST: &str = ".github/workflows/tidings-digest.yml";

fn ci(office: &Office, args: &[&str]) -> Invocation {
    office.prepare("ada", NOW, &[&["ci"], args].concat())
}

fn install(office: &Office, args: &[&str]) -> Invocation {
    ci(
        office,
        &[&["install", "github", "--pin", PIN], args].concat(),
    )
}

/// Gives the remote a default branch with code.
fn add_code(office: &Office) -> PathBuf {
    let code = office.sandbox.path("work/code");
    let url = format!("file://{}", office.remote.display());
    let git = |args: &[&str]| office.sandbox.git(&code, args);
    std::fs::create_dir(&code).expect("the sandbox is writable");
    git(&["init", "--quiet"]);
    office.sandbox.write("work/code/story.txt", "once upon\n");
    git(&["add", "story.txt"]);
    git(&["commit", "--quiet", "--message", "Begin"]);
    git(&["push", "--quiet", &url, "HEAD:refs/heads/main"]);
    office.git(&["symbolic-ref", "HEAD", "refs/heads/main"]);
    code
}

#[test]
fn in_a_repository_of_its_own_both_go_onto_the_logs_branch() {
    let office = Office::new();
    office.git(&["symbolic-ref", "HEAD", &format!("refs/heads/{BRANCH}")]);
    let output = install(&office, &["--comment", "12"]).run().ok();
    output.notes("sent to origin");
    let (check, digest) = (office.file(CHECK), office.file(DIGEST));
    assert!(
        check.contains("pull_request:\n    branches: ['tidings']"),
        "{check}"
    );
    assert!(
        digest.contains("ref: 'tidings'") && digest.contains("comment: '12'"),
        "{digest}"
    );
    for text in [&check, &digest] {
        assert!(text.contains(&format!("@{PIN} # v")), "{text}");
        assert!(text.starts_with("# Written by tidings "), "{text}");
    }
    // Once more changes nothing, and keeps what was chosen.
    let tip = office.git(&["rev-parse", BRANCH]);
    install(&office, &["--comment", "12"]).run().ok();
    ci(&office, &["update", "--pin", PIN]).run().ok();
    assert_eq!(office.git(&["rev-parse", BRANCH]), tip);
    let newer = PIN.replace('0', "9");
    ci(&office, &["update", "--pin", &newer]).run().ok();
    let digest = office.file(DIGEST);
    assert!(
        digest.contains(&newer) && digest.contains("comment: '12'"),
        "{digest}"
    );
}

#[test]
fn beside_code_the_digest_goes_onto_a_branch_to_be_reviewed() {
    let office = Office::new();
    add_code(&office);
    let (main, output) = (
        office.git(&["rev-parse", "main"]),
        install(&office, &[]).run().ok(),
    );
    output.notes("sent it to origin on branch 'tidings-ci', to be reviewed and merged");
    // Nothing was written to the default branch, nor what does not belong there.
    assert_eq!(office.git(&["rev-parse", "main"]), main);
    assert_eq!(office.git(&["rev-parse", "tidings-ci^"]), main);
    let files = office.git(&["diff", "--name-only", "main", "tidings-ci"]);
    assert_eq!(files, DIGEST);
    assert!(office.file(CHECK).contains("pull_request:"));
    let tree = office.git(&["ls-tree", "-r", "--name-only", BRANCH]);
    assert!(!tree.contains(DIGEST), "{tree}");
    // As long as it waits, it is not written over.
    let newer = PIN.replace('0', "9");
    let output = ci(&office, &["install", "github", "--pin", &newer]).run();
    let output = output.code(1);
    let output = output.notes("there is a branch 'tidings-ci' already");
    output.notes("git push origin --delete tidings-ci");
    // What waits there is no fault where it is what would be written.
    let (waiting, check) = (office.git(&["rev-parse", "tidings-ci"]), office.file(CHECK));
    let output = ci(&office, &["install", "github", "--pin", PIN]).run().ok();
    output.notes("it waits on branch 'tidings-ci' of origin, to be reviewed and merged");
    assert_eq!(office.git(&["rev-parse", "tidings-ci"]), waiting);
    assert_ne!(
        office.file(CHECK),
        check,
        "the check is of the older pin again"
    );
    // Merged, it is up to date, and then renewed in the same way.
    office.git(&["update-ref", "refs/heads/main", "tidings-ci"]);
    office.git(&["update-ref", "-d", "refs/heads/tidings-ci"]);
    let update = || ci(&office, &["update", "--pin", &newer]).run();
    update().ok().notes("on branch 'tidings-ci'");
    let renewed = office.git(&["show", &format!("tidings-ci:{DIGEST}")]);
    assert!(renewed.contains(&newer), "{renewed}");
}

#[test]
fn what_a_person_wrote_is_not_overwritten() {
    let office = Office::new();
    office.git(&["symbolic-ref", "HEAD", &format!("refs/heads/{BRANCH}")]);
    install(&office, &[]).run().ok();
    let desk = &office.desk;
    let git = |args: &[&str]| office.sandbox.git(desk, args);
    git(&["switch", "--quiet", BRANCH]);
    let path = desk.join(DIGEST);
    let text = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(
        &path,
        text.replace("timeout-minutes: 15", "timeout-minutes: 5"),
    )
    .expect("the clone is ours");
    git(&["commit", "--quiet", "--all", "--message", "Shorter"]);
    git(&["push", "--quiet", "origin", BRANCH]);
    let tip = office.git(&["rev-parse", BRANCH]);
    for args in [
        &["update", "--pin", PIN][..],
        &["install", "github", "--pin", PIN],
    ] {
        let output = ci(&office, args).run().code(1);
        let output = output.notes("tidings-digest.yml on branch 'tidings' was changed by hand");
        output.notes("--force");
        assert_eq!(office.git(&["rev-parse", BRANCH]), tip);
    }
    ci(&office, &["update", "--pin", PIN, "--force"]).run().ok();
    assert!(office.file(DIGEST).contains("timeout-minutes: 15"));
}

#[test]
fn gitlab_has_one_file_and_is_told_of_its_schedule() {
    let office = Office::new();
    let output = ci(&office, &["install", "gitlab", "--pin", PIN]).run().ok();
    let output = output.notes("glab schedule create --cron");
    output.notes("TIDINGS_TOKEN");
    let text = office.file(".gitlab-ci.yml");
    // The report would leave nothing to read in the log of the job.
    let script = "- tidings check --format gitlab > code-quality.json || true\n    \
                  - tidings check\n";
    assert!(text.contains(script), "{text}");
    assert!(
        text.contains(&format!("/{PIN}/.github/release/install.sh")),
        "{text}"
    );
    // A pipeline of somebody else's stays.
    let office = Office::new();
    let desk = &office.desk;
    office.sandbox.git(desk, &["switch", "--quiet", BRANCH]);
    office
        .sandbox
        .write("work/desk/.gitlab-ci.yml", "build:\n  script: make\n");
    office.sandbox.git(desk, &["add", ".gitlab-ci.yml"]);
    office
        .sandbox
        .git(desk, &["commit", "--quiet", "--message", "Ours"]);
    let output = ci(&office, &["install", "gitlab", "--pin", PIN])
        .run()
        .code(1);
    output.notes(".gitlab-ci.yml on branch 'tidings' was not written by tidings");
}

#[test]
fn what_cannot_be_pinned_or_named_is_refused() {
    let office = Office::new();
    let output = ci(&office, &["install", "github"]).run().code(1);
    output.notes("--pin COMMIT");
    let tip = office.git(&["rev-parse", BRANCH]);
    for pin in ["main", "v1", &PIN[..39], &PIN.to_uppercase()] {
        ci(&office, &["install", "github", "--pin", pin])
            .run()
            .code(2);
    }
    let output = ci(&office, &["update", "--pin", PIN]).run().code(1);
    output.notes("tidings wrote no CI files here yet");
    assert_eq!(office.git(&["rev-parse", BRANCH]), tip);
}

#[test]
fn a_new_log_can_have_its_files_from_the_start() {
    let sandbox = Sandbox::new();
    let place = sandbox.repo(Kind::Plain);
    let who = ["--team", "Quill", "--handle", "ada", "--time-zone", "UTC"];
    let init = |more: &[&str]| {
        let args = [&["init", "--no-input"], &who[..], more].concat();
        sandbox.tidings(&args).cwd(&place).run()
    };
    // Nothing is begun that cannot be ended.
    init(&["--ci", "github"]).code(1).notes("--pin COMMIT");
    let branches = || sandbox.git(&place, &["for-each-ref", "--format=%(refname:short)"]);
    assert!(!branches().contains(BRANCH));
    init(&["--ci", "github", "--pin", PIN]).ok();
    let files = sandbox.git(&place, &["ls-tree", "-r", "--name-only", BRANCH]);
    assert!(files.contains(CHECK) && !files.contains(DIGEST), "{files}");
    let files = sandbox.git(&place, &["ls-tree", "-r", "--name-only", "tidings-ci"]);
    assert!(files.contains(DIGEST) && !files.contains(CHECK), "{files}");
}
