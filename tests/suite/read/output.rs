//! Where a digest is written to: a file, a pipe, a pager, a full disk.

use std::fs;

use super::Desk;
use super::digest::week;
use crate::kit::NOW;

#[test]
fn an_output_file_is_written_whole_or_not_at_all() {
    let desk = Desk::new();
    week(&desk);
    let out = desk.sandbox.path("work/digest.md");
    let digest = ["digest", "2026-W47", "--format", "markdown"];
    let plain = desk.read(&digest);
    let run = desk
        .prepare("ada", NOW, &digest)
        .arg("-o")
        .arg(&out)
        .run()
        .ok();
    assert_eq!(run.stdout(), "");
    assert_eq!(fs::read_to_string(&out).expect("it was written"), plain);
    let dash = [&digest[..], &["-o", "-"]].concat();
    assert_eq!(desk.read(&dash), plain);
    let nowhere = desk.sandbox.path("work/no/such/folder/digest.md");
    let run = desk
        .prepare("ada", NOW, &digest)
        .arg("-o")
        .arg(nowhere)
        .run();
    run.code(1).notes("cannot write");
    // A digest for the terminal has no colours in a file.
    let args = ["digest", "2026-W47", "--color", "always", "-o"];
    desk.prepare("ada", NOW, &args).arg(&out).run().ok();
    let text = fs::read_to_string(&out).expect("it was written");
    assert!(!text.contains('\u{1b}') && text.contains("Team Quill"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::new();
    week(&desk);
    let long = "All work and no play. ".repeat(200);
    for day in 1..20 {
        let day = format!("2026-11-{day:02}");
        desk.post("linus", &day, &["-d", &long, "-d", &long, "--note", &long]);
    }
    let program = env!("CARGO_BIN_EXE_tidings");
    for command in [
        "digest --since 2026-11-01",
        "digest --since 2026-11-01 --format json",
        "digest --since 2026-11-01 --format html",
        "log -n 0",
        "show linus/2026-11-18",
        "--help",
    ] {
        let script = format!(
            "set -o pipefail; '{program}' {command} | head -n 1 > /dev/null; exit ${{PIPESTATUS[0]}}"
        );
        let run = desk.sandbox.program("bash", &["-c", &script]);
        let output = run.cwd(&desk.repository).run().ok();
        assert_eq!(output.stderr(), "", "{command}");
    }
}

#[cfg(unix)]
#[test]
fn a_long_digest_goes_through_the_pager_of_git() {
    let desk = Desk::new();
    week(&desk);
    let pager = "sed s/^/paged:/";
    let args = ["digest", "2026-W47"];
    let run = desk.prepare("ada", NOW, &args).env("GIT_PAGER", pager);
    let (code, screen) = run.terminal(80, 10).end();
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("paged:Team Quill"), "{screen}");
    // What fits needs no pager, and a pager that is not there is done without.
    let run = desk.prepare("ada", NOW, &args).env("GIT_PAGER", pager);
    let (_, screen) = run.terminal(80, 200).end();
    assert!(!screen.contains("paged:"), "{screen}");
    let run = desk
        .prepare("ada", NOW, &args)
        .env("GIT_PAGER", "no-such-pager");
    let (code, screen) = run.terminal(80, 10).end();
    assert!(code == 0 && screen.contains("Team Quill"), "{screen}");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error() {
    let desk = Desk::new();
    let full = fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("Linux has it");
    let mut command = desk.prepare("ada", NOW, &["digest", "2026-W47"]).command();
    let output = command.stdout(full).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("error: standard output cannot be written to"),
        "{said}"
    );
}
