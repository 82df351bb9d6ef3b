use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{Said, reckless};
use crate::kit::{Invocation, PushCount, Sandbox, SharedLog};

/// How long somebody goes on pulling and pushing by hand.
const PATIENCE: Duration = Duration::from_secs(600);

/// By which hand posts are written and sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hand {
    /// By `tidings post`.
    Tidings,
    /// By `git commit`, and `git pull --rebase` and `git push` in a checkout
    /// until it works: what people do.
    Git,
    /// By libgit2's own push, which takes two pushes at one moment for both
    /// done. A harness that reports no losses then would report none ever.
    Reckless,
}

/// One post that is to be made.
#[derive(Clone, Copy)]
pub(super) struct Task<'a> {
    pub(super) log: &'a SharedLog<'a>,
    pub(super) sandbox: &'a Sandbox,
    pub(super) member: usize,
    pub(super) clone: &'a Path,
    pub(super) day: &'a str,
    pub(super) text: &'a str,
}

impl Hand {
    /// Makes a clone a place in which this hand can work.
    pub(super) fn prepare(self, sandbox: &Sandbox, clone: &Path) {
        if self != Self::Tidings {
            sandbox.git(clone, &["checkout", "--quiet", "tidings"]);
        }
    }

    /// Makes a post; returns what was said, the number of tries, and all that
    /// was printed.
    pub(super) fn post(self, task: Task<'_>) -> (Said, usize, String) {
        match self {
            Self::Tidings => by_tidings(task),
            Self::Git => by_git(task),
            Self::Reckless => reckless::post(task),
        }
    }
}

fn by_tidings(task: Task<'_>) -> (Said, usize, String) {
    let count = PushCount::at(task.clone.with_extension("trace"));
    let run = (task.log).post(task.member, task.clone, task.day, task.text);
    let output = count.watch(run).run();
    (Said::read(&output), count.take(), output.to_string())
}

fn by_git(task: Task<'_>) -> (Said, usize, String) {
    write_item(task);
    let git = |args: &[&str]| -> Invocation {
        let run = task.sandbox.program("git", args).cwd(task.clone);
        task.log.by(task.member, run).env("GIT_EDITOR", "false")
    };
    git(&["add", "updates"]).run().ok();
    git(&["commit", "--quiet", "--message", task.text])
        .run()
        .ok();
    let start = Instant::now();
    let mut printed = String::new();
    for tries in 1.. {
        let pulled = git(&["pull", "--quiet", "--rebase"]).run();
        let pushed = git(&["push", "--quiet"]).run();
        if pushed.status() == Some(0) {
            return (Said::Posted, tries, printed);
        }
        printed = format!("{pulled}{pushed}");
        if start.elapsed() > PATIENCE {
            break;
        }
    }
    (Said::Nothing, 0, printed)
}

/// Adds an item to the update in the checkout of the one who works by hand.
pub(super) fn write_item(task: Task<'_>) {
    let path = task.clone.join(SharedLog::path(task.member, task.day));
    let text = fs::read_to_string(&path).unwrap_or_else(|_| {
        let handle = SharedLog::handle(task.member);
        format!(
            "tidings: 1\nauthor: {handle}\nperiod: {}\ndone:\n",
            task.day
        )
    });
    let folder = path.parent().expect("an update is in a folder");
    fs::create_dir_all(folder).expect("the sandbox is writable");
    let text = format!("{text}  - {}\n", task.text);
    fs::write(&path, text).expect("the sandbox is writable");
}
