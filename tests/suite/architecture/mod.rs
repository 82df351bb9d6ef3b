//! Holds the code to the tables in `docs/architecture.md`.

mod house;
mod plan;
mod tests;
mod tokens;
mod walls;
