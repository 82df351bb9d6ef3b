use std::num::NonZero;

use super::StoreError;
use crate::format::{
    LogPath, MAX_BYTES, Parsed, parse_path, parse_reply, parse_update, size_limit,
};
use crate::git::{BlobRead, Mode, ObjectId, Repository, TreeFile};
use crate::model::{Finding, Handle, Period, Reply, ReplyId, Severity, Update};

/// How many files are worth opening the packs for them.
const WORTH_A_PACK: usize = 100;

/// How many files are worth the memory of another thread that reads them:
/// many weeks of a large team.
const WORTH_A_THREAD: usize = 4096;

/// The most threads that read; history is walked at the same time.
const MAX_THREADS: usize = 4;

/// A file of the log that was not read yet.
pub(super) struct File {
    pub(super) path: String,
    pub(super) mode: Mode,
    pub(super) id: ObjectId,
}

impl From<TreeFile> for File {
    fn from(file: TreeFile) -> Self {
        Self {
            path: String::from_utf8_lossy(&file.path).into_owned(),
            mode: file.mode,
            id: file.id,
        }
    }
}

/// What a file of the log holds, and what is wrong with it.
pub struct Read<T> {
    /// The path of the file.
    pub path: String,
    /// What it holds, where it can be read.
    pub value: Option<T>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
}

/// Reads updates, in the order in which they are given; several threads share
/// the work where it is worth it.
pub(super) fn read_updates(
    repository: &Repository,
    files: &[File],
) -> Result<Vec<Read<Update>>, StoreError> {
    read_updates_that(repository, files, &|_| true)
}

/// Reads updates whose bytes are wanted; others are as if nothing could be
/// read of them, and have no findings.
pub(super) fn read_updates_that(
    repository: &Repository,
    files: &[File],
    wanted: &(dyn Fn(&[u8]) -> bool + Sync),
) -> Result<Vec<Read<Update>>, StoreError> {
    let parse = |path: &str, bytes: &[u8]| {
        if wanted(bytes) {
            return parse_update(path, bytes);
        }
        Parsed {
            value: None,
            findings: Vec::new(),
        }
    };
    let ids: Vec<ObjectId> = files.iter().map(|file| file.id).collect();
    if files.len() < WORTH_A_PACK {
        repository.fetch_promised(&ids)?;
        let read = |file: &File| read_file(repository, &file.path, file.mode, file.id, parse);
        return Ok(files.iter().map(read).collect());
    }
    let threads = if repository.is_partial() {
        // What is missing is fetched once and not by each thread.
        1
    } else {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        (files.len() / WORTH_A_THREAD).clamp(1, cores.min(MAX_THREADS))
    };
    let share = files.len().div_ceil(threads);
    let read = |repository: &Repository, number: usize| -> Result<Vec<_>, StoreError> {
        let range = number * share..files.len().min((number + 1) * share);
        let bytes = repository.blobs_up_to(&ids[range.clone()], MAX_BYTES, number)?;
        let both = files[range].iter().zip(bytes);
        Ok(both
            .map(|(file, bytes)| read_bytes(&file.path, file.mode, bytes, MAX_BYTES, parse))
            .collect())
    };
    let read = &read;
    let helpers: Vec<Repository> = (1..threads)
        .map(|_| repository.reopen())
        .collect::<Result<_, _>>()?;
    std::thread::scope(|scope| {
        let helpers = helpers.into_iter().zip(1..);
        let running: Vec<_> = helpers
            .map(|(repository, number)| scope.spawn(move || read(&repository, number)))
            .collect();
        let mut all = read(repository, 0)?;
        for thread in running {
            let read = thread.join();
            all.extend(read.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
    })
}

/// Reads replies, in the order in which they are given.
pub(super) fn read_replies(
    repository: &Repository,
    files: &[File],
) -> Result<Vec<Read<Reply>>, StoreError> {
    let ids: Vec<ObjectId> = files.iter().map(|file| file.id).collect();
    if files.len() < WORTH_A_PACK {
        repository.fetch_promised(&ids)?;
        let read = |file: &File| read_file(repository, &file.path, file.mode, file.id, parse_reply);
        return Ok(files.iter().map(read).collect());
    }
    let bytes = repository.blobs_up_to(&ids, MAX_BYTES, 0)?;
    let both = files.iter().zip(bytes);
    Ok(both
        .map(|(file, bytes)| read_bytes(&file.path, file.mode, bytes, MAX_BYTES, parse_reply))
        .collect())
}

/// Reads one file of the log.
///
/// What is no regular file, too large or damaged has a finding and no value.
pub(super) fn read_file<T>(
    repository: &Repository,
    path: &str,
    mode: Mode,
    id: ObjectId,
    parse: impl Fn(&str, &[u8]) -> Parsed<T>,
) -> Read<T> {
    read_file_up_to(repository, path, mode, id, size_limit(path), parse)
}

/// Reads one file of the log that may have another size than most, in bytes.
pub(super) fn read_file_up_to<T>(
    repository: &Repository,
    path: &str,
    mode: Mode,
    id: ObjectId,
    limit: usize,
    parse: impl Fn(&str, &[u8]) -> Parsed<T>,
) -> Read<T> {
    read_bytes(path, mode, repository.blob_up_to(id, limit), limit, parse)
}

/// Reads one file of the log out of what its object holds.
fn read_bytes<T>(
    path: &str,
    mode: Mode,
    bytes: BlobRead,
    limit: usize,
    parse: impl Fn(&str, &[u8]) -> Parsed<T>,
) -> Read<T> {
    let refuse = |rule, message: String, remedy: &str| Read {
        path: path.to_owned(),
        value: None,
        findings: vec![Finding {
            severity: Severity::Error,
            rule,
            path: path.to_owned(),
            place: None,
            message,
            remedy: remedy.to_owned(),
        }],
    };
    if !mode.is_file() {
        let message = format!("this is no regular file (mode {:06o})", mode.0);
        return refuse(
            "not-a-file",
            message,
            "replace it by a plain file, mode 100644",
        );
    }
    let bytes = match bytes {
        Ok(Some(bytes)) => bytes,
        Ok(None) => {
            let message = format!("the file has more than {limit} bytes");
            return refuse("too-big", message, "shorten it, or link to the long text");
        }
        Err(error) => {
            return refuse(
                "unreadable",
                error.to_string(),
                "fetch the object, or run git fsck",
            );
        }
    };
    let parsed = parse(path, &bytes);
    Read {
        path: path.to_owned(),
        value: parsed.value,
        findings: parsed.findings,
    }
}

/// Returns the member and period that a path of the log belongs to, when it
/// is the path of an update.
pub(super) fn update_of_path(path: &str) -> Option<(Handle, Period)> {
    match parse_path(path) {
        LogPath::Update { author, period } => Some((author, period)),
        _ => None,
    }
}

/// Returns the name of the reply that a path of the log belongs to, when it is
/// the path of one.
pub(super) fn reply_of_path(path: &str) -> Option<ReplyId> {
    match parse_path(path) {
        LogPath::Reply { id, .. } => Some(id),
        _ => None,
    }
}
