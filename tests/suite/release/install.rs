use std::fs;
use std::path::{Path, PathBuf};

use super::package::pack_stand_in;
use super::script;
use crate::actions::Toolbox;
use crate::kit::{FileServer, Invocation, Sandbox};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A person at a desk, and a mirror with one release of a stand-in.
struct Desk<'a> {
    sandbox: &'a Sandbox,
    server: FileServer,
    tools: Toolbox<'a>,
    folder: PathBuf,
    target: String,
}

impl<'a> Desk<'a> {
    /// Makes one; `None` where this machine lacks a program.
    fn new(sandbox: &'a Sandbox, with: &[&str]) -> Option<Self> {
        let uname = sandbox.program("uname", &["-sm"]).run().ok();
        let target = match uname.stdout().trim() {
            "Linux x86_64" => "x86_64-unknown-linux-musl",
            "Linux aarch64" => "aarch64-unknown-linux-musl",
            other => {
                eprintln!("skipped: {other} has other archives");
                return None;
            }
        };
        let tools = Toolbox::new(sandbox);
        if with.iter().any(|program| !tools.link(program)) {
            eprintln!("skipped: one of {with:?} is not here");
            return None;
        }
        let release = pack_stand_in(sandbox, target)?;
        for below in ["download", "latest"] {
            fs::create_dir_all(sandbox.path(&format!("releases/{below}")))
                .expect("the sandbox is writable");
        }
        let folder = sandbox.path(&format!("releases/download/v{VERSION}"));
        fs::rename(&release, &folder).expect("the sandbox is writable");
        std::os::unix::fs::symlink(&folder, sandbox.path("releases/latest/download"))
            .expect("the sandbox is writable");
        Some(Self {
            sandbox,
            server: FileServer::start(&sandbox.path("releases")),
            tools,
            folder,
            target: target.to_owned(),
        })
    }

    fn archive(&self) -> PathBuf {
        let name = format!("tidings-{VERSION}-{}.tar.gz", self.target);
        self.folder.join(name)
    }

    fn home(&self) -> PathBuf {
        let home = self.sandbox.path("a home with 'spaces'");
        fs::create_dir_all(&home).expect("the sandbox is writable");
        home
    }

    /// Prepares a run of the installer by a shell.
    fn install(&self, shell: &[&str], args: &[&str]) -> Invocation {
        let run = Invocation::new(shell[0], &shell[1..]).arg(script("install.sh"));
        let run = args.iter().fold(run, |run, arg| run.arg(*arg));
        run.cwd(self.sandbox.path("work"))
            .env("PATH", self.tools.path())
            .env("HOME", self.home())
            .env("TMPDIR", self.sandbox.path("work"))
            .env("TIDINGS_RELEASES", self.server.url())
    }

    /// Returns what is installed, if it runs, and checks that nothing else
    /// was left anywhere.
    fn installed(&self, folder: &Path) -> Option<String> {
        let work = fs::read_dir(self.sandbox.path("work")).expect("it is there");
        assert_eq!(work.count(), 0, "temporary files are left");
        let entries = fs::read_dir(folder).into_iter().flatten();
        let names = entries.map(|entry| entry.expect("it can be listed").file_name());
        let names: Vec<_> = names.collect();
        if names.is_empty() {
            return None;
        }
        assert_eq!(names, ["tidings"], "and nothing else");
        let run = self.sandbox.program(folder.join("tidings"), &["--version"]);
        Some(run.run().ok().stdout().trim().to_owned())
    }
}

/// The shells that people have as `sh`, of those that are here.
fn shells(tools: &Toolbox<'_>) -> Vec<Vec<String>> {
    let all = [
        &["sh"][..],
        &["bash", "--posix"],
        &["dash"],
        &["busybox", "sh"],
    ];
    let here = all.into_iter().filter(|shell| {
        let here = tools.path().join(shell[0]).exists() || tools.link(shell[0]);
        if !here {
            eprintln!("skipped: there is no {}", shell[0]);
        }
        here
    });
    here.map(|shell| {
        let program = tools.path().join(shell[0]).display().to_string();
        let rest = shell[1..].iter().map(|word| (*word).to_owned());
        std::iter::once(program).chain(rest).collect()
    })
    .collect()
}

#[test]
fn the_program_is_installed_from_what_was_verified() {
    let sandbox = Sandbox::new();
    let Some(desk) = Desk::new(&sandbox, &["curl", "sha256sum"]) else {
        return;
    };
    let place = desk.home().join(".local/bin");
    for shell in shells(&desk.tools) {
        let shell: Vec<_> = shell.iter().map(String::as_str).collect();
        let output = desk.install(&shell, &[]).run().ok();
        let output = output.notes("Verified: it is the archive that the release lists");
        let output = output.notes("Not verified: where it was built");
        let output = output.notes("is not on your PATH");
        assert_eq!(output.stdout(), "", "{output}");
        let version = format!("tidings {VERSION}");
        assert_eq!(desk.installed(&place), Some(version), "{shell:?}");
        fs::remove_file(place.join("tidings")).expect("it was installed");
    }
    // To another place, of a release by its name, on the PATH, over what is
    // there.
    let other = sandbox.path("other place/bin");
    sandbox.write("other place/bin/tidings", "old");
    let path = format!("{}:{}", desk.tools.path().display(), other.display());
    let place = other.to_str().expect("it is UTF-8");
    let args = ["--dir", place, "--version", &format!("v{VERSION}")];
    let output = desk.install(&["sh"], &args).env("PATH", path).run().ok();
    assert!(!output.stderr().contains("is not on your PATH"), "{output}");
    assert!(desk.installed(&other).is_some());
}

#[test]
fn what_was_not_verified_is_not_installed() {
    let sandbox = Sandbox::new();
    let Some(desk) = Desk::new(&sandbox, &["curl", "sha256sum"]) else {
        return;
    };
    let place = desk.home().join(".local/bin");
    let sums = desk.folder.join("SHA256SUMS");
    let listed = fs::read_to_string(&sums).expect("it was written");
    let archive = fs::read(desk.archive()).expect("it was written");
    let cut = desk.archive().with_extension("gz.cut");
    let other: String = listed
        .lines()
        .map(|line| format!("{}{}\n", "0".repeat(64), &line[64..]))
        .collect();
    for (what, says) in [
        ("wrong", "is not what the release lists"),
        ("truncated", "is not what the release lists"),
        ("cut", "cannot be fetched"),
        ("missing archive", "cannot be fetched"),
        ("missing list", "SHA256SUMS cannot be fetched"),
        ("empty list", "lists no archive"),
        ("a page instead", "lists no archive"),
        ("twice", "more than one archive"),
        ("another path", "names"),
    ] {
        match what {
            "wrong" => fs::write(&sums, &other),
            "truncated" => fs::write(desk.archive(), &archive[..archive.len() / 2]),
            "cut" => fs::write(&cut, ""),
            "missing archive" => fs::remove_file(desk.archive()),
            "missing list" => fs::remove_file(&sums),
            "empty list" => fs::write(&sums, ""),
            "a page instead" => fs::write(&sums, "<html>Not now</html>\n"),
            "twice" => fs::write(&sums, format!("{listed}{other}")),
            _ => fs::write(&sums, listed.replace("tidings-0", "tidings-../../0")),
        }
        .expect("the sandbox is writable");
        let output = desk.install(&["sh"], &[]).run().code(1);
        let output = output.notes(says);
        assert!(output.stderr().contains("error: "), "{output}");
        assert_eq!(desk.installed(&place), None, "{what}");
        fs::remove_file(&cut).ok();
        fs::write(&sums, &listed).expect("the sandbox is writable");
        fs::write(desk.archive(), &archive).expect("the sandbox is writable");
    }
    assert!(
        desk.install(&["sh"], &[]).run().status() == Some(0),
        "and now it is fine"
    );
}

#[test]
fn other_tools_do_as_well() {
    let sandbox = Sandbox::new();
    let Some(desk) = Desk::new(&sandbox, &["wget", "sha256sum"]) else {
        return;
    };
    let place = desk.home().join(".local/bin");
    let installs = |what: &str| {
        desk.install(&["sh"], &[]).run().ok();
        assert!(desk.installed(&place).is_some(), "{what}");
        fs::remove_file(place.join("tidings")).expect("it was installed");
    };
    installs("wget");
    desk.tools.remove("sha256sum");
    for program in ["shasum", "openssl"] {
        if desk.tools.link(program) {
            installs(program);
            desk.tools.remove(program);
        } else {
            eprintln!("skipped: there is no {program}");
        }
    }
    let output = desk.install(&["sh"], &[]).run().code(1);
    output.notes("nothing here reckons SHA-256");
    assert_eq!(desk.installed(&place), None);
    desk.tools.remove("wget");
    let output = desk.install(&["sh"], &[]).run().code(1);
    output.notes("there is neither curl nor wget");
}

#[test]
fn gh_is_asked_where_it_is_signed_in() {
    let sandbox = Sandbox::new();
    let Some(desk) = Desk::new(&sandbox, &["curl", "sha256sum"]) else {
        return;
    };
    let place = desk.home().join(".local/bin");
    for (answer, fine) in [("echo 1", true), ("echo 0", false), ("exit 1", false)] {
        let text = format!("case $1 in auth) echo t0ken ;; *) {answer} ;; esac\n");
        desk.tools.script("gh", &text);
        let output = desk.install(&["sh"], &[]).run().code(i32::from(!fine));
        if fine {
            output.notes("Verified: it was built by the release workflow");
            fs::remove_file(place.join("tidings")).expect("it was installed");
        } else {
            output.notes("is not attested as built by");
        }
        assert_eq!(desk.installed(&place), None, "{answer}");
    }
}

#[test]
fn machines_without_an_archive_are_told_another_way() {
    let sandbox = Sandbox::new();
    let tools = Toolbox::new(&sandbox);
    tools.remove("uname");
    let install = |args: &[&str]| {
        let run = Invocation::new("sh", &[]).arg(script("install.sh"));
        let run = args.iter().fold(run, |run, arg| run.arg(*arg));
        let run = run
            .env("PATH", tools.path())
            .env("HOME", sandbox.path("home"));
        run.env("TIDINGS_RELEASES", "http://127.0.0.1:9").run()
    };
    for (system, says) in [
        ("FreeBSD amd64", "there is no archive for FreeBSD on amd64"),
        ("MINGW64_NT x86_64", "cargo binstall tidings"),
    ] {
        let (name, machine) = system.split_once(' ').expect("two words");
        let text = format!("case $1 in -s) echo {name} ;; -m) echo {machine} ;; esac\n");
        tools.script("uname", &text);
        install(&[]).code(1).notes(says);
    }
    for (args, says) in [
        (&["--version"][..], "--version needs a value"),
        (&["--dir", ""], "--dir needs a value"),
        (&["--version", "1.0/../.."], "is no version"),
        (&["--version", "$(id)"], "is no version"),
        (&["now"], "'now' is no option"),
    ] {
        install(args).code(1).notes(says);
    }
    install(&["--help"]).ok().says("Usage: install.sh");
}

#[test]
fn a_script_that_was_cut_off_does_nothing() {
    let sandbox = Sandbox::new();
    let text = fs::read_to_string(script("install.sh")).expect("it is there");
    let tools = Toolbox::new(&sandbox);
    tools.script("curl", "echo run >>\"$HOME/run\"\nexit 1\n");
    tools.script("mkdir", "echo run >>\"$HOME/run\"\nexit 1\n");
    let whole = text.rfind("main \"$@\"").expect("it ends with a call");
    for at in (0..whole).step_by(97) {
        let run = Invocation::new("sh", &[]).env("PATH", tools.path());
        let run = run.env("HOME", sandbox.path("home")).stdin(&text[..at]);
        run.run();
        assert!(!sandbox.path("home/run").exists(), "cut off at {at}");
    }
}
