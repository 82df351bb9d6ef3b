use crate::model::{DigestPlace, JoinRule, MissingNames, Place, Team};

use super::Parsed;
use super::path::TEAM_PATH;
use super::team_check::read_severities;
use super::team_claims::Claims;
use super::team_member::read_member;
use super::team_protocol::read_protocol;
use super::team_rhythm::{check_rhythm, read_cadence, read_work};
use super::team_section::read_sections;
use super::yaml::{Document, Field, Node, Reader, parse_stored};

/// The keys of the team file, in writing order.
pub(super) const TEAM_KEYS: [&str; 13] = [
    "tidings",
    "name",
    "time_zone",
    "join",
    "missing",
    "holidays",
    "work",
    "cadence",
    "digests",
    "check",
    "sections",
    "protocol",
    "members",
];

/// Where digests may be kept, by spelling.
pub(super) const PLACES: [(&str, DigestPlace); 2] = [
    (DigestPlace::Log.as_str(), DigestPlace::Log),
    (DigestPlace::Nowhere.as_str(), DigestPlace::Nowhere),
];

/// Who may join, by spelling.
pub(super) const JOINS: [(&str, JoinRule); 2] = [
    (JoinRule::Open.as_str(), JoinRule::Open),
    (JoinRule::Closed.as_str(), JoinRule::Closed),
];

/// How missing people may be named, by spelling.
pub(super) const NAMES: [(&str, MissingNames); 3] = [
    (MissingNames::Off.as_str(), MissingNames::Off),
    (MissingNames::List.as_str(), MissingNames::List),
    (MissingNames::Mention.as_str(), MissingNames::Mention),
];

/// Reads the team file.
///
/// An entry or key that cannot be used costs that part alone; the value is
/// `None` only where the file is no YAML or of a newer format. Calendars are
/// named, not read: they are other files.
#[must_use]
pub fn parse_team(path: &str, bytes: &[u8]) -> Parsed<Team> {
    parse_stored(path, bytes, |reader, _, document| {
        read_team(reader, document)
    })
}

/// Returns where a team file names a calendar for the first time.
#[must_use]
pub fn calendar_place(bytes: &[u8], calendar: &str) -> Option<Place> {
    let document = Document::parse(TEAM_PATH, bytes, &mut Vec::new()).ok()?;
    let mut reader = Reader::new("", &document, false, Vec::new());
    let root = document.root.as_ref()?;
    let team = reader.pairs(root, "")?;
    let members = team.iter().find(|field| field.key == "members");
    let mut maps = vec![root];
    maps.extend(members.map_or_else(Vec::new, |field| reader.list(field.value, "")));
    maps.into_iter().find_map(|map| {
        let fields = reader.pairs(map, "")?;
        let field = fields.iter().find(|field| field.key == "holidays")?;
        (field.value.text() == Some(calendar)).then_some(field.value.place)
    })
}

fn read_team<'a>(reader: &mut Reader<'a>, document: &'a Document<'a>) -> Option<Team> {
    let Some(root) = &document.root else {
        reader.error(
            Place { line: 1, column: 1 },
            "empty-file",
            "the file holds nothing",
            "write 'tidings: 1', the name of the team and its members",
        );
        return None;
    };
    let fields = reader.pairs(root, "the team file")?;
    if let Some(version) = fields.iter().find(|field| field.key == "tidings")
        && !reader.version(version.value)
    {
        return None;
    }
    let fields = reader.fields(root, &TEAM_KEYS, "the team file")?;
    if !reader.require(&fields, &[("tidings", "write 'tidings: 1'".to_owned())]) {
        return None;
    }
    let mut team = Team::default();
    for field in &fields {
        read_agreement(reader, field, &mut team);
    }
    check_rhythm(reader, &fields, &team.cadence, &team.work);
    let members = fields.iter().find(|field| field.key == "members");
    if let Some(field) = members {
        // What an entry leaves out is the team's, wherever that stands.
        let mut claims = Claims::default();
        let nodes = reader.list(field.value, "'members'");
        team.members.reserve(nodes.len());
        for node in nodes {
            let member = read_member(reader, node, &team, &mut claims);
            team.members.extend(member);
        }
        claims.check(reader, &team.members);
    }
    Some(team)
}

/// Reads a key that holds for the whole team.
fn read_agreement<'a>(reader: &mut Reader<'a>, field: &Field<'a>, team: &mut Team) {
    let value = field.value;
    match field.key {
        "name" => team.name = reader.text(value, "the name").unwrap_or_default(),
        "time_zone" => team.time_zone = reader.zone(value).and_then(|(_, zone)| zone),
        "join" => {
            let word = reader.word(value, "bad-join", "rule for joining", &JOINS);
            team.join = word.unwrap_or_default();
        }
        "missing" => {
            let word = reader.word(value, "bad-missing", "way to name people", &NAMES);
            team.missing = word.unwrap_or_default();
        }
        "holidays" => team.holidays = read_calendar(reader, value),
        "work" => {
            if let Some(work) = read_work(reader, value, &team.work) {
                team.work = work;
            }
        }
        "cadence" => {
            let cadence = read_cadence(reader, value, &team.cadence);
            team.cadence = cadence.unwrap_or_default();
        }
        "digests" => {
            let word = reader.word(value, "bad-digests", "place for digests", &PLACES);
            team.digests = word.unwrap_or_default();
        }
        "check" => team.severities = read_severities(reader, value),
        "sections" => read_sections(reader, value, team),
        "protocol" => team.protocol = read_protocol(reader, value),
        _ => {}
    }
}

/// Reads the path of a calendar, which is a file of the log.
pub(super) fn read_calendar(reader: &mut Reader<'_>, node: &Node<'_>) -> Option<String> {
    let path = reader.text(node, "the path of a calendar")?;
    let inside = |part: &str| !matches!(part, "" | "." | "..");
    if path.ends_with(".ics") && path.split('/').all(inside) && !path.contains(['\\', '\0']) {
        return Some(path);
    }
    reader.error(
        node.place,
        "bad-calendar",
        format!("'{path}' is no path of a calendar in the log"),
        "write one such as .tidings/holidays.ics, counted from the top of the log",
    );
    None
}
