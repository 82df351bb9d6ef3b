//! The README that a new log starts with.

use std::collections::BTreeSet;

use crate::format::format_digest_list;
use crate::model::{DigestPlace, Team};
use crate::text;

/// Writes the README of a team's log.
pub(super) fn format(team: &Team, branch: &str) -> String {
    let name = text::markdown(&team.name);
    let cadence = team.cadence.adjective();
    let digests = match team.digests {
        DigestPlace::Log => format!(
            "Digests are kept under `digests/`, by year and week; `tidings publish` writes\n\
             them and lists the latest:\n\
             \n\
             {}\n\
             To build one:",
            format_digest_list(&BTreeSet::new())
        ),
        DigestPlace::Nowhere => "Digests are not kept here. To build one:".to_owned(),
    };
    format!(
        "# {name}: the log\n\
         \n\
         This branch, `{branch}`, is the team's {cadence} log of status updates. It is kept\n\
         with the command-line tool `tidings`: one file a person and period under\n\
         `updates/`, one commit a post.\n\
         \n\
         ## Join\n\
         \n\
         ```sh\n\
         tidings join\n\
         ```\n\
         \n\
         in a clone of this repository, or `tidings join URL` to clone it first. That adds\n\
         you to `.tidings/team.yaml`, where the team says who it is.\n\
         \n\
         ## Post\n\
         \n\
         ```sh\n\
         tidings post \"Shipped retries\" -n \"Roll out to ten customers\"\n\
         ```\n\
         \n\
         ## Read\n\
         \n\
         {digests}\n\
         \n\
         ```sh\n\
         tidings digest last-week\n\
         ```\n"
    )
}
