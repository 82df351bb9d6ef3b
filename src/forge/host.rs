use super::remote::Remote;
use super::{Forge, Hosts};

/// What kind of host a remote is on, as far as its web pages go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Host {
    GitHub,
    GitLab,
    Bitbucket,
    /// Gitea, and Forgejo that grew out of it.
    Gitea,
    SourceHut,
    Azure,
}

impl Host {
    /// Recognises a host: by its name where everybody knows it, by what the
    /// user has set, else by the name that people give to hosts that they run
    /// themselves.
    pub(super) fn of(host: &str, hosts: &Hosts) -> Option<Self> {
        let name = host.split(':').next().unwrap_or(host);
        let starts = |prefix: &str| name.starts_with(prefix);
        Some(match name {
            "github.com" | "www.github.com" | "ssh.github.com" => Self::GitHub,
            "gitlab.com" | "altssh.gitlab.com" => Self::GitLab,
            "bitbucket.org" | "altssh.bitbucket.org" => Self::Bitbucket,
            "codeberg.org" | "gitea.com" => Self::Gitea,
            "git.sr.ht" => Self::SourceHut,
            "dev.azure.com" | "ssh.dev.azure.com" | "vs-ssh.visualstudio.com" => Self::Azure,
            _ if hosts.forge_of(host).is_some() => hosts.forge_of(host)?.into(),
            _ if name.ends_with(".ghe.com") => Self::GitHub,
            _ if name.ends_with(".visualstudio.com") => Self::Azure,
            _ if starts("gitlab.") => Self::GitLab,
            _ if starts("gitea.") || starts("forgejo.") => Self::Gitea,
            _ => return None,
        })
    }

    /// Returns the host of the pages and the names that lead to a
    /// repository's own; `None` where they lead to no repository.
    pub(super) fn repository(self, remote: &Remote) -> Option<(String, Vec<String>)> {
        let names = &remote.names;
        let fits = match self {
            Self::Azure => return azure(remote),
            Self::SourceHut => names.len() == 2 && names[0].starts_with('~'),
            Self::Bitbucket | Self::GitHub => names.len() == 2,
            Self::GitLab | Self::Gitea => names.len() >= 2,
        };
        // Some hosts take ssh under a name of its own, where web ports are
        // all that a network lets through.
        let host = match remote.host.as_str() {
            "www.github.com" | "ssh.github.com" => "github.com",
            "altssh.gitlab.com" => "gitlab.com",
            "altssh.bitbucket.org" => "bitbucket.org",
            host => host,
        };
        fits.then(|| (host.to_owned(), names.clone()))
    }
}

/// Returns where Azure DevOps shows a repository, whose ssh addresses leave
/// out `_git`.
fn azure(remote: &Remote) -> Option<(String, Vec<String>)> {
    let names: Vec<&str> = remote.names.iter().map(String::as_str).collect();
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    match names[..] {
        ["v3", organisation, project, repository] => Some((
            "dev.azure.com".to_owned(),
            owned(&[organisation, project, "_git", repository]),
        )),
        [.., "_git", _] => Some((remote.host.clone(), owned(&names))),
        _ => None,
    }
}

impl From<Forge> for Host {
    fn from(forge: Forge) -> Self {
        match forge {
            Forge::GitHub => Self::GitHub,
            Forge::GitLab => Self::GitLab,
        }
    }
}
