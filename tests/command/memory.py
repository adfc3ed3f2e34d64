#!/usr/bin/env python3
"""Takes the command's memory away at every point of a run: what was paid is told all the same. Prints TAP.

usage: memory.py JIMENG FAILING_MALLOC.so
"""

import base64
import json
import os
import re
import resource
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, state  # noqa: E402,F401
from harness import *  # noqa: E402,F403

SHIM = os.path.abspath(sys.argv[2])
MONEY = re.compile("may (have been accepted|exist) and (be )?billed: do not submit again unseen")
PAID = (9, 12, 13, 14, 130)


def short_of_memory(arguments, before=lambda: None, **environment):
    """How a run ends, and whether its submit reached the service."""
    service.requests.clear()
    whole = base64.b64encode(png(64, 64, noise=True)).decode()
    inside = 200, {"code": 10000, "data": {"status": "done", "binary_data_base64": [whole]}}
    service.pictures["/p"] = (200, png(64, 64, noise=True), "image/png")
    service.answers = [accepted(), state("generating"), inside if "--base64" in arguments else links(service.url + "/p")] + [state("generating")] * 50
    process = started("generate", "a cat", *arguments, before=before, JIMENG_MAX_POLL_ATTEMPTS="6", **environment)
    out, err = process.communicate(timeout=LIMIT)
    return process.returncode, out.decode(), err.decode(), bool(service.submits())


def is_told(arguments, code, out, err, sent):
    what = (arguments, code, out, err)
    if not sent:
        assert code != 0 and ID not in err, what
        return "not sent"
    assert code >= 0, what
    if code == 0:
        holds(out, service.url if "--base64" not in arguments else ".png")
        return "done"
    if ID in err:
        assert code in PAID, what
        holds(err, f"jimeng wait {ID}")
    else:
        assert MONEY.search(err) and code == 10, what
    if "--json" in arguments and out:
        same((json.loads(out)["exit_code"], json.loads(out)["task_id"] or ""), (code, ID if ID in err else ""))
    return "told"


KINDS = ([], ["--json"], ["--output", "{}.png"], ["--base64", "--json", "--output", "{}.png"])


def numbered(kind, number):
    return [word.format(number) for word in kind]


def allocations(kind):
    """About how many a whole run makes: the first number of them with which it succeeds."""
    low, high = 1, 1 << 20
    while high - low > low // 50 + 1:
        middle = (low + high) // 2
        code = short_of_memory(numbered(kind, f"m{middle}"), LD_PRELOAD=SHIM, FAIL_FROM=str(middle))[0]
        low, high = (low, middle) if code == 0 else (middle, high)
    return high


@check
def no_allocation_that_fails_hides_what_was_paid():
    for kind in KINDS:
        most = allocations(kind)
        seen = {}
        for number in sorted({max(1, most * step // 90) for step in range(1, 92)} | set(range(most - 12, most))):
            arguments = numbered(kind, number)
            said = is_told(arguments, *short_of_memory(arguments, LD_PRELOAD=SHIM, FAIL_FROM=str(number)))
            seen[said] = seen.get(said, 0) + 1
        print(f"# {' '.join(kind) or 'links'}: {most} allocations, {seen}")
        assert seen.get("told", 0) >= 5 and seen.get("not sent", 0) >= 5, seen


def starts_within(most):
    limits = lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most))  # noqa: E731
    return subprocess.run([JIMENG, "--version"], preexec_fn=limits, capture_output=True, timeout=LIMIT).returncode == 0


@check
def no_limit_on_memory_hides_what_was_paid():
    least = 1 << 20
    while not starts_within(least):
        least += 64 << 10
    seen = {}
    for kind in KINDS:
        for step in range(60):
            most = least + step * (64 << 10)
            arguments = numbered(kind, f"l{step}")
            said = is_told(arguments, *short_of_memory(arguments, before=lambda most=most: resource.setrlimit(resource.RLIMIT_AS, (most, most))))
            seen[said] = seen.get(said, 0) + 1
    print(f"# {seen}")


@check
def nothing_half_written_stays():
    same([name for name in os.listdir(scratch) if name.startswith(".")], [])


def peak_of(*arguments):
    process = started("generate", "a cat", "--json", *arguments)
    process.stdout.read()
    process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * 1024


@check
def an_answer_is_passed_on_without_a_tree_of_it():
    service.answers = [(400, b'{"code": 50411}')]
    usual = peak_of()
    for hostile in (b"[" + b"[]," * 330_000 + b"[]]", b'{"a":' + b"[" + b"1," * 500_000 + b"1]}", b'"' + "\u202e".encode() * 330_000 + b'"'):
        service.answers = [(400, hostile)]
        more = peak_of() - usual
        assert more < 14 * len(hostile), f"{more} bytes more for {len(hostile)}"


sys.exit(over())
