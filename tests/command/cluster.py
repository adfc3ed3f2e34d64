#!/usr/bin/env python3
"""Jobs in PostgreSQL that many workers share: enqueued once, run once, whatever befalls workers and database. Prints TAP.

usage: cluster.py JIMENG OTHER_CLOCK

OTHER_CLOCK is the module that sets a worker's clock wrong. The large test runs 500 jobs, with JIMENG_DEEP=1 2,000, or as many as
JIMENG_CLUSTER_JOBS says.
"""

import hashlib
import json
import os
import pty
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import postgresql  # noqa: E402
from cutting_socket import CuttingSocket  # noqa: E402
from emulated import Emulator  # noqa: E402
from harness import *  # noqa: E402,F403

OTHER_CLOCK = os.path.abspath(sys.argv[2])
JOBS = int(os.environ.get("JIMENG_CLUSTER_JOBS", "2000" if os.environ.get("JIMENG_DEEP") == "1" else "500"))
SMALL = {"model": "3.0", "width": 512, "height": 512}
WORKERS = 8
LEASE = 2  # seconds


def at(name):
    return os.path.join(scratch, name)


def put_lines(*lines, name="lines.jsonl"):
    with open(at(name), "w", encoding="utf-8") as file:
        file.write("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def numbered(count, **more):
    return [{"id": str(i), "prompt": f"picture number {i}", **SMALL, **more} for i in range(count)]


def emulator(*options):
    return Emulator(at("ledger.jsonl"), *options, poll="0.05")


def batch(*options, file="lines.jsonl", store=None, **more):
    return Run("batch", at(file), "--output", at("out"), "--store", store or server.url, *options, **more)


def work(one, *options):
    return Run("work", "--store", server.url, *options, env=one.keys)


def status(*options, **more):
    return Run("status", "--store", server.url, *options, **more)


def results():
    return {one["id"]: one for one in map(json.loads, status("--results").out.splitlines())}


def worker(one, *options, **more):
    return started("work", "--store", server.url, "--lease", str(LEASE), *options, stdout=subprocess.DEVNULL, **one.keys, **more)


def check_on_server(function):
    """With an empty database."""
    server.ask("DROP SCHEMA IF EXISTS jimeng CASCADE")
    return check(function)


def files_are_what_was_hashed(told):
    for one in told.values():
        assert one["files"], one
        for file in one["files"]:
            with open(file["path"], "rb") as stream:
                same(hashlib.sha256(stream.read()).hexdigest(), file["sha256"])


def said(run, code, *parts):
    same(run.code, code)
    one_line(run.err)
    holds(run.err, *parts)


def lines_are_enqueued_once_and_run_by_any_worker():
    put_lines({"id": "lake", "prompt": "a lake", "size": "1K", "force_single": True},
              {"id": "湖", "prompt": "a lake at night", **SMALL}, {"prompt": "a dog", "output": "dogs/rex", **SMALL})
    with open(at("table.csv"), "w", encoding="utf-8") as file:
        file.write('id;prompt;model;width;height\r\ncsv;"a ""cat""\nof two lines";3.0;512;512\r\n')
    run = batch("--rate", "1000", "--concurrency", "8")
    same((run.code, run.err), (0, ""))
    holds(run.out, "3 of 3 lines enqueued")
    holds(batch().out, "0 of 3 lines enqueued, 3 were there already")
    holds(batch(file="table.csv").out, "1 of 1 line enqueued")
    same(json.loads(status("--json").out)["ready"], 4)
    with emulator() as one:
        run = work(one, "--until-done")
        same((run.code, run.err, run.out), (0, "", "4 done, 0 failed, 0 unknown\n"))
        told = results()
        same({key: value["status"] for key, value in told.items()}, dict.fromkeys(["lake", "湖", "3", "csv"], "done"))
        files_are_what_was_hashed(told)
        for name in ("lake.png", "湖.png", "dogs/rex.png", "csv.png"):
            dimensions(at("out/" + name))
        holds(batch().out, "0 of 3 lines enqueued")
        same(work(one, "--until-done").out, "0 done, 0 failed, 0 unknown\n")
        same(len(one.accepted()), 4)
    now = json.loads(status("--json").out)
    same((now["done"], now["paid"], now["reserved"], now["tasks"]),
         (4, {"pictures": 4, "seconds": 0}, {"pictures": 0, "seconds": 0}, 8))


def schema():
    """Whether the database has one."""
    return server.ask("SELECT to_regclass('jimeng.job') IS NOT NULL") == [["t"]]


def whoever_looks_at_a_database_without_jobs_makes_nothing_there():
    for run in (status(), status("--json"), Run("work", "--store", server.url)):
        said(run, 2, "--store: the database has no schema jimeng", "jimeng batch --store")
    same(schema(), False)


def results_are_told_of_one_folder_or_of_all():
    put_lines(*numbered(1))
    batch("--rate", "1000")
    holds(Run("batch", at("lines.jsonl"), "--output", "other/", "--store", server.url, cwd=scratch).out,
          "1 line enqueued, 0 were there already", "results: " + at("other") + "\n")
    with emulator() as one:
        same(work(one, "--until-done").code, 0)
    same(len(results()), 1)  # by id
    same(len(status("--results").out.splitlines()), 2)
    for folder in ("other", "other/", at("other")):
        told = [json.loads(line) for line in status("--results", "--output", folder, cwd=scratch).out.splitlines()]
        same([file["path"] for one in told for file in one["files"]], [at("other/0.png")])
    same(status("--results", "--output", "nowhere").out, "")
    said(status("--output", "other"), 2, "--output: is of --results")


def a_worker_on_a_terminal_tells_of_each_job_that_ends():
    put_lines({"id": "lake", "prompt": "a lake", **SMALL}, {"id": "no", "prompt": "another", **SMALL})
    batch("--rate", "1000")
    server.ask("UPDATE jimeng.job SET body = replace(body, '\"request\":\"', '\"request\":\"x') WHERE id = 'no'")
    ours, its = pty.openpty()
    with emulator() as one:
        run = subprocess.Popen([JIMENG, "work", "--store", server.url, "--until-done"], env=keys(**one.keys), stderr=its,
                               stdout=subprocess.DEVNULL, cwd=scratch)
        os.close(its)
        told = b""
        try:
            while piece := os.read(ours, 4096):
                told += piece
        except OSError:  # the other end is closed
            pass
        same(run.wait(timeout=LIMIT), 2)
    os.close(ours)
    holds(told.decode(), "runs jobs of account default, at most 16 at once", "lake: done, " + at("out/lake.png"),
          "no: failed, its files have changed")


def a_line_that_is_wrong_enqueues_nothing():
    put_lines(*numbered(2), {"id": "bad", "prompt": "x", **SMALL, "width": 1})
    run = batch()
    same(run.code, 2)
    holds(run.err, "line 3: ", "1 line is invalid, so nothing was enqueued")
    same(schema(), False)
    run = batch("--dry-run", "--skip-invalid")
    same((run.code, schema()), (0, False))
    holds(run.out, "2 to run", "0 of 2 lines are in the queue already")
    holds(run.err, "note: the database has no schema jimeng yet; without --dry-run it is made")
    run = batch("--skip-invalid")
    same(run.code, 2)
    holds(run.out, "2 of 2 lines enqueued")
    said(batch("--emulator"), 2, "--emulator: does not go with --store")
    said(batch("--on-unknown", "forget"), 2, "--on-unknown forget: a database forgets nothing", "take --on-unknown resubmit")
    said(batch("--ca-file", "x"), 2, "--ca-file: is for who runs the jobs", "jimeng work")
    said(batch("--wait-timeout", "60"), 2, "--wait-timeout: is for who runs the jobs")
    run = batch("--dry-run", "--skip-invalid")
    same(run.code, 0)
    holds(run.out, "2 of 2 lines are in the queue already")
    said(Run("batch", at("lines.jsonl"), "--output", at("out"), "--account", "x", env=keys()), 2, "add --store postgresql://")


def what_is_wrong_with_a_database_is_said_in_one_line_without_its_password():
    put_lines(*numbered(1))
    for url in ("postgresql://me:hunter2secret@127.0.0.1:1/x", "postgresql://me:hunter2@secret@127.0.0.1:1/x",
                "postgresql://me:p@hunter2/x@127.0.0.1:1/x", "mysql://me:hunter2secret@h"):
        run = batch(store=url)
        assert run.code in (2, 13), run.code
        one_line(run.err)
        holds(run.err, "--store: ")
        assert "hunter2" not in run.err + run.out and "secret" not in run.err, run.err
    said(Run("work", "--store", "nonsense"), 2, "does not begin with postgresql://", "PGPASSWORD")
    said(Run("status", "--store", "nonsense"), 2, "does not begin with postgresql://")
    server.ask("ALTER DATABASE postgres SET synchronous_commit = off")
    try:
        said(batch(), 2, "synchronous_commit = off", "SET synchronous_commit = on")
    finally:
        server.ask("ALTER DATABASE postgres RESET synchronous_commit")


def a_server_without_fsync_is_refused():
    put_lines(*numbered(1))
    with postgresql.Server("fsync = off") as careless:
        said(batch(store=careless.url), 2, "fsync = off", "set fsync = on in postgresql.conf")


def a_budget_is_the_accounts():
    put_lines(*numbered(6))
    batch("--rate", "1000", "--concurrency", "8", "--budget", "4")
    with emulator() as one:
        run = work(one, "--until-done")
        same(run.code, 6)
        same(len(one.accepted()), 4)
        now = json.loads(status("--json").out)
        same((now["beyond_budget"], now["paid"]["pictures"], now["budget"]["pictures"]), (2, 4, 4))
        put_lines({"id": "video", "model": "jimeng_t2v_v30", "prompt": "x"}, name="video.jsonl")
        said(batch(file="video.jsonl"), 2, "line 1: the account has a budget: it makes a video", "nothing was enqueued")
        same(json.loads(status("--json").out)["ready"], 2)
        batch("--budget", "6")
        same(work(one, "--until-done").code, 0)
        same(len(one.accepted()), 6)


def an_account_that_is_throttled_is_throttled_for_all():
    put_lines(*numbered(12))
    batch("--rate", "1000", "--concurrency", "9")
    with emulator("--most-running", "2", "--task-seconds", "0.3") as one:
        both = [worker(one, "--until-done") for _ in range(2)]
        for run in both:
            run.communicate(timeout=LIMIT)
            same(run.returncode, 0)
        same(len(one.accepted()), 12)
        assert json.loads(status("--json").out)["tasks"] < 9


def a_job_that_failed_begins_anew_only_when_asked():
    put_lines(*numbered(1), {"id": "no", "prompt": "another", **SMALL})
    batch("--rate", "1000")
    server.ask("UPDATE jimeng.job SET body = replace(body, '\"request\":\"', '\"request\":\"x') WHERE id = 'no'")
    with emulator() as one:
        run = work(one, "--until-done")
        same(run.code, 2)
        holds(run.err, "its files have changed since it was enqueued")
        same(results()["no"]["status"], "failed")
        same(work(one, "--until-done").code, 0)
        holds(batch("--retry-failed").out, "of which 1 begin anew")
        same(json.loads(status("--json").out)["ready"], 1)
        same(len(one.accepted()), 1)


def a_worker_that_is_told_to_stop_leaves_its_tasks_to_others():
    put_lines(*numbered(4))
    batch("--rate", "1000", "--concurrency", "4")
    with emulator("--task-seconds", "3") as one:
        first = worker(one)
        wait_until(lambda: len(one.accepted()) == 4, first)
        first.send_signal(signal.SIGTERM)
        err = first.communicate(timeout=LIMIT)[1].decode()
        same(first.returncode, 0)
        holds(err, "other workers go on")
        now = json.loads(status("--json").out)
        same((now["running"], now["workers"]), (4, 0))
        same(work(one, "--until-done").code, 0)
        same({one["status"] for one in results().values()}, {"done"})
        same(len(one.accepted()), 4)


def a_submit_that_may_have_left_is_held_until_somebody_decides():
    put_lines(*numbered(1))
    batch("--rate", "1000")
    service.submit_delay = 600
    held = started("work", "--store", server.url, "--lease", "1", stdout=subprocess.DEVNULL)
    wait_until(lambda: len(service.requests) == 1, held)
    held.kill()
    held.communicate(timeout=LIMIT)
    wait_until(lambda: json.loads(status("--json").out)["unknown"] == 1)
    with emulator() as one:
        same(work(one, "--until-done").code, 10)
        same(one.accepted(), [])
        run = status("--lang", "zh")
        same(run.code, 10)
        holds(run.out, "任务:", "未知 1", "可能计费两次")
        holds(status("--lang", "en").out, "jobs:", "unknown 1", "may be billed twice")
        holds(batch("--on-unknown", "resubmit").out, "of which 1 begin anew")
        same(work(one, "--until-done").code, 0)
        same(len(one.accepted()), 1)
        same(json.loads(status("--json").out)["paid"]["pictures"], 2)  # the one that may be billed counts


def a_folder_is_run_from_here_or_by_a_database_and_never_by_both():
    put_lines(*numbered(2))
    with emulator() as one:
        same(Run("batch", at("lines.jsonl"), "--output", at("here"), env=one.keys).code, 0)
        same(len(one.accepted()), 2)
        said(Run("batch", at("lines.jsonl"), "--output", at("here"), "--store", server.url), 2, "line 1: ", "without --store")
        same(schema(), False)
        same(batch("--rate", "1000").code, 0)
        same(Run("batch", at("lines.jsonl"), "--output", at("out"), "--dry-run", env=one.keys).code, 0)
        said(Run("batch", at("lines.jsonl"), "--output", at("out"), env=one.keys), 2, "were given to a database", "--store")
        holds(batch().out, "0 of 2 lines enqueued")
        run = Run("batch", at("lines.jsonl"), "--output", at("out"), "--store", server.url, "--account", "other")
        same(run.code, 13)
        holds(run.err, "belong to account default already", "--account default")
        same(work(one, "--until-done").code, 0)
        same(len(one.accepted()), 4)
    same({value["subject"] for value in results().values()}, {"picture number 0", "picture number 1"})


def a_connection_that_is_cut_around_any_request_loses_and_doubles_nothing():
    """One job, and a worker whose connection breaks right before or right after each of its requests in turn."""
    def run_one(number, how):
        server.ask("DROP SCHEMA IF EXISTS jimeng CASCADE")
        put_lines({"id": f"{how}-{number}", "prompt": "a lake", **SMALL})
        same(batch("--rate", "1000").code, 0)
        way.cut(number, how)
        for _ in range(2):  # whoever is cut off before it runs anything says so and ends
            run = Run("work", "--store", way.url, "--lease", "1", "--until-done", env=one.keys)
            assert run.code == 0 or (run.code == 13 and number <= 12), (number, how, run.code, run.err)
            if run.code == 0:
                break
        same(run.code, 0)
        if number:
            same(way.done, 1)
        told = results()[f"{how}-{number}"]
        same((how, number, told["status"], len(told["files"])), (how, number, "done", 1))
        files_are_what_was_hashed({"one": told})
        return way.count

    way = CuttingSocket(server.folder)
    try:
        with emulator("--task-seconds", "0.1") as one:
            uncut = [run_one(0, f"uncut-{i}") for i in range(3)]
            requests = min(uncut)  # a run that takes longer renews its lease and looks for jobs more often
            assert 10 < requests, requests
            step = 1 if JOBS >= 2000 else 4
            cuts = [(number, how) for how in ("before", "after") for number in range(1 + chance_of_start(step), min(requests, 60), step)]
            for number, how in cuts:
                run_one(number, how)
            same(len(one.accepted()), len(cuts) + len(uncut))
            print(f"# {len(cuts)} cuts around the {requests} requests of one job; each was paid once and came home")
    finally:
        way.close()


def chance_of_start(step):
    return random.randrange(step)


def the_example_runs_a_cluster_of_plain_processes():
    start = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "examples", "cluster", "start")
    run = Run(at("pictures"), JIMENG, program=start)
    same((run.code, run.err), (0, ""))
    holds(run.out, "20 of 20 lines enqueued", "done 20;", "paid: 20 of 20 pictures")
    with open(at("pictures/results.jsonl"), encoding="utf-8") as file:
        told = {one["id"]: one for one in map(json.loads, file)}
    same(len(told), 20)
    files_are_what_was_hashed(told)
    same(Run(program=start).code, 2)


class Crowd:
    """Workers with clocks of their own, and what befalls them."""

    def __init__(self, one, chance):
        self.one, self.chance, self.stopped = one, chance, {}
        self.counts = dict.fromkeys(["killed", "stopped", "cut", "crashed"], 0)
        self.begun = {}
        self.workers = [self.start(i) for i in range(WORKERS)]

    def start(self, place):
        self.begun[place] = time.monotonic()
        ahead = -300 if place % 2 else 300
        return worker(self.one, "--concurrency", "4", LD_PRELOAD=OTHER_CLOCK, CLOCK_AHEAD=str(ahead))

    def awake(self):
        return [i for i in range(WORKERS) if i not in self.stopped]

    def kill(self):
        place = self.chance.choice(self.awake())
        self.workers[place].kill()
        self.workers[place].communicate(timeout=LIMIT)
        self.workers[place] = self.start(place)

    def stop(self):
        grown = [place for place in self.awake() if time.monotonic() - self.begun[place] > 2]
        if not grown:
            return
        place = self.chance.choice(grown)
        self.workers[place].send_signal(signal.SIGSTOP)
        self.stopped[place] = time.monotonic() + self.chance.uniform(1.5, 2.5) * LEASE

    def wake(self, all_of_them=False):
        for place, when in list(self.stopped.items()):
            if all_of_them or when < time.monotonic():
                self.workers[place].send_signal(signal.SIGCONT)
                del self.stopped[place]

    def cut(self):
        server.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() "
                   "AND application_name = 'jimeng' AND random() < 0.4")

    def crash(self):
        server.stop("immediate")
        server.start()

    def revive(self):
        """One that began while the server was down says so and ends; its supervisor starts it again. No other one ends."""
        for place in self.awake():
            if self.workers[place].poll() is not None:
                err = self.workers[place].communicate(timeout=LIMIT)[1].decode()
                same(self.workers[place].returncode, 13)
                one_line(err)
                assert time.monotonic() - self.begun[place] < 10, err
                self.workers[place] = self.start(place)

    def befall(self, what, action):
        action()
        self.counts[what] += 1

    def end(self):
        self.wake(True)
        for one in self.workers:
            one.send_signal(signal.SIGTERM)
        for one in self.workers:
            err = one.communicate(timeout=LIMIT)[1].decode()
            # Two had the picture of one task, one of them after it slept past its lease: it is told of, and tried again.
            # And a line a minute says how far it is.
            told = [line for line in err.splitlines() if "was made by somebody else meanwhile; the picture is saved as" not in line
                    and not line.endswith(" at work")]
            assert told in ([], ["jimeng: stopping when the answers to submits are there; other workers go on"]), err
            same(one.returncode, 0)

    def kill_all(self):
        for one in self.workers:
            if one.poll() is None:
                one.kill()
                one.communicate(timeout=LIMIT)


def counts_of_jobs():
    row = server.ask("SELECT count(*) FILTER (WHERE state = 'ready'), count(*) FILTER (WHERE state = 'running'), "
                     "count(*) FILTER (WHERE state = 'running' AND phase = 'sending' AND lease_until < now()) FROM jimeng.job")[0]
    return [int(one) for one in row]


def torment(crowd, chance, beyond):
    """All that is planned, spread over the run, until nothing is left to run but what the budget has no room for, and what
    is held."""
    plan = [(what, action) for what, action, times in
            (("killed", crowd.kill, 16), ("stopped", crowd.stop, 8), ("cut", crowd.cut, 25), ("crashed", crowd.crash, 5))
            for _ in range(times)]
    chance.shuffle(plan)
    planned = len(plan)
    end = time.monotonic() + LIMIT
    while True:
        crowd.wake()
        crowd.revive()
        ready, running, held = counts_of_jobs()
        if not plan and ready <= beyond and running == held and not crowd.stopped:
            return
        assert time.monotonic() < end, (ready, running, held)
        if plan and JOBS - ready >= 0.9 * JOBS * (planned - len(plan)) / planned:
            crowd.befall(*plan.pop())
        time.sleep(chance.uniform(0.02, 0.2))


def jobs_survive_workers_that_die_or_sleep_and_a_server_that_crashes_once_each_and_within_the_budget():
    beyond = 7
    chance = random.Random(20261127)
    put_lines(*numbered(JOBS))
    run = batch("--rate", "1000", "--concurrency", "24", "--budget", str(JOBS - beyond))
    holds(run.out, f"{JOBS} of {JOBS} lines enqueued")
    began = time.monotonic()
    with emulator("--task-seconds", "0.2") as one:
        crowd = Crowd(one, chance)
        try:
            torment(crowd, chance, beyond)
            wait_until(lambda: all(time.monotonic() - when > 1 for when in crowd.begun.values()))
            crowd.end()
        finally:
            crowd.kill_all()
        took = time.monotonic() - began
        told, now, paid = results(), json.loads(status("--json").out), one.accepted()
    print(f"# {JOBS} jobs, {WORKERS} workers, {took:.1f} s; {crowd.counts}; done {now['done']}, unknown {now['unknown']}, "
          f"ledger {len(paid)}")
    done = {key: value for key, value in told.items() if value["status"] == "done"}
    same((now["failed"], now["done"], now["beyond_budget"]), (0, len(done), beyond))
    same(now["done"] + now["unknown"], JOBS - beyond)  # none is lost
    tasks = [one["task_id"] for one in paid]
    same(len(set(tasks)), len(tasks))
    same(len({one["task_id"] for one in done.values()}), len(done))
    assert {one["task_id"] for one in done.values()} <= set(tasks)
    assert len(tasks) <= now["done"] + now["unknown"], (len(tasks), now)  # none is paid twice
    same(len({one["body"] for one in paid}), len(paid))
    billed = sum(one["billed"] for one in paid)
    same(now["paid"]["pictures"] + now["reserved"]["pictures"], JOBS - beyond)
    assert now["done"] <= billed <= JOBS - beyond, (billed, now)
    # Only who is killed between the first byte and the id leaves a job that nobody can tell of: those of one worker each.
    same(server.ask("SELECT count(*) FROM jimeng.job WHERE state = 'ended' AND status = 'unknown'"), [["0"]])
    assert now["unknown"] <= 4 * crowd.counts["killed"], (now, crowd.counts)
    same(server.ask("SELECT count(*) FROM jimeng.event GROUP BY job, number HAVING count(*) > 1"), [])
    files_are_what_was_hashed(done)


TESTS = [lines_are_enqueued_once_and_run_by_any_worker, whoever_looks_at_a_database_without_jobs_makes_nothing_there,
         results_are_told_of_one_folder_or_of_all, a_worker_on_a_terminal_tells_of_each_job_that_ends,
         a_line_that_is_wrong_enqueues_nothing,
         what_is_wrong_with_a_database_is_said_in_one_line_without_its_password, a_server_without_fsync_is_refused,
         a_budget_is_the_accounts, an_account_that_is_throttled_is_throttled_for_all,
         a_job_that_failed_begins_anew_only_when_asked, a_worker_that_is_told_to_stop_leaves_its_tasks_to_others,
         a_submit_that_may_have_left_is_held_until_somebody_decides,
         a_folder_is_run_from_here_or_by_a_database_and_never_by_both,
         a_connection_that_is_cut_around_any_request_loses_and_doubles_nothing,
         the_example_runs_a_cluster_of_plain_processes,
         jobs_survive_workers_that_die_or_sleep_and_a_server_that_crashes_once_each_and_within_the_budget]


def missing():
    if not postgresql.folder_of_programs():
        return postgresql.MISSING
    probe = Run("status", "--store", "nonsense", cwd="/")
    return "this build has no PostgreSQL" if "this build has no PostgreSQL" in probe.err else ""


if __name__ == "__main__":
    place.update(scratch="/")
    why = missing()
    if why:
        print(f"1..0 # SKIP {why}")
        sys.exit(0)
    wanted = sys.argv[3:]
    with postgresql.Server() as server:
        for test in TESTS:
            if not wanted or any(word in test.__name__ for word in wanted):
                check_on_server(test)
    sys.exit(over())
