#!/usr/bin/env python3
"""Runs the official npm client of the Model Context Protocol, and the inspector's command line, against `jimeng mcp`, which runs
against the emulator; prints TAP.

usage: mcp_client.py JIMENG BUILD_DIR

Both are installed into BUILD_DIR/npm-mcp, in the versions that mcp/package-lock.json pins; nothing is written beside the sources.
JIMENG_DEEP=1: the emulator's tasks take 90 seconds, and the client gives up after 60.
"""

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from npm_client import emulated, end, fail, own_environment, png, run_installed, start  # noqa: E402


def run_checks(jimeng, folder):
    ours = own_environment(folder, "JIMENG_DEEP")
    seconds = "90" if ours.get("JIMENG_DEEP") == "1" else "5"
    started = []
    try:
        said = start(started, [jimeng, "emulator", "--task-seconds", seconds, "--ledger", "ledger.jsonl"], folder, ours)
        if not said:
            return fail("the emulator tells where it listens")
        env = {**ours, **emulated(json.loads(said), folder)}
        return subprocess.run(["node", "main.mjs", jimeng], cwd=folder, timeout=3600, env=env).returncode
    finally:
        end(started)


def main(jimeng, build):
    return run_installed("the client and the inspector", "mcp", build, {"input.png": png(2, b"\x20\x40\x80" * 64)},
                         lambda folder: run_checks(os.path.abspath(jimeng), folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
