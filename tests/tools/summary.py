#!/usr/bin/env python3
"""Counts the cases of test runs of Meson, shows what failed, and ends with `N passed, N failed`.

usage: summary.py TESTLOG.json...

A program of Boost.Test reports its cases (--report_level=short), a script prints TAP, a tool may end with a line
`N passed, N failed`; whatever does neither is one case.
"""

import json
import os
import re
import sys
from collections import Counter

BOOST = re.compile(r"^\s*(\d+) test cases? out of \d+ (passed|failed|skipped)", re.MULTILINE)
TAP = re.compile(r"^(not )?ok\b(.*)$", re.MULTILINE)
PLAN = re.compile(r"^1\.\.(\d+)", re.MULTILINE)
COUNTED = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", re.MULTILINE)
GOOD = ("OK", "EXPECTEDFAIL", "SKIP")


def boost_cases(text):
    count = Counter()
    for number, word in BOOST.findall(text):
        count[word] += int(number)
    return count


def tap_cases(text):
    count = Counter()
    for bad, rest in TAP.findall(text):
        count["skipped" if re.search(r"#\s*skip", rest, re.IGNORECASE) else "failed" if bad else "passed"] += 1
    if plan := PLAN.search(text):
        count["failed"] += max(0, int(plan[1]) - count.total())
    return count


def counted_cases(text):
    passed, failed, skipped = COUNTED.findall(text)[-1]
    return Counter(passed=int(passed), failed=int(failed), skipped=int(skipped or 0))


def cases(test):
    text = (test.get("stdout") or "") + "\n" + (test.get("stderr") or "")
    count = Counter()
    if BOOST.search(text):
        count = boost_cases(text)
    elif TAP.search(text):
        count = tap_cases(text)
    elif COUNTED.search(text):
        count = counted_cases(text)
    if test["result"] not in GOOD:
        # Whatever the program counted: it crashed, ran out of time or left with an error.
        count["failed"] = max(1, count["failed"])
    elif not count.total():
        count["skipped" if test["result"] == "SKIP" else "passed"] = 1
    return count, text


def show_failure(path, test, text):
    print(f"--- {test['name']} ({test['result']}), from {path}")
    lines = [line for line in text.splitlines() if line.strip() and not re.match(r"ok\b", line)]
    print("\n".join(lines[:20] + (["..."] if len(lines) > 60 else []) + lines[20:][-40:]))


def main(paths):
    total = Counter()
    for path in paths:
        if not os.path.exists(path):
            print(f"--- no result in {path}: the tests did not run")
            total["failed"] += 1
            continue
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                test = json.loads(line)
                count, text = cases(test)
                total += count
                if count["failed"]:
                    show_failure(path, test, text)
                for reason in re.findall(r"^(?:ok\b|1\.\.0).*#\s*SKIP.*$", text, re.MULTILINE | re.IGNORECASE):
                    print(f"skipped: {test['name']}: {reason}")
    if total["skipped"]:
        print(f"{total['skipped']} skipped")
    print(f"{total['passed']} passed, {total['failed']} failed")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
