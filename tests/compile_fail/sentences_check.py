#!/usr/bin/env python3
"""Checks that a rule speaks with one voice: its run-time sentence is what some case expects the compiler to say.

usage: sentences_check.py PRINT_SENTENCES FILE.cpp...
"""

import re
import subprocess
import sys

from expect_error import EXPECT


def bare(text):
    """Function names cannot hold blanks or bars, so only letters, digits and the star are compared."""
    return re.sub(r"[^a-z0-9*]", "", text.lower().removeprefix("jimeng: "))


def expected_words(paths):
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                if found := EXPECT.search(line):
                    yield bare(found[2])


def main(program, *paths):
    sentences = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    spoken = set(expected_words(paths))
    print(f"1..{len(sentences)}")
    for number, sentence in enumerate(sentences, 1):
        print(f"{'ok' if bare(sentence) in spoken else 'not ok'} {number} - the compiler says: {sentence}")
    return 0 if sentences and all(bare(sentence) in spoken for sentence in sentences) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
