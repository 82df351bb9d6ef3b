//! SIGKILL at each system call of a post that leaves something behind.

use std::thread;

use super::Aftermath;
use crate::kit::{Sandbox, SharedLog, Strace, Transport};

/// The calls after which something is otherwise than before; `?` where a
/// machine has no such call.
const CALLS: [&str; 6] = [
    "write",
    "?link,linkat",
    "?rename,renameat,?renameat2",
    "fsync,fdatasync",
    "?unlink,unlinkat",
    "connect",
];

/// Kills a post at the calls with these numbers, each in turn, until it makes
/// no more of them; returns how many posts were killed.
fn kill_at(transport: Transport, calls: &'static str, numbers: &[usize]) -> usize {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, transport, 1);
    let clone = log.clone_for(0);
    // The first post is another: it begins the branch.
    log.post(0, &clone, "2026-11-02", "Began.").run().ok();
    for (killed, at) in numbers.iter().copied().enumerate() {
        let strace = Strace {
            calls,
            fault: "signal=KILL",
            at,
            onwards: false,
        };
        let day = format!("2026-11-{:02}", 3 + at % 18);
        let text = format!("Survived number {at}.");
        let before = Aftermath::objects(&sandbox, &clone);
        let hurt = strace.run(&sandbox, log.post(0, &clone, &day, &text));
        let after = Aftermath {
            sandbox: &sandbox,
            log: &log,
            clone: &clone,
            day: &day,
            text: &text,
            fault: format!("{transport:?}: {strace:?}: {}", hurt.output),
        };
        if hurt.output.status() == Some(0) {
            assert_eq!(after.times(), 1, "{}", after.fault);
        }
        let begun = Aftermath::objects(&sandbox, &clone) != before;
        assert!(after.is_kept() || !begun, "gone: {}", after.fault);
        log.remove_stale_locks(&clone);
        after.assert_sound();
        after.assert_converges();
        if hurt.hits.is_empty() {
            return killed;
        }
    }
    numbers.len()
}

/// Kills at calls of every sort, beside one another.
fn kill_everywhere(transport: Transport, numbers: &[usize]) {
    if !Strace::can_trace(&Sandbox::new()) {
        return;
    }
    let killed: Vec<usize> = thread::scope(|scope| {
        let sorts = CALLS.map(|calls| scope.spawn(move || kill_at(transport, calls, numbers)));
        sorts.map(|sort| sort.join().expect("all is well")).into()
    });
    eprintln!("{transport:?}: killed at {CALLS:?}: {killed:?} posts");
    assert!(killed[..4].iter().all(|&killed| killed > 0), "{killed:?}");
}

#[test]
fn a_post_killed_at_some_calls_is_there_once_in_the_end() {
    kill_everywhere(Transport::File, &[1, 4, 9]);
}

#[test]
#[ignore = "takes minutes"]
fn a_post_killed_at_any_call_is_there_once_in_the_end() {
    let numbers: Vec<usize> = (1..10_000).collect();
    for transport in Transport::supported(&Sandbox::new()) {
        kill_everywhere(transport, &numbers);
    }
}
