use super::escape::{encode, encode_all};
use super::host::Host;
use super::remote::Remote;
use super::{Forge, Hosts};

/// A repository at a host that shows it on web pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    kind: Host,
    scheme: &'static str,
    /// In lower case, with its port where a browser needs that.
    host: String,
    /// The names that lead to the repository, with nothing encoded.
    names: Vec<String>,
}

impl Place {
    /// Finds the repository that a remote's address leads to; `None` where the
    /// host is not known to have web pages.
    ///
    /// `remote` is the address in any spelling that git takes. A user, a
    /// password and the port of ssh are no part of the result, and neither of
    /// any address made of it, which is ASCII.
    #[must_use]
    pub fn parse(remote: &str, hosts: &Hosts) -> Option<Self> {
        let remote = Remote::parse(remote)?;
        let kind = Host::of(&remote.host, hosts)?;
        let (host, names) = kind.repository(&remote)?;
        Some(Self {
            kind,
            scheme: remote.scheme,
            host,
            names,
        })
    }

    /// Returns the service, where it is one that can be spoken to.
    #[must_use]
    pub const fn forge(&self) -> Option<Forge> {
        match self.kind {
            Host::GitHub => Some(Forge::GitHub),
            Host::GitLab => Some(Forge::GitLab),
            _ => None,
        }
    }

    /// Returns the host's name, with its port where a browser needs that.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the repository's name at its host, as a part of an address:
    /// `quill/team-log`.
    #[must_use]
    pub fn path(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| encode(name)).collect();
        names.join("/")
    }

    /// Returns the address of the repository's first page.
    #[must_use]
    pub fn address(&self) -> String {
        format!("{}://{}/{}", self.scheme, self.host, self.path())
    }

    /// Returns the address of the page that shows a file of a branch.
    #[must_use]
    pub fn file_address(&self, branch: &str, path: &str) -> String {
        let place = self.address();
        let (branch, path) = (encode(branch), encode(path));
        match self.kind {
            Host::GitHub => format!("{place}/blob/{branch}/{path}"),
            Host::GitLab => format!("{place}/-/blob/{branch}/{path}"),
            Host::Bitbucket => format!("{place}/src/{branch}/{path}"),
            Host::Gitea => format!("{place}/src/branch/{branch}/{path}"),
            Host::SourceHut => format!("{place}/tree/{branch}/item/{path}"),
            Host::Azure => format!("{place}?path=/{path}&version=GB{branch}"),
        }
    }

    /// Returns the address of the page that puts the branch `head` forward for
    /// the branch `base`, with a title filled in where the host takes one;
    /// `None` where the host has no such page.
    #[must_use]
    pub fn request_address(&self, base: &str, head: &str, title: &str) -> Option<String> {
        let place = self.address();
        let title = encode_all(title);
        Some(match self.kind {
            Host::GitHub => {
                let (base, head) = (encode(base), encode(head));
                format!("{place}/compare/{base}...{head}?quick_pull=1&title={title}")
            }
            Host::GitLab => format!(
                "{place}/-/merge_requests/new?merge_request%5Bsource_branch%5D={}\
                 &merge_request%5Btarget_branch%5D={}&merge_request%5Btitle%5D={title}",
                encode_all(head),
                encode_all(base)
            ),
            Host::Bitbucket => format!(
                "{place}/pull-requests/new?source={}&dest={}&title={title}",
                encode_all(head),
                encode_all(base)
            ),
            Host::Gitea => {
                let (base, head) = (encode(base), encode(head));
                format!("{place}/compare/{base}...{head}?title={title}")
            }
            Host::Azure => format!(
                "{place}/pullrequestcreate?sourceRef={}&targetRef={}",
                encode_all(head),
                encode_all(base)
            ),
            Host::SourceHut => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn web_address(remote: &str, branch: &str, path: &str) -> Option<String> {
        let place = Place::parse(remote, &Hosts::default())?;
        Some(place.file_address(branch, path))
    }

    const PATH: &str = "updates/2026/11/23/ada.yaml";

    #[test]
    fn every_spelling_of_a_remote_leads_to_its_page() {
        let github = "https://github.com/quill/team-log/blob/main/updates/2026/11/23/ada.yaml";
        for remote in [
            "git@github.com:quill/team-log.git",
            "git@github.com:quill/team-log",
            "github.com:/quill/team-log/",
            "ssh://git@github.com/quill/team-log.git",
            "ssh://git@GitHub.com:22/quill/team-log",
            "ssh://git@ssh.github.com:443/quill/team-log.git",
            "git+ssh://github.com/quill/team-log.git",
            "https://github.com/quill/team-log.git",
            "https://github.com/quill/team-log.git/",
            "HTTPS://github.com:443/quill/team-log",
            "https://ada:s3cret@github.com/quill/team-log.git",
            "https://ada:p@ss@github.com/quill/team-log.git",
        ] {
            let address = web_address(remote, "main", PATH);
            assert_eq!(address.as_deref(), Some(github), "{remote}");
        }
    }

    #[test]
    fn every_host_has_pages_of_its_own() {
        for (remote, want) in [
            (
                "git@gitlab.com:quill/sub/log.git",
                "https://gitlab.com/quill/sub/log/-/blob/a/b%23c/",
            ),
            (
                "https://gitlab.example.org:8443/quill/log.git",
                "https://gitlab.example.org:8443/quill/log/-/blob/a/b%23c/",
            ),
            (
                "ssh://git@gitlab.example.org:2222/quill/log.git",
                "https://gitlab.example.org/quill/log/-/blob/a/b%23c/",
            ),
            (
                "http://gitea.example.org:3000/quill/log",
                "http://gitea.example.org:3000/quill/log/src/branch/a/b%23c/",
            ),
            (
                "git@bitbucket.org:quill/log.git",
                "https://bitbucket.org/quill/log/src/a/b%23c/",
            ),
            (
                "https://codeberg.org/quill/log.git",
                "https://codeberg.org/quill/log/src/branch/a/b%23c/",
            ),
            (
                "git@forgejo.example.org:quill/log.git",
                "https://forgejo.example.org/quill/log/src/branch/a/b%23c/",
            ),
            (
                "git@git.sr.ht:~ada/log",
                "https://git.sr.ht/~ada/log/tree/a/b%23c/item/",
            ),
        ] {
            let want = format!("{want}{PATH}");
            assert_eq!(web_address(remote, "a/b#c", PATH), Some(want), "{remote}");
        }
        let azure = "https://dev.azure.com/quill/The%20team/_git/log";
        for remote in [
            "https://ada@dev.azure.com/quill/The%20team/_git/log",
            "git@ssh.dev.azure.com:v3/quill/The team/log",
            "ssh://git@ssh.dev.azure.com/v3/quill/The%20team/log",
        ] {
            let want = format!("{azure}?path=/{PATH}&version=GBmain");
            assert_eq!(web_address(remote, "main", PATH), Some(want), "{remote}");
        }
    }

    #[test]
    fn anything_else_has_none() {
        for remote in [
            "",
            ":",
            "origin",
            "/srv/git/log.git",
            "../hub.git",
            "C:\\logs\\log.git",
            "file:///github.com/quill/log.git",
            "git://github.com/quill/log.git",
            "git@git.example.org:quill/log.git",
            "https://github.com",
            "https://github.com/",
            "https://github.com/quill",
            "https://github.com/quill/team/log",
            "https://github.com/quill//log",
            "https://github.com/../log",
            "https://github.com/quill/.git",
            "https://github.com/quill/lo%zzg",
            "https://github.com/quill/a%2fb",
            "https://github.com:port/quill/log",
            "https://evil\u{202e}.github.com/quill/log",
            "https://github.com.example.org/quill/log",
            "git@git.sr.ht:ada/log",
            "https://dev.azure.com/quill/log",
        ] {
            assert_eq!(web_address(remote, "main", PATH), None, "{remote:?}");
        }
    }

    #[test]
    fn a_branch_is_put_forward_on_a_page_of_its_own() {
        let head = "tidings-proposals/ada/2026-11-23";
        let title = "ada: daily update & more";
        for (remote, want) in [
            (
                "git@github.com:quill/log.git",
                "https://github.com/quill/log/compare/main...tidings-proposals/ada/2026-11-23\
                 ?quick_pull=1&title=ada%3A%20daily%20update%20%26%20more",
            ),
            (
                "ssh://git@gitlab.com:22/a/b/c/log.git",
                "https://gitlab.com/a/b/c/log/-/merge_requests/new\
                 ?merge_request%5Bsource_branch%5D=tidings-proposals%2Fada%2F2026-11-23\
                 &merge_request%5Btarget_branch%5D=main\
                 &merge_request%5Btitle%5D=ada%3A%20daily%20update%20%26%20more",
            ),
            (
                "https://x:y@codeberg.org/quill/log",
                "https://codeberg.org/quill/log/compare/main...tidings-proposals/ada/2026-11-23\
                 ?title=ada%3A%20daily%20update%20%26%20more",
            ),
        ] {
            let place = Place::parse(remote, &Hosts::default()).expect("a known host");
            let address = place.request_address("main", head, title);
            assert_eq!(address.as_deref(), Some(want), "{remote}");
        }
    }

    #[test]
    fn hosts_of_companies_are_what_the_user_says() {
        let remote = "ssh://git@code.example.org:2222/quill/log.git";
        assert_eq!(Place::parse(remote, &Hosts::default()), None);
        let github = Hosts {
            github: Some("code.example.org".to_owned()),
            ..Hosts::default()
        };
        let place = Place::parse(remote, &github).expect("a host that was named");
        assert_eq!(place.forge(), Some(Forge::GitHub));
        assert_eq!(place.address(), "https://code.example.org/quill/log");
        assert_eq!(place.path(), "quill/log");
        let gitlab = Hosts {
            forge: Some(Forge::GitLab),
            ..Hosts::default()
        };
        let place = Place::parse("https://git.example.org:8443/a/b/log", &gitlab);
        let place = place.expect("a host that was named");
        assert_eq!(
            (place.host(), place.forge()),
            ("git.example.org:8443", Some(Forge::GitLab))
        );
        // What everybody knows is no company's.
        let known = Place::parse("git@github.com:quill/log", &gitlab).expect("GitHub");
        assert_eq!(known.forge(), Some(Forge::GitHub));
    }

    proptest! {
        #[test]
        fn an_address_holds_no_secret_and_no_odd_character(
            user in "[a-z]{1,8}",
            password in "[A-Z0-9@:%]{9,16}",
            name in "\\PC{1,12}",
            branch in "\\PC{1,12}",
        ) {
            let remote = format!("https://{user}:{password}@gitlab.com/q/{name}");
            if let Some(address) = web_address(&remote, &branch, PATH) {
                prop_assert!(!address.contains(&password));
                prop_assert!(address.starts_with("https://gitlab.com/q/"));
                prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic()));
            }
        }

        #[test]
        fn no_text_makes_it_fail(remote in any::<String>(), odd in "(https://|git@)?[a-z.@:/%~]{0,40}") {
            let _ = web_address(&remote, "main", PATH);
            let _ = web_address(&odd, "main", PATH);
        }
    }
}
