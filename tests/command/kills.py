#!/usr/bin/env python3
"""Runs that are killed at any moment, the service restarted in between, and the ledger beside what came home. Prints TAP.

usage: kills.py JIMENG

JIMENG_DEEP=1 kills 1,500 runs instead of 150.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from emulated import Emulator  # noqa: E402
from harness import *  # noqa: E402,F403

KILLS = 1500 if os.environ.get("JIMENG_DEEP") == "1" else 150


def begin(emulator, number, delay):
    """One run under a prompt of its own, killed after a while."""
    words = [JIMENG, "generate", f"picture {number}", "--model", "3.0", "--width", "512", "--height", "512",
             "--output", os.path.join(scratch, f"{number}.png")]
    process = subprocess.Popen(words, env=bare_environment(**emulator.keys), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(delay)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(LIMIT)


def how_long_a_run_takes(emulator):
    began = time.monotonic()
    begin(emulator, "first", LIMIT)
    return time.monotonic() - began


def sha256_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


@check
def row_45_and_46_whatever_was_accepted_comes_home_once_however_the_runs_end():
    emulator = Emulator(os.path.join(scratch, "ledger.jsonl"), "--task-queries", "1")
    chance = random.Random(45)
    longest = how_long_a_run_takes(emulator) * 1.2
    for number in range(KILLS):
        if number % 50 == 25:
            emulator.kill()
            emulator.start()
        begin(emulator, number, chance.uniform(0, longest))
    emulator.kill()
    emulator.start()
    before = len(emulator.accepted())
    Run("resume", "--all", env=emulator.keys)
    jobs = Run("tasks", "--json", env=emulator.keys).json
    accepted = emulator.accepted()
    emulator.kill()
    same(len(accepted), before)  # to bring them home costs nothing
    bodies = [event["sha256"] for event in accepted]
    same(len(bodies), len(set(bodies)))  # nothing was submitted twice
    by_task = {job["task_id"]: job for job in jobs if job["task_id"]}
    unknown = sum(job["standing"] == "unknown" for job in jobs)
    lost = [event["task_id"] for event in accepted if event["task_id"] not in by_task]
    assert len(lost) <= unknown, (lost, unknown)
    for event in accepted:
        job = by_task.get(event["task_id"])
        if job is None:
            continue  # the answer had not been read: that job is one of the unknown
        same(job["standing"], "done")
        for result in job["results"]:
            same(sha256_of(result["path"]), result["sha256"])
    standings = {standing: sum(job["standing"] == standing for job in jobs) for standing in sorted({job["standing"] for job in jobs})}
    print(f"# {KILLS} runs, {len(accepted)} accepted; jobs: {standings}")
    assert standings.get("accepted", 0) == 0 and standings.get("done", 0) > KILLS // 20, standings
    same([name for name in os.listdir(scratch) if name.endswith(".part") and not name.startswith(".")], [])


@check
def eight_runs_at_an_account_of_one_task_take_turns_and_nobody_is_refused():
    took = 0.3
    emulator = Emulator(os.path.join(scratch, "ledger.jsonl"), "--most-running", "1", "--task-seconds", str(took))
    words = ("--model", "3.0", "--width", "512", "--height", "512")
    runs = [subprocess.Popen([JIMENG, "generate", f"turn {i}", *words, "--output", os.path.join(scratch, f"{i}.png")],
                             env=bare_environment(**emulator.keys), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for i in range(8)]
    ends = [one.communicate(timeout=LIMIT)[1].decode() for one in runs]
    same([one.returncode for one in runs], [0] * 8)
    for text in ends:
        # whose turn it is not says so, once; no word of a refusal
        assert re.fullmatch(r"(jimeng: waiting for its turn, .*\n)?jimeng: task \d+ accepted\n", text), text
    for i in range(8):
        same(dimensions(os.path.join(scratch, f"{i}.png")), (512, 512))
    times = [event["nanoseconds"] / 1e9 for event in emulator.accepted()]
    emulator.kill()
    same(len(times), 8)
    for earlier, later in zip(times, times[1:]):
        assert later - earlier >= took, (earlier, later)


sys.exit(over())
