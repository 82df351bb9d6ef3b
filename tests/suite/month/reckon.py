"""Reckons what became of a month's threads, from the facts of `story.py`.

Written from docs/answering.md and docs/team.md alone; it shares no code with the
program, which it is compared with.
"""

import json
from datetime import date, datetime, timedelta
from math import ceil

from clock import Clock

PURPOSE = {"blockers": "blocker", "questions": "question"}
CLOSING = ("resolved", "decided")


class Thread:
    """A blocker or question as its author wrote it last, with its replies."""

    def __init__(self, log, item, author, period, carried):
        self.log, self.item, self.author, self.carried = log, item, author, carried
        self.period, self.holder = item["since"] or period, period
        self.key = (author, self.period, item["id"])
        self.purpose = PURPOSE[item["section"]]
        self.replies = log.replies.get(self.key, [])
        self.appeared = log.appeared.get(self.key)
        self.asked = log.asked(author, item["to"], self.period)
        self.follow()

    def follow(self):
        """Whose turn it is, and what has become of the thread."""
        self.turn, self.since, self.seen, self.exchanges = "asked", self.appeared, [], 0
        self.closed, self.last_state, self.first = False, None, None
        for reply in self.replies:
            who, state, at = reply["who"], reply["state"], max(reply["at"], self.appeared)
            was_closed = self.closed
            if state in CLOSING or state == "reopened":
                self.closed, self.last_state = state in CLOSING, state
            reopens = was_closed and not self.closed
            if who in self.asked and self.first is None:
                self.first = (who, at)
            if who == self.author:
                side, turn = "author", "asked"
            elif who in self.asked or not self.asked:
                side, turn = "asked", "author"
            elif reopens:
                side, turn = None, "asked"
            else:
                continue
            if state == "acknowledged":
                if side == self.turn and who not in self.seen:
                    self.seen.append(who)
                continue
            if turn != self.turn:
                self.exchanges += 1
            elif not reopens and not self.seen:
                continue
            self.turn, self.since, self.seen = turn, at, []

    def is_open(self):
        return self.carried and not self.closed

    def waited_for(self):
        return [self.author] if self.turn == "author" else self.asked

    def dues(self):
        """By when each of those whose turn it is has promised to answer."""
        purpose = "update" if self.turn == "author" else self.purpose
        promise = self.log.guide.get(purpose)
        if promise is None or self.seen:
            return {}
        dues = {who: self.log.promised(who, self.since, promise) for who in self.waited_for()}
        return {who: due for who, due in dues.items() if due is not None}

    def due(self):
        """The earliest promise and whose it is."""
        dues = self.dues()
        return min(((dues[who], n, who) for n, who in enumerate(self.waited_for()) if who in dues),
                   default=(None, None, None))


class Log:
    """What the log holds once so many commits are in it."""

    def __init__(self, commits, clocks):
        self.guides = []
        self.updates, self.said, self.appeared, self.replies = {}, [], {}, {}
        self.spoken, self.reopened = {}, {}
        for commit in commits:
            if commit["fact"]["kind"] == "team":
                self.team = commit["fact"]["team"]
                self.guides.append((commit["committed"], self.team["guide"]))
        self.guide, self.clocks = self.team["guide"], clocks
        self.names = {}
        for member in self.team["members"]:
            for name in [member["handle"], *member["former"]]:
                self.names[name] = member
        for place, commit in enumerate(commits):
            if commit["fact"]["kind"] != "team":
                read = getattr(self, commit["fact"]["kind"])
                read(place, commit["committed"], commit["fact"])

    def update(self, place, at, fact):
        author = self.current(fact["author"])
        before = self.updates.get((author, fact["period"]), (None, {"items": []}))
        held = [item["id"] for item in before[1]["items"]]
        for item in fact["items"]:
            if item["since"] is None and item["id"] not in held:
                self.appeared[author, fact["period"], item["id"]] = at
        first = before[0] if before[0] is not None else at
        self.updates[author, fact["period"]] = (first, fact)
        for item in fact["items"] + fact["done"]:
            self.spoken[author, item["since"] or fact["period"], item["id"]] = place

    def reply(self, place, at, fact):
        author, period, name = fact["to"]
        key = (self.current(author), period, name)
        reply = {**fact, "who": self.current(fact["author"]), "at": at, "key": key}
        self.replies.setdefault(key, []).append(reply)
        self.said.append(reply)
        if fact["state"] == "reopened":
            self.reopened[key] = place

    def current(self, name):
        return self.names[name]["handle"] if name in self.names else name

    def clock(self, who):
        text = json.dumps(self.names[who])
        if text not in self.clocks:
            self.clocks[text] = Clock(self.names[who])
        return self.clocks[text]

    def promised(self, who, at, promise):
        return self.clock(who).promised(at, promise) if who in self.names else None

    def asked(self, author, to, period):
        day, asked = first_day(period), []
        for name in to:
            if name in self.names:
                people = [self.current(name)]
            else:
                there = [m["handle"] for m in self.team["members"] if name in m["teams"]]
                people = [who for who in there if self.clock(who).is_in_team(day)]
            asked += [who for who in people if who != author and who not in asked]
        return asked

    def latest(self, author):
        """The latest update of somebody, by the last day that it is for."""
        theirs = [fact for (who, _), (_, fact) in self.updates.items() if who == author]
        return max(theirs, key=lambda fact: (last_day(fact["period"]), fact["period"]), default=None)

    def threads(self):
        """Every blocker and question that there ever was, as written last."""
        items, found = {}, []
        for (author, period), (_, fact) in sorted(self.updates.items(), key=lambda one: first_day(one[0][1])):
            for item in fact["items"]:
                items[author, item["since"] or period, item["id"]] = (author, period, item)
        for key, (author, period, item) in items.items():
            latest = self.latest(author)
            carried = latest["period"] == period
            if not carried and key in self.reopened:
                # Opened again, and the author has not spoken of it since.
                carried = self.spoken[key] < self.reopened[key]
            found.append(Thread(self, item, author, period, carried))
        return found

    def open(self):
        return [thread for thread in self.threads() if thread.is_open()]

    def left(self, who):
        return self.names[who]["left"] if who in self.names else None


def first_day(period):
    if "W" in period:
        return date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
    return date.fromisoformat(period)


def last_day(period):
    return first_day(period) + timedelta(days=6 if "W" in period else 0)


def seconds(text):
    return None if text is None else int(datetime.fromisoformat(text).timestamp())


def nearest_rank(values, share):
    values = sorted(values)
    return values[ceil(len(values) * share / 100) - 1] // 60 if values else None
