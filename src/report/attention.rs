use schemars::JsonSchema;
use serde::Serialize;

use super::index::Index;
use super::matter::Matter;
use super::talk::TalkView;
use super::{MemberView, OpenItemView};
use crate::model::{Health, Section};

/// What needs somebody's attention, the most pressing first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Attention {
    /// Members who are off track.
    pub off_track: Vec<MemberView>,
    /// Members who are at risk.
    pub at_risk: Vec<MemberView>,
    /// What had better be talked over. What it is about is among the blockers
    /// and questions too.
    pub talk: Vec<TalkView>,
    /// Open blockers: those for which an answer was promised by the moment of
    /// the promise, then the oldest first.
    pub blockers: Vec<OpenItemView>,
    /// Open questions, in the same order.
    pub questions: Vec<OpenItemView>,
    /// Items past their due date that are not done, the longest first.
    pub overdue: Vec<OpenItemView>,
}

impl Attention {
    /// Gathers what needs attention from everybody's latest update, in the
    /// window or before it.
    pub(super) fn build(index: &Index<'_>) -> Self {
        Self::of(index, &mut Matter::all(index))
    }

    /// Does the same with all that is open, which it sorts, and in which it
    /// marks what had better be talked over.
    pub(super) fn of(index: &Index<'_>, matters: &mut [Matter<'_>]) -> Self {
        Matter::sort(matters);
        let talk = TalkView::list(index, matters);
        let (mut off_track, mut at_risk, mut overdue) = (Vec::new(), Vec::new(), Vec::new());
        for author in &index.authors {
            if let Some((health, update)) = author.health() {
                let list = match health {
                    Health::OffTrack => Some(&mut off_track),
                    Health::AtRisk => Some(&mut at_risk),
                    Health::OnTrack => None,
                };
                if let Some(list) = list {
                    let view = MemberView::of_update(&index.people, author.handle, update);
                    list.push(view);
                }
            }
            if !author.counts(&index.people, index.window) {
                continue;
            }
            for (section, update, item) in index.open(author) {
                if !section.stays_open() && item.due.is_some() {
                    let view = OpenItemView::build(index, update, section, item);
                    overdue.extend(view.overdue_days.map(|_| view));
                }
            }
        }
        let views = matters.iter().map(|matter| &matter.view);
        overdue.extend(views.filter(|view| view.overdue_days.is_some()).cloned());
        OpenItemView::sort_by_delay(&mut overdue);
        let of = |section| -> Vec<OpenItemView> {
            let matters = matters.iter().filter(|matter| matter.section == section);
            matters.map(|matter| matter.view.clone()).collect()
        };
        Self {
            off_track,
            at_risk,
            talk,
            blockers: of(Section::Blockers),
            questions: of(Section::Questions),
            overdue,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::model::Health;
    use crate::report::OpenItemView;
    use crate::report::sample::{Log, handle, instant, item, items, zone};
    use crate::report::{Digest, DigestOptions, Grouping, Selection};

    fn ids(list: &[OpenItemView]) -> Vec<String> {
        let name = |view: &OpenItemView| {
            let address = view.item.address.clone();
            address.unwrap_or_else(|| view.item.text.clone())
        };
        list.iter().map(name).collect()
    }

    #[test]
    fn open_is_what_the_latest_update_carries_and_no_reply_resolved() {
        let log = Log::of("2026-W47")
            .before("ada", "2026-11-13", |update| {
                update.blockers = items(&["aaaa: dropped", "bbbb: kept"]);
            })
            .post("ada", "2026-11-16", |update| {
                update.blockers = items(&["bbbb@2026-11-13: kept", "cccc: resolved"]);
                update.questions = items(&["dddd: dropped?"]);
            })
            .post("ada", "2026-11-18", |update| {
                update.done = items(&["eeee@2026-11-16: contradicts"]);
                update.blockers = items(&[
                    "bbbb@2026-11-13: kept",
                    "bbbb@2026-11-13: kept",
                    "cccc@2026-11-16: resolved",
                    "eeee@2026-11-16: contradicts",
                    "by hand",
                    "by hand",
                ]);
            })
            // The same id of another first period is another item.
            .resolve("ada/2026-11-18/bbbb", "grace", "no", "2026-11-18T09:00:00Z")
            .resolve(
                "ada/2026-11-16/cccc",
                "grace",
                "yes",
                "2026-11-18T09:00:00Z",
            );
        // A reply that only says something closes nothing.
        let mut log = log.resolve("ada/2026-11-13/bbbb", "grace", "?", "2026-11-18T09:00:00Z");
        log.0.replies[2].reply.state = None;
        let digest = log.digest();
        let open = ids(&digest.attention.blockers);
        assert_eq!(open, ["ada/2026-11-13/bbbb", "by hand"]);
        assert!(digest.attention.questions.is_empty());
        assert_eq!(ids(&digest.resolved), ["ada/2026-11-16/cccc"]);
        assert_eq!(digest.resolved[0].resolved_by.as_deref(), Some("grace"));
        assert_eq!(digest.resolved[0].resolution.as_deref(), Some("yes"));
    }

    #[test]
    fn what_stood_open_counts_as_resolved_in_the_window_it_was_resolved_in() {
        for (at, want) in [
            ("2026-11-15T23:59:59Z", 0),
            ("2026-11-16T00:00:00Z", 1),
            ("2026-11-22T23:59:59Z", 1),
            ("2026-11-23T00:00:00Z", 0),
        ] {
            let log = Log::of("2026-W47")
                .before("ada", "2026-11-13", |u| u.blockers = items(&["aaaa: one"]))
                .resolve("ada/2026-11-13/aaaa", "ada", "done", at);
            let digest = log.digest();
            assert_eq!(digest.resolved.len(), want, "{at}");
            assert!(digest.attention.blockers.is_empty());
        }
    }

    #[test]
    fn whoever_left_before_the_window_is_let_go() {
        let mut log = Log::of("2026-W47").before("ada", "2026-11-13", |update| {
            update.blockers = items(&["aaaa: one"]);
        });
        assert_eq!(log.digest().state.blocked, 1);
        log.member("ada").left = NaiveDate::from_ymd_opt(2026, 11, 16);
        assert_eq!(log.digest().state.blocked, 0);
        log.member("ada").left = NaiveDate::from_ymd_opt(2026, 11, 17);
        assert_eq!(log.digest().state.blocked, 1);
    }

    #[test]
    fn a_new_handle_speaks_for_the_old_one() {
        let mut log = Log::of("2026-W47")
            .before("al", "2026-11-13", |update| {
                update.blockers = items(&["aaaa: gone", "bbbb: kept", "cccc: resolved"]);
            })
            .post("ada", "2026-11-16", |update| {
                update.blockers = items(&["bbbb@2026-11-13: kept", "cccc@2026-11-13: resolved"]);
            })
            .resolve("al/2026-11-13/cccc", "grace", "yes", "2026-11-16T09:00:00Z");
        log.member("ada").former_handles = vec![handle("al")];
        let without = log.digest();
        let log = log.before("ada", "2026-11-10", |update| {
            update.next = items(&["dddd: older than what al said"]);
        });
        let digest = log.digest();
        assert_eq!(digest, without);
        assert_eq!(ids(&digest.attention.blockers), ["ada/2026-11-13/bbbb"]);
        assert_eq!(ids(&digest.resolved), ["ada/2026-11-13/cccc"]);
        assert_eq!(digest.state.line, "1 of 4 posted · 1 blocked");
    }

    #[test]
    fn ages_are_calendar_days_of_the_zone_of_the_report() {
        for (zone_name, at, age, overdue) in [
            ("UTC", "2026-11-20T23:59:59Z", 3, None),
            ("UTC", "2026-11-21T00:00:00Z", 4, Some(1)),
            ("Asia/Tokyo", "2026-11-20T15:00:00Z", 4, Some(1)),
            ("America/New_York", "2026-11-21T04:59:59Z", 3, None),
            // Reckoned before it was written.
            ("UTC", "2026-11-01T00:00:00Z", 0, None),
        ] {
            let log = Log::of("2026-W47").post("ada", "2026-11-18", |update| {
                let mut due = item("aaaa@2026-11-17: due");
                due.due = NaiveDate::from_ymd_opt(2026, 11, 20);
                update.done = vec![due.clone()];
                due.id = "bbbb".parse().ok();
                update.blockers = vec![due];
            });
            let options = DigestOptions {
                zone: zone(zone_name),
                instant: instant(at),
                by: Grouping::Member,
                selection: Selection::default(),
            };
            let attention = Digest::build(&log.0, &options).attention;
            let view = &attention.blockers[0];
            assert_eq!((view.age_days, view.overdue_days), (age, overdue), "{at}");
            assert_eq!(attention.overdue.len(), usize::from(overdue.is_some()));
        }
    }

    #[test]
    fn the_most_pressing_comes_first() {
        let due = |source: &str, day| {
            let mut item = item(source);
            item.due = NaiveDate::from_ymd_opt(2026, 11, day);
            item
        };
        let log = Log::of("2026-W47")
            .post("grace", "2026-11-18", |update| {
                update.blockers = items(&["cccc: x", "bbbb: x", "no id"]);
            })
            .post("ada", "2026-11-18", |update| {
                update.blockers = vec![due("zzzz: x", 21), item("aaaa@2026-W46: old")];
                update.next = vec![due("nnnn: plan", 20), due("mmmm: done", 1)];
                update.done = vec![due("mmmm: done", 1)];
            });
        let attention = log.digest().attention;
        let want = [
            "ada/2026-W46/aaaa",
            "ada/2026-11-18/zzzz",
            "grace/2026-11-18/bbbb",
            "grace/2026-11-18/cccc",
            "no id",
        ];
        assert_eq!(ids(&attention.blockers), want);
        let want = ["ada/2026-11-18/nnnn", "ada/2026-11-18/zzzz"];
        assert_eq!(ids(&attention.overdue), want);
        assert_eq!(attention.overdue[0].section, "next");
    }

    #[test]
    fn the_latest_health_counts_and_brings_its_reason() {
        let log = Log::of("2026-W47")
            .post("ada", "2026-11-16", |update| {
                update.health = Some(Health::OnTrack);
            })
            .post("ada", "2026-11-17", |update| {
                update.health = Some(Health::OffTrack);
                update.notes = Some("\n  \nThe vendor is late.\nMore.".to_owned());
            })
            .post("ada", "2026-11-18", |_| {})
            .before("grace", "2026-11-13", |update| {
                update.health = Some(Health::AtRisk);
            });
        let attention = log.digest().attention;
        assert!(attention.at_risk.is_empty());
        let view = &attention.off_track[0];
        assert_eq!(view.period.as_deref(), Some("2026-11-17"));
        assert_eq!(view.reason.as_deref(), Some("The vendor is late."));
        assert_eq!(log.digest().groups[0].health.as_deref(), Some("off-track"));
    }
}
