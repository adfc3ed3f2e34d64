#!/usr/bin/env python3
"""Breaks a run at each of its system calls: what was paid is known afterwards, and nothing is paid twice. Prints TAP.

usage: breaks.py JIMENG BREAKING_CALLS.so
"""

import errno
import json
import os
import re
import signal
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, state  # noqa: E402,F401
from harness import *  # noqa: E402,F403

SHIM = os.path.abspath(sys.argv[2])
CAT = ("a cat", "--width", "1024", "--height", "1024")
DISK = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS)


def kept_in(name):
    """A journal of its own for each run; its folder exists, as after a first run."""
    folder = os.path.join(scratch, name)
    os.makedirs(os.path.join(folder, "jobs"), 0o700)
    os.chmod(folder, 0o700)
    return {"JIMENG_STATE_DIR": folder}


def broken(*arguments, at, how, answers=(), **environment):
    """A run whose n-th call breaks."""
    service.requests.clear()
    service.pictures["/p"] = (200, png(1024, 1024), "image/png")
    service.answers = list(answers) or [accepted(), state("generating"), links(service.url + "/p")]
    process = started("generate", *CAT, *arguments, LD_PRELOAD=SHIM, BREAK_AT=str(at), BREAK_HOW=str(how), **environment)
    out, err = process.communicate(timeout=LIMIT)
    return process.returncode, out.decode(), err.decode()


def standings(kept):
    return [job["standing"] for job in Run("tasks", "--json", env=keys(**kept)).json]


def resumed(kept):
    service.answers = [links(service.url + "/p")] * 5
    return Run("resume", "--all", env=keys(**kept)).code


def brought_home(name, kept):
    """After a run that was killed: what the journal says is so, and what is paid is fetched."""
    service.settle()
    submits, asked = len(service.submits()), len(service.queries())
    said = standings(kept)
    assert submits <= 1 and len(said) <= 1, (submits, said)
    if submits:
        assert said[0] in ("unknown", "accepted", "done"), said
    assert not asked or said[0] != "unknown", said  # an id that was used is an id that is kept
    code = resumed(kept)
    same(len(service.submits()), submits)
    if said and said[0] in ("accepted", "done"):
        same((code, standings(kept)), (0, ["done"]))
        assert dimensions(os.path.join(scratch, name)) == (1024, 1024)
    return said[0] if said else "nothing"


@check
def row_45_a_run_that_is_killed_at_any_call_is_brought_home_or_held():
    seen = {}
    for how in ("kill", "half"):
        number = 0
        while True:
            number += 1
            name = f"{how}-{number}.png"
            kept = kept_in(f"kept-{how}-{number}")
            only = {"BREAK_ONLY": "write"} if how == "half" else {}
            code, _, err = broken("--output", name, at=number, how=how, **kept, **only)
            if code == 0:
                break
            same((number, code), (number, -signal.SIGKILL))
            said = brought_home(name, kept)
            seen[said] = seen.get(said, 0) + 1
    print(f"# killed {sum(seen.values())} times: {seen}")
    assert all(seen.get(said, 0) >= 1 for said in ("not sent", "unknown", "accepted", "done")), seen


@check
def row_48_a_disk_that_fails_before_the_submit_prevents_it():
    for error in DISK:
        for call, at in (("open", 1), ("write", 1), ("write", 2), ("fdatasync", 1), ("fsync", 1)):
            kept = kept_in(f"kept-{error}-{call}-{at}")
            code, out, err = broken("--json", at=at, how=error, BREAK_ONLY=call, BREAK_BELOW=kept["JIMENG_STATE_DIR"], **kept)
            same((error, call, at, code, json.loads(out)["submitted"]), (error, call, at, 13, "not_sent"))
            holds(err, "nothing was sent")
            one_line(err)
            same(service.requests, [])


@check
def row_49_a_disk_that_fails_after_the_id_came_hides_nothing():
    for error in DISK:
        for call, at in (("write", 3), ("fdatasync", 2)):  # 'intent' comes to the disk with 'sending'
            name = f"{error}-{call}.png"
            kept = kept_in(f"kept-{error}-{call}")
            code, out, err = broken("--json", "--output", name, at=at, how=error, BREAK_FOREVER="1", BREAK_ONLY=call,
                                    BREAK_BELOW=kept["JIMENG_STATE_DIR"], **kept)
            found = json.loads(out)
            same((error, call, code, found["exit_code"], found["task_id"], found["submitted"]), (error, call, 13, 13, ID, "accepted"))
            holds(err, "journal: the job store did not take 'accepted' (")
            same((err.count("'accepted'"), err.count("'final'")), (1, 1))
            ends_in_resume(err)
            same(dimensions(os.path.join(scratch, name)), (1024, 1024))


@check
def row_50_a_disk_that_is_full_when_the_picture_comes_leaves_no_half_of_it():
    for error in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        for call in ("write", "fsync", "open"):
            folder = os.path.join(scratch, f"{error}-{call}")
            os.mkdir(folder)
            code, _, err = broken("--output", os.path.join(folder, "cat.png"), at=1, how=error, BREAK_FOREVER="1", BREAK_ONLY=call, BREAK_BELOW=folder)
            same((error, call, os.listdir(folder)), (error, call, []))
            same((error, call, code), (error, call, 12))
            ends_in_resume(err)


@check
def row_51_a_sync_that_failed_is_not_tried_again():
    kept = kept_in("kept")
    log = os.path.join(scratch, "calls")
    code, _, err = broken(at=1, how=errno.EIO, BREAK_ONLY="fdatasync", BREAK_LOG=log, **kept)
    same((code, service.requests), (13, []))
    with open(log, encoding="utf-8") as stream:
        same(stream.read().splitlines(), ["fdatasync"])
    holds(err, "nothing was sent")


@check
def row_54_a_thread_that_cannot_be_had_is_an_error_like_any_other():
    for at, code in ((1, 13), (2, 8)):  # the command's own, and the one that looks names up
        log = os.path.join(scratch, f"calls-{at}")
        found = broken("--json", at=at, how=errno.EAGAIN, BREAK_ONLY="thread", BREAK_LOG=log, JIMENG_API_URL="https://nobody.invalid", **kept_in(f"kept-{at}"))
        same((at, found[0], json.loads(found[1])["submitted"]), (at, code, "not_sent"))
        holds(found[2], "nothing was sent, nothing is billed")
        one_line(found[2].removeprefix(note_of_host("nobody.invalid")))
        with open(log, encoding="utf-8") as stream:
            assert len(stream.read().splitlines()) >= at, at


sys.exit(over())
