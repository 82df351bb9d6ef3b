use crate::model::{JoinRule, Member, MissingNames, Team, WorkTime};

use super::team_check::push_severities;
use super::team_protocol::push_protocol;
use super::team_rhythm::{cadence_field, work_field};
use super::team_section::push_sections;
use super::team_span::{absence_fields, day_field, move_fields};
use super::yaml::{format_flow, push_spaces, push_value};

/// Writes a team file.
///
/// Comments say what the keys are for and where to add members, since this
/// is the one file that teams write by hand. What is as usual is left out.
#[must_use]
pub fn format_team(team: &Team) -> String {
    let mut out = String::from(
        "# The team whose log this is. People write this file by hand; comments and\n\
         # order survive when the program changes it.\n\
         tidings: 1\n",
    );
    let usual = Team::default();
    let mut entry = |key: &str, field: Field| push_field(&mut out, key, &field, 0);
    if !team.name.is_empty() {
        entry("name", Field::Text(team.name.clone()));
    }
    if let Some(zone) = team.time_zone {
        entry("time_zone", Field::Text(zone.to_string()));
    }
    if team.join != JoinRule::default() {
        entry("join", Field::Text(team.join.as_str().to_owned()));
    }
    if team.missing != MissingNames::default() {
        entry("missing", Field::Text(team.missing.as_str().to_owned()));
    }
    if let Some(path) = &team.holidays {
        entry("holidays", Field::Text(path.clone()));
    }
    if team.work != WorkTime::default() {
        entry("work", work_field(&team.work, &usual.work));
    }
    entry("cadence", cadence_field(&team.cadence, &usual.cadence));
    entry("digests", Field::Text(team.digests.as_str().to_owned()));
    push_severities(&mut out, &team.severities);
    if !(team.sections.is_empty() && team.usual.is_empty()) {
        out.push_str(
            "\n# What this team asks for, beyond the usual sections and in them.\nsections:\n",
        );
    }
    push_sections(&mut out, team, 2);
    if !team.protocol.is_empty() {
        out.push_str(
            "\n# What is said where, how soon an answer may be expected, in the working time\n\
             # of whoever is asked, and when to talk. 'tidings protocol' prints it.\n",
        );
        push_protocol(&mut out, &team.protocol);
    }
    out.push_str(
        "\n# One entry a person. Days are reckoned in the person's own time zone, and\n\
         # the addresses are those the person commits with.\nmembers:",
    );
    out.push_str(if team.members.is_empty() {
        " []\n"
    } else {
        "\n"
    });
    for member in &team.members {
        push_member(&mut out, member, team, 2);
    }
    out
}

/// Writes members as they would stand in the file of a team.
#[must_use]
pub fn format_members(members: &[Member], team: &Team) -> String {
    let mut out = "members:\n".to_owned();
    for member in members {
        push_member(&mut out, member, team, 2);
    }
    out
}

/// The value of a key as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field {
    /// A text, in quotes where a reader of YAML could misread it.
    Text(String),
    /// A date, a number or a truth value, just as it is.
    Plain(String),
    /// A list of texts, one a line.
    List(Vec<String>),
    /// A list of short words, in one line.
    Words(Vec<String>),
    /// A map.
    Map(Fields),
    /// A list of maps.
    Maps(Vec<Fields>),
}

/// Keys with their values, in writing order.
pub(super) type Fields = Vec<(&'static str, Field)>;

/// Returns the keys of a member's entry; what is as in `team` is left out.
pub(super) fn member_fields(member: &Member, team: &Team) -> Fields {
    let list = |texts: &[String]| (!texts.is_empty()).then(|| Field::List(texts.to_vec()));
    let text = |text: &String| Field::Text(text.clone());
    let former = member.former_handles.iter().map(ToString::to_string);
    let moves: Vec<Fields> = member.moves.iter().map(move_fields).collect();
    let absences: Vec<Fields> = member.absences.iter().map(absence_fields).collect();
    let work = member.work.as_ref();
    let cadence = member.cadence.as_ref();
    let fields = [
        ("handle", Some(Field::Text(member.handle.to_string()))),
        ("former_handles", list(&former.collect::<Vec<_>>())),
        ("name", Some(text(&member.name))),
        ("emails", list(&member.emails)),
        ("account", member.account.as_ref().map(text)),
        (
            "time_zone",
            member.time_zone.map(|zone| Field::Text(zone.to_string())),
        ),
        ("moves", (!moves.is_empty()).then_some(Field::Maps(moves))),
        ("work", work.map(|work| work_field(work, &team.work))),
        ("holidays", member.holidays.as_ref().map(text)),
        (
            "cadence",
            cadence.map(|cadence| cadence_field(cadence, &team.cadence)),
        ),
        ("teams", list(&member.teams)),
        ("projects", list(&member.projects)),
        ("roles", list(&member.roles)),
        (
            "observer",
            member.observer.then(|| Field::Plain("true".to_owned())),
        ),
        ("joined", member.joined.map(day_field)),
        ("left", member.left.map(day_field)),
        (
            "absences",
            (!absences.is_empty()).then_some(Field::Maps(absences)),
        ),
    ];
    let there = fields.into_iter();
    there
        .filter_map(|(key, field)| Some((key, field?)))
        .collect()
}

/// Writes a member as an entry of a list whose dashes stand in column `dash`,
/// counted from 0.
pub(super) fn push_member(out: &mut String, member: &Member, team: &Team, dash: usize) {
    push_fields(out, dash, member_fields(member, team).into_iter());
}

/// Writes an entry of a list of maps, whose dash stands in column `dash`.
pub(super) fn push_fields(
    out: &mut String,
    dash: usize,
    fields: impl Iterator<Item = (&'static str, Field)>,
) {
    for (index, (key, field)) in fields.enumerate() {
        if index == 0 {
            push_spaces(out, dash);
            out.push_str("- ");
            push_bare(out, key, &field, dash + 2);
        } else {
            push_field(out, key, &field, dash + 2);
        }
    }
}

/// Writes a key and its value on lines of their own, the key in column
/// `indent`.
pub(super) fn push_field(out: &mut String, key: &str, field: &Field, indent: usize) {
    push_spaces(out, indent);
    push_bare(out, key, field, indent);
}

/// Writes a key, where the cursor stands in column `indent`, and its value.
fn push_bare(out: &mut String, key: &str, field: &Field, indent: usize) {
    out.push_str(key);
    out.push(':');
    match field {
        Field::Text(text) => push_value(out, text, indent),
        Field::Plain(text) => out.push_str(&format!(" {text}\n")),
        Field::Words(_) => out.push_str(&format!(" {}\n", flow_field(field))),
        Field::List(texts) => {
            out.push('\n');
            for text in texts {
                push_spaces(out, indent + 2);
                out.push('-');
                push_value(out, text, indent + 2);
            }
        }
        Field::Map(fields) => {
            out.push('\n');
            for (key, field) in fields {
                push_field(out, key, field, indent + 2);
            }
        }
        Field::Maps(all) => {
            out.push('\n');
            for fields in all {
                push_fields(out, indent + 2, fields.clone().into_iter());
            }
        }
    }
}

/// Writes a value in one line, to stand in `{}` or `[]`.
pub(super) fn flow_field(field: &Field) -> String {
    let list = |texts: &[String]| -> String {
        let texts: Vec<String> = texts.iter().map(|text| format_flow(text)).collect();
        format!("[{}]", texts.join(", "))
    };
    match field {
        Field::Text(text) => format_flow(text),
        Field::Plain(text) => text.clone(),
        Field::List(texts) | Field::Words(texts) => list(texts),
        Field::Map(fields) => flow_map(fields),
        Field::Maps(all) => {
            let maps: Vec<String> = all.iter().map(|fields| flow_map(fields)).collect();
            format!("[{}]", maps.join(", "))
        }
    }
}

/// Writes a map in one line.
pub(super) fn flow_map(fields: &[(&'static str, Field)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(key, field)| format!("{key}: {}", flow_field(field)))
        .collect();
    format!("{{{}}}", pairs.join(", "))
}
