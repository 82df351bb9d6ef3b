use super::args::{ListFormat, StatusArgs};
use super::drafts::Draft;
use super::failure::Status as Exit;
use super::inbox;
use super::period;
use super::post;
use super::propose;
use super::session::Session;
use super::sync;
use crate::model::{Agenda, DayKind, Period, PeriodKind, Window};
use crate::render;
use crate::report::{Status, StatusOptions, Unsent};
use crate::store::{Located, Log};

/// Runs `tidings` without a command: the status, or where there is no log,
/// how to try, start or join one.
pub(super) fn run_bare(session: &Session) -> anyhow::Result<Exit> {
    match session.locate()? {
        Located::Log(log) => print(session, &log, ListFormat::Terminal),
        Located::NoLog(log) if session.find(&log)? => print(session, &log, ListFormat::Terminal),
        Located::NoLog(_) | Located::NoRepository(_) => {
            session.print(WELCOME)?;
            Ok(Exit::Done)
        }
    }
}

const WELCOME: &str = "\
There is no log here. tidings keeps a team's status updates in git.

  Try it     tidings demo
  Start one  tidings init
  Join one   tidings join URL
  Read more  tidings --help
";

/// Runs `tidings status`.
pub(super) fn run(session: &Session, args: &StatusArgs) -> anyhow::Result<Exit> {
    if args.short {
        return short(session);
    }
    print(session, &session.log()?, args.format)
}

fn print(session: &Session, log: &Log, format: ListFormat) -> anyhow::Result<Exit> {
    session.refresh(log)?;
    let tree = log.tree()?;
    let settings = log.repository().settings()?;
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    let me = session
        .me(&team, settings)?
        .map(|member| member.handle.clone());
    let now = session.now();
    let own = me.as_ref().and_then(|me| team.member(me));
    let agenda = own.map(|me| Agenda::new(&team, me));
    let zone = match &agenda {
        Some(agenda) => agenda.zone_at(now),
        None => team
            .time_zone
            .or(session.environment.zone)
            .unwrap_or(crate::model::Zone::UTC),
    };
    let today = zone.day_at(now);
    let current = match (own, &agenda) {
        (Some(me), Some(agenda)) => {
            let due = period::pending(&tree, agenda, me, now);
            due.map_or_else(|| agenda.current_period(now), |due| due.period)
        }
        _ => Period::Day(today),
    };
    let window = Window::from(Period::of(PeriodKind::Week, today));
    let snapshot = log.snapshot(&tree, window, zone, &[])?;
    let place = format!("{} ({})", log.directory().display(), log.branch());
    let unsent = log.outbox()?.map(|outbox| Unsent {
        commits: outbox.commits,
        since: session.unsent_since(&outbox),
    });
    let proposals = log.proposals()?;
    let options = StatusOptions {
        proposed: me
            .as_ref()
            .is_some_and(|me| proposals.contains(&(me.clone(), current))),
        me: me.clone(),
        current,
        log: place,
        unsent,
        instant: now,
        zone,
    };
    let report = Status::build(&snapshot, &options);
    match format {
        ListFormat::Json => session.print_json(&report)?,
        ListFormat::Terminal => session.print(&render::status(&report, &session.screen()))?,
    }
    sync::mention_refusal(session, log)?;
    propose::remind(session, log)?;
    session.mention_clashes(log)?;
    if let Some(me) = me {
        if Draft::of(log.repository(), &me, current).read().is_some() {
            session
                .streams
                .note("there is a draft that was not posted; go on with it: tidings post");
        }
        post::mention_left(session, log, &team, &me, false)?;
        if let Some(own) = own {
            // Damaged history is named above, and no reason to have no status.
            if let Err(error) = inbox::mention(session, log, &tree, (&team, own.clone())) {
                session.streams.detail(&format!("the inbox: {error:#}"));
            }
        }
    }
    Ok(Exit::Done)
}

/// Prints one line when an update for the current period is due from whoever
/// asks, and nothing otherwise: also where there is no log.
fn short(session: &Session) -> anyhow::Result<Exit> {
    let Located::Log(log) = session.locate()? else {
        return Ok(Exit::Done);
    };
    let tree = log.tree()?;
    let settings = log.repository().settings()?;
    let team = tree.team(log.branch())?.value.unwrap_or_default();
    // A prompt is no place for complaints: 'tidings status' has them.
    let Ok(Some(me)) = session.me(&team, settings) else {
        return Ok(Exit::Done);
    };
    let (now, agenda) = (session.now(), Agenda::new(&team, me));
    let Some(duty) = period::pending(&tree, &agenda, me, now) else {
        return Ok(Exit::Done);
    };
    // Asked while at work, and once its hour has come also after work.
    let today = agenda.today(now);
    let has_come = duty.due <= now && agenda.today(duty.due) == today;
    let is_asked = agenda.is_at_work(now) || (has_come && agenda.day(today) == DayKind::Work);
    if is_asked && !log.proposals()?.contains(&(me.handle.clone(), duty.period)) {
        let period = duty.period.describe();
        session.print(&format!("tidings: an update for {period} is due\n"))?;
    }
    Ok(Exit::Done)
}
