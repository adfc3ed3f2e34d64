#!/usr/bin/env python3
"""Checks that a rule speaks with one voice: its sentence is what some case expects the compiler to say.

usage: sentences_check.py INCLUDE_DIR FILE.cpp...

A rule whose sentence stands nowhere in the cases must be one of values that are found at run time only.
"""

import os
import re
import sys

from expect_error import EXPECT

RULE = re.compile(r"rule_words<\s*((?:\"[^\"]*\"\s*)+),\s*((?:\"[^\"]*\"\s*)+)>\s*(\w+)\{\};")
AT_RUN_TIME = {
    "number_is_readable": True, "text_is_utf8": True, "type_is_right": True,
    "value_is_present": True, "size_is_known": True, "width_and_height_together": True, "producer_id_present": True,
    "task_id_is_printable": True, "image_file_is_readable": True, "image_file_within_15_mib": True,
    "image_file_is_png_or_jpeg": True, "image_bytes_within_limit": True, "image_sides_within_limit": True,
    "image_sides_long_enough": True, "image_ratio_within_limit": True, "image_size_is_readable": True,
    "images_of_one_kind": True, "images_have_one_size": True, "number_is_whole": True,
    "images_have_one_ratio": True, "ratio_is_recommended": True,
    "input_ratio_is_known": True, "extra_is_new": True, "extra_is_json": True, "extra_has_name": True,
    "content_propagator_present": True, "label_within_256": True, "answer_is_object": True,
    "request_is_object": True, "field_is_known": True,
}


def rules_of(include):
    for folder, _, files in os.walk(os.path.join(include, "jimeng")):
        for name in sorted(files):
            with open(os.path.join(folder, name), encoding="utf-8") as stream:
                for found in RULE.finditer(re.sub(r"(?m)^ *//.*$", "", stream.read())):
                    yield found[3], *("".join(re.findall(r'"([^"]*)"', found[part])) for part in (1, 2))


def expected_words(paths):
    for path in paths:
        with open(path, encoding="utf-8") as stream:
            for line in stream:
                if found := EXPECT.search(line):
                    yield found[2]


def trouble_with(name, sentence, remedy, spoken, seen):
    if not sentence or not remedy or sentence[-1] in ". " or "\n" in sentence:
        return "it lacks words, or ends with a stop"
    if sentence in seen:
        return "another rule says the same"
    if not AT_RUN_TIME.get(name, False) and f"jimeng: {sentence}" not in spoken:
        return "no case expects it from the compiler"
    return ""


def main(include, *paths):
    rules = list(rules_of(include))
    spoken = set(expected_words(paths))
    seen = set()
    print(f"1..{len(rules) + 1}")
    failed = 0
    for number, (name, sentence, remedy) in enumerate(rules, 1):
        trouble = trouble_with(name, sentence, remedy, spoken, seen)
        seen.add(sentence)
        failed += bool(trouble)
        print(f"{'not ok' if trouble else 'ok'} {number} - {name}: {sentence}{trouble and ' # ' + trouble}")
    stale = sorted(set(AT_RUN_TIME) - {name for name, _, _ in rules})
    print(f"{'not ok' if stale else 'ok'} {len(rules) + 1} - no rule is excused that is gone {stale}")
    return 1 if failed or stale or not rules else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
