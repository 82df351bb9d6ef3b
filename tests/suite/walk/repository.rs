use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tidings::git::{Program, Repository};

use super::history::{CONTENTS, History};

/// A bare repository of its own, with no configuration but its own.
pub(crate) struct Scratch {
    root: tempfile::TempDir,
}

impl Scratch {
    /// Makes an empty repository with ids of a format: `sha1` or `sha256`.
    pub(crate) fn new(format: &str) -> Self {
        Self::with(&format!("--object-format={format}"))
    }

    /// Makes an empty repository with an option of `git init`.
    pub(crate) fn with(option: &str) -> Self {
        let scratch = Self {
            root: tempfile::tempdir().expect("a temporary directory"),
        };
        let args = [
            "init",
            "--quiet",
            "--bare",
            "--initial-branch=main",
            option,
            "log.git",
        ];
        scratch.git(args, b"");
        scratch
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.root.path().join("log.git")
    }

    pub(crate) fn open(&self) -> Repository {
        open(&self.path())
    }

    /// Runs git in the repository and returns what it printed.
    pub(crate) fn git<A: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = A>,
        input: &[u8],
    ) -> Vec<u8> {
        let path = self.path();
        let directory = if path.is_dir() {
            &path
        } else {
            self.root.path()
        };
        let mut child = Command::new("git")
            .args(args)
            .current_dir(directory)
            .env("HOME", self.root.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_COMMITTER_NAME", "A")
            .env("GIT_COMMITTER_EMAIL", "a@example.org")
            .env_remove("GIT_DIR")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("git is installed");
        let mut stdin = child.stdin.take().expect("it is piped");
        let output = std::thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(input).expect("git reads its input"));
            child.wait_with_output().expect("git can be waited for")
        });
        assert!(output.status.success(), "git says {}", output.status);
        output.stdout
    }

    /// Runs git in the repository and returns the line that it printed.
    pub(crate) fn text<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> String {
        let printed = String::from_utf8(self.git(args, b"")).expect("git prints text");
        printed.trim_end().to_owned()
    }

    /// Writes histories with one run of git; returns the ids of the commits of
    /// each.
    pub(crate) fn import(&self, histories: &[History]) -> Vec<Vec<String>> {
        self.import_as(histories, |_, _| None)
    }

    /// Writes histories as [`Scratch::import`] does, with the texts that
    /// `text` makes of the path and the number of a content, where it does.
    pub(crate) fn import_as(
        &self,
        histories: &[History],
        text: impl Fn(&str, usize) -> Option<String>,
    ) -> Vec<Vec<String>> {
        let mut script = String::new();
        for content in 0..CONTENTS {
            let text = format!("content {content}");
            let _ = writeln!(
                script,
                "blob\nmark :{}\ndata {}\n{text}",
                content + 1,
                text.len()
            );
        }
        let mut mark = CONTENTS;
        for (number, history) in histories.iter().enumerate() {
            let first = mark + 1;
            for commit in &history.commits {
                mark += 1;
                // Without this a commit without `from` goes on the branch.
                if commit.parents.is_empty() {
                    let _ = writeln!(script, "reset refs/heads/h{number}\n");
                }
                let _ = writeln!(
                    script,
                    "commit refs/heads/h{number}\nmark :{mark}\ncommitter A <a@example.org> {} +0000\ndata <<.\n{mark}\n.",
                    commit.committed
                );
                for (at, parent) in commit.parents.iter().enumerate() {
                    let word = if at == 0 { "from" } else { "merge" };
                    let _ = writeln!(script, "{word} :{}", first + parent);
                }
                script.push_str("deleteall\n");
                for (path, (mode, content)) in &commit.files {
                    let _ = match text(path, *content) {
                        None => writeln!(script, "M {mode} :{} {path}", content + 1),
                        Some(text) => {
                            let size = text.len();
                            writeln!(script, "M {mode} inline {path}\ndata {size}\n{text}")
                        }
                    };
                }
            }
        }
        let marks = self.root.path().join("marks");
        let export = format!("--export-marks={}", marks.display());
        let args = [
            "fast-import",
            "--quiet",
            "--force",
            "--date-format=raw-permissive",
            &export,
        ];
        self.git(args, script.as_bytes());
        let text = std::fs::read_to_string(&marks).expect("git wrote the marks");
        let mut ids = vec![String::new(); mark + 1];
        for (number, id) in text.lines().filter_map(|line| line.split_once(' ')) {
            let number: usize = number[1..].parse().expect("a mark is a number");
            id.clone_into(&mut ids[number]);
        }
        let mut rest = ids.split_off(CONTENTS + 1).into_iter();
        let lengths = histories.iter().map(|history| history.commits.len());
        lengths
            .map(|len| rest.by_ref().take(len).collect())
            .collect()
    }
}

/// Opens a repository without the settings of whoever runs the tests.
pub(crate) fn open(path: &Path) -> Repository {
    let program = Program::new()
        .with_env("GIT_CONFIG_GLOBAL", "/dev/null")
        .with_env("GIT_CONFIG_NOSYSTEM", "1");
    Repository::open(path, program).expect("the repository opens")
}
