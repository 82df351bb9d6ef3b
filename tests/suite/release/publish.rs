use std::fs;

use super::script;
use crate::actions::Toolbox;
use crate::kit::{Invocation, Sandbox};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A stand-in for gh that keeps releases in a folder: `create` takes the
/// files, `download` gives them back.
const GH: &str = r#"
printf '%s\n' "$*" >>"$STORE/log"
case $2 in
  create)
    for argument in "$@"; do
      if [ -f "$argument" ] && [ "${argument##*.}" != md ]; then cp "$argument" "$STORE/assets/"; fi
    done
    if [ -n "${HARM:-}" ]; then echo more >>"$STORE/assets/$HARM"; fi
    ;;
  download)
    cp "$STORE/assets/"* "$5/"
    ;;
esac
"#;

fn publish(sandbox: &Sandbox, tag: &str, harm: &str) -> (Invocation, String) {
    let tools = Toolbox::new(sandbox);
    tools.link("sha256sum");
    tools.script("gh", GH);
    let store = tools.path().join("store");
    fs::create_dir_all(store.join("assets")).expect("the sandbox is writable");
    sandbox.write("assets/tidings.tar.gz", "an archive");
    sandbox.write("assets/install.sh", "an installer");
    let assets = sandbox.path("assets");
    let args = ["install.sh", "tidings.tar.gz"];
    let sums = sandbox.program("sha256sum", &args).cwd(&assets).run().ok();
    sandbox.write("assets/SHA256SUMS", sums.stdout());
    let notes = sandbox.write("notes.md", "What is new\n");
    let run = sandbox
        .program(script("publish.sh"), &[tag])
        .arg(notes)
        .arg(assets)
        .env("PATH", tools.path())
        .env("STORE", &store)
        .env("HARM", harm);
    let log = store.join("log").display().to_string();
    (run, log)
}

#[test]
fn a_release_is_public_when_all_of_it_is_there() {
    let sandbox = Sandbox::new();
    let (run, log) = publish(&sandbox, "v1.2.3", "");
    run.run().ok();
    let log = fs::read_to_string(log).expect("gh was run");
    let lines: Vec<_> = log.lines().collect();
    let [create, download, edit] = &lines[..] else {
        panic!("{log}")
    };
    assert!(create.starts_with("release create v1.2.3 --verify-tag --draft --title tidings 1.2.3"));
    assert!(!create.contains("--prerelease"), "{create}");
    assert_eq!(create.matches("/assets/").count(), 3, "{create}");
    assert!(download.starts_with("release download v1.2.3 --dir"));
    assert_eq!(*edit, "release edit v1.2.3 --draft=false");
}

#[test]
fn a_release_that_came_to_harm_stays_a_draft() {
    for harm in ["tidings.tar.gz", "install.sh", "SHA256SUMS"] {
        let sandbox = Sandbox::new();
        let (run, log) = publish(&sandbox, "v1.2.3", harm);
        assert_eq!(run.run().status(), Some(1), "{harm}");
        let log = fs::read_to_string(log).expect("gh was run");
        assert!(!log.contains("--draft=false"), "{harm}: {log}");
    }
}

#[test]
fn a_candidate_is_not_the_newest_release() {
    let sandbox = Sandbox::new();
    let (run, log) = publish(&sandbox, "v1.2.3-rc.1", "");
    run.run().ok();
    let log = fs::read_to_string(log).expect("gh was run");
    assert!(log.contains(" --prerelease --latest=false "), "{log}");
}

#[test]
fn tag_version_and_changelog_have_to_agree() {
    let sandbox = Sandbox::new();
    let manifest = sandbox.write(
        "Cargo.toml",
        format!("[package]\nversion = \"{VERSION}\"\n"),
    );
    let told = format!(
        "# Changelog\n\n## [Unreleased]\n\nx\n\n## [{VERSION}] - 2026-11-23\n\n### Added\n\n- It.\n\n## [0.0.1]\n\n- Old.\n"
    );
    let check = |tag: &str, changelog: &str| {
        let changelog = sandbox.write("CHANGELOG.md", changelog);
        let run = sandbox.program(script("check-tag.sh"), &[tag]);
        run.env("MANIFEST", &manifest)
            .env("CHANGELOG", changelog)
            .run()
    };
    let notes = check(&format!("v{VERSION}"), &told).ok();
    assert_eq!(notes.stdout().trim(), "### Added\n\n- It.");
    check("v9.9.9", &told).code(1).notes("the tag is v9.9.9");
    check(VERSION, &told).code(1).notes("the tag is");
    for silent in [
        "# Changelog\n",
        &format!("## [{VERSION}]\n\n## [0.0.1]\n\n- Old.\n"),
    ] {
        check(&format!("v{VERSION}"), silent)
            .code(1)
            .notes("has nothing under");
    }
    // The project's own changelog has a place for what comes next.
    let root = env!("CARGO_MANIFEST_DIR");
    let own = fs::read_to_string(format!("{root}/CHANGELOG.md")).expect("it is there");
    assert!(own.contains("\n## [Unreleased]\n") || own.contains(&format!("\n## [{VERSION}]")));
}
