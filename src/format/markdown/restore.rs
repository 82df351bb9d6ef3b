use crate::model::{CustomSection, Item, Section};

use super::form::Form;
use super::form_reader::Filling;

/// An item that the form showed, and how it reads when nobody changes it.
struct Known<'a> {
    section: Section,
    shown: &'a Item,
    original: &'a Item,
    used: bool,
}

/// Puts back what the form could not show exactly, where a line, or a field
/// of it, was left alone.
pub(super) fn restore(
    form: &Form,
    sections: &[CustomSection],
    pristine: &mut Filling<'_>,
    filling: &mut Filling<'_>,
) {
    let mut known: Vec<Known<'_>> = Vec::new();
    for section in Section::ALL {
        let plan = form.open_plan().filter(|_| section == Section::Done);
        let originals = plan.chain(form.update.section(section));
        known.extend(
            pristine
                .of(section)
                .zip(originals)
                .map(|(shown, original)| Known {
                    section,
                    shown,
                    original,
                    used: false,
                }),
        );
    }
    for entry in &mut filling.entries {
        let same = |k: &Known<'_>| k.section == entry.section && *k.shown == entry.item;
        let named = |k: &Known<'_>| entry.item.id.is_some() && k.shown.id == entry.item.id;
        let text = |k: &Known<'_>| {
            k.section == entry.section && k.shown.text == entry.item.text && entry.item.id.is_none()
        };
        let tests: [&dyn Fn(&Known<'_>) -> bool; 3] = [&same, &named, &text];
        let found = tests
            .into_iter()
            .find_map(|test| known.iter().position(|k| !k.used && test(k)));
        if let Some(index) = found {
            known[index].used = true;
            merge(&mut entry.item, known[index].shown, known[index].original);
        }
    }
    if filling.notes == pristine.notes {
        filling.notes.clone_from(&form.update.notes);
    }
    for (index, section) in sections.iter().enumerate() {
        if filling.answers[index] == pristine.answers[index] {
            filling.answers[index] = form.update.answers.get(&section.key).cloned();
        }
    }
}

/// Takes every field from `original` that reads as it was shown. An item
/// whose text was edited is still the same item, and keeps its first period.
fn merge(item: &mut Item, shown: &Item, original: &Item) {
    fn keep<T: PartialEq + Clone>(field: &mut T, shown: &T, original: &T) {
        if field == shown {
            field.clone_from(original);
        }
    }
    keep(&mut item.text, &shown.text, &original.text);
    keep(&mut item.project, &shown.project, &original.project);
    keep(&mut item.task, &shown.task, &original.task);
    keep(&mut item.needs, &shown.needs, &original.needs);
    keep(&mut item.to, &shown.to, &original.to);
    if item.id.is_some() && item.since.is_none() {
        item.since = original.since;
    }
}
