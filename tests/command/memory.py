#!/usr/bin/env python3
"""Takes memory and descriptors away from the command at every point of a run: what was paid is told all the same. Prints TAP.

usage: memory.py JIMENG FAILING_MALLOC.so
"""

import base64
import itertools
import json
import os
import re
import resource
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, state  # noqa: E402,F401
from harness import *  # noqa: E402,F403

SHIM = os.path.abspath(sys.argv[2])
MONEY = re.compile("may (have been accepted|exist) and (be )?billed: do not submit again unseen")
PAID = (9, 12, 13, 14, 130)


def short_of_memory(arguments, before=lambda: None, padding=0, **environment):
    """How a run ends, and whether its submit reached the service."""
    service.requests.clear()
    whole = base64.b64encode(png(64, 64, noise=True)).decode()
    padded = 200, {"code": 10000, "data": {"status": "done", "image_urls": [service.url + "/p"]}, "padding": "x" * padding}
    inside = 200, {"code": 10000, "data": {"status": "done", "binary_data_base64": [whole]}}
    service.pictures["/p"] = (200, png(64, 64, noise=True), "image/png")
    service.answers = [accepted(), state("generating"), inside if "--base64" in arguments else padded] + [state("generating")] * 50
    process = started("generate", "a cat", *arguments, before=before, JIMENG_MAX_POLL_ATTEMPTS="3", **environment)
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


def nothing_half_written_stays():
    same([name for name in os.listdir(scratch) if not re.fullmatch(r"\d+(-\d+)?\.png", name)], [])


def first(low, high, is_reached):
    """The smallest number, about, from which something is reached."""
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_reached(middle) else (middle, high)
    return high


def soonest(low, high, is_reached):
    """As `first`, looked for from below: what is reached once may be missed again further up."""
    step = 16
    while low + step < high and not is_reached(low + step):
        low, step = low + step, step * 2
    return first(low, min(low + step, high), is_reached)


def tried(kind, number, **how):
    """With so much memory: `not sent`, `told` or `done`."""
    arguments = numbered(kind, f"{number}-{next(counter)}")
    return is_told(arguments, *short_of_memory(arguments, **how))


def between_submit_and_success(kind, low, high, steps, how):
    """Tries numbers from where a submit is sent to where a run succeeds; how many ended how."""
    sent = first(low, high, lambda number: tried(kind, number, **how(number)) != "not sent")
    done = soonest(sent, high, lambda number: tried(kind, number, **how(number)) == "done")
    seen = {}
    for step in range(steps + 1):
        number = sent + (done - sent) * step // steps
        said = tried(kind, number, **how(number))
        seen[said] = seen.get(said, 0) + 1
    print(f"# {' '.join(kind) or 'links'}: {sent} to {done}: {seen}")
    return seen


counter = itertools.count()


@check
def row_54_no_allocation_that_fails_hides_what_was_paid():
    for kind in KINDS:
        seen = between_submit_and_success(kind, 1, 1 << 16, 40, lambda number: {"LD_PRELOAD": SHIM, "FAIL_FROM": str(number)})
        assert seen.get("told", 0) >= 20, seen
    nothing_half_written_stays()


def limited_to(pages):
    most = pages << 14
    return {"padding": 900_000, "before": lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most))}


@check
def row_54_no_limit_on_memory_hides_what_was_paid():
    for kind in (["--json"], ["--json", "--output", "{}.png"]):
        seen = between_submit_and_success(kind, 1 << 6, 1 << 15, 20, limited_to)
        assert seen.get("told", 0) >= 5, seen
    nothing_half_written_stays()


@check
def row_54_few_descriptors_lose_no_id():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    outcomes = set()
    for most in range(3, 16):
        service.answers = [accepted(), links(service.url + "/p")]
        service.requests.clear()
        process = started("generate", "a cat", "--output", f"{most}.png", before=lambda most=most: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most)))
        err = process.communicate(timeout=LIMIT)[1].decode()
        assert process.returncode > 0 or process.returncode == 0, (most, process.returncode, err)
        if service.submits():
            assert process.returncode == 0 or ID in err or MONEY.search(err), (most, process.returncode, err)
        else:
            assert process.returncode in (8, 13, 127) or "nothing" in err, (most, process.returncode, err)
        outcomes.add(process.returncode)
    assert 0 in outcomes and len(outcomes) > 1, outcomes
    nothing_half_written_stays()


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
