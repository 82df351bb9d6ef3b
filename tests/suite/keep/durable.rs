//! Whatever a post has made is on disk before "saved" is said.
#![cfg(target_os = "linux")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::team::{own, post, started};
use crate::kit::{Invocation, Kind, Sandbox, Strace};

/// The calls that are looked at.
const CALLS: &str = "trace=fsync,fdatasync,write,writev,rename,renameat,renameat2";

/// What a run did, in the order in which it was done.
struct Trace {
    /// Where each path was flushed for the first time.
    flushed: BTreeMap<PathBuf, usize>,
    /// Where a file was renamed to each path.
    renamed: BTreeMap<PathBuf, usize>,
    /// Where "saved" was written.
    said: usize,
}

impl Trace {
    /// Reads what `strace -f -y` wrote.
    fn parse(text: &str) -> Self {
        let mut trace = Self {
            flushed: BTreeMap::new(),
            renamed: BTreeMap::new(),
            said: 0,
        };
        let mut pending: BTreeMap<&str, PathBuf> = BTreeMap::new();
        for (number, line) in text.lines().enumerate() {
            let (pid, call) = line.split_once(' ').unwrap_or_default();
            let call = call.trim_start();
            if let Some(rest) = call.split_once("sync(").map(|(_, rest)| rest) {
                let path = rest
                    .split_once('<')
                    .and_then(|(_, rest)| rest.split_once('>'));
                let path = PathBuf::from(path.expect("strace names the file").0);
                if call.contains("unfinished") {
                    pending.insert(pid, path);
                } else if call.ends_with("= 0") {
                    trace.flushed.entry(path).or_insert(number);
                }
            } else if call.contains("sync resumed") && call.ends_with("= 0") {
                let path = pending.remove(pid).expect("a call that was begun");
                trace.flushed.entry(path).or_insert(number);
            } else if call.starts_with("rename") {
                let to = call.split('"').nth(3).unwrap_or_default();
                trace.renamed.insert(PathBuf::from(to), number);
            } else if call.contains("\"saved: ") && trace.said == 0 {
                trace.said = number;
            }
        }
        trace
    }

    /// Returns where a path was flushed, by itself.
    #[track_caller]
    fn flushed(&self, path: &Path) -> usize {
        let found = self.flushed.get(path).copied();
        let all = &self.flushed;
        found.unwrap_or_else(|| panic!("{} is never flushed: {all:#?}", path.display()))
    }
}

/// Posts once under strace.
fn traced(sandbox: &Sandbox, log: &Path, setting: &str) -> Trace {
    let out = sandbox.path("trace");
    let run = sandbox
        .program("strace", &["-f", "-y", "-s", "64", "-e", CALLS, "-o"])
        .arg(&out)
        .arg(env!("CARGO_BIN_EXE_tidings"))
        .cwd(log)
        .env("GIT_CONFIG_COUNT", "1")
        .env("GIT_CONFIG_KEY_0", "core.fsync")
        .env("GIT_CONFIG_VALUE_0", setting);
    let args = ["post", "--no-input", "--for", "2026-11-20", "Shipped"];
    let run = args.into_iter().fold(run, Invocation::arg);
    run.run().ok().notes("saved: ");
    let text = fs::read_to_string(&out).expect("strace writes it");
    let trace = Trace::parse(&text);
    assert!(trace.said > 0, "nothing says saved in\n{text}");
    trace
}

/// Returns the loose objects of a repository.
fn objects(directory: &Path) -> BTreeSet<PathBuf> {
    let folders = fs::read_dir(directory.join("objects")).expect("objects");
    let folders = folders.map(|folder| folder.expect("a folder").path());
    folders
        .filter(|folder| folder.file_name().is_some_and(|name| name.len() == 2))
        .flat_map(|folder| fs::read_dir(folder).expect("a folder"))
        .map(|file| file.expect("a file").path())
        .collect()
}

#[test]
fn objects_and_ref_are_flushed_in_order_before_saved_is_said() {
    let sandbox = Sandbox::new();
    if !Strace::can_trace(&sandbox) {
        return;
    }
    for kind in [Kind::Plain, Kind::Bare, Kind::Sha256] {
        let log = started(&sandbox, kind);
        let directory = sandbox.git(&log, &["rev-parse", "--absolute-git-dir"]);
        let directory = PathBuf::from(directory);
        let before = objects(&directory);
        let trace = traced(&sandbox, &log, "committed,reference");
        let name = directory.join("refs/heads/tidings");
        let moved = trace.renamed.get(&name).copied();
        let moved = moved.unwrap_or_else(|| panic!("{kind:?}: the ref is not renamed"));
        let new: Vec<PathBuf> = objects(&directory).difference(&before).cloned().collect();
        assert!(new.len() >= 6, "{kind:?}: blob, trees and commit: {new:?}");
        for object in &new {
            let folder = object.parent().expect("objects are in folders");
            for path in [object, folder] {
                let place = trace.flushed(path);
                assert!(place < moved, "{kind:?}: {} comes late", path.display());
            }
        }
        assert!(
            trace.flushed(&directory.join("objects")) < moved,
            "{kind:?}"
        );
        let lock = directory.join("refs/heads/tidings.lock");
        assert!(trace.flushed(&lock) < moved, "{kind:?}");
        assert!(moved < trace.said, "{kind:?}");
        let heads = trace.flushed(&directory.join("refs/heads"));
        assert!(moved < heads && heads < trace.said, "{kind:?}");
    }
}

#[test]
fn less_is_flushed_where_git_is_told_so() {
    let sandbox = Sandbox::new();
    if !Strace::can_trace(&sandbox) {
        return;
    }
    let log = started(&sandbox, Kind::Plain);
    let trace = traced(&sandbox, &log, "none");
    let inside = log.join(".git");
    let flushed: Vec<&PathBuf> = trace.flushed.keys().collect();
    let kept = flushed.iter().filter(|path| path.starts_with(&inside));
    assert_eq!(kept.count(), 0, "{flushed:?}");
}

#[test]
fn a_checked_out_log_is_as_safe() {
    let sandbox = Sandbox::new();
    if !Strace::can_trace(&sandbox) {
        return;
    }
    let log = own(&sandbox);
    let before = objects(&log.join(".git"));
    let trace = traced(&sandbox, &log, "committed,reference");
    let new = objects(&log.join(".git"));
    for object in new.difference(&before) {
        assert!(trace.flushed(object) < trace.said, "{}", object.display());
    }
    post(&sandbox, &log, "2026-11-20", &["y"]).run().ok();
}
