"""Tells what the team wrote in a month: 300 threads, made up from a seed.

Prints JSON: the log as a stream for `git fast-import`, every commit with a
mark, and beside it the same commits as plain facts, which is what `reckon.py`
reckons from. Nothing here knows what any of it comes to.
"""

import heapq
import json
import random
import sys
from datetime import date, datetime, timedelta, timezone

import team as people

try:
    from zoneinfo import ZoneInfo

    ZoneInfo("Asia/Kathmandu")
except Exception:
    print("skipped")
    sys.exit(0)

THREADS = 300
FIRST, LAST = date(2026, 9, 28), date(2026, 10, 30)
HOUR = 3600
TASKS = [f"https://github.com/quill/press/issues/{n}" for n in (214, 229)]
IDS = "abcdefghijkmnpqrstuvwxyz23456789"


def seconds(text):
    return int(datetime.fromisoformat(text + "+00:00").timestamp())


class Item:
    def __init__(self, address, section, to, task):
        self.address, self.section, self.to, self.task = address, section, to, task
        self.closed = self.reopened = False

    def fact(self, period):
        author, first, name = self.address
        return {
            "id": name,
            "section": self.section,
            "since": first if first != period else None,
            "to": self.to,
            "task": self.task,
        }


class Story:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.commits, self.stream, self.queue = [], [], []
        self.counted = self.asked = 0
        self.held = {}  # by person: what their next update carries
        self.updates = {}  # by path: the facts of the last revision
        self.last_files = {}
        self.renamed = seconds("2026-10-14T09:30:00")
        self.side = None
        for version, (when, team) in enumerate(people.versions()):
            self.at(seconds(when), "team_file", version, team)
        self.team = people.versions()[0][1]
        for name in people.ZONES:
            self.schedule(name)

    def at(self, when, kind, *what):
        self.counted += 1
        heapq.heappush(self.queue, (when, self.counted, kind, what))

    def schedule(self, name):
        """When somebody posts: on days of theirs, or in the last of a week."""
        zone = ZoneInfo(people.ZONES[name])
        for n in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=n)
            days = people.WORK.get(name, (people.WEEKDAYS,))[0]
            if name == "hedy" and day.weekday() != 4:
                continue
            if people.WEEKDAYS[day.weekday() % 5] not in days or day.weekday() > 4:
                continue
            if self.random.random() < 0.08:
                continue
            hour = self.random.uniform(8, 18)
            midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
            when = int(midnight.timestamp() + hour * HOUR)
            year, week, _ = day.isocalendar()
            period = f"{year}-W{week:02}" if name == "hedy" else day.isoformat()
            self.at(when, "post", name, period)

    def handle(self, name, when):
        return "katherine" if name == "kat" and when >= self.renamed else name

    def member(self, name):
        return next((m for m in self.team["members"] if name in [m["handle"], *m["former"]]), None)

    def is_there(self, name, when):
        member = self.member(name)
        if member is None:
            return False
        day = datetime.fromtimestamp(when, timezone.utc).date().isoformat()
        away = any(begins <= day <= ends for begins, ends in member["absences"])
        return not away and not (member["left"] and member["left"] <= day)

    def run(self):
        while self.queue:
            when, _, kind, what = heapq.heappop(self.queue)
            getattr(self, kind)(when, *what)
        return {"stream": "".join(self.stream), "commits": self.commits}

    # What happens

    def team_file(self, when, version, team):
        self.team = team
        files = {".tidings/team.yaml": people.to_yaml(team)}
        if version == 0:
            files[".tidings/off.ics"] = people.CALENDAR
        self.commit(when, "ada", files, {"kind": "team", "team": team})

    def post(self, when, name, period):
        if not self.is_there(name, when):
            return
        carried, done = [], []
        for item in self.held.get(name, []):
            chance = self.random.random()
            if item.closed or (chance < 0.04 and not item.reopened):
                continue
            if chance < 0.08 and not item.reopened:
                done.append(item)
            else:
                carried.append(item)
            # What was opened again is carried once, and then is like any other.
            item.reopened = False
        new = []
        for _ in range(self.random.choice([0, 1, 1, 2, 2, 2, 3])):
            new += self.ask(when, name, period)
        self.held[name] = carried + new
        author = self.handle(name, when)
        update = {"kind": "update", "author": author, "period": period, "kudos": [], "notes": None}
        update["items"] = [item.fact(period) for item in carried + new]
        update["done"] = [item.fact(period) for item in done]
        if self.random.random() < 0.1:
            update["kudos"] = [[self.random.choice(list(people.ZONES))]]
        if self.random.random() < 0.06:
            update["notes"] = f"Could @{self.random.choice(['grace', 'data', 'linus'])} read this?"
        late = self.random.random() < 0.04
        self.write(when, when + (3 * HOUR if late else 60), update, name)
        if new and self.random.random() < 0.15:
            self.at(when + 4 * HOUR, "edit", name, period)

    def edit(self, when, name, period):
        """A later revision of an update asks one thing more."""
        author = self.handle(name, when)
        known = self.updates.get((author, period))
        if known is None or not self.is_there(name, when):
            return
        more = self.ask(when, name, period)
        self.held[name] = self.held[name] + more
        items = known["items"] + [item.fact(period) for item in more]
        self.write(when, when + 60, {**known, "items": items}, name)

    def ask(self, when, name, period):
        if self.asked >= THREADS:
            return []
        self.asked += 1
        pick = self.random
        others = [one for one in people.ZONES if one != name]
        chance = pick.random()
        if chance < 0.1:
            to = []
        elif chance < 0.25:
            to = [pick.choice(list(people.TEAMS))]
        elif chance < 0.3:
            to = [pick.choice(["stranger", name])]
        elif chance < 0.4:
            to = ["ada"]
        else:
            to = pick.sample(others, pick.choice([1, 1, 2, 3]))
        section = pick.choice(["questions", "questions", "blockers"])
        task = pick.choice(TASKS) if section == "blockers" and pick.random() < 0.15 else None
        address = (self.handle(name, when), period, "".join(pick.choices(IDS, k=4)))
        item = Item(address, section, to, task)
        self.talk(when, name, item)
        return [item]

    def talk(self, when, name, item):
        """Thinks of what is said to an item, and when."""
        pick, asked = self.random, []
        for one in item.to:
            asked += people.TEAMS.get(one, [one])
        asked = [one for one in asked if one in people.ZONES and one != name]
        who = {
            "asked": asked or list(people.ZONES),
            "author": [name],
            "other": [one for one in people.ZONES if one != name and one not in asked] or [name],
        }
        asked_says, more = ("asked", None), ("author", None)
        plots = [
            [],
            [],
            [asked_says],
            [asked_says],
            [asked_says, ("author", "resolved")],
            [("asked", "resolved")],
            [("asked", "acknowledged")],
            [("asked", "acknowledged"), asked_says, ("author", "acknowledged")],
            [("asked", "acknowledged"), more, asked_says],
            [asked_says, more, asked_says, more],
            [asked_says, more, asked_says, more, asked_says, ("other", "decided")],
            [("asked", "decided"), ("other", "decided")],
            [("other", None), asked_says],
            [("other", None)],
            [("author", "resolved"), ("other", "reopened")],
            [("author", "resolved")],
            [asked_says, ("author", "resolved"), ("asked", "reopened"), more],
            [("asked", "resolved"), ("author", "reopened")],
            [more, asked_says, asked_says],
        ]
        said = None
        for side, state in pick.choice(plots):
            when += int(pick.choice([0.2, 1, 3, 7, 20, 45]) * HOUR * pick.uniform(0.5, 1.5))
            answered = said if pick.random() < 0.7 else None
            said = f"{pick.getrandbits(48):012x}"
            self.at(when, "reply", pick.choice(who[side]), item, said, answered, state)

    def reply(self, when, name, item, said, answered, state):
        if self.member(name) is None or (self.member(name)["left"] and when > seconds("2026-10-19T20:00:00")):
            return
        author, period, _ = item.address
        if author == "kat" and when >= self.renamed and self.random.random() < 0.5:
            author = "katherine"
        if state in ("resolved", "decided"):
            item.closed = True
        elif state == "reopened":
            item.reopened, item.closed = item.closed, False
            mine = self.held.get("kat" if author == "katherine" else author, [])
            if item not in mine:
                mine.append(item)
        text = self.random.choice(["Forty days", "See the notes", "Ask @ada", "As @mobile says"])
        text = None if state == "acknowledged" or (state == "resolved" and said[0] < "8") else text
        fact = {
            "kind": "reply",
            "author": self.handle(name, when),
            "id": said,
            "to": [author, period, item.address[2]],
            "re": answered,
            "state": state,
            "text": text,
        }
        arrives = when + (26 * HOUR if self.random.random() < 0.05 else 0)
        self.at(arrives, "arrive", when, fact, name)

    def arrive(self, when, written, fact, name):
        author, period, item = fact["to"]
        known = [one["id"] for commit in self.commits for one in [commit["fact"]] if one["kind"] == "reply"]
        if fact["re"] not in known:
            fact["re"] = None
        lines = [f"author: {fact['author']}", f"to: {author}/{period}/{item}"]
        lines += [f"{key}: {fact[key]}" for key in ("re", "state") if fact[key]]
        if fact["text"]:
            lines.append(f"text: \"{fact['text']}\"")
        path = f"replies/{folder(period)}/{author}/{fact['id']}.yaml"
        self.commit(when, name, {path: document(lines)}, fact, written)

    def write(self, written, arrives, update, name):
        self.updates[update["author"], update["period"]] = update
        lines = [f"author: {update['author']}", f"period: {update['period']}"]
        for section, key in (("blockers", "needs"), ("questions", "to"), ("done", None)):
            listed = update["done"] if key is None else [
                item for item in update["items"] if item["section"] == section
            ]
            lines += [f"{section}:"] if listed else []
            for item in listed:
                lines += [f"  - id: {item['id']}", f"    text: About {item['id']}"]
                lines += [f"    since: {item['since']}"] if item["since"] else []
                lines += [f"    task: {item['task']}"] if item["task"] else []
                lines += [f"    {key}: [{', '.join(item['to'])}]"] if key and item["to"] else []
        for to in update["kudos"]:
            lines += ["kudos:", f"  - {{ to: [{to[0]}], text: Well done }}"]
        lines += [f"notes: \"{update['notes']}\""] if update["notes"] else []
        path = f"updates/{folder(update['period'])}/{update['author']}.yaml"
        self.at(arrives, "land", written, path, document(lines), update, name)

    def land(self, when, written, path, text, update, name):
        self.commit(when, name, {path: text}, update, written)

    # How it gets into the log

    def commit(self, when, name, files, fact, written=None):
        mark = len(self.commits) + 1
        skewed = 0
        if fact["kind"] != "team" and self.random.random() < 0.04:
            # A clock that lies, by minutes or by days, in either direction.
            skewed = self.random.choice([-200, -50, -1, 1, 9, 40]) * self.random.randrange(HOUR)
        committed, written = when + skewed, (written or when) + skewed
        who = f"{name} <{name}@example.org>"
        self.stream.append(
            f"commit refs/heads/tidings\nmark :{mark}\nauthor {who} {written} +0000\n"
            f"committer {who} {committed} +0000\ndata 5\nsaid\n\n"
        )
        parents, apart = [mark - 1] if mark > 1 else [], False
        if self.side is not None:
            # What was made side by side meets: a merge holds both.
            other, theirs = self.side
            parents, files, self.side = [mark - 1, other], {**theirs, **files}, None
        elif mark > 3 and self.random.random() < 0.05 and self.is_apart(fact):
            parents, apart = [mark - 2], True
            self.side = (mark - 1, self.last_files)
        self.stream += [f"from :{parents[0]}\n"] if parents else []
        self.stream += [f"merge :{parent}\n" for parent in parents[1:]]
        for path, text in files.items():
            self.stream.append(f"M 100644 inline {path}\ndata {len(text.encode())}\n{text}\n")
        self.last_files = files
        self.commits.append({"at": when, "committed": committed, "apart": apart, "fact": fact})

    def is_apart(self, fact):
        """Whether a commit and the one before it are about different things,
        so that their order is nobody's business."""
        last = self.commits[-1]["fact"]
        return fact["kind"] == last["kind"] == "reply" and fact["to"] != last["to"]


def folder(period):
    return period.replace("-", "/")


def document(lines):
    return "\n".join(["tidings: 1", *lines]) + "\n"


if __name__ == "__main__":
    story = Story(int(sys.argv[1]))
    print(json.dumps(story.run()))
