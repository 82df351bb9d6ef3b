use super::terminal::{ENTER, Terminal};

#[test]
fn questions_are_answered_or_asked_again() {
    let mut terminal = Terminal::run("questions");
    let first = terminal.wait("Your handle [grace]: ");
    terminal.send("ada lovelace");
    terminal.wait("lovelace");
    terminal.send(ENTER);
    terminal.wait("a handle has no blanks");
    terminal.wait("ada lovelace");
    terminal.send("\x17\x7f");
    terminal.wait("ada\x1b[K");
    terminal.send(ENTER);
    terminal.wait(r#"handle Ok("ada")"#);
    terminal.wait("Start a log here? [Y/n]");
    terminal.send(ENTER);
    terminal.wait("sure Ok(true)");
    terminal.wait("Push it? [Y/n]");
    terminal.send("n");
    terminal.wait("[y/N]");
    terminal.send(ENTER);
    terminal.wait("sure Ok(false)");
    terminal.wait("> weekly");
    terminal.send("j");
    terminal.wait("> both");
    terminal.send(ENTER);
    let rest = terminal.finish(&first);
    assert!(rest.contains("cadence Ok(2)"), "{rest}");
}

#[test]
fn pagers_may_be_left_early_or_missing() {
    let terminal = Terminal::run("pages");
    let screen = terminal.read_all();
    assert!(
        screen.contains("short\nfirst row\nLESS is:\nFRX -c.\nnone:\n"),
        "{screen}"
    );
    assert_eq!(screen.matches("the end\n").count(), 1, "{screen}");
    assert!(!screen.contains("never"), "{screen}");
    assert!(screen.contains("edited true"), "{screen}");
}
