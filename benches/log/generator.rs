use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::random::Random;

const NAMES: [&str; 20] = [
    "ada", "grace", "linus", "margaret", "edsger", "barbara", "donald", "frances", "ken", "radia",
    "dennis", "jean", "alan", "hedy", "tony", "karen", "niklaus", "sophie", "john", "adele",
];

const WORDS: [&str; 72] = [
    "importer",
    "retry",
    "queue",
    "webhook",
    "staging",
    "release",
    "parser",
    "ledger",
    "invoice",
    "search",
    "index",
    "cache",
    "login",
    "session",
    "export",
    "report",
    "chart",
    "mobile",
    "layout",
    "billing",
    "refund",
    "backup",
    "restore",
    "metrics",
    "alert",
    "pager",
    "schema",
    "migration",
    "tenant",
    "quota",
    "token",
    "rotation",
    "audit",
    "trail",
    "header",
    "timeout",
    "batch",
    "worker",
    "shard",
    "replica",
    "for",
    "with",
    "after",
    "before",
    "without",
    "during",
    "shipped",
    "reviewed",
    "drafted",
    "measured",
    "removed",
    "fixed",
    "split",
    "joined",
    "tested",
    "planned",
    "the",
    "new",
    "old",
    "slow",
    "first",
    "second",
    "nightly",
    "customer",
    "internal",
    "public",
    "design",
    "notes",
    "numbers",
    "review",
    "steps",
    "tests",
];

/// Returns the handle of a member.
pub(crate) fn handle(member: usize) -> String {
    let name = NAMES[member % NAMES.len()];
    match member / NAMES.len() {
        0 => name.to_owned(),
        round => format!("{name}{}", round + 1),
    }
}

/// Returns the team file of so many members.
pub(crate) fn team(members: usize) -> String {
    let mut text = "tidings: 1\nname: Team Quill\ntime_zone: UTC\nmembers:\n".to_owned();
    for handle in (0..members).map(handle) {
        let _ = write!(
            text,
            "  - handle: {handle}\n    name: {handle} Example\n    emails: [{handle}@example.org]\n    time_zone: UTC\n"
        );
    }
    text
}

/// Returns the team file of so many members who live all over the world, have
/// hours and rhythms of their own, and take leave.
pub(crate) fn world_team(members: usize) -> String {
    let zones = [
        "Europe/Paris",
        "America/New_York",
        "Asia/Tokyo",
        "Australia/Sydney",
        "America/Sao_Paulo",
        "Asia/Kolkata",
    ];
    let mut text = "tidings: 1\nname: Team Quill\ntime_zone: Europe/Paris\ncadence:\n  daily: { due: \"17:00\", grace: 16h }\nmembers:\n".to_owned();
    for (number, handle) in (0..members).map(handle).enumerate() {
        let (zone, group) = (zones[number % zones.len()], number % 8);
        let _ = writeln!(
            text,
            "  - handle: {handle}\n    name: {handle} Example\n    emails: [{handle}@example.org]\n    time_zone: {zone}\n    teams: [team{group}]"
        );
        if number % 3 == 0 {
            text.push_str("    work: { days: [mon, tue, wed, thu], hours: \"08:00-16:30\" }\n");
        }
        if number % 4 == 0 {
            text.push_str(
                "    absences: [{ from: 2026-08-03, until: 2026-08-21, reason: Summer }]\n",
            );
        }
        if number % 10 == 0 {
            text.push_str("    cadence: weekly\n");
        }
    }
    text
}

/// Returns a daily update of about 600 bytes.
pub(crate) fn update(author: &str, day: NaiveDate, random: &mut Random) -> String {
    let mut text = format!("tidings: 1\nauthor: {author}\nperiod: {day}\ntime_zone: UTC\n");
    if random.below(10) == 0 {
        text.push_str("health: at-risk\n");
    }
    text.push_str("done:\n");
    for _ in 0..2 + random.below(3) {
        let number = random.below(900) + 100;
        let _ = writeln!(text, "  - \"{} (#{number})\"", sentence(random));
    }
    text.push_str("next:\n");
    for _ in 0..2 {
        let _ = writeln!(
            text,
            "  - id: {}\n    text: {}",
            id(random),
            sentence(random)
        );
    }
    if random.below(5) == 0 {
        let since = day - chrono::Duration::days(random.below(4) as i64);
        let _ = writeln!(
            text,
            "blockers:\n  - id: {}\n    since: {since}\n    text: {}\n    needs: [grace]",
            id(random),
            sentence(random)
        );
    }
    if random.below(5) == 0 {
        let _ = writeln!(
            text,
            "questions:\n  - id: {}\n    text: {}?\n    to: [linus]",
            id(random),
            sentence(random)
        );
    }
    let _ = writeln!(
        text,
        "notes: |\n  {}\n  {}",
        sentence(random),
        sentence(random)
    );
    text
}

/// Returns an update that asks a question besides, which was first asked on
/// the day `since`.
pub(crate) fn asking(update: &str, since: NaiveDate) -> String {
    let item =
        format!("  - id: openq\n    since: {since}\n    text: Since when?\n    to: [grace]\n");
    if update.contains("questions:\n") {
        return update.replacen("questions:\n", &format!("questions:\n{item}"), 1);
    }
    update.replacen("notes: |\n", &format!("questions:\n{item}notes: |\n"), 1)
}

/// Returns a reply to an update.
pub(crate) fn reply(by: &str, author: &str, day: NaiveDate, random: &mut Random) -> String {
    format!(
        "tidings: 1\nauthor: {by}\nto: {author}/{day}\ntext: {}\n",
        sentence(random)
    )
}

fn sentence(random: &mut Random) -> String {
    let words: Vec<_> = (0..6 + random.below(5))
        .map(|_| *random.pick(&WORDS))
        .collect();
    let mut text = words.join(" ");
    text[..1].make_ascii_uppercase();
    text
}

fn id(random: &mut Random) -> String {
    let letters = b"abcdefghijkmnpqrstuvwxyz23456789";
    (0..4).map(|_| char::from(*random.pick(letters))).collect()
}
