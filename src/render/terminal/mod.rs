//! Reports on a terminal.
//!
//! Everything is written through a page, which sanitises, wraps and colours;
//! nothing else here may make a line of text that somebody else wrote.

mod answer;
mod attention;
mod catchup;
mod decision;
mod digest;
mod finding;
mod inbox;
mod inspection;
mod item;
mod late;
mod listing;
mod missing;
mod moment;
mod overview;
mod page;
mod palette;
mod protocol;
mod publication;
mod responses;
mod scale;
mod stats;
mod status;
mod table;
mod team;
mod thread;

#[cfg(test)]
mod tests;

pub use catchup::catchup;
pub use decision::decisions;
pub use digest::digest;
pub use finding::finding;
pub use inbox::{inbox, waiting, waiting_line};
pub use inspection::{inspected, inspection};
pub use listing::listing;
pub use missing::missing;
pub use protocol::protocol;
pub use publication::publication;
pub use responses::responses;
pub use stats::stats;
pub use status::status;
pub use team::team;
pub use thread::thread;
