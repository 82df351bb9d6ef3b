use crate::model::{Finding, Place, Severity};

/// A rule that files and changes of the log keep to, as
/// [`docs/check.md`](https://github.com/tidings-log/tidings/blob/main/docs/check.md)
/// describes it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, such as `wrong-author`: what findings, `check:` in the team
    /// file and `--allow` call it.
    pub name: &'static str,
    /// How bad a finding of it is, unless the team says otherwise.
    pub severity: Severity,
    /// What it asks for, in a line without a full stop.
    pub title: &'static str,
    /// Why it is there, in a sentence or two.
    pub why: &'static str,
    /// What to do about a finding of it, in a sentence.
    pub remedy: &'static str,
    /// A change in which it fires.
    pub bad: &'static str,
    /// A change like that in which it does not.
    pub good: &'static str,
}

impl Rule {
    /// Makes a finding of this rule, with the remedy that the rule has in
    /// general.
    pub(super) fn finding(
        &self,
        path: &str,
        place: Option<Place>,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            severity: self.severity,
            rule: self.name,
            path: path.to_owned(),
            place,
            message: message.into(),
            remedy: self.remedy.to_owned(),
        }
    }
}
