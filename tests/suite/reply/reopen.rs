//! What a reply opens again is open for everybody, and carried by the next
//! post.

use serde_json::Value;

use super::Thread;

/// Returns the addresses of the questions that a digest tells as open.
fn open(thread: &Thread, args: &[&str]) -> Vec<String> {
    let args = [&["digest", "--format", "json"], args].concat();
    let digest = thread.team.tidings(&args).run().ok().json();
    let list = digest["attention"]["questions"].as_array().expect("a list");
    let address = |item: &Value| item["item"]["address"].as_str().expect("one").to_owned();
    list.iter().map(address).collect()
}

fn post(thread: &Thread, day: &str, args: &[&str]) -> String {
    let args = [&["--no-input", "--for", day], args].concat();
    thread.team.post(&args).run().ok();
    thread
        .team
        .file(&format!("updates/{}/ada.yaml", day.replace('-', "/")))
}

#[test]
fn what_was_closed_and_opened_again_is_open_and_carried() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let (_, id) = question.rsplit_once('/').expect("an id");
    thread.reply("grace", &[question, "--resolve", "Thirty days"]);
    assert!(open(&thread, &[]).is_empty());
    let update = post(&thread, "2026-11-21", &["More work"]);
    assert!(!update.contains(id), "{update}");

    thread.reply("linus", &[question, "--reopen", "Legal says ninety"]);
    for args in [&[][..], &["2026-W47"], &["2026-11-21"]] {
        assert_eq!(open(&thread, args), [question], "{args:?}");
    }
    let update = post(&thread, "2026-11-22", &["Yet more"]);
    assert!(
        update.contains(id) && update.contains("since: 2026-11-20"),
        "{update}"
    );
    assert_eq!(open(&thread, &["2026-11-22"]), [question]);
    // It is carried once, and from now on as anything else that is open.
    let update = post(&thread, "2026-11-23", &["And more"]);
    assert_eq!(update.matches("Which retention?").count(), 1, "{update}");
    thread.reply("grace", &[question, "--decided", "Ninety"]);
    let update = post(&thread, "2026-11-24", &["Done"]);
    assert!(!update.contains(id), "{update}");
    assert!(open(&thread, &[]).is_empty());
}

#[test]
fn what_its_author_has_left_out_since_stays_closed() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let (_, id) = question.rsplit_once('/').expect("an id");
    thread.reply("grace", &[question, "--resolve"]);
    post(&thread, "2026-11-21", &["More"]);
    thread.reply("grace", &[question, "--reopen"]);
    let carried = post(&thread, "2026-11-22", &["Carried"]);
    assert!(carried.contains(id), "{carried}");
    let without = "tidings: 1\nauthor: ada\nperiod: 2026-11-23\ndone:\n  - Dropped it\n";
    thread.team.commit("updates/2026/11/23/ada.yaml", without);
    assert!(open(&thread, &["2026-11-23"]).is_empty());
    let update = post(&thread, "2026-11-24", &["And on"]);
    assert!(!update.contains(id), "{update}");
}

#[test]
fn a_post_that_did_not_know_does_not_close_it() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let (_, id) = question.rsplit_once('/').expect("an id");
    thread.reply("grace", &[question, "--resolve"]);
    thread.reply("grace", &[question, "--reopen"]);
    // Ada wrote this before she saw it, and it came into the log after.
    let text = "tidings: 1\nauthor: ada\nperiod: 2026-11-21\ndone:\n  - Offline\n";
    thread.team.commit("updates/2026/11/21/ada.yaml", text);
    assert_eq!(open(&thread, &[]), [question]);
    let update = post(&thread, "2026-11-22", &["Online"]);
    assert!(update.contains(id), "{update}");
}

#[test]
fn it_is_known_to_later_weeks_while_its_author_is_silent() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    thread.reply("grace", &[question, "--resolve"]);
    post(&thread, "2026-11-21", &["The last one"]);
    thread.reply("grace", &[question, "--reopen", "Not yet"]);
    assert_eq!(open(&thread, &["2026-W50"]), [question]);
    thread.reply("grace", &[question, "--resolve", "Now"]);
    assert!(open(&thread, &["2026-W50"]).is_empty());
}

#[test]
fn what_was_asked_under_a_former_handle_is_carried_under_the_one_of_today() {
    let thread = Thread::begin();
    let question = thread.question.as_str();
    let (_, id) = question.rsplit_once('/').expect("an id");
    thread.reply("grace", &[question, "--resolve", "Thirty days"]);
    let rename = ["team", "edit", "ada", "--handle", "lovelace"];
    thread.team.tidings(&rename).run().ok();
    let post = |day: u32, args: &[&str]| {
        let date = format!("2026-11-{day}");
        let args = [&["--no-input", "--for", &date], args].concat();
        thread.team.post(&args).run().ok();
        let path = format!("updates/2026/11/{day}/lovelace.yaml");
        thread.team.file(&path)
    };
    let update = post(21, &["More work"]);
    assert!(!update.contains(id), "{update}");
    thread.reply("linus", &[question, "--reopen", "Legal says ninety"]);
    let update = post(22, &["Yet more"]);
    assert!(
        update.contains(id) && update.contains("since: 2026-11-20"),
        "{update}"
    );
    // It is carried once, and whoever leaves it out has closed it.
    let update = post(23, &["And more", "-n", "Go on"]);
    assert_eq!(update.matches("Which retention?").count(), 1, "{update}");
    post(24, &["Still more", "--did", id, "-n", "Go on again"]);
    let update = post(25, &["Most"]);
    assert!(!update.contains(id), "{update}");
}
