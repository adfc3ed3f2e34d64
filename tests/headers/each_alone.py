#!/usr/bin/env python3
"""Compiles each public header alone and included twice, and the umbrellas in every way they are meant to be used.

usage: each_alone.py compile_commands.json INCLUDE_DIR SEAM.cpp

The flags are those of SEAM.cpp, a file that the build compiles with JIMENG_SEPARATE_COMPILATION and with the
emulator's libraries. The second compiler
of the machine sees the umbrellas and the whole implementation with the same warnings.
"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402

SEAM = "-DJIMENG_SEPARATE_COMPILATION"
UMBRELLAS = ["jimeng.hpp", "async.hpp", "core.hpp", "wire.hpp", "sign.hpp", "media.hpp", "net.hpp", "client.hpp",
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


def compiles(compiler, arguments, directory, folder, header):
    descriptor, source = tempfile.mkstemp(suffix=".cpp", dir=folder)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(f"#include <{header}>\n#include <{header}>\n")
    accepted, output = tools.check_syntax(compiler, arguments, source, directory)
    return "" if accepted else output


def keeps_the_seam(compiler, arguments, directory, folder, header, heavy):
    source = os.path.join(folder, header.replace("/", "-") + ".cpp")
    with open(source, "w", encoding="utf-8") as stream:
        stream.write(f"#include <{header}>\n")
    seen = tools.seen_headers(compiler, arguments, source, directory)
    return "\n".join(path for path in seen if any(f"/{part}" in path for part in heavy))


def main(database, include, seam_source):
    tap = tools.Tap()
    directory, (first, *arguments) = tools.recorded_command(database, seam_source)
    arguments += tools.STRICT
    header_only = [word for word in arguments if word != SEAM]
    with tempfile.TemporaryDirectory() as folder:
        for header in public_headers(include):
            # The files that gather the implementation are the seam's other side and are compiled by the build itself.
            if not header.endswith("src.hpp"):
                tap.add(header, compiles, first, arguments, directory, folder, header)
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
