use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use crate::git::{Change, Commit, Damage, ObjectId, Stamp, Walk};
use crate::model::{ChangeKind, CommitId, Finding, History, Identity, Revision, Severity};

/// Sorts what a walk found by path, the latest revision of each path first.
pub(super) fn histories(walk: &Walk) -> BTreeMap<String, History> {
    let mut all: BTreeMap<String, History> = BTreeMap::new();
    for found in &walk.revisions {
        let path = String::from_utf8_lossy(&found.path).into_owned();
        let commit = &found.commit;
        all.entry(path).or_default().revisions.push(Revision {
            commit: CommitId(commit.id.to_string()),
            kind: match found.change {
                Change::Added => ChangeKind::Added,
                Change::Changed => ChangeKind::Changed,
                Change::Removed => ChangeKind::Removed,
            },
            author: identity(&commit.author),
            committer: identity(&commit.committer),
            written: moment(&commit.author),
            arrived: moment(&commit.committer),
            co_authors: people(commit, "Co-authored-by"),
            reviewers: reviewers(commit, found.merge.as_deref()),
        });
    }
    all
}

/// Returns the place of each reply in the order of history, the first first.
pub(super) fn reply_order(walked: &Walk) -> BTreeMap<String, usize> {
    let paths = walked.revisions.iter().rev().enumerate();
    let mut order = BTreeMap::new();
    for (index, revision) in paths {
        let path = String::from_utf8_lossy(&revision.path).into_owned();
        order.entry(path).or_insert(index);
    }
    order
}

/// Returns who looked at a commit before it was part of the log.
///
/// Whoever put it there in its author's place is among them: a service that
/// puts commits on another base says so by the committer.
fn reviewers(commit: &Commit, merge: Option<&Commit>) -> Vec<Identity> {
    let mut all = people(commit, "Reviewed-by");
    if commit.committer.email != commit.author.email {
        all.push(identity(&commit.committer));
    }
    if let Some(merge) = merge {
        all.push(identity(&merge.author));
        all.extend(people(merge, "Reviewed-by"));
        all.extend(people(merge, "Co-authored-by"));
    }
    all
}

/// Returns a finding for every object of history that could not be read.
pub(super) fn damage(objects: &[Damage]) -> Vec<Finding> {
    objects
        .iter()
        .map(|damage| damaged(damage.object, damage.reason.clone()))
        .collect()
}

/// Returns the finding for an object that could not be read.
pub(super) fn damaged(object: ObjectId, message: String) -> Finding {
    Finding {
        severity: Severity::Error,
        rule: "damaged-object",
        path: object.to_string(),
        place: None,
        message,
        remedy: "run 'git fsck', or fetch the object from a clone that has it".to_owned(),
    }
}

/// Returns the moment of a stamp; one outside of the calendar becomes 1970.
pub(super) fn moment(stamp: &Stamp) -> DateTime<FixedOffset> {
    let utc = DateTime::from_timestamp(stamp.seconds, 0).unwrap_or_default();
    let offset = FixedOffset::east_opt(stamp.offset_minutes * 60);
    utc.with_timezone(&offset.unwrap_or(FixedOffset::east_opt(0).expect("zero is an offset")))
}

/// Returns who a stamp is of.
pub(super) fn identity(stamp: &Stamp) -> Identity {
    Identity {
        name: stamp.name.clone(),
        email: stamp.email.clone(),
    }
}

/// Returns the people that the trailers of a commit name under `key`.
pub(super) fn people(commit: &Commit, key: &str) -> Vec<Identity> {
    let people = commit.people(key).map(|(name, email)| Identity {
        name: name.to_owned(),
        email: email.to_owned(),
    });
    people.collect()
}
