#!/usr/bin/env python3
"""`jimeng batch` as people use it: killed, throttled, refused, out of money, with lines and tables that are wrong. Prints TAP.

usage: batch.py JIMENG

JIMENG_DEEP=1 also runs ten thousand lines, kills them ten times and prints memory, descriptors and speed.
"""

import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from emulated import Emulator  # noqa: E402
from harness import *  # noqa: E402,F403

PAGES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs")
# LibreOffice 7.4 exported them from prompts.fods: with , and ; in UTF-8, with tabs in UTF-16, and with , in GBK.
TABLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "batch")
DEEP = os.environ.get("JIMENG_DEEP") == "1"
SMALL = {"model": "3.0", "width": 512, "height": 512}


def at(name):
    return os.path.join(scratch, name)


def emulator(*options):
    return Emulator(at("ledger.jsonl"), *options)


def put(name, text, encoding="utf-8"):
    with open(at(name), "wb") as file:
        file.write(text if isinstance(text, bytes) else text.encode(encoding))
    return at(name)


def put_lines(*lines, name="lines.jsonl"):
    return put(name, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def json_lines(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert text == "" or text.endswith("\n"), text[-200:]
    return [json.loads(line) for line in text.splitlines()]


def results_of(folder="out"):
    return {one["id"]: one for one in json_lines(os.path.join(at(folder), "results.jsonl"))}


def batch(one, *options, file="lines.jsonl", **more):
    return Run("batch", at(file), "--output", at("out"), *options, env={**one.keys, **more})


def sha256_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def all_is_there(results, count):
    """Every result is done, each by a task of its own, and its files are what was hashed."""
    same(len(results), count)
    same({one["status"] for one in results.values()}, {"done"})
    same(len({one["task_id"] for one in results.values()}), count)
    for one in results.values():
        for file in one["files"]:
            same((sha256_of(file["path"]), os.path.getsize(file["path"])), (file["sha256"], file["size_bytes"]))


def killed_at_random(one, seed, kills, longest, *options):
    """Runs that are killed after a while, the file of results looked at after each. How many ended before."""
    chance = random.Random(seed)
    ended = 0
    for _ in range(kills):
        run = started("batch", at("lines.jsonl"), "--output", at("out"), *options, **one.keys)
        try:
            run.communicate(timeout=chance.uniform(0, longest))
            ended += 1
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate(timeout=LIMIT)
        one.restart()
        if os.path.exists(at("out/results.jsonl")):
            with open(at("out/results.jsonl"), "rb") as file:
                whole = file.read()
            for line in whole[:whole.rfind(b"\n") + 1].splitlines():
                json.loads(line)
    return ended


@check
def lines_become_pictures_and_results_and_the_same_line_goes_on():
    with emulator() as one:
        put_lines({"id": "lake", "prompt": "a lake", "size": "1K", "force_single": True},
                  {"id": "湖", "prompt": "a lake at night", **SMALL},
                  {"prompt": "a set of 2 cats", "size": "1024x1024"},
                  {"id": 7, "prompt": "a dog", "model": "3.1", "size": "1K", "output": "dogs/rex"})
        run = batch(one)
        same((run.code, run.err), (0, ""))
        holds(run.out, "4 of 4 done", "paid: 5 pictures")
        all_is_there(results_of(), 4)
        for name in ("lake.png", "湖.png", "3-1.png", "3-2.png", "dogs/rex.png"):
            dimensions(at("out/" + name))
        same([line["id"] for line in json_lines(at("out/results.jsonl"))][0:1] != [], True)
        before = sha256_of(at("out/results.jsonl"))
        again = batch(one, "--json")
        same((again.code, json.loads(again.out.splitlines()[-1])["done"], len(one.accepted())), (0, 4, 4))
        same(sha256_of(at("out/results.jsonl")), before)
        os.unlink(at("out/lake.png"))  # what is gone is fetched again, and costs nothing
        same((batch(one).code, len(one.accepted()), dimensions(at("out/lake.png"))), (0, 4, (1024, 1024)))


@check
def every_invalid_line_is_named_and_nothing_is_sent():
    with emulator() as one:
        put_lines({"id": "good", "prompt": "x", **SMALL}, {"prompt": "x", "model": "3.0", "width": 51, "height": 512}, ["no object"],
                  {"id": "a/b", "prompt": "x"}, {"id": "good", "prompt": "x"}, {"prompt": "x", "model": "9.9"}, {"prompt": 5},
                  {"prompt": "x", "colour": "red"}, {"prompt": "x", "size": "3K"}, {"prompt": "x", "images": ["no-file.png"]},
                  {"prompt": "x", "output": "../up.png"}, {"model": "3.0"}, {"id": "", "prompt": "x"}, {"id": {"a": 1}, "prompt": "x"},
                  {"id": "x" * 101, "prompt": "x"}, {"id": ".hidden", "prompt": "x"}, {"prompt": "y", "job_key": "k"}, {"prompt": "x", "job_key": "k"},
                  {"prompt": "x\n" * 500})
        with open(at("lines.jsonl"), "ab") as file:
            file.write(b'{"prompt": "\xff"}\n{"prompt": "torn')
        run = batch(one)
        same(run.code, 2)
        told = [line for line in run.err.splitlines() if line.startswith("jimeng: line ")]
        same([int(line.split()[2].rstrip(":")) for line in told], [*range(2, 17), 18, 19, 20, 21])
        holds(run.err, "51x512", "id a/b", "line 1 has it already", "model 9.9", "prompt 5: value is of another type", "colour",
              "size 3K", "leads out of the batch's folder", "limit 100", "is not UTF-8", "19 lines are invalid")
        same((len(one.accepted()) if os.path.exists(one.ledger) else 0, os.path.exists(at("out"))), (0, False))
        events = [json.loads(line) for line in batch(one, "--json").out.splitlines()]
        same([event["line"] for event in events[:-1]], [int(line.split()[2].rstrip(":")) for line in told])
        same((events[0]["event"], events[-1]["event"], events[-1]["exit_code"]), ("invalid", "end", 2))
        run = batch(one, "--skip-invalid")
        same((run.code, len(one.accepted())), (2, 2))
        same(sorted(one["status"] for one in results_of().values()), ["done"] * 2 + ["invalid"] * 19)


@check
def a_file_in_the_way_and_a_key_of_another_request_are_known_before_anything_is_sent():
    with emulator() as one:
        os.mkdir(at("out"))
        put("out/mine.png", "not yours")
        put_lines({"id": "mine", "prompt": "x", **SMALL}, {"id": "other", "prompt": "y", **SMALL})
        run = batch(one)
        same((run.code, os.path.exists(one.ledger) and len(one.accepted())), (2, 0))
        holds(run.err, "line 1", "mine.png", "exists")
        put_lines({"id": "a", "prompt": "x", "job_key": "k", **SMALL})
        same(batch(one).code, 0)
        put_lines({"id": "b", "prompt": "z", "job_key": "k", **SMALL})
        run = batch(one)
        same((run.code, len(one.accepted())), (2, 1))
        holds(run.err, "job_key k: stands for another request")


@check
def row_46_a_batch_whose_process_and_service_are_killed_again_and_again_submits_each_line_once():
    count = 150
    with emulator("--task-seconds", "0.05") as one:
        put_lines(*({"id": f"n{number}", "prompt": f"picture {number}", **SMALL} for number in range(count)))
        ended = killed_at_random(one, 11, 8, 0.5, "--concurrency", "16")
        run = batch(one, "--concurrency", "16")
        unknown = [name for name, result in results_of().items() if result["status"] == "unknown"]
        accepted = one.accepted()
        same(len({line["sha256"] for line in accepted}), len(accepted))  # none twice
        print(f"# {len(accepted)} accepted, {len(unknown)} with an answer that nobody read, {ended} runs ended by themselves")
        same(run.code, 10 if unknown else 0)
        if unknown:
            same(batch(one, "--concurrency", "16", "--on-unknown", "resubmit").code, 0)
        all_is_there(results_of(), count)
        same([line["id"] for line in json_lines(at("out/results.jsonl"))], [f"n{number}" for number in range(count)])


def killed_in_flight(one, folders, each):
    """Batches that are killed once so many tasks of each are accepted, the last together with the service."""
    words = ("--concurrency", "250", "--rate", "1000", "--json")
    for name in folders:
        put_lines(*({"id": f"n{number}", "prompt": f"{name} {number}", **SMALL} for number in range(each)), name=name + ".jsonl")
        run = started("batch", at(name + ".jsonl"), "--output", at(name), *words, **one.keys)
        try:
            told = 0
            while told != each:
                event = json.loads(run.stdout.readline())["event"]
                assert event in ("begin", "accepted"), event
                told += event == "accepted"
        finally:
            if name == folders[-1]:
                one.process.kill()
            run.kill()
            run.communicate(timeout=LIMIT)


@check
def row_46_a_thousand_tasks_in_flight_outlive_their_processes_and_the_service():
    each, chance = 250 if DEEP else 25, random.Random(46)
    folders = ["spring", "summer", "autumn", "winter"]
    with emulator("--task-seconds", "36000") as one:
        killed_in_flight(one, folders, each)
        one.options = ("--task-seconds", "0.05")
        one.restart()
        same(len(one.accepted()), len(folders) * each)
        words = {name: (at(name + ".jsonl"), "--output", at(name), "--concurrency", "60") for name in folders}
        for _ in range(4):
            runs = [started("batch", *words[name], stdout=subprocess.DEVNULL, **one.keys) for name in folders]
            time.sleep(chance.uniform(0.1, each / 60))
            for run in runs:
                run.kill()
                run.communicate(timeout=LIMIT)
            one.restart()
        print(f"# {len(one.accepted())} tasks in flight, brought home over 4 more kills of the processes and the service")
        for name in folders:
            run = Run("batch", *words[name], env=one.keys)
            same((run.code, run.err), (0, ""))
            all_is_there(results_of(name), each)
        same(len(one.accepted()), len(folders) * each)  # none was submitted again


@check
def what_a_crash_kept_from_the_journal_or_the_results_is_found_again():
    with emulator() as one:
        put_lines({"id": "a", "prompt": "x", **SMALL}, {"id": "b", "prompt": "y", **SMALL})
        same(batch(one).code, 0)
        wanted = {name: result["files"][0]["sha256"] for name, result in results_of().items()}
        os.unlink(at("out/results.jsonl"))
        same((batch(one).code, len(one.accepted())), (0, 2))  # the journal knows all of it
        all_is_there(results_of(), 2)
        for name in os.listdir(os.path.join(journal, "jobs")):  # the pictures were saved, and the word of it was not
            path = os.path.join(journal, "jobs", name)
            with open(path, encoding="utf-8") as file:
                kept = [line for line in file if not any(f'"{event}"' in line for event in ("done", "saved", "final"))]
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(kept)
            same(len(kept), 3)
        os.unlink(at("out/results.jsonl"))
        same((batch(one).code, len(one.accepted())), (0, 2))
        all_is_there(results_of(), 2)
        same({name: result["files"][0]["sha256"] for name, result in results_of().items()}, wanted)
        same(sorted(name for name in os.listdir(at("out")) if not name.startswith(".")), ["a.png", "b.png", "results.jsonl"])


@check
def a_folder_that_was_moved_or_copied_pays_nothing_again():
    with emulator("--task-seconds", "600") as slow:
        put_lines({"id": "a", "prompt": "x", **SMALL}, {"id": "b", "prompt": "y", "output": "deep/b", **SMALL})
        run = started("batch", at("lines.jsonl"), "--output", at("out"), "--concurrency", "2", "--json", **slow.keys)
        told = [json.loads(run.stdout.readline()) for _ in range(3)]
        run.kill()
        run.communicate(timeout=LIMIT)
        same([event["event"] for event in told], ["begin", "accepted", "accepted"])
        slow.options = ()  # its tasks are done when it is there again
        slow.restart()
        os.rename(at("out"), at("moved"))
        wanted = Run("batch", at("lines.jsonl"), "--output", at("moved"), env=slow.keys)
        same((wanted.code, len(slow.accepted())), (0, 2))
        all_is_there(results_of("moved"), 2)
        shutil.copytree(at("moved"), at("copied"))
        shutil.rmtree(at("moved"))
        for gone in ((), ("results.jsonl",), ("a.png",), ("results.jsonl", "deep/b.png")):  # the journal knows them too
            for name in gone:
                os.unlink(os.path.join(at("copied"), name))
            again = Run("batch", at("lines.jsonl"), "--output", at("copied"), env=slow.keys)
            same((again.code, again.err, len(slow.accepted())), (0, "", 2))
            all_is_there(results_of("copied"), 2)
            same(sorted(file["path"] for one in results_of("copied").values() for file in one["files"]),
                 [at("copied/a.png"), at("copied/deep/b.png")])
            same(sorted(os.listdir(at("copied/deep"))), ["b.png"])
        shutil.rmtree(at("copied"))  # a folder that is made anew where the first one was has its jobs too
        same((batch(slow).code, len(slow.accepted())), (0, 2))


@check
def two_batches_do_not_run_into_one_folder():
    with emulator("--task-seconds", "600") as one:
        put_lines({"prompt": "x", **SMALL})
        first = started("batch", at("lines.jsonl"), "--output", at("out"), "--json", **one.keys)
        try:
            while json.loads(first.stdout.readline())["event"] != "accepted":
                pass
            run = batch(one)
            same(run.code, 13)
            holds(run.err, "another batch runs there")
            first.send_signal(signal.SIGINT)
            out, _ = first.communicate(timeout=LIMIT)
            same(first.returncode, 130)
            same(json.loads(out.splitlines()[-1])["running"], 1)
        finally:
            first.kill()
        same((results_of()["1"]["status"], len(one.accepted())), ("running", 1))


@check
def a_budget_is_kept_to_the_picture_with_refusals_and_over_several_runs():
    with emulator("--task-seconds", "0.02") as one:
        words = {1: "emulate:50412", 3: "emulate:done-50511"}  # refused at once, and after its acceptance
        put_lines(*({"id": f"n{number}", "prompt": f"{words.get(number % 5, 'a picture')} {number}", **SMALL} for number in range(40)))
        for budget, wanted in ((7, 7), (7, 7), (12, 12)):
            run = batch(one, "--concurrency", "8", "--budget", str(budget))
            same((one.billed(), run.code), (wanted, 6))
            holds(run.out, f"{wanted} of {budget} pictures", "raise --budget")
        put_lines({"prompt": "a set of 4 cats", "size": "1K"}, {"prompt": "a dog", **SMALL}, name="sets.jsonl")
        run = Run("batch", at("sets.jsonl"), "--output", at("sets"), "--budget", "10", env=one.keys)
        same((run.code, one.billed()), (6, 13))  # a set may have 15 pictures, a dog has one
        put_lines({"prompt": "waves", "model": "video-3.0"}, name="video.jsonl")
        run = Run("batch", at("video.jsonl"), "--output", at("video"), "--budget", "5", env=one.keys)
        same(run.code, 2)
        holds(run.err, "add --budget 5s")
        same(Run("batch", at("video.jsonl"), "--output", at("video"), "--budget", "4s", env=one.keys).code, 6)
        same(Run("batch", at("video.jsonl"), "--output", at("video"), "--budget", "5s", env=one.keys).code, 0)
        same((one.billed("seconds"), os.path.exists(at("video/1.mp4"))), (5, True))


@check
def another_default_model_pays_no_line_again_unasked():
    line = {"prompt": "a lake", "width": 512, "height": 512}
    put_lines({"id": "a", **line}, {"id": "b", **line, "model": "3.1"})
    with emulator() as one:
        same(batch(one, JIMENG_MODEL="3.0").code, 0)
        put_lines({"id": "a", **line}, {"id": "b", **line, "model": "3.1"}, {"id": "c", **line})
        run = batch(one, JIMENG_MODEL="3.1")
        same((run.code, len(one.accepted())), (2, 2))
        one_line("".join(run.err.splitlines(True)[:1]))
        holds(run.err, "line 1: model: none is named, the line was begun as 3.0, and the default is 3.1 now", "add --model 3.0, or name")
        holds(batch(one, "--dry-run", "--lang", "zh", JIMENG_MODEL="3.1").err, "该行曾以 3.0 开始，而现在的默认模型是 3.1", "--model 3.0")
        assert "line 2" not in run.err and "line 3" not in run.err, run.err  # named, and never begun
        same((batch(one, JIMENG_MODEL="3.0").code, len(one.accepted())), (0, 3))  # as it was: the new line alone
        same((batch(one, "--model", "3.0", JIMENG_MODEL="3.1").code, len(one.accepted())), (0, 3))
        for name in os.listdir(at("out")):
            if name.startswith(("a.", "c.")):
                os.remove(os.path.join(at("out"), name))
        same((batch(one, "--model", "3.1").code, len(one.accepted())), (0, 5))  # asked for


@check
def money_is_told_at_the_prices_given_over_all_runs():
    with emulator() as one:
        put_lines({"id": "cats", "prompt": "a set of 3 cats", "size": "1K"}, {"id": "dog", "prompt": "a dog", **SMALL},
                  {"id": "no", "prompt": "emulate:50412", **SMALL}, {"id": "waves", "prompt": "waves", "model": "video-3.0"})
        prices = ("--price", "4.0=0.2", "--price", "3.0=0.125")
        holds(batch(one, *prices, "--dry-run").out, "at most 17 pictures and 5 s of video more, 3.25 in money at these prices, "
              "without video-3.0", "paid so far: 0 pictures, 0 in money")
        run = batch(one, *prices, "--sample", "1", "--json")
        events = [json.loads(line) for line in run.out.splitlines()]
        same((run.code, events[-1]["money"], events[-1]["without_price"], events[-2]["paid"]),
             (0, 0.6, [], {"pictures": 3, "seconds": 0, "money": 0.6}))
        run = batch(one, *prices)
        same((run.code, one.billed(), one.billed("seconds")), (5, 4, 5))
        holds(run.out, "paid: 4 pictures, 5 s of video, 0.725 in money at these prices, without video-3.0")
        run = batch(one, *prices, "--price", "video-3.0=1.5", "--json")  # prices are this run's
        end = json.loads(run.out.splitlines()[-1])
        same((end["money"], end["without_price"], end["pictures"], end["seconds"]), (8.225, [], 4, 5))
        same(("money" in json.loads(batch(one, "--json").out.splitlines()[-1]), "money" in batch(one).out), (False, False))
        run = batch(one, "--price", "9.9=1")
        same((run.code, len(one.accepted())), (2, 3))
        holds(run.err, "--price 9.9=1", "jimeng models lists them")


@check
def throttles_are_waited_for_and_failures_are_grouped():
    with emulator("--most-running", "2", "--task-seconds", "0.05") as one:
        put_lines(*({"id": f"n{number}", "prompt": f"picture {number}", **SMALL} for number in range(12)))
        same(batch(one, "--concurrency", "4").code, 0)
        all_is_there(results_of(), 12)
        put_lines({"id": "bad1", "prompt": "emulate:50412 1", **SMALL}, {"id": "bad2", "prompt": "emulate:50412 2", **SMALL}, {"id": "fine", "prompt": "x", **SMALL})
        run = batch(one, "--fail-fast")
        same((run.code, results_of()["bad1"]["status"], len(one.accepted())), (5, "failed", 12))
        run = batch(one)
        same(run.code, 5)
        holds(run.err, "2 lines: ", "bad1, bad2")
        same(results_of()["bad1"]["error"]["exit_code"], 5)
        same((batch(one).code, batch(one, "--retry-failed").code, len(one.accepted())), (5, 5, 13))


@check
def tables_as_spreadsheets_write_them_run_unchanged():
    with emulator() as one:
        excel = ("\ufeffid;prompt;model;width;height;scale;image_urls\r\nsee;\"Ein \"\"stiller\"\" See; 湖\";4.0;1024;1024;0,5;\r\n"
                 ";;;;;;\r\nzwei;\"Zwei\nZeilen\";3.0;512;512;;\r\n")
        office = 'id,prompt,model,size\r\nlake,"a lake, quiet",3.1,1K\r\n猫,一只猫,3.1,1024x1024\r\n'
        put("excel.csv", excel)
        put("office.csv", office)
        run = Run("batch", at("excel.csv"), "--output", at("out"), env=one.keys)
        same((run.code, run.err), (0, ""))
        same(sorted(results_of()), ["see", "zwei"])
        same(Run("batch", at("office.csv"), "--output", at("office"), env=one.keys).code, 0)
        same(sorted(results_of("office")), ["lake", "猫"])
        put("bars.csv", "id|prompt\na|x\n")
        run = Run("batch", at("bars.csv"), "--output", at("bars"), env=one.keys)
        same(run.code, 2)
        holds(run.err, "--delimiter")
        put("table.txt", "prompt|width|height\nx|1024|1024\n")
        same(Run("batch", at("table.txt"), "--format", "csv", "--delimiter", "|", "--output", at("bars"), env=one.keys).code, 0)


@check
def a_table_that_libreoffice_exported_runs_or_is_refused_in_one_sentence():
    with emulator() as one:
        for name in ("comma", "semicolon"):
            run = Run("batch", os.path.join(TABLES, f"libreoffice-{name}.csv"), "--output", at(name), env=one.keys)
            same((run.code, run.err), (0, ""))
            found = results_of(name)
            same({key: value["model"] for key, value in found.items()},
                 {"lake": "jimeng_t2i_v31", "猫": "jimeng_t2i_v30", "two": "jimeng_t2i_v40", "half": "jimeng_t2i_v30"})
            same(dimensions(at(name + "/猫.png")), (1024, 1024))
        bodies = Run("batch", os.path.join(TABLES, "libreoffice-comma.csv"), "--output", at("new"), "--dry-run", env=one.keys).out
        holds(bodies, '"A lake, \\"still\\"; at dawn"', "一只猫，坐在窗台上；“静”", '"seed":7', "First line\\nsecond line")
        accepted = len(one.accepted())
        for name, words in (("utf16-tab", "is UTF-16"), ("gbk", "is not UTF-8 in line 3")):
            run = Run("batch", os.path.join(TABLES, f"libreoffice-{name}.csv"), "--output", at("no"), env=one.keys)
            same((run.code, run.err.count("\n"), len(one.accepted())), (2, 1, accepted))
            holds(run.err, words, 'in Excel choose "CSV UTF-8"', "Unicode (UTF-8)")


@check
def tables_as_excel_writes_them_run_or_are_refused_in_one_sentence():
    rows = [["id", "prompt", "model", "width", "height"], ["猫", '"Zwei\nZeilen"', "3", "512", "512"],
            ["see", '"Ein ""stiller"" See; 湖"', "3,1", "1024", "1024"], ["", "", "", "", ""]]
    text = "".join(";".join(row) + "\r\n" for row in rows)
    with emulator() as one:
        def run_of(name):
            return Run("batch", at(name), "--output", at("out-" + name), env=one.keys)

        put("utf8.csv", "\ufeff" + text)
        put("sep.csv", "\ufeffsep=;\r\n" + text)
        for name in ("utf8.csv", "sep.csv"):
            run = run_of(name)
            same((run.code, run.err), (0, ""))
            same({key: value["model"] for key, value in results_of("out-" + name).items()},
                 {"猫": "jimeng_t2i_v30", "see": "jimeng_t2i_v31"})
        put("unicode.txt", b"\xff\xfe" + text.replace(";", "\t").encode("utf-16-le"))
        put("gbk.csv", text, "gbk")
        put("tab.txt", text.replace(";", "\t"))
        for name, words in (("unicode.txt", "is UTF-16; save it as UTF-8"), ("gbk.csv", "is not UTF-8 in line 4; save it as UTF-8"),
                            ("tab.txt", "is a table by its first line; add --format csv")):
            run = run_of(name)
            same((run.code, run.err.count("\n"), os.path.exists(at("out-" + name))), (2, 1, False))
            holds(run.err, words)
        put("wrong.csv", "prompt,model\nx,5\ny,\"3,9\"\n")
        holds(run_of("wrong.csv").err, "line 2: model 5", "line 3: model 3,9")


@check
def the_pages_own_example_runs():
    pages = []
    for page in ("batch.md", "batch.zh-CN.md"):
        with open(os.path.join(PAGES, page), encoding="utf-8") as file:
            pages.append(re.findall(r"^```bash\n(.*?)^```$", file.read(), re.DOTALL | re.MULTILINE))
    same(pages[0], pages[1])
    same(len(pages[0]), 2)
    os.symlink(JIMENG, at("jimeng"))
    with emulator() as one:
        run = subprocess.run(["sh", "-c", pages[0][0]], cwd=scratch, capture_output=True, timeout=LIMIT,
                             env=bare_environment(**one.keys, PATH=scratch + os.pathsep + os.environ["PATH"]))
        same((run.returncode, run.stderr), (0, b""))
        holds(run.stdout.decode(), "3 of 3 done", "paid: 2 of 100 pictures, 5 of 60 s of video")
        same(sorted(name for name in os.listdir(at("pictures")) if not name.startswith(".")),
             ["cat.png", "lake.png", "results.jsonl", "wave.mp4"])
        run = subprocess.run(["sh", "-c", pages[0][1]], cwd=scratch, capture_output=True, timeout=LIMIT,
                             env=bare_environment(PATH=scratch + os.pathsep + os.environ["PATH"]))
        same((run.returncode, run.stdout), (0, b"pictures/gallery.html: 3 results, 0 files missing\n"))


@check
def a_dry_run_counts_and_shows_and_sends_nothing():
    with emulator() as one:
        put_lines(*({"id": f"n{number}", "prompt": f"picture {number}", **SMALL} for number in range(5)))
        run = batch(one, "--dry-run", "--budget", "3")
        same(run.code, 0)
        holds(run.out, "5 lines", "at most 5 pictures", "covers 3", 'picture 0', 'picture 2')
        same((os.path.exists(at("out")), os.path.exists(one.ledger) and len(one.accepted())), (False, 0))
        same((batch(one, "--sample", "2").code, sorted(results_of())), (0, ["n0", "n1"]))


@check
def a_full_disk_ends_the_batch_and_the_same_line_goes_on():
    with emulator() as one:
        put_lines(*({"id": f"n{number}", "prompt": f"picture {number}", **SMALL} for number in range(4)))
        run = started("batch", at("lines.jsonl"), "--output", at("out"), ignored=(signal.SIGXFSZ,),
                      before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000)), **one.keys)
        run.communicate(timeout=LIMIT)
        assert run.returncode in (12, 13), run.returncode
        same(batch(one).code, 0)
        all_is_there(results_of(), 4)
        same(len(one.accepted()), 4)


def loop_that_only_signs_and_sends(one, count):
    """Jobs a second of the same calls where nothing is recorded, limited or kept; none where it was not built."""
    loop = os.path.join(os.path.dirname(JIMENG), "tests", "command", "bare_loop")
    return float(Run(str(count), "16", program=loop, env=one.keys).out) if os.path.exists(loop) else None


def watched(process, seconds):
    """The most memory (MiB) and descriptors that a process had, for so long or until its end."""
    memory = files = 0
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        try:
            files = max(files, len(os.listdir(f"/proc/{process.pid}/fd")))
            with open(f"/proc/{process.pid}/status", encoding="utf-8") as status:
                memory = max(memory, *(int(line.split()[1]) >> 10 for line in status if line.startswith("VmHWM")), 0)
        except (FileNotFoundError, ProcessLookupError, ValueError):
            break
        time.sleep(0.02)
    return memory, files


def ten_thousand_lines_are_killed_ten_times():
    count, kills = int(os.environ.get("JIMENG_LINES", "10000")), 10
    chance = random.Random(5)
    with emulator() as one:
        put_lines(*({"id": f"n{number}", "prompt": f"picture {number}", **SMALL} for number in range(count)))
        words = ("batch", at("lines.jsonl"), "--output", at("out"), "--concurrency", "16")
        memory = files = 0
        bare = [loop_that_only_signs_and_sends(one, count // 2)]
        free, took = len(one.accepted()) if bare[0] else 0, 0.0
        for number in range(kills + 1):
            began = time.monotonic()
            run = started(*words, stdout=subprocess.DEVNULL, **one.keys)
            seen = watched(run, LIMIT if number == kills else chance.uniform(0.5, count / 1000))
            memory, files = max(memory, seen[0]), max(files, seen[1])
            run.kill()
            run.communicate(timeout=LIMIT)
            took += time.monotonic() - began  # with all that a killed run loses and the next one reads again
            one.restart()
        unknown = sum(result["status"] == "unknown" for result in results_of().values())
        accepted = one.accepted()[free:]
        same(len({line["sha256"] for line in accepted}), len(accepted))
        same(batch(one, "--concurrency", "16", "--on-unknown", "resubmit").code, 0)
        all_is_there(results_of(), count)
        bare.append(loop_that_only_signs_and_sends(one, count // 2))  # before and after: other programs come and go
        print(f"# {count} lines, {kills} kills: {took:.1f} s, {count / took:.0f} jobs a second, {memory} MiB, {files} descriptors, {unknown} unknown; "
              f"a loop that only signs and sends, before and after: {bare} jobs a second")
        assert memory <= 256 and files <= 128, (memory, files)


if __name__ == "__main__":
    if DEEP:
        check(ten_thousand_lines_are_killed_ten_times)
    sys.exit(over())
