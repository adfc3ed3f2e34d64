#!/usr/bin/env python3
"""Runs the example programs against the emulator and looks at what they print, write and return.

usage: run.py JIMENG_COMMAND EXAMPLES_BUILD_DIR EXAMPLES_SOURCE_DIR
"""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402
from emulator import emulator, png_size  # noqa: E402

# Of an emulator whose tasks are done at the third query, however long that takes.
AT_THE_THIRD_QUERY = [
    ("6_errors", [], {"JIMENG_MAX_POLL_ATTEMPTS": "2"}, 0, ["bicycle.png"],
     ["still running", "waiting once more for task"], {"bicycle.png": (1024, 1024)}),
]

UNREACHABLE = {"JIMENG_API_URL": "http://127.0.0.1:1"}

# name, arguments, environment, exit code, words of stdout, words of stderr, files with their size
CASES = [
    ("1_text_to_image_sync", [], {}, 0, ["cat.png"], [], {"cat.png": (2560, 1440)}),
    ("1_text_to_image_sync", [], {"VOLC_ACCESSKEY": ""}, 1, [], ["VOLC_ACCESSKEY is not set"], {}),
    ("2_text_to_image_async", [], {}, 0, ["fox.png", "mountain.png"], [],
     {"mountain.png": (1664, 936), "fox.png": (1024, 1024)}),
    ("2_text_to_image_async", [], UNREACHABLE, 1, [], ["mountain.png: the connection was refused"], {}),
    ("3_image_to_image", [], {}, 0, ["watercolour.png: ", "input images: 2\n"], [], {"watercolour.png": (2048, 2048)}),
    ("3_image_to_image", ["0.5", "https://example.com/a.jpg"], {}, 0, ["input images: 1\n"], [], {}),
    ("3_image_to_image", ["1.5"], {}, 2, [], ["scale 1.5", "scale lies outside 0 to 1"], {}),
    ("3_image_to_image", ["0.5", "ftp://example.com/a.jpg"], {}, 2, [], ["image url is not http or https"], {}),
    ("4_own_signer", [], {}, 0, ["lighthouse.png: keys were asked for 2 times\n"], [], {"lighthouse.png": (1024, 1024)}),
    ("4_own_signer", [], {"VOLC_SECRETKEY": "wrong"}, 1, [], ["the signature is wrong"], {}),
    ("5_own_transport", [], UNREACHABLE, 0,
     ["POST /?Action=CVSync2AsyncSubmitTask -> 200\nPOST /?Action=CVSync2AsyncGetResult -> 200\n",
      "GET (picture) -> 200\n1024 x 1024 px, 1 picture billed after 61 s of the emulator's time\n"], [], {}),
    ("6_errors", [], {}, 0, ["bicycle.png"], [], {"bicycle.png": (1024, 1024)}),
    ("6_errors", [""], {}, 2, [], ["prompt is empty"], {}),
    ("6_errors", ["emulate:50412"], {}, 1, [],
     ["the service said 50412  'Text Risk Not Pass'", "submit: rejected; change the prompt"], {}),
    ("6_errors", ["emulate:50430"], {}, 1, [], ["submit: rejected; wait a little"], {}),
    ("6_errors", ["emulate:gateway-LackPolicy"], {}, 1, [],
     ["the service said 100012 LackPolicy", "submit: rejected; check keys, rights and clock"], {}),
    ("6_errors", ["emulate:drop-reply"], {}, 1, [], ["submit: unknown; look into the console"], {}),
    ("6_errors", [], UNREACHABLE, 1, [], ["submit: not_sent; submit again, nothing was sent"], {}),
    ("6_errors", ["emulate:slow-3600"], {"JIMENG_MAX_POLL_ATTEMPTS": "2"}, 1, [],
     ["submit: accepted; wait for the task, do not submit again"], {}),
    ("7_own_model", [], {}, 0, ["2048 x 2048 px"], [], {}),
    ("7_own_model", ["generate", "a map of Norway", "--model", "atlas", "--compass", "90", "--emulator", "--output", "map.png"], {},
     0, ["**Generation Info:**\n- Prompt: a map of Norway\n", "- Save Path: map.png\n"], [], {"map.png": (2048, 2048)}),
    ("7_own_model", ["generate", "a map", "--model", "atlas", "--compass", "360"], {}, 2, [],
     ["--compass 360: bearing is none of a compass (limit 0 to 359); write 0 to 359"], {}),
    ("7_own_model", ["generate", "a map", "--model", "4.0", "--compass", "90"], {}, 2, [],
     ["--compass: model 4.0 has no such option"], {}),
    ("7_own_model", ["generate", "a map"], {"VOLC_ACCESSKEY": "", "JIMENG_BEARER_TOKEN": ""}, 3, [],
     ["VOLC_ACCESSKEY is not set"], {}),  # a variable that is empty is none
    ("7_own_model", ["models", "--json"], {}, 0, ['"req_key":"own_atlas"', '"compass":{"type":"integer"'], [], {}),
    ("8_job_store", [], {}, 0, ["paid: harbour.png\nfound: harbour.png\n"], [], {"harbour.png": (1024, 1024)}),
    ("8_job_store", ["/dev/null"], {}, 1, [], ["job folder /dev/null: is no folder"], {}),
    ("8_job_store", [], UNREACHABLE, 1, [], ["the connection was refused"], {}),
    ("6_errors", [], {"VOLC_SECRETKEY": ""}, 3, [], ["VOLC_SECRETKEY is not set"], {}),
]


def run(folder, environment, name, arguments, more, code, said, complained, files):
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run([os.path.join(folder, name), *arguments], cwd=place, env={**environment, **more},
                              capture_output=True, text=True, timeout=1800)
        account = f"exit {done.returncode}\nstdout: {done.stdout}\nstderr: {done.stderr}"
        if done.returncode != code:
            return f"it should end with {code}\n{account}"
        if missing := [words for words in said if words not in done.stdout]:
            return f"not on stdout: {missing}\n{account}"
        if missing := [words for words in complained if words not in done.stderr]:
            return f"not on stderr: {missing}\n{account}"
        found = {file: png_size(os.path.join(place, file)) for file in files}
        return "" if found == files else f"pictures: {found}, not {files}\n{account}"


def deadline(command, folder):
    """Both tasks take an hour and the deadline is a second: they are left running and named."""
    with emulator(command, "--task-seconds", "3600") as environment, tempfile.TemporaryDirectory() as place:
        done = subprocess.run([os.path.join(folder, "2_text_to_image_async"), "1"], cwd=place, env=environment,
                              capture_output=True, text=True, timeout=1800)
        left = re.findall(r"^(?:mountain|fox)\.png: .*; task \d{19} goes on$", done.stderr, re.MULTILINE)
        return "" if done.returncode == 1 and len(left) == 2 else f"exit {done.returncode}: {done.stderr}"


def removed_picture(folder, environment):
    """The picture is fetched again, which costs nothing, and is then found."""
    with tempfile.TemporaryDirectory() as place:
        def example():
            return subprocess.run([os.path.join(folder, "8_job_store")], cwd=place, env=environment, capture_output=True,
                                  text=True, timeout=1800)

        first = example()
        os.remove(os.path.join(place, "harbour.png"))
        done = example()
        good = first.returncode == done.returncode == 0 and done.stdout == "fetched again: harbour.png\nfound: harbour.png\n"
        good = good and png_size(os.path.join(place, "harbour.png")) == (1024, 1024)
        return "" if good else f"{first.stdout}{first.stderr}{done.stdout}{done.stderr}"


def unknown_submit(command, folder):
    """What the example says to do about it works."""
    with tempfile.TemporaryDirectory() as place:
        plan = os.path.join(place, "plan.json")
        with open(plan, "w", encoding="utf-8") as stream:
            stream.write('[{"call": "submit", "point": "after_commit", "do": "reset"}]')
        with emulator(command, "--fault-plan", plan) as environment:
            def ran(*words):
                return subprocess.run(words, cwd=place, env={**environment, "JIMENG_STATE_DIR": place}, capture_output=True, text=True,
                                      timeout=1800)

            example = os.path.join(folder, "8_job_store")
            first, held, listed, forgotten, last = (ran(example), ran(example), ran(command, "tasks"),
                                                    ran(command, "tasks", "forget", "harbour"), ran(example))
        good = (first.returncode == held.returncode == 1 and "jimeng tasks forget harbour," in held.stderr and "\tharbour\t" in listed.stdout and
                forgotten.returncode == 0 and last.stdout == "paid: harbour.png\nfound: harbour.png\n")
        return "" if good else "\n".join(str(done) for done in (first, held, listed, forgotten, last))


def all_are_run(source):
    there = {name[:-4] for name in os.listdir(source) if re.match(r"\d_.*\.cpp$", name)}
    run_here = {case[0] for case in CASES}
    return "" if there == run_here else f"in the folder {sorted(there)}, here {sorted(run_here)}"


def starts_with_two_sentences(source):
    wrong = []
    for name in sorted(name for name in os.listdir(source) if re.match(r"\d_.*\.cpp$", name)):
        with open(os.path.join(source, name), encoding="utf-8") as stream:
            text = stream.read()
        head = " ".join(line[3:] for line in text.split("\n#include")[0].splitlines())
        if len(re.findall(r"\.(?: |$)", head)) != 2 or text.count("\n") > 80:
            wrong.append(name)
    return f"not two sentences, or more than two screens: {wrong}" if wrong else ""


def main(command, folder, source):
    tap = tools.Tap()
    with emulator(command) as environment, emulator(command, "--task-queries", "2") as slower:
        tap.add("every example is run", all_are_run, source)
        tap.add("every example starts with two sentences", starts_with_two_sentences, source)
        tap.add("2_text_to_image_async: the deadline leaves both tasks running", deadline, command, folder)
        tap.add("8_job_store: a picture that was removed is fetched again", removed_picture, folder, environment)
        tap.add("8_job_store: what is said of an unknown submit works", unknown_submit, command, folder)
        for where, cases in (environment, CASES), (slower, AT_THE_THIRD_QUERY):
            for name, arguments, more, code, *rest in cases:
                title = " ".join([name, *arguments, *(f"{key}={value}" for key, value in more.items())])
                tap.add(f"{title}: ends with {code}", run, folder, where, name, arguments, more, code, *rest)
        return tap.run()


if __name__ == "__main__":
    sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
