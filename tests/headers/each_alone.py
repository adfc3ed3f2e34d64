#!/usr/bin/env python3
"""Checks that each public header compiles alone, and the umbrellas in every way they are meant to be used.

usage: each_alone.py compile_commands.json SOURCE_DIR

A header that a test of the build includes before anything else has been compiled alone by the build itself. The others
are compiled here, with the flags of src/emulator.cpp: a file with JIMENG_SEPARATE_COMPILATION and the emulator's
libraries, and those of PostgreSQL with the flags of src/postgresql.cpp. The second compiler of the machine sees the umbrellas and the whole implementation with the same warnings.
"""

import json
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402

SEAM = "-DJIMENG_SEPARATE_COMPILATION"
UMBRELLAS = ["jimeng.hpp", "registry.hpp", "async.hpp", "core.hpp", "wire.hpp", "sign.hpp", "media.hpp", "net.hpp", "client.hpp",
             "emulator.hpp", "testing.hpp"]
# What a file that includes these must never pay for when the implementation is compiled apart.
DRAWING = ["cairo.h", "fontconfig/"]
HEAVY = {
    "jimeng/core.hpp": ["boost/system/", "boost/asio", "boost/beast", "boost/json", "openssl/", *DRAWING],
    "jimeng/wire.hpp": ["boost/asio", "boost/beast", "boost/json", "openssl/", *DRAWING],
    "jimeng/media.hpp": ["boost/asio", "boost/beast", "boost/json", "openssl/", "zlib.h", *DRAWING],
    "jimeng/jimeng.hpp": ["boost/asio", "boost/beast", "boost/json", "openssl/", *DRAWING],
    "jimeng/async.hpp": ["boost/beast", "boost/json", "openssl/", *DRAWING],
    "jimeng/emulator.hpp": ["boost/asio", "boost/beast", "boost/json", "openssl/", *DRAWING],
}


def public_headers(include):
    for folder, folders, files in os.walk(os.path.join(include, "jimeng")):
        folders[:] = sorted(name for name in folders if name != "impl")
        for name in sorted(files):
            if name.endswith(".hpp"):
                yield os.path.relpath(os.path.join(folder, name), include)


def first_line_of_code(path):
    with open(path, encoding="utf-8") as stream:
        return next((line for line in stream if not re.match(r"\s*(//.*)?$", line)), "")


def proven_by_the_build(database, tests):
    """The headers that stand first in a unit test, with nothing before them that could help them compile."""
    with open(database, encoding="utf-8") as stream:
        entries = json.load(stream)
    for entry in entries:
        path = os.path.realpath(os.path.join(entry["directory"], entry["file"]))
        if path.startswith(tests + os.sep) and " -include " not in entry["command"]:
            if included := re.match(r"#include <(jimeng/\S+)>", first_line_of_code(path)):
                yield included[1]


def is_guarded(include, header):
    """A header may be included twice when all of it stands inside a guard that is named after it alone."""
    with open(os.path.join(include, header), encoding="utf-8") as stream:
        code = [line.strip() for line in stream if not re.match(r"\s*(//.*)?$", line)]
    guard = re.sub(r"[/.]", "_", header).upper()
    wanted = [f"#ifndef {guard}", f"#define {guard}", "#endif"]
    return "" if [*code[:2], code[-1]] == wanted else f"begins and ends with {[*code[:2], code[-1]]}, not {wanted}"


def compiles(compiler, arguments, directory, folder, header):
    descriptor, source = tempfile.mkstemp(suffix=".cpp", dir=folder)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(f"#include <{header}>\n")
    accepted, output = tools.check_syntax(compiler, arguments, source, directory)
    return "" if accepted else output


def keeps_the_seam(compiler, arguments, directory, folder, header, heavy):
    source = os.path.join(folder, header.replace("/", "-") + ".cpp")
    with open(source, "w", encoding="utf-8") as stream:
        stream.write(f"#include <{header}>\n")
    seen = tools.seen_headers(compiler, arguments, source, directory)
    return "\n".join(path for path in seen if any(f"/{part}" in path for part in heavy))


def flags_with_libpq(database, source):
    """None where the build has no libpq."""
    try:
        return tools.recorded_command(database, os.path.join(source, "src", "postgresql.cpp"))[1][1:] + tools.STRICT
    except SystemExit:
        return None


def main(database, source):
    tap = tools.Tap()
    include = os.path.join(source, "include")
    directory, (first, *arguments) = tools.recorded_command(database, os.path.join(source, "src", "emulator.cpp"))
    proven = set(proven_by_the_build(database, os.path.realpath(os.path.join(source, "tests", "unit"))))
    arguments += tools.STRICT
    libpq = flags_with_libpq(database, source)
    header_only = [word for word in arguments if word != SEAM]
    with tempfile.TemporaryDirectory() as folder:
        for header in public_headers(include):
            tap.add(f"{header} may be included twice", is_guarded, include, header)
            # The files that gather the implementation are the seam's other side and are compiled by the build itself.
            if header in proven or header.endswith("src.hpp"):
                continue
            if "/postgresql" not in header:
                tap.add(f"{header} alone", compiles, first, arguments, directory, folder, header)
            elif libpq:
                tap.add(f"{header} alone", compiles, first, libpq, directory, folder, header)
            else:
                tap.skip(f"{header} alone", "libpq's headers are not installed")
        for header, heavy in HEAVY.items():
            tap.add(f"{header} does not see {', '.join(heavy)}", keeps_the_seam, first, arguments, directory, folder,
                    header, heavy)
        for name in UMBRELLAS:
            header = f"jimeng/{name}"
            tap.add(f"{header} header-only", compiles, first, header_only, directory, folder, header)
        if second := tools.second_compiler(first):
            name = os.path.basename(second)
            others = tools.portable(arguments) + tools.STRICT
            others_header_only = [word for word in others if word != SEAM]
            for header in ["jimeng/jimeng.hpp", "jimeng/async.hpp", "jimeng/src.hpp", "jimeng/emulator_src.hpp"]:
                tap.add(f"{header} with {name}", compiles, second, others, directory, folder, header)
            for header in ["jimeng/jimeng.hpp", "jimeng/emulator.hpp", "jimeng/testing.hpp"]:
                tap.add(f"{header} header-only with {name}", compiles, second, others_header_only, directory, folder,
                        header)
        else:
            tap.skip("umbrellas with a second compiler", "neither clang 16 or newer nor g++ beside the first")
        return tap.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
