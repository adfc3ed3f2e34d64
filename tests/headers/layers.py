#!/usr/bin/env python3
"""Checks the order of the layers: a header includes only what stands to its left.

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
    "client": r"boost/(system|hana|json|json/.*)",
    "emulator": r"(boost/(system|hana|asio|beast|core|json)|openssl)/|boost/json\.hpp",
    "testing": r"boost/(system|hana)/",
}
# One room of the emulator draws, and only it knows with what.
DRAWING = os.path.join("emulator", "drawing")
DRAWING_NEEDS = r"cairo\.h|cairo-ft\.h|fontconfig/fontconfig\.h|sanitizer/lsan_interface\.h|zlib\.h"
# The headers of the operating system and of the processor carry no layer with them.
SYSTEM = r"(sys/|netdb\.h|pthread\.h|arpa/inet\.h|netinet/in\.h|unistd\.h|fcntl\.h|errno\.h|windows\.h|io\.h|linux/magic\.h|immintrin\.h|cpuid\.h)"
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


def main(include):
    print(f"1..{len(LAYERS)}")
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
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
