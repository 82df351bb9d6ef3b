use pulldown_cmark::{Options, Parser, html};

use super::pull::Pull;
use crate::kit::{Sandbox, Transport};

const FINE: &str = "tidings: 1\nauthor: ada\nperiod: 2026-11-23\ndone:\n  - Shipped it\n";

/// Renders Markdown as a page that shows summaries would.
fn rendered(markdown: &str) -> String {
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(markdown, Options::all()));
    page
}

#[test]
fn a_pull_request_out_of_a_fork_is_checked_in_a_shallow_checkout() {
    let sandbox = Sandbox::new();
    for transport in Transport::supported(&sandbox) {
        if transport == Transport::Ssh {
            continue;
        }
        let sandbox = Sandbox::new();
        let pull = Pull::open(&sandbox, transport, "ada@example.org", FINE);
        let refs = pull.refs();
        let mut runner = pull.runner();
        let shallow = runner.workspace.join(".git/shallow");
        assert!(shallow.exists(), "the checkout is shallow");
        let ran = runner.run("check", &[]).ok();
        assert!(ran.commands().is_empty(), "{:?}", ran.commands());
        assert!(
            runner.summary.contains("nothing was found"),
            "{}",
            runner.summary
        );
        // What the log has done since is not charged, nor fetched whole.
        assert!(
            runner.summary.contains("1 file differs, 1 commit"),
            "{}",
            runner.summary
        );
        assert_eq!(pull.refs(), refs, "the check only reads");
    }
}

#[test]
fn what_is_wrong_is_shown_where_it_stands() {
    let sandbox = Sandbox::new();
    let token = format!("ghp_{}", "aB3dE5gH7jK9mN1pQ3sT".repeat(2));
    let update = format!(
        "tidings: 1\nauthor: ada\nperiod: 2026-11-23\ndone:\n  - Shipped it\n  - Use {token}\n\
         next:\n  - {{ text: \"x | ::error::y ##[error]z <b>\", due: \"::error::soon\" }}\n"
    );
    let pull = Pull::open(&sandbox, Transport::File, "mallory@example.org", &update);
    let mut runner = pull.runner();
    let ran = runner.run("check", &[("branch", ""), ("base", "")]).code(3);
    let commands = ran.commands();
    let error = |title: &str| {
        let of = |command: &&crate::kit::WorkflowCommand| {
            command.name == "error" && command.properties["title"] == title
        };
        let found = commands.iter().find(of);
        found
            .unwrap_or_else(|| panic!("no {title}: {commands:#?}"))
            .clone()
    };
    let secret = error("secret");
    assert_eq!(secret.properties["file"], "updates/2026/11/23/ada.yaml");
    assert_eq!(secret.properties["line"], "6");
    assert!(!secret.data.contains(&token), "{secret:?}");
    let author = error("wrong-author");
    assert!(author.data.contains("mallory@example.org"), "{author:?}");
    assert!(commands.iter().all(|command| {
        ["error", "warning"].contains(&command.name.as_str())
            && command.properties.contains_key("file")
    }));
    let page = rendered(&runner.summary);
    assert!(page.contains("<table>"), "{page}");
    assert_eq!(page.matches("<tr>").count(), commands.len() + 1, "{page}");
    assert!(!page.contains("<b>"), "{page}");
    assert!(!runner.summary.contains(&token));
}

#[test]
fn the_token_is_for_git_alone() {
    let sandbox = Sandbox::new();
    let pull = Pull::open(&sandbox, Transport::File, "ada@example.org", FINE);
    let mut runner = pull.runner();
    // Checkouts that keep credentials leave such a header behind.
    let key = "http.https://github.com/.extraheader";
    sandbox.git(
        &runner.workspace,
        &["config", key, "AUTHORIZATION: basic b2xk"],
    );
    runner.set("GITHUB_SERVER_URL", "https://github.com");
    let ran = runner.run("check", &[("token", "t0ken-of-the-job")]).ok();
    let [mask] = &ran.commands()[..] else {
        panic!("{:?}", ran.commands())
    };
    // base64 of x-access-token:t0ken-of-the-job
    let basic = "eC1hY2Nlc3MtdG9rZW46dDBrZW4tb2YtdGhlLWpvYg==";
    assert_eq!(
        (mask.name.as_str(), mask.data.as_str()),
        ("add-mask", basic)
    );
    for step in &ran.steps {
        assert!(!format!("{step}").contains("t0ken"), "{step}");
    }
    assert!(!runner.summary.contains("t0ken"));
    let config = std::fs::read_to_string(runner.workspace.join(".git/config"));
    assert!(!config.expect("it is there").contains(basic));
}
