use super::Forge;

/// What the user has said of hosts that are not known by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts {
    /// What every host is that nothing else is known of: the setting
    /// `tidings.forge`.
    pub forge: Option<Forge>,
    /// The host that `gh` is told to speak to: `GH_HOST`.
    pub github: Option<String>,
    /// The host that `glab` is told to speak to: `GITLAB_HOST`, which may be
    /// an address.
    pub gitlab: Option<String>,
}

impl Hosts {
    /// Returns what a host is, where the user has said it; `host` is in lower
    /// case, with its port where it has one.
    pub(super) fn forge_of(&self, host: &str) -> Option<Forge> {
        let is = |named: &Option<String>| named.as_deref().is_some_and(|it| names(it, host));
        if is(&self.github) {
            Some(Forge::GitHub)
        } else if is(&self.gitlab) {
            Some(Forge::GitLab)
        } else {
            self.forge
        }
    }
}

/// Returns whether a host or an address names a host.
fn names(named: &str, host: &str) -> bool {
    let named = named.trim().to_ascii_lowercase();
    let named = named.split_once("://").map_or(&*named, |(_, rest)| rest);
    let named = named.split('/').next().unwrap_or_default();
    let named = named.rsplit('@').next().unwrap_or_default();
    let bare = |name: &str| name.split(':').next().unwrap_or_default().to_owned();
    !named.is_empty() && (named == host || bare(named) == bare(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_the_user_says() {
        let hosts = Hosts {
            forge: None,
            github: Some("Code.example.org".to_owned()),
            gitlab: Some("https://ada@git.example.org:8443/base".to_owned()),
        };
        for (host, want) in [
            ("code.example.org", Some(Forge::GitHub)),
            ("code.example.org:8443", Some(Forge::GitHub)),
            ("git.example.org", Some(Forge::GitLab)),
            ("git.example.org:8443", Some(Forge::GitLab)),
            ("example.org", None),
            ("evil-git.example.org", None),
            ("", None),
        ] {
            assert_eq!(hosts.forge_of(host), want, "{host}");
        }
        let all = Hosts {
            forge: Some(Forge::GitLab),
            ..Hosts::default()
        };
        assert_eq!(all.forge_of("anything"), Some(Forge::GitLab));
        let empty = Hosts {
            github: Some(String::new()),
            ..Hosts::default()
        };
        assert_eq!(empty.forge_of(""), None);
    }
}
