use std::path::Path;
use std::process::Stdio;

use super::family::separate;
use super::{GitError, Repository, Settings};

/// What `gc.auto` and `gc.autoPackLimit` are where they are not set.
const LOOSE_OBJECTS: i64 = 6700;
const PACKS: i64 = 50;

impl Repository {
    /// Starts git's own automatic maintenance where git would find something
    /// to do; returns whether it was started.
    ///
    /// It runs by itself, and nobody waits for it. Whether there is anything
    /// to do is told as git tells it (`gc.auto`, `gc.autoPackLimit`): by the
    /// loose objects in one of 256 directories, and by the packs.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`], and what is wrong with the settings.
    pub fn maintain(&self) -> Result<bool, GitError> {
        let settings = self.settings()?;
        if !is_due(settings, &self.common_dir().join("objects"))? {
            return Ok(false);
        }
        let program = self.bound();
        let args = ["maintenance", "run", "--auto", "--quiet"];
        let mut command = program.command(&self.run_dir(), &args);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        separate(&mut command);
        let child = command.spawn();
        child
            .map(|_| true)
            .map_err(|source| program.not_started(source))
    }
}

/// Returns whether git would tidy up these objects.
fn is_due(settings: &Settings, objects: &Path) -> Result<bool, GitError> {
    if settings.get_bool("maintenance.auto")? == Some(false) {
        return Ok(false);
    }
    let loose = number(settings, "gc.auto", LOOSE_OBJECTS)?;
    // With 0 git minds neither.
    if loose <= 0 {
        return Ok(false);
    }
    let packs = number(settings, "gc.autoPackLimit", PACKS)?;
    // Ids are spread evenly, and any one directory stands for all.
    let sample = (loose as u64).div_ceil(256);
    if count(&objects.join("17"), |name| !name.contains('_')) > sample {
        return Ok(true);
    }
    let pack = objects.join("pack");
    let is_pack = |name: &str| {
        let stem = name.strip_suffix(".pack");
        stem.is_some_and(|stem| !pack.join(format!("{stem}.keep")).exists())
    };
    Ok(packs > 0 && count(&pack, is_pack) > packs as u64)
}

/// Counts the files of a directory; none when it cannot be read.
fn count(directory: &Path, wanted: impl Fn(&str) -> bool) -> u64 {
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    names.filter(|name| wanted(name)).count() as u64
}

/// Reads a setting that is a whole number, as git does.
fn number(settings: &Settings, key: &str, default: i64) -> Result<i64, GitError> {
    let Some(value) = settings.get(key) else {
        return Ok(default);
    };
    let lower = value.to_ascii_lowercase();
    let (digits, unit) = match lower.strip_suffix(['k', 'm', 'g']) {
        Some(digits) if lower.ends_with('k') => (digits, 1 << 10),
        Some(digits) if lower.ends_with('m') => (digits, 1 << 20),
        Some(digits) => (digits, 1 << 30),
        None => (lower.as_str(), 1),
    };
    let number = digits.parse::<i64>().ok();
    number
        .and_then(|number| number.checked_mul(unit))
        .ok_or_else(|| GitError::Setting {
            key: key.to_owned(),
            value: value.to_owned(),
            problem: "not a whole number",
        })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::git::kit::{Kind, Sandbox};

    #[test]
    fn is_due_when_git_would_find_something_to_do() {
        for (config, loose, packs, kept, want) in [
            ("", 27, 0, 0, false),
            ("", 28, 0, 0, true),
            ("[gc]\n\tauto = 512\n", 2, 0, 0, false),
            ("[gc]\n\tauto = 512\n", 3, 0, 0, true),
            ("[gc]\n\tauto = 0\n", 99, 99, 0, false),
            ("[gc]\n\tauto = 1k\n", 4, 0, 0, false),
            ("", 0, 50, 9, false),
            ("", 0, 51, 0, true),
            ("[gc]\n\tautoPackLimit = 3\n", 0, 4, 0, true),
            ("[gc]\n\tautoPackLimit = 0\n", 0, 99, 0, false),
            ("[maintenance]\n\tauto = false\n", 99, 99, 0, false),
        ] {
            let sandbox = Sandbox::new();
            sandbox.config(&format!("[gc]\n\tauto = 6700\n{config}"));
            for number in 0..loose {
                sandbox.write(&format!("objects/17/{number:038}"), "");
            }
            sandbox.write("objects/17/tmp_obj_x", "");
            for number in 0..packs {
                sandbox.write(&format!("objects/pack/pack-{number}.pack"), "");
            }
            for number in 0..kept {
                sandbox.write(&format!("objects/pack/pack-k{number}.pack"), "");
                sandbox.write(&format!("objects/pack/pack-k{number}.keep"), "");
            }
            let due = is_due(&sandbox.settings("."), &sandbox.path("objects"));
            assert_eq!(due.expect("settings"), want, "{config} {loose} {packs}");
        }
        let sandbox = Sandbox::new();
        sandbox.config("[gc]\n\tauto = many\n");
        let error = is_due(&sandbox.settings("."), &sandbox.path("objects"));
        let error = error.expect_err("no number").to_string();
        assert!(error.contains("'gc.auto' is 'many'"), "{error}");
    }

    #[test]
    fn packs_what_lies_about() {
        let sandbox = Sandbox::new();
        sandbox.make(Kind::Linked);
        sandbox.config("[gc]\n\tauto = 1\n");
        let mut number = 0;
        let in_sample = || count(&sandbox.path("r/.git/objects/17"), |_| true);
        while in_sample() < 2 {
            number += 1;
            let args = ["hash-object", "-w", "--stdin"];
            let id = sandbox.git_with("r", &args, &number.to_string());
            sandbox.git("r", &["update-ref", &format!("refs/kept/{number}"), &id]);
        }
        assert!(sandbox.open("l").maintain().expect("started"));
        let start = Instant::now();
        while in_sample() > 0 && start.elapsed() < Duration::from_secs(60) {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(in_sample(), 0);
        assert!(!sandbox.open("l").maintain().expect("nothing to do"));
    }
}
