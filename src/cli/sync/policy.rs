use std::time::Duration;

use crate::cli::args::{parse_limit, parse_span};
use crate::cli::failure::Failure;
use crate::cli::session::Session;
use crate::git::Settings;
use crate::text;

/// How long sending may take where a person waits for it, and where none does.
const ATTENDED: Duration = Duration::from_secs(10);
pub(in crate::cli) const UNATTENDED: Duration = Duration::from_secs(60);

/// How old what was last received may be before the remote is asked again.
const FETCH_AGE: Duration = Duration::from_secs(5 * 60);

/// How a log is kept in step with its remote, by git's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Policy {
    /// Whether what is unsent goes out whenever the remote is in reach
    /// (`tidings.push`), and not by `tidings sync` alone.
    pub(in crate::cli) sends: bool,
    /// How long sending may take (`tidings.timeout`), where that is set.
    pub(super) timeout: Option<Duration>,
    /// How old what was last received may be before the remote is asked again
    /// (`tidings.fetchAge`).
    pub(super) fetch_age: Duration,
}

impl Policy {
    /// Reads the settings, and names the one that cannot be read.
    pub(in crate::cli) fn read(settings: &Settings) -> Result<Self, Failure> {
        Ok(Self {
            sends: setting(settings, "tidings.push", "auto", |text| {
                match text.to_ascii_lowercase().as_str() {
                    "auto" => Ok(true),
                    "manual" => Ok(false),
                    _ => Err("write auto or manual".to_owned()),
                }
            })?
            .unwrap_or(true),
            timeout: setting(settings, "tidings.timeout", "30s", parse_limit)?,
            fetch_age: setting(settings, "tidings.fetchAge", "5m", parse_span)?
                .unwrap_or(FETCH_AGE),
        })
    }
}

/// Returns how long a command may take to send; what a person types unseen,
/// such as a passphrase, takes none of it.
pub(in crate::cli) fn time_to_send(
    session: &Session,
    asked: Option<Duration>,
    policy: &Policy,
) -> Duration {
    asked
        .or(policy.timeout)
        .unwrap_or(if session.streams.stderr_is_terminal() {
            ATTENDED
        } else {
            UNATTENDED
        })
}

/// Reads one setting; `sample` is a value that it could have.
fn setting<T>(
    settings: &Settings,
    name: &str,
    sample: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<Option<T>, Failure> {
    let value = settings.get(name);
    value
        .map(|text| {
            parse(text).map_err(|reason| {
                Failure::new(format!("the setting {name} is '{text}': {reason}"))
                    .hint(format!("{} {name} {sample}", command(settings, name)))
            })
        })
        .transpose()
}

/// Writes the command that sets a setting where it is set.
fn command(settings: &Settings, name: &str) -> String {
    if settings.is_global(name).unwrap_or(false) {
        return "git config --global".to_owned();
    }
    let place = settings.directory().display().to_string();
    format!("git -C {} config", text::shell_word(&place))
}
