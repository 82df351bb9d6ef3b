//! What the digest of the sample looks like, whole, so that a change of it is
//! seen in review. `INSTA_UPDATE=always cargo test golden` accepts it.

use super::sample::Sample;
use super::{Format, Screen, Templates};

#[test]
fn a_digest_on_a_terminal() {
    for width in [40, 80] {
        let screen = Screen {
            width,
            colour: false,
        };
        let out = super::digest(&Sample::default().digest(), &screen);
        insta::assert_snapshot!(format!("terminal-{width}"), out);
    }
}

#[test]
fn a_digest_as_markdown() {
    let name = Format::Markdown
        .template()
        .expect("Markdown has a template");
    let out = Templates::new().render(name, &Sample::default().digest());
    insta::assert_snapshot!("markdown", out.expect("the built-in template renders"));
}

#[test]
fn a_protocol_as_markdown() {
    let out = Templates::new().render("protocol.md.jinja", &Sample::default().protocol());
    insta::assert_snapshot!(
        "protocol-markdown",
        out.expect("the built-in template renders")
    );
}

#[test]
fn other_reports_on_a_terminal() {
    let screen = Screen {
        width: 80,
        colour: false,
    };
    let sample = Sample::default();
    insta::assert_snapshot!("listing", super::listing(&sample.listing(), &screen));
    insta::assert_snapshot!("show-update", super::thread(&sample.thread(true), &screen));
    insta::assert_snapshot!("show-item", super::thread(&sample.thread(false), &screen));
    insta::assert_snapshot!("status", super::status(&sample.status(), &screen));
    insta::assert_snapshot!("team", super::team(&sample.team(), &screen));
    insta::assert_snapshot!("missing", super::missing(&sample.missing(), &screen));
    insta::assert_snapshot!("protocol", super::protocol(&sample.protocol(), &screen));
    insta::assert_snapshot!("answers", super::responses(&sample.responses(), &screen));
    insta::assert_snapshot!("stats", super::stats(&sample.stats(), &screen));
}
