#!/usr/bin/env python3
"""Checks that files of one program which were compiled in two modes, or with two versions, are not linked.

usage: mixed.py compile_commands.json INCLUDE_DIR SEAM.cpp
"""

import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402

SEAM = "-DJIMENG_SEPARATE_COMPILATION"
GIVES = "#include <jimeng/wire/diagnostics.hpp>\nvoid take(jimeng::diagnostics&);\nvoid take(jimeng::diagnostics&) {}\n"
TAKES = ("#include <jimeng/wire/diagnostics.hpp>\nvoid take(jimeng::diagnostics&);\n"
         "int main() { jimeng::diagnostics details; take(details); }\n")


def compiled(compiler, arguments, directory, folder, name, text):
    source = os.path.join(folder, name + ".cpp")
    with open(source, "w", encoding="utf-8") as stream:
        stream.write(text)
    done = subprocess.run([compiler, *arguments, "-c", source, "-o", source + ".o"], cwd=directory, capture_output=True,
                          text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return source + ".o"


def linked(compiler, folder, objects):
    done = subprocess.run([compiler, "-Wl,--unresolved-symbols=report-all", *objects, "-o", os.path.join(folder, "program")],
                          capture_output=True, text=True)
    wanted = [line for line in done.stderr.splitlines() if "take(" in line]
    return not wanted, done.stderr


def mixed(compiler, first, second, directory, must_link):
    with tempfile.TemporaryDirectory() as folder:
        objects = [compiled(compiler, first, directory, folder, "gives", GIVES),
                   compiled(compiler, second, directory, folder, "takes", TAKES)]
        good, output = linked(compiler, folder, objects)
        return "" if good == must_link else output or "it was linked"


def other_version(include, folder):
    """A folder whose config says that this is the next version."""
    place = os.path.join(folder, "jimeng", "core")
    os.makedirs(place)
    with open(os.path.join(include, "jimeng", "core", "config.hpp"), encoding="utf-8") as stream:
        text = stream.read()
    changed = re.sub(r"(#define JIMENG_ABI v\d+_)(\d+)", lambda found: f"{found[1]}{int(found[2]) + 1}", text)
    assert changed != text
    with open(os.path.join(place, "config.hpp"), "w", encoding="utf-8") as stream:
        stream.write(changed)


def names_agree(include):
    with open(os.path.join(include, "jimeng", "core", "config.hpp"), encoding="utf-8") as stream:
        text = stream.read()
    version = re.search(r'JIMENG_VERSION_STRING "([\d.]+)"', text)[1].replace(".", "_")
    names = re.findall(r"#define JIMENG_ABI (\w+)", text)
    return "" if sorted(names) == [f"v{version}", f"v{version}_linked"] else f"{names} for {version}"


def main(database, include, seam_source):
    tap = tools.Tap()
    directory, (compiler, *arguments) = tools.recorded_command(database, seam_source)
    linked_mode = [word for word in arguments if not word.startswith("-Werror")]
    header_only = [word for word in linked_mode if word != SEAM]
    with tempfile.TemporaryDirectory() as folder:
        other_version(include, folder)
        next_version = ["-I" + folder, *header_only]
        tap.add("the linker's name has the version and the mode", names_agree, include)
        tap.add("one mode is linked", mixed, compiler, header_only, header_only, directory, True)
        tap.add("the other mode is linked", mixed, compiler, linked_mode, linked_mode, directory, True)
        tap.add("two modes are not", mixed, compiler, header_only, linked_mode, directory, False)
        tap.add("two versions are not", mixed, compiler, header_only, next_version, directory, False)
        return tap.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
