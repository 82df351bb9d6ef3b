//! The soaks themselves. The long ones are run by
//! `cargo test --release --test suite -- --ignored --nocapture soak`;
//! `TIDINGS_SOAK_WRITERS`, `TIDINGS_SOAK_POSTS` and `TIDINGS_SOAK_SEED` change
//! their load.

use std::time::Duration;

use super::{Hand, Load, Outcome};
use crate::kit::{Sandbox, Transport};

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
    Transport::supported(&Sandbox::new())
}

#[test]
#[ignore = "sync is being built"]
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
