#!/usr/bin/env python3
"""Checks examples/skill: its front matter, its pages, its tables, and that every command in it does what it says.

usage: check.py JIMENG_COMMAND SOURCE_DIR

A line of a ```bash block ends with 0. TASK_ID in it stands for a task that was submitted before.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402
from clean_signals import clean_signals  # noqa: E402
from emulator import emulator  # noqa: E402

WORDS = ["即梦", "文生图", "图生图", "AI绘画", "图片编辑", "火山引擎",
         "Jimeng", "Seedream", "Volcengine", "text to image", "image to image", "image editing"]
# One value, folded (>-) or on the line of its key.
FIELD = re.compile(r"^([a-z-]+):[ ]*(?:>-\n((?:  .*\n?)+)|(.+)$)", re.MULTILINE)


def front_matter(skill):
    head = re.match(r"---\n(.*?)\n---\n", skill, re.DOTALL)
    if not head:
        return {}
    return {name: " ".join((folded or plain).split()) for name, folded, plain in FIELD.findall(head[1])}


def valid_front_matter(skill):
    fields = front_matter(skill)
    wrong = []
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fields.get("name", "")) or len(fields["name"]) > 64:
        wrong.append(f"name: {fields.get('name')}")
    description = fields.get("description", "")
    if not 1 <= len(description) <= 1024 or re.search("[<>]", description):
        wrong.append(f"description: {len(description)} characters, or a tag")
    wrong += [f"description lacks {word}" for word in WORDS if word not in description]
    if len(fields.get("compatibility", "")) > 500:
        wrong.append("compatibility is longer than 500 characters")
    wrong += [f"unknown field {name}" for name in fields if name not in
              ("name", "description", "license", "compatibility", "metadata", "allowed-tools")]
    if skill.count("\n") > 150:
        wrong.append("longer than 150 lines: details belong into references/")
    return "\n".join(wrong)


def blocks(skill, language):
    return re.findall(rf"^```{language}\n(.*?)^```$", skill, re.DOTALL | re.MULTILINE)


def commands(skill):
    return [line for block in blocks(skill, "bash") for line in block.splitlines() if line.strip()]


def section(skill, title):
    return re.search(rf"^## {re.escape(title)}.*?\n(.*?)(?=^## |\Z)", skill, re.DOTALL | re.MULTILINE)[1]


def help_of(command, *words):
    return subprocess.run([command, *words, "--help"], capture_output=True, text=True, check=True).stdout


def same(ours, theirs):
    only_here, only_there = sorted(set(ours) - set(theirs)), sorted(set(theirs) - set(ours))
    return f"only in the skill: {only_here}; missing there: {only_there}" if only_here or only_there else ""


def options_are_those_of_help(skill, command):
    ours = re.findall(r"^\| `(--[a-z0-9-]+)", section(skill, "Options"), re.MULTILINE)
    theirs = re.findall(r"^  (--[a-z0-9-]+)", help_of(command, "generate"), re.MULTILINE)
    return same(ours, theirs)


def environment_is_that_of_help(skill, command):
    ours = re.findall(r"^\| `([A-Z_]+)`", section(skill, "Environment"), re.MULTILINE)
    theirs = re.findall(r"\b(?:VOLC|VOLCENGINE|JIMENG)_[A-Z_]+|\b(?:HTTPS|NO)_PROXY", help_of(command, "generate"))
    return same(ours, theirs)


def exit_codes_are_those_of_the_command(skill, source):
    ours = re.findall(r"^\| (\d+) \|", section(skill, "Exit codes"), re.MULTILINE)
    with open(os.path.join(source, "tools", "jimeng", "exit_code.hpp"), encoding="utf-8") as stream:
        return same(ours, re.findall(r"^ +[a-z_]+ = (\d+),", stream.read(), re.MULTILINE))


def folder_is_called_as_the_skill(source, skill):
    """The specification wants both to be the same; examples/skill has a second name for that."""
    other = os.path.join(source, "examples", front_matter(skill)["name"])
    return "" if os.path.samefile(other, os.path.join(source, "examples", "skill")) else other


def pages_are_linked_and_there(source, skill):
    linked = set(re.findall(r"\]\((references/[a-z-]+\.md)\)", skill))
    folder = os.path.join(source, "examples", "skill", "references")
    return same(linked, {f"references/{name}" for name in os.listdir(folder)})


def first_page_has_the_rules_about_money(skill):
    return "".join(f"missing: {words}\n" for words in
                   ("do not submit again", "A task id in the line means that the task was accepted and is paid",
                    "jimeng resume --all", "Do not submit again unseen", "never\n  print a secret key") if words not in skill)


def rules_are_there(skill):
    table = section(skill, "Exit codes")
    return "".join(f"missing: {words}\n" for words in
                   ("do not submit again", "A task id in the line means that the task was accepted and is paid",
                    "| 9 | still running | `jimeng wait TASK_ID` with the same model and result options",
                    "| 10 | the submit may have been accepted and billed | do not submit again unseen")
                   if words not in table)


def template_is_the_output(skill, command, environment):
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run([command, "generate", "the user's prompt", "--output", "cat.png"], cwd=place,
                              env=environment, capture_output=True, text=True)
    shape = "".join(blocks(skill, "markdown"))
    url = re.search(r"\]\((.*)\)", done.stdout)
    said = done.stdout.replace(url[1], "IMAGE_URL") if url else done.stdout
    said = re.sub(r"\\(.)", r"\1", said)
    return "" if said == shape else f"it printed\n{said}"


def runs(line, command, environment):
    if "TASK_ID" in line:  # a task of its own: two lines run at once, and one process goes on with a job
        line = line.replace("TASK_ID", submitted_task(command, environment))
    words = shlex.split(line)
    if words[0] != "jimeng":
        return f"not our command: {words[0]}"
    words[0] = command
    with tempfile.TemporaryDirectory() as place:
        if words[1] == "emulator":
            return runs_until_interrupted(words, place, environment)
        done = subprocess.run(words, cwd=place, env=environment, capture_output=True, text=True, timeout=1800)
        if done.returncode or not re.fullmatch(r"(jimeng: (task \d+ accepted|任务 \d+ 已被接受)\n)?", done.stderr):
            return f"exit {done.returncode}: {done.stdout}{done.stderr}"
        if "--json" in words:
            return "" if json.loads(done.stdout)["pictures"] else "no picture"
        if "--no-wait" in words:
            return "" if re.search(r"^jimeng wait \d+$", done.stdout, re.MULTILINE) else done.stdout
        if "--output" in words and not os.listdir(place):
            return "nothing was saved"
        shown = "[Generated Video](" if "video-3.0-pro" in words else "!["
        return "" if shown in done.stdout else done.stdout


def runs_until_interrupted(words, place, environment):
    with subprocess.Popen(words, cwd=place, env=environment, stdout=subprocess.PIPE, text=True,
                          preexec_fn=clean_signals) as server:
        said = json.loads(server.stdout.readline())
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=1800)
    return "" if code == 0 and set(said) == {"url", "access_key_id", "secret_access_key"} else f"{code} {said}"


def submitted_task(command, environment):
    done = subprocess.run([command, "generate", "a lake", "--size", "1K", "--json"], env=environment, check=True,
                          capture_output=True, text=True)
    return json.loads(done.stdout)["task_id"]


def main(command, source):
    with open(os.path.join(source, "examples", "skill", "SKILL.md"), encoding="utf-8") as stream:
        first = stream.read()
    skill = first
    folder = os.path.join(source, "examples", "skill", "references")
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as stream:
            skill += "\n" + stream.read()
    tap = tools.Tap()
    with emulator(command) as environment:
        environment["JIMENG_CONCURRENCY"] = "16"  # the lines run at once
        submitted_task(command, environment)  # the first run of all says where tasks are kept
        tap.add("the front matter is valid", valid_front_matter, first)
        tap.add("its folder is called as the skill", folder_is_called_as_the_skill, source, first)
        tap.add("its pages are linked and there", pages_are_linked_and_there, source, first)
        tap.add("the first page has the rules about money", first_page_has_the_rules_about_money, first)
        tap.add("the options are those of --help", options_are_those_of_help, skill, command)
        tap.add("the variables are those of --help", environment_is_that_of_help, skill, command)
        tap.add("the exit codes are those of the command", exit_codes_are_those_of_the_command, skill, source)
        tap.add("the rules about money are there", rules_are_there, skill)
        tap.add("the template is what the command prints", template_is_the_output, skill, command, environment)
        for line in commands(skill):
            tap.add(line.replace("#", "\\#"), runs, line, command, environment)
        return tap.run()


if __name__ == "__main__":
    sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
