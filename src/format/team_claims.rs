use std::collections::BTreeMap;

use crate::model::{Member, Place, noreply_accounts};

use super::yaml::Reader;

/// What the members of a team file say is theirs, with the places.
///
/// What two members claim is reported at the second; the first one in the
/// file gets it.
#[derive(Default)]
pub(super) struct Claims {
    /// How many entries have begun.
    entries: usize,
    /// The first claim of each thing, by rule and text in lower case.
    taken: BTreeMap<(&'static str, String), (usize, Place)>,
    /// Every address that stands in the file, with its entry.
    emails: Vec<(String, usize, Place)>,
    /// The first spelling of each group, by its key and name in lower case.
    groups: BTreeMap<(&'static str, String), String>,
}

impl Claims {
    /// Begins the entry of another member.
    pub(super) fn begin(&mut self) {
        self.entries += 1;
    }

    /// Takes a handle, current or former.
    pub(super) fn handle(&mut self, reader: &mut Reader<'_>, handle: &str, place: Place) {
        self.take(reader, "duplicate-handle", "handle", handle, place);
    }

    /// Takes an address; case does not count.
    pub(super) fn email(&mut self, reader: &mut Reader<'_>, email: &str, place: Place) {
        self.take(reader, "duplicate-email", "address", email, place);
        self.emails.push((email.to_owned(), self.entries, place));
    }

    /// Takes an account at the forge; case does not count.
    pub(super) fn account(&mut self, reader: &mut Reader<'_>, account: &str, place: Place) {
        self.take(reader, "duplicate-account", "account", account, place);
    }

    /// Within one entry a thing may stand twice.
    fn take(
        &mut self,
        reader: &mut Reader<'_>,
        rule: &'static str,
        what: &str,
        text: &str,
        place: Place,
    ) {
        let entry = self.entries;
        let claim = (rule, text.to_lowercase());
        let (owner, first) = *self.taken.entry(claim).or_insert((entry, place));
        if owner != entry {
            reader.error(
                place,
                rule,
                format!("two members claim the {what} '{text}'"),
                format!(
                    "leave it to one of them; the other is in line {}",
                    first.line
                ),
            );
        }
    }

    /// Notes the name of a group, and reports one that differs from another
    /// only in case: nobody would find both under one name.
    pub(super) fn group(
        &mut self,
        reader: &mut Reader<'_>,
        key: &'static str,
        name: &str,
        place: Place,
    ) {
        let known = self.groups.entry((key, name.to_lowercase()));
        let known = known.or_insert_with(|| name.to_owned());
        if known != name {
            reader.warn(
                place,
                "group-case",
                format!("'{name}' and '{known}' differ in nothing but case"),
                format!("write '{known}' in both places, or give one another name"),
            );
        }
    }

    /// Reports addresses that a forge gave to the account of somebody else.
    pub(super) fn check(&self, reader: &mut Reader<'_>, members: &[Member]) {
        let mut accounts: BTreeMap<String, Vec<&Member>> = BTreeMap::new();
        for member in members {
            if let Some(account) = &member.account {
                let same = accounts.entry(account.to_ascii_lowercase());
                same.or_default().push(member);
            }
        }
        for (email, entry, place) in &self.emails {
            // An unreadable entry is none of the members.
            let is_other = |member: &&&Member| {
                let theirs = ("duplicate-handle", member.handle.to_string());
                self.taken
                    .get(&theirs)
                    .is_some_and(|(other, _)| other != entry)
            };
            let mut owners = noreply_accounts(email)
                .filter_map(|name| accounts.get(&name.to_ascii_lowercase()))
                .flatten();
            if let Some(member) = owners.find(is_other) {
                reader.error(
                    *place,
                    "duplicate-email",
                    format!(
                        "the address '{email}' belongs to the account of '{}'",
                        member.handle
                    ),
                    "leave it to one of them",
                );
            }
        }
    }
}
