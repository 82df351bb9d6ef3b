use super::{Block, Desk, Page, Person};

/// Pages whose shell blocks are run, here or in a test of their own.
const RUN: [&str; 8] = [
    "README.md",
    "docs/commands.md",
    "docs/getting-started.md",
    "docs/log-format.md",
    "docs/proposals.md",
    "docs/review.md",
    "docs/schemas.md",
    "docs/templates.md",
];

/// Runs the shell blocks under a heading in one shell, in order, as they
/// stand, and takes them out of those that are left.
#[track_caller]
fn follow(person: &Person<'_>, blocks: &mut Vec<Block>, heading: &str) {
    let here = |block: &Block| block.under.last().is_some_and(|name| name == heading);
    let script: Vec<String> = blocks
        .iter()
        .filter(|block| here(block))
        .map(|block| format!(": line {}\n{}", block.line, block.text))
        .collect();
    assert!(
        !script.is_empty(),
        "there is nothing to run under '{heading}'"
    );
    blocks.retain(|block| !here(block));
    person.types(&script.join("\n"));
}

/// Posts what the pages refer to: a blocker of Ada's.
fn post_sample(ada: &Person<'_>, log: &str) {
    ada.write(
        "friday.yaml",
        "done: [Wrote the importer]\nblockers:\n  - id: b7k2\n    text: Staging is read-only\n",
    );
    ada.types(&format!(
        "cd {log} && tidings post --for 2026-11-20 -f ~/friday.yaml"
    ));
}

#[test]
fn the_first_page_can_be_followed() {
    let desk = Desk::new();
    let mut blocks = Page::open("README.md").blocks("sh");
    let ada = desk.person("ada", "Europe/Paris");
    follow(&ada, &mut blocks, "tidings");
    follow(&ada, &mut blocks, "Install");
    follow(&ada, &mut blocks, "Set a team up in five minutes");
    post_sample(&ada, "~/team-log");
    let grace = desk.person("grace", "America/Lima");
    follow(&grace, &mut blocks, "Join in one minute");
    grace.works();
    follow(&grace, &mut blocks, "Every day");
    follow(&grace, &mut blocks, "Digests");
    follow(&grace, &mut blocks, "A team in many time zones");
    follow(&grace, &mut blocks, "Answers, when it suits people");
    follow(&grace, &mut blocks, "Review, and digests by CI");
    assert_eq!(blocks, [], "nobody has run these");
}

#[test]
fn getting_started_can_be_followed() {
    let desk = Desk::new();
    let mut blocks = Page::open("docs/getting-started.md").blocks("sh");
    let ada = desk.person("ada", "Europe/Paris");
    follow(&ada, &mut blocks, "Look first");
    follow(&ada, &mut blocks, "Set a team up");
    post_sample(&ada, "~/team-log");
    let grace = desk.person("grace", "America/Lima");
    follow(&grace, &mut blocks, "Join a team");
    grace.works();
    follow(&grace, &mut blocks, "Every day");
    follow(&grace, &mut blocks, "Every week");
    follow(&grace, &mut blocks, "Reviewed before it counts");
    let linus = desk.person("linus", "Asia/Tokyo");
    follow(&linus, &mut blocks, "Beside your code");
    follow(&grace, &mut blocks, "In scripts");
    assert_eq!(blocks, [], "nobody has run these");
}

#[test]
fn proposals_can_be_followed() {
    let desk = Desk::new();
    let mut start = Page::open("docs/getting-started.md").blocks("sh");
    let mut blocks = Page::open("docs/proposals.md").blocks("sh");
    let ada = desk.person("ada", "Europe/Paris");
    follow(&ada, &mut start, "Set a team up");
    let grace = desk.person("grace", "America/Lima");
    follow(&grace, &mut start, "Join a team");
    follow(&grace, &mut blocks, "Propose");
    follow(
        &grace,
        &mut blocks,
        "A log that takes only what was reviewed",
    );
    assert_eq!(blocks, [], "nobody has run these");
}

#[test]
fn reviewing_can_be_followed() {
    let desk = Desk::new();
    let mut start = Page::open("docs/getting-started.md").blocks("sh");
    let mut blocks = Page::open("docs/review.md").blocks("sh");
    let ada = desk.person("ada", "Europe/Paris");
    follow(&ada, &mut start, "Set a team up");
    post_sample(&ada, "~/team-log");
    follow(&ada, &mut blocks, "What is checked");
    follow(&ada, &mut blocks, "As a hook");
    ada.types(
        "cd ~/team-log && git pull -q && git commit -q --allow-empty -m nothing && git push -q",
    );
    assert_eq!(blocks, [], "nobody has run these");
}

#[test]
fn every_page_with_something_to_type_is_run() {
    for page in Page::all() {
        let typed = !page.blocks("sh").is_empty();
        let known = RUN.contains(&page.path.as_str());
        assert!(known || !typed, "nobody runs the blocks of {}", page.path);
    }
}

#[test]
fn a_command_that_fails_is_noticed() {
    let desk = Desk::new();
    let ada = desk.person("ada", "Europe/Paris");
    let output = ada.tries("tidings post --nonsense\ntrue").code(2);
    assert!(output.stderr().contains("--nonsense"));
}
