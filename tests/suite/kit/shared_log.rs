use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::{Invocation, Sandbox, Server, Transport};

/// The branch of the log; a branch `main` with code is beside it.
pub(crate) const BRANCH: &str = "refs/heads/tidings";

/// How long a lock may stand until nobody can be holding it.
const PATIENCE: Duration = Duration::from_secs(1);

/// A log at a remote, with members who work in clones of their own.
pub(crate) struct SharedLog<'a> {
    sandbox: &'a Sandbox,
    remote: PathBuf,
    server: Server,
}

impl<'a> SharedLog<'a> {
    /// Makes a remote with a log of so many members, and serves it.
    pub(crate) fn start(sandbox: &'a Sandbox, transport: Transport, members: usize) -> Self {
        Self::with(sandbox, transport, members, &[])
    }

    /// The same, with options for `git init` at the remote.
    pub(crate) fn with(
        sandbox: &'a Sandbox,
        transport: Transport,
        members: usize,
        options: &[&str],
    ) -> Self {
        let remote = (0..)
            .map(|n| sandbox.path(&format!("server-{n}/log.git")))
            .find(|path| !path.exists())
            .expect("there are more numbers than remotes");
        fs::create_dir_all(&remote).expect("the sandbox is writable");
        sandbox.git(&remote, &[&["init", "--bare"], options].concat());
        // What works by itself after a push would outlive the test.
        sandbox.git(&remote, &["config", "receive.autoGC", "false"]);
        sandbox
            .program("git", &["fast-import", "--quiet"])
            .cwd(&remote)
            .stdin(history(members))
            .run()
            .ok();
        let server = Server::start(sandbox, transport, &remote);
        Self {
            sandbox,
            remote,
            server,
        }
    }

    /// Returns the handle of a member, counted from 0.
    pub(crate) fn handle(member: usize) -> String {
        format!("m{member:02}")
    }

    /// Returns the repository at the remote.
    pub(crate) fn remote(&self) -> &Path {
        &self.remote
    }

    /// Returns what serves it.
    pub(crate) const fn server(&self) -> &Server {
        &self.server
    }

    /// Makes another clone for a member and returns its place.
    pub(crate) fn clone_for(&self, member: usize) -> PathBuf {
        self.clone_with(member, &[])
    }

    /// The same, with options for `git clone`.
    pub(crate) fn clone_with(&self, member: usize, options: &[&str]) -> PathBuf {
        let handle = Self::handle(member);
        let place = (0..)
            .map(|n| self.sandbox.path(&format!("work/{handle}-{n}")))
            .find(|path| !path.exists())
            .expect("there are more numbers than clones");
        let args = [&["clone", "--quiet"], options, &[self.server.url()]].concat();
        let clone = self.sandbox.program("git", &args).arg(&place);
        self.server.reached_by(clone).run().ok();
        place
    }

    /// Prepares a run of the program by a member in a clone.
    pub(crate) fn tidings(&self, member: usize, clone: &Path, args: &[&str]) -> Invocation {
        self.by(member, self.sandbox.tidings(args).cwd(clone))
    }

    /// Prepares a post of one item for one day, and its sending.
    pub(crate) fn post(&self, member: usize, clone: &Path, day: &str, text: &str) -> Invocation {
        let args = ["post", "--no-input", "--for", day, text];
        self.tidings(member, clone, &args)
    }

    /// Makes a program run in a member's name and reach the server.
    pub(crate) fn by(&self, member: usize, run: Invocation) -> Invocation {
        let handle = Self::handle(member);
        let run = run.author(&handle, &format!("{handle}@example.org"));
        self.server.reached_by(run)
    }

    /// Returns the tip of the log at the remote, if there is one.
    ///
    /// It looks at the file of the ref, where there is one, so that nothing
    /// comes between what is seen and when.
    pub(crate) fn tip(&self) -> Option<String> {
        if let Ok(text) = fs::read_to_string(self.remote.join(BRANCH)) {
            return Some(text.trim_end().to_owned());
        }
        let args = ["rev-parse", "--quiet", "--verify", BRANCH];
        let output = self.sandbox.program("git", &args).cwd(&self.remote).run();
        (output.status() == Some(0)).then(|| output.stdout().trim_end().to_owned())
    }

    /// Returns the text of the update of a member for a day as a commit of
    /// the remote has it; nothing where there is none.
    pub(crate) fn update_at(&self, commit: &str, member: usize, day: &str) -> String {
        let name = format!("{commit}:{}", Self::path(member, day));
        let args = ["show", &name];
        let output = self.sandbox.program("git", &args).cwd(&self.remote).run();
        output.stdout().to_owned()
    }

    /// Returns how often an item stands in the update of a member for a day,
    /// at the remote.
    pub(crate) fn times(&self, member: usize, day: &str, item: &str) -> usize {
        self.update_at(BRANCH, member, day).matches(item).count()
    }

    /// Returns the path of the update of a member for a day.
    pub(crate) fn path(member: usize, day: &str) -> String {
        let handle = Self::handle(member);
        format!("updates/{}/{handle}.yaml", day.replace('-', "/"))
    }

    /// Returns the ids that more than one commit of the log at the remote
    /// carries.
    pub(crate) fn repeated_ids(&self) -> Vec<String> {
        let format = "--format=%(trailers:key=Tidings-Id,valueonly,separator=%x20)";
        let ids = self.sandbox.git(&self.remote, &["log", format, BRANCH]);
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for id in ids.lines().filter(|id| !id.is_empty()) {
            *counts.entry(id).or_default() += 1;
        }
        let repeated = counts.into_iter().filter(|(_, count)| *count > 1);
        repeated.map(|(id, _)| id.to_owned()).collect()
    }

    /// Returns what `git fsck --strict` says about a repository; nothing when
    /// all is well.
    pub(crate) fn fsck(&self, repository: &Path) -> String {
        let args = ["fsck", "--strict", "--no-dangling", "--no-progress"];
        let output = self.sandbox.program("git", &args).cwd(repository).run();
        match output.status() {
            Some(0) if output.stdout().is_empty() => String::new(),
            _ => output.to_string(),
        }
    }

    /// Removes the locks that killed processes have left at the remote and in
    /// a clone, as the messages tell people to, once they have stood for a
    /// while; returns them.
    pub(crate) fn remove_stale_locks(&self, clone: &Path) -> Vec<PathBuf> {
        let look = || [locks(&self.remote), locks(&clone.join(".git"))].concat();
        let start = Instant::now();
        let mut stale = look();
        // What a process still holds goes away by itself.
        while !stale.is_empty() && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(20));
            let now = look();
            stale.retain(|lock| now.contains(lock));
        }
        let stale = stale.into_iter().map(|(path, _)| path);
        stale.inspect(|path| drop(fs::remove_file(path))).collect()
    }
}

/// Finds the lock files below a git directory, with their times.
fn locks(directory: &Path) -> Vec<(PathBuf, SystemTime)> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        let is_lock = path
            .extension()
            .is_some_and(|extension| extension == "lock");
        if path.is_dir() && !path.ends_with("objects") {
            found.extend(locks(&path));
        } else if let (true, Ok(metadata)) = (is_lock, fs::metadata(&path)) {
            let time = metadata.modified().expect("files have times here");
            found.push((path, time));
        }
    }
    found
}

/// Returns a branch with code and one with a log, for `git fast-import`.
fn history(members: usize) -> String {
    let mut team = "tidings: 1\nname: Team Quill\ntime_zone: UTC\nmembers:\n".to_owned();
    for handle in (0..members).map(SharedLog::handle) {
        let _ = write!(
            team,
            "  - handle: {handle}\n    name: {handle} Example\n    \
             emails: [{handle}@example.org]\n    time_zone: UTC\n"
        );
    }
    let mut stream = String::new();
    for (branch, path, text) in [
        ("refs/heads/main", "story.txt", "once upon\n"),
        (BRANCH, ".tidings/team.yaml", team.as_str()),
    ] {
        let _ = write!(
            stream,
            "commit {branch}\ncommitter Ada Example <ada@example.org> 1793610000 +0000\n\
             data 6\nBegin\n\nM 100644 inline {path}\ndata {}\n{text}\n",
            text.len()
        );
    }
    stream
}
