use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, Utc};

use super::failure::Failure;
use crate::forge::CiRun;
use crate::git::SettingFiles;
use crate::model::Zone;

/// The variables that the program looks at.
const NAMES: &[&str] = &[
    "CI",
    "CLICOLOR_FORCE",
    "COLUMNS",
    "GH_HOST",
    "GITLAB_HOST",
    "GIT_AUTHOR_DATE",
    "GIT_AUTHOR_EMAIL",
    "GIT_COMMITTER_DATE",
    "GIT_COMMITTER_EMAIL",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSH_VARIANT",
    "HOME",
    "NO_COLOR",
    "TERM",
    "TIDINGS_BRANCH",
    "TIDINGS_NOW",
    "TIDINGS_REPO",
    "TZ",
    "USERPROFILE",
];

/// The variables and settings that people set, with what they do; the
/// reference and the manual page list them.
pub(super) const SETTINGS: [(&str, &str); 18] = [
    (
        "TIDINGS_REPO",
        "the repository that holds the log, as --repo",
    ),
    ("TIDINGS_BRANCH", "the branch that is the log, as --branch"),
    (
        "TIDINGS_NOW",
        "the instant that everything is reckoned at, such as 2026-11-23T09:00:00Z",
    ),
    (
        "CI",
        "where it is set, nothing is asked, as with --no-input",
    ),
    ("NO_COLOR", "where it is set, nothing is coloured"),
    (
        "CLICOLOR_FORCE",
        "where it is set and not 0, colour is used without a terminal too",
    ),
    ("COLUMNS", "how wide the output is"),
    ("GIT_EDITOR", "the editor, as git finds it"),
    ("GIT_PAGER", "the pager, as git finds it"),
    (
        "GH_HOST, GITLAB_HOST",
        "the host of your own that is a GitHub or a GitLab, as gh and glab take it",
    ),
    (
        "git config tidings.repo",
        "the repository that holds the log; 'tidings join' sets it",
    ),
    ("git config tidings.branch", "the branch that is the log"),
    (
        "git config tidings.remote",
        "the remote that the log is sent to, where there are several; by default origin, or else \
         the one that git knows its branch to belong to",
    ),
    (
        "git config tidings.push",
        "auto sends what is posted at once; with manual, only 'tidings sync' sends; auto by default",
    ),
    (
        "git config tidings.timeout",
        "how long sending may take, such as 30s or 2m, as --timeout; 10s on a terminal and 60s elsewhere by default",
    ),
    (
        "git config tidings.fetchAge",
        "how old what was last received may be before reading asks the remote again, such as 5m or 1h; 5m by default, 0 asks each time",
    ),
    (
        "git config tidings.forge",
        "github or gitlab: what the remote's host is, where its name does not say it",
    ),
    (
        "git config tidings.author",
        "your handle, where your e-mail address does not say it",
    ),
];

/// What the program is told by the machine it runs on, read once.
#[derive(Clone, Debug)]
pub(super) struct Environment {
    /// The instant: now, or what `TIDINGS_NOW` says.
    pub(super) now: DateTime<FixedOffset>,
    /// Whether `TIDINGS_NOW` fixed the instant.
    pub(super) fixed: bool,
    /// The current directory.
    pub(super) directory: PathBuf,
    /// The directory for temporary files.
    pub(super) temporary: PathBuf,
    /// The machine's zone, where it has one with a name.
    pub(super) zone: Option<Zone>,
    /// The files that git takes its settings from, where that is plain.
    pub(super) setting_files: Option<SettingFiles>,
    variables: BTreeMap<&'static str, OsString>,
}

impl Environment {
    /// Reads the environment, the clock and the local zone.
    pub(super) fn read() -> Result<Self, Failure> {
        let names = NAMES.iter().copied().chain(CiRun::VARIABLES);
        let variables: BTreeMap<_, _> = names
            .filter_map(|name| Some((name, std::env::var_os(name)?)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        let directory = std::env::current_dir().map_err(|error| {
            Failure::new(format!("the current directory cannot be read: {error}"))
        })?;
        let text = |name| {
            variables
                .get(name)
                .and_then(|value: &OsString| value.to_str())
        };
        let fixed = text("TIDINGS_NOW").map(parse_now).transpose()?;
        let zone = match text("TZ") {
            Some(name) => name.trim_start_matches(':').parse().ok(),
            None => iana_time_zone::get_timezone()
                .ok()
                .and_then(|name| name.parse().ok()),
        };
        let now = Utc::now();
        let local = zone.map_or_else(|| now.fixed_offset(), |zone: Zone| zone.local(now));
        Ok(Self {
            now: fixed.unwrap_or(local),
            fixed: fixed.is_some(),
            directory,
            temporary: std::env::temp_dir(),
            zone,
            setting_files: setting_files(&|name| std::env::var_os(name)),
            variables,
        })
    }

    /// Returns a variable that is set, not empty, and text.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.variables.get(name).and_then(|value| value.to_str())
    }

    /// Returns whether a variable is set and not empty.
    pub(super) fn has(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// Makes a name that no other run of the program has.
    pub(super) fn run_name(&self) -> String {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let nanoseconds = since.unwrap_or_default().as_nanos();
        format!("{nanoseconds:x}-{:x}", std::process::id())
    }

    /// Returns the home directory.
    pub(super) fn home(&self) -> Option<PathBuf> {
        let home = self
            .variables
            .get("HOME")
            .or(self.variables.get("USERPROFILE"));
        home.map(PathBuf::from)
    }

    /// Returns a variable that holds a path.
    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.variables.get(name).map(PathBuf::from)
    }
}

/// The variables that bring settings of their own, or another repository.
const OBSCURE: [&str; 8] = [
    "GIT_CEILING_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_WORK_TREE",
];

/// Tells, from the environment, which files git reads its settings from, by
/// `git-config(1)`; `None` where only git can tell.
fn setting_files(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<SettingFiles> {
    if !cfg!(unix) || OBSCURE.iter().any(|name| variable(name).is_some()) {
        return None;
    }
    let mut files = Vec::new();
    let without_system = variable("GIT_CONFIG_NOSYSTEM").unwrap_or_default();
    match (without_system.to_str()?, variable("GIT_CONFIG_SYSTEM")) {
        ("1" | "true", _) => {}
        ("" | "0" | "false", Some(path)) => files.push(path.into()),
        ("" | "0" | "false", None) => files.push(system_settings(&variable("PATH")?)?),
        _ => return None,
    }
    if let Some(path) = variable("GIT_CONFIG_GLOBAL") {
        files.push(path.into());
        return Some(SettingFiles(files));
    }
    let home = PathBuf::from(variable("HOME")?);
    let xdg = variable("XDG_CONFIG_HOME").filter(|path| !path.is_empty());
    let xdg = xdg.map_or_else(|| home.join(".config"), PathBuf::from);
    files.extend([xdg.join("git/config"), home.join(".gitconfig")]);
    Some(SettingFiles(files))
}

/// Returns the system's settings, of which git knows the path since it was
/// built: what distributions of Linux install in `/usr` has them in `/etc`.
fn system_settings(path: &OsStr) -> Option<PathBuf> {
    let mut directories = std::env::split_paths(path);
    let first = directories.find(|directory| directory.join("git").exists())?;
    let is_packaged = first == Path::new("/usr/bin") || first == Path::new("/bin");
    (cfg!(target_os = "linux") && is_packaged).then(|| PathBuf::from("/etc/gitconfig"))
}

fn parse_now(text: &str) -> Result<DateTime<FixedOffset>, Failure> {
    DateTime::parse_from_rfc3339(text).map_err(|error| {
        Failure::usage(format!(
            "TIDINGS_NOW is '{text}', which is no instant: {error}"
        ))
        .hint("write it like 2026-11-23T09:00:00Z")
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_without_git_where_their_files_are_known() {
        let found = |variables: &[(&str, &str)]| {
            let variable = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            let files = setting_files(&variable)?;
            let text = |path: PathBuf| path.to_string_lossy().into_owned();
            Some(files.0.into_iter().map(text).collect::<Vec<_>>().join(" "))
        };
        let (home, plain) = (("HOME", "/h"), ("GIT_CONFIG_NOSYSTEM", "1"));
        for (variables, want) in [
            (
                vec![home, plain],
                Some("/h/.config/git/config /h/.gitconfig"),
            ),
            (
                vec![home, plain, ("XDG_CONFIG_HOME", "/x")],
                Some("/x/git/config /h/.gitconfig"),
            ),
            (vec![plain, ("GIT_CONFIG_GLOBAL", "/g")], Some("/g")),
            (
                vec![("GIT_CONFIG_SYSTEM", "/s"), ("GIT_CONFIG_GLOBAL", "/g")],
                Some("/s /g"),
            ),
            (vec![plain], None),
            (vec![home], None),
            (vec![home, ("PATH", "/nowhere")], None),
            (vec![home, ("GIT_CONFIG_NOSYSTEM", "perhaps")], None),
            (vec![home, plain, ("GIT_CONFIG_COUNT", "0")], None),
            (vec![home, plain, ("GIT_CONFIG_PARAMETERS", "")], None),
            (vec![home, plain, ("GIT_DIR", "/r")], None),
        ] {
            assert_eq!(found(&variables).as_deref(), want, "{variables:?}");
        }
    }
}
