#!/usr/bin/env python3
"""Prints a composite action as a workflow that can be called, in JSON.

actionlint reads workflows only. So every step of an action and every
expression in it is looked at in the same way, with the action's own inputs.
"""

import json
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    action = yaml.safe_load(file)

inputs = {
    name: {"type": "string", "required": told.get("required", False)}
    for name, told in action.get("inputs", {}).items()
}
# Not part of a workflow's input: the expression a default may hold. It is
# looked at as the value of a variable.
defaults = {
    f"DEFAULT_{name.upper().replace('-', '_')}": told["default"]
    for name, told in action.get("inputs", {}).items()
    if told.get("default")
}
job = {"runs-on": "ubuntu-24.04", "steps": action["runs"]["steps"]}
if defaults:
    job["env"] = defaults
if action.get("outputs"):
    job["outputs"] = {name: told["value"] for name, told in action["outputs"].items()}
workflow = {
    "name": action["name"],
    "on": {"workflow_call": {"inputs": inputs}},
    "jobs": {"action": job},
}
json.dump(workflow, sys.stdout, indent=1)
