use std::path::PathBuf;

use serde_json::Value;

use super::Forge;

/// A run of a forge's CI: what is to be checked, and where its answers go.
///
/// It is read out of the environment that the forge gives to a job; nothing
/// of it is believed to be a commit or a branch before git says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiRun {
    /// Whose CI it is.
    pub forge: Forge,
    /// Whether it runs for what is to be merged, a pull or merge request or a
    /// queue of them, and not for a branch: then there is something to compare
    /// with, even where nothing here says which commit that is.
    pub is_request: bool,
    /// The commit to compare with, as an object id: where the target branch
    /// was, or where the pushed one was before.
    pub base: Option<String>,
    /// The commit to check, as an object id.
    pub head: Option<String>,
    /// The commit that both have in common, where the forge reckoned it.
    pub common: Option<String>,
    /// The branch that a request is to go into.
    pub target: Option<String>,
    /// The file that is shown on the page of the run, as Markdown.
    pub summary: Option<PathBuf>,
    /// The file that a step's outputs are written to.
    pub output: Option<PathBuf>,
}

impl CiRun {
    /// The variable that names the file with what GitHub tells of the event.
    pub const EVENT: &str = "GITHUB_EVENT_PATH";

    /// The variables that are looked at.
    pub const VARIABLES: [&str; 15] = [
        "CI_COMMIT_BEFORE_SHA",
        "CI_COMMIT_SHA",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA",
        "CI_MERGE_REQUEST_IID",
        "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
        "CI_MERGE_REQUEST_TARGET_BRANCH_SHA",
        "GITHUB_ACTIONS",
        "GITHUB_BASE_REF",
        "GITHUB_EVENT_NAME",
        Self::EVENT,
        "GITHUB_OUTPUT",
        "GITHUB_SHA",
        "GITHUB_STEP_SUMMARY",
        "GITLAB_CI",
    ];

    /// Reads the environment of a job; `None` outside of any that is known.
    ///
    /// `variable` returns the value of one of [`CiRun::VARIABLES`], and
    /// `event` is what the file holds that [`CiRun::EVENT`] names.
    #[must_use]
    pub fn read(variable: impl Fn(&str) -> Option<String>, event: Option<&str>) -> Option<Self> {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        if variable("GITHUB_ACTIONS").is_some_and(|value| value == "true") {
            let event = event.and_then(|text| serde_json::from_str(text).ok());
            return Some(Self::github(&variable, &event.unwrap_or_default()));
        }
        variable("GITLAB_CI").map(|_| Self::gitlab(&variable))
    }

    fn github(variable: &dyn Fn(&str) -> Option<String>, event: &Value) -> Self {
        let text = |path: &str| {
            event
                .pointer(path)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let name = variable("GITHUB_EVENT_NAME").unwrap_or_default();
        let (is_request, base, head) = match name.as_str() {
            "pull_request" | "pull_request_target" | "pull_request_review" => (
                true,
                text("/pull_request/base/sha"),
                text("/pull_request/head/sha"),
            ),
            "merge_group" => (
                true,
                text("/merge_group/base_sha"),
                text("/merge_group/head_sha"),
            ),
            "push" => (false, text("/before"), text("/after")),
            _ => (false, None, None),
        };
        Self {
            forge: Forge::GitHub,
            is_request,
            base: base.filter(|id| is_object(id)),
            head: head.or(variable("GITHUB_SHA")).filter(|id| is_object(id)),
            common: None,
            target: variable("GITHUB_BASE_REF").filter(|_| is_request),
            summary: variable("GITHUB_STEP_SUMMARY").map(PathBuf::from),
            output: variable("GITHUB_OUTPUT").map(PathBuf::from),
        }
    }

    fn gitlab(variable: &dyn Fn(&str) -> Option<String>) -> Self {
        let object = |name: &str| variable(name).filter(|id| is_object(id));
        let commit = object("CI_COMMIT_SHA");
        let is_request = variable("CI_MERGE_REQUEST_IID").is_some();
        let run = Self {
            forge: Forge::GitLab,
            is_request,
            base: object("CI_COMMIT_BEFORE_SHA"),
            head: commit.clone(),
            common: None,
            target: None,
            summary: None,
            output: None,
        };
        if !is_request {
            return run;
        }
        Self {
            base: object("CI_MERGE_REQUEST_TARGET_BRANCH_SHA"),
            // The commit of a pipeline for merged results is made by GitLab.
            head: object("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA").or(commit),
            common: object("CI_MERGE_REQUEST_DIFF_BASE_SHA"),
            target: variable("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
            ..run
        }
    }
}

/// Returns whether a text is the id of an object, and not the zeros that stand
/// for none.
fn is_object(text: &str) -> bool {
    let is_hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hexadecimal && matches!(text.len(), 40 | 64) && text.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a run and says what it is about: base, head, common and target,
    /// each by its first letters.
    fn run(variables: &[(&str, &str)], event: Option<&str>) -> Option<String> {
        let run = CiRun::read(
            |name| {
                let found = variables.iter().find(|(known, _)| *known == name)?;
                Some(found.1.to_owned())
            },
            event,
        )?;
        assert!(
            variables
                .iter()
                .all(|(name, _)| CiRun::VARIABLES.contains(name))
        );
        let short = |text: Option<String>| text.map_or("-".to_owned(), |text| text[..4].to_owned());
        Some(format!(
            "{} {} {} {} {} {}",
            run.forge,
            if run.is_request { "request" } else { "branch" },
            short(run.base),
            short(run.head),
            short(run.common),
            run.target.unwrap_or("-".to_owned())
        ))
    }

    fn id(letter: char) -> String {
        letter.to_string().repeat(40)
    }

    #[test]
    fn github_tells_of_its_event_in_a_file() {
        let (base, head, merge) = (id('b'), id('a'), id('c'));
        let request = format!(
            r#"{{"number":7,"pull_request":{{"base":{{"sha":"{base}"}},"head":{{"sha":"{head}"}}}}}}"#
        );
        let push = format!(r#"{{"before":"{base}","after":"{head}"}}"#);
        let new = format!(r#"{{"before":"{}","after":"{head}"}}"#, id('0'));
        let half = format!(r#"{{"pull_request":{{"head":{{"sha":"{head}"}}"#);
        let queue = format!(r#"{{"merge_group":{{"base_sha":"{base}","head_sha":"{head}"}}}}"#);
        let odd = r#"{"pull_request":{"base":{"sha":"--upload-pack=x"},"head":{"sha":7}}}"#;
        for (name, event, want) in [
            ("pull_request", request.as_str(), "request bbbb aaaa - main"),
            ("push", &push, "branch bbbb aaaa - -"),
            ("push", &new, "branch - aaaa - -"),
            ("merge_group", &queue, "request bbbb aaaa - main"),
            ("schedule", "{}", "branch - cccc - -"),
            ("pull_request", &half, "request - cccc - main"),
            ("pull_request", "", "request - cccc - main"),
            ("pull_request", odd, "request - cccc - main"),
        ] {
            let variables = [
                ("GITHUB_ACTIONS", "true"),
                ("GITHUB_EVENT_NAME", name),
                ("GITHUB_BASE_REF", "main"),
                ("GITHUB_SHA", &merge),
            ];
            let want = format!("GitHub {want}");
            assert_eq!(run(&variables, Some(event)), Some(want), "{event}");
        }
    }

    #[test]
    fn gitlab_tells_of_its_event_in_variables() {
        let [a, b, c, d, none] = ['a', 'b', 'c', 'd', '0'].map(id);
        let push = [
            ("GITLAB_CI", "true"),
            ("CI_COMMIT_SHA", &a),
            ("CI_COMMIT_BEFORE_SHA", &b),
        ];
        assert_eq!(
            run(&push, None).as_deref(),
            Some("GitLab branch bbbb aaaa - -")
        );
        let request = [
            ("GITLAB_CI", "true"),
            ("CI_COMMIT_SHA", &a),
            ("CI_COMMIT_BEFORE_SHA", &none),
            ("CI_MERGE_REQUEST_IID", "7"),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", &b),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"),
            ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", ""),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", ""),
        ];
        assert_eq!(
            run(&request, None).as_deref(),
            Some("GitLab request - aaaa bbbb main")
        );
        let mut merged = request;
        (merged[6].1, merged[7].1) = (&c, &d);
        assert_eq!(
            run(&merged, None).as_deref(),
            Some("GitLab request dddd cccc bbbb main")
        );
    }

    #[test]
    fn elsewhere_there_is_no_run() {
        assert_eq!(run(&[], None), None);
        assert_eq!(run(&[("GITHUB_ACTIONS", "false")], None), None);
        assert_eq!(run(&[("GITLAB_CI", "")], None), None);
    }
}
