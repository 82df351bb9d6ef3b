use super::{Desk, Page, Person};

/// Prepares somebody for whom every example of the reference makes sense.
fn settle<'a>(desk: &'a Desk) -> Person<'a> {
    let ada = desk.person("ada", "Europe/Paris");
    ada.write(
        "friday.yaml",
        "done: [Wrote the importer]\nblockers:\n  - id: b7k2\n    text: Staging is read-only\n",
    );
    ada.types(
        "cd ~/code/webhooks && tidings init && cd\n\
         mkdir -p ~/.local/share/bash-completion/completions\n\
         git config --global tidings.repo ~/code/webhooks\n\
         git -C ~/code/webhooks tag v1.0 tidings\n\
         tidings post --for 2026-11-20 -f ~/friday.yaml",
    );
    ada.works();
    ada
}

#[test]
fn every_command_has_examples_and_they_run() {
    let page = Page::open("docs/commands.md");
    let headings = page
        .text()
        .lines()
        .filter_map(|line| line.strip_prefix("## `tidings "));
    let mut count = 0;
    for heading in headings {
        let heading = format!("tidings {}", heading.trim_end_matches('`'));
        let blocks = page.blocks("sh");
        let block = blocks.iter().find(|block| block.under.contains(&heading));
        let block = block.unwrap_or_else(|| panic!("{heading} has no example"));
        assert!(block.text.lines().all(|line| !line.is_empty()));
        let desk = Desk::new();
        let person = match heading.as_str() {
            // Those start from nothing.
            "tidings init" => desk.person("ada", "Europe/Paris"),
            "tidings join" => {
                let ada = desk.person("ada", "Europe/Paris");
                ada.types(
                    "git clone --quiet git@git.example.org:quill/team-log.git && cd team-log\n\
                     tidings init --branch main",
                );
                desk.person("grace", "America/Lima")
            }
            _ => settle(&desk),
        };
        match heading.as_str() {
            // Somebody who can be changed, and one who can leave.
            "tidings team" => {}
            "tidings team add" | "tidings init" | "tidings join" => {}
            _ => {
                person.types(
                    "tidings team add grace --email grace@example.org\n\
                     tidings team add linus --email linus@example.org",
                );
            }
        }
        run(&person, &heading, &block.text);
        count += 1;
    }
    assert!(count > 10, "only {count} commands");
}

/// Runs each example by itself, each line that does not continue the last.
fn run(person: &Person<'_>, heading: &str, text: &str) {
    let text = text.replace("\\\n", " ");
    for line in text.lines() {
        let before = match heading {
            "tidings init" if !line.contains("--new") => "cd ~/code/webhooks\n",
            "tidings join" if line.trim_end() == "tidings join" || line.contains("--handle") => {
                "rm -rf log && git clone --quiet git@git.example.org:quill/team-log.git log && cd log\n"
            }
            _ => "",
        };
        person.types(&format!("{before}{line}"));
    }
}
