#!/usr/bin/env python3
"""Checks that docs/faults.md and the tests agree: what a row says is tested has a test that bears the row's number. The Chinese
page has the same rows in the same states.

usage: fault_rows.py SOURCE_DIR

A test bears numbers in its name: `row_13_...`, `row_5_and_6_...`, `row_1_2_and_30_...`.
"""

import itertools
import os
import re
import sys

TABLE_ROW = re.compile(r"^\| *(\d+) *\|([^|]+)\|([^|]+)\|([^|]+)\|$", re.MULTILINE)
NUMBERS = r"row_(\d+(?:_(?:and_)?\d+)*)_[a-z]"
BOOST_TEST = re.compile(r"^BOOST_\w+_TEST_CASE\((?:\s*)" + NUMBERS, re.MULTILINE)
PYTHON_TEST = re.compile(r"^@check\ndef " + NUMBERS, re.MULTILINE)
CHINESE_STATES = {"已测试": "tested", "部分": "in part", "尚未": "not yet"}
ANY_NAME = re.compile(r"\brow_\d\w*")


def read(path):
    with open(path, encoding="utf-8") as stream:
        return stream.read()


def files_below(folder, *endings):
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "node_modules")
        yield from (os.path.join(place, name) for name in sorted(names) if name.endswith(endings))


def rows_of(page):
    """Number and state of each row, in the order of the page."""
    return [(int(number), state.strip()) for number, _, _, state in TABLE_ROW.findall(page)]


def tests_of(path):
    """The numbers that each numbered test of a file bears."""
    pattern = PYTHON_TEST if path.endswith(".py") else BOOST_TEST
    return [[int(number) for number in re.findall(r"\d+", found)] for found in pattern.findall(read(path))]


def names_of(path):
    return len(set(ANY_NAME.findall(read(path))))


def wrong_in_page(rows):
    numbers = [number for number, _ in rows]
    if numbers != list(range(1, len(rows) + 1)) or not rows:
        yield f"the rows are not numbered from 1 without a gap: {numbers}"
    for number, state in rows:
        if state != "tested" and not re.match(r"(in part|not yet): \S", state):
            yield f"row {number}: {state!r} is not `tested`, `in part: ...` or `not yet: ...`"


def wrong_in_translation(rows, page):
    """The words differ, the numbers and states do not."""
    translated = TABLE_ROW.findall(page)
    states = [(number, CHINESE_STATES.get(re.split("[:：]", state.strip())[0])) for number, _, _, state in translated]
    wanted = [(str(number), re.split(":", state)[0]) for number, state in rows]
    for got, own in itertools.zip_longest(states, wanted):
        if got != own:
            yield f"faults.zh-CN.md: {got} stands where faults.md has {own}"


def wrong_in_codes(page, translated):
    for (number, *english), (_, *chinese) in zip(TABLE_ROW.findall(page), TABLE_ROW.findall(translated)):
        for own, other in zip(english[:2], chinese[:2]):
            if sorted(set(re.findall("`[^`]+`", own))) != sorted(set(re.findall("`[^`]+`", other))):
                yield f"row {number}: the two pages do not have the same words of code: {own.strip()} / {other.strip()}"


def wrong_between(rows, tested):
    for number, state in rows:
        if state.startswith("not yet") and number in tested:
            yield f"row {number} is not tested yet, it says, and {tested[number][0]} has a test of it"
        if not state.startswith("not yet") and number not in tested:
            yield f"row {number} is tested, it says, and no test bears its number"
    known = {number for number, _ in rows}
    for number in sorted(set(tested) - known):
        yield f"{tested[number][0]}: a test bears {number}, and there is no such row"


def wrong_in_tests(source, paths):
    """A test that Meson does not run, or a name that is no test, proves nothing."""
    built = "".join(read(path) for path in files_below(os.path.join(source, "tests"), "meson.build"))
    for path in paths:
        name = os.path.basename(path)
        stem = os.path.splitext(name)[0]
        if not re.search(rf"'(?:[\w/]*/)?{re.escape(stem)}(?:\.\w+)?'", built):
            yield f"{path}: no meson.build names it"
        if names_of(path) != len(tests_of(path)):
            yield f"{path}: {names_of(path)} names begin with row_, and {len(tests_of(path))} are tests"


def main(source):
    page, translated = (read(os.path.join(source, "docs", name)) for name in ("faults.md", "faults.zh-CN.md"))
    rows = rows_of(page)
    numbered = [path for path in files_below(os.path.join(source, "tests"), ".cpp", ".py")
                if ANY_NAME.search(read(path)) and not os.path.basename(path).startswith("fault_rows")]
    tested = {}
    for path in numbered:
        for number in (number for numbers in tests_of(path) for number in numbers):
            tested.setdefault(number, []).append(os.path.relpath(path, source))
    wrong = [*wrong_in_page(rows), *wrong_in_translation(rows, translated), *wrong_in_codes(page, translated), *wrong_between(rows, tested), *wrong_in_tests(source, numbered)]
    print("1..1")
    print(f"{'not ' if wrong else ''}ok 1 - the rows of docs/faults.md and the tests agree")
    print(f"# rows: {len(rows)}, tested: {sum(state == 'tested' for _, state in rows)}, "
          f"tests that bear a number: {sum(len(tests_of(path)) for path in numbered)}")
    for line in wrong:
        print("# " + line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
