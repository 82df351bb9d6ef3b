use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::YEARS;

/// How long a period of a recurrence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// A rule by which an event recurs (`RRULE`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recurrence {
    pub(super) frequency: Frequency,
    pub(super) interval: u32,
    pub(super) count: Option<u32>,
    pub(super) until: Option<NaiveDate>,
    pub(super) months: Vec<u32>,
    /// Days of the month; those below zero are counted from its end.
    pub(super) month_days: Vec<i32>,
    /// Days of the week, with the place of each among its like: 0 is each,
    /// and those below zero are counted from the end.
    pub(super) weekdays: Vec<(i32, Weekday)>,
    /// Which of a period's days are meant; those below zero are counted from
    /// the end.
    pub(super) positions: Vec<i32>,
    pub(super) week_start: Weekday,
}

impl Recurrence {
    /// Returns the days on which an event that begins on `start` begins, in
    /// order and within the years that are known. Every day that is looked at
    /// is taken from `budget`, and the rest is left out when it is spent.
    pub(super) fn days(&self, start: NaiveDate, budget: &mut usize) -> Vec<NaiveDate> {
        let end = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).expect("a year has an end");
        let end = self.until.map_or(end, |until| until.min(end));
        // What the event says of itself is its first time.
        let mut days = vec![start];
        let mut left = self.count.map(|count| count - 1);
        let mut period = self.first_period(start);
        while let Some(begin) = period.filter(|begin| *begin <= end) {
            for day in self.period_days(begin, start, budget) {
                if day <= start || day > end {
                    continue;
                }
                if left == Some(0) {
                    return days;
                }
                left = left.map(|left| left - 1);
                days.push(day);
            }
            if left == Some(0) || *budget == 0 {
                break;
            }
            period = self.after(begin);
        }
        days
    }

    /// Returns the first day of the period that holds `start`.
    fn first_period(&self, start: NaiveDate) -> Option<NaiveDate> {
        match self.frequency {
            Frequency::Daily => Some(start),
            Frequency::Weekly => Some(start.week(self.week_start).checked_first_day()?),
            Frequency::Monthly => start.with_day(1),
            Frequency::Yearly => NaiveDate::from_ymd_opt(start.year(), 1, 1),
        }
    }

    /// Returns the first day of the next period.
    fn after(&self, begin: NaiveDate) -> Option<NaiveDate> {
        let step = self.interval;
        match self.frequency {
            Frequency::Daily => begin.checked_add_days(Days::new(step.into())),
            Frequency::Weekly => begin.checked_add_days(Days::new(u64::from(step) * 7)),
            Frequency::Monthly => begin.checked_add_months(Months::new(step)),
            Frequency::Yearly => begin.checked_add_months(Months::new(step.checked_mul(12)?)),
        }
    }

    /// Returns the days of the period that begins on `begin`, in order.
    fn period_days(
        &self,
        begin: NaiveDate,
        start: NaiveDate,
        budget: &mut usize,
    ) -> Vec<NaiveDate> {
        let year = self.frequency == Frequency::Yearly;
        let months: Vec<NaiveDate> = if year {
            let asked = |month: &u32| self.has_month(*month, start);
            let months = (1..=12).filter(asked);
            months.filter_map(|month| begin.with_month(month)).collect()
        } else {
            vec![begin]
        };
        let length = match self.frequency {
            Frequency::Daily => 1,
            Frequency::Weekly => 7,
            Frequency::Monthly | Frequency::Yearly => 31,
        };
        let in_span = |first: NaiveDate| {
            let same = move |day: &NaiveDate| length < 31 || day.month() == first.month();
            first.iter_days().take(length).take_while(same)
        };
        let mut days = Vec::new();
        for day in months.into_iter().flat_map(in_span) {
            if *budget == 0 {
                break;
            }
            *budget -= 1;
            if self.falls_on(day, start) {
                days.push(day);
            }
        }
        if self.positions.is_empty() {
            return days;
        }
        let is_meant = |place: usize| {
            let (front, back) = (place + 1, days.len() - place);
            let same = |n: usize, wanted: i32| i32::try_from(n) == Ok(wanted);
            let mut wanted = self.positions.iter();
            wanted.any(|&n| same(front, n) || same(back, -n))
        };
        let meant = days
            .iter()
            .enumerate()
            .filter(|(place, _)| is_meant(*place));
        meant.map(|(_, day)| *day).collect()
    }

    /// Returns whether a year's rule looks into this month.
    fn has_month(&self, month: u32, start: NaiveDate) -> bool {
        if !self.months.is_empty() {
            return self.months.contains(&month);
        }
        // Days of the week or month are meant in every month.
        !self.weekdays.is_empty() || !self.month_days.is_empty() || month == start.month()
    }

    fn falls_on(&self, day: NaiveDate, start: NaiveDate) -> bool {
        let (from_front, length) = (day.day(), u32::from(day.num_days_in_month()));
        let front = i32::try_from(from_front).expect("a month has 31 days");
        let back = front - 1 - i32::try_from(length).expect("a month has 31 days");
        if !self.months.is_empty() && !self.months.contains(&day.month()) {
            return false;
        }
        if !self.month_days.is_empty() && !self.month_days.iter().any(|&n| n == front || n == back)
        {
            return false;
        }
        if !self.weekdays.is_empty() {
            return self
                .weekdays
                .iter()
                .any(|&(place, weekday)| weekday == day.weekday() && self.is_at(place, day));
        }
        if !self.month_days.is_empty() {
            return true;
        }
        match self.frequency {
            Frequency::Daily => true,
            Frequency::Weekly => day.weekday() == start.weekday(),
            Frequency::Monthly | Frequency::Yearly => day.day() == start.day(),
        }
    }

    /// Returns whether `day` is at this place among the days of the same name,
    /// in its month or, where a year's rule names no month, in its year.
    fn is_at(&self, place: i32, day: NaiveDate) -> bool {
        let (before, after) = match self.frequency {
            Frequency::Yearly if self.months.is_empty() => {
                let length = if day.leap_year() { 366 } else { 365 };
                (day.ordinal0(), length - day.ordinal())
            }
            Frequency::Yearly | Frequency::Monthly => {
                (day.day0(), u32::from(day.num_days_in_month()) - day.day())
            }
            Frequency::Daily | Frequency::Weekly => return place == 0,
        };
        let nth = |days: u32| i32::try_from(days / 7 + 1).expect("a year has 53 weeks");
        place == 0 || place == nth(before) || place == -nth(after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(rule: &str, start: &str, most: usize) -> Vec<String> {
        let rule = Recurrence::parse(rule).expect(rule);
        let days = rule.days(start.parse().expect(start), &mut 1_000_000);
        days.iter().take(most).map(ToString::to_string).collect()
    }

    #[test]
    fn recurs_by_the_rule() {
        for (rule, start, want) in [
            (
                "FREQ=YEARLY",
                "2026-12-25",
                ["2026-12-25", "2027-12-25", "2028-12-25"],
            ),
            (
                "FREQ=YEARLY",
                "2024-02-29",
                ["2024-02-29", "2028-02-29", "2032-02-29"],
            ),
            (
                "FREQ=YEARLY;INTERVAL=4",
                "2026-11-03",
                ["2026-11-03", "2030-11-03", "2034-11-03"],
            ),
            // Thanksgiving, Memorial Day, an election day, a first Monday.
            (
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
                "2026-11-26",
                ["2026-11-26", "2027-11-25", "2028-11-23"],
            ),
            (
                "FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO",
                "2026-05-25",
                ["2026-05-25", "2027-05-31", "2028-05-29"],
            ),
            (
                "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
                "1996-11-05",
                ["1996-11-05", "2000-11-07", "2004-11-02"],
            ),
            (
                "FREQ=YEARLY;BYDAY=1MO",
                "2026-01-05",
                ["2026-01-05", "2027-01-04", "2028-01-03"],
            ),
            (
                "FREQ=YEARLY;BYDAY=-1SU",
                "2026-12-27",
                ["2026-12-27", "2027-12-26", "2028-12-31"],
            ),
            (
                "FREQ=YEARLY;BYMONTH=1,7",
                "2026-01-02",
                ["2026-01-02", "2026-07-02", "2027-01-02"],
            ),
            (
                "FREQ=MONTHLY",
                "2026-01-31",
                ["2026-01-31", "2026-03-31", "2026-05-31"],
            ),
            (
                "FREQ=MONTHLY;BYMONTHDAY=-1",
                "2026-01-31",
                ["2026-01-31", "2026-02-28", "2026-03-31"],
            ),
            (
                "FREQ=MONTHLY;BYDAY=1FR",
                "2026-11-06",
                ["2026-11-06", "2026-12-04", "2027-01-01"],
            ),
            (
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
                "2026-10-30",
                ["2026-10-30", "2026-11-30", "2026-12-31"],
            ),
            (
                "FREQ=WEEKLY",
                "2026-11-18",
                ["2026-11-18", "2026-11-25", "2026-12-02"],
            ),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU",
                "1997-08-05",
                ["1997-08-05", "1997-08-10", "1997-08-19"],
            ),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
                "1997-08-05",
                ["1997-08-05", "1997-08-17", "1997-08-19"],
            ),
            (
                "FREQ=DAILY;INTERVAL=10",
                "2026-12-25",
                ["2026-12-25", "2027-01-04", "2027-01-14"],
            ),
            (
                "FREQ=DAILY;BYMONTH=12",
                "2026-12-31",
                ["2026-12-31", "2027-12-01", "2027-12-02"],
            ),
            (
                "freq=yearly;bymonth=12",
                "2026-12-25",
                ["2026-12-25", "2027-12-25", "2028-12-25"],
            ),
            // The first time counts even where the rule would not have it.
            (
                "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25",
                "2026-12-24",
                ["2026-12-24", "2026-12-25", "2027-12-25"],
            ),
        ] {
            assert_eq!(first(rule, start, 3), want, "{rule}");
        }
    }

    #[test]
    fn ends_by_count_until_or_the_last_year() {
        for (rule, start, count, last) in [
            ("FREQ=YEARLY;COUNT=3", "2026-12-25", 3, "2028-12-25"),
            ("FREQ=YEARLY;COUNT=1", "2026-12-25", 1, "2026-12-25"),
            ("FREQ=YEARLY;UNTIL=20281225", "2026-12-25", 3, "2028-12-25"),
            (
                "FREQ=YEARLY;UNTIL=20281224T230000Z",
                "2026-12-25",
                2,
                "2027-12-25",
            ),
            ("FREQ=YEARLY;UNTIL=20200101", "2026-12-25", 1, "2026-12-25"),
            ("FREQ=YEARLY", "2026-12-25", 75, "2100-12-25"),
            (
                "FREQ=DAILY;INTERVAL=4294967295",
                "2026-12-25",
                1,
                "2026-12-25",
            ),
            (
                "FREQ=YEARLY;INTERVAL=4294967295",
                "2026-12-25",
                1,
                "2026-12-25",
            ),
            ("FREQ=DAILY;COUNT=4294967295", "2100-12-30", 2, "2100-12-31"),
        ] {
            let days = first(rule, start, usize::MAX);
            assert_eq!(
                (days.len(), days[count - 1].as_str()),
                (count, last),
                "{rule}"
            );
        }
        let rule = Recurrence::parse("FREQ=DAILY").expect("a rule");
        let mut budget = 100;
        let days = rule.days("0001-01-01".parse().expect("a day"), &mut budget);
        assert_eq!((days.len(), budget), (100, 0));
    }
}
