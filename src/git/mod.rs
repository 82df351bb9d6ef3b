//! Objects, history, refs and the git program; owned values only.
