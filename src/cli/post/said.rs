//! What options, arguments and files say.

use clap::Args;

use super::commits;
use super::task::Task;
use super::unanswered;
use super::written::{Written, as_markdown};
use crate::cli::args::PostArgs;
use crate::cli::failure::Failure;
use crate::cli::input::Input;
use crate::cli::session::Session;
use crate::format::{attribute_error, detect_input, explain_misfit, parse_input, parse_item};
use crate::model::{Address, Answer, Desk, Item, NothingToTick, Section, Update};
use crate::render;
use crate::report::FindingView;
use crate::text;

/// How many columns of an item a hint shows.
const SHOWN: usize = 60;

/// How many items a hint lists.
const LISTED: usize = 12;

/// Returns whether anything is said by options, arguments or a file.
pub(super) fn is_given(args: &PostArgs, input: &Input) -> bool {
    let lists = [
        &args.text,
        &args.done,
        &args.next,
        &args.blocker,
        &args.question,
    ];
    let more = [&args.did, &args.kudos, &args.note, &args.answer];
    lists.into_iter().chain(more).any(|list| !list.is_empty())
        || args.health.is_some()
        || input.name.is_some()
        || !args.from_commits.is_empty()
}

/// Reads what is said into an update that holds nothing else.
pub(super) fn read(
    session: &Session,
    args: &PostArgs,
    task: &Task,
    input: &Input,
) -> anyhow::Result<(Update, Vec<Address>)> {
    let mut update = match &input.name {
        Some(name) => from_input(session, task, name, input)?,
        None => Update::new(task.author.clone(), task.period),
    };
    if !args.from_commits.is_empty() {
        update.done.extend(commits::draft(session, args, task)?);
    }
    let members = task.handles();
    let lists = [
        (Section::Done, &args.text),
        (Section::Done, &args.done),
        (Section::Next, &args.next),
        (Section::Blockers, &args.blocker),
        (Section::Questions, &args.question),
        (Section::Kudos, &args.kudos),
    ];
    for (section, texts) in lists {
        for text in texts {
            check_option(text)?;
            if let Some(message) = attribute_error(text) {
                return Err(Failure::usage(message)
                    .hint("correct it, or write a backslash before '{' if it is text")
                    .into());
            }
            let item = parse_item(text, section, &members);
            if item.text.trim().is_empty() {
                return Err(Failure::usage(format!("an item of '{section}' is empty")).into());
            }
            update.section_mut(section).push(item);
        }
    }
    for note in &args.note {
        if note.trim().is_empty() {
            return Err(Failure::usage("a note is empty").into());
        }
        check_option(note)?;
    }
    if !args.note.is_empty() {
        let notes = args.note.join("\n\n");
        update.notes = match update.notes.take() {
            Some(old) => Some(format!("{}\n\n{notes}", old.trim_end())),
            None => Some(notes),
        };
    }
    if let Some(text) = &args.health {
        update.health = Some(text.parse().map_err(Failure::usage)?);
    }
    answers(task, &args.answer, &mut update)?;
    update.time_zone = Some(task.zone.to_string());
    let did: Result<Vec<Address>, _> = args.did.iter().map(|text| text.parse()).collect();
    Ok((
        update,
        did.map_err(|error| Failure::usage(format!("--did: {error}")))?,
    ))
}

/// Refuses an option where a text should stand: `-d -n Later` was not meant
/// to say "-n".
fn check_option(text: &str) -> Result<(), Failure> {
    let command = PostArgs::augment_args(clap::Command::new("post"));
    let is_option = command.get_arguments().any(|known| {
        let short = known.get_short().map(|short| format!("-{short}"));
        let long = known.get_long().map(|long| format!("--{long}"));
        [short, long].iter().flatten().any(|option| option == text)
    });
    if !is_option {
        return Ok(());
    }
    Err(
        Failure::usage(format!("'{text}' stands where a text should"))
            .hint("write the text behind each option: tidings post -d TEXT -n TEXT"),
    )
}

/// Makes the error for an item that cannot be ticked; it lists those that
/// can.
pub(super) fn nothing_to_tick(desk: &Desk, error: NothingToTick) -> anyhow::Error {
    let planned = desk.plan.iter().chain(&desk.start.next);
    let open = desk.open(&desk.start).map(|(_, item)| item);
    let items: Vec<_> = planned.chain(open).collect();
    let mut hint = String::new();
    for item in items.iter().take(LISTED) {
        let id = item.id.as_ref().map_or("-", |id| id.as_str());
        let text = text::terminal(&item.text);
        hint.push_str(&format!("\n  {id}  {}", text::truncate(&text, SHOWN)));
    }
    if let Some(more) = items.len().checked_sub(LISTED).filter(|&more| more > 0) {
        hint.push_str(&format!("\n  and {more} more, in 'tidings post --edit'"));
    }
    let hint = if hint.is_empty() {
        "nothing is planned or open; say what you did: tidings post \"Shipped retries\"".to_owned()
    } else {
        format!("what can be ticked:{hint}")
    };
    anyhow::Error::from(error).context(Failure::new("nothing was posted").hint(hint))
}

/// Makes a post of what is said.
pub(super) fn write<'t>(
    session: &Session,
    args: &PostArgs,
    task: &'t Task,
    input: &Input,
) -> anyhow::Result<Written<'t>> {
    let (mut said, did) = read(session, args, task, input)?;
    if said.is_empty() && did.is_empty() {
        return Err(Failure::new("there is nothing to post")
            .hint("say what you did: tidings post \"Shipped retries\"")
            .into());
    }
    let replace = args.replace;
    if session.prompter().is_some() {
        let (desk, _) = task.log.desk(&task.author, task.period)?;
        let update = join(task, &desk, &said, &did, replace)?;
        let mut said_more = said.clone();
        unanswered::ask(session, task, &desk, &update, &mut said_more)?;
        said = said_more;
    }
    let text = as_markdown(task, &said);
    Ok(Written {
        compose: Box::new(move |desk| join(task, desk, &said, &did, replace)),
        based_on: None,
        text,
        draft: None,
        by_options: input.name.is_none() && args.from_commits.is_empty(),
    })
}

/// Joins what is said to what lies on the desk, or puts it in its place.
pub(super) fn join(
    task: &Task,
    desk: &Desk,
    said: &Update,
    did: &[Address],
    replace: bool,
) -> anyhow::Result<Update> {
    let desk = desk.clone().making_way(said, &task.team.sections);
    let update = if replace {
        desk.replace(said, did)
    } else {
        desk.add(said, did)
    };
    update.map_err(|error| nothing_to_tick(&desk, error))
}

fn from_input(session: &Session, task: &Task, name: &str, input: &Input) -> anyhow::Result<Update> {
    let kind = detect_input(input.file_name(), &input.text);
    let sections = &task.team.sections;
    let members = task.handles();
    parse_input(
        name,
        &input.text,
        kind,
        &task.author,
        task.period,
        sections,
        &members,
    )
    .map_err(|findings| {
        let screen = render::Screen {
            width: session.streams.width(),
            colour: session.streams.colour_stderr(),
        };
        for finding in &findings {
            let view = FindingView::from(finding);
            session
                .streams
                .tell(render::finding(&view, &screen).trim_end());
        }
        let failure = Failure::new(format!("{name} cannot be posted as it is"))
            .hint("mend the lines named above, and post it again");
        input.keep(session, failure.into())
    })
}

fn answers(task: &Task, given: &[String], update: &mut Update) -> Result<(), Failure> {
    for text in given {
        let (key, text) = text.split_once('=').ok_or_else(|| {
            Failure::usage(format!("--answer '{text}' has no '='")).hint("write --answer KEY=TEXT")
        })?;
        if text.trim().is_empty() {
            return Err(Failure::usage(format!("the answer to '{key}' is empty")));
        }
        let section = task.team.sections.iter().find(|section| section.key == key);
        let section = section.ok_or_else(|| {
            let keys: Vec<&str> = task.team.sections.iter().map(|s| s.key.as_str()).collect();
            let known = if keys.is_empty() {
                "none".to_owned()
            } else {
                keys.join(", ")
            };
            Failure::usage(format!("the team has no section '{key}'"))
                .hint(format!("the team's own sections: {known}"))
        })?;
        let fitted = section.kind.fit(&Answer::Text(text.to_owned()));
        let fitted = fitted.map_err(|misfit| {
            let (message, remedy) = explain_misfit(key, &misfit);
            Failure::usage(format!("--answer: {message}")).hint(remedy)
        })?;
        let answer = match (update.answers.remove(key), fitted) {
            (Some(Answer::Text(old)), Answer::Text(new)) if !section.kind.is_word() => {
                Answer::Text(format!("{}\n\n{new}", old.trim_end()))
            }
            (Some(Answer::List(old)), Answer::List(new)) => Answer::List([old, new].concat()),
            (_, fitted) => fitted,
        };
        update.answers.insert(key.to_owned(), answer);
    }
    Ok(())
}

/// Makes an item of one line that somebody typed.
pub(super) fn item(task: &Task, text: &str, section: Section) -> Option<Item> {
    let item = parse_item(text, section, &task.handles());
    (!item.text.trim().is_empty()).then_some(item)
}
