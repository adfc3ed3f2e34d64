#!/usr/bin/env python3
"""Checks that every C++ file of the checkout has the layout of .clang-format.

usage: format_check.py SOURCE_DIR

Versions of clang-format differ in details, so the version that the layout was made with is preferred.
"""

import os
import shutil
import subprocess
import sys

FOLDERS = ["include", "src", "tools", "examples", "tests", "benchmarks"]
ENDINGS = (".hpp", ".ipp", ".cpp")


def cpp_files(source):
    for top in FOLDERS:
        for folder, folders, names in os.walk(os.path.join(source, top)):
            folders[:] = sorted(name for name in folders if name != "node_modules")
            yield from (os.path.join(folder, name) for name in sorted(names) if name.endswith(ENDINGS))


def contents(path):
    with open(path, "rb") as file:
        return file.read()


def laid_out(program, path):
    """As the file would be: `--dry-run` also complains of a change that changes nothing."""
    return subprocess.run([program, path], capture_output=True, check=True).stdout


def main(source):
    print("1..1")
    program = shutil.which("clang-format-14")
    if not program:
        print("ok 1 - layout # SKIP clang-format-14 is not installed")
        return 0
    wrong = [path for path in cpp_files(source) if laid_out(program, path) != contents(path)]
    print(f"{'not ' if wrong else ''}ok 1 - every C++ file has the layout of .clang-format")
    for path in wrong:
        print(f"# {program} -i {os.path.relpath(path, source)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
