use super::terminal::{CTRL_D, ENTER, FRESH, Terminal};

#[test]
fn ticks_items_and_empty_lines() {
    let mut terminal = Terminal::run("quick_post_with_plan");
    let first = terminal.wait("Roll out to ten customers");
    assert!(first.contains("b7k2 Staging database"), "{first}");
    terminal.send(" ");
    terminal.wait("> [x] Retry");
    terminal.send("jj ");
    terminal.wait("> [x] Roll out");
    terminal.send(ENTER);
    terminal.item("Shipped the importer (#214)");
    terminal.item("  - Reviewed: the retry design");
    terminal.item("");
    terminal.item("Roll out");
    terminal.wait(FRESH);
    terminal.send(CTRL_D);
    terminal.item("");
    let rest = terminal.finish(&first);
    let expected = r#"answered QuickAnswer { ticked: [0, 2], done: ["Shipped the importer (#214)", "Reviewed: the retry design"], next: ["Roll out"], blockers: [] }"#;
    assert!(rest.contains(expected), "{rest}");
}

#[test]
fn three_enters_are_an_empty_answer() {
    let mut terminal = Terminal::run("quick_post_without_plan");
    let first = terminal.wait("Done");
    for _ in 0..3 {
        terminal.item("");
    }
    let rest = terminal.finish(&first);
    assert!(
        rest.contains("ticked: [], done: [], next: [], blockers: []"),
        "{rest}"
    );
}

#[test]
fn a_pasted_paragraph_is_one_item() {
    let paragraph = "First line\n\nthird line\n\nfifth line\n";
    let lists = "- one\n- two\n  with more\n\n- three";
    for marked in [true, false] {
        let paste = |text: &str| {
            let text = text.replace('\n', "\r");
            if marked {
                format!("\x1b[200~{text}\x1b[201~")
            } else {
                text
            }
        };
        let mut terminal = Terminal::run("quick_post_without_plan");
        let first = terminal.wait("Done");
        terminal.wait(FRESH);
        terminal.send(&paste(paragraph));
        if marked {
            terminal.wait("fifth line");
            terminal.send(ENTER);
        }
        terminal.wait(FRESH);
        terminal.send(&paste("\n\n\n"));
        if marked {
            terminal.wait("⏎⏎⏎");
            terminal.send(ENTER);
        }
        terminal.wait(FRESH);
        terminal.send(&paste(lists));
        terminal.wait("three");
        terminal.send(ENTER);
        for _ in 0..3 {
            terminal.item("");
        }
        let rest = terminal.finish(&first);
        let expected = r#"done: ["First line\n\nthird line\n\nfifth line", "one", "two\nwith more", "three"], next: [], blockers: []"#;
        assert!(rest.contains(expected), "marked {marked}: {rest}");
    }
}

#[test]
fn letters_of_every_width_and_long_lines_can_be_edited() {
    let mut terminal = Terminal::run("quick_post_without_plan");
    let first = terminal.wait("Done");
    terminal.item("世界の wrong\x17時差\x7f刻");
    terminal.item(&format!("{}x\x1b[D\x7f\x1b[C", "長い".repeat(200)));
    terminal.item("all wrong\x15\x1b[31mred");
    terminal.item("");
    terminal.item("👩‍💻é\x7f\x7f→");
    for _ in 0..2 {
        terminal.item("");
    }
    let rest = terminal.finish(&first);
    let long = format!("{}長x", "長い".repeat(199));
    let expected = format!(r#"done: ["世界の 時刻", "{long}", "red"], next: ["→"], blockers: []"#);
    assert!(rest.contains(&expected), "{rest}");
}
