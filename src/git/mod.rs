//! Git as the rest of the program sees it: objects, history, refs, and the
//! `git` program.
//!
//! Every use of libgit2 and every start of the `git` program is in this room,
//! so that all the git operations of the project can be read in one place.
//! Only owned values leave it. It knows nothing of updates: it is given paths,
//! bytes and messages. Objects are read and written through libgit2; refs are
//! changed by the `git` program alone, and read by it where the repository
//! keeps them in reftables.

mod commit;
mod error;
mod libgit2;
mod object_id;
mod program;
mod repository;
mod tree;

pub use commit::{Commit, Stamp};
pub use error::GitError;
pub use object_id::ObjectId;
pub use program::{Program, Ran};
pub use repository::Repository;
pub use tree::{Mode, Tree, TreeEntry};
