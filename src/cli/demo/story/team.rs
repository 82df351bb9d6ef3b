/// A member of the cast.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CastMember {
    /// The handle.
    pub(crate) handle: &'static str,
    /// The name.
    pub(crate) name: &'static str,
    /// The address they commit with.
    pub(crate) email: &'static str,
    /// The IANA zone they live in.
    pub(crate) zone: &'static str,
    /// Whether they post by the week.
    pub(crate) weekly: bool,
}

/// The name of the team.
pub(crate) const TEAM_NAME: &str = "Team Quill";

/// The zone that the team reckons in.
pub(crate) const TEAM_ZONE: &str = "Europe/Paris";

/// The hour until which an update is on time, and its minute: late enough that
/// who writes at the end of the day is.
pub(crate) const DUE: (u32, u32) = (19, 30);

/// The section that the team added: its key, its heading, and what helps to
/// fill it in.
pub(crate) const LEARNED: (&str, &str, &str) = (
    "learned",
    "Learned",
    "Something that would have saved you time, had you known it",
);

/// The handle of the member for whom most waits when the story is over.
pub(crate) const READER: &str = "radia";

/// The cast, in the order of the team file.
pub(crate) const TEAM: [CastMember; 8] = [
    CastMember {
        handle: "ada",
        name: "Ada Example",
        email: "ada@example.org",
        zone: "Europe/Paris",
        weekly: false,
    },
    CastMember {
        handle: "grace",
        name: "Grace Sample",
        email: "grace@example.org",
        zone: "America/New_York",
        weekly: false,
    },
    CastMember {
        handle: "linus",
        name: "Linus Specimen",
        email: "linus@example.org",
        zone: "Europe/Helsinki",
        weekly: false,
    },
    CastMember {
        handle: "margaret",
        name: "Margaret Instance",
        email: "margaret@example.org",
        zone: "America/Los_Angeles",
        weekly: false,
    },
    CastMember {
        handle: "radia",
        name: "Radia Prototype",
        email: "radia@example.org",
        zone: "Asia/Kolkata",
        weekly: false,
    },
    CastMember {
        handle: "katherine",
        name: "Katherine Fixture",
        email: "katherine@example.org",
        zone: "Australia/Sydney",
        weekly: false,
    },
    CastMember {
        handle: "alan",
        name: "Alan Placeholder",
        email: "alan@example.org",
        zone: "Europe/London",
        weekly: true,
    },
    CastMember {
        handle: "barbara",
        name: "Barbara Mockup",
        email: "barbara@example.org",
        zone: "America/Sao_Paulo",
        weekly: true,
    },
];
