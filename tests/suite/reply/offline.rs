//! Two people answer at one moment from two clones, offline.

use std::path::Path;

use crate::kit::{Sandbox, SharedLog, Transport};

const NOW: &str = "2026-11-23T09:00:00Z";

#[test]
fn both_replies_land_in_the_same_order_for_every_reader() {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, Transport::File, 3);
    let asker = log.clone_for(0);
    let ask = [
        "post",
        "--no-input",
        "--for",
        "2026-11-20",
        "-q",
        "@m01 Which?",
    ];
    log.tidings(0, &asker, &ask).run().ok();
    let listed = log.tidings(
        0,
        &asker,
        &["log", "--section", "questions", "--format", "json"],
    );
    let listed = listed.run().ok().json();
    let question = listed["updates"][0]["items"][0]["item"]["address"].clone();
    let question = question.as_str().expect("an address");

    let clones = [log.clone_for(1), log.clone_for(2)];
    for (member, clone) in [1, 2].into_iter().zip(&clones) {
        for (text, state) in [("The same words", ""), ("Done", "--resolve")] {
            let mut args = vec!["reply", question, text, "--offline"];
            args.extend((!state.is_empty()).then_some(state));
            let run = log.tidings(member, clone, &args).now(NOW);
            let code = run.run().status();
            assert!(matches!(code, Some(0 | 4)), "{code:?}");
        }
    }
    for (member, clone) in [1, 2, 1].into_iter().zip(clones.iter().chain([&clones[0]])) {
        log.tidings(member, clone, &["sync"]).run().ok();
    }
    log.tidings(0, &asker, &["sync"]).run().ok();
    let thread = |member: usize, clone: &Path| {
        let args = ["show", question, "--format", "json"];
        let shown = log.tidings(member, clone, &args).run().ok().json();
        let replies = shown["replies"].as_array().expect("replies").clone();
        let of = |key: &str| -> Vec<String> {
            let values = replies.iter().map(|reply| reply[key].as_str());
            values.map(|value| value.expect(key).to_owned()).collect()
        };
        (
            of("author"),
            of("address"),
            shown["item"]["resolved_by"].clone(),
        )
    };
    let seen = [
        thread(0, &asker),
        thread(1, &clones[0]),
        thread(2, &clones[1]),
        thread(0, &log.clone_for(0)),
    ];
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
    let mut authors = seen[0].0.clone();
    authors.sort_unstable();
    assert_eq!(authors, ["m01", "m01", "m02", "m02"]);
    assert!(log.repeated_ids().is_empty());
}
