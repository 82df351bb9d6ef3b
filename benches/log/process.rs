use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Returns a command with no settings but those of the repository it works in.
pub(crate) fn sealed(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("HOME", std::env::temp_dir())
        .env("CI", "1")
        .env("TIDINGS_NOW", "2026-11-20T20:00:00Z")
        .env_remove("GIT_DIR")
        .env_remove("TIDINGS_REPO")
        .env_remove("TIDINGS_BRANCH")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Returns git in a directory.
pub(crate) fn git(directory: &Path) -> Command {
    let mut command = sealed("git");
    command.current_dir(directory).args([
        "-c",
        "core.commitGraph=false",
        "-c",
        "user.name=Ada Example",
        "-c",
        "user.email=ada@example.org",
    ]);
    command
}

/// Returns the program on a log.
pub(crate) fn tidings(log: &Path, args: &[&str]) -> Command {
    let mut command = sealed(env!("CARGO_BIN_EXE_tidings"));
    command
        .current_dir(log)
        .arg("--repo")
        .arg(log)
        .args(["--branch", crate::log::BRANCH])
        .args(args);
    command
}

/// Runs a command that must not fail: the preparation of a case.
pub(crate) fn run(command: &mut Command) {
    let status = command.status().expect("the command starts");
    assert!(status.success(), "{command:?}: {status}");
}

/// Runs a command and returns what it prints, or how it failed.
pub(crate) fn printed(mut command: Command) -> Result<String, String> {
    let output = command.stdout(Stdio::piped()).output();
    let output = output.map_err(|error| error.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let program = command.get_program().to_string_lossy();
    match output.status.success() {
        true => Ok(text),
        false => Err(format!("{program} ended with {}", output.status)),
    }
}

/// Returns a path beside this one for what is not finished yet.
pub(crate) fn draft(path: &Path) -> PathBuf {
    let draft = path.with_extension("draft");
    if draft.exists() {
        std::fs::remove_dir_all(&draft).expect("an unfinished draft can be removed");
    }
    std::fs::create_dir_all(path.parent().expect("a path below target")).expect("a directory");
    draft
}

/// Returns the most memory that a command held, in MiB, as Linux reports it
/// while the command runs; `None` on other systems, and when it fails.
pub(crate) fn peak_memory(mut command: Command) -> Option<f64> {
    let mut child = command.spawn().ok()?;
    let path = format!("/proc/{}/status", child.id());
    let mut peak = None;
    loop {
        if let Ok(text) = std::fs::read_to_string(&path) {
            let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kib = line.and_then(|line| line.trim().strip_suffix(" kB"));
            peak = kib.and_then(|kib| kib.parse::<f64>().ok()).or(peak);
        }
        if let Some(status) = child.try_wait().ok()? {
            return peak.map(|kib| kib / 1024.0).filter(|_| status.success());
        }
        std::thread::sleep(Duration::from_micros(200));
    }
}
