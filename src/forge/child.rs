use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long to wait at a time before looking at the clock.
const LOOK: Duration = Duration::from_millis(10);

/// How long to wait for the end of a stream once the program has ended; what
/// it started may hold it open.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// How many bytes of a stream are kept; what comes after is read and dropped.
const KEPT: u64 = 4 << 20;

/// What a program that ran to its end left behind.
pub(super) struct Ran {
    /// How it ended; `None` when its time was over or it was told to stop.
    pub(super) status: Option<ExitStatus>,
    pub(super) stdout: Vec<u8>,
    pub(super) stderr: Vec<u8>,
    /// Whether there was more on standard output than is kept.
    pub(super) is_cut: bool,
}

/// Runs a command with `input` on its standard input, for as long as `time`
/// and until `stop` is true; then it is ended.
pub(super) fn run(
    command: &mut Command,
    input: &[u8],
    time: Duration,
    stop: Option<&AtomicBool>,
) -> std::io::Result<Ran> {
    let stdin = if input.is_empty() {
        Stdio::null()
    } else {
        Stdio::piped()
    };
    separate(command);
    let mut child = command
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        let input = input.to_vec();
        // A program that ends without reading its input is judged by its exit
        // status.
        std::thread::spawn(move || stdin.write_all(&input).ok());
    }
    let stdout = gather(child.stdout.take());
    let stderr = gather(child.stderr.take());
    let status = wait(&mut child, time, stop)?;
    let take = |stream: Receiver<Vec<u8>>| stream.recv_timeout(LAST_WORDS).unwrap_or_default();
    let mut stdout = take(stdout);
    let is_cut = stdout.len() as u64 > KEPT;
    stdout.truncate(usize::try_from(KEPT).expect("it is a few million"));
    Ok(Ran {
        status,
        stdout,
        stderr: take(stderr),
        is_cut,
    })
}

/// Waits for the end of a child; ends it when its time is over.
fn wait(
    child: &mut Child,
    time: Duration,
    stop: Option<&AtomicBool>,
) -> std::io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if begun.elapsed() >= time || stop.is_some_and(|stop| stop.load(Ordering::SeqCst)) {
            end(child)?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(LOOK);
    }
}

/// Has a command run as a process group of its own, so that it can be ended
/// with what it starts.
#[cfg(unix)]
fn separate(command: &mut Command) {
    std::os::unix::process::CommandExt::process_group(command, 0);
}

#[cfg(not(unix))]
fn separate(_command: &mut Command) {}

/// Ends a child, and on Unix what it started.
#[cfg(unix)]
fn end(child: &mut Child) -> std::io::Result<()> {
    use rustix::process::{Pid, Signal, kill_process_group};
    Ok(kill_process_group(Pid::from_child(child), Signal::KILL)?)
}

#[cfg(not(unix))]
fn end(child: &mut Child) -> std::io::Result<()> {
    child.kill()
}

/// Reads a stream to its end in a thread of its own, so that the program is
/// never held up by a full pipe.
fn gather(stream: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    if let Some(mut stream) = stream {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.by_ref().take(KEPT + 1).read_to_end(&mut bytes).ok();
            std::io::copy(&mut stream, &mut std::io::sink()).ok();
            sender.send(bytes).ok();
        });
    }
    receiver
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    const LONG: Duration = Duration::from_secs(60);

    #[test]
    fn what_it_says_is_kept_and_bounded() {
        let ran = run(&mut shell("cat; echo no >&2; exit 3"), b"words", LONG, None);
        let ran = ran.expect("sh runs");
        assert_eq!(ran.status.and_then(|status| status.code()), Some(3));
        assert_eq!(
            (&ran.stdout[..], &ran.stderr[..]),
            (&b"words"[..], &b"no\n"[..])
        );
        let ran = run(&mut shell("head -c 9000000 /dev/zero"), b"", LONG, None);
        let ran = ran.expect("sh runs");
        assert!(ran.is_cut && ran.stdout.len() as u64 == KEPT);
        // Who does not read what is said to it is not waited for.
        let ran = run(&mut shell("exit 0"), &vec![b'x'; 1 << 20], LONG, None);
        assert!(ran.expect("sh runs").status.is_some());
    }

    #[test]
    fn it_is_ended_in_time_and_when_told() {
        let begun = Instant::now();
        let ran = run(&mut shell("sleep 60"), b"", Duration::from_millis(50), None);
        assert!(ran.expect("sh runs").status.is_none());
        let ran = run(
            &mut shell("sleep 60"),
            b"",
            LONG,
            Some(&AtomicBool::new(true)),
        );
        assert!(ran.expect("sh runs").status.is_none());
        // One that leaves something behind is not waited for either.
        let ran = run(&mut shell("sleep 60 & exit 0"), b"", LONG, None);
        assert!(ran.expect("sh runs").status.is_some());
        assert!(begun.elapsed() < LONG / 2);
    }
}
