use std::time::{Duration, Instant};

use tidings::git::Contact;
use tidings::store::Delivery;

use super::Hub;

/// Lets writers post from clones of their own at one moment; returns how long
/// each post took and how often it was tried.
fn race(writers: usize, posts: usize) -> Vec<(Duration, u32)> {
    let hub = Hub::new();
    for writer in 0..writers {
        hub.clone(&format!("w{writer}"));
    }
    let mut taken: Vec<(Duration, u32)> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..writers)
            .map(|writer| {
                let hub = &hub;
                scope.spawn(move || {
                    let path = hub.sandbox.path(&format!("work/w{writer}"));
                    let clone = hub.open(path);
                    let mut taken = Vec::new();
                    for post in 0..posts {
                        let start = Instant::now();
                        clone.done(&format!("member-{writer}"), &format!("post {post}"));
                        let contact = Contact::unattended(Duration::from_secs(300));
                        let sent = clone.log.send(&clone.signer, &contact).expect("git");
                        assert!(matches!(sent.delivery, Delivery::Sent(_)), "{sent:?}");
                        taken.push((start.elapsed(), sent.tries));
                    }
                    taken
                })
            })
            .collect();
        let joined = writers.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.flat_map(|taken| taken.expect("a writer")).collect()
    });
    hub.assert_whole(&[]);
    // The log was started by one commit more.
    assert_eq!(hub.ids().len(), writers * posts + 1);
    taken.sort();
    taken
}

#[test]
fn many_writers_lose_nothing() {
    race(6, 4);
}

/// Prints what contention costs; run it with `--ignored --nocapture`, with
/// `TIDINGS_WRITERS` and `TIDINGS_POSTS` set for other loads.
#[test]
#[ignore = "it measures, and takes a minute"]
fn what_contention_costs() {
    let number = |name: &str, default| {
        let text = std::env::var(name).ok();
        text.and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (writers, posts) = (number("TIDINGS_WRITERS", 16), number("TIDINGS_POSTS", 20));
    let start = Instant::now();
    let taken = race(writers, posts);
    let at = |percent: usize| taken[(taken.len() - 1) * percent / 100].0;
    let tries: u32 = taken.iter().map(|(_, tries)| tries).sum();
    let most = taken.iter().map(|(_, tries)| tries).max();
    println!(
        "{writers} x {posts}: {:.1?} in all; p50 {:.2?}, p90 {:.2?}, p99 {:.2?}, longest {:.2?}; {tries} tries, at most {most:?}",
        start.elapsed(),
        at(50),
        at(90),
        at(99),
        at(100),
    );
}
