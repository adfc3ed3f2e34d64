#!/usr/bin/env python3
"""Checks that each case of some files is rejected, and rejected with the sentence that its file names.

usage: expect_error.py compile_commands.json FILE.cpp...

Each file compiles as it stands. A case is a region that begins with
    #if CASE == 1  // expect: words of the diagnostic
Further lines `// expect: ...`, `// expect-gcc: ...` or `// expect-clang: ...` inside the region add words for both
compilers or for one. The words must stand in an error or a note within the first 12 lines that the compiler prints;
the echoed source does not count as a place for them.
"""

import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402

CASE = re.compile(r"^\s*#\s*(?:el)?if\s+CASE\s*==\s*(\d+)\b")
LINES_THAT_ARE_READ = 12
# clang prints the beginning of a long text only, so a sentence reaches it in pieces.
BREAK = re.compile(r'"\}, (?:jimeng::)?fixed_string<\d+>\{"')
EXPECT = re.compile(r"//\s*expect(-gcc|-clang)?:\s*(.*?)\s*$")


def read_cases(path):
    """A list of (number, {'': words, '-gcc': words, '-clang': words})."""
    cases = []
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            if found := CASE.match(line):
                cases.append((int(found[1]), {"": [], "-gcc": [], "-clang": []}))
            if (found := EXPECT.search(line)) and cases:
                cases[-1][1][found[1] or ""].append(" ".join(found[2].split()))
    numbers = [number for number, _ in cases]
    if not cases or 0 in numbers or len(set(numbers)) != len(numbers):
        raise SystemExit(f"{path}: the cases must exist and be numbered from 1, each once")
    return cases


def spoken(output):
    """The texts of the first errors and notes, one per line, with the quotation marks of both compilers made equal."""
    lines = (" ".join(line.split()) for line in output.splitlines()[:LINES_THAT_ARE_READ]
             if re.match(r"\S+: (fatal )?(error|note): ", line))
    text = "\n".join(lines).replace("\u2018", "'").replace("\u2019", "'")
    return BREAK.sub(" ", text)


def beginning(path):
    """What stands read once for all cases of a file: the headers it includes, or the umbrella over them."""
    with open(path, encoding="utf-8") as stream:
        lines = [line for line in stream if line.startswith("#include <")]
    own = [line for line in lines if "<jimeng/" in line]
    if not own:
        return ""
    return "#include <jimeng/core.hpp>\n" if all("<jimeng/core/" in line for line in own) else "".join(lines)


def must_compile(compiler, arguments, source, directory):
    accepted, output = tools.check_syntax(compiler, [*arguments, "-DCASE=0"], source, directory)
    return "" if accepted else output


def must_fail(compiler, arguments, source, directory, number, words):
    accepted, output = tools.check_syntax(compiler, [*arguments, f"-DCASE={number}"], source, directory)
    if not words:
        return "the case names no words to expect"
    if accepted:
        return "it compiled"
    missing = [text for text in words if text not in spoken(output)]
    return "".join(f"not said in the first lines: {text}\n" for text in missing) + output if missing else ""


def must_fail_soon(read, compiler, arguments, source, directory, number, words):
    """With the headers read already; whatever is not as expected then is asked for in the plain way."""
    common = beginning(source)
    ready = read.arguments(compiler, arguments, common) if common else []
    if ready and not must_fail(compiler, [*arguments, *ready], source, directory, number, words):
        return ""
    return must_fail(compiler, arguments, source, directory, number, words)


def add_cases(tap, read, name, compiler, arguments, source, directory):
    family = "-clang" if tools.is_clang(compiler) else "-gcc"
    name = f"{name}: {os.path.splitext(os.path.basename(source))[0]}"
    tap.add(f"{name}: compiles without a case", must_compile, compiler, arguments, source, directory)
    for number, words in read_cases(source):
        words = words[""] + words[family]
        title = words[0] if words else "?"
        tap.add(f"{name}: case {number}: {title}", must_fail_soon, read, compiler, arguments, source, directory, number,
                words)


def add_file(tap, read, database, source):
    directory, (first, *arguments) = tools.recorded_command(database, source)
    add_cases(tap, read, os.path.basename(first), first, arguments, source, directory)
    if second := tools.second_compiler(first):
        add_cases(tap, read, os.path.basename(second), second, tools.portable(arguments), source, directory)
        return True
    return False


def main(database, *sources):
    tap = tools.Tap()
    with tempfile.TemporaryDirectory() as folder:
        read = tools.ReadOnce(folder)
        both = [add_file(tap, read, database, source) for source in sources]
        if not all(both):
            tap.skip("second compiler", "neither clang 16 or newer nor g++ beside the first")
        return tap.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
