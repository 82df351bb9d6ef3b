//! The page on reliability names tests that exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::Page;

/// Adds the names of all tests in the Rust files below a folder.
fn find_tests(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the project") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            find_tests(&path, names);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            names.extend(tests_of(&fs::read_to_string(&path).expect("it is text")));
        }
    }
}

/// Returns the names of the tests in a source.
fn tests_of(source: &str) -> Vec<String> {
    let after = source.split("#[test]\n").skip(1);
    let lines = after.filter_map(|rest| {
        let mut lines = rest.lines().map(str::trim);
        lines.find(|line| !line.starts_with("#["))
    });
    let names = lines.filter_map(|line| line.strip_prefix("fn ")?.split('(').next());
    names.map(str::to_owned).collect()
}

/// Returns the words in backticks in the last column of the table of proofs.
fn named(page: &str) -> Vec<&str> {
    let table = page.split("<!-- table: proofs -->").nth(1);
    let rows = table.unwrap_or_default().lines().skip(3);
    let rows = rows.take_while(|row| row.starts_with('|'));
    let cells = rows.filter_map(|row| row.trim_end_matches('|').rsplit('|').next());
    // Every other piece stands between backticks.
    let words = cells.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    words.collect()
}

#[test]
fn every_test_that_the_page_on_reliability_names_exists() {
    let page = Page::root().join("docs/reliability.md");
    let page = fs::read_to_string(page)
        .expect("the page")
        .replace("\r\n", "\n");
    let mut tests = BTreeSet::new();
    find_tests(&Page::root().join("tests"), &mut tests);
    let names = named(&page);
    assert!(names.len() > 20, "{names:?}");
    let missing: Vec<_> = names
        .into_iter()
        .filter(|name| !tests.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no tests have these names: {missing:?}");
}

#[test]
fn names_of_tests_are_read_from_source_and_page() {
    let source =
        "#[test]\n#[ignore = \"long\"]\nfn one() {}\nfn not() {}\n    #[test]\n    fn two() {";
    assert_eq!(tests_of(source), ["one", "two"]);
    let page = "<!-- table: proofs -->\n| a | test |\n|---|---|\n| x | `one` |\n| `y` | `two` |\n\n| z | `no` |";
    assert_eq!(named(page), ["one", "two"]);
}
