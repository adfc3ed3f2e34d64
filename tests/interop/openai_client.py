#!/usr/bin/env python3
"""Runs OpenAI's own npm client against `jimeng serve`, which runs against the emulator; prints TAP.

usage: openai_client.py JIMENG BUILD_DIR

The client is installed into BUILD_DIR/npm-openai, in the version that openai/package-lock.json pins; nothing is written beside the
sources.
"""

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from npm_client import emulated, end, fail, own_environment, png, run_installed, start  # noqa: E402

PICTURES = {"picture.png": png(2, b"\x20\x40\x80" * 64), "mask.png": png(6, b"\0\0\0\0" * 32 + b"\0\0\0\xff" * 32)}


def run_checks(jimeng, folder):
    ours = own_environment(folder)
    started = []
    try:
        said = start(started, [jimeng, "emulator", "--task-seconds", "2", "--ledger", "ledger.jsonl"], folder, ours)
        if not said:
            return fail("the emulator tells where it listens")
        told = start(started, [jimeng, "serve", "--concurrency", "4", "--output", "pictures", "--wait-timeout", "3600"], folder,
                     {**ours, **emulated(json.loads(said), folder)})
        if not told:
            return fail("the server tells where it listens")
        server = json.loads(told)
        return subprocess.run(["node", "main.mjs", server["url"], server["token"]], cwd=folder, timeout=1800, env=ours).returncode
    finally:
        end(started)


def main(jimeng, build):
    return run_installed("OpenAI's client", "openai", build, PICTURES, lambda folder: run_checks(os.path.abspath(jimeng), folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
