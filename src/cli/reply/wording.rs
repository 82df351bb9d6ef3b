//! How what is said comes to be: as an argument, from a file, in the editor or
//! at a prompt.

use super::answer::Answer;
use crate::cli::drafts::Draft;
use crate::cli::failure::Failure;
use crate::cli::prompt::answered;
use crate::cli::session::Session;
use crate::format::{format_reply_form, parse_reply_form};
use crate::text;
use crate::ui::{self, PromptError, QuickField, QuickPost};

/// How much of what is answered a prompt shows, in columns.
const SHOWN: usize = 400;

/// What is said.
pub(in crate::cli) struct Wording {
    /// The text; `None` where a state speaks for itself.
    pub(in crate::cli) text: Option<String>,
    /// Where the text is kept already.
    pub(in crate::cli) draft: Option<Draft>,
}

impl Wording {
    /// Takes what was given.
    pub(in crate::cli) fn given(text: &str) -> Self {
        let text = text.trim();
        Self {
            text: (!text.is_empty()).then(|| text.to_owned()),
            draft: None,
        }
    }

    /// Asks for a text, in the editor where that is wanted or a draft is gone
    /// on with, and else at a prompt; `None` when nothing was said that must
    /// be said.
    pub(in crate::cli) fn ask(
        session: &Session,
        answer: &Answer<'_>,
        edits: bool,
    ) -> anyhow::Result<Option<Self>> {
        let begun = offer(session, answer)?;
        if edits || begun.is_some() {
            return edit(session, answer, begun);
        }
        let Some(prompter) = session.prompter() else {
            let command = answer.command("\"What you say\"");
            return Err(
                Failure::usage("nothing was said, and nothing may be asked here")
                    .hint(format!("say it: {command}"))
                    .into(),
            );
        };
        let needed = answer.needs_text();
        let screen = QuickPost {
            heading: heading(answer),
            fields: vec![QuickField {
                title: "Your reply".to_owned(),
                hints: if needed {
                    Vec::new()
                } else {
                    vec!["Enter alone says nothing more".to_owned()]
                },
                ..QuickField::default()
            }],
            ..QuickPost::default()
        };
        match prompter.quick_post(&screen, &|_, _| Ok(())) {
            Ok(typed) => {
                let said = Self::given(&typed.fields.concat().join("\n"));
                Ok((said.text.is_some() || !needed).then_some(said))
            }
            Err(error) => Err(keep(answer, error)),
        }
    }
}

/// Asks, where it can, whether to go on with a text that was not sent the last
/// time; one that is not wanted is set aside.
fn offer(session: &Session, answer: &Answer<'_>) -> anyhow::Result<Option<String>> {
    let draft = answer.draft();
    let (Some(text), Some(prompter)) = (draft.read(), session.prompter()) else {
        return Ok(None);
    };
    let question = "There is a draft of this reply that was not sent. Go on with it?";
    if answered(prompter.confirm(question, true))? {
        // One that lost the end of its comment is mended in the editor.
        return Ok(Some(parse_reply_form(&text).unwrap_or(&text).to_owned()));
    }
    let aside = draft.set_aside()?;
    session
        .streams
        .note(&format!("the draft is kept in {}", aside.display()));
    Ok(None)
}

/// Opens the reply in the editor; `None` when nothing is left that must be
/// said.
fn edit(
    session: &Session,
    answer: &Answer<'_>,
    begun: Option<String>,
) -> anyhow::Result<Option<Wording>> {
    let draft = answer.draft();
    let stored = || answer.subject.reply.as_ref()?.text.clone();
    let goes_on = begun.is_some();
    let before = match begun {
        Some(text) => text,
        None if answer.replace => stored().unwrap_or_default(),
        None => String::new(),
    };
    let intro = [
        heading_line(answer),
        "What you write below this comment is sent; an empty reply is not.".to_owned(),
    ];
    let quoted = if answer.replace {
        String::new()
    } else {
        answer.subject.text()
    };
    let form = format_reply_form(&intro, &quoted, &before);
    if goes_on {
        draft.write(&form)?;
    } else if let Some(aside) = draft.begin(&form)? {
        let aside = aside.display();
        session
            .streams
            .note(&format!("an earlier draft is kept in {aside}"));
    }
    let editor = answer
        .log
        .repository()
        .settings()?
        .editor()?
        .ok_or_else(|| {
            Failure::new("git knows no editor").hint("git config --global core.editor EDITOR")
        })?;
    let edited = ui::edit(&editor, draft.path());
    let left = draft.read().unwrap_or_default();
    if let Err(error) = edited {
        let failure = Failure::new("nothing was sent");
        let failure = if left == form && before.is_empty() || left.is_empty() {
            draft.remove();
            failure
        } else {
            failure.hint(go_on(answer, &draft))
        };
        return Err(anyhow::Error::from(error).context(failure));
    }
    let Some(text) = parse_reply_form(&left) else {
        return Err(Failure::new(
            "the comment at the top has lost its end, '-->'; nothing was sent",
        )
        .hint(go_on(answer, &draft))
        .into());
    };
    let said = Wording::given(text);
    let unchanged = answer.replace && answer.state.is_none() && text == before.trim();
    match &said.text {
        // An editor that was left without a word is no answer, whatever was
        // to be done to the item.
        None => {
            draft.remove();
            Ok(None)
        }
        Some(_) if unchanged => {
            draft.remove();
            Ok(None)
        }
        Some(text) => {
            draft.write(text)?;
            Ok(Some(Wording {
                draft: Some(draft),
                ..said
            }))
        }
    }
}

fn go_on(answer: &Answer<'_>, draft: &Draft) -> String {
    format!(
        "what you wrote is kept in {}; go on with '{}'",
        draft.path().display(),
        answer.command("--edit")
    )
}

/// Keeps what was typed at a prompt that was left.
fn keep(answer: &Answer<'_>, error: PromptError) -> anyhow::Error {
    let interrupted = matches!(error, PromptError::Interrupted { .. });
    let message = error.to_string();
    let typed = error.into_so_far().fields.concat().join("\n");
    let failure = if interrupted {
        Failure::interrupted(message)
    } else {
        Failure::new(message)
    };
    if typed.trim().is_empty() {
        return failure.into();
    }
    let draft = answer.draft();
    match draft.begin(&typed) {
        Ok(_) => failure.hint(go_on(answer, &draft)).into(),
        Err(lost) => lost,
    }
}

/// Says what is answered.
fn heading_line(answer: &Answer<'_>) -> String {
    let (subject, address) = (answer.subject, answer.subject.address());
    if answer.replace {
        format!("Your reply {address}.")
    } else {
        format!("You answer {address}, {}.", subject.describe())
    }
}

/// Says what is answered, with what it says.
fn heading(answer: &Answer<'_>) -> String {
    let said = answer.subject.text();
    let said = text::terminal(said.trim()).into_owned();
    let said = text::truncate(&said, SHOWN);
    if said.is_empty() {
        heading_line(answer)
    } else {
        format!("{} {said}", heading_line(answer))
    }
}
