use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::process::{draft, git, run, sealed};
use crate::random::Random;
use crate::timer::once;

/// reno, a program that builds reports from YAML notes by walking history, in
/// a Python environment of its own.
pub(crate) struct Reno {
    program: PathBuf,
    root: PathBuf,
}

impl Reno {
    /// Installs reno below a directory, or says why it cannot.
    pub(crate) fn install(root: &Path) -> Result<Self, String> {
        let home = root.join("reno");
        let program = home.join("bin/reno");
        if !program.is_file() {
            eprintln!("installing reno");
            let mut make = Command::new("python3");
            make.args(["-m", "venv"]).arg(&home);
            let mut install = Command::new(home.join("bin/pip"));
            install.args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "reno",
                "setuptools<81",
            ]);
            once(vec![make, install])?;
        }
        Ok(Self {
            program,
            root: root.to_owned(),
        })
    }

    /// Returns how long a report over so many notes takes.
    pub(crate) fn report(&self, notes: usize) -> Result<Duration, String> {
        let path = self.root.join(format!("reno-{notes}.notes"));
        if !path.is_dir() {
            let draft = draft(&path);
            run(git(&self.root)
                .args(["init", "--quiet", "--initial-branch=main"])
                .arg(&draft));
            let script = script(notes);
            let mut import = git(&draft)
                .args(["fast-import", "--quiet"])
                .stdin(Stdio::piped())
                .spawn()
                .expect("git starts");
            let mut stdin = import.stdin.take().expect("it is piped");
            stdin
                .write_all(script.as_bytes())
                .expect("git reads its input");
            drop(stdin);
            assert!(
                import.wait().expect("git ends").success(),
                "git fast-import failed"
            );
            run(git(&draft).args(["reset", "--quiet", "--hard", "main"]));
            run(git(&draft).args(["repack", "-adq"]));
            std::fs::rename(&draft, &path).expect("the notes can be moved");
        }
        let mut report = sealed(&self.program);
        report.current_dir(&path).args(["report", "."]);
        once(vec![report])
    }
}

/// Returns the input of `git fast-import` for a project with notes, one in
/// each commit.
fn script(notes: usize) -> String {
    let mut random = Random(11);
    let mut script = String::new();
    for number in 0..notes {
        let note = format!(
            "---\nfeatures:\n  - |\n    Feature number {number} came in.\nfixes:\n  - |\n    Defect number {number} is gone.\n"
        );
        let id = random.next();
        let message = format!("note {number}");
        let seconds = 1_700_000_000 + number * 600;
        let _ = write!(
            script,
            "commit refs/heads/main\ncommitter A <a@example.org> {seconds} +0000\ndata {}\n{message}\nM 100644 inline releasenotes/notes/note-{number}-{id:016x}.yaml\ndata {}\n{note}\n",
            message.len(),
            note.len()
        );
    }
    script
}
