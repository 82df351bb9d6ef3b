use std::time::Duration;

use clap::{Args, ValueEnum};

/// Whether and how long what was saved is sent.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct SendingArgs {
    /// Do not send it now; 'tidings sync' does, and so does any later command
    /// that reaches the remote.
    #[arg(long)]
    pub(in crate::cli) no_push: bool,
    /// How long sending may take, in seconds or such as 2m; 10 on a terminal
    /// and 60 elsewhere by default. Typing a password takes none of it.
    #[arg(long, value_name = "SECONDS", value_parser = parse_limit)]
    pub(in crate::cli) timeout: Option<Duration>,
}

#[derive(Clone, Debug, Default, Args)]
#[command(
    after_help = "Examples:\n  tidings sync\n  tidings sync --timeout 120\n  tidings sync --keep mine\n  tidings sync --propose"
)]
pub(in crate::cli) struct SyncArgs {
    /// Where the remote's history was rewritten: go on from what it has now.
    /// What was here is kept under a ref of its own.
    #[arg(long, conflicts_with = "restore")]
    pub(in crate::cli) take_remote: bool,
    /// Where the remote's history was rewritten: give it back what it lost.
    #[arg(long)]
    pub(in crate::cli) restore: bool,
    /// Where a post of yours waits because another of yours says something
    /// else: keep what this one says, or what the log says.
    #[arg(long, value_name = "WHICH")]
    pub(in crate::cli) keep: Option<KeepName>,
    /// Make a proposal of every post that was not sent, as post --propose
    /// does: for a log whose branch takes only what was reviewed.
    #[arg(long, conflicts_with_all = ["take_remote", "restore"])]
    pub(in crate::cli) propose: bool,
    /// How long it may take, in seconds or such as 2m; 10 on a terminal and 60
    /// elsewhere by default. Typing a password takes none of it.
    #[arg(long, value_name = "SECONDS", value_parser = parse_limit)]
    pub(in crate::cli) timeout: Option<Duration>,
}

/// Which of two versions of an update is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KeepName {
    Mine,
    Theirs,
}

/// Reads a span of time: seconds, or a number with `s`, `m` or `h` behind it.
pub(in crate::cli) fn parse_span(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let (digits, unit) = match text.char_indices().last() {
        Some((at, 's')) => (&text[..at], 1),
        Some((at, 'm')) => (&text[..at], 60),
        Some((at, 'h')) => (&text[..at], 60 * 60),
        _ => (text, 1),
    };
    let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number: Option<u64> = digits.parse().ok().filter(|_| whole);
    number
        .and_then(|number| number.checked_mul(unit))
        .filter(|&seconds| seconds <= MOST)
        .map(Duration::from_secs)
        .ok_or_else(|| "write a number of seconds, or such as 30s, 2m or 1h".to_owned())
}

/// Reads a span of time in which something is to be done, which is not none.
pub(in crate::cli) fn parse_limit(text: &str) -> Result<Duration, String> {
    match parse_span(text)? {
        Duration::ZERO => Err("nothing can be sent in no time; write 1 or more".to_owned()),
        span => Ok(span),
    }
}

/// The longest span, in seconds: 30 days. No clock overflows by it.
const MOST: u64 = 30 * 24 * 60 * 60;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_seconds_or_have_a_unit() {
        for (text, want) in [
            ("0", Some(0)),
            ("10", Some(10)),
            ("90s", Some(90)),
            ("5m", Some(300)),
            (" 2h ", Some(7200)),
            ("720h", Some(MOST)),
            ("721h", None),
            ("18446744073709551615h", None),
            ("", None),
            ("m", None),
            ("-1", None),
            ("+1", None),
            ("1.5", None),
            ("1d", None),
            ("five", None),
            ("5 m", None),
            ("5é", None),
        ] {
            let span = parse_span(text).ok();
            assert_eq!(span, want.map(Duration::from_secs), "{text:?}");
        }
        assert!(parse_limit("0").is_err() && parse_limit("1").is_ok());
    }
}
