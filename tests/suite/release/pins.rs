//! Every action that is used is pinned by the hash of a commit, and the same
//! one everywhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Folders with workflows and actions, our own and those that the program
/// writes for others.
const PLACES: [&str; 2] = [".github", "templates"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn actions_are_pinned_by_their_commit_and_named_by_their_version() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for place in PLACES {
        files(&root.join(place), &mut found);
    }
    let mut pins: BTreeMap<String, String> = BTreeMap::new();
    for file in found {
        let text = fs::read_to_string(&file).expect("it is text");
        for line in text.lines() {
            let line = line.trim().trim_start_matches("- ");
            let Some(used) = line.strip_prefix("uses: ") else {
                continue;
            };
            // What the program itself puts there is tested where it does.
            if used.ends_with("@@PIN@ # v@VERSION@") {
                continue;
            }
            let place = format!("{}: {used}", file.display());
            let (action, pin) = used.split_once('@').expect(&place);
            let (hash, version) = pin.split_once(" # v").expect(&place);
            let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash, "{place}");
            assert_eq!(version.split('.').count(), 3, "{place}");
            let before = pins.entry(action.to_owned()).or_insert(pin.to_owned());
            assert_eq!(before, pin, "{place}");
        }
    }
    assert!(pins.contains_key("actions/checkout"), "{pins:?}");
}
