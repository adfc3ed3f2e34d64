#!/usr/bin/env python3
"""Runs the vendor's own npm client against the emulator, and its signer against ours; prints TAP.

usage: run.py JIMENG SIGN_LINES BUILD_DIR

The client is installed into BUILD_DIR/npm, in the version that package-lock.json pins; nothing is written beside the
sources. JIMENG_SEED repeats the random requests of an earlier run.
"""

import os
import select
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "tools"))
from clean_signals import clean_signals  # noqa: E402

NPM_CI = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
# What would lead the client away from the emulator, or to other keys.
NOT_FOR_THE_CLIENT = {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "volc_proxy_host", "volc_proxy_port",
                      "volc_accesskey", "volc_secretkey", "node_options", "node_debug"}


def missing_programs():
    return [name for name in ("node", "npm") if not shutil.which(name)]


def fail(sentence, details=""):
    print(f"1..1\nnot ok 1 - {sentence}")
    for line in details.splitlines()[-30:]:
        print(f"# {line}")
    return 1


def copy_sources(folder):
    os.makedirs(folder, exist_ok=True)
    for name in sorted(os.listdir(HERE)):
        if name.endswith((".mjs", ".json")):
            shutil.copy(os.path.join(HERE, name), folder)


def complaint_of_npm(folder):
    """Installs what the lock file pins. Empty when it worked."""
    try:
        done = subprocess.run(NPM_CI, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=1800)
    except subprocess.TimeoutExpired:
        return "npm ci hangs"
    return "" if done.returncode == 0 else f"npm ci ended with {done.returncode}\n{done.stdout}"


def client_environment(folder):
    # The vendor's client reads keys below the home folder too.
    kept = {name: value for name, value in os.environ.items() if name.lower() not in NOT_FOR_THE_CLIENT}
    return {**kept, "HOME": folder}


def first_line_of(emulator):
    readable, _, _ = select.select([emulator.stdout], [], [], 1800)
    return emulator.stdout.readline() if readable else b""


def run_checks(jimeng, sign_lines, folder):
    emulator = subprocess.Popen([jimeng, "emulator", "--task-queries", "2"], stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, preexec_fn=clean_signals)
    try:
        announced = first_line_of(emulator)
        if not announced:
            return fail("the emulator tells where it listens")
        # A missing check shows as a hole in the plan, a crash as an exit code.
        return subprocess.run(["node", "main.mjs", sign_lines], cwd=folder, input=announced, timeout=1800,
                              env=client_environment(folder)).returncode
    finally:
        emulator.terminate()
        try:
            emulator.wait(1800)
        except subprocess.TimeoutExpired:
            emulator.kill()


def main(jimeng, sign_lines, build):
    sys.stdout.reconfigure(line_buffering=True)
    if missing := missing_programs():
        print(f"1..0 # SKIP {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not installed")
        return 0
    folder = os.path.join(os.path.abspath(build), "npm")
    copy_sources(folder)
    if complaint := complaint_of_npm(folder) and complaint_of_npm(folder):  # a registry may fail once
        return fail("npm ci installs the vendor's client, at the second attempt at the latest", complaint)
    return run_checks(os.path.abspath(jimeng), os.path.abspath(sign_lines), folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
