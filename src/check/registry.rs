use super::reader::{calendar, form, object, section as team_section, team, update, yaml};
use super::{
    Rule, author, bound, file_kind, hidden, layout, machinery, name, people, period, secret,
    section, size, team_change, thread,
};

/// The rules by what they are about: a heading, and those below it.
pub const FAMILIES: &[(&str, &[Rule])] = &[
    (
        "Who wrote it",
        &[
            author::WRONG_AUTHOR,
            author::UNKNOWN_AUTHOR,
            author::EDITED,
            author::REMOVED,
            author::CUT_OFF,
        ],
    ),
    (
        "What must not stand in it",
        &[
            secret::SECRET,
            hidden::CONTROL,
            hidden::BIDIRECTIONAL,
            hidden::INVISIBLE,
        ],
    ),
    (
        "What an update is for, and what it answers",
        &[
            period::FUTURE,
            period::PAST,
            period::PUBLISHED,
            section::UNANSWERED,
            section::UNKNOWN_SECTION,
            section::UNTOUCHED,
            people::UNKNOWN_MEMBER,
            thread::NO_TARGET,
            thread::NO_REPLY,
        ],
    ),
    (
        "Files and their names",
        &[
            layout::MISPLACED,
            layout::STRAY,
            file_kind::LINK,
            file_kind::EXECUTABLE,
            file_kind::SUBMODULE,
            name::COLLISION,
            name::UNPORTABLE,
            size::TOO_BIG,
            bound::MORE,
        ],
    ),
    (
        "Changes that are worth a look",
        &[
            machinery::CI,
            machinery::MIXED,
            machinery::TEMPLATE,
            machinery::MAILMAP,
            machinery::DIGEST,
            machinery::ADDED,
        ],
    ),
    (
        "Changes to the team file",
        &[
            team_change::NO_BASE,
            team_change::TEAM_REMOVED,
            team_change::CLAIMED,
            team_change::IDENTITY,
            team_change::ENTRY,
            team_change::CLOSED,
            team_change::LOOSENED,
            team_change::UNKNOWN_RULE,
        ],
    ),
    ("How a file is written", yaml::RULES),
    ("What an update or reply says", update::RULES),
    ("What is posted from a form or a file", form::RULES),
    ("Members and their time in the team file", team::RULES),
    (
        "Sections and protocol in the team file",
        team_section::RULES,
    ),
    ("Calendars of holidays", calendar::RULES),
    ("What git holds", object::RULES),
];

/// How many rules there are.
const COUNT: usize = {
    let (mut count, mut family) = (0, 0);
    while family < FAMILIES.len() {
        count += FAMILIES[family].1.len();
        family += 1;
    }
    count
};

/// Every rule there is, those that the readers report too.
pub const RULES: &[&Rule] = &all();

const fn all() -> [&'static Rule; COUNT] {
    let mut rules = [&FAMILIES[0].1[0]; COUNT];
    let (mut at, mut family) = (0, 0);
    while family < FAMILIES.len() {
        let mut number = 0;
        while number < FAMILIES[family].1.len() {
            rules[at] = &FAMILIES[family].1[number];
            at += 1;
            number += 1;
        }
        family += 1;
    }
    rules
}
