/// What the remote said of one ref, as `git push --porcelain` passes it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is at the commit that was pushed.
    Accepted,
    /// It was not where it was thought to be, or somebody is moving it.
    Moved(String),
    /// The remote does not want it.
    Refused(String),
}

/// What git says of a ref that moved, or that another push is moving. The
/// first four are git's own; the others come from the remote: git and those
/// who build on it, JGit, Gerrit.
const MOVED: [&str; 12] = [
    "stale info",
    "fetch first",
    "non-fast-forward",
    "remote ref updated since checkout",
    "failed to update ref",
    "failed to lock",
    "cannot lock ref",
    "incorrect old value provided",
    "reference already exists",
    "reference does not exist",
    "lock failure",
    "lock_failure",
];

impl Verdict {
    /// Reads the lines `flag TAB from:to TAB summary`, as `git help push` has
    /// them, that tell of pushing `from` to the ref `to`.
    ///
    /// Where a push goes to several addresses there is a line for each, and
    /// one that does not accept outweighs those that do. `None` when no line
    /// tells of it: nobody knows.
    pub(super) fn parse(stdout: &str, from: &str, to: &str) -> Option<Self> {
        let mut verdict = None;
        for line in stdout.lines() {
            let mut columns = line.splitn(3, '\t');
            let (Some(flag), Some(what), Some(summary)) =
                (columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            if what.split_once(':') != Some((from, to)) {
                continue;
            }
            let this = match flag {
                "*" | " " | "+" | "=" => Self::Accepted,
                "!" => Self::of_rejection(summary)?,
                _ => return None,
            };
            verdict = match (verdict, this) {
                (Some(refused @ Self::Refused(_)), _) => Some(refused),
                (Some(moved @ Self::Moved(_)), Self::Accepted) => Some(moved),
                (_, this) => Some(this),
            };
        }
        verdict
    }

    /// Reads `[rejected] (why)`; `None` when the remote gave no answer.
    fn of_rejection(summary: &str) -> Option<Self> {
        let (kind, reason) = summary.split_once("] ").unwrap_or((summary, ""));
        let reason = reason.strip_prefix('(').unwrap_or(reason);
        let reason = reason.strip_suffix(')').unwrap_or(reason);
        if !matches!(kind, "[rejected" | "[remote rejected") {
            return None;
        }
        let lower = reason.to_lowercase();
        // GitHub and others tell more behind a known beginning.
        let moved = MOVED.iter().any(|known| lower.starts_with(known));
        Some(if moved {
            Self::Moved(reason.to_owned())
        } else {
            Self::Refused(reason.to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const REF: &str = "refs/heads/log";

    fn parse(lines: &[&str]) -> Option<Verdict> {
        let text: Vec<String> = lines
            .iter()
            .map(|line| line.replace('|', "\t") + "\n")
            .collect();
        Verdict::parse(
            &format!("To file:///srv/log\n{}Done\n", text.concat()),
            "1a",
            REF,
        )
    }

    fn moved(reason: &str) -> Option<Verdict> {
        Some(Verdict::Moved(reason.to_owned()))
    }

    fn refused(reason: &str) -> Option<Verdict> {
        Some(Verdict::Refused(reason.to_owned()))
    }

    #[test]
    fn reads_what_git_prints() {
        let accepted = Some(Verdict::Accepted);
        for (line, want) in [
            ("*|1a:refs/heads/log|[new branch]", accepted.clone()),
            (" |1a:refs/heads/log|0b..1a", accepted.clone()),
            (
                "+|1a:refs/heads/log|0b...1a (forced update)",
                accepted.clone(),
            ),
            ("=|1a:refs/heads/log|[up to date]", accepted.clone()),
            (
                "!|1a:refs/heads/log|[rejected] (stale info)",
                moved("stale info"),
            ),
            (
                "!|1a:refs/heads/log|[rejected] (fetch first)",
                moved("fetch first"),
            ),
            (
                "!|1a:refs/heads/log|[remote rejected] (failed to update ref)",
                moved("failed to update ref"),
            ),
            (
                "!|1a:refs/heads/log|[remote rejected] (cannot lock ref 'refs/heads/log': is at 0b but expected 0a)",
                moved("cannot lock ref 'refs/heads/log': is at 0b but expected 0a"),
            ),
            (
                "!|1a:refs/heads/log|[remote rejected] (pre-receive hook declined)",
                refused("pre-receive hook declined"),
            ),
            (
                "!|1a:refs/heads/log|[remote rejected] (protected branch hook declined)",
                refused("protected branch hook declined"),
            ),
            (
                "!|1a:refs/heads/log|[remote rejected] ((a) b)",
                refused("(a) b"),
            ),
            (
                "!|1a:refs/heads/log|[remote failure] (remote failed to report status)",
                None,
            ),
            ("-|1a:refs/heads/log|[deleted]", None),
            ("?|1a:refs/heads/log|[new branch]", None),
            ("*|1a:refs/heads/log2|[new branch]", None),
            ("*|1:refs/heads/log|[new branch]", None),
            ("* 1a:refs/heads/log [new branch]", None),
            ("*|1a:refs/heads/log", None),
            ("", None),
        ] {
            assert_eq!(parse(&[line]), want, "{line}");
        }
    }

    #[test]
    fn takes_the_worst_of_several_addresses() {
        let good = "*|1a:refs/heads/log|[new branch]";
        let stale = "!|1a:refs/heads/log|[rejected] (stale info)";
        let hook = "!|1a:refs/heads/log|[remote rejected] (hook declined)";
        let mute = "!|1a:refs/heads/log|[remote failure] (no report)";
        for (lines, want) in [
            (vec![good, good], Some(Verdict::Accepted)),
            (vec![good, stale], moved("stale info")),
            (vec![stale, good], moved("stale info")),
            (vec![hook, stale, good], refused("hook declined")),
            (vec![good, stale, hook], refused("hook declined")),
            (vec![good, mute], None),
        ] {
            assert_eq!(parse(&lines), want, "{lines:?}");
        }
    }

    proptest! {
        #[test]
        fn accepts_by_an_exact_line_only(text in "[*+= !\t:()a-z1\n\\[\\]/-]{0,120}") {
            let accepted = Verdict::parse(&text, "1a", REF) == Some(Verdict::Accepted);
            let says = text.lines().any(|line| {
                ["*", " ", "+", "="]
                    .iter()
                    .any(|flag| line.starts_with(&format!("{flag}\t1a:{REF}\t")))
            });
            prop_assert!(!accepted || says);
        }
    }
}
