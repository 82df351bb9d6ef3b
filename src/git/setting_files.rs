use std::path::{Path, PathBuf};

use git2::{Config, ConfigEntry, ErrorCode, RepositoryOpenFlags};

/// The files that git takes its settings from, besides those of a repository:
/// the system's and the user's, in the order in which it reads them.
///
/// With them settings can be read without starting git, wherever that comes to
/// the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingFiles(pub Vec<PathBuf>);

/// What makes git read further files, or refuse a repository.
const FAR_REACHING: [&str; 4] = [
    "include.",
    "includeif.",
    "safe.",
    "extensions.worktreeconfig",
];

impl SettingFiles {
    /// Reads the settings that hold in a directory, inside a repository or
    /// not, as `git config --list` has them; `git_dir` is the repository's
    /// where one is named.
    ///
    /// Returns `None` where git alone can tell: a file includes others, a work
    /// tree has settings of its own, or something cannot be read.
    pub(super) fn read(
        &self,
        directory: &Path,
        git_dir: Option<&Path>,
    ) -> Option<Vec<(String, Option<String>)>> {
        let none: [&Path; 0] = [];
        let opened = match git_dir {
            Some(path) => git2::Repository::open(directory.join(path)),
            None => git2::Repository::open_ext(directory, RepositoryOpenFlags::empty(), none),
        };
        let own = match opened {
            Ok(repository) => Some(repository.commondir().join("config")),
            Err(error) if error.code() == ErrorCode::NotFound && git_dir.is_none() => None,
            Err(_) => return None,
        };
        let mut entries = Vec::new();
        for path in self.0.iter().chain(&own) {
            match std::fs::metadata(path) {
                Ok(found) if found.len() > 0 => read_file(path, &mut entries)?,
                Ok(_) => {}
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(_) => return None,
            }
        }
        Some(entries)
    }
}

/// Reads one file to the end of `entries`.
fn read_file(path: &Path, entries: &mut Vec<(String, Option<String>)>) -> Option<()> {
    let text = std::fs::read_to_string(path).ok()?;
    if !text.lines().all(is_ordinary) || text.contains('\r') {
        return None;
    }
    let config = Config::open(path).ok()?;
    let mut found = config.entries(None).ok()?;
    while let Some(entry) = found.next() {
        entries.push(read_entry(entry.ok()?)?);
    }
    Some(())
}

/// Returns whether a line is one that libgit2 takes for the same as git does,
/// which refuses more of what is odd.
fn is_ordinary(line: &str) -> bool {
    let line = line.trim_matches([' ', '\t']);
    if line.is_empty() || line.starts_with(['#', ';']) {
        return true;
    }
    if line.ends_with('\\') {
        return false;
    }
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if let Some(header) = line.strip_prefix('[') {
        let Some(header) = header.strip_suffix(']') else {
            return false;
        };
        return match header.split_once(" \"") {
            Some((name, rest)) => {
                let subsection = rest.strip_suffix('"');
                is_name(name) && subsection.is_some_and(|text| !text.contains(['"', '\\']))
            }
            None => is_name(header),
        };
    }
    let (name, value) = line.split_once('=').unwrap_or((line, ""));
    is_name(name.trim_end_matches([' ', '\t'])) && is_ordinary_value(value)
}

/// Returns whether every quote of a value is closed on its line, every escape
/// is one that there is, and no comment behind it looks like either.
fn is_ordinary_value(value: &str) -> bool {
    let mut is_quoted = false;
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\\' if !matches!(rest.next(), Some('"' | '\\' | 'n' | 't' | 'b')) => return false,
            '#' | ';' if !is_quoted => return !rest.as_str().contains(['"', '\\']),
            _ => {}
        }
    }
    !is_quoted
}

fn read_entry(entry: &ConfigEntry<'_>) -> Option<(String, Option<String>)> {
    let name = entry.name().ok()?;
    if FAR_REACHING.iter().any(|key| name.starts_with(key)) {
        return None;
    }
    let value = if entry.has_value() {
        Some(entry.value().ok()?.to_owned())
    } else {
        None
    };
    Some((name.to_owned(), value))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::git::kit::{Kind, Sandbox};
    use crate::git::{Program, Settings};

    #[test]
    fn reads_the_repository_that_is_named() {
        let mut sandbox = Sandbox::new();
        sandbox.make(Kind::Plain);
        sandbox.git(".", &["init", "--quiet", "elsewhere"]);
        let work_tree = sandbox.path("elsewhere").display().to_string();
        sandbox.git("r", &["config", "core.worktree", &work_tree]);
        sandbox.git("r", &["config", "tidings.branch", "own"]);
        sandbox.program = knowing(&sandbox);
        let settings = sandbox.open("r").settings().cloned().expect("settings");
        assert_eq!(settings.get("tidings.branch"), Some("own"));
    }

    /// Returns the program that reads the same settings without git.
    fn knowing(sandbox: &Sandbox) -> Program {
        let files = SettingFiles(vec![sandbox.path(".gitconfig")]);
        sandbox.program.clone().with_setting_files(files)
    }

    fn assert_same(sandbox: &Sandbox, directory: &str) -> bool {
        let path = sandbox.path(directory);
        let files = SettingFiles(vec![sandbox.path(".gitconfig")]);
        let Some(quick) = files.read(&path, None) else {
            return false;
        };
        let whole = Settings::read(&path, &sandbox.program).expect("git reads them too");
        assert_eq!(quick, whole.entries());
        true
    }

    #[test]
    fn reads_what_git_reads() {
        for kind in Kind::ALL {
            let sandbox = Sandbox::new();
            sandbox.make(kind);
            sandbox.config(
                "[tidings]\n\tRepo = ~/one\n\trepo = two\n\tbare\n\tempty =\n\tlines = \"a\\nuser.name=Mallory\"\n[Remote \"UpStream\"]\n\tPushDefault = off ; note\n[a \"x.Y\"]\n\tlong = one \\\"two\\\"\n",
            );
            sandbox.git("r", &["config", "tidings.branch", "own"]);
            for directory in ["r", "."] {
                assert!(assert_same(&sandbox, directory), "{kind:?} {directory}");
            }
        }
    }

    #[test]
    fn leaves_to_git_what_git_alone_can_tell() {
        for text in [
            "[include]\n\tpath = other\n",
            "[includeIf \"gitdir:**\"]\n\tpath = other\n",
            "[extensions]\n\tworktreeConfig = true\n",
            "[safe]\n\tbareRepository = explicit\n",
            "[broken\n",
            "v=\"",
            "[a]\n\tk = \"open\n",
            "[a]\n\tk = one \"\n\tl = two\"\n",
            "[a]\n\tk = one \\q two\n",
            "[a]\n\tk = one # \"two\n",
            "[a]\n\tk = one ; \\q\n",
        ] {
            let sandbox = Sandbox::new();
            sandbox.make(Kind::Plain);
            sandbox.config(text);
            let files = SettingFiles(vec![sandbox.path(".gitconfig")]);
            assert_eq!(files.read(&sandbox.path("r"), None), None, "{text}");
        }
        let mut sandbox = Sandbox::new();
        sandbox.make(Kind::Plain);
        let said = |program: &Program| {
            let settings = Settings::read(&sandbox.path("r"), program).expect("settings");
            settings.get("tidings.branch").map(str::to_owned)
        };
        let known = knowing(&sandbox).with_setting("tidings.branch", "told");
        assert_eq!(said(&known).as_deref(), Some("told"));
        sandbox.program = knowing(&sandbox);
        sandbox.config("[tidings]\n\tbranch = own\n");
        assert_eq!(sandbox.settings("r").get("tidings.branch"), Some("own"));
        assert_eq!(sandbox.settings("r").get("user.name"), Some("Ada Example"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn never_differs_from_git(
            pieces in prop::collection::vec(
                prop::sample::select(&[
                    "[a]\n", "[A \"b\"]\n", "[a.B]\n", "[a \"\\\"\"]\n", "[a", "]", "k = v\n", "K-1=v w \n",
                    "k\n", "k =\n", "\"", "\\", "\\\n", "#", ";", "\n", " ", "\t", "\\t", "\\b", "=", "\r\n", "é", "v",
                ][..]),
                0..12,
            ),
        ) {
            let sandbox = Sandbox::new();
            sandbox.config(&pieces.concat());
            let files = SettingFiles(vec![sandbox.path(".gitconfig")]);
            if let Some(quick) = files.read(&sandbox.path("."), None) {
                match Settings::read(&sandbox.path("."), &sandbox.program) {
                    Ok(whole) => prop_assert_eq!(quick, whole.entries()),
                    Err(error) => prop_assert!(false, "git refuses it: {}", error),
                }
            }
        }
    }
}
