//! A form that knows whoever fills it in: what is asked when, what must be
//! answered, since when it looks back, and which update it is for.

mod answer;
mod commits;
#[cfg(unix)]
mod dialogue;
mod due;
mod scale;
mod week;

use crate::post::team::Team;

/// What the teams of these tests have in common: Ada in Paris, Grace in New
/// York, and what each test puts between `name` and `members`.
fn team(middle: &str) -> Team {
    Team::with_file(&format!(
        "tidings: 1\nname: Team Quill\ntime_zone: Europe/Paris\n{middle}members:\n\
         \x20 - handle: ada\n    name: Ada Example\n    emails: [ada@example.org]\n\
         \x20 - handle: grace\n    name: Grace Sample\n    emails: [grace@example.org]\n\
         \x20   time_zone: America/New_York\n"
    ))
}

/// Sections of every kind: what is asked weekly, monthly and always.
const SECTIONS: &str = "\
sections:
  - {key: mood, title: Mood, kind: scale, scale: 1-5, when: weekly, help: How was the week?}
  - {key: place, title: Where, kind: choice, options: [office, home], required: true}
  - {key: tired, title: Tired, kind: yes-no, when: fridays}
  - {key: better, title: What could be better, when: monthly}
  - {key: read, title: Read, kind: list}
";

/// Returns the form as an editor shows it.
fn form(team: &Team, now: &str, args: &[&str]) -> String {
    let copy = team.sandbox.path("seen.md");
    let script = format!("cp \"$1\" '{}'", copy.display());
    team.edit(&script, args).now(now).run();
    std::fs::read_to_string(copy).expect("the editor was run")
}
