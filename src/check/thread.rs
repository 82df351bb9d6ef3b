use std::collections::{BTreeMap, BTreeSet};

use crate::format::{LogPath, parse_path};
use crate::model::{ChangeSet, Finding, Reply, Severity};

use super::{File, Rule};

/// A reply to something that is not there.
pub(super) const NO_TARGET: Rule = Rule {
    name: "no-target",
    severity: Severity::Error,
    title: "A reply answers an update or item that is there",
    why: "Nobody sees a reply to nothing.",
    remedy: "correct 'to:'; 'tidings log' shows the addresses",
    bad: "+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n+++ replies/2026/11/20/ada/k4tq.yaml\nauthor: grace\nto: ada/2026-11-20/zzzz\ntext: Which one?",
    good: "+++ updates/2026/11/20/ada.yaml\nquestions: [{ id: q9f3, text: Which retention? }]\n+++ replies/2026/11/20/ada/k4tq.yaml\nauthor: grace\nto: ada/2026-11-20/q9f3\ntext: Ninety days",
};

/// A reply to a reply that is not there.
pub(super) const NO_REPLY: Rule = Rule {
    name: "no-such-reply",
    severity: Severity::Warning,
    title: "A reply to a reply names one of the same thread",
    why: "Where 're:' leads nowhere or in a circle, the reply stands at the top of its thread.",
    remedy: "correct 're:', or take it out",
    bad: "=== updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n+++ replies/2026/11/20/ada/k4tq.yaml\nauthor: grace\nre: zzzz\ntext: Which one?",
    good: "=== updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n=== replies/2026/11/20/ada/b7k2.yaml\nauthor: linus\ntext: Which one?\n+++ replies/2026/11/20/ada/k4tq.yaml\nauthor: grace\nre: b7k2\ntext: The importer",
};

/// The replies of a change, to be judged together.
#[derive(Default)]
pub(super) struct Threads<'a> {
    /// The reply that each answers, by folder and name.
    answered: BTreeMap<(&'a str, String), Option<String>>,
    /// The names that are in each folder at the head.
    folders: BTreeMap<&'a str, BTreeSet<&'a [u8]>>,
}

impl<'a> Threads<'a> {
    /// Takes a reply, and reports where it answers nothing.
    pub(super) fn take(
        &mut self,
        set: &'a ChangeSet,
        file: &File<'a>,
        findings: &mut Vec<Finding>,
    ) {
        let (Some(reply), Some((folder, name))) = (&file.reply, place(file.path)) else {
            return;
        };
        let to = reply.to.to_string();
        if !set.targets.contains(&to) {
            let message = format!("there is no {to} in the log");
            findings.push(NO_TARGET.finding(file.path, file.place_of_key("to"), message));
        }
        let answered = re(reply);
        if let Some(answered) = &answered {
            let wanted = format!("{answered}.yaml");
            let names = self.folders.entry(folder).or_insert_with(|| {
                let names = set.around.get(folder.as_bytes()).into_iter().flatten();
                names.map(Vec::as_slice).collect()
            });
            if !names.contains(wanted.as_bytes()) {
                let message = format!("there is no reply '{answered}' in {folder}");
                findings.push(NO_REPLY.finding(file.path, file.place_of_key("re"), message));
            }
        }
        self.answered.insert((folder, name), answered);
    }

    /// Takes the replies that were judged elsewhere.
    pub(super) fn join(&mut self, other: Self) {
        self.answered.extend(other.answered);
    }

    /// Reports replies that answer one another in a circle, each circle once.
    pub(super) fn check_circles(&self, findings: &mut Vec<Finding>) {
        // How far a reply was followed: in which round it was met.
        let mut rounds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (round, (start, _)) in self.answered.iter().enumerate() {
            let (folder, mut name) = (start.0, start.1.as_str());
            loop {
                match rounds.get(&(folder, name)) {
                    Some(met) if *met == round => {
                        let path = format!("{folder}/{name}.yaml");
                        let message = "this reply answers itself, by way of those that it answers";
                        findings.push(NO_REPLY.finding(&path, None, message));
                        break;
                    }
                    Some(_) => break,
                    None => {}
                }
                rounds.insert((folder, name), round);
                // Looking up by a key of borrowed parts.
                let next = self.answered.get(&(folder, name.to_owned()));
                match next.and_then(Option::as_deref) {
                    Some(next) => name = next,
                    None => break,
                }
            }
        }
    }
}

/// Returns folder and name of a reply.
fn place(path: &str) -> Option<(&str, String)> {
    let LogPath::Reply { id, .. } = parse_path(path) else {
        return None;
    };
    let (folder, _) = path.rsplit_once('/')?;
    Some((folder, id.to_string()))
}

fn re(reply: &Reply) -> Option<String> {
    reply.re.as_ref().map(ToString::to_string)
}
