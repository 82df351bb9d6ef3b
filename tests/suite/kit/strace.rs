use std::fs;

use super::{Invocation, Output, Sandbox};

/// What strace does to a run: in each of its processes, the Nth of some
/// system calls meets a fault.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strace {
    /// The calls, as strace names sets of them.
    pub(crate) calls: &'static str,
    /// What happens, as strace says it: `signal=KILL`, `error=ENOSPC`.
    pub(crate) fault: &'static str,
    /// Which of the calls, counted from 1.
    pub(crate) at: usize,
    /// Whether all later ones meet it too.
    pub(crate) onwards: bool,
}

/// What a run with a fault came to.
pub(crate) struct Hurt {
    pub(crate) output: Output,
    /// The calls that met the fault, and the ends by a signal, as strace
    /// wrote them.
    pub(crate) hits: Vec<String>,
}

impl Strace {
    /// Returns whether processes can be traced here, and says when they
    /// cannot.
    pub(crate) fn can_trace(sandbox: &Sandbox) -> bool {
        if !sandbox.finds("strace") {
            eprintln!("skipped: there is no strace");
            return false;
        }
        let trial = sandbox.program("strace", &["-f", "-y", "-e", "trace=write", "true"]);
        let trial = trial.run();
        let able = trial.stderr().contains("exited with 0");
        if !able {
            eprintln!("skipped: strace may not trace here: {}", trial.stderr());
        }
        able
    }

    /// Runs a program and lets it and all that it starts meet the fault.
    pub(crate) fn run(self, sandbox: &Sandbox, run: Invocation) -> Hurt {
        let trace = sandbox.path(&format!("trace-{:?}", std::thread::current().id()));
        let from = if self.onwards { "+" } else { "" };
        let args = [
            "-f",
            "-y",
            "-o",
            trace.to_str().expect("the sandbox's paths are UTF-8"),
            "-e",
            &format!("trace={}", self.calls),
            "-e",
            &format!(
                "inject={}:{}:when={}{from}",
                self.calls, self.fault, self.at
            ),
        ];
        let output = run.under("strace", &args).run();
        let text = fs::read(&trace).expect("strace writes it");
        let text = String::from_utf8_lossy(&text);
        let hit = |line: &&str| line.contains("(INJECTED)") || line.contains("+++ killed by");
        Hurt {
            output,
            hits: text.lines().filter(hit).map(str::to_owned).collect(),
        }
    }
}
