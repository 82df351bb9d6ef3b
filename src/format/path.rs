use crate::model::{Handle, Period, ReplyAddress, ReplyId, Target};

use super::{MAX_BYTES, MAX_CALENDAR_BYTES};

/// The path of the team file.
pub const TEAM_PATH: &str = ".tidings/team.yaml";
/// The size that the team file does not exceed, in bytes: some hundred members,
/// with the absences of years.
const MAX_TEAM_BYTES: usize = 512 * 1024;
/// The size that a published digest does not exceed, in bytes: the week of a
/// large team.
const MAX_DIGEST_BYTES: usize = 2 * 1024 * 1024;
/// The path of the page that says what the log is and how to join it.
pub const README_PATH: &str = "README.md";
/// The folder of the published digests.
pub const DIGEST_DIRECTORY: &str = "digests";
/// The folder of the team's own templates.
pub const TEMPLATE_DIRECTORY: &str = ".tidings/templates";

/// Returns the size that a file of the log does not exceed, in bytes.
#[must_use]
pub fn size_limit(path: &str) -> usize {
    let is_digest =
        || path.starts_with(DIGEST_DIRECTORY) && matches!(parse_path(path), LogPath::Digest(_));
    if path == TEAM_PATH {
        MAX_TEAM_BYTES
    } else if path.ends_with(".ics") {
        MAX_CALENDAR_BYTES
    } else if is_digest() {
        MAX_DIGEST_BYTES
    } else {
        MAX_BYTES
    }
}

/// What a path in the log stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogPath {
    /// The page that says what the log is.
    Readme,
    /// The team file.
    Team,
    /// A template of this name.
    Template(String),
    /// A member's update.
    Update {
        /// Whose update it is.
        author: Handle,
        /// What it covers.
        period: Period,
    },
    /// A reply to an update or one of its items.
    Reply {
        /// Whose update is answered.
        author: Handle,
        /// The first period of what is answered.
        period: Period,
        /// The name of the reply.
        id: ReplyId,
    },
    /// A published digest.
    Digest(Period),
    /// Anything else.
    Other,
}

/// Reads a path of the log.
///
/// Only the one spelling that this room writes counts: `updates/2026/11/22`
/// does, `updates/2026/W7`, `Updates/…` and `updates/2026/02/30` do not and
/// are [`LogPath::Other`].
#[must_use]
pub fn parse_path(path: &str) -> LogPath {
    match path {
        README_PATH => return LogPath::Readme,
        TEAM_PATH => return LogPath::Team,
        _ => {}
    }
    if let Some(name) = path
        .strip_prefix(TEMPLATE_DIRECTORY)
        .and_then(|rest| rest.strip_prefix('/'))
    {
        let single = !name.is_empty() && !name.contains('/');
        return if single {
            LogPath::Template(name.to_owned())
        } else {
            LogPath::Other
        };
    }
    parse_dated(path).unwrap_or(LogPath::Other)
}

fn parse_dated(path: &str) -> Option<LogPath> {
    let (folder, rest) = path.split_once('/')?;
    let (dated, leaf) = rest.rsplit_once('/')?;
    match folder {
        "updates" => Some(LogPath::Update {
            author: leaf.strip_suffix(".yaml")?.parse().ok()?,
            period: parse_dashed(dated)?,
        }),
        "digests" => {
            let last = leaf.strip_suffix(".md")?;
            parse_dashed(&format!("{dated}/{last}")).map(LogPath::Digest)
        }
        "replies" => {
            let (dated, author) = dated.rsplit_once('/')?;
            Some(LogPath::Reply {
                author: author.parse().ok()?,
                period: parse_dashed(dated)?,
                id: leaf.strip_suffix(".yaml")?.parse().ok()?,
            })
        }
        _ => None,
    }
}

/// Reads `2026/11/22` or `2026/W47`; a dash where a slash belongs does not
/// pass for one.
fn parse_dashed(dated: &str) -> Option<Period> {
    (!dated.contains('-')).then_some(())?;
    dated.replace('/', "-").parse().ok()
}

/// Returns the folder part that a period has below `updates/` and `replies/`:
/// `2026/11/22`, or `2026/W47` with the ISO year.
fn dated(period: Period) -> String {
    period.to_string().replace('-', "/")
}

/// Returns the folder of all updates for a period: `updates/2026/11/22`.
#[must_use]
pub fn period_directory(period: Period) -> String {
    format!("updates/{}", dated(period))
}

/// Returns the path of an update: `updates/2026/11/22/ada.yaml`.
#[must_use]
pub fn update_path(author: &Handle, period: Period) -> String {
    format!("{}/{author}.yaml", period_directory(period))
}

/// Returns the folder of the replies to what `author` first wrote in
/// `period`: `replies/2026/11/22/ada`.
#[must_use]
pub fn reply_directory(author: &Handle, period: Period) -> String {
    format!("replies/{}/{author}", dated(period))
}

/// Returns the path of a reply: `replies/2026/11/22/ada/k4tq.yaml`.
#[must_use]
pub fn reply_path(to: &Target, id: &ReplyId) -> String {
    format!("{}/{id}.yaml", reply_directory(&to.author, to.period))
}

/// Returns the path of a published digest: `digests/2026/W47.md`.
#[must_use]
pub fn digest_path(period: Period) -> String {
    format!("{DIGEST_DIRECTORY}/{}.md", dated(period))
}

/// Returns the path of the reply at an address.
#[must_use]
pub fn reply_file(address: &ReplyAddress) -> String {
    let ReplyAddress { author, period, id } = address;
    format!("{}/{id}.yaml", reply_directory(author, *period))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    fn handle(text: &str) -> Handle {
        text.parse().expect(text)
    }

    #[test]
    fn every_kind_of_file_has_a_size_of_its_own() {
        for (path, want) in [
            (".tidings/team.yaml", MAX_TEAM_BYTES),
            (".tidings/fr.ics", MAX_CALENDAR_BYTES),
            ("digests/2026/W47.md", MAX_DIGEST_BYTES),
            ("digests/2026/47.md", MAX_BYTES),
            ("updates/2026/11/22/ada.yaml", MAX_BYTES),
            ("README.md", MAX_BYTES),
        ] {
            assert_eq!(size_limit(path), want, "{path}");
        }
    }

    #[test]
    fn reads_every_kind_of_path() {
        let period = |text: &str| text.parse::<Period>().expect(text);
        for (path, want) in [
            ("README.md", LogPath::Readme),
            (".tidings/team.yaml", LogPath::Team),
            (
                ".tidings/templates/digest.md.jinja",
                LogPath::Template("digest.md.jinja".to_owned()),
            ),
            (
                "updates/2026/11/22/ada.yaml",
                LogPath::Update {
                    author: handle("ada"),
                    period: period("2026-11-22"),
                },
            ),
            (
                "updates/2020/W53/ada.yaml.yaml",
                LogPath::Update {
                    author: handle("ada.yaml"),
                    period: period("2020-W53"),
                },
            ),
            (
                "replies/2026/W47/ada/k4tq.yaml",
                LogPath::Reply {
                    author: handle("ada"),
                    period: period("2026-W47"),
                    id: "k4tq".parse().expect("an id"),
                },
            ),
            ("digests/2026/W47.md", LogPath::Digest(period("2026-W47"))),
            (
                "digests/2026/11/22.md",
                LogPath::Digest(period("2026-11-22")),
            ),
        ] {
            assert_eq!(parse_path(path), want, "{path}");
        }
    }

    #[test]
    fn takes_no_other_spelling() {
        for path in [
            "",
            "/",
            "readme.md",
            "/README.md",
            "./README.md",
            ".tidings/team.yml",
            ".tidings/templates/",
            ".tidings/templates/a/b",
            "updates/2026/11/22/Ada.yaml",
            "updates/2026/11/22/ada.yml",
            "updates/2026/11/22/ada",
            "updates/2026/11/22/con.yaml",
            "updates/2026/11/22/.yaml",
            "updates/2026/2/3/ada.yaml",
            "updates/2026/02/30/ada.yaml",
            "updates/2026-11/22/ada.yaml",
            "updates/2026/11-22/ada.yaml",
            "updates/2026/w47/ada.yaml",
            "updates/2021/W53/ada.yaml",
            "updates/2026/11/22/ada.yaml/",
            "updates/2026/11/22//ada.yaml",
            "updates/2026/11/22/x/ada.yaml",
            "updates/2026/11/22/ada.yaml\n",
            "Updates/2026/11/22/ada.yaml",
            "replies/2026/11/22/ada/B7.yaml",
            "replies/2026/11/22/k4tq.yaml",
            "digests/2026/W47.html",
            "digests/2026-W47.md",
        ] {
            assert_eq!(parse_path(path), LogPath::Other, "{path}");
        }
    }

    fn any_period() -> impl Strategy<Value = Period> {
        let first = NaiveDate::from_ymd_opt(1, 1, 1).expect("a date");
        (0u64..3_652_000, any::<bool>()).prop_map(move |(days, weekly)| {
            let day = first.checked_add_days(Days::new(days)).expect("a date");
            if weekly {
                Period::Week(crate::model::Week::of(day))
            } else {
                Period::Day(day)
            }
        })
    }

    proptest! {
        #[test]
        fn paths_read_back(period in any_period(), name in "[a-z0-9][a-z0-9_-]{0,20}") {
            prop_assume!(name.parse::<Handle>().is_ok());
            let author = handle(&name);
            let path = update_path(&author, period);
            prop_assert_eq!(
                parse_path(&path),
                LogPath::Update { author: author.clone(), period }
            );
            let id: ReplyId = "k4tq".parse().expect("an id");
            let to = Target { author: author.clone(), period, id: None };
            prop_assert_eq!(
                parse_path(&reply_path(&to, &id)),
                LogPath::Reply { author, period, id }
            );
            prop_assert_eq!(parse_path(&digest_path(period)), LogPath::Digest(period));
        }

        #[test]
        fn what_is_read_is_what_would_be_written(path in "(updates|replies|digests)(/[0-9W]{2,4}|/ada){1,5}(\\.yaml|\\.md)?") {
            match parse_path(&path) {
                LogPath::Update { author, period } => {
                    prop_assert_eq!(update_path(&author, period), path);
                }
                LogPath::Reply { author, period, id } => {
                    let to = Target { author, period, id: None };
                    prop_assert_eq!(reply_path(&to, &id), path);
                }
                _ => {}
            }
        }
    }
}
