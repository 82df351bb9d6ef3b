//! Writes and flushes that fail, one after the other.

use std::thread;

use super::Aftermath;
use crate::kit::{Sandbox, SharedLog, Strace, Transport};

/// What fails and how: a disk that is full stays so, a bad sector is met once.
const FAULTS: [(&str, &str, bool); 4] = [
    ("write", "error=ENOSPC", true),
    ("write", "error=EIO", false),
    ("fsync,fdatasync", "error=ENOSPC", true),
    ("fsync,fdatasync", "error=EIO", false),
];

/// Lets the calls with these numbers fail, each in turn, until a post makes no
/// more of them; returns how many posts said that they failed.
fn fail_at(
    (calls, fault, onwards): (&'static str, &'static str, bool),
    numbers: &[usize],
) -> usize {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, Transport::File, 1);
    let clone = log.clone_for(0);
    // Everything that git makes is to be on disk before it goes on.
    sandbox.git(&clone, &["config", "core.fsync", "all"]);
    sandbox.git(log.remote(), &["config", "core.fsync", "all"]);
    log.post(0, &clone, "2026-11-02", "Began.").run().ok();
    let mut failed = 0;
    for &at in numbers {
        let strace = Strace {
            calls,
            fault,
            at,
            onwards,
        };
        let day = format!("2026-11-{:02}", 3 + at % 18);
        let text = format!("Written at {at}.");
        let hurt = strace.run(&sandbox, log.post(0, &clone, &day, &text));
        let after = Aftermath {
            sandbox: &sandbox,
            log: &log,
            clone: &clone,
            day: &day,
            text: &text,
            fault: format!("{strace:?}: {:#?}\n{}", hurt.hits, hurt.output),
        };
        after.assert_sound();
        match hurt.output.status() {
            Some(0) => {
                let there = after.times() == 1 || is_unheard(&hurt.hits);
                assert!(there, "not there: {}", after.fault);
            }
            _ => {
                failed += 1;
                let kept = after.is_kept_or_told(&hurt.output);
                assert!(
                    kept || is_beyond_keeping(&hurt.hits),
                    "gone: {}",
                    after.fault
                );
            }
        }
        after.assert_converges();
        if hurt.hits.is_empty() {
            break;
        }
    }
    failed
}

/// Returns whether what was typed could neither be kept nor given back, because
/// not even standard error can be written; or it was not asked for yet when one
/// program could not answer another, and no file was touched.
fn is_beyond_keeping(hits: &[String]) -> bool {
    let is_file = |hit: &String| hit.contains("</");
    let gives_back = |hit: &String| hit.contains("write(2<") && hit.contains("- Written at");
    !hits.iter().any(is_file) || hits.iter().any(gives_back)
}

/// Returns whether one program could not answer another: git ends well when
/// its words are lost in a pipe, because no disk does that.
fn is_unheard(hits: &[String]) -> bool {
    let in_pipe = |hit: &String| hit.contains("<pipe:") || hit.contains("<socket:");
    hits.iter().any(in_pipe)
}

/// Lets calls of every sort fail, beside one another.
fn fail_everywhere(numbers: &[usize]) {
    if !Strace::can_trace(&Sandbox::new()) {
        return;
    }
    let failed: Vec<usize> = thread::scope(|scope| {
        let sorts = FAULTS.map(|fault| scope.spawn(move || fail_at(fault, numbers)));
        sorts.map(|sort| sort.join().expect("all is well")).into()
    });
    eprintln!("failed at {FAULTS:?}: {failed:?} posts");
    assert!(failed.iter().all(|&failed| failed > 0), "{failed:?}");
}

#[test]
fn a_post_whose_writes_fail_says_so_and_keeps_what_was_typed() {
    fail_everywhere(&[1, 3, 6]);
}

#[test]
#[ignore = "takes minutes"]
fn a_post_of_which_any_write_fails_says_so_and_keeps_what_was_typed() {
    let numbers: Vec<usize> = (1..10_000).collect();
    fail_everywhere(&numbers);
}
