//! In whose name something is written.

use super::failure::Failure;
use super::session::Session;
use crate::git::Settings;
use crate::model::{Handle, Team};
use crate::store::Signer;

/// In whose name something is written, and who writes it.
pub(super) struct Author {
    /// In whose name.
    pub(super) handle: Handle,
    /// Who does it on their behalf: a handle, or a name.
    pub(super) posted_by: Option<String>,
}

impl Author {
    /// Takes the member whom `--as` names.
    pub(super) fn named(
        session: &Session,
        team: &Team,
        settings: &Settings,
        name: &str,
        signer: &Signer,
    ) -> anyhow::Result<Self> {
        let handle = named(team, name)?;
        let posted_by = match session.me(team, settings)? {
            Some(me) if me.handle == handle => None,
            Some(me) => Some(me.handle.to_string()),
            None => Some(signer.author.name.clone()),
        };
        Ok(Self { handle, posted_by })
    }
}

fn named(team: &Team, name: &str) -> anyhow::Result<Handle> {
    let handle: Handle = name
        .parse()
        .map_err(|error| Failure::usage(format!("--as: {error}")))?;
    let member = team.member(&handle).ok_or_else(|| {
        let all: Vec<&str> = team
            .members
            .iter()
            .map(|member| member.handle.as_str())
            .collect();
        Failure::new(format!("'{handle}' is no member"))
            .hint(format!("members are {}", all.join(", ")))
    })?;
    Ok(member.handle.clone())
}
