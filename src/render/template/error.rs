use minijinja::ErrorKind;

use crate::text;

/// A template that cannot be used, with the place, the cause and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {cause}", self.place())]
pub struct TemplateError {
    /// The name of the template that is wrong, which may be one that the
    /// template asked for includes.
    pub name: String,
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// That line of the template's source.
    pub source_line: Option<String>,
    /// What is wrong, in a sentence without a full stop.
    pub cause: String,
    /// What to do about it, in a sentence without a full stop.
    pub remedy: String,
}

impl TemplateError {
    /// Returns the template and the line: `digest.md.jinja:7`.
    #[must_use]
    pub fn place(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.name),
            None => self.name.clone(),
        }
    }

    /// Makes the error for a template that nobody knows.
    pub(super) fn unknown(name: &str, known: &[&str]) -> Self {
        Self {
            name: text::terminal(name).into_owned(),
            line: None,
            source_line: None,
            cause: "there is no such template".to_owned(),
            remedy: known_templates(known),
        }
    }

    /// Makes the error from one of the engine; `source` gives the text of a
    /// template.
    pub(super) fn from_engine(
        error: &minijinja::Error,
        asked: &str,
        known: &[&str],
        source: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let deepest = deepest(error);
        let name = deepest.name().unwrap_or(asked);
        let source_line = deepest.line().and_then(|line| {
            let source = source(name)?;
            let line = source.lines().nth(line.checked_sub(1)?)?;
            Some(text::terminal(line.trim()).into_owned())
        });
        let cause = match deepest.detail() {
            Some(detail) => format!("{}: {detail}", deepest.kind()),
            None => deepest.kind().to_string(),
        };
        Self {
            name: text::terminal(name).into_owned(),
            line: deepest.line(),
            source_line,
            remedy: remedy(deepest, known),
            cause: text::terminal(&cause).into_owned(),
        }
    }
}

/// Returns the engine's error that knows best: those around it only say that
/// an include or a block failed.
fn deepest(error: &minijinja::Error) -> &minijinja::Error {
    let mut best = error;
    let mut next = std::error::Error::source(error);
    while let Some(cause) = next {
        if let Some(inner) = cause.downcast_ref::<minijinja::Error>()
            && inner.line().is_some()
        {
            best = inner;
        }
        next = cause.source();
    }
    best
}

fn remedy(error: &minijinja::Error, known: &[&str]) -> String {
    match error.kind() {
        ErrorKind::TemplateNotFound => known_templates(known),
        ErrorKind::UndefinedError => {
            "check the spelling; 'tidings digest --format json' prints what a template receives"
                .to_owned()
        }
        ErrorKind::UnknownFilter if error.detail().is_some_and(|d| d.contains("safe")) => {
            "leave it out: text is always made safe; 'notes' prints Markdown and 'link' a link"
                .to_owned()
        }
        ErrorKind::UnknownFilter => {
            "besides the usual filters there are notes, link, code, short, days, plural, minute, \
             names and anchor"
                .to_owned()
        }
        ErrorKind::OutOfFuel => {
            "it does too much work for a digest of this size; look for loops within loops"
                .to_owned()
        }
        ErrorKind::WriteFailure => {
            "it prints too much for a digest of this size; look for loops within loops".to_owned()
        }
        _ => "correct that line, or remove the template to use the built-in one".to_owned(),
    }
}

fn known_templates(known: &[&str]) -> String {
    text::terminal(&format!("the templates are {}", known.join(", "))).into_owned()
}
