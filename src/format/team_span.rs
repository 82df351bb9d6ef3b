//! Absences and moves: what is true of a member from one day on.

use chrono::NaiveDate;

use crate::model::{Absence, Move, Place};

use super::team_writer::Field;
use super::yaml::{Node, Reader};

/// The keys of an absence, in writing order.
pub(super) const ABSENCE_KEYS: [&str; 3] = ["from", "until", "reason"];

/// The keys of a move, in writing order.
pub(super) const MOVE_KEYS: [&str; 2] = ["on", "to"];

/// Reads the absences of a member.
pub(super) fn read_absences<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Vec<Absence> {
    let mut absences: Vec<(Absence, Place)> = Vec::new();
    for node in reader.list(node, "'absences'") {
        if let Some(absence) = read_absence(reader, node) {
            absences.push((absence, node.place));
        }
    }
    let mut by_day: Vec<&(Absence, Place)> = absences.iter().collect();
    by_day.sort_by_key(|(absence, _)| absence.from);
    let mut last: Option<&(Absence, Place)> = None;
    for entry in by_day {
        let (absence, place) = entry;
        if let Some((before, first)) = last
            && before.until >= absence.from
        {
            reader.warn(
                *place.max(first),
                "overlapping-absences",
                format!(
                    "the absence from {} overlaps the one from {} until {}",
                    absence.from, before.from, before.until
                ),
                "join the two, or correct a date",
            );
        }
        if last.is_none_or(|(before, _)| before.until < absence.until) {
            last = Some(entry);
        }
    }
    absences.into_iter().map(|(absence, _)| absence).collect()
}

/// Reads an entry of `absences:`; without `until` it is one day.
pub(super) fn read_absence<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Absence> {
    let fields = reader.fields(node, &ABSENCE_KEYS, "an absence")?;
    let (mut from, mut until, mut reason) = (None, None, None);
    let mut spoilt = false;
    for field in &fields {
        match field.key {
            "from" => from = reader.date(field.value),
            "until" => {
                until = reader.date(field.value);
                spoilt = until.is_none() && !field.value.is_null();
            }
            "reason" => reason = reader.text(field.value, "the reason of an absence"),
            _ => {}
        }
    }
    let Some(from) = from else {
        if !fields.iter().any(|field| field.key == "from") {
            reader.error(
                node.place,
                "missing-key",
                "this absence does not say from when",
                "write 'from:' with its first day",
            );
        }
        return None;
    };
    // A last day that cannot be read is not one day off.
    if spoilt {
        return None;
    }
    let until = until.unwrap_or(from);
    if until < from {
        reader.error(
            node.place,
            "until-before-from",
            format!("this absence ends on {until}, before it begins on {from}"),
            "correct one of the two dates; 'until' is the last day away",
        );
        return None;
    }
    Some(Absence {
        from,
        until,
        reason,
    })
}

/// Reads the moves of a member.
pub(super) fn read_moves<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for node in reader.list(node, "'moves'") {
        let Some(step) = read_move(reader, node) else {
            continue;
        };
        if let Some(before) = moves.iter().map(|step| step.on).max()
            && step.on <= before
        {
            reader.warn(
                node.place,
                "moves-out-of-order",
                format!("the move on {} stands behind the one on {before}", step.on),
                "put the moves in the order of their days, one for each",
            );
        }
        moves.push(step);
    }
    moves
}

/// Reads an entry of `moves:`.
pub(super) fn read_move<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Move> {
    let fields = reader.fields(node, &MOVE_KEYS, "a move")?;
    let (mut on, mut to) = (None, None);
    for field in &fields {
        match field.key {
            "on" => on = reader.date(field.value),
            "to" => to = reader.zone(field.value).and_then(|(_, zone)| zone),
            _ => {}
        }
    }
    for key in MOVE_KEYS {
        if !fields.iter().any(|field| field.key == key) {
            reader.error(
                node.place,
                "missing-key",
                format!("this move has no '{key}'"),
                "write 'on:' with the first day in the new zone, and 'to:' with the zone",
            );
        }
    }
    Some(Move { on: on?, to: to? })
}

/// Returns an absence as it is written.
pub(super) fn absence_fields(absence: &Absence) -> Vec<(&'static str, Field)> {
    let mut fields = vec![
        ("from", day_field(absence.from)),
        ("until", day_field(absence.until)),
    ];
    let reason = absence.reason.clone();
    fields.extend(reason.map(|reason| ("reason", Field::Text(reason))));
    fields
}

/// Returns a move as it is written.
pub(super) fn move_fields(step: &Move) -> Vec<(&'static str, Field)> {
    vec![
        ("on", day_field(step.on)),
        ("to", Field::Text(step.to.to_string())),
    ]
}

/// Returns a day as it is written: every reader takes it for a date.
pub(super) fn day_field(day: NaiveDate) -> Field {
    Field::Plain(day.format("%Y-%m-%d").to_string())
}
