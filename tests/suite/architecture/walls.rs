use super::plan::{Plan, Who};
use super::tokens::{Token, tokens};

/// The longest that a file may be, in lines.
const MAX_LINES: usize = 400;

/// The one file in which libgit2's options may demand `unsafe`.
const UNSAFE_FILE: &str = "git/libgit2.rs";

/// Words that define something; a `mod.rs` has none of them.
const DEFINITIONS: [&str; 7] = [
    "fn",
    "struct",
    "enum",
    "trait",
    "impl",
    "macro_rules",
    "static",
];

/// A file of `src/`.
pub(crate) struct Source {
    path: String,
    room: String,
    /// How many modules the file lies in: `src/git/walk.rs` is 2 deep.
    depth: usize,
    lines: usize,
    tokens: Vec<Token>,
    /// Whether the whole file is built for tests only.
    test: bool,
}

impl Source {
    /// Reads a file; `path` is relative to `src/`, with `/` between folders.
    pub(crate) fn parse(path: &str, source: &str, test: bool) -> Self {
        let module = path.trim_end_matches(".rs");
        let module = module.trim_end_matches("/mod");
        let parts: Vec<&str> = module.split('/').collect();
        let root = matches!(parts[..], ["lib" | "main"]);
        Self {
            path: path.to_owned(),
            room: if root { "" } else { parts[0] }.to_owned(),
            depth: if root { 0 } else { parts.len() },
            lines: source.lines().count(),
            tokens: tokens(source),
            test,
        }
    }

    /// Returns what in the file breaks a rule of the plan.
    pub(crate) fn faults(&self, plan: &Plan) -> Vec<String> {
        let mut faults = self.house_faults();
        match self.path.as_str() {
            "lib.rs" => return faults,
            "main.rs" => {
                for (at, name) in self.named_after("tidings") {
                    if name != "cli" {
                        faults.push(self.fault(at, &format!("main only calls cli, not {name}")));
                    }
                }
            }
            _ => faults.extend(self.room_faults(plan)),
        }
        for (name, who) in &plan.crates {
            if !who.has(if self.room.is_empty() {
                "cli"
            } else {
                &self.room
            }) {
                faults.extend(self.crate_faults(name));
            }
        }
        for (path, who) in &plan.world {
            if !who.has(&self.room) && !self.test {
                faults.extend(self.world_faults(path));
            }
        }
        faults
    }

    /// Returns the rooms that the file names: `crate::…` and `super::…` that
    /// climbs to the top, in `use` and elsewhere.
    pub(crate) fn rooms(&self) -> Vec<(usize, String)> {
        let mut found = self.named_after("crate");
        for at in 0..self.tokens.len() {
            let starts = self.is(at, "super") && (at == 0 || !self.is(at - 1, "::"));
            if !starts {
                continue;
            }
            let climbs = (0..)
                .take_while(|n| self.is(at + 2 * n, "super") && self.is(at + 2 * n + 1, "::"))
                .count();
            if climbs >= self.depth + self.tokens[at].depth && climbs > 0 {
                let top = at + 2 * (climbs - 1);
                found.extend(self.names_at(top + 1));
            }
        }
        found
    }

    fn room_faults(&self, plan: &Plan) -> Vec<String> {
        let Some(allowed) = plan.rooms.get(&self.room) else {
            return vec![format!("{}: no row for this room", self.path)];
        };
        let mut faults = Vec::new();
        for (at, room) in self.rooms() {
            if room == self.room {
                continue;
            }
            let cli = room == "cli";
            if cli || !allowed.has(&room) && plan.rooms.contains_key(&room) {
                let what = format!("{} may not import {room}", self.room);
                faults.push(self.fault(at, &what));
            } else if room == "*" || !plan.rooms.contains_key(&room) && *allowed != Who::Everyone {
                faults.push(self.fault(at, &format!("'{room}' is no room")));
            }
        }
        faults
    }

    fn crate_faults(&self, name: &str) -> Vec<String> {
        let word = name.replace('-', "_");
        let mut faults = Vec::new();
        for at in 0..self.tokens.len() {
            let path = self.is(at + 1, "::") || at > 0 && self.is(at - 1, "use");
            let first = at == 0 || !self.is(at - 1, "::") && !self.is(at - 1, ".");
            if self.is(at, &word) && path && first {
                faults.push(self.fault(at, &format!("{name} is walled off from here")));
            }
        }
        faults
    }

    fn world_faults(&self, path: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let parts: Vec<&str> = path.split("::").collect();
        for at in 0..self.tokens.len() {
            if self.spells(at, &parts) && !self.tokens[at].test {
                faults.push(self.fault(at, &format!("{path} is not for this room")));
            }
        }
        faults
    }

    fn house_faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.lines > MAX_LINES {
            let what = format!("{} lines; look for the second thing it does", self.lines);
            faults.push(format!("{}: {what}", self.path));
        }
        for (at, token) in self.tokens.iter().enumerate() {
            if token.text == "unsafe" && self.path != UNSAFE_FILE {
                faults.push(self.fault(at, "unsafe stands in git/libgit2.rs alone"));
            }
            let defines = DEFINITIONS.contains(&token.text.as_str()) && !token.test;
            if defines && (self.path.ends_with("mod.rs") || self.path == "lib.rs") {
                let what = "holds docs, declarations, re-exports and constants alone";
                faults.push(self.fault(at, what));
            }
        }
        faults
    }

    /// Returns the names that follow `word::`, one or a list in braces.
    fn named_after(&self, word: &str) -> Vec<(usize, String)> {
        (0..self.tokens.len())
            .filter(|at| self.is(*at, word) && self.is(at + 1, "::"))
            .filter(|at| *at == 0 || !self.is(at - 1, "::"))
            .flat_map(|at| self.names_at(at + 1))
            .collect()
    }

    /// Returns the names after the `::` at a place.
    fn names_at(&self, colons: usize) -> Vec<(usize, String)> {
        if !self.is(colons + 1, "{") {
            let token = self.tokens.get(colons + 1);
            return token
                .map(|token| (colons + 1, token.text.clone()))
                .into_iter()
                .collect();
        }
        let mut names = Vec::new();
        let mut open = 0;
        for at in colons + 1..self.tokens.len() {
            match self.tokens[at].text.as_str() {
                "{" => open += 1,
                "}" => open -= 1,
                _ => {}
            }
            if open == 0 {
                break;
            }
            let first = self.is(at - 1, "{") || self.is(at - 1, ",");
            if open == 1 && first && !self.is(at, "{") && !self.is(at, ",") {
                names.push((at, self.tokens[at].text.clone()));
            }
        }
        names
    }

    /// Returns whether a path stands at a place, spelled out or with its last
    /// part in a list: `std::{env, fmt}`.
    fn spells(&self, at: usize, parts: &[&str]) -> bool {
        let [first, rest @ ..] = parts else {
            return false;
        };
        if !self.is(at, first) {
            return false;
        }
        if rest.is_empty() {
            return true;
        }
        self.is(at + 1, "::")
            && self
                .names_at(at + 1)
                .into_iter()
                .any(|(next, _)| self.spells(next, rest))
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.text == text)
    }

    fn fault(&self, at: usize, what: &str) -> String {
        format!("src/{}:{}: {what}", self.path, self.tokens[at].line)
    }
}
