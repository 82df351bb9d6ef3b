use std::path::PathBuf;

use crate::kit::{Invocation, Sandbox, Server, Transport};

/// The team file that the log begins with.
pub(super) const TEAM: &str = "tidings: 1\nname: Team Quill\nmembers:\n\
    - handle: ada\n  name: Ada Example\n  emails: [ada@example.org]\n\
    - handle: grace\n  name: Grace Sample\n  emails: [grace@example.org]\n";

/// The path of an update of Ada's, of the Friday before the tests run.
pub(super) const ADA: &str = "updates/2026/11/20/ada.yaml";

/// The same of Grace's.
pub(super) const GRACE: &str = "updates/2026/11/20/grace.yaml";

/// Returns an update for the path of one.
pub(super) fn update(path: &str, done: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let [_, year, month, day, file] = parts[..] else {
        panic!("{path} is no update's");
    };
    let author = file.trim_end_matches(".yaml");
    format!("tidings: 1\nauthor: {author}\nperiod: {year}-{month}-{day}\ndone:\n  - {done}\n")
}

/// A log of Team Quill on the branch `main` of a server, and one work tree.
pub(super) struct Hub {
    pub(super) sandbox: Sandbox,
    /// Where the work tree is.
    pub(super) work: PathBuf,
    /// The repository at the server.
    pub(super) remote: PathBuf,
    pub(super) server: Server,
}

impl Hub {
    /// Starts the log, with an update of Grace's and five commits more.
    pub(super) fn new() -> Self {
        let sandbox = Sandbox::new();
        let remote = sandbox.path("server/log.git");
        let work = sandbox.path("work/log");
        for place in [&remote, &work] {
            std::fs::create_dir_all(place).expect("the sandbox is writable");
        }
        sandbox.git(&remote, &["init", "--bare"]);
        sandbox.git(&work, &["init"]);
        let server = Server::start(&sandbox, Transport::File, &remote);
        sandbox.git(&work, &["remote", "add", "origin", server.url()]);
        let hub = Self {
            sandbox,
            work,
            remote,
            server,
        };
        hub.write(".tidings/team.yaml", TEAM);
        hub.write(GRACE, &update(GRACE, "Shipped the importer"));
        hub.commit("grace", "start");
        for day in 9..=13 {
            let path = format!("updates/2026/11/{day:02}/grace.yaml");
            hub.write(&path, &update(&path, "Went on"));
            hub.commit("grace", "went on");
        }
        hub.git(&["push", "-q", "origin", "main"]);
        hub
    }

    /// Runs git in the work tree.
    pub(super) fn git(&self, args: &[&str]) -> String {
        self.sandbox.git(&self.work, args)
    }

    /// Writes a file into the work tree.
    pub(super) fn write(&self, path: &str, text: &str) {
        self.sandbox.write(&format!("work/log/{path}"), text);
    }

    /// Commits everything as somebody, and returns the commit.
    pub(super) fn commit(&self, who: &str, message: &str) -> String {
        self.git(&["add", "--all"]);
        let commit = self
            .sandbox
            .program("git", &["commit", "-q", "-m", message]);
        let email = format!("{who}@example.org");
        commit.cwd(&self.work).author(who, &email).run().ok();
        self.tip()
    }

    /// Writes one file and commits it.
    pub(super) fn put(&self, who: &str, path: &str, text: &str) -> String {
        self.write(path, text);
        self.commit(who, path)
    }

    /// Returns the commit that is checked out.
    pub(super) fn tip(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }

    /// Prepares a check in the work tree.
    pub(super) fn check(&self, args: &[&str]) -> Invocation {
        let args = [&["check"], args].concat();
        self.sandbox.tidings(&args).cwd(&self.work)
    }
}
