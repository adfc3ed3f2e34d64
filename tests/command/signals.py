#!/usr/bin/env python3
"""Signals and limits of the system at any moment of a run: no paid id is lost, nothing half-written stays. Prints TAP.

usage: signals.py JIMENG
"""

import base64
import json
import os
import random
import resource
import signal
import socket
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, refusal, state  # noqa: E402,F401
from harness import *  # noqa: E402,F403

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MONEY = "the submit may have been accepted and billed: do not submit again unseen"


def came(text):
    return ID in text


@check
def row_47_a_signal_while_the_answer_to_a_submit_is_on_its_way_keeps_the_id():
    chance = random.Random(7)
    service.submit_delay = 0.4
    for round_number in range(30):
        service.answers = [accepted()] + [state("generating")] * 1000
        service.requests.clear()
        as_json = round_number % 3 == 0
        process = started("generate", "a cat", *(["--json"] if as_json else []), JIMENG_POLL_INTERVAL="0.2")
        wait_until(service.submits, process)
        time.sleep(chance.uniform(0, 0.39))
        process.send_signal(ENDING[round_number % 3])
        out, err = process.communicate(timeout=LIMIT)
        same(process.returncode, 130)
        ends_in_resume(err.decode())
        if as_json:
            same((json.loads(out)["task_id"], json.loads(out)["submitted"], json.loads(out)["exit_code"]), (ID, "accepted", 130))


@check
def row_47_a_signal_at_any_moment_leaves_either_the_id_or_the_word_that_nothing_was_sent():
    chance = random.Random(11)
    service.submit_delay = 0.02
    for round_number in range(60):
        service.answers = [accepted()] + [state("generating")] * 1000
        service.requests.clear()
        process = started("generate", "a cat", JIMENG_POLL_INTERVAL="0.2")
        time.sleep(chance.uniform(0, 0.06))
        process.send_signal(ENDING[round_number % 3])
        err = process.communicate(timeout=LIMIT)[1].decode()
        if service.submits():
            same(process.returncode, 130)
            ends_in_resume(err)
        else:  # it may have come before anything was set up to receive it
            assert process.returncode in (130, -ENDING[round_number % 3]), (process.returncode, err)
            assert not came(err), err


class Listener:
    """Takes connections and says nothing."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.taken = []
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        try:
            while True:
                self.taken.append(self.socket.accept()[0])
        except OSError:
            pass

    def close(self):
        self.socket.close()
        for one in self.taken:
            one.close()


@check
def row_47_before_the_first_byte_of_a_submit_a_signal_ends_the_run_at_once():
    silent = Listener()
    for number in ENDING:
        silent.taken.clear()
        process = started("generate", "a cat", "--json", JIMENG_API_URL=f"https://127.0.0.1:{silent.port}", JIMENG_API_TIMEOUT="86400")
        wait_until(lambda: silent.taken, process)
        process.send_signal(number)
        out, err = process.communicate(timeout=LIMIT)
        same((process.returncode, json.loads(out)["submitted"], json.loads(out)["task_id"]), (130, "not_sent", None))
        holds(err.decode(), "nothing is billed")
    silent.close()


@check
def row_47_a_submit_without_an_answer_is_waited_for_until_somebody_insists():
    service.submit_delay = 86400
    for first, second in ((signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGHUP), (signal.SIGHUP, signal.SIGTERM)):
        service.requests.clear()
        process = started("generate", "a cat", JIMENG_API_TIMEOUT="86400")
        wait_until(service.submits, process)
        process.send_signal(first)
        time.sleep(0.3)
        same(process.poll(), None)  # one that comes at once is an echo
        process.send_signal(second)
        time.sleep(1)
        same(process.poll(), None)
        process.send_signal(second)
        err = process.communicate(timeout=LIMIT)[1].decode()
        same(process.returncode, 130)
        assert re.fullmatch(rf"jimeng: interrupted; {MONEY}; .* run: jimeng resume \S+ --on-unknown resubmit\n", err), err


@check
def a_submit_whose_time_is_up_after_a_signal_is_unknown():
    service.submit_delay = 86400
    process = started("generate", "a cat", "--json", JIMENG_API_TIMEOUT="2")
    wait_until(service.submits, process)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=LIMIT)
    same((process.returncode, json.loads(out)["submitted"]), (10, "unknown"))
    holds(err.decode(), "do not submit again unseen")


@check
def only_a_signal_a_second_later_ends_a_run_that_does_not_end():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    for insisting in ENDING:
        service.answers = [accepted(), links(service.url + "/p")]
        service.requests.clear()
        process = started("generate", "cat " * 25000, "--long-prompt")  # more than a pipe takes that nobody reads
        wait_until(lambda: any(r["target"] == "/p" for r in service.requests), process)
        time.sleep(0.5)
        begin = time.monotonic()
        for number in (signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            process.send_signal(number)
        if time.monotonic() - begin < 0.5:  # else the machine was too busy to send them together
            time.sleep(0.3)
            same(process.poll(), None)
        time.sleep(1.2)
        process.send_signal(insisting)
        same(process.wait(timeout=LIMIT), 130)
        same(process.stderr.read().decode(), ACCEPTED + f"jimeng: interrupted; the task is not lost, run: jimeng wait {ID}\n")
        process.communicate()


def limited(which, soft, hard=None):
    return lambda: resource.setrlimit(which, (soft, soft if hard is None else hard))


def base64_answer(picture):
    return 200, {"code": 10000, "data": {"status": "done", "binary_data_base64": [base64.b64encode(picture).decode()]}}


@check
def row_50_a_limit_on_the_size_of_files_is_an_error_like_any_other():
    service.pictures["/p"] = (200, png(64, 64, noise=True), "image/png")
    for more in (["--output", "cat.png"], ["--output", "cats/", "--json"], ["--output", "cat.png", "--base64", "--json"]):
        inside = base64_answer(service.pictures["/p"][1]) if "--base64" in more else links(service.url + "/p")
        service.answers = [accepted(), inside]
        process = started("generate", "a cat", *more, before=limited(resource.RLIMIT_FSIZE, 2000))
        out, err = process.communicate(timeout=LIMIT)
        same(process.returncode, 12)
        ends_in_resume(err.decode())
        if "--json" in more:
            same(json.loads(out)["exit_code"], 12)
        same([name for _, _, names in os.walk(scratch) for name in names], [])
    service.answers = [accepted(), links(service.url + "/p")]
    with open(os.path.join(scratch, "report.md"), "wb") as report:
        process = started("generate", "a cat", "--no-journal", stdout=report, before=limited(resource.RLIMIT_FSIZE, 10))
        err = process.communicate(timeout=LIMIT)[1].decode()
    same(process.returncode, 13)
    ends_in_resume(err)


@check
def row_47_a_reader_that_goes_away_ends_nothing_that_is_paid():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    for more in ([], ["--json"], ["--output", "-"]):
        service.answers = [accepted(), links(service.url + "/p")]
        reader, writer = os.pipe()
        os.close(reader)
        process = started("generate", "a cat", *more, stdout=writer)
        os.close(writer)
        err = process.communicate(timeout=LIMIT)[1].decode()
        same((more, process.returncode), (more, 13))
        ends_in_resume(err)


@check
def used_up_processor_time_ends_the_run_with_the_id():
    service.answers = [accepted()] + [state("generating")] * 1000
    process = started("generate", "a cat", "--json", before=limited(resource.RLIMIT_CPU, 86400), JIMENG_POLL_INTERVAL="0.2")
    wait_for_query()
    same(resource.prlimit(process.pid, resource.RLIMIT_CPU), (86399, 86400))  # told a second before the system kills
    process.send_signal(signal.SIGXCPU)
    time.sleep(1.1)
    out, err = process.communicate(timeout=LIMIT)
    same((process.returncode, json.loads(out)["task_id"]), (130, ID))
    ends_in_resume(err.decode())


sys.exit(over())
