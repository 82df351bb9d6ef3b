//! The rules of the log, before anything is saved.

use super::team::Team;

/// A token that looks real; none stands in this file, where those who look
/// for leaks would find it.
fn token() -> String {
    format!("ghp_{}{}", "aB3dE6gH9jK2mN5pQ8", "rS1tU4vW7xY0zA2cD4")
}

/// Returns the command that a hint holds.
fn command(said: &str) -> Vec<String> {
    let (_, rest) = said.split_once("post it with '").expect("a hint");
    let (command, _) = rest.split_once('\'').expect("its end");
    command.split(' ').skip(1).map(str::to_owned).collect()
}

#[test]
fn a_pasted_token_is_refused_kept_and_never_repeated() {
    let team = Team::new();
    let before = team.tip();
    let text = format!("Use {} for now", token());
    let out = team
        .post(&[&text, "-n", "Rotate it"])
        .run()
        .code(1)
        .notes("error[secret]: this looks like a GitHub token")
        .notes("--> updates/2026/11/23/ada.yaml:6:9")
        .notes("help: take it out; once it was pushed, revoke it and issue another")
        .notes("error: the update was not posted")
        .notes("caused by: it breaks the rules of the log: secret")
        .notes("mend it first, or overrule the rule with --allow secret");
    assert!(!out.stderr().contains(&token()), "{}", out.stderr());
    assert!(!out.stdout().contains(&token()), "{}", out.stdout());
    assert_eq!(team.tip(), before, "nothing was saved");
    assert_eq!(team.drafts(), ["ada-2026-11-23.md"]);
    assert!(
        team.draft("ada-2026-11-23.md").contains(&token()),
        "what was written is kept"
    );
    // The hint can be run, and fails again until the rule is overruled.
    let command = command(out.stderr());
    let mut again: Vec<&str> = command.iter().map(String::as_str).collect();
    team.tidings(&again).run().code(1).notes("error[secret]");
    again.extend(["--allow", "secret"]);
    let out = team.tidings(&again).run().ok().notes("warning[secret]");
    assert!(!out.stderr().contains(&token()), "{}", out.stderr());
    assert_eq!(team.texts(23, "done"), [text]);
    assert!(team.drafts().is_empty(), "{:?}", team.drafts());
}

#[cfg(unix)]
#[test]
fn what_an_editor_left_is_kept_too() {
    let team = Team::new();
    let script = format!("printf '## Done\\n- Use {}\\n' > \"$1\"", token());
    team.edit(&script, &[]).run().code(1).notes("error[secret]");
    assert!(team.draft("ada-2026-11-23.md").contains(&token()));
    team.post(&[
        "-f",
        ".git/tidings/drafts/ada-2026-11-23.md",
        "--allow",
        "secret",
    ])
    .run()
    .ok();
    assert_eq!(team.texts(23, "done"), [format!("Use {}", token())]);
}

#[test]
fn a_dry_run_is_refused_and_keeps_nothing() {
    let team = Team::new();
    let text = format!("Use {}", token());
    team.post(&["--dry-run", &text])
        .run()
        .code(1)
        .notes("error[secret]")
        .notes("error: nothing would be posted")
        .notes("--allow secret");
    assert!(team.drafts().is_empty(), "{:?}", team.drafts());
    let out = team
        .post(&["--dry-run", &text, "--allow", "secret"])
        .run()
        .ok();
    assert!(out.stdout().contains(&token()));
}

#[test]
fn what_is_worth_a_warning_is_said_and_posted() {
    let team = Team::new();
    let out = team
        .post(&["-f", "-"])
        .stdin("blockers:\n  - { text: Staging is read-only, needs: [garce] }\n")
        .run()
        .ok()
        .notes("warning[unknown-member]: nobody in the team file goes by 'garce'")
        .notes("help: did you mean 'grace'?");
    assert!(!out.stderr().contains("error"), "{}", out.stderr());
    assert_eq!(team.texts(23, "blockers"), ["Staging is read-only"]);
}

#[test]
fn a_team_says_which_rules_hold() {
    let file = "tidings: 1\nname: Quill\ncheck: { secret: off, hidden-character: error }\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n";
    let team = Team::with_file(file);
    let out = team.post(&[&format!("Use {}", token())]).run().ok();
    assert!(!out.stderr().contains("secret"), "{}", out.stderr());
    team.post(&["Ship\u{200b}ped it"])
        .run()
        .code(1)
        .notes("error[hidden-character]: there is a character that is not seen, U+200B");
    team.post(&["Ship\u{200b}ped it", "--allow", "hidden-character"])
        .run()
        .ok();
}

#[test]
fn rules_that_there_are_not_cannot_be_overruled() {
    let team = Team::new();
    team.post(&["Shipped it", "--allow", "secrets"])
        .run()
        .code(2)
        .notes("there is no such rule; did you mean 'secret'?");
}

#[test]
fn an_answer_is_held_to_the_same_rules() {
    let team = Team::new();
    team.post(&["-q", "@grace Which token?"]).run().ok();
    let id = team.id(23, "questions");
    let before = team.tip();
    let answer = format!("This one: {}", token());
    for args in [
        ["reply", &id, &answer].as_slice(),
        &["resolve", &id, &answer],
    ] {
        let out = team
            .tidings(args)
            .author("Grace Example", "grace@example.org")
            .run()
            .code(1)
            .notes("error[secret]: this looks like a GitHub token")
            .notes("error: the reply was not saved")
            .notes("overrule the rule with --allow secret");
        assert!(!out.stderr().contains(&token()), "{}", out.stderr());
        assert_eq!(team.tip(), before, "nothing was saved");
    }
    let args = ["resolve", &id, &answer, "--allow", "secret"];
    let out = team
        .tidings(&args)
        .author("Grace Example", "grace@example.org")
        .run()
        .ok();
    assert!(out.stderr().contains("warning[secret]"), "{}", out.stderr());
    assert_ne!(team.tip(), before);
}
