/// What a day is for a member. Where several are true the first counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// They are not in the team: not yet, or no longer.
    Outside,
    /// They are away, for a reason of their choice or none.
    Away(Option<&'a str>),
    /// Their calendar has a holiday of this name.
    Holiday(&'a str),
    /// They do not work on this day of the week.
    Free,
    /// They work.
    Work,
}
