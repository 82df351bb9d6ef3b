//! 2 to 8 November: the release is planned, and staging will not be written
//! to.

use super::Scene;
use super::scene::{Act, act, post, resolve};

/// The scenes of ISO week 2026-W45.
pub(super) const SCENES: &[Scene] = &[
    act("2026-11-02T08:40:00+01:00", "ada", Act::Init),
    act("2026-11-02T09:55:00+02:00", "linus", Act::Join),
    act("2026-11-02T13:50:00+05:30", "radia", Act::Join),
    act("2026-11-02T08:45:00+00:00", "alan", Act::Join),
    act("2026-11-02T08:05:00-03:00", "barbara", Act::Join),
    post(
        "2026-11-02T17:58:00+05:30",
        "radia",
        "## Done
- Read the retry code end to end and drew it on one page {project=webhooks}
## Next
- Write down when we retry, and when we give up {project=webhooks}
- Pair with Grace on the delivery log {project=webhooks}",
    ),
    act("2026-11-02T08:30:00-05:00", "grace", Act::Join),
    post(
        "2026-11-02T16:40:00+02:00",
        "linus",
        "## Health
on-track
## Done
- Set up the new press queue on a machine of its own {project=press}
## Next
- Replay last month's jobs against the new queue {project=press due=2026-11-06}
- Write the runbook for switching over {project=press}",
    ),
    act("2026-11-02T07:10:00-08:00", "margaret", Act::Join),
    post(
        "2026-11-02T17:35:00+01:00",
        "ada",
        "## Health
on-track
## Done
- Wrote the plan for 2.4: retries, the new importer, the new press queue
- Took the first thousand rows through the new importer {project=importer task=https://tasks.example.org/INK-214}
## Next
- Import files that spreadsheets made, byte order marks and all {project=importer}
- Ask three customers for their worst address lists {project=importer}
## Notes
We write here from today, so that nobody has to stay up for a call.
**2.4 goes out on Friday the 20th**; if that moves, it moves here first.",
    ),
    post(
        "2026-11-02T17:10:00-05:00",
        "grace",
        "## Done
- Delivery log keeps each attempt with its status code {project=webhooks}
## Next
- Show attempts on the delivery page {project=webhooks}
- Pair with Radia on the delivery log {project=webhooks}",
    ),
    act("2026-11-03T09:20:00+11:00", "katherine", Act::Join),
    post(
        "2026-11-02T16:45:00-08:00",
        "margaret",
        "## Done
- Invoices know about envelope sizes {project=billing}
## Next
- Prices for letters that weigh more than 20 g {project=billing task=https://tasks.example.org/INK-198}
- Tidy the tax table, it has two rows for Iceland {project=billing}",
    ),
    post(
        "2026-11-03T17:30:00+11:00",
        "katherine",
        "## Done
- Went through sign-up as a new customer and wrote down every stumble {project=onboarding}
## Next
- Shorten the first form from eleven fields to four {project=onboarding}
## Learned
Nobody knows what a *return address policy* is. I did not either.",
    ),
    post(
        "2026-11-03T18:20:00+05:30",
        "radia",
        "## Done
- First draft: when we retry, and when we give up, [one page](https://wiki.example.org/retries) {project=webhooks}
## Questions
- @grace @ada How long may a delivery be retried before the customer hears of it? {project=webhooks}
## Next
- Count how often each kind of failure happens {project=webhooks}",
    )
    .did(&["Pair with Grace on the delivery log"])
    .keep(&["Write down when we retry, and when we give up"]),
    post(
        "2026-11-03T16:50:00+02:00",
        "linus",
        "## Done
- Half of October replayed; two jobs came out in another order, and rightly so {project=press}
## Blockers
- @grace Staging database is read-only, so the replay cannot record what it did {project=press}",
    )
    .keep(&[
        "Replay last month's jobs against the new queue",
        "Write the runbook for switching over",
    ]),
    post(
        "2026-11-03T17:45:00+01:00",
        "ada",
        "## Done
- Byte order marks, semicolons and Windows line ends are read {project=importer}
## Next
- Tell apart *Latin-1* and *UTF-8* when the file does not say {project=importer}",
    )
    .did(&["Ask three customers for their worst address lists"]),
    post(
        "2026-11-03T17:02:00-05:00",
        "grace",
        "## Done
- Attempts show on the delivery page, newest first {project=webhooks}
## Next
- Find out who made staging read-only, and why
- Let customers send a delivery again by hand {project=webhooks}
## Kudos
- @radia The one-page drawing of the retry code. I have wanted it for two years",
    )
    .did(&["Pair with Radia on the delivery log"]),
    post(
        "2026-11-03T16:40:00-08:00",
        "margaret",
        "## Done
- Iceland pays tax once {project=billing}
## Questions
- @ada Do we round a price per letter, or once on the invoice? {project=billing}",
    )
    .did(&["Tidy the tax table, it has two rows for Iceland"])
    .keep(&["Prices for letters that weigh more than 20 g"]),
    post(
        "2026-11-04T17:20:00+11:00",
        "katherine",
        "## Done
- Four fields it is. The other seven are asked when they matter {project=onboarding}
## Next
- Try the short form on five people who never saw the product {project=onboarding}",
    )
    .did(&["Shorten the first form from eleven fields to four"]),
    resolve(
        "2026-11-04T08:50:00+01:00",
        "ada",
        "margaret",
        "Do we round a price per letter, or once on the invoice?",
        "Once, on the invoice. The accountants and the law agree for a change.",
    ),
    post(
        "2026-11-04T18:05:00+05:30",
        "radia",
        "## Done
- Counted: 61 of 100 failures are gone within a minute, 8 never go away {project=webhooks}
## Next
- Turn the page into a table that the code can read {project=webhooks}",
    )
    .did(&[
        "Write down when we retry, and when we give up",
        "Count how often each kind of failure happens",
    ]),
    resolve(
        "2026-11-04T09:15:00-05:00",
        "grace",
        "linus",
        "Staging database is read-only, so the replay cannot record what it did",
        "A restore from September had left it so. It takes writes again, and an alarm tells us next time.",
    ),
    post(
        "2026-11-04T16:55:00+02:00",
        "linus",
        "## Done
- The replay records what it does; three quarters of October are through {project=press}
## Kudos
- @grace Staging was back before I had finished my coffee",
    )
    .keep(&[
        "Replay last month's jobs against the new queue",
        "Write the runbook for switching over",
    ]),
    post(
        "2026-11-04T17:30:00+01:00",
        "ada",
        "## Done
- The importer guesses the encoding, and says so on the screen {project=importer task=https://tasks.example.org/INK-220}
## Next
- Show the ten rows that look oddest before anything is imported {project=importer}",
    )
    .did(&["Tell apart *Latin-1* and *UTF-8* when the file does not say"]),
    post(
        "2026-11-04T17:20:00-05:00",
        "grace",
        "## Done
- Staging takes writes again; an old restore had switched it
## Notes
The alarm for a read-only database is live in all three regions.",
    )
    .did(&["Find out who made staging read-only, and why"])
    .keep(&["Let customers send a delivery again by hand"]),
    post(
        "2026-11-04T16:55:00-08:00",
        "margaret",
        "## Done
- One rounding, at the end, with a test for each currency {project=billing}",
    )
    .keep(&["Prices for letters that weigh more than 20 g"]),
    post(
        "2026-11-05T18:12:00+05:30",
        "radia",
        "## Done
- Paired with a pen: what happens when *our* side is down? {project=webhooks}",
    )
    .keep(&["Turn the page into a table that the code can read"]),
    post(
        "2026-11-05T16:35:00+02:00",
        "linus",
        "## Done
- All of October replayed, 41 212 jobs, no page missing {project=press}
## Next
- Print the same hundred letters on both queues and lay them side by side {project=press}",
    )
    .did(&["Replay last month's jobs against the new queue"])
    .keep(&["Write the runbook for switching over"]),
    post(
        "2026-11-05T17:50:00+01:00",
        "ada",
        "## Done
- Read the three worst address lists; one of them is a photograph {project=importer}",
    )
    .keep(&["Show the ten rows that look oddest before anything is imported"]),
    post(
        "2026-11-05T17:08:00-05:00",
        "grace",
        "## Done
- Customers can send a delivery again, once a minute at most {project=webhooks task=https://tasks.example.org/INK-231}
## Next
- Answer Radia on how long we retry {project=webhooks}",
    )
    .did(&["Let customers send a delivery again by hand"]),
    post(
        "2026-11-05T16:30:00-08:00",
        "margaret",
        "## Done
- Heavy letters have prices, up to half a kilogram {project=billing}
## Next
- Send the tax table to the accountants {project=billing due=2026-11-18}",
    )
    .did(&["Prices for letters that weigh more than 20 g"]),
    post(
        "2026-11-06T16:10:00+11:00",
        "katherine",
        "## Done
- Three of five strangers sent a letter within four minutes {project=onboarding}
## Next
- Talk to the two who gave up {project=onboarding}",
    )
    .did(&["Try the short form on five people who never saw the product"]),
    post(
        "2026-11-06T17:40:00+05:30",
        "radia",
        "## Done
- The retry table is code, with a property test for each row {project=webhooks}
## Next
- Put retries behind a switch for each customer {project=webhooks due=2026-11-12}",
    )
    .did(&["Turn the page into a table that the code can read"]),
    post(
        "2026-11-06T15:50:00+02:00",
        "linus",
        "## Health
on-track
## Done
- A hundred letters, twice, side by side: same words, same places {project=press}
## Notes
One fold is half a millimetre off. The new one is the straight one.",
    )
    .did(&["Print the same hundred letters on both queues and lay them side by side"])
    .keep(&["Write the runbook for switching over"]),
    post(
        "2026-11-06T16:45:00+01:00",
        "ada",
        "## Health
on-track
## Done
- The preview shows the ten oddest rows first {project=importer}
## Next
- Let people mend a row in the preview {project=importer}
- Write the release notes of 2.4 as if it were out {due=2026-11-17}",
    )
    .did(&["Show the ten rows that look oddest before anything is imported"]),
    post(
        "2026-11-06T16:52:00+00:00",
        "alan",
        "## Done
- Five interviews with people who read our letters by screen reader or by magnifier
- Sorted what they said: paper is fine, the tracking page is not {project=tracking}
## Next
- A tracking page that makes sense when it is read aloud {project=tracking}
- Ask the printer for a sample in large type
## Learned
Two of five photograph the letter and have the phone read it. So the letter *is* a screen.",
    )
    .period("2026-W45"),
    post(
        "2026-11-06T16:58:00-03:00",
        "barbara",
        "## Health
on-track
## Done
- On call all week: two pages, both before lunch
- Capacity for December: we need one more press from the 7th {project=press}
## Next
- Get an offer for a rented press {project=press due=2026-11-13}
- A rota for the holidays that nobody minds
## Questions
- @linus Can the new queue feed two presses at once? {project=press}",
    )
    .period("2026-W45"),
    post(
        "2026-11-06T17:15:00-05:00",
        "grace",
        "## Done
- Wrote to the six customers with the most failing deliveries {project=webhooks}
## Next
- Sign deliveries, so that customers can tell ours from others {project=webhooks}",
    )
    .keep(&["Answer Radia on how long we retry"]),
    post(
        "2026-11-06T15:40:00-08:00",
        "margaret",
        "## Done
- Old invoices still add up to the cent; ran all 88 000 of them {project=billing}
## Kudos
- @ada For an answer on rounding that took four minutes and not four meetings",
    )
    .keep(&["Send the tax table to the accountants"]),
];
