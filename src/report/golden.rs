//! A believable week of a small team, and all that its digest makes of it.

use chrono::NaiveDate;

use super::sample::{Log, handle, item, items, period, revision};
use super::{Digest, OpenItemView};
use crate::model::{
    ChangeKind, Finding, Gone, GoneReason, Health, History, Item, LateArrival, Place, Severity,
};

fn needing(source: &str, whom: &str, due: &str) -> Item {
    Item {
        needs: vec![handle(whom)],
        due: due.parse::<NaiveDate>().ok(),
        ..item(source)
    }
}

fn week() -> Log {
    let mut log = Log::of("2026-W47")
        .before("ada", "2026-11-13", |update| {
            update.next = items(&["t2c9: Roll out to ten customers", "m4q8: Retry policy"]);
        })
        .before("linus", "2026-11-13", |update| {
            update.questions = items(&["q9f3: Which retention do we promise?"]);
        })
        .post("ada", "2026-11-16", |update| {
            update.health = Some(Health::OnTrack);
            update.done = items(&["m4q8@2026-11-13: Retry policy"]);
            update.next = items(&["t2c9@2026-11-13: Roll out to ten customers"]);
            update.blockers = vec![needing("b7k2: Staging is read-only", "grace", "")];
        })
        .post("ada", "2026-11-19", |update| {
            update.health = Some(Health::OffTrack);
            update.done = items(&["Wrote the runbook"]);
            update.next = items(&["t2c9@2026-11-13: Roll out to five customers"]);
            update.blockers = vec![needing("c3d4: No budget", "zed", "2026-11-20")];
            update.notes = Some("The vendor moved the date.\n\nMore on Monday.".to_owned());
        })
        .post("grace", "2026-11-18", |update| {
            update.health = Some(Health::AtRisk);
            let mut thanks = item("The on-call notes saved my night");
            thanks.to = vec![handle("linus")];
            update.kudos = vec![thanks];
        })
        .edit("grace", "2026-11-18", "ada", "2026-11-18T18:00:00Z")
        .edit("grace", "2026-11-18", "A Guest", "2026-11-18T19:00:00Z")
        .resolve(
            "ada/2026-11-16/b7k2",
            "grace",
            "Made it writable",
            "2026-11-18T17:00:00Z",
        );
    let gone = |who: &str, when: &str, reason, kind| Gone {
        author: handle(who),
        period: period(when),
        reason,
        history: History {
            revisions: vec![revision(kind, who, "2026-11-18T12:00:00Z")],
        },
    };
    log.0.gone = vec![
        gone(
            "margaret",
            "2026-11-18",
            GoneReason::Lost,
            ChangeKind::Added,
        ),
        gone(
            "grace",
            "2026-11-17",
            GoneReason::Withdrawn,
            ChangeKind::Removed,
        ),
    ];
    let late = |who: &str, when: &str| LateArrival {
        author: handle(who),
        period: period(when),
        arrived: "2026-11-16T09:00:00+09:00".parse().expect("a moment"),
        said: None,
        changed: false,
    };
    log.0.late = vec![late("margaret", "2026-11-12"), late("ada", "2026-11-12")];
    log.0.findings = vec![Finding {
        severity: Severity::Error,
        rule: "yaml",
        path: "updates/2026/11/19/linus.yaml".to_owned(),
        place: Some(Place { line: 3, column: 1 }),
        message: "a key stands twice".to_owned(),
        remedy: "take one of them out".to_owned(),
    }];
    log
}

/// Writes what a digest says above its details as lines of text.
fn outline(digest: &Digest) -> Vec<String> {
    let open = |kind: &str, list: &[OpenItemView]| -> Vec<String> {
        let line = |view: &OpenItemView| {
            let OpenItemView { item, age_days, .. } = view;
            let address = item.address.as_deref().unwrap_or("-");
            let mut line = format!("{kind}: {address} {age_days}d {}", item.text);
            for who in &item.needs {
                line.push_str(&format!(" @{who}"));
            }
            if let Some(days) = view.overdue_days {
                line.push_str(&format!(" ({days}d late)"));
            }
            if let (Some(by), Some(text)) = (&view.resolved_by, &view.resolution) {
                line.push_str(&format!(" ({by}: {text})"));
            }
            line
        };
        list.iter().map(line).collect()
    };
    let attention = &digest.attention;
    let mut lines = vec![format!("{} · {}", digest.team, digest.state.line)];
    for (kind, list) in [("off", &attention.off_track), ("risk", &attention.at_risk)] {
        for view in list {
            let period = view.period.as_deref().unwrap_or("-");
            let reason = view.reason.as_deref().unwrap_or("-");
            lines.push(format!("{kind}: {} {period} {reason}", view.name));
        }
    }
    lines.extend(open("blocker", &attention.blockers));
    lines.extend(open("question", &attention.questions));
    lines.extend(open("overdue", &attention.overdue));
    lines.extend(open("resolved", &digest.resolved));
    for group in &digest.groups {
        let health = group.health.as_deref().unwrap_or("-");
        lines.push(format!(
            "group: {} {health} {:?}",
            group.title, group.remarks
        ));
    }
    for plan in &digest.plans {
        lines.push(format!(
            "plan: {} {} {}",
            plan.name, plan.fate, plan.item.text
        ));
    }
    for kudos in &digest.kudos {
        lines.push(format!(
            "kudos: {} {:?} {}",
            kudos.name, kudos.to, kudos.text
        ));
    }
    for view in &digest.missing {
        let last = view.last_posted.as_deref().unwrap_or("never");
        lines.push(format!("missing: {} {last}", view.name));
    }
    for view in &digest.late {
        lines.push(format!(
            "late: {} {} {}",
            view.name, view.period, view.arrived
        ));
    }
    for (kind, list) in [("withdrawn", &digest.withdrawn), ("lost", &digest.lost)] {
        for view in list {
            let commit = view.commit.as_deref().unwrap_or("-");
            lines.push(format!("{kind}: {} {} {commit}", view.name, view.period));
        }
    }
    for view in &digest.findings {
        let place = (view.line, view.column);
        lines.push(format!(
            "{}: {} {place:?} {}",
            view.severity, view.path, view.message
        ));
    }
    let people: Vec<&str> = digest.people.keys().map(String::as_str).collect();
    lines.push(format!("people: {}", people.join(" ")));
    lines
}

#[test]
fn a_week_of_a_small_team() {
    let want = "\
Team Quill · 2 of 4 posted · 1 off track · 1 at risk · 1 blocked · 1 question · 1 overdue
off: Ada Example 2026-11-19 The vendor moved the date.
risk: Grace Example 2026-11-18 -
blocker: ada/2026-11-19/c3d4 4d No budget @zed (3d late)
question: linus/2026-11-13/q9f3 10d Which retention do we promise?
overdue: ada/2026-11-19/c3d4 4d No budget @zed (3d late)
resolved: ada/2026-11-16/b7k2 7d Staging is read-only @grace (grace: Made it writable)
group: Ada Example off-track [\"late: 2026-11-16, 2026-11-19\"]
group: Grace Example at-risk [\"edited by ada: 2026-11-18\", \"edited by A Guest: 2026-11-18\"]
plan: Ada Example still-open Roll out to five customers
plan: Ada Example done Retry policy
kudos: Grace Example [\"linus\"] The on-call notes saved my night
missing: Linus Example 2026-11-13
missing: Margaret Example never
late: Ada Example 2026-11-12 2026-11-16T00:00:00+00:00
late: Margaret Example 2026-11-12 2026-11-16T00:00:00+00:00
withdrawn: Grace Example 2026-11-17 grace-1795003200
lost: Margaret Example 2026-11-18 margaret-1795003200
error: updates/2026/11/19/linus.yaml (Some(3), Some(1)) a key stands twice
people: ada grace linus margaret zed";
    assert_eq!(outline(&week().digest()).join("\n"), want);
}

#[test]
fn an_update_is_shown_whole() {
    let digest = week().digest();
    let update = serde_json::to_value(&digest.updates[0]).expect("views are plain data");
    let item = |text: &str, id: &str, since: &str, needs: &[&str]| {
        serde_json::json!({
            "text": text, "id": id, "address": format!("ada/{since}/{id}"), "since": since,
            "project": null, "task": null, "task_name": null, "due": null, "needs": needs, "to": [],
        })
    };
    let revision = serde_json::json!({
        "commit": "ada-1794848400", "kind": "added", "by": "ada", "by_other": false,
        "co_authors": [], "reviewed_by": [],
        "written": "2026-11-16T17:00:00+00:00", "arrived": "2026-11-16T17:00:00+00:00",
    });
    let want = serde_json::json!({
        "author": "ada", "name": "Ada Example",
        "period": "2026-11-16", "kind": "daily", "label": "Monday 2026-11-16",
        "path": "updates/2026-11-16/ada.yaml", "time_zone": null, "health": "on-track",
        "done": [item("Retry policy", "m4q8", "2026-11-13", &[])],
        "next": [item("Roll out to ten customers", "t2c9", "2026-11-13", &[])],
        "blockers": [item("Staging is read-only", "b7k2", "2026-11-16", &["grace"])],
        "questions": [], "kudos": [], "notes": null, "answers": [],
        "history": {
            "first": revision, "last": revision, "revisions": 1, "timing": "late",
            "edited": false, "edited_after_period": false, "posted_by": null, "edited_by": [],
            "co_authors": [], "reviewed_by": [],
        },
    });
    assert_eq!(update, want);
}

#[test]
fn says_what_it_was_reckoned_from() {
    let mut log = week();
    let json = |log: &Log| serde_json::to_value(log.digest()).expect("a digest is plain data");
    let digest = json(&log);
    assert_eq!(digest["tidings"], super::FORMAT_VERSION);
    assert_eq!(digest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(digest["commit"], log.0.commit.to_string());
    assert_eq!(digest["instant"], "2026-11-23T09:00:00+00:00");
    assert_eq!(digest["by"], "member");
    let window = &digest["window"];
    assert_eq!(window["label"], "week 2026-W47 (16 to 22 November)");
    assert_eq!(window["since"], "2026-11-16");
    assert_eq!(window["until"], "2026-11-22");
    assert_eq!(window["time_zone"], "UTC");
    log.0.window.since = "2026-11-01".parse().expect("a day");
    assert_eq!(json(&log)["window"]["label"], "2026-11-01 to 2026-11-22");
    log.0.incomplete = true;
    assert_eq!(json(&log)["incomplete"], true);
}
