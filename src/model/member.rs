use chrono::NaiveDate;

use super::{Absence, Cadence, Handle, WorkTime, Zone};

/// A change of the zone that a member lives in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The first day in the new zone.
    pub on: NaiveDate,
    /// The new zone.
    pub to: Zone,
}

/// A person in the team file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The short name that files are named after.
    pub handle: Handle,
    /// Handles of this person that are no longer used, and never given to
    /// another.
    pub former_handles: Vec<Handle>,
    /// The name for people.
    pub name: String,
    /// The addresses this person commits with, current and former.
    pub emails: Vec<String>,
    /// The name of the person's account at the forge, whose noreply addresses
    /// are theirs too.
    pub account: Option<String>,
    /// The zone whose calendar day is "today" for this person; `None` takes
    /// the team's.
    pub time_zone: Option<Zone>,
    /// Changes of that zone, by day.
    pub moves: Vec<Move>,
    /// When this person works; `None` takes the team's hours.
    pub work: Option<WorkTime>,
    /// The calendar of this person's holidays, as a path in the log; `None`
    /// takes the team's.
    pub holidays: Option<String>,
    /// How often this person posts, if other than the team.
    pub cadence: Option<Cadence>,
    /// The teams this person belongs to.
    pub teams: Vec<String>,
    /// The projects this person works on.
    pub projects: Vec<String>,
    /// What this person is in the team.
    pub roles: Vec<String>,
    /// Whether this person only reads along, and no update is expected.
    pub observer: bool,
    /// The first day on which this person is part of the team.
    pub joined: Option<NaiveDate>,
    /// The day on which this person left the team.
    pub left: Option<NaiveDate>,
    /// When this person is away.
    pub absences: Vec<Absence>,
}

impl Member {
    /// Makes a member of whom only the handle is known, which is the name too.
    #[must_use]
    pub fn new(handle: Handle) -> Self {
        Self {
            name: handle.to_string(),
            handle,
            former_handles: Vec::new(),
            emails: Vec::new(),
            account: None,
            time_zone: None,
            moves: Vec::new(),
            work: None,
            holidays: None,
            cadence: None,
            teams: Vec::new(),
            projects: Vec::new(),
            roles: Vec::new(),
            observer: false,
            joined: None,
            left: None,
            absences: Vec::new(),
        }
    }

    /// Returns whether the person was part of the team on some day of the
    /// span from `since` to `until`.
    #[must_use]
    pub fn is_active(&self, since: NaiveDate, until: NaiveDate) -> bool {
        self.joined.is_none_or(|day| day <= until) && self.left.is_none_or(|day| day > since)
    }

    /// Returns whether the person goes, or once went, by this handle.
    #[must_use]
    pub fn answers_to(&self, handle: &Handle) -> bool {
        self.handle == *handle || self.former_handles.contains(handle)
    }
}
