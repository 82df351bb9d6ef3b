use chrono::NaiveDate;

use crate::cli::args::SendingArgs;
use crate::cli::failure::{Failure, Status};
use crate::cli::session::Session;
use crate::cli::sync::Parcel;
use crate::model::{Agenda, Finding, Handle, Member, Team, Zone, parse_day};
use crate::render;
use crate::report::FindingView;
use crate::store::{Log, Saved, Signer, TeamNote};

/// A change of the team file: where, and by whom.
pub(in crate::cli) struct Task<'a> {
    pub(in crate::cli) session: &'a Session,
    pub(in crate::cli) log: Log,
    pub(in crate::cli) team: Team,
    /// Who makes it, as far as the team knows them.
    pub(in crate::cli) by: Option<Handle>,
    pub(in crate::cli) signer: Signer,
    sending: &'a SendingArgs,
    /// What was wrong with the team file before.
    known: Vec<Finding>,
}

impl<'a> Task<'a> {
    /// Finds out where and by whom.
    pub(in crate::cli) fn begin(
        session: &'a Session,
        sending: &'a SendingArgs,
    ) -> anyhow::Result<Self> {
        let log = session.log_to_change()?;
        let tree = log.tree()?;
        let team = tree.usable_team(log.branch())?;
        let known = tree.team(log.branch())?.findings;
        let settings = log.repository().settings()?;
        let me = session.me(&team, settings)?;
        let by = me.map(|member| member.handle.clone());
        let signer = Session::signer(settings)?;
        Ok(Self {
            session,
            log,
            team,
            by,
            signer,
            sending,
            known,
        })
    }

    /// Returns what the commit is to say.
    pub(in crate::cli) const fn note<'n>(&'n self, subject: &'n str) -> TeamNote<'n> {
        TeamNote {
            subject,
            by: self.by.as_ref(),
        }
    }

    /// Returns the member with a handle, current or former.
    pub(in crate::cli) fn member(&self, handle: &str) -> anyhow::Result<&Member> {
        let found = handle.parse().ok();
        let found = found.and_then(|handle| self.team.member(&handle));
        let unknown = || {
            Failure::new(format!("there is no member '{handle}'"))
                .hint("list the members with 'tidings team'")
        };
        Ok(found.ok_or_else(unknown)?)
    }

    /// Returns the member that is named, or else the one at the keyboard.
    pub(in crate::cli) fn member_or_me(&self, named: Option<&str>) -> anyhow::Result<Member> {
        match named {
            Some(handle) => self.member(handle).cloned(),
            None => {
                let settings = self.log.repository().settings()?;
                self.session.require_me(&self.team, settings)
            }
        }
    }

    /// Returns the day that it is for a member.
    pub(in crate::cli) fn today_of(&self, member: &Member) -> NaiveDate {
        Agenda::new(&self.team, member).today(self.session.now())
    }

    /// Returns the day that it is for the team.
    pub(in crate::cli) fn today(&self) -> NaiveDate {
        let zone = self.team.time_zone.unwrap_or(Zone::UTC);
        zone.day_at(self.session.now())
    }

    /// Reads a day of an option.
    pub(in crate::cli) fn day(&self, option: &str, text: &str) -> anyhow::Result<NaiveDate> {
        parse_day(text, self.today())
            .map_err(|error| Failure::usage(format!("{option}: {error}")).into())
    }

    /// Says what was done and what is wrong with the team file since, or that
    /// there was nothing to do, and sends it.
    pub(in crate::cli) fn report(
        &self,
        saved: Option<&Saved>,
        done: &str,
    ) -> anyhow::Result<Status> {
        let streams = &self.session.streams;
        if let Some(saved) = saved {
            streams.note(done);
            self.session.detail_saved(saved);
            self.report_new_findings()?;
        } else {
            streams.note("the team file says so already; nothing was changed");
        }
        let parcel = Parcel::of(saved);
        self.session
            .send(&self.log, &self.signer, self.sending, &parcel)
    }

    fn report_new_findings(&self) -> anyhow::Result<()> {
        let now = self.log.tree()?.team(self.log.branch())?.findings;
        let same = |one: &Finding, other: &Finding| {
            (one.rule, &one.message) == (other.rule, &other.message)
        };
        for finding in &now {
            if !self.known.iter().any(|known| same(known, finding)) {
                let view = FindingView::from(finding);
                let text = render::finding(&view, &self.session.errors_screen());
                self.session.streams.note(text.trim_end());
            }
        }
        Ok(())
    }
}
