#!/usr/bin/env python3
"""Runs the command as a person or an agent would: against the emulator and against a scripted service. Prints TAP.

usage: command.py JIMENG GENERATE_IMAGE
"""

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, refusal, state  # noqa: E402

JIMENG, GENERATE_IMAGE = map(os.path.abspath, sys.argv[1:3])
SECRET = "c2VjcmV0LWNhbmFyeS1uZXZlci1zaG93bg=="
TOKEN = "session-token-canary-never-shown"
results = []
everything_printed = []


class Run:
    def __init__(self, *args, env=None, program=JIMENG, cwd=None, timeout=60):
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("VOLC_", "JIMENG_", "LC_", "LANG"))}
        environment.update(env or {})
        done = subprocess.run([program, *args], env=environment, cwd=cwd or scratch, capture_output=True, timeout=timeout)
        self.code, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()
        everything_printed.append(self.out + self.err)

    @property
    def json(self):
        return json.loads(self.out)


def png(width, height):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\x20\x40\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def dimensions(path):
    with open(path, "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n", path
    return struct.unpack(">II", head[16:24])


def same(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


def holds(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text!r}"


ACCEPTED = "jimeng: task 7392616336519610409 accepted\n"


def one_line(text):
    """One line, not counting the one that tells which task was accepted."""
    text = text.removeprefix(ACCEPTED)
    assert text.count("\n") == 1 and text.endswith("\n"), f"not one line: {text!r}"


def ends_in_resume(text):
    assert re.search(r"run: jimeng wait 7392616336519610409.*\n\Z", text), text


def check(function):
    global scratch, service
    with tempfile.TemporaryDirectory() as scratch:
        service = FakeService()
        try:
            function()
            results.append((function.__name__, None))
        except Exception as error:  # a test reports whatever went wrong
            results.append((function.__name__, f"{type(error).__name__}: {error}"))
        finally:
            service.close()
    print(f"{'not ok' if results[-1][1] else 'ok'} {len(results)} - {function.__name__.replace('_', ' ')}")
    if results[-1][1]:
        print("# " + results[-1][1].replace("\n", "\n# "))
    sys.stdout.flush()
    return function


def bare_environment(**more):
    return {**{k: v for k, v in os.environ.items() if not k.startswith(("VOLC_", "JIMENG_", "LC_", "LANG"))}, **more}


def keys(**more):
    return {"VOLC_ACCESSKEY": "AKLTTESTTEST", "VOLC_SECRETKEY": SECRET, "JIMENG_API_URL": service.url,
            "JIMENG_POLL_INTERVAL": "0.01", **more}


def emulated(*args, **more):
    return Run("generate", *args, "--emulator", env={"JIMENG_POLL_INTERVAL": "0.01"}, **more)


@check
def a_prompt_becomes_markdown_and_a_file_without_an_account():
    run = emulated("A white Siamese cat on a windowsill")
    same(run.code, 0)
    same(run.err, "")
    path = re.search(r"^!\[Generated Image\]\((generated_images/\d+\.png)\)$", run.out, re.M).group(1)
    same(run.out, f"![Generated Image]({path})\n\n**Generation Info:**\n- Prompt: A white Siamese cat on a windowsill\n"
                  f"- Size: 2048 × 2048\n- Save Path: {path}\n")
    same(dimensions(os.path.join(scratch, path)), (2048, 2048))


@check
def the_markdown_is_chinese_when_asked_or_when_the_locale_is():
    for run in (emulated("樱花树下的柴犬", "--size", "1K", "--lang", "zh"),
                Run("generate", "樱花树下的柴犬", "--size", "1K", "--emulator", env={"LANG": "zh_CN.UTF-8"})):
        same(run.code, 0)
        path = re.search(r"\((generated_images/\d+\.png)\)", run.out).group(1)
        same(run.out, f"![生成的图像]({path})\n\n**生成信息:**\n- 提示词:樱花树下的柴犬\n- 尺寸:1024 × 1024\n- 保存路径:{path}\n")


@check
def called_by_the_skills_name_it_is_generate():
    run = Run("a cat", "--size", "1k", "--emulator", "--output", "a.png", program=GENERATE_IMAGE)
    same(run.code, 0)
    script = os.path.join(scratch, "generate_image.py")
    os.symlink(GENERATE_IMAGE, script)
    same(Run("a cat", "--size", "1K", "--emulator", "--output", "b.png", program=script).code, 0)
    same(Run("generate_image", "a cat", "--size", "1K", "--emulator", "--output", "c.png").code, 0)


@check
def every_line_of_the_skill_works_verbatim():
    picture = png(8, 8)
    service.pictures["/p"] = (200, picture, "image/png")
    for line in (["A white Siamese cat sitting on a windowsill, sunlight streaming in"],
                 ["Mountain sunset landscape", "--size", "2K"],
                 ["Change to watercolor style", "--images", "https://example.com/input.jpg"],
                 ["Serene lake at sunset", "--output", os.path.join(scratch, "generated_images", "lake.png")],
                 ["prompt", "--width", "2560", "--height", "1440"]):
        service.answers = [accepted(), links(service.url + "/p")]
        run = Run(*line, env=keys(), program=GENERATE_IMAGE)
        same(run.code, 0)
        holds(run.out, f"![Generated Image]({service.url}/p)", "- Prompt: " + line[0], "- Size: 8 × 8")
    assert os.path.exists(os.path.join(scratch, "generated_images", "lake.png"))
    same([s["prompt"] for s in service.submits()][0], "A white Siamese cat sitting on a windowsill, sunlight streaming in")
    same(service.submits()[2]["image_urls"], ["https://example.com/input.jpg"])
    same((service.submits()[4]["width"], service.submits()[4]["height"]), (2560, 1440))


@check
def fault_1_json_never_changes_the_exit_code():
    for word, code in (("emulate:50412", 5), ("emulate:50429", 6), ("emulate:50500", 7), ("emulate:gateway-AccessDenied", 4)):
        same(emulated(word).code, code)
        run = emulated(word, "--json")
        same(run.code, code)
        same(run.json["exit_code"], code)
        one_line(run.err)


@check
def a_folder_as_output_names_pictures_after_the_task():
    for more, count in ((["a cat"], 1), (["a set of 2 cats"], 2)):
        run = emulated(*more, "--size", "1K", "--output", "lakes/", "--json")
        same(run.code, 0)
        name = run.json["task_id"]
        numbered = [f"lakes/{name}-{i + 1}.png" for i in range(count)] if count > 1 else [f"lakes/{name}.png"]
        same([one["path"] for one in run.json["pictures"]], numbered)
        same(sorted(os.listdir(os.path.join(scratch, "lakes"))), [os.path.basename(path) for path in numbered])
        shutil.rmtree(os.path.join(scratch, "lakes"))
    with open(os.path.join(scratch, "file"), "w", encoding="utf-8"):
        pass
    run = Run("generate", "a cat", "--output", "file/", env=keys())
    same(run.code, 2)
    holds(run.err, "file: is not a folder")
    same(service.connections, 0)


@check
def fault_2_several_pictures_are_numbered_before_the_extension():
    run = emulated("a set of 3 lakes", "--size", "1K", "--output", "new/folder/lake.png")
    same(run.code, 0)
    same(sorted(os.listdir(os.path.join(scratch, "new/folder"))), ["lake-1.png", "lake-2.png", "lake-3.png"])
    holds(run.out, "**Image 1**", "**Image 3**", "![Generated Image 2](new/folder/lake-2.png)",
          "- Save Path: new/folder/lake-1.png, new/folder/lake-2.png, new/folder/lake-3.png")


@check
def fault_3_unknown_sizes_are_refused_and_any_letter_case_is_read():
    for size in ("3K", "foo", "2048", "2048x", "x2048", "0x10", "1e3x1e3", "2K "):
        run = Run("generate", "a cat", "--size", size, env=keys())
        same(run.code, 2)
        holds(run.err, "size", size.strip())
        one_line(run.err)
    for size, area in (("2k", 4194304), ("1K", 1048576), ("4k", 16777216)):
        service.answers = [refusal(400, 50412)]
        Run("generate", "a cat", "--size", size, env=keys())
        same(service.submits()[-1]["size"], area)
    service.answers = [refusal(400, 50412)]
    Run("generate", "a cat", "--size", "2560X1440", env=keys())
    same((service.submits()[-1]["width"], service.submits()[-1]["height"]), (2560, 1440))


@check
def faults_4_and_5_bad_values_end_before_any_network_with_one_line():
    bad = [(["--width", "2048"], "width"), (["--height", "2048"], "height"), (["--size", "640x480"], "1048576"),
           (["--size", "9000x9000"], "16777216"), (["--width", "4294967297", "--height", "1"], "4294967297"),
           (["--width", "9223372036854775807", "--height", "2"], "9223372036854775807"),
           (["--width", "99999999999999999999", "--height", "2"], "99999999999999999999"),
           (["--width=-1", "--height", "5"], "-1"), (["--width", "1e3", "--height", "1e3"], "1e3"),
           (["--size", "16500x1000"], "1/16"), (["--scale", "1.5"], "0 to 1"), (["--scale", "-0.1"], "0 to 1"), (["--scale", "0.555"], "two decimals"),
           (["--scale", "nan"], "scale"), (["--scale", "x"], "scale"), (["--min-ratio", "17"], "1/16 to 16"),
           (["--max-ratio", "0"], "--max-ratio"), (["--min-ratio", "1/0"], "--min-ratio"), (["--min-ratio", "3", "--max-ratio", "1"], "--min-ratio"),
           (["--size", "4096x1024", "--max-ratio", "3"], "4096x1024"), (["--images"] + ["https://a.example/x"] * 11, "11"),
           (["--images", "file:///etc/passwd"], "http"), (["--model", "5.0"], "5.0"), (["--model", "4.6", "--scale", "0.5"], "1 to 100"),
           (["--model", "4.6", "--scale", "101"], "1 to 100"), (["--watermark-opacity", "2"], "opacity"),
           (["--watermark-position", "middle"], "middle"), (["--aigc-content-producer", "me"], "producer"), (["--lang", "fr"], "fr"),
           (["--nonsense"], "--nonsense"), (["--output", scratch], "folder"), (["--output", "/dev/null/x.png"], "/dev/null")]
    for arguments, word in bad:
        run = Run("generate", "a cat", *arguments, env=keys())
        assert run.code == 2, (arguments, run.code, run.err)
        one_line(run.err)
        holds(run.err, word)
        same(run.out, "")
    for prompt in ("", "猫" * 801, b"\xff\xfe"):
        same(Run("generate", prompt, env=keys()).code, 2)
    same(service.connections, 0)
    service.answers = [refusal(400, 50412)] * 3
    same(Run("generate", "猫" * 800, env=keys()).code, 5)
    same(Run("generate", "猫" * 801, "--long-prompt", env=keys()).code, 5)
    same(len(service.submits()[1]["prompt"]), 801)


@check
def fault_6_a_local_file_as_input_is_refused_and_never_sent():
    run = Run("generate", "a cat", "--images", "/etc/hostname", env=keys())
    same(run.code, 2)
    holds(run.err, "/etc/hostname", "http or https")
    same(service.connections, 0)


@check
def fault_7_errors_while_polling_do_not_end_a_paid_task():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), refusal(429, 50429), (502, "<html>bad gateway</html>"), None, (200, "not json"),
                       refusal(500, 50500), state("generating"), links(service.url + "/p")]
    run = Run("generate", "a cat", env=keys())
    same(run.code, 0)
    same(len(service.submits()), 1)
    same(emulated("a cat emulate:query-50430x2 emulate:query-drop-replyx2", "--size", "1K").code, 0)


@check
def fault_8_interrupting_tells_the_task_and_exits_130():
    service.answers = [accepted()] + [state("generating")] * 1000
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith(("VOLC_", "JIMENG_"))}, **keys(JIMENG_POLL_INTERVAL="0.2")}
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        service.answers = [accepted()] + [state("generating")] * 1000
        process = subprocess.Popen([JIMENG, "generate", "a cat", "--json"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while len(service.queries()) < 2:
            time.sleep(0.02)
        service.requests.clear()
        process.send_signal(signal_number)
        out, err = process.communicate(timeout=5)
        same(process.returncode, 130)
        holds(err.decode(), "7392616336519610409")
        same(json.loads(out)["task_id"], "7392616336519610409")


def started(*args, program=(), ignored=(), **more):
    def ignore():
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)

    return subprocess.Popen([*program, JIMENG, *args], env=bare_environment(**keys(**more)), cwd=scratch, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, start_new_session=True, preexec_fn=ignore)


def wait_for_query(count=1):
    end = time.monotonic() + 10
    while len(service.queries()) < count:
        assert time.monotonic() < end, "no query came"
        time.sleep(0.01)


@check
def signals_that_come_in_pairs_do_not_hide_what_was_paid():
    pairs = [(signal.SIGTERM, signal.SIGTERM), (signal.SIGHUP, signal.SIGTERM), (signal.SIGHUP, signal.SIGHUP), (signal.SIGINT, signal.SIGINT),
             (signal.SIGTERM, signal.SIGCONT, signal.SIGTERM)]
    for numbers in pairs * 6:
        service.answers = [accepted()] + [state("generating")] * 1000
        service.requests.clear()
        process = started("generate", "a cat", JIMENG_POLL_INTERVAL="0.3")
        wait_for_query()
        for number in numbers:
            process.send_signal(number)
        _, err = process.communicate(timeout=5)
        same(process.returncode, 130)
        ends_in_resume(err.decode())


@check
def a_time_limit_from_outside_does_not_hide_what_was_paid():
    for _ in range(10):
        service.answers = [accepted()] + [state("generating")] * 1000
        process = started("generate", "a cat", program=["timeout", "0.5"])
        _, err = process.communicate(timeout=10)
        same(process.returncode, 124)
        ends_in_resume(err.decode())


@check
def only_ctrl_c_a_second_later_ends_a_run_that_does_not_end():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p")]
    process = started("generate", "cat " * 25000, "--long-prompt")  # more than a pipe takes that nobody reads
    end = time.monotonic() + 10
    while not any(r["target"] == "/p" for r in service.requests):
        assert time.monotonic() < end
        time.sleep(0.01)
    time.sleep(0.5)
    begin = time.monotonic()
    for number in (signal.SIGINT, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        process.send_signal(number)
        time.sleep(0.1)
    time.sleep(max(0, begin + 1.2 - time.monotonic()))
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    same(process.poll(), None)
    process.send_signal(signal.SIGINT)
    same(process.wait(timeout=5), 130)
    same(process.stderr.read().decode(), ACCEPTED + "jimeng: interrupted; the task is not lost, run: jimeng wait 7392616336519610409\n")
    process.communicate()


@check
def signals_that_the_run_was_started_to_ignore_stay_ignored():
    everything = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for ignored in ((signal.SIGHUP,), (signal.SIGINT,), everything):
        service.pictures["/p"] = (200, png(8, 8), "image/png")
        service.answers = [accepted(), state("generating"), state("generating"), links(service.url + "/p")]
        service.requests.clear()
        process = started("generate", "a cat", ignored=ignored, JIMENG_POLL_INTERVAL="0.2")
        wait_for_query()
        for number in ignored:
            process.send_signal(number)
        out, err = process.communicate(timeout=10)
        same((process.returncode, err.decode()), (0, ACCEPTED))
        holds(out.decode(), "![Generated Image]")


@check
def an_accepted_task_is_named_at_once_where_nobody_watches():
    service.answers = [accepted()] + [state("generating")] * 1000
    process = started("generate", "a cat", JIMENG_POLL_INTERVAL="0.2")
    same(process.stderr.readline().decode(), ACCEPTED)
    process.kill()
    process.communicate()


@check
def fault_9_an_unknown_status_is_reported_and_the_task_can_be_waited_for():
    service.answers = [accepted()] + [state("paused")] * 3
    run = Run("generate", "a cat", "--json", env=keys(JIMENG_MAX_POLL_ATTEMPTS="3"))
    same(run.code, 9)
    holds(run.err, "paused", "7392616336519610409", "do not submit again")
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [state("generating"), links(service.url + "/p")]
    again = Run("wait", run.json["task_id"], "--output", "late.png", env=keys())
    same(again.code, 0)
    same(len(service.submits()), 1)
    same(dimensions(os.path.join(scratch, "late.png")), (8, 8))


@check
def fault_10_done_without_pictures_is_a_failure():
    same(emulated("emulate:empty").code, 7)
    same(emulated("emulate:done-50511").code, 5)


@check
def fault_11_the_gateways_form_is_understood():
    run = emulated("emulate:gateway-SignatureDoesNotMatch")
    same(run.code, 4)
    holds(run.err, "SignatureDoesNotMatch", "VOLC_SECRETKEY", "rejected")
    one_line(run.err)


@check
def fault_12_a_session_token_is_sent_and_signed():
    service.answers = [refusal(400, 50412)]
    Run("generate", "a cat", env=keys(VOLC_SESSION_TOKEN=TOKEN))
    headers = service.requests[0]["headers"]
    same(headers["X-Security-Token"], TOKEN)
    holds(headers["Authorization"], "SignedHeaders=content-type;host;x-content-sha256;x-date;x-security-token,")


@check
def fault_14_only_a_whole_picture_gets_its_name():
    whole = png(64, 64)
    for body, kind in ((b"<html>sorry</html>", "text/html"), (whole[:-20], "image/png"), (b"", "image/png"), (b"\x89PNG\r\n\x1a\n", "image/png")):
        service.pictures["/p"] = (200, body, kind)
        service.answers = [accepted(), links(service.url + "/p")]
        run = Run("generate", "a cat", "--output", "cat.png", env=keys())
        same(run.code, 12)
        holds(run.err, "7392616336519610409")
        kept = ["cat.broken.png"] if len(body) > 20 and body != b"<html>sorry</html>" else []  # paid bytes, under no good name
        same(os.listdir(scratch), kept)
        for name in kept:
            holds(run.err, name)
            os.remove(os.path.join(scratch, name))
    service.pictures["/p"] = (200, whole, "text/plain")
    service.answers = [accepted(), links(service.url + "/p")]
    same(Run("generate", "a cat", "--output", "cat.png", env=keys()).code, 0)
    same(os.listdir(scratch), ["cat.png"])
    service.answers = [accepted(), links(service.url + "/p", service.url + "/gone")]
    run = Run("generate", "two cats", "--output", "two.png", "--json", env=keys())
    same(run.code, 12)
    same([bool(p["path"]) for p in run.json["pictures"]], [True, False])


@check
def a_picture_inside_the_answer_is_saved_though_a_link_was_asked_for():
    text = base64.b64encode(png(64, 48)).decode()
    inside = (200, {"code": 10000, "data": {"status": "done", "image_urls": None, "binary_data_base64": [text]}, "message": "Success"})
    path = "generated_images/7392616336519610409.png"
    service.answers = [accepted(), inside]
    run = Run("generate", "a cat", env=keys())
    same(run.code, 0)
    holds(run.out, f"![Generated Image]({path})", f"Save Path: {path}", "64 × 48")
    same(dimensions(os.path.join(scratch, path)), (64, 48))
    service.answers = [accepted(), inside]  # the name is taken
    run = Run("generate", "a cat", "--json", env=keys())
    same(run.code, 12)
    same(run.json["pictures"][0]["path"], path.replace(".png", ".1.png"))


@check
def fault_15_only_what_was_asked_is_sent():
    service.answers = [refusal(400, 50412)] * 3
    Run("generate", "a cat", env=keys())
    same(service.submits()[0], {"req_key": "jimeng_t2i_v40", "prompt": "a cat", "size": 4194304})
    Run("generate", "a cat", "--scale", "0.7", "--min-ratio", "1/3", "--max-ratio", "3:1", "--force-single", env=keys())
    sent = service.submits()[1]
    same((sent["scale"], sent["max_ratio"], sent["force_single"]), (0.7, 3, True))
    assert abs(sent["min_ratio"] - 1 / 3) < 1e-12
    Run("generate", "a cat", "--model", "4.6", "--scale", "70", "--images", *["https://a.example/x"] * 14, env=keys())
    sent = service.submits()[2]
    same((sent["req_key"], sent["scale"], len(sent["image_urls"])), ("jimeng_seedream46_cvtob", 70, 14))


@check
def fault_16_a_bad_variable_is_named():
    for name, value in (("JIMENG_API_TIMEOUT", "x"), ("JIMENG_POLL_INTERVAL", "soon"), ("JIMENG_MAX_POLL_ATTEMPTS", "1.5"),
                        ("JIMENG_API_URL", "http://example.com"), ("JIMENG_API_URL", "nonsense")):
        run = Run("generate", "a cat", env=keys(**{name: value}))
        same(run.code, 3)
        one_line(run.err)
        holds(run.err, name, value)
    for missing in ("VOLC_ACCESSKEY", "VOLC_SECRETKEY"):
        environment = keys()
        del environment[missing]
        run = Run("generate", "a cat", env=environment)
        same(run.code, 3)
        holds(run.err, missing, "--emulator")
    same(service.connections, 0)


@check
def fault_17_watermark_label_base64_and_ratios_reach_the_service():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p")]
    run = Run("generate", "a cat", "--watermark", "--watermark-position", "top-left", "--watermark-language", "zh",
              "--watermark-opacity", "0.3", "--watermark-text", "mine", "--aigc-producer-id", "p1", env=keys())
    same(run.code, 0)
    wanted = {"return_url": True, "logo_info": {"add_logo": True, "position": 2, "language": 0, "opacity": 0.3, "logo_text_content": "mine"},
              "aigc_meta": {"producer_id": "p1"}}
    query = service.queries()[0]
    assert isinstance(query["req_json"], str)
    same(json.loads(query["req_json"]), wanted)
    run = emulated("a cat", "--size", "1K", "--base64", "--output", "inline.png", "--json")
    same(run.code, 0)
    same(run.json["pictures"][0]["url"], None)
    same(dimensions(os.path.join(scratch, "inline.png")), (1024, 1024))
    same(emulated("a river", "--size", "4096x512", "--output", "wide.png").code, 0)
    same(dimensions(os.path.join(scratch, "wide.png")), (4096, 512))


@check
def a_waiting_line_is_complete_and_works_when_pasted():
    import shlex
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted()] + [state("generating")] * 2
    wanted = ["--model", "4.6", "--watermark-text", "it's mine", "--aigc-producer-id", "p 1", "--output", "my cat.png"]
    run = Run("generate", "a cat", *wanted, env=keys(JIMENG_MAX_POLL_ATTEMPTS="2"))
    same(run.code, 9)
    line = re.search(r"run: (jimeng wait .*)$", run.err, re.M).group(1)
    service.answers = [links(service.url + "/p")]
    same(Run(*shlex.split(line)[1:], env=keys()).code, 0)
    query = service.queries()[-1]
    same(query["req_key"], "jimeng_seedream46_cvtob")
    same(json.loads(query["req_json"])["logo_info"]["logo_text_content"], "it's mine")
    same(os.listdir(scratch), ["my cat.png"])


@check
def a_waiting_line_works_over_the_files_that_its_run_saved():
    import shlex
    whole = base64.b64encode(png(8, 8)).decode()

    def inside(*pictures):
        return 200, {"code": 10000, "data": {"status": "done", "image_urls": None, "binary_data_base64": list(pictures)}}

    for output, name in (("y.png", "y"), ("new/", "new/7392616336519610409"), (None, "generated_images/7392616336519610409")):
        service.answers = [accepted(), inside(whole, "%%", whole)]
        run = Run("generate", "cats", "--base64", *(["--output", output] if output else []), "--json", env=keys())
        same(run.code, 12)
        same([one["path"] for one in run.json["pictures"]], [f"{name}-1.png", None, f"{name}-3.png"])
        line = re.search(r"run: (jimeng wait .*)$", run.err, re.M).group(1)
        service.answers = [inside(whole, whole, whole)]
        again = Run(*shlex.split(line)[1:], "--json", env=keys())
        same((again.code, again.err), (0, ""))
        same([one["path"] for one in again.json["pictures"]], [f"{name}-{i}.png" for i in (1, 2, 3)])
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p", service.url + "/gone")]
    line = re.search(r"run: (jimeng wait .*)$", Run("generate", "cats", "--output", "z.png", env=keys()).err, re.M).group(1)
    service.answers = [links(service.url + "/p", service.url + "/p")]
    same(Run(*shlex.split(line)[1:], env=keys()).code, 0)


@check
def a_waiting_line_allows_to_replace_files_only_where_that_is_needed():
    service.answers = [accepted()] + [state("generating")] * 2
    run = Run("generate", "a cat", "--output", "a.png", env=keys(JIMENG_MAX_POLL_ATTEMPTS="2"))
    assert "--force" not in run.err, run.err
    service.answers = [accepted()] + [state("generating")] * 2
    holds(Run("generate", "a cat", "--output", "a.png", "--force", env=keys(JIMENG_MAX_POLL_ATTEMPTS="2")).err, "--output a.png --force")
    service.answers = [accepted(), links(service.url + "/gone")]
    run = Run("generate", "a cat", "--output", "a.png", env=keys())
    holds(run.err, "run: jimeng wait 7392616336519610409")
    assert "--force" not in run.err, run.err


@check
def each_watermark_option_brings_the_mark():
    for option, value in (("--watermark-text", "x"), ("--watermark-language", "zh"), ("--watermark-position", "top-left"), ("--watermark-opacity", "0.5")):
        service.answers = [accepted(), refusal(400, 50511)]
        Run("generate", "a cat", option, value, env=keys())
        same(json.loads(service.queries()[-1]["req_json"])["logo_info"]["add_logo"], True)


@check
def json_is_printed_whatever_happens():
    for arguments, environment, code in ((["--width", "5"], {}, 2), (["--size", "3K"], {}, 2), (["--model", "9"], {}, 2), ([], {"VOLC_SECRETKEY": ""}, 3)):
        run = Run("generate", "a cat", "--json", *arguments, env=keys(**environment))
        same(run.code, code)
        same((run.json["exit_code"], run.json["submitted"], run.json["pictures"]), (code, "not_sent", []))
        holds(run.err, run.json["error"]["message"])
        same(run.json["error"]["code"], 100 if code == 2 else 120)
    service.answers = [(502, b"<html>\xc4\xe3\xba\xc3</html>")]
    run = Run("generate", "a cat", "--json", env=keys())
    same((run.code, run.json["exit_code"]), (10, 10))


@check
def base64_pictures_are_saved_even_without_a_name():
    run = Run("generate", "a cat", "--size", "1K", "--emulator", "--base64", env={"JIMENG_POLL_INTERVAL": "0.01"})
    same(run.code, 0)
    path = re.search(r"\((generated_images/\d+\.png)\)", run.out).group(1)
    same(dimensions(os.path.join(scratch, path)), (1024, 1024))


@check
def a_full_standard_output_does_not_lose_what_was_paid():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p")]
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith(("VOLC_", "JIMENG_"))}, **keys()}
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([JIMENG, "generate", "a cat", "--output", "cat.png"], env=environment, cwd=scratch, stdout=full, stderr=subprocess.PIPE)
    same(done.returncode, 13)
    holds(done.stderr.decode(), "7392616336519610409", "saved cat.png")


@check
def a_paid_task_is_never_called_not_sent():
    hung = FakeService()
    hung.answers = [accepted()] + [None] * 50
    run = Run("generate", "a cat", env=keys(JIMENG_API_URL=hung.url, JIMENG_MAX_POLL_ATTEMPTS="3", JIMENG_API_TIMEOUT="1"))
    hung.close()
    same(run.code, 9)
    holds(run.err, "run: jimeng wait 7392616336519610409")


@check
def hostile_links_reach_nobody():
    for link in ("javascript:alert(1)", "https://127.0.0.1:1/\u009b31mRED\u202eevil> <script>alert(1)</script>", "https://a.example/x y"):
        service.answers = [accepted(), links(link)]
        run = Run("generate", "a cat", env=keys())
        same(run.code, 12)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]|<script>|javascript:", run.out + run.err), run.out + run.err


@check
def interrupting_a_download_exits_130_and_says_how_to_go_on():
    slow = FakeService()
    slow.pictures["/p"] = (200, png(64, 64), "image/png")
    slow.delay = 5
    slow.answers = [accepted(), links(slow.url + "/p")]
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith(("VOLC_", "JIMENG_"))}, **keys(JIMENG_API_URL=slow.url)}
    for more in ([], ["--output", "cat.png"]):
        slow.answers = [accepted(), links(slow.url + "/p")]
        slow.requests.clear()
        process = subprocess.Popen([JIMENG, "generate", "a cat", *more], env=environment, cwd=scratch, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while not any(r["target"] == "/p" for r in slow.requests):
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=4)
        same(process.returncode, 130)
        holds(err.decode(), "run: jimeng wait 7392616336519610409")
        same(os.listdir(scratch), [])
    slow.pictures["/fast"] = (200, png(8, 8), "image/png")
    slow.delays = {"/fast": 0}
    slow.answers = [accepted(), links(slow.url + "/fast", slow.url + "/p")]
    slow.requests.clear()
    process = started("generate", "cats", "--output", "cat.png", JIMENG_API_URL=slow.url)
    while not any(r["target"] == "/p" for r in slow.requests):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=4)
    holds(err.decode(), "run: jimeng wait 7392616336519610409 --output cat.png --force\n")
    same(os.listdir(scratch), ["cat-1.png"])
    slow.close()


@check
def names_that_no_disk_takes_are_refused_before_paying():
    os.symlink("/nonexistent", os.path.join(scratch, "dangling"))
    for path in ("x" * 250 + ".png", "dangling/x.png", "dangling"):
        run = Run("generate", "a cat", "--output", path, env=keys())
        same(run.code, 2)
        one_line(run.err)
    same(service.connections, 0)


@check
def slips_of_the_pen_are_understood():
    holds(Run("generate", "a", "white", "cat").err, "quotes")
    holds(Run("generate", "a cat", "--sise", "1K").err, "--sise")
    holds(Run("genrate", "a cat").err, "genrate", "generate")
    holds(Run("generate", "猫" * 801, env=keys()).err, "--long-prompt")
    holds(Run("generate", "a cat", "--aigc-content-producer", "me", env=keys()).err, "--aigc-producer-id")
    run = Run("generate", "a cat", env=keys(JIMENG_API_URL="https://me:hunter2@example.com"))
    same(run.code, 3)
    assert "hunter2" not in run.err


@check
def json_tells_everything_about_each_picture():
    run = emulated("a cat", "--size", "1280x1024", "--output", "cat.png", "--json")
    same(run.code, 0)
    found = run.json
    with open(os.path.join(scratch, "cat.png"), "rb") as file:
        bytes_of_file = file.read()
    picture = found["pictures"][0]
    same((picture["path"], picture["width"], picture["height"], picture["format"]), ("cat.png", 1280, 1024, "png"))
    same((picture["size_bytes"], picture["sha256"]), (len(bytes_of_file), hashlib.sha256(bytes_of_file).hexdigest()))
    assert re.fullmatch(r"\d{19}", found["task_id"]), found["task_id"]
    same(found["response"]["data"]["status"], "done")
    same(found["response"]["data"]["image_urls"], [picture["url"]])
    same((found["error"], found["submitted"], found["model"]), (None, "accepted", "jimeng_t2i_v40"))


@check
def an_existing_file_is_kept_unless_forced():
    for existing, arguments in (("cat.png", ["a cat"]), ("cat-2.png", ["a set of 2 cats"])):
        path = os.path.join(scratch, existing)
        with open(path, "w", encoding="utf-8") as file:
            file.write("precious")
        run = Run("generate", *arguments, "--output", "cat.png", env=keys())
        same(run.code, 2)
        holds(run.err, existing, "--force")
        same(service.connections, 0)
        with open(path, encoding="utf-8") as file:
            same(file.read(), "precious")
        same(emulated(*arguments, "--size", "1K", "--output", "cat.png", "--force").code, 0)
        same(dimensions(path), (1024, 1024))
        os.remove(path)


@check
def exit_codes_are_the_documented_ones():
    with_answers = [([refusal(400, 50411)], 5), ([refusal(429, 50430)], 6), ([refusal(500, 50501)], 7), ([None], 10),
                    ([(502, "<html></html>")], 10), ([(200, "{}")], 10), ([(302, "")], 10), ([refusal(400, 50999)], 10),
                    ([accepted(), state("expired")], 11), ([accepted()] + [state("not_found")] * 3, 11), ([accepted(), refusal(400, 50215)], 7),
                    ([accepted()] + [(200, "[]")] * 3, 14), ([accepted(), refusal(401, 50400)], 4)]
    for answers, code in with_answers:
        service.answers = list(answers)
        run = Run("generate", "a cat", env=keys())
        assert run.code == code, (answers, run.code, run.err)
        one_line(run.err)
    submits = len(service.submits())
    same(submits, len(with_answers))
    same(Run("generate", "a cat", env=keys(JIMENG_API_URL="http://127.0.0.1:1")).code, 8)
    same(Run("generate", "a cat", env=keys(JIMENG_API_URL="https://127.0.0.1:1")).code, 8)
    same(Run("wait", "7392616336519610409", env=keys(JIMENG_API_URL="http://127.0.0.1:1", JIMENG_MAX_POLL_ATTEMPTS="2")).code, 9)
    same(Run().code, 2)
    same(Run("nonsense").code, 2)
    same(Run("generate").code, 2)
    same(Run("wait", "not an id").code, 2)
    same(Run("--help").code, 0)
    same(Run("generate", "--help").code, 0)
    same(Run("--version").code, 0)


@check
def an_unknown_submit_says_what_it_means_for_money():
    service.answers = [None]
    run = Run("generate", "a cat", "--json", env=keys())
    same(run.code, 10)
    same(run.json["submitted"], "unknown")
    holds(run.err, "do not submit again unseen")
    same(len(service.submits()), 1)


@check
def the_services_words_reach_terminal_and_markdown_only_escaped():
    service.answers = [refusal(400, 50412, "\x1b]52;c;evil\x07\u202e](http://evil)")]
    run = Run("generate", "a cat", env=keys())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", run.err), repr(run.err)
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p")]
    run = Run("generate", "x](http://evil) <script> `a` **b**\n# head", env=keys())
    same(run.code, 0)
    assert "<script>" not in run.out and "\n# head" not in run.out and "x](http" not in run.out, run.out


@check
def nothing_is_printed_but_the_result_when_nobody_watches():
    run = emulated("a cat", "--size", "1K")
    same(run.err, "")
    same(run.out.count("!["), 1)


@check
def the_emulator_announces_itself_in_one_line_of_json_and_ends_on_a_signal():
    process = subprocess.Popen([JIMENG, "emulator"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        about = json.loads(process.stdout.readline())
        same(sorted(about), ["access_key_id", "secret_access_key", "url"])
        environment = {"VOLC_ACCESSKEY": about["access_key_id"], "VOLC_SECRETKEY": about["secret_access_key"], "JIMENG_API_URL": about["url"],
                       "JIMENG_POLL_INTERVAL": "0.05"}
        run = Run("generate", "a cat", "--size", "1K", env=environment)
        same(run.code, 0)
        holds(run.out, f"![Generated Image]({about['url']}/pictures/", "- Link: <" + about["url"])
        same(Run("generate", "a cat", env={**environment, "VOLC_SECRETKEY": "wrong"}).code, 4)
        same(Run("generate", "a cat", env={**environment, "VOLC_ACCESSKEY": "AKWRONG"}).code, 4)
        taken = Run("emulator", "--port", about["url"].rsplit(":", 1)[1])
        same(taken.code, 2)
        one_line(taken.err)
        holds(taken.err, "--port")
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=5)
    same(process.returncode, 0)


@check
def the_same_request_gives_the_same_picture_in_two_runs():
    hashes = {emulated("a cat", "--size", "1K", "--output", f"{i}.png", "--json").json["pictures"][0]["sha256"] for i in range(2)}
    same(len(hashes), 1)


@check
def no_output_of_any_run_showed_a_secret():
    for text in everything_printed:
        assert SECRET not in text and TOKEN not in text


print(f"1..{len(results)}")
sys.exit(any(error for _, error in results))
