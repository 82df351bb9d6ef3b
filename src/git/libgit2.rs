//! The process-wide options of libgit2; the only unsafe code of the project.

use std::sync::Once;

static SET: Once = Once::new();

/// How much of a pack is mapped at a time, in bytes.
const WINDOW: usize = 1 << 20;

/// How much of all packs is mapped at the same time, in bytes. What is touched
/// of it counts as memory of this process; with much less, the threads of a
/// walk take each other's windows away.
const MAPPED: usize = 32 << 20;

/// Sets libgit2's process-wide options, once.
///
/// Its object cache is turned off and objects are not hashed again when they
/// are read: a walk reads every object once, and `git fsck` is the tool that
/// looks for rot. Repositories that keep their refs in reftables are opened,
/// and so are partial clones: refs and missing objects are the `git` program's
/// to read and to fetch. Packs are
/// mapped piece by piece, so that a walk over a large log fits into a small
/// memory.
pub(super) fn set_options() {
    SET.call_once(|| {
        git2::opts::enable_caching(false);
        git2::opts::strict_hash_verification(false);
        // SAFETY: called once, before any other use of libgit2 in this
        // process, which is what the function asks of its callers.
        #[allow(unsafe_code)]
        let set = unsafe {
            [
                git2::opts::set_extensions(&["refstorage", "partialclone"]),
                git2::opts::set_mwindow_size(WINDOW),
                git2::opts::set_mwindow_mapped_limit(MAPPED),
            ]
        };
        // Without these options reftables are refused later, and packs take
        // more memory: nothing that a repository could not be opened for.
        drop(set);
    });
}
