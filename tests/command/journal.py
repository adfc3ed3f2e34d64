#!/usr/bin/env python3
"""Jobs outlive the process: what was accepted is brought home, what may be paid is not sent twice. Prints TAP.

usage: journal.py JIMENG
"""

import json
import os
import random
import re
import signal
import stat
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, refusal, state  # noqa: E402,F401
from harness import *  # noqa: E402,F403

CAT = ("a cat", "--width", "1024", "--height", "1024")


def run(*args, **env):
    return Run(*args, env=keys(**env))


def tasks():
    listed = run("tasks", "--json")
    same(listed.code, 0)
    return listed.json


def journals():
    folder = os.path.join(place["journal"], "jobs")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))]


def serve(count=1, submits=1):
    """Enough answers for jobs that are done at once."""
    service = place["service"]
    for i in range(count):
        service.pictures[f"/{i}.png"] = (200, png(1024, 1024), "image/png")
    service.answers = [accepted()] * submits + [links(service.url + "/0.png")] * 50


def killed_when(holds_now, *args, **env):
    """SIGKILL at the moment when something is true."""
    process = started("generate", *CAT, *args, **env)
    wait_until(holds_now, process)
    process.kill()
    process.communicate(timeout=LIMIT)
    same(process.returncode, -signal.SIGKILL)


@check
def a_job_is_told_of_from_its_beginning_to_its_end():
    serve()
    same(run("generate", *CAT, "--output", "cat.png", "--job-key", "row 7").code, 0)
    job = tasks()[0]
    same((job["standing"], job["task_id"], job["model"], job["key"], job["subject"], job["running"]),
         ("done", ID, "jimeng_t2i_v40", "row 7", "a cat", False))
    same(job["endpoint"], service.url)
    same(job["results"][0]["path"], os.path.join(os.path.realpath(scratch), "cat.png"))
    shown = run("tasks", "show", "row 7")
    same(re.findall(r"Z (\w+)", shown.out), ["intent", "sending", "accepted", "done", "saved", "final"])
    listed = run("tasks").out.splitlines()
    same(listed[0].split("\t"), ["JOB", "STANDING", "TASK", "MODEL", "KEY", "BEGAN", "PROMPT"])
    same([column for i, column in enumerate(listed[1].split("\t")) if i != 5], [job["job"], "done", ID, "4.0", "row 7", "a cat"])
    same(shown.out.splitlines()[:2], listed)
    for which in ("row 7", ID, job["job"]):
        same(run("tasks", "show", which).code, 0)
    same(run("tasks", "forget", ID).code, 0)
    same(tasks(), [])
    same(run("tasks", "forget", ID).code, 2)


@check
def row_66_and_67_only_the_owner_may_look_into_the_journal_and_no_secret_is_in_it():
    serve()
    same(run("generate", *CAT, VOLC_SESSION_TOKEN="dG9rZW4tY2FuYXJ5LW5ldmVyLXNob3du").code, 0)
    for path in journals():
        same(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        content = open(path, encoding="utf-8").read()
        for secret in (SECRET, "AKLTTESTTEST", "dG9rZW4tY2FuYXJ5LW5ldmVyLXNob3du"):
            assert secret not in content, content
    same(len(journals()), 1)


@check
def row_45_a_run_that_is_killed_after_its_task_was_accepted_is_brought_home():
    service.answers = [accepted()] + [state("generating")] * 10000
    killed_when(lambda: len(service.queries()) >= 2, "--output", "cat.png")
    same([job["standing"] for job in tasks()], ["accepted"])
    serve(submits=0)
    os.mkdir(os.path.join(scratch, "elsewhere"))
    resumed = Run("resume", "--all", env=keys(), cwd=os.path.join(scratch, "elsewhere"))
    same((resumed.code, resumed.err), (0, ""))
    same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))
    same([job["standing"] for job in tasks()], ["done"])
    same(len(service.submits()), 1)
    queries = len(service.queries())
    same(run("resume", "--all").code, 0)  # nothing is left to do
    same(len(service.queries()), queries)


def two_pictures():
    """The second one takes for ever, until the service's delays are taken away."""
    service.requests.clear()
    for i in (1, 2):
        service.pictures[f"/{i}.png"] = (200, png(1024, 1024, noise=True), "image/png")
    service.answers = [accepted()] + [links(service.url + "/1.png", service.url + "/2.png")] * 50
    service.delays["/2.png"] = LIMIT


def fetches():
    return [r["target"] for r in service.requests if r["target"].endswith(".png")]


def content(name):
    with open(os.path.join(scratch, name), "rb") as file:
        return file.read()


def lying_in(folder):
    """What a kill left of a file that was being written is hidden."""
    return sorted(name for name in os.listdir(os.path.join(scratch, folder)) if not name.startswith("."))


@check
def of_a_run_that_is_killed_between_two_pictures_only_the_missing_one_is_fetched():
    for output, folder, names in (("cat.png", "", ["cat-1.png", "cat-2.png"]), ("cats/", "cats", [f"{ID}-1.png", f"{ID}-2.png"])):
        two_pictures()
        killed_when(lambda: "/2.png" in fetches(), "--output", output, "--job-key", output)
        same(lying_in(folder), names[:1])
        first = os.stat(os.path.join(scratch, folder, names[0]))
        service.requests.clear()
        service.delays.clear()
        resumed = run("resume", output, "--json")
        same((resumed.code, resumed.err), (0, ""))
        same((fetches(), service.submits()), (["/2.png"], []))
        same(lying_in(folder), names)
        paths = [os.path.join(os.path.realpath(scratch), folder, name) for name in names]
        same([one["path"] for one in resumed.json["pictures"]], paths)
        same([(one["width"], one["height"]) for one in resumed.json["pictures"]], [(1024, 1024)] * 2)
        same([content(path) for path in paths], [service.pictures["/1.png"][1], service.pictures["/2.png"][1]])
        now = os.stat(paths[0])
        same((now.st_ino, now.st_mtime_ns), (first.st_ino, first.st_mtime_ns))
        job = [job for job in tasks() if job["key"] == output][0]
        same((job["standing"], [one["path"] for one in job["results"]]), ("done", paths))


@check
def a_picture_that_somebody_changed_meanwhile_is_fetched_again_and_nothing_is_replaced():
    two_pictures()
    killed_when(lambda: "/2.png" in fetches(), "--output", "cat.png")
    with open(os.path.join(scratch, "cat-1.png"), "wb") as file:
        file.write(b"mine")
    service.requests.clear()
    service.delays.clear()
    same(run("resume", ID).code, 0)
    same(fetches(), ["/1.png", "/2.png"])
    same(lying_in(""), sorted(["cat-1.png", f"cat-{ID}-1.png", f"cat-{ID}-2.png"]))
    same(content("cat-1.png"), b"mine")
    same(content(f"cat-{ID}-1.png"), service.pictures["/1.png"][1])
    same(content(f"cat-{ID}-2.png"), service.pictures["/2.png"][1])


@check
def a_key_attaches_to_what_was_saved_too():
    two_pictures()
    killed_when(lambda: "/2.png" in fetches(), "--output", "cat.png", "--job-key", "K")
    service.requests.clear()
    service.delays.clear()
    same(run("generate", *CAT, "--job-key", "K", "--output", "cat.png").code, 0)
    same((fetches(), service.submits()), (["/2.png"], []))
    same(lying_in(""), ["cat-1.png", "cat-2.png"])


@check
def all_jobs_that_were_accepted_are_brought_home_by_one_run():
    for number in range(3):
        service.answers = [accepted(str(7000 + number))]
        same(run("generate", *CAT, "--no-wait", "--output", f"{number}.png").code, 0)
    serve(submits=0)
    resumed = run("resume", "--all")
    same((resumed.code, resumed.err), (0, ""))
    same(sorted(os.listdir(scratch)), ["0.png", "1.png", "2.png"])
    same([job["standing"] for job in tasks()], ["done"] * 3)


@check
def row_45_a_run_that_is_killed_while_its_submit_is_answered_is_held_and_never_sent_again_by_itself():
    service.submit_delay = 2
    service.answers = [accepted()]
    killed_when(service.submits, "--job-key", "K")
    same([job["standing"] for job in tasks()], ["unknown"])
    for words in (("resume", "--all"), ("resume", "K"), ("generate", *CAT, "--job-key", "K")):
        again = run(*words)
        same(again.code, 10)
        holds(again.err, "--on-unknown resubmit", "forget")
    same(len(service.submits()), 1)
    as_json = run("generate", *CAT, "--job-key", "K", "--json")
    same((as_json.code, as_json.json["submitted"], as_json.json["exit_code"]), (10, "unknown", 10))


@check
def row_44_an_unknown_job_is_sent_again_only_when_that_is_asked_for_and_once():
    service.submit_delay = 2
    service.answers = [accepted()]
    killed_when(service.submits, "--job-key", "K")
    service.submit_delay = 0
    serve()
    again = run("generate", *CAT, "--job-key", "K", "--on-unknown", "resubmit", "--output", "cat.png")
    same(again.code, 0)
    holds(again.err, "may be billed twice")
    same(len(service.submits()), 2)
    same([job["standing"] for job in tasks()], ["done", "unknown"])  # the first one is still told of
    same(run("generate", *CAT, "--job-key", "K", "--on-unknown", "resubmit", "--output", "cat.png").code, 0)
    same(len(service.submits()), 2)
    unknown = [job["job"] for job in tasks() if job["standing"] == "unknown"][0]
    same(run("resume", unknown, "--on-unknown", "forget").code, 0)
    same(len(service.submits()), 2)
    same([job["standing"] for job in tasks()], ["done"])


@check
def row_43_a_key_is_sent_once_by_many_processes_at_the_same_time():
    serve()
    service.submit_delay = 0.3
    processes = [started("generate", *CAT, "--job-key", "K", "--output", "cat.png", JIMENG_POLL_INTERVAL="0.05") for _ in range(10)]
    ends = [process.communicate(timeout=LIMIT) for process in processes]
    same([process.returncode for process in processes], [0] * 10)
    same(len(service.submits()), 1)
    for out, _ in ends:
        holds(out.decode(), "cat.png")
    same(sorted(os.listdir(scratch)), ["cat.png"])


@check
def a_key_attaches_to_what_a_killed_process_left():
    service.answers = [accepted()] + [state("generating")] * 10000
    killed_when(lambda: len(service.queries()) >= 1, "--job-key", "K", "--output", "cat.png")
    serve(submits=0)
    same(run("generate", *CAT, "--job-key", "K", "--output", "cat.png").code, 0)
    same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))
    same(len(service.submits()), 1)
    os.remove(os.path.join(scratch, "cat.png"))  # a picture that is gone is fetched again
    same(run("generate", *CAT, "--job-key", "K", "--output", "cat.png").code, 0)
    same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))
    same(len(service.submits()), 1)


@check
def the_same_request_is_sent_once_and_another_one_is_another():
    serve(submits=1)
    same(run("generate", *CAT, "--once", "--output", "cat.png").code, 0)
    same(run("generate", *CAT, "--once", "--output", "cat.png").code, 0)
    same(len(service.submits()), 1)
    serve(submits=1)
    same(run("generate", *CAT, "--once", "--scale", "0.4", "--output", "dog.png").code, 0)
    same(len(service.submits()), 2)


@check
def once_looks_into_the_bytes_of_the_files_that_go_in():
    picture = os.path.join(scratch, "in.png")
    for count, noise in ((1, False), (1, False), (2, True)):
        if count != len(service.submits()) or noise:
            with open(picture, "wb") as file:
                file.write(png(1024, 1024, noise))
        serve()
        same(run("generate", "--model", "super-resolution", "--images", "in.png", "--once", "--output", f"out{count}.png").code, 0)
        same(len(service.submits()), count)


@check
def a_job_that_was_refused_is_refused_again_without_being_sent():
    service.answers = [refusal(400, 50412, "Text Risk Not Pass")]
    first = run("generate", *CAT, "--job-key", "K")
    again = run("generate", *CAT, "--job-key", "K")
    same((first.code, again.code), (5, 5))
    same(len(service.submits()), 1)


@check
def a_column_of_the_list_that_says_nothing_is_a_dash():
    same(run("tasks").out, "")
    run("generate", *CAT, JIMENG_API_URL="http://127.0.0.1:1")
    columns = run("tasks").out.splitlines()[1].split("\t")
    same(columns[1:5], ["not sent", "-", "4.0", "-"])


@check
def the_newest_job_is_listed_first():
    for key in ("b", "c", "a"):
        service.answers = [accepted()]
        same(run("generate", *CAT, "--no-wait", "--job-key", key).code, 0)
    same([job["key"] for job in tasks()], ["a", "c", "b"])
    same([line.split("\t")[4] for line in run("tasks").out.splitlines()], ["KEY", "a", "c", "b"])


@check
def a_submit_that_was_refused_for_its_keys_leaves_no_job():
    gateway = 401, {"ResponseMetadata": {"RequestId": "r", "Error": {"CodeN": 100009, "Code": "InvalidAccessKey", "Message": "no"}}}
    for words in ((), ("--no-wait",)):
        service.answers = [gateway]
        same((run("generate", *CAT, *words).code, tasks()), (4, []))
    service.answers = [gateway]
    same(run("generate", *CAT, "--job-key", "K").code, 4)  # somebody may order it again
    same([(job["key"], job["standing"]) for job in tasks()], [("K", "not sent")])
    service.answers = [refusal(429, 50429)] * 50
    assert run("generate", *CAT, "--wait-timeout", "1").code != 0  # of another time, not of the keys
    same(len(tasks()), 2)


@check
def jobs_that_are_over_are_forgotten_together_and_no_others():
    serve()
    same(run("generate", *CAT, "--output", "a.png", "--job-key", "done").code, 0)
    service.answers = [refusal(400, 50412, "Text Risk Not Pass")]
    same(run("generate", *CAT, "--job-key", "failed").code, 5)
    run("generate", *CAT, "--job-key", "not sent", JIMENG_API_URL="http://127.0.0.1:1")
    service.answers = [None]
    same(run("generate", *CAT, "--job-key", "unknown").code, 10)
    service.answers = [accepted("7001")]
    same(run("generate", *CAT, "--job-key", "accepted", "--no-wait").code, 0)
    service.answers = [accepted("7002")] + [state("generating")] * 100000
    process = started("generate", *CAT, "--job-key", "running")
    wait_until(lambda: len(service.queries()) >= 2, process)
    for words in (("--done", "--older-than", "-1"), ("--older-than", "1"), ("K", "--done"), ()):
        same(run("tasks", "forget", *words).code, 2)
    same(run("tasks", "list", "--done").code, 2)
    same(run("tasks", "forget", "--done", "--older-than", "1").err, "jimeng: note: 0 jobs are forgotten\n")
    same(len(tasks()), 6)
    forgotten = run("tasks", "forget", "--done")
    same((forgotten.code, forgotten.err), (0, "jimeng: note: 2 jobs are forgotten\n"))
    same(sorted(job["key"] for job in tasks()), ["accepted", "not sent", "running", "unknown"])
    process.kill()
    process.communicate(timeout=LIMIT)


@check
def a_submit_whose_fate_is_open_is_told_with_the_job_and_what_to_run():
    service.answers = [None]
    lost = run("generate", *CAT, "--output", "cat.png")
    same(lost.code, 10)
    one_line(lost.err)
    job = tasks()[0]["job"]
    holds(lost.err, f"jimeng resume {job} --on-unknown resubmit", "forget")
    serve()
    same(run("resume", job, "--on-unknown", "resubmit").code, 0)
    same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))


@check
def what_is_to_be_done_with_an_unknown_job_needs_a_job():
    refused = run("generate", *CAT, "--on-unknown", "resubmit")
    same((refused.code, service.submits()), (2, []))
    holds(refused.err, "--job-key", "--once", "jimeng resume JOB")
    one_line(refused.err)


@check
def what_has_ended_is_not_still_running_where_its_service_is_down():
    serve()
    same(run("generate", *CAT, "--output", "cat.png", "--job-key", "K").code, 0)
    service.close()
    service.server.server_close()
    os.remove(os.path.join(scratch, "cat.png"))
    for words in (("download", "K"), ("wait", ID), ("resume", "K"), ("generate", *CAT, "--job-key", "K", "--output", "cat.png")):
        failed = run(*words, JIMENG_MAX_POLL_ATTEMPTS="3")
        same((words, failed.code), (words, 12))
        holds(failed.err, f"task {ID} has ended", "the task is not lost, run: jimeng wait")
        assert "still running" not in failed.err, failed.err
    same([job["standing"] for job in tasks()], ["done"])


@check
def who_waits_for_an_id_that_nobody_knows_hears_of_it_at_once():
    service.answers = [state("not_found")] * 100000
    process = started("wait", "1234567890")
    line = process.stderr.readline().decode()
    holds(line, "the service knows no task 1234567890", "--model")
    process.kill()
    process.communicate(timeout=LIMIT)


@check
def a_run_that_waits_for_its_turn_says_so_once_and_how_to_change_that():
    service.answers = [accepted()] + [state("generating")] * 100000
    first = started("generate", *CAT)
    wait_until(lambda: len(service.queries()) >= 1, first)
    second = run("generate", *CAT, "--wait-timeout", "1")
    same((second.code, len(service.submits())), (6, 1))
    waiting, over_now = second.err.splitlines()
    holds(waiting, "waiting for its turn, at most 1 s", "--wait-timeout", "JIMENG_CONCURRENCY")
    holds(over_now, "the account was busy", "--wait-timeout", "JIMENG_CONCURRENCY", "nothing was sent")
    first.kill()
    first.communicate(timeout=LIMIT)


@check
def resume_and_download_take_the_way_that_the_others_take():
    service.answers = [accepted()] + [state("generating")] * 100000
    same(run("generate", *CAT, "--no-wait", "--output", "cat.png").code, 0)
    for words in (("resume", ID), ("download", ID)):
        same(run(*words, "--wait-timeout", "1", "--ca-file", "nothing.pem").code, 9)
    secure = service.url.replace("http:", "https:")
    same(run("generate", *CAT, "--job-key", "K", JIMENG_API_URL=secure).code, 8)
    refused = run("resume", "K", "--ca-file", "nothing.pem", JIMENG_API_URL=secure)
    same(refused.code, 3)
    holds(refused.err, "nothing.pem")


@check
def what_was_not_sent_is_submitted_when_it_is_asked_for():
    nobody = "http://127.0.0.1:1"
    refused = run("generate", *CAT, "--job-key", "K", "--output", "cat.png", JIMENG_API_URL=nobody)
    same(refused.code, 8)
    same([job["standing"] for job in tasks()], ["not sent"])
    again = run("resume", "--all")
    same(again.code, 0)
    holds(again.err, "not sent and not paid: 1")
    same(service.submits(), [])
    serve()
    same(run("resume", "K").code, 0)  # no service knows it yet, so any other will do
    same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))
    same(len(service.submits()), 1)
    elsewhere = FakeService()
    refused = run("resume", "K", JIMENG_API_URL=elsewhere.url)
    same(refused.code, 0)  # it is done, and its picture lies there
    os.remove(os.path.join(scratch, "cat.png"))
    refused = run("resume", "K", JIMENG_API_URL=elsewhere.url)
    same(refused.code, 3)
    holds(refused.err, "JIMENG_API_URL")
    elsewhere.close()


@check
def a_key_stands_for_one_request_at_one_service():
    serve()
    same(run("generate", *CAT, "--job-key", "K", "--output", "cat.png").code, 0)
    other = run("generate", "a dog", "--job-key", "K", "--output", "dog.png")
    same(other.code, 2)
    holds(other.err, "another request", "tasks forget")
    same(run("generate", *CAT, "--job-key", "K", "--output", "again.png").code, 0)  # to another place: fetched again
    same(dimensions(os.path.join(scratch, "again.png")), (1024, 1024))
    same(run("generate", *CAT, "--job-key", "", "--output", "x.png").code, 2)
    same(run("generate", *CAT, "--job-key", "K", "--once").code, 2)
    same(run("generate", *CAT, JIMENG_STATE_DIR="relative").code, 13)
    same(len(service.submits()), 1)


@check
def a_wait_that_names_the_wrong_model_is_no_word_on_the_job():
    service.answers = [accepted()]
    same(run("generate", *CAT, "--no-wait", "--job-key", "K").code, 0)
    service.answers = [refusal(400, 50215, "req_key")] * 3
    assert run("wait", ID, "--model", "4.6").code != 0
    same([job["standing"] for job in tasks()], ["accepted"])
    again = run("generate", *CAT, "--no-wait", "--job-key", "K")
    same(again.code, 0)
    holds(again.out, ID)
    serve(submits=0)
    same(run("wait", ID, "--output", "cat.png").code, 0)
    same([job["standing"] for job in tasks()], ["done"])
    same(len(service.submits()), 1)


@check
def a_folder_that_cannot_be_looked_into_is_not_one_without_jobs():
    with open(os.path.join(scratch, "file"), "w", encoding="utf-8"):
        pass
    for words in (("tasks",), ("resume", "--all")):
        same(run(*words, JIMENG_STATE_DIR=os.path.join(scratch, "file")).code, 13)


@check
def a_job_of_which_nothing_was_sent_is_submitted_as_it_was():
    service.answers = [refusal(400, 50412, "no")]
    first = run("generate", *CAT, "--job-key", "K", "--scale", "0.4", "--output", "cat.png")
    same(first.code, 5)
    path = journals()[0]
    lines = open(path, encoding="utf-8").read().splitlines(keepends=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(lines[0])  # as if the process had died before the first byte
    same([job["standing"] for job in tasks()], ["not sent"])
    serve()
    same(run("resume", "K").code, 0)
    same(service.submits()[0], service.submits()[1])
    same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))


@check
def row_48_without_a_place_for_the_journal_nothing_is_sent():
    read_only = os.path.join(scratch, "read-only")
    os.mkdir(read_only, 0o700)
    with open(os.path.join(scratch, "file"), "w", encoding="utf-8"):
        pass
    cases = [dict(JIMENG_STATE_DIR=os.path.join(scratch, "file")), dict(JIMENG_STATE_DIR="", HOME="")]
    for case in cases:
        refused = run("generate", *CAT, **case)
        same(refused.code, 13)
        holds(refused.err, "JIMENG_STATE_DIR", "--no-journal")
        one_line(refused.err)
    same(service.submits(), [])
    serve()
    same(run("generate", *CAT, "--no-journal", "--output", "cat.png", JIMENG_STATE_DIR="", HOME="").code, 0)


@check
def row_48_without_a_place_for_the_shared_limits_nothing_is_sent():
    with open(os.path.join(place["journal"], "limits"), "w", encoding="utf-8"):
        pass
    refused = run("generate", *CAT)
    same((refused.code, service.submits()), (13, []))
    holds(refused.err, place["journal"] + "/limits", "JIMENG_STATE_DIR=/PATH", "--no-journal")
    one_line(refused.err)


@check
def a_journal_that_others_may_read_is_refused():
    os.chmod(os.path.join(place["journal"], "jobs"), 0o750)
    refused = run("generate", *CAT)
    same(refused.code, 13)
    holds(refused.err, "chmod 700")
    same(service.submits(), [])


@check
def row_48_a_full_disk_before_the_money_is_spent_prevents_the_submit():
    serve()
    limited = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")
    process = started("generate", *CAT, program=limited, ignored=(signal.SIGXFSZ,))
    out, err = process.communicate(timeout=LIMIT)
    same(process.returncode, 13)
    holds(err.decode(), "nothing was sent", place["journal"], "JIMENG_STATE_DIR=/PATH", "--no-journal")
    same(service.submits(), [])


@check
def the_first_run_tells_where_jobs_are_kept_and_a_run_without_a_journal_keeps_none():
    serve()
    first = run("generate", *CAT, "--output", "a.png", JIMENG_STATE_DIR=os.path.join(scratch, "new"))
    holds(first.err, "tasks are kept in " + os.path.join(scratch, "new", "jobs"))
    serve()
    second = run("generate", *CAT, "--output", "b.png", JIMENG_STATE_DIR=os.path.join(scratch, "new"))
    assert "tasks are kept" not in second.err, second.err
    serve()
    same(run("generate", *CAT, "--output", "c.png", "--no-journal").code, 0)
    same(journals(), [])
    same(emulated(*CAT, "--output", "d.png").code, 0)  # its tasks die with it
    same(journals(), [])


@check
def the_journal_is_found_where_the_system_keeps_state():
    serve()
    xdg = os.path.join(scratch, "xdg")
    run("generate", *CAT, JIMENG_STATE_DIR="", XDG_STATE_HOME=xdg)
    same(len(os.listdir(os.path.join(xdg, "jimeng", "jobs"))), 1)
    serve()
    run("generate", *CAT, JIMENG_STATE_DIR="", HOME=os.path.join(scratch, "home"))
    same(len(os.listdir(os.path.join(scratch, "home", ".local", "state", "jimeng", "jobs"))), 1)


@check
def row_53_a_job_that_another_process_goes_on_with_is_left_to_it():
    service.answers = [accepted()] + [state("generating")] * 100000
    process = started("generate", *CAT, "--job-key", "K")
    wait_until(lambda: len(service.queries()) >= 1, process)
    same([(job["running"], job["process"]) for job in tasks()], [(True, process.pid)])
    for words in (("resume", "K"), ("tasks", "forget", "K"), ("wait", ID)):
        refused = run(*words)
        assert refused.code != 0, words
        holds(refused.err, f"another process goes on with the job (process {process.pid})")
    waiting = run("generate", *CAT, "--job-key", "K", "--wait-timeout", "1")
    holds(waiting.err, f"(process {process.pid}); waiting for it")
    same(run("resume", "--all").code, 0)
    process.kill()
    process.communicate(timeout=LIMIT)
    same([(job["running"], job["process"]) for job in tasks()], [(False, 0)])
    same(run("tasks", "forget", "K").code, 0)


@check
def row_38_the_age_of_a_lost_task_is_told():
    for words in (("wait", ID), ("resume", "K"), ("generate", *CAT, "--job-key", "K"), ("download", "K")):
        service.answers = [accepted()] + [state("generating")] * 2
        same(run("generate", *CAT, "--job-key", "K", JIMENG_MAX_POLL_ATTEMPTS="2").code, 9)
        service.answers = [state("expired")]
        lost = run(*words)
        same((words, lost.code), (words, 11))
        holds(lost.err, ID, "has expired at the service, and was accepted 0 min ago")
        same(run("tasks", "forget", "K").code, 0)


@check
def row_20_the_answer_that_left_a_submit_unknown_stands_in_the_journal_without_secrets():
    service.answers = [(200, "<html>\x1b[2J you sent " + SECRET + " of AKLTTESTTEST" + "x" * 10000)]
    same(run("generate", *CAT).code, 10)
    kept = open(journals()[0], encoding="utf-8").read()
    holds(kept, "<html>", "you sent *** of ***")
    assert len(kept) < 8000 and "\x1b" not in kept and SECRET not in kept and "AKLTTESTTEST" not in kept, kept
    holds(tasks()[0]["answer"], "you sent ***")


@check
def row_52_a_damaged_journal_never_makes_a_paid_job_look_unpaid():
    serve()
    same(run("generate", *CAT, "--job-key", "K", "--output", "cat.png").code, 0)
    path = journals()[0]
    whole = open(path, "rb").read()
    chance = random.Random(3)
    for _ in range(12):
        broken = bytearray(whole)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        with open(path, "wb") as file:
            file.write(broken)
        serve()
        run("generate", *CAT, "--job-key", "K", "--output", "cat.png")
        same(len(service.submits()), 1)
    for size in range(whole.index(b'"accepted"'), len(whole), 37):
        with open(path, "wb") as file:
            file.write(whole[:size])
        serve()
        run("generate", *CAT, "--job-key", "K", "--output", "cat.png")
        same(len(service.submits()), 1)


@check
def a_wait_ends_when_it_is_told_to_and_the_task_is_kept():
    service.answers = [accepted()] + [state("generating")] * 100000
    ended = run("generate", *CAT, "--wait-timeout", "1", "--output", "cat.png")
    same(ended.code, 9)
    same([job["standing"] for job in tasks()], ["accepted"])
    serve(submits=0)
    same(run("resume", ID).code, 0)
    same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))


@check
def results_are_fetched_again_to_another_place():
    serve()
    same(run("generate", *CAT, "--output", "cat.png", "--job-key", "K").code, 0)
    same(run("download", "K", "--output", "again.png").code, 0)
    same(dimensions(os.path.join(scratch, "again.png")), (1024, 1024))
    refused = run("download", "K", "--output", "again.png")
    same(refused.code, 2)
    holds(refused.err, "again.png", "exists", "--free-name or --force")
    same(run("download", "K", "--output", "again.png", "--free-name").code, 0)
    same(dimensions(os.path.join(scratch, f"again-{ID}.png")), (1024, 1024))
    os.remove(os.path.join(scratch, f"again-{ID}.png"))
    same(run("download", ID, "--output", "again.png", "--force").code, 0)
    same(run("download", "K").code, 0)
    same(sorted(os.listdir(scratch)), ["again.png", f"cat-{ID}.png", "cat.png"])
    same(len(service.submits()), 1)
    same(run("download", "nobody").code, 2)


@check
def a_key_stands_for_its_request_whoever_went_on_with_its_job():
    serve()
    same(run("generate", *CAT, "--job-key", "K", "--no-wait").code, 0)
    for words in (("resume", "K"), ("download", "K", "--output", "more.png"), ("wait", ID, "--output", "again.png")):
        same(run(*words).code, 0)
        same([job["key"] for job in tasks()], ["K"])
        other = run("generate", "a dog", "--size", "1K", "--job-key", "K", "--output", "dog.png")
        same((words[0], other.code), (words[0], 2))
        holds(other.err, "--job-key K: stands for another request")
    same(run("generate", *CAT, "--job-key", "K").code, 0)
    same(len(service.submits()), 1)


@check
def row_44_what_was_resubmitted_and_forgotten_leaves_the_first_submit_in_the_list():
    service.answers = [None]
    same(run("generate", *CAT, "--job-key", "K").code, 10)
    service.answers = [None]
    same(run("resume", "K", "--on-unknown", "resubmit").code, 10)
    same(sorted((job["standing"], job["set_aside"]) for job in tasks()), [("unknown", False), ("unknown", True)])
    same(run("resume", "--all").code, 10)
    holds(run("tasks").out, "unknown, set aside")
    same(run("resume", "K", "--on-unknown", "forget").code, 0)
    same(run("resume", "--all").code, 0)  # somebody has decided about the first one
    same([(job["standing"], job["set_aside"], job["key"]) for job in tasks()], [("unknown", True, "K")])
    same(run("tasks", "show", "K").code, 0)  # its key finds it still
    same(run("tasks", "forget", "K").code, 0)
    same(tasks(), [])


@check
def row_46_an_unknown_submit_outweighs_whatever_else_is_not_home():
    service.answers = [accepted()]
    same(run("generate", *CAT, "--job-key", "running", "--no-wait").code, 0)
    service.answers = [None]
    same(run("generate", *CAT, "--job-key", "unknown").code, 10)
    service.answers = [state("generating")] * 100
    same(run("resume", "--all", "--wait-timeout", "1").code, 10)


@check
def a_place_where_no_journal_is_is_named():
    nowhere = os.path.join(HOME, "nowhere")
    for words in (("tasks",), ("tasks", "--json"), ("resume", "--all"), ("tasks", "forget", "--done")):
        looked = run(*words, JIMENG_STATE_DIR=nowhere)
        same((words, looked.code), (words, 0))
        holds(looked.err, f"note: there is no journal in {nowhere}/jobs", "JIMENG_STATE_DIR")
        relative = run(*words, JIMENG_STATE_DIR="here")
        same((words, relative.code), (words, 13))
        holds(relative.err, "JIMENG_STATE_DIR: here does not begin with /")
    relative = run("generate", *CAT, JIMENG_STATE_DIR="here")
    same((relative.code, service.requests), (13, []))
    holds(relative.err, "JIMENG_STATE_DIR: here does not begin with /", "--no-journal")


sys.exit(over())
