//! Who somebody is, from options, git's settings and questions.

use chrono::{DateTime, Utc};

use super::args::{ListFormat, PersonArgs};
use super::failure::Failure;
use super::prompt::answered;
use super::session::{Session, parse_zone};
use crate::git::Settings;
use crate::model::{Agenda, Handle, Member, Team, Zone};
use crate::store::Log;
use crate::ui::Prompter;

/// Makes the member that the person at the keyboard is, or is to be.
///
/// What no option says is what git commits with, or, where git would not
/// commit, what it is set to; the zone is the machine's. The handle is asked
/// for where that is possible. Handles of `team` are not proposed.
pub(super) fn identify(
    session: &Session,
    args: &PersonArgs,
    settings: &Settings,
    team: &Team,
    prompter: Option<&Prompter>,
) -> anyhow::Result<Member> {
    // The variables of the environment count in it, as they do in commits.
    let stamp = settings.author().ok();
    let known = |given: &Option<String>, key: &str, stamped: Option<&String>| {
        let configured = || settings.get(key).map(str::to_owned);
        given.clone().or(stamped.cloned()).or_else(configured)
    };
    let name = known(
        &args.name,
        "user.name",
        stamp.as_ref().map(|stamp| &stamp.name),
    );
    let name = name.ok_or_else(|| missing("your name", "--name"))?;
    let email = known(
        &args.email,
        "user.email",
        stamp.as_ref().map(|stamp| &stamp.email),
    );
    let email = email.ok_or_else(|| missing("your e-mail address", "--email"))?;
    let zone = match &args.time_zone {
        Some(text) => Some(parse_zone(text)?),
        None => session.environment.zone,
    };
    let handle = match &args.handle {
        Some(text) => read_handle(text)?,
        None => choose_handle(settings, &name, &email, team, prompter, zone)?,
    };
    if zone.is_none() {
        return Err(missing("your time zone", "--time-zone").into());
    }
    Ok(Member {
        name,
        emails: vec![email],
        time_zone: zone,
        joined: zone.map(|zone| zone.day_at(session.now())),
        ..Member::new(handle)
    })
}

fn choose_handle(
    settings: &Settings,
    name: &str,
    email: &str,
    team: &Team,
    prompter: Option<&Prompter>,
    zone: Option<Zone>,
) -> anyhow::Result<Handle> {
    let free = |handle: &Handle| team.member(handle).is_none();
    let configured = settings
        .get("tidings.author")
        .and_then(|text| text.parse().ok());
    let proposals = [configured, Handle::propose(email), Handle::propose(name)];
    let proposals: Vec<Handle> = proposals.into_iter().flatten().collect();
    let proposal = proposals.iter().find(|handle| free(handle)).cloned();
    let Some(prompter) = prompter else {
        return proposal.ok_or_else(|| match proposals.first() {
            Some(taken) => Failure::new(format!("the handle '{taken}' is taken"))
                .hint("choose another with --handle")
                .into(),
            None => missing("your handle", "--handle").into(),
        });
    };
    let zone = zone.map_or_else(String::new, |zone| format!(", {zone}"));
    let question = format!("Your handle ({name} <{email}>{zone})");
    let proposal = proposal.as_ref().map(Handle::as_str);
    let answer = prompter.line(&question, proposal, |text| {
        let handle: Handle = text.trim().parse().map_err(|error| format!("{error}"))?;
        let taken = || format!("'{handle}' is taken");
        free(&handle).then_some(()).ok_or_else(taken)
    });
    read_handle(answered(answer)?.trim()).map_err(Into::into)
}

fn read_handle(text: &str) -> Result<Handle, Failure> {
    text.parse()
        .map_err(|error| Failure::usage(format!("'{text}' is no handle: {error}")))
}

fn missing(what: &str, option: &str) -> Failure {
    Failure::new(format!("{what} is not known")).hint(format!("name it with {option}"))
}

/// Returns the zone of the member who asks, where a person reads the answer;
/// what programs read is in the team's, whoever asks.
pub(super) fn zone_of_reader(
    session: &Session,
    log: &Log,
    team: &Team,
    format: ListFormat,
    instant: DateTime<Utc>,
) -> anyhow::Result<Zone> {
    let me = match format {
        ListFormat::Json => None,
        // Who is not known reads in the team's zone.
        ListFormat::Terminal => session
            .me(team, log.repository().settings()?)
            .ok()
            .flatten(),
    };
    let own = me.map(|me| Agenda::new(team, me).zone_at(instant));
    Ok(own.or(team.time_zone).unwrap_or(Zone::UTC))
}
