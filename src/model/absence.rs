use chrono::NaiveDate;

/// A span of days on which a member is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The first day.
    pub from: NaiveDate,
    /// The last day, which is part of it.
    pub until: NaiveDate,
    /// A reason of the member's own choice, or none.
    pub reason: Option<String>,
}

impl Absence {
    /// Returns whether the member is away on `day`.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// Returns whether the two have a day in common.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }

    /// Adds an absence to others, and returns it as it is among them.
    ///
    /// It is joined with those that it overlaps, which give it their reason
    /// where it has none.
    ///
    /// # Errors
    ///
    /// One that it overlaps and that has another reason; nothing has changed
    /// then.
    pub fn add_to(mut self, all: &mut Vec<Self>) -> Result<Self, Self> {
        let mut rest = all.clone();
        // What is joined reaches further, and may overlap more.
        while let Some(index) = rest.iter().position(|other| other.overlaps(&self)) {
            let other = rest.remove(index);
            if self.reason.is_some() && other.reason.is_some() && self.reason != other.reason {
                return Err(other);
            }
            self.from = self.from.min(other.from);
            self.until = self.until.max(other.until);
            self.reason = self.reason.or(other.reason);
        }
        let place = rest.partition_point(|other| other.from < self.from);
        rest.insert(place, self.clone());
        *all = rest;
        Ok(self)
    }

    /// Returns the last day of the time away that holds `day`, which may be of
    /// several absences without a day between them.
    #[must_use]
    pub fn last_day(all: &[Self], day: NaiveDate) -> Option<NaiveDate> {
        let holding = |day: NaiveDate| all.iter().filter(move |absence| absence.contains(day));
        let mut last = holding(day).map(|absence| absence.until).max()?;
        while let Some(next) = last.succ_opt()
            && let Some(longer) = holding(next).map(|absence| absence.until).max()
        {
            last = longer;
        }
        Some(last)
    }

    /// Ends the absence that holds `day`, which is then the first day back;
    /// returns it as it was.
    pub fn end(all: &mut Vec<Self>, day: NaiveDate) -> Option<Self> {
        let index = all.iter().position(|absence| absence.contains(day))?;
        let was = all[index].clone();
        match day.pred_opt().filter(|last| *last >= was.from) {
            Some(last) => all[index].until = last,
            None => {
                all.remove(index);
            }
        }
        Some(was)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn absence(text: &str) -> Absence {
        let (days, reason) = text.split_once(' ').unwrap_or((text, ""));
        let (from, until) = days.split_once("..").unwrap_or((days, days));
        let day = |text: &str| format!("2026-12-{text}").parse().expect(text);
        Absence {
            from: day(from),
            until: day(until),
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
        }
    }

    fn all(text: &str) -> Vec<Absence> {
        let parts = text.split(", ").filter(|part| !part.is_empty());
        parts.map(absence).collect()
    }

    #[test]
    fn absences_that_overlap_become_one() {
        for (before, new, want) in [
            ("", "10..12", Ok("10..12")),
            ("01..03", "10..12 Ski", Ok("01..03, 10..12 Ski")),
            ("20..23", "10..12", Ok("10..12, 20..23")),
            ("01..10 Ski", "10..12", Ok("01..12 Ski")),
            ("01..10", "10..12 Ski", Ok("01..12 Ski")),
            ("01..10 Ski", "05..12 Ski", Ok("01..12 Ski")),
            ("01..10 Ski", "05..06", Ok("01..10 Ski")),
            ("01..04, 06..08", "03..07", Ok("01..08")),
            // Days that only touch are two absences.
            ("01..04 Ski", "05..07 Move", Ok("01..04 Ski, 05..07 Move")),
            ("01..05 Ski", "05..07 Move", Err("01..05 Ski")),
        ] {
            let mut found = all(before);
            let joined = absence(new).add_to(&mut found);
            match want {
                Ok(want) => {
                    assert_eq!(found, all(want), "{before} + {new}");
                    assert!(found.contains(&joined.expect("it was added")));
                }
                Err(other) => assert_eq!(joined, Err(absence(other)), "{before} + {new}"),
            }
        }
    }

    #[test]
    fn the_time_away_ends_with_the_last_of_absences_in_a_row() {
        for (given, day, want) in [
            ("01..10", "05", Some("10")),
            ("01..10", "11", None),
            ("01..04, 05..07 Move, 09..12", "02", Some("07")),
            ("05..07 Move, 01..04", "02", Some("07")),
            ("01..04, 02..08, 08..09", "04", Some("09")),
        ] {
            let last = Absence::last_day(&all(given), absence(day).from);
            assert_eq!(last, want.map(|day| absence(day).from), "{given} on {day}");
        }
        let for_ever = Absence {
            from: NaiveDate::MIN,
            until: NaiveDate::MAX,
            reason: None,
        };
        let last = Absence::last_day(&[for_ever], NaiveDate::MIN);
        assert_eq!(last, Some(NaiveDate::MAX));
    }

    #[test]
    fn an_absence_ends_before_the_first_day_back() {
        for (before, day, want) in [
            ("01..10 Ski, 20", "05", "01..04 Ski, 20"),
            ("01..10, 20", "01", "20"),
            ("01..10, 20", "20", "01..10"),
            ("01..10", "10", "01..09"),
            ("01..10", "11", "01..10"),
        ] {
            let mut found = all(before);
            let was = Absence::end(&mut found, absence(day).from);
            assert_eq!(found, all(want), "{before} at {day}");
            assert_eq!(was.is_some(), before != want, "{before} at {day}");
        }
    }
}
