//! Holds what the log says of a window against the same idea: which updates
//! there are, the revisions of each, and what is gone.

use std::collections::BTreeMap;

use tidings::format::{LogPath, TEAM_PATH, parse_path, update_path};
use tidings::git::Change;
use tidings::model::{ChangeKind, GoneReason, History as Revisions, Window, Zone};
use tidings::store::Log;

use super::history::{Clocks, DAYS, History, date};
use super::oracle::{Oracle, Revision};
use super::random::Random;
use super::repository::Scratch;
use super::scope::Days;
use super::{HISTORIES, number};

/// What is known of one update: its commits with what each did, the latest
/// first.
type Told = Vec<(String, ChangeKind)>;

/// Writes an update that says so much, or the team file, where the path is
/// that of one.
fn text(path: &str, content: usize) -> Option<String> {
    match parse_path(path) {
        LogPath::Update { author, period } => Some(format!(
            "tidings: 1\nauthor: {author}\nperiod: {period}\ndone: [content {content}]\n"
        )),
        LogPath::Team => Some("tidings: 1\nname: Team Quill\n".to_owned()),
        _ => None,
    }
}

/// Makes a random history of a log: every commit has the team file.
fn random_log(seed: u64) -> History {
    let mut history = History::random(seed, 24);
    for commit in &mut history.commits {
        let team = (TEAM_PATH.to_owned(), ("100644", 0));
        commit.files.extend([team]);
    }
    history
}

fn told(revisions: &Revisions) -> Told {
    let told = revisions.revisions.iter();
    told.map(|revision| (revision.commit.0.clone(), revision.kind))
        .collect()
}

/// Sorts what the oracle lists by the updates it is about.
fn by_path(revisions: Vec<Revision>) -> BTreeMap<String, Told> {
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    for revision in revisions {
        if matches!(parse_path(&revision.path), LogPath::Update { .. }) {
            let kind = match revision.change {
                Change::Added => ChangeKind::Added,
                Change::Changed => ChangeKind::Changed,
                Change::Removed => ChangeKind::Removed,
            };
            let told = all.entry(revision.path).or_default();
            told.push((revision.commit, kind));
        }
    }
    all
}

fn day(number: usize) -> chrono::NaiveDate {
    let (year, month, day) = date(number);
    let day = u32::try_from(day).expect("days of months are few");
    chrono::NaiveDate::from_ymd_opt(year as i32, month, day).expect("it exists")
}

/// Compares one window of one history; returns of how many updates it told
/// the history, and of how many that they are gone.
fn compare(
    log: &Log,
    ids: &[String],
    history: &History,
    oracle: &Oracle,
    days: &Days,
) -> [usize; 2] {
    let tip = ids.last().expect("a history has a commit");
    let reached = oracle.reach(tip, |commit| {
        let at = ids.iter().position(|id| id == commit);
        let held = &history.commits[at.expect("it is of this history")];
        // A file that stands where a day's directory should be is no period.
        let holds = |path: &String| days.not_before(path) && path.split('/').count() > 4;
        held.committed < days.oldest() && !held.files.keys().any(holds)
    });
    let mut want = by_path(oracle.revisions(&reached, |path| days.covers(path)));
    let (first, last) = days.ends();
    let window = Window {
        since: day(first),
        until: day(last),
    };
    let tree = log.tree_at(tip).expect("the tip is there");
    let snapshot = log
        .snapshot(&tree, window, Zone::UTC, &[])
        .expect("a snapshot");
    let context = format!(
        "{days:?} of {} in {}",
        log.branch(),
        log.directory().display()
    );
    let files = &history.commits.last().expect("there is one").files;

    let here: Vec<&String> = snapshot.entries.iter().map(|entry| &entry.path).collect();
    let mut regular: Vec<&String> = files
        .iter()
        .filter(|(path, (mode, _))| {
            *mode == "100644"
                && days.covers(path)
                && matches!(parse_path(path), LogPath::Update { .. })
        })
        .map(|(path, _)| path)
        .collect();
    regular.sort();
    assert_eq!(here, regular, "what is there, {context}");
    for entry in &snapshot.entries {
        let want = want.remove(&entry.path).unwrap_or_default();
        assert_eq!(told(&entry.history), want, "{}, {context}", entry.path);
        if history.clocks == Clocks::Honest {
            let first = entry.history.first().map(|first| first.kind);
            assert_eq!(first, Some(ChangeKind::Added), "{}, {context}", entry.path);
        }
    }
    // What stands at the path, but is no update, has a finding.
    want.retain(|path, _| {
        let below = format!("{path}/");
        !files
            .keys()
            .any(|file| file == path || file.starts_with(&below))
    });
    let mut gone = BTreeMap::new();
    for one in &snapshot.gone {
        let path = update_path(&one.author, one.period);
        let removed = one.history.last().map(|last| last.kind) == Some(ChangeKind::Removed);
        assert_eq!(
            one.reason == GoneReason::Withdrawn,
            removed,
            "{path}, {context}"
        );
        gone.insert(path, told(&one.history));
    }
    assert_eq!(gone, want, "what is gone, {context}");
    [here.len(), gone.len()]
}

#[test]
fn a_window_tells_what_git_log_tells() {
    let seed = number("TIDINGS_SEED", 1);
    let seeds: Vec<u64> = (seed..seed + number("TIDINGS_HISTORIES", HISTORIES)).collect();
    let histories: Vec<_> = seeds.iter().map(|seed| random_log(*seed)).collect();
    let scratch = Scratch::new("sha1");
    let ids = scratch.import_as(&histories, text);
    let oracle = Oracle::read(&scratch, &ids);
    let mut met = [0, 0];
    for (at, (history, ids)) in histories.iter().zip(&ids).enumerate() {
        let log = Log::new(scratch.open(), format!("h{at}"));
        let mut random = Random::new(seeds[at]);
        for _ in 0..2 {
            let days = Days::random(&mut random);
            let found = compare(&log, ids, history, &oracle, &days);
            met = [met[0] + found[0], met[1] + found[1]];
        }
        let all = compare(&log, ids, history, &oracle, &Days::new(0, DAYS - 1));
        met = [met[0] + all[0], met[1] + all[1]];
    }
    // Nothing would be shown by windows that hold nothing.
    let [here, gone] = met;
    assert!(here > histories.len() && gone > histories.len(), "{met:?}");
}
