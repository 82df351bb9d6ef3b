use super::log::Log;
use crate::kit::Output;

/// Posts as somebody who commits with this address.
fn post(log: &Log, email: &str) -> Output {
    let said = format!("Said by {email}");
    let run = log.tidings(&["post", "--no-input", &said]);
    run.author("Somebody", email).run()
}

#[test]
fn people_are_known_by_every_address_of_theirs() {
    let log = Log::new();
    log.run(&["team", "edit", "ada", "--account", "ada-example"])
        .ok();
    log.put(
        ".mailmap",
        "Grace Sample <grace@example.org> <grace@laptop.example>\n",
    );
    log.sandbox.write(
        &format!(
            "{}/.mailmap",
            log.repository
                .strip_prefix(log.sandbox.path(""))
                .expect("inside")
                .display()
        ),
        "<new@example.net> <ada@example.org>\n",
    );
    for (email, who) in [
        ("ADA@example.org", "ada"),
        ("ada-example@users.noreply.github.com", "ada"),
        ("77+Ada-Example@users.noreply.github.com", "ada"),
        // The log's .mailmap, and the one around, which says who she was.
        ("grace@laptop.example", "grace"),
        ("new@example.net", "ada"),
    ] {
        post(&log, email).ok().notes(&format!("saved: {who}'s"));
    }
    post(&log, "stranger@example.org")
        .code(1)
        .notes("no member with the address stranger@example.org");
}

#[test]
fn a_closed_team_adds_its_members_itself() {
    let log = Log::with(
        "tidings: 1\nname: Team Quill\njoin: closed\nmembers:\n  - handle: ada\n    emails: [ada@example.org]\n",
    );
    let before = log.team();
    let join = log.tidings(&["join", "--no-input"]);
    join.author("Grace Sample", "grace@example.org")
        .run()
        .code(1)
        .notes("error: Team Quill is closed")
        .notes("tidings team add HANDLE --email grace@example.org");
    post(&log, "grace@example.org")
        .code(1)
        .notes("tidings team add HANDLE");
    assert_eq!(log.team(), before);
    log.run(&["team", "add", "grace", "--email", "grace@example.org"])
        .ok();
    post(&log, "grace@example.org").ok();
}

#[test]
fn an_address_of_two_members_is_the_first_ones_and_a_finding() {
    let log = Log::with(
        "tidings: 1\nmembers:\n  - { handle: ada, emails: [us@example.org] }\n  - { handle: grace, emails: [US@example.org] }\n",
    );
    post(&log, "us@example.org").ok().notes("saved: ada's");
    let view = log.run(&["team", "--format", "json"]).ok().json();
    assert_eq!(view["findings"][0]["rule"], "duplicate-email");
    assert_eq!(view["findings"][0]["line"], 4);
}
