#!/usr/bin/env python3
"""Runs the official npm client of the Model Context Protocol, and the inspector's command line, against `jimeng mcp`, which runs
against the emulator; prints TAP.

usage: mcp_client.py JIMENG BUILD_DIR

Both are installed into BUILD_DIR/npm-mcp, in the versions that mcp/package-lock.json pins; nothing is written beside the sources.
JIMENG_DEEP=1: the emulator's tasks take 90 seconds, and the client gives up after 60.
"""

import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from openai_client import png, version_of_node  # noqa: E402
from run import clean_signals, client_environment, complaint_of_npm, fail, first_line_of, missing_programs  # noqa: E402

import json  # noqa: E402


def prepare(folder):
    os.makedirs(folder, exist_ok=True)
    for name in ("mcp/main.mjs", "mcp/package.json", "mcp/package-lock.json", "tap.mjs"):
        shutil.copy(os.path.join(HERE, name), folder)
    for name in ("state", "pictures"):
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    if os.path.exists(os.path.join(folder, "ledger.jsonl")):
        os.remove(os.path.join(folder, "ledger.jsonl"))
    os.mkdir(os.path.join(folder, "state"), 0o700)
    with open(os.path.join(folder, "input.png"), "wb") as file:
        file.write(png(2, b"\x20\x40\x80" * 64))


def run_checks(jimeng, folder):
    ours = {name: value for name, value in client_environment(folder).items() if not name.startswith("VOLC")}
    ours = {name: value for name, value in ours.items() if not name.startswith("JIMENG_") or name == "JIMENG_DEEP"}
    seconds = "90" if ours.get("JIMENG_DEEP") == "1" else "5"
    emulator = subprocess.Popen([jimeng, "emulator", "--task-seconds", seconds, "--ledger", "ledger.jsonl"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, cwd=folder, env=ours, preexec_fn=clean_signals)
    try:
        announced = first_line_of(emulator)
        if not announced:
            return fail("the emulator tells where it listens")
        service = json.loads(announced)
        keys = {"JIMENG_API_URL": service["url"], "VOLC_ACCESSKEY": service["access_key_id"],
                "VOLC_SECRETKEY": service["secret_access_key"], "JIMENG_STATE_DIR": os.path.join(folder, "state"),
                "JIMENG_POLL_INTERVAL": "0.05"}
        return subprocess.run(["node", "main.mjs", jimeng], cwd=folder, timeout=3600, env={**ours, **keys}).returncode
    finally:
        emulator.terminate()
        try:
            emulator.wait(1800)
        except subprocess.TimeoutExpired:
            emulator.kill()


def main(jimeng, build):
    sys.stdout.reconfigure(line_buffering=True)
    if missing := missing_programs():
        print(f"1..0 # SKIP {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not installed")
        return 0
    if version_of_node() < 20:
        print("1..0 # SKIP the client wants Node.js 20 or newer")
        return 0
    folder = os.path.join(os.path.abspath(build), "npm-mcp")
    prepare(folder)
    if complaint := complaint_of_npm(folder) and complaint_of_npm(folder):  # a registry may fail once
        return fail("npm ci installs the client and the inspector, at the second attempt at the latest", complaint)
    return run_checks(os.path.abspath(jimeng), folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
