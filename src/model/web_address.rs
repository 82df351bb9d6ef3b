/// What a remote's host shows files with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Forge {
    GitHub,
    GitLab,
    Bitbucket,
    /// Gitea, and Forgejo that grew out of it.
    Gitea,
    SourceHut,
    Azure,
}

/// The parts of a remote's address that a web address is made of.
struct Remote {
    scheme: &'static str,
    /// In lower case, with its port where a browser needs that.
    host: String,
    /// The names between slashes, with nothing encoded.
    names: Vec<String>,
}

/// Returns the address of the web page on which the host of a remote shows a
/// file of a branch; `None` where the host is not known to have such pages.
///
/// `remote` is the remote's address in any spelling that git takes. A user, a
/// password and the port of ssh are no part of the result, which is ASCII.
#[must_use]
pub fn web_address(remote: &str, branch: &str, path: &str) -> Option<String> {
    let remote = Remote::parse(remote)?;
    let forge = Forge::of(&remote.host)?;
    let (host, names) = forge.repository(&remote)?;
    let names: Vec<String> = names.iter().map(|name| encode(name)).collect();
    let place = format!("{}://{host}/{}", remote.scheme, names.join("/"));
    let (branch, path) = (encode(branch), encode(path));
    Some(match forge {
        Forge::GitHub => format!("{place}/blob/{branch}/{path}"),
        Forge::GitLab => format!("{place}/-/blob/{branch}/{path}"),
        Forge::Bitbucket => format!("{place}/src/{branch}/{path}"),
        Forge::Gitea => format!("{place}/src/branch/{branch}/{path}"),
        Forge::SourceHut => format!("{place}/tree/{branch}/item/{path}"),
        Forge::Azure => format!("{place}?path=/{path}&version=GB{branch}"),
    })
}

impl Remote {
    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
            None => return Self::parse_short(text),
        };
        let (authority, path) = rest.split_once('/')?;
        // A password may hold an '@' that nobody encoded.
        let host = authority.rsplit('@').next().unwrap_or(authority);
        let (name, port) = match host.split_once(':') {
            Some((name, port)) => (name, Some(port).filter(|port| !port.is_empty())),
            None => (host, None),
        };
        let (scheme, port) = match scheme.as_str() {
            "http" => ("http", port.filter(|&port| port != "80")),
            "https" => ("https", port.filter(|&port| port != "443")),
            "ssh" | "git+ssh" | "ssh+git" => ("https", None),
            _ => return None,
        };
        if port.is_some_and(|port| port.parse::<u16>().is_err()) {
            return None;
        }
        let mut host = host_name(name)?;
        if let Some(port) = port {
            host = format!("{host}:{port}");
        }
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let names: Option<Vec<String>> = path.trim_matches('/').split('/').map(decode).collect();
        Self::of(scheme, host, names?)
    }

    /// Reads `user@host:path`, as scp writes it.
    fn parse_short(text: &str) -> Option<Self> {
        let (authority, path) = text.split_once(':')?;
        let host = authority.rsplit('@').next().unwrap_or(authority);
        let names = path.trim_matches('/').split('/');
        Self::of(
            "https",
            host_name(host)?,
            names.map(str::to_owned).collect(),
        )
    }

    fn of(scheme: &'static str, host: String, mut names: Vec<String>) -> Option<Self> {
        let last = names.last_mut()?;
        if let Some(bare) = last.strip_suffix(".git") {
            *last = bare.to_owned();
        }
        let odd = |name: &String| matches!(name.as_str(), "" | "." | "..");
        (!names.iter().any(odd)).then_some(Self {
            scheme,
            host,
            names,
        })
    }
}

impl Forge {
    /// Recognises a host: by its name where everybody knows it, else by the
    /// name that people give to hosts that they run themselves.
    fn of(host: &str) -> Option<Self> {
        let name = host.split(':').next().unwrap_or(host);
        let starts = |prefix: &str| name.starts_with(prefix);
        Some(match name {
            "github.com" | "www.github.com" | "ssh.github.com" => Self::GitHub,
            "gitlab.com" | "altssh.gitlab.com" => Self::GitLab,
            "bitbucket.org" | "altssh.bitbucket.org" => Self::Bitbucket,
            "codeberg.org" | "gitea.com" => Self::Gitea,
            "git.sr.ht" => Self::SourceHut,
            "dev.azure.com" | "ssh.dev.azure.com" | "vs-ssh.visualstudio.com" => Self::Azure,
            _ if name.ends_with(".visualstudio.com") => Self::Azure,
            _ if starts("gitlab.") => Self::GitLab,
            _ if starts("gitea.") || starts("forgejo.") => Self::Gitea,
            _ => return None,
        })
    }

    /// Returns the host of the pages and the names that lead to a
    /// repository's own; `None` where they lead to no repository.
    fn repository(self, remote: &Remote) -> Option<(String, Vec<String>)> {
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

/// Takes the name of a host, in lower case; anything else is none.
fn host_name(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let is_name = !text.is_empty() && text.chars().all(is_plain);
    is_name.then(|| text.to_ascii_lowercase())
}

/// Writes a text so that it is one part of an address, or several between
/// slashes.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Reads a part of an address; `None` where it is none.
fn decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        let (high, low) = (digit()?, digit()?);
        out.push(u8::try_from(high * 16 + low).expect("two digits make a byte"));
    }
    let text = String::from_utf8(out).ok()?;
    (!text.contains('/')).then_some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
