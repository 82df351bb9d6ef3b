use super::broken;

/// A new update of Ada, by whoever the lines before it say.
fn ada(people: &str) -> Vec<String> {
    broken(&format!(
        "{people}\n+++ updates/2026/11/20/ada.yaml\ndone: [Shipped it]"
    ))
}

const ADA: &str = "Ada Example <ada@example.org>";
const GRACE: &str = "Grace Sample <grace@example.org>";
const MALLORY: &str = "Mallory <mallory@example.org>";
const GITHUB: &str = "GitHub <noreply@github.com>";

#[test]
fn what_is_honest_is_no_impersonation() {
    for people in [
        format!("commit: {ADA}"),
        "commit: Ada <ADA@Example.ORG>".to_owned(),
        "commit: Ada <12+ada-example@users.noreply.github.com>".to_owned(),
        "commit: Ada <12-ada-example@users.noreply.gitlab.com>".to_owned(),
        // Made by the forge: a merge, a squash, an edit in the browser.
        format!("commit: {ADA}\ncommitter: {GITHUB}"),
        "commit: Ada <ada-example@users.noreply.github.com>\ncommitter: GitHub <noreply@github.com>".to_owned(),
        // A suggestion of a reviewer, applied by the author or the reviewer.
        format!("commit: {ADA}\ncommitter: {GITHUB}\nco-author: {GRACE}"),
        format!("commit: {GRACE}\ncommitter: {GITHUB}\nco-author: {ADA}"),
        // Rebased by the reviewer.
        format!("commit: {ADA}\ncommitter: {GRACE}\nreviewer: {GRACE}"),
        // Two at one desk, and 'post --as'.
        format!("commit: {GRACE}\nco-author: {ADA}"),
        format!("commit: {GRACE}\nposted-by: grace"),
    ] {
        assert_eq!(ada(&people), [""; 0], "{people}");
    }
}

#[test]
fn whoever_says_something_in_anothers_name_is_found() {
    for people in [
        format!("commit: {GRACE}"),
        format!("commit: {MALLORY}"),
        // Anybody may write any author into a commit.
        format!("commit: {ADA}\ncommitter: {GRACE}"),
        format!("commit: {ADA}\ncommitter: {MALLORY}"),
        format!("commit: {MALLORY}\ncommitter: {GITHUB}"),
        // Trailers of strangers prove nothing, nor do those that name others.
        format!("commit: {MALLORY}\nco-author: {ADA}"),
        format!("commit: {MALLORY}\nposted-by: grace"),
        format!("commit: {GRACE}\nposted-by: linus"),
        format!("commit: {GRACE}\nreviewer: {ADA}"),
        "commit: Ada Example <ada@example.org.example.net>".to_owned(),
        "commit: Ada <ada@users.noreply.github.com>".to_owned(),
        "commit: ada@example.org <>".to_owned(),
    ] {
        assert_eq!(ada(&people), ["error wrong-author"], "{people}");
    }
}

#[test]
fn three_facts_are_shown() {
    let text =
        format!("commit: {ADA}\ncommitter: {MALLORY}\n+++ updates/2026/11/20/ada.yaml\ndone: [x]");
    let finding = super::Example::parse(&text).findings().remove(0);
    for fact in [
        "in the name of 'ada'",
        "written by Ada Example <ada@example.org>",
        "committed by Mallory <mallory@example.org>",
        "carries no signature",
    ] {
        assert!(finding.message.contains(fact), "{}", finding.message);
    }
    assert_eq!(finding.place.map(|place| place.line), Some(2));
}

#[test]
fn nobody_edits_or_removes_what_another_said() {
    let was = "updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n";
    let reply = "=== updates/2026/11/20/ada.yaml\ndone: [Shipped it]\n--- replies/2026/11/20/ada/k4tq.yaml\n";
    let other = "+++ replies/2026/11/20/ada/k4tq.yaml\n";
    for (text, want) in [
        (
            format!("commit: {GRACE}\n--- {was}+++ updates/2026/11/20/ada.yaml\ndone: [Never]"),
            "error edited-by-other",
        ),
        (
            format!("commit: {GRACE}\n--- {was}"),
            "error removed-by-other",
        ),
        (format!("commit: {GRACE}\nposted-by: grace\n--- {was}"), ""),
        (format!("commit: {ADA}\n--- {was}"), ""),
        (
            format!("commit: {GRACE}\n{reply}text: Surely\n{other}text: Never"),
            "",
        ),
        (
            format!("commit: {ADA}\n{reply}text: Surely\n{other}text: Never"),
            "error edited-by-other",
        ),
        (
            format!("commit: {ADA}\n{reply}text: Surely"),
            "error removed-by-other",
        ),
        (format!("commit: {GRACE}\n{reply}text: Surely"), ""),
        // A reply that changes hands is edited, and in another's name.
        (
            format!("commit: {GRACE}\n{reply}text: Surely\n{other}author: ada\ntext: Surely"),
            "error wrong-author",
        ),
        (
            format!("commit: {ADA}\n{reply}text: Surely\n{other}author: ada\ntext: Surely"),
            "error edited-by-other",
        ),
        (
            format!("commit: {ADA}\n=== {was}{other}text: In Grace's name"),
            "error wrong-author",
        ),
    ] {
        let want: Vec<&str> = Some(want)
            .filter(|want| !want.is_empty())
            .into_iter()
            .collect();
        assert_eq!(broken(&text), want, "{text}");
    }
}

#[test]
fn an_author_is_a_member_or_becomes_one() {
    let base = "--- .tidings/team.yaml\nmembers:\n  - { handle: ada, emails: [ada@example.org] }\n+++ .tidings/team.yaml\n";
    let ada = "members:\n  - { handle: ada, emails: [ada@example.org] }\n";
    let update = "+++ updates/2026/11/20/mallory.yaml\ndone: [Was here]\n";
    for (people, entry, want) in [
        (
            MALLORY,
            "  - { handle: mallory, emails: [mallory@example.org] }\n",
            vec![],
        ),
        // Whose entry it is, is said by the commit.
        (
            MALLORY,
            "  - { handle: mallory, emails: [m@example.org] }\n",
            vec!["error unknown-author"],
        ),
        // A member adds whom they like, and they post themselves.
        (
            ADA,
            "  - { handle: mallory, emails: [m@example.org] }\n",
            vec!["error wrong-author"],
        ),
        (MALLORY, "", vec!["error unknown-author"]),
        // An address of another does not make one that other.
        (
            MALLORY,
            "  - { handle: mallory, emails: [mallory@example.org, ada@example.org] }\n",
            vec![
                "error claimed-identity",
                "error duplicate-email",
                "error unknown-author",
            ],
        ),
        (
            MALLORY,
            "  - { handle: mallory, former_handles: [ada], emails: [mallory@example.org] }\n",
            vec![
                "error claimed-identity",
                "error duplicate-handle",
                "error unknown-author",
            ],
        ),
    ] {
        let text = format!("commit: {people}\n{base}{ada}{entry}{update}");
        let mut got = broken(&text);
        got.sort();
        assert_eq!(got, want, "{entry}");
    }
    let closed = base.replace("members:", "join: closed\nmembers:") + "join: closed\n" + ada;
    let text = format!(
        "commit: {MALLORY}\n{closed}  - {{ handle: mallory, emails: [mallory@example.org] }}\n{update}"
    );
    assert_eq!(broken(&text), ["error join-closed", "error unknown-author"]);
}

#[test]
fn who_starts_a_log_is_believed_and_that_is_said() {
    let text = format!(
        "commit: {ADA}\n=== nothing\n+++ .tidings/team.yaml\nname: Quill\n+++ .github/workflows/check.yml\non: push\n+++ updates/2026/11/20/ada.yaml\ndone: [Began]"
    );
    assert_eq!(broken(&text), ["warning ci-changed", "warning no-base"]);
}
