//! `tidings check`: what is checked, how it is found, and what is said.

mod ci;
mod clone;
mod fix;
mod pushed;
mod run;
mod say;
mod staged;
mod subject;

pub(super) use run::run;
