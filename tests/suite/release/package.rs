use std::fs;
use std::path::{Path, PathBuf};

use super::script;
use crate::kit::Sandbox;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Packs the program as it was built here for a target, and for Windows a
/// stand-in; returns the folder of the release.
fn pack(sandbox: &Sandbox, target: &str) -> Option<PathBuf> {
    for program in ["python3", "cargo", "sha256sum"] {
        if !sandbox.finds(program) {
            eprintln!("skipped: there is no {program}");
            return None;
        }
    }
    let built = Path::new(env!("CARGO_BIN_EXE_tidings"));
    sandbox.write("binaries/tidings-x86_64-pc-windows-msvc", "MZ");
    let binary = sandbox.path(&format!("binaries/tidings-{target}"));
    // Without what debuggers need it is an eighth as large.
    let strip = sandbox.program("strip", &["-o"]).arg(&binary).arg(built);
    if !sandbox.finds("strip") || strip.run().status() != Some(0) {
        fs::copy(built, &binary).expect("the sandbox is writable");
    }
    sandbox
        .program(script("texts.sh"), &[])
        .arg(&binary)
        .arg(sandbox.path("texts"))
        .env("CARGO_HOME", of_cargo("CARGO_HOME", ".cargo"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("RUSTUP_HOME", of_cargo("RUSTUP_HOME", ".rustup"))
        .run()
        .ok();
    Some(run_package(sandbox, "release"))
}

/// Packs a stand-in that says which version it is, with hardly any texts.
pub(super) fn pack_stand_in(sandbox: &Sandbox, target: &str) -> Option<PathBuf> {
    if !sandbox.finds("python3") {
        eprintln!("skipped: there is no python3");
        return None;
    }
    let program = format!("#!/bin/sh\necho tidings {VERSION}\n");
    sandbox.write(&format!("binaries/tidings-{target}"), program);
    for text in ["completions/x", "man/x", "LICENSES-BUILT-IN.txt"] {
        sandbox.write(&format!("texts/{text}"), "x");
    }
    Some(run_package(sandbox, "release"))
}

/// Returns where cargo, which the tests themselves run under, has its things.
fn of_cargo(variable: &str, folder: &str) -> PathBuf {
    let home = || PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
    std::env::var_os(variable).map_or_else(|| home().join(folder), PathBuf::from)
}

/// Packs what is there once more, into another folder.
fn run_package(sandbox: &Sandbox, out: &str) -> PathBuf {
    let out = sandbox.path(out);
    sandbox
        .program(script("package.py"), &[VERSION])
        .arg(sandbox.path("binaries"))
        .arg(sandbox.path("texts"))
        .arg(&out)
        .run()
        .ok();
    out
}

#[test]
fn archives_hold_the_program_its_texts_and_licences() {
    let sandbox = Sandbox::new();
    let Some(release) = pack(&sandbox, "x86_64-unknown-linux-musl") else {
        return;
    };
    let names = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("it was made");
        let names = entries.map(|entry| entry.expect("it can be listed").file_name());
        let mut names: Vec<_> = names
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let top = format!("tidings-{VERSION}-x86_64-unknown-linux-musl");
    let windows = format!("tidings-{VERSION}-x86_64-pc-windows-msvc");
    let (tar, zip) = (format!("{top}.tar.gz"), format!("{windows}.zip"));
    assert_eq!(names(&release), ["SHA256SUMS", "install.sh", &zip, &tar]);
    let check = sandbox.program("sha256sum", &["--check", "--strict", "SHA256SUMS"]);
    let checked = check.cwd(&release).run().ok();
    assert_eq!(checked.stdout().lines().count(), 3, "{checked}");

    let list = sandbox
        .program("tar", &["-tzvf", &tar])
        .cwd(&release)
        .run()
        .ok();
    let listed = |text: &str, name: &str, mode: &str| {
        let mut lines = text.lines().filter(|line| line.ends_with(name));
        let line = lines
            .next()
            .unwrap_or_else(|| panic!("no {name} in\n{text}"));
        assert!(line.starts_with(mode), "{line}");
        assert_eq!(lines.next(), None, "{name} twice");
    };
    listed(list.stdout(), &format!("{top}/tidings"), "-rwxr-xr-x");
    for name in [
        "CHANGELOG.md",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "LICENSES-BUILT-IN.txt",
        "README.md",
        "completions/_tidings",
        "completions/_tidings.ps1",
        "completions/tidings.bash",
        "completions/tidings.elv",
        "completions/tidings.fish",
        "man/tidings.1",
        "man/tidings-post.1",
        "man/tidings-team-add.1",
    ] {
        listed(list.stdout(), &format!("{top}/{name}"), "-rw-r--r--");
    }
    assert!(list.stdout().lines().all(|line| line.contains(&top)));
    let unzip = "import sys, zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))";
    let list = sandbox
        .program("python3", &["-c", unzip, &zip])
        .cwd(&release);
    let list = list.run().ok();
    for name in ["tidings.exe", "LICENSE-MIT", "completions/_tidings.ps1"] {
        let name = format!("{windows}/{name}");
        assert!(list.stdout().lines().any(|line| line == name), "{name}");
    }

    // It runs from its archive, and the licences name what is built in.
    let smoke = sandbox.program(script("smoke.sh"), &[VERSION, "x86_64-unknown-linux-musl"]);
    let smoke = smoke.arg(&release).run();
    smoke.ok().says("tar.gz runs");
    let texts = sandbox.path("texts/LICENSES-BUILT-IN.txt");
    let licences = fs::read_to_string(texts).expect("it was written");
    for text in ["git2 ", "libgit2-sys ", "LINKING EXCEPTION", "clap "] {
        assert!(licences.contains(text), "{text}");
    }
    for tool in ["proptest ", "insta ", "cc "] {
        assert!(
            !licences.contains(&format!("\n{tool}")),
            "{tool} is not built in"
        );
    }

    // The same input gives the same bytes.
    let again = run_package(&sandbox, "again");
    for name in names(&release) {
        let same = fs::read(release.join(&name)).ok() == fs::read(again.join(&name)).ok();
        assert!(same, "{name} differs the second time");
    }
}

#[test]
fn what_is_of_no_target_is_not_packed() {
    let sandbox = Sandbox::new();
    if !sandbox.finds("python3") {
        eprintln!("skipped: there is no python3");
        return;
    }
    sandbox.write("binaries/tidings-mips-unknown-none", "x");
    fs::create_dir(sandbox.path("texts")).expect("the sandbox is writable");
    let run = sandbox.program(
        script("package.py"),
        &[VERSION, "../binaries", "../texts", "out"],
    );
    run.run().code(1).notes("is for no target of a release");
}
