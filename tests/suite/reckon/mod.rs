//! Who is expected, who has posted and what became of it: `missing`, `stats`,
//! the states in a digest, and filters.

mod answers;
mod numbers;
mod place;
mod world;

use place::Place;
