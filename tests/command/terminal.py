#!/usr/bin/env python3
"""The command on a terminal: a pseudo-terminal for the bytes, and tmux for what is seen of them. Prints TAP.

usage: terminal.py JIMENG
"""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import accepted, links  # noqa: E402
from harness import *  # noqa: E402,F403
from pictures import chunk, jpeg  # noqa: E402

ESCAPE = "\x1b"
PLAIN = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
OWN = ("TERM", "COLORTERM", "COLUMNS", "NO_COLOR", "TMUX", "DISPLAY", "WAYLAND_DISPLAY", "KITTY_", "VTE_", "ITERM_")
RED, BLUE = (255, 0, 0), (0, 0, 255)


def environment(**more):
    """Without what the terminal that the tests run in says of itself."""
    return {name: value for name, value in bare_environment(**keys(**more)).items() if name in more or not name.startswith(OWN)}


def at(*names):
    return os.path.join(scratch, *names)


def put(name, content):
    with open(at(name), "wb") as file:
        file.write(content)
    return at(name)


def red_over_blue(side=64):
    rows = b"".join(b"\0" + bytes(RED if y < side // 2 else BLUE) * side for y in range(side))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def on_terminal(*words, columns=40, rows=24, **more):
    """Exit code and what the terminal was sent, on both outputs."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    with subprocess.Popen([JIMENG, *words], env=environment(**more), cwd=scratch, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        sent = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            sent += piece
        os.close(master)
        code = process.wait(timeout=LIMIT)
    everything_printed.append(sent.decode(errors="replace"))
    return code, sent.decode().replace("\r\n", "\n")


def offered(picture=None, kind="image/png"):
    service.pictures["/p"] = (200, red_over_blue() if picture is None else picture, kind)
    service.requests.clear()
    service.answers = [accepted(), links(service.url + "/p")]
    shutil.rmtree(at("generated_images"), ignore_errors=True)


def drawn(*more, picture=None, kind="image/png", **variables):
    offered(picture, kind)
    code, sent = on_terminal("generate", "a cat", "--show", *more, **variables)
    same(code, 0)
    return sent


def colours(sent, what):
    """The colours of the foreground (38) or the background (48), in their order."""
    return [tuple(int(n) for n in one) for one in re.findall(what + r";2;(\d+);(\d+);(\d+)", sent)]


def unless(missing):
    """A test that is skipped, with these words, where something is missing."""
    def wrap(function):
        if not missing:
            return check(function)
        results.append(None)
        print(f"ok {len(results)} - {function.__name__.replace('_', ' ')} # SKIP {missing}", flush=True)
        return function
    return wrap


def knows(library):
    with open(JIMENG, "rb") as file:
        return library.encode() in file.read()


drawing = unless("" if knows("libchafa.so.0") else "the command was built without libchafa-dev")


# --- Pictures

@drawing
def characters_have_the_colours_of_the_picture():
    sent = drawn(**PLAIN)
    holds(sent, "![Generated Image]", "Save Path: ")
    picture = sent.split("- Link: ")[1]
    top, bottom = picture.split("\n")[2], picture.rstrip("\n").split("\n")[-2]
    assert RED in colours(top, "[34]8") and BLUE not in colours(top, "[34]8"), repr(top)
    assert BLUE in colours(bottom, "[34]8") and RED not in colours(bottom, "[34]8"), repr(bottom)
    assert not re.search(r"\x1b[_P]", picture), "graphics for a terminal that has none"


@drawing
def nothing_is_wider_or_higher_than_the_terminal():
    for columns, rows in ((20, 8), (80, 24), (200, 10)):
        picture = drawn(columns=columns, rows=rows, **PLAIN).split("- Link: ")[1].split("\n", 1)[1]
        lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", picture).strip("\n").split("\n")
        assert len(lines) <= max(4, rows * 2 // 3) and max(len(line) for line in lines) <= columns, (columns, rows, lines)
        same(len(lines[0]) in (2 * len(lines), 2 * len(lines) - 1, 2 * len(lines) + 1), True)  # a cell is twice as high as wide


@drawing
def each_terminal_gets_what_it_speaks():
    for variables, begin in (({"TERM": "xterm-kitty"}, r"\x1b_Ga=T,f=32,s=\d+"), ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, r"\x1b_Ga=T"),
                             ({"TERM": "xterm-ghostty"}, r"\x1b_Ga=T"), ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, r"\x1b\]1337;File="),
                             ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, r"\x1b\]1337;File="),
                             ({"TERM": "mlterm"}, r"\x1bP[0-9;]*q"), ({"TERM": "foot"}, r"\x1bP[0-9;]*q")):
        sent = drawn(**variables)
        assert re.search(begin, sent), (variables, sent[-200:])
        tmux = drawn(**{**variables, "TERM": "screen-256color", "TMUX": "/tmp/x,1,0"})
        assert not re.search(r"\x1b_G|\x1bP|\x1b\]1337", tmux), variables


@drawing
def without_a_terminal_a_sentence_says_so():
    for more in ({}, {"TERM": "xterm-kitty"}):
        offered()
        run = Run("generate", "a cat", "--show", env=keys(**more))
        same((run.code, run.out.count(ESCAPE)), (0, 0))
        holds(run.err, "note: --show: standard output is no terminal")
    sent = drawn(TERM="dumb")
    holds(sent, "note: --show: standard output is no terminal")
    assert ESCAPE not in sent, repr(sent)
    run = Run("generate", "a cat", "--show", "--json", env=keys())
    same((run.code, service.submits()[1:]), (2, []))
    holds(run.err, "--show", "--json")


@drawing
def a_jpeg_is_drawn_and_what_cannot_be_drawn_is_named():
    sent = drawn(picture=jpeg(16, 16), kind="image/jpeg", **PLAIN)
    if knows("libturbojpeg.so.0"):
        assert colours(sent, "[34]8") and "--show:" not in sent, sent
    else:
        holds(sent, "note: --show: ", "libturbojpeg")
    code, sent = on_terminal("generate", "a wave", "--model", "video-3.0", "--emulator", "--show", **PLAIN)
    same(code, 0)
    holds(sent, "note: --show: ", "is a video", "--open")


@drawing
def hostile_pictures_harm_nobody():
    good = red_over_blue()
    huge = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)) + good[33:]
    liar = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 4000, 4000, 8, 2, 0, 0, 0)) + good[33:]
    for name, data in (("huge.png", huge), ("liar.png", liar), ("short.png", good[:60]), ("head.png", good[:8]), ("empty.png", b""),
                       ("short.jpg", jpeg(64, 64)[:40]), ("liar.jpg", jpeg(64, 64).replace(struct.pack(">HH", 64, 64), b"\xff\xff\xff\xff")), ("x.png", b"\x1b[31m")):
        put(name, data)
        code, sent = on_terminal("show", name, "--show", **PLAIN)
        same(code, 1)
        holds(sent, "note: --show: ", name)
        assert not colours(sent, "[34]8"), name


@drawing
def without_colours_shapes_are_drawn():
    sent = drawn(NO_COLOR="1", **PLAIN)
    assert not re.search(r"\x1b\[[0-9;]*(38|48|3[0-7]|4[0-7]|9[0-7])[;m]", sent), repr(sent)
    same(len(sent.split("- Link: ")[1].strip("\n").split("\n")) > 3, True)


# --- What a terminal can click on, erase and lay out

@check
def links_and_paths_can_be_clicked_on():
    offered()
    code, sent = on_terminal("generate", "a cat", **PLAIN)
    url, path = service.url + "/p", f"generated_images/{ID}.png"
    same(code, 0)
    holds(sent, f"![Generated Image](\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\)", f"- Link: <\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\>")
    target = re.search(r"- Save Path: \x1b\]8;;file://[^/]*(/[^\x1b]*)\x1b\\" + path, sent).group(1)
    same(os.path.samefile(target, at(path)), True)
    bare = re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\", "", sent)
    for variables in ({**PLAIN, "NO_COLOR": "1"}, {"TERM": "dumb"}, {}):
        offered()
        _, other = on_terminal("generate", "a cat", **variables)
        assert "\x1b]8" not in other, variables
        same(other[other.index("!["):], bare[bare.index("!["):])


@check
def a_dumb_terminal_gets_lines():
    for variables in ({"TERM": "dumb"}, {}):
        offered()
        _, sent = on_terminal("generate", "a cat", **variables)
        assert ESCAPE not in sent, repr(sent)
        holds(sent, ACCEPTED)
    offered()
    _, sent = on_terminal("generate", "a cat", **PLAIN)
    holds(sent, "\r\x1b[K")


@check
def a_hostile_link_or_name_ends_no_escape():
    service.answers = [accepted(), links(service.url + "/p\x1b\\\x07evil\x1b]0;x\x07")]
    _, sent = on_terminal("generate", "a cat", "--no-download", **PLAIN)
    for one in re.findall(r"\x1b(.)", sent):
        assert one in "[]\\", repr(sent)
    assert "\x07" not in sent and "\x1b]0" not in sent, repr(sent)


@check
def help_fits_the_terminal():
    whole = Run("generate", "--help").out
    for columns, most in ((40, 60), (60, 60), (85, 85), (120, 120), (300, 120)):
        for how in ("window", "variable"):
            if how == "window":
                _, text = on_terminal("generate", "--help", columns=columns, **PLAIN)
            else:
                text = Run("generate", "--help", env={"COLUMNS": str(columns)}).out
            options = text.split("Examples:")[0].split("Options:")[1]
            for line in options.split("\n"):
                assert len(line) <= most or len(line.split()) == 1 or line.startswith("  -") or line.startswith("  --"), (columns, line)
            assert max(len(line) for line in options.split("\n") if line.startswith("      ")) <= most
            same(re.sub(r"\s+", "", options), re.sub(r"\s+", "", whole.split("Examples:")[0].split("Options:")[1]))


# --- Windows

@check
def without_a_desktop_a_sentence_says_so():
    offered()
    run = Run("generate", "a cat", "--open", env={**keys(), "DISPLAY": "", "WAYLAND_DISPLAY": ""})
    same(run.code, 0)
    holds(run.err, "note: --open: there is no desktop here")


@check
def results_are_opened_without_a_shell():
    os.mkdir(at("bin"))
    put("bin/xdg-open", b"#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" >> \"$OPENED\"\n")
    os.chmod(at("bin/xdg-open"), 0o755)
    name = "a $(touch x) 'b'.png"
    for words in (["--output", name], ["--output", "-x.png"]):
        offered()
        variables = {**keys(), "DISPLAY": ":77", "OPENED": at("opened"), "PATH": at("bin") + ":" + os.environ["PATH"]}
        run = Run("generate", "a cat", "--open", words[0] + "=" + words[1], env=variables)
        same((run.code, run.err), (0, ACCEPTED))
        wait_until(lambda: os.path.exists(at("opened")) and open(at("opened")).read().endswith(words[1] + "\n"))
        same(open(at("opened")).read(), f"1\n{at(words[1])}\n")
        os.remove(at("opened"))
    assert not os.path.exists(at("x"))
    offered()
    run = Run("generate", "a cat", "--open", env={**keys(), "DISPLAY": ":77", "PATH": at("nowhere")})
    same(run.code, 0)
    holds(run.err, "note: --open: xdg-open cannot be run")


# --- Real terminals

def shell_line(*words):
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)


@unless("" if shutil.which("tmux") and knows("libchafa.so.0") else "tmux is not installed, or the command was built without libchafa-dev")
def tmux_shows_half_blocks():
    put("two.png", red_over_blue())
    socket = at("tmux")
    line = shell_line(JIMENG, "show", "two.png", "--show") + "; echo over; sleep 1000"
    env = environment(TERM="xterm-256color", COLORTERM="truecolor", LC_ALL="C.UTF-8")
    tmux = ["tmux", "-u", "-S", socket, "-f", "/dev/null"]

    def seen():
        return subprocess.run([*tmux, "capture-pane", "-p", "-e", "-t", "0"], env=env, capture_output=True, text=True, timeout=LIMIT).stdout

    subprocess.run([*tmux, "new-session", "-d", "-x", "40", "-y", "20", line], env=env, cwd=scratch, check=True, timeout=LIMIT)
    try:
        wait_until(lambda: "over" in seen())
        lines = [line for line in seen().split("\n") if re.search(r"[34]8;[25];", line)]
        top, bottom = lines[0], lines[-1]
        assert re.search(r"[34]8;(5;(9|196)|2;255;0;0)", top), lines
        assert re.search(r"[34]8;(5;(12|21)|2;0;0;255)", bottom), lines
    finally:
        subprocess.run([*tmux, "kill-server"], env=env, timeout=LIMIT, check=False)


sys.exit(over())
