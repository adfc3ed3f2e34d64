#!/usr/bin/env python3
"""Runs every command line of the pages in English and in Chinese, against the emulator, as a reader would. Prints TAP.

usage: commands.py JIMENG_COMMAND SOURCE_DIR

A line stands in a block of shell, which runs as a whole, between `backticks`, or as the entry of an MCP server. It ends with 0:
a page that promises another exit code says so to the shell (`|| echo`). What a page and its translation share runs once.
"""

import contextlib
import glob
import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "tools"), os.path.join(HERE, "..", "support")]
import compiler as tools  # noqa: E402
import postgresql  # noqa: E402
from clean_signals import clean_signals  # noqa: E402
from emulator import bare_environment, emulator  # noqa: E402

NOT_RUN = {  # line: why it cannot be
    'build/jimeng generate "A white Siamese cat on a windowsill" --size 1K --force-single --output cat.png':
        "asks the real service, which bills it",
}
# What a sentence names without the words that would make it a line to run: the help is asked whether it is there.
NAMED = ("jimeng batch", "jimeng batch --store", "jimeng gallery", "jimeng generate", "jimeng generate --job-key",
         "jimeng label", "jimeng resume", "jimeng show", "jimeng status", "jimeng status --results", "jimeng wait", "jimeng work")
OTHER_SHELL = {"jimeng completion fish | source": "fish"}
STORE = "postgresql://jimeng@db.example/jimeng"
LANGUAGES = {"en": "English", "zh": "Chinese"}
LIMIT = 300  # seconds; nothing takes that long, so what does hangs
OTHER_TEXTS = {"cpp", "meson", "cmake", "ini", "json", "toml", "sql", "markdown"}  # blocks that no shell reads
HAN = re.compile("[\u4e00-\u9fff]")
CALL = re.compile(r"(?:^|[\s;&|(/])jimeng [a-z]")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
PRELUDE = """set -eo pipefail
trap 'echo "exit $? of: $BASH_COMMAND" >&2' ERR
until_ready() { # a server that a reader ends with Ctrl-C
    set -m
    coproc "$@"
    local number=$COPROC_PID line
    read -r line <&"${COPROC[0]}"
    [[ $line == '{"url":'* ]]
    kill -INT "$number"
    wait "$number"
}
workers=()
elsewhere() { # what goes on in another terminal until the page's lines are over
    "$@" &
    workers+=($!)
}
"""
AT_THE_END = """
for number in "${workers[@]}"; do kill "$number"; wait "$number"; done
"""
ASKS = "jimeng skill install"  # on a terminal, where somebody says yes


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as stream:
        return stream.read()


def of_block(language, text):
    """What of a block is to run."""
    if language == "json" and '"mcpServers"' in text:
        return [shlex.join([one["command"], *one["args"]]) for one in json.loads(text)["mcpServers"].values()]
    if language in OTHER_TEXTS:
        return []
    lines = [line for line in text.splitlines() if line not in NOT_RUN]
    return ["\n".join(lines)] if any(CALL.search(line) for line in lines) else []


def commands(text):
    """What a page has readers run, in its order, blocks before what stands between backticks."""
    found = [line for language, block in FENCE.findall(text) for line in of_block(language, block)]
    for span in re.findall(r"`([^`]+)`", FENCE.sub("", text)):
        line = " ".join(span.split()).removeprefix("run: ").removesuffix(" …")
        found += [line] if CALL.search(line) and line not in NOT_RUN else []
    return found


def pages(source):
    """The pages that are read together: a page and its translation."""
    found = {}
    for path in ["README.md", "README.zh-CN.md", *sorted(glob.glob("docs/*.md", root_dir=source)),
                 *sorted(glob.glob("examples/skill/**/*.md", root_dir=source, recursive=True))]:
        found.setdefault(path.replace(".zh-CN", ""), []).append(path)
    return found


class Reader:
    """A folder and a home for whoever goes down a page, with what its lines find there."""

    def __init__(self, place, command, environment, settings, language):
        self.place, self.home = place, os.path.join(place, "home")
        self.environment = {**environment, "HOME": self.home, "JIMENG_LANG": language, "JIMENG_CONCURRENCY": "16",
                            "JIMENG_POLL_INTERVAL": "0.05", "JIMENG_STATE_DIR": os.path.join(place, "state"),
                            "PATH": os.path.join(place, "bin") + os.pathsep + os.environ["PATH"]}
        for name in ("bin", "shared", "home/.config/jimeng", "home/Pictures", "home/jobs"):
            os.makedirs(os.path.join(place, name), mode=0o700)
        os.symlink(command, os.path.join(place, "bin", "jimeng"))
        self.put("bin/claude", '#!/bin/sh\nuntil [ "$1" = -- ]; do shift; done\nshift\nexec "$@"\n', 0o755)
        self.put("program", '#!/bin/sh\nexec jimeng generate "a cat" --size 1K\n', 0o755)
        self.put("prompts.jsonl", '{"prompt": "A lake", "size": "1K"}\n{"prompt": "A cat", "size": "1K"}\n')
        self.put("home/.config/jimeng/config.toml", settings, 0o600)

    def put(self, name, text, mode=0o644):
        path = os.path.join(self.place, name)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.chmod(path, mode)

    def shell(self, script, shell="bash"):
        return subprocess.run([shell, "-c", script], cwd=self.place, env=self.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=LIMIT, preexec_fn=clean_signals)

    def at_terminal(self, script):
        """The same where somebody reads and types; all that is said comes together."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(["bash", "-c", script], cwd=self.place, env=self.environment, stdin=theirs, stdout=theirs, stderr=theirs,
                                   preexec_fn=clean_signals)
        os.close(theirs)
        os.write(ours, b"y\n")
        said = b""
        with contextlib.suppress(OSError):  # the other end is closed
            while piece := os.read(ours, 65536):
                said += piece
        os.close(ours)
        return subprocess.CompletedProcess(script, process.wait(timeout=LIMIT), "", said.decode().replace("\r", ""))

    def prepare(self, line):
        """The task, the job and the files that a line names, and the line for this machine."""
        if "FILE" in line.split():
            self.must('jimeng generate "a lake" --size 1K --embed --output FILE')
        for key in set(re.findall(r"\b(?:serve:KEY#1/1|JOB|KEY)(?=['\s]|$)", line)):
            self.must(f'jimeng generate "a lake" --size 1K --job-key {shlex.quote(key)}')
        if "TASK_ID" in line:
            model = re.search(r"--model (\S+)", line)
            told = self.must(f'jimeng generate "a lake" --size 1K --json --model {model[1] if model else "4.0"}')
            line = line.replace("TASK_ID", json.loads(told)["task_id"])
        if "chain.pem" in line:
            self.must("openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out chain.pem -days 2 -subj /CN=pictures.example")
        return self.here(line)

    def here(self, line):
        line = line.replace("/home/me", self.home).replace("/shared", self.place + "/shared").replace(" NAME", " 4.0")
        line = re.sub(r"\b(?:172\.17\.0\.1|10\.0\.0\.5):", "127.0.0.1:", line)
        line = re.sub(r"(--port |\d:)80\d\d\b|(\d:)8443\b", lambda found: (found[1] or found[2]) + "0", line)
        line = re.sub(r"^jimeng work ", "elsewhere jimeng work ", line, flags=re.MULTILINE)
        return re.sub(r"^jimeng (serve|emulator)(?!.*&)", r"until_ready jimeng \1", line, flags=re.MULTILINE)

    def must(self, line):
        done = self.shell(line)
        assert done.returncode == 0, f"{line}: {done.stderr}"
        return done.stdout

    def help_lacks(self, line):
        """What a sentence names must be in the help; the help must be in the reader's language."""
        subcommand, *options = line.split()[1:]
        told = self.must(f"jimeng {subcommand} --help")
        lacking = [option for option in options if not re.search(rf"{option}\b", told)]
        chinese = len(HAN.findall(told)) > 20
        return f"{line}: lacks {lacking}" if lacking or chinese != (self.environment["JIMENG_LANG"] == "zh") else ""

    def run(self, line):
        """Empty, or what went wrong."""
        if line in NAMED:
            return self.help_lacks(line)
        shell = OTHER_SHELL.get(line, "bash")
        if not shutil.which(shell):
            return ""
        script = self.prepare(line)
        script = PRELUDE + script + AT_THE_END if shell == "bash" else script
        done = self.at_terminal(script) if ASKS in line else self.shell(script, shell)
        if done.returncode:
            return f"{line}\nexit {done.returncode}: {done.stderr or done.stdout}"
        drawn = [one for one in line.splitlines() if re.match("jimeng generate ", one) and not re.search(r"--(json|no-wait|help)\b|\|\|", one)]
        if drawn and not re.search(r"!\[|\.mp4\b", done.stdout):
            return f"{line}\nno picture is shown: {done.stdout}"
        chinese = self.environment["JIMENG_LANG"] == "zh"
        foreign = [said for said in done.stderr.splitlines() if said.startswith("jimeng: ") and bool(HAN.search(said)) != chinese]
        return f"{line}\nin the other language: {foreign}" if foreign and "--lang" not in line else ""


def with_database(lines, server, number):
    if server is None:
        return [line for line in lines if STORE not in line]
    server.ask(f"CREATE DATABASE reader_{number}")
    return [line.replace(STORE, server.url.replace("/postgres", f"/reader_{number}")) for line in lines]


def reads(lines, command, environment, settings, language):
    with tempfile.TemporaryDirectory() as place:
        reader = Reader(place, command, environment, settings, language)
        return "\n".join(filter(None, map(reader.run, lines)))


def lists_are_true(source):
    """What the lists above except is on some page."""
    texts = [read(source, path) for group in pages(source).values() for path in group]
    found = {line for text in texts for line in commands(text)}
    gone = [line for line in (*NAMED, *OTHER_SHELL) if line not in found]
    gone += [line for line in NOT_RUN if not any(line in text.splitlines() for text in texts)]
    return f"on no page: {gone}" if gone else ""


def main(command, source):
    tap = tools.Tap()
    tap.add("what is excepted is on a page", lists_are_true, source)
    server = postgresql.Server() if postgresql.folder_of_programs() else None
    try:
        with emulator(command) as environment:
            for name, group in pages(source).items():
                texts = [read(source, path) for path in group]
                lines = list(dict.fromkeys(line for text in texts for line in commands(text)))
                settings = "".join(text for kind, text in FENCE.findall(texts[0]) if kind == "toml")
                for language, title in LANGUAGES.items() if lines else ():
                    case = f"{name} in {title}: {len(lines)} commands"
                    if server is None and any(STORE in line for line in lines):
                        tap.skip(f"{name} in {title}: its lines with --store", postgresql.MISSING)
                    tap.add(case, reads, with_database(lines, server, len(tap.cases)), command, environment, settings, language)
            return tap.run(at_once=8)
    finally:
        if server:
            server.__exit__()


if __name__ == "__main__":
    sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
