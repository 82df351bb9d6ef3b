use super::Sandbox;

/// The ways in which git signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signing {
    /// With an SSH key.
    Ssh,
    /// With an OpenPGP key.
    Gpg,
}

impl Signing {
    /// Every way.
    pub(crate) const ALL: [Self; 2] = [Self::Ssh, Self::Gpg];

    /// Returns every way that this machine has the program for, and says on
    /// standard error which it has not.
    pub(crate) fn supported(sandbox: &Sandbox) -> Vec<Self> {
        let able = |way: &Self| {
            let able = sandbox.finds(way.program());
            if !able {
                eprintln!("skipped: there is no {} to sign with", way.program());
            }
            able
        };
        Self::ALL.into_iter().filter(able).collect()
    }

    fn program(self) -> &'static str {
        match self {
            Self::Ssh => "ssh-keygen",
            Self::Gpg => "gpg",
        }
    }

    /// Makes Ada Example a key, and has git sign every commit of the sandbox
    /// with it.
    pub(crate) fn set_up(self, sandbox: &Sandbox) {
        let set = |key: &str, value: &str| {
            let work = sandbox.path("work");
            sandbox.git(work, &["config", "--global", key, value]);
        };
        match self {
            Self::Ssh => {
                let key = sandbox.path("home/key");
                sandbox
                    .program("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-f"])
                    .arg(&key)
                    .run()
                    .ok();
                let public = std::fs::read_to_string(sandbox.path("home/key.pub"))
                    .expect("ssh-keygen writes the public key beside the other");
                let line = format!("ada@example.org {public}");
                let trusted = sandbox.write("home/signers", line);
                let text = |path: std::path::PathBuf| path.to_string_lossy().into_owned();
                set("gpg.format", "ssh");
                set("user.signingKey", &text(key));
                set("gpg.ssh.allowedSignersFile", &text(trusted));
            }
            Self::Gpg => {
                // The agent ends by itself when its directory goes.
                sandbox
                    .program("gpg", &["--batch", "--quiet", "--passphrase", ""])
                    .arg("--quick-generate-key")
                    .arg("Ada Example <ada@example.org>")
                    .arg("ed25519")
                    .arg("sign")
                    .arg("never")
                    .run()
                    .ok();
                set("user.signingKey", "ada@example.org");
            }
        }
        set("commit.gpgSign", "true");
    }
}
