use anstyle::Style;

use crate::render::Screen;
use crate::report::{Block, Digest, GoneView, Group, Grouping, ItemView, NoteView, PlanView};
use crate::text;

use super::answer::write_answers;
use super::attention::{write_attention, write_silent};
use super::finding::write_findings;
use super::item::{age, item_details, minute, names, short};
use super::late::write_late;
use super::overview::write_overview;
use super::page::{Entry, Page};
use super::palette::{CAREFUL, GOOD, PLAIN, QUIET, STRONG, WARM, health, section};
use super::scale::write_scales;

/// Returns a digest for a terminal: the state of the team, what needs
/// attention and a line for every member first, the details below.
#[must_use]
pub fn digest(digest: &Digest, screen: &Screen) -> String {
    let mut page = Page::new(screen);
    let parts: Vec<String> = digest.state.line.split(" · ").map(str::to_owned).collect();
    page.headline(&digest.team, &parts);
    let about = digest.filter.iter().map(|filter| filter.label.clone());
    let window = std::iter::once(digest.window.label.clone());
    page.details(0, &window.chain(about).collect::<Vec<_>>());
    write_late(&mut page, digest);
    write_attention(&mut page, &digest.attention, &digest.people);
    write_overview(&mut page, digest);
    for group in &digest.groups {
        write_group(&mut page, group, digest);
    }
    write_silent(&mut page, digest);
    write_resolved(&mut page, digest);
    write_plans(&mut page, digest);
    write_kudos(&mut page, digest);
    write_scales(&mut page, &digest.scales);
    write_missing(&mut page, digest);
    write_away(&mut page, digest);
    write_arrivals(&mut page, digest);
    write_findings(&mut page, &digest.findings);
    write_foot(&mut page, digest);
    page.finish()
}

fn write_group(page: &mut Page, group: &Group, digest: &Digest) {
    let title = if group.title.is_empty() {
        "No project"
    } else {
        &group.title
    };
    page.gap();
    let (words, style) = group.health.as_deref().map_or(("", PLAIN), health);
    page.pieces(0, &[(STRONG, title), (PLAIN, "  "), (style, words)]);
    page.details(2, &group.remarks);
    for block in &group.blocks {
        write_block(page, block, digest);
    }
    write_answers(page, &group.answers);
    for note in &group.notes {
        write_note(page, note, digest.window.since != digest.window.until);
    }
}

fn write_block(page: &mut Page, block: &Block, digest: &Digest) {
    let (mark, mark_style) = section(&block.section);
    let is_member = digest.by == Grouping::Member;
    let is_project = digest.by == Grouping::Project;
    for (at, line) in block.lines.iter().enumerate() {
        let mut details = Vec::new();
        if !is_member {
            details.push(line.name.clone());
        }
        // An item that is no longer open must not look as if it were.
        let closed = line.ended();
        details.extend(closed.map(str::to_owned));
        let item = ItemView {
            project: line.item.project.clone().filter(|_| !is_project),
            ..line.item.clone()
        };
        details.extend(item_details(&item, &block.section, &digest.people));
        let (mark, mark_style) = closed.map_or((mark, mark_style), |_| ("✓", GOOD));
        let label = if at == 0 { block.title.as_str() } else { "" };
        page.entry(&Entry {
            label: Some(label),
            label_style: QUIET,
            mark,
            mark_style,
            text: &line.item.text,
            details,
        });
    }
}

fn write_note(page: &mut Page, note: &NoteView, with_period: bool) {
    if let Some(notes) = &note.notes {
        let title = if with_period {
            format!("Notes of {}", note.period)
        } else {
            "Notes".to_owned()
        };
        page.line(2, QUIET, &title);
        page.prose(4, notes);
    }
}

fn write_resolved(page: &mut Page, digest: &Digest) {
    if digest.resolved.is_empty() {
        return;
    }
    page.title("Resolved");
    for open in &digest.resolved {
        let mut details = vec![open.name.clone()];
        if let Some(by) = &open.resolved_by {
            let by = names(std::slice::from_ref(by), &digest.people);
            details.push(match &open.resolution {
                Some(text) => format!("resolved by {by}: {text}"),
                None => format!("resolved by {by}"),
            });
        }
        page.entry(&Entry {
            label: Some(section_word(&open.section)),
            label_style: QUIET,
            mark: "✓",
            mark_style: GOOD,
            text: &open.item.text,
            details,
        });
    }
}

fn section_word(key: &str) -> &str {
    match key {
        "blockers" => "blocker",
        "questions" => "question",
        other => other,
    }
}

/// Writes what became of plans. What was done stands among the details, so
/// here it is only counted.
fn write_plans(page: &mut Page, digest: &Digest) {
    if digest.plans.is_empty() {
        return;
    }
    let with =
        |fate: &str| -> Vec<&PlanView> { digest.plans.iter().filter(|p| p.fate == fate).collect() };
    let (open, silent) = (with("still-open"), with("not-mentioned"));
    let dropped = with("dropped");
    let mut counts = vec![
        format!("{} planned", digest.plans.len()),
        format!("{} done", with("done").len()),
    ];
    for (number, words) in [
        (open.len(), "still open"),
        (dropped.len(), "dropped"),
        (silent.len(), "not mentioned"),
    ] {
        if number > 0 {
            counts.push(format!("{number} {words}"));
        }
    }
    page.title("Plans and outcomes");
    page.details(2, &counts);
    let rows: [(&[&PlanView], &str, Style); 3] = [
        (&open, "still open", CAREFUL),
        (&dropped, "dropped", QUIET),
        (&silent, "no mention", QUIET),
    ];
    for (plans, label, label_style) in rows {
        for plan in plans {
            let mut details = vec![plan.name.clone(), format!("since {}", plan.item.since)];
            details.extend(
                plan.overdue_days
                    .map(|days| format!("{} past its date", age(days))),
            );
            if let Some(by) = &plan.dropped_by {
                let by = names(std::slice::from_ref(by), &digest.people);
                details.push(match &plan.reason {
                    Some(reason) => format!("dropped by {by}: {reason}"),
                    None => format!("dropped by {by}"),
                });
            }
            details.extend(item_details(&plan.item, "next", &digest.people));
            page.entry(&Entry {
                label: Some(label),
                label_style,
                text: &plan.item.text,
                details,
                ..Entry::default()
            });
        }
    }
}

fn write_kudos(page: &mut Page, digest: &Digest) {
    if digest.kudos.is_empty() {
        return;
    }
    page.title("Kudos");
    for kudos in &digest.kudos {
        let whom = names(&kudos.to, &digest.people);
        let details = if whom.is_empty() {
            vec![format!("from {}", kudos.name)]
        } else {
            vec![format!("{} to {whom}", kudos.name)]
        };
        page.entry(&Entry {
            mark: "♥",
            mark_style: WARM,
            text: &kudos.text,
            details,
            ..Entry::default()
        });
    }
}

fn write_missing(page: &mut Page, digest: &Digest) {
    if digest.state.missing == 0 {
        return;
    }
    page.title("Not posted");
    if digest.missing.is_empty() {
        let number = text::count(digest.state.missing, "member", "members");
        return page.details(2, &[number]);
    }
    let members: Vec<String> = digest
        .missing
        .iter()
        .map(|member| match &member.last_posted {
            Some(period) => format!("{} (last {period})", member.name),
            None => member.name.clone(),
        })
        .collect();
    page.details(2, &members);
}

fn write_away(page: &mut Page, digest: &Digest) {
    if digest.away.is_empty() {
        return;
    }
    page.title("Away");
    let members: Vec<String> = digest
        .away
        .iter()
        .map(|member| match &member.reason {
            Some(reason) => format!("{} ({reason})", member.name),
            None => member.name.clone(),
        })
        .collect();
    page.details(2, &members);
}

fn write_arrivals(page: &mut Page, digest: &Digest) {
    if digest.late_since.is_none() && !digest.late.is_empty() {
        page.title("Arrived late, for earlier periods");
        for late in &digest.late {
            let when = minute(&late.arrived);
            let details = [
                late.name.clone(),
                format!("for {}", late.period),
                format!("arrived {when}"),
            ];
            page.details(2, &details);
        }
    }
    let gone: [(&[GoneView], &str); 2] = [
        (&digest.withdrawn, "Withdrawn"),
        (&digest.lost, "Lost by a merge; history still holds them"),
    ];
    for (updates, title) in gone {
        if updates.is_empty() {
            continue;
        }
        page.title(title);
        for update in updates {
            let mut details = vec![update.name.clone(), update.period.clone()];
            details.extend(
                update
                    .commit
                    .as_deref()
                    .map(|c| format!("commit {}", short(c))),
            );
            page.details(2, &details);
        }
    }
}

fn write_foot(page: &mut Page, digest: &Digest) {
    page.gap();
    if digest.incomplete {
        page.line(
            0,
            CAREFUL,
            "Incomplete: the clone is shallow and older history is missing, so dates of first posts may be wrong.",
        );
    }
    let updates = text::count(digest.updates.len(), "update", "updates");
    page.details(
        0,
        &[
            format!("commit {}", short(&digest.commit)),
            format!("{} to {}", digest.window.since, digest.window.until),
            digest.window.time_zone.clone(),
            updates,
            format!("as of {}", minute(&digest.instant)),
            format!("tidings {}", digest.version),
        ],
    );
}
