//! What stays open, from day to day, and what closes it.

use super::team::Team;

fn post(team: &Team, day: u32, args: &[&str]) {
    let day = format!("2026-11-{day}");
    team.post(&[&["--for", &day], args].concat()).run().ok();
}

#[test]
fn blockers_and_questions_are_carried_with_id_and_first_day() {
    let team = Team::new();
    post(
        &team,
        18,
        &["-b", "@grace Stuck", "-q", "@linus Why?", "-n", "Plan"],
    );
    let (blocker, question) = (team.id(18, "blockers"), team.id(18, "questions"));
    post(&team, 19, &["Work"]);
    post(&team, 20, &["More work", "-b", "Stuck again"]);
    let update = team.update(20);
    assert_eq!(update["blockers"][0]["id"], blocker.as_str());
    assert_eq!(update["blockers"][0]["since"], "2026-11-18");
    assert_eq!(update["questions"][0]["id"], question.as_str());
    assert_eq!(team.texts(20, "blockers"), ["Stuck", "Stuck again"]);
    assert!(
        team.file("updates/2026/11/20/ada.yaml")
            .contains("needs: [grace]")
    );
    // A resolved one is carried no further; the others are.
    team.tidings(&["resolve", &blocker, "Works again"])
        .author("Grace Example", "grace@example.org")
        .run()
        .ok();
    let said = team.post(&["Today"]).run().ok().notes("(since 2026-11-18)");
    assert!(!said.stderr().contains(&blocker), "{said}");
    assert_eq!(team.texts(23, "blockers"), ["Stuck again"]);
    assert_eq!(team.texts(23, "questions"), ["Why?"]);
}

#[test]
fn did_ticks_plans_and_what_is_open() {
    let team = Team::new();
    post(
        &team,
        20,
        &["-n", "Planned on Friday", "-b", "Stuck on Friday"],
    );
    let (plan, blocker) = (team.id(20, "next"), team.id(20, "blockers"));
    team.post(&["--did", "zzzz"])
        .run()
        .code(1)
        .notes(&format!("{plan}  Planned on Friday"))
        .notes(&format!("{blocker}  Stuck on Friday"));
    let whole = format!("ada/2026-11-20/{blocker}");
    team.post(&["--did", &plan, "--did", &whole, "-n", "Planned today"])
        .run()
        .ok();
    let update = team.update(23);
    assert_eq!(update["done"][0]["id"], plan.as_str());
    assert_eq!(update["done"][0]["since"], "2026-11-20");
    assert_eq!(
        team.texts(23, "done"),
        ["Planned on Friday", "Stuck on Friday"]
    );
    assert!(team.texts(23, "blockers").is_empty());
    // And what the same day planned.
    let today = team.id(23, "next");
    team.post(&["--did", &today]).run().ok();
    assert_eq!(team.texts(23, "done").len(), 3);
    assert!(team.texts(23, "next").is_empty());
}

#[test]
fn a_reply_closes_only_the_item_that_it_was_written_to() {
    let team = Team::new();
    post(&team, 23, &["-b", "Staging is down"]);
    let old = team.id(23, "blockers");
    team.tidings(&["resolve", &old]).run().ok();
    // It goes down again on the same day: said beside the old one, and said
    // when the old one is gone from the file.
    for args in [&[][..], &["--replace"]] {
        let said = team
            .post(&[args, &["Restarted", "-b", "Staging is down"]].concat())
            .run()
            .ok();
        let blockers = team.update(23)["blockers"].clone();
        let blockers = blockers.as_array().expect("a list");
        let new = blockers.last().expect("a blocker")["id"].clone();
        assert_ne!(new, old.as_str(), "{args:?}");
        let new = new.as_str().expect("an id");
        let said = said.notes(new);
        assert!(!said.stderr().contains(&old), "{said}");
        team.tidings(&["status"]).run().ok().says(new);
    }
    post(&team, 24, &["Next day"]);
    assert_eq!(team.texts(24, "blockers"), ["Staging is down"]);
}
