#!/usr/bin/env python3
"""What the command offers of the models: their options, fields that no description has, lists, and completion.

usage: offers.py JIMENG GENERATE_IMAGE
"""

import json
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import accepted  # noqa: E402
from harness import *  # noqa: E402,F403

OTHER = "video-3.0-pro"


def body_of(*args):
    service.answers = [accepted()]
    run = Run("generate", *args, "--no-wait", env=keys())
    same((run.code, run.err if run.code else ""), (0, ""))
    return service.submits()[-1]


def models():
    return json.loads(Run("models", "--json").out)


@check
def the_list_has_a_line_and_a_schema_for_every_key():
    listed = [line.split("\t") for line in Run("models").out.splitlines()]
    told = models()
    same([line[:2] for line in listed], [[model["name"], model["req_key"]] for model in told])
    same(len(told), 29)
    for model, line in zip(told, listed):
        same("(unverified)" in line[2], model["unverified"])
        same(model["schema"]["type"], "object")
        assert model["result"] in ("pictures", "video", "data"), model["result"]


@check
def one_model_is_told_with_its_options():
    lines = Run("models", OTHER).out.splitlines()
    holds(lines[0], OTHER, "jimeng_ti2v_v30_pro")
    options = [line.split("\t")[0] for line in lines[1:]]
    same(options, ["PROMPT", "--images", "--seed", "--frames", "--aspect-ratio"])
    same([model["name"] for model in json.loads(Run("models", OTHER, "--json").out)], [OTHER])
    run = Run("models", "4.7")
    same((run.code, run.out), (2, ""))
    holds(run.err, "4.7", "there is no such model", OTHER)


@check
def the_help_lists_exactly_the_options_of_the_model():
    text = Run("generate", "--model", OTHER, "--help").out.split("Examples:")[0]
    holds(text, "--frames", "--aspect-ratio", "121 for 5 seconds")
    for other in ("--force-single", "--template-id", "--width", "--use-pre-llm"):
        assert other not in text, other
    holds(Run("generate", "--help").out, "--force-single", "--ratio")
    assert "--frames" not in Run("generate", "--help").out
    holds(Run("generate", "--help", "--model=outpaint").out, "--left", "(unverified)")


@check
def an_option_of_another_model_is_refused_by_its_name():
    run = Run("generate", "p", "--model", OTHER, "--template-id", "handheld", env=keys())
    same(run.code, 2)
    holds(run.err, "--template-id", OTHER, "has no such option", "--frames")
    holds(Run("generate", "p", "--no-use-pre-llm", env=keys()).err, "--no-use-pre-llm", "4.0", "has no such option")
    for words in (["wait", "1", "--model", OTHER, "--frames", "121"], ["models", "--frames", "121"]):
        run = Run(*words, env=keys())
        same(run.code, 2)
        holds(run.err, "there is no option --frames")
    same(service.requests, [])


@check
def a_ratio_is_the_recommended_size():
    body = body_of("p", "--ratio", "16:9")
    same((body["width"], body["height"], "size" in body), (2560, 1440, False))
    body = body_of("p", "--ratio", "4:3", "--size", "4k")
    same((body["width"], body["height"]), (4694, 3520))
    body = body_of("p", "--model", "4.6", "--ratio", "4:3", "--size", "4K")
    same((body["width"], body["height"]), (4693, 3520))
    body = body_of("p", "--model", "3.1", "--ratio", "9:16")
    same((body["width"], body["height"]), (936, 1664))
    body = body_of("p", "--model", "3.1", "--size", "2K")
    same((body["width"], body["height"]), (2048, 2048))
    service.requests.clear()
    run = Run("generate", "p", "--ratio", "5:4", env=keys())
    same(run.code, 2)
    holds(run.err, "--ratio 5:4", "recommended", "16:9")
    run = Run("generate", "p", "--model", "i2i-3.0", "--images", "https://a.example/1.png", "--ratio", "1:1", env=keys())
    same(run.code, 2)
    same(service.requests, [])


@check
def the_ratio_of_the_input_is_that_of_its_file():
    path = os.path.join(scratch, "wide.png")
    with open(path, "wb") as file:
        file.write(png(160, 92))
    body = body_of("p", "--model", "4.6", "--images", path, "--ratio", "input")
    same((body["width"], body["height"]), (2560, 1440))
    assert body["binary_data_base64"], "the file is not in the request"
    run = Run("generate", "p", "--model", "4.6", "--images", "https://a.example/1.png", "--ratio", "input", env=keys())
    same(run.code, 2)
    holds(run.err, "--ratio input", "local file")


@check
def extra_fields_are_sent_as_they_are():
    body = body_of("p", "--extra", "seed=7", "--extra", 'style={"name": "oil"}', "--extra", "tags=[1,\"a\"]")
    same((body["seed"], body["style"], body["tags"], body["prompt"]), (7, {"name": "oil"}, [1, "a"], "p"))
    service.requests.clear()
    for bad, words in (("seed", "NAME=JSON"), ("=7", "NAME=JSON"), ("style=oil", "no JSON"), ("prompt=\"x\"", "already"),
                       ("req_key=\"x\"", "already"), ("a b=1", "name of the field")):
        run = Run("generate", "p", "--extra", bad, env=keys())
        same(run.code, 2)
        holds(run.err, "--extra", words)
    run = Run("generate", "p", "--extra", "a=1", "--extra", "a=2", env=keys())
    same(run.code, 2)
    same(service.requests, [])


@check
def what_a_page_does_not_list_is_sent_when_asked_for_by_name():
    run = Run("generate", "p", "--model", OTHER, "--frames", "73", env=keys())
    same(run.code, 2)
    holds(run.err, "--frames 73", "121, 241")
    same(body_of("p", "--model", OTHER, "--frames", "73", "--undocumented")["frames"], 73)
    path = os.path.join(scratch, "in.png")
    with open(path, "wb") as file:
        file.write(png(64, 64))
    service.requests.clear()
    run = Run("generate", "p", "--images", path, env=keys())
    same(run.code, 2)
    holds(run.err, "a file here", "--undocumented")
    same(service.requests, [])
    assert body_of("p", "--images", path, "--undocumented")["binary_data_base64"], "the file is not in the request"


@check
def videos_are_given_by_address():
    body = body_of("--model", "dream-actor-m1", "--images", "https://a.example/1.png", "--video", "https://a.example/2.mp4")
    same((body["image_url"], body["video_url"]), ("https://a.example/1.png", "https://a.example/2.mp4"))
    body = body_of("p", "--model", "pippit-video-2.0-vinput", "--videos", "https://a.example/2.mp4", "https://a.example/3.mp4")
    same(body["video_url_list"], ["https://a.example/2.mp4", "https://a.example/3.mp4"])
    run = Run("generate", "--model", "dream-actor-m1", "--images", "https://a.example/1.png", "https://a.example/2.png",
              "--video", "https://a.example/2.mp4", env=keys())
    same(run.code, 2)
    holds(run.err, "'https://a.example/2.png'", "takes no text, and an option of one value one word", "--images")
    run = Run("generate", "--model", "dream-actor-m1", "--images", "https://a.example/1.png", "--video", "cat.mp4", env=keys())
    same(run.code, 2)
    holds(run.err, "--video cat.mp4", "not http or https")


@check
def a_watermark_is_for_pictures():
    run = Run("generate", "p", "--model", OTHER, "--watermark", env=keys())
    same(run.code, 2)
    holds(run.err, "for pictures only")
    run = Run("generate", "p", "--model", OTHER, "--aigc-producer-id", "1", env=keys())
    same(run.code, 2)
    holds(run.err, "content propagator is missing")
    same(service.requests, [])


def completed(*words):
    """What bash would offer for the last of these words."""
    script = Run("completion", "bash").out
    line = " ".join(f"'{word}'" for word in words)
    program = f"{script}\nCOMP_WORDS=({line}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _jimeng; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "--norc", "-c", program], capture_output=True, text=True, timeout=600)
    same(done.stderr, "")
    return done.stdout.split()


@check
def bash_completes_what_the_descriptions_tell():
    holds(completed("jimeng", ""), "generate", "wait", "models", "emulator", "completion")
    same(completed("jimeng", "generate", "--model", "video-3.0-f"),
         ["video-3.0-first", "video-3.0-first-1080p", "video-3.0-first-tail", "video-3.0-first-tail-1080p"])
    same(completed("jimeng", "generate", "--model", "video-3.0-recamera", "--template"), ["--template-id"])
    same(completed("jimeng", "generate", "p", "--template"), [])
    same(completed("jimeng", "generate", "--model", "video-3.0-recamera", "--camera-strength", ""), ["weak", "medium", "strong"])
    same(completed("generate_image", "--force-s"), ["--force-single"])
    holds(completed("jimeng", "wait", "--"), "--model", "--free-name")


@check
def the_other_shells_take_their_scripts():
    for shell, words in (("zsh", ["-n"]), ("fish", ["--no-execute"])):
        script = Run("completion", shell)
        same(script.code, 0)
        holds(script.out, "template-id", "camera-strength")
        if shutil.which(shell):
            done = subprocess.run([shell, *words], input=script.out, capture_output=True, text=True, timeout=600)
            same((done.returncode, done.stderr), (0, ""))
    run = Run("completion", "tcsh")
    same(run.code, 2)
    holds(run.err, "tcsh", "bash, zsh or fish")


sys.exit(over())
