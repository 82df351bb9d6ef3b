//! The checks on the house as it stands.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::plan::Plan;
use super::tokens::tokens;
use super::walls::Source;

/// Returns a path of the project.
fn project(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

fn read(relative: &str) -> String {
    let path = project(relative);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn plan() -> Plan {
    Plan::parse(&read("docs/architecture.md"))
}

/// Returns the paths of all Rust files below a folder of `src/`, relative to
/// `src/`.
fn files(folder: &str) -> Vec<String> {
    let mut all = Vec::new();
    let entries = fs::read_dir(project("src").join(folder)).expect("src can be read");
    for entry in entries {
        let entry = entry.expect("src can be read");
        let name = entry
            .file_name()
            .into_string()
            .expect("our names are UTF-8");
        let path = if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        };
        if entry.path().is_dir() {
            all.extend(files(&path));
        } else if path.ends_with(".rs") {
            all.push(path);
        }
    }
    all
}

/// Returns the files and folders that are declared as `#[cfg(test)] mod …;`,
/// relative to `src/`.
fn test_modules(all: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in all {
        let source = tokens(&read(&format!("src/{path}")));
        let folder = path.trim_end_matches("mod.rs").trim_end_matches(".rs");
        let folder = folder.trim_end_matches('/');
        for three in source.windows(3) {
            let declared = three[0].text == "mod" && three[2].text == ";";
            if declared && three[0].test {
                found.insert(format!("{folder}/{}", three[1].text));
            }
        }
    }
    found
}

#[test]
fn every_file_keeps_to_the_plan() {
    let plan = plan();
    let all = files("");
    assert!(all.len() > 30, "src/ was not found: {all:?}");
    let tests = test_modules(&all);
    let mut faults = Vec::new();
    for path in &all {
        let test = tests.iter().any(|module| {
            let rest = path.strip_prefix(module.as_str());
            rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        });
        let source = Source::parse(path, &read(&format!("src/{path}")), test);
        faults.extend(source.faults(&plan));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_is_in_the_plan() {
    let rooms: BTreeSet<String> = files("")
        .iter()
        .filter_map(|path| path.split_once('/').map(|(room, _)| room.to_owned()))
        .collect();
    let planned: BTreeSet<String> = plan().rooms.into_keys().collect();
    assert_eq!(rooms, planned);
}

#[test]
fn every_dependency_is_in_the_plan() {
    let manifest: BTreeSet<String> = dependencies(&read("Cargo.toml")).into_iter().collect();
    assert!(manifest.contains("git2") && manifest.contains("proptest"));
    let planned: BTreeSet<String> = plan().crates.into_keys().collect();
    assert_eq!(manifest, planned);
}

/// Returns the names of all dependencies of a manifest, those of builds,
/// tests and single targets too.
pub(crate) fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            let section = section.trim_end_matches(']');
            inside = section.ends_with("dependencies");
            if let Some((_, name)) = section.split_once("dependencies.") {
                names.push(name.to_owned());
            }
        } else if inside && !line.starts_with('#') {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            names.extend(Some(name.to_owned()).filter(|name| !name.is_empty()));
        }
    }
    names
}
