use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::FORMAT_VERSION;
use super::history::format_moment;
use crate::model::{
    CommitId, DigestPlace, Edition, Finish, MissingNames, Period, Team, Verdict, Zone,
};

/// What one that publishes digests depends on besides the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationOptions {
    /// The moment that it is reckoned at.
    pub instant: DateTime<Utc>,
    /// The zone that moments are shown in.
    pub zone: Zone,
    /// Whether it was only asked what would be published.
    pub dry_run: bool,
}

/// A digest that was published, or would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEdition {
    /// The week.
    pub period: Period,
    /// How many updates for earlier weeks it begins with.
    pub late: usize,
    /// The path of its file in the log, where the team keeps digests there.
    pub path: Option<String>,
    /// The command that builds it again, without its format.
    pub rebuild: Option<String>,
}

/// What was published, what was not, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Publication {
    /// The version of this format.
    pub tidings: u32,
    /// The name of the team.
    pub team: String,
    /// The commit that the digests were built from.
    pub commit: String,
    /// The commit that published them, where one did.
    pub published_by: Option<String>,
    /// The moment it is reckoned at (RFC 3339, in the report's zone).
    pub instant: String,
    /// The IANA zone of the report.
    pub time_zone: String,
    /// Where the team keeps its digests: `log` or `nowhere`.
    pub place: String,
    /// Whether it was only asked what would be published.
    pub dry_run: bool,
    /// The weeks that were looked at, the oldest first.
    pub weeks: Vec<PublicationRow>,
}

/// What became of one week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PublicationRow {
    /// The week: `2026-W47`.
    pub period: String,
    /// The week for people: `week 2026-W47 (16 to 22 November)`.
    pub label: String,
    /// Its first day.
    pub since: String,
    /// Its last day.
    pub until: String,
    /// `published` now, `to-publish` where it was only asked, `published-before`,
    /// `silent`, or `open`.
    pub state: String,
    /// Why it was not published, in words.
    pub reason: Option<String>,
    /// How many updates there are for it and for its days.
    pub updates: usize,
    /// How many updates for earlier weeks its digest begins with.
    pub late: usize,
    /// When it is over for everybody, whoever posts or does not (RFC 3339), or
    /// since when it is.
    pub over: String,
    /// The handles of those whose updates are waited for. Empty where the team
    /// wants nobody to be named.
    pub waiting: Vec<String>,
    /// The path of its file in the log, where it was or would be written.
    pub path: Option<String>,
    /// The command that builds its digest again, without its format.
    pub rebuild: Option<String>,
}

impl Publication {
    /// Builds the report on these weeks; `new` are those of them that were
    /// published, or would be.
    #[must_use]
    pub fn build(
        team: &Team,
        commit: &CommitId,
        editions: &[Edition],
        new: &[NewEdition],
        options: &PublicationOptions,
    ) -> Self {
        let row = |edition: &Edition| {
            let new = new.iter().find(|new| new.period == edition.period);
            PublicationRow::build(team, edition, new, options)
        };
        Self {
            tidings: FORMAT_VERSION,
            team: team.name.clone(),
            commit: commit.to_string(),
            published_by: None,
            instant: format_moment(options.zone.local(options.instant)),
            time_zone: options.zone.to_string(),
            place: team.digests.as_str().to_owned(),
            dry_run: options.dry_run,
            weeks: editions.iter().map(row).collect(),
        }
    }

    /// Returns whether the team keeps its digests in the log.
    #[must_use]
    pub fn is_kept(&self) -> bool {
        self.place == DigestPlace::Log.as_str()
    }
}

impl PublicationRow {
    fn build(
        team: &Team,
        edition: &Edition,
        new: Option<&NewEdition>,
        options: &PublicationOptions,
    ) -> Self {
        let moment = |at: DateTime<Utc>| format_moment(options.zone.local(at));
        let (over, waiting) = match &edition.finish {
            Finish::Finished(since) => (moment(*since), &[][..]),
            Finish::Open { until, waiting } => (moment(*until), &waiting[..]),
        };
        let state = match (new, options.dry_run, edition.verdict()) {
            (Some(_), true, _) => "to-publish",
            (Some(_), false, _) => "published",
            (None, _, Verdict::Published) => "published-before",
            (None, _, Verdict::Silent) => "silent",
            (None, _, Verdict::Open) => "open",
            // Others are told of by a later run.
            (None, _, Verdict::Publish) => "to-publish",
        };
        let names = team.missing != MissingNames::Off;
        let names: Vec<String> = waiting
            .iter()
            .filter(|_| names)
            .map(ToString::to_string)
            .collect();
        Self {
            period: edition.period.to_string(),
            label: edition.period.describe(),
            since: edition.period.first_day().to_string(),
            until: edition.period.last_day().to_string(),
            state: state.to_owned(),
            reason: match state {
                "silent" => Some("nobody posted, and nothing arrived late".to_owned()),
                "open" => Some(waits_for(waiting.len(), &names, &over, options.zone)),
                _ => None,
            },
            updates: edition.updates,
            late: new.map_or(0, |new| new.late),
            over,
            waiting: names,
            path: new.and_then(|new| new.path.clone()),
            rebuild: new.and_then(|new| new.rebuild.clone()),
        }
    }
}

/// Says whom a week that is not over waits for, and until when.
fn waits_for(count: usize, names: &[String], until: &str, zone: Zone) -> String {
    let until = match (until.get(..10), until.get(11..16)) {
        (Some(day), Some(minute)) => format!("{day} {minute} ({zone})"),
        _ => until.to_owned(),
    };
    match (count, names) {
        (0, _) => format!("not over for everybody before {until}"),
        (1, []) => format!("waits for one member until {until}"),
        (count, []) => format!("waits for {count} members until {until}"),
        (_, names) => format!("waits for {} until {until}", names.join(", ")),
    }
}
