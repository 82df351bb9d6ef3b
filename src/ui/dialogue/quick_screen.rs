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
    let expected = r#"answered QuickAnswer { ticked: [0, 2], fields: [["Shipped the importer (#214)", "Reviewed: the retry design"], ["Roll out"], []] }"#;
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
    assert!(rest.contains("ticked: [], fields: [[], [], []]"), "{rest}");
}

#[test]
fn what_must_be_answered_is_asked_again() {
    let mut terminal = Terminal::run("quick_post_that_must_be_answered");
    let first = terminal.wait("[ ] Planned");
    assert!(first.contains("> [x] Ticked before"), "{first}");
    terminal.send(ENTER);
    terminal.wait("Read (books count; must be answered; one line for each item");
    terminal.item("");
    terminal.wait("asks for an answer");
    terminal.item("One");
    terminal.item("");
    terminal.wait("Mood (a number from 1 to 5; must be answered)");
    terminal.wait("  > \x1b[K");
    terminal.send(ENTER);
    terminal.wait("asks for an answer");
    terminal.wait("  > \x1b[K");
    terminal.send(&format!("77{ENTER}"));
    terminal.wait("that is no mark");
    // What was refused stays on the line, to be mended.
    terminal.wait("  > 77\x1b[K");
    terminal.send(&format!("\x7f\x7f4{ENTER}"));
    let rest = terminal.finish(&first);
    let expected = r#"answered QuickAnswer { ticked: [0], fields: [["One"], ["4"]] }"#;
    assert!(rest.contains(expected), "{rest}");
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
        let expected = r#"fields: [["First line\n\nthird line\n\nfifth line", "one", "two\nwith more", "three"], [], []]"#;
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
    let expected = format!(r#"fields: [["世界の 時刻", "{long}", "red"], ["→"], []]"#);
    assert!(rest.contains(&expected), "{rest}");
}
