use crate::kit::{Kind, Sandbox};
use crate::team::log::Log;

/// A guide of two purposes, for people in Paris and Lima.
const TEAM: &str = "\
tidings: 1
name: Team Quill
time_zone: Europe/Paris
protocol:
  purposes:
    - { key: question, respond: 1 day, help: \"Ask whoever knows: in writing\" }
    - { key: blocker, respond: 4 hours }
    - { key: brainstorm, title: Ideas, channel: the white board }
  escalate: { overdue: 1 day, exchanges: 5, people: 3 }
members:
  - handle: ada
    name: Ada Example
    emails: [ada@example.org]
  - handle: grace
    name: Grace Sample
    time_zone: America/Lima
";

#[test]
fn a_new_team_is_given_a_guide_that_it_can_change() {
    let sandbox = Sandbox::new();
    let repository = sandbox.repo(Kind::Plain);
    let run = |args: &[&str]| sandbox.tidings(args).cwd(&repository).run();
    run(&["init", "--no-input", "--handle", "ada"]).ok();
    let file = sandbox.git(&repository, &["show", "tidings:.tidings/team.yaml"]);
    let proposal = run(&["protocol", "--proposal"]).ok();
    assert!(file.contains(proposal.stdout()), "{file}\n{proposal}");
    let guide = sandbox.tidings(&["protocol"]).cwd(&repository);
    let guide = guide.now("2026-11-23T09:30:00Z").run().ok();
    // The day has begun, in UTC, and the next one is whole.
    for line in [
        "Question\n  Whatever can be answered in writing",
        "in this log · answered within 1 day of work · asked now: by Tue 17:00",
        "in this log · answered within 4 hours of work · asked now: by 13:30",
        "in a call · answered within 30 minutes of work · asked now: by 10:00",
        "- 3 people are blocked by one thing.",
        "\"Asked now\" is Mon 09:30 on the clock of Ada Example.",
    ] {
        assert!(guide.stdout().contains(line), "{line} is not in\n{guide}");
    }
    run(&["join"]).ok().notes("tidings protocol");
}

#[test]
fn a_team_without_a_guide_promises_nothing() {
    let log = Log::new();
    log.run(&["protocol"])
        .ok()
        .says("Nothing is agreed on yet, and no answer is promised.")
        .notes("tidings protocol --proposal");
    let json = log.run(&["protocol", "--format", "json"]).ok().json();
    assert_eq!(json["purposes"], serde_json::json!([]));
    let joined = log.run(&["join"]).ok();
    assert!(!joined.stderr().contains("tidings protocol"), "{joined}");
}

#[test]
fn every_form_says_the_same() {
    let log = Log::with(TEAM);
    let guide = log.run(&["protocol"]).ok();
    for line in [
        "Question\n  Ask whoever knows: in writing\n",
        "Ideas\n  the white board\n",
        "asked now: by Tue 17:00",
        "- It went back and forth 5 times.",
    ] {
        assert!(guide.stdout().contains(line), "{line} is not in\n{guide}");
    }
    let markdown = log.run(&["protocol", "--format", "markdown"]).ok();
    for line in [
        "## Team Quill: what is said where",
        "- Ask whoever knows: in writing\n- in this log\n- answered within 1 day of work\n",
        "### Ideas\n\n- the white board\n",
    ] {
        assert!(
            markdown.stdout().contains(line),
            "{line} is not in\n{markdown}"
        );
    }
    // What programs read is the same whoever asks.
    let json = log.run(&["protocol", "--format", "json"]).ok();
    let other = log.tidings(&["protocol", "--format", "json"]);
    let other = other.author("Grace Sample", "grace@example.org").run().ok();
    assert_eq!(json.stdout(), other.stdout());
    let json = json.json();
    assert_eq!(json["member"], serde_json::Value::Null);
    assert_eq!(json["purposes"][1]["respond"], "4 hours");
    assert_eq!(json["escalate"]["people"], 3);
    let grace = ["protocol", "--format", "json", "--member", "grace"];
    let grace = log.run(&grace).ok().json();
    assert_eq!(grace["purposes"][0]["due"], "2026-11-23T17:00:00-05:00");
    assert_eq!(grace["purposes"][1]["due"], "2026-11-23T13:00:00-05:00");
    log.run(&["protocol", "--member", "graze"])
        .code(2)
        .notes("no member has the handle 'graze'");
}

#[test]
fn what_is_wrong_in_a_guide_is_named_and_the_rest_is_there() {
    let log = Log::with(
        &TEAM
            .replace("4 hours", "soon")
            .replace("people: 3", "people: some"),
    );
    let guide = log.run(&["protocol"]).ok();
    for line in [
        "team.yaml:7:32: 'soon' is no length of working time",
        "such as '4 hours' or '2 days'",
        "'some' is no number from 1 to 1000",
        "Question",
        "Blocker\n  in this log\n",
    ] {
        assert!(guide.stdout().contains(line), "{line} is not in\n{guide}");
    }
}
