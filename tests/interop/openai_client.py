#!/usr/bin/env python3
"""Runs OpenAI's own npm client against `jimeng serve`, which runs against the emulator; prints TAP.

usage: openai_client.py JIMENG BUILD_DIR

The client is installed into BUILD_DIR/npm-openai, in the version that openai/package-lock.json pins; nothing is written beside the
sources.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from run import clean_signals, client_environment, complaint_of_npm, fail, first_line_of, missing_programs  # noqa: E402


def png(colours, row):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 64, 64, 8, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress((b"\0" + row) * 64)) + chunk(b"IEND", b"")


def prepare(folder):
    os.makedirs(folder, exist_ok=True)
    for name in ("openai/main.mjs", "openai/package.json", "openai/package-lock.json", "tap.mjs"):
        shutil.copy(os.path.join(HERE, name), folder)
    for name in ("ledger.jsonl", "state", "pictures"):
        path = os.path.join(folder, name)
        shutil.rmtree(path, ignore_errors=True) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
    os.mkdir(os.path.join(folder, "state"), 0o700)
    for name, content in (("picture", png(2, b"\x20\x40\x80" * 64)), ("mask", png(6, b"\0\0\0\0" * 32 + b"\0\0\0\xff" * 32))):
        with open(os.path.join(folder, name + ".png"), "wb") as file:
            file.write(content)


def version_of_node():
    return int(subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout[1:].split(".")[0])


def run_checks(jimeng, folder):
    ours = client_environment(folder)
    ours = {name: value for name, value in ours.items() if not name.startswith(("JIMENG_", "VOLC"))}
    started = []

    def start(*words, **more):
        started.append(subprocess.Popen([jimeng, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=folder,
                                        env={**ours, **more}, preexec_fn=clean_signals))
        return json.loads(first_line_of(started[-1]) or "{}")

    try:
        service = start("emulator", "--task-seconds", "2", "--ledger", "ledger.jsonl")
        if not service:
            return fail("the emulator tells where it listens")
        told = start("serve", "--concurrency", "4", "--output", "pictures", "--wait-timeout", "3600",
                     JIMENG_API_URL=service["url"], VOLC_ACCESSKEY=service["access_key_id"], VOLC_SECRETKEY=service["secret_access_key"],
                     JIMENG_STATE_DIR=os.path.join(folder, "state"), JIMENG_POLL_INTERVAL="0.05")
        if not told:
            return fail("the server tells where it listens")
        return subprocess.run(["node", "main.mjs", told["url"], told["token"]], cwd=folder, timeout=1800, env=ours).returncode
    finally:
        for one in reversed(started):
            one.terminate()
            try:
                one.wait(1800)
            except subprocess.TimeoutExpired:
                one.kill()


def main(jimeng, build):
    sys.stdout.reconfigure(line_buffering=True)
    if missing := missing_programs():
        print(f"1..0 # SKIP {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not installed")
        return 0
    if version_of_node() < 20:
        print("1..0 # SKIP OpenAI's client wants Node.js 20 or newer")
        return 0
    folder = os.path.join(os.path.abspath(build), "npm-openai")
    prepare(folder)
    if complaint := complaint_of_npm(folder) and complaint_of_npm(folder):  # a registry may fail once
        return fail("npm ci installs OpenAI's client, at the second attempt at the latest", complaint)
    return run_checks(os.path.abspath(jimeng), folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
