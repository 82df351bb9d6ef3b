#!/usr/bin/env python3
"""Prints the licences of everything that is built into the program.

They ask to be given on with it. The list comes from `cargo metadata`, for all
targets of a release; the texts are those that the packages carry.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Where a package carries the text of what it builds in.
FURTHER = {"libgit2-sys": ["libgit2/COPYING"]}
NAMES = ("licen", "copying", "copyright", "notice", "unlicense")


def metadata(targets):
    """Asks cargo for the packages and how they depend on each other."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1"]
    for target in targets:
        command += ["--filter-platform", target]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def built_in(graph):
    """Follows normal dependencies from the root; others leave nothing behind."""
    nodes = {node["id"]: node for node in graph["resolve"]["nodes"]}
    found, ahead = set(), [graph["resolve"]["root"]]
    while ahead:
        for dependency in nodes[ahead.pop()]["deps"]:
            normal = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if normal and dependency["pkg"] not in found:
                found.add(dependency["pkg"])
                ahead.append(dependency["pkg"])
    return found


def texts(package):
    """Returns the licence texts in a package, in order, each once."""
    folder = pathlib.Path(package["manifest_path"]).parent
    files = [file for file in folder.iterdir() if file.is_file() and file.name.lower().startswith(NAMES)]
    files += [folder / name for name in FURTHER.get(package["name"], [])]
    read = [file.read_text(encoding="utf-8", errors="replace").strip() for file in sorted(files)]
    return list(dict.fromkeys(read))


def main():
    graph = metadata(sys.argv[1:])
    wanted = built_in(graph)
    packages = [package for package in graph["packages"] if package["id"] in wanted]
    print("What is built into tidings, and its licences.\n")
    print("The standard library of Rust: MIT OR Apache-2.0, https://www.rust-lang.org/")
    print("musl, in the archives for Linux: MIT, https://musl.libc.org/\n")
    shared = {}
    for package in sorted(packages, key=lambda package: (package["name"], package["version"])):
        title = f"{package['name']} {package['version']}: {package['license']}"
        print(f"{title}\n  {package.get('repository') or package.get('homepage') or ''}")
        for text in texts(package):
            shared.setdefault(text, []).append(f"{package['name']} {package['version']}")
    for text, names in shared.items():
        print(f"\n{'=' * 72}\n{', '.join(names)}\n{'=' * 72}\n\n{text}")


if __name__ == "__main__":
    main()
