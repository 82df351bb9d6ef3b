use super::{pushed, staged, subject};
use crate::check::check;
use crate::cli::args::CheckArgs;
use crate::cli::failure::Status;
use crate::cli::session::Session;
use crate::model::{ChangeSet, Finding, Severity};
use crate::render;
use crate::report::FindingView;

/// Runs `tidings check`.
pub(in crate::cli) fn run(session: &Session, args: &CheckArgs) -> anyhow::Result<Status> {
    let sets: Vec<ChangeSet> = if args.staged {
        let log = subject::log_of_hook(session)?;
        staged::change_set(session, &log)?.into_iter().collect()
    } else if args.pre_push {
        pushed::change_sets(session, &subject::log_of_hook(session)?)?
    } else {
        let log = subject::log(session)?;
        let candidate = subject::find(session, &log, args)?;
        vec![log.change_set(candidate, session.now())?]
    };
    let findings: Vec<Finding> = sets.iter().flat_map(judge).collect();
    for finding in &findings {
        let view = FindingView::from(finding);
        session.print(&render::finding(&view, &session.screen()))?;
    }
    let bad = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    Ok(if bad { Status::No } else { Status::Done })
}

/// Judges a change; what could not be read comes first.
fn judge(set: &ChangeSet) -> Vec<Finding> {
    let mut findings = set.unread.clone();
    findings.extend(check(set));
    findings
}
