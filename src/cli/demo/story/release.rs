//! 19 to 22 November: the release goes out, and one question goes back and
//! forth.

use super::Scene;
use super::scene::{Act, act, post, reply};
use super::week_47::GIVING_UP;

/// The scenes of the last days of ISO week 2026-W47.
pub(super) const SCENES: &[Scene] = &[
    post(
        "2026-11-19T18:30:00+05:30",
        "radia",
        "## Done
- Power is back, and so am I
## Next
- Write down what we promise about deliveries, in one place {project=webhooks due=2026-11-27}
## Kudos
- @linus For being my hands on Wednesday",
    )
    .did(&["Retries for everybody else"]),
    reply(
        "2026-11-19T18:34:00+05:30",
        "radia",
        "radia",
        GIVING_UP,
        "Whoever looks at the page once a month hears of it after a month.",
    ),
    act("2026-11-20T00:35:00+11:00", "katherine", Act::Undo),
    post(
        "2026-11-19T16:40:00+02:00",
        "linus",
        "## Health
off-track
## Done
- A person! In the maker's night shift. She will ask about the certificate {project=press}",
    )
    .did(&["Find somebody at the maker of the press who picks up the phone"])
    .keep(&["Sign jobs with a certificate of our own, if the maker lets us"]),
    reply(
        "2026-11-19T17:20:00+01:00",
        "ada",
        "radia",
        GIVING_UP,
        "Then one e-mail a day, with all of them in it.",
    ),
    post(
        "2026-11-19T17:33:00+01:00",
        "ada",
        "## Done
- Read every word that 2.4 shows, aloud, to a patient colleague
- Last import of the worst list: 49 871 of 50 000 rows need no hand {project=importer}
## Next
- Go through what people said about 2.4 {due=2026-11-26}",
    )
    .keep(&["Release 2.4"]),
    post(
        "2026-11-19T17:25:00-05:00",
        "grace",
        "## Done
- The page for release night, with names, numbers and the way back
## Next
- Take the dead-letter box apart by cause {project=webhooks}",
    )
    .did(&["One page for the night of the release: who, what, how to go back"]),
    post(
        "2026-11-19T17:31:00-05:00",
        "grace",
        "## Done
- At my brother's wedding; the pager is with Barbara
## Notes
Written on Thursday, so that nobody waits for me on Friday.",
    )
    .period("2026-11-20")
    .keep(&["Take the dead-letter box apart by cause"]),
    post(
        "2026-11-19T16:22:00-08:00",
        "margaret",
        "## Health
at-risk
## Done
- Swiss francs, with the five centimes that nobody mints {project=billing}
## Notes
The tax table is late, and that is on me: I asked for the archive a week too late.",
    )
    .did(&["Price of a letter in Swiss francs"])
    .keep(&["Send the tax table to the accountants"]),
    reply(
        "2026-11-20T10:42:00+05:30",
        "radia",
        "radia",
        GIVING_UP,
        "For eight customers of ten that is one line, each morning. They will stop reading it.",
    ),
    reply(
        "2026-11-20T10:05:00+01:00",
        "ada",
        "radia",
        GIVING_UP,
        "So only from three a day on? I do not like the number, but I have no better one.",
    ),
    post(
        "2026-11-20T17:15:00+05:30",
        "radia",
        "## Done
- Sat with 2.4 from the first minute: 38 000 deliveries, 214 retried, 2 given up {project=webhooks}",
    )
    .keep(&["Write down what we promise about deliveries, in one place"]),
    post(
        "2026-11-20T15:48:00+02:00",
        "linus",
        "## Health
off-track
## Done
- The old press printed the release, 12 040 letters, two of them twice {project=press}
## Next
- Switch over to the new queue on Tuesday, if the certificate comes {project=press due=2026-11-24}",
    )
    .keep(&["Sign jobs with a certificate of our own, if the maker lets us"]),
    post(
        "2026-11-20T16:05:00+01:00",
        "ada",
        "## Health
on-track
## Done
- 2.4 is out, at 14:02, as planned three weeks ago
## Kudos
- @grace @radia Signed and retried: not one webhook was lost today
- @barbara For a release night with nobody awake",
    )
    .did(&["Release 2.4"])
    .keep(&["Go through what people said about 2.4"]),
    post(
        "2026-11-20T16:20:00+01:00",
        "ada",
        "## Notes
Edited on Friday: the eleventh small thing went out with 2.4 after all.",
    )
    .period("2026-11-18"),
    post(
        "2026-11-20T17:10:00-03:00",
        "barbara",
        "## Health
on-track
## Done
- The rented press comes on 4 December, with a driver {project=press}
- Held the pager for the release: it did not ring
- Disks are cleaned by a job now, and the job has an alarm
## Next
- A third person who can drive the press {project=press}
## Kudos
- @ada For a yes within the hour",
    )
    .period("2026-W47")
    .keep(&["A rota for the holidays that nobody minds"]),
    post(
        "2026-11-20T15:55:00-08:00",
        "margaret",
        "## Health
at-risk
## Done
- First day of 2.4: 402 invoices, none of them wrong so far {project=billing}
## Next
- Look through the archive myself on Monday {project=billing}",
    )
    .keep(&["Send the tax table to the accountants"]),
];
