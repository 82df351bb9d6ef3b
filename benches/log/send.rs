use std::path::PathBuf;
use std::process::Command;

use crate::kit::{BRANCH, Invocation, Sandbox, SharedLog, Transport};
use crate::soak::{Hand, Load};
use crate::timer::Pair;

/// The cases in which a post is sent to a remote on this machine.
pub(crate) struct Send<'a> {
    /// How often a post that nobody races is measured.
    pub(crate) rounds: usize,
    /// How many writers race, and how many posts each makes.
    pub(crate) writers: usize,
    pub(crate) posts: usize,
    /// What the names of the cases must hold.
    pub(crate) only: Option<&'a str>,
}

impl Send<'_> {
    /// Returns whether only cases of sending have names that hold a text, as
    /// far as its beginning tells: they need no log of their own.
    pub(crate) fn holds_all(only: &str) -> bool {
        ["post, ", "soak "]
            .iter()
            .any(|kind| only.starts_with(kind))
    }

    /// Measures the cases and prints their table.
    pub(crate) fn run(&self) {
        let sandbox = Sandbox::new();
        println!("\n| sending | ours | theirs | ratio | at most |\n|---|---|---|---|---|");
        for transport in Transport::supported(&sandbox) {
            let name = format!("post, nobody races : git push, {transport:?}");
            if self.wants(&name) {
                match self.alone(&sandbox, transport) {
                    Ok(pair) => println!(
                        "| {name} | {:.1} ms | {:.1} ms | {:.2} | 1.3 |",
                        pair.ours.as_secs_f64() * 1e3,
                        pair.theirs.as_secs_f64() * 1e3,
                        pair.ratio
                    ),
                    Err(reason) => println!("| {name} | not measured: {reason} | | | 1.3 |"),
                }
            }
            let (writers, posts) = (self.writers, self.posts);
            let name = format!("soak {writers} × {posts} : git pull and push, {transport:?}");
            if self.wants(&name) {
                let [ours, theirs] = [Hand::Tidings, Hand::Git].map(|hand| {
                    let load = Load::new(transport, writers, posts);
                    let outcome = Load { hand, ..load }.run(&Sandbox::new());
                    eprintln!("{transport:?}, {hand:?}: {outcome}");
                    outcome.assert_flawless();
                    outcome.took.as_secs_f64()
                });
                let ratio = ours / theirs;
                println!("| {name} | {ours:.1} s | {theirs:.1} s | {ratio:.2} | 0.5 |");
            }
        }
    }

    fn wants(&self, name: &str) -> bool {
        self.only.is_none_or(|only| name.contains(only))
    }

    /// Posts and sends, against sending alone what was posted before: each to
    /// a remote of its own.
    fn alone(&self, sandbox: &Sandbox, transport: Transport) -> Result<Pair, String> {
        let [ours, theirs] = [0, 1].map(|_| {
            let log = SharedLog::start(sandbox, transport, 1);
            let clone = log.clone_for(0);
            (log, clone)
        });
        let post = |(log, clone): &(SharedLog<'_>, PathBuf), round: usize| -> Invocation {
            let day = format!("2026-11-{:02}", 1 + round % 20);
            log.post(0, clone, &day, &format!("Shipped number {round}."))
        };
        let quiet = |run: Invocation| -> Command {
            let mut command = run.command();
            command.stdout(std::process::Stdio::null());
            command.stderr(std::process::Stdio::null());
            command
        };
        let pair = Pair::time(
            self.rounds,
            &|round| vec![quiet(post(&ours, round))],
            &|round| {
                post(&theirs, round).arg("--no-push").run().ok();
                let push = sandbox.program("git", &["push", "--quiet", "origin", "tidings"]);
                vec![quiet(theirs.0.by(0, push.cwd(&theirs.1)))]
            },
        )?;
        // Each remote has every post, and that it began.
        for (log, _) in [&ours, &theirs] {
            let count = sandbox.git(log.remote(), &["rev-list", "--count", BRANCH]);
            if count != (self.rounds + 2).to_string() {
                return Err(format!("a remote has {count} commits"));
            }
        }
        Ok(pair)
    }
}
