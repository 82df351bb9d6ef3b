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
}
