use super::task::Task;
use super::unanswered::{self, Unanswered};
use super::written::Written;
use super::{confirm, draft, edit, left, quick, said};
use crate::cli::args::PostArgs;
use crate::cli::drafts::Draft;
use crate::cli::failure::{Failure, Status};
use crate::cli::input::Input;
use crate::cli::objection::{self, Objection};
use crate::cli::propose;
use crate::cli::session::Session;
use crate::cli::sync::Parcel;
use crate::cli::words::{Topic, Words};
use crate::format::{format_update, update_path};
use crate::model::NothingToTick;
use crate::report::InspectedView;
use crate::store::{NewPost, Posted};
use crate::text;

/// Runs `tidings post`.
pub(in crate::cli) fn run(session: &Session, args: &PostArgs) -> anyhow::Result<Status> {
    let input = Input::read(session, args.file.as_deref())?;
    let task = match Task::begin(session, args) {
        Ok(task) => task,
        Err(error) => return Err(input.keep(session, error)),
    };
    let given = said::is_given(args, &input);
    let edits = wants_editor(session, args);
    let begun = if edits || !given {
        draft::offer(session, &task)?
    } else {
        None
    };
    let written = if edits || begun.is_some() {
        edit::write(session, args, &task, &input, begun)?
    } else if given {
        Some(said::write(session, args, &task, &input)?)
    } else {
        quick::write(session, &task)?
    };
    let Some(written) = written else {
        session.streams.note(if edits {
            "the form says nothing new, so nothing was posted"
        } else {
            "nothing was said, so nothing was posted"
        });
        return Ok(Status::Done);
    };
    // What the editor left is kept already, and what is only tried is not lost.
    let words = if args.dry_run || written.draft.is_some() {
        None
    } else {
        let repository = task.log.repository();
        // A disk that has no room for them may have room for the post.
        Words::keep(
            repository,
            &task.author,
            &Topic::Update(task.period),
            &written.text,
        )
        .ok()
    };
    let (posted, remarks) = match save(&task, args, &written) {
        Ok(saved) => saved,
        Err(error) => return Err(keep(session, &task, args, &written, words, error)),
    };
    if let Some(words) = words {
        words.remove();
    }
    objection::say(session, &remarks);
    if args.dry_run {
        session.print(&format!("# {}\n{}", posted.path, posted.text))?;
        return Ok(Status::Done);
    }
    let draft = task.draft();
    if written.draft.is_some() || is_draft(session, args, &draft) {
        draft.remove();
    }
    confirm::say(session, args, &task, &posted);
    if draft.read().is_some() {
        session.streams.note(&format!(
            "there is a draft as well, not posted; go on with it: {}",
            task.command("--edit")
        ));
    }
    let on_behalf = task.posted_by.is_some();
    left::mention(session, &task.log, &task.team, &task.author, on_behalf)?;
    if let Some(begun) = &task.proposal {
        let (log, signer) = (&task.log, &task.signer);
        return propose::finish(session, begun, log, signer, &args.sending, &posted);
    }
    session.send(
        &task.log,
        &task.signer,
        &args.sending,
        &Parcel::post(&posted),
    )
}

/// Returns whether `-f` named the draft itself.
fn is_draft(session: &Session, args: &PostArgs, draft: &Draft) -> bool {
    let named = args
        .file
        .as_ref()
        .map(|path| session.directory().join(path));
    let named = named.and_then(|path| path.canonicalize().ok());
    named.is_some() && named == draft.path().canonicalize().ok()
}

fn wants_editor(session: &Session, args: &PostArgs) -> bool {
    args.edit || !args.from_commits.is_empty() && session.prompter().is_some()
}

/// Saves the update, unless a rule objects; returns what else the rules say.
fn save(
    task: &Task,
    args: &PostArgs,
    written: &Written<'_>,
) -> anyhow::Result<(Posted, Vec<InspectedView>)> {
    let post = NewPost {
        author: &task.author,
        period: task.period,
        posted_by: task.posted_by.as_deref(),
        based_on: written.based_on,
    };
    let path = update_path(&task.author, task.period);
    let mut remarks = Vec::new();
    let posted = task.log.post(&post, &task.signer, args.dry_run, |desk| {
        let update = (written.compose)(desk)?;
        unanswered::check(task, desk, &update)?;
        let text = format_update(&update);
        remarks = objection::examine(&task.team, &path, &text, &args.allow.allow)?;
        anyhow::Ok(update)
    })?;
    Ok((posted, remarks))
}

/// Keeps what was written when it could not be posted.
fn keep(
    session: &Session,
    task: &Task,
    args: &PostArgs,
    written: &Written<'_>,
    words: Option<Words>,
    error: anyhow::Error,
) -> anyhow::Error {
    // A dry run saves nothing, and a slip in the options is mended in them.
    let slip = error.downcast_ref::<NothingToTick>().is_some();
    let lacking = error.downcast_ref::<Unanswered>();
    let lacking = lacking.map(|lacking| lacking.options.clone());
    let objection = error.downcast_ref::<Objection>();
    if let Some(objection) = objection {
        objection::say(session, &objection.findings);
    }
    let overrule = objection.map(Objection::advice);
    if args.dry_run || (slip || lacking.is_some()) && written.by_options {
        if let Some(words) = words {
            words.remove();
        }
        return match lacking {
            Some(options) => {
                error.context(Failure::new("nothing was posted").hint(format!("add {options}")))
            }
            None => match overrule {
                Some(overrule) => error.context(
                    Failure::new("nothing would be posted")
                        .hint(overrule.trim_start_matches("; ").to_owned()),
                ),
                None => error,
            },
        };
    }
    let draft = task.draft();
    let more = lacking.map(|options| format!(", with {options}"));
    let more = more.or(overrule).unwrap_or_default();
    let path = match (keep_draft(&draft, &written.text), words) {
        (Ok(()), words) => {
            if let Some(words) = words {
                words.remove();
            }
            draft.path().to_owned()
        }
        (Err(_), Some(words)) => words.path().to_owned(),
        (Err(lost), None) => {
            session
                .streams
                .tell(text::terminal_lines(&written.text).trim_end());
            return error.context(format!(
                "the update was not posted, and what you wrote could not be kept either, so that \
                 it stands above: {lost:#}"
            ));
        }
    };
    error.context(Failure::new("the update was not posted").hint(format!(
        "what you wrote is kept; post it with '{}'{more}",
        task.file_command(&path)
    )))
}

/// Makes a text the draft, unless it is that already.
fn keep_draft(draft: &Draft, text: &str) -> anyhow::Result<()> {
    if draft.read().is_some_and(|kept| kept == text) {
        return Ok(());
    }
    draft.begin(text).map(drop)
}
