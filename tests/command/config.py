#!/usr/bin/env python3
"""The file of settings: what is read from it, what wins, what is refused, and what `jimeng config` and `jimeng doctor` tell.

usage: config.py JIMENG
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import accepted  # noqa: E402
from harness import *  # noqa: E402,F403

def skip_without_toml():
    """Where the command was built without the library, that is all there is to see."""
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "jimeng"))
        with open(os.path.join(folder, "jimeng", "config.toml"), "w", encoding="utf-8"):
            pass
        done = subprocess.run([JIMENG, "config"], env=bare_environment(XDG_CONFIG_HOME=folder), capture_output=True, text=True)
    if "built without toml++" in done.stderr:
        print("1..0 # SKIP toml++ (libtomlplusplus-dev) was not there when the command was built")
        sys.exit(0)


skip_without_toml()


def write(text, mode=0o600):
    """The file of settings of this test."""
    folder = os.path.join(scratch, "config", "jimeng")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "config.toml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)
    return path


def run(*args, **env):
    return Run(*args, env={"XDG_CONFIG_HOME": os.path.join(scratch, "config"), "JIMENG_STATE_DIR": "", "HOME": scratch, **env})


def settings(*args, **env):
    """What `jimeng config` tells of each setting: its value, and where that comes from."""
    done = run("config", *args, "--json", **env)
    same((done.code, done.err), (0, ""))
    return {one["name"]: (one["value"], one["from"]) for one in done.json["settings"]}


def refused(text, *parts, args=("config",), code=3, **env):
    path = write(text)
    done = run(*args, **env)
    same((done.code, done.out), (code, ""))
    one_line(done.err)
    holds(done.err, path, *parts)


# Sent to the scripted service: nothing but the file names it.
def keyed(**env):
    return {"VOLC_ACCESSKEY": "AKLTTESTTEST", "VOLC_SECRETKEY": SECRET, **env}


@check
def without_a_file_everything_is_as_it_was():
    for value, origin in settings().values():
        same(origin, "default")
    done = run("config", "--path")
    same((done.code, done.out), (0, os.path.join(scratch, "config", "jimeng", "config.toml") + "\n"))
    same(run("config", "--path", XDG_CONFIG_HOME="").out, os.path.join(scratch, ".config", "jimeng", "config.toml") + "\n")
    same(run("config", "--path", XDG_CONFIG_HOME="relative").out, os.path.join(scratch, ".config", "jimeng", "config.toml") + "\n")
    same(run("config").out.split("\n")[0].endswith(" (not there)"), True)
    same(run("config", "--path", XDG_CONFIG_HOME="", HOME="").code, 3)


@check
def an_option_counts_before_a_variable_a_variable_before_a_profile_and_that_before_the_rest():
    write('model = "4.6"\nconcurrency = 3\nrate = 2.5\nroute = "model"\n[profile.work]\nmodel = "3.1"\nconcurrency = 4\n')
    told = settings()
    same((told["model"], told["concurrency"], told["rate"]), (("4.6", "file"), ("3", "file"), ("2.5", "file")))
    same((told["route"], told["api_timeout"]), (("model", "file"), ("120", "default")))
    told = settings("--profile", "work")
    same((told["model"], told["concurrency"], told["rate"]), (("3.1", "profile"), ("4", "profile"), ("2.5", "file")))
    same(settings(JIMENG_PROFILE="work"), told)
    told = settings("--profile=work", JIMENG_PROFILE="nothing", JIMENG_MODEL="i2i-3.0", JIMENG_RATE="")
    same((told["model"], told["concurrency"], told["rate"]), (("i2i-3.0", "environment"), ("4", "profile"), ("2.5", "file")))


@check
def what_a_run_does_follows_from_them():
    service.answers = [accepted()] * 5
    write(f'endpoint = "{service.url}"\nmodel = "3.1"\n[profile.other]\nmodel = "4.6"\n[profile.empty]\n')
    sent = []
    for args, more in (((), {}), (("--profile", "other"), {}), (("--profile", "other"), {"JIMENG_MODEL": "3.0"}),
                       (("--profile", "other", "--model", "4.0"), {"JIMENG_MODEL": "3.0"}), (("--profile", "empty"), {})):
        done = run("generate", "p", "--no-wait", "--no-journal", *args, **keyed(**more))
        same(done.code, 0)
        sent.append(service.submits()[-1]["req_key"])
    same(sent, ["jimeng_t2i_v31", "jimeng_seedream46_cvtob", "jimeng_t2i_v30", "jimeng_t2i_v40", "jimeng_t2i_v31"])
    holds(done.out, "--model 3.1")  # the line that fetches it does not depend on the file


@check
def the_skills_own_name_reads_it_too():
    service.answers = [accepted()]
    write(f'endpoint = "{service.url}"\nmodel = "3.1"\n')
    other = os.path.join(scratch, "generate_image")
    os.symlink(JIMENG, other)
    done = Run("p", "--no-wait", "--no-journal", program=other,
               env=keyed(XDG_CONFIG_HOME=os.path.join(scratch, "config")))
    same((done.code, service.submits()[-1]["req_key"]), (0, "jimeng_t2i_v31"))
    write("modle = 1\n")
    done = Run("p", "--no-wait", program=other, env=keyed(XDG_CONFIG_HOME=os.path.join(scratch, "config")))
    same(done.code, 3)


@check
def prices_are_a_table_and_those_of_a_profile_stand_over_it():
    write('[prices]\n4.0 = 0.2\n"3.1" = 1\n[profile.p.prices]\n4.0 = 0.25\n')
    same(settings()["prices"], ("4.0=0.2 3.1=1", "file"))
    same(settings("--profile", "p")["prices"], ("3.1=1 4.0=0.25", "profile"))
    with open(os.path.join(scratch, "two.jsonl"), "w", encoding="utf-8") as file:
        file.write('{"id": "a", "prompt": "a", "force_single": true}\n{"id": "b", "prompt": "b", "model": "3.1"}\n')
    args = ("batch", "two.jsonl", "--output", "f", "--dry-run", "--emulator")
    holds(run(*args).out, "1.2 in money")
    holds(run(*args, "--profile", "p").out, "1.25 in money")
    holds(run(*args, "--profile", "p", "--price", "4.0=0.5").out, "1.5 in money")
    holds(run(*args, JIMENG_PRICES="4.0=0.1,3.1=0.1").out, "0.2 in money")


@check
def a_folder_may_begin_at_home():
    write('state_dir = "~/jobs-of-mine"\noutput = "~/pictures"\n')
    told = settings()
    same(told["state_dir"], (os.path.join(scratch, "jobs-of-mine"), "file"))
    same(told["output"], (os.path.join(scratch, "pictures"), "file"))
    service.answers = [accepted()]
    done = run("generate", "p", "--no-wait", **keyed(JIMENG_API_URL=service.url))
    same(done.code, 0)
    assert os.listdir(os.path.join(scratch, "jobs-of-mine", "jobs")), "the journal is elsewhere"


@check
def secrets_are_refused_and_never_shown():
    for line in ('secret_key = "canary-7"', 'VOLC_SECRETKEY = "canary-7"', 'access_key = "canary-7"', 'token = "canary-7"',
                 '[profile.work]\nbearer_token = "canary-7"', 'sk = "canary-7"', '[keys]\nSecretAccessKey = "canary-7"'):
        write(line + "\n")
        for args in (("config",), ("config", "--json"), ("generate", "p"), ("doctor", "--emulator"), ("tasks",)):
            done = run(*args)
            same(done.code, 3)
            holds(done.out + done.err, "secrets never belong into this file", "VOLC_ACCESSKEY and VOLC_SECRETKEY", "chmod 600")
            assert "canary" not in done.out + done.err, "it was shown"
    for line in ("secret_key = canary-7", 'secret_key = "canary-7', "secret_key: canary-7", "secret_key = ['canary-7'"):
        refused(line + "\n", "line 1")  # no TOML, so nobody knows the key
        assert "canary" not in run("config").err, "it was shown"
    refused('my_api_key = "canary-7"\n', "secrets never belong")
    refused('endpoint = "https://user:canary-8@relay.example"\n', "line 1", "without user and password")
    assert "canary-8" not in run("config").err


@check
def an_unknown_key_is_refused_by_line_key_and_nearest_name():
    for text, line, key, nearest in (("\n\nconcurency = 2\n", 3, "concurency", "concurrency"),
                                     ('[profile.x]\nendpiont = "https://a.example"\n', 2, "endpiont", "endpoint"),
                                     ('modle = "4.0"\n', 1, "modle", "model"), ("[price]\n4.0 = 1\n", 2, "price", "prices"),
                                     ('lang.x = "en"\n', 1, "lang.x", "lang")):
        refused(text, f"line {line}: there is no setting {key}", f"the nearest is {nearest}")
    for key in ("colour", "x", "mode_of_operation"):
        refused(f"{key} = 1\n", f"there is no setting {key}; jimeng config lists those that there are")
    refused('model = "vidoe-3.0"\n', "model is 'vidoe-3.0'", "the nearest is video-3.0")
    for model in ("4.7", "cat"):
        refused(f'model = "{model}"\n', f"model is '{model}'")
        assert "the nearest" not in run("config").err, run("config").err
    refused('"a\\u001b[31m" = 1\n', "line 1")
    assert "\x1b" not in run("config").err


@check
def a_value_is_judged_before_anything_is_sent():
    for text, *parts in (("concurrency = 0\n", "line 1: concurrency is '0'", "a whole number from 1 to 256"),
                         ("concurrency = 1.5\n", "'1.5'", "a whole number"),
                         ("\nrate = 0\n", "line 2: rate is '0'", "from 0.001 to 1000000"),
                         ('endpoint = "http://relay.example"\n', "an https address"),
                         ("model = 4.6\n", "model: put its value into quotes"),
                         ('model = "4.7"\n', "model is '4.7'", "one of 4.0, 4.6"),
                         ('route = "both"\n', "one of generic, model"), ('lang = "fr"\n', "one of en, zh"),
                         ("prices = 3\n", "write [prices]"), ('[prices]\n"9.9" = 1\n', "MODEL=NUMBER"),
                         ("[prices]\n4.0 = -1\n", "MODEL=NUMBER"), ("output = [1]\n", "neither text nor number"),
                         ("a = \n", "line 1"), ("concurrency = 1\nconcurrency = 2\n", "line 2"), ("\xff\xfe\0", "line 1"), ('rate = 1\nmodel = 四\n', "line 2: has a character", "into quotes"),
                         ('ÿ = 1\n', "line 1: has a character"), ('model = "4.0" ÿ # ÿ\n', "line 1: has a character"),
                         ('[profile]\nwork = 3\n', "profile.work"), ('[profile.p]\nrate = "fast"\n', "rate of profile p")):
        refused(text, *parts)
    refused("concurrency = 0\n", "concurrency", args=("generate", "p"), **keyed(JIMENG_API_URL=service.url))
    refused("concurrency = 0\n", "concurrency", args=("batch", "x", "--output", "f"))
    done = run("generate", "p", "--json", **keyed(JIMENG_API_URL=service.url))
    same((done.code, done.json["exit_code"], done.json["submitted"]), (3, 3, "not_sent"))
    same(service.requests, [])


@check
def a_profile_that_is_not_there_is_refused_with_those_that_are():
    refused("[profile.work]\n[profile.home]\n", "--profile wrk", "home, work", args=("generate", "p", "--profile", "wrk"))
    refused("[profile.work]\n", "JIMENG_PROFILE wrk", args=("config",), JIMENG_PROFILE="wrk")
    refused("rate = 1\n", "has no profile", args=("tasks", "--profile=x"))
    os.remove(os.path.join(scratch, "config", "jimeng", "config.toml"))
    done = run("config", "--profile", "x")
    same(done.code, 3)
    holds(done.err, "--profile x: there is no ")


@check
def a_file_that_others_may_write_or_that_is_none_is_refused():
    path = write("rate = 1\n", 0o666)
    holds(run("config").err, path, "may be written by everybody", "chmod o-w")
    os.remove(path)
    os.mkfifo(path)
    holds(run("config").err, path, "no regular file")
    os.remove(path)
    write("#" * 300_000)
    holds(run("config").err, path, "more than 256 KiB")
    os.remove(path)
    os.mkdir(path)
    holds(run("config").err, path, "no regular file")


@check
def variables_that_only_the_command_reads_are_judged_too():
    for name, value, words in (("JIMENG_MODEL", "4.7", "one of 4.0"), ("JIMENG_RATE", "x", "from 0.001 to 1000000"),
                               ("JIMENG_WAIT_TIMEOUT", "0", "from 1 to 43200"), ("JIMENG_PRICES", "4.0", "MODEL=NUMBER")):
        done = run("generate", "p", **keyed(JIMENG_API_URL=service.url, **{name: value}))
        same(done.code, 3)
        one_line(done.err)
        holds(done.err, f"{name} is '{value}'", words)
        done = run("doctor", "--emulator", "--json", **{name: value})
        same(done.code, 3)
        holds(done.json["checks"][0]["found"], f"{name} is '{value}'", words)
    same(service.requests, [])


@check
def help_lists_and_completion_need_no_good_file():
    write("modle = 1\n")
    for args in (("--help",), ("generate", "--help"), ("--version",), ("models",), ("completion", "bash"), ("skill", "show"),
                 ("config", "--path"), ("config", "--help")):
        same((args, run(*args).code), (args, 0))


@check
def messages_name_the_file_where_it_is_what_has_to_be_changed():
    path = write(f'endpoint = "{service.url.replace("http://127.0.0.1", "https://relay.example")}"\n')
    done = run("doctor", "--json", VOLC_ACCESSKEY="", HTTPS_PROXY="http://127.0.0.1:1")
    told = {one["name"]: one for one in done.json["checks"]}
    same(told["settings_file"]["found"], f"{path} is in use")
    holds(told["endpoint"]["found"], f"set by endpoint in {path}")
    assert "JIMENG_API_URL" not in told["endpoint"]["found"] + told["endpoint"]["remedy"]
    write('route = "model"\n[profile.p]\n')
    done = run("doctor", "--json", "--emulator", "--profile", "p", "--lang", "en")
    told = {one["name"]: one for one in done.json["checks"]}
    same(told["settings_file"]["found"], f"{path} is in use, with profile p")
    holds(told["route"]["found"], f"set by route in {path}")
    holds(run("doctor", "--emulator", "--lang", "zh").out, "设置文件", path)


@check
def doctor_finds_misspelt_variables():
    done = run("doctor", "--json", "--emulator", JIMENG_CONCURENCY="3", JIMENG_API_ULR="https://a.example", JIMENG_BEARER_TOKEN="")
    told = {one["name"]: one for one in done.json["checks"]}
    same((done.code, told["variables"]["ok"]), (0, True))  # a picture can be generated all the same
    holds(told["variables"]["found"], "JIMENG_CONCURENCY", "JIMENG_API_ULR")
    holds(told["variables"]["remedy"], "JIMENG_CONCURRENCY", "JIMENG_API_URL")
    holds(run("doctor", "--emulator", "--lang", "zh", JIMENG_ROOT="x").out, "其他变量", "JIMENG_ROUTE")
    told = {one["name"]: one for one in run("doctor", "--json", "--emulator", JIMENG_COLOUR="red").json["checks"]}["variables"]
    same((told["ok"], told["found"]), (True, "JIMENG_COLOUR is set, and this command has no such variable"))
    same(told["remedy"], "jimeng config --json names those that there are")
    known = {one["variable"]: "" for one in run("config", "--json").json["settings"]}
    assert "variables" not in run("doctor", "--json", "--emulator", JIMENG_PROFILE="", **known).out


@check
def every_variable_of_a_setting_is_in_the_help():
    text = run("generate", "--help").out
    for one in run("config", "--json").json["settings"]:
        holds(run("config").out, one["name"])
        if one["name"] not in ("output", "lang"):  # of other parts of the command
            holds(text, one["variable"])


def guide(name):
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "docs", name), encoding="utf-8") as file:
        return file.read()


@check
def the_guide_says_the_same_in_both_languages_and_what_it_says_is_so():
    english, chinese = guide("settings.md"), guide("settings.zh-CN.md")
    same(re.findall(r"```.*?```", english, re.DOTALL), re.findall(r"```.*?```", chinese, re.DOTALL))
    told = [(one["name"], one["variable"]) for one in run("config", "--json").json["settings"]]
    for text in (english, chinese):
        same(re.findall(r"^\| `(\w+)` \| `(JIMENG_\w+)` \|", text, re.MULTILINE), told)
    write(re.search(r"```toml\n(.*?)```", english, re.DOTALL)[1].replace("https://relay.example/jimeng", service.url))
    service.answers = [accepted()]
    for line in re.search(r"```bash\n(.*?)```", english, re.DOTALL)[1].splitlines():
        words = shlex.split(line)[1:]
        more = ["--no-wait", "--no-journal"] if words[0] == "generate" else []
        same((line, run(*words, *more, **keyed()).code), (line, 0))
    same(service.submits()[-1]["req_key"], "jimeng_seedream46_cvtob")


sys.exit(over())
