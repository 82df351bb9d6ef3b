use std::path::PathBuf;

use anyhow::Context;
use chrono::DateTime;

use super::stage::Stage;
use super::story::{self, LAST_WEEK, READ_AT, READER, TEAM, TEAM_ZONE};
use crate::cli::args::DemoArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::git::{Program, Repository};
use crate::model::{Period, Window};
use crate::render;
use crate::report::{Digest, DigestOptions, Grouping, Selection, TalkView};
use crate::store::Log;
use crate::text;

/// The branch that the sample log is on: a repository of its own.
const BRANCH: &str = "main";

/// Runs `tidings demo`.
pub(in crate::cli) fn run(session: &Session, args: &DemoArgs) -> anyhow::Result<Status> {
    let path = place(session, args)?;
    let repository = Repository::create(&path, true, BRANCH, &sealed())?;
    let log = Log::new(repository, BRANCH.to_owned());
    let mut stage = Stage::new(&log)?;
    let mut acts = 0;
    for scene in story::scenes() {
        stage
            .play(scene)
            .with_context(|| format!("the scene of {} failed", scene.at))?;
        acts += 1;
    }
    let digest = digest(&log)?;
    session.print(&render::digest(&digest, &session.screen()))?;
    let reader = TEAM.iter().find(|cast| cast.handle == READER);
    let reader = reader.context("the reader is not in the cast")?;
    let (name, email) = (reader.name, reader.email);
    let thread = argued(&digest).context("the story leaves nothing to be talked over")?;
    let shown = path.display().to_string();
    let place = text::shell_word(&shown);
    session.streams.note(&format!(
        "\nThe sample team's log, {acts} commits, is in {shown}.\n\
         Go on with it:\n  \
         tidings --repo {place} show {thread}\n  \
         tidings --repo {place} log --decisions\n  \
         tidings --repo {place} digest {LAST_WEEK} --by project\n  \
         tidings --repo {place} digest {LAST_WEEK} --format html -o digest.html\n  \
         git -C {place} log --stat\n\
         Be one of the team there, and see what waits for you:\n  \
         git -C {place} config user.email {email}\n  \
         git -C {place} config user.name '{name}'\n  \
         TIDINGS_NOW={READ_AT} tidings --repo {place} inbox\n\
         Start one of your own: tidings init"
    ));
    Ok(Status::Done)
}

/// Returns the address of what went back and forth too often.
fn argued(digest: &Digest) -> Option<String> {
    let often = |talk: &&TalkView| talk.rules.iter().any(|rule| rule == "exchanges");
    let talk = digest.attention.talk.iter().find(often)?;
    talk.items.first()?.item.address.clone()
}

/// Finds an empty place for the repository.
fn place(session: &Session, args: &DemoArgs) -> anyhow::Result<PathBuf> {
    let Some(directory) = &args.directory else {
        let base = &session.environment.temporary;
        let free = (1..1000)
            .map(|number| base.join(format!("tidings-demo-{number}")))
            .find(|path| std::fs::create_dir(path).is_ok());
        return free.ok_or_else(|| {
            Failure::new(format!("there is no room for a demo in {}", base.display()))
                .hint("name an empty directory: tidings demo DIR")
                .into()
        });
    };
    let path = session.directory().join(directory);
    let taken = std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        return Err(Failure::new(format!("{} is not empty", path.display()))
            .hint("name a directory that is empty or does not exist yet")
            .into());
    }
    Ok(path)
}

/// Returns a `git` that knows nothing of the person who runs the demo, so
/// that it is the same for everybody and needs no configuration.
fn sealed() -> Program {
    Program::new()
        .with_env("GIT_CONFIG_GLOBAL", nowhere())
        .with_env("GIT_CONFIG_NOSYSTEM", "1")
        .with_env("GIT_CONFIG_COUNT", "0")
        .with_env("GIT_TEMPLATE_DIR", "")
}

const fn nowhere() -> &'static str {
    if cfg!(windows) { "NUL" } else { "/dev/null" }
}

fn digest(log: &Log) -> anyhow::Result<Digest> {
    let zone = TEAM_ZONE.parse()?;
    let week: Period = LAST_WEEK.parse()?;
    let snapshot = log.snapshot(&log.tree()?, Window::from(week), zone, &[])?;
    let options = DigestOptions {
        selection: Selection::default(),
        zone,
        instant: DateTime::parse_from_rfc3339(READ_AT)?.to_utc(),
        by: Grouping::Member,
    };
    Ok(Digest::build(&snapshot, &options))
}
