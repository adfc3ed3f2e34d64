"""The sentences of sources, and the phrases of tools/jimeng/texts: what languages.py compares."""

import os
import re

TEXTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools", "jimeng", "texts")
SLOT = re.compile(r"\{(\d)(?::[nwv])?\}")
LITERAL = re.compile(r'R"\((?P<raw>.*?)\)"|"(?P<text>(?:[^"\\\n]|\\.)*)"', re.S)
TOKEN = re.compile(r'R"\(.*?\)"|"(?:[^"\\\n]|\\.)*"|(?<![A-Za-z0-9])\'(?:[^\'\\\n]|\\.)+\'|//[^\n]*|/\*.*?\*/|#include[^\n]*', re.S)


def phrases():
    """File, English and Chinese of each phrase."""
    for name in sorted(os.listdir(TEXTS)):
        if not name.endswith(".txt"):
            continue
        english = None
        with open(os.path.join(TEXTS, name), encoding="utf-8") as file:
            for line in file.read().split("\n"):
                if not line or line.startswith("#"):
                    continue
                if line.startswith("= "):
                    yield name, english, line[2:]
                    english = None
                else:
                    assert english is None, f"{name}: no Chinese below: {english}"
                    english = line
        assert english is None, f"{name}: no Chinese below: {english}"


def literals(path):
    """The string literals of a C++ file; those that stand side by side are one."""
    with open(path, encoding="utf-8") as file:
        source = TOKEN.sub(lambda m: m[0] if m[0][0] in 'R"' else "0" if m[0][0] == "'" else "", file.read())
    end = None
    text = ""
    for found in LITERAL.finditer(source):
        piece = found["raw"] if found["raw"] is not None else re.sub(
            r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), found["text"])
        if end is not None and not source[end:found.start()].strip():
            text += piece
        else:
            yield text
            text = piece
        end = found.end()
    yield text


def pieces(literal):
    """The parts of a sentence that a phrase would have."""
    for line in literal.split("\n"):
        for piece in re.split(r"; |   +|\t", line):
            piece = piece.strip(" :;,('\"").removesuffix(")")
            piece = re.sub(r"^\d+ (?=[a-z-])", "", piece)
            if is_sentence(piece):
                yield piece


def is_sentence(text):
    """Whether a person would read it: at least two words, of which one is no name."""
    return len(re.findall(r"(?<![\w.:/<>$-])[a-z]{2,}(?![\w:/(<>=_-])", text)) >= 2


# What stands in the sources and is no sentence for a person at the command: other tables, scripts for shells, SQL, and what
# programs of C++ read.
ELSEWHERE = ("finding.cpp", "language.cpp", "cluster/status.cpp", "completion.cpp", "gallery/page", "/texts/", 
             "/testing/", "/desk/", "sign/impl/explain.ipp", "_src.hpp", "/src.hpp", "help_examples.hpp", "wire/shortplay_answers")
# Of what answers programs only what whoever starts it reads: answers are English, as JSON is.
READ_BY_A_PERSON = {
    "/emulator/": ("fault_reader.hpp", "fault_rules.hpp", "fault_plan.ipp", "ledger_file.hpp", "restore.hpp", "money.hpp"),
    "/jimeng/mcp/": ("arguments.cpp", "run.cpp"),
    "/jimeng/serve/": ("arguments.cpp", "listening.cpp", "serve.cpp", "token.cpp"),
}
NO_SENTENCE = re.compile(r"^jimeng[: ]|^(SELECT|CREATE|UPDATE|INSERT|DELETE) |^\{\"|^labelled\"|[a-z]\|[a-z]|^Input invalid|^Resource exists|^s or more|"
                         r"^(jimeng|generate_image) |^security token$|^header name$|^en, zh$|\$\{|^see field\.hpp$|generic_route")


def plain(text):
    """Numbers and places as one mark."""
    return re.sub(r"\d[\d.,]*", "#", SLOT.sub("#", text.replace("\\n", "\n")))


def without_phrase(root):
    """File and sentence of each that no phrase has."""
    known = "\n".join(plain(english) for _, english, _ in phrases())
    for folder in ("tools/jimeng", "include/jimeng"):
        for place, _, names in sorted(os.walk(os.path.join(root, folder))):
            for name in sorted(names):
                path = os.path.join(place, name)
                if not name.endswith((".cpp", ".hpp", ".ipp")) or is_elsewhere(path):
                    continue
                for literal in literals(path):
                    for piece in pieces(literal):
                        if not NO_SENTENCE.search(piece) and not is_known(plain(piece), known):
                            yield os.path.relpath(path, root), piece


def is_elsewhere(path):
    """Whether nobody at the command reads what the file says."""
    of_program = [names for part, names in READ_BY_A_PERSON.items() if part in path]
    return any(part in path for part in ELSEWHERE) or any(os.path.basename(path) not in names for names in of_program)


def is_known(sentence, known):
    """A label before a colon may be a phrase of its own."""
    while sentence not in known:
        label, colon, sentence = sentence.partition(": ")
        if not colon or (" " in label and label not in known):
            return False
    return True
