#!/usr/bin/env python3
"""Checks that each model's schema tells what is taken: random requests that keep it are, those that break it are not.

usage: schemas.py READ_REQUESTS

Requests are made from what a schema says and nothing else, but for the rules that no schema can say: see `keeps_the_rest`.
"""

import base64
import copy
import json
import os
import random
import re
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
except ImportError:
    Draft202012Validator = None

REQUESTS = 200  # of each model, good and bad
CARRIERS = ("image_urls", "binary_data_base64")
SIDES = ("width", "height", "size")
# Least and largest area, largest ratio: what a schema cannot say of two numbers together.
AREAS = {"3.0": (512 * 512, 2048 * 2048, 3), "3.1": (512 * 512, 2048 * 2048, 3),
         "4.0": (1024 * 1024, 4096 * 4096, 16), "4.6": (1024 * 1024, 4096 * 4096, 16)}
SEEN = "aZ09.,:?!猫狗é🐱“”/\\\"{}"
UNSEEN = " \t\n\u3000\u200b"
BAD_ADDRESSES = ("", "cat.png", "ftp://a.example/", "https://", "https://a.example/a b", "https://a.example/ä",
                 "https://me@a.example/", "https://a.example/#end", "data:image/png;base64,AAAA")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height):
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(height * (1 + (width + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


# All of one ratio, and no side outside what the models take.
PICTURES = {size: base64.b64encode(png(*size)).decode() for size in ((640, 480), (800, 600), (960, 720), (1440, 1080))}


class Maker:
    """Makes values of one model."""

    def __init__(self, name, schema):
        self.name, self.schema, self.random = name, schema, random.Random(name)
        self.valid = Draft202012Validator(schema).is_valid

    def near_the_ends(self, least, most):
        return self.random.choice((least, most, self.random.randint(least, most), min(most, least + 1)))

    def text(self, of):
        if "enum" in of:
            return self.random.choice(of["enum"])
        if of.get("format") == "uri":
            return self.address()
        length = self.near_the_ends(max(1, of.get("minLength", 1)), min(of.get("maxLength", 3000), 3000))
        letters = [self.random.choice(SEEN + UNSEEN) for _ in range(length)]
        letters[self.random.randrange(length)] = self.random.choice(SEEN)
        return "".join(letters)

    def address(self):
        pick = self.random.choice
        return (pick(("http://", "https://", "HTTPS://")) + pick(("a.example", "127.0.0.1", "[::1]", "a_b-c")) +
                pick(("", ":1", ":8443", ":65535")) + pick(("", "/", "?q", "/a/b%20.png?x=[1];y='~'&z=!$()*+,@:|{}^`")))

    def picture_list(self, count):
        size = self.random.choice(list(PICTURES))  # of one size: a mask covers its picture
        return [PICTURES[size]] * count

    def value(self, of):
        kind = of["type"]
        if kind == "string":
            return self.text(of)
        if kind == "boolean":
            return self.random.random() < 0.5
        if kind == "array":
            count = self.near_the_ends(of.get("minItems", 0), of.get("maxItems", 5))
            if of["items"].get("contentEncoding") == "base64":
                return self.picture_list(count)
            return [self.value(of["items"]) for _ in range(count)]
        if "enum" in of:
            return self.random.choice(of["enum"])
        least, most = of.get("minimum", -1000), of.get("maximum", 100_000)
        if kind == "integer":
            return self.near_the_ends(least, most)
        return self.random.choice((least, most, round(self.random.uniform(least, most), 2)))

    def sides(self):
        least, most, ratio = AREAS[self.name]
        shape = self.random.uniform(1, ratio) ** self.random.choice((-1, 0, 1))
        area = self.random.uniform(least, most)
        return {"width": round((area * shape) ** 0.5), "height": round((area / shape) ** 0.5)}

    def branch_names(self):
        """Names that some rule wants one of, one of each rule."""
        for rule in self.schema.get("allOf", []):
            if "anyOf" in rule:
                yield from self.random.choice(rule["anyOf"])["required"]

    def candidate(self):
        properties = self.schema["properties"]
        how_many = self.random.choice((0.0, 0.3, 0.6, 1.0))
        names = set(self.schema["required"]) | set(self.branch_names())
        names |= {name for name in properties if self.random.random() < how_many}
        for name, others in self.schema.get("dependentRequired", {}).items():
            if name in names:
                names |= set(others)
        if names >= set(CARRIERS):
            names.remove(self.random.choice(CARRIERS))
        made = {name: self.value(properties[name]) for name in properties if name in names}
        if self.name in AREAS and "width" in made:
            made.update(self.sides())
        return made

    def good(self):
        while True:
            made = self.candidate()
            if self.valid(made) and keeps_the_rest(self.name, made):
                return made


def keeps_the_rest(name, made):
    """What no schema can say: areas and ratios of sides, what lists have together, and decimals, which binary fractions
    do not have. What pictures have in common is seen to where they are made."""
    if name in AREAS:
        least, most, largest = AREAS[name]
        width, height = made.get("width"), made.get("height")
        ratio = width / height if width else 1.0
        low = made.get("min_ratio", min(ratio, 1 / 3))
        high = made.get("max_ratio", max(ratio, 3.0))
        if width and not (least <= width * height <= most and 1 / largest <= ratio <= largest):
            return False
        if low > high or (width and not low <= ratio <= high):
            return False
    if name == "4.0" and abs(made.get("scale", 0) * 100 - round(made.get("scale", 0) * 100)) > 1e-6:
        return False
    return len(made.get("img_url_list", [])) + len(made.get("video_url_list", [])) <= 50


OTHER_TYPES = {"string": (7, True, ["p"], {}), "integer": ("7", True, 0.5, [1]), "number": ("0.5", True, [1.0]),
               "boolean": ("true", 1, []), "array": ("https://a.example/", 7, {"0": "https://a.example/"})}


def broken_values(of):
    """Pairs of what is wrong and a function from the value to a wrong one."""
    for other in OTHER_TYPES[of["type"]]:
        yield f"type {json.dumps(other)}", lambda _, other=other: other
    step = 0.01 if of["type"] == "number" else 1
    if "minimum" in of:
        yield "below", lambda _: of["minimum"] - step
    if "maximum" in of:
        yield "above", lambda _: of["maximum"] + step
    if "enum" in of:
        yield "no choice", lambda _: 122 if of["type"] == "integer" else "unknown"
    if "maxLength" in of:
        yield "too long", lambda _: "猫" * (of["maxLength"] + 1)
    if "minLength" in of:
        yield "empty", lambda _: ""
    if "pattern" in of and of.get("format") != "uri":
        yield "blank", lambda _: UNSEEN
        yield "nul", lambda value: value[:1] + "\0" + value[2:]
    if "minItems" in of:
        yield "too few", lambda value: value[: of["minItems"] - 1]
    if "maxItems" in of and of["type"] == "array":
        yield "too many", lambda value: (value or [good_item(of)])[:1] * (of["maxItems"] + 1)
        yield "item of another type", lambda value: [*value[:-1], 7]
    for bad in BAD_ADDRESSES:
        if of.get("format") == "uri":
            yield f"address {bad}", lambda _, bad=bad: bad
        elif of.get("items", {}).get("format") == "uri":
            yield f"address {bad}", lambda value, bad=bad: [*value[:-1], bad]


def good_item(of):
    return PICTURES[(640, 480)] if of["items"].get("contentEncoding") else "https://a.example/"


def names_for(name):
    """How a refusal may call it: both carriers of pictures are one member, and so are sides."""
    for together in (CARRIERS + ("images",), SIDES + ("width, height",)):
        if name in together:
            return set(together)
    return {name}


def breaks_of_properties(maker):
    for name, of in maker.schema["properties"].items():
        for what, wrong in broken_values(of):
            def apply(made, name=name, wrong=wrong):
                if name == "size":
                    made = without(made, "width", "height")  # where they are, nobody asks for the area
                return {**made, name: wrong(made[name])} if name in made else None
            yield f"{name}: {what}", apply, names_for(name)
        if name in maker.schema["required"]:
            yield f"{name}: missing", lambda made, name=name: without(made, name), names_for(name)
    for name in ("prompts", "req_key", ""):
        yield f"unknown {name}", lambda made, name=name: {**made, name: "p"}, {name}
    for name, others in maker.schema.get("dependentRequired", {}).items():
        for other in others:
            yield (f"{name} without {other}",
                   lambda made, name=name, other=other: without(made, other) if name in made else None, names_for(name))


def without(made, *names):
    return {name: value for name, value in made.items() if name not in names}


def breaks_of_rules(maker):
    for rule in maker.schema.get("allOf", []):
        if "anyOf" in rule:
            wanted = [name for branch in rule["anyOf"] for name in branch["required"]]
            yield f"none of {wanted}", lambda made, wanted=wanted: without(made, *wanted), set().union(*map(names_for, wanted))
            for name in wanted:
                if maker.schema["properties"][name]["type"] == "array":
                    yield (f"{name} empty alone", lambda made, name=name, wanted=wanted: {**without(made, *wanted), name: []},
                           set().union(*map(names_for, wanted)))
        elif "not" in rule:
            both = rule["not"]["required"]
            def apply(made, both=both):
                return {**made, **{name: [good_item(maker.schema["properties"][name])] for name in both}}
            yield f"both of {both}", apply, names_for(both[0])
        else:
            (name, then), = rule["dependentSchemas"].items()
            for other, few in then["properties"].items():
                def apply(made, name=name, other=other, few=few):
                    count = few["maxItems"] + 1
                    whole = {**without(made, *CARRIERS), other: [good_item(maker.schema["properties"][other])] * count}
                    return {**whole, name: maker.value(maker.schema["properties"][name])}
                yield f"{name} beside {other}", apply, names_for(name) | names_for(other)


class Program:
    """Answers of the library."""

    def __init__(self, path):
        self.path = path

    def schemas(self):
        lines = subprocess.run([self.path], check=True, capture_output=True, text=True).stdout.splitlines()
        return {name: json.loads(text) for name, text in (line.split("\t", 1) for line in lines)}

    def refusals(self, name, requests):
        lines = "".join(f"{name}\t{json.dumps(one, ensure_ascii=len(one) % 2 == 0)}\n" for one in requests)
        output = subprocess.run([self.path, "read"], input=lines.encode(), check=True, capture_output=True).stdout
        answers = output.decode().split("\n")[:-1]
        assert len(answers) == len(requests), f"{len(answers)} answers to {len(requests)} requests"
        return [tuple(line.split("\t", 1)) if line else None for line in answers]


def shown(request):
    text = json.dumps(request, ensure_ascii=False)
    return text if len(text) < 400 else text[:400] + "..."


def is_of_the_draft(schema):
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        return str(error)
    return "" if schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"] else "it names another draft"


def takes_what_keeps_it(program, maker):
    requests = [maker.good() for _ in range(REQUESTS)]
    unused = set(maker.schema["properties"]) - set().union(*requests)
    if unused:
        return f"no request has {unused}"
    return "".join(f"{refusal}: {shown(request)}\n"
                   for request, refusal in zip(requests, program.refusals(maker.name, requests)) if refusal)


def refuses_what_breaks_it(program, maker):
    breaks = [*breaks_of_properties(maker), *breaks_of_rules(maker)]
    made, lenient = [], ""
    for number in range(max(REQUESTS, 2 * len(breaks))):
        what, apply, names = breaks[number % len(breaks)]
        broken = None
        while broken is None:
            broken = apply(copy.deepcopy(maker.good()))
        made.append((what, broken, names))
        if maker.valid(broken):
            lenient += f"{what}: the schema allows {shown(broken)}\n"
    wrong = ""
    for (what, broken, names), refusal in zip(made, program.refusals(maker.name, [broken for _, broken, _ in made])):
        if refusal is None:
            wrong += f"{what}: taken: {shown(broken)}\n"
        elif refusal[0] not in names:
            wrong += f"{what}: refused as {refusal}: {shown(broken)}\n"
    return lenient + wrong


def main(path):
    tap = tools.Tap()
    if Draft202012Validator is None:
        tap.skip("schemas", "Python has no package jsonschema")
        return tap.run()
    program = Program(path)
    for name, schema in program.schemas().items():
        tap.add(f"{name}: the schema is one of 2020-12", is_of_the_draft, schema)
        tap.add(f"{name}: what keeps it is taken", takes_what_keeps_it, program, Maker(name, schema))
        tap.add(f"{name}: what breaks it is refused by name", refuses_what_breaks_it, program, Maker(name, schema))
    return tap.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
