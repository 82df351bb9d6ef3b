use anyhow::{Context, anyhow};
use chrono::{DateTime, NaiveTime};

use super::story::{Act, CastMember, DUE, LEARNED, Post, Scene, TEAM, TEAM_NAME, TEAM_ZONE};
use crate::cli::readme;
use crate::format::{InputKind, parse_input};
use crate::git::{Durability, Stamp};
use crate::model::{
    Absence, Address, Asking, Cadence, CustomSection, Daily, Desk, DigestPlace, Handle, Item,
    ItemAddress, Member, Period, Protocol, Reply, SectionKind, Team, Update, Weekly,
};
use crate::store::{Enrolled, Log, NewLog, NewPost, NewReply, Signer, TeamNote};

/// Where the story is played: a log, and whoever acts on it.
pub(super) struct Stage<'l> {
    log: &'l Log,
    handles: Vec<Handle>,
}

impl<'l> Stage<'l> {
    /// Prepares an empty log.
    pub(super) fn new(log: &'l Log) -> anyhow::Result<Self> {
        let handles: Result<Vec<Handle>, _> = TEAM.iter().map(|cast| cast.handle.parse()).collect();
        Ok(Self {
            log,
            handles: handles?,
        })
    }

    /// Plays one scene.
    pub(super) fn play(&mut self, scene: &Scene) -> anyhow::Result<()> {
        let cast = TEAM.iter().find(|cast| cast.handle == scene.actor);
        let cast = cast.ok_or_else(|| anyhow!("{} is not in the cast", scene.actor))?;
        let signer = signer(cast, scene.at)?;
        match &scene.act {
            Act::Init => {
                let team = team(cast, scene.at)?;
                let readme = readme::format(&team, self.log.branch());
                self.log.start(&NewLog { team, readme }, &signer)?;
            }
            Act::Join => {
                let joined = self.log.enrol(&member(cast, scene.at)?, &signer)?;
                if let Enrolled::Already(member) = joined {
                    return Err(anyhow!("{} is a member already", member.handle));
                }
            }
            Act::Post(post) => self.post(cast, post, &signer)?,
            Act::Reply {
                author,
                item,
                state,
                with,
            } => {
                let address = self.open_item(author, item)?;
                let actor: Handle = scene.actor.parse()?;
                let reply = Reply {
                    author: actor,
                    to: address.clone().into(),
                    re: None,
                    state: *state,
                    text: Some((*with).to_owned()),
                };
                let new = NewReply {
                    reply,
                    posted_by: None,
                };
                let inspect = |_: &str, _: &str| anyhow::Ok(());
                if self.log.reply(&new, &signer, false, inspect)?.already {
                    return Err(anyhow!("{address} is in that state already"));
                }
            }
            Act::Away {
                from,
                until,
                reason,
            } => {
                let absence = Absence {
                    from: from.parse()?,
                    until: until.parse()?,
                    reason: Some((*reason).to_owned()),
                };
                let subject = format!("{}: away {from}..{until}", cast.handle);
                let actor: Handle = cast.handle.parse()?;
                let note = TeamNote {
                    subject: &subject,
                    by: Some(&actor),
                };
                self.log.edit_member(&actor, note, &signer, |_, member| {
                    member.absences.push(absence.clone());
                    Ok(())
                })?;
            }
            Act::Undo => {
                self.log.undo(&scene.actor.parse()?, &signer)?;
            }
        }
        Ok(())
    }

    fn post(&self, cast: &CastMember, post: &Post, signer: &Signer) -> anyhow::Result<()> {
        let author: Handle = post.on_behalf_of.unwrap_or(cast.handle).parse()?;
        let period: Period = post.period.parse()?;
        let zone = TEAM
            .iter()
            .find(|cast| cast.handle == author.as_str())
            .map(|cast| cast.zone);
        let sections = [learned()];
        let said = parse_input(
            "the story",
            post.form,
            InputKind::Markdown,
            &author,
            period,
            &sections,
            &self.handles,
        );
        let mut said = said.map_err(|findings| anyhow!("{findings:?}"))?;
        said.time_zone = zone.map(str::to_owned);
        let new = NewPost {
            author: &author,
            period,
            posted_by: post.on_behalf_of.map(|_| cast.handle),
            based_on: None,
        };
        self.log
            .post(&new, signer, false, |desk| compose(desk, &said, post))?;
        Ok(())
    }

    /// Finds an open item of somebody by its text.
    fn open_item(&self, author: &str, text: &str) -> anyhow::Result<ItemAddress> {
        let author: Handle = author.parse()?;
        let tree = self.log.tree()?;
        let periods = tree.periods()?;
        for update in tree.updates_before(&author, None, &periods) {
            let Some(update) = update?.value else {
                continue;
            };
            let mut items = update.items().filter(|(section, _)| section.stays_open());
            let found = items.find(|(_, item)| item.text == text);
            if let Some(address) = found.and_then(|(_, item)| update.address_of(item)) {
                return Ok(address);
            }
        }
        Err(anyhow!("{author} has nothing open that says '{text}'"))
    }
}

/// Adds what is said, ticks what was done, and plans again what is kept.
fn compose(desk: &Desk, said: &Update, post: &Post) -> anyhow::Result<Update> {
    let mut said = said.clone();
    for text in post.keep {
        let kept = desk.plan.iter().find(|item| item.text == *text);
        said.next.push(
            kept.with_context(|| format!("'{text}' was not planned"))?
                .clone(),
        );
    }
    let ticked: Result<Vec<Address>, _> = post.did.iter().map(|text| tick(desk, text)).collect();
    Ok(desk.add(&said, &ticked?)?)
}

/// Returns the address of a planned or open item by its text.
fn tick(desk: &Desk, text: &str) -> anyhow::Result<Address> {
    let open = desk.start.items().map(|(_, item)| item);
    let mut all = desk.plan.iter().chain(open);
    let item: Option<&Item> = all.find(|item| item.text == text && item.id.is_some());
    let id = item.and_then(|item| item.id.as_ref());
    let id = id.with_context(|| format!("'{text}' was neither planned nor open"))?;
    Ok(id.as_str().parse()?)
}

fn signer(cast: &CastMember, at: &str) -> anyhow::Result<Signer> {
    let at = DateTime::parse_from_rfc3339(at)?;
    let stamp = Stamp {
        name: cast.name.to_owned(),
        email: cast.email.to_owned(),
        seconds: at.timestamp(),
        offset_minutes: at.offset().local_minus_utc() / 60,
    };
    Ok(Signer {
        author: stamp.clone(),
        committer: stamp,
        sign: false,
        durability: Durability::NONE,
    })
}

fn member(cast: &CastMember, at: &str) -> anyhow::Result<Member> {
    let zone = cast.zone.parse()?;
    Ok(Member {
        name: cast.name.to_owned(),
        emails: vec![cast.email.to_owned()],
        time_zone: Some(zone),
        cadence: cast.weekly.then(weekly),
        joined: Some(zone.day_at(DateTime::parse_from_rfc3339(at)?.to_utc())),
        ..Member::new(cast.handle.parse()?)
    })
}

fn team(first: &CastMember, at: &str) -> anyhow::Result<Team> {
    Ok(Team {
        name: TEAM_NAME.to_owned(),
        time_zone: Some(TEAM_ZONE.parse()?),
        digests: DigestPlace::Log,
        cadence: daily(),
        sections: vec![learned()],
        protocol: Protocol::proposed(),
        members: vec![member(first, at)?],
        ..Team::default()
    })
}

fn due() -> NaiveTime {
    NaiveTime::from_hms_opt(DUE.0, DUE.1, 0).expect("the hour exists")
}

fn daily() -> Cadence {
    let due = due();
    Cadence {
        daily: Some(Daily {
            due,
            ..Daily::default()
        }),
        weekly: None,
    }
}

fn weekly() -> Cadence {
    let due = due();
    Cadence {
        daily: None,
        weekly: Some(Weekly {
            due,
            ..Weekly::default()
        }),
    }
}

/// The section that the team added.
fn learned() -> CustomSection {
    let (key, title, help) = LEARNED;
    CustomSection {
        key: key.to_owned(),
        title: title.to_owned(),
        asking: Asking {
            help: Some(help.to_owned()),
            ..Asking::default()
        },
        kind: SectionKind::Text,
    }
}
