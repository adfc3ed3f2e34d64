"""Whether what the command tells a person to type can be typed: hints name no option that their subcommand lacks."""

import functools
import json
import os
import re
import subprocess

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z0-9-]*")
EVERYWHERE = {"--help", "--lang", "--profile", "--version"}
LIMIT = 600  # seconds; nothing takes that long, so what does hangs


class Offers:
    """What each subcommand has, by its help."""

    def __init__(self, command, environment):
        self.command, self.environment = command, environment

    def told(self, *words):
        return subprocess.run([self.command, *words], env=self.environment, stdout=subprocess.PIPE, timeout=LIMIT, check=True).stdout.decode()

    @functools.cached_property
    def subcommands(self):
        return re.findall(r"^  ([a-z]+)[ ,]", self.told("--help").split("Subcommands:")[1].split("\n\n")[0], re.MULTILINE)

    @functools.lru_cache
    def options(self, subcommand):
        """Those of generate are those of all models."""
        found = set(OPTION.findall(self.told(subcommand, "--help")))
        if subcommand == "generate":
            for model in json.loads(self.told("models", "--json")):
                found |= set(OPTION.findall(self.told("generate", "--model", model["name"], "--help")))
        return found | EVERYWHERE

    def lacking(self, subcommand, line):
        """What the line names and nobody can type there; a whole command that it names is judged by its own options."""
        line, *to_run = re.split(r"(?:run: |请运行：)(?=\S+ [a-z]+ )", line, maxsplit=1)
        line = re.sub(r"'[^']*'", "", line)  # of the service, or as it was typed
        whole = rf"\b(?:(?:jimeng|generate_image) |(?=(?:{'|'.join(self.subcommands)}) --))([a-z]+)\b([^;；,，)）\n]*)"
        named = [(subcommand, re.sub(whole, "", line)), *re.findall(whole, line)]
        named += [(words.split()[1], words) for words in to_run]
        return [f"{of} has no {option}" for of, words in named if of in self.subcommands
                for option in OPTION.findall(words) if option not in self.options(of)]


def subcommand_of(program, words, offers):
    """None where none was named."""
    if program == "generate_image":
        return "generate"
    return words[0] if words and words[0] in offers.subcommands else None


@functools.lru_cache
def asked_for_help(program, environment):
    if not os.access(program, os.X_OK) or os.path.basename(program).startswith("generate_image"):
        return ""
    return subprocess.run([program, "--help"], env=dict(environment), capture_output=True, timeout=LIMIT).stdout.decode(errors="replace")


def has_subcommands(program, environment):
    """The command, or a program that is the command with models, and so options, of its own."""
    return "Subcommands:" in asked_for_help(program, tuple(environment.items()))


def wrong_hints(command, environment, said_by_runs):
    """The lines of these runs that name what cannot be typed, but for what was typed, or said by the service."""
    wrong, of_programs = set(), {}
    for program, words, said in said_by_runs:
        asked = os.path.realpath(program if has_subcommands(program, environment) else command)
        if asked not in of_programs:
            of_programs[asked] = Offers(asked, environment)
        offers = of_programs[asked]
        subcommand = subcommand_of(os.path.basename(program), words, offers)
        typed = " ".join(map(str, words))
        for line in said.splitlines() if subcommand else ():
            lacking = [one for one in offers.lacking(subcommand, line) if one.split()[-1] not in typed]
            wrong |= {f"{one}: {line}" for one in lacking}
    return sorted(wrong)
