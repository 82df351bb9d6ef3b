//! When members work, and when updates are due.

use chrono::Weekday;

use crate::model::{Cadence, Daily, PeriodKind, Place, Weekdays, Weekly, WorkTime, weekday_key};

use super::team_span::day_field;
use super::team_writer::Field;
use super::yaml::{self, Node, Reader, Value, format_grace, format_hour};

/// How often a team may post, by spelling.
pub(super) const CADENCES: [(&str, PeriodKind); 2] =
    [("daily", PeriodKind::Day), ("weekly", PeriodKind::Week)];

/// The keys of `work:`, in writing order.
pub(super) const WORK_KEYS: [&str; 2] = ["days", "hours"];

/// The keys of `cadence:`, in writing order.
pub(super) const CADENCE_KEYS: [&str; 2] = ["daily", "weekly"];

/// The keys of `daily:`, in writing order.
pub(super) const DAILY_KEYS: [&str; 5] = ["days", "due", "grace", "every", "from"];

/// The keys of `weekly:`, in writing order.
pub(super) const WEEKLY_KEYS: [&str; 4] = ["due", "grace", "every", "from"];

/// Reads when somebody works; what is left out is as in `base`.
pub(super) fn read_work<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
    base: &WorkTime,
) -> Option<WorkTime> {
    if node.is_null() {
        return None;
    }
    let fields = reader.fields(node, &WORK_KEYS, "the time of work")?;
    let mut work = base.clone();
    for field in &fields {
        match field.key {
            "days" => {
                let days = reader.weekdays(field.value, "the days of work");
                work.days = days.unwrap_or(work.days);
            }
            "hours" => {
                if let Some((from, until)) = reader.hours(field.value) {
                    (work.from, work.until) = (from, until);
                }
            }
            _ => {}
        }
    }
    Some(work)
}

/// Reads how often somebody posts.
///
/// A map stands for itself, and what it leaves out is as usual. A word alone,
/// or a key of the map without a value, is the rhythm of that name in `base`,
/// if there is one.
pub(super) fn read_cadence<'a>(
    reader: &mut Reader<'a>,
    node: &'a Node<'a>,
    base: &Cadence,
) -> Option<Cadence> {
    if !matches!(node.value, Value::Map { .. }) {
        let kind = reader.word(node, "bad-cadence", "cadence", &CADENCES)?;
        return Some(base.only(kind));
    }
    let fields = reader.fields(node, &CADENCE_KEYS, "a cadence")?;
    let mut cadence = Cadence {
        daily: None,
        weekly: None,
    };
    for field in &fields {
        let value = field.value;
        let usual = value.is_null();
        match field.key {
            "daily" if usual => cadence.daily = base.only(PeriodKind::Day).daily,
            "daily" => cadence.daily = read_daily(reader, value),
            "weekly" if usual => cadence.weekly = base.only(PeriodKind::Week).weekly,
            "weekly" => cadence.weekly = read_weekly(reader, value),
            _ => {}
        }
    }
    if fields.is_empty() {
        reader.error(
            node.place,
            "never-due",
            "this cadence is neither daily nor weekly, so that nothing would ever be due",
            "write 'daily:' or 'weekly:' into it, or take the key out",
        );
    }
    let found = cadence.daily.is_some() || cadence.weekly.is_some();
    found.then_some(cadence)
}

fn read_daily<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Daily> {
    let fields = reader.fields(node, &DAILY_KEYS, "'daily'")?;
    let mut daily = Daily::default();
    for field in &fields {
        let value = field.value;
        if value.is_null() {
            continue;
        }
        match field.key {
            "days" => daily.days = reader.weekdays(value, "'days'"),
            "due" => daily.due = reader.hour(value).unwrap_or(daily.due),
            "grace" => daily.grace = reader.grace(value).unwrap_or(daily.grace),
            "every" => daily.every = reader.every(value).unwrap_or(daily.every),
            "from" => daily.from = reader.date(value),
            _ => {}
        }
    }
    Some(daily)
}

fn read_weekly<'a>(reader: &mut Reader<'a>, node: &'a Node<'a>) -> Option<Weekly> {
    let fields = reader.fields(node, &WEEKLY_KEYS, "'weekly'")?;
    let mut weekly = Weekly::default();
    for field in &fields {
        let value = field.value;
        if value.is_null() {
            continue;
        }
        match field.key {
            "due" => {
                if let Some((day, hour)) = reader.day_and_hour(value) {
                    weekly.day = day;
                    weekly.due = hour.unwrap_or(weekly.due);
                }
            }
            "grace" => weekly.grace = reader.grace(value).unwrap_or(weekly.grace),
            "every" => weekly.every = reader.every(value).unwrap_or(weekly.every),
            "from" => weekly.from = reader.date(value),
            _ => {}
        }
    }
    Some(weekly)
}

/// Reports daily updates for days on which nobody works who is to write them.
///
/// `fields` are those of the map in which cadence or work stand; where neither
/// does, there is nothing to report here.
pub(super) fn check_rhythm(
    reader: &mut Reader<'_>,
    fields: &[yaml::Field<'_>],
    cadence: &Cadence,
    work: &WorkTime,
) {
    let place = ["cadence", "work"].iter().find_map(|key| {
        let field = fields.iter().find(|field| field.key == *key)?;
        (!field.value.is_null()).then_some(field.place)
    });
    let days = cadence.daily.as_ref().and_then(|daily| daily.days);
    if let (Some(place), Some(days)) = (place, days) {
        report_apart(reader, place, days, work.days);
    }
}

fn report_apart(reader: &mut Reader<'_>, place: Place, days: Weekdays, work: Weekdays) {
    if days.iter().any(|day| work.contains(day)) {
        return;
    }
    reader.error(
        place,
        "never-due",
        format!("daily updates are for {days}, and work is on {work}, so that none is ever due"),
        "let the two have a day in common",
    );
}

/// Returns the time of work as it is written beside `base`.
pub(super) fn work_field(work: &WorkTime, base: &WorkTime) -> Field {
    let hours = |work: &WorkTime| (work.from, work.until);
    let same = work == base;
    let mut fields = Vec::new();
    if same || work.days != base.days {
        fields.push(("days", days_field(work.days)));
    }
    if same || hours(work) != hours(base) {
        let (from, until) = (format_hour(work.from), format_hour(work.until));
        fields.push(("hours", Field::Text(format!("{from}-{until}"))));
    }
    Field::Map(fields)
}

/// Returns a cadence as it is written beside `base`.
pub(super) fn cadence_field(cadence: &Cadence, base: &Cadence) -> Field {
    for (word, kind) in CADENCES {
        if *cadence == base.only(kind) {
            return Field::Text(word.to_owned());
        }
    }
    let mut fields = Vec::new();
    if let Some(daily) = &cadence.daily {
        let usual = Daily::default();
        let mut inner = Vec::new();
        inner.extend(daily.days.map(|days| ("days", days_field(days))));
        inner.push(("due", Field::Text(format_hour(daily.due))));
        push_rest(
            &mut inner,
            (daily.grace != usual.grace).then_some(daily.grace),
            daily.every,
            daily.from,
        );
        fields.push(("daily", Field::Map(inner)));
    }
    if let Some(weekly) = &cadence.weekly {
        let usual = Weekly::default();
        let hour = format_hour(weekly.due);
        let due = weekly.day.map_or(hour.clone(), |day: Weekday| {
            format!("{} {hour}", weekday_key(day))
        });
        let mut inner = vec![("due", Field::Text(due))];
        push_rest(
            &mut inner,
            (weekly.grace != usual.grace).then_some(weekly.grace),
            weekly.every,
            weekly.from,
        );
        fields.push(("weekly", Field::Map(inner)));
    }
    Field::Map(fields)
}

fn push_rest(
    fields: &mut Vec<(&'static str, Field)>,
    grace: Option<chrono::TimeDelta>,
    every: u32,
    from: Option<chrono::NaiveDate>,
) {
    fields.extend(grace.map(|grace| ("grace", Field::Text(format_grace(grace)))));
    if every != 1 {
        fields.push(("every", Field::Plain(every.to_string())));
    }
    fields.extend(from.map(|day| ("from", day_field(day))));
}

fn days_field(days: Weekdays) -> Field {
    Field::Words(days.iter().map(|day| weekday_key(day).to_owned()).collect())
}
