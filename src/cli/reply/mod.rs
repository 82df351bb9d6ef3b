//! `tidings reply`: from what somebody answers, in whichever way, to a commit;
//! `tidings resolve` is its short form.

mod answer;
mod choice;
mod kept;
mod run;
mod subject;
mod wording;

pub(super) use run::{give, resolve, run};
