use std::path::Path;

use super::{Contact, GitError, Program, Settings};

/// Options for OpenSSH: never ask, and use no key that wants to be touched.
/// The name of the second is what all versions from 7.0 on know.
const SSH_OPTIONS: &str = "-o BatchMode=yes -o PubkeyAcceptedKeyTypes=-sk-*";

/// How ssh is spoken to, as `ssh.variant` in `git help config` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    OpenSsh,
    Plink,
    /// It takes no options, or brings its own.
    Simple,
    /// It has to be tried.
    Unknown,
}

impl Program {
    /// Forbids git, and what it starts, to ask a person for anything.
    ///
    /// Neither passwords on the terminal nor programs that ask for them;
    /// helpers for credentials are told to answer from what they know; ssh
    /// gets options for the same in addition to what the user has it run as.
    ///
    /// # Errors
    ///
    /// [`GitError::Spawn`].
    pub(super) fn unattended(
        self,
        directory: &Path,
        settings: &Settings,
        contact: &Contact,
    ) -> Result<Self, GitError> {
        let ssh = self.quiet_ssh(directory, settings, contact)?;
        let quiet = self
            .with_env("GIT_TERMINAL_PROMPT", "0")
            // Set and empty, it counts before core.askPass and SSH_ASKPASS.
            .with_env("GIT_ASKPASS", "")
            .without_env("SSH_ASKPASS")
            .with_env("SSH_ASKPASS_REQUIRE", "never")
            .with_env("GCM_INTERACTIVE", "never")
            .with_setting("credential.interactive", "false");
        Ok(match ssh {
            Some(command) => quiet.with_env("GIT_SSH_COMMAND", command),
            None => quiet,
        })
    }

    /// Returns the command for ssh with the options that keep it from asking;
    /// `None` where it stays as it is.
    fn quiet_ssh(
        &self,
        directory: &Path,
        settings: &Settings,
        contact: &Contact,
    ) -> Result<Option<String>, GitError> {
        // The order in which git looks.
        let command = self
            .env("GIT_SSH_COMMAND")
            .or_else(|| settings.get("core.sshCommand").map(str::to_owned))
            .or_else(|| self.env("GIT_SSH").map(|path| quote(&path)))
            .unwrap_or_else(|| "ssh".to_owned());
        let named = self.env("GIT_SSH_VARIANT");
        let named = named.as_deref().or_else(|| settings.get("ssh.variant"));
        let mut variant = Variant::parse(named, &command);
        if variant == Variant::Unknown {
            // Git finds out in the same way.
            let alias = format!("alias.tidings-ssh=!{command} {SSH_OPTIONS} -G localhost");
            let tried = self.converse(directory, &["-c", &alias, "tidings-ssh"], b"", contact)?;
            variant = if tried.succeeded() {
                Variant::OpenSsh
            } else {
                Variant::Simple
            };
        }
        Ok(match variant {
            Variant::OpenSsh => Some(format!("{command} {SSH_OPTIONS}")),
            Variant::Plink => Some(format!("{command} -batch")),
            Variant::Simple | Variant::Unknown => None,
        })
    }
}

impl Variant {
    /// Takes the variant that is named, or tells it by the name of the
    /// program.
    fn parse(named: Option<&str>, command: &str) -> Self {
        match named {
            Some("ssh") => return Self::OpenSsh,
            Some("plink" | "putty") => return Self::Plink,
            Some("simple" | "tortoiseplink") => return Self::Simple,
            _ => {}
        }
        let program = first_word(command).to_lowercase();
        let name = program.rsplit(['/', '\\']).next().unwrap_or_default();
        match name.strip_suffix(".exe").unwrap_or(name) {
            "ssh" => Self::OpenSsh,
            "plink" => Self::Plink,
            // Git itself keeps it from asking.
            "tortoiseplink" => Self::Simple,
            _ => Self::Unknown,
        }
    }
}

/// Returns the first word of a shell command, without its quotes.
fn first_word(command: &str) -> String {
    let mut word = String::new();
    let mut quote = None;
    for letter in command.trim_start().chars() {
        match (quote, letter) {
            (Some(open), letter) if letter == open => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, letter) if letter.is_whitespace() => break,
            (_, letter) => word.push(letter),
        }
    }
    word
}

/// Quotes a word for a shell.
pub(super) fn quote(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests;
