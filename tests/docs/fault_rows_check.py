#!/usr/bin/env python3
"""Checks that fault_rows.py finds what is wrong. Prints TAP."""

import contextlib
import io
import os
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import fault_rows  # noqa: E402

GOOD = {"docs/faults.md": "| row | fault | seen | tests |\n|---|---|---|---|\n| 1 | a | b | tested |\n| 2 | a | b | in part: c |\n| 3 | a | b | not yet: c |\n",
        "docs/faults.zh-CN.md": "| 行 | 故障 | 看到 | 测试 |\n|---|---|---|---|\n| 1 | a | b | 已测试 |\n| 2 | a | b | 部分：c |\n| 3 | a | b | 尚未：c |\n",
        "tests/meson.build": "'unit/wire': ['one'], files('two.py')",
        "tests/one.cpp": "BOOST_AUTO_TEST_CASE(row_1_a)\nBOOST_FIXTURE_TEST_CASE(another, fixture)\n",
        "tests/two.py": "@check\ndef row_1_and_2_b():\n    pass\n"}
WRONG = {
    "a row without a test": {"tests/two.py": "@check\ndef other():\n    pass\n"},
    "a number that no row has": {"tests/one.cpp": "BOOST_AUTO_TEST_CASE(row_4_a)\n"},
    "a test of what is not tested yet": {"tests/one.cpp": "BOOST_AUTO_TEST_CASE(row_3_a)\n"},
    "a row that is missing": {"docs/faults.md": "| 1 | a | b | tested |\n| 3 | a | b | not yet: c |\n"},
    "a state that is none": {"docs/faults.md": "| 1 | a | b | tested |\n| 2 | a | b | perhaps |\n"},
    "a file that is not run": {"tests/meson.build": "'unit/wire': ['one']"},
    "a function that is not run": {"tests/two.py": "@check\ndef row_1_and_2_b():\n    pass\n\n\ndef row_1_c():\n    pass\n"},
    "a translation that lacks a row": {"docs/faults.zh-CN.md": "| 1 | a | b | 已测试 |\n| 2 | a | b | 部分：c |\n"},
    "a translation in another state": {"docs/faults.zh-CN.md": "| 1 | a | b | 已测试 |\n| 2 | a | b | 已测试 |\n| 3 | a | b | 尚未：c |\n"},
    "a translation with other code": {"docs/faults.zh-CN.md": "| 1 | a | `b` | 已测试 |\n| 2 | a | b | 部分：c |\n| 3 | a | b | 尚未：c |\n"},
    "no table": {"docs/faults.md": ""},
}


def judged(files):
    """What the checker returns for such a checkout."""
    with tempfile.TemporaryDirectory() as source, contextlib.redirect_stdout(io.StringIO()):
        for name, content in files.items():
            path = os.path.join(source, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(content)
        return fault_rows.main(source)


results = [("a good checkout is taken", judged(GOOD) == 0)]
results += [(name + " is found", judged({**GOOD, **change}) == 1) for name, change in WRONG.items()]
print(f"1..{len(results)}")
for number, (name, good) in enumerate(results, 1):
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
sys.exit(not all(good for _, good in results))
