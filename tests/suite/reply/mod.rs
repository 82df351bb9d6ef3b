//! Answering: `reply` and `resolve`, threads as `show` tells them, what is
//! opened again, and the record of what was decided.

mod answer;
mod decisions;
#[cfg(unix)]
mod dialogue;
mod edit;
mod hostile;
mod offline;
mod reopen;
mod thread;

use serde_json::Value;

use crate::kit::{Invocation, Output};
use crate::post::team::Team;

/// A team in which Ada asked and is blocked on Friday, with the full addresses
/// of the question and the blocker.
struct Thread {
    team: Team,
    question: String,
    blocker: String,
}

impl Thread {
    fn begin() -> Self {
        let team = Team::new();
        let args = ["-q", "@grace Which retention?", "-b", "@linus Stuck"];
        let args = [&["--no-input", "--for", "2026-11-20", "Began"][..], &args].concat();
        team.post(&args).now("2026-11-20T15:00:00Z").run().ok();
        let of = |section: &str| format!("ada/2026-11-20/{}", team.id(20, section));
        Self {
            question: of("questions"),
            blocker: of("blockers"),
            team,
        }
    }

    /// Prepares a run of the program by a member.
    fn by(&self, handle: &str, args: &[&str]) -> Invocation {
        let name = format!("{}{} Example", handle[..1].to_uppercase(), &handle[1..]);
        let run = self.team.tidings(args);
        run.author(&name, &format!("{handle}@example.org"))
    }

    /// Replies as a member, and returns the address of the reply.
    fn reply(&self, handle: &str, args: &[&str]) -> String {
        let before = self.paths();
        self.by(handle, &[&["reply"], args].concat()).run().ok();
        let new = self.paths().into_iter().find(|path| !before.contains(path));
        address(&new.expect("a new reply"))
    }

    /// Lists the paths of all replies.
    fn paths(&self) -> Vec<String> {
        let args = ["ls-tree", "-r", "--name-only", "tidings", "replies/"];
        self.team.git(&args).lines().map(str::to_owned).collect()
    }

    /// Returns what `show` says of an address.
    fn show(&self, address: &str) -> Value {
        let run = self.team.tidings(&["show", address, "--format", "json"]);
        run.run().ok().json()
    }

    /// Returns what replies have made of an item.
    fn state(&self, address: &str) -> Option<String> {
        let state = &self.show(address)["states"][address];
        state.as_str().map(str::to_owned)
    }

    /// Returns a file of the log.
    fn file(&self, address: &str) -> String {
        self.team.file(&path(address))
    }
}

/// Returns the address of the reply at a path.
fn address(path: &str) -> String {
    let parts: Vec<&str> = path.trim_end_matches(".yaml").split('/').collect();
    let [_, year, month, day, author, id] = parts[..] else {
        panic!("{path} is not the path of a reply to a daily update");
    };
    format!("{author}/{year}-{month}-{day}/+{id}")
}

/// Returns the path of the reply at an address.
fn path(address: &str) -> String {
    let parts: Vec<&str> = address.split('/').collect();
    let [author, day, id] = parts[..] else {
        panic!("{address} is no full address of a reply");
    };
    let (day, id) = (day.replace('-', "/"), id.trim_start_matches('+'));
    format!("replies/{day}/{author}/{id}.yaml")
}

/// Returns the values of a key of each reply of a thread.
fn each<'v>(thread: &'v Value, key: &str) -> Vec<&'v str> {
    let replies = thread["replies"].as_array().expect("replies");
    replies
        .iter()
        .map(|reply| reply[key].as_str().unwrap_or(""))
        .collect()
}

/// Returns the rules of the findings of a report.
fn rules(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().expect("findings");
    let rules = findings.iter().map(|finding| finding["rule"].as_str());
    rules.map(|rule| rule.expect("a rule")).collect()
}

/// Expects that a run was refused and left no trace in the log.
fn refused(thread: &Thread, run: Invocation, code: i32) -> Output {
    let before = thread.team.tip();
    let output = run.run().code(code);
    assert_eq!(thread.team.tip(), before, "{output}");
    output
}
