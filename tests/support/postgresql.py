#!/usr/bin/env python3
"""A PostgreSQL server of a test's own, on a socket in a temporary folder.

usage: postgresql.py PROGRAM [ARGUMENT ...]

Runs the program with the server's address in JIMENG_TEST_STORE. Exit code 77, which skips a test, where there is no server
on this machine.
"""

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time

MISSING = "PostgreSQL's server is not installed (its initdb is neither in PATH nor below /usr/lib/postgresql)"
LIMIT = 300  # seconds; nothing takes that long, so what does hangs


def folder_of_programs():
    """Where initdb lies; None where there is none."""
    found = shutil.which("initdb")
    if found:
        return os.path.dirname(os.path.realpath(found))
    folders = glob.glob("/usr/lib/postgresql/*/bin/initdb") + glob.glob("/usr/pgsql-*/bin/initdb")
    return os.path.dirname(max(folders)) if folders else None


def ordinary_user():
    """The server does not run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            one = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": one.pw_uid, "group": one.pw_gid, "extra_groups": []}
    return {}


class Server:
    def __init__(self, settings=""):
        self.programs = folder_of_programs()
        self.user = ordinary_user()
        self.folder = tempfile.mkdtemp(prefix="jimeng-pg-")
        if self.user:
            os.chown(self.folder, self.user["user"], self.user["group"])
        self.data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", self.data, "-U", "jimeng", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as file:
            file.write(f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nmax_connections = 200\n{settings}\n")
        self.start()

    def run(self, program, *words):
        done = subprocess.run([os.path.join(self.programs, program), *words], cwd="/", stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=LIMIT, **self.user)
        assert done.returncode == 0, f"{program} {words}: {done.stdout.decode()}"

    def start(self):
        with open(os.path.join(self.folder, "log"), "ab") as log:
            self.process = subprocess.Popen([os.path.join(self.programs, "postgres"), "-D", self.data], cwd="/",
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self.user)
        end = time.monotonic() + LIMIT
        while subprocess.run([os.path.join(self.programs, "pg_isready"), "-q", "-h", self.folder], check=False).returncode:
            assert self.process.poll() is None, open(os.path.join(self.folder, "log"), encoding="utf-8").read()[-2000:]
            assert time.monotonic() < end, "the server does not come up"
            time.sleep(0.02)

    def stop(self, how="fast"):
        self.run("pg_ctl", "stop", "-D", self.data, "-m", how, "-w")
        self.process.wait(timeout=LIMIT)

    def ask(self, statement, database="postgres"):
        """The answer's lines, each a list of texts."""
        psql = shutil.which("psql") or os.path.join(self.programs, "psql")
        done = subprocess.run([psql, "-XAtq", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "jimeng", "-c", statement,
                               database], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=LIMIT, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return [line.split("\t") for line in done.stdout.decode().splitlines()]

    @property
    def url(self):
        return f"postgresql://jimeng@/postgres?host={self.folder}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


def main(*words):
    if not folder_of_programs():
        print(MISSING)
        return 77
    with Server() as server:
        return subprocess.run(words, env={**os.environ, "JIMENG_TEST_STORE": server.url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
