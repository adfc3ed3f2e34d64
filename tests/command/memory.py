#!/usr/bin/env python3
"""Takes memory and descriptors away from the command at every point of a run: what was paid is told all the same. Prints TAP.

usage: memory.py JIMENG FAILING_MALLOC.so

JIMENG_DEEP=1 fails every single allocation of a run with a journal instead of some.
"""

import base64
import glob
import itertools
import json
import os
import re
import resource
import sys
import tempfile

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
    service.settle()
    return process.returncode, out.decode(), err.decode(), bool(service.submits())


def is_told(arguments, code, out, err, sent, task=ID):
    what = (arguments, code, out, err)
    if not sent:
        assert code != 0 and task not in err, what
        return "not sent"
    assert code >= 0, what
    if code == 0:
        holds(out, service.url if "--base64" not in arguments else ".png")
        return "done"
    if task in err:
        assert code in PAID, what
        holds(err, f"jimeng wait {task}")
    else:
        assert MONEY.search(err) and code == 10, what
    if "--json" in arguments and out:
        same((json.loads(out)["exit_code"], json.loads(out)["task_id"] or ""), (code, task if task in err else ""))
    return "told"


KINDS = ([], ["--json"], ["--output", "{}.png"], ["--base64", "--json", "--output", "{}.png"])


def numbered(kind, number):
    return [word.format(number) for word in kind]


def nothing_half_written_stays():
    names = [name for _, _, names in os.walk(scratch) for name in names]
    same([name for name in names if not re.fullmatch(r"\d+(-\d+)?(-again)?(\.\d+)?\.png", name)], [])


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


def task_of(number):
    return str(7392616336519000000 + number)


def kept_run(number, kept, **failing):
    """One run with a journal, under a prompt and with a task of its own; how it ended."""
    service.requests.clear()
    service.answers = [accepted(task_of(number)), state("generating"), links(service.url + "/p")] + [state("generating")] * 50
    words = f"cat {number}", "--output", f"{number}.png"
    process = started("generate", *words, LD_PRELOAD=SHIM, JIMENG_MAX_POLL_ATTEMPTS="3", **kept, **failing)
    out, err = process.communicate(timeout=LIMIT)
    service.settle()
    sent = bool(service.submits())
    if sent and process.returncode == 0:
        same(dimensions(os.path.join(scratch, f"{number}.png")), (64, 64))
    return is_told(words, process.returncode, out.decode(), err.decode(), sent, task_of(number))


def jobs_in(kept):
    return {int(job["subject"].split()[1]): job for job in Run("tasks", "--json", env=keys(**kept)).json if job["subject"]}


def brought_home(ends, kept):
    """What the journal says of runs that ended so, and what of it `resume --all` brings home; how many came late."""
    before = jobs_in(kept)
    for number, end in ends.items():
        standing = before[number]["standing"] if number in before else "nothing"
        assert standing in {"not sent": ("nothing", "not sent", "unknown"), "told": ("unknown", "accepted", "done"), "done": ("done",)}[end], (
            number, end, standing)
        assert standing == "unknown" or end != "told" or before[number]["task_id"] == task_of(number), before[number]
    late = [number for number, job in before.items() if job["standing"] == "accepted"]
    service.requests.clear()
    service.answers = [links(service.url + "/p")] * len(late)
    Run("resume", "--all", env=keys(**kept))
    same(service.submits(), [])
    after = jobs_in(kept)
    for number in late:
        same((number, after[number]["standing"]), (number, "done"))
        same(dimensions(os.path.join(scratch, f"{number}.png")), (64, 64))
    return len(late)


@check
def row_54_with_a_journal_no_allocation_that_fails_loses_what_was_accepted():
    service.pictures["/p"] = (200, png(64, 64), "image/png")
    count = os.path.join(place["journal"], "count")
    kept = {"JIMENG_STATE_DIR": place["journal"]}
    same(kept_run(0, kept, COUNT_TO=count), "done")
    with open(count, encoding="utf-8") as file:
        allocations = int(file.read())
    sent = first(1, allocations, lambda number: kept_run(number, kept, FAIL_FROM=str(number)) != "not sent")
    deep = os.environ.get("JIMENG_DEEP") == "1"
    numbers = range(1, allocations + 1) if deep else range(sent - 10, allocations, (allocations - sent) // 50)
    for way in ("FAIL_FROM", "FAIL_AT"):
        with tempfile.TemporaryDirectory() as folder:
            os.mkdir(os.path.join(folder, "jobs"), 0o700)
            kept = {"JIMENG_STATE_DIR": folder}
            ends = {number: kept_run(number, kept, **{way: str(number)}) for number in numbers}
            late = brought_home(ends, kept)
        nothing_half_written_stays()
        for picture in glob.glob(os.path.join(glob.escape(scratch), "*.png")):
            os.unlink(picture)
        seen = {end: sum(one == end for one in ends.values()) for end in sorted(set(ends.values()))}
        print(f"# {way}: {len(ends)} of {allocations} allocations, {sent} before the submit: {seen}; {late} brought home by resume")
        assert seen.get("told", 0) >= 5 and late >= 5, (way, seen, late)


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
