use std::cell::OnceCell;
use std::path::PathBuf;

use anyhow::Context;
use chrono::{DateTime, Utc};

use super::args::{Global, When};
use super::environment::Environment;
use super::failure::Failure;
use super::mailmap;
use crate::git::{Program, Promises, Repository, Settings};
use crate::model::{Handle, JoinRule, Member, Team, Zone, ZoneError};
use crate::render::Screen;
use crate::store::{Choice, Located, Log, Saved, Signer, locate};
use crate::ui::{ColorChoice, Prompter, StreamOptions, Streams};

/// What failed when data cannot be printed.
const UNWRITABLE: &str = "standard output cannot be written to";

/// One run of the program: what it was told, and what it has found out.
pub(super) struct Session {
    pub(super) environment: Environment,
    pub(super) global: Global,
    pub(super) streams: Streams,
    pub(super) program: Program,
    settings: OnceCell<Settings>,
}

impl Session {
    /// Begins a run.
    pub(super) fn new(environment: Environment, global: Global) -> Self {
        let streams = Streams::new(&StreamOptions {
            color: match global.color {
                When::Auto => ColorChoice::Auto,
                When::Always => ColorChoice::Always,
                When::Never => ColorChoice::Never,
            },
            no_color: environment.has("NO_COLOR"),
            clicolor_force: environment.text("CLICOLOR_FORCE").is_some_and(|v| v != "0"),
            term: environment.text("TERM").map(str::to_owned),
            columns: environment.text("COLUMNS").and_then(|v| v.parse().ok()),
            quiet: global.quiet,
            verbose: global.verbose,
        });
        let mut program = Program::new();
        if can_ask(&global, &environment, &streams) {
            // What a partial clone lacks is fetched as anything else is sent.
            program = program.with_promises(Promises::Attended);
        }
        if let Some(files) = environment.setting_files.clone() {
            program = program.with_setting_files(files);
        }
        if global.directory.is_some() {
            // A hook of another repository names that one in the environment.
            program = program.unbound();
        }
        // They are added to where nobody is to be asked for anything.
        for name in ["GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT"] {
            if let Some(value) = environment.text(name) {
                program = program.with_env(name, value);
            }
        }
        if environment.fixed {
            let date = format!("@{}", environment.now.format("%s %z"));
            for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
                if !environment.has(name) {
                    program = program.with_env(name, date.clone());
                }
            }
        }
        if global.offline {
            program = program.with_promises(Promises::Untouched);
        }
        Self {
            environment,
            global,
            streams,
            program,
            settings: OnceCell::new(),
        }
    }

    /// Returns the directory that the program works in.
    pub(super) fn directory(&self) -> PathBuf {
        let base = &self.environment.directory;
        self.global
            .directory
            .as_ref()
            .map_or_else(|| base.clone(), |dir| base.join(dir))
    }

    /// Refuses a directory that `-C` names and that is not there.
    pub(super) fn require_directory(&self) -> Result<(), Failure> {
        let directory = self.directory();
        if directory.is_dir() {
            return Ok(());
        }
        Err(Failure::usage(format!(
            "-C: there is no directory {}",
            directory.display()
        )))
    }

    /// Returns the instant.
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.environment.now.to_utc()
    }

    /// Returns git's settings as they are in the working directory.
    pub(super) fn settings(&self) -> anyhow::Result<&Settings> {
        if let Some(settings) = self.settings.get() {
            return Ok(settings);
        }
        let read = Settings::read(&self.directory(), &self.program)?;
        Ok(self.settings.get_or_init(|| read))
    }

    /// Returns which repository and branch were named, by flag or environment.
    pub(super) fn named(&self) -> Choice {
        let environment = &self.environment;
        Choice {
            repository: self
                .global
                .repo
                .clone()
                .or_else(|| environment.path("TIDINGS_REPO")),
            branch: self
                .global
                .branch
                .clone()
                .or_else(|| environment.text("TIDINGS_BRANCH").map(str::to_owned)),
        }
    }

    /// Returns which repository and branch were named, by flag, environment
    /// or settings.
    pub(super) fn choice(&self) -> anyhow::Result<Choice> {
        let named = self.named();
        if named.repository.is_some() {
            // What is set where one stands is not said of that repository.
            return Ok(named);
        }
        let home = self.environment.home();
        Ok(named.or_settings(self.settings()?, home.as_deref()))
    }

    /// Looks for the log.
    pub(super) fn locate(&self) -> anyhow::Result<Located> {
        let directory = self.directory();
        let mut choice = self.choice()?;
        let settings = self.settings.get().filter(|_| choice.repository.is_none());
        if choice.repository.is_none() {
            if self.global.directory.is_none() {
                choice.repository = self.environment.path("GIT_DIR");
            } else if let Some(around) = Repository::around(&directory)? {
                choice.repository = Some(around);
            } else {
                return Ok(Located::NoRepository(directory));
            }
        }
        let located = locate(&choice, &directory, &self.program, settings)?;
        if let Located::Log(log) = &located {
            let place = log.directory().display();
            self.streams
                .detail(&format!("the log is branch '{}' of {place}", log.branch()));
        }
        Ok(located)
    }

    /// Returns the log, or the error that says how to get one.
    pub(super) fn log(&self) -> anyhow::Result<Log> {
        match self.locate()? {
            Located::Log(log) => Ok(log),
            Located::NoLog(log) if self.find(&log)? => Ok(log),
            Located::NoLog(log) => Err(no_log(&log).into()),
            Located::NoRepository(path) => Err(no_repository(&path).into()),
        }
    }

    /// Returns the log with a branch that can be changed.
    pub(super) fn log_to_change(&self) -> anyhow::Result<Log> {
        let log = self.log()?;
        self.follow(&log)?;
        Ok(log)
    }

    /// Gives a log that was only fetched so far a branch of its own, and says
    /// so. Reading needs none.
    pub(super) fn follow(&self, log: &Log) -> anyhow::Result<()> {
        if let Some(remote) = log.adopt_fetched()? {
            let branch = log.branch();
            self.streams
                .note(&format!("branch '{branch}' follows {remote}/{branch}"));
        }
        Ok(())
    }

    /// Returns who commits to the log.
    pub(super) fn signer(settings: &Settings) -> anyhow::Result<Signer> {
        let (author, committer) = settings.author_and_committer()?;
        Ok(Signer {
            author,
            committer,
            sign: settings.sign_commits()?,
            durability: settings.durability(),
        })
    }

    /// Returns the member that the settings say one is: `tidings.author`, else
    /// the address that git commits with, which a `.mailmap` may lead on from.
    pub(super) fn me<'t>(
        &self,
        team: &'t Team,
        settings: &Settings,
    ) -> anyhow::Result<Option<&'t Member>> {
        if let Some(name) = settings.get("tidings.author") {
            let handle: Handle = name.parse().context("tidings.author is no handle")?;
            let member = team.member(&handle).ok_or_else(|| {
                Failure::new(format!("tidings.author is '{handle}', who is no member"))
                    .hint(format!("tidings join --handle {handle}"))
            })?;
            self.streams
                .detail(&format!("you are {handle}, as tidings.author says"));
            return Ok(Some(member));
        }
        let stated = self.environment.text("GIT_AUTHOR_EMAIL");
        let readable = stated.is_some() || !self.environment.has("GIT_AUTHOR_EMAIL");
        let email = match settings.author_email(stated).filter(|_| readable) {
            Some(email) => Some(email),
            // Whoever git does not know is no member yet; committing says more.
            None => settings.author().ok().map(|author| author.email),
        };
        let Some(email) = email else {
            return Ok(None);
        };
        if let Some(me) = team.member_by_email(&email) {
            self.streams
                .detail(&format!("you are {}, by the address {email}", me.handle));
            return Ok(Some(me));
        }
        let name = settings.get("user.name").unwrap_or_default();
        let me = mailmap::read(self).member(team, name, &email);
        self.streams.detail(&match me {
            Some(me) => format!("you are {}, by {email} in a .mailmap", me.handle),
            None => format!("no member has the address {email}"),
        });
        Ok(me)
    }

    /// Returns the member that one is, or the error that says how to become
    /// one.
    pub(super) fn require_me(&self, team: &Team, settings: &Settings) -> anyhow::Result<Member> {
        match self.me(team, settings)? {
            Some(me) => Ok(me.clone()),
            None => Err(no_member(team, settings)?.into()),
        }
    }

    /// Says which files a commit has changed, where details are wanted.
    pub(super) fn detail_saved(&self, saved: &Saved) {
        let (commit, paths) = (&saved.commit, saved.paths.join(", "));
        self.streams.detail(&format!("commit {commit}: {paths}"));
    }

    /// Returns the prompter; `None` where nothing may be asked.
    pub(super) fn prompter(&self) -> Option<Prompter> {
        can_ask(&self.global, &self.environment, &self.streams)
            .then(|| Prompter::new(&self.streams))
    }

    /// Returns the screen that data is laid out for.
    pub(super) fn screen(&self) -> Screen {
        Screen {
            width: self.streams.width(),
            colour: self.streams.colour_stdout(),
        }
    }

    /// Returns the screen that what is said on standard error is laid out for.
    pub(super) fn errors_screen(&self) -> Screen {
        Screen {
            width: self.streams.width(),
            colour: self.streams.colour_stderr(),
        }
    }

    /// Prints data that is laid out for a terminal, through the pager where a
    /// person reads it.
    pub(super) fn page(&self, text: &str) -> anyhow::Result<()> {
        if !self.streams.stdout_is_terminal() {
            return self.print(text);
        }
        let pager = self.settings()?.pager()?.unwrap_or_default();
        Ok(crate::ui::page(text, &pager, &self.streams)?)
    }

    /// Prints a report as JSON.
    pub(super) fn print_json<T: serde::Serialize>(&self, report: &T) -> anyhow::Result<()> {
        self.streams
            .out_by(|out| crate::render::write_json(report, out))
            .context(UNWRITABLE)
    }

    /// Prints data.
    pub(super) fn print(&self, text: &str) -> anyhow::Result<()> {
        self.streams.out(text).context(UNWRITABLE)
    }
}

/// Returns whether a person may be asked for something.
fn can_ask(global: &Global, environment: &Environment, streams: &Streams) -> bool {
    !global.no_input && !environment.has("CI") && streams.can_prompt()
}

/// Reads a zone that was named on the command line.
pub(super) fn parse_zone(text: &str) -> anyhow::Result<Zone> {
    text.parse().map_err(|error: ZoneError| {
        Failure::usage(error.to_string())
            .hint(error.remedy())
            .into()
    })
}

/// Makes the error for somebody whose address the team file does not have.
pub(super) fn no_member(team: &Team, settings: &Settings) -> anyhow::Result<Failure> {
    let email = settings.author()?.email;
    let name = match team.name.as_str() {
        "" => "the team",
        name => name,
    };
    let message = format!("{name} has no member with the address {email}");
    let known = "say who you are with 'git config tidings.author HANDLE'";
    Ok(Failure::new(message).hint(match team.join {
        JoinRule::Open => format!("enrol with 'tidings join', or {known}"),
        JoinRule::Closed => {
            format!("{known}, or ask a member to run 'tidings team add HANDLE --email {email}'")
        }
    }))
}

/// Makes the error for a repository without a log.
pub(super) fn no_log(log: &Log) -> Failure {
    let place = log.directory().display();
    Failure::new(format!(
        "there is no log here yet: {place} has no branch '{}'",
        log.branch()
    ))
    .hint("start one with 'tidings init', or join a team with 'tidings join URL'")
}

/// Makes the error for a place that is no repository.
pub(super) fn no_repository(path: &std::path::Path) -> Failure {
    Failure::new(format!("there is no git repository at {}", path.display()))
        .hint("start a log of its own with 'tidings init --new DIR', or name one with --repo")
}
