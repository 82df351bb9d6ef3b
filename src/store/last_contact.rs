use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use super::Log;

/// How long to leave a remote alone that has failed to answer once; each
/// further failure doubles it.
const FIRST_PAUSE: i64 = 5 * 60;

/// How long to leave it alone at most.
const LONGEST_PAUSE: i64 = 60 * 60;

/// When the remote was last asked, in seconds since 1970, and how it went.
///
/// It is a help only: a file that is damaged, or cannot be written, has the
/// remote asked more often.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastContact {
    /// When it last answered.
    pub answered: Option<i64>,
    /// When it last failed to, if that was later.
    pub failed: Option<i64>,
    /// How often in succession it failed.
    pub failures: u32,
}

impl LastContact {
    /// Returns whether the remote is to be asked again, where what it said may
    /// be `age` old. An instant that lies in the future says nothing.
    #[must_use]
    pub fn is_due(&self, age: Duration, now: i64) -> bool {
        let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
        let within = |then: Option<i64>, span: i64| {
            then.is_some_and(|then| (0..span).contains(&now.saturating_sub(then)))
        };
        let doubled = 2_i64.saturating_pow(self.failures.saturating_sub(1));
        let pause = FIRST_PAUSE.saturating_mul(doubled).min(LONGEST_PAUSE);
        !within(self.answered, age) && !within(self.failed, pause)
    }

    /// Returns what is known after another contact.
    #[must_use]
    pub const fn after(self, answers: bool, now: i64) -> Self {
        if answers {
            return Self {
                answered: Some(now),
                failed: None,
                failures: 0,
            };
        }
        Self {
            answered: self.answered,
            failed: Some(now),
            failures: self.failures.saturating_add(1),
        }
    }

    fn parse(text: &str) -> Self {
        let mut read = Self::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                ["answered", then] => read.answered = then.parse().ok(),
                ["failed", then, count] => {
                    if let (Ok(then), Ok(count)) = (then.parse(), count.parse()) {
                        read.failed = Some(then);
                        read.failures = count;
                    }
                }
                _ => {}
            }
        }
        read
    }

    fn format(&self) -> String {
        let mut text = String::new();
        if let Some(then) = self.answered {
            text.push_str(&format!("answered {then}\n"));
        }
        if let Some(then) = self.failed {
            text.push_str(&format!("failed {then} {}\n", self.failures));
        }
        text
    }
}

impl Log {
    /// Reads when the remote was last asked.
    #[must_use]
    pub fn last_contact(&self) -> LastContact {
        let text = fs::read_to_string(self.contact_file());
        text.map(|text| LastContact::parse(&text))
            .unwrap_or_default()
    }

    /// Notes that the remote was asked at `now`, in seconds since 1970, and
    /// whether it answered.
    pub fn note_contact(&self, answers: bool, now: i64) {
        let path = self.contact_file();
        let text = self.last_contact().after(answers, now).format();
        let new = path.with_extension(format!("new.{}", std::process::id()));
        let write = || {
            if let Some(directory) = path.parent() {
                fs::create_dir_all(directory)?;
            }
            fs::write(&new, &text)?;
            fs::rename(&new, &path)
        };
        if write().is_err() {
            fs::remove_file(&new).ok();
        }
    }

    fn contact_file(&self) -> PathBuf {
        let directory = self.repository().common_dir().join("tidings");
        // Of two logs in one repository each has its own.
        let name = self.branch().replace('/', "%");
        directory.join("contact").join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60;

    #[test]
    fn a_remote_is_asked_once_in_a_while_and_less_often_when_it_fails() {
        let age = Duration::from_secs(300);
        let never = LastContact::default();
        assert!(never.is_due(age, 0));
        let answered = never.after(true, 1000);
        for (now, due) in [(1000, false), (1299, false), (1300, true), (999, true)] {
            assert_eq!(answered.is_due(age, now), due, "{now}");
        }
        assert!(answered.is_due(Duration::ZERO, 1000));
        let mut failing = never;
        let pauses = [5, 10, 20, 40, 60, 60];
        for minutes in pauses {
            failing = failing.after(false, 0);
            for zero in [age, Duration::ZERO] {
                assert!(!failing.is_due(zero, minutes * MINUTE - 1), "{minutes}");
                assert!(failing.is_due(zero, minutes * MINUTE), "{minutes}");
            }
        }
        assert_eq!(failing.after(true, 7), never.after(true, 7));
        let far = LastContact {
            failures: u32::MAX,
            ..failing
        };
        assert!(far.is_due(age, LONGEST_PAUSE));
    }

    #[test]
    fn what_was_noted_is_read_back_and_damage_is_nothing() {
        let failed = LastContact::default().after(true, -5).after(false, 7);
        for contact in [LastContact::default(), failed, failed.after(true, 9)] {
            assert_eq!(LastContact::parse(&contact.format()), contact);
        }
        for damaged in [
            "",
            "\0\0\0",
            "answered",
            "answered x",
            "failed 3",
            "failed 3 -1",
        ] {
            assert_eq!(LastContact::parse(damaged), LastContact::default());
        }
    }
}
