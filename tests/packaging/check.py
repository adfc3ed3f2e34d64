#!/usr/bin/env python3
"""Checks packaging/ as far as that needs no build: the Dockerfile by the rules of its linters, and that it, the Debian package
and this project say the same.

usage: check.py SOURCE_DIR VERSION
"""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import compiler as tools  # noqa: E402

FOR_DEBIAN_ALONE = {"debhelper-compat", "libfreetype-dev"}  # the compiler is there, and FreeType comes with Cairo
FOR_DOCKER_ALONE = {"g++", "ninja-build"}


def read(source, *path):
    with open(os.path.join(source, *path), encoding="utf-8") as file:
        return file.read()


def instructions(text):
    """(word, rest) of each, lines that go on put together."""
    joined = re.sub(r"[ ]*\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def stages(text):
    parts = []
    for word, rest in instructions(text):
        if word == "FROM":
            parts.append([])
        parts[-1].append((word, rest))
    return parts


def follows_the_rules(text):
    wrong = []
    known = {"FROM", "RUN", "COPY", "WORKDIR", "USER", "ENTRYPOINT", "CMD", "SHELL", "ENV", "LABEL"}
    for stage in stages(text):
        name = stage[0][1].split()
        if not re.fullmatch(r"[\w./-]+:[\w.-]+", name[0]) or name[0].endswith(":latest"):
            wrong.append(f"{name[0]}: name a version of the image")
        for word, rest in stage:
            if word not in known:
                wrong.append(f"{word}: COPY and plain instructions are enough")
            if word in ("ENTRYPOINT", "CMD", "SHELL") and not re.fullmatch(r'\[("[^"]*"(, )?)+\]', rest):
                wrong.append(f"{word}: write it as a list")
            if word == "WORKDIR" and not rest.startswith("/"):
                wrong.append(f"{rest}: write the whole path")
            if word != "RUN":
                continue
            if re.search(r"\bsudo\b|\bcd |apt-get upgrade|\bapt install|curl|wget", rest):
                wrong.append(f"RUN {rest}: a forbidden word")
            if "apt-get install" in rest and not re.search(
                    r"^apt-get update && apt-get install --yes --no-install-recommends .*&& rm -rf /var/lib/apt/lists/\*", rest):
                wrong.append("apt-get install: with update, --yes, --no-install-recommends, and without the lists afterwards")
    last = dict(stages(text)[-1])
    if last.get("USER", "root") in ("root", "0"):
        wrong.append("the last USER is root")
    if re.search(r"(SECRET|TOKEN|PASSWORD)\w*=", text):
        wrong.append("a secret has a place in it")
    return "\n".join(wrong)


def fails_where_it_should(text):
    """The rules above see what breaks them."""
    broken = [text.replace("debian:12-slim", "debian", 1), text.replace("USER jimeng\n", ""), text.replace(" --no-install-recommends", "", 1),
              text.replace('ENTRYPOINT ["/usr/bin/jimeng"]', "ENTRYPOINT /usr/bin/jimeng"), text.replace("WORKDIR /source", "WORKDIR source"),
              text.replace("COPY . .", "ADD . ."), text.replace("RUN meson", "RUN cd / && meson"),
              text.replace("USER jimeng", "ENV VOLC_SECRETKEY=x\nUSER jimeng")]
    return "".join(f"not seen: change {i}\n" for i, one in enumerate(broken) if one == text or not follows_the_rules(one))


def packages_are_the_same(source):
    """What is needed to build is told once for Debian and once for Docker."""
    control = read(source, "packaging", "debian", "control")
    needs = re.search(r"^Build-Depends:\n((?: .*\n)+)", control, re.MULTILINE)[1]
    debian = {re.match(r"[\w.+-]+", line.strip())[0] for line in needs.splitlines()} - FOR_DEBIAN_ALONE
    build = next(rest for word, rest in stages(read(source, "packaging", "Dockerfile"))[0] if "apt-get install" in rest)
    names = re.search(r"--no-install-recommends(.*?)&& rm", build)[1].split()
    docker = set(names) - FOR_DOCKER_ALONE
    return "" if debian == docker else f"only there: {debian - docker}, only in the Dockerfile: {docker - debian}"


def versions_are_the_same(source, version):
    said = re.match(r"jimeng \(([\d.]+)\) ", read(source, "packaging", "debian", "changelog"))[1]
    return "" if said == version else f"the changelog says {said}"


def licence_is_the_same(source):
    text = read(source, "packaging", "debian", "copyright").partition("\nLicense: BSL-1.0\n ")[2]
    plain = re.sub(r"^ \.?", "", " " + text, flags=re.MULTILINE)
    return "" if plain.split() == read(source, "LICENSE").split() else "it differs from LICENSE"


def main(source, version):
    dockerfile = read(source, "packaging", "Dockerfile")
    tap = tools.Tap()
    tap.add("the Dockerfile follows the rules", follows_the_rules, dockerfile)
    tap.add("the rules see what breaks them", fails_where_it_should, dockerfile)
    tap.add("Dockerfile and Debian package need the same packages", packages_are_the_same, source)
    tap.add("the Debian package has this version", versions_are_the_same, source, version)
    tap.add("the Debian package has this licence", licence_is_the_same, source)
    return tap.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
