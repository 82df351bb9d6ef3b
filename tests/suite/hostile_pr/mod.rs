//! Pull requests by somebody who means harm, one for every attack that
//! [`docs/security.md`] names, made of real objects and checked for real.
//!
//! [`Workshop`] writes the objects, also those that git's own commands refuse
//! to write; [`Attack`] is what is tried; [`Judge`] runs `tidings check` on it
//! in every format and looks at all that comes of it.
//!
//! [`docs/security.md`]: ../../../docs/security.md

mod attack;
mod content;
mod file;
mod identity;
mod judge;
mod machinery;
mod output;
mod page;
mod request;
mod verdict;
mod workshop;

use attack::Attack;
use judge::Judge;
use workshop::Workshop;
