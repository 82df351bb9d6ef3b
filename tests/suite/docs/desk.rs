use std::cell::Cell;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::kit::{Invocation, Output, Sandbox};

/// What stands in for `tidings` where nobody can be asked: it answers what
/// the program would ask on a terminal, and is the program in all else.
/// (What it asks, and how, is tested in dialogues of its own.)
const TIDINGS: &str = r#"#!/bin/sh
case "$*" in
  init | 'init --branch main')
    set -- "$@" --no-input --team 'Team Quill' --handle "$HANDLE" --time-zone "$ZONE" ;;
  join | 'join https://'* | 'join git@'*)
    set -- "$@" --no-input --handle "$HANDLE" --time-zone "$ZONE" ;;
  'team edit')
    GIT_EDITOR=: ;;
  post)
    set -- post --no-input -d 'Answered the questions' ;;
esac
export GIT_EDITOR
exec "$PROGRAM" "$@"
"#;

/// What stands in for `cargo`: the program is built already, and tests do not
/// run the tests.
const CARGO: &str = r#"#!/bin/sh
case "$*" in
  'run --release -- '*) shift 3 && exec "$PROGRAM" "$@" ;;
  test | 'install --path .') ;;
  *) echo "nobody knows: cargo $*" >&2 && exit 1 ;;
esac
"#;

/// What stands in for an editor: somebody who adds one line and leaves.
const EDITOR: &str = "#!/bin/sh\n\
    sed -e '/^## Done/a - Typed in the editor' \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"\n";

/// A server with repositories, and people who work from it.
pub(super) struct Desk {
    sandbox: Sandbox,
}

/// Somebody with a home, a name and a handle.
pub(super) struct Person<'a> {
    desk: &'a Desk,
    handle: &'static str,
    name: String,
    zone: &'static str,
    at: Cell<&'static str>,
}

impl Desk {
    /// Makes a server with the empty repositories that pages name:
    /// `quill/team-log.git`, and `quill/webhooks.git` with one commit.
    pub(super) fn new() -> Self {
        let desk = Self {
            sandbox: Sandbox::new(),
        };
        for (name, text) in [("tidings", TIDINGS), ("cargo", CARGO), ("editor", EDITOR)] {
            let path = desk.sandbox.write(&format!("bin/{name}"), text);
            let executable = fs::Permissions::from_mode(0o755);
            fs::set_permissions(path, executable).expect("the sandbox is writable");
        }
        for name in ["team-log", "webhooks"] {
            let path = format!("server/quill/{name}.git");
            let place = desk.sandbox.path(&path);
            fs::create_dir_all(&place).expect("the sandbox is writable");
            desk.sandbox.git(&place, &["init", "--quiet", "--bare"]);
        }
        let seed = desk.sandbox.path("work/seed");
        fs::create_dir(&seed).expect("the sandbox is writable");
        desk.sandbox.git(&seed, &["init", "--quiet"]);
        let first = ["commit", "--quiet", "--allow-empty", "-m", "Begin"];
        desk.sandbox.git(&seed, &first);
        let server = desk.sandbox.path("server/quill/webhooks.git");
        let server = server.to_str().expect("the sandbox has a plain path");
        desk.sandbox
            .git(&seed, &["push", "--quiet", server, "main"]);
        desk
    }

    /// Brings somebody in, with a clone of `webhooks` in `~/code`.
    pub(super) fn person(&self, handle: &'static str, zone: &'static str) -> Person<'_> {
        let (first, rest) = handle.split_at(1);
        let person = Person {
            desk: self,
            handle,
            name: format!("{}{rest} Example", first.to_uppercase()),
            zone,
            at: Cell::new(""),
        };
        let server = self.sandbox.path("server");
        self.sandbox.write(
            &format!("people/{handle}/gitconfig"),
            format!(
                "[user]\n\tname = {}\n\temail = {handle}@example.org\n\
                 [init]\n\tdefaultBranch = main\n[pull]\n\trebase = true\n\
                 [url \"file://{}/\"]\n\
                 \tinsteadOf = git@git.example.org:\n\tinsteadOf = https://git.example.org/\n",
                person.name,
                server.display()
            ),
        );
        person.types(
            "mkdir ~/code && cd ~/code && git clone --quiet git@git.example.org:quill/webhooks.git",
        );
        person
    }
}

impl Person<'_> {
    /// Returns something in their home.
    pub(super) fn home(&self, relative: &str) -> PathBuf {
        let home = self.desk.sandbox.path("people").join(self.handle);
        if relative.is_empty() {
            return home;
        }
        home.join(relative)
    }

    /// Writes a file into their home.
    pub(super) fn write(&self, relative: &str, text: &str) {
        let path = format!("people/{}/{relative}", self.handle);
        self.desk.sandbox.write(&path, text);
    }

    /// Puts them where they work: into `~/code/webhooks`, with a commit of
    /// theirs and a file to post.
    pub(super) fn works(&self) {
        let date = "2026-11-23T09:30:00Z";
        self.types(&format!(
            "cd ~/code/webhooks\n\
             printf '## Done\\n- From a file\\n' > update.md\n\
             GIT_AUTHOR_DATE={date} GIT_COMMITTER_DATE={date} \\\n\
             git commit --quiet --allow-empty -m 'Retry on 429'"
        ));
        self.at.set("code/webhooks");
    }

    /// Runs what they type into a shell where they are; the first command that
    /// fails ends it.
    pub(super) fn tries(&self, script: &str) -> Output {
        self.invocation("bash", &["-euo", "pipefail", "-c", script])
            .run()
    }

    /// The same, and all of it must do.
    #[track_caller]
    pub(super) fn types(&self, script: &str) -> Output {
        self.tries(&format!("set -x\n{script}")).ok()
    }

    fn invocation(&self, program: &str, args: &[&str]) -> Invocation {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let own = self.desk.sandbox.path("bin");
        let path = std::iter::once(own.clone()).chain(std::env::split_paths(&path));
        let path = std::env::join_paths(path).expect("the folders were in a PATH");
        self.desk
            .sandbox
            .program(program, args)
            .cwd(self.home(self.at.get()))
            .env("PATH", path)
            .env("PROGRAM", env!("CARGO_BIN_EXE_tidings"))
            .env("HOME", self.home(""))
            .env("TMPDIR", self.desk.sandbox.path("work"))
            .env("GIT_CONFIG_GLOBAL", self.home("gitconfig"))
            .env("GIT_EDITOR", Path::new(&own).join("editor"))
            .env("HANDLE", self.handle)
            .env("ZONE", self.zone)
            .env("COLUMNS", "80")
    }
}
