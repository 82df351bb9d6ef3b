use super::*;
use crate::git::kit::{Kind, Sandbox, commit, put};
use crate::git::{Program, Pushed, Scope, TreeLookup, walk};

const UPDATES: i64 = 12;

/// Everything there is.
struct All;

impl Scope for All {
    fn wants(&self, _: &[u8], _: &[u8], _: i64) -> bool {
        true
    }

    fn ends(&self, _: i64, lookup: &mut dyn TreeLookup) -> Result<bool, GitError> {
        lookup.directory(b"updates").map(|_| false)
    }
}

/// A remote `s` that serves parts, with a log, and a clone `c` of it without
/// what `filter` leaves out.
fn partial(kind: Kind, filter: &str) -> (Sandbox, ObjectId) {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(kind);
    sandbox.serve();
    sandbox.git("s", &["config", "uploadpack.allowFilter", "true"]);
    let mut tip = None;
    for number in 1..=UPDATES {
        let edits = [put(
            &format!("updates/{number}/ada.yaml"),
            &format!("{number}\n"),
        )];
        tip = Some(commit(&repository, tip, &edits, number).expect("a commit"));
    }
    let tip = tip.expect("there are commits");
    let contact = Contact::unattended(PATIENCE);
    let pushed = repository.push("origin", "log", tip, None, &contact);
    assert_eq!(pushed.expect("git runs"), Pushed::Accepted);
    let (filter, url) = (format!("--filter={filter}"), sandbox.url("s"));
    let clone = ["clone", "-q", "--bare", "--branch=log", &filter, &url, "c"];
    sandbox.git(".", &clone);
    (sandbox, tip)
}

/// Has every start of git noted, and returns how often it fetched.
fn count_fetches(sandbox: &Sandbox) -> usize {
    let trace = std::fs::read_to_string(sandbox.path("trace")).unwrap_or_default();
    let starts = trace
        .lines()
        .filter(|line| line.contains("\"event\":\"start\""));
    starts
        .filter(|line| line.contains("\"--stdin\"") && line.contains("\"fetch\""))
        .count()
}

fn traced(sandbox: &Sandbox) -> Program {
    let trace = sandbox.path("trace");
    sandbox.program.clone().with_env("GIT_TRACE2_EVENT", trace)
}

fn open(sandbox: &Sandbox, program: Program) -> Repository {
    Repository::open(&sandbox.path("c"), program).expect("it opens")
}

/// Returns the blobs of a walk over all of history.
fn walk_all(repository: &Repository, tip: ObjectId) -> Vec<ObjectId> {
    let walk = walk(repository, tip, None, &All).expect("a walk");
    assert_eq!(walk.damaged, []);
    let revisions = walk.revisions.iter();
    revisions
        .filter_map(|revision| revision.entry.map(|(_, id)| id))
        .collect()
}

#[test]
fn reads_what_was_promised_in_batches() {
    for kind in [Kind::Plain, Kind::Sha256] {
        for (filter, batches) in [("blob:none", 1), ("tree:0", 2)] {
            let (sandbox, tip) = partial(kind, filter);
            let clone = open(&sandbox, traced(&sandbox));
            assert!(clone.is_partial(), "{filter}");
            let blobs = walk_all(&clone, tip);
            assert_eq!(blobs.len(), UPDATES as usize, "{filter}");
            let read = clone.blobs_up_to(&blobs, 1 << 16, 0).expect("a repository");
            let mut texts: Vec<Vec<u8>> = read
                .into_iter()
                .map(|bytes| bytes.expect("fetched").expect("small"))
                .collect();
            texts.sort();
            let mut want: Vec<Vec<u8>> = (1..=UPDATES).map(|n| format!("{n}\n").into()).collect();
            want.sort();
            assert_eq!(texts, want, "{filter}");
            assert_eq!(count_fetches(&sandbox), batches, "{kind:?} {filter}");
            assert_eq!(clone.broken_promise(), None);
        }
    }
}

#[test]
fn posts_into_what_is_not_there() {
    for filter in ["blob:none", "tree:0"] {
        let (sandbox, tip) = partial(Kind::Plain, filter);
        let clone = open(&sandbox, traced(&sandbox));
        let new = commit(&clone, Some(tip), &[put("updates/1/grace.yaml", "x")], 99);
        let new = new.expect("a commit");
        let contact = Contact::unattended(PATIENCE);
        let pushed = clone.push("origin", "log", new, Some(tip), &contact);
        assert_eq!(pushed.expect("git runs"), Pushed::Accepted, "{filter}");
        sandbox.git("s", &["fsck", "--strict"]);
        let names = sandbox.git("s", &["ls-tree", "-r", "--name-only", "log"]);
        assert_eq!(names.lines().count(), UPDATES as usize + 1, "{filter}");
        assert!(count_fetches(&sandbox) <= 1, "{filter}");
    }
}

#[test]
fn gives_up_once_and_says_why() {
    for (promises, reason) in [
        (
            Promises::Unattended,
            "does not appear to be a git repository",
        ),
        (Promises::Untouched, "offline"),
    ] {
        let (sandbox, tip) = partial(Kind::Plain, "blob:none");
        if promises == Promises::Unattended {
            sandbox.git("c", &["remote", "set-url", "origin", "file:///nowhere"]);
        }
        let clone = open(&sandbox, traced(&sandbox).with_promises(promises));
        let blobs = walk_all(&clone, tip);
        for read in clone.blobs_up_to(&blobs, 1 << 16, 0).expect("a repository") {
            let error = read.expect_err("it is not here").to_string();
            assert!(error.contains("not in this partial clone"), "{error}");
        }
        assert!(matches!(clone.blob(blobs[0]), Err(GitError::Promised(_))));
        let why = clone.broken_promise().expect("a reason");
        assert!(why.contains(reason), "{why}");
        assert!(count_fetches(&sandbox) <= 1);
    }
}

#[test]
fn knows_who_promised() {
    let (sandbox, _) = partial(Kind::Plain, "blob:none");
    let partial = |directory: &str| sandbox.open(directory).is_partial();
    assert!(partial("c") && !partial("r"));
    sandbox.git("c", &["config", "remote.origin.promisor", "false"]);
    assert!(!partial("c"));
    // As older versions of git have it.
    sandbox.git("c", &["config", "core.repositoryFormatVersion", "1"]);
    sandbox.git("c", &["config", "extensions.partialClone", "origin"]);
    assert!(partial("c"));
}

#[test]
fn a_complete_clone_asks_nobody() {
    let sandbox = Sandbox::new();
    let repository = sandbox.make(Kind::Plain);
    let nothing = ObjectId::parse(&"1".repeat(40)).expect("an id");
    assert!(!repository.fetch_promised(&[nothing]).expect("git"));
    assert!(matches!(
        repository.blob(nothing),
        Err(GitError::Missing(_))
    ));
    assert_eq!(repository.broken_promise(), None);
}
