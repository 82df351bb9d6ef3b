use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

use super::{Client, ClientError, Forge, Place};

/// How many comments are asked for at a time.
const PAGE: usize = 100;

/// How many pages of comments are looked through at most.
const PAGES: usize = 50;

/// An issue, or a pull or merge request, that is written to by comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Discussion {
    number: u64,
    is_request: bool,
}

impl Discussion {
    /// Returns whether a comment written since `since` (RFC 3339) holds a text.
    ///
    /// # Errors
    ///
    /// As [`Client::api`].
    pub fn says(
        self,
        client: &Client,
        place: &Place,
        text: &str,
        since: &str,
    ) -> Result<bool, ClientError> {
        let comments = self.comments(client.forge(), place);
        for page in 1..=PAGES {
            let order = match client.forge() {
                Forge::GitHub => format!("since={since}"),
                Forge::GitLab => "order_by=created_at&sort=desc".to_owned(),
            };
            let path = format!("{comments}?{order}&per_page={PAGE}&page={page}");
            let found = client.api("GET", &path, None)?;
            let garbled = || ClientError::Garbled(client.forge());
            let found = found.as_array().ok_or_else(garbled)?;
            let body = |one: &Value| one["body"].as_str().is_some_and(|body| body.contains(text));
            if found.iter().any(body) {
                return Ok(true);
            }
            if found.len() < PAGE {
                break;
            }
        }
        Ok(false)
    }

    /// Writes a comment of this Markdown.
    ///
    /// # Errors
    ///
    /// As [`Client::api`].
    pub fn write(self, client: &Client, place: &Place, text: &str) -> Result<(), ClientError> {
        let comments = self.comments(client.forge(), place);
        let body = json!({ "body": text });
        client.api("POST", &comments, Some(&body)).map(drop)
    }

    /// Returns where the comments are.
    fn comments(self, forge: Forge, place: &Place) -> String {
        let (path, number) = (place.path(), self.number);
        match forge {
            // A pull request is an issue there.
            Forge::GitHub => format!("repos/{path}/issues/{number}/comments"),
            Forge::GitLab => {
                let kind = if self.is_request {
                    "merge_requests"
                } else {
                    "issues"
                };
                // Encoded names are decoded once on the way.
                let path = path.replace('/', "%2F");
                format!("projects/{path}/{kind}/{number}/notes")
            }
        }
    }
}

impl FromStr for Discussion {
    type Err = String;

    /// Reads `12` or `#12`, which is an issue, or `!12`, a merge request.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (digits, is_request) = match text.strip_prefix('!') {
            Some(digits) => (digits, true),
            None => (text.strip_prefix('#').unwrap_or(text), false),
        };
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|&number| plain && number > 0);
        number
            .map(|number| Self { number, is_request })
            .ok_or_else(|| "write the number of an issue, or !12 for a merge request".to_owned())
    }
}

impl fmt::Display for Discussion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_request { '!' } else { '#' };
        write!(f, "{sign}{}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forge::Hosts;

    #[test]
    fn a_number_leads_to_the_comments_of_its_host() {
        let at = |remote: &str, text: &str| {
            let place = Place::parse(remote, &Hosts::default()).expect("a known host");
            let discussion: Discussion = text.parse().expect(text);
            discussion.comments(place.forge().expect("a service"), &place)
        };
        let (github, gitlab) = ("git@github.com:quill/log", "git@gitlab.com:quill/sub/log");
        assert_eq!(at(github, "12"), "repos/quill/log/issues/12/comments");
        assert_eq!(at(github, "!12"), "repos/quill/log/issues/12/comments");
        assert_eq!(
            at(gitlab, "#7"),
            "projects/quill%2Fsub%2Flog/issues/7/notes"
        );
        assert_eq!(
            at(gitlab, "!7"),
            "projects/quill%2Fsub%2Flog/merge_requests/7/notes"
        );
        for bad in [
            "",
            "#",
            "0",
            "-1",
            "+1",
            "1/../2",
            "12?x",
            "twelve",
            "99999999999999999999",
        ] {
            assert!(bad.parse::<Discussion>().is_err(), "{bad}");
        }
    }
}
