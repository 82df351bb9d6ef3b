//! Every place that names an archive of a release names it alike.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::script;
use crate::kit::Sandbox;

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the targets that `package.py` packs, with the names of their
/// archives.
fn packed(sandbox: &Sandbox) -> Vec<(String, String)> {
    let ask = "import sys; sys.path.insert(0, sys.argv[1]); sys.dont_write_bytecode = True\n\
               import package\n\
               for target in package.TARGETS: print(target, package.archive_name(sys.argv[2], target))";
    let folder = script("");
    let folder = folder.to_str().expect("it is UTF-8");
    let run = sandbox.program("python3", &["-B", "-c", ask, folder, VERSION]);
    let output = run.run().ok();
    let lines = output.stdout().lines();
    let pairs = lines.map(|line| line.split_once(' ').expect("two words"));
    pairs.map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

/// Returns what Cargo.toml tells `cargo binstall` of a target.
fn binstall(sandbox: &Sandbox, target: &str) -> (String, String) {
    let root = env!("CARGO_MANIFEST_DIR");
    let args = [
        "metadata",
        "--offline",
        "--no-deps",
        "--format-version",
        "1",
    ];
    let cargo = sandbox.program(env!("CARGO"), &args).cwd(root);
    let metadata = cargo.run().ok().json();
    let package = &metadata["packages"][0];
    let told = &package["metadata"]["binstall"];
    let special = &told["overrides"][target];
    let key = |name: &str| {
        let value = special.get(name).unwrap_or(&told[name]);
        value
            .as_str()
            .unwrap_or_else(|| panic!("{name}: {told}"))
            .to_owned()
    };
    let exe = if target.contains("-windows-") {
        ".exe"
    } else {
        ""
    };
    let fill = |text: String| {
        let values = [
            (
                "{ repo }",
                package["repository"].as_str().expect("it has one"),
            ),
            ("{ name }", "tidings"),
            ("{ bin }", "tidings"),
            ("{ binary-ext }", exe),
            ("{ version }", VERSION),
            ("{ target }", target),
        ];
        let text = values
            .iter()
            .fold(text, |text, (name, value)| text.replace(name, value));
        assert!(!text.contains('{'), "{text}");
        text
    };
    let format = key("pkg-fmt");
    let url = fill(key("pkg-url"));
    let ends = if format == "zip" { ".zip" } else { ".tar.gz" };
    assert!(url.ends_with(ends), "{url} is no {format}");
    (url, fill(key("bin-dir")))
}

#[test]
fn cargo_binstall_finds_every_archive() {
    let sandbox = Sandbox::new();
    if !sandbox.finds("python3") {
        eprintln!("skipped: there is no python3");
        return;
    }
    for (target, archive) in packed(&sandbox) {
        let (url, program) = binstall(&sandbox, &target);
        let address = "https://github.com/tidings-log/tidings/releases/download";
        assert_eq!(url, format!("{address}/v{VERSION}/{archive}"));
        let exe = if target.contains("-windows-") {
            ".exe"
        } else {
            ""
        };
        assert_eq!(program, format!("tidings-{VERSION}-{target}/tidings{exe}"));
    }
}

#[test]
fn every_place_knows_the_same_targets() {
    let sandbox = Sandbox::new();
    if !sandbox.finds("python3") {
        eprintln!("skipped: there is no python3");
        return;
    }
    let packed: BTreeSet<String> = packed(&sandbox).into_iter().map(|(a, _)| a).collect();
    let workflow: Value =
        serde_yaml::from_str(&read(".github/workflows/release.yml")).expect("it is YAML");
    for job in ["build", "try"] {
        let matrix = &workflow["jobs"][job]["strategy"]["matrix"]["include"];
        let matrix = matrix.as_array().expect("the job has a matrix");
        let targets = matrix.iter().map(|row| row["target"].as_str());
        let targets: Option<BTreeSet<String>> =
            targets.map(|target| target.map(str::to_owned)).collect();
        assert_eq!(targets.as_ref(), Some(&packed), "job {job}");
    }
    let named = |text: &str, known: &BTreeSet<String>| {
        let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'));
        words
            .filter(|word| {
                word.matches('-').count() >= 2 && word.contains("86_64")
                    || word.starts_with("aarch64-")
            })
            .inspect(|word| assert!(known.contains(*word), "{word} is not packed"))
            .map(str::to_owned)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(
        named(&read(".github/actions/setup/run.sh"), &packed),
        packed
    );
    // The installer is for shells: Windows has other ways.
    let mut unix = packed.clone();
    unix.retain(|target| !target.contains("-windows-"));
    assert_eq!(named(&read(".github/release/install.sh"), &packed), unix);
}

#[test]
fn jobs_may_do_what_they_need_and_no_more() {
    let workflow: Value =
        serde_yaml::from_str(&read(".github/workflows/release.yml")).expect("it is YAML");
    assert_eq!(workflow["permissions"], serde_json::json!({}));
    let jobs = workflow["jobs"].as_object().expect("it has jobs");
    for (name, job) in jobs {
        let allowed: Vec<&str> = match name.as_str() {
            "attest" => vec!["attestations: write", "id-token: write"],
            "publish" => vec!["contents: write"],
            _ => vec!["contents: read"],
        };
        let permissions = job["permissions"].as_object().expect("each says");
        let permissions = permissions.iter();
        let permissions: Vec<_> = permissions
            .map(|(what, how)| format!("{what}: {}", how.as_str().unwrap_or_default()))
            .collect();
        assert_eq!(permissions, allowed, "{name}");
    }
}
