use std::borrow::Cow;
use std::path::Path;

use super::answer::Answer;
use super::choice::Choice;
use super::kept::mention;
use super::subject::Subject;
use super::wording::Wording;
use crate::cli::address::find_one;
use crate::cli::args::{ReplyArgs, ResolveArgs, StateArgs};
use crate::cli::author::Author;
use crate::cli::drafts::Draft;
use crate::cli::failure::{Failure, Status};
use crate::cli::input::Input;
use crate::cli::session::Session;
use crate::cli::sync::Parcel;
use crate::format::parse_reply_form;
use crate::model::{ReplyState, Team};
use crate::store::{Log, LogTree, Replied, Saved, Signer};
use crate::text;

/// Runs `tidings resolve`: a reply that closes an item.
pub(in crate::cli) fn resolve(session: &Session, args: ResolveArgs) -> anyhow::Result<Status> {
    run(
        session,
        &ReplyArgs {
            address: Some(args.item),
            text: args.text,
            edit: false,
            file: None,
            state: StateArgs {
                resolve: true,
                ..StateArgs::default()
            },
            replace: false,
            author: None,
            dry_run: false,
            allow: args.allow,
            sending: args.sending,
        },
    )
}

/// Runs `tidings reply`.
pub(in crate::cli) fn run(session: &Session, args: &ReplyArgs) -> anyhow::Result<Status> {
    let Some((task, saved)) = save(session, args)? else {
        return Ok(Status::Done);
    };
    let parcel = Parcel::of(saved.as_ref());
    session.send(&task.log, &task.signer, &args.sending, &parcel)
}

/// Saves an answer, which is sent later; returns what was saved.
pub(in crate::cli) fn give(session: &Session, args: &ReplyArgs) -> anyhow::Result<Option<Saved>> {
    Ok(save(session, args)?.and_then(|(_, saved)| saved))
}

/// Saves what is to be said; `None` where nothing was said, or it was only
/// tried.
fn save(session: &Session, args: &ReplyArgs) -> anyhow::Result<Option<(Task, Option<Saved>)>> {
    let input = read_input(session, args)?;
    let task = match Task::begin(session, args) {
        Ok(task) => task,
        Err(error) => return Err(input.keep(session, error)),
    };
    let answer = Answer {
        log: &task.log,
        team: &task.team,
        author: &task.author,
        signer: &task.signer,
        subject: &task.subject,
        state: args.state.state(),
        replace: args.replace,
        dry_run: args.dry_run,
        allowed: &args.allow.allow,
    };
    let file = input.name.as_ref().map(|_| input.text.as_str());
    let wording = match args.text.as_deref().or(file) {
        // What an editor left is a form, and its comment is not sent.
        Some(text) => Some(Wording::given(parse_reply_form(text).unwrap_or(text))),
        None if args.edit || answer.needs_text() => Wording::ask(session, &answer, args.edit)?,
        None => Some(Wording::given("")),
    };
    let Some(wording) = wording else {
        session
            .streams
            .note("nothing was said, so nothing was sent");
        return Ok(None);
    };
    if wording.text.is_none() && answer.needs_text() {
        return Err(Failure::usage("the reply says nothing")
            .hint(format!("say it: {}", answer.command("\"What you say\"")))
            .into());
    }
    let replied = answer.save(session, wording.text.as_deref())?;
    if args.dry_run {
        session.print(&format!("# {}\n{}", replied.path, replied.text))?;
        return Ok(None);
    }
    let draft = answer.draft();
    if wording.draft.is_some() || is_draft(session, args, &draft) {
        draft.remove();
    }
    say(session, &answer, &replied);
    mention(session, &answer)?;
    Ok(Some((task, replied.saved)))
}

/// Reads what `-f` names, or standard input where something must be said and
/// nothing else says it.
fn read_input(session: &Session, args: &ReplyArgs) -> anyhow::Result<Input> {
    let given = args.text.is_some() || args.edit || args.file.is_some();
    let speaks = matches!(args.state.state(), None | Some(ReplyState::Decided));
    let piped = !given && speaks && !session.streams.stdin_is_terminal();
    let file = args.file.as_deref();
    Input::read(session, file.or(piped.then_some(Path::new("-"))))
}

/// Returns whether `-f` named the draft itself.
fn is_draft(session: &Session, args: &ReplyArgs, draft: &Draft) -> bool {
    let named = args
        .file
        .as_ref()
        .map(|path| session.directory().join(path));
    let named = named.and_then(|path| path.canonicalize().ok());
    named.is_some() && named == draft.path().canonicalize().ok()
}

/// Who answers what, and in which log.
struct Task {
    log: Log,
    team: Team,
    author: Author,
    signer: Signer,
    subject: Subject,
}

impl Task {
    /// Finds the log, the member and what is answered.
    fn begin(session: &Session, args: &ReplyArgs) -> anyhow::Result<Self> {
        let log = session.log_to_change()?;
        // What is answered may be known from elsewhere, and not be here yet.
        session.refresh(&log)?;
        let settings = log.repository().settings()?;
        let mut tree = log.tree()?;
        let mut team = tree.usable_team(log.branch())?;
        let signer = Session::signer(settings)?;
        let author = |team: &Team| match &args.author {
            Some(name) => Author::named(session, team, settings, name, &signer),
            None => Ok(Author {
                handle: session.require_me(team, settings)?.handle,
                posted_by: None,
            }),
        };
        let address = match &args.address {
            Some(address) => Cow::Borrowed(address.as_str()),
            None => {
                let choice = Choice::read(session, &log, &tree, &team, &author(&team)?.handle)?;
                choice.make(session, args)?.into()
            }
        };
        if !is_here(&log, &tree, &team, &address)? {
            session.refresh_now(&log)?;
            tree = log.tree()?;
            team = tree.usable_team(log.branch())?;
        }
        let author = author(&team)?;
        let found = find_one(&log, &tree, &team, &address)?;
        let subject = Subject::read(&tree, found)?;
        if let Some(state) = args.state.state() {
            subject.check(state)?;
        }
        if args.replace {
            subject.own_reply(&team, &author.handle)?;
        }
        drop(tree);
        Ok(Self {
            log,
            team,
            author,
            signer,
            subject,
        })
    }
}

/// Returns whether an address leads to anything; one that makes no sense
/// leads nowhere else either.
fn is_here(log: &Log, tree: &LogTree<'_>, team: &Team, text: &str) -> anyhow::Result<bool> {
    let Ok(address) = text.parse() else {
        return Ok(true);
    };
    Ok(!log.find(tree, team, &address)?.is_empty())
}

/// Says what was saved, and where to see it.
fn say(session: &Session, answer: &Answer<'_>, replied: &Replied) {
    let note = |line: &str| session.streams.note(line);
    let (to, address) = (answer.subject.to(), &replied.address);
    let Some(saved) = &replied.saved else {
        note(&match answer.state {
            _ if answer.replace => format!("nothing new: {address} says that already"),
            Some(ReplyState::Reopened) => format!("{to} is open already"),
            Some(ReplyState::Acknowledged) => format!("you acknowledged {to} already"),
            _ => format!("{to} was resolved already"),
        });
        return;
    };
    let done = match answer.state {
        _ if answer.replace => format!("edited: {address}"),
        None => format!("replied: {address}"),
        Some(ReplyState::Resolved) if replied.already => {
            format!("replied: {address}; {to} was resolved already")
        }
        Some(ReplyState::Resolved) => format!("resolved: {to}"),
        Some(ReplyState::Reopened) => format!("reopened: {to}"),
        Some(ReplyState::Acknowledged) => format!("acknowledged: {to}"),
        Some(ReplyState::Decided) => format!("decided: {to}"),
    };
    let by = answer.author.posted_by.as_ref();
    let by = by.map_or_else(String::new, |by| {
        let name = &answer.author.handle;
        format!(", in the name of {name}, posted by {}", text::terminal(by))
    });
    note(&format!("{done}{by}\n  show it: tidings show {to}"));
    session.detail_saved(saved);
}
