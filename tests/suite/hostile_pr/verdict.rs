//! Every attack is caught or harmless, in every format.

use super::{Attack, Judge, Workshop, content, file, identity, machinery, output, request};

/// Tries attacks, one after the other, in one repository.
#[track_caller]
fn judge(attacks: &[Attack]) {
    let shop = Workshop::new();
    let judge = Judge::new(&shop);
    let faults = attacks.iter().flat_map(|attack| judge.judge(attack));
    let faults: Vec<_> = faults.collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn nobody_speaks_in_the_name_of_another() {
    judge(identity::ATTACKS);
}

#[test]
fn nothing_comes_alive_where_it_is_read() {
    judge(output::ATTACKS);
}

#[test]
fn what_is_said_does_no_harm() {
    judge(content::ATTACKS);
}

#[test]
fn files_are_what_they_seem() {
    judge(file::ATTACKS);
}

#[test]
fn the_machinery_does_not_change_unnoticed() {
    judge(machinery::ATTACKS);
}

#[test]
fn requests_of_any_shape_come_to_an_end() {
    judge(request::ATTACKS);
}

#[test]
fn an_update_in_order_passes() {
    let shop = Workshop::new();
    let text = super::workshop::update("ada", "2026-11-23", "Shipped it");
    let request = shop.request(shop.change().file(super::workshop::TODAY, text));
    let args = ["check", "--base", &request.base, "--head", &request.head];
    let run = shop.sandbox.tidings(&args).cwd(&shop.place).run().ok();
    assert!(!run.stdout().contains("error"), "{run}");
    assert!(!run.stdout().contains("warning"), "{run}");
}
