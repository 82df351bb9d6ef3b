use std::fs;

use crate::kit::Sandbox;

/// Returns the names of the commands, as `--help` lists them.
fn commands(sandbox: &Sandbox) -> Vec<String> {
    below(sandbox, &[])
}

/// Returns the names of the commands below one, as its `--help` lists them.
fn below(sandbox: &Sandbox, command: &[&str]) -> Vec<String> {
    let help = sandbox.tidings(command).arg("--help").run().ok();
    let lines = help
        .stdout()
        .lines()
        .skip_while(|line| *line != "Commands:");
    let lines = lines.skip(1).take_while(|line| line.starts_with("  "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_command_helps_with_an_example() {
    let sandbox = Sandbox::new();
    let commands = commands(&sandbox);
    assert!(commands.len() > 10, "{commands:?}");
    for command in &commands {
        let help = sandbox.tidings(&[command, "--help"]).run().ok();
        let example = format!("\n  tidings {command}");
        let (_, examples) = help
            .stdout()
            .split_once("\nExample")
            .unwrap_or_else(|| panic!("{command} has no example\n{help}"));
        assert!(examples.contains(&example), "{command}\n{help}");
        assert_eq!(help.stderr(), "");
    }
}

#[test]
fn completions_are_made_for_every_shell_and_shells_read_them() {
    let sandbox = Sandbox::new();
    let commands = commands(&sandbox);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = sandbox.tidings(&["completions", shell]).run().ok();
        for command in &commands {
            assert!(
                script.stdout().contains(command.as_str()),
                "{shell}: {command}"
            );
        }
        if ["bash", "zsh", "fish"].contains(&shell) && sandbox.finds(shell) {
            let check = sandbox
                .program(shell, &["-n"])
                .arg(sandbox.write("script", script.stdout()));
            check.run().ok();
        }
    }
}

#[test]
fn completions_of_bash_complete() {
    let sandbox = Sandbox::new();
    if !sandbox.finds("bash") {
        eprintln!("skipped: there is no bash");
        return;
    }
    let script = sandbox.tidings(&["completions", "bash"]).run().ok();
    let path = sandbox.write("script", script.stdout());
    let ask = "source \"$1\"; COMP_WORDS=(tidings dig); COMP_CWORD=1; _tidings tidings dig tidings; \
               echo \"${COMPREPLY[@]}\"";
    let answer = sandbox
        .program("bash", &["-c", ask, "bash"])
        .arg(path)
        .run()
        .ok();
    assert_eq!(answer.stdout().trim(), "digest");
}

#[test]
fn a_manual_page_is_written_for_every_command_and_can_be_read() {
    let sandbox = Sandbox::new();
    let folder = sandbox.path("man");
    sandbox.tidings(&["man", "--all"]).arg(&folder).run().ok();
    let mut pages = vec!["tidings".to_owned()];
    for name in commands(&sandbox) {
        let parts = below(&sandbox, &[&name]);
        pages.push(format!("tidings-{name}"));
        pages.extend(parts.iter().map(|part| format!("tidings-{name}-{part}")));
    }
    for page in ["tidings-post", "tidings-team-add", "tidings-ci-install"] {
        assert!(pages.iter().any(|name| name == page), "{page}: {pages:?}");
    }
    for page in &pages {
        let path = folder.join(format!("{page}.1"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
        assert!(text.contains(".TH "), "{page}");
        if page != "tidings" {
            let command = page.strip_prefix("tidings-").expect("it was put there");
            let alone = sandbox.tidings(&["man", command]).run().ok();
            assert_eq!(alone.stdout(), text, "{page}");
        }
        if sandbox.finds("mandoc") {
            let lint = sandbox.program("mandoc", &["-Tlint", "-Werror"]).arg(&path);
            lint.run().ok();
        }
        if sandbox.finds("man") {
            let read = sandbox.program("man", &["-l", "--warnings"]).arg(&path);
            let read = read
                .env("MANWIDTH", "80")
                .env("MAN_KEEP_FORMATTING", "")
                .run()
                .ok();
            assert!(read.stdout().contains("tidings"), "{page}\n{read}");
            assert_eq!(read.stderr(), "", "{page}");
        }
    }
    let found = fs::read_dir(&folder).expect("it was written").count();
    assert_eq!(found, pages.len(), "pages of nothing");
}
