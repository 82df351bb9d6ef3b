//! Measures the program against git, and against reno, on logs of any size.
//!
//! `cargo bench` takes a few minutes the first time, because it makes a log of
//! 100,000 updates and a checkout of it under `target/bench-logs`; `cargo
//! bench -- --quick` takes small ones. Every figure is that of whole
//! processes, run in turn with what they are compared with. It prints a table
//! in Markdown.

mod case;
mod check;
mod generator;
// Remotes and writers are those of the tests, which use more of them.
#[allow(dead_code, unused_imports)]
#[path = "../../tests/suite/kit/mod.rs"]
mod kit;
mod log;
mod process;
mod random;
mod reno;
mod send;
#[allow(dead_code, unused_imports)]
#[path = "../../tests/suite/soak/mod.rs"]
mod soak;
mod timer;
mod walker;

use std::path::Path;

use case::Bench;
use log::Size;
use send::Send;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if args.first().is_some_and(|arg| arg == walker::ARGUMENT) {
        walker::run(&args[1..]);
    } else if args.iter().any(|arg| arg == "--bench") {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench-logs");
        let quick = args.iter().any(|arg| arg == "--quick");
        let (large, small, notes) = if quick {
            (Size::new(50, 100), Size::new(50, 20), [50, 200])
        } else {
            (Size::new(200, 500), Size::new(200, 50), [1000, 4000])
        };
        let only = args.iter().find_map(|arg| arg.strip_prefix("--only="));
        if !only.is_some_and(Send::holds_all) {
            Bench::prepare(&root, large, small).run(only, notes);
        }
        let (rounds, writers, posts) = if quick { (5, 4, 3) } else { (20, 16, 20) };
        let send = Send {
            rounds,
            writers,
            posts,
            only,
        };
        send.run();
    } else {
        // `cargo test --all-targets` runs this file too.
        println!("run it with `cargo bench`");
    }
}
