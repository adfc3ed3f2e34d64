#!/usr/bin/env python3
"""Makes the manual page of the command from its own help.

usage: man_page.py JIMENG en|zh VERSION OUTPUT

What the help says in the language is taken from there; where it speaks English only, the page does too.
"""

import json
import os
import re
import subprocess
import sys

TEXT = 29  # the column that help puts its sentences in
WORDS = {
    "en": {"manual": "User Commands", "name": "NAME", "synopsis": "SYNOPSIS", "description": "DESCRIPTION",
           "commands": "SUBCOMMANDS", "models": "MODELS", "more": "EXIT CODES, ENVIRONMENT, FILES",
           "what": "generate pictures and videos with Volcengine Jimeng",
           "intro": "jimeng submits a prompt to the service, waits for the task and shows or saves what it brought. Called "
                    "generate_image it is jimeng generate. Every picture is billed; with --emulator none is.",
           "own": "Each model has options of its own, which jimeng generate takes beside those above."},
    "zh": {"manual": "用户命令", "name": "名称", "synopsis": "概要", "description": "描述", "commands": "子命令", "models": "模型",
           "more": "退出码、环境变量和文件", "what": "用火山引擎即梦生成图片和视频",
           "intro": "jimeng 向服务提交提示词，等待任务结束，显示或保存结果。以 generate_image 之名调用时，它就是 jimeng generate。"
                    "每张图片都会计费；使用 --emulator 时不会。",
           "own": "每个模型还有自己的选项，与上面的选项一起用于 jimeng generate。"},
}


class Help:
    """What --help of a subcommand says, taken apart."""

    def __init__(self, text):
        lines = text.splitlines()
        self.description = lines[0] if lines else ""
        self.usage = next((line.split(":", 1)[1].strip() for line in lines[:4] if re.match(r"\S+: jimeng", line)), "")
        self.entries, self.footer = {}, []
        taken = False
        for line, after in zip(lines, lines[1:] + [""]):
            if taken and line.startswith(" " * TEXT) and line.strip():
                self.entries[name] = " ".join([self.entries[name], line.strip()]).strip()
                continue
            found = entry(line, after)
            taken = found is not None and not self.footer
            if taken:
                name = found[0]
                self.entries[name] = found[1]
            elif self.footer or (self.entries and line and not line.endswith((":", "："))):
                self.footer.append(line)
            elif self.entries and re.match(r"(Examples|示例)", line):
                self.footer.append(line)


def entry(line, after):
    """Name and sentence of an option, a word or a subcommand; none where the line is something else."""
    if not re.match(r"  [-A-Za-z]", line):
        return None
    split = line[TEXT - 1:TEXT + 1].isspace() or (line[TEXT:TEXT + 1] == " " and not after.startswith(" " * TEXT))
    name, text = (line[:TEXT], line[TEXT:]) if len(line) > TEXT and split else (line, "")
    if not text and not after.startswith(" " * TEXT):
        return None
    name = re.sub(r" (REQUIRED|(Excludes|Needs): .*)|\{\w+\}|:(POSITIVE|INT|FLOAT|TEXT)", "", name.strip())
    return name, text.strip()


def escaped(text):
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("^", r"\(ha").replace("~", r"\(ti").replace("`", r"\(ga")
    text = re.sub("([\u3000-\u9fff\uff00-\uffef])(?![\u3000-\u303f\uff00-\uffef])", r"\1\\:", text)  # a line may end there
    return "\\&" + text if text.startswith((".", "'")) else text


def bold(text):
    return "\\fB" + escaped(text).replace("|", "|\\:") + "\\fR"


def listed(line):
    """The pairs of word and sentence of a line that lists some: exit codes, or a variable or a file."""
    if re.match(r"  \d+ \S", line):
        return [part.split(" ", 1) for part in re.split(r" {3,}", line.strip())]
    found = re.match(r"  ([A-Z_]{3,}(?:, [A-Z_]+)*|~/\S+)(?: +(\S.*))?$", line)
    return [[found[1], found[2] or ""]] if found else []


def as_it_stands(lines):
    """Lists become lists, other lines that are indented keep their form, the rest are paragraphs."""
    text, fixed, in_list = [], False, False
    for line in lines:
        pairs = listed(line)
        if in_list and line.startswith(" " * TEXT):
            text.append(escaped(line.strip()))
            continue
        if in_list and not pairs and line.strip():
            text.append(".PP")
        wants_form = line.startswith(" ") and not pairs
        if wants_form != fixed and line.strip():
            fixed = not fixed
            text.append(".nf" if fixed else ".fi")
        for word, sentence in pairs:
            text += [".TP", bold(word), *([escaped(sentence)] if sentence else [])]
        if not pairs:
            text.append(escaped(line.rstrip()) if line.strip() else ".PP" if not fixed else "")
        in_list = bool(pairs) or (in_list and not line.strip())
    return text + [".fi"] if fixed else text


class Page:
    def __init__(self, jimeng, language):
        self.jimeng, self.language, self.words = os.path.abspath(jimeng), language, WORDS[language]

    def ask(self, *words, language="en"):
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": "/nonexistent", "JIMENG_LANG": language,
                       "LC_ALL": "zh_CN.UTF-8" if language == "zh" else "C.UTF-8"}  # without COLUMNS no line of help is broken
        return subprocess.run([self.jimeng, *words], env=environment, check=True, capture_output=True, text=True).stdout

    def help(self, *words):
        """In English, with the sentences of the language where it has them."""
        said = Help(self.ask(*words, "--help"))
        if self.language != "en":
            theirs = Help(self.ask(*words, "--help", language=self.language))
            said.description, said.footer = theirs.description, theirs.footer
            said.entries.update({name: text for name, text in theirs.entries.items() if name in said.entries})
        return said

    def subcommand(self, name):
        said = self.help(name)
        lines = [f".SS jimeng {escaped(name)}", escaped(said.description), ".PP", bold(said.usage or "jimeng " + name)]
        for option, text in said.entries.items():
            lines += [".TP", bold(option), escaped(text)]
        if name != "generate":
            footer = "\n".join(said.footer).split("\nExit codes:\n  0")[0].split("\n退出码：\n")[0]
            lines += [".PP", *as_it_stands(footer.splitlines())]
        return lines

    def model(self, model):
        lines = self.ask("models", model["name"], language=self.language).splitlines()[1:]
        text = [f".SS {escaped(model['name'])}", escaped(f"{model['title']} ({model['req_key']})")]
        for name, placeholder, sentence in (line.split("\t", 2) for line in lines):
            text += [".TP", bold(f"{name} {placeholder}".strip()), escaped(sentence)]
        return text

    def text(self, version):
        words, whole = self.words, self.help()
        names = [name.split(",")[0] for name in whole.entries if not name.startswith("-")]
        lines = [".\\\" -*- coding: UTF-8 -*-", f'.TH JIMENG 1 "" "jimeng {version}" "{words["manual"]}"',
                 ".nh", ".ad l", f".SH {words['name']}", f"jimeng, generate_image \\- {words['what']}",
                 f".SH {words['synopsis']}", bold("jimeng") + " SUBCOMMAND [OPTIONS]", ".br",
                 bold("generate_image") + " PROMPT [OPTIONS]", f".SH {words['description']}", escaped(words["intro"])]
        for option, text in whole.entries.items():
            lines += [".TP", bold(option), escaped(text)]
        lines.append(f".SH {words['commands']}")
        for name in names:
            lines += self.subcommand(name)
        lines += [f".SH {words['models']}", escaped(words["own"])]
        for model in json.loads(self.ask("models", "--json")):
            lines += self.model(model)
        return "\n".join([*lines, f".SH {words['more']}", *as_it_stands(whole.footer)]) + "\n"


def main(jimeng, language, version, output):
    with open(output, "w", encoding="utf-8") as file:
        file.write(Page(jimeng, language).text(version))


if __name__ == "__main__":
    main(*sys.argv[1:])
