use proptest::prelude::*;

use super::*;

fn update() -> Update {
    Update::new(
        "ada".parse().expect("a handle"),
        "2026-11-22".parse().expect("a period"),
    )
}

fn item(id: &str, text: &str) -> Item {
    Item {
        id: id.parse().ok(),
        ..Item::new(text)
    }
}

/// Makes an update whose plans are these, in the notation `id=text`.
fn plans(items: &str) -> Update {
    let mut update = update();
    let items = items.split_whitespace().filter_map(|i| i.split_once('='));
    update.next = items.map(|(id, text)| item(id, text)).collect();
    update
}

fn show(update: &Update) -> String {
    let item = |item: &Item| {
        let id = item.id.as_ref().map_or("", ItemId::as_str);
        format!("{id}={}", item.text)
    };
    let items: Vec<String> = update.next.iter().map(item).collect();
    items.join(" ")
}

#[test]
fn merges_items_by_id() {
    for (base, mine, theirs, want, clashes) in [
        ("", "a=1", "b=2", "a=1 b=2", 0),
        ("a=1", "a=1 b=2", "a=1 c=3", "a=1 b=2 c=3", 0),
        ("a=1 b=2", "b=2", "a=1 b=2 c=3", "b=2 c=3", 0),
        ("a=1 b=2", "a=1 b=2 c=3", "a=1", "a=1 c=3", 0),
        ("a=1 b=2", "a=9 b=2", "a=1 b=8", "a=9 b=8", 0),
        ("a=1", "", "", "", 0),
        ("a=1", "a=2", "a=2", "a=2", 0),
        ("a=1", "a=2", "a=3", "a=2", 1),
        ("a=1", "", "a=3", "", 1),
        ("a=1", "a=2", "", "a=2", 1),
        ("", "a=2", "a=3", "a=2", 1),
    ] {
        let merged = merge(Some(&plans(base)), &plans(mine), &plans(theirs), Side::Mine);
        let got = (show(&merged.update), merged.clashes.len());
        assert_eq!(
            got,
            (want.to_owned(), clashes),
            "{base} | {mine} | {theirs}"
        );
    }
}

#[test]
fn an_item_that_moves_stays_one() {
    let base = plans("a=1 b=2");
    let mut mine = plans("b=2");
    mine.done = vec![item("a", "1")];
    let mut theirs = plans("a=longer b=2");
    let merged = merge(Some(&base), &mine, &theirs, Side::Theirs);
    assert_eq!(merged.clashes, []);
    assert_eq!(merged.update.done, [item("a", "longer")]);
    assert_eq!(show(&merged.update), "b=2");
    // Both say it is done, one of them without ever having planned it.
    theirs.next.remove(0);
    theirs.done = vec![item("a", "1")];
    let merged = merge(None, &plans("a=1"), &theirs, Side::Theirs);
    assert_eq!(merged.clashes, []);
    assert_eq!(merged.update.done, [item("a", "1")]);
    assert_eq!(show(&merged.update), "b=2");
}

#[test]
fn what_has_no_id_is_known_by_its_text() {
    let mut mine = update();
    mine.done = vec![Item::new("both"), Item::new("twice"), Item::new("twice")];
    mine.next = vec![Item::new("plan")];
    let mut theirs = update();
    theirs.done = vec![Item::new("theirs"), Item::new("both"), Item::new("twice")];
    theirs.next = vec![Item::new("plan")];
    theirs.assign_ids();
    let merged = merge(None, &mine, &theirs, Side::Mine);
    assert_eq!(merged.clashes, []);
    let texts: Vec<&str> = merged.update.done.iter().map(|i| &*i.text).collect();
    assert_eq!(texts, ["theirs", "both", "twice", "twice"]);
    assert_eq!(merged.update.next, theirs.next);
}

#[test]
fn properties_of_one_item_merge() {
    let mut base = plans("a=1");
    base.next[0].to = vec!["grace".parse().expect("a handle")];
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.next[0].project = Some("log".to_owned());
    mine.next[0].to.clear();
    theirs.next[0].text = "longer".to_owned();
    theirs.next[0].to.push("linus".parse().expect("a handle"));
    let merged = merge(Some(&base), &mine, &theirs, Side::Mine);
    assert_eq!(merged.clashes, []);
    let got = &merged.update.next[0];
    assert_eq!(
        (&*got.text, got.project.as_deref()),
        ("longer", Some("log"))
    );
    assert_eq!(got.to, ["linus".parse().expect("a handle")]);
}

#[test]
fn scalars_clash_when_both_changed_them() {
    let with = |notes: &str, zone: &str, answer: Answer| {
        let mut update = update();
        update.notes = Some(notes.to_owned());
        update.time_zone = Some(zone.to_owned());
        update.health = Some(Health::OnTrack);
        update.answers.insert("learned".to_owned(), answer);
        update
    };
    let list = |texts: &[&str]| Answer::List(texts.iter().map(|&t| t.to_owned()).collect());
    let base = with("n", "UTC", list(&["x"]));
    let mine = with("mine", "Europe/Paris", list(&["x", "a"]));
    let theirs = with("theirs", "Asia/Tokyo", list(&["b"]));
    let clash = Clash {
        part: ClashPart::Notes,
        mine: Some("mine".to_owned()),
        theirs: Some("theirs".to_owned()),
    };
    for (prefer, notes) in [(Side::Mine, "mine"), (Side::Theirs, "theirs")] {
        let merged = merge(Some(&base), &mine, &theirs, prefer);
        assert_eq!(merged.clashes, std::slice::from_ref(&clash));
        assert_eq!(
            merged.update,
            with(notes, "Europe/Paris", list(&["b", "a"]))
        );
    }
    let text = |text: &str| Answer::Text(text.to_owned());
    let (mine, theirs) = (with("n", "UTC", text("a")), with("n", "UTC", text("b")));
    let merged = merge(None, &mine, &theirs, Side::Theirs);
    let part = ClashPart::Answer("learned".to_owned());
    assert_eq!(
        merged.clashes.iter().map(|c| &c.part).collect::<Vec<_>>(),
        [&part]
    );
    assert_eq!(merged.update.answers, theirs.answers);
}

/// Any update over few ids, texts and sections, so that sides often meet.
fn any_update() -> impl Strategy<Value = Update> {
    let item = ("[abc]?", "[xyz]", any::<bool>()).prop_map(|(id, text, project)| Item {
        project: project.then(|| "p".to_owned()),
        ..item(&id, &text)
    });
    let section = || proptest::collection::vec(item.clone(), 0..3);
    let lists = proptest::collection::btree_set("[uvw]", 0..3);
    (section(), section(), section(), section(), "[nm]?", lists).prop_map(
        |(done, next, blockers, kudos, notes, list)| {
            let mut update = update();
            update.done = done;
            update.next = next;
            update.blockers = blockers;
            update.kudos = kudos;
            update.notes = (!notes.is_empty()).then_some(notes);
            let list: Vec<String> = list.into_iter().collect();
            if !list.is_empty() {
                update.answers.insert("list".to_owned(), Answer::List(list));
            }
            // An id names one item of an update, and nothing is said twice.
            let mut taken = BTreeSet::new();
            for section in Section::ALL {
                let mut texts = BTreeSet::new();
                let items = update.section_mut(section);
                for item in &mut *items {
                    item.id = item.id.take().filter(|id| taken.insert(id.clone()));
                }
                items.retain(|item| item.id.is_some() || texts.insert(item.text.clone()));
            }
            update.assign_ids();
            update
        },
    )
}

/// Everything an update says, whatever the order.
fn said(update: &Update) -> Vec<String> {
    let items = update.items().map(|placed| format!("{placed:?}"));
    let mut said: Vec<String> = items.collect();
    let answers = update
        .answers
        .iter()
        .flat_map(|(key, answer)| match answer {
            Answer::List(texts) => texts.iter().map(|text| format!("{key} {text}")).collect(),
            other => vec![format!("{key} {other}")],
        });
    said.extend(answers);
    said.extend(update.notes.clone());
    said.sort();
    said
}

fn keys(update: &Update) -> BTreeSet<Key> {
    keyed(update).into_iter().map(|(key, _)| key).collect()
}

proptest! {
    #[test]
    fn merging_is_fair(old in any_update(), mine in any_update(), theirs in any_update()) {
        let base = Some(&old);
        prop_assert_eq!(&merge(base, &mine, &mine, Side::Theirs).update, &mine);
        prop_assert_eq!(&merge(base, &mine, &old, Side::Theirs).update, &mine);
        prop_assert_eq!(&merge(base, &old, &mine, Side::Mine).update, &mine);
        // Whose turn it was does not matter.
        let one = merge(base, &mine, &theirs, Side::Mine);
        let other = merge(base, &theirs, &mine, Side::Theirs);
        prop_assert_eq!(said(&one.update), said(&other.update));
        prop_assert_eq!(one.clashes.len(), other.clashes.len());
        // Merging again what was merged changes nothing.
        if one.clashes.is_empty() {
            let again = merge(Some(&theirs), &theirs, &one.update, Side::Mine);
            prop_assert_eq!(said(&again.update), said(&one.update));
            let again = merge(base, &one.update, &theirs, Side::Mine);
            prop_assert_eq!(said(&again.update), said(&one.update));
        }
    }

    #[test]
    fn nothing_is_lost_and_removals_stand(
        base in any_update(), mine in any_update(), theirs in any_update(),
    ) {
        let merged = merge(Some(&base), &mine, &theirs, Side::Mine);
        let (b, m, t, got) = (keys(&base), keys(&mine), keys(&theirs), keys(&merged.update));
        prop_assert!(m.intersection(&t).all(|key| got.contains(key)), "what both hold");
        prop_assert!(m.union(&t).all(|key| b.contains(key) || got.contains(key)), "what is new");
        if merged.clashes.is_empty() {
            let gone = b.iter().filter(|key| !m.contains(key) || !t.contains(key));
            prop_assert!(gone.clone().all(|key| !got.contains(key)), "what one took out");
        }
        prop_assert!(got.iter().all(|key| m.contains(key) || t.contains(key)), "nothing invented");
    }
}
