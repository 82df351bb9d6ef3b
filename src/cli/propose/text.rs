use crate::cli::session::Session;
use crate::forge::NewRequest;
use crate::model::{Handle, Period, Window};
use crate::render::Templates;
use crate::report::{Digest, DigestOptions, Grouping, Selection};
use crate::store::Log;
use crate::text;

/// Writes what a pull or merge request says: the update as it will look in
/// the digest, in which nothing notifies anybody or closes anything.
pub(super) fn request(
    session: &Session,
    home: &Log,
    proposal: &Log,
    (author, period): (&Handle, Period),
) -> anyhow::Result<NewRequest> {
    let tree = proposal.tree()?;
    let team = tree.team(home.branch())?.value.unwrap_or_default();
    let zone = team.time_zone.unwrap_or(crate::model::Zone::UTC);
    let snapshot = proposal.snapshot(&tree, Window::from(period), zone, &[])?;
    let options = DigestOptions {
        zone,
        instant: session.now(),
        by: Grouping::Member,
        selection: Selection {
            members: vec![author.clone()],
            ..Selection::default()
        },
    };
    let digest = Digest::build(&snapshot, &options);
    // What a proposal brings along is not run: the built-in template is.
    let said = Templates::new().render("proposal.md.jinja", &digest)?;
    Ok(NewRequest {
        base: home.branch().to_owned(),
        head: proposal.branch().to_owned(),
        title: format!(
            "{author}: {} update for {period}",
            period.kind().adjective()
        ),
        text: text::unlinked(said.trim()),
    })
}
