use std::path::Path;

use super::Toolbox;
use crate::kit::{FileServer, Invocation, Sandbox};

/// Asks a server by git, with the token given as the actions give it, and
/// returns what it was shown.
fn shown(sandbox: &Sandbox, server: &FileServer, as_host: &str) -> Vec<String> {
    let tools = Toolbox::new(sandbox);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/actions/token.sh");
    let text = format!(
        "set -euo pipefail\nsource '{}'\ngit ls-remote '{}/log.git' || true\n",
        script.display(),
        server.url()
    );
    let place = sandbox.repo(crate::kit::Kind::Plain);
    // Checkouts that keep credentials leave such a header behind.
    let key = format!("http.{}/.extraheader", server.url());
    sandbox.git(&place, &["config", &key, "AUTHORIZATION: basic b2xk"]);
    let run = Invocation::new("bash", &["-c", &text]).cwd(&place);
    run.env("PATH", tools.path())
        .env("HOME", sandbox.path("home"))
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("INPUT_TOKEN", "t0ken")
        .env("GITHUB_SERVER_URL", as_host)
        .run()
        .ok();
    server.authorizations()
}

#[test]
fn one_token_reaches_the_forge_and_none_another_host() {
    let sandbox = Sandbox::new();
    let server = FileServer::start(&sandbox.path("work"));
    // base64 of x-access-token:t0ken
    let shown_there = shown(&sandbox, &server, &server.url());
    assert_eq!(shown_there, ["basic eC1hY2Nlc3MtdG9rZW46dDBrZW4="]);
    let server = FileServer::start(&sandbox.path("work"));
    let shown_elsewhere = shown(&sandbox, &server, "https://github.com");
    assert_eq!(
        shown_elsewhere,
        ["basic b2xk"],
        "only what was there before"
    );
}
