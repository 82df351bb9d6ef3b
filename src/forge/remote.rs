use super::escape::decode;

/// The parts of a remote's address that a web address is made of.
pub(super) struct Remote {
    /// `http` or `https`.
    pub(super) scheme: &'static str,
    /// In lower case, with its port where a browser needs that.
    pub(super) host: String,
    /// The names between slashes, with nothing encoded.
    pub(super) names: Vec<String>,
}

impl Remote {
    /// Reads an address in any spelling that git takes; `None` where no web
    /// page can belong to it.
    pub(super) fn parse(text: &str) -> Option<Self> {
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

/// Takes the name of a host, in lower case; anything else is none.
fn host_name(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let is_name = !text.is_empty() && text.chars().all(is_plain);
    is_name.then(|| text.to_ascii_lowercase())
}
