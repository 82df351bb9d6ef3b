//! 16 to 22 November: the release goes out, without the new press.

use super::Scene;
use super::scene::{Act, act, post, resolve};

/// The scenes of ISO week 2026-W47.
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
    resolve(
        "2026-11-16T16:20:00+01:00",
        "ada",
        "barbara",
        "The rent needs a yes before Wednesday, or December's press goes to somebody else",
        "Yes, the one with a driver. The sums in your notes made it easy.",
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
- @ada @margaret Do we tell customers when we give up on a delivery by e-mail, or on the page alone? {project=webhooks}",
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
