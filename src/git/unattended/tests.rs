use super::*;

#[test]
fn tells_the_variant_as_git_does() {
    for (named, command, want) in [
        (None, "ssh", Variant::OpenSsh),
        (None, "  /usr/bin/ssh -i key", Variant::OpenSsh),
        (None, "'/opt/my tools/ssh' -v", Variant::OpenSsh),
        (None, r#""C:\Program Files\SSH.EXE""#, Variant::OpenSsh),
        (None, "plink.exe -v", Variant::Plink),
        (None, "TortoisePlink", Variant::Simple),
        (None, "KEY=x ssh", Variant::Unknown),
        (None, "./wrapper", Variant::Unknown),
        (None, "", Variant::Unknown),
        (Some("ssh"), "./wrapper", Variant::OpenSsh),
        (Some("simple"), "ssh", Variant::Simple),
        (Some("putty"), "ssh", Variant::Plink),
        (Some("auto"), "ssh", Variant::OpenSsh),
    ] {
        assert_eq!(Variant::parse(named, command), want, "{named:?} {command}");
    }
}

#[test]
fn quotes_for_a_shell() {
    assert_eq!(quote("/a b/ssh"), "'/a b/ssh'");
    assert_eq!(first_word(&quote("/a b/ssh")), "/a b/ssh");
    assert_eq!(quote("it's"), r"'it'\''s'");
}

#[cfg(unix)]
mod unix {
    use std::time::Duration;

    use crate::git::kit::{Kind, Sandbox, commit, put};
    use crate::git::{Contact, Fetched, Program, Pushed};

    const QUIET: &str = "-o BatchMode=yes -o PubkeyAcceptedKeyTypes=-sk-*";

    fn contact(attended: bool) -> Contact {
        Contact {
            attended,
            ..Contact::unattended(Duration::from_secs(60))
        }
    }

    /// Pushes and fetches through ssh, and returns how ssh was called.
    fn talk(sandbox: &Sandbox, attended: bool) -> String {
        let repository = sandbox.open("r");
        let url = format!("ssh://example.org{}", sandbox.path("s").display());
        sandbox.git("r", &["remote", "set-url", "origin", &url]);
        let tip = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
        let contact = contact(attended);
        let pushed = repository.push("origin", "log", tip, None, &contact);
        assert_eq!(pushed.expect("git runs"), Pushed::Accepted);
        let into = "refs/tidings/fetched/origin/log";
        let fetched = repository.fetch_tip("origin", "log", into, &contact);
        assert_eq!(fetched.expect("git runs"), Fetched::At(tip));
        sandbox.read("called")
    }

    /// A sandbox with a stand-in for ssh, which notes how it is called and
    /// runs the command here.
    fn sandbox(ssh: &str, refused: &str) -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.make(Kind::Plain);
        sandbox.serve();
        let called = sandbox.path("called");
        let text = format!(
            "case \"$*\" in {refused}) exit 1;; esac\n\
             echo \"$*\" >>'{}'\n\
             case \"$*\" in *-G*) exit 0;; esac\n\
             for last; do :; done\n\
             exec sh -c \"$last\"\n",
            called.display()
        );
        sandbox.write_script(ssh, &text);
        sandbox
    }

    #[test]
    fn adds_to_the_command_for_ssh_wherever_it_is_set() {
        let ways: [fn(&mut Sandbox, &str); 3] = [
            |sandbox, path| {
                let command = format!("'{path}' -i my_key");
                let program = sandbox.program.clone();
                sandbox.program = program.with_env("GIT_SSH_COMMAND", command);
            },
            |sandbox, path| {
                sandbox.config(&format!("[core]\n\tsshCommand = '{path}' -i my_key\n"));
            },
            |sandbox, path| {
                let program = sandbox.program.clone();
                sandbox.program = program.with_env("GIT_SSH", path);
            },
        ];
        for (number, way) in ways.iter().enumerate() {
            for (name, attended) in [
                ("a b/ssh", false),
                ("wrapper", false),
                ("a b/ssh", true),
                ("wrapper", true),
            ] {
                let mut sandbox = sandbox(name, "-");
                let path = sandbox.path(name);
                way(&mut sandbox, path.to_str().expect("a path in Unicode"));
                let called = talk(&sandbox, attended);
                let user = if number < 2 { "-i my_key " } else { "" };
                for line in called.lines() {
                    let quiet = line.starts_with(&format!("{user}{QUIET} "));
                    assert_eq!(quiet, !attended, "{number} {name} {line}");
                    assert!(line.starts_with(user), "{number} {name} {line}");
                }
                assert!(called.lines().count() >= 2, "{called}");
            }
        }
    }

    #[test]
    fn leaves_a_command_alone_that_takes_no_options() {
        let mut sandbox = sandbox("wrapper", "-*");
        let wrapper = sandbox.path("wrapper");
        sandbox.program = sandbox.program.clone().with_env("GIT_SSH", wrapper);
        let called = talk(&sandbox, false);
        assert!(called.lines().all(|line| line.starts_with("example.org ")));
    }

    #[test]
    fn asks_nobody_and_uses_what_helpers_know() {
        for (number, way) in ["GIT_ASKPASS", "core.askPass", "SSH_ASKPASS"]
            .into_iter()
            .enumerate()
        {
            for (helper, attended) in [(false, false), (true, false), (false, true)] {
                let mut sandbox = Sandbox::new();
                let repository = sandbox.make(Kind::Plain);
                let mark = sandbox.path("mark");
                let text = format!("echo \"$1\" >>'{}'\necho secret\n", mark.display());
                let askpass = sandbox.write_script("askpass", &text);
                if number == 1 {
                    sandbox.config(&format!("[core]\n\taskPass = {}\n", askpass.display()));
                } else {
                    let program = sandbox.program.clone();
                    sandbox.program = program.with_env(way, askpass);
                }
                if helper {
                    let text = "[ \"$1\" = get ] && echo username=ada && echo password=known\n";
                    let path = sandbox.write_script("helper", text);
                    sandbox.config(&format!("[credential]\n\thelper = {}\n", path.display()));
                }
                drop(repository);
                let repository = sandbox.open("r");
                let asked = repository.converse(
                    &["credential", "fill"],
                    b"protocol=https\nhost=git.example.org\n\n",
                    &contact(attended),
                );
                let asked = asked.expect("git runs");
                assert_eq!(asked.succeeded(), helper || attended, "{way} {helper}");
                assert_eq!(mark.exists(), attended, "{way} {helper}");
                if helper {
                    assert!(asked.ran.text().contains("password=known"), "{way}");
                }
            }
        }
    }

    #[test]
    fn tells_helpers_that_nobody_is_there() {
        let sandbox = Sandbox::new();
        let repository = sandbox.make(Kind::Plain);
        let alias = "alias.told=!git config credential.interactive; \
                     echo $GIT_TERMINAL_PROMPT $GCM_INTERACTIVE $SSH_ASKPASS_REQUIRE";
        let told = |attended| {
            let args = ["-c", alias, "told"];
            let ran = repository.converse(&args, b"", &contact(attended));
            ran.expect("git runs").ran.text()
        };
        assert_eq!(told(false), "false\n0 never never");
        assert_eq!(told(true), "");
        // What is set for one run is not set for another.
        let program = Program::new().with_setting("a.b", "c");
        let here = sandbox.path(".");
        let read = program.run(&here, &["config", "a.b"], b"").expect("git");
        assert_eq!(read.text(), "c");
    }
}
