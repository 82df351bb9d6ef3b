use crate::model::{Handle, Member, Team};

/// Returns whether a text calls a member: `@` and one of their handles, or the
/// name of a group that they belong to. An `@` within a word, as in an e-mail
/// address, calls nobody.
pub(super) fn calls(text: &str, team: &Team, member: &Member) -> bool {
    let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    text.match_indices('@').any(|(at, _)| {
        if text[..at].ends_with(|c: char| in_word(c) || matches!(c, '/' | '@')) {
            return false;
        }
        let rest = &text[at + 1..];
        let end = rest.find(|c: char| !in_word(c)).unwrap_or(rest.len());
        // Of a sentence that ends in it the full stop is no part.
        let name = rest[..end]
            .trim_end_matches(['.', '-', '_'])
            .to_ascii_lowercase();
        let handle = name.parse::<Handle>();
        handle.is_ok_and(|handle| team.stands_for(&handle, member))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{handle, member};

    #[test]
    fn a_name_or_a_group_calls_and_an_address_does_not() {
        let mut ada = member("Ada", "Europe/Paris");
        ada.teams = vec!["Platform".to_owned()];
        ada.former_handles = vec![handle("al")];
        let team = Team {
            members: vec![ada.clone(), member("Grace", "Asia/Tokyo")],
            ..Team::default()
        };
        for (text, want) in [
            ("@ada could you look?", true),
            ("Thanks (@Ada).", true),
            ("see @al", true),
            ("for @platform: read this", true),
            ("over to @ada.", true),
            ("over to @ada-", true),
            ("**@ada**", true),
            ("@adam", false),
            ("@grace", false),
            ("ada@example.org", false),
            ("x@ada", false),
            ("https://example.org/@ada", false),
            ("@@ada", false),
            ("@", false),
            ("ada", false),
            ("é@ada", true),
            ("@adaé", true),
        ] {
            assert_eq!(calls(text, &team, &ada), want, "{text}");
        }
    }
}
