//! The soaks themselves. The long ones are run by
//! `cargo test --release --test suite -- --ignored --nocapture soak`;
//! `TIDINGS_SOAK_WRITERS`, `TIDINGS_SOAK_POSTS` and `TIDINGS_SOAK_SEED` change
//! their load, and `TIDINGS_SOAK_TRANSPORT` leaves one transport of them.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use super::{Hand, Load, Outcome, Said};
use crate::kit::{Sandbox, SharedLog, Transport};

/// The most that a post may take among many, at the 99th percentile.
const PATIENCE: Duration = Duration::from_secs(60);

fn run(load: Load) -> Outcome {
    let outcome = load.run(&Sandbox::new());
    eprintln!("{load:?}: {outcome}");
    outcome
}

/// Reads a number from the environment, for a load other than the usual one.
fn number(name: &str, usual: u64) -> u64 {
    let name = format!("TIDINGS_SOAK_{name}");
    std::env::var(&name).map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is no number: {text}"))
    })
}

/// Returns a long load, as the environment has it.
fn long(transport: Transport, writers: u64) -> Load {
    let size = |number: u64| usize::try_from(number).expect("a load that fits");
    let writers = size(number("WRITERS", writers));
    let load = Load::new(transport, writers, size(number("POSTS", 20)));
    Load {
        seed: number("SEED", 1),
        ..load
    }
}

/// The transports of which each is a network of its own.
fn transports() -> Vec<Transport> {
    let mut transports = Transport::supported(&Sandbox::new());
    if let Ok(name) = std::env::var("TIDINGS_SOAK_TRANSPORT") {
        transports.retain(|transport| format!("{transport:?}").eq_ignore_ascii_case(&name));
        assert!(!transports.is_empty(), "there is no transport {name} here");
    }
    transports
}

#[test]
fn four_writers_lose_nothing_on_any_transport() {
    for transport in transports() {
        run(Load::new(transport, 4, 5)).assert_flawless();
    }
}

#[test]
fn posts_by_hand_are_judged_by_the_same_measure() {
    for transport in transports() {
        let load = Load::new(transport, 2, 2);
        let hand = Hand::Git;
        run(Load { hand, ..load }).assert_flawless();
    }
}

#[test]
fn a_push_that_loses_posts_is_found_out() {
    let hand = Hand::Reckless;
    for seed in 0..20 {
        let load = Load::new(Transport::File, 16, 10);
        let outcome = run(Load { hand, seed, ..load });
        if !outcome.lost.is_empty() {
            assert!(!outcome.falsely.is_empty(), "{outcome:#?}");
            return;
        }
    }
    panic!("libgit2's own push has lost nothing, or the harness cannot see it");
}

#[test]
fn one_author_at_two_machines_loses_nothing() {
    const DAY: &str = "2026-11-20";
    let sandbox = Sandbox::new();
    for transport in transports() {
        let log = SharedLog::start(&sandbox, transport, 1);
        let text = |machine, number| format!("Step {number} at machine {machine} is done.");
        let clones = [0, 1].map(|_| log.clone_for(0));
        thread::scope(|scope| {
            for (machine, clone) in clones.iter().enumerate() {
                let log = &log;
                scope.spawn(move || {
                    for number in 0..4 {
                        let output = log.post(0, clone, DAY, &text(machine, number)).run();
                        assert_ne!(Said::read(&output), Said::Nothing, "{output}");
                    }
                });
            }
        });
        for clone in &clones {
            log.tidings(0, clone, &["sync", "--no-input"]).run().ok();
        }
        for (machine, number) in [0, 1].into_iter().flat_map(|m| (0..4).map(move |n| (m, n))) {
            let times = log.times(0, DAY, &text(machine, number));
            assert_eq!(times, 1, "{transport:?}: {}", text(machine, number));
        }
        assert_eq!(log.repeated_ids(), Vec::<String>::new());
    }
}

#[test]
fn objects_are_packed_when_git_would_pack_them() {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, Transport::File, 1);
    let clone = log.clone_for(0);
    let post = |text: &str| log.post(0, &clone, "2026-11-20", text).run().ok();
    let packs = || {
        let count = sandbox.git(&clone, &["count-objects", "-v"]);
        let line = count.lines().find_map(|line| line.strip_prefix("packs: "));
        line.map_or(0, |count| count.parse::<usize>().expect("a number"))
    };
    for text in ["One.", "Two.", "Three."] {
        post(text);
        sandbox.git(&clone, &["repack", "--quiet", "-d"]);
    }
    let before = packs();
    assert!(before > 2, "{before}");
    post("Nothing is to be done yet.");
    assert_eq!(packs(), before);
    sandbox.git(&clone, &["config", "gc.autoPackLimit", "2"]);
    post("Now there are too many packs.");
    // It works beside the post, and is to be over before the test is.
    let start = Instant::now();
    let lock = clone.join(".git/gc.pid");
    let is_under_way = || packs() >= before || fs::exists(&lock).unwrap_or(false);
    while is_under_way() && start.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(20));
    }
    assert!(packs() < before, "{before} packs are still there");
    assert_eq!(log.fsck(&clone), "");
}

#[test]
#[ignore = "takes minutes"]
fn soak_of_sixteen_writers_on_every_transport() {
    for transport in transports() {
        run(long(transport, 16)).assert_flawless();
    }
}

#[test]
#[ignore = "takes minutes"]
fn soak_of_sixty_four_writers_who_start_staggered() {
    for transport in transports() {
        let stagger = Duration::from_secs(10);
        let load = long(transport, 64);
        let outcome = run(Load { stagger, ..load });
        outcome.assert_flawless();
        assert!(outcome.slowest_of_hundred() <= PATIENCE, "{outcome}");
    }
}
