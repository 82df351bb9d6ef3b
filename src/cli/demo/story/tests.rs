//! The story must hold together: nobody ticks what was never planned.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};

use super::{Act, LAST_WEEK, LEARNED, Post, READ_AT, Scene, TEAM, TEAM_ZONE, scenes};
use crate::model::{Handle, Period, ReplyState, Zone};

/// What is known of a member while the story is told.
#[derive(Default)]
struct Page {
    latest: Option<Period>,
    plan: BTreeSet<String>,
    open: BTreeSet<String>,
}

fn moment(scene: &Scene) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(scene.at).expect(scene.at)
}

/// Returns the items under a heading, without people and attributes.
fn items(form: &str, heading: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in form.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            inside = title == heading;
        } else if let (true, Some(item)) = (inside, line.strip_prefix("- ")) {
            let mut text = item.split(" {").next().unwrap_or_default();
            while text.starts_with('@') {
                text = text.split_once(' ').map_or("", |(_, rest)| rest);
            }
            found.push(text.to_owned());
        }
    }
    found
}

fn tell(pages: &mut BTreeMap<String, Page>, scene: &Scene, post: &Post) {
    let owner = post.on_behalf_of.unwrap_or(scene.actor);
    let at = scene.at;
    let period: Period = post.period.parse().expect(at);
    let page = pages.entry(owner.to_owned()).or_default();
    for text in post.did {
        let known = page.plan.remove(*text) || page.open.remove(*text);
        assert!(known, "{at}: nothing to tick: {text}");
    }
    for text in post.keep {
        assert!(page.plan.contains(*text), "{at}: not planned: {text}");
    }
    let next = items(post.form, "Next");
    let open = ["Blockers", "Questions"].map(|heading| items(post.form, heading));
    if page.latest.is_some_and(|latest| period <= latest) {
        let quiet = next.is_empty() && open.concat().is_empty();
        assert!(quiet, "{at}: adds to the past");
        return;
    }
    page.latest = Some(period);
    page.plan = post.keep.iter().map(|text| (*text).to_owned()).collect();
    page.plan.extend(next);
    page.open.extend(open.concat());
}

#[test]
fn nobody_ticks_or_closes_what_is_not_there() {
    let mut pages = BTreeMap::new();
    for scene in scenes() {
        match &scene.act {
            Act::Post(post) => tell(&mut pages, scene, post),
            Act::Reply {
                author,
                item,
                state,
                ..
            } => {
                let page = pages.entry((*author).to_owned()).or_default();
                assert!(page.open.contains(*item), "{}: not open: {item}", scene.at);
                if state.is_some_and(ReplyState::closes) {
                    page.open.remove(*item);
                }
            }
            Act::Init | Act::Join | Act::Away { .. } | Act::Undo => {}
        }
    }
    let open: usize = pages.values().map(|page| page.open.len()).sum();
    assert!((3..=6).contains(&open), "{open} items are open at the end");
    assert!(
        pages["margaret"]
            .plan
            .contains("Send the tax table to the accountants")
    );
}

#[test]
fn scenes_are_in_order_and_by_people_who_are_there() {
    let mut present = BTreeSet::new();
    let mut last = None;
    for scene in scenes() {
        let at = moment(scene);
        assert!(
            last.is_none_or(|last| last < at),
            "{} is out of order",
            scene.at
        );
        last = Some(at);
        let member = TEAM.iter().find(|member| member.handle == scene.actor);
        let zone: Zone = member.expect(scene.actor).zone.parse().expect(scene.actor);
        assert_eq!(
            zone.local(at.to_utc()).to_rfc3339(),
            at.to_rfc3339(),
            "{scene:?}"
        );
        if matches!(scene.act, Act::Init | Act::Join) {
            assert!(present.insert(scene.actor), "{} joins twice", scene.actor);
        }
        assert!(present.contains(scene.actor), "{}: not there yet", scene.at);
    }
    assert_eq!(present.len(), TEAM.len());
    let read = DateTime::parse_from_rfc3339(READ_AT).expect(READ_AT);
    assert!(last.is_some_and(|last| last < read));
    let zone: Zone = TEAM_ZONE.parse().expect(TEAM_ZONE);
    assert_eq!(zone.local(read.to_utc()).to_rfc3339(), READ_AT);
    let week: Period = LAST_WEEK.parse().expect(LAST_WEEK);
    assert_eq!(week.last_day().succ_opt(), Some(read.date_naive()));
}

#[test]
fn forms_have_known_headings_and_sane_people() {
    let handles: BTreeSet<&str> = TEAM.iter().map(|member| member.handle).collect();
    let headings = [
        "Health",
        "Done",
        "Next",
        "Blockers",
        "Questions",
        "Kudos",
        "Notes",
        LEARNED.1,
    ];
    for scene in scenes() {
        let Act::Post(post) = &scene.act else {
            continue;
        };
        for line in post.form.lines() {
            if let Some(heading) = line.strip_prefix("## ") {
                assert!(headings.contains(&heading), "{}: {heading}", scene.at);
            }
            for word in line.split_whitespace().filter(|word| word.starts_with('@')) {
                assert!(handles.contains(&word[1..]), "{}: {word}", scene.at);
            }
            assert!(line.matches('{').count() <= 1, "{}: {line}", scene.at);
        }
    }
}

#[test]
fn the_cast_is_valid_and_its_people_are_spread() {
    let zones: BTreeSet<&str> = TEAM.iter().map(|member| member.zone).collect();
    assert_eq!(zones.len(), TEAM.len());
    for member in &TEAM {
        assert!(member.handle.parse::<Handle>().is_ok());
        assert!(member.zone.parse::<Zone>().is_ok());
        assert_eq!(member.email, format!("{}@example.org", member.handle));
    }
}

#[test]
fn the_story_has_a_bit_of_everything() {
    let posts = |test: &dyn Fn(&Scene, &Post) -> bool| {
        let is_one = |scene: &&Scene| matches!(&scene.act, Act::Post(p) if test(scene, p));
        scenes().filter(is_one).count()
    };
    let all = posts(&|_, _| true);
    assert!((75..=110).contains(&all), "{all} posts");
    assert!(posts(&|_, post| post.on_behalf_of.is_some()) >= 1);
    assert!(posts(&|_, post| post.period.contains("-W")) >= 4);
    assert!(posts(&|_, post| post.form.contains("off-track")) >= 2);
    assert!(posts(&|scene, post| post.period > &scene.at[..10]) >= 2);
    assert!(posts(&|scene, post| post.period < &scene.at[..10]) >= 4);
    let undone = scenes()
        .filter(|scene| matches!(scene.act, Act::Undo))
        .count();
    assert_eq!(undone, 1);
    let replies = |wanted: Option<ReplyState>| {
        let is_one = |s: &&Scene| matches!(s.act, Act::Reply { state, .. } if state == wanted);
        scenes().filter(is_one).count()
    };
    assert!(replies(Some(ReplyState::Resolved)) >= 4);
    assert!(replies(Some(ReplyState::Decided)) >= 2);
    assert!(replies(Some(ReplyState::Acknowledged)) >= 1);
    assert!(replies(None) >= 4);
    let away = scenes().filter(|scene| matches!(scene.act, Act::Away { .. }));
    assert!(away.count() >= 2);
}
