//! Dialogues held through a real pseudo-terminal.
//!
//! A test runs this very test binary again, in a terminal of its own and with
//! one of the ignored tests below as its program: those ask, the others type.

use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use expectrl::process::unix::{PtyStream, UnixProcess};
use expectrl::{Eof, Expect, Session};

use super::{ColorChoice, PromptError, Prompter, QuickPost, StreamOptions, Streams, edit, page};

/// An item's line that waits, with nothing on it yet.
const FRESH: &str = "\r  - \x1b[K\r\x1b[4C";

const CTRL_C: &str = "\x03";
const CTRL_D: &str = "\x04";
const ENTER: &str = "\r";

/// Where a program leaves its answer once its terminal is gone.
const ANSWER_FILE: &str = "TIDINGS_TEST_ANSWER";

/// One program in a terminal of 60 columns and 24 rows.
struct Terminal {
    session: Session<UnixProcess, PtyStream>,
}

impl Terminal {
    fn run(program: &str) -> Self {
        Self::run_with(program, &[])
    }

    fn run_with(program: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new("sh");
        let script = "stty sane cols 60 rows 24; stty -g; \
            \"$0\" --ignored --exact --nocapture --test-threads=1 \"$1\"; \
            echo; stty -g; echo over";
        command
            .args(["-c", script])
            .arg(env::current_exe().expect("the test binary"))
            .arg(format!(
                "{}::{program}",
                module_path!().replacen("tidings::", "", 1)
            ))
            .env_clear()
            .env("TERM", "xterm")
            .env("PATH", env::var_os("PATH").unwrap_or_default())
            .envs(variables.iter().copied());
        let mut session = Session::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(Duration::from_secs(20)));
        Self { session }
    }

    /// Waits until the text is on the screen and returns what came with it.
    fn wait(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.as_bytes()).into_owned(),
            Err(error) => {
                let mut rest = vec![0; 4096];
                let count = self.session.try_read(&mut rest).unwrap_or(0);
                let rest = String::from_utf8_lossy(&rest[..count]).into_owned();
                panic!("{error} while waiting for {text:?}; on the screen: {rest:?}");
            }
        }
    }

    fn send(&mut self, keys: &str) {
        self.session.send(keys).expect("the terminal takes keys");
    }

    /// Types an item into a waiting line.
    fn item(&mut self, text: &str) {
        self.wait(FRESH);
        self.send(&format!("{text}{ENTER}"));
    }

    /// Waits for the end, and makes sure that the terminal is as it was.
    fn finish(mut self, first: &str) -> String {
        let rest = self.wait("over\r\n");
        let modes = |text: &str| {
            text.lines()
                .map(str::trim)
                .find(|line| line.matches(':').count() > 20)
                .map(str::to_owned)
        };
        let before = modes(first).expect("the modes at first");
        let after = modes(&rest).expect("the modes at last");
        assert_eq!(before, after, "the terminal is left as it was");
        rest
    }
}

fn streams() -> Streams {
    Streams::new(&StreamOptions {
        color: ColorChoice::Never,
        term: Some("xterm".to_owned()),
        ..StreamOptions::default()
    })
}

fn prompter() -> Prompter {
    assert!(streams().can_prompt());
    Prompter::new(&streams())
}

fn show(result: &Result<super::QuickAnswer, PromptError>) {
    let text = match result {
        Ok(answer) => format!("answered {answer:?}"),
        Err(PromptError::Interrupted { so_far }) => format!("interrupted {so_far:?}"),
        Err(error) => format!("failed {error:?}"),
    };
    if let Some(file) = env::var_os(ANSWER_FILE) {
        fs::write(file, &text).expect("a file for the answer");
    }
    println!("{text}");
}

#[test]
#[ignore = "a program for the tests below"]
fn quick_post_with_plan() {
    let post = QuickPost {
        heading: "Daily update for Friday 20 November 2026".to_owned(),
        plan: vec![
            "Retry policy for webhooks".to_owned(),
            "世界の時差を考える会議の議事録を全員に送る、そして返事を待つことにする".to_owned(),
            "Roll out to ten customers".to_owned(),
        ],
        open: vec!["b7k2 Staging database is read-only".to_owned()],
    };
    show(&prompter().quick_post(&post));
}

#[test]
#[ignore = "a program for the tests below"]
fn quick_post_without_plan() {
    println!("\nprogram {}", std::process::id());
    show(&prompter().quick_post(&QuickPost {
        heading: "Daily update".to_owned(),
        ..QuickPost::default()
    }));
}

#[test]
#[ignore = "a program for the tests below"]
fn questions() {
    let prompter = prompter();
    let handle = prompter.line("Your handle", Some("grace"), |text| {
        if text.contains(' ') {
            return Err("a handle has no blanks".to_owned());
        }
        Ok(())
    });
    println!("handle {handle:?}");
    println!("sure {:?}", prompter.confirm("Start a log here?", true));
    println!("sure {:?}", prompter.confirm("Push it?", true));
    println!(
        "cadence {:?}",
        prompter.choose("How often?", &["daily", "weekly", "both"], 1)
    );
}

#[test]
#[ignore = "a program for the tests below"]
fn pages() {
    let tall = "a row\n".repeat(100) + "the end\n";
    page("short\n", "echo never", &streams()).expect("printed");
    page(&tall, "sed -n '1s/a/first/p;1q' #", &streams()).expect("left early");
    page(&tall.repeat(10_000), "true", &streams()).expect("not read at all");
    println!("LESS is:");
    page(&tall, "printf '%s %s.\\n' \"$LESS\" \"$LV\";", &streams()).expect("given settings");
    println!("none:");
    page(&tall, "no-such-pager-here", &streams()).expect("printed");
    println!(
        "edited {:?}",
        edit("sh -c 'exit 4' --", "absent".as_ref()).is_err()
    );
}

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

#[test]
fn leaving_keeps_what_was_typed() {
    for leave in [CTRL_C, "\x1b"] {
        let mut terminal = Terminal::run("quick_post_with_plan");
        let first = terminal.wait("Roll out to ten customers");
        terminal.send(" ");
        terminal.wait("> [x] Retry");
        terminal.send(ENTER);
        terminal.item("Shipped it");
        terminal.item("");
        terminal.wait(FRESH);
        terminal.send("half a li");
        terminal.wait("half a li");
        terminal.send(leave);
        let rest = terminal.finish(&first);
        let expected = r#"interrupted QuickAnswer { ticked: [0], done: ["Shipped it"], next: ["half a li"], blockers: [] }"#;
        assert!(rest.contains(expected), "{leave:?}: {rest}");
        assert!(rest.contains("\x1b[?25h"), "the cursor is seen: {rest:?}");
        assert!(
            rest.contains("\x1b[?2004l"),
            "pastes are not marked: {rest:?}"
        );
    }
}

#[test]
fn ctrl_c_in_a_list_shows_the_cursor_again() {
    let mut terminal = Terminal::run("quick_post_with_plan");
    let first = terminal.wait("Roll out to ten customers");
    terminal.send("q");
    terminal.send(CTRL_C);
    let rest = terminal.finish(&first);
    assert!(
        rest.contains("interrupted QuickAnswer { ticked: []"),
        "{rest}"
    );
    assert!(rest.contains("\x1b[?25h"), "the cursor is seen: {rest:?}");
}

#[test]
fn a_closed_terminal_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("answer");
    let path = file.to_str().expect("a path of letters");
    let mut terminal = Terminal::run_with("quick_post_without_plan", &[(ANSWER_FILE, path)]);
    terminal.wait("Done");
    terminal.item("Shipped it");
    terminal.wait(FRESH);
    terminal.send("half a line");
    terminal.wait("half a line");
    drop(terminal);
    for _ in 0..200 {
        if file.exists() {
            break;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_millis(50));
    let answer = fs::read_to_string(&file).expect("an answer");
    assert!(
        answer.contains(r#"done: ["Shipped it", "half a line"]"#),
        "{answer}"
    );
}

#[test]
fn a_program_told_to_end_loses_nothing() {
    let mut terminal = Terminal::run("quick_post_without_plan");
    let first = terminal.wait("Done");
    let program = first
        .lines()
        .find_map(|line| line.trim().strip_prefix("program "))
        .expect("the program says its number")
        .to_owned();
    terminal.item("Shipped it");
    terminal.wait(FRESH);
    let killed = Command::new("kill").args(["-TERM", &program]).status();
    assert!(killed.expect("a signal").success());
    let rest = terminal.finish(&first);
    assert!(
        rest.contains(r#"interrupted QuickAnswer { ticked: [], done: ["Shipped it"]"#),
        "{rest}"
    );
}

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
fn ctrl_c_ends_every_question() {
    let mut terminal = Terminal::run("questions");
    let first = terminal.wait("Your handle [grace]: ");
    // (what is on the screen before, what the program says after)
    let table = [
        ("\x1b[", "handle Err"),
        ("Start a log here?", "sure Err"),
        ("Push it?", "sure Err"),
        ("> weekly", "cadence Err"),
    ];
    for (before, after) in table {
        terminal.wait(before);
        terminal.send(CTRL_C);
        let screen = terminal.wait(after);
        assert!(
            screen.contains("\x1b[?25h"),
            "the cursor is seen: {screen:?}"
        );
    }
    terminal.finish(&first);
}

#[test]
fn pagers_may_be_left_early_or_missing() {
    let terminal = Terminal::run("pages");
    let mut session = terminal.session;
    let screen = session.expect(Eof).expect("the end");
    let screen = String::from_utf8_lossy(screen.as_bytes()).replace("\r\n", "\n");
    assert!(
        screen.contains("short\nfirst row\nLESS is:\nFRX -c.\nnone:\n"),
        "{screen}"
    );
    assert_eq!(screen.matches("the end\n").count(), 1, "{screen}");
    assert!(!screen.contains("never"), "{screen}");
    assert!(screen.contains("edited true"), "{screen}");
}
