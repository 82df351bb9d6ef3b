//! What happens to a post when something breaks: the program or what it
//! started is killed, the disk is full, a write fails. Whatever a person was
//! told holds, nothing is there twice, and the next run goes on.
#![cfg(unix)]

mod aftermath;
mod disk;
mod exhaustive;
mod kill;
mod write_error;

use aftermath::Aftermath;
