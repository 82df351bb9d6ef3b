//! Which update a post is for, and when a prompt asks for one.

use super::team;

fn first_line(team: &crate::post::team::Team, now: &str, args: &[&str]) -> String {
    let run = team
        .post(&[args, &["--dry-run", "x"]].concat())
        .now(now)
        .run()
        .ok();
    run.stdout().lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_post_is_for_what_is_still_waited_for() {
    let team = team("cadence: {daily: {due: \"17:00\", grace: 16h}}\n");
    // Friday is waited for until work begins on Monday, at nine in Paris.
    for (now, day) in [
        ("2026-11-20T15:00:00Z", "2026/11/20"),
        ("2026-11-22T12:00:00Z", "2026/11/20"),
        ("2026-11-23T07:59:00Z", "2026/11/20"),
        ("2026-11-23T08:00:00Z", "2026/11/23"),
    ] {
        let want = format!("# updates/{day}/ada.yaml");
        assert_eq!(first_line(&team, now, &[]), want, "{now}");
    }
    let sunday = "2026-11-22T12:00:00Z";
    let today = first_line(&team, sunday, &["--for", "today"]);
    assert_eq!(today, "# updates/2026/11/22/ada.yaml");
    team.post(&["Late, but there"])
        .now(sunday)
        .run()
        .ok()
        .notes("saved: ada's daily update for Friday 2026-11-20")
        .notes("still due until Monday 2026-11-23 09:00; for today: tidings post --for today");
    assert_eq!(
        first_line(&team, sunday, &[]),
        "# updates/2026/11/22/ada.yaml"
    );
}

#[test]
fn a_second_post_adds_to_the_day_until_the_week_is_due() {
    let team = team("cadence: {daily: {}, weekly: {}}\n");
    let posted = |now: &str| {
        team.post(&["x"]).now(now).run().ok();
        first_line(&team, now, &[])
    };
    for (now, want) in [
        ("2026-11-17T15:00:00Z", "2026/11/17"),
        ("2026-11-19T22:00:00Z", "2026/11/19"),
        // The week is due on its last day of work, from midnight in Paris.
        ("2026-11-19T23:30:00Z", "2026/W47"),
        ("2026-11-20T17:00:00Z", "2026/11/20"),
    ] {
        assert_eq!(posted(now), format!("# updates/{want}/ada.yaml"), "{now}");
    }
    let weekly = crate::form::team("cadence: weekly\n");
    for now in ["2026-11-17T15:00:00Z", "2026-11-18T15:00:00Z"] {
        weekly.post(&["x"]).now(now).run().ok();
        let next = first_line(&weekly, now, &[]);
        assert_eq!(next, "# updates/2026/W47/ada.yaml", "{now}");
    }
}

#[test]
fn an_untouched_update_is_still_due() {
    let team = team("cadence: daily\n");
    let thursday = "2026-11-19T15:00:00Z";
    team.post(&["x", "-b", "Stuck"]).now(thursday).run().ok();
    let carried = "tidings: 1\nauthor: ada\nperiod: 2026-11-20\nblockers:\n  \
                   - {id: aaaa, since: 2026-11-19, text: Stuck}\n";
    team.commit("updates/2026/11/20/ada.yaml", carried);
    let friday = "2026-11-20T16:30:00Z";
    assert_eq!(
        first_line(&team, friday, &[]),
        "# updates/2026/11/20/ada.yaml"
    );
    let short = team
        .tidings(&["status", "--short"])
        .now("2026-11-20T15:30:00Z")
        .run()
        .ok();
    short.says("Friday 2026-11-20");
}

#[test]
fn a_prompt_asks_at_the_members_own_hours_and_never_when_they_are_off() {
    let team = team("cadence: daily\n");
    let file = team.file(".tidings/team.yaml");
    let away = "    absences: [{from: 2026-11-24, until: 2026-11-25}]\n";
    team.commit(".tidings/team.yaml", &format!("{file}{away}"));
    let short = |who: &str, now: &str| {
        let run = team.tidings(&["status", "--short", "--offline"]);
        let run = run
            .env("GIT_AUTHOR_EMAIL", format!("{who}@example.org"))
            .now(now);
        run.run().ok().stdout().to_owned()
    };
    assert!(short("ada", "2026-11-23T08:00:00Z").contains("Monday 2026-11-23"));
    // It is three in the morning in New York, then nine.
    assert_eq!(short("grace", "2026-11-23T08:00:00Z"), "");
    assert!(short("grace", "2026-11-23T14:00:00Z").contains("Monday 2026-11-23"));
    assert_eq!(short("grace", "2026-11-24T15:00:00Z"), "");
    assert_eq!(short("ada", "2026-11-21T12:00:00Z"), "");
}
