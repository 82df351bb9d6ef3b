//! A remote that takes the call and never answers, or takes its time.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use super::Case;
use super::case::write_script;
use crate::kit::{Output, Relay, Sandbox, Silence, Transport};

/// How much longer than its budget a post may take, on a busy machine.
const SLACK: Duration = Duration::from_secs(10);

/// A command that notes its process id and says nothing for a minute.
fn sleeper(note: &Path) -> String {
    format!("echo $$ > '{}'; exec sleep 60", note.display())
}

/// Posts into silence, with two seconds to do it in.
fn post_into_silence(case: &Case<'_>, text: &str, ssh: Option<&Path>) -> Output {
    let start = Instant::now();
    let output = case.post_with(text, &["--timeout", "2"], |run| match ssh {
        Some(script) => run.env("GIT_SSH_COMMAND", script),
        None => run,
    });
    let took = start.elapsed();
    assert!(took < Duration::from_secs(2) + SLACK, "{took:?}: {output}");
    case.assert_only_saved(text, &output);
    output
}

/// Checks that a process that noted its id is over.
#[track_caller]
fn assert_over(note: &Path) {
    let id = fs::read_to_string(note).expect("it was started");
    let place = Path::new("/proc").join(id.trim());
    if !Path::new("/proc/self").exists() {
        eprintln!("skipped: there is no /proc to see processes in");
        return;
    }
    let start = Instant::now();
    while place.exists() && start.elapsed() < SLACK {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(!place.exists(), "process {id} goes on");
}

#[test]
fn silence_is_no_yes() {
    let sandbox = Sandbox::new();
    for transport in Transport::supported(&sandbox) {
        let case = Case::start(&sandbox, transport);
        let text = "Said to nobody.";
        let note = sandbox.path(&format!("{transport:?}-pid"));
        match transport {
            Transport::File => {
                let hook = case.hook(case.log.remote(), "pre-receive", &sleeper(&note));
                post_into_silence(&case, text, None);
                fs::remove_file(hook).expect("it was written");
                assert_over(&note);
            }
            Transport::Ssh => {
                let script = sandbox.path("bin/silent/ssh");
                write_script(&script, &sleeper(&note));
                post_into_silence(&case, text, Some(&script));
                assert_over(&note);
            }
            Transport::Daemon | Transport::Http => {
                let silence = Silence::start();
                let server = case.log.server();
                let url = server.url_at(silence.port(), case.log.remote());
                case.set_url(&url.expect("it listens"));
                post_into_silence(&case, text, None);
                assert!(silence.connections() > 0);
                case.set_url(server.url());
            }
        }
        case.assert_arrive(&[text]);
    }
}

#[test]
fn a_slow_server_is_waited_for_as_long_as_it_was_said() {
    let sandbox = Sandbox::new();
    for transport in Transport::supported(&sandbox) {
        let case = Case::start(&sandbox, transport);
        let server = case.log.server();
        let Some(port) = server.port() else { continue };
        let relay = Relay::start(port);
        let url = server.url_at(relay.port(), case.log.remote());
        case.set_url(&url.expect("it listens"));
        relay.slow(Duration::from_millis(100));
        let patient = case.post("Waited for.", &["--timeout", "30"]);
        assert_eq!(
            case.log.times(0, super::case::DAY, "Waited for."),
            1,
            "{patient}"
        );
        patient.ok().notes("posted");
        relay.slow(Duration::from_secs(3));
        let hasty = case.post("Not waited for.", &["--timeout", "1"]);
        case.assert_honest("Not waited for.", &hasty);
        assert_eq!(hasty.status(), Some(4), "{hasty}");
        relay.heal();
        case.assert_arrive(&["Waited for.", "Not waited for."]);
    }
}
