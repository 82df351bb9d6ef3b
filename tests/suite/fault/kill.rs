//! SIGKILL at random moments. The long form is run by
//! `cargo test --release --test suite -- --ignored --nocapture thousand`;
//! `TIDINGS_KILLS` and `TIDINGS_KILLS_SEED` change it.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::Aftermath;
use crate::kit::{Invocation, Sandbox, SharedLog, Transport};
use crate::soak::Random;

/// Who is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    /// The program alone: what it has started goes on.
    Poster,
    /// The program and all that it has started in its process group.
    Group,
}

/// Runs a post, kills it after a while, waits until all that it started is
/// over, and returns what it had said.
fn kill(run: &Invocation, victim: Victim, after: Duration) -> String {
    let mut child = run
        .command()
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    thread::sleep(after);
    match victim {
        Victim::Poster => drop(child.kill()),
        Victim::Group => {
            let command = format!("kill -KILL -- -{}", child.id());
            let mut kill = Command::new("sh");
            // It may be over by now.
            kill.args(["-c", &command]).stderr(Stdio::null());
            kill.status().expect("a shell starts");
        }
    }
    let mut said = String::new();
    let mut pipe = child.stderr.take().expect("it is piped");
    pipe.read_to_string(&mut said).expect("it can be read");
    child.wait().expect("a killed child ends");
    said
}

/// Kills so many posts of one member, and makes every other one of them again.
fn kill_many(transport: Transport, kills: u64, seed: u64) {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, transport, 1);
    let clone = log.clone_for(0);
    let start = Instant::now();
    log.post(0, &clone, "2026-11-02", "Began.").run().ok();
    let usual = u64::try_from(start.elapsed().as_micros()).expect("a post is short");
    let mut random = Random(seed);
    let mut stale = 0;
    let mut said_so = 0;
    let mut posts: Vec<(String, String, bool)> = Vec::new();
    for number in 0..kills {
        let day = format!("2026-11-{:02}", 3 + random.below(18));
        let text = format!("Survived number {number}.");
        let victim = [Victim::Poster, Victim::Group][usize::from(number % 2 == 1)];
        // From before it has begun to after it is done.
        let after = Duration::from_micros(random.below(usual + usual / 4));
        let said = kill(&log.post(0, &clone, &day, &text), victim, after);
        let mut promised = ["posted", "saved"]
            .iter()
            .any(|word| said.lines().any(|line| line.starts_with(word)));
        said_so += u64::from(promised);
        stale += log.remove_stale_locks(&clone).len();
        if random.below(2) == 0 {
            let again = log.post(0, &clone, &day, &text).run();
            let fault = "after a kill";
            assert_eq!(
                again.status(),
                Some(0),
                "{fault} of the {victim:?}: {again}"
            );
            promised = true;
        }
        posts.push((day, text, promised));
    }
    judge(&sandbox, &log, &clone, &posts);
    eprintln!(
        "{transport:?}: killed {kills} posts with seed {seed}; {said_so} had said that they were \
         saved or posted; {stale} stale locks"
    );
}

/// Syncs once; then what was said to be there is there, and nothing twice.
fn judge(sandbox: &Sandbox, log: &SharedLog<'_>, clone: &Path, posts: &[(String, String, bool)]) {
    let after = |day, text| Aftermath {
        sandbox,
        log,
        clone,
        day,
        text,
        fault: "killed at random".to_owned(),
    };
    after("", "").assert_synced();
    after("", "").assert_sound();
    for (day, text, promised) in posts {
        let times = after(day, text).times();
        let fine = times == 1 || times == 0 && !promised;
        assert!(fine, "{day}: {text} is there {times} times");
    }
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is no number: {text}"))
    })
}

/// Divides the kills among the transports, which run beside one another.
fn kill_on_all(kills: u64, seed: u64) {
    let transports = Transport::supported(&Sandbox::new());
    let each = kills.div_ceil(transports.len() as u64);
    thread::scope(|scope| {
        for transport in transports {
            scope.spawn(move || kill_many(transport, each, seed));
        }
    });
}

#[test]
fn posts_killed_at_random_are_there_once_or_never_were() {
    kill_on_all(40, 1);
}

#[test]
#[ignore = "takes minutes"]
fn a_thousand_posts_killed_at_random_are_there_once_or_never_were() {
    let seed = number("TIDINGS_KILLS_SEED", 1);
    kill_on_all(number("TIDINGS_KILLS", 1000), seed);
}
