//! What is asked at a terminal: of a new member, late on a Friday, and once a
//! month.

use super::{SECTIONS, team};
use crate::kit::Terminal;
use crate::post::team::Team;

/// An item's line and an answer's line that wait, with nothing on them yet.
const ITEM: &str = "  - \u{1b}[K\r\u{1b}[4C";
const ANSWER: &str = "  > \u{1b}[K\r\u{1b}[4C";

const FRIDAY: &str = "2026-11-20T21:30:00Z";

fn items(screen: &mut Terminal, lines: &[&str]) {
    for line in lines {
        screen.expect(ITEM).send_line(line);
    }
}

fn answer(screen: &mut Terminal, title: &str, text: &str) {
    screen.expect(title).expect(ANSWER).send_line(text);
}

fn saved(screen: Terminal) -> String {
    let (code, all) = screen.end();
    assert_eq!(code, 0, "{all}");
    assert!(all.contains("saved: "), "{all}");
    all
}

#[test]
fn a_new_members_first_post() {
    let team = team(SECTIONS);
    let run = team
        .post(&[])
        .env("GIT_AUTHOR_EMAIL", "margaret@example.org");
    let run = run.env("GIT_AUTHOR_NAME", "Margaret Sample");
    let mut screen = run.terminal(100, 40);
    screen.expect("Join the team now?").send_line("y");
    screen.expect("Your handle").send_line("margaret");
    screen.expect("margaret's daily update for Monday 2026-11-23");
    items(&mut screen, &["Found my desk", "", "", ""]);
    answer(
        &mut screen,
        "Where (one of office, home; must be answered)",
        "moon",
    );
    screen.expect("use one of office, home");
    screen.expect("  > moon").send("\u{15}office\r");
    answer(&mut screen, "What could be better", "");
    let all = saved(screen);
    assert!(!all.contains("Mood"), "the week has not ended: {all}");
    let file = team.file("updates/2026/11/23/margaret.yaml");
    assert!(
        file.contains("place: office") && file.contains("Found my desk"),
        "{file}"
    );
}

#[test]
fn the_200th_post_late_on_a_friday() {
    let team = team(SECTIONS);
    history(&team, 199);
    let mut screen = team.post(&[]).now(FRIDAY).terminal(100, 40);
    screen.expect("daily update for Friday 2026-11-20, since Thursday 2026-11-19");
    screen.expect("Plan 199").send(" \r");
    items(&mut screen, &["", "", ""]);
    answer(
        &mut screen,
        "Mood (How was the week? a number from 1 to 5)",
        "4",
    );
    answer(&mut screen, "Where", "home");
    answer(&mut screen, "Tired", "Y");
    let all = saved(screen);
    assert!(!all.contains("What could be better"), "it was asked: {all}");
    let file = team.file("updates/2026/11/20/ada.yaml");
    for part in ["Plan 199", "mood: 4", "place: home", "tired: true"] {
        assert!(file.contains(part), "{part} is not in\n{file}");
    }
}

/// Commits so many daily updates of Ada, the last for Thursday 2026-11-19.
fn history(team: &Team, count: u32) {
    let place = team.sandbox.path("history");
    let folder = place.to_str().expect("UTF-8");
    team.git(&["worktree", "add", folder, "tidings"]);
    let mut days = chrono_days("2026-11-19");
    for number in (1..=count).rev() {
        let (path, day) = days.next().expect("there is always a day before");
        let text = format!(
            "tidings: 1\nauthor: ada\nperiod: {day}\ndone: [Work {number}]\n\
             next:\n  - {{id: p{number}, text: Plan {number}}}\nanswers: {{place: home}}\n"
        );
        team.sandbox
            .write(&format!("history/updates/{path}/ada.yaml"), &text);
    }
    team.sandbox.git(&place, &["add", "."]);
    team.sandbox.git(&place, &["commit", "-qm", "History"]);
    team.git(&["worktree", "remove", folder]);
}

/// Returns days backwards from one, each as folder and as date.
fn chrono_days(last: &str) -> impl Iterator<Item = (String, String)> {
    let last: chrono::NaiveDate = last.parse().expect("a day");
    let days = std::iter::successors(Some(last), chrono::NaiveDate::pred_opt);
    days.map(|day| (day.format("%Y/%m/%d").to_string(), day.to_string()))
}

#[test]
fn a_monthly_question_shows_up_once() {
    let team = team(SECTIONS);
    let post = |now: &str, asked: bool| {
        let mut screen = team.post(&[]).now(now).terminal(100, 40);
        screen.expect("daily update");
        items(&mut screen, &["Worked", "", "", ""]);
        answer(&mut screen, "Where", "home");
        if asked {
            answer(&mut screen, "What could be better", "Fewer meetings");
        }
        let all = saved(screen);
        assert_eq!(all.contains("could be better"), asked, "{all}");
    };
    post("2026-11-30T10:00:00Z", true);
    post("2026-12-01T10:00:00Z", true);
    post("2026-12-02T10:00:00Z", false);
    post("2026-12-03T10:00:00Z", false);
}

#[test]
fn a_post_by_options_is_asked_for_what_it_leaves_out() {
    let team = team(SECTIONS);
    let mut screen = team.post(&["Shipped"]).terminal(100, 40);
    screen
        .expect("Where (one of office, home): ")
        .send_line("ofice");
    screen
        .expect("did you mean 'office'?")
        .send("\u{15}office\r");
    saved(screen);
    let file = team.file("updates/2026/11/23/ada.yaml");
    assert!(
        file.contains("Shipped") && file.contains("place: office"),
        "{file}"
    );
}

#[test]
fn a_week_is_ticked_together() {
    let team = team("cadence: {daily: {}, weekly: {}}\n");
    let day = "2026-11-19";
    team.post(&["--for", day, "Shipped", "Reviewed", "-n", "Rest"])
        .now(FRIDAY)
        .run()
        .ok();
    let mut screen = team.post(&["-w"]).now(FRIDAY).terminal(100, 40);
    screen
        .expect("[x] Shipped")
        .expect("[x] Reviewed")
        .expect("[ ] Rest");
    // Space takes back what is not worth a week's notice.
    screen.send(" \r");
    items(&mut screen, &["", "", ""]);
    saved(screen);
    let file = team.file("updates/2026/W47/ada.yaml");
    assert!(
        file.contains("Reviewed") && !file.contains("Shipped"),
        "{file}"
    );
    assert!(file.contains("Rest"), "{file}");
}
