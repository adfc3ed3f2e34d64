"""Runs `jimeng emulator` for a test and gives the environment in which programs talk to it."""

import contextlib
import json
import os
import signal
import struct
import subprocess
import tempfile

from clean_signals import clean_signals


# The journal of whoever runs the tests is none of theirs; it ends with this process.
STATE = tempfile.TemporaryDirectory()


def bare_environment():
    """This process's environment without anything that reaches the real service, or keeps what tests did."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VOLC", "JIMENG_", "LC_", "LANG"))}
    return {**kept, "JIMENG_STATE_DIR": STATE.name}


@contextlib.contextmanager
def emulator(command, *options):
    """The environment for a service that ends with the block."""
    server = subprocess.Popen([command, "emulator", *options], stdout=subprocess.PIPE, text=True,
                              preexec_fn=clean_signals)
    try:
        said = json.loads(server.stdout.readline())
        yield {**bare_environment(), "JIMENG_API_URL": said["url"], "JIMENG_POLL_INTERVAL": "0.2",
               "VOLC_ACCESSKEY": said["access_key_id"], "VOLC_SECRETKEY": said["secret_access_key"]}
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=1800)


def png_size(path):
    """(width, height) of a PNG file; None for anything else."""
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as stream:
        head = stream.read(24)
        stream.seek(-12, os.SEEK_END)
        tail = stream.read()
    if head[:16] != b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" or tail[4:8] != b"IEND":
        return None
    return struct.unpack(">II", head[16:])
