#!/usr/bin/env python3
"""Checks the order of the layers: a header includes only what stands to its left, and no header includes itself
through others.

usage: layers.py INCLUDE_DIR
"""

import os
import re
import sys

LAYERS = {  # layer: the layers it may stand on
    "core": [],
    "wire": ["core"],
    "sign": ["core", "wire"],
    "media": ["core", "wire"],
    "net": ["core", "wire", "sign", "media"],
    "store": ["core", "wire", "sign", "media", "net"],
    "client": ["core", "wire", "sign", "media", "net"],
    "testing": ["core", "wire", "sign", "net"],
    "emulator": ["core", "wire", "sign", "net", "testing"],
}
# What a layer may include besides the standard library. Behind the seam, in impl/ and detail/, more is allowed: that
# nothing of it reaches the public headers is for each_alone.py to see.
OTHERS = {
    "core": r"boost/hana/",
    "wire": r"boost/(system|hana)/",
    "sign": r"boost/(system|hana)/",
    "media": r"boost/(system|hana)/",
    "net": r"boost/(system|hana)/",
    "store": r"boost/(system|hana)/",
    "client": r"boost/(system|hana)/",
    "emulator": r"boost/(system|hana)/",
    "testing": r"boost/(system|hana)/",
}
BEHIND_THE_SEAM = {
    "core": r"boost/hana/",
    "wire": r"boost/(system|hana|json|json/.*)",
    "sign": r"(boost/(system|hana)|openssl)/",
    "media": r"(boost/(system|hana)|openssl)/|zlib\.h",
    "net": r"(boost/(system|hana|asio|beast|core|intrusive)|openssl)/|boost/(asio|beast)\.hpp",
    "store": r"(boost/(system|hana|json)|openssl)/|boost/crc\.hpp|(libpq-fe|poll)\.h",
    "client": r"boost/(system|hana|json|json/.*)",
    "emulator": r"(boost/(system|hana|asio|beast|core|json)|openssl)/|boost/json\.hpp",
    "testing": r"boost/(system|hana)/",
}
# One room of the emulator draws, and only it knows with what.
DRAWING = os.path.join("emulator", "drawing")
DRAWING_NEEDS = r"cairo\.h|cairo-ft\.h|fontconfig/fontconfig\.h|sanitizer/lsan_interface\.h|zlib\.h"
# The headers of the operating system and of the processor carry no layer with them.
SYSTEM = r"(sys/|netdb\.h|pthread\.h|arpa/inet\.h|netinet/in\.h|unistd\.h|fcntl\.h|errno\.h|windows\.h|io\.h|linux/magic\.h|smmintrin\.h|cpuid\.h)"
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.MULTILINE)


def complaints(layer, path, text):
    behind = {"impl", "detail"} & set(path.split(os.sep))
    foreign = BEHIND_THE_SEAM[layer] if behind else OTHERS[layer]
    if os.path.dirname(path) == os.path.join("jimeng", DRAWING):
        foreign = DRAWING_NEEDS
    if os.path.basename(path).startswith("async"):  # completion tokens: only async.hpp brings these in
        foreign += "|boost/asio/"
    for name in INCLUDE.findall(text):
        parts = name.split("/")
        if parts[0] == "jimeng":
            other = parts[1].removesuffix(".hpp")
            if other != layer and other not in LAYERS[layer]:
                yield f"{path} includes {name}, which does not stand to its left"
        elif len(parts) > 1 or name.endswith(".h"):
            if not re.match(foreign, name) and not (behind and re.match(SYSTEM, name)):
                yield f"{path} includes {name}, which {layer}{' behind the seam' if behind else ''} must not need"


def included_by_headers(include):
    """Each header with all it includes; what its own .ipp includes counts as its own."""
    texts = {}
    for folder, _, names in os.walk(os.path.join(include, "jimeng")):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as stream:
                texts[os.path.relpath(path, include)] = INCLUDE.findall(stream.read())

    def headers_of(path):
        for name in texts.get(path, []):
            if name.endswith(".ipp"):
                yield from headers_of(name)
            else:
                yield name

    return {path: set(headers_of(path)) - {path} for path in sorted(texts) if path.endswith(".hpp")}


def ring_through(header, included):
    """The way from a header back to itself, empty when there is none."""
    ways, seen = [[header]], set()
    while ways:
        way = ways.pop()
        for name in sorted(included.get(way[-1], ())):
            if name == header:
                return [*way, name]
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


def main(include):
    print(f"1..{len(LAYERS) + 1}")
    failed = False
    for number, layer in enumerate(LAYERS, 1):
        found, files = [], 0
        for folder, _, names in os.walk(os.path.join(include, "jimeng", layer)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                files += 1
                with open(path, encoding="utf-8") as stream:
                    found += complaints(layer, os.path.relpath(path, include), stream.read())
        if not files:
            found.append(f"jimeng/{layer} holds no header")
        failed = failed or bool(found)
        print(f"{'not ' if found else ''}ok {number} - {layer} includes only what stands to its left")
        for line in found:
            print(f"# {line}")
    included = included_by_headers(include)
    rings = [ring for header in included if (ring := ring_through(header, included))]
    print(f"{'not ' if rings else ''}ok {len(LAYERS) + 1} - no header includes itself through others")
    for ring in rings:
        print(f"# {' -> '.join(ring)}")
    return 1 if failed or rings else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
