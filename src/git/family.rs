pub(super) use platform::{Family, separate};

#[cfg(unix)]
mod platform {
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command, ExitStatus};
    use std::time::{Duration, Instant};

    use super::descent::Descent;
    use rustix::process::{
        Pid, Signal, kill_process, kill_process_group, test_kill_process, test_kill_process_group,
    };

    /// How long a process has to put its things in order before it is killed.
    const GRACE: Duration = Duration::from_millis(300);

    /// A child and the processes that it started.
    pub(in crate::git) enum Family {
        /// They are a process group.
        Group(Pid),
        /// They are these processes, as far as they could be found.
        Members(Vec<Pid>),
    }

    impl Family {
        /// Finds the family of a child that has not been waited for; `apart`
        /// is whether it was started by [`separate`].
        pub(in crate::git) fn of(child: &Child, apart: bool) -> Self {
            let leader = Pid::from_child(child);
            if apart {
                return Self::Group(leader);
            }
            Self::Members(vec![leader])
        }

        /// Ends all of it: asks, waits for a moment, and then kills.
        pub(in crate::git) fn end(mut self, child: &mut Child) -> io::Result<ExitStatus> {
            self.gather();
            self.signal(Signal::TERM);
            // One that stopped, because it wanted the terminal, goes on to end.
            self.signal(Signal::CONT);
            let start = Instant::now();
            while start.elapsed() < GRACE {
                child.try_wait()?;
                if !self.is_alive() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            if self.is_alive() {
                self.gather();
                self.signal(Signal::KILL);
            }
            child.wait()
        }

        /// Finds all members, and stops them so that none of them starts
        /// another one meanwhile. A group is always whole.
        fn gather(&mut self) {
            loop {
                let Self::Members(members) = self else {
                    return;
                };
                let known = members.len();
                Descent::read().extend(members);
                if members.len() == known {
                    return;
                }
                self.signal(Signal::STOP);
            }
        }

        /// Sends a signal to each; one that is gone needs none.
        fn signal(&self, signal: Signal) {
            match self {
                Self::Group(leader) => {
                    kill_process_group(*leader, signal).ok();
                }
                Self::Members(members) => {
                    for &member in members {
                        kill_process(member, signal).ok();
                    }
                }
            }
        }

        fn is_alive(&self) -> bool {
            match self {
                Self::Group(leader) => test_kill_process_group(*leader).is_ok(),
                Self::Members(members) => members
                    .iter()
                    .any(|&member| test_kill_process(member).is_ok()),
            }
        }
    }

    /// Has a command run as a process group of its own, which the terminal
    /// does not listen to.
    pub(in crate::git) fn separate(command: &mut Command) {
        command.process_group(0);
    }
}

#[cfg(not(unix))]
mod platform {
    use std::io;
    use std::process::{Child, Command, ExitStatus};

    /// A child; what it started is not known here.
    pub(in crate::git) struct Family;

    impl Family {
        pub(in crate::git) fn of(_child: &Child, _apart: bool) -> Self {
            Self
        }

        pub(in crate::git) fn end(self, child: &mut Child) -> io::Result<ExitStatus> {
            child.kill()?;
            child.wait()
        }
    }

    pub(in crate::git) fn separate(_command: &mut Command) {}
}

#[cfg(unix)]
mod descent {
    use rustix::process::Pid;

    /// Which process started which, as `/proc` lists it; nothing where the
    /// system has no such list.
    pub(super) struct Descent(Vec<(Pid, Pid)>);

    impl Descent {
        pub(super) fn read() -> Self {
            let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
            let pairs = entries.filter_map(|entry| {
                let child = entry.file_name().to_str()?.parse().ok()?;
                let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
                // The name of the program, in parentheses, may hold anything.
                let (_, rest) = stat.rsplit_once(") ")?;
                let parent = rest.split(' ').nth(1)?.parse().ok()?;
                Some((Pid::from_raw(child)?, Pid::from_raw(parent)?))
            });
            Self(pairs.collect())
        }

        /// Adds those that the members started, and they in turn.
        pub(super) fn extend(&self, members: &mut Vec<Pid>) {
            let mut next = 0;
            while let Some(&member) = members.get(next) {
                let children = self.0.iter().filter(|(_, parent)| *parent == member);
                for &(child, _) in children {
                    if !members.contains(&child) {
                        members.push(child);
                    }
                }
                next += 1;
            }
        }
    }
}
