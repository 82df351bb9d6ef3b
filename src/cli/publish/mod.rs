//! `tidings publish`: the digest of every week that is over and was not
//! published yet, in the log and wherever else it is wanted.

mod comment;
mod committer;
mod cut;
mod edition;
mod html;
mod outputs;
mod plan;
mod run;

pub(super) use run::run;
