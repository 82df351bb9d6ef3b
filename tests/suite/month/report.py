"""What each report has to say of a month's answers at a moment."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from clock import common
from reckon import first_day, last_day, nearest_rank

HERE = ZoneInfo("Europe/Paris")
PEOPLE = 3


def day_at(now, zone=HERE):
    return datetime.fromtimestamp(now, zone).date()


def address(thread):
    # Under the handle that its author had when they wrote of it last.
    author = thread.log.updates[thread.author, thread.holder][1]["author"]
    return f"{author}/{thread.period}/{thread.item['id']}"


def order(thread, now, zone):
    due, _, _ = thread.due()
    age = max(0, (day_at(now, zone) - first_day(thread.period)).days)
    return (due is None, due or 0, -age, address(thread).split("/")[0], thread.item["id"])


def counting(log, week):
    """What is open, the most pressing first, without that of people who had
    left when the week began and said nothing in it."""
    def counts(who):
        left = log.left(who)
        posted = any(
            author == who and first_day(period) <= week[1] and last_day(period) >= week[0]
            for author, period in log.updates
        )
        return posted or left is None or left > week[0].isoformat()

    return [thread for thread in log.open() if counts(thread.author)]


def waiting(thread, now):
    due, _, by = thread.due()
    clock = thread.log.clock(by) if by else None
    turn = "nobody" if thread.turn == "asked" and not thread.asked else thread.turn
    return {
        "turn": turn,
        "people": thread.waited_for(),
        "since": thread.since,
        "acknowledged": thread.seen,
        "due": due,
        "due_from": by,
        "minutes_left": clock.worked(now, due) // 60 if by and now < due else None,
        "minutes_overdue": clock.worked(due, now) // 60 if by and now >= due else None,
        "replies": len(thread.replies),
        "exchanges": thread.exchanges,
    }


def talks(log, threads, now):
    """What had better be talked over: lists of threads with the rules they meet."""
    rules = log.guide["escalate"]
    blocked = {}
    for thread in threads:
        if thread.purpose == "blocker":
            things = [thread.item["task"]] if thread.item["task"] else thread.asked
            for thing in things:
                blocked.setdefault(thing, []).append(thread)
    cases = []
    for together in blocked.values():
        is_known = any(case == together for case, _ in cases)
        if len({thread.author for thread in together}) >= rules["people"] and not is_known:
            cases.append((together, {"people"}))
    place = {id(thread): n for n, thread in enumerate(threads)}
    places = lambda case: [place[id(thread)] for thread in case[0]]
    cases.sort(key=places)
    for thread in threads:
        met = set()
        due, _, by = thread.due()
        if by:
            limit = log.promised(by, due, rules["overdue"])
            met |= {"overdue"} if limit is not None and limit <= now else set()
        met |= {"exchanges"} if thread.exchanges >= rules["exchanges"] else set()
        if met:
            known = next((case for case in cases if thread in case[0]), None)
            if known:
                known[1].update(met)
            else:
                cases.append(([thread], met))
    return sorted(cases, key=places)


def talk(log, case, now):
    threads, rules = case
    people = set()
    for thread in threads:
        people |= {thread.author, *(thread.asked or [reply["who"] for reply in thread.replies])}
    people = {who for who in people if who in log.names and log.clock(who).is_in_team(log.clock(who).today(now))}
    shared = common([log.clock(who) for who in people], now, now + 14 * 24 * 3600) if len(people) > 1 else None
    return {
        "rules": sorted(rules),
        "items": [address(thread) for thread in threads],
        "people": sorted(people),
        "from": shared and shared[0],
        "until": shared and shared[1],
    }


def digest(log, now, who, options):
    monday = day_at(now) - timedelta(days=day_at(now).weekday())
    threads = counting(log, (monday, monday + timedelta(days=6)))
    threads.sort(key=lambda thread: order(thread, now, HERE))
    cases = talks(log, threads, now)
    view = lambda thread: {
        "address": address(thread),
        "waiting": waiting(thread, now),
        "talk": any(thread in case[0] for case in cases),
    }
    listed = lambda section: [view(t) for t in threads if t.item["section"] == section]
    return {
        "blockers": listed("blockers"),
        "questions": listed("questions"),
        "talk": [talk(log, case, now) for case in cases],
    }


def status(log, now, who, options):
    clock = log.clock(who)
    zone = ZoneInfo(clock.zone(clock.today(now)))
    monday = day_at(now, zone) - timedelta(days=day_at(now, zone).weekday())
    threads = counting(log, (monday, monday + timedelta(days=6)))
    threads.sort(key=lambda thread: order(thread, now, zone))
    cases = [talk(log, case, now) for case in talks(log, threads, now)]
    threads.sort(key=lambda thread: order(thread, now, zone)[2:])
    gone = lambda who: log.left(who) is not None and log.left(who) <= clock.today(now).isoformat()
    waits = lambda t: t.turn == "asked" and who in t.asked and who not in t.seen and not gone(t.author)
    return {
        "waiting": [address(thread) for thread in threads if waits(thread)],
        "open": [address(thread) for thread in threads if thread.author == who],
        "talk": [case for case in cases if who in case["people"]],
    }


def inbox(log, now, who, options):
    today = log.clock(who).today(now).isoformat()
    listed, seen = [], []
    for thread in log.open():
        left = log.left(thread.author)
        if left is not None and left <= today:
            continue
        if thread.turn == "asked" and who in thread.asked:
            kind = thread.purpose
        elif thread.turn == "author" and thread.author == who:
            kind = "answer"
        else:
            continue
        due = thread.dues().get(who)
        one = {
            "kind": kind,
            "address": address(thread),
            "since": thread.since,
            "due": due,
            "overdue": due is not None and due <= now,
            "acknowledged_by": thread.seen,
            "asked": thread.asked,
            "replies": len(thread.replies),
        }
        if who not in thread.seen:
            listed.append(one)
        elif thread.turn == "asked":
            seen.append(one)
    return {"waiting": listed, "acknowledged": seen}


class Counted:
    """What is counted of how some people were asked and answered."""

    def __init__(self, requests, people):
        self.people, self.lengths, self.judged = set(), [], 0
        self.numbers = dict.fromkeys(
            ["asked", "answered", "by_others", "unanswered", "waiting", "overdue", "in_time"], 0)
        for request in requests:
            asked = set(request["asked"]) & people
            if asked:
                self.people |= asked
                self.count(request, people)

    def count(self, request, people):
        numbers, by = self.numbers, request["by"]
        numbers["asked"] += 1
        if by in people:
            numbers["answered"] += 1
            self.lengths.append(request["length"])
            self.judged += request["in_time"] is not None
            numbers["in_time"] += request["in_time"] is True
        elif by:
            numbers["by_others"] += 1
        elif request["waiting"]:
            numbers["waiting"] += 1
            numbers["overdue"] += request["overdue"]
        else:
            numbers["unanswered"] += 1

    def told(self):
        of = self.judged + self.numbers["overdue"]
        share = (200 * self.numbers["in_time"] + of) // (2 * of) if of else None
        return {
            **self.numbers,
            "people": len(self.people),
            "in_time_percent": share,
            "median_minutes": nearest_rank(self.lengths, 50),
            "p90_minutes": nearest_rank(self.lengths, 90),
        }

    def row(self):
        return self.told() if len(self.people) >= PEOPLE or not self.people else None


def request(thread, now, change):
    log = thread.log
    before = change is not None and thread.appeared < change[0]
    promise = (change[1] if before else log.guide).get(thread.purpose)
    dues = [log.promised(one, thread.appeared, promise) for one in thread.asked] if promise else []
    due = min((due for due in dues if due is not None), default=None)
    by, at = thread.first or (None, None)
    is_waiting = by is None and thread.is_open()
    return {
        "asked": thread.asked,
        "after": not before,
        "by": by,
        "length": by and log.clock(by).worked(thread.appeared, at),
        "in_time": at <= due if by and due is not None else None,
        "waiting": is_waiting,
        "overdue": is_waiting and due is not None and due <= now,
    }


def circles_of(log, key):
    circles = {}
    for member in log.team["members"]:
        for name in member.get(key) or [""]:
            circles.setdefault(name, set()).add(member["handle"])
    return circles


def may_tell(log, requests, people):
    """Enough were asked, and enough are left of each larger group."""
    asked = lambda people: set(Counted(requests, people).people)
    here, all = asked(people), {m["handle"] for m in log.team["members"]}
    groups = [group for key in ("teams", "projects", "roles") for group in circles_of(log, key).values()]
    rests = [wider - here for wider in map(asked, groups + [all]) if here <= wider]
    return not here or len(here) >= PEOPLE and all_large(rests)


def all_large(rests):
    return not any(0 < len(rest) < PEOPLE for rest in rests)


def groups(log, requests, key, selected):
    """Rows by group; what cannot be told for itself is put together, with as
    much else as it needs. Of a selection there are none."""
    circles = circles_of(log, key)
    if selected != set().union(*circles.values()):
        return []
    asked = lambda people: len(Counted(requests, people).people)
    told = lambda people: may_tell(log, requests, people)
    large = [name for name in sorted(circles) if asked(circles[name]) and told(circles[name])]
    small = [name for name in sorted(circles) if not told(circles[name])]
    others = lambda: set().union(*(circles[name] for name in small))
    while small and large and not told(others()):
        fewest = min(large, key=lambda name: asked(circles[name]))
        large.remove(fewest)
        small.append(fewest)
    rows = [[name, Counted(requests, circles[name]).row()] for name in large]
    return rows + ([["Others", Counted(requests, others()).row()]] if small else [])


def total(log, requests, people):
    return Counted(requests, people).row() if may_tell(log, requests, people) else None


def answers(log, now, who, options):
    since, until = options["since"], options["until"]
    changes = [
        (at, before)
        for (_, before), (at, guide) in zip(log.guides, log.guides[1:])
        if before != guide and day_at(at).isoformat() >= since
    ]
    change = changes[-1] if changes else None
    team, told = options.get("team"), {"changed_at": change and change[0]}
    selected = {m["handle"] for m in log.team["members"] if team is None or team in m["teams"]}
    inside = lambda period: since <= first_day(period).isoformat() and last_day(period).isoformat() <= until
    for purpose in ("question", "blocker"):
        requests = [
            request(thread, now, change)
            for thread in log.threads()
            if thread.purpose == purpose and thread.asked and inside(thread.period)
        ]
        parts = [None, None]
        if change:
            parts = [total(log, [r for r in requests if r["after"] == after], selected) for after in (False, True)]
            parts = parts if None not in parts else [None, None]
        if options["by"] == "member":
            own = Counted(requests, {who} & selected)
            rows = [[who, own.told()]] if own.people else []
        else:
            rows = groups(log, requests, options["by"] + "s", selected)
        told[purpose] = {
            "rows": rows,
            "total": total(log, requests, selected),
            "before": parts[0],
            "after": parts[1],
        }
    return told
