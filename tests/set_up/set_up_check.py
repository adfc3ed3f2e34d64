#!/usr/bin/env python3
"""Runs examples/quickstart and tests/run on imagined machines: nothing is installed, the package managers are shims.

usage: set_up_check.py SOURCE_DIR

Each machine is a folder of programs that is the whole PATH: the few tools that the scripts need, and shims that write
down how they were called.
"""

import os
import shutil
import subprocess
import sys
import tempfile

TOOLS = ["bash", "cat", "dirname", "env", "getconf", "grep", "head", "mkdir", "printf", "rm", "sort", "tail", "tr",
         "uname"]
LIBRARIES = ["libboost-json1.81-dev", "libboost1.81-dev", "libcairo2-dev", "libcli11-dev", "libssl-dev",
             "zlib1g-dev"]


class machine:
    def __init__(self, source, folder, shims=(), user=0):
        self.top = os.path.join(folder, "checkout")
        self.path = os.path.join(folder, "bin")
        self.calls = os.path.join(folder, "calls")
        os.mkdir(self.path)
        for name in ("examples/quickstart", "examples/setup.sh", "tests/run"):
            os.makedirs(os.path.dirname(os.path.join(self.top, name)), exist_ok=True)
            shutil.copy(os.path.join(source, name), os.path.join(self.top, name))
        for tool in TOOLS:
            os.symlink(shutil.which(tool), os.path.join(self.path, tool))
        self.shim("id", f"echo {user}")
        for name in shims:
            # sudo passes on, the others only tell how they were called
            self.shim(name, f'echo "{name} $*" >> "{self.calls}"' + ('; exec "$@"' if name == "sudo" else ""))

    def shim(self, name, body):
        path = os.path.join(self.path, name)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(f"#!{shutil.which('bash')}\n{body}\n")
        os.chmod(path, 0o755)

    def run(self, script, *arguments):
        done = subprocess.run([os.path.join(self.top, script), *arguments], env={"PATH": self.path}, cwd="/",
                              capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    def called(self):
        if not os.path.exists(self.calls):
            return []
        with open(self.calls, encoding="utf-8") as stream:
            return stream.read().splitlines()


def require(condition, reason):
    if not condition:
        raise AssertionError(reason)


def no_install_never_installs(make):
    for script, arguments in (("examples/quickstart", ["--no-install", "a cat"]), ("tests/run", ["--no-install"])):
        here = make(["apt-get", "apt-cache", "sudo"])
        code, _, error = here.run(script, *arguments)
        require(code == 1, f"{script} ended with {code}: {error}")
        require("g++" in error and "libssl-dev" in error, f"the list is not printed: {error}")
        require(not any(call.startswith(("apt-get", "sudo")) for call in here.called()), f"it called {here.called()}")


def apt_gets_what_is_missing(make):
    here = make(["apt-get", "apt-cache"])
    here.run("examples/quickstart", "a cat")
    calls = [call for call in here.called() if call.startswith("apt-get")]
    require(len(calls) == 2 and calls[0] == "apt-get update", f"{calls}")
    words = calls[1].split()
    require("install" in words and "--no-remove" in words, f"{calls}")
    require(all(name in words for name in ["g++", "meson", "ninja-build", "pkg-config", *LIBRARIES]), f"{calls}")
    require("libboost-test1.81-dev" not in words, "the quickstart needs no test packages")


def tests_need_more(make):
    here = make(["apt-get", "apt-cache"])
    code, output, error = here.run("tests/run")
    require(code == 1 and "still missing" in error, f"{code} {output} {error}")
    require(any("libboost-test1.81-dev" in call for call in here.called()), f"{here.called()}")


def others_use_sudo(make):
    here = make(["apt-get", "apt-cache", "sudo"], user=1000)
    here.run("examples/quickstart", "a cat")
    calls = [call for call in here.called() if call.startswith("sudo")]
    require(len(calls) == 2, f"{here.called()}")


def without_sudo_the_list_is_printed(make):
    here = make(["apt-get", "apt-cache"], user=1000)
    code, _, error = here.run("examples/quickstart", "a cat")
    require(code == 1 and "libssl-dev" in error, f"{code} {error}")
    require(not any(call.startswith("apt-get") for call in here.called()), f"{here.called()}")


def an_unknown_machine_stops(make):
    code, _, error = make().run("examples/quickstart", "a cat")
    require(code == 1 and "missing: " in error and "openssl" in error, f"{code} {error}")


def other_managers_use_their_own_names(make):
    names = {"dnf": ["gcc-c++", "boost-devel", "openssl-devel", "cli11-devel", "cairo-devel", "ninja-build",
                     "zlib-devel"],
             "pacman": ["gcc", "boost", "openssl", "cli11", "cairo", "ninja", "zlib"],
             "brew": ["boost", "openssl@3", "cli11", "cairo", "ninja", "zlib"]}
    for manager, packages in names.items():
        here = make([manager])
        here.run("examples/quickstart", "a cat")
        words = " ".join(here.called()).split()
        require(all(name in words for name in packages), f"{manager}: {here.called()}")


def usage_without_a_prompt(make):
    for arguments in ([], ["--no-install"]):
        code, output, error = make(["apt-get"]).run("examples/quickstart", *arguments)
        require(code == 2 and not output and "usage: examples/quickstart" in error, f"{arguments}: {code} {error}")
    code, _, error = make(["apt-get"]).run("tests/run", "--fast")
    require(code == 2 and "usage: tests/run" in error, f"{code} {error}")


CASES = [
    ("--no-install never installs and prints the list", no_install_never_installs),
    ("apt-get is asked for what is missing and nothing else", apt_gets_what_is_missing),
    ("the tests ask for more", tests_need_more),
    ("who is not root uses sudo", others_use_sudo),
    ("without sudo the list is printed", without_sudo_the_list_is_printed),
    ("a machine without a known package manager gets the list", an_unknown_machine_stops),
    ("dnf, pacman and brew are asked by their own names", other_managers_use_their_own_names),
    ("no prompt and unknown options are answered with the usage", usage_without_a_prompt),
]


def main(source):
    print(f"1..{len(CASES)}", flush=True)
    failed = False
    for number, (name, case) in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory() as folder:
            def make(shims=(), user=0):
                return machine(source, tempfile.mkdtemp(dir=folder), shims, user)
            try:
                case(make)
                print(f"ok {number} - {name}", flush=True)
            except AssertionError as reason:
                failed = True
                print(f"not ok {number} - {name}", flush=True)
                print("\n".join(f"# {line}" for line in str(reason).splitlines()), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
