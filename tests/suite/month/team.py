"""Twelve people in eight zones, and what they agree on in the course of a month.

Their team file is written here once as a file of the log and once as plain
data, so that nothing of the program is needed to know what it says.
"""

ZONES = {
    "ada": "Europe/Paris",
    "grace": "America/New_York",
    "linus": "Asia/Tokyo",
    "mary": "Europe/London",
    "alan": "America/Los_Angeles",
    "hedy": "Australia/Sydney",
    "kat": "America/Sao_Paulo",
    "barbara": "Asia/Kolkata",
    "donald": "Europe/London",
    "margaret": "Europe/Paris",
    "radia": "America/New_York",
    "edsger": "Asia/Tokyo",
}
TEAMS = {
    "platform": ["ada", "grace", "linus", "donald", "radia"],
    "mobile": ["mary", "alan", "hedy", "kat", "ada"],
    "data": ["barbara", "margaret", "edsger"],
    "ops": ["donald", "linus"],
}
ROLES = {
    "lead": ["ada", "hedy"],
    "engineer": ["grace", "linus", "alan", "barbara", "donald", "radia", "edsger"],
    "designer": ["mary", "kat", "margaret"],
}
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri"]
# Whoever works otherwise than from nine to five, Monday to Friday.
WORK = {
    "mary": (["mon", "tue", "wed"], "09:00", "17:00"),
    "kat": (WEEKDAYS, "08:00", "12:30"),
    "barbara": (WEEKDAYS, "10:30", "19:00"),
    "donald": (["sun", "mon", "tue", "wed", "sat"], "22:00", "06:00"),
    "alan": (["mon", "tue", "thu", "fri"], "08:15", "18:45"),
}
ON_HOLIDAY = {"linus", "edsger", "grace"}
HOLIDAY = "2026-10-12"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:a-day-off@example.org
DTSTART;VALUE=DATE:20261012
SUMMARY:A day off
END:VEVENT
END:VCALENDAR
"""
GUIDES = [
    {
        "question": ("days", 1),
        "blocker": ("minutes", 240),
        "update": ("days", 2),
        "escalate": {"overdue": ("days", 1), "exchanges": 4, "people": 3},
    },
    {
        "question": ("minutes", 360),
        "blocker": ("minutes", 90),
        "escalate": {"overdue": ("minutes", 180), "exchanges": 3, "people": 2},
    },
]


def versions():
    """The moments at which the team file changes, and what it says from then:
    people join, leave, change their names, move and go on leave."""
    no_one = {"absent": {}, "left": {}, "moves": {}, "renamed": False}
    steps = [
        ("2026-09-27T06:00:00", {"guide": 0, "out": {"radia"}}),
        ("2026-10-06T08:10:00", {"absent": {"margaret": [("2026-10-12", "2026-10-23")]}}),
        ("2026-10-09T15:00:00", {"out": set()}),
        ("2026-10-14T09:30:00", {"renamed": True}),
        ("2026-10-15T12:00:00", {"guide": 1}),
        ("2026-10-16T12:30:00", {"moves": {"barbara": ("2026-10-21", "Europe/London")}}),
        ("2026-10-17T10:00:00", {"left": {"edsger": "2026-10-20"}}),
        ("2026-10-22T07:00:00", {"absent": {
            "margaret": [("2026-10-12", "2026-10-23")],
            "alan": [("2026-10-26", "2026-10-27")],
        }}),
    ]
    now = dict(no_one)
    told = []
    for when, change in steps:
        now = {**now, **change}
        told.append((when, build(now)))
    return told


def build(now):
    members = []
    for name, zone in ZONES.items():
        if name in now["out"]:
            continue
        days, begins, ends = WORK.get(name, (WEEKDAYS, "09:00", "17:00"))
        new = "katherine" if name == "kat" and now["renamed"] else name
        members.append({
            "handle": new,
            "former": [name] if new != name else [],
            "email": f"{name}@example.org",
            "zone": zone,
            "days": days,
            "begins": begins,
            "ends": ends,
            "holidays": [HOLIDAY] if name in ON_HOLIDAY else [],
            "absences": now["absent"].get(name, []),
            "move": now["moves"].get(name),
            "joined": "2026-10-12" if name == "radia" else None,
            "left": now["left"].get(name),
            "teams": [team for team, people in TEAMS.items() if name in people],
            "roles": [role for role, people in ROLES.items() if name in people],
            "weekly": name == "hedy",
        })
    return {"members": members, "guide": GUIDES[now["guide"]]}


def length(promise):
    kind, count = promise
    return f"{count} {kind}" if count != 1 else f"1 {kind[:-1]}"


def to_yaml(team):
    """The team file that says the same."""
    guide = team["guide"]
    lines = ["tidings: 1", "name: Team Quill", "time_zone: Europe/Paris", "protocol:"]
    lines.append("  purposes:")
    for key in ("question", "blocker", "update"):
        respond = f", respond: {length(guide[key])}" if key in guide else ""
        lines.append(f"    - {{ key: {key}{respond} }}")
    rules = guide["escalate"]
    lines.append("  escalate:")
    lines.append(f"    overdue: {length(rules['overdue'])}")
    lines.append(f"    exchanges: {rules['exchanges']}")
    lines.append(f"    people: {rules['people']}")
    lines.append("members:")
    for member in team["members"]:
        name = member["handle"].capitalize()
        lines.append(f"  - handle: {member['handle']}")
        lines.append(f"    name: {name} Example")
        lines.append(f"    emails: [{member['email']}]")
        lines.append(f"    time_zone: {member['zone']}")
        hours = f"{member['begins']}-{member['ends']}"
        days = ", ".join(member["days"])
        lines.append(f"    work: {{ days: [{days}], hours: \"{hours}\" }}")
        for key in ("teams", "roles"):
            lines.append(f"    {key}: [{', '.join(member[key])}]")
        if member["former"]:
            lines.append(f"    former_handles: [{', '.join(member['former'])}]")
        if member["holidays"]:
            lines.append("    holidays: .tidings/off.ics")
        if member["weekly"]:
            lines.append("    cadence: weekly")
        for key in ("joined", "left"):
            if member[key]:
                lines.append(f"    {key}: {member[key]}")
        if member["move"]:
            on, to = member["move"]
            lines.append(f"    moves: [{{ on: {on}, to: {to} }}]")
        if member["absences"]:
            lines.append("    absences:")
            for begins, ends in member["absences"]:
                lines.append(f"      - {{ from: {begins}, until: {ends} }}")
    return "\n".join(lines) + "\n"
