//! Pull and merge requests, by `gh` and `glab` and without them.

use std::time::Instant;

use super::host::{ADA, Host};
use crate::sync::team::ADA as FILE;

const GITHUB: &str = "git@github.com:quill/log.git";

#[test]
fn a_pull_request_is_opened_and_refreshed() {
    let host = Host::at(GITHUB).with("gh");
    let log = host.team.tip("hub.git");
    let said = host
        .propose("Shipped @grace the importer, fixes #214")
        .run()
        .ok();
    assert_eq!(said.stdout(), "https://github.com/quill/log/pull/7\n");
    said.notes("proposed: Monday 2026-11-23 to origin\n")
        .notes("pull request 7 was opened:\n");
    assert_eq!(host.team.tip("hub.git"), log, "the log does not move");
    let tip = host.branch("hub.git", ADA).expect("it was sent");
    assert_eq!(host.team.hub(&["rev-parse", &format!("{tip}^")]), log);
    let asked = host.left("asked");
    let list = "gh api --hostname github.com --method GET \
                repos/quill/log/pulls?state=open&base=tidings&head=quill:tidings-proposals%2Fada%2F2026-11-23";
    assert!(asked.contains(list), "{asked}");
    let body: serde_json::Value = serde_json::from_str(&host.left("body-POST")).expect("JSON");
    assert_eq!(body["title"], "ada: daily update for 2026-11-23");
    assert_eq!(
        (&body["base"], &body["head"]),
        (&"tidings".into(), &ADA.into())
    );
    let text = body["body"].as_str().expect("a text");
    let item = "- Shipped @&#8203;grace the importer, f&#8203;ixes #214";
    assert!(text.contains(item), "{text}");
    let environment = host.left("environment");
    assert!(
        environment.contains("GH_PROMPT_DISABLED=1"),
        "{environment}"
    );

    host.forget();
    let said = host.propose("Reviewed the retry design").run().ok();
    let said = said
        .notes("added to what was there")
        .notes("pull request 7 says the same now:\n");
    assert_eq!(said.stdout(), "https://github.com/quill/log/pull/7\n");
    let asked = host.left("asked");
    assert!(
        asked.contains("--method PATCH") && asked.contains("repos/quill/log/pulls/7"),
        "{asked}"
    );
    assert!(!asked.contains("--method POST"), "{asked}");
    let text = host.left("body-PATCH");
    assert!(
        text.contains("Reviewed the retry design") && text.contains("importer"),
        "{text}"
    );
    let update = host.text(ADA, FILE);
    assert!(
        update.contains("importer") && update.contains("retry design"),
        "{update}"
    );
    host.team.assert_sound(&["ada", "hub.git"]);
}

#[test]
fn a_merge_request_is_opened_in_nested_groups_and_at_ones_own_host() {
    let host = Host::at("ssh://git@git.example.org:2222/a/b/c/log.git").with("glab");
    let propose = host
        .propose("Shipped")
        .env("GITLAB_HOST", "https://git.example.org");
    let said = propose.run().ok();
    assert_eq!(
        said.stdout(),
        "https://git.example.org/a/b/c/log/-/merge_requests/7\n"
    );
    said.notes("merge request 7 was opened:\n");
    let asked = host.left("asked");
    let list = "glab api --hostname git.example.org --method GET \
                projects/a%2Fb%2Fc%2Flog/merge_requests?state=opened&target_branch=tidings\
                &source_branch=tidings-proposals%2Fada%2F2026-11-23";
    assert!(asked.contains(list), "{asked}");
    let body: serde_json::Value = serde_json::from_str(&host.left("body-POST")).expect("JSON");
    assert_eq!(body["source_branch"], ADA);
    assert_eq!(body["target_branch"], "tidings");
    assert!(host.left("environment").contains("NO_PROMPT=1"));
}

#[test]
fn without_the_program_the_address_to_open_is_the_last_line() {
    let open = "https://github.com/quill/log/compare/tidings...tidings-proposals/ada/2026-11-23\
                ?quick_pull=1&title=ada%3A%20daily%20update%20for%202026-11-23\n";
    // Whatever stands on the machine's own path fails, as one not signed in.
    let host = Host::at("https://ada:s3cret@github.com/quill/log.git").with("gh");
    let ada = host.team.path("ada");
    let push = [
        "config",
        "remote.origin.pushurl",
        "git@github.com:quill/log",
    ];
    host.team.sandbox.git(&ada, &push);
    let git = |args: &[&str]| host.team.sandbox.git(&ada, args);
    git(&[
        "config",
        "url.git@github.com:.insteadOf",
        "https://ada:s3cret@github.com/",
    ]);
    for (words, status, note) in [
        (
            "To get started with GitHub CLI, please run:  gh auth login",
            "4",
            "gh is not signed in to github.com; to have a pull request opened next time: \
             gh auth login --hostname github.com\n",
        ),
        (
            "\u{1b}[31mHTTP 422\u{1b}[0m: https://ada:s3cret@github.com/ no",
            "1",
            "gh did not do it:\n  HTTP 422: https://github.com/ no\n",
        ),
    ] {
        host.put("fails", words);
        host.put("status", status);
        let said = host.propose(note).run().ok();
        let said = said
            .notes(note)
            .notes("put it forward as a pull request there:\n");
        assert_eq!(said.stdout(), open);
        assert!(!said.stderr().contains("s3cret"), "{said}");
    }
    std::fs::remove_file(host.team.sandbox.path("bin/gh")).expect("it was there");
    if !host.team.sandbox.finds("gh") {
        let said = host.propose("Without it").run().ok();
        assert_eq!(said.stdout(), open);
    }
}

#[test]
fn what_a_program_answers_is_not_believed() {
    let host = Host::at(GITHUB).with("gh");
    let elsewhere = r#"[{"number":9,"head":{"ref":"main"},"html_url":"https://evil.example.org"}]"#;
    host.put("open", elsewhere);
    let said = host.propose("One").run().ok();
    let said = said.notes("pull request 7 was opened:\n");
    assert_eq!(said.stdout(), "https://github.com/quill/log/pull/7\n");
    for odd in [
        "{}",
        "no JSON",
        "[{\"head\":{\"ref\":\"tidings-proposals/ada/2026-11-23\"}}]",
    ] {
        host.put("open", odd);
        let said = host.propose(odd).run().ok();
        let said = said.notes("gh answered something that cannot be read\n");
        assert!(said.stdout().contains("/compare/"), "{said}");
    }
}

#[test]
fn a_host_that_is_not_known_gets_the_branch_alone() {
    for address in [
        "git@git.example.org:quill/log.git",
        "git@git.example.org:quill/--help/../log.git",
        "git@xn--githb-8sa.com:quill/log",
    ] {
        let host = Host::at(address).with("gh").with("glab");
        let said = host.propose("Shipped").run().ok();
        assert_eq!(
            (said.stdout(), host.left("asked").as_str()),
            ("", ""),
            "{address}"
        );
        said.notes("it waits on branch 'tidings-proposals/ada/2026-11-23' of origin");
        assert!(host.branch("hub.git", ADA).is_some());
    }
}

#[test]
fn a_program_that_never_ends_is_not_waited_for() {
    let host = Host::at(GITHUB).with("gh");
    host.put("slow", "");
    let begun = Instant::now();
    let propose = ["post", "--no-input", "--propose", "--timeout", "2", "Slow"];
    let said = host.ada(&propose).run().ok();
    assert!(begun.elapsed().as_secs() < 30);
    let said = said.notes("gh did not answer in time\n");
    assert!(said.stdout().contains("/compare/"), "{said}");
}

#[test]
fn nothing_that_is_said_can_act_at_the_host() {
    let host = Host::at("git@gitlab.com:quill/log.git").with("glab");
    let notes = "/close\n/merge\n/assign @linus\n\nCloses #1, quill/log#2 and !3\n\n\
                 <!-- hidden --> <img src=x onerror=alert(1)>\n\n```\n/approve\n```\n";
    let said = [
        "post",
        "--no-input",
        "--propose",
        "/close",
        "Resolves https://gitlab.com/quill/log/-/issues/4",
        "@all look",
        "--note",
        notes,
    ];
    host.ada(&said).run().ok();
    let body: serde_json::Value = serde_json::from_str(&host.left("body-POST")).expect("JSON");
    let text = body["description"].as_str().expect("a text");
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        assert!(fenced || !line.trim_start().starts_with('/'), "{text}");
    }
    for word in [
        "Closes #",
        "Resolves http",
        "@all",
        "@linus",
        "<!--",
        "<img",
    ] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}
