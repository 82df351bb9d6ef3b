use std::collections::BTreeMap;

use super::tree::LogTree;
use crate::format::{MAILMAP_PATH, Mailmap};
use crate::model::{History, Identity, Team};

impl LogTree<'_> {
    /// Reads the log's own `.mailmap`; one that is not there or cannot be read
    /// says nothing of anybody.
    #[must_use]
    pub fn mailmap(&self) -> Mailmap {
        let text = self.text(MAILMAP_PATH).ok().flatten();
        text.map_or_else(Mailmap::default, |text| Mailmap::parse(&text))
    }
}

/// Makes whoever wrote or reviewed a revision go by the name that the `.mailmap` gives
/// them, and, where it leads from an address that no member has to a member,
/// by an address of that member.
pub(super) fn lead_on<'h>(
    mailmap: &Mailmap,
    team: &Team,
    histories: impl Iterator<Item = &'h mut History>,
) {
    if mailmap.is_empty() {
        return;
    }
    let mut known: BTreeMap<(String, String), Identity> = BTreeMap::new();
    let mut lead = |person: &mut Identity| {
        let Identity { name, email } = person.clone();
        let leads_to = known
            .entry((name, email))
            .or_insert_with_key(|(name, email)| proper(mailmap, team, name, email));
        person.clone_from(leads_to);
    };
    for revision in histories.flat_map(|history| &mut history.revisions) {
        lead(&mut revision.author);
        let others = revision.co_authors.iter_mut();
        others.chain(&mut revision.reviewers).for_each(&mut lead);
    }
}

fn proper(mailmap: &Mailmap, team: &Team, name: &str, email: &str) -> Identity {
    let (name_now, email_now) = mailmap.resolve(name, email);
    let email = if team.member_by_email(email).is_some() {
        email.to_owned()
    } else {
        let member = mailmap.member(team, name, email);
        let own = member.and_then(|member| {
            let mut emails = member.emails.iter();
            emails.find(|own| team.member_by_email(own) == Some(member))
        });
        own.cloned().unwrap_or(email_now)
    };
    Identity {
        name: name_now,
        email,
    }
}
