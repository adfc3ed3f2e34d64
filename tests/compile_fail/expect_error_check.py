#!/usr/bin/env python3
"""Checks that expect_error.py itself turns red: a test of rejections that accepts everything proves nothing.

usage: expect_error_check.py COMPILER
"""

import json
import os
import subprocess
import sys
import tempfile

RUNNER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "expect_error.py")
GUARD = 'template <int N> void positive() { static_assert(N > 0, "N must be positive"); }\n'

# name, file, whether the runner must be content
FILES = [
    ("a rejected case with its sentence passes",
     GUARD + "void f()\n{\n#if CASE == 1  // expect: N must be positive\npositive<0>();\n#endif\n}\n", True),
    ("another sentence fails",
     GUARD + "void f()\n{\n#if CASE == 1  // expect: N must be negative\npositive<0>();\n#endif\n}\n", False),
    ("a slip of the pen instead of the guard fails",
     GUARD + "void f()\n{\n#if CASE == 1  // expect: N must be positive\npositiv<0>();\n#endif\n}\n", False),
    ("a case that compiles fails",
     GUARD + "void f()\n{\n#if CASE == 1  // expect: N must be positive\npositive<1>();\n#endif\n}\n", False),
    ("a file that is broken without a case fails",
     GUARD + "void f() { positive<0>(); }\n#if CASE == 1  // expect: N must be positive\n#endif\n", False),
    ("a case without a sentence fails",
     GUARD + "void f()\n{\n#if CASE == 1\npositive<0>();\n#endif\n}\n", False),
    ("a file without cases fails", GUARD, False),
    ("a sentence that comes too late fails",
     GUARD + "void f()\n{\n#if CASE == 1  // expect: N must be positive\n" +
     "".join(f"int a{n} = nobody{n};\n" for n in range(6)) + "positive<0>();\n#endif\n}\n", False),
    ("words in the source only do not count",
     GUARD + "void f()\n{\n#if CASE == 1  // expect: a sentence\nint a sentence;\n#endif\n}\n", False),
]


def content(compiler, text):
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "case.cpp")
        database = os.path.join(folder, "compile_commands.json")
        with open(source, "w", encoding="utf-8") as stream:
            stream.write(text)
        with open(database, "w", encoding="utf-8") as stream:
            json.dump([{"directory": folder, "file": source,
                        "command": f"{compiler} -fdiagnostics-color=always -std=c++20 -MD -MF case.d -o case.o -c {source}"}], stream)
        return subprocess.run([sys.executable, RUNNER, database, source], capture_output=True).returncode == 0


def main(compiler):
    print(f"1..{len(FILES)}")
    results = [content(compiler, text) == expected for _, text, expected in FILES]
    for number, ((name, _, _), good) in enumerate(zip(FILES, results), 1):
        print(f"{'' if good else 'not '}ok {number} - {name}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
