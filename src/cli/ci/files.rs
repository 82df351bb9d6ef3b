//! What is written, and what is there already.

use crate::cli::args::CiFilesArgs;
use crate::cli::failure::Failure;
use crate::forge::Forge;
use crate::format::{CiFile, CiOptions, CiState};
use crate::store::LogTree;

/// The commit that this release was built from; only a release knows it.
const RELEASE: Option<&str> = option_env!("TIDINGS_RELEASE_COMMIT");

/// Returns the commit that actions are pinned at.
pub(in crate::cli) fn require_pin(args: &CiFilesArgs) -> Result<String, Failure> {
    match args.pin.as_deref().or(RELEASE) {
        Some(pin) if CiOptions::takes_pin(pin) => Ok(pin.to_owned()),
        Some(pin) => Err(Failure::usage(format!("--pin: '{pin}' is no commit"))
            .hint("write all 40 digits of it, in lower case")),
        None => Err(Failure::new(
            "this is no release, so it does not know which commit of its actions to pin",
        )
        .hint("use a release, or name one: --pin COMMIT, from https://github.com/tidings-log/tidings/releases")),
    }
}

/// Returns what can stand in the files of a log.
pub(super) fn options(
    branch: &str,
    args: &CiFilesArgs,
    comment: Option<u64>,
) -> Result<CiOptions, Failure> {
    if !CiOptions::takes_branch(branch) {
        return Err(Failure::new(format!(
            "the branch '{branch}' has a name that cannot stand in a workflow"
        ))
        .hint("letters, digits and . _ / - can; rename it with: git branch -m"));
    }
    Ok(CiOptions {
        branch: branch.to_owned(),
        pin: require_pin(args)?,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        comment,
    })
}

/// Returns the files that belong on the log's branch, and on the default one.
pub(super) const fn files_of(forge: Forge) -> (&'static [CiFile], &'static [CiFile]) {
    match forge {
        Forge::GitHub => (&[CiFile::GithubCheck], &[CiFile::GithubDigest]),
        Forge::GitLab => (&[CiFile::Gitlab], &[]),
    }
}

/// Reads what stands in the place of a file; `None` where nothing does.
pub(super) fn read(tree: &LogTree<'_>, file: CiFile) -> anyhow::Result<Option<(String, CiState)>> {
    let text = tree.text(file.path())?;
    Ok(text.map(|text| {
        let state = CiState::of(&text);
        (text, state)
    }))
}

/// Refuses to overwrite what a person wrote, unless told to.
pub(super) fn require_ours(
    tree: &LogTree<'_>,
    files: &[CiFile],
    branch: &str,
    force: bool,
) -> anyhow::Result<()> {
    for &file in files {
        let (path, found) = (file.path(), read(tree, file)?);
        let what = match found {
            Some((_, CiState::Changed)) => "was changed by hand",
            Some((_, CiState::Foreign)) => "was not written by tidings",
            _ => continue,
        };
        if !force {
            return Err(Failure::new(format!("{path} on branch '{branch}' {what}"))
                .hint("look at it, then overwrite it with --force")
                .into());
        }
    }
    Ok(())
}

/// Writes files as they are to be now.
pub(super) fn format(files: &[CiFile], options: &CiOptions) -> Vec<(String, String)> {
    let written = |file: &CiFile| (file.path().to_owned(), file.format(options));
    files.iter().map(written).collect()
}
