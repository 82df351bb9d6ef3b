use std::io::Read;

use super::Part;

/// A remote that takes every connection and never answers.
pub(crate) struct Silence(Part);

impl Silence {
    /// Starts one.
    pub(crate) fn start() -> Self {
        Self(Part::start(|mut stream| {
            let mut buffer = [0; 4096];
            while stream.read(&mut buffer)? > 0 {}
            Ok(())
        }))
    }

    /// Returns where it listens.
    pub(crate) const fn port(&self) -> u16 {
        self.0.port()
    }

    /// Returns how many connections it has taken.
    pub(crate) fn connections(&self) -> usize {
        self.0.connections()
    }
}
