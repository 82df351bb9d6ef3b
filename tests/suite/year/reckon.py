"""Reckons how every member of a team stands at every hour of a year.

Written from the rules alone, to be compared with the program: it looks at the
clocks of every zone every five minutes, and finds days, due hours and hours of
work by looking along that row. Reads the team as JSON, writes one line for
each member and hour, and one with all that was due from the member.
"""

import json
import sys
from array import array
from datetime import date, datetime, timedelta, timezone

try:
    from zoneinfo import ZoneInfo

    ZoneInfo("Asia/Kathmandu")
except Exception:
    print("skipped")
    sys.exit(0)

STEP = 5  # minutes
PER_DAY = 24 * 60 // STEP
EPOCH = date(1970, 1, 1)
SEARCH = 400 * PER_DAY
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

team = json.load(sys.stdin)
first_hour = datetime.fromisoformat(team["first"] + "T00:00:00+00:00")
hours = team["hours"]
# No rhythm begins more than 60 days before the first hour.
start = first_hour - timedelta(days=75)
start_minute = int(start.timestamp()) // 60
steps = (75 + 420) * PER_DAY + hours * 60 // STEP


def number(text):
    """A day as the number of days since 1970."""
    return (date.fromisoformat(text) - EPOCH).days


def minutes(text):
    return int(text[:2]) * 60 + int(text[3:5])


def weekday(day):
    return (day + 3) % 7


def monday(day):
    return day - weekday(day)


def step_of(text):
    """The step of an instant, which is one that is looked at."""
    minute = int(datetime.fromisoformat(text).timestamp()) // 60
    assert (minute - start_minute) % STEP == 0
    return (minute - start_minute) // STEP


def instant(step):
    return datetime.fromtimestamp((start_minute + step * STEP) * 60, timezone.utc).isoformat()


clocks = {}


def clock(zone):
    """What the clocks of a zone show at each step, in minutes since 1970."""
    if zone not in clocks:
        info = ZoneInfo(zone)
        shown = array("q")
        for step in range(steps):
            minute = start_minute + step * STEP
            offset = datetime.fromtimestamp(minute * 60, info).utcoffset()
            shown.append(minute + int(offset.total_seconds()) // 60)
        clocks[zone] = shown
    return clocks[zone]


def moment(zone, day, minute):
    """The step at which the clocks show an hour: the last of several, or the
    first at which they show more."""
    shown = clock(zone)
    wanted = day * 24 * 60 + minute
    guess = (wanted - start_minute) // STEP
    low, high = max(0, guess - PER_DAY), min(steps, guess + PER_DAY)
    part = shown[low:high]
    if wanted in part:
        part.reverse()
        return high - 1 - part.index(wanted)
    for step in range(low, high):
        if shown[step] > wanted:
            return step
    raise ValueError("the hour is out of sight")


def day_begins(zone, day):
    """The first step at which it is that day, or a later one."""
    shown = clock(zone)
    guess = (day * 24 * 60 - start_minute) // STEP
    for step in range(max(0, guess - PER_DAY), steps):
        if shown[step] >= day * 24 * 60:
            return step
    raise ValueError("the day is out of sight")


class Reckoning:
    def __init__(self, member):
        self.member = member
        self.zones = [member["zone"]] + [move["to"] for move in member["moves"]]
        self.days = [number(move["on"]) for move in member["moves"]]
        self.counts_from = [
            day_begins(zone, day) for zone, day in zip(self.zones[1:], self.days)
        ]
        self.holidays = {number(day) for day in member["holidays"]}
        self.first = start_minute // (24 * 60) + 3
        self.last = self.first + steps // PER_DAY - 6
        self.kinds = {day: self.kind(day) for day in range(self.first - 8, self.last + 8)}
        self.at_work = bytearray(steps)
        for day in range(self.first, self.last):
            if self.kinds[day] == "w":
                self.mark(day)
        self.duties = {}
        if member["daily"]:
            self.expect_days(member["daily"])
        if member["weekly"]:
            self.expect_weeks(member["weekly"])

    def part(self, day):
        """Which of the member's zones a day is spent in."""
        found = 0
        for place, on in enumerate(self.days):
            if on <= day:
                found = place + 1
        return found

    def zone(self, day):
        return self.zones[self.part(day)]

    def today(self, step):
        fits = []
        for place, zone in enumerate(self.zones):
            day = clock(zone)[step] // (24 * 60)
            if self.part(day) == place:
                fits.append(day)
        if len(fits) == 1:
            return fits[0]
        place = 0
        for move, begins in enumerate(self.counts_from):
            if begins <= step:
                place = move + 1
        return clock(self.zones[place])[step] // (24 * 60)

    def kind(self, day):
        member = self.member
        if member["joined"] and day < number(member["joined"]):
            return "o"
        if member["left"] and day >= number(member["left"]):
            return "o"
        for absence in member["absences"]:
            if number(absence["from"]) <= day <= number(absence["until"]):
                return "A"
        if day in self.holidays:
            return "h"
        if WEEK[weekday(day)] not in member["work"]["days"]:
            return "f"
        return "w"

    def mark(self, day):
        work = self.member["work"]
        begins, ends = minutes(work["from"]), minutes(work["until"])
        zone = self.zone(day)
        low = moment(zone, day, begins)
        high = moment(zone, day + (ends <= begins), ends)
        for step in range(low, high):
            self.at_work[step] = 1

    def due(self, day, rhythm):
        due = moment(self.zone(day), day, minutes(rhythm["due"]))
        over = due + rhythm["grace"] * 60 // STEP
        ends = self.at_work.find(1, over, min(steps, over + SEARCH + 1))
        return (due, steps if ends < 0 else ends, day_begins(self.zone(day), day))

    def expect_days(self, daily):
        days = daily["days"] or self.member["work"]["days"]
        counted = 0
        for day in range(number(daily["from"]), self.last):
            if WEEK[weekday(day)] not in days:
                continue
            if counted % daily["every"] == 0 and day > self.first:
                kind = self.kinds[day]
                duty = self.due(day, daily) if kind == "w" else kind
                self.duties[("day", day)] = duty
            counted += 1

    def expect_weeks(self, weekly):
        counted = 0
        for week in range(monday(number(weekly["from"])), self.last - 6, 7):
            if counted % weekly["every"] == 0 and week > self.first:
                self.duties[("week", week)] = self.week_due(week, weekly)
            counted += 1

    def week_due(self, week, weekly):
        days = [day for day in range(week, week + 7) if self.kinds[day] == "w"]
        if not days:
            return "A"
        if not weekly["day"]:
            return self.due(days[-1], weekly)
        named = week + WEEK.index(weekly["day"])
        before = [day for day in days if day <= named]
        return self.due(before[-1] if before else days[0], weekly)

    def expected(self, period):
        """When an update is due and missing, or a letter that says why not."""
        if self.member["observer"]:
            return "b"
        kind, day = period
        length = 1 if kind == "day" else 7
        if all(self.kinds[on] == "o" for on in range(day, day + length)):
            return "o"
        return self.duties.get(period, "c")

    def state(self, period, step):
        duty = self.expected(period)
        written = self.posted.get(period)
        if written is not None and written <= step:
            return "p" if isinstance(duty, tuple) and written >= duty[0] else "P"
        if self.proposed.get(period, steps) <= step:
            return "R"
        if not isinstance(duty, tuple):
            return duty
        if step < duty[0]:
            return "D"
        return "L" if step < duty[1] else "M"

    def pending(self, step):
        """The oldest period whose day has come, by where it ends."""
        for period in self.in_order:
            written = self.posted.get(period)
            if written is not None and written <= step:
                continue
            due, ends, opens = self.duties[period]
            if opens <= step < ends:
                return period
        return None

    def run(self, out):
        read = lambda of: (of["kind"], number(of["day"]))
        self.posted = {read(of): step_of(of["written"]) for of in self.member["posted"]}
        self.proposed = {read(of): step_of(of["since"]) for of in self.member["proposed"]}
        due = [of for of in self.duties if isinstance(self.expected(of), tuple)]
        due.sort(key=lambda of: (of[1] + (6 if of[0] == "week" else 0), of[0]))
        self.in_order = due
        begin = int(first_hour.timestamp()) // 60
        for hour in range(hours):
            step = (begin + hour * 60 - start_minute) // STEP
            today = self.today(step)
            week = monday(today)
            periods = [("day", day) for day in range(today - 6, today + 2)]
            periods += [("week", week + 7 * n) for n in (-1, 0, 1)]
            states = "".join(self.state(period, step) for period in periods)
            work = "w" if self.at_work[step] else "-"
            line = f"{EPOCH + timedelta(days=today)} {work} {states}"
            if hour % team["pending_every"] == 0:
                found = self.pending(step)
                line += f" {found[0]} {EPOCH + timedelta(days=found[1])}" if found else " none"
            out.append(line)
        first, last = number(team["first"]), number(team["last"])
        told = []
        for kind, day in self.in_order:
            if first <= day and day + (6 if kind == "week" else 0) <= last:
                due, ends, _ = self.duties[(kind, day)]
                ends = instant(ends) if ends < steps else "never"
                told.append(f"{kind} {EPOCH + timedelta(days=day)} {instant(due)} {ends}")
        out.append("; ".join(told))


lines = []
for member in team["members"]:
    Reckoning(member).run(lines)
print("\n".join(lines))
