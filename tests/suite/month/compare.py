"""Compares what the program said in a month with what is reckoned of it.

Reads JSON: the story, and what was printed at which moment of it; prints a line
for each difference, and how much was compared.
"""

import json
import sys

import report
from reckon import Log, seconds


def view(item):
    keys = ("turn", "people", "acknowledged", "due_from", "minutes_left", "minutes_overdue", "replies", "exchanges")
    said = item["waiting"]
    told = {key: said[key] for key in keys} | {key: seconds(said[key]) for key in ("since", "due")}
    return {"address": item["item"]["address"], "waiting": told, "talk": item["talk"]}


def talk(said):
    return {
        "rules": sorted(said["rules"]),
        "items": [item["item"]["address"] for item in said["items"]],
        "people": sorted(said["people"]),
        "from": seconds(said["from"]),
        "until": seconds(said["until"]),
    }


def digest(said):
    attention = said["attention"]
    return {
        "blockers": [view(item) for item in attention["blockers"]],
        "questions": [view(item) for item in attention["questions"]],
        "talk": [talk(one) for one in attention["talk"]],
    }


def status(said):
    addresses = lambda key: [item["item"]["address"] for item in said[key]]
    return {
        "waiting": addresses("waiting"),
        "open": addresses("open"),
        "talk": [talk(one) for one in said["talk"]],
    }


def inbox(said):
    def listed(key):
        times = [(one["kind"] == "kudos", one["due"] is None, seconds(one["due"]) or 0,
                  one["since"] is None, seconds(one["since"]) or 0) for one in said[key]]
        assert times == sorted(times), f"{key} is not in order: {times}"
        keys = ("kind", "address", "overdue", "acknowledged_by", "asked", "replies")
        kinds = ("question", "blocker", "answer")
        return [
            {key: one[key] for key in keys} | {key: seconds(one[key]) for key in ("since", "due")}
            for one in said[key] if one["kind"] in kinds
        ]

    return {"waiting": listed("waiting"), "acknowledged": listed("acknowledged")}


def answers(said):
    keys = ("people", "asked", "answered", "by_others", "unanswered", "waiting", "overdue",
            "in_time", "in_time_percent", "median_minutes", "p90_minutes")
    numbers = lambda row: row and row["numbers"] and {key: row["numbers"][key] for key in keys}
    told = {"changed_at": seconds(said["changed_at"])}
    for purpose in said["purposes"]:
        told[purpose["key"]] = {
            "rows": [[row["key"] or row["title"], numbers(row)] for row in purpose["rows"]],
            "total": numbers(purpose["total"]),
            "before": numbers(purpose["before"]),
            "after": numbers(purpose["after"]),
        }
    return told


def differences(path, theirs, ours):
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for key in sorted(theirs.keys() | ours.keys()):
            yield from differences(f"{path}.{key}", theirs.get(key), ours.get(key))
    elif isinstance(theirs, list) and isinstance(ours, list) and theirs != ours:
        if len(theirs) != len(ours) or not theirs or not isinstance(theirs[0], dict):
            name = lambda one: one["address"] if isinstance(one, dict) and "address" in one else one
            gone = [name(one) for one in ours if one not in theirs]
            more = [name(one) for one in theirs if one not in ours]
            yield f"{path}: the program lacks or differs in {gone}, and has {more}"
        else:
            for n, (one, other) in enumerate(zip(theirs, ours)):
                yield from differences(f"{path}[{n}:{other.get('address', '')}]", one, other)
    elif theirs != ours:
        yield f"{path}: the program says {theirs!r}, reckoned is {ours!r}"


def main():
    given = json.load(sys.stdin)
    commits, clocks, logs = given["story"]["commits"], {}, {}
    for run in given["runs"]:
        count, kind = run["commits"], run["report"]
        if count not in logs:
            logs[count] = Log(commits[:count], clocks)
        args = (logs[count], seconds(run["now"]), run["who"], run["options"])
        ours = getattr(report, kind)(*args)
        theirs = globals()[kind](run["said"])
        if kind == "inbox":
            # What waits equally long stands in no promised order.
            for said in (theirs, ours):
                for listed in said.values():
                    listed.sort(key=lambda one: (one["due"] is None, one["due"] or 0, one["since"], one["address"]))
        for line in differences(kind, theirs, ours):
            print(f"{run['now']} {run['who']} {json.dumps(run['options'])} {line}")
    print(f"{len(given['runs'])} reports compared")


main()
