#!/usr/bin/env python3
"""Checks that every public header has its test file, and that no test file is left out of the build.

usage: mirror.py compile_commands.json SOURCE_DIR

Tests of PostgreSQL are part of a build with libpq.
"""

import json
import os
import sys


def files_below(folder, ending, without=()):
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in without)
        for name in sorted(names):
            if name.endswith(ending):
                yield os.path.relpath(os.path.join(where, name), folder)


def main(database, source):
    with open(database, encoding="utf-8") as stream:
        compiled = {os.path.realpath(os.path.join(entry["directory"], entry["file"])) for entry in json.load(stream)}
    unit = os.path.join(source, "tests", "unit")
    results = []
    for header in files_below(os.path.join(source, "include", "jimeng"), ".hpp", without=("impl", "detail", "drawing")):
        if "/" in header:  # an umbrella has nothing of its own to test
            name = header.removesuffix(".hpp") + ".cpp"
            results.append((f"{header} has tests/unit/{name}", os.path.exists(os.path.join(unit, name))))
    tests = os.path.join(source, "tests")
    with_libpq = os.path.realpath(os.path.join(source, "src", "postgresql.cpp")) in compiled
    for test in files_below(tests, ".cpp", without=("consumers", "node_modules")):
        if "postgresql" in test and not with_libpq:
            continue
        results.append((f"tests/{test} is part of the build", os.path.realpath(os.path.join(tests, test)) in compiled))
    print(f"1..{len(results)}")
    for number, (name, good) in enumerate(results, 1):
        print(f"{'' if good else 'not '}ok {number} - {name}")
    return 0 if results and all(good for _, good in results) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
