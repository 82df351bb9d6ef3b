use std::collections::{BTreeMap, BTreeSet};

/// Who may use something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Every room.
    Everyone,
    /// These rooms alone.
    Only(BTreeSet<String>),
}

impl Who {
    /// Returns whether a room is among them.
    pub(crate) fn has(&self, room: &str) -> bool {
        match self {
            Self::Everyone => true,
            Self::Only(rooms) => rooms.contains(room),
        }
    }
}

/// What `docs/architecture.md` says.
pub(crate) struct Plan {
    /// For each room, what it may import.
    pub(crate) rooms: BTreeMap<String, Who>,
    /// For each dependency, the rooms that may name it.
    pub(crate) crates: BTreeMap<String, Who>,
    /// For each path that touches the world, the rooms that may.
    pub(crate) world: BTreeMap<String, Who>,
}

impl Plan {
    /// Reads the tables of the page.
    ///
    /// # Panics
    ///
    /// When a table is missing or empty, or a row names no room that there
    /// is.
    pub(crate) fn parse(page: &str) -> Self {
        let plan = Self {
            rooms: table(page, "rooms"),
            crates: table(page, "crates"),
            world: table(page, "world"),
        };
        let tables = [&plan.rooms, &plan.crates, &plan.world];
        for (what, who) in tables.into_iter().flatten() {
            if let Who::Only(rooms) = who {
                for room in rooms {
                    assert!(plan.rooms.contains_key(room), "{what}: no room '{room}'");
                }
            }
        }
        plan
    }
}

/// Reads the table after the comment that names it: what, and who may.
fn table(page: &str, name: &str) -> BTreeMap<String, Who> {
    let mark = format!("<!-- table: {name} -->");
    let (_, rest) = page
        .split_once(&mark)
        .unwrap_or_else(|| panic!("docs/architecture.md lacks {mark}"));
    let rows = rest.trim_start().lines().take_while(|l| l.starts_with('|'));
    let table: BTreeMap<_, _> = rows.skip(2).map(parse_row).collect();
    assert!(!table.is_empty(), "the table '{name}' is empty");
    table
}

fn parse_row(row: &str) -> (String, Who) {
    let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
    let [what, who, ..] = cells[..] else {
        panic!("a row needs two cells: {row}");
    };
    let who = match who {
        "everything" | "everywhere" => Who::Everyone,
        "nothing" => Who::Only(BTreeSet::new()),
        list => Who::Only(list.split(',').map(name).collect()),
    };
    (name(what), who)
}

/// Takes a name out of its backticks.
fn name(cell: &str) -> String {
    let inner = cell
        .trim()
        .strip_prefix('`')
        .and_then(|c| c.strip_suffix('`'));
    inner
        .unwrap_or_else(|| panic!("'{cell}' is not a name in backticks"))
        .to_owned()
}
