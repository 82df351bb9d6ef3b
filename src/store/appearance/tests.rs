use crate::git::ObjectId;
use crate::model::Snapshot;
use crate::store::kit::{Past, cut, post, put, reply};

/// An update of Ada's that asks something.
fn asks(author: &str, period: &str, more: &str) -> crate::git::TreeEdit {
    let text = format!("questions:\n- id: q9f3\n{more}  text: Which retention?\n");
    post(author, period, &text)
}

const OLD: &str = "2026-08-03";
const SINCE: &str = "  since: 2026-08-03\n";

fn file(period: &str) -> String {
    format!("updates/{}/ada.yaml", period.replace('-', "/"))
}

/// The commits, counted from the first, with which the questions that are told
/// of came into the log.
fn told(snapshot: &Snapshot, commits: &[ObjectId]) -> Vec<(String, Option<usize>)> {
    let told = snapshot.appearances.iter().map(|(address, appearance)| {
        let commit = &appearance.commit.0;
        let place = commits.iter().position(|id| id.to_string() == *commit);
        (address.to_string(), place)
    });
    told.collect()
}

#[test]
fn the_first_commit_that_holds_an_item_is_told_at_any_age() {
    let address = format!("ada/{OLD}/q9f3");
    let quiet = || post("ada", OLD, "notes: x\n");
    let now = || asks("ada", "2026-11-17", SINCE);
    let old = || asks("ada", OLD, "");
    let edited = || asks("ada", OLD, "  to: [grace]\n");
    // Each history: what is done on which day, and which commit is told.
    for (name, commits, want) in [
        (
            "asked and carried",
            vec![(OLD, old()), ("2026-11-17", now())],
            Some(1),
        ),
        (
            "edited later",
            vec![
                (OLD, old()),
                ("2026-08-04", edited()),
                ("2026-11-17", now()),
            ],
            Some(1),
        ),
        (
            "added later",
            vec![(OLD, quiet()), ("2026-08-05", old()), ("2026-11-17", now())],
            Some(2),
        ),
        (
            "withdrawn and asked again",
            vec![
                (OLD, old()),
                ("2026-08-04", cut(&file(OLD))),
                ("2026-08-05", old()),
                ("2026-11-17", now()),
            ],
            Some(3),
        ),
        (
            "left out of the old file",
            vec![(OLD, old()), ("2026-08-05", quiet()), ("2026-11-17", now())],
            Some(1),
        ),
        (
            "says it is older than it is",
            vec![(OLD, quiet()), ("2026-11-17", now())],
            Some(2),
        ),
        (
            "nothing was there then",
            vec![("2026-11-17", now())],
            Some(1),
        ),
        (
            "resolved since",
            vec![
                (OLD, old()),
                ("2026-11-17", now()),
                ("2026-11-18", reply("ada", OLD, "q9f3", "one")),
            ],
            None,
        ),
        (
            "under a former handle",
            vec![
                (OLD, old()),
                ("2026-11-17", asks("lovelace", "2026-11-17", SINCE)),
            ],
            Some(1),
        ),
    ] {
        let past = Past::new();
        let mut all = vec![past.commit(&[], "2026-08-01", &[])];
        for (day, edit) in commits {
            let last = [all[all.len() - 1]];
            all.push(past.commit(&last, day, &[edit]));
        }
        let snapshot = past.snapshot(all[all.len() - 1]);
        let address = address.replace(
            "ada",
            if name.contains("former") {
                "lovelace"
            } else {
                "ada"
            },
        );
        let want: Vec<_> = want.map(|at| (address, Some(at))).into_iter().collect();
        assert_eq!(told(&snapshot, &all), want, "{name}");
    }
}

#[test]
fn what_first_appeared_in_the_window_is_told_though_it_is_closed() {
    let past = Past::new();
    let start = past.commit(&[], "2026-11-10", &[]);
    let one = past.commit(&[start], "2026-11-17", &[asks("ada", "2026-11-17", "")]);
    let edited = asks("ada", "2026-11-17", "  to: [grace]\n");
    let two = past.commit(&[one], "2026-11-18", &[edited]);
    let tip = past.commit(
        &[two],
        "2026-11-19",
        &[reply("ada", "2026-11-17", "q9f3", "one")],
    );
    let want = [("ada/2026-11-17/q9f3".to_owned(), Some(0))];
    assert_eq!(told(&past.snapshot(tip), &[one]), want);
}

#[test]
fn old_threads_have_their_history_in_its_order() {
    let past = Past::new();
    let start = past.commit(&[], "2026-08-01", &[]);
    let asked = past.commit(&[start], OLD, &[asks("ada", OLD, "")]);
    let say = |name: &str| {
        let to = format!("ada/{OLD}/q9f3");
        let text = format!("tidings: 1\nauthor: grace\nto: {to}\ntext: {name}\n");
        put(&format!("replies/2026/08/03/ada/{name}.yaml"), text)
    };
    let one = past.commit(&[asked], "2026-08-05", &[say("b")]);
    let two = past.commit(&[one], "2026-08-04", &[say("a")]);
    let carried = past.commit(&[two], "2026-11-17", &[asks("ada", "2026-11-17", SINCE)]);
    let three = past.commit(&[carried], "2026-11-18", &[say("0")]);
    let tip = past.commit(&[three], "2026-11-18", &[say("d"), put("README.md", "x")]);
    let snapshot = past.snapshot(tip);
    let said = |all: &[crate::model::ReplyEntry]| -> Vec<(String, usize)> {
        let all = all.iter();
        all.map(|entry| (entry.id.to_string(), entry.history.revisions.len()))
            .collect()
    };
    let each = |names: &[&str]| -> Vec<(String, usize)> {
        names.iter().map(|name| ((*name).to_owned(), 1)).collect()
    };
    assert_eq!(said(&snapshot.replies), each(&["b", "a", "0", "d"]));
    assert_eq!(said(&snapshot.said), each(&["0", "d"]));
    // What is older than the mark is no news, though its thread is read whole.
    let day = "2026-11-18".parse().expect("a day");
    for (from, want) in [(tip, &[][..]), (three, &["d"]), (carried, &["0", "d"])] {
        let news = past
            .log
            .news(from, &past.tree(tip), day, crate::model::Zone::UTC);
        let news = news.expect("a snapshot");
        assert_eq!(said(&news.said), each(want));
        assert_eq!(said(&news.replies), each(&["b", "a", "0", "d"]));
    }
}

#[test]
fn replies_of_the_window_are_told_whatever_they_answer() {
    let past = Past::new();
    let start = past.commit(&[], "2026-08-01", &[]);
    let asked = past.commit(&[start], OLD, &[asks("ada", OLD, "")]);
    let before = past.commit(&[asked], "2026-11-15", &[reply("ada", OLD, "q9f3", "one")]);
    let during = past.commit(&[before], "2026-11-16", &[reply("ada", OLD, "q9f3", "two")]);
    let gone = past.commit(
        &[during],
        "2026-11-17",
        &[reply("ada", OLD, "q9f3", "three")],
    );
    let tip = past.commit(
        &[gone],
        "2026-11-18",
        &[cut("replies/2026/08/03/ada/three.yaml")],
    );
    let said = past.snapshot(tip).said;
    let ids: Vec<&str> = said.iter().map(|entry| entry.id.as_str()).collect();
    assert_eq!(ids, ["two"]);
}

/// Grows a history commit by commit, with side lines that are merged in, and
/// looks at each tip twice: with what earlier looks remembered, and without.
#[test]
fn what_is_remembered_is_what_a_walk_finds() {
    let past = Past::new();
    let memory = past
        .log
        .repository()
        .common_dir()
        .join("tidings/threads/tidings");
    let (mut remembered, mut alike) = (0, 0);
    for seed in 1..7_u64 {
        std::fs::remove_file(&memory).ok();
        let mut state = seed;
        let mut next = |below: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % below
        };
        let start = past.commit(&[], "2026-08-01", &[asks("ada", OLD, "")]);
        let (mut tip, mut side) = (start, None);
        for number in 0..40 {
            let day = format!("2026-11-{:02}", 1 + next(16));
            let edit = match next(8) {
                0 => asks("ada", OLD, "  to: [grace]\n"),
                1 => cut(&file(OLD)),
                2 => asks("ada", OLD, ""),
                3 => asks("ada", &format!("2026-11-{:02}", 1 + next(17)), SINCE),
                4 | 5 => {
                    let to = format!("ada/{OLD}/q9f3");
                    let name = format!("{:x}", next(12));
                    let text = format!("tidings: 1\nauthor: grace\nto: {to}\ntext: {number}\n");
                    put(&format!("replies/2026/08/03/ada/{name}.yaml"), text)
                }
                _ => put("README.md", number.to_string()),
            };
            match (next(6), side) {
                (0, None) => side = Some(past.commit(&[tip], &day, &[edit])),
                (1, Some(other)) => {
                    tip = past.commit(&[tip, other], &day, &[edit]);
                    side = None;
                }
                _ => tip = past.commit(&[tip], &day, &[edit]),
            }
            let tree = past.tree(tip);
            let today = "2026-11-18".parse().expect("a day");
            let look = || {
                let read = past.log.news(start, &tree, today, crate::model::Zone::UTC);
                let snapshot = read.expect("a snapshot");
                (snapshot.appearances, snapshot.replies, snapshot.said)
            };
            remembered += usize::from(memory.exists());
            let warm = look();
            let kept = std::fs::read(&memory);
            std::fs::remove_file(&memory).ok();
            assert_eq!(warm, look(), "seed {seed}, commit {number}");
            // From the tip on there is no other walk that has compared anything.
            let alone = past.log.news(tip, &tree, today, crate::model::Zone::UTC);
            for (item, appearance) in alone.expect("a snapshot").appearances {
                assert_eq!(warm.0.get(&item), Some(&appearance));
                alike += 1;
            }
            if let Ok(kept) = kept {
                std::fs::write(&memory, kept).expect("it is writable");
            }
        }
    }
    assert!(remembered > 100, "{remembered}");
    assert!(alike > 50, "{alike}");
}

#[test]
fn what_came_today_is_told_of_whoever_has_read_it_already() {
    let past = Past::new();
    let day = "2026-11-18";
    let start = past.commit(&[], "2026-11-17", &[put("README.md", "x")]);
    let asked = past.commit(&[start], day, &[asks("ada", day, "")]);
    let text = format!("tidings: 1\nauthor: grace\nto: ada/{day}/q9f3\ntext: Forty\n");
    let said = put("replies/2026/11/18/ada/a1.yaml", text);
    let answered = past.commit(&[asked], day, &[said]);
    let tip = past.commit(&[answered], day, &[put("README.md", "y")]);
    let tree = past.tree(tip);
    let today = day.parse().expect("a day");
    for from in [start, asked, answered, tip] {
        let read = past.log.news(from, &tree, today, crate::model::Zone::UTC);
        let snapshot = read.expect("a snapshot");
        let told = told(&snapshot, &[start, asked, answered, tip]);
        assert_eq!(told, [(format!("ada/{day}/q9f3"), Some(1))]);
        assert!(snapshot.replies[0].history.first().is_some());
    }
}
