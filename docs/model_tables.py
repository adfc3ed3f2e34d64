#!/usr/bin/env python3
"""Writes the tables of the models into the documents, from what the command itself tells of them.

usage: model_tables.py [--check] JIMENG_COMMAND SOURCE_DIR

A table stands between two lines of comment, `<!-- models LANGUAGE -->` and `<!-- /models -->`. With --check nothing is written:
TAP says which document differs.
"""

import json
import os
import re
import subprocess
import sys

DOCUMENTS = ["README.md", "README.zh-CN.md", "examples/skill/references/models.md"]
PLACE = re.compile(r"(<!-- models (\w+) -->\n).*?(<!-- /models -->)", re.S)
WORDS = {
    "en": {"head": "| `--model` | request key | type | brings | options |", "data": "facts, as JSON", "video": "a video",
           "pictures": "pictures", "unverified": "unverified"},
    "zh": {"head": "| `--model` | req_key | 类型 | 结果 | 选项 |", "data": "JSON 数据", "video": "视频", "pictures": "图片",
           "unverified": "未验证"},
    "skill": {"head": "| `--model` | what it is | brings | options |", "data": "facts, as JSON", "video": "a video",
              "pictures": "pictures", "unverified": "unverified"},
}


def ask(command, *words):
    return subprocess.run([command, "models", *words], check=True, capture_output=True, text=True).stdout


def options_of(command, model):
    lines = ask(command, model["name"]).splitlines()[1:]
    return ", ".join(f"`{line.split(chr(9))[0]}`" for line in lines)


def types_of(source):
    """The C++ type of each request key: a model's header is called as its type."""
    folder = os.path.join(source, "include/jimeng/core/models")
    types = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as stream:
            for key in re.findall(r'req_key\s*=\s*"([^"]+)"', stream.read()):
                types[key] = name.removesuffix(".hpp")
    return types


def table(command, source, language):
    words = WORDS[language]
    types = types_of(source)
    rows = [words["head"], "|" + "---|" * (words["head"].count("|") - 1)]
    for model in json.loads(ask(command, "--json")):
        doubt = f" ({words['unverified']})" if model["unverified"] else ""
        brings = words[model["result"]]
        options = options_of(command, model)
        if language == "skill":
            rows.append(f"| `{model['name']}` | {model['title']}{doubt} | {brings} | {options} |")
        else:
            rows.append(f"| `{model['name']}` | `{model['req_key']}`{doubt} | `{types[model['req_key']]}` | {brings} | {options} |")
    return "\n".join(rows) + "\n"


def main(words):
    check = words[:1] == ["--check"]
    command, source = words[1 if check else 0:]
    failed = 0
    if check:
        print(f"1..{len(DOCUMENTS)}")
    for number, name in enumerate(DOCUMENTS, 1):
        path = os.path.join(source, name)
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        made, count = PLACE.subn(lambda place: place[1] + table(command, source, place[2]) + place[3], text)
        good = count != 0 and made == text
        if check:
            failed += not good
            print(f"{'ok' if good else 'not ok'} {number} - the tables of {name} say what the command says")
        elif count and made != text:
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(made)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
