//! Every state that a repository can be in: a post from there is sent and a
//! digest read, or refused with the reason; and work tree, index and HEAD are
//! what they were.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::kit::{Fingerprint, Invocation, Kind, Output, Sandbox, SharedLog, Transport};

const DAY: &str = "2026-11-20";
const TEXT: &str = "Written from a strange place.";

/// A repository in some state, of which the log's remote is the remote.
struct Place<'a> {
    sandbox: &'a Sandbox,
    log: SharedLog<'a>,
    path: PathBuf,
    name: String,
    /// What each run of the program is wrapped into.
    wrap: fn(Invocation) -> Invocation,
}

/// Makes a remote whose log has a week with a history.
fn log<'a>(sandbox: &'a Sandbox, options: &[&str]) -> SharedLog<'a> {
    let log = SharedLog::with(sandbox, Transport::File, 2, options);
    sandbox.git(log.remote(), &["config", "uploadpack.allowFilter", "true"]);
    let clone = log.clone_for(1);
    for (day, text) in [
        ("2026-11-18", "Began."),
        ("2026-11-19", "Went on."),
        ("2026-11-18", "Added later."),
    ] {
        log.post(1, &clone, day, text).run().ok();
    }
    log
}

impl<'a> Place<'a> {
    /// Makes a repository of a kind that has the remote, and has never talked
    /// to it.
    fn of(sandbox: &'a Sandbox, kind: Kind) -> Self {
        let options: &[&str] = match kind {
            Kind::Sha256 => &["--object-format=sha256"],
            _ => &[],
        };
        let log = log(sandbox, options);
        let path = sandbox.repo(kind);
        sandbox.git(&path, &["remote", "add", "origin", log.server().url()]);
        Self {
            sandbox,
            log,
            path,
            name: kind.name(),
            wrap: |run| run,
        }
    }

    /// Makes a clone, by `git clone` with these options.
    fn cloned(sandbox: &'a Sandbox, name: &str, options: &[&str]) -> Self {
        let log = log(sandbox, &[]);
        let path = log.clone_with(0, options);
        Self {
            sandbox,
            log,
            path,
            name: name.to_owned(),
            wrap: |run| run,
        }
    }

    fn tidings(&self, args: &[&str]) -> Output {
        (self.wrap)(self.log.tidings(0, &self.path, args)).run()
    }

    fn post(&self) -> Output {
        self.tidings(&["post", "--no-input", "--for", DAY, TEXT])
    }

    /// Digests the week from here, and from a clone that is like any other.
    fn digests(&self) -> [Output; 2] {
        let args = ["digest", "2026-W47", "--format", "json"];
        let usual = self.log.clone_for(1);
        let usual = self.log.tidings(1, &usual, &args).run();
        [self.tidings(&args), usual]
    }

    /// Checks that the post is sent, the digest right and nothing touched.
    fn assert_works(&self) {
        let before = Fingerprint::read(self.sandbox, &self.path);
        let said = self.post();
        assert_eq!(said.status(), Some(0), "{}: {said}", self.name);
        assert_eq!(self.log.times(0, DAY, TEXT), 1, "{}: {said}", self.name);
        let synced = self.tidings(&["sync", "--no-input"]);
        assert_eq!(synced.status(), Some(0), "{}: {synced}", self.name);
        self.assert_digest();
        before.assert_untouched(self.sandbox, &self.path);
        assert_eq!(self.log.fsck(&self.path), "", "{}", self.name);
    }

    /// Checks that the digest is that of any other clone, or calls itself
    /// incomplete.
    fn assert_digest(&self) {
        let [here, usual] = self.digests();
        assert_eq!(here.status(), Some(0), "{}: {here}", self.name);
        let same = here.stdout() == usual.stdout();
        let warned = here.json()["incomplete"] == true;
        assert!(same || warned, "{}: {here}\n{usual}", self.name);
    }

    /// Checks that the post is refused for a reason, and nothing touched.
    fn assert_refuses(&self, reason: &str) {
        let before = Fingerprint::read(self.sandbox, &self.path);
        let said = self.post();
        assert_eq!(said.status(), Some(1), "{}: {said}", self.name);
        assert!(said.stderr().contains(reason), "{}: {said}", self.name);
        assert!(!said.stderr().contains("posted:"), "{}: {said}", self.name);
        assert_eq!(self.log.times(0, DAY, TEXT), 0, "{}: {said}", self.name);
        before.assert_untouched(self.sandbox, &self.path);
    }
}

/// Takes from the superuser what would let it write everywhere.
fn without_might(run: Invocation) -> Invocation {
    run.under("setpriv", &["--bounding-set=-all", "--inh-caps=-all"])
}

/// Changes what may be done with everything below a folder.
fn set_writable(path: &Path, writable: bool) {
    let Ok(metadata) = fs::symlink_metadata(path) else {
        return;
    };
    if metadata.is_symlink() {
        return;
    }
    let mode = metadata.permissions().mode();
    let mode = if writable {
        mode | 0o200
    } else {
        mode & !0o222
    };
    if metadata.is_dir() {
        let entries = fs::read_dir(path).expect("a folder of the test");
        for entry in entries.filter_map(Result::ok) {
            set_writable(&entry.path(), writable);
        }
    }
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a file of the test");
}

/// Returns whether the test runs as the superuser.
fn is_root(sandbox: &Sandbox) -> bool {
    sandbox.program("id", &["-u"]).run().ok().stdout() == "0\n"
}

#[test]
fn a_post_from_every_kind_of_repository_is_sent_and_touches_nothing() {
    let sandbox = Sandbox::new();
    for kind in Kind::supported(&sandbox) {
        Place::of(&sandbox, kind).assert_works();
    }
}

#[test]
fn clones_that_lack_something_post_and_digest_as_others_do() {
    let sandbox = Sandbox::new();
    for (name, options) in [
        ("shallow", &["--depth=1", "--no-single-branch"][..]),
        ("shallow and single-branch", &["--depth=1"]),
        ("single-branch", &["--single-branch"]),
        ("without blobs", &["--filter=blob:none"]),
        ("without trees", &["--filter=tree:0"]),
        ("bare", &["--bare"]),
        ("mirror", &["--mirror"]),
    ] {
        Place::cloned(&sandbox, name, options).assert_works();
    }
}

#[test]
fn an_index_that_is_locked_is_nothing_to_a_post() {
    let sandbox = Sandbox::new();
    let place = Place::cloned(&sandbox, "index locked", &[]);
    fs::write(place.path.join(".git/index.lock"), "").expect("the sandbox is writable");
    place.assert_works();
}

#[test]
fn a_rebase_of_the_logs_branch_is_waited_for() {
    let sandbox = Sandbox::new();
    let place = Place::cloned(&sandbox, "mid-rebase of the log", &[]);
    let git = |args: &[&str]| sandbox.git(&place.path, args);
    git(&["checkout", "--quiet", "tidings", "--"]);
    let team = place.path.join(".tidings/team.yaml");
    for (branch, text) in [("tidings", "one"), ("other", "another")] {
        if branch == "other" {
            git(&["checkout", "--quiet", "-b", "other", "HEAD~1"]);
        }
        let old = fs::read_to_string(&team).expect("the team file");
        fs::write(&team, format!("# {text}\n{old}")).expect("the sandbox is writable");
        git(&["commit", "--quiet", "--all", "--message", text]);
    }
    git(&["checkout", "--quiet", "tidings"]);
    let rebase = sandbox.program("git", &["rebase", "other"]);
    rebase.cwd(&place.path).run().code(1);
    place.assert_refuses("rebase");
    let before = Fingerprint::read(&sandbox, &place.path);
    place.tidings(&["digest", "2026-W47"]).ok();
    before.assert_untouched(&sandbox, &place.path);
}

#[test]
fn a_repository_that_cannot_be_written_can_be_read() {
    let sandbox = Sandbox::new();
    let mut place = Place::cloned(&sandbox, "read-only", &[]);
    if is_root(&sandbox) {
        if !sandbox.finds("setpriv") {
            eprintln!("skipped: the superuser may write everywhere, and there is no setpriv");
            return;
        }
        place.wrap = without_might;
    }
    set_writable(&place.path, false);
    place.assert_refuses("ermission denied");
    place.assert_digest();
    set_writable(&place.path, true);
}

#[test]
fn a_repository_of_somebody_else_is_refused_with_the_advice_of_git() {
    let sandbox = Sandbox::new();
    if !is_root(&sandbox) {
        eprintln!("skipped: only the superuser can give a repository away");
        return;
    }
    let place = Place::cloned(&sandbox, "foreign", &[]);
    let owner = |who: &str| {
        let chown = sandbox.program("chown", &["--recursive", who]);
        chown.arg(&place.path).run().ok();
    };
    owner("65534:65534");
    for args in [
        &["post", "--no-input", "--for", DAY, TEXT][..],
        &["digest", "2026-W47"],
        &["sync", "--no-input"],
    ] {
        let said = place.tidings(args);
        assert!(said.status() != Some(0), "{said}");
        drop(said.notes("safe.directory"));
    }
    // What the advice says is what helps.
    let said = place.tidings(&["digest", "2026-W47"]);
    let command = said.stderr().split_once("if you trust it: ");
    let command = command.expect("a command that can be run").1;
    sandbox.program("sh", &["-c", command]).run().ok();
    place.assert_works();
}
