/// Returns whether somebody is typing what is not to be seen, such as a
/// password that git or ssh asks for: the terminal does not show what is
/// typed. Never elsewhere than on Unix.
#[must_use]
pub fn asks_in_secret() -> bool {
    #[cfg(unix)]
    {
        use rustix::termios::{LocalModes, tcgetattr};
        tcgetattr(std::io::stdin()).is_ok_and(|modes| !modes.local_modes.contains(LocalModes::ECHO))
    }
    #[cfg(not(unix))]
    false
}
