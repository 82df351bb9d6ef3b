use chrono::NaiveDate;

use super::Period;

/// The span of days that a report covers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub since: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
}

impl Window {
    /// Returns whether the window covers the period whole: a week inside a
    /// span counts only if the span contains all of it.
    #[must_use]
    pub fn covers(&self, period: Period) -> bool {
        self.since <= period.first_day() && period.last_day() <= self.until
    }

    /// Returns the one period that spans exactly this window, if there is one.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        [
            Period::Day(self.since),
            Period::Week(super::Week::of(self.since)),
        ]
        .into_iter()
        .find(|period| Self::from(*period) == *self)
    }

    /// Returns every day of the window, in order.
    pub fn days(&self) -> impl Iterator<Item = NaiveDate> + use<> {
        let until = self.until;
        self.since.iter_days().take_while(move |day| *day <= until)
    }

    /// Returns every period that the window covers, in the order of periods.
    #[must_use]
    pub fn periods(&self) -> Vec<Period> {
        let mut all: Vec<Period> = Vec::new();
        for day in self.days() {
            all.push(Period::Day(day));
            let week = Period::Week(super::Week::of(day));
            if week.last_day() == day && self.covers(week) {
                all.push(week);
            }
        }
        all
    }
}

impl From<Period> for Window {
    fn from(period: Period) -> Self {
        Self {
            since: period.first_day(),
            until: period.last_day(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PeriodKind;

    fn period(text: &str) -> Period {
        text.parse().expect(text)
    }

    #[test]
    fn a_week_counts_only_when_all_of_it_lies_inside() {
        let week = Window::from(period("2026-W47"));
        assert!(week.covers(period("2026-W47")) && week.covers(period("2026-11-16")));
        assert!(!week.covers(period("2026-11-23")));
        let short = Window {
            since: week.since.succ_opt().expect("a day"),
            ..week
        };
        assert!(!short.covers(period("2026-W47")));
        assert_eq!(week.periods().len(), 8);
        assert_eq!(week.period(), Some(period("2026-W47")));
        assert_eq!(short.period(), None);
        assert_eq!(Window::from(period("2026-11-16")).periods().len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn lists_exactly_the_periods_it_covers(start in 738_000_i32..739_000, length in 0..40_u64) {
            let since = NaiveDate::from_num_days_from_ce_opt(start).expect("a day");
            let until = since + chrono::Days::new(length);
            let window = Window { since, until };
            let periods = window.periods();
            assert!(periods.windows(2).all(|pair| pair[0] < pair[1]));
            // Whatever touches the window is either listed or not covered.
            for day in (since - chrono::Days::new(8)).iter_days().take(60) {
                for kind in [PeriodKind::Day, PeriodKind::Week] {
                    let period = Period::of(kind, day);
                    let listed = periods.contains(&period);
                    assert_eq!(listed, window.covers(period), "{period}");
                    assert_eq!(listed, Window::from(period).days().all(|day| {
                        (since..=until).contains(&day)
                    }));
                }
            }
            if let Some(period) = window.period() {
                assert_eq!(Window::from(period), window);
            }
        }
    }
}
