use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use super::*;
use crate::git::kit::{Kind, Sandbox, commit, put};
use crate::git::{Fetched, ObjectId, Pushed, Repository};

/// Longer than any test takes, unless something hangs.
const LONG: Duration = Duration::from_secs(30);

/// How long a process may take to be gone once it is killed.
const MOMENT: Duration = Duration::from_secs(5);

const INTO: &str = "refs/tidings/fetched/origin/log";

/// A repository with a commit, and a remote that a script stands in for ssh
/// to reach.
struct Line {
    sandbox: Sandbox,
    repository: Repository,
    tip: ObjectId,
}

impl Line {
    fn new(script: &str) -> Self {
        let mut sandbox = Sandbox::new();
        sandbox.make(Kind::Plain);
        sandbox.serve();
        let url = format!("ssh://example.org{}", sandbox.path("s").display());
        sandbox.git("r", &["remote", "set-url", "origin", &url]);
        let pids = sandbox.path("pids");
        let text = format!("note() {{ echo $1 >>'{}'; }}\n{script}", pids.display());
        let ssh = sandbox.write_script("ssh", &text);
        sandbox.program = sandbox.program.clone().with_env("GIT_SSH", ssh);
        let repository = sandbox.open("r");
        let tip = commit(&repository, None, &[put("a", "1")], 1).expect("a commit");
        Self {
            sandbox,
            repository,
            tip,
        }
    }

    fn push(&self, contact: &Contact) -> Pushed {
        let pushed = self
            .repository
            .push("origin", "log", self.tip, None, contact);
        pushed.expect("git runs")
    }

    fn fetch(&self, contact: &Contact) -> Fetched {
        let fetched = self.repository.fetch_tip("origin", "log", INTO, contact);
        fetched.expect("git runs")
    }

    /// Returns the processes that the script noted and that still run; one
    /// that was killed is given a moment.
    fn running(&self, moment: Duration) -> Vec<String> {
        let pids = self.sandbox.read("pids");
        assert!(!pids.is_empty(), "the script was run");
        let start = Instant::now();
        loop {
            let running = pids.lines().filter(|pid| is_running(pid));
            let running: Vec<String> = running.map(str::to_owned).collect();
            if running.is_empty() || start.elapsed() > moment {
                return running;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

fn is_running(pid: &str) -> bool {
    let stat = std::fs::read_to_string(Path::new("/proc").join(pid).join("stat"));
    // One that has ended and that nobody has waited for yet runs no more.
    stat.is_ok_and(|stat| !stat.contains(") Z "))
}

/// A silent ssh, which does not heed being asked to end, and its child.
const SILENT: &str = "trap '' TERM\nsleep 1000 &\nnote $!\nnote $$\nwait\n";

#[cfg(target_os = "linux")]
#[test]
fn ends_everything_at_the_deadline() {
    for attended in [false, true] {
        let line = Line::new(SILENT);
        let contact = || Contact {
            attended,
            ..Contact::unattended(Duration::from_millis(500))
        };
        let start = Instant::now();
        let pushed = line.push(&contact());
        let Pushed::Unanswered { message, timed_out } = pushed else {
            panic!("{pushed:?}");
        };
        assert!(
            timed_out && message.starts_with("it did not answer"),
            "{message}"
        );
        let fetched = line.fetch(&contact());
        assert!(matches!(
            fetched,
            Fetched::Unreachable {
                timed_out: true,
                ..
            }
        ));
        assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
        assert_eq!(line.running(MOMENT), [""; 0], "attended: {attended}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn ends_everything_when_it_is_told_to_stop() {
    for attended in [false, true] {
        let line = Line::new(SILENT);
        let stop = Arc::new(AtomicBool::new(false));
        let contact = Contact {
            attended,
            ..Contact::unattended(LONG * 10)
        }
        .until(Arc::clone(&stop));
        let start = Instant::now();
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !line.sandbox.path("pids").exists() && start.elapsed() < LONG {
                    std::thread::sleep(Duration::from_millis(5));
                }
                std::thread::sleep(Duration::from_millis(50));
                stop.store(true, Ordering::SeqCst);
            });
            let pushed = line.push(&contact);
            let Pushed::Unanswered { message, timed_out } = pushed else {
                panic!("{pushed:?}");
            };
            assert!(!timed_out && message == "interrupted", "{message}");
        });
        assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
        assert_eq!(line.running(MOMENT), [""; 0], "attended: {attended}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn is_interrupted_with_us_where_nobody_stops_it() {
    let line = Line::new("cut -d' ' -f5 /proc/$$/stat >\"${0%/*}/group\"\nexit 1\n");
    let ours = rustix::process::getpgrp().as_raw_nonzero().to_string();
    let group = |contact: &Contact| {
        let pushed = line.push(contact);
        assert!(matches!(pushed, Pushed::Unanswered { .. }), "{pushed:?}");
        line.sandbox.read("group").trim().to_owned()
    };
    let unattended = Contact::unattended(LONG);
    let stop = Arc::new(AtomicBool::new(false));
    assert_eq!(group(&unattended), ours);
    assert_eq!(group(&Contact::attended().until(Arc::clone(&stop))), ours);
    assert_ne!(group(&unattended.until(stop)), ours);
}

#[test]
fn keeps_the_deadline_where_a_port_is_silent() {
    let line = Line::new("");
    let port = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = port.local_addr().map(|address| (address.port(), port));
    let (number, _open) = port.expect("its number");
    for scheme in ["git", "http"] {
        let url = format!("{scheme}://127.0.0.1:{number}/log");
        line.sandbox
            .git("r", &["remote", "set-url", "origin", &url]);
        let start = Instant::now();
        let contact = Contact::unattended(Duration::from_millis(400));
        let fetched = line.fetch(&contact);
        assert!(matches!(
            fetched,
            Fetched::Unreachable {
                timed_out: true,
                ..
            }
        ));
        assert!(start.elapsed() >= Duration::from_millis(400), "{scheme}");
        assert!(start.elapsed() < LONG, "{scheme} {:?}", start.elapsed());
        let contact = Contact::unattended(Duration::from_millis(400));
        let pushed = line.push(&contact);
        assert!(matches!(
            pushed,
            Pushed::Unanswered {
                timed_out: true,
                ..
            }
        ));
        assert!(!line.sandbox.path("r/.git/refs/remotes/origin/log").exists());
    }
}

#[test]
fn does_not_wait_for_a_connection_that_stays_open() {
    let line = Line::new(
        "sleep 1000 </dev/null >/dev/null &\nnote $!\n\
         for last; do :; done\nexec sh -c \"$last\"\n",
    );
    let start = Instant::now();
    assert_eq!(line.push(&Contact::unattended(LONG * 10)), Pushed::Accepted);
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
    for pid in line.running(Duration::ZERO) {
        let pid = pid.parse().ok().and_then(rustix::process::Pid::from_raw);
        let pid = pid.expect("a process that this test started");
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("ended");
    }
}

#[test]
fn claims_nothing_when_the_line_breaks() {
    for (hook, arrived) in [
        ("s/hooks/pre-receive", false),
        ("s/hooks/post-receive", true),
    ] {
        let line = Line::new("for last; do :; done\nexec sh -c \"$last\"\n");
        line.sandbox.write_script(hook, "kill -9 $PPID\n");
        let pushed = line.push(&Contact::unattended(LONG));
        let Pushed::Unanswered {
            timed_out: false, ..
        } = pushed
        else {
            panic!("{hook}: {pushed:?}");
        };
        let served = ["for-each-ref", "--format=%(objectname)"];
        let served = line.sandbox.git("s", &served);
        assert_eq!(served == line.tip.to_string(), arrived, "{hook}");
        std::fs::remove_file(line.sandbox.path(hook)).expect("the hook");
        assert_eq!(line.push(&Contact::unattended(LONG)), Pushed::Accepted);
    }
}

#[test]
fn keeps_the_end_of_what_is_said_at_length() {
    let line = Line::new(
        "i=0\nwhile [ $i -lt 9000 ]; do i=$((i+1)); echo $i 123456789012345678901234567890123456789012345678901234567890 >&2; done\nexit 1\n",
    );
    let pushed = line.push(&Contact::unattended(LONG));
    let Pushed::Unanswered { message, .. } = pushed else {
        panic!("{pushed:?}");
    };
    assert!(message.len() <= 2 * KEPT, "{}", message.len());
    assert!(message.contains("\n9000 1234"), "the last line is there");
    assert!(
        message.ends_with("the repository exists."),
        "{}",
        &message[message.len() - 99..]
    );
}

#[test]
fn waits_for_all_that_was_written() {
    /// A stream that is read after a while only, as on a busy machine.
    struct Slow(&'static [u8]);

    impl Read for Slow {
        fn read(&mut self, piece: &mut [u8]) -> std::io::Result<usize> {
            std::thread::sleep(LAST_WORDS * 2);
            self.0.read(piece)
        }
    }

    let stream = || Some(Slow(b"!\t1a:refs/heads/log\t[rejected] (stale info)\n"));
    assert!(Gathered::start(stream()).take(OUTPUT).ends_with(b"info)\n"));
    assert_eq!(Gathered::start(stream()).take(Duration::ZERO), b"");
}

#[test]
fn says_what_standard_output_says_where_standard_error_says_nothing() {
    const FAILED: &str = "error: failed to push some refs to 'file:///srv/log'\n";
    const MUTE: &str = "!\t1a:refs/heads/log\t[remote failure] (no report)\n";
    let mute = MUTE.trim_end();
    for (status, stdout, stderr, want) in [
        (Some(1), MUTE, FAILED, mute),
        (Some(1), MUTE, "", mute),
        (Some(1), MUTE, "fatal: no way\n", "fatal: no way"),
        (
            Some(1),
            "",
            FAILED,
            "git ended with status 1 and said nothing",
        ),
        (None, "", "", "interrupted"),
    ] {
        let conversation = Conversation {
            ran: Ran {
                status,
                stdout: stdout.into(),
                stderr: stderr.into(),
            },
            cut: None,
        };
        assert_eq!(conversation.message(), want, "{stdout}{stderr}");
    }
}
