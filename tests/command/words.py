#!/usr/bin/env python3
"""Types what a new user types, in every order, and reads what is answered. Prints TAP.

usage: words.py JIMENG GENERATE_IMAGE
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import accepted, refusal  # noqa: E402
from harness import *  # noqa: E402,F403

GENERATE_IMAGE = os.path.abspath(sys.argv[2])
ADDRESS = "https://a.example/x.png"


def submitted(*arguments, prompt="a cat", **more):
    """What is sent of the words."""
    service.answers = [accepted()]
    service.requests.clear()
    run = Run(*arguments, "--no-wait", env=keys(), **more) if "--" not in arguments else Run(
        arguments[0], "--no-wait", *arguments[1:], env=keys(), **more)
    same((run.code, run.err.count("At Most")), (0, 0))
    same(service.submits()[-1]["prompt"], prompt)
    return service.submits()[-1]


@check
def an_option_before_the_prompt_takes_one_word():
    for given in (["--size", "1K"], ["--size=1K"], ["--width", "2048", "--height", "2048"], ["--ratio", "16:9"], ["--scale", "0.5"],
                  ["--min-ratio", "0.4"], ["--model", "3.0", "--seed", "7"], ["--model", "3.0", "--seed=-1"],
                  ["--model", "video-3.0-pro", "--frames", "121"]):
        submitted("generate", *given, "a cat")
    same(submitted("generate", "--size", "1K", "--", "-zebra", prompt="-zebra")["size"], 1024 * 1024)
    for word in ("--json z", "-h", "--help"):
        submitted("generate", "--size=1K", "--", word, prompt=word)
    with open(os.path.join(scratch, "prompt.txt"), "w", encoding="utf-8") as file:
        file.write("a dog\n")
    submitted("generate", "--size", "1K", "@prompt.txt", prompt="a dog")
    submitted("generate", "--size", "1K", "-", prompt="a bird", input=b"a bird")
    submitted("--no-wait", "--size", "1K", "a cat", program=GENERATE_IMAGE)


@check
def a_second_use_of_an_option_names_it():
    for option, first, second in (("--size", "1K", "2K"), ("--output", "a.png", "b.png"), ("--model", "3.0", "4.0")):
        run = Run("generate", option, first, f"{option}={second}", "a cat", env=keys())
        same(run.code, 2)
        one_line(run.err)
        holds(run.err, f"{option}: given 2 times ({first}, {second})", "leave one")
    same(service.requests, [])


@check
def a_flag_takes_no_value_of_its_own_kind():
    for words in (["generate", "p", "--force-single=maybe"], ["generate", "p", "--emulator=perhaps"], ["tasks", "--done=perhaps"]):
        run = Run(*words, env=keys())
        same(run.code, 2)
        one_line(run.err)
        holds(run.err, f"{words[-1]}: takes no such value; write {words[-1].split('=')[0]} alone")
    same(service.requests, [])


@check
def a_list_ends_where_it_is_said_to_end():
    same(submitted("generate", f"--images={ADDRESS}", "a cat")["image_urls"], [ADDRESS])
    same(submitted("generate", f"--images={ADDRESS}", f"--images={ADDRESS}?2", "--size", "1K", "a cat")["image_urls"], [ADDRESS, ADDRESS + "?2"])
    for word in ("a cat", "-zebra", "--json"):
        same(submitted("generate", "--images", ADDRESS, ADDRESS, "--", word, prompt=word)["image_urls"], [ADDRESS] * 2)
        same(submitted("generate", f"--images={ADDRESS}", "--", word, prompt=word)["image_urls"], [ADDRESS])
    same(submitted("--no-wait", f"--images={ADDRESS}", "a cat", program=GENERATE_IMAGE)["image_urls"], [ADDRESS])
    service.requests.clear()
    run = Run("generate", "--images", ADDRESS, "a cat", env=keys())
    same((run.code, service.requests), (2, []))
    one_line(run.err)
    holds(run.err, "--images took 'a cat' too", "put -- before it, or the prompt first")
    run = Run("generate", "--output", f"--images={ADDRESS}", "a cat", "--emulator", "--jsn", env=keys())
    holds(run.err, "there is no option --jsn")


@check
def the_help_names_what_can_be_typed_and_what_counts_without():
    for words in (["generate"], ["batch"], ["generate", "--lang", "zh"]):
        assert "{false}" not in Run(*words, "--help").out, words
    holds(Run("generate", "--help").out, "--force-single,--no-force-single", "Model (default: the first): 4.0")
    holds(Run("generate", "--help", env={"COLUMNS": "100"}).out, "--no-force-single")
    for words, parts in ((["generate"], ["Model (default: 4.6, set by JIMENG_MODEL): 4.0"]), (["batch"], ["name none (default: 4.6, set by JIMENG_MODEL)"]),
                         (["generate", "--lang", "zh"], ["模型（默认：4.6，由 JIMENG_MODEL 设置）"]), (["batch", "--lang", "zh"], ["默认：4.6，由 JIMENG_MODEL 设置"])):
        holds(Run(*words, "--help", env={"JIMENG_MODEL": "4.6"}).out, *parts)


@check
def a_name_without_an_ending_is_told_how_to_get_one():
    for name, told in (("pictures", True), ("cat.png", False), ("folder/", False), ("other.*", False)):
        run = emulated("a cat", "--size", "1K", "--output", name)
        same((name, run.code, "has no ending" in run.err), (name, 0, told))
    run = emulated("a cat", "--size", "1K", "--output", "again", "--lang", "zh")
    holds(run.err, "output again：没有扩展名", "again.*", "again/")
    same(sorted(os.listdir(scratch)), ["again", "cat.png", "folder", "other.png", "pictures"])


@check
def a_misspelt_word_is_answered_with_the_one_that_was_meant():
    for words, meant in ((["genrate", "a cat"], "generate"), (["taks"], "tasks"), (["Models"], "models"), (["--versoin"], "--version"), (["generate", "a cat", "--sise", "1K"], "--size"),
                         (["generate", "--Output", "a.png", "a cat"], "--output"), (["generate", "--min_ratio=0.5", "a cat"], "--min-ratio"),
                         (["generate", "a cat", "--no-force-singel"], "--no-force-single"), (["tasks", "--oldre-than", "3"], "--older-than"),
                         (["batch", "x.jsonl", "--output", "o", "--conkurrency", "2"], "--concurrency"), (["wait", ID, "--fore"], "--force"),
                         (["generate", "a cat", "--model", "vidoe-3.0"], "video-3.0"), (["models", "VIDEO-3.0"], "video-3.0"),
                         (["models", "jimeng_t2i_v4"], "jimeng_t2i_v40")):
        run = Run(*words, env=keys())
        same((words, run.code), (words, 2))
        one_line(run.err)
        holds(run.err, f"; the nearest is {meant};")
        holds(Run(*words, "--lang", "zh", env=keys()).err, f"；最接近的是 {meant}；")
    run = Run("--sise", "1K", "a cat", program=GENERATE_IMAGE, env=keys())
    holds(run.err, "there is no option --sise; the nearest is --size;")
    same(service.requests, [])


@check
def a_word_that_is_like_no_other_gets_no_suggestion():
    for words, remedy in ((["paint", "a cat"], "use generate, batch"), (["generate", "a cat", "--colour", "red"], "put -- before it"),
                          (["generate", "a cat", "--x"], "put -- before it"), (["generate", "a cat", "--model", "cat"], "choose one of 4.0, 4.6"),
                          (["models", "4.7"], "choose one of 4.0, 4.6"), (["tasks", "--sise", "1K"], "put -- before it")):
        run = Run(*words, env=keys())
        same((words, run.code), (words, 2))
        one_line(run.err)
        holds(run.err, remedy)
        assert "the nearest" not in run.err, run.err


@check
def a_value_out_of_range_is_told_with_its_limit_and_unit():
    for words, parts in ((["emulator", "--port", "99999"], ["--port: '99999'", "0 to 65535"]),
                         (["generate", "p", "--wait-timeout", "0"], ["--wait-timeout: '0'", "1 to 43200 seconds"]),
                         (["resume", "--all", "--wait-timeout", "99999"], ["--wait-timeout: '99999'", "1 to 43200 seconds"]),
                         (["generate", "p", "--job-key", ""], ["--job-key: '' is empty", "1 character", "leave the option out"])):
        run = Run(*words, env=keys())
        same(run.code, 2)
        one_line(run.err)
        holds(run.err, *parts)
    run = Run("generate", "p", env=keys(JIMENG_BEARER_TOKEN="a b"))
    same(run.code, 3)
    holds(run.err, "JIMENG_BEARER_TOKEN", "copy the token again")


@check
def an_empty_journal_and_a_forgotten_job_are_told_of():
    os.makedirs(os.path.join(scratch, "empty", "jobs"), mode=0o700)
    run = Run("tasks", env=keys(JIMENG_STATE_DIR=os.path.join(scratch, "empty")))
    same((run.code, run.out, run.err), (0, "", "jimeng: note: the journal has no job\n"))
    nowhere = os.path.join(scratch, "nowhere")
    for words, out in ((("tasks",), ""), (("tasks", "--json"), "[]\n")):  # which may be the wrong place
        run = Run(*words, env=keys(JIMENG_STATE_DIR=nowhere))
        same((run.code, run.out), (0, out))
        holds(run.err, f"note: there is no journal in {nowhere}/jobs")
    service.answers = [accepted()]
    same(Run("generate", "p", "--no-wait", "--job-key", "K", env=keys()).code, 0)
    name = Run("tasks", "--json", env=keys()).json[0]["job"]
    holds(Run("tasks", "forget", "K", env=keys()).err, f"note: job {name} is forgotten\n", f"jimeng wait {ID}")


@check
def a_refused_key_is_no_matter_of_the_id():
    answer = 401, {"ResponseMetadata": {"RequestId": "r", "Error": {"Code": "InvalidAccessKey", "CodeN": 100009, "Message": "no"}}}
    service.answers = [answer] * 3
    run = Run("wait", ID, env=keys())
    same(run.code, 4)
    holds(run.err, "check VOLC_ACCESSKEY", f"then run: jimeng wait {ID}")
    assert "check the id" not in run.err, run.err
    service.answers = [accepted()]
    same(Run("generate", "p", "--no-wait", env=keys()).code, 0)
    service.answers = [answer] * 3
    run = Run("resume", "--all", env=keys())
    same(run.code, 4)
    holds(run.err, "check VOLC_ACCESSKEY")
    assert "check the id" not in run.err, run.err


@check
def an_id_that_the_service_never_knew_is_no_job():
    service.answers = [refusal(400, 50215)] * 3
    run = Run("wait", "abc", env=keys())
    same(run.code, 7)
    holds(run.err, "check the id and --model", "task abc")
    assert "image" not in run.err.split(";", 1)[1] and "run:" not in run.err, run.err
    same(Run("tasks", "--json", env=keys()).json, [])
    service.answers = [accepted(), refusal(400, 50215)]
    same(Run("generate", "p", env=keys()).code, 7)
    same(len(Run("tasks", "--json", env=keys()).json), 1)


@check
def the_help_of_a_subcommand_has_examples_of_its_own():
    for name in ("generate", "wait", "tasks", "resume", "download", "models", "doctor", "completion", "emulator"):
        text = Run(name, "--help").out
        examples = re.search(r"^Examples:\n((?:  .+\n)+)", text, re.M).group(1)
        for line in examples.splitlines():
            assert line.startswith(f"  jimeng {name}"), line


sys.exit(over())
