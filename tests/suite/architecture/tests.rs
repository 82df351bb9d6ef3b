//! Proof that every check can fail.

use super::house::dependencies;
use super::plan::Plan;
use super::tokens::tokens;
use super::walls::Source;

const PAGE: &str = "
<!-- table: rooms -->
| room | may import |
|---|---|
| `model` | nothing |
| `format` | `model` |
| `git` | nothing |
| `cli` | everything |

<!-- table: crates -->
| crate | rooms | why |
|---|---|---|
| `clap` | `cli` | arguments |
| `git2` | `git` | objects |
| `comfy-table` | `cli` | tables |
| `serde` | everywhere | data |

<!-- table: world -->
| what | rooms | why |
|---|---|---|
| `std::env` | `cli` | settings |
| `Utc::now` | `cli` | clock |
";

fn faults(path: &str, source: &str) -> Vec<String> {
    Source::parse(path, source, false).faults(&Plan::parse(PAGE))
}

#[test]
fn what_is_allowed_passes() {
    for (path, source) in [
        ("format/path.rs", "use crate::model::{Handle, Period};"),
        ("format/path.rs", "use crate::format::x; use super::y;"),
        ("format/form/item.rs", "use super::super::scalar;"),
        ("format/path.rs", "mod tests { use super::super::scalar; }"),
        (
            "format/path.rs",
            "// use crate::git;\n/* crate::git /* */ crate::cli */",
        ),
        (
            "format/path.rs",
            r##"const A: &str = "crate::git"; const B: &str = r#"crate::"cli"#;"##,
        ),
        (
            "format/path.rs",
            "fn f<'a>(c: char) -> bool { c == '\"' || c == '\\'' }",
        ),
        ("format/path.rs", "#[cfg(test)] mod tests { use std::env; }"),
        ("git/walk.rs", "use git2::Repository;"),
        (
            "cli/post.rs",
            "use crate::{git, format}; use clap::Parser; use std::env;",
        ),
        ("git/libgit2.rs", "unsafe { set() }"),
        (
            "git/mod.rs",
            "//! fn of git.\nmod walk; pub use walk::Walk; pub const N: u8 = 1;",
        ),
        (
            "git/mod.rs",
            "mod walk;\n#[cfg(test)]\nmod tests { fn f() {} }",
        ),
        ("main.rs", "fn main() { tidings::cli::main() }"),
        ("model/item.rs", "let x = other.clap; serde::x();"),
    ] {
        assert_eq!(
            faults(path, source),
            Vec::<String>::new(),
            "{path}: {source}"
        );
    }
}

#[test]
fn what_is_not_allowed_is_found() {
    let long = "\n".repeat(401);
    for (path, source, want) in [
        (
            "model/item.rs",
            "use crate::format::Path;",
            "src/model/item.rs:1: model may not import format",
        ),
        (
            "format/path.rs",
            "\n\nuse crate::{model::X, git::{Y, Z}};",
            "src/format/path.rs:3: format may not import git",
        ),
        (
            "format/path.rs",
            "fn f() { crate::git::walk() }",
            "may not import git",
        ),
        (
            "format/path.rs",
            "use super::super::git::Walk;",
            "may not import git",
        ),
        ("format/mod.rs", "use super::git;", "may not import git"),
        (
            "format/path.rs",
            "mod tests { use super::super::super::git; }",
            "may not import git",
        ),
        (
            "format/path.rs",
            "use super::super::{model, git};",
            "may not import git",
        ),
        (
            "format/path.rs",
            "#[cfg(test)] mod tests { use crate::git::X; }",
            "may not import git",
        ),
        (
            "format/path.rs",
            "use crate::Anything;",
            "'Anything' is no room",
        ),
        ("cli/post.rs", "use crate::*;", "'*' is no room"),
        (
            "git/walk.rs",
            "use crate::cli::Args;",
            "git may not import cli",
        ),
        ("attic/old.rs", "fn f() {}", "no row for this room"),
        ("model/item.rs", "use git2::Oid;", "git2 is walled off"),
        ("model/item.rs", "type X = git2::Oid;", "git2 is walled off"),
        ("model/item.rs", "use git2 as g;", "git2 is walled off"),
        (
            "model/item.rs",
            "comfy_table::Table::new()",
            "comfy-table is walled off",
        ),
        ("main.rs", "git2::init();", "git2 is walled off"),
        (
            "model/item.rs",
            "use std::env;",
            "std::env is not for this room",
        ),
        (
            "model/item.rs",
            "use std::{fmt, env::var};",
            "std::env is not for this room",
        ),
        (
            "model/item.rs",
            "let x = chrono::Utc::now();",
            "Utc::now is not for this room",
        ),
        (
            "model/item.rs",
            "#[cfg(test)]\nmod tests {}\nfn f() { Utc::now(); }",
            "item.rs:3: Utc::now",
        ),
        ("model/item.rs", "unsafe { x() }", "unsafe stands in"),
        ("git/mod.rs", "pub fn walk() {}", "holds docs"),
        ("lib.rs", "pub struct X;", "holds docs"),
        (
            "main.rs",
            "tidings::git::walk()",
            "main only calls cli, not git",
        ),
        ("git/walk.rs", &long, "401 lines"),
    ] {
        let found = faults(path, source);
        assert!(
            found.iter().any(|fault| fault.contains(want)),
            "{path}: {source}: {found:?}"
        );
    }
}

#[test]
fn tokens_know_where_they_stand() {
    let source = "mod a { fn f() { x } }\n#[cfg(test)]\nmod b;\nfn g() { y }\nr#type b\"s\" br#\"s\"# b'\\'' 1";
    let found = tokens(source);
    let of = |text: &str| found.iter().find(|t| t.text == text).expect(text);
    assert_eq!((of("x").depth, of("x").line, of("x").test), (1, 1, false));
    assert!(of("b").test && !of("g").test && !of("y").test);
    assert_eq!((of("y").depth, of("y").line), (0, 4));
    assert_eq!(found.last().map(|t| t.text.as_str()), Some("b"));
    assert!(found.iter().any(|t| t.text == "type"));
}

#[test]
fn what_is_built_for_tests_is_told_from_what_is_not() {
    for (condition, want) in [
        ("test", true),
        ("all(test, unix)", true),
        ("all(unix, test)", true),
        ("any(unix, test)", false),
        ("not(test)", false),
        ("unix", false),
    ] {
        let source = format!("#[cfg({condition})]\nmod a;\nmod b;");
        let found = tokens(&source);
        let of = |name: &str| found.iter().find(|t| t.text == name).map(|t| t.test);
        assert_eq!((of("a"), of("b")), (Some(want), Some(false)), "{condition}");
    }
}

#[test]
fn dependencies_of_every_section_are_seen() {
    let manifest = "[package]\nname = \"x\"\n[dependencies]\n# not this\na = \"1\"\nb-c.workspace = true\n\
        [dependencies.d]\nversion = \"1\"\n[target.'cfg(unix)'.dev-dependencies]\ne = { package = \"f\" }\n[lints]\ng = 1\n";
    let names = dependencies(manifest);
    for want in ["a", "b-c", "d", "e"] {
        assert!(names.iter().any(|name| name == want), "{want}: {names:?}");
    }
    assert!(!names.iter().any(|name| name == "g" || name == "name"));
}

#[test]
#[should_panic(expected = "no room 'attic'")]
fn a_plan_names_no_room_that_is_not_there() {
    Plan::parse(&PAGE.replace("| `model` |\n| `git`", "| `attic` |\n| `git`"));
}

#[test]
#[should_panic(expected = "lacks <!-- table: world -->")]
fn a_plan_has_all_its_tables() {
    Plan::parse(&PAGE.replace("table: world", "table: word"));
}
