#!/usr/bin/env python3
"""Checks that only a model knows its fields: encoder, emulator, command and help name none, and list no kind of value.

usage: one_description.py JIMENG_COMMAND SOURCE_DIR

The names come from the command itself, `jimeng models --json`, so that a new model is looked for at once.
"""

import json
import os
import re
import subprocess
import sys

PLACES = ["include/jimeng/wire/encode.hpp", "include/jimeng/wire/impl/encode.ipp", "include/jimeng/wire/json_sink.hpp",
          "include/jimeng/wire/impl/json_sink.ipp", "include/jimeng/wire/prepared_request.hpp",
          "include/jimeng/wire/impl/prepared_request.ipp", "include/jimeng/wire/json_schema.hpp",
          "include/jimeng/wire/impl/json_schema.ipp", "include/jimeng/emulator", "tools/jimeng"]
# What an answer or a schema holds, and the options of results, are called like fields of requests.
OF_ANSWERS = {"image_urls", "binary_data_base64", "video_url", "width", "height", "language", "description"}
CAPTION = "prompt"  # `wait --prompt` is what to show above a task's result
# What stands between two vocabularies has words of both: OpenAI's parameters, the size of a resource in MCP, the caption of a task.
BETWEEN = {"tools/jimeng/serve/openai_fields.cpp": {"size", "seed", "force_single"},
           "tools/jimeng/serve/picture_request.cpp": {"size", "image_url"},
           "tools/jimeng/provenance/record.cpp": {"prompt"}, "tools/jimeng/provenance/show.cpp": {"prompt"},
           "tools/jimeng/mcp/known_tasks.cpp": {"prompt"}, "tools/jimeng/mcp/resources.cpp": {"size"}}
KIND = re.compile(r"\b(scale_fraction|scale_percent|aspect_ratio|size_within|image_urls_up_to|image_files_up_to|sides_within|"
                  r"input_images|whole_number|real_number|one_of|choice|basic_seed)\s*[<{(&]")


def files(source):
    for place in PLACES:
        path = os.path.join(source, place)
        if os.path.isfile(path):
            yield path
        for folder, _, names in os.walk(path):
            yield from (os.path.join(folder, name) for name in sorted(names))


def code_of(path):
    with open(path, encoding="utf-8") as stream:
        return re.sub(r"(?m)//.*$", "", stream.read())


def main(command, source):
    models = json.loads(subprocess.run([command, "models", "--json"], check=True, capture_output=True, text=True).stdout)
    names = {name for model in models for name in model["schema"]["properties"]} - OF_ANSWERS
    found = []
    for path in files(source):
        code = code_of(path)
        shown = os.path.relpath(path, source)
        found += [f"{shown} names the field {name}" for name in sorted(names - BETWEEN.get(shown, set())) if f'"{name}"' in code
                  or (f'"--{name.replace("_", "-")}"' in code and name != CAPTION)]
        found += [f"{shown} knows the kind {kind[1]}" for kind in KIND.finditer(code)]
    print("1..2")
    print(f"{'ok' if len(names) >= 9 else 'not ok'} 1 - the models have fields to look for")
    print(f"{'not ok' if found else 'ok'} 2 - only the models name them")
    for line in found:
        print(f"# {line}")
    return 1 if found or len(names) < 9 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
