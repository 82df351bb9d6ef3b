//! What is said about a post is true, whatever the remote does with it:
//! refuses it, never answers, is cut off half way, has a stale lock, or has
//! had its history rewritten; and whatever the clocks say.
#![cfg(unix)]

mod case;
mod clock;
mod half;
mod lock;
mod refused;
mod rewritten;
mod silent;

use case::Case;
