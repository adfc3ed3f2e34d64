#!/usr/bin/env python3
"""`jimeng skill`: what it shows, where it installs, that it asks, and that it replaces nothing that is not its own.

usage: install.py JIMENG SOURCE_DIR
"""

import os
import pty
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "command"))
from harness import *  # noqa: E402,F403

SKILL = os.path.join(os.path.abspath(sys.argv[2]), "examples", "skill")
NAME = "jimeng-api-image-gen"
LIST = ".installed-by-jimeng"


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as file:
        return file.read()


def files_below(folder):
    return sorted(os.path.relpath(os.path.join(where, name), folder) for where, _, names in os.walk(folder) for name in names)


def skill(*args, **env):
    return Run("skill", *args, env={"HOME": scratch, "XDG_CONFIG_HOME": "", **env}, stdin=subprocess.DEVNULL)


def is_whole(folder):
    same(files_below(folder), sorted([LIST, *files_below(SKILL)]))
    for name in files_below(SKILL):
        same(read(folder, name), read(SKILL, name))


def at_a_terminal(answer, *args):
    """Runs it as somebody who types the answer; what was shown, and the exit code."""
    child, terminal = pty.fork()
    if child == 0:
        as_started_by_hand()
        os.chdir(scratch)
        os.execve(JIMENG, [JIMENG, "skill", *args], bare_environment(HOME=scratch, XDG_CONFIG_HOME=""))
    shown = b""
    while b"[y/N]" not in shown:
        shown += os.read(terminal, 4096)
    os.write(terminal, answer)
    try:
        while more := os.read(terminal, 4096):
            shown += more
    except OSError:  # the child has closed its side
        pass
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@check
def every_file_of_it_is_in_the_command():
    same(skill("show").out, read(SKILL, "SKILL.md"))
    for name in files_below(SKILL):
        same(skill("show", name).out, read(SKILL, name))
    done = skill("show", "../secret")
    same((done.code, done.out), (2, ""))
    holds(done.err, "../secret", *files_below(SKILL))


@check
def each_agent_has_its_folder():
    for agent, folder in (("claude", ".claude/skills"), ("codex", ".agents/skills"), ("cursor", ".cursor/skills"),
                          ("opencode", ".config/opencode/skills")):
        done = skill("install", "--agent", agent, "--yes")
        same((done.code, done.err), (0, ""))
        same(done.out, f"{os.path.join(scratch, folder, NAME)}: installed\n")
        is_whole(os.path.join(scratch, folder, NAME))
    done = skill("install")  # the same place as codex
    same((done.code, done.out), (0, f"{os.path.join(scratch, '.agents/skills', NAME)}: is up to date\n"))
    done = skill("install", "--agent", "opencode", "--yes", XDG_CONFIG_HOME=os.path.join(scratch, "config"))
    holds(done.out, os.path.join(scratch, "config/opencode/skills", NAME))
    done = skill("install", "--path", "skills", "--yes")
    same(done.out, f"{os.path.join(os.path.realpath(scratch), 'skills', NAME)}: installed\n")


@check
def what_is_not_understood_installs_nothing():
    for args, words in ((("install", "--agent", "nobody", "--yes"), ("nobody", "claude, codex", "--path FOLDER")),
                        (("install", "--agent", "claude", "--path", "x", "--yes"), ("leave one of them out",)),
                        (("remove",), ("remove", "show or install"))):
        done = skill(*args)
        same((done.code, done.out), (2, ""))
        holds(done.err, *words)
    same(skill("install", "--yes", HOME="").code, 2)
    same(os.listdir(scratch), [])


@check
def without_a_terminal_and_without_yes_it_says_where_and_refuses():
    done = skill("install", "--agent", "claude")
    same((done.code, done.out), (2, ""))
    holds(done.err, os.path.join(scratch, ".claude/skills", NAME), "--yes")
    same(os.listdir(scratch), [])


@check
def at_a_terminal_it_asks_and_no_is_the_default():
    folder = os.path.join(scratch, ".claude/skills", NAME)
    for answer in (b"\n", b"n\n", b"\x04"):
        shown, code = at_a_terminal(answer, "install", "--agent", "claude")
        same(code, 0)
        holds(shown, f"install the skill in {folder}? [y/N]", "nothing was installed")
        same(os.listdir(scratch), [])
    shown, code = at_a_terminal(b"y\n", "install", "--agent", "claude")
    same(code, 0)
    holds(shown, f"{folder}: installed")
    is_whole(folder)


@check
def an_older_version_of_ours_is_replaced_and_nothing_else():
    folder = os.path.join(scratch, ".claude/skills", NAME)
    same(skill("install", "--agent", "claude", "--yes").code, 0)
    old = "---\nname: jimeng-api-image-gen\ndescription: older\n---\n"
    with open(os.path.join(folder, "SKILL.md"), "w", encoding="utf-8") as file:
        file.write(old)
    done = skill("install", "--agent", "claude", "--yes")  # somebody changed it: the list has another hash
    same((done.code, done.out), (2, ""))
    holds(done.err, os.path.join(folder, "SKILL.md"), "--force")
    same(read(folder, "SKILL.md"), old)
    same(skill("install", "--agent", "claude", "--yes", "--force").code, 0)
    is_whole(folder)
    with open(os.path.join(folder, "SKILL.md"), "w", encoding="utf-8") as file:
        file.write(old)
    hashed = subprocess.run(["sha256sum", *files_below(SKILL)], cwd=folder, check=True, capture_output=True, text=True).stdout
    with open(os.path.join(folder, LIST), "w", encoding="utf-8") as file:
        file.write(hashed)  # as an older version leaves its files
    done = skill("install", "--agent", "claude", "--yes")
    same((done.code, done.err), (0, ""))
    is_whole(folder)
    subprocess.run(["sha256sum", "--check", "--quiet", LIST], cwd=folder, check=True)


@check
def what_others_wrote_there_stays():
    folder = os.path.join(scratch, "skills", NAME)
    os.makedirs(folder)
    with open(os.path.join(folder, "notes.md"), "w", encoding="utf-8") as file:
        file.write("mine")
    same(skill("install", "--path", "skills", "--yes").code, 0)
    same(read(folder, "notes.md"), "mine")
    os.remove(os.path.join(folder, "SKILL.md"))
    os.symlink(os.path.join(folder, "notes.md"), os.path.join(folder, "SKILL.md"))
    same(skill("install", "--path", "skills", "--yes").code, 2)
    same(skill("install", "--path", "skills", "--yes", "--force").code, 0)
    same(read(folder, "notes.md"), "mine")  # the link was replaced, not followed


@check
def a_place_that_cannot_be_written_is_one_sentence():
    with open(os.path.join(scratch, "skills"), "w", encoding="utf-8"):
        pass
    done = skill("install", "--path", "skills", "--yes")
    same((done.code, done.out), (13, ""))
    one_line(done.err)
    holds(done.err, os.path.join("skills", NAME))


sys.exit(over())
