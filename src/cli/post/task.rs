use chrono::{DateTime, NaiveDate, Utc};

use crate::cli::args::{PersonArgs, PostArgs};
use crate::cli::author::Author;
use crate::cli::drafts::Draft;
use crate::cli::prompt::answered;
use crate::cli::propose::Begun;
use crate::cli::session::{Session, no_log, no_member, parse_zone};
use crate::cli::{init, join, period};
use crate::git::Settings;
use crate::model::{
    Agenda, DayKind, Desk, Duty, Handle, Item, Member, Occasion, Period, PeriodKind, Questionnaire,
    Team, Window, Zone, gather_done,
};
use crate::store::{Located, Log, Signer};
use crate::text;

/// How many days before an update the last day of work is looked for.
const LOOK_BACK: usize = 31;

/// Who posts for whom, for which period, and into which log.
pub(super) struct Task {
    /// The log, or the branch of the proposal that is posted to.
    pub(super) log: Log,
    /// What is known of that proposal.
    pub(super) proposal: Option<Begun>,
    pub(super) team: Team,
    /// Whose update it is.
    pub(super) author: Handle,
    /// Who posts it on the author's behalf: a handle, or a name.
    pub(super) posted_by: Option<String>,
    pub(super) period: Period,
    /// What is due for that period, where nobody named it and it is another
    /// than the current one.
    pub(super) due: Option<Duty>,
    /// The day that it is for the author.
    pub(super) today: NaiveDate,
    /// The zone the author is in.
    pub(super) zone: Zone,
    pub(super) signer: Signer,
}

impl Task {
    /// Finds the log and the member, or offers on a terminal to start one and
    /// to enrol.
    pub(super) fn begin(session: &Session, args: &PostArgs) -> anyhow::Result<Self> {
        let log = open_log(session)?;
        let settings = log.repository().settings()?;
        // Git takes as long to say who commits as the team takes to be read.
        let (signer, team) = std::thread::scope(|threads| {
            let signer = threads.spawn(|| Session::signer(settings));
            let team = log.tree().and_then(|tree| tree.usable_team(log.branch()));
            (signer.join().expect("asking git does not panic"), team)
        });
        let (signer, team) = (signer?, team?);
        let (team, author, posted_by) = match &args.author {
            Some(name) => {
                let author = Author::named(session, &team, settings, name, &signer)?;
                (team, author.handle, author.posted_by)
            }
            None => {
                let me = session.me(&team, settings)?.cloned();
                let (team, me) = match me {
                    Some(me) => (team, me),
                    None => enrol(session, &log, &team, settings)?,
                };
                (team, me.handle, None)
            }
        };
        let member = team.member(&author).expect("the author is of the team");
        let agenda = Agenda::new(&team, member);
        let zone = match &args.zone {
            Some(text) => parse_zone(text)?,
            None => agenda.zone_at(session.now()),
        };
        let today = zone.day_at(session.now());
        let mut due = None;
        let period = match &args.period {
            Some(text) => period::read(text, today)?,
            None if args.week => Period::of(PeriodKind::Week, today),
            None => {
                let current = Period::of(agenda.current_period(session.now()).kind(), today);
                due = period::unproposed(&log, &agenda, member, session.now())?
                    .filter(|duty| duty.period != current);
                due.map_or(current, |duty| duty.period)
            }
        };
        let (log, proposal) = if args.propose {
            let sending = (args.sending.no_push, args.sending.timeout);
            let update = (&author, period);
            let (log, begun) = Begun::open(session, log, update, &signer, sending, args.dry_run)?;
            (log, Some(begun))
        } else {
            (log, None)
        };
        Ok(Self {
            log,
            proposal,
            team,
            author,
            posted_by,
            period,
            due,
            today,
            zone,
            signer,
        })
    }

    /// Returns the author's days and duties.
    fn agenda(&self) -> Agenda<'_> {
        Agenda::new(&self.team, self.member())
    }

    fn member(&self) -> &Member {
        let member = self.team.member(&self.author);
        member.expect("the author is of the team")
    }

    /// Returns what the team asks in this update.
    pub(super) fn questions(&self, desk: &Desk) -> Questionnaire {
        let occasion = Occasion::of(&self.agenda(), self.period, desk.previous);
        Questionnaire::new(&self.team, self.period, occasion)
    }

    /// Says since when a daily update looks back: the last one, or for who
    /// never posted the last day of work.
    pub(super) fn looks_back(&self, desk: &Desk) -> Option<String> {
        let Period::Day(day) = self.period else {
            return None;
        };
        let agenda = self.agenda();
        let before = || std::iter::successors(day.pred_opt(), NaiveDate::pred_opt);
        if let Some(previous) = desk.previous {
            let away = before()
                .take_while(|day| *day > previous.last_day())
                .any(|day| matches!(agenda.day(day), DayKind::Away(_)));
            let since = previous.describe();
            return Some(if away {
                format!("since your last update before you were away, for {since}")
            } else {
                format!("since {since}")
            });
        }
        let worked = before()
            .take(LOOK_BACK)
            .find(|day| agenda.day(*day) == DayKind::Work)?;
        Some(format!("since {}", Period::Day(worked).describe()))
    }

    /// Says until when this update is waited for, and how to write for now
    /// instead, where nobody asked for this period.
    pub(super) fn why_not_now(&self, session: &Session) -> Option<String> {
        let duty = self.due.as_ref()?;
        let moment = |at: DateTime<Utc>| self.zone.local(at).format("%A %Y-%m-%d %H:%M");
        let until = match duty.grace_ends {
            _ if session.now() < duty.due => format!("due until {}", moment(duty.due)),
            Some(end) => format!("still due until {}", moment(end)),
            None => "still due".to_owned(),
        };
        let now = match self.agenda().current_period(session.now()) {
            Period::Day(_) => "today",
            Period::Week(_) => "this-week",
        };
        let what = now.replace('-', " ");
        Some(format!("{until}; for {what}: tidings post --for {now}"))
    }

    /// Gathers what the daily updates of the week list as done, for a first
    /// update that covers it.
    pub(super) fn week_so_far(&self, desk: &Desk) -> anyhow::Result<Vec<Item>> {
        if desk.existing.is_some() || self.period.kind() == PeriodKind::Day {
            return Ok(Vec::new());
        }
        let (tree, member) = (self.log.tree()?, self.member());
        let mut dailies = Vec::new();
        for day in Window::from(self.period).days() {
            let read = tree.update_of(member, Period::Day(day))?;
            dailies.extend(read.and_then(|read| read.value));
        }
        Ok(gather_done(&dailies))
    }

    /// Returns whether the update waits in a proposal while it is posted to
    /// the log itself.
    pub(super) fn is_proposed_besides(&self) -> bool {
        let update = (self.author.clone(), self.period);
        let proposals = || self.log.proposals().unwrap_or_default();
        self.proposal.is_none() && proposals().contains(&update)
    }

    /// Returns the place for a draft of this update.
    pub(super) fn draft(&self) -> Draft {
        Draft::of(self.log.repository(), &self.author, self.period)
    }

    /// Returns the command that posts this update with more options, such as
    /// `--edit`.
    pub(super) fn command(&self, options: &str) -> String {
        let on_behalf = match &self.posted_by {
            Some(_) => format!("--as {} ", self.author),
            None => String::new(),
        };
        let propose = match &self.proposal {
            Some(_) => "--propose ",
            None => "",
        };
        format!(
            "tidings post {propose}{on_behalf}--for {} {options}",
            self.period
        )
    }

    /// Returns the command that posts what a file says.
    pub(super) fn file_command(&self, path: &std::path::Path) -> String {
        self.command(&format!(
            "-f {}",
            text::shell_word(&path.display().to_string())
        ))
    }

    /// Returns the names by which somebody can be asked: the handles of all
    /// members, and their groups.
    pub(super) fn handles(&self) -> Vec<Handle> {
        self.team.names()
    }

    /// Describes the update for people: `ada's daily update for Sunday
    /// 2026-11-22`.
    pub(super) fn describe(&self) -> String {
        let kind = self.period.kind().adjective();
        format!(
            "{}'s {kind} update for {}",
            self.author,
            self.period.describe()
        )
    }
}

fn open_log(session: &Session) -> anyhow::Result<Log> {
    let log = match session.locate()? {
        Located::Log(log) => {
            session.follow(&log)?;
            return Ok(log);
        }
        Located::NoLog(log) if session.find(&log)? => {
            session.follow(&log)?;
            return Ok(log);
        }
        Located::NoLog(log) => log,
        Located::NoRepository(path) => {
            return Err(crate::cli::session::no_repository(&path).into());
        }
    };
    let Some(prompter) = session.prompter() else {
        return Err(no_log(&log).into());
    };
    let place = log.directory().display();
    let question = format!("There is no log in {place} yet. Start one now?");
    if !answered(prompter.confirm(&question, true))? {
        return Err(no_log(&log).into());
    }
    init::start_here(session, &log, &prompter)?;
    Ok(log)
}

/// Enrols whoever posts for the first time, where they can be asked.
fn enrol(
    session: &Session,
    log: &Log,
    team: &Team,
    settings: &Settings,
) -> anyhow::Result<(Team, Member)> {
    let unknown = no_member(team, settings)?;
    let Some(prompter) = session.prompter() else {
        return Err(unknown.into());
    };
    let question = "You are not in the team file yet. Join the team now?";
    if !answered(prompter.confirm(question, true))? {
        return Err(unknown.into());
    }
    let (member, _) = join::enrol(session, log, &PersonArgs::default())?;
    let team = log.tree()?.usable_team(log.branch())?;
    Ok((team, member))
}
