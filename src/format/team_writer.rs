use crate::model::{Member, Team};

use super::team_section::push_sections;
use super::yaml::{push_spaces, push_value};

/// Writes a team file.
///
/// Comments say what the keys are for and where to add members, since this
/// is the one file that teams write by hand.
#[must_use]
pub fn format_team(team: &Team) -> String {
    let mut out = String::from(
        "# The team whose log this is. People write this file by hand; comments and\n\
         # order survive when the program adds a member.\n\
         tidings: 1\n",
    );
    let mut entry = |key: &str, text: &str| {
        out.push_str(key);
        out.push(':');
        push_value(&mut out, text, 0);
    };
    if !team.name.is_empty() {
        entry("name", &team.name);
    }
    if let Some(zone) = team.time_zone {
        entry("time_zone", &zone.to_string());
    }
    entry("cadence", team.cadence.adjective());
    entry("digests", team.digests.as_str());
    if !(team.sections.is_empty() && team.usual.is_empty()) {
        out.push_str(
            "\n# What this team asks for, beyond the usual sections and in them.\nsections:\n",
        );
    }
    push_sections(&mut out, team, 2);
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
        push_member(&mut out, member, 2);
    }
    out
}

/// The value of a key as it is written.
pub(super) enum Field {
    Text(String),
    List(Vec<String>),
}

/// Writes a member as an entry of a list whose dashes stand in column `dash`,
/// counted from 0.
pub(super) fn push_member(out: &mut String, member: &Member, dash: usize) {
    let list = |texts: Vec<String>| (!texts.is_empty()).then_some(Field::List(texts));
    let day = |day: chrono::NaiveDate| Field::Text(day.format("%Y-%m-%d").to_string());
    let former = member.former_handles.iter().map(ToString::to_string);
    let fields = [
        ("handle", Some(Field::Text(member.handle.to_string()))),
        ("former_handles", list(former.collect())),
        ("name", Some(Field::Text(member.name.clone()))),
        ("emails", list(member.emails.clone())),
        (
            "time_zone",
            member.time_zone.map(|zone| Field::Text(zone.to_string())),
        ),
        (
            "cadence",
            member
                .cadence
                .as_ref()
                .map(|cadence| Field::Text(cadence.adjective().to_owned())),
        ),
        ("joined", member.joined.map(day)),
        ("left", member.left.map(day)),
    ];
    push_fields(
        out,
        dash,
        fields
            .into_iter()
            .filter_map(|(key, field)| Some((key, field?))),
    );
}

/// Writes an entry of a list of maps, whose dash stands in column `dash`.
pub(super) fn push_fields(
    out: &mut String,
    dash: usize,
    fields: impl Iterator<Item = (&'static str, Field)>,
) {
    for (index, (key, field)) in fields.enumerate() {
        push_spaces(out, dash);
        out.push_str(if index == 0 { "- " } else { "  " });
        out.push_str(key);
        out.push(':');
        match field {
            Field::Text(text) if matches!(key, "joined" | "left" | "required") => {
                out.push_str(&format!(" {text}\n"));
            }
            Field::Text(text) => push_value(out, &text, dash + 2),
            Field::List(texts) => {
                out.push('\n');
                for text in texts {
                    push_spaces(out, dash + 4);
                    out.push('-');
                    push_value(out, &text, dash + 4);
                }
            }
        }
    }
}
