use std::{env, fs};

use super::super::{
    ColorChoice, PromptError, Prompter, QuickAnswer, QuickField, QuickPost, StreamOptions, Streams,
    edit, page,
};

/// Where a program leaves its answer once its terminal is gone.
pub(super) const ANSWER_FILE: &str = "TIDINGS_TEST_ANSWER";

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

fn show(result: &Result<QuickAnswer, PromptError>) {
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

/// Returns the fields that most updates have.
fn fields() -> Vec<QuickField> {
    let field = |title: &str| QuickField {
        title: title.to_owned(),
        many: true,
        takes_ticks: title == "Done",
        ..QuickField::default()
    };
    ["Done", "Next", "Blockers"].map(field).to_vec()
}

#[test]
#[ignore = "a program for the tests below"]
fn quick_post_that_must_be_answered() {
    let field = |title: &str, many, hint: &str| QuickField {
        title: title.to_owned(),
        hints: vec![hint.to_owned()],
        many,
        required: true,
        takes_ticks: false,
    };
    let post = QuickPost {
        heading: "Weekly update".to_owned(),
        plan: vec!["Ticked before".to_owned(), "Planned".to_owned()],
        ticked: 1,
        fields: vec![
            field("Read", true, "books count"),
            field("Mood", false, "a number from 1 to 5"),
        ],
        ..QuickPost::default()
    };
    let one_digit = |_: usize, text: &str| {
        let good = text.len() == 1;
        good.then_some(())
            .ok_or_else(|| "that is no mark".to_owned())
    };
    show(&prompter().quick_post(&post, &one_digit));
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
        fields: fields(),
        ..QuickPost::default()
    };
    show(&prompter().quick_post(&post, &|_, _| Ok(())));
}

#[test]
#[ignore = "a program for the tests below"]
fn quick_post_without_plan() {
    println!("\nprogram {}", std::process::id());
    show(&prompter().quick_post(
        &QuickPost {
            heading: "Daily update".to_owned(),
            fields: fields(),
            ..QuickPost::default()
        },
        &|_, _| Ok(()),
    ));
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
