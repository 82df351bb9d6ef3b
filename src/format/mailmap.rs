use crate::model::{Member, Team};

/// The path of the file: at the top of a repository.
pub const MAILMAP_PATH: &str = ".mailmap";

/// Who goes by which names and addresses, as git's `.mailmap` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailmap {
    entries: Vec<Entry>,
}

/// One line: whoever commits as the latter is the former.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    name: Option<String>,
    email: Option<String>,
    commit_name: Option<String>,
    commit_email: String,
}

impl Mailmap {
    /// Reads a `.mailmap`; as in git, lines that make no sense say nothing.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.starts_with('#'));
        Self {
            entries: lines.filter_map(parse_line).collect(),
        }
    }

    /// Adds the lines of another one, which count more.
    pub fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    /// Returns whether it says nothing of anybody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns name and address that somebody is to go by who commits with
    /// these. Case does not count in what is looked for.
    #[must_use]
    pub fn resolve(&self, name: &str, email: &str) -> (String, String) {
        let same_email = |entry: &&Entry| entry.commit_email.eq_ignore_ascii_case(email);
        let found = || self.entries.iter().rev().filter(same_email);
        let same_name = |entry: &&Entry| {
            let wanted = entry.commit_name.as_deref();
            wanted.is_some_and(|wanted| wanted.eq_ignore_ascii_case(name))
        };
        let entry = found()
            .find(same_name)
            .or_else(|| found().find(|entry| entry.commit_name.is_none()));
        let proper = |new: Option<&String>, old: &str| new.map_or(old, String::as_str).to_owned();
        (
            proper(entry.and_then(|entry| entry.name.as_ref()), name),
            proper(entry.and_then(|entry| entry.email.as_ref()), email),
        )
    }

    /// Returns the member who goes by the same address as whoever commits with
    /// this name and address.
    #[must_use]
    pub fn member<'t>(&self, team: &'t Team, name: &str, email: &str) -> Option<&'t Member> {
        if self.is_empty() {
            return None;
        }
        let (_, proper) = self.resolve(name, email);
        let known = |email: &String| {
            let (_, other) = self.resolve("", email);
            other.eq_ignore_ascii_case(&proper)
        };
        team.member_by_email(&proper).or_else(|| {
            let mut members = team.members.iter();
            members.find(|member| member.emails.iter().any(known))
        })
    }
}

/// Reads `Name <address> Commit Name <commit@address>`, of which the first
/// address and the names may be left out.
fn parse_line(line: &str) -> Option<Entry> {
    let (name, email, rest) = parse_identity(line)?;
    let entry = match parse_identity(rest) {
        Some((commit_name, commit_email, _)) => Entry {
            name,
            email: Some(email.to_owned()),
            commit_name,
            commit_email: commit_email.to_owned(),
        },
        None => Entry {
            name: Some(name?),
            email: None,
            commit_name: None,
            commit_email: email.to_owned(),
        },
    };
    Some(entry)
}

/// Reads a name, if there is one, and an address in angle brackets; returns
/// them with what follows.
fn parse_identity(text: &str) -> Option<(Option<String>, &str, &str)> {
    let (name, rest) = text.split_once('<')?;
    let (email, rest) = rest.split_once('>')?;
    let name = name.trim();
    let name = (!name.is_empty()).then(|| name.to_owned());
    Some((name, email.trim(), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_found_as_git_finds_them() {
        let map = Mailmap::parse(
            "# people\n\
             Ada Example <ada@laptop.example>\n\
             <grace@example.org> <Grace@old.example>\n\
             Linus Specimen <linus@example.org> <root@build.example>\n\
             Mary Sample <mary@example.org> mary <root@build.example>\n\
             nonsense\n\
             <lonely@example.org>\n",
        );
        for (name, email, want) in [
            (
                "ada",
                "ADA@laptop.example",
                "Ada Example <ADA@laptop.example>",
            ),
            ("G.", "grace@OLD.example", "G. <grace@example.org>"),
            (
                "root",
                "root@build.example",
                "Linus Specimen <linus@example.org>",
            ),
            (
                "Mary",
                "root@build.example",
                "Mary Sample <mary@example.org>",
            ),
            ("x", "lonely@example.org", "x <lonely@example.org>"),
            ("x", "other@example.org", "x <other@example.org>"),
        ] {
            let (found, address) = map.resolve(name, email);
            assert_eq!(format!("{found} <{address}>"), want, "{name} {email}");
        }
        assert!(Mailmap::parse("# nobody\n\n").is_empty());
    }
}
