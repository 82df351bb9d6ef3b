//! The scripts that make a release and the one that installs it, run for
//! real as far as one machine goes: archives of the program as it was built
//! here, a mirror on loopback, a stand-in for `gh`.

mod install;
mod metadata;
mod package;
mod pins;
mod publish;

use std::path::{Path, PathBuf};

/// Returns a script of `.github/release/`.
fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(".github/release")
        .join(name)
}
