#!/usr/bin/env python3
"""Tests programs against the emulator as users do: with a ledger, planned faults, limits and another clock. Prints TAP.

usage: oracle.py JIMENG
"""

import contextlib
import email.utils
import hashlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import *  # noqa: E402,F403

PAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs")
TOKEN = "token-of-the-oracle-test"
SUBMIT = "/relay/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31"
BODY = json.dumps({"req_key": "jimeng_t2i_v40", "prompt": "a cat", "width": 1024, "height": 1024})


def at(name, content=None):
    path = os.path.join(scratch, name)
    if content is not None:
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)
    return path


class Emulator:
    """A run of the emulator; its report once it has ended."""

    def __init__(self, *options):
        self.process = subprocess.Popen([JIMENG, "emulator", *options], env=bare_environment(), cwd=scratch,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=as_started_by_hand)
        self.said = json.loads(self.process.stdout.readline())
        self.port = int(self.said["url"].split(":")[2].split("/")[0])

    def keys(self, **more):
        return {"JIMENG_API_URL": self.said["url"], "VOLC_ACCESSKEY": self.said["access_key_id"],
                "VOLC_SECRETKEY": self.said["secret_access_key"], "JIMENG_POLL_INTERVAL": "0.01", **more}

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=LIMIT)

    def end(self):
        self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=LIMIT)
        return self.process.returncode, err.decode()


@contextlib.contextmanager
def emulator(*options):
    one = Emulator(*options)
    try:
        yield one
    finally:
        if one.process.poll() is None:
            one.kill()


def plan(*faults):
    return "--fault-plan", at("plan.json", json.dumps(faults))


def relay():
    """Options with which a request needs no signature."""
    return "--path", "/relay", "--bearer-token-from", at("token", TOKEN)


def posted(one):
    """A submit, and the connection that its answer comes by."""
    connection = socket.create_connection(("127.0.0.1", one.port), timeout=LIMIT)
    connection.sendall((f"POST {SUBMIT} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {TOKEN}\r\n"
                        f"Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n{BODY}").encode())
    return connection


def submit(one):
    connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=LIMIT)
    connection.request("POST", SUBMIT, BODY, {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def lines(event, path="ledger"):
    with open(at(path), encoding="utf-8") as file:
        whole = [json.loads(line) for line in file if line.endswith("\n")]
    return [line for line in whole if line["event"] == event]


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


@check
def row_41_the_answer_to_a_submit_is_lost_and_the_ledger_has_the_task():
    ways = ({"do": "reset"}, {"do": "close"}, {"do": "status", "status": 502, "body": "<html>"}, {"do": "status", "status": 503},
            {"do": "status", "status": 307, "headers": {"Location": "http://127.0.0.1:1/"}}, {"do": "body", "body": "no JSON"}, {"do": "body", "body": ""},
            {"point": "reply_byte", "at": 9, "do": "close"}, {"point": "reply_byte", "at": 60, "do": "reset"},
            {"point": "reply_byte", "at": 9, "do": "body", "body": "garbage"})
    for number, way in enumerate(ways):
        ledger = at(f"ledger-{number}")
        with emulator("--ledger", ledger, "--price", "4.0=0.2", *plan({"call": "submit", "point": "after_commit", **way})) as one:
            run = Run("generate", "a cat", "--width", "1024", "--height", "1024", "--json", env=one.keys())
            same((way, run.code, run.json["submitted"]), (way, 10, "unknown"))
            code, err = one.end()
        paid = lines("accepted", ledger)
        same([(line["billed"], line["price"], line["total"]) for line in paid], [(1, 0.2, 0.2)])
        same(code, 0)
        report = json.loads(err.splitlines()[-1])
        same((report["planned"], report["fired"]), (1, 1))
        same([fault["do"] for fault in report["faults"]], [way["do"]])


@check
def row_42_a_submit_that_fails_before_its_commit_costs_nothing():
    with emulator("--ledger", at("ledger"), *plan({"call": "submit", "point": "before_commit", "do": "reset"})) as one:
        same(Run("generate", "a cat", env=one.keys()).code, 10)  # the client cannot know
        same(one.end()[0], 0)
    same(lines("accepted"), [])


@check
def row_13_polls_and_downloads_that_fail_are_made_again():
    with emulator("--ledger", at("ledger"),
                  *plan({"call": "query", "point": "after_commit", "do": "reset"},
                        {"call": "query", "nth": 2, "point": "before_commit", "do": "status", "status": 503},
                        {"call": "download", "point": "reply_byte", "at": 3000, "do": "close"})) as one:
        run = Run("generate", "a cat", "--width", "1024", "--height", "1024", "--output", "cat.png", env=one.keys())
        same((run.code, run.err.count("accepted")), (0, 1))
        code, err = one.end()
        same((code, json.loads(err)["fired"]), (0, 3))
    same(len(lines("accepted")), 1)
    assert sha256(at("cat.png")) in [line["sha256"] for line in lines("served")]


@check
def a_planned_fault_that_never_struck_is_told():
    with emulator(*plan({"call": "submit", "point": "head", "do": "reset"},
                        {"call": "submit", "nth": 2, "point": "head", "do": "reset"})) as one:
        Run("generate", "a cat", env=one.keys())
        code, err = one.end()
    report = json.loads(err)
    same((code, report["planned"], report["fired"]), (1, 2, 1))
    same([fault["fired"] for fault in report["faults"]], [1, 0])
    with emulator() as one:  # without a plan there is nothing to say
        same(one.end(), (0, ""))


@check
def the_task_is_in_the_ledger_before_a_byte_of_the_answer():
    for at_byte in (1, 9):
        ledger = at(f"ledger-{at_byte}")
        with emulator("--ledger", ledger, *relay(), *plan({"point": "reply_byte", "at": at_byte, "do": "stall"})) as one:
            with posted(one) as connection:
                same(connection.recv(1), b"H")
                one.kill()
        same([line["req_key"] for line in lines("accepted", ledger)], ["jimeng_t2i_v40"])
    with emulator("--ledger", at("ledger"), *relay(), *plan({"point": "after_commit", "do": "stall"})) as one:
        with posted(one):
            wait_until(lambda: lines("accepted"), one.process)
            one.kill()
    same(len(lines("accepted")), 1)


@check
def row_46_a_killed_emulator_starts_again_with_its_tasks_and_the_same_pictures():
    options = ("--ledger", at("ledger"))
    with emulator(*options) as one:
        run = Run("generate", "a cat", "--width", "1024", "--height", "1024", "--output", "first.png", env=one.keys())
        same(run.code, 0)
        one.kill()
    task = lines("accepted")[0]["task_id"]
    with emulator(*options, "--port", str(one.port)) as again:
        same(Run("wait", task, "--output", "second.png", env=again.keys()).code, 0)
        same(Run("generate", "a dog", "--no-wait", env=again.keys()).code, 0)
        again.kill()
    same(sha256(at("second.png")), sha256(at("first.png")))
    ids = [line["task_id"] for line in lines("accepted")]
    same((len(ids), len(set(ids))), (2, 2))


@check
def row_46_a_client_waits_across_a_restart():
    options = ("--ledger", at("ledger"))
    with emulator(*options, "--task-queries", "1000000") as one:
        client = started("generate", "a cat", "--width", "1024", "--height", "1024", "--output", "cat.png",
                         **one.keys(JIMENG_MAX_POLL_ATTEMPTS="1000000"))
        holds(client.stderr.readline().decode(), "accepted")  # before that, it would not know its task
        one.kill()
    with emulator(*options, "--port", str(one.port)):
        _, err = client.communicate(timeout=LIMIT)
    same(client.returncode, 0)
    same(len(lines("accepted")), 1)
    assert sha256(at("cat.png")) in [line["sha256"] for line in lines("served")], err


@check
def row_46_many_tasks_survive_kills_of_the_client_and_restarts_of_the_service():
    options, count = ("--ledger", at("ledger")), 24
    patient = {"JIMENG_MAX_POLL_ATTEMPTS": "1000000", "JIMENG_CONCURRENCY": str(count)}
    with emulator(*options, "--task-queries", "1000000") as one:
        port, keys_of = one.port, one.keys(**patient)
        clients = [started("generate", f"cat number {i}", "--width", "1024", "--height", "1024", "--output", f"{i}.png", **keys_of) for i in range(count)]
        wait_until(lambda: len(lines("accepted")) == count, one.process)
        for client in clients:
            client.kill()
            client.communicate(timeout=LIMIT)
        one.kill()
    for restart in range(4):  # in the middle of what is being brought home
        saved = len([name for name in os.listdir(scratch) if name.endswith(".png")])
        with emulator(*options, "--port", str(port)) as one:
            client = started("resume", "--all", **keys_of)
            wait_until(lambda: client.poll() is not None or len([name for name in os.listdir(scratch) if name.endswith(".png")]) > saved)
            one.kill()
            client.kill()
            client.communicate(timeout=LIMIT)
    with emulator(*options, "--port", str(port)) as one:
        last = Run("resume", "--all", env=keys_of)
        assert last.code in (0, 10), (last.code, last.err)
        jobs = Run("tasks", "--json", env=keys_of).json
    done = [job for job in jobs if job["standing"] == "done"]
    unknown = [job for job in jobs if job["standing"] == "unknown"]
    same((len(done) + len(unknown), len(lines("accepted"))), (count, count))
    assert done, jobs
    served = {line["sha256"] for line in lines("served")}
    for job in done:
        assert sha256(job["results"][0]["path"]) in served, job


@check
def a_link_lives_across_a_restart():
    options = ("--ledger", at("ledger"))
    with emulator(*options) as one:
        run = Run("generate", "a cat", "--width", "1024", "--height", "1024", env=one.keys())
        link = re.search(r"http://\S+?\.png\?[^\s)]+", run.out).group(0)
        one.kill()
    with emulator(*options, "--port", str(one.port)):
        connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=LIMIT)
        connection.request("GET", link[link.index("/pictures"):].replace("&amp;", "&"))
        answer = connection.getresponse()
        picture = answer.read()
    same((answer.status, hashlib.sha256(picture).hexdigest()), (200, lines("served")[-1]["sha256"]))


@check
def one_task_at_a_time():
    with emulator("--most-running", "1", "--task-seconds", "86400", *relay()) as one:
        same(submit(one)[1]["code"], 10000)
        status, answer = submit(one)
        same((status, answer["code"], answer["data"]), (429, 50430, None))


@check
def so_many_submits_a_second():
    with emulator("--submits-per-second", "1", *relay()) as one:
        codes = [submit(one)[1]["code"]]
        end = time.monotonic() + LIMIT
        while codes[-1] == 10000 and time.monotonic() < end:
            codes.append(submit(one)[1]["code"])
        same(codes[-1], 50429)


@check
def the_clock_can_differ():
    for offset in (-90000, 1200):
        with emulator("--clock-offset", str(offset)) as one:
            connection = http.client.HTTPConnection("127.0.0.1", one.port, timeout=LIMIT)
            connection.request("GET", "/pictures/none")
            date = connection.getresponse().getheader("Date")
            ahead = email.utils.parsedate_to_datetime(date).timestamp() - time.time()
            assert abs(ahead - offset) < LIMIT, (date, ahead)


@check
def what_is_wrong_with_an_option_is_one_line():
    at("notes", "my notes")
    for options, code, *parts in (
            (("--fault-plan", "none.json"), 2, "emulator: --fault-plan none.json: ", "name a file with a JSON list"),
            (plan({"point": "head", "do": "reset", "nht": 1}), 2, "--fault-plan ", "fault 1: nht: there is no such member"),
            (("--fault-plan", at("no.json", "{")), 2, "no JSON", "write a list of faults"),
            (("--price", "4.0"), 2, "--price 4.0: no price", "MODEL=NUMBER"),
            (("--price", "4.0=-1"), 2, "--price 4.0=-1: no price from 0"),
            (("--price", "9.9=1"), 2, "--price 9.9=1: no model", "jimeng models"),
            (("--price", "=1"), 2, "--price =1: no model"),
            (("--ledger", "notes"), 13, "ledger notes: line 1: no line of an emulator's ledger", "take another file"),
            (("--ledger", "no/ledger"), 13, "ledger no/ledger: cannot be opened", "name a file"),
            (("--most-running", "0"), 2, "--most-running"),
            (("--submits-per-second", "-1"), 2, "--submits-per-second"),
            (("--clock-offset", "1e99"), 2, "--clock-offset")):
        run = Run("emulator", *options)
        same((run.code, run.out), (code, ""))
        one_line(run.err)
        holds(run.err, *parts)
    with open(at("notes"), encoding="utf-8") as file:
        same(file.read(), "my notes")


def shell_blocks(page):
    with open(os.path.join(PAGES, page), encoding="utf-8") as file:
        return re.findall(r"^```bash\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)


def pasted(block):
    programs = at("programs")
    if not os.path.exists(programs):
        os.mkdir(programs)
        os.symlink(JIMENG, os.path.join(programs, "jimeng"))
    environment = bare_environment(PATH=programs + os.pathsep + os.environ["PATH"])
    done = subprocess.run(["sh", "-c", block], env=environment, cwd=scratch, capture_output=True, text=True, timeout=LIMIT)
    return done.returncode, done.stdout, done.stderr


@check
def the_examples_of_the_page_do_what_it_says():
    lost, one_task = shell_blocks("emulator.md")
    same([lost, one_task], shell_blocks("emulator.zh-CN.md"))
    _, out, _ = pasted(lost)
    said = out.splitlines()
    same(said[:2], ["exit code 10", "1"])
    with open(os.path.join(PAGES, "emulator.md"), encoding="utf-8") as file:
        holds(file.read(), said[-1])
    code, out, err = pasted(one_task)
    same((code, out.count("exit code 6"), out.count("**Task:**")), (0, 1, 2))
    holds(err, "code 50430")


@check
def the_plans_of_the_page_can_be_read():
    for page in ("emulator.md", "emulator.zh-CN.md"):
        with open(os.path.join(PAGES, page), encoding="utf-8") as file:
            plans = re.findall(r"^```json\n(\[.*?)^```$", file.read(), re.DOTALL | re.MULTILINE)
        same(len(plans), 1)
        with emulator("--fault-plan", at("plan.json", plans[0])) as one:
            code, err = one.end()
        same((code, json.loads(err)["planned"]), (1, 3))


sys.exit(over())
