use super::{Item, Update};

/// Gathers what daily updates of one author list as done, for an update that
/// covers all of them: each thing once, known by its address or, where that
/// says nothing, by its text, with the period of its first appearance.
#[must_use]
pub fn gather_done(dailies: &[Update]) -> Vec<Item> {
    let mut all: Vec<Item> = Vec::new();
    for update in dailies {
        for item in &update.done {
            let since = item.id.as_ref().map(|_| item.first_period(update.period));
            let item = Item {
                since,
                ..item.clone()
            };
            let known = |other: &Item| {
                let same = item.id.is_some() && (&other.id, other.since) == (&item.id, item.since);
                same || other.text.trim() == item.text.trim()
            };
            if !all.iter().any(known) {
                all.push(item);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_holds_each_thing_once() {
        let daily = |period: &str, done: &[(&str, Option<&str>, &str)]| {
            let mut update = Update::new(
                "ada".parse().expect("a handle"),
                period.parse().expect("a period"),
            );
            update.done = done
                .iter()
                .map(|(id, since, text)| Item {
                    id: id.parse().ok(),
                    since: since.map(|since| since.parse().expect("a period")),
                    ..Item::new(*text)
                })
                .collect();
            update
        };
        let dailies = [
            daily("2026-11-16", &[("a", None, "One"), ("", None, "Two")]),
            daily("2026-11-17", &[("", None, "Two "), ("a", None, "Another")]),
            daily("2026-11-18", &[("a", Some("2026-11-16"), "One, reworded")]),
        ];
        let done = gather_done(&dailies);
        let texts: Vec<&str> = done.iter().map(|item| item.text.as_str()).collect();
        assert_eq!(texts, ["One", "Two", "Another"]);
        assert_eq!(done[0].since, "2026-11-16".parse().ok());
        assert_eq!(done[1].since, None);
        assert_eq!(done[2].since, "2026-11-17".parse().ok());
    }
}
