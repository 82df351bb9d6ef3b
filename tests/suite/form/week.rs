//! A weekly update that begins with what the week's daily ones say.

use super::{form, team};
use crate::post::team::Team;

const FRIDAY: &str = "2026-11-20T15:00:00Z";

fn week() -> Team {
    let team = team("cadence: {daily: {}, weekly: {}}\n");
    for (day, args) in [
        (
            "2026-11-17",
            &["Shipped", "-n", "Roll out", "-b", "Stuck"][..],
        ),
        ("2026-11-18", &["Shipped", "Reviewed"]),
        ("2026-11-19", &["Fixed", "-n", "Rest"]),
    ] {
        let args = [&["--for", day], args].concat();
        team.post(&args).now(FRIDAY).run().ok();
    }
    team
}

#[test]
fn the_form_holds_what_was_done_what_is_planned_and_what_is_open() {
    let team = week();
    let form = form(&team, FRIDAY, &["-w"]);
    for part in [
        "- Shipped\n- Reviewed\n- Fixed\n",
        "- [ ] Rest {#",
        "- [ ] Stuck {#",
    ] {
        assert!(form.contains(part), "{part} is not in\n{form}");
    }
    assert_eq!(form.matches("Shipped").count(), 1, "{form}");
    // Left as it is, and with nobody to ask, it is an untouched form.
    let before = team.tip();
    team.edit("true", &["-w", "--no-input"])
        .now(FRIDAY)
        .run()
        .ok()
        .notes("nothing was posted");
    assert_eq!(team.tip(), before);
    let edit = "sed -i.x 's/- Reviewed/- Reviewed all/' \"$1\"";
    team.edit(edit, &["-w"]).now(FRIDAY).run().ok();
    let file = team.file("updates/2026/W47/ada.yaml");
    for part in ["- Shipped", "- Reviewed all", "- Fixed", "Rest", "Stuck"] {
        assert!(file.contains(part), "{part} is not in\n{file}");
    }
    assert!(file.contains("since: 2026-11-17"), "{file}");
}

#[test]
fn a_week_that_began_under_another_handle_is_prefilled_too() {
    let team = week();
    let file = team.file(".tidings/team.yaml");
    let renamed = "handle: lovelace\n    former_handles: [ada]\n";
    team.commit(
        ".tidings/team.yaml",
        &file.replace("handle: ada\n", renamed),
    );
    let form = form(&team, FRIDAY, &["-w"]);
    assert!(form.contains("- Shipped\n- Reviewed\n- Fixed\n"), "{form}");
}

#[test]
fn options_say_what_they_say_and_no_more() {
    let team = week();
    team.post(&["-w", "A good week"]).now(FRIDAY).run().ok();
    let file = team.file("updates/2026/W47/ada.yaml");
    assert!(
        file.contains("A good week") && !file.contains("Reviewed"),
        "{file}"
    );
}
