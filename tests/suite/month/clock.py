"""Working time, by simple arithmetic on spans of seconds."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

FIRST, LAST = date(2026, 9, 1), date(2027, 4, 1)
WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def moment(zone, day, hour):
    """The second at which the clocks of a zone show an hour of a day; no work
    of this team begins or ends in an hour that a clock shows twice or never."""
    at = datetime.fromisoformat(f"{day.isoformat()}T{hour}:00").replace(tzinfo=ZoneInfo(zone))
    assert at.astimezone(timezone.utc).astimezone(at.tzinfo).hour == at.hour
    assert at.replace(fold=0).utcoffset() == at.replace(fold=1).utcoffset()
    return int(at.timestamp())


class Clock:
    """When a member works."""

    def __init__(self, member):
        self.member = member
        self.spans = []
        day = FIRST
        while day < LAST:
            if self.works(day):
                begins, ends = member["begins"], member["ends"]
                last = day + timedelta(days=1) if ends <= begins else day
                zone = self.zone(day)
                self.spans.append((moment(zone, day, begins), moment(zone, last, ends)))
            day += timedelta(days=1)

    def zone(self, day):
        move = self.member["move"]
        return move[1] if move and move[0] <= day.isoformat() else self.member["zone"]

    def is_in_team(self, day):
        text, member = day.isoformat(), self.member
        if member["joined"] and text < member["joined"]:
            return False
        return not (member["left"] and text >= member["left"])

    def works(self, day):
        text, member = day.isoformat(), self.member
        if not self.is_in_team(day) or WEEK[day.weekday()] not in member["days"]:
            return False
        if any(begins <= text <= ends for begins, ends in member["absences"]):
            return False
        return text not in member["holidays"]

    def today(self, now):
        """The member's own day; on the day of a move, in the zone of that day."""
        here = lambda zone: datetime.fromtimestamp(now, ZoneInfo(zone)).date()
        move = self.member["move"]
        if move and here(move[1]).isoformat() >= move[0]:
            return here(move[1])
        return here(self.member["zone"])

    def worked(self, begins, ends):
        """How many seconds of work lie between two moments."""
        return sum(max(0, min(b, ends) - max(a, begins)) for a, b in self.spans)

    def promised(self, asked, promise):
        """The moment by which an answer is promised to whoever asks then."""
        kind, count = promise
        if kind == "days":
            whole = [b for a, b in self.spans if a >= asked]
            return whole[count - 1] if len(whole) >= count else None
        left = count * 60
        for a, b in self.spans:
            a = max(a, asked)
            if b - a >= left:
                return a + left
            left -= max(0, b - a)
        return None


def common(clocks, begins, ends):
    """The first half hour or more in which all work, or else any time at all."""
    shared = [(begins, ends)]
    for clock in clocks:
        shared = [
            (max(a, c), min(b, d))
            for a, b in shared
            for c, d in clock.spans
            if max(a, c) < min(b, d)
        ]
    shared.sort()
    long = [span for span in shared if span[1] - span[0] >= 1800]
    return (long or shared or [None])[0]
