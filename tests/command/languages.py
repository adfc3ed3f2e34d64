#!/usr/bin/env python3
"""What a person reads is said in English and in Chinese, and says the same. Prints TAP.

usage: languages.py JIMENG GENERATE_IMAGE
"""

import collections
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "tools")]
import phrases  # noqa: E402
from fake_service import accepted, links, refusal, state  # noqa: E402
from harness import *  # noqa: E402,F403

GENERATE_IMAGE = os.path.abspath(sys.argv[2])
ROOT = os.path.join(HERE, "..", "..")
HAN = re.compile("[\u4e00-\u9fff]")
SUBCOMMANDS = re.findall(r"^  ([a-z]+)[ ,]", Run("--help", cwd="/").out.split("Subcommands:")[1].split("\n\n")[0], re.M)
NO_WORDS = {"limit", "HTTP", "true", "false", "or", "to", "TLS"}  # a phrase of these alone is the same in both languages


def in_both(*words, env=None, **more):
    """The same line in English and in Chinese; neither is the locale's."""
    runs = [Run(*words, env={**(env or {}), "JIMENG_LANG": lang, "LANG": locale}, **more)
            for lang, locale in (("en", "zh_CN.UTF-8"), ("zh", "en_GB.UTF-8"))]
    same(runs[0].code, runs[1].code)
    return runs


def kept(text):
    """What no translation may change: options, variables, quoted words, numbers, paths, addresses."""
    found = re.findall(r"--[a-z0-9-]+|[A-Z]+_[A-Z_]+|'[^']*'|https?://[A-Za-z0-9_./:%?=&-]+|\d+(?:[.,x]\d+)*|(?<![\w/])/[A-Za-z0-9_./-]+", text)
    return collections.Counter(one.rstrip(".:") for one in found)


def says_the_same(english, chinese):
    same([kept(line) for line in chinese.splitlines()], [kept(line) for line in english.splitlines()])
    for before, line in zip(english.splitlines(), chinese.splitlines()):
        assert HAN.search(line), f"not in Chinese: {before!r}"
        left = re.search(r"; |: [a-z]+ [a-z]+ [a-z]+", re.sub(r"run: .*|'[^']*'|请运行：.*", "", line))
        assert not left, f"in parts English: {line!r}"


@check
def every_sentence_of_the_sources_has_a_phrase():
    missing = [f"{path}: {sentence}" for path, sentence in phrases.without_phrase(ROOT)]
    assert not missing, "no phrase in tools/jimeng/texts for\n" + "\n".join(missing)


@check
def every_phrase_has_the_same_places_and_marks():
    seen = set()
    for name, english, chinese in phrases.phrases():
        where = f"{name}: {english!r}"
        assert english not in seen, f"{where} is there twice"
        seen.add(english)
        same((where, sorted(set(re.findall(r"\{(\d)\}", chinese)))), (where, sorted(set(phrases.SLOT.findall(english)))))
        assert len(phrases.SLOT.findall(english)) == len(set(phrases.SLOT.findall(english))), f"{where} has a place twice"
        assert not re.search(r"\{\d:", chinese), f"{where}: a kind of place stands on the English side only"
        assert not re.search("[\u4e00-\u9fff][,;:()?]|[,;()][\u4e00-\u9fff]", chinese), f"{where}: half-width marks in {chinese!r}"
        assert chinese == chinese.rstrip() and not re.search("[，。：；（）] ", chinese), f"{where}: blanks in {chinese!r}"
        words = set(re.findall(r"[A-Za-z]{2,}", phrases.SLOT.sub("", english))) - NO_WORDS
        assert HAN.search(chinese) or not words, f"{where} is not in Chinese"
        assert "; " not in english or not phrases.SLOT.search(english), f"{where}: lines are taken apart at ; before it is looked for"


def columns(help_text):
    """The first word of each line of a help's lists, and what stands behind it."""
    found = {}
    name = None
    for line in re.split("\n\n(?:  jimeng |Examples:|示例：|A line of FILE|FILE 的一行|Any number|任意多)", help_text)[0].splitlines():
        row = re.match(r"  ([-A-Za-z]\S*)(.*)$", line)
        if row:
            name = row[1]
            found[name] = row[2]
        elif name and re.match(r" {20,}\S", line):
            found[name] += line
    return found


def help_in_both(*words, program=JIMENG):
    english, chinese = in_both(*words, "--help", program=program)
    same((english.code, english.err, chinese.err), (0, "", ""))
    before, after = columns(english.out), columns(chinese.out)
    same(sorted(set(after) ^ set(before)), [])
    assert len(before) > 1, english.out
    for name, text in before.items():
        assert len(re.findall("[a-z]{2,}", text)) < 2 or HAN.search(after[name]), f"{' '.join(words)} --help: {name} is not in Chinese: {text!r}"
    for line in chinese.out.splitlines():  # below the lists too
        words_of_line = re.findall(r"[a-z]{2,}", re.sub(r"\S*[-_./:=|{]\S*|\([^)]*\)|'[^']*'|\"[^\"]*\"", " ", line))
        example = re.match(r"\s*(jimeng|用法|\[OPTIONS\])|.*\bjimeng generate", line)
        assert example or HAN.search(line) or len(words_of_line) < 3, f"{' '.join(words)} --help: not in Chinese: {line!r}"


@check
def the_help_of_every_subcommand_is_in_chinese():
    assert len(SUBCOMMANDS) >= 13, SUBCOMMANDS
    help_in_both()
    help_in_both(program=GENERATE_IMAGE)
    for name in SUBCOMMANDS:
        help_in_both(name)


@check
def every_model_is_described_in_chinese():
    for model in Run("models", "--json").json:
        help_in_both("generate", "--model", model["name"])
        english, chinese = in_both("models", model["name"])
        same([line.split("\t")[:2] for line in chinese.out.splitlines()], [line.split("\t")[:2] for line in english.out.splitlines()])
        for line in chinese.out.splitlines():
            assert HAN.search(line.split("\t")[2]), line


FAILING = (
    [], ["foo"], ["models", "4.7"], ["models", "a", "b"], ["models", "--frames", "121"], ["completion", "tcsh"], ["completion"],
    ["wait"], ["wait", "猫"], ["wait", "1", "--model", "5.0"], ["tasks", "what"], ["tasks", "--done"], ["tasks", "--older-than", "3"], ["tasks", "show"],
    ["resume"], ["resume", "--all", "--on-unknown", "hold"], ["resume", "nobody"], ["download", "nobody"], ["emulator", "--port", "99999"],
    ["emulator", "--task-seconds", "x"], ["emulator", "--path", "x"], ["emulator", "--fault-plan", "nowhere.json"], ["emulator", "--price", "x"],
    ["emulator", "--bearer-token-from", "nowhere"], ["batch", "nowhere.jsonl", "--output", "o"], ["batch"], ["batch", "a.txt", "--output", "o", "--format", "x"],
    ["batch", "a.txt", "--output", "o", "--budget", "x"], ["batch", "a.txt", "--output", "-"], ["gallery", "nowhere"], ["gallery"], ["status"], ["work", "--store", "x", "--lease", "0"],
    ["doctor", "--model", "5.0"],
    ["skill", "what"], ["skill", "show", "nothing"], ["skill", "install"], ["skill", "install", "--agent", "nobody"], ["skill", "install", "--agent", "claude", "--path", "x"],
    ["label", "nowhere.png"], ["label"], ["show", "nowhere.png"], ["mcp", "--allow", "nowhere"], ["mcp", "--budget", "x"], ["serve", "--listen", "x"], ["serve", "--certificate", "x"],
    ["serve", "--name", "a/b"], ["serve", "--budget", "x"], ["serve", "--port", "x"], ["tasks", "--profile", "work"], ["--lang", "fr", "tasks"], ["tasks", "--lang", "fr"])

FAILING_GENERATE = (
    [], [""], [" "], ["猫" * 801], ["p", "--nonsense"], ["p", "q"], ["-x"], ["--", "p", "--json z", "r"], ["p", "--width", "9", "--height", "9"], ["p", "--width", "99999", "--height", "99999"],
    ["p", "--width", "1024"], ["p", "--size", "8K"], ["p", "--size", "1K", "--size", "2K"], ["p", "--scale", "7"], ["p", "--scale", "x"], ["p", "--scale", "0.123"], ["p", "--min-ratio", "0"],
    ["p", "--min-ratio", "2", "--max-ratio", "1"], ["p", "--size", "4096x1024", "--max-ratio", "3"], ["p", "--ratio", "5:4"], ["p", "--images", "cat.png"], ["p", "--images", "ftp://a.example/x"],
    ["p", "--images", "https://a.example/a b"], ["--images", "https://a.example/x", "p"], ["p", "--images", *["https://a.example/x"] * 11], ["p", "--model", "5.0"],
    ["p", "--model", "4.6", "--scale", "0.5"], ["p", "--model", "4.6", "--images", "nowhere.png"], ["p", "--model", "video-3.0-pro", "--frames", "73"], ["--model", "video-3.0-pro"],
    ["p", "--model", "video-3.0-pro", "--template-id", "x"], ["p", "--model", "video-3.0-pro", "--watermark"], ["p", "--model", "video-3.0-pro", "--aigc-producer-id", "1"],
    ["p", "--model", "video-3.0-recamera"], ["p", "--model", "3.0", "--seed", "x"], ["p", "--model", "3.0", "--seed", "-7"], ["p", "--model", "dream-actor-m1"], ["p", "--watermark-opacity", "2"],
    ["p", "--watermark-position", "middle"], ["p", "--watermark-language", "fr"], ["p", "--aigc-content-producer", "me"], ["p", "--extra", "seed"], ["p", "--extra", "style=oil"],
    ["p", "--extra", "prompt=\"x\""], ["p", "--extra", "a b=1"], ["p", "--output", "/dev/null/x.png"], ["p", "--output", ""], ["p", "--output", "~/x.png"], ["p", "--output", "$HOME/x.png"],
    ["p", "--output", "https://a.example/x.png"], ["p", "--output", " x.png"], ["p", "--output", "-", "--json"], ["p", "--output", "x" * 300 + ".png"], ["p", "--wait-timeout", "0"],
    ["p", "--job-key", ""], ["p", "--job-key", "k", "--once"], ["p", "--on-unknown", "x"], ["p", "--on-unknown", "hold"], ["p", "--retry-refused", "11"], ["p", "--retry-refused", "1", "--no-wait"],
    ["p", "--no-wait", "--emulator"], ["p", "--price", "x"], ["p", "--price", "5.0=1"], ["p", "--once", "--no-journal"], ["@nowhere.txt"], ["p", "--width"], ["p", "--no-download", "--output", "x.png"], ["p", "--no-download", "--open"], ["p", "--profile", "work"])


@check
def what_is_wrong_with_a_line_is_said_in_chinese():
    for words in (*FAILING, *[["generate", *words] for words in FAILING_GENERATE]):
        english, chinese = in_both(*words, env=keys())
        assert english.code != 0 and english.err and not service.requests, words
        same(chinese.out, english.out)
        says_the_same(english.err, chinese.err)


@check
def what_is_wrong_with_the_settings_is_said_in_chinese():
    for more in ({"VOLC_ACCESSKEY": ""}, {"VOLC_SECRETKEY": ""}, {"VOLC_SECRETKEY": "a b"}, {"VOLC_ACCESSKEY": "your-key"}, {"JIMENG_API_TIMEOUT": "soon"}, {"JIMENG_API_URL": "ftp://x"},
                 {"JIMENG_API_URL": "http://a.example"}, {"JIMENG_ROUTE": "x"}, {"JIMENG_POLL_INTERVAL": "x"}, {"JIMENG_MAX_POLL_ATTEMPTS": "x"}, {"JIMENG_CONCURRENCY": "x"},
                 {"JIMENG_STATE_DIR": "relative"}, {"JIMENG_STATE_DIR": "/dev/null"}, {"JIMENG_BEARER_TOKEN": "a b"}, {"JIMENG_API_URL": "https://a.example", "HTTPS_PROXY": "socks5://x"},
                 {"JIMENG_API_URL": "http://127.0.0.1:9"}):
        english, chinese = in_both("generate", "p", env={**keys(), **more})
        assert english.code != 0, more
        says_the_same(english.err, chinese.err)


def answered(*answers):
    """A run in each language that gets these answers."""
    runs = []
    for lang in ("en", "zh"):
        service.answers = list(answers)
        runs.append(Run("generate", "a cat", "--lang", lang, "--no-journal", "--output", f"{lang}.png", env=keys(JIMENG_MAX_POLL_ATTEMPTS="2")))
    for run in runs:
        run.err = run.err.replace("zh.png", "en.png").replace("--lang zh", "--lang en")
    same(runs[0].code, runs[1].code)
    return runs


@check
def every_code_of_the_service_is_explained_in_chinese():
    for code in (50200, 50205, 50215, 50218, 50400, 50402, 50411, 50412, 50413, 50511, 50512, 50518, 50519, 60102, 99999):
        for answers in ([refusal(400, code)], [accepted(), refusal(400, code)]):
            english, chinese = answered(*answers)
            assert english.code != 0, english.err
            says_the_same(english.err, chinese.err)


@check
def what_a_run_meets_is_told_in_chinese():
    service.pictures["/half"] = (200, png(8, 8)[:40], "image/png")
    service.pictures["/page"] = (200, b"<html>later", "text/html")
    for answers, code in (([accepted()] + [state("generating")] * 9, 9), ([accepted(), state("expired")], 11), ([accepted(), links()], 7),
                          ([accepted(), links(service.url + "/gone")] * 3, 12), ([accepted(), links(service.url + "/half")], 12), ([accepted(), links(service.url + "/page")], 12)):
        english, chinese = answered(*answers)
        same(english.code, code)
        says_the_same(english.err, chinese.err)


@check
def the_journal_speaks_chinese_and_its_json_english():
    for answers, words in (([accepted()], ["p", "--no-wait", "--job-key", "K"]), ([refusal(400, 50412)], ["p", "--no-wait"])):
        service.answers = answers
        Run("generate", *words, env=keys())
    english, chinese = in_both("tasks", env=keys())
    for run, wanted in ((english, ["JOB", "STANDING"]), (chinese, ["作业", "状态"])):
        same(run.out.splitlines()[0].split("\t")[:2], wanted)
    same({line.split("\t")[1] for line in chinese.out.splitlines()[1:]}, {"已接受", "失败"})
    same([line.split("\t")[::2] for line in chinese.out.splitlines()[1:]], [line.split("\t")[::2] for line in english.out.splitlines()[1:]])
    english, chinese = in_both("tasks", "--json", env=keys())
    same(chinese.out, english.out)
    assert not HAN.search(chinese.out), chinese.out
    says_the_same(*[run.err for run in in_both("tasks", "show", "nobody", env=keys())])


@check
def a_batch_says_in_chinese_what_it_did():
    with open(os.path.join(scratch, "a.jsonl"), "w", encoding="utf-8") as file:
        file.write('{"id": "a", "prompt": "a cat", "size": "1K"}\n{"id": "b", "prompt": ""}\n{"id": "c", "size": 7}\nno JSON\n')
    english, chinese = in_both("batch", "a.jsonl", "--output", "o", "--emulator")
    same(english.code, 2)
    says_the_same(english.err, chinese.err)
    english, chinese = in_both("batch", "a.jsonl", "--output", "o", "--emulator", "--skip-invalid", "--dry-run", "--budget", "50", "--price", "4.0=0.2")
    says_the_same(english.err, chinese.err)
    same([kept(line) for line in chinese.out.splitlines()], [kept(line) for line in english.out.splitlines()])
    assert all(HAN.search(line) for line in chinese.out.splitlines()[:3]), chinese.out
    run = Run("batch", "a.jsonl", "--output", "o", "--emulator", "--skip-invalid", "--lang", "zh")
    assert all(HAN.search(line) for line in run.out.splitlines()), run.out
    assert not HAN.search(open(os.path.join(scratch, "o", "results.jsonl"), encoding="utf-8").read())
    says_the_same(*[run.out for run in in_both("gallery", "o")])


@check
def settings_records_and_labels_are_told_in_chinese():
    with open(os.path.join(scratch, "c.png"), "wb") as file:
        file.write(png(64, 64))
    english, chinese = in_both("config")
    assert all(HAN.search(line) for line in chinese.out.splitlines() if " JIMENG_" not in line), chinese.out
    for name, value in (("lang", "由系统区域设置决定"), ("wait_timeout", "60 次查询"), ("poll_interval", "逐渐变长，至多 4"), ("prices", "无"), ("model", "4.0")):
        row = re.search(rf"^{name} .*", Run("config", "--lang", "zh", env={"JIMENG_LANG": ""}).out, re.MULTILINE)[0]
        same(row.split(maxsplit=1)[1].removesuffix("默认").rstrip(), value)
        same(sum(2 if HAN.search(c) or c == "，" else 1 for c in row.split("默认")[0]), 60)  # columns of a terminal
    same([line.split()[:1] for line in chinese.out.splitlines()[1:]], [line.split()[:1] for line in english.out.splitlines()[1:]])
    says_the_same(*[run.out for run in in_both("label", "c.png")])
    same(Run("generate", "p", "--size", "1K", "--emulator", "--sidecar", "--output", "s.png").code, 0)
    english, chinese = in_both("show", "s.png")
    same(english.code, 0)
    for before, line in zip(english.out.splitlines(), chinese.out.splitlines()):
        assert HAN.search(line) or line == before and line.startswith(("  ", "jimeng generate")), line


@check
def what_a_machine_reads_is_the_same_in_both_languages():
    for words in (["models", "--json"], ["generate", "p", "--size", "8K", "--json"], ["tasks", "what", "--json"], ["generate", "--model", "5.0", "p", "--json"]):
        english, chinese = in_both(*words, env=keys())
        same(chinese.out, english.out)
        assert "--json" in words and english.out


@check
def what_a_person_typed_or_the_service_said_stays_as_it_is():
    sentence = "nothing was sent; the submit was rejected: done"
    for words in (["generate", "p", "--model", sentence], ["resume", sentence], ["generate", "p", f"--output={sentence}/"], ["tasks", sentence]):
        english, chinese = in_both(*words, env=keys())
        if "--output" not in words[-1]:
            holds(chinese.err, sentence)
    service.answers = [refusal(400, 50412, "nothing was sent; the disk is full")] * 2
    run = Run("generate", "p", "--lang", "zh", env=keys())
    holds(run.err, "'nothing was sent; the disk is full'", "提示词未通过内容审核", "修改提示词")
    service.answers = [accepted()] + [state("generating")] * 2
    run = Run("generate", "p", "--lang", "zh", "--output", "it's; the disk is full.png", env=keys(JIMENG_MAX_POLL_ATTEMPTS="2"))
    holds(run.err, "请运行：jimeng wait", "the disk is full.png")


@check
def lang_goes_before_the_variable_and_that_before_the_locale():
    chinese = lambda *words, **env: bool(HAN.search(Run("tasks", "what", *words, env=keys(**env)).err))  # noqa: E731
    same(chinese(), False)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        same(chinese(**{variable: "zh_CN.UTF-8"}), True)
        same(chinese(**{variable: "zh_CN.UTF-8", "JIMENG_LANG": "en"}), False)
        same(chinese("--lang", "en", **{variable: "zh_CN.UTF-8"}), False)
    same(chinese(JIMENG_LANG="zh"), True)
    same(chinese("--lang=zh", JIMENG_LANG="en"), True)
    same(chinese("--lang", "en", JIMENG_LANG="zh"), False)
    same(chinese("--", "--lang", "zh"), False)
    for words in (["--lang", "zh", "tasks", "what"], ["--lang=zh", "tasks", "what"], ["tasks", "--lang", "zh", "what"]):
        run = Run(*words, env=keys())
        same(run.code, 2)
        holds(run.err, "不是 list、show、forget 之一")
    for name in SUBCOMMANDS:
        holds(Run(name, "--help").out, "--lang en|zh")
    run = Run("tasks", env=keys(JIMENG_LANG="fr"))
    same(run.code, 3)
    holds(run.err, "JIMENG_LANG is 'fr': it must be en or zh")
    same(Run("tasks", "--help", env={"JIMENG_LANG": "fr"}).code, 0)


sys.exit(over())
