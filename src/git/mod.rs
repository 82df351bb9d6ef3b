//! Git as the rest of the program sees it: objects, history, refs, and the
//! `git` program.
//!
//! Every use of libgit2 and every start of the `git` program is in this room,
//! so that all the git operations of the project can be read in one place.
//! Only owned values leave it. It knows nothing of updates: it is given paths,
//! bytes and messages. Objects are read and written through libgit2; refs are
//! changed by the `git` program alone, and read by it where the repository
//! keeps them in reftables.

mod arrival;
mod bound;
mod boundary;
mod checkout;
mod collision;
mod commit;
mod commit_list;
mod comparison;
mod contact;
mod conversation;
mod damage;
mod difference;
mod durability;
mod error;
mod family;
mod fetched;
mod flush;
mod graph;
mod init;
#[cfg(test)]
mod kit;
mod libgit2;
mod lock;
mod maintenance;
mod merge;
mod new_commit;
mod object_id;
mod objects;
mod program;
mod promise;
mod pushed;
#[cfg(test)]
mod race;
mod range;
mod reach;
mod refs;
mod remote;
mod replay;
mod repository;
mod resolve;
mod scope;
mod setting_files;
mod settings;
mod settle;
mod sharing;
#[cfg(test)]
mod signing;
mod sized_blob;
mod staged;
mod tree;
mod tree_cache;
mod tree_edit;
mod unattended;
mod under_way;
mod verdict;
mod walk;
mod walk_above;

pub use checkout::Checkout;
pub use collision::{Collision, Settle};
pub use commit::{Commit, Stamp, trailer};
pub use comparison::{Change, PathChange};
pub use contact::Contact;
pub use damage::Damage;
pub use difference::{Difference, Listing, TreeFile, changed_paths, list_files, names_in};
pub use durability::Durability;
pub use error::GitError;
pub use fetched::Fetched;
pub use init::remote_branch;
pub use lock::LogLock;
pub use merge::merge_text;
pub use new_commit::NewCommit;
pub use object_id::ObjectId;
pub use program::{Program, Ran};
pub use promise::Promises;
pub use pushed::{Pushed, RemoteLock};
pub use range::{Range, read_range};
pub use reach::Depth;
pub use refs::{Moved, RefMove};
pub use replay::{Replayed, Stuck};
pub use repository::{BlobRead, Repository};
pub use scope::{Scope, TreeLookup};
pub use setting_files::SettingFiles;
pub use settings::Settings;
pub use sized_blob::SizedBlob;
pub use tree::{Entries, Mode, Tree, TreeEntry};
pub use tree_edit::TreeEdit;
pub use under_way::UnderWay;
pub use walk::{FileRevision, Walk, Walked, walk, walk_and_list};
pub use walk_above::{WalkAbove, walk_above};
