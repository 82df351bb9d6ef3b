//! 9 to 15 November: a switch is thrown for the first customers, and a
//! certificate runs out.

use super::Scene;
use super::scene::{Act, act, post, reply, resolve};
use crate::model::ReplyState;

/// The scenes of ISO week 2026-W46.
pub(super) const SCENES: &[Scene] = &[
    resolve(
        "2026-11-09T09:05:00+02:00",
        "linus",
        "barbara",
        "Can the new queue feed two presses at once?",
        "Yes, four. It deals the jobs out by the end of the day they are promised for.",
    ),
    post(
        "2026-11-09T18:02:00+05:30",
        "radia",
        "## Done
- The switch for retries is in, off for everybody {project=webhooks}
## Next
- Throw it for Inkpost's own newsletter first {project=webhooks}",
    )
    .keep(&["Put retries behind a switch for each customer"]),
    reply(
        "2026-11-09T09:40:00-05:00",
        "grace",
        "radia",
        "How long may a delivery be retried before the customer hears of it?",
        "A day. After six hours a line on their page, after a day an e-mail, after three days we stop.",
    )
    .state(ReplyState::Decided),
    post(
        "2026-11-09T16:42:00+02:00",
        "linus",
        "## Done
- Runbook: eleven steps, each with a way back {project=press task=https://tasks.example.org/INK-240}
## Next
- Rehearse the switch-over with somebody who did not write the runbook {project=press due=2026-11-16}
## Questions
- @barbara @grace Who would like to rehearse it with me? Half a day {project=press}",
    )
    .did(&["Write the runbook for switching over"]),
    post(
        "2026-11-09T17:38:00+01:00",
        "ada",
        "## Done
- Rows can be mended in the preview, by keyboard too {project=importer task=https://tasks.example.org/INK-226}
## Next
- Remember what people mended, for their next import {project=importer}",
    )
    .did(&["Let people mend a row in the preview"])
    .keep(&["Write the release notes of 2.4 as if it were out"]),
    post(
        "2026-11-09T17:12:00-05:00",
        "grace",
        "## Done
- Deliveries carry a signature; the docs say how to check it in four languages {project=webhooks}
## Next
- Rotate the keys without anybody noticing {project=webhooks}
## Learned
Our own example had compared signatures byte by byte, in the order an attacker would like best.",
    )
    .did(&["Sign deliveries, so that customers can tell ours from others", "Answer Radia on how long we retry"]),
    post(
        "2026-11-09T16:35:00-08:00",
        "margaret",
        "## Done
- Credit notes for letters that came back {project=billing}
## Next
- Preview of the next invoice on the account page {project=billing}",
    )
    .keep(&["Send the tax table to the accountants"]),
    post(
        "2026-11-10T17:45:00+11:00",
        "katherine",
        "## Done
- Talked to the two who gave up: both had looked for a price, and there was none {project=onboarding}
- Put the price on the first screen {project=onboarding}
## Next
- Back next week; at the children's until Sunday",
    )
    .did(&["Talk to the two who gave up"]),
    act(
        "2026-11-10T17:52:00+11:00",
        "katherine",
        Act::Away {
            from: "2026-11-11",
            until: "2026-11-15",
            reason: "At the children's",
        },
    ),
    post(
        "2026-11-10T18:15:00+05:30",
        "radia",
        "## Done
- Retries are on for our own newsletter: 212 deliveries, 9 retried, 9 arrived {project=webhooks}
## Kudos
- @grace The answer on how long we retry reads like a promise. I put it on the page word for word",
    )
    .did(&["Throw it for Inkpost's own newsletter first"])
    .keep(&["Put retries behind a switch for each customer"]),
    post(
        "2026-11-10T16:48:00+02:00",
        "linus",
        "## Done
- Both presses print from the new queue in the back room {project=press}",
    )
    .keep(&["Rehearse the switch-over with somebody who did not write the runbook"]),
    post(
        "2026-11-10T17:41:00+01:00",
        "ada",
        "## Health
at-risk
## Done
- Found out why the preview is slow with 50 000 rows: it asks the address service for each {project=importer}
## Blockers
- @margaret The address service allows us 1 000 questions a day until the new contract is signed {project=importer}
## Next
- Ask the address service in batches of a hundred {project=importer}
## Notes
If the contract is not signed by Friday, big imports go out without the address check.",
    )
    .keep(&[
        "Remember what people mended, for their next import",
        "Write the release notes of 2.4 as if it were out",
    ]),
    resolve(
        "2026-11-10T14:20:00-05:00",
        "grace",
        "linus",
        "Who would like to rehearse it with me? Half a day",
        "Me, on Monday at three in Helsinki. I shall bring the wrong cable on purpose.",
    ),
    post(
        "2026-11-10T17:03:00-05:00",
        "grace",
        "## Done
- Keys rotate; two are valid for a week at a time {project=webhooks task=https://tasks.example.org/INK-244}
## Next
- A page that shows all failing deliveries of the last day {project=webhooks}",
    )
    .did(&["Rotate the keys without anybody noticing"]),
    post(
        "2026-11-10T16:50:00-08:00",
        "margaret",
        "## Done
- Account page shows what the next invoice will say {project=billing}
- Called the address service; the contract is with their lawyer
## Next
- Get the contract with the address service signed {due=2026-11-13}",
    )
    .did(&["Preview of the next invoice on the account page"])
    .keep(&["Send the tax table to the accountants"]),
    post(
        "2026-11-11T18:08:00+05:30",
        "radia",
        "## Done
- Three friendly customers have retries; nobody has noticed, which is the point {project=webhooks}
## Next
- Retries for everybody with fewer than 1 000 deliveries a day {project=webhooks due=2026-11-17}",
    )
    .did(&["Put retries behind a switch for each customer"]),
    post(
        "2026-11-11T16:39:00+02:00",
        "linus",
        "## Done
- Taught the queue to skip a press that is out of paper {project=press}
## Next
- Order paper for the test prints of release week {project=press}",
    )
    .keep(&["Rehearse the switch-over with somebody who did not write the runbook"]),
    post(
        "2026-11-11T18:20:00+01:00",
        "ada",
        "## Done
- A hundred addresses a question: 50 000 rows take eleven seconds {project=importer}
## Notes
Public holiday here; I only came in for the batches.",
    )
    .did(&["Ask the address service in batches of a hundred"])
    .keep(&[
        "Remember what people mended, for their next import",
        "Write the release notes of 2.4 as if it were out",
    ]),
    post(
        "2026-11-11T17:15:00-05:00",
        "grace",
        "## Done
- The page of failing deliveries is up; the worst customer had moved house without telling us {project=webhooks}
## Questions
- @radia Shall a delivery by hand count as a retry? {project=webhooks}",
    )
    .did(&["A page that shows all failing deliveries of the last day"]),
    post(
        "2026-11-11T19:20:00-08:00",
        "margaret",
        "## Done
- Went through the contract with our own lawyer, two commas moved",
    )
    .keep(&[
        "Get the contract with the address service signed",
        "Send the tax table to the accountants",
    ]),
    resolve(
        "2026-11-12T13:30:00+05:30",
        "radia",
        "grace",
        "Shall a delivery by hand count as a retry?",
        "No. A person asked for it, so it starts the clock again.",
    ),
    post(
        "2026-11-12T18:25:00+05:30",
        "radia",
        "## Done
- Load test: ten thousand retries in a minute, the queue stays under a second {project=webhooks}
## Learned
Our load test had been retrying itself since August. That is where the mystery traffic came from.",
    )
    .keep(&["Retries for everybody with fewer than 1 000 deliveries a day"]),
    post(
        "2026-11-12T16:44:00+02:00",
        "linus",
        "## Done
- Paper for release week is ordered, thick and thin {project=press}
- The queue counts sheets, and is right within three {project=press}",
    )
    .did(&["Order paper for the test prints of release week"])
    .keep(&["Rehearse the switch-over with somebody who did not write the runbook"]),
    post(
        "2026-11-12T17:44:00+01:00",
        "ada",
        "## Done
- What people mended once is mended for them next time {project=importer}
## Next
- Undo for a whole import {project=importer due=2026-11-18}",
    )
    .did(&["Remember what people mended, for their next import"])
    .keep(&["Write the release notes of 2.4 as if it were out"]),
    post(
        "2026-11-13T09:10:00+01:00",
        "ada",
        "## Done
- Answered two letters about the preview, on paper",
    )
    .period("2026-11-11"),
    post(
        "2026-11-13T17:50:00+05:30",
        "radia",
        "## Done
- Wrote to all customers about retries: what changes, when, and how to say no {project=webhooks}
## Next
- Retries for everybody else {project=webhooks due=2026-11-19}",
    )
    .keep(&["Retries for everybody with fewer than 1 000 deliveries a day"]),
    post(
        "2026-11-13T15:55:00+02:00",
        "linus",
        "## Health
at-risk
## Done
- Ran the runbook alone, to find its gaps: step six needs two hands {project=press}
## Blockers
- The certificate that our printer signs jobs with ends on the 18th, and its maker does not answer {project=press}
## Next
- Find somebody at the maker of the press who picks up the phone {project=press}",
    )
    .keep(&["Rehearse the switch-over with somebody who did not write the runbook"]),
    post(
        "2026-11-13T16:32:00+01:00",
        "ada",
        "## Health
on-track
## Done
- An import remembers what it did, so that it can be taken back {project=importer}
## Kudos
- @margaret For a week on the phone with lawyers, so that I could have eleven seconds",
    )
    .keep(&[
        "Undo for a whole import",
        "Write the release notes of 2.4 as if it were out",
    ]),
    post(
        "2026-11-13T17:05:00+00:00",
        "alan",
        "## Done
- The tracking page reads aloud in the order in which one asks: where is it, when is it here {project=tracking}
- Large-type sample from the printer; sixteen points is enough for four of five readers
## Next
- Show it to the same five people {project=tracking}
- Large type as a choice in the editor",
    )
    .period("2026-W46")
    .did(&[
        "A tracking page that makes sense when it is read aloud",
        "Ask the printer for a sample in large type",
    ]),
    post(
        "2026-11-13T17:20:00-03:00",
        "barbara",
        "## Health
at-risk
## Done
- Two offers for a rented press; the cheap one comes without a driver {project=press}
- One page on Wednesday night, a full disk, gone in ten minutes
## Blockers
- @ada The rent needs a yes before Wednesday, or December's press goes to somebody else {project=press}
## Notes
Without a second press we print until 2 a.m. every day from the 7th on. The sums are in `capacity/december.ods`.",
    )
    .period("2026-W46")
    .did(&["Get an offer for a rented press"])
    .keep(&["A rota for the holidays that nobody minds"]),
    post(
        "2026-11-14T12:30:00-05:00",
        "grace",
        "## Done
- Wrote the four pages on signatures anew, with an example that is safe {project=webhooks}
## Notes
Written on Saturday; the train had no network on Thursday.",
    )
    .period("2026-11-12"),
    post(
        "2026-11-14T12:40:00-05:00",
        "grace",
        "## Done
- Nine of the ten customers that failed most do not any more {project=webhooks}
## Next
- Rehearse the switch-over with Linus {project=press}
- Call the tenth customer {project=webhooks}",
    )
    .period("2026-11-13"),
];
