//! The process-wide options of libgit2; the only unsafe code of the project.

use std::sync::Once;

static SET: Once = Once::new();

/// Sets libgit2's process-wide options, once.
///
/// Its object cache is turned off and objects are not hashed again when they
/// are read: a walk reads every object once, and `git fsck` is the tool that
/// looks for rot. Repositories that keep their refs in reftables are opened;
/// their refs are read by the `git` program.
pub(super) fn set_options() {
    SET.call_once(|| {
        git2::opts::enable_caching(false);
        git2::opts::strict_hash_verification(false);
        // SAFETY: called once, before any other use of libgit2 in this
        // process, which is what the function asks of its callers.
        #[allow(unsafe_code)]
        let set = unsafe { git2::opts::set_extensions(&["refstorage"]) };
        // An older libgit2 without the option only refuses reftables later.
        drop(set);
    });
}
