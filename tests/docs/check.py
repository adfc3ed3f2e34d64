#!/usr/bin/env python3
"""Checks that both READMEs say the same and that what they say is so.

usage: check.py JIMENG_COMMAND SOURCE_DIR compile_commands.json
"""

import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402
from emulator import bare_environment, emulator, png_size  # noqa: E402

READMES = ["README.md", "README.zh-CN.md"]
RETRY = {  # what the tables say for each class of the headers
    "README.md": {"never": "no", "back_off": "yes, after a pause", "few_times": "the query, a few times",
                  "resubmit": "as a new, newly billed task", "refused": "no",
                  "unclear": "the query; a submit may have run", "throttled": "yes, after a pause"},
    "README.zh-CN.md": {"never": "否", "back_off": "是，稍等之后", "few_times": "查询可重试几次",
                        "resubmit": "只能作为重新计费的新任务", "refused": "否",
                        "unclear": "查询可以；提交可能已执行", "throttled": "是，稍等之后"},
}
ROW = re.compile(r'^ *JIMENG_ROW\((\w+), (?:"(\w+)", )?(\d+), (.*?)"([^"]*)", "([^"]*)"\)$', re.MULTILINE)


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as stream:
        return stream.read()


def blocks(text, language=r"\w+"):
    return re.findall(rf"^```(?:{language})\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def tables(text):
    """A list of tables, each a list of rows of cells, without its head."""
    found = re.findall(r"^\|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE)
    return [[[cell.strip() for cell in row[1:-1].split("|")] for row in table.splitlines()] for table in found]


def table_with(text, first_cell):
    for table in tables(text):
        if table[0][0] == first_cell:
            return table
    raise SystemExit(f"no table begins with {first_cell}")


def column(table, number=0):
    return [row[number].strip("`") for row in table]


def differ(ours, theirs):
    return "" if ours == theirs else f"README: {ours}\nthere:  {theirs}"


def differ_as_sets(ours, theirs):
    return differ(sorted(set(ours)), sorted(set(theirs)))


def first_program(text, source):
    return differ(blocks(text, "cpp")[0], read(source, "examples", "1_text_to_image_sync.cpp"))


def as_anyone_writes_it(line):
    """A line of a consumer's build file without its project's name and without what only speeds the test up."""
    line = re.sub(r"^(project\('?)\w+", r"\1NAME", line)
    return re.sub(r", '(?:buildtype|optimization)=\w+'", "", line)


def snippets(text, source):
    consumers = os.path.join(source, "tests", "consumers")
    wrong = []
    for language, where, minimum in (("meson", (consumers, "meson", "meson.build"), 2),
                                     ("cmake", (consumers, "cmake", "CMakeLists.txt"), 5)):
        there = [as_anyone_writes_it(line) for line in read(*where).splitlines()]
        lines = [as_anyone_writes_it(line) for block in blocks(text, language) for line in block.splitlines() if line]
        wrong += [f"{line} is not in {where[-1]}" for line in lines if line not in there]
        wrong += [f"no snippet for {language}"] if len(lines) < minimum else []
    if blocks(text, "cpp")[-1] not in read(source, "src", "jimeng.cpp"):
        wrong.append("the last snippet is not src/jimeng.cpp")
    return "\n".join(wrong)


def paths(text, source):
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    named = re.findall(r"\]\(([^)#]+)\)", prose)
    # what follows a slash or a hyphen lies in a build folder
    named += re.findall(r"(?<![\w/-])((?:examples|tests|benchmarks|docs|src|include|packaging)/[\w./-]*\w)", text)
    named += ["include/" + name for name in re.findall(r"`(jimeng/[\w/]+\.hpp)`", prose)]
    named = {name for name in named if "://" not in name}
    missing = sorted(name for name in named if not os.path.exists(os.path.join(source, name)))
    return f"not there: {missing}" if missing or len(named) < 20 else ""


def same_shape(texts):
    def shape(text):
        heads = re.findall(r"^(#+) ", text, re.MULTILINE)
        rows = [[row[0] if re.match(r"[`\[\d]|[A-Z]\w+$", row[0]) else "" for row in table] for table in tables(text)]
        items = len(re.findall(r"^\* ", text, re.MULTILINE))
        return {"headings": heads, "code": blocks(text), "tables": rows, "items": items}

    one, other = (shape(text) for text in texts)
    return "\n".join(f"{part}: {differ(one[part], other[part])}" for part in one if one[part] != other[part])


def each_names_the_other(texts):
    one, other = texts
    return "" if "(README.zh-CN.md)" in one and "(README.md)" in other else "the links are missing"


def umbrellas(text, source):
    folder = os.path.join(source, "include", "jimeng")
    return differ_as_sets(column(table_with(text, "`jimeng/core.hpp`")),
                          ["jimeng/" + name for name in os.listdir(folder) if name.endswith(".hpp")])


def service_table(text, source, name):
    header = read(source, "include", "jimeng", "wire", "service_codes.hpp")
    number = dict(re.findall(r"^    (\w+) = (\d+),$", header, re.MULTILINE))
    rows = [[number[code], "-" if http == "0" else http, meaning, remedy,
             RETRY[name][re.match(r"\w+, (\w+), ", middle)[1]]]
            for code, _, http, middle, meaning, remedy in ROW.findall(header)]
    return compare_codes(table_with(text, rows[0][0]), rows, (2, 3), name, len(number))


def gateway_table(text, source, name):
    header = read(source, "include", "jimeng", "wire", "gateway_codes.hpp")
    number = dict(re.findall(r"^    (\w+) = (\d{6}),$", header, re.MULTILINE))
    rows = [[word, number.get(code, "-"), http, meaning, remedy, RETRY[name][re.match(r"\w+", middle)[0]]]
            for code, word, http, middle, meaning, remedy in ROW.findall(header)]
    return compare_codes(table_with(text, rows[0][0]), rows, (3, 4), name, header.count("    JIMENG_ROW("))


def compare_codes(ours, theirs, translated, name, count):
    if len(theirs) != count:
        return f"{len(theirs)} rows were read of {count}"
    if name != "README.md":
        empty = [row[0] for row in ours if not (row[translated[0]] and row[translated[1]])]
        if empty:
            return f"empty cells: {empty}"
        keep = [i for i in range(len(theirs[0])) if i not in translated]
        ours, theirs = ([[row[i] for i in keep] for row in table] for table in (ours, theirs))
    return "\n".join(differ(one, other) for one, other in zip(ours, theirs) if one != other) or \
        ("" if len(ours) == len(theirs) else "a row is missing")


def exit_codes(text, source):
    header = read(source, "tools", "jimeng", "exit_code.hpp")
    return differ(column(table_with(text, "0")), re.findall(r"^ +[a-z_]+ = (\d+),", header, re.MULTILINE))


def conditions(text, source):
    header = read(source, "include", "jimeng", "wire", "error.hpp")
    names = re.findall(r"^    (\w+)(?: = 1)?, +///<", header.split("enum class condition")[1].split("};")[0], re.MULTILINE)
    return differ(column(table_with(text, "`not_sent`")), names)


def environment_variables(text, command):
    said = subprocess.run([command, "generate", "--help"], capture_output=True, text=True, check=True).stdout
    return differ_as_sets(column(table_with(text, "`VOLC_ACCESSKEY`")), re.findall(r"\b(?:VOLC|VOLCENGINE|JIMENG)_[A-Z_]+|\b(?:HTTPS|NO)_PROXY", said))


def options(text, command, source):
    known = read(source, "examples", "quickstart") + read(source, "tests", "run")
    known += read(source, "benchmarks", "start") + read(source, "benchmarks", "plot")
    for subcommand in ("generate", "batch", "gallery", "work", "status", "wait", "tasks", "resume", "download", "doctor", "config", "skill", "mcp", "serve",
                       "emulator"):
        known += subprocess.run([command, subcommand, "--help"], capture_output=True, text=True, check=True).stdout
    for line in subprocess.run([command, "models"], capture_output=True, text=True, check=True).stdout.splitlines():
        name = line.split("\t")[0]
        known += subprocess.run([command, "generate", "--model", name, "--help"], capture_output=True, text=True, check=True).stdout
    unknown = [name for name in re.findall(r"`(?:[\w/ ]+ )?(--[a-z0-9-]+)", text)
               if name not in ("--help", "--prefix") and not re.search(rf"{name}\b", known)]
    return f"unknown: {unknown}" if unknown else ""


def reserved_words(text, source):
    header = read(source, "include", "jimeng", "emulator", "reserved_words.hpp")
    ours = [word for cell in column(table_with(text, "`emulate:50411`")) for word in re.findall(r"emulate:[\w-]+", cell)]
    any_code = [re.sub(r"gateway-[A-Za-z]+?(x\d)?$", r"gateway-CODE\1", word)
                for word in (*ours, *re.findall(r"`(emulate:[\w-]+)`", header))]
    return differ_as_sets(any_code[:len(ours)], any_code[len(ours):])


def examples(text, source):
    listed = re.findall(r"\((examples/\d_\w+\.cpp)\)", text)
    return differ(listed, sorted("examples/" + name for name in os.listdir(os.path.join(source, "examples"))
                                 if re.match(r"\d_.*\.cpp$", name)))


def does_not_compile(text, source, database):
    """Each of the three lines alone, in a program that compiles without it."""
    directory, (program, *arguments) = tools.recorded_command(database, os.path.join(source, "src", "jimeng.cpp"))
    lines = next(block for block in blocks(text, "cpp") if block.startswith(".size")).splitlines()
    if len(lines) != 3:
        return f"{len(lines)} lines"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "request.cpp")
        for line in ['.prompt = "a cat",', *lines]:
            member, _, expected = line.partition("//")
            prompt = "" if ".prompt" in line else '.prompt = "a cat",'
            with open(path, "w", encoding="utf-8") as stream:
                stream.write("#include <jimeng/core.hpp>\n"
                             f"constexpr jimeng::text_to_image_v40 request{{{prompt}{member}}};\n")
            compiled, said = tools.check_syntax(program, tools.portable(arguments), path, directory)
            if compiled != (not expected) or expected.strip() not in said:
                return f"{line}\n{said}"
    return ""


# What the block about jobs finds in the program around it.
AROUND_JOBS = ("jimeng::error_code ec;\njimeng::diagnostics details;\njimeng::client_options options;\n"
               "std::string const id;\njimeng::pictures const pictures;\n")


def compiles(text, source, database, words, around=""):
    """The block with these words compiles in a function that has a client and the text."""
    directory, (program, *arguments) = tools.recorded_command(database, os.path.join(source, "src", "jimeng.cpp"))
    body = next(block for block in blocks(text, "cpp") if words in block)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "values.cpp")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write("#include <jimeng/jimeng.hpp>\n#include <jimeng/store.hpp>\n#include <iostream>\n#include <stdexcept>\n#include <string>\n"
                         "std::size_t draw(jimeng::client& client, [[maybe_unused]] std::string const& words)\n{\n"
                         f"{around}{body}return pictures.size();\n}}\n")
        compiled, said = tools.check_syntax(program, tools.portable(arguments), path, directory)
    return "" if compiled else said


def emulator_block(text, command):
    """The block as it stands, in a shell that finds `jimeng`, with a program that asks for a picture."""
    with tempfile.TemporaryDirectory() as place:
        os.symlink(command, os.path.join(place, "jimeng"))
        program = os.path.join(place, "program")
        with open(program, "w", encoding="utf-8") as stream:
            stream.write('#!/bin/sh\ncase $JIMENG_API_URL in http://127.0.0.1:*) ;; *) echo no url >&2; exit 1; esac\n'
                         'exec jimeng generate "a cat" --size 1K --output cat.png\n')
        os.chmod(program, 0o755)
        block = next(block for block in blocks(text, "bash") if "emulator.json" in block)
        environment = {**bare_environment(), "PATH": place + os.pathsep + os.environ["PATH"]}
        done = subprocess.run(["sh", "-c", block], cwd=place, env=environment, stderr=subprocess.PIPE, text=True,
                              stdout=subprocess.DEVNULL, timeout=1800)
        size = png_size(os.path.join(place, "cat.png"))
    accepted = re.fullmatch(r"jimeng: note: tasks are kept in /\S+/tmp\.\w+/jobs, .*\njimeng: task \d+ accepted\n", done.stderr)
    return "" if size == (1024, 1024) and accepted else f"{size}: {done.stderr}"


def trials_have_a_journal_of_their_own(source):
    """No trial with an emulator is kept among the jobs of whoever copies it."""
    wrong = []
    for name in (*READMES, "docs/emulator.md", "docs/emulator.zh-CN.md"):
        trials = [block for block in blocks(read(source, name), "bash") if "> emulator.json" in block]
        wrong += [name] if not trials else []
        wrong += [f"{name}: {block}" for block in trials
                  if "\nexport JIMENG_STATE_DIR=$(mktemp -d)\n" not in "\n" + block.partition("jimeng emulator")[0]]
    return "\n".join(wrong)


def series(text, environment, command):
    """Every way to ask for a series that the paragraph names gives one."""
    paragraph = re.search(r"^.*set of N(?:.+\n)+", text, re.MULTILINE)[0]
    nouns = re.findall(r'"(\w+)"', paragraph) + re.findall(r"[ “]([张幅])[ .”]", paragraph)
    numbers = ("2", "two", "2", "两", "2")
    words = ["set of 2", "a set of two", *(f"{number} {noun}" for number, noun in zip(numbers, nouns))]
    wrong = []
    for word in words:
        with tempfile.TemporaryDirectory() as place:
            done = subprocess.run([command, "generate", word + " cats", "--size", "1K", "--json"], cwd=place,
                                  env=environment, capture_output=True, text=True, timeout=1800)
        if done.returncode or len(json.loads(done.stdout)["pictures"]) != 2:
            wrong.append(f"{word}: {done.stderr}")
    return "\n".join(wrong) or ("" if len(words) == 7 else f"{words}")


def chinese_punctuation(text):
    """Chinese sentences have full-width punctuation; code and addresses keep their own."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    text = re.sub(r"`[^`\n]*`|\]\([^)\n]*\)", "`", text)
    return "\n".join(re.findall("^.*(?:[\u4e00-\u9fff][,;:(]|[,;:)][\u4e00-\u9fff]).*$", text, re.MULTILINE))


def picture(source):
    path = os.path.join(source, "docs", "emulator.png")
    with open(path, "rb") as stream:
        ours = b"jimeng emulator" in stream.read()
    good = ours and png_size(path) == (1024, 576) and os.path.getsize(path) < 400_000
    return "" if good else "not a small picture that the emulator drew"


def main(command, source, database):
    texts = [read(source, name) for name in READMES]
    tap = tools.Tap()
    tap.add("both have the same headings, code, tables and items", same_shape, texts)
    tap.add("each links the other", each_names_the_other, texts)
    tap.add("the picture is one of the emulator's", picture, source)
    tap.add("a trial with the emulator has a journal of its own", trials_have_a_journal_of_their_own, source)
    with emulator(command) as environment:
        for name, text in zip(READMES, texts):
            tap.add(f"{name}: the first program is the first example", first_program, text, source)
            tap.add(f"{name}: the snippets are those of the consumer tests", snippets, text, source)
            tap.add(f"{name}: every path exists", paths, text, source)
            tap.add(f"{name}: every example is listed", examples, text, source)
            tap.add(f"{name}: every umbrella header is listed", umbrellas, text, source)
            tap.add(f"{name}: the service's codes are those of the header", service_table, text, source, name)
            tap.add(f"{name}: the gateway's codes are those of the header", gateway_table, text, source, name)
            tap.add(f"{name}: the conditions are those of the header", conditions, text, source)
            tap.add(f"{name}: the exit codes are those of the command", exit_codes, text, source)
            tap.add(f"{name}: the variables are those of --help", environment_variables, text, command)
            tap.add(f"{name}: every option exists", options, text, command, source)
            tap.add(f"{name}: the reserved words are those of the header", reserved_words, text, source)
            tap.add(f"{name}: each way to ask for a series gives one", series, text, environment, command)
        tap.add("the Chinese has full-width punctuation", chinese_punctuation, texts[1])
        tap.add("the run-time values compile", compiles, texts[0], source, database, "::parse(words)")
        tap.add("the call with files compiles", compiles, texts[0], source, database, "generate_options{.output")
        tap.add("the look-up of a job compiles", compiles, texts[0], source, database, "find_task(id)", AROUND_JOBS)
        tap.add("the emulator's block runs a program", emulator_block, texts[0], command)
        tap.add("three lines do not compile, with these words", does_not_compile, texts[0], source, database)
        return tap.run()


if __name__ == "__main__":
    sys.exit(main(*map(os.path.abspath, sys.argv[1:])))
