/// The line that a file of this kind begins with, up to the version.
const BEGIN: &str = "# Written by tidings ";

/// What stands in it between version and hash.
const MIDDLE: &str = ", which renews it by 'tidings ci update'; ";

/// A file that tells the CI of a forge what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CiFile {
    /// What GitHub runs for a pull request.
    GithubCheck,
    /// What GitHub runs by the clock.
    GithubDigest,
    /// What GitLab runs for both.
    Gitlab,
}

/// What stands in the place of such a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CiState {
    /// What some version of this program wrote.
    Ours,
    /// What it wrote, and a person changed.
    Changed,
    /// Something else.
    Foreign,
}

/// What differs between the teams' files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiOptions {
    /// The log's branch; only characters that mean nothing to a shell, to YAML
    /// or to a forge, as [`CiOptions::takes_branch`] says.
    pub branch: String,
    /// The commit of this program's repository that actions are taken from: 40
    /// hexadecimal digits.
    pub pin: String,
    /// The version of this program.
    pub version: String,
    /// The issue that gets a comment with each digest.
    pub comment: Option<u64>,
}

impl CiFile {
    /// Every file of this kind.
    pub const ALL: [Self; 3] = [Self::GithubCheck, Self::GithubDigest, Self::Gitlab];

    /// Returns the path of the file in its branch.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::GithubCheck => ".github/workflows/tidings-check.yml",
            Self::GithubDigest => ".github/workflows/tidings-digest.yml",
            Self::Gitlab => ".gitlab-ci.yml",
        }
    }

    const fn template(self) -> &'static str {
        match self {
            Self::GithubCheck => include_str!("../../templates/ci/github-check.yml"),
            Self::GithubDigest => include_str!("../../templates/ci/github-digest.yml"),
            Self::Gitlab => include_str!("../../templates/ci/gitlab.yml"),
        }
    }

    /// Writes the file. Its first line names the version and a hash of the
    /// rest, so that what a person changes is not overwritten.
    #[must_use]
    pub fn format(self, options: &CiOptions) -> String {
        let (issues, comment) = match options.comment {
            Some(number) => (
                "      issues: write # writes the comment\n".to_owned(),
                format!("          comment: '{number}'\n"),
            ),
            None => (String::new(), String::new()),
        };
        // Different teams at different minutes, none at the full hour.
        let minute = hash(&options.branch) ^ hash(&options.pin);
        let body = self
            .template()
            .replace("@MINUTE@", &(minute % 29 * 2 + 1).to_string())
            .replace("@ISSUES@", &issues)
            .replace("@COMMENT@\n", &comment)
            .replace("@BRANCH@", &options.branch)
            .replace("@PIN@", &options.pin)
            .replace("@VERSION@", &options.version);
        let hash = hash(&body);
        format!("{BEGIN}{}{MIDDLE}{hash:016x}\n{body}", options.version)
    }
}

impl CiState {
    /// Tells what stands in the place of a file.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let Some((first, body)) = text.split_once('\n') else {
            return Self::Foreign;
        };
        let stamp = first.trim_end().strip_prefix(BEGIN);
        let Some((_, digits)) = stamp.and_then(|stamp| stamp.split_once(MIDDLE)) else {
            return Self::Foreign;
        };
        // A checkout may have changed the ends of the lines.
        let same = digits == format!("{:016x}", hash(&body.replace("\r\n", "\n")));
        if same { Self::Ours } else { Self::Changed }
    }
}

impl CiOptions {
    /// Returns whether the name of a branch can stand in the files.
    #[must_use]
    pub fn takes_branch(name: &str) -> bool {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._/-".contains(&byte);
        !name.is_empty() && name.bytes().all(plain)
    }

    /// Returns whether a text names a commit in full.
    #[must_use]
    pub fn takes_pin(text: &str) -> bool {
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        text.len() == 40 && text.bytes().all(digit)
    }

    /// Returns the issue that a file which was written before names.
    #[must_use]
    pub fn comment_of(text: &str) -> Option<u64> {
        let mut lines = text.lines().map(str::trim);
        let number = lines.find_map(|line| line.strip_prefix("comment: '"))?;
        number.strip_suffix('\'')?.parse().ok()
    }
}

/// Returns a hash of a text (FNV-1a, 64 bits): it tells a change, and proves
/// nothing.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(comment: Option<u64>) -> CiOptions {
        CiOptions {
            branch: "team/log".to_owned(),
            pin: "0123456789abcdef0123456789abcdef01234567".to_owned(),
            version: "0.2.0".to_owned(),
            comment,
        }
    }

    #[test]
    fn a_file_is_known_again_until_somebody_changes_it() {
        for file in CiFile::ALL {
            let text = file.format(&options(None));
            assert!(
                !text.contains("@BRANCH@") && !text.contains("@PIN@"),
                "{text}"
            );
            assert_eq!(CiState::of(&text), CiState::Ours);
            assert_eq!(CiState::of(&text.replace('\n', "\r\n")), CiState::Ours);
            assert_eq!(CiState::of(&format!("{text}# more\n")), CiState::Changed);
            assert_eq!(
                CiState::of(&text.replace("permissions", "x")) == CiState::Ours,
                file == CiFile::Gitlab
            );
            let rest = text.split_once('\n').expect("it has lines").1;
            assert_eq!(CiState::of(rest), CiState::Foreign);
        }
        assert_eq!(CiState::of(""), CiState::Foreign);
    }

    #[test]
    fn a_workflow_has_the_least_it_needs() {
        for comment in [None, Some(12)] {
            let digest = CiFile::GithubDigest.format(&options(comment));
            assert_eq!(digest.contains("issues: write"), comment.is_some());
            assert_eq!(CiOptions::comment_of(&digest), comment);
            let check = CiFile::GithubCheck.format(&options(comment));
            assert!(
                !check.contains("write") || check.contains("# Written"),
                "{check}"
            );
            for text in [digest, check] {
                assert!(text.contains("\npermissions: {}\n"), "{text}");
                assert!(!text.contains("pull_request_target") && !text.contains("run:"));
                assert_eq!(text.matches("persist-credentials: false").count(), 1);
                let uses = text.lines().filter_map(|line| line.split_once("uses: "));
                for (_, action) in uses {
                    let (_, pin) = action.split_once('@').expect("a pinned action");
                    let pin = pin.split(' ').next().expect("a pin");
                    assert!(CiOptions::takes_pin(pin), "{action}");
                }
            }
        }
    }

    #[test]
    fn only_plain_names_stand_in_a_file() {
        for (name, takes) in [
            ("tidings", true),
            ("team/log-2.0_x", true),
            ("", false),
            ("a'b", false),
            ("a${{b}}", false),
            ("a\nb", false),
            ("é", false),
        ] {
            assert_eq!(CiOptions::takes_branch(name), takes, "{name:?}");
        }
        assert!(!CiOptions::takes_pin("main") && !CiOptions::takes_pin(&"A".repeat(40)));
    }
}
