use std::fs;

use crate::kit::{Fingerprint, Kind, Output, Sandbox};

/// Checks a demo and returns where it says that it lies.
#[track_caller]
fn place(output: &Output) -> String {
    let first = output.stdout().lines().next().expect("a digest");
    assert!(first.starts_with("Team Quill: 7 of 8 posted"), "{output}");
    let notes = output.stderr();
    let at = notes.find(", is in ").expect("it says where it lies") + 8;
    let end = notes[at..].find(".\n").expect("a sentence") + at;
    notes[at..end].to_owned()
}

#[test]
fn the_demo_needs_nobody_and_nothing() {
    let sandbox = Sandbox::anonymous();
    let temporary = sandbox.path("work/tmp");
    fs::create_dir(&temporary).expect("the sandbox is writable");
    let demo = || {
        let run = sandbox.tidings(&["demo"]).cwd("/");
        run.without("HOME")
            .without("USERPROFILE")
            .without("XDG_CONFIG_HOME")
            .without("GIT_CONFIG_GLOBAL")
            .without("TIDINGS_NOW")
            .env("TMPDIR", &temporary)
            .env("TMP", &temporary)
            .env("TEMP", &temporary)
            .run()
            .ok()
    };
    let (one, two) = (demo(), demo());
    let (first, second) = (place(&one), place(&two));
    assert_ne!(first, second);
    assert_eq!(one.stdout(), two.stdout(), "the same story every time");
    for place in [first, second] {
        assert!(
            fs::metadata(&place).is_ok_and(|data| data.is_dir()),
            "{place}"
        );
    }
}

#[test]
fn what_the_demo_suggests_works() {
    let sandbox = Sandbox::new();
    // A name that a shell would take apart.
    for name in ["sample", "a sample log's"] {
        let run = sandbox.tidings(&["demo", name]).run().ok();
        let place = place(&run);
        assert_eq!(place, sandbox.path("work").join(name).display().to_string());
        let commands = run.stderr().lines().filter(|line| line.starts_with("  "));
        let commands: Vec<&str> = commands.map(str::trim).collect();
        assert!(commands.len() >= 3, "{run}");
        let program = std::path::Path::new(env!("CARGO_BIN_EXE_tidings"));
        let folder = program.parent().expect("a folder").display();
        for command in commands {
            let script = format!("PATH='{folder}':\"$PATH\"\n{command}");
            let run = sandbox.program("sh", &["-c", &script]).run().ok();
            assert!(run.stderr().is_empty(), "{command}\n{run}");
        }
        assert!(sandbox.path("work/digest.html").exists());
        // It is a directory of its own, and is not built over another.
        sandbox
            .tidings(&["demo", name])
            .run()
            .code(1)
            .notes("is not empty");
    }
}

#[test]
fn the_demo_leaves_the_repository_around_it_alone() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Dirty);
    let refs = || sandbox.git(&repository, &["for-each-ref"]);
    let before = (Fingerprint::read(&sandbox, &repository), refs());
    let place = sandbox.path("home/sample");
    for set in [false, true] {
        let place = place.join(set.to_string());
        fs::create_dir_all(&place).expect("the sandbox is writable");
        let run = sandbox.tidings(&["demo"]).arg(&place).cwd(&repository);
        let run = if set {
            run.env("GIT_DIR", repository.join(".git"))
                .env("GIT_WORK_TREE", &repository)
                .env("GIT_INDEX_FILE", repository.join(".git/index"))
        } else {
            run
        };
        run.run().ok().says("Team Quill");
        before.0.assert_untouched(&sandbox, &repository);
        assert_eq!(before.1, refs());
        assert!(place.join("HEAD").exists());
    }
}
