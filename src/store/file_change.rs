use super::StoreError;
use super::change_set::too_many;
use super::history::damaged;
use crate::format::size_limit;
use crate::git::{GitError, Mode, ObjectId, PathChange, Repository, SizedBlob};
use crate::model::{FileChange, FileKind, FileState, Finding};

/// How many bytes of files are read for one change: a hundred thousand updates
/// of the usual size, or a thousand of the largest.
const MAX_CONTENT: usize = 64 << 20;

/// Reads what files that differ were and are; what cannot be read has a
/// finding.
pub(super) fn read_changes(
    repository: &Repository,
    changes: &[PathChange],
    unread: &mut Vec<Finding>,
) -> Result<Vec<FileChange>, StoreError> {
    let mut wanted: Vec<(ObjectId, usize)> = Vec::new();
    for change in changes {
        let limit = limit(&change.path);
        let states = [change.before, change.entry].into_iter().flatten();
        let blobs = states.filter(|(mode, _)| kind(*mode) != FileKind::Submodule);
        wanted.extend(blobs.map(|(_, id)| (id, limit)));
    }
    let mut blobs = repository.sized_blobs(&wanted, MAX_CONTENT)?.into_iter();
    let mut is_spent = false;
    let mut read = Vec::with_capacity(changes.len());
    for change in changes {
        let limit = limit(&change.path);
        let mut state = |entry: Option<(Mode, ObjectId)>| {
            let (mode, id) = entry?;
            let kind = kind(mode);
            let blob = match kind {
                FileKind::Submodule => None,
                _ => blobs.next(),
            };
            let blob = blob.map(|blob| blob.map_err(|error| unreadable(id, change, &error)));
            let SizedBlob { size, bytes } = match blob.transpose() {
                Ok(blob) => blob.unwrap_or_default(),
                Err(finding) => {
                    unread.push(finding);
                    SizedBlob::default()
                }
            };
            is_spent |= bytes.is_none() && size > 0 && size <= limit;
            Some(FileState {
                kind,
                size: size as u64,
                content: bytes,
            })
        };
        read.push(FileChange {
            path: change.path.clone(),
            before: state(change.before),
            after: state(change.entry),
            commits: Vec::new(),
        });
    }
    unread.extend(is_spent.then(|| {
        too_many(format!(
            "the files that the change touches have more than {MAX_CONTENT} bytes together; not \
             all of them were read"
        ))
    }));
    Ok(read)
}

/// Returns how many bytes of a file are read, if it has no more.
fn limit(path: &[u8]) -> usize {
    size_limit(&String::from_utf8_lossy(path))
}

fn kind(mode: Mode) -> FileKind {
    match mode.0 {
        _ if mode.is_file() => FileKind::Regular,
        0o100_755 => FileKind::Executable,
        0o120_000 => FileKind::Link,
        0o160_000 => FileKind::Submodule,
        _ => FileKind::Other,
    }
}

fn unreadable(id: ObjectId, change: &PathChange, error: &GitError) -> Finding {
    let path = String::from_utf8_lossy(&change.path);
    damaged(id, format!("{path} cannot be read: {error}"))
}
