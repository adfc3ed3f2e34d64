#!/usr/bin/env python3
"""Uses this checkout as strangers do, in a folder of its own: as a Meson subproject, through pkg-config, through CMake.

usage: consume.py SOURCE_DIR COMPILER

Prints one TAP line per promise. Nothing outside the temporary folder is written.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
QUICK = ["-Doptimization=0", "-Ddebug=false"]  # it is the ways to the library that are tested


class failure(Exception):
    pass


def call(*command, cwd=None, env=None):
    done = subprocess.run(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise failure(f"{shlex.join(command)} ended with {done.returncode}:\n" + "\n".join(done.stdout.splitlines()[-30:]))
    return done.stdout


def require(condition, sentence):
    if not condition:
        raise failure(sentence)


def checkout_files(source):
    """What a clone would hold, and what is about to be committed; everything where there is no git."""
    listed = subprocess.run(["git", "-C", source, "ls-files", "-coz", "--exclude-standard"], capture_output=True)
    if listed.returncode == 0 and listed.stdout:
        return [os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    found = []
    for folder, folders, names in os.walk(source):
        folders[:] = [name for name in folders if name not in ("build", "node_modules", ".git", "generated_images")]
        found += [os.path.relpath(os.path.join(folder, name), source) for name in names]
    return found


def copy_checkout(source, target):
    for name in checkout_files(source):
        path = os.path.join(source, name)
        if os.path.isfile(path):
            os.makedirs(os.path.dirname(os.path.join(target, name)), exist_ok=True)
            shutil.copy(path, os.path.join(target, name))


def meson_environment(compiler):
    # The compiler is the one of the outer build; flags of that build (sanitizers) are not wanted here.
    return {**os.environ, "CXX": compiler, "CXXFLAGS": "", "LDFLAGS": ""}


def introspect(build, what):
    return json.loads(call("meson", "introspect", what, build))


def as_subproject(checkout, compiler, folder):
    parent = os.path.join(folder, "parent")
    shutil.copytree(os.path.join(HERE, "meson"), parent)
    shutil.copy(os.path.join(HERE, "program.cpp"), parent)
    shutil.copytree(checkout, os.path.join(parent, "subprojects", "jimeng"))
    build = os.path.join(parent, "build")
    call("meson", "setup", "--wrap-mode=forcefallback", *QUICK, build, parent, env=meson_environment(compiler))
    call("meson", "compile", "-C", build)
    require(call(os.path.join(build, "program")).startswith("a white cat: "), "the program does not print its line")
    targets = [target["name"] for target in introspect(build, "--targets")]
    require(targets == ["program"], f"more is built than the parent's program: {targets}")
    require(introspect(build, "--tests") == [], "our tests came along")
    require(introspect(build, "--benchmarks") == [], "our benchmarks came along")
    installed = [os.path.basename(path) for path in introspect(build, "--installed")]
    require(installed == ["program"], f"more is installed than the parent's program: {installed}")


def install(checkout, compiler, folder):
    """Returns the prefix, after it has moved: nothing installed may name the place it was first put to."""
    build = os.path.join(folder, "installing")
    options = [f"-D{name}=disabled" for name in ("tests", "examples", "command", "benchmarks")] + ["-Dcompiled=enabled"]
    call("meson", "setup", "--prefix=/opt/jimeng", *QUICK, *options, build, checkout, env=meson_environment(compiler))
    call("meson", "install", "-C", build, env={**os.environ, "DESTDIR": os.path.join(folder, "stage")})
    prefix = os.path.join(folder, "prefix")
    os.rename(os.path.join(folder, "stage", "opt", "jimeng"), prefix)
    return prefix


def through_pkg_config(prefix, compiler, folder):
    environment = {**os.environ, "PKG_CONFIG_PATH": os.path.join(prefix, "share", "pkgconfig")}
    flags = call("pkg-config", f"--define-variable=prefix={prefix}", "--cflags", "--libs", "jimeng", env=environment)
    program = os.path.join(folder, "through_pkg_config")
    call(compiler, "-std=c++20", os.path.join(HERE, "program.cpp"), "-o", program, *shlex.split(flags))
    require(call(program).startswith("a white cat: "), "the program does not print its line")
    require(call("pkg-config", "--modversion", "jimeng", env=environment).strip() != "", "no version")


def compiled_through_pkg_config(prefix, compiler, folder):
    environment = {**os.environ, "PKG_CONFIG_PATH": os.path.join(prefix, "share", "pkgconfig")}
    flags = call("pkg-config", f"--define-variable=prefix={prefix}", "--cflags", "--libs", "jimeng-compiled", env=environment)
    require("-DJIMENG_SEPARATE_COMPILATION" in flags, f"the mode is not among the flags: {flags}")
    program = os.path.join(folder, "compiled_through_pkg_config")
    call(compiler, "-std=c++20", os.path.join(HERE, "program.cpp"), "-o", program, *shlex.split(flags))
    require(call(program).startswith("a white cat: "), "the program does not print its line")


def through_cmake(prefix, compiler, folder):
    source = os.path.join(folder, "through_cmake")
    shutil.copytree(os.path.join(HERE, "cmake"), source)
    shutil.copy(os.path.join(HERE, "program.cpp"), source)
    with open(os.path.join(source, "CMakeLists.txt"), "a", encoding="utf-8") as stream:
        stream.write("\nadd_executable(compiled program.cpp)\ntarget_link_libraries(compiled PRIVATE jimeng::compiled)\n")
    build = os.path.join(source, "build")
    call("cmake", "-S", source, "-B", build, f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={compiler}")
    call("cmake", "--build", build)
    for name in ("program", "compiled"):
        require(call(os.path.join(build, name)).startswith("a white cat: "), f"{name} does not print its line")


def main(source, compiler):
    with tempfile.TemporaryDirectory() as folder:
        checkout = os.path.join(folder, "checkout")
        copy_checkout(source, checkout)
        prefix = None

        def installed():
            nonlocal prefix
            prefix = prefix or install(checkout, compiler, folder)
            return prefix

        cases = [
            ("a Meson parent gets the library and nothing else", None, lambda: as_subproject(checkout, compiler, folder)),
            ("a program finds the installed library through pkg-config", "pkg-config",
             lambda: through_pkg_config(installed(), compiler, folder)),
            ("a program finds the compiled library through pkg-config", "pkg-config",
             lambda: compiled_through_pkg_config(installed(), compiler, folder)),
            ("a program finds the installed library through CMake", "cmake",
             lambda: through_cmake(installed(), compiler, folder)),
        ]
        print(f"1..{len(cases)}", flush=True)
        failed = False
        for number, (name, tool, check) in enumerate(cases, 1):
            if tool and not shutil.which(tool):
                print(f"ok {number} - {name} # SKIP {tool} is not installed", flush=True)
                continue
            try:
                check()
                print(f"ok {number} - {name}", flush=True)
            except failure as reason:
                failed = True
                print(f"not ok {number} - {name}", flush=True)
                print("\n".join(f"# {line}" for line in str(reason).splitlines()), flush=True)
        return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
