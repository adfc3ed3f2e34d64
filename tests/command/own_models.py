#!/usr/bin/env python3
"""Runs a program that is the command with models of its own. Prints TAP.

usage: own_models.py JIMENG OWN_MODELS
"""

import os
import re
import shlex
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import accepted, links  # noqa: E402
from harness import *  # noqa: E402,F403

OWN = os.path.abspath(sys.argv[2])
FIRST = {"OWN_MODELS_FIRST": "1"}


def own(*args, program=OWN, **more):
    return Run(*args, program=program, env=keys(**more))


def submitted(*args, **more):
    """The body that `generate` submits."""
    service.answers = [accepted()]
    run = own("generate", *args, "--no-wait", **more)
    same((run.code, run.err.removeprefix(ACCEPTED)), (0, ""))
    return service.submits()[-1]


def refused_unsent(run, *words):
    same(run.code, 2)
    one_line(run.err)
    holds(run.err, *words)
    same(service.requests, [])


def works(line, program=OWN):
    """Runs the line as a shell does that finds the program."""
    service.pictures["/p"] = (200, png(8, 8), "image/png")
    service.answers = [links(service.url + "/p")]
    words = shlex.split(line)
    same(words[0], os.path.basename(program))
    return own(*words[1:], program=program)


@check
def the_line_that_fetches_a_task_names_this_program_and_the_model():
    awkward = os.path.join(scratch, "my own")
    os.symlink(OWN, awkward)
    for program, named in ((OWN, "own_models"), (awkward, "'my own'")):
        service.answers = [accepted()]
        run = own("generate", "--model", "spin", "--no-wait", "--json", program=program)
        same(run.json["resume"], f"{named} wait {ID} --model spin")
        same(works(run.json["resume"], program).code, 0)
        same(service.queries()[-1]["req_key"], "own_spin")


@check
def a_default_that_is_not_the_librarys_is_named():
    service.answers = [accepted()]
    run = own("generate", "--no-wait", "--json", **FIRST)
    same(run.json["resume"], f"own_models wait {ID} --model spin")
    service.answers = [accepted()]
    same(own("generate", "a cat", "--no-wait", "--json").json["resume"], f"own_models wait {ID}")
    service.answers = [accepted()]
    run = own("generate", "a cat", "--model", "4.0", "--no-wait", "--json", **FIRST)
    same(run.json["resume"], f"own_models wait {ID} --model 4.0")


@check
def a_wait_that_fails_names_this_program_too():
    service.answers = [(200, {"code": 50500, "data": None, "message": "no"})] * 99
    run = own("wait", ID, "--model", "spin")
    holds(run.err, f"run: own_models wait {ID} --model spin")
    run = Run("wait", ID, "--model", "spin", program=OWN)
    same(run.code, 3)
    holds(run.err, f"run: own_models wait {ID} --model spin")


@check
def under_the_names_of_the_command_it_stays_the_command():
    for name in ("jimeng", "generate_image", "generate_image.py"):
        program = os.path.join(scratch, name)
        os.symlink(OWN, program)
        service.answers = [accepted()]
        arguments = ["a cat", "--no-wait", "--json"]
        run = own(*(arguments if name != "jimeng" else ["generate", *arguments]), program=program)
        same(run.json["resume"], f"jimeng wait {ID}")


@check
def fields_that_are_called_as_options_of_the_command_are_given_with_the_models_name():
    same(own("models").code, 0)
    same(submitted("a cat", "--watermark")["req_key"], "jimeng_t2i_v40")
    body = submitted("a cat", "--model", "clash", "--clash-watermark", "w", "--clash-output", "o", "--clash-model", "m", "--clash-lang", "l",
                     "--clash-help", "h", "--prompt-too", "p", "--clash-json", "--no-clash-force", "--clash-wait", "--lang", "en")
    same(body, {"req_key": "own_clash", "prompt": "a cat", "watermark": "w", "output": "o", "model": "m", "lang": "l", "help": "h",
                "_prompt_too": "p", "json": True, "force": False, "wait": True})
    text = own("generate", "--model", "clash", "--help").out
    holds(text, "--clash-watermark TEXT", "--no-clash-json", "--clash-wait", "--prompt-too TEXT")


@check
def an_option_of_another_type_is_given_with_the_models_name():
    same(submitted("a cat", "--model", "wordy", "--wordy-force-single", "high")["force_single"], "high")
    same(submitted("a cat", "--force-single")["force_single"], True)
    same(submitted("a cat", "--model", "wordy", "--force-single", "high", **FIRST)["force_single"], "high")
    same(submitted("a cat", "--model", "4.0", "--4.0-force-single", **FIRST)["force_single"], True)
    same(submitted("a cat", "--model", "4.6", "--4.6-force-single", **FIRST)["force_single"], True)


@check
def what_is_wrong_with_such_a_field_is_said_by_its_options_name():
    refused_unsent(own("generate", "a cat", "--model", "wordy", "--wordy-force-single", "most"), "--wordy-force-single most", "low, high")
    refused_unsent(own("generate", "a cat", "--model", "wordy", "--force-single"), "--force-single", "wordy", "--wordy-force-single")


@check
def only_the_first_text_is_given_without_an_options_name():
    same(submitted("Dear", "--model", "letter", "--body", "all is well"), {"req_key": "own_letter", "heading": "Dear", "body": "all is well"})
    holds(own("generate", "--model", "letter", "--help").out, "--body TEXT")
    service.requests.clear()
    refused_unsent(own("generate", "Dear", "--model", "letter"), "--body")


@check
def words_for_a_model_that_takes_none_are_refused():
    same(submitted("--model", "spin", "--angle", "3"), {"req_key": "own_spin", "angle": 3})
    service.requests.clear()
    refused_unsent(own("generate", "a cat on a mat", "--model", "spin"), "spin", "a cat on a mat", "--angle")


@check
def both_sides_may_be_given_in_one_word():
    body = submitted("Dear", "--model", "letter", "--body", "b", "--size", "20x30")
    same((body["width"], body["height"]), (20, 30))
    service.requests.clear()
    refused_unsent(own("generate", "Dear", "--model", "letter", "--body", "b", "--size", "1K"), "--size 1K", "WIDTHxHEIGHT")
    refused_unsent(own("generate", "Dear", "--model", "letter", "--body", "b", "--size", "20x300"), "300")


sys.exit(over())
