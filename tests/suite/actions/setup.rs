use std::fs;
use std::path::PathBuf;

use super::Runner;
use super::runner::PINNED;
use crate::kit::{FileServer, Sandbox};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const TARGET: &str = "x86_64-unknown-linux-musl";

/// A mirror of releases on loopback, with one release for one target.
struct Releases {
    server: FileServer,
    folder: PathBuf,
}

impl Releases {
    fn start(sandbox: &Sandbox) -> Self {
        Self::with(sandbox, VERSION)
    }

    /// The same, with a program that says it is of some version.
    fn with(sandbox: &Sandbox, says: &str) -> Self {
        let top = format!("tidings-{VERSION}-{TARGET}");
        let script = format!("#!/bin/sh\necho tidings {says}\n");
        sandbox.write(&format!("pack/{top}/tidings"), script);
        let folder = sandbox.path(&format!("releases/v{VERSION}"));
        fs::create_dir_all(&folder).expect("the sandbox is writable");
        let archive = folder.join(format!("{top}.tar.gz"));
        let archive = archive.to_str().expect("the sandbox's paths are UTF-8");
        let work = sandbox.path("pack");
        let run =
            |program: &str, args: &[&str]| sandbox.program(program, args).cwd(&work).run().ok();
        run("chmod", &["755", &format!("{top}/tidings")]);
        run("tar", &["-czf", archive, &top]);
        let sums = sandbox.program("sha256sum", &[&format!("{top}.tar.gz")]);
        let sums = sums.cwd(&folder).run().ok().stdout().to_owned();
        fs::write(folder.join("SHA256SUMS"), sums).expect("the sandbox is writable");
        Self {
            server: FileServer::start(&sandbox.path("releases")),
            folder,
        }
    }

    fn archive(&self) -> PathBuf {
        self.folder
            .join(format!("tidings-{VERSION}-{TARGET}.tar.gz"))
    }
}

/// Lays out a runner that reaches the mirror; `None` where this machine lacks
/// a program.
fn runner<'a>(sandbox: &'a Sandbox, releases: &Releases) -> Option<Runner<'a>> {
    let mut runner = Runner::new(sandbox, "pull_request", "{}");
    if !["curl", "sha256sum"]
        .map(|name| runner.tools.link(name))
        .contains(&false)
    {
        runner.set("TIDINGS_RELEASES", releases.server.url());
        return Some(runner);
    }
    eprintln!("skipped: there is no curl or no sha256sum");
    None
}

/// A stand-in for gh that writes down its arguments and answers.
fn attest(runner: &Runner<'_>, answer: &str) {
    let text = format!("printf '%s\\n' \"$@\" >>\"$RUNNER_TEMP/gh\"\n{answer}\n");
    runner.tools.script("gh", &text);
}

#[test]
fn a_release_is_fetched_verified_and_kept() {
    let sandbox = Sandbox::new();
    let releases = Releases::start(&sandbox);
    let Some(mut runner) = runner(&sandbox, &releases) else {
        return;
    };
    let ran = runner.run("setup", &[]).ok();
    assert_eq!(ran.outputs["version"], VERSION);
    assert_eq!(ran.outputs["source"], "release");
    let ran = ran.annotates("notice", "gh is not here");
    assert_eq!(ran.commands().len(), 1, "and nothing else is said");
    let [place] = runner.paths() else {
        panic!("{:?}", runner.paths())
    };
    let place = PathBuf::from(place);
    assert!(place.starts_with(sandbox.path("runner/tools/tidings")));
    assert!(place.join("tidings").is_file());
    let left: Vec<_> = fs::read_dir(sandbox.path("runner/temp"))
        .expect("it is there")
        .map(|entry| entry.expect("it can be listed").file_name())
        .filter(|name| name.to_string_lossy().starts_with("tidings."))
        .collect();
    assert!(left.is_empty(), "{left:?}");

    // The next job on this machine asks nobody.
    let asked = releases.server.requests();
    let mut next = Runner::new(&sandbox, "pull_request", "{}");
    next.set("TIDINGS_RELEASES", releases.server.url());
    let ran = next.run("setup", &[]).ok();
    assert_eq!(ran.outputs["source"], "cache");
    assert_eq!(releases.server.requests(), asked);
    assert_eq!(next.paths(), runner.paths());

    // Nor does a later step of the same job.
    let ran = runner.run("setup", &[]).ok();
    assert_eq!(ran.outputs["source"], "path");
    assert_eq!(ran.outputs["version"], VERSION);
}

#[test]
fn what_is_not_the_release_is_refused() {
    for (what, says) in [
        ("wrong", "is not what release"),
        ("truncated", "is not what release"),
        ("cut", "cannot be fetched"),
        ("no list", "has no SHA256SUMS"),
        ("not listed", "does not list"),
        ("listed twice", "does not list"),
        (
            "another program",
            "what was fetched says it is 'tidings 9.9.9'",
        ),
    ] {
        let sandbox = Sandbox::new();
        let releases = Releases::start(&sandbox);
        let Some(mut runner) = runner(&sandbox, &releases) else {
            return;
        };
        let sums = releases.folder.join("SHA256SUMS");
        let listed = fs::read_to_string(&sums).expect("it was written");
        let archive = fs::read(releases.archive()).expect("it was written");
        match what {
            "wrong" => fs::write(&sums, format!("{}{}", "0".repeat(64), &listed[64..])),
            "truncated" => fs::write(releases.archive(), &archive[..archive.len() / 2]),
            "cut" => fs::write(releases.archive().with_extension("gz.cut"), ""),
            "no list" => fs::remove_file(&sums),
            "not listed" => fs::write(&sums, listed.replace(TARGET, "other")),
            "listed twice" => fs::write(&sums, format!("{listed}{listed}")),
            _ => {
                Releases::with(&sandbox, "9.9.9");
                Ok(())
            }
        }
        .expect("the sandbox is writable");
        runner.run("setup", &[]).code(1).annotates("error", says);
        assert!(runner.paths().is_empty(), "{what}");
        let kept = sandbox.path("runner/tools/tidings");
        assert!(!kept.exists(), "{what}: {kept:?} is there");
    }
}

#[test]
fn github_is_asked_where_an_archive_was_built() {
    let sandbox = Sandbox::new();
    let releases = Releases::start(&sandbox);
    for (answer, fine) in [
        ("echo 1", true),
        ("echo 2", true),
        // Some versions of gh end with 0 where there is no attestation.
        ("echo 0", false),
        ("true", false),
        ("echo 1; exit 1", false),
    ] {
        let Some(mut runner) = runner(&sandbox, &releases) else {
            return;
        };
        attest(&runner, answer);
        let asked = sandbox.path("runner/temp/gh");
        fs::remove_file(&asked).ok();
        let ran = runner.run("setup", &[("token", "t0ken")]);
        let asked = fs::read_to_string(asked).expect("gh was asked");
        let asked: Vec<_> = asked.lines().collect();
        for pair in [
            ["attestation", "verify"],
            ["--repo", "tidings-log/tidings"],
            [
                "--signer-workflow",
                "tidings-log/tidings/.github/workflows/release.yml",
            ],
            [
                "--source-ref",
                concat!("refs/tags/v", env!("CARGO_PKG_VERSION")),
            ],
            // Who pins the action has pinned the program.
            ["--source-digest", PINNED],
        ] {
            assert!(
                asked.windows(2).any(|two| two == pair),
                "{pair:?}: {asked:?}"
            );
        }
        if fine {
            assert!(ran.ok().commands().is_empty(), "{answer}: nothing to say");
            fs::remove_dir_all(sandbox.path("runner/tools/tidings")).expect("it was kept");
        } else {
            ran.code(1)
                .annotates("error", "is not attested as built by");
            assert!(!sandbox.path("runner/tools/tidings").exists(), "{answer}");
        }
    }
}

#[test]
fn a_release_without_an_archive_is_built_from_the_pinned_commit() {
    let sandbox = Sandbox::new();
    let releases = Releases::start(&sandbox);
    fs::remove_file(releases.archive()).expect("it was there");
    let Some(mut runner) = runner(&sandbox, &releases) else {
        return;
    };
    let ran = runner.run("setup", &[]).code(1);
    ran.annotates("error", "there is no cargo");
    // It ends with the folder that `--root` names.
    runner.tools.script(
        "cargo",
        &format!(
            "printf '%s\\n' \"$@\" \"$TIDINGS_RELEASE_COMMIT\" >\"$RUNNER_TEMP/cargo\"\n\
             while [ \"$1\" != --root ]; do shift; done\n\
             mkdir -p \"$2/bin\"\n\
             printf '#!/bin/sh\\necho tidings {VERSION}\\n' >\"$2/bin/tidings\"\n\
             chmod 755 \"$2/bin/tidings\"\n"
        ),
    );
    let asked = |inputs: &[(&str, &str)], runner: &mut Runner<'_>| {
        let ran = runner.run("setup", inputs).ok();
        assert_eq!(ran.outputs["source"], "cargo");
        fs::read_to_string(sandbox.path("runner/temp/cargo")).expect("cargo was run")
    };
    let built = asked(&[], &mut runner);
    let from = format!(
        "--git\nhttps://github.com/tidings-log/tidings\n--rev\n{PINNED}\ntidings\n{PINNED}\n"
    );
    assert!(built.starts_with("install\n--locked\n"), "{built}");
    assert!(built.ends_with(&from), "{built}");
}

#[test]
fn versions_are_versions() {
    let sandbox = Sandbox::new();
    let releases = Releases::start(&sandbox);
    let Some(mut runner) = runner(&sandbox, &releases) else {
        return;
    };
    for version in [
        "latest",
        "1.2",
        "../1.2.3",
        "1.2.3/../../x",
        "$(touch here)",
        "1.2.3\n::error::x",
        "1.2.3;touch here",
        "--help",
    ] {
        let asked = releases.server.requests();
        let ran = runner.run("setup", &[("version", version)]).code(1);
        let ran = ran.annotates("error", "must be like 0.2.0");
        assert_eq!(ran.commands().len(), 1, "{version}");
        assert_eq!(releases.server.requests(), asked, "{version}");
    }
    assert!(!runner.workspace.join("here").exists());
    let ran = runner
        .run("setup", &[("version", &format!("v{VERSION}"))])
        .ok();
    assert_eq!(ran.outputs["version"], VERSION);
}

#[test]
fn a_mirror_has_to_be_encrypted() {
    let sandbox = Sandbox::new();
    let mut runner = Runner::new(&sandbox, "pull_request", "{}");
    for mirror in ["http://example.org", "ftp://example.org", "file:///etc"] {
        runner.set("TIDINGS_RELEASES", mirror);
        let ran = runner.run("setup", &[]).code(1);
        ran.annotates("error", "must begin with https://");
    }
}
