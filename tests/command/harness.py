"""What the tests of the command share. Each test file is called with the command's path first."""

import atexit
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import hints
from fake_service import FakeService

JIMENG = os.path.abspath(sys.argv[1])
SECRET = "c2VjcmV0LWNhbmFyeS1uZXZlci1zaG93bg=="
ID = "7392616336519610409"
ACCEPTED = f"jimeng: task {ID} accepted\n"
LIMIT = 600  # seconds; nothing takes that long, so what does hangs
NO_PLACE = os.path.join(tempfile.gettempdir(), "jimeng-test-journal-of-nobody")  # for what is started outside a test
HOME = tempfile.mkdtemp()  # without the files of keys that whoever runs the test may have
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
results = []
everything_printed = []
said_by_runs = []  # program, words, and what came on standard error


def bare_environment(**more):
    return {**{k: v for k, v in os.environ.items()
               if not k.startswith(("VOLC", "JIMENG_", "LC_", "LANG", "ARK_", "XDG_")) and not k.lower().endswith("_proxy")},
            "HOME": HOME, "JIMENG_STATE_DIR": place.get("journal", NO_PLACE), **more}


class Run:
    def __init__(self, *args, env=None, program=JIMENG, cwd=None, **more):
        done = subprocess.run([program, *args], env=bare_environment(**(env or {})), cwd=cwd or place["scratch"],
                              capture_output=True, timeout=LIMIT, **more)
        self.code, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()
        everything_printed.append(self.out + self.err)
        said_by_runs.append((program, args, self.err))

    @property
    def json(self):
        return json.loads(self.out)


def keys(**more):
    return {"VOLC_ACCESSKEY": "AKLTTESTTEST", "VOLC_SECRETKEY": SECRET, "JIMENG_API_URL": place["service"].url,
            "JIMENG_POLL_INTERVAL": "0.01", **more}


def without_leak_search():
    """What looks for leaks at the end of a process stops it as a debugger does, and hangs if SIGCONT comes just then."""
    return {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"}


def emulated(*args, **more):
    return Run("generate", *args, "--emulator", env={"JIMENG_POLL_INTERVAL": "0.01"}, **more)


def as_started_by_hand(ignored=()):
    """Whatever this test was started with, the command starts as from a terminal."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGXFSZ, signal.SIGXCPU, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def started(*args, program=(), ignored=(), before=lambda: None, stdout=subprocess.PIPE, **more):
    def prepare():
        as_started_by_hand(ignored)
        before()

    return subprocess.Popen([*program, JIMENG, *args], env=bare_environment(**keys(**more)), cwd=place["scratch"], stdout=stdout,
                            stderr=subprocess.PIPE, start_new_session=True, preexec_fn=prepare)


def wait_until(holds_now, process=None, what="it never came"):
    end = time.monotonic() + LIMIT
    while not holds_now():
        assert time.monotonic() < end, what
        assert process is None or process.poll() is None, f"ended with {process.returncode}: {process.stderr.read().decode()}"
        time.sleep(0.005)


def wait_for_query(count=1):
    wait_until(lambda: len(place["service"].queries()) >= count)


def png(width, height, noise=False):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + (os.urandom(3 * width) if noise else b"\x20\x40\x80" * width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def dimensions(path):
    with open(path, "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n", path
    return struct.unpack(">II", head[16:24])


def same(got, wanted):
    assert got == wanted, f"got {got!r}, wanted {wanted!r}"


def holds(text, *parts):
    for part in parts:
        assert part in text, f"{part!r} is not in {text!r}"


def one_line(text):
    """One line, not counting the one that tells which task was accepted."""
    text = text.removeprefix(ACCEPTED)
    assert text.count("\n") == 1 and text.endswith("\n"), f"not one line: {text!r}"


def note_of_host(host):
    """The line that tells that requests go to somebody else than the vendor."""
    return f"jimeng: note: JIMENG_API_URL leads to {host}, which is no host of the vendor's: prompts, pictures and what your keys sign go there\n"


def ends_in_resume(text):
    assert re.search(rf"run: jimeng wait {ID}.*\n\Z", text), text


def line_to_run(text):
    return re.search(r"run: (jimeng wait .*)$", text, re.MULTILINE).group(1)


place = {}


def check(function):
    """Runs a test at once, with a folder and a service of its own: `scratch` and `service` in its file."""
    with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as kept:
        os.mkdir(os.path.join(kept, "jobs"), 0o700)
        place.update(scratch=scratch, journal=kept, service=FakeService())
        function.__globals__.update(place)
        try:
            function()
            results.append(None)
        except Exception as error:  # a test reports whatever went wrong
            results.append(f"{type(error).__name__}: {error}")
        finally:
            place["service"].close()
    print(f"{'not ok' if results[-1] else 'ok'} {len(results)} - {function.__name__.replace('_', ' ')}")
    if results[-1]:
        print("# " + results[-1].replace("\n", "\n# "))
    sys.stdout.flush()
    return function


def no_hint_names_an_option_that_its_subcommand_lacks():
    wrong = hints.wrong_hints(JIMENG, bare_environment(JIMENG_LANG="en"), said_by_runs)
    assert not wrong, "\n".join(wrong)


def over():
    check(no_hint_names_an_option_that_its_subcommand_lacks)
    print(f"1..{len(results)}")
    return any(results)
