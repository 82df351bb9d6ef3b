//! 16 to 18 November: the release is frozen, without the new press.

use super::Scene;
use super::scene::{Act, act, post, reply, resolve};
use crate::model::ReplyState;

/// What Katherine asks Alan.
const LETTER: &str = "Do we say *letter* or *mailing* in large type? The long word breaks";

/// What Radia asks Ada, and what grows under it.
pub(super) const GIVING_UP: &str =
    "Do we tell customers when we give up on a delivery by e-mail, or on the page alone?";

/// The scenes of the first days of ISO week 2026-W47.
pub(super) const SCENES: &[Scene] = &[
    post(
        "2026-11-16T17:25:00+11:00",
        "katherine",
        "## Done
- Back; read two weeks of updates in ten minutes
- Price on the first screen: seven of eight strangers send a letter now {project=onboarding}
## Next
- A first letter that writes itself from the customer's last newsletter {project=onboarding}
## Questions
- @alan Do we say *letter* or *mailing* in large type? The long word breaks {project=onboarding}",
    ),
    post(
        "2026-11-16T18:10:00+05:30",
        "radia",
        "## Done
- Retries are on for the first half of the customers {project=webhooks}
## Next
- Watch the dead-letter box for a day before the other half {project=webhooks}",
    )
    .did(&["Retries for everybody with fewer than 1 000 deliveries a day"])
    .keep(&["Retries for everybody else"]),
    post(
        "2026-11-16T16:52:00+02:00",
        "linus",
        "## Health
at-risk
## Done
- Wrote to the maker of the press in three languages {project=press}
## Next
- Mend steps four and nine of the runbook, which the rehearsal tripped over {project=press}",
    )
    .did(&["Rehearse the switch-over with somebody who did not write the runbook"])
    .keep(&["Find somebody at the maker of the press who picks up the phone"]),
    reply(
        "2026-11-16T16:20:00+01:00",
        "ada",
        "barbara",
        "The rent needs a yes before Wednesday, or December's press goes to somebody else",
        "Yes, the one with a driver. The sums in your notes made it easy.",
    )
    .state(ReplyState::Decided),
    reply(
        "2026-11-16T16:31:00+00:00",
        "alan",
        "katherine",
        LETTER,
        "I shall ask the five readers who tested the sample, when I am back on Monday.",
    )
    .state(ReplyState::Acknowledged),
    act(
        "2026-11-16T16:34:00+00:00",
        "alan",
        Act::Away {
            from: "2026-11-17",
            until: "2026-11-20",
            reason: "Walking the coast path",
        },
    ),
    post(
        "2026-11-16T17:36:00+01:00",
        "ada",
        "## Health
on-track
## Done
- An import can be taken back within a day {project=importer task=https://tasks.example.org/INK-229}
## Next
- Freeze 2.4 on Wednesday evening {due=2026-11-18}",
    )
    .did(&["Undo for a whole import"])
    .keep(&["Write the release notes of 2.4 as if it were out"]),
    post(
        "2026-11-16T17:06:00-05:00",
        "grace",
        "## Done
- Brought the wrong cable; the runbook now says which is the right one {project=press}
## Next
- Check signatures in our own examples on every build {project=webhooks}
## Kudos
- @linus A runbook that survives somebody like me",
    )
    .did(&["Rehearse the switch-over with Linus"])
    .keep(&["Call the tenth customer"]),
    post(
        "2026-11-16T16:38:00-08:00",
        "margaret",
        "## Done
- Asked the address service for a date, and got one: Tuesday
## Next
- Invoices in the customer's own language, German first {project=billing}",
    )
    .keep(&[
        "Get the contract with the address service signed",
        "Send the tax table to the accountants",
    ]),
    post(
        "2026-11-17T17:40:00+11:00",
        "katherine",
        "## Done
- A first letter writes itself; it gets the greeting right four times in five {project=onboarding}
## Next
- Greetings for people without a first name {project=onboarding}",
    )
    .did(&["A first letter that writes itself from the customer's last newsletter"]),
    post(
        "2026-11-17T18:00:00+05:30",
        "radia",
        "## Done
- One delivery in the dead-letter box, and it belongs there {project=webhooks}
## Questions
- @ada Do we tell customers when we give up on a delivery by e-mail, or on the page alone? {project=webhooks}",
    )
    .did(&["Watch the dead-letter box for a day before the other half"])
    .keep(&["Retries for everybody else"]),
    post(
        "2026-11-17T16:58:00+02:00",
        "linus",
        "## Health
off-track
## Done
- Steps four and nine can be done by one person now {project=press}
## Next
- Move the switch-over to the week after the release, and say so everywhere {project=press due=2026-11-20}
## Notes
The certificate ends tomorrow and its maker answers by machine. The old press prints the release; the new one waits.

What I tried so far:

1. their help desk, twice;
2. the dealer, who has a cousin there;
3. a fax. They have a fax.",
    )
    .did(&["Mend steps four and nine of the runbook, which the rehearsal tripped over"])
    .keep(&["Find somebody at the maker of the press who picks up the phone"]),
    resolve(
        "2026-11-17T08:45:00-08:00",
        "margaret",
        "ada",
        "The address service allows us 1 000 questions a day until the new contract is signed",
        "Signed. A million questions a day, and they sent cake.",
    ),
    post(
        "2026-11-17T18:05:00+01:00",
        "ada",
        "## Done
- Release notes of 2.4, half the length of the last ones
## Kudos
- @linus For saying on Tuesday, and not on Friday, that the press will not make it",
    )
    .did(&["Write the release notes of 2.4 as if it were out"])
    .keep(&["Freeze 2.4 on Wednesday evening"]),
    reply(
        "2026-11-17T18:11:00+01:00",
        "ada",
        "radia",
        GIVING_UP,
        "On the page. On a bad night an e-mail each would be forty for some.",
    ),
    post(
        "2026-11-17T17:18:00-05:00",
        "grace",
        "## Done
- Our examples check signatures on every build, and one of them was wrong {project=webhooks}
## Next
- One page for the night of the release: who, what, how to go back {due=2026-11-19}",
    )
    .did(&["Check signatures in our own examples on every build"])
    .keep(&["Call the tenth customer"]),
    post(
        "2026-11-17T16:25:00-08:00",
        "margaret",
        "## Done
- Cleared the desk of the week: 31 letters from customers, 31 answers {project=billing}
## Notes
For last Friday, which I spent at the dentist.",
    )
    .period("2026-11-13"),
    post(
        "2026-11-17T16:44:00-08:00",
        "margaret",
        "## Done
- German invoices, read by two people who file their own taxes {project=billing}
## Blockers
- @barbara The accountants want last year's table first, and it is in the archive {project=billing}",
    )
    .did(&[
        "Get the contract with the address service signed",
        "Invoices in the customer's own language, German first",
    ])
    .keep(&["Send the tax table to the accountants"]),
    post(
        "2026-11-18T15:10:00+02:00",
        "linus",
        "## Done
- Took the other half of the customers through one by one, no surprise {project=webhooks}
## Notes
Dictated to Linus by phone: a storm took our power, and the neighbour's too.",
    )
    .on_behalf_of("radia")
    .keep(&["Retries for everybody else"]),
    post(
        "2026-11-18T16:47:00+02:00",
        "linus",
        "## Health
off-track
## Done
- Wrote the new dates of the switch-over into the calendar, the wiki and the kitchen {project=press}
- Checked that the old press has ink for the release
## Next
- Sign jobs with a certificate of our own, if the maker lets us {project=press}",
    )
    .did(&["Move the switch-over to the week after the release, and say so everywhere"])
    .keep(&["Find somebody at the maker of the press who picks up the phone"]),
    post(
        "2026-11-18T19:02:00+01:00",
        "ada",
        "## Health
on-track
## Done
- 2.4 is frozen; eleven small things moved to 2.4.1
## Next
- Release 2.4 {due=2026-11-20}",
    )
    .did(&["Freeze 2.4 on Wednesday evening"]),
    post(
        "2026-11-19T09:05:00+11:00",
        "katherine",
        "## Done
- Greetings for people without a first name {project=onboarding}",
    )
    .period("2026-11-20"),
    post(
        "2026-11-18T17:11:00-05:00",
        "grace",
        "## Done
- Called the tenth customer; their firewall eats every third request {project=webhooks}
## Learned
Ask *what changed on the 3rd?* before asking what is wrong.",
    )
    .did(&["Call the tenth customer"])
    .keep(&["One page for the night of the release: who, what, how to go back"]),
    post(
        "2026-11-18T16:31:00-08:00",
        "margaret",
        "## Done
- Reminders wait until the letter has arrived {project=billing task=https://tasks.example.org/INK-251}
## Next
- Price of a letter in Swiss francs {project=billing due=2026-11-25}",
    )
    .keep(&["Send the tax table to the accountants"]),
];
