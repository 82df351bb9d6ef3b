//! Clocks that are a year off.

use super::case::DAY;
use crate::kit::{Sandbox, SharedLog, Transport};
use crate::soak::Said;

#[test]
fn a_clock_a_year_off_hides_and_holds_up_nothing() {
    let sandbox = Sandbox::new();
    let log = SharedLog::start(&sandbox, Transport::File, 2);
    let clones = [0, 1].map(|member| log.clone_for(member));
    for (round, year) in ["2027", "2025", "2026"].into_iter().enumerate() {
        let now = format!("{year}-11-23T09:00:00Z");
        for (member, clone) in clones.iter().enumerate() {
            let text = format!("Written by m0{member} in {year}.");
            let output = log.post(member, clone, DAY, &text).now(&now).run();
            assert_eq!(Said::read(&output), Said::Posted, "{round}: {output}");
            // A contact in the future, or long ago, is not a recent one.
            let other = 1 - member;
            let show = ["show", &format!("m0{member}/{DAY}")];
            let later = format!("2026-11-24T{:02}:00:00Z", 10 + 2 * round + member);
            let shown = log.tidings(other, &clones[other], &show);
            shown.now(&later).run().ok().says(&text);
            log.tidings(other, &clones[other], &show).now(&now).run();
        }
    }
}
