//! What waits for a member, what is new to them, and coming back.

mod catchup;
mod clone;
mod list;
mod mark;
#[cfg(unix)]
mod walk;

use serde_json::Value;

use crate::kit::{Invocation, Output};
use crate::team::log::Log;

/// Three people, one of them in a group of two, who promise an answer to a
/// question within four hours.
const TEAM: &str = "\
tidings: 1
name: Team Quill
protocol:
  purposes:
    - { key: question, respond: 4 hours }
members:
  - handle: ada
    name: Ada Example
    emails: [ada@example.org]
  - { handle: grace, name: Grace Sample, emails: [grace@example.org], teams: [press] }
  - { handle: linus, name: Linus Specimen, emails: [linus@example.org], teams: [press] }
";

/// A log in which anybody acts at any hour.
struct Office {
    log: Log,
}

impl Office {
    fn new() -> Self {
        Self {
            log: Log::with(TEAM),
        }
    }

    fn by(&self, who: &str, now: &str, args: &[&str]) -> Invocation {
        let run = self.log.tidings(args).now(now);
        run.author(who, &format!("{who}@example.org"))
    }

    #[track_caller]
    fn run(&self, who: &str, now: &str, args: &[&str]) -> Output {
        self.by(who, now, args).run().ok()
    }

    #[track_caller]
    fn post(&self, who: &str, now: &str, args: &[&str]) {
        let args = [&["post", "--no-input", "--for", &now[..10]], args].concat();
        self.run(who, now, &args);
    }

    #[track_caller]
    fn inbox(&self, who: &str, now: &str) -> Value {
        self.run(who, now, &["inbox", "--format", "json"]).json()
    }

    /// Returns the address of the item that says a text.
    #[track_caller]
    fn address(&self, text: &str) -> String {
        let list = self.log.run(&["log", "-n", "0", "--format", "json"]).ok();
        let updates = list.json()["updates"].clone();
        let items = updates.as_array().into_iter().flatten();
        let items =
            items.flat_map(|update| update["items"].as_array().cloned().unwrap_or_default());
        let mut items = items.map(|listed| listed["item"].clone());
        let found = items.find(|item| item["text"] == text);
        let address = found.and_then(|item| Some(item["address"].as_str()?.to_owned()));
        address.unwrap_or_else(|| panic!("nothing says {text}\n{list}"))
    }
}

/// Returns what waits, as kind and text.
fn waiting(inbox: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = inbox["waiting"].as_array().into_iter().flatten();
    all.map(|view| (text(&view["kind"]), text(&view["text"])))
        .collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(kind, text): &(&str, &str)| ((*kind).to_owned(), (*text).to_owned());
    wanted.iter().map(own).collect()
}
