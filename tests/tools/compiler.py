"""Compiler calls for tests that only ask whether a file compiles."""

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

STRICT = ["-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"]


def recorded_command(database, source):
    """The arguments with which the build compiles `source`, without its output and dependency files."""
    wanted = os.path.realpath(source)
    with open(database, encoding="utf-8") as stream:
        entries = json.load(stream)
    for entry in entries:
        if os.path.realpath(os.path.join(entry["directory"], entry["file"])) == wanted:
            return entry["directory"], _without_outputs(shlex.split(entry["command"]))
    raise SystemExit(f"{source} is not in {database}: is it listed in meson.build?")


def _without_outputs(arguments):
    kept = []
    words = iter(arguments)
    for word in words:
        if word in ("-o", "-MF", "-MQ", "-MT"):
            next(words)
        elif word == "-c":
            next(words)
        elif word not in ("-MD", "-MMD"):
            kept.append(word)
    while os.path.basename(kept[0]) in ("ccache", "sccache"):
        kept.pop(0)
    return kept


def is_clang(compiler):
    output = subprocess.run([compiler, "--version"], capture_output=True, text=True).stdout
    return "clang" in output


def second_compiler(first):
    """The other compiler of this machine: clang >= 16 beside GCC, GCC beside clang; None when there is none."""
    if is_clang(first):
        return shutil.which("g++")
    for name in ["clang++-16", *(f"clang++-{version}" for version in range(30, 16, -1)), "clang++"]:
        path = shutil.which(name)
        if path and _clang_major(path) >= 16:
            return path
    return None


def _clang_major(path):
    output = subprocess.run([path, "-dumpversion"], capture_output=True, text=True).stdout
    return int(output.split(".")[0] or 0)


def portable(arguments):
    """What of a GCC or clang call any other compiler of that family understands too."""
    kept = []
    words = iter(arguments)
    for word in words:
        if word in ("-isystem", "-I", "-D", "-U", "-include"):
            kept += [word, next(words)]
        elif re.match(r"-(I|isystem|D|U|std=|pthread)", word):
            kept.append(word)
    return kept


def check_syntax(compiler, arguments, source, directory):
    """Returns whether it compiled, and the diagnostics as a person sees them."""
    done = subprocess.run([compiler, *arguments, "-fsyntax-only", "-fdiagnostics-color=never", source], cwd=directory,
                          capture_output=True, text=True, errors="replace")
    return done.returncode == 0, done.stderr


class ReadOnce:
    """Headers that many files begin with, kept as a compiler has read them: one that reads them from text again takes
    three times as long. What is refused with them has to be refused without them too, and costs the same words."""

    def __init__(self, folder):
        self.folder = folder
        self.kept = {}
        self.lock = threading.Lock()

    def arguments(self, compiler, arguments, text):
        """What makes a file that begins with the lines `text` find them read; empty when the compiler keeps nothing."""
        with self.lock:
            place = self.kept.setdefault((compiler, *arguments, text), {"lock": threading.Lock(), "number": len(self.kept)})
        with place["lock"]:
            if "arguments" not in place:
                place["arguments"] = self._read(compiler, arguments, text, place["number"])
        return place["arguments"]

    def _read(self, compiler, arguments, text, number):
        header = os.path.join(self.folder, f"{number}.hpp")
        with open(header, "w", encoding="utf-8") as stream:
            stream.write(text)
        clang = is_clang(compiler)
        kept = header + (".pch" if clang else ".gch")
        done = subprocess.run([compiler, *arguments, "-x", "c++-header", header, "-o", kept], capture_output=True)
        if done.returncode:
            return []
        return ["-include-pch", kept] if clang else ["-include", header]


def seen_headers(compiler, arguments, source, directory):
    """Every file that compiling `source` reads."""
    done = subprocess.run([compiler, *arguments, "-M", source], cwd=directory, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.replace("\\\n", " ").split()[1:]


class Tap:
    """Collects cases, runs them on all cores, and prints one TAP line for each in the order they were added."""

    def __init__(self):
        self.cases = []

    def add(self, name, function, *arguments):
        """`function` returns an empty text when the case passes, else the reason."""
        self.cases.append((name, function, arguments))

    def skip(self, name, reason):
        self.cases.append((f"{name} # SKIP {reason}", lambda: "", ()))

    def run(self, at_once=None):
        """at_once: how many cases run together, where they mostly wait; else one for each core."""
        print(f"1..{len(self.cases)}", flush=True)
        all_passed = bool(self.cases)
        with ThreadPoolExecutor(at_once or os.cpu_count()) as pool:
            results = [pool.submit(function, *arguments) for _, function, arguments in self.cases]
            for number, ((name, _, _), result) in enumerate(zip(self.cases, results), 1):
                reason = result.result()
                all_passed = all_passed and not reason
                print(f"{'not ' if reason else ''}ok {number} - {name}", flush=True)
                for line in reason.splitlines():
                    print(f"# {line}", flush=True)
        return 0 if all_passed else 1
