//! Pushes that are cut off: half of the post gets there, or only half of the
//! answer comes back.

use super::Case;
use super::case::write_script;
use crate::kit::{Relay, Sandbox, Transport};

/// After how many bytes the way there is cut.
const UP: [u64; 5] = [40, 200, 500, 900, 1300];

/// After how many bytes the way back is cut.
const DOWN: [u64; 4] = [10, 300, 480, 560];

/// Posts while the way is cut, sees what was said, and lets it arrive.
fn cut(case: &Case<'_>, place: &str, break_it: impl FnOnce(), heal: impl FnOnce()) {
    let text = format!("Cut off {place}.");
    break_it();
    let output = case.post(&text, &["--timeout", "3"]);
    heal();
    case.assert_honest(&text, &output);
    case.assert_arrive(&[&text]);
}

/// Cuts in front of a server that listens.
fn cut_at_port(case: &Case<'_>, port: u16) {
    let relay = Relay::start(port);
    let url = case.log.server().url_at(relay.port(), case.log.remote());
    case.set_url(&url.expect("it listens"));
    for at in UP {
        cut(
            case,
            &format!("{at} there"),
            || relay.cut_up(at),
            || relay.heal(),
        );
    }
    for at in DOWN {
        cut(
            case,
            &format!("{at} back"),
            || relay.cut_down(at),
            || relay.heal(),
        );
    }
}

/// Cuts between the two programs of git where no server listens.
fn cut_at_pipe(case: &Case<'_>) {
    let script = case.sandbox.path("bin/half");
    let path = script.to_str().expect("the sandbox's paths are UTF-8");
    let set = || {
        let args = ["config", "remote.origin.receivepack", path];
        case.sandbox.git(&case.clone, &args);
    };
    let unset = || {
        let args = ["config", "--unset", "remote.origin.receivepack"];
        case.sandbox.git(&case.clone, &args);
    };
    for at in UP {
        write_script(&script, &format!("head -c {at} | git receive-pack \"$1\""));
        cut(case, &format!("{at} there"), set, unset);
    }
    for at in DOWN {
        write_script(&script, &format!("git receive-pack \"$1\" | head -c {at}"));
        cut(case, &format!("{at} back"), set, unset);
    }
}

#[test]
fn half_a_push_is_not_called_a_post_and_arrives_later() {
    let sandbox = Sandbox::new();
    std::thread::scope(|scope| {
        for transport in Transport::supported(&sandbox) {
            scope.spawn(move || {
                let sandbox = Sandbox::new();
                let case = Case::start(&sandbox, transport);
                match case.log.server().port() {
                    Some(port) => cut_at_port(&case, port),
                    None => cut_at_pipe(&case),
                }
            });
        }
    });
}
