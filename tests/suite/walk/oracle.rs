use std::collections::{BTreeMap, BTreeSet};

use tidings::git::Change;

use super::repository::Scratch;

/// What a commit did to a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Revision {
    pub(crate) commit: String,
    pub(crate) path: String,
    pub(crate) change: Change,
    /// The mode and the id of the blob; `None` when it was removed.
    pub(crate) entry: Option<(u32, String)>,
}

/// What `git log` says of every commit of a repository.
pub(crate) struct Oracle {
    commits: BTreeMap<String, Told>,
}

/// What `git log` says of one commit.
#[derive(Default)]
struct Told {
    parents: Vec<String>,
    revisions: Vec<Revision>,
}

impl Oracle {
    /// Asks git about these commits and all before them.
    pub(crate) fn read(scratch: &Scratch, ids: &[Vec<String>]) -> Self {
        let tips: Vec<_> = ids.iter().filter_map(|ids| ids.last().cloned()).collect();
        let input = tips.join("\n") + "\n";
        let mut commits: BTreeMap<String, Told> = BTreeMap::new();
        let parents = ["log", "--format=%H %P", "--stdin"];
        let text = String::from_utf8(scratch.git(parents, input.as_bytes())).expect("hex digits");
        for line in text.lines() {
            let mut ids = line
                .split(' ')
                .filter(|id| !id.is_empty())
                .map(str::to_owned);
            let id = ids.next().expect("every line names a commit");
            commits.entry(id).or_default().parents = ids.collect();
        }
        let args = [
            "log",
            "--full-history",
            "-m",
            "--raw",
            "--root",
            "--no-renames",
            "--no-abbrev",
            "-z",
            "--format=commit %H",
            "--stdin",
        ];
        let input = input + "--\nupdates\n";
        let text = String::from_utf8(scratch.git(args, input.as_bytes())).expect("paths are text");
        let mut listed: BTreeMap<(String, String), Vec<Revision>> = BTreeMap::new();
        let mut commit = String::new();
        let mut words = text.split('\0').map(|word| word.trim_start_matches('\n'));
        while let Some(word) = words.next() {
            if let Some(id) = word.strip_prefix("commit ") {
                id.trim_end().clone_into(&mut commit);
            } else if let Some(raw) = word.strip_prefix(':') {
                let path = words.next().expect("a path follows").to_owned();
                let fields: Vec<&str> = raw.split(' ').collect();
                let revision = Revision {
                    commit: commit.clone(),
                    path: path.clone(),
                    change: match fields[4] {
                        "A" => Change::Added,
                        "D" => Change::Removed,
                        _ => Change::Changed,
                    },
                    entry: (fields[4] != "D").then(|| {
                        let mode = u32::from_str_radix(fields[1], 8).expect("octal digits");
                        (mode, fields[3].to_owned())
                    }),
                };
                listed
                    .entry((commit.clone(), path))
                    .or_default()
                    .push(revision);
            }
        }
        for ((commit, _), mut listed) in listed {
            let told = commits.get_mut(&commit).expect("the commit is known");
            // A path that one parent has as it is is no revision.
            if listed.len() != told.parents.len().max(1) {
                continue;
            }
            let added = listed
                .iter()
                .all(|revision| revision.change == Change::Added);
            let mut revision = listed.swap_remove(0);
            if revision.change == Change::Added && !added {
                revision.change = Change::Changed;
            }
            told.revisions.push(revision);
        }
        Self { commits }
    }

    /// Returns the commits that can be reached from a tip, where no line goes
    /// on behind a commit that `ends` it.
    pub(crate) fn reach(&self, tip: &str, ends: impl Fn(&String) -> bool) -> BTreeSet<String> {
        let mut reached = BTreeSet::new();
        let mut open = vec![tip.to_owned()];
        while let Some(commit) = open.pop() {
            if reached.insert(commit.clone()) && !ends(&commit) {
                open.extend(self.commits[&commit].parents.iter().cloned());
            }
        }
        reached
    }

    /// Returns the revisions of these commits, children first, the smallest
    /// id first where there is a choice.
    pub(crate) fn revisions(
        &self,
        commits: &BTreeSet<String>,
        covers: impl Fn(&str) -> bool,
    ) -> Vec<Revision> {
        let parents = |commit: &String| {
            let parents = self.commits[commit].parents.iter();
            parents
                .filter(|parent| commits.contains(*parent))
                .collect::<Vec<_>>()
        };
        let mut children: BTreeMap<&String, usize> = BTreeMap::new();
        for parent in commits.iter().flat_map(parents) {
            *children.entry(parent).or_default() += 1;
        }
        let mut ready: BTreeSet<&String> = commits
            .iter()
            .filter(|commit| !children.contains_key(commit))
            .collect();
        let mut revisions = Vec::new();
        while let Some(commit) = ready.pop_first() {
            let told = &self.commits[commit];
            revisions.extend(told.revisions.iter().filter(|r| covers(&r.path)).cloned());
            for parent in parents(commit) {
                let left = children.get_mut(parent).expect("it was counted");
                *left -= 1;
                if *left == 0 {
                    ready.insert(parent);
                }
            }
        }
        revisions
    }
}
