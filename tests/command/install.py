#!/usr/bin/env python3
"""What `meson install` puts into place: the command and its alias, manual pages in two languages, completions.

usage: install.py JIMENG BUILD_DIR SOURCE_DIR
"""

import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import *  # noqa: E402,F403

BUILD, SOURCE = map(os.path.abspath, sys.argv[2:4])
MOST_BYTES = 8 << 20  # of the installed command without its symbols
PREFIX = "usr/local"


def options():
    told = subprocess.run(["meson", "introspect", BUILD, "--buildoptions"], check=True, capture_output=True, text=True).stdout
    return {one["name"]: one["value"] for one in json.loads(told)}


def skip(sentence):
    print(f"1..0 # SKIP {sentence}")
    sys.exit(0)


def installed():
    """Everything is installed once, as it was built."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    done = subprocess.run(["meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", folder], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return os.path.join(folder, OPTIONS["prefix"].lstrip("/"))


OPTIONS = options()
if OPTIONS["command"] != "enabled":
    skip("this build does not install the command: it was configured without -Dcommand=enabled")
ROOT = installed()


def at(*names):
    return os.path.join(ROOT, *names)


def page(*folder):
    with open(at("share", "man", *folder, "jimeng.1"), encoding="utf-8") as file:
        return file.read()


def program(name, reason=""):
    found = shutil.which(name)
    if not found:
        print(f"# {name} is not there, so {reason or 'its part'} is not tried")
    return found


@check
def the_command_runs_where_it_was_installed():
    for name in ("jimeng", "generate_image"):
        done = Run("--help", program=at("bin", name))
        same((done.code, done.err), (0, ""))
    same(os.readlink(at("bin", "generate_image")), "jimeng")
    holds(Run("--version", program=at("bin", "jimeng")).out, "jimeng ")
    done = Run("generate", "a lake", "--size", "1K", "--emulator", "--output", "lake.png", program=at("bin", "jimeng"),
               env={"JIMENG_POLL_INTERVAL": "0.01"})
    same(done.code, 0)
    same(dimensions(os.path.join(scratch, "lake.png")), (1024, 1024))


@check
def the_stripped_command_is_at_most_8_MiB():
    """As a package has it; where the test build optimises less, what is installed from it has to be no larger either."""
    stripped = os.path.join(scratch, "stripped")
    subprocess.run(["strip", "-o", stripped, at("bin", "jimeng")], check=True)
    size = os.path.getsize(stripped)
    print(f"# {size} bytes")
    assert size <= MOST_BYTES, f"{size} bytes"
    assert size > 1 << 20, f"{size} bytes: the program is somewhere else"


def subcommands():
    text = Run("--help").out.split("Subcommands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  ([a-z]+)", text, re.MULTILINE)


def plain(troff):
    """The words of a page without its marks."""
    return re.sub(r"\\f[BRI]|\\[&:]", "", troff).replace(r"\-", "-").replace(r"\(aq", "'").replace(r"\(ha", "^") \
        .replace(r"\(ti", "~").replace(r"\(ga", "`").replace(r"\e", "\\")


@check
def every_subcommand_and_every_option_is_in_both_pages():
    names = subcommands()
    assert len(names) > 12, names
    for folder in (("man1",), ("zh_CN", "man1")):
        text = plain(page(*folder))
        for name in names:
            part = re.search(rf"^\.SS jimeng {name}\n(.*?)(?=^\.S[SH] )", text, re.MULTILINE | re.DOTALL)
            assert part, f"{name} is not in {folder}"
            for option in re.findall(r"^  (?:-\w,)?(--[a-z0-9-]+)", Run(name, "--help").out, re.MULTILINE):
                assert re.search(rf"^(-\w,)?{option}\b", part[1], re.MULTILINE), f"{name} {option} is not in {folder}"
        for model in json.loads(Run("models", "--json").out):
            part = re.search(rf"^\.SS {re.escape(model['name'])}\n(.*?)(?=^\.S[SH] )", text, re.MULTILINE | re.DOTALL)
            assert part, f"{model['name']} is not in {folder}"
            holds(part[1], model["req_key"], *(line.split("\t")[0] for line in Run("models", model["name"]).out.splitlines()[1:]))


@check
def the_pages_tell_of_variables_and_exit_codes_in_their_language():
    help_text = Run("generate", "--help").out
    for folder, words in ((("man1",), ("NAME", "SYNOPSIS", "DESCRIPTION")), (("zh_CN", "man1"), ("名称", "概要", "描述", "子命令"))):
        text = plain(page(*folder))
        holds(text, *(f".SH {word}\n" for word in words))
        holds(text, *re.findall(r"\bJIMENG_[A-Z_]+", help_text), "130", "~/.volc/credentials")
        assert "/nonexistent" not in text and ROOT not in text, "a path of this machine"
        same(os.readlink(at("share", "man", *folder, "generate_image.1")), "jimeng.1")


@check
def man_formats_the_pages_without_a_warning():
    man = program("man", "formatting")
    if not man:
        return
    for folder in (("man1",), ("zh_CN", "man1")):
        done = subprocess.run([man, "--local-file", "--warnings=w", at("share", "man", *folder, "jimeng.1")], capture_output=True,
                              text=True, env={**os.environ, "MANWIDTH": "100", "LC_ALL": "C.UTF-8"})
        same((done.returncode, done.stderr), (0, ""))
        holds(done.stdout, "--ratio W:H|input", "generate_image", "VOLC_SECRETKEY")


def completed(shell, line, wanted):
    """What a shell offers at the end of a line, as a person sees it; zsh until it offers what is wanted."""
    environment = {"PATH": at("bin") + ":" + os.environ["PATH"], "HOME": scratch, "TERM": "dumb", "ROOT": ROOT, "LINE": line, "WANTED": wanted}
    scripts = {
        "bash": """source "$ROOT/share/bash-completion/completions/${LINE%% *}"
            read -ra COMP_WORDS <<<"$LINE"; [[ $LINE != *' ' ]] || COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _jimeng; printf '%s\\n' "${COMPREPLY[@]}" """,
        "fish": """set -p fish_complete_path $ROOT/share/fish/vendor_completions.d
            complete -C"$LINE" | string split -f1 \\t""",
        "zsh": """zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z "PS1=; fpath=($ROOT/share/zsh/site-functions \\$fpath); autoload -U compinit && compinit -u -d $HOME/dump"
            zpty -w z 'zstyle ":completion:*" list-prompt ""; zstyle ":completion:*" menu no; LISTMAX=10000; COLUMNS=60; LINES=5000; echo be""gin'
            zpty -r z out '*begin*'
            zpty -w -n z "$LINE"$'\\t'
            zpty -r z out "*$WANTED*"; print -r -- $out; zpty -d z""",  # it shows nothing while it has more to read
    }
    done = subprocess.run([shell, *(["-f"] if shell == "zsh" else []), "-c", scripts[shell]], env=environment, capture_output=True,
                          text=True, cwd=scratch, timeout=LIMIT)
    return re.findall(r"[-\w.]+", done.stdout), done.stderr


@check
def bash_zsh_and_fish_complete_from_the_files_that_were_installed():
    for shell in ("bash", "fish", "zsh"):
        if not program(shell, "its completion"):
            continue
        for line, wanted in (("jimeng ", "doctor"), ("jimeng doct", "doctor"), ("jimeng generate --watermark-te", "--watermark-text"),
                             ("jimeng generate --model video-3.0-pro --fra", "--frames"), ("generate_image --ou", "--output")):
            words, said = completed(shell, line, wanted)
            assert wanted in words, f"{shell} offers {words[-30:]} for {line!r}; {said}"


@check
def the_skill_of_an_installed_command_is_that_of_the_checkout():
    done = Run("skill", "show", program=at("bin", "jimeng"))
    with open(os.path.join(SOURCE, "examples", "skill", "SKILL.md"), encoding="utf-8") as file:
        same(done.out, file.read())


sys.exit(over())
