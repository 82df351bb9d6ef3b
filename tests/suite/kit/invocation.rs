use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Output;

/// How long a run may take before it counts as stuck.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program about to be run, with everything it will see.
pub(crate) struct Invocation {
    program: OsString,
    args: Vec<OsString>,
    directory: PathBuf,
    environment: BTreeMap<OsString, OsString>,
    input: Vec<u8>,
}

impl Invocation {
    /// Prepares a run with an empty environment, in the current directory.
    pub(crate) fn new(program: impl Into<OsString>, args: &[&str]) -> Self {
        Self {
            program: program.into(),
            args: args.iter().map(OsString::from).collect(),
            directory: PathBuf::from("."),
            environment: BTreeMap::new(),
            input: Vec::new(),
        }
    }

    /// Adds an argument, such as a path.
    pub(crate) fn arg(mut self, arg: impl Into<OsString>) -> Self {
        self.args.push(arg.into());
        self
    }

    /// Lets another program run it: its name and arguments follow those of
    /// the other.
    pub(crate) fn under(mut self, program: impl Into<OsString>, args: &[&str]) -> Self {
        let own = std::mem::replace(&mut self.program, program.into());
        let args = args.iter().map(OsString::from);
        let args = args.chain([own]).chain(std::mem::take(&mut self.args));
        self.args = args.collect();
        self
    }

    /// Sets the directory it runs in.
    pub(crate) fn cwd(mut self, directory: impl AsRef<Path>) -> Self {
        directory.as_ref().clone_into(&mut self.directory);
        self
    }

    /// Sets what it reads from standard input; without this it reads nothing.
    pub(crate) fn stdin(mut self, input: impl AsRef<[u8]>) -> Self {
        self.input = input.as_ref().to_owned();
        self
    }

    /// Sets a variable of its environment.
    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// Takes a variable out of its environment.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.environment.remove(&OsString::from(name));
        self
    }

    /// Sets the moment at which it believes to run (RFC 3339).
    pub(crate) fn now(self, instant: &str) -> Self {
        self.env("TIDINGS_NOW", instant)
    }

    /// Sets the person on whose behalf git writes, as author and committer.
    pub(crate) fn author(self, name: &str, email: &str) -> Self {
        self.env("GIT_AUTHOR_NAME", name)
            .env("GIT_AUTHOR_EMAIL", email)
            .env("GIT_COMMITTER_NAME", name)
            .env("GIT_COMMITTER_EMAIL", email)
    }

    /// Returns the command, ready to be spawned.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .args(&self.args)
            .current_dir(&self.directory)
            .env_clear()
            .envs(&self.environment);
        command
    }

    /// Returns the command as one would read it, with its directory.
    pub(crate) fn describe(&self) -> String {
        let words = std::iter::once(&self.program).chain(&self.args);
        let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
        format!("{} (in {})", words.join(" "), self.directory.display())
    }

    /// Runs it to its end.
    ///
    /// # Panics
    ///
    /// When it cannot be started, or is not done after two minutes.
    pub(crate) fn run(self) -> Output {
        let what = self.describe();
        let mut child = self
            .command()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{what}: does not start: {error}"));
        let mut stdin = child.stdin.take().expect("standard input is piped");
        let input = self.input;
        // A program that does not read its input is free not to.
        let feeder = thread::spawn(move || drop(stdin.write_all(&input)));
        let stdout = collect(child.stdout.take().expect("standard output is piped"));
        let stderr = collect(child.stderr.take().expect("standard error is piped"));
        let status = wait(&mut child);
        let text = |reader: thread::JoinHandle<Vec<u8>>| {
            reader.join().expect("a reader of a pipe does not panic")
        };
        feeder.join().expect("a writer to a pipe does not panic");
        let (stdout, stderr) = (text(stdout), text(stderr));
        Output::new(what, status, stdout, stderr)
    }
}

/// Reads a pipe to its end beside the caller, so that neither blocks.
fn collect(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        pipe.read_to_end(&mut all).expect("a pipe can be read");
        all
    })
}

/// Waits for a child, and kills it when it takes too long. `None` is a child
/// that was killed, here or by a signal.
fn wait(child: &mut Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().expect("a child can be waited for") {
            return status.code();
        }
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("a child can be killed");
    child.wait().expect("a killed child ends");
    None
}
