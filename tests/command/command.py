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
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import FakeService, accepted, links, refusal, state  # noqa: E402
from harness import *  # noqa: E402,F403

GENERATE_IMAGE = os.path.abspath(sys.argv[2])
TOKEN = "session-token-canary-never-shown"


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
def json_never_changes_the_exit_code():
    for word, code in (("emulate:50412", 5), ("emulate:50429", 6), ("emulate:50500", 10), ("emulate:gateway-AccessDenied", 4)):
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
def several_pictures_are_numbered_before_the_extension():
    run = emulated("a set of 3 lakes", "--size", "1K", "--output", "new/folder/lake.png")
    same(run.code, 0)
    same(sorted(os.listdir(os.path.join(scratch, "new/folder"))), ["lake-1.png", "lake-2.png", "lake-3.png"])
    holds(run.out, "**Image 1**", "**Image 3**", "![Generated Image 2](new/folder/lake-2.png)",
          "- Save Path: new/folder/lake-1.png, new/folder/lake-2.png, new/folder/lake-3.png")


@check
def row_63_unknown_sizes_are_refused_and_any_letter_case_is_read():
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
def row_63_bad_values_end_before_any_network_with_one_line():
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
def row_61_a_local_file_is_refused_where_the_model_takes_none():
    run = Run("generate", "a cat", "--images", "/etc/hostname", env=keys())
    same(run.code, 2)
    holds(run.err, "/etc/hostname", "http or https")
    same(service.connections, 0)


@check
def errors_while_polling_do_not_end_a_paid_task():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), refusal(429, 50429), (502, "<html>bad gateway</html>"), None, (200, "not json"),
                       refusal(500, 50500), state("generating"), links(service.url + "/p")]
    run = Run("generate", "a cat", env=keys())
    same(run.code, 0)
    same(len(service.submits()), 1)
    same(emulated("a cat emulate:query-50430x2 emulate:query-drop-replyx2", "--size", "1K").code, 0)


@check
def row_15_pages_of_a_load_balancer_while_polling_are_passed_over_and_not_shown():
    page = b"<html>\x1b[2J\xe2\x80\xae" + b"A" * 5000
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    for count, code in ((1, 0), (9, 9)):
        service.answers = [accepted()] + [(502, page), (503, page), (504, page)] * count + [links(service.url + "/p")]
        run = Run("generate", "a cat", env=keys(JIMENG_MAX_POLL_ATTEMPTS="6"))
        same((run.code, len(service.submits())), (code, 1))
        assert "A" * 200 not in run.out + run.err and not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", run.err), run.err
        service.requests.clear()


@check
def row_16_a_submit_that_meets_a_page_may_be_paid_and_one_refused_by_the_gateway_is_not():
    def of_gateway(name):
        return json.dumps({"ResponseMetadata": {"Error": {"Code": name, "Message": "no"}}})

    for status, body, code, submitted in ((502, "<html>", 10, "unknown"), (503, "", 10, "unknown"), (504, "<html>", 10, "unknown"),
                                          (504, of_gateway("InternalServiceTimeout"), 10, "unknown"), (500, of_gateway("InternalError"), 10, "unknown"),
                                          (503, of_gateway("ServiceUnavailableTemp"), 10, "unknown")):
        service.answers = [(status, body)]
        run = Run("generate", "a cat", "--json", env=keys())
        same((status, body, run.code, run.json["submitted"]), (status, body, code, submitted))
    same(len(service.submits()), 6)
    service.answers = [(429, of_gateway("FlowLimitExceeded"))] * 50
    run = Run("generate", "a cat", "--json", "--wait-timeout", "1", env=keys())
    same((run.code, run.json["submitted"]), (6, "rejected"))


@check
def row_28_a_line_end_is_refused_where_it_could_end_a_line_and_sent_inside_a_prompt():
    for name, value, code in (("VOLC_ACCESSKEY", "AK\r\nX: y", 3), ("VOLC_SESSION_TOKEN", "t\nX: y", 3), ("JIMENG_API_URL", "http://127.0.0.1:1/a\r\nX: y", 3),
                              ("JIMENG_API_URL", "http://127.0.0.1\n:1", 3)):
        run = Run("generate", "a cat", env=keys(**{name: value}))
        same((value, run.code), (value, code))
        one_line(run.err)
    same(Run("generate", "a cat", "--images", "https://a.example/x\r\ny", env=keys()).code, 2)
    same(Run("wait", "7\r\nX: y", env=keys()).code, 2)
    same(service.connections, 0)
    service.answers = [refusal(400, 50411)]
    Run("generate", 'a cat\r\nX: y\n", "size": 7', env=keys())
    same((service.submits()[0]["prompt"], service.submits()[0]["size"], "X" in service.requests[0]["headers"]),
         ('a cat\r\nX: y\n", "size": 7', 4194304, False))


@check
def row_47_interrupting_tells_the_task_and_exits_130():
    service.answers = [accepted()] + [state("generating")] * 1000
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        service.answers = [accepted()] + [state("generating")] * 1000
        process = started("generate", "a cat", "--json", JIMENG_POLL_INTERVAL="0.2")
        wait_for_query(2)
        service.requests.clear()
        process.send_signal(signal_number)
        out, err = process.communicate(timeout=LIMIT)
        service.settle()
        same(process.returncode, 130)
        holds(err.decode(), "7392616336519610409")
        same(json.loads(out)["task_id"], "7392616336519610409")


@check
def row_47_signals_that_come_in_pairs_do_not_hide_what_was_paid():
    pairs = [(signal.SIGTERM, signal.SIGTERM), (signal.SIGHUP, signal.SIGTERM), (signal.SIGHUP, signal.SIGHUP), (signal.SIGINT, signal.SIGINT),
             (signal.SIGTERM, signal.SIGCONT, signal.SIGTERM)]
    for numbers in pairs * 6:
        service.answers = [accepted()] + [state("generating")] * 1000
        service.requests.clear()
        process = started("generate", "a cat", JIMENG_POLL_INTERVAL="0.3", **without_leak_search())
        wait_for_query()
        for number in numbers:
            process.send_signal(number)
        _, err = process.communicate(timeout=LIMIT)
        service.settle()
        same(process.returncode, 130)
        ends_in_resume(err.decode())


@check
def a_time_limit_from_outside_does_not_hide_what_was_paid():
    for _ in range(10):
        service.answers = [accepted()] + [state("generating")] * 1000
        service.requests.clear()
        # After the signal of the end, `timeout` sends SIGCONT.
        process = started("generate", "a cat", program=["timeout", "3600"], JIMENG_POLL_INTERVAL="0.3", **without_leak_search())
        wait_for_query()
        process.send_signal(signal.SIGALRM)  # with which it hears that the time is over
        _, err = process.communicate(timeout=LIMIT)
        service.settle()
        same(process.returncode, 124)
        ends_in_resume(err.decode())


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
        out, err = process.communicate(timeout=LIMIT)
        service.settle()
        same((process.returncode, err.decode()), (0, ACCEPTED))
        holds(out.decode(), "![Generated Image]")
        os.remove(os.path.join(scratch, f"generated_images/{ID}.png"))  # each task has an id of its own elsewhere


@check
def an_accepted_task_is_named_at_once_where_nobody_watches():
    service.answers = [accepted()] + [state("generating")] * 1000
    process = started("generate", "a cat", JIMENG_POLL_INTERVAL="0.2")
    same(process.stderr.readline().decode(), ACCEPTED)
    process.kill()
    process.communicate()


@check
def row_22_an_unknown_status_is_reported_and_the_task_can_be_waited_for():
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
def row_39_done_without_pictures_is_a_failure():
    same(emulated("emulate:empty").code, 7)
    same(emulated("emulate:done-50511").code, 5)


@check
def the_gateways_form_is_understood():
    run = emulated("emulate:gateway-SignatureDoesNotMatch")
    same(run.code, 4)
    holds(run.err, "SignatureDoesNotMatch", "VOLC_SECRETKEY", "rejected")
    one_line(run.err)


@check
def a_session_token_is_sent_and_signed():
    service.answers = [refusal(400, 50412)]
    Run("generate", "a cat", env=keys(VOLC_SESSION_TOKEN=TOKEN))
    headers = service.requests[0]["headers"]
    same(headers["X-Security-Token"], TOKEN)
    holds(headers["Authorization"], "SignedHeaders=content-type;host;x-content-sha256;x-date;x-security-token,")


@check
def row_59_only_a_whole_picture_gets_its_name():
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
def only_what_was_asked_is_sent():
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
def a_bad_variable_is_named():
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
def watermark_label_base64_and_ratios_reach_the_service():
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
def each_watermark_option_brings_the_mark():
    for option, value in (("--watermark-text", "x"), ("--watermark-language", "zh"), ("--watermark-position", "top-left"), ("--watermark-opacity", "0.5")):
        service.answers = [accepted(), refusal(400, 50511)]
        Run("generate", "a cat", option, value, env=keys())
        same(json.loads(service.queries()[-1]["req_json"])["logo_info"]["add_logo"], True)


@check
def row_1_and_2_what_cannot_be_reached_is_named_and_costs_nothing():
    for address, name in (("https://nobody.invalid", "nobody.invalid"), ("http://127.0.0.1:1", "127.0.0.1:1")):
        run = Run("generate", "a cat", "--json", env=keys(JIMENG_API_URL=address))
        same((run.code, run.json["exit_code"], run.json["submitted"]), (8, 8, "not_sent"))
        holds(run.err, name, "nothing was sent, nothing is billed")
        same(run.err.startswith(note_of_host(name)), name == "nobody.invalid")
        one_line(run.err.removeprefix(note_of_host(name)))


@check
def row_6_no_option_trusts_every_certificate():
    for page in ([], ["generate"], ["wait"], ["doctor"], ["emulator"], ["resume"], ["tasks"], ["work"], ["status"]):
        run = Run(*page, "--help")
        same(run.code, 0)
        assert not re.search(r"--\S*(insecure|verify|trust)", run.out), run.out
    for option in ("--insecure", "--no-verify", "-k"):
        same(Run("generate", "a cat", option, env=keys()).code, 2)
    same(service.connections, 0)


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
    environment = bare_environment(**keys())
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
def row_56_and_67_a_dead_link_is_told_without_what_opens_it():
    for status in (403, 404, 410):
        service.pictures["/gone?X-Signature=canary7"] = (status, b"", "text/plain")
        service.answers = [accepted()] + [links(service.url + "/gone?X-Signature=canary7")] * 3
        run = Run("generate", "a cat", "--output", "cat.png", env=keys())
        same((run.code, os.listdir(scratch)), (12, []))
        holds(run.err, f"answered {status}", "links live 24 hours", f"run: jimeng wait {ID}")
        assert "canary7" not in run.err, run.err
    for link in (service.url + "/x?sig=canary8 y", "http://a.example/x?sig=canary8", "https://127.0.0.1:1/x?sig=canary8"):
        service.answers = [accepted(), links(link)]
        run = Run("generate", "a cat", "--output", "cat.png", env=keys())
        same(run.code, 12)
        assert "canary8" not in run.err, run.err


@check
def row_57_hostile_links_reach_nobody():
    for link in ("javascript:alert(1)", "https://127.0.0.1:1/\u009b31mRED\u202eevil> <script>alert(1)</script>", "https://a.example/x y"):
        service.answers = [accepted(), links(link)]
        run = Run("generate", "a cat", env=keys())
        same(run.code, 12)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]|<script>|javascript:", run.out + run.err), run.out + run.err


@check
def row_47_interrupting_a_download_exits_130_and_says_how_to_go_on():
    slow = FakeService()
    slow.pictures["/p"] = (200, png(64, 64), "image/png")
    slow.delay = 60  # nobody waits for it
    for more in ([], ["--output", "cat.png"], ["--json"]):
        slow.answers = [accepted(), links(slow.url + "/p")]
        slow.requests.clear()
        process = started("generate", "a cat", *more, JIMENG_API_URL=slow.url)
        wait_until(lambda: any(r["target"] == "/p" for r in slow.requests), process)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT)
        same(process.returncode, 130)
        holds(err.decode(), f"run: jimeng wait {ID}")
        holds(out.decode(), slow.url + "/p")  # the link is worth something by itself
        same(os.listdir(scratch), [])
    slow.pictures["/fast"] = (200, png(8, 8), "image/png")
    slow.delays = {"/fast": 0}
    slow.answers = [accepted(), links(slow.url + "/fast", slow.url + "/p")]
    slow.requests.clear()
    process = started("generate", "cats", "--output", "cat.png", JIMENG_API_URL=slow.url)
    wait_until(lambda: any(r["target"] == "/p" for r in slow.requests), process)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=LIMIT)
    holds(err.decode(), f"run: jimeng wait {ID} --output cat-{ID}.png --free-name\n")
    same(os.listdir(scratch), ["cat-1.png"])
    slow.close()


@check
def row_60_names_that_no_disk_takes_are_refused_before_paying():
    os.symlink(os.path.join(scratch, "no such folder"), os.path.join(scratch, "dangling"))
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
def row_61_and_62_only_a_whole_plain_picture_leaves_this_machine():
    def put(name, content):
        with open(os.path.join(scratch, name), "wb") as file:
            file.write(content)
        return name

    good = png(64, 64)
    jpeg = b"\xff\xd8\xff"
    os.mkfifo(os.path.join(scratch, "pipe"))
    os.mkdir(os.path.join(scratch, "folder"))
    put("id_rsa", b"-----BEGIN OPENSSH PRIVATE KEY-----\n")
    os.symlink("id_rsa", os.path.join(scratch, "cat.png"))
    bad = [("id_rsa", "neither PNG nor JPEG"), ("cat.png", "neither PNG nor JPEG"), ("pipe", "pipe"), ("folder", "folder"), ("/dev/zero", "/dev/zero"), ("/etc/shadow", "shadow"),
           (put("large.png", good + bytes(15 * 1024 * 1024 + 1 - len(good))), "15 MiB"),
           (put("wide.png", good[:16] + b"\x80\0\0\0\x80\0\0\0" + good[24:]), "wide.png"), (put("zero.png", good[:16] + bytes(8) + good[24:]), "zero.png"),
           (put("short.jpg", jpeg), "short.jpg"), (put("markers.jpg", jpeg + b"\xe0\0\2\xff" * 600), "markers.jpg"), (put("length.jpg", jpeg + b"\xe0\0\0"), "length.jpg"),
           (put("endless.jpg", jpeg + b"\xff" * 100000), "endless.jpg")]
    for name, words in bad:
        run = Run("generate", "p", "--model", "i2i-3.0", "--images", name, env=keys())
        same((name, run.code), (name, 2))
        holds(run.err, words)
        one_line(run.err)
    same(service.connections, 0)


@check
def row_68_settings_come_from_the_environment_and_no_file_of_the_working_folder():
    with open(os.path.join(scratch, ".env"), "w", encoding="utf-8") as file:
        file.write(f"JIMENG_API_URL={service.url}\nVOLC_ACCESSKEY=AKLTOTHER\nVOLC_SECRETKEY=other\nHTTPS_PROXY={service.url}\n")
    run = Run("generate", "a cat", env={})
    same(run.code, 3)
    holds(run.err, "VOLC_ACCESSKEY")
    other = FakeService()
    other.answers = [refusal(400, 50411)]
    same(Run("generate", "a cat", env=keys(JIMENG_API_URL=other.url)).code, 5)
    holds(other.requests[0]["headers"]["Authorization"], "Credential=AKLTTESTTEST/")
    other.close()
    for address in ("http://a.example", "http://10.0.0.1", "http://localhost.example", "http://0.0.0.0:1"):
        run = Run("generate", "a cat", env=keys(JIMENG_API_URL=address))
        same((address, run.code), (address, 3))
        holds(run.err, "must be an https address")
    same(service.connections, 0)


@check
def row_68_another_host_than_the_vendors_is_named_once():
    service.answers = [accepted(), links(service.url + "/p")] * 2
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    assert "vendor" not in Run("generate", "a cat", env=keys()).err  # this machine is nobody else
    through = {"HTTPS_PROXY": "http://127.0.0.1:1"}  # where nobody is: no name is looked up, and nothing leaves
    for words in (["generate", "a cat"], ["wait", ID], ["generate", "a cat", "--once"]):
        for address, host in (("https://relay.example/jimeng", "relay.example"), ("https://visual.volcengineapi.com.evil.example", "visual.volcengineapi.com.evil.example")):
            run = Run(*words, "--wait-timeout", "1", env=keys(JIMENG_API_URL=address, **through))
            same((run.err.count("which is no host of the vendor's"), run.err.count(f"JIMENG_API_URL leads to {host},")), (1, 1))
        for address in ("https://visual.volcengineapi.com", "https://OPEN.volcengineapi.com"):
            assert "host of the vendor" not in Run(*words, "--wait-timeout", "1", env=keys(JIMENG_API_URL=address, **through)).err


@check
def row_69_the_emulator_listens_to_this_machine_only():
    process = subprocess.Popen([JIMENG, "emulator"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        port = int(json.loads(process.stdout.readline())["url"].rsplit(":", 1)[1])
        listening = []
        for table in ("/proc/net/tcp", "/proc/net/tcp6"):
            if os.path.exists(table):
                with open(table, encoding="utf-8") as file:
                    rows = [line.split() for line in file.readlines()[1:]]
                listening += [row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port]
        same(listening, ["0100007F"])  # 127.0.0.1, and nothing of IPv6
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LIMIT)
    same(process.returncode, 0)


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
def row_60_an_existing_file_is_kept_unless_forced():
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
    with_answers = [([refusal(400, 50411)], 5), ([refusal(500, 50501)], 10), ([None], 10),
                    ([(502, "<html></html>")], 10), ([(200, "{}")], 10), ([(302, "")], 10), ([refusal(400, 50999)], 10),
                    ([accepted(), state("expired")], 11), ([accepted()] + [state("not_found")] * 9, 9), ([accepted(), refusal(400, 50215)], 7),
                    ([accepted()] + [(200, "[]")] * 9, 9), ([accepted(), refusal(401, 50400)], 4)]
    for answers, code in with_answers:
        service.answers = list(answers)
        run = Run("generate", "a cat", env=keys(JIMENG_MAX_POLL_ATTEMPTS="4"))  # patience of a minute is the library's test
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
def row_29_and_30_a_run_waits_for_its_account_and_ends_as_throttled_when_its_time_is_up():
    for code in (50429, 50430):
        service.answers = [refusal(429, code), accepted(), links(service.url + "/p.png")]
        service.pictures["/p.png"] = (200, png(1024, 1024), "image/png")
        same(Run("generate", "a cat", "--output", f"{code}.png", env=keys()).code, 0)
        service.answers = [refusal(429, code)] * 50
        run = Run("generate", "a cat", "--wait-timeout", "1", env=keys())
        same(run.code, 6)
        *waiting, last = run.err.splitlines()  # chance may make the first wait longer than its time
        assert len(waiting) <= 1 and "waiting for its turn" not in last, run.err
        for line in waiting:
            holds(line, "waiting for its turn, at most 1 s: the account is busy")
    service.answers = [refusal(429, 50430)] * 50
    same(Run("generate", "a cat", "--wait-timeout", "1", env=keys(JIMENG_CONCURRENCY="0")).code, 3)


@check
def row_32_and_33_a_refused_content_is_5_says_which_side_and_is_not_submitted_again():
    before = {50411: "input image", 50412: "prompt", 50413: "prompt", 50512: "output text", 50518: "input image"}
    after = {50511: "output image", 50519: "output image"}
    for code, words in {**before, **after}.items():
        for answers, submitted in (([refusal(400, code)], "rejected"), ([accepted(), refusal(400, code)], "accepted")):
            service.answers = list(answers)
            run = Run("generate", "a cat", "--json", env=keys())
            same((code, run.code, run.json["submitted"], len(service.submits())), (code, 5, submitted, 1))
            holds(run.err, words, f"code {code}")
            assert code in before or "may be charged again" in run.err, run.err
            service.requests.clear()
    for code in (50520, 50521, 50522):  # the review itself broke down, perhaps after the task was made
        service.answers = [refusal(400, code)]
        same(Run("generate", "a cat", env=keys()).code, 10)


@check
def row_33_a_refused_output_is_submitted_again_where_that_was_asked_for_and_no_other():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    done = [accepted("2"), links(service.url + "/p")]

    def tried(answers, *arguments):
        service.requests.clear()
        service.answers = list(answers)
        run = Run("generate", "a cat", *arguments, env=keys())
        return run, len(service.submits()), len(service.answers)

    for code in (50511, 50519, 50516, 50517):
        refused = [accepted("1"), refusal(400, code)]
        run, submits, left = tried(refused + done, "--retry-refused", "2")
        same((run.code, submits, left), (0, 2, 0))
        holds(run.err, f"code {code}, task 1", "submitted again, 1 of 2, which may be charged again")
        run, submits, left = tried(refused * 3 + done, "--retry-refused", "2")
        same((run.code, submits, left), (5, 3, 2))
        run, submits, left = tried(refused + done)
        same((run.code, submits, left), (5, 1, 2))
        run, submits, left = tried(refused + done, "--retry-refused", "1", "--job-key", f"K{code}", "--json")
        same((run.code, submits, run.json["task_id"]), (0, 2, "2"))
        same(tried([], "--job-key", f"K{code}", "--output", "x.png")[1], 0)  # the key stands for the one that was drawn
    for code in (50512, 50411, 50412, 50500, 50518):
        same(tried([accepted("1"), refusal(400, code)] + done, "--retry-refused", "2")[1], 1)
    same(tried([None], "--retry-refused", "2")[:2][1], 1)  # what is unknown is no refusal
    refused = [accepted("1"), refusal(400, 50511)]
    for last, submitted in ((refusal(400, 50411), "rejected"), (refusal(429, 50429), "rejected")):  # the first is what was paid
        run, submits, _ = tried(refused + [last] * 20, "--retry-refused", "1", "--json", "--wait-timeout", "1")
        same((run.code, run.json["task_id"], run.json["submitted"]), (5, "1", "accepted"))
        holds(run.err, "in vain, which cost nothing")
    run, submits, _ = tried(refused + [None], "--retry-refused", "1", "--json")
    same((run.code, submits, run.json["task_id"], run.json["submitted"]), (10, 2, None, "unknown"))
    holds(run.err, "code 50511, task 1")
    assert "jimeng wait" not in run.err, run.err
    for words in (["--retry-refused", "-1"], ["--retry-refused", "11"], ["--retry-refused", "1", "--no-wait"]):
        run, submits, _ = tried([], *words)
        same((run.code, submits), (2, 0))
        holds(run.err, "--retry-refused")


@check
def row_35_keys_and_rights_that_are_refused_are_4_with_what_to_check():
    def of_gateway(name, number):
        return json.dumps({"ResponseMetadata": {"Error": {"CodeN": number, "Code": name, "Message": "no"}}})

    for status, body, words in ((401, of_gateway("SignatureDoesNotMatch", 100010), "VOLC_SECRETKEY: copied whole, without blanks"),
                                (401, of_gateway("InvalidAccessKey", 100009), "VOLC_ACCESSKEY"), (403, of_gateway("AccessDenied", 100013), "rights"),
                                (401, json.dumps(refusal(401, 50400)[1]), "activate the model")):
        service.answers = [(status, body)]
        run = Run("generate", "a cat", "--json", env=keys())
        same((run.code, run.json["submitted"]), (4, "rejected"))
        holds(run.err, words, "the submit was rejected")
        one_line(run.err)
    same(len(service.submits()), 4)


@check
def row_36_a_wrong_clock_is_told_and_costs_one_more_signature():
    import email.utils
    refused = 400, json.dumps({"ResponseMetadata": {"Error": {"CodeN": 100006, "Code": "InvalidTimestamp", "Message": "no"}}})
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    for shift, words in ((1200, "s behind the service's"), (-90000, "s ahead of the service's")):
        service.requests.clear()
        service.date = email.utils.formatdate(time.time() + shift, usegmt=True)
        service.answers = [refused, accepted(), links(service.url + "/p")]
        run = Run("generate", "a cat", env=keys())
        same((run.code, len(service.submits())), (0, 2))
        holds(run.err, "note: this machine's clock is", words, "set the clock")
        os.remove(os.path.join(scratch, f"generated_images/{ID}.png"))
        service.answers = [refused, refused, accepted()]
        run = Run("generate", "a cat", "--json", env=keys())
        same((run.code, run.json["submitted"], len(service.answers)), (4, "rejected", 1))
    service.date = "yesterday"
    service.answers = [refused, accepted()]
    same((Run("generate", "a cat", env=keys()).code, len(service.answers)), (4, 1))


@check
def row_34_what_it_means_for_money_is_said_once():
    for answer in (None, refusal(500, 50500), refusal(500, 50501), (502, "<html></html>"), refusal(400, 50999)):
        service.answers = [answer]
        run = Run("generate", "a cat", env=keys())
        same((run.code, run.err.count("do not submit again unseen"), run.err.count("a new submit")), (10, 1, 0))


@check
def row_41_an_unknown_submit_says_what_it_means_for_money():
    service.answers = [None]
    run = Run("generate", "a cat", "--json", env=keys())
    same(run.code, 10)
    same(run.json["submitted"], "unknown")
    holds(run.err, "do not submit again unseen")
    same(len(service.submits()), 1)


@check
def row_41_the_highest_cost_of_an_unknown_submit_is_told():
    def told(*arguments):
        service.answers = [None]
        run = Run("generate", "a cat", *arguments, env=keys())
        same(run.code, 10)
        one_line(run.err)
        return run.err

    holds(told(), "; at most 15 pictures are billed; ")
    holds(told("--force-single"), "; at most 1 picture is billed; ")
    holds(told("--price", "4.0=0.2"), "at most 15 pictures are billed, 3 in all at 0.2 each; ")
    holds(told("--price", "jimeng_t2i_v40=0.21", "--price", "3.0=9", "--images", "https://a.example/1.png"), "at most 14 pictures are billed, 2.94 in all at 0.21 each; ")
    holds(told("--model", "video-3.0", "--frames", "241", "--price", "video-3.0=0.28"), "at most 10 seconds are billed, 2.8 in all at 0.28 each; ")
    holds(told("--json"), "at most 15 pictures are billed")
    service.answers = [refusal(400, 50411)]
    assert "billed" not in Run("generate", "a cat", "--price", "4.0=0.2", env=keys()).err  # a refusal costs nothing
    for bad in ("4.0", "4.0=", "=1", "4.0=-1", "4.0=nan", "nobody=1", "4.0=1000001"):
        run = Run("generate", "a cat", "--price", bad, env=keys())
        same((bad, run.code), (bad, 2))
        holds(run.err, f"--price {bad}: no ", "models lists them" if bad == "nobody=1" or bad == "=1" else "MODEL=NUMBER")
    service.answers = [None]
    Run("generate", "a cat", "--job-key", "cost", "--price", "4.0=0.2", env=keys())
    service.answers = [None]
    again = Run("resume", "cost", "--on-unknown", "resubmit", env=keys())
    same(again.code, 10)
    holds(again.err, "at most 15 pictures are billed, 3 in all at 0.2 each")


@check
def row_64_and_65_the_services_words_reach_terminal_and_markdown_only_escaped():
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
def a_picture_of_this_machine_is_named_by_its_path_where_the_model_takes_one():
    with open(os.path.join(scratch, "my picture.png"), "wb") as file:
        file.write(png(64, 64))
    address = "file://" + scratch + "/my%20picture.png"
    run = Run("generate", "p", "--model", "i2i-3.0", "--images", address, env=keys())
    same(run.code, 2)
    one_line(run.err)
    holds(run.err, f"type '{scratch}/my picture.png'")
    assert "on the web" not in run.err, run.err
    holds(Run("generate", "p", "--images", address, env=keys()).err, "on the web")
    same(service.requests, [])
    holds(Run("generate", "p", "--model", "i2i-3.0", "--images", "file://", env=keys()).err, "type PATH")


@check
def the_help_says_which_models_take_a_picture_of_this_machine():
    for model, words in (("4.0", "--images URL ... input images"), ("i2i-3.0", "--images URL|FILE ... the picture"),
                         ("inpaint", "--images URL|FILE ... the picture"), ("video-3.0-pro", "--images URL|FILE ... the first")):
        holds(" ".join(Run("generate", "--model", model, "--help").out.split()), words)


@check
def both_sides_in_one_word_are_width_and_height():
    picture = ["--model", "i2i-3.0", "--images", "https://a.example/x.png", "--no-wait"]
    service.answers = [accepted()]
    same(Run("generate", "p", *picture, "--size", "1024x768", env=keys()).code, 0)
    body = service.submits()[-1]
    same((body["width"], body["height"], "size" in body), (1024, 768, False))
    service.requests.clear()
    for size, words in (("1K", "WIDTHxHEIGHT"), ("100x600", "512 to 2016"), ("ax600", "--size ax600")):
        run = Run("generate", "p", *picture, "--size", size, env=keys())
        same(run.code, 2)
        holds(run.err, words)
    same(service.requests, [])


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
        process.communicate(timeout=LIMIT)
    same(process.returncode, 0)


@check
def a_relays_token_is_never_sent_to_the_vendor():
    somewhere = FakeService()  # a proxy that would see the attempt
    for address in ({}, {"JIMENG_API_URL": ""}, {"JIMENG_API_URL": "https://visual.volcengineapi.com"}, {"JIMENG_API_URL": "https://VISUAL.volcengineapi.com:443/x"},
                    {"JIMENG_API_URL": "https://open.volcengineapi.com"}, {"JIMENG_ROUTE": "model"}):
        environment = {"VOLC_ACCESSKEY": "AKLTTESTTEST", "VOLC_SECRETKEY": SECRET, "JIMENG_BEARER_TOKEN": TOKEN, "HTTPS_PROXY": somewhere.url, **address}
        for line in (["generate", "a cat"], ["wait", ID]):
            run = Run(*line, env=environment)
            same(run.code, 3)
            one_line(run.err)
            holds(run.err, "JIMENG_BEARER_TOKEN", "JIMENG_API_URL")
    same(somewhere.connections, 0)
    somewhere.close()
    service.answers = [accepted()]
    same(Run("generate", "a cat", "--no-wait", env=keys(JIMENG_BEARER_TOKEN=TOKEN)).code, 0)
    same(service.requests[-1]["headers"]["Authorization"], "Bearer " + TOKEN)
    same(Run("generate", "a cat", "--size", "1K", "--emulator", env={"JIMENG_BEARER_TOKEN": TOKEN}).code, 0)


@check
def the_emulator_plays_a_relay():
    with open(os.path.join(scratch, "token"), "w") as file:
        file.write(TOKEN + "\n")
    process = subprocess.Popen([JIMENG, "emulator", "--path", "/relay/jimeng/", "--bearer-token-from", os.path.join(scratch, "token")],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        about = json.loads(process.stdout.readline())
        same(list(about), ["url"])
        assert about["url"].endswith("/relay/jimeng"), about
        environment = {"JIMENG_API_URL": about["url"], "JIMENG_BEARER_TOKEN": TOKEN, "JIMENG_POLL_INTERVAL": "0.05"}
        run = Run("generate", "a cat", "--size", "1K", "--output", "cat.png", env=environment)
        same((run.code, run.err.count("\n")), (0, 1))
        same(dimensions(os.path.join(scratch, "cat.png")), (1024, 1024))
        same(Run("generate", "a cat", env={**environment, "JIMENG_BEARER_TOKEN": "another-token"}).code, 4)
        same(Run("generate", "a cat", env={**keys(), "JIMENG_API_URL": about["url"]}).code, 4)
        assert Run("generate", "a cat", env={**environment, "JIMENG_API_URL": about["url"].removesuffix("/relay/jimeng")}).code != 0
    finally:
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=LIMIT)
    same((process.returncode, out, err), (0, b"", b""))


@check
def an_emulator_that_cannot_play_a_relay_says_why():
    def written(name, text):
        with open(os.path.join(scratch, name), "w") as file:
            file.write(text)
        return name

    for arguments, words in ((["--path", "relay"], "--path relay"), (["--path", "/"], "--path /"), (["--path", "/a b"], "--path"), (["--path", "/a?b"], "--path"),
                             (["--bearer-token-from", "none"], "--bearer-token-from none"), (["--bearer-token-from", "."], "--bearer-token-from ."),
                             (["--bearer-token-from", written("empty", "\n")], "--bearer-token-from empty"),
                             (["--bearer-token-from", written("blank", TOKEN + " x")], "--bearer-token-from blank")):
        run = Run("emulator", *arguments)
        same(run.code, 2)
        one_line(run.err)
        holds(run.err, words)


@check
def only_clean_lists_are_shown():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p", service.url + "/gone")]
    run = Run("generate", "cats", "--output", "cat.png", env=keys())
    same(run.code, 12)
    holds(run.out, "- Save Path: cat-1.png\n", "- Link: <" + service.url + "/gone>\n")
    service.answers = [accepted(), links(service.url + "/gone", service.url + "/p")]
    holds(Run("generate", "cats", "--output", "dog.png", env=keys()).out, "- Save Path: dog-2.png\n")
    service.answers = [accepted(), links("javascript:alert(1)")]
    same(Run("generate", "cats", env=keys()).out, "")


@check
def row_60_paths_that_cannot_be_meant_are_refused_before_paying():
    surprises = [("", "is empty"), ("  ", "is empty"), ("\u3000", "is empty"), ("~/cat.png", '"$HOME/'), ("~me/cat.png", "~"), ("$HOME/cat.png", "double"),
                 ("${HOME}/cat.png", "double"), ("https://a.example/cat.png", "address"), ("file:///cat.png", "address"), (" cat.png", "blank"),
                 ("cat.png ", "blank"), ("cat.png\n", "blank"), ("cat.png\t", "blank"), ("/dev/null", "standard output")]
    for subcommand in (("generate", "a cat"), ("wait", ID)):
        for path, word in surprises:
            for form in (["--output", path], [f"--output={path}"]):
                run = Run(*subcommand, *form, env=keys())
                assert run.code == 2, (path, run.code, run.err)
                one_line(run.err)
                holds(run.err, "output", word if path or form[-1] == "" else "missing")
    same(service.connections, 0)
    same(os.listdir(scratch), [])
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    for path in ("./~/cat.png", "./-", "my cat $5.png", "猫.png"):  # odd, and plainly meant
        service.answers = [accepted(), links(service.url + "/p")]
        same(Run("generate", "a cat", "--output", path, env=keys()).code, 0)
        assert os.path.exists(os.path.join(scratch, path)), path


def raw(*arguments):
    done = subprocess.run([JIMENG, *arguments], env=bare_environment(**keys()), cwd=scratch, capture_output=True, timeout=LIMIT)
    everything_printed.append(done.stderr.decode())
    return done.returncode, done.stdout, done.stderr.decode()


@check
def a_picture_goes_to_standard_output():
    picture = png(8, 8)
    service.pictures["/p"] = (200, picture, "image/png")
    service.answers = [accepted(), links(service.url + "/p")]
    code, out, err = raw("generate", "a cat", "--output", "-")
    same((code, out), (0, picture))
    holds(err, ACCEPTED, f"![Generated Image]({service.url}/p)")
    service.answers = [accepted(), (200, {"code": 10000, "data": {"status": "done", "binary_data_base64": [base64.b64encode(picture).decode()]}})]
    same(raw("generate", "a cat", "--output=-", "--base64"), (0, picture, ACCEPTED))
    service.answers = [links(service.url + "/p")]
    same(raw("wait", ID, "--output", "-")[:2], (0, picture))
    service.answers = [accepted(), links(service.url + "/p", service.url + "/p")]
    code, out, err = raw("generate", "cats", "--output", "-")
    same((code, out), (12, b""))
    saved = [f"generated_images/{ID}-{i}.png" for i in (1, 2)]
    holds(err, "takes one picture, and 2 came", *(f"saved {path}" for path in saved), f"run: jimeng wait {ID} --output generated_images/")
    same([dimensions(os.path.join(scratch, path)) for path in saved], [(8, 8)] * 2)
    shutil.rmtree(os.path.join(scratch, "generated_images"))
    service.answers = [accepted(), links(service.url + "/gone")]
    same(raw("generate", "a cat", "--output", "-")[:2], (12, b""))
    connections = service.connections
    code, out, err = raw("generate", "a cat", "--output", "-", "--json")
    same((code, service.connections), (2, connections))
    holds(err, "--json")
    service.answers = [accepted(), links(service.url + "/p")]
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([JIMENG, "generate", "a cat", "--output", "-"], env=bare_environment(**keys()), cwd=scratch, stdout=full, stderr=subprocess.PIPE)
    same(done.returncode, 13)
    holds(done.stderr.decode(), f"run: jimeng wait {ID} --output=-")
    same(os.listdir(scratch), [])


@check
def what_standard_output_cannot_take_is_saved_and_the_line_works():
    whole = png(64, 64, noise=True)
    for broken, ending in ((whole[:-20], ".png"), (b"RIFF\x20\0\0\0WEBPVP8 " + bytes(300), ".webp")):
        for inside in (False, True):
            service.pictures["/p"] = (200, broken, "image/png")
            done = {"status": "done", "binary_data_base64": [base64.b64encode(broken).decode()]}
            service.answers = [accepted(), (200, {"code": 10000, "data": done}) if inside else links(service.url + "/p")]
            code, out, err = raw("generate", "a cat", "--output", "-", *(["--base64"] if inside else []))
            same((code, out), (12, b""))
            kept = [name for name in os.listdir(os.path.join(scratch, "generated_images"))]
            same(len(kept), 1)
            assert kept[0].startswith(ID) and ending in kept[0], kept
            with open(os.path.join(scratch, "generated_images", kept[0]), "rb") as file:
                same(file.read(), broken)
            holds(err, f"generated_images/{kept[0]}", f"run: jimeng wait {ID}", "--output generated_images/")
            service.pictures["/p"] = (200, whole, "image/png")
            service.answers = [links(service.url + "/p")]
            same(raw(*line_to_run(err).split()[1:])[0], 0)
            shutil.rmtree(os.path.join(scratch, "generated_images"))


@check
def a_wait_that_is_refused_before_it_asks_names_the_task_and_no_submit():
    with open(os.path.join(scratch, "there.png"), "wb") as file:
        file.write(b"mine")
    without_keys = {name: "" for name in ("VOLC_ACCESSKEY", "VOLC_SECRETKEY")}
    for arguments, more, code, line in (([], without_keys, 3, f"then run: jimeng wait {ID}"),
                                        (["--output", "there.png"], {}, 2, f"then run: jimeng wait {ID} --output there-{ID}.png --free-name"),
                                        (["--output", ""], {}, 2, f"then run: jimeng wait {ID}"),
                                        (["--model", "none"], {}, 2, f"task {ID}"),
                                        (["--watermark-opacity", "7"], {}, 2, f"task {ID}"),
                                        ([], {"HTTPS_PROXY": "socks5://p", "JIMENG_API_URL": "https://a.example"}, 3, f"then run: jimeng wait {ID}")):
        for as_json in (False, True):
            run = Run("wait", ID, *arguments, *(["--json"] if as_json else []), env=keys(**more))
            same(run.code, code)
            holds(run.err, line)
            one_line(run.err)
            assert "billed" not in run.err and "was sent" not in run.err, run.err
            if as_json:
                same((run.json["submitted"], run.json["task_id"]), ("none", ID))
                same(bool(run.json["resume"]), "run:" in line)


@check
def what_the_emulator_does_not_need_does_not_stop_it():
    for more in ({"ALL_PROXY": "socks5://127.0.0.1:1"}, {"HTTPS_PROXY": "nonsense:"}, {"JIMENG_API_URL": "ftp://nowhere"}, {"JIMENG_API_URL": "http://a.example"}):
        run = Run("generate", "a cat", "--emulator", env={"JIMENG_POLL_INTERVAL": "0.01", **more})
        same((run.code, run.err), (0, ""))


@check
def a_picture_that_came_although_links_were_wanted_is_kept():
    one = base64.b64encode(png(8, 8)).decode()
    for count in (1, 2):
        service.answers = [accepted(), (200, {"code": 10000, "data": {"status": "done", "image_urls": None, "binary_data_base64": [one] * count}})]
        run = Run("generate", "a cat", "--json", env=keys())
        same(run.code, 0)
        paths = [p["path"] for p in run.json["pictures"]]
        same(paths, [f"generated_images/{ID}.png"] if count == 1 else [f"generated_images/{ID}-{i}.png" for i in (1, 2)])
        same([dimensions(os.path.join(scratch, path)) for path in paths], [(8, 8)] * count)
        shutil.rmtree(os.path.join(scratch, "generated_images"))
    service.answers = [accepted(), (200, {"code": 10000, "data": {"status": "done", "image_urls": None, "binary_data_base64": [one]}})]
    holds(Run("generate", "a cat", env=keys()).out, f"![Generated Image](generated_images/{ID}.png)", f"- Save Path: generated_images/{ID}.png")


@check
def a_submit_need_not_be_waited_for():
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [accepted(), links(service.url + "/p")]
    run = Run("generate", "a cat", "--no-wait", "--output", "cat.png", env=keys())
    same((run.code, run.err, len(service.queries())), (0, ACCEPTED, 0))
    line = f"jimeng wait {ID} --output cat.png --free-name"
    same(run.out, f"**Task:** {ID}\n\n```bash\n{line}\n```\n")
    same(Run(*line.split()[1:], env=keys()).code, 0)
    same(os.listdir(scratch), ["cat.png"])
    service.answers = [accepted()]
    run = Run("generate", "a cat", "--no-wait", "--json", env=keys())
    same((run.code, run.json["task_id"], run.json["submitted"], run.json["pictures"], run.json["error"]), (0, ID, "accepted", [], None))
    same(run.json["resume"], f"jimeng wait {ID}")
    service.answers = [refusal(400, 50411)]
    run = Run("generate", "a cat", "--no-wait", "--json", env=keys())
    same((run.code, run.json["submitted"]), (5, "rejected"))
    service.answers = [None]
    same(Run("generate", "a cat", "--no-wait", env=keys()).code, 10)
    run = Run("generate", "a cat", "--no-wait", "--emulator")
    same(run.code, 2)
    holds(run.err, "--no-wait", "--emulator")


@check
def a_prompt_comes_from_a_file_or_standard_input():
    with open(os.path.join(scratch, "words.txt"), "wb") as file:
        file.write(b"\xef\xbb\xbfa cat\non a \xe7\xaa\x97\r\n")
    for arguments, text, prompt in ((["@words.txt"], None, "a cat\non a 窗"), (["-"], "a dog\n", "a dog"), (["-"], "two\n\n", "two\n"), (["@@me"], None, "@me"),
                                    (["@@"], None, "@"), (["--", "--a cat"], None, "--a cat"), (["--", "-5 degrees"], None, "-5 degrees"),
                                    (["@/dev/stdin"], "by name", "by name")):
        service.answers = [refusal(400, 50411)]
        same(Run("generate", *arguments, env=keys(), input=(text or "").encode()).code, 5)
        same(service.submits()[-1]["prompt"], prompt)
    os.mkdir(os.path.join(scratch, "folder"))
    connections = service.connections
    for argument, text, words in (("@nothing.txt", "", "@@"), ("@", "", "@@"), ("@folder", "", "@@"), ("-", "", "prompt is empty"), ("-", " \n", "blanks"),
                                  ("@words.txt\x1b[31m", "", "u{1b}"), ("@/dev/zero", "", "1 MiB"), ("-", "x" * (1 << 21), "1 MiB")):
        run = Run("generate", argument, "--json", env=keys(), input=text.encode())
        same((run.code, run.json["exit_code"]), (2, 2))
        one_line(run.err)
        holds(run.err, words)
    for bad in (b"\xff\xfe", b"a\0b"):
        same(Run("generate", "-", env=keys(), input=bad).code, 2)
    same(service.connections, connections)


@check
def input_that_cannot_be_meant_is_not_sent():
    for prompt in (" ", "\t\n", "\u00a0", "\u3000", "\u2003 \u200b", "\ufeff", "\u2060"):
        for more in ([], ["--long-prompt"], ["--model", "4.6"]):
            run = Run("generate", prompt, *more, env=keys())
            assert run.code == 2, (prompt, run.code, run.err)
            holds(run.err, "prompt holds blanks and unseen characters only")
    good = {"VOLC_ACCESSKEY": "AKLTTESTTEST", "VOLC_SECRETKEY": SECRET}
    bad = [({"VOLC_ACCESSKEY": f"AKLTTESTTEST|{SECRET}"}, "VOLC_ACCESSKEY looks like both keys"), ({"VOLC_SECRETKEY": f"AKLTTESTTEST|{SECRET}"}, "VOLC_SECRETKEY looks like both"),
           ({"VOLC_SECRETKEY": f'"{SECRET}"'}, "VOLC_SECRETKEY is in quotation marks"), ({"VOLC_SECRETKEY": f"“{SECRET}”"}, "VOLC_SECRETKEY is in quotation marks"),
           ({"VOLC_ACCESSKEY": SECRET, "VOLC_SECRETKEY": "AKLTTESTTEST"}, "swapped"), ({"VOLC_SECRETKEY": "<your-key>"}, "placeholder"), ({"VOLC_SECRETKEY": SECRET + "\n"}, "line end"),
           ({"VOLC_SESSION_TOKEN": f"'{TOKEN}'"}, "VOLC_SESSION_TOKEN is in quotation marks")]
    for variables, words in bad:
        run = Run("generate", "a cat", "--json", env=keys(**{**good, **variables}))
        same((run.code, run.json["error"]["code"]), (3, 120))
        one_line(run.err)
        holds(run.err, words)
    same(service.connections, 0)


@check
def every_spelling_of_the_keys_is_read():
    for token in ("VOLC_SESSIONTOKEN", "VOLC_SESSION_TOKEN"):
        service.answers = [refusal(400, 50412)]
        Run("generate", "a cat", env=keys(**{token: TOKEN}))
        same(service.requests[-1]["headers"]["X-Security-Token"], TOKEN)
    service.answers = [refusal(400, 50412)]
    Run("generate", "a cat", env={"JIMENG_API_URL": service.url, "VOLCENGINE_ACCESS_KEY": "AKLTNEWER", "VOLCENGINE_SECRET_KEY": SECRET, "VOLC_SESSION_TOKEN": "other"})
    holds(service.requests[-1]["headers"]["Authorization"], "Credential=AKLTNEWER/")
    assert "X-Security-Token" not in service.requests[-1]["headers"]


@check
def words_say_what_it_is_and_what_to_type():
    open(os.path.join(scratch, "input.png"), "w", encoding="utf-8").close()
    for address, words in (("https://a.example/猫.png", "type https://a.example/%E7%8C%AB.png"), ("https://a.example/a cat.png", "type https://a.example/a%20cat.png"),
                           ("/tmp/cat.png", "a file here"), ("input.png", "a file here"), ("~/cat.png", "a file here"), ("file:///tmp/cat.png", "a file here"),
                           ("a.example/cat.png", "type https://a.example/cat.png"), ("https://me:word@a.example/cat.png", "user name")):
        run = Run("generate", "a cat", "--images", address, env=keys())
        same(run.code, 2)
        one_line(run.err)
        holds(run.err, "--images", words)
        assert not address.startswith("https://") or "not http or https" not in run.err, run.err
    for arguments in (["generate", "--a cat"], ["generate", "--size", "1K", "--my cat, sleeping"], ["generate", "-degrees"], ["wait", "-x7392616336519610409"]):
        run = Run(*arguments, env=keys())
        same(run.code, 2)
        holds(run.err, "put -- before")
        assert "is required" not in run.err, run.err
    holds(Run("generate", "--sise", "a cat", env=keys()).err, "there is no option --sise")
    same(service.connections, 0)
    for answer in (refusal(400, 50215), refusal(400, 50400)):
        service.answers = [answer] * 3
        run = Run("wait", "7392616336519O10409", env=keys())
        assert "not lost" not in run.err, run.err
        holds(run.err, "check the id")
    service.answers = [accepted(), links(service.url + "/p")]
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    holds(Run("generate", "👨\u200d👩\u200d👧 می\u200cخواهم", env=keys()).out, "- Prompt: 👨\u200d👩\u200d👧 می\u200cخواهم\n")


@check
def row_64_json_is_one_document_on_one_line_without_anything_that_acts():
    for arguments in (["generate", "a cat", "--json", "--nonsense"], ["generate", "--json"], ["--json"], ["generate", "a", "b", "--json"], ["wait", "--json"],
                      ["wait", "a b", "--json"], ["generate", "a cat", "--json", "--size"], ["nonsense", "--json=true"], ["generate", "@nothing", "--json"]):
        for program in (JIMENG, GENERATE_IMAGE) if arguments[0] == "--json" else (JIMENG,):
            run = Run(*arguments, env=keys(), program=program)
            same((run.code, run.json["exit_code"], run.json["submitted"], run.json["task_id"]), (2, 2, "not_sent", None))
            holds(run.err, run.json["error"]["message"])
            one_line(run.out)
    run = Run("generate", "a cat", "--nonsense", "--", "--json", env=keys())
    same(run.out, "")
    evil = "\u009b31m\u007f\u202e\u2028\u2029\u0085\u200b\U000e0041\ufeff"
    answer = '{"code": 50411,\n\t"message": "' + evil + '", "data": null,\r\n "deep": [1e400, 1.0, {"a": "\\u202e"}]}'
    for body in (answer.encode(), b"<html>" + evil.encode() + b"</html>", b'{"code": "\xff\x9b"}', evil.encode()):
        service.answers = [(400, body)]
        run = Run("generate", "a cat", "--json", env=keys())
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]", run.out), repr(run.out)
        one_line(run.out)
        run.json["response"]
    service.answers = [(400, answer.encode())]
    found = Run("generate", "a cat", "--json", env=keys()).json
    same(found["response"]["message"], evil)
    same(found["error"]["service_message"], evil)
    service.answers = [(400, '{"code": 50411, "data": ' + "[" * 5000)] * 2
    assert isinstance(Run("generate", "a cat", "--json", env=keys()).json["response"], str)


@check
def the_same_request_gives_the_same_picture_in_two_runs():
    hashes = {emulated("a cat", "--size", "1K", "--output", f"{i}.png", "--json").json["pictures"][0]["sha256"] for i in range(2)}
    same(len(hashes), 1)


@check
def row_66_a_secret_that_comes_back_is_not_printed():
    import urllib.parse
    token = "STS2canary/+never==shown"
    secret = "c2VjcmV0/LWNhbmFyeS1+bmV2ZXI=="
    spelled = []
    for text in (token, secret):
        spelled += [text, urllib.parse.quote(text, safe=""), urllib.parse.quote(urllib.parse.quote(text, safe=""), safe=""), text.replace("/", "\\/"),
                    "".join(f"\\u{ord(c):04x}" for c in text), base64.b64encode(text.encode()).decode(), base64.b64encode(b"x-security-token:" + text.encode() + b"\n").decode(),
                    base64.b64encode(b"a" + text.encode()).decode(), json.dumps(json.dumps({"a": text}))]
    cores = ("canary", "2NhbmFyeS", "LWNhbmFyeS", "U1RTMmNhbmFye", "NUUzJjYW5hcn", "VFMyY2FuYXJ5", "bm5WR", "YzJWalkyVjBMMH", "MyVmpjbVYwTDB4", "jMlZqY21WME")
    for text in spelled:
        error = {"ResponseMetadata": {"RequestId": text, "Error": {"CodeN": 100010, "Code": "SignatureDoesNotMatch", "Message": "x" * 150 + " you sent " + text + "\nand more " + text}}}
        raw_error = json.dumps(error).replace("\\\\u", "\\u").replace("\\\\/", "\\/")
        for body in (json.dumps(error), raw_error, "<html>" + text):
            service.answers = [(403, body)] * 2
            for more in ([], ["--json"]):
                run = Run("generate", "a cat", *more, env=keys(VOLC_SECRETKEY=secret, VOLC_SESSION_TOKEN=token))
                assert run.code in (4, 10), run.err
                for core in cores:
                    assert core not in run.out + run.err, (text, core, run.out + run.err)
    for said in ("open sesame!", "open%20sesame%21", base64.b64encode(b"Aladdin:open sesame!").decode(), base64.b64encode(b"x Aladdin:open sesame!").decode(),
                 "LONELYTOKEN", base64.b64encode(b"LONELYTOKEN:").decode()):
        service.answers = [(403, json.dumps({"ResponseMetadata": {"Error": {"CodeN": 100010, "Code": "SignatureDoesNotMatch", "Message": "you sent " + said}}}))]
        run = Run("generate", "a cat", "--json", env=keys(HTTPS_PROXY="http://Aladdin:open%20sesame%21@127.0.0.1:1", ALL_PROXY="http://LONELYTOKEN@127.0.0.1:1"))
        holds(run.json["error"]["service_message"], "***")
        assert said not in run.out + run.err, (said, run.out)
    service.answers = [(403, json.dumps({"ResponseMetadata": {"Error": {"CodeN": 100010, "Code": "SignatureDoesNotMatch", "Message": "you sent " + token}}}))]
    holds(Run("generate", "a cat", "--json", env=keys(VOLC_SECRETKEY=secret, VOLC_SESSION_TOKEN=token)).json["error"]["service_message"], "you sent ***")


@check
def a_mebibyte_of_backslashes_is_shown_and_holds_nobody_up():
    for filling in (b"\\", b"c" + b"\\" * 4096, b"\\" * 4096 + b"c"):
        for more in ({}, {"HTTPS_PROXY": "http://a:\\\\begins@127.0.0.1:1"}):
            service.answers = [(403, filling * ((1 << 20) // len(filling) - 1))]
            same(Run("generate", "a cat", "--json", env=keys(VOLC_SESSION_TOKEN=TOKEN, **more)).code, 10)


@check
def row_66_nobody_else_sees_the_secrets_of_a_running_command():
    shutil.copy(JIMENG, os.path.join(scratch, "copy"))
    os.chmod(scratch, 0o755)
    service.answers = [accepted()] + [state("generating")] * 1000
    somebody = {"user": 65534} if os.geteuid() == 0 else {}
    kept = os.path.join(scratch, "kept")
    os.mkdir(kept, 0o700)
    if somebody:
        os.chown(kept, 65534, -1)
    process = subprocess.Popen([os.path.join(scratch, "copy"), "generate", "a cat"],
                               env=bare_environment(**keys(JIMENG_POLL_INTERVAL="0.1", VOLC_SESSION_TOKEN=TOKEN, JIMENG_STATE_DIR=kept)),
                               cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=as_started_by_hand, **somebody)
    try:
        wait_for_query()
        same(os.stat(f"/proc/{process.pid}/environ").st_uid, 0)  # the system's own, so not dumpable
        if os.geteuid() == 0:
            with open(f"/proc/{process.pid}/environ", "rb") as file:
                environment = file.read()
            holds(environment, b"JIMENG_API_URL", b"AKLTTESTTEST")
            assert SECRET.encode() not in environment and TOKEN.encode() not in environment
            with open(f"/proc/{process.pid}/limits", encoding="utf-8") as file:
                assert re.search(r"^Max core file size +0 +0 ", file.read(), re.MULTILINE)
        else:
            try:
                open(f"/proc/{process.pid}/environ", "rb").close()
                raise AssertionError("the environment can be read")
            except PermissionError:
                pass
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LIMIT)
    same(process.returncode, 130)


@check
def row_66_no_output_of_any_run_showed_a_secret():
    for text in everything_printed:
        assert SECRET not in text and TOKEN not in text


sys.exit(over())
