#!/usr/bin/env python3
"""Makes text files part of a program: a C++ source file with a string_view of each.

usage: embed_text.py OUTPUT HEADER NAMESPACE NAME=FILE...

HEADER declares the names.
"""

import sys

END = "embedded"


def literal(name, path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if f"){END}\"" in text or "\r" in text or "\0" in text:
        raise SystemExit(f"{path}: holds )\"{END}, a carriage return or a nul character; remove it")
    if path.endswith((".css", ".js")) and ("</style" in text.lower() or "</script" in text.lower() or "<!--" in text):
        raise SystemExit(f"{path}: holds what would end the element that it stands in; write it another way")
    return f'extern constexpr std::string_view {name} = R"{END}({text}){END}";\n'


def main(output, header, namespace, *pairs):
    body = "\n".join(literal(*pair.split("=", 1)) for pair in pairs)
    with open(output, "w", encoding="utf-8") as file:
        file.write(f'#include "{header}"\n\nnamespace {namespace} {{\n\n{body}\n}} // namespace {namespace}\n')


if __name__ == "__main__":
    main(*sys.argv[1:])
