use super::{Office, pairs, waiting};

const NOW: &str = "2026-11-20T15:00:00Z";

fn asked() -> Office {
    let office = Office::new();
    office.post(
        "ada",
        "2026-11-20T09:00:00Z",
        &[
            "-q",
            "@grace First?",
            "-q",
            "@grace Second?",
            "-q",
            "@grace Third?",
            "-q",
            "@grace Last?",
        ],
    );
    office
}

fn commits(office: &Office) -> usize {
    let count = ["rev-list", "--count", "tidings"];
    let count = office.log.sandbox.git(&office.log.repository, &count);
    count.parse().expect("a number")
}

#[test]
fn one_goes_through_what_waits_key_by_key() {
    let office = asked();
    let before = commits(&office);
    let mut screen = office.by("grace", NOW, &["inbox", "-i"]).terminal(100, 40);
    screen.expect("1 of 4").expect("q quit").send("r");
    screen.expect("Your reply").send_line("Yes").send("\r");
    screen
        .expect("replied:")
        .expect("2 of 4")
        .expect("q quit")
        .send("a");
    screen
        .expect("acknowledged:")
        .expect("3 of 4")
        .expect("q quit")
        .send("xs");
    screen.expect("4 of 4").expect("q quit").send("D");
    screen.expect("resolved:");
    let (status, shown) = screen.end();
    assert_eq!(status, 0, "{shown}");
    assert_eq!(commits(&office), before + 3, "{shown}");
    let left = waiting(&office.inbox("grace", NOW));
    assert_eq!(left.len(), 1, "{left:?}");
    let ada = waiting(&office.inbox("ada", NOW));
    assert_eq!(
        ada.iter().filter(|(kind, _)| kind == "answer").count(),
        1,
        "{ada:?}"
    );
}

#[test]
fn leaving_loses_nothing() {
    let office = asked();
    let mut screen = office.by("grace", NOW, &["inbox", "-i"]).terminal(100, 40);
    screen.expect("1 of 4").expect("q quit").send("a");
    screen.expect("2 of 4").expect("q quit").send("r");
    screen
        .expect("Your reply")
        .send("Half a sen")
        .expect("Half a sen")
        .send("\u{3}");
    let (status, shown) = screen.end();
    assert_eq!(status, 130, "{shown}");
    assert!(shown.contains("kept in"), "{shown}");
    let drafts = office.log.repository.join(".git/tidings/drafts");
    let kept = std::fs::read_dir(drafts)
        .expect("there is a draft")
        .flatten();
    let texts: Vec<_> = kept
        .flat_map(|file| std::fs::read_to_string(file.path()))
        .collect();
    assert!(
        texts.iter().any(|text| text.contains("Half a sen")),
        "{texts:?}"
    );
    assert_eq!(
        waiting(&office.inbox("grace", NOW)).len(),
        3,
        "one was acknowledged"
    );
    let mut screen = office.by("grace", NOW, &["inbox", "-i"]).terminal(100, 40);
    screen.expect("1 of 3").expect("q quit").send("q");
    assert_eq!(screen.end().0, 0);
    let mut screen = office.by("grace", NOW, &["inbox", "-i"]).terminal(100, 40);
    screen.expect("1 of 3").expect("q quit").send("\u{3}");
    assert_eq!(screen.end().0, 130);
    assert_eq!(
        waiting(&office.inbox("linus", NOW)),
        pairs(&[]),
        "nobody else is asked"
    );
}

#[test]
fn a_reply_without_an_address_goes_to_what_one_chooses_of_what_waits() {
    let office = asked();
    let second = office.address("Second?");
    let mut screen = office.by("grace", NOW, &["reply"]).terminal(100, 40);
    screen
        .expect("What do you answer?")
        .expect("Ada Example: Last?")
        .send("\u{1b}[B\r");
    screen.expect("Your reply").send_line("Chosen").send("\r");
    let (status, shown) = screen.end();
    assert_eq!(status, 0, "{shown}");
    let thread = office.run("grace", NOW, &["show", &second]);
    assert!(thread.stdout().contains("Chosen"), "{shown}\n{thread}");
    // Leaving says nothing.
    let before = commits(&office);
    let mut screen = office.by("grace", NOW, &["reply", "--ack"]).terminal(60, 9);
    screen.expect("What do you answer?").send("\u{3}");
    assert_eq!(screen.end().0, 130);
    assert_eq!(commits(&office), before);
}

#[test]
fn where_nothing_may_be_asked_the_error_names_what_waits_first() {
    let office = asked();
    let first = office.address("First?");
    let refused = office
        .by("grace", NOW, &["reply", "--no-input", "--ack"])
        .run();
    refused
        .code(2)
        .notes("it is not said what you answer")
        .notes(&format!("tidings reply {first} "))
        .notes("tidings inbox");
    office
        .by("linus", NOW, &["reply"])
        .run()
        .code(2)
        .notes("nothing of the kind waits for you");
    office
        .by("grace", NOW, &["reply", "--replace"])
        .run()
        .code(2)
        .notes("which of your replies");
    // Going through them lists nothing where no key can be pressed.
    let walk = office.by("grace", NOW, &["inbox", "-i"]).run().code(2);
    assert_eq!(walk.stdout(), "");
}
