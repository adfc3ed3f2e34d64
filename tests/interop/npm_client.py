"""What running a published npm client takes: it installed in a folder of its own, processes that it talks to, and their end."""

import os
import shutil
import struct
import subprocess
import sys
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from run import clean_signals, client_environment, complaint_of_npm, fail, first_line_of, missing_programs  # noqa: E402, F401


def png(colours, row):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 64, 64, 8, colours, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress((b"\0" + row) * 64)) + chunk(b"IEND", b"")


def prepare(sources, folder, pictures):
    """Nothing of an earlier run but what npm installed."""
    os.makedirs(folder, exist_ok=True)
    for name in (f"{sources}/main.mjs", f"{sources}/package.json", f"{sources}/package-lock.json", "tap.mjs"):
        shutil.copy(os.path.join(HERE, name), folder)
    for name in ("state", "pictures"):
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    if os.path.exists(os.path.join(folder, "ledger.jsonl")):
        os.remove(os.path.join(folder, "ledger.jsonl"))
    os.mkdir(os.path.join(folder, "state"), 0o700)
    for name, content in pictures.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)


def own_environment(folder, *kept):
    """Without the keys and settings of whoever runs the test."""
    return {name: value for name, value in client_environment(folder).items()
            if not name.startswith(("JIMENG_", "VOLC")) or name in kept}


def emulated(service, folder):
    """How the command finds an emulator that said so."""
    return {"JIMENG_API_URL": service["url"], "VOLC_ACCESSKEY": service["access_key_id"],
            "VOLC_SECRETKEY": service["secret_access_key"], "JIMENG_STATE_DIR": os.path.join(folder, "state"),
            "JIMENG_POLL_INTERVAL": "0.05"}


def start(started, command, folder, env):
    """What it says first; the process is added to those that `end` ends."""
    started.append(subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, cwd=folder, env=env,
                                    preexec_fn=clean_signals))
    return first_line_of(started[-1])


def end(started):
    for one in reversed(started):
        one.terminate()
        try:
            one.wait(1800)
        except subprocess.TimeoutExpired:
            one.kill()


def run_installed(who, sources, build, pictures, run_checks):
    """Installs what the lock file of the folder pins, and runs the checks with it. The exit code."""
    sys.stdout.reconfigure(line_buffering=True)
    if missing := missing_programs():
        print(f"1..0 # SKIP {' and '.join(missing)} {'are' if len(missing) > 1 else 'is'} not installed")
        return 0
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    if int(version[1:].split(".")[0]) < 20:
        print(f"1..0 # SKIP {who} wants Node.js 20 or newer")
        return 0
    folder = os.path.join(os.path.abspath(build), f"npm-{sources}")
    prepare(sources, folder, pictures)
    if complaint := complaint_of_npm(folder) and complaint_of_npm(folder):  # a registry may fail once
        return fail(f"npm ci installs {who}, at the second attempt at the latest", complaint)
    return run_checks(folder)
