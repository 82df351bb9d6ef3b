use super::Forge;

/// Why the program of a service did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// It is not installed, or cannot be run.
    #[error("{} cannot be run: {source}", .forge.program())]
    Missing {
        /// The service.
        forge: Forge,
        /// What the system says.
        source: std::io::Error,
    },
    /// Nobody has signed in with it.
    #[error("{} is not signed in to {host}", .forge.program())]
    SignedOut {
        /// The service.
        forge: Forge,
        /// The host.
        host: String,
    },
    /// It was asked and failed.
    #[error("{} failed: {message}", .forge.program())]
    Failed {
        /// The service.
        forge: Forge,
        /// What it said: it may hold anything.
        message: String,
    },
    /// It did not end in time, or was interrupted.
    #[error("{} did not answer in time", .0.program())]
    Late(Forge),
    /// What it answered is not what was asked for.
    #[error("{} answered something that cannot be read", .0.program())]
    Garbled(Forge),
}
