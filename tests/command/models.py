#!/usr/bin/env python3
"""Runs one request of every model by the command against the emulator, and looks at the file that comes of it. Prints TAP.

usage: models.py JIMENG
"""

import contextlib
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import zlib
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import *  # noqa: E402,F403

GREY = 8  # bits of a mask's pixel
BLUE = b"\x20\x40\x80"  # of the pictures that `png` makes


def jpeg(width, height):
    """A grey picture: each block is two zero bits, no difference and no detail."""
    def segment(kind, data):
        return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data

    blocks = -(-width // 8) * -(-height // 8)
    bits = "00" * blocks
    bits += "1" * (-len(bits) % 8)
    return (b"\xff\xd8" + segment(0xDB, b"\0" + b"\1" * 64) + segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0")
            + segment(0xC4, b"\0\1" + bytes(15) + b"\0") + segment(0xC4, b"\x10\1" + bytes(15) + b"\0")
            + segment(0xDA, b"\1\1\0\0\x3f\0") + int(bits, 2).to_bytes(len(bits) // 8, "big") + b"\xff\xd9")


def mask(width, height, shade):
    """A picture in shades of grey, all of one."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes((shade,)) * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, GREY, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


FILES = {"in.png": png(640, 480), "tail.png": png(960, 720), "in.jpg": jpeg(640, 480), "mask.png": mask(640, 480, 0)}
SHOTS = {"assets_id", "thread_id", "status", "storyboard_detail", "charge_count"}
FILM = {"assets_id", "thread_id", "status", "final_video_url", "final_video_cover_url", "storyboard_asset_id", "run_id"}
STAGE = ["--assets-id", "a1", "--thread-id", "t1"]
EPISODE = [*STAGE, "--episode-id", "1"]

# name: arguments, what the result is, whether the model has actions of its own. URL/ stands for a server on this machine.
REQUESTS = {
    "4.0": (["p", "--size", "1280x1024"], (1280, 1024), True),
    "4.6": (["p", "--size", "1024x1280", "--images", "in.jpg"], (1024, 1280), False),
    "3.0": (["p", "--width", "512", "--height", "1024"], (512, 1024), True),
    "3.1": (["p"], (1328, 1328), True),
    "i2i-3.0": (["p", "--images", "in.jpg", "--width", "640", "--height", "520"], (640, 528), True),
    "inpaint": (["p", "--images", "in.png", "mask.png"], (640, 480), True),
    "super-resolution": (["--images", "in.png", "--resolution", "8k"], (8192, 6144), False),
    "outpaint": (["--images", "in.png", "--left", "0.5", "--right", "0.25"], (1120, 480), False),
    "material-extraction": (["p", "--images", "in.png", "--size", "1024x1024"], (1024, 1024), False),
    "product-extraction": (["p", "--images", "in.jpg"], (2048, 2048), False),
    "video-3.0": (["p", "--frames", "241", "--aspect-ratio", "9:16"], (720, 1280, 241, 24), True),
    "video-3.0-1080p": (["p", "--aspect-ratio", "21:9"], (2176, 928, 121, 24), True),
    "video-3.0-first": (["p", "--images", "in.jpg"], (960, 720, 121, 24), True),
    "video-3.0-first-1080p": (["p", "--images", "in.png"], (1664, 1248, 121, 24), True),
    "video-3.0-first-tail": (["p", "--images", "in.png", "tail.png"], (960, 720, 121, 24), True),
    "video-3.0-first-tail-1080p": (["p", "--images", "in.jpg", "tail.png", "--frames", "241"], (1664, 1248, 241, 24), True),
    "video-3.0-recamera": (["p", "--images", "in.png", "--template-id", "robo_arm", "--camera-strength", "weak"], (960, 720, 121, 24), True),
    "video-3.0-pro": (["p", "--aspect-ratio", "1:1"], (1440, 1440, 121, 24), True),
    "dream-actor-m1": (["--images", "URL/in.png", "--video", "URL/v.mp4"], (1280, 720, 121, 24), True),
    "dream-actor-m2.0": (["--images", "in.png", "--video", "URL/v.mp4"], (960, 720, 125, 25), False),
    "video-translate-2.0": (["--video", "URL/v.mp4", "--src-language", "zh", "--target-language", "en"], (1280, 720, 125, 25), False),
    "pippit-video-2.0": (["p", "--images", "URL/in.png", "--ratio", "3:4", "--duration", "～15s"], (720, 960, 121, 24), False),
    "pippit-video-2.0-vinput": (["p", "--videos", "URL/v.mp4", "--ratio", "9:16"], (720, 1280, 121, 24), False),
    "shortplay-script-analysis": (["--visual-style", "ink", "--video-ratio", "16:9", "--file-url", "URL/s.txt", "--file-type", "txt",
                                   "--file-name", "s.txt"], {"assets_id", "thread_id", "status", "script_detail", "charge_count"}, False),
    "shortplay-material-design": (STAGE, {"assets_id", "thread_id", "status", "character_detail", "scene_detail", "image_count"}, False),
    "shortplay-video-generate-fast720p": (EPISODE, SHOTS, False),
    "shortplay-video-generate-pro720p": (EPISODE, SHOTS, False),
    "shortplay-video-compose-fast720p": (EPISODE, FILM, False),
    "shortplay-video-compose-pro720p": (EPISODE, FILM, False),
}
ENDING = {2: ".png", 4: ".mp4"}


@contextlib.contextmanager
def running_emulator():
    process = subprocess.Popen([JIMENG, "emulator"], stdout=subprocess.PIPE, preexec_fn=as_started_by_hand, env=bare_environment())
    try:
        about = json.loads(process.stdout.readline())
        yield {"VOLC_ACCESSKEY": about["access_key_id"], "VOLC_SECRETKEY": about["secret_access_key"], "JIMENG_API_URL": about["url"],
               "JIMENG_POLL_INTERVAL": "0.01"}
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=LIMIT)


def prepare_files():
    for name, data in FILES.items():
        with open(os.path.join(scratch, name), "wb") as file:
            file.write(data)
        service.pictures["/" + name] = (200, data, "image/png")


def generate(model, *arguments, **more):
    prepare_files()
    given = [word.replace("URL/", service.url + "/") for word in arguments]
    return Run("generate", *given, "--model", model, env={**account, **more})


def boxes(data, wanted):
    """What stands behind the name of a box."""
    at = data.find(wanted)
    assert at >= 0, f"no {wanted}"
    return data[at + 4:]


def is_video(path, width, height, frames, fps):
    with open(path, "rb") as file:
        data = file.read()
    same(struct.unpack(">II", boxes(data, b"tkhd")[76:84]), (width << 16, height << 16))
    same(struct.unpack(">I", boxes(data, b"stsz")[8:12]), (frames,))
    if not shutil.which("ffprobe"):
        return
    told = json.loads(subprocess.run(["ffprobe", "-v", "error", "-count_frames", "-show_streams", "-of", "json", path], check=True,
                                     capture_output=True, timeout=LIMIT).stdout)["streams"]
    same(len(told), 1)
    same((int(told[0]["nb_read_frames"]), Fraction(told[0]["avg_frame_rate"])), (frames, fps))
    ratio = told[0]["width"] / told[0]["height"] / (width / height)
    assert abs(ratio - 1) < 0.01, f"{told[0]['width']}x{told[0]['height']} is another ratio than {width}x{height}"


def is_result(path, wanted):
    if isinstance(wanted, set):
        with open(path, encoding="utf-8") as file:
            return same(set(json.load(file)), wanted)
    return same(dimensions(path), wanted) if len(wanted) == 2 else is_video(path, *wanted)


def plays(model, arguments, wanted, **more):
    path = os.path.join(scratch, "result" + (".json" if isinstance(wanted, set) else ENDING[len(wanted)]))
    run = generate(model, *arguments, "--output", path, **more)
    same((run.code, run.err.removeprefix("jimeng: task ").partition(" ")[2]), (0, "accepted\n"))
    is_result(path, wanted)


def check_named(name, function):
    function.__name__ = name
    check(function)


def first_row(path):
    """The red, green and blue of a picture's first row, whose filter is Sub."""
    width, _ = dimensions(path)
    with open(path, "rb") as file:
        data = file.read()
    packed, at = b"", 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        packed += data[at + 8:at + 8 + size] if kind == b"IDAT" else b""
        at += size + 12
    row = zlib.decompress(packed)[:1 + 3 * width]
    same(row[0], 1)
    pixels, left = [], (0, 0, 0)
    for x in range(width):
        left = tuple((a + b) % 256 for a, b in zip(left, row[1 + 3 * x:4 + 3 * x]))
        pixels.append(bytes(left))
    return pixels


with running_emulator() as account:
    @check
    def every_model_has_its_request():
        same([model["name"] for model in Run("models", "--json").json], list(REQUESTS))

    for model, (arguments, wanted, own_actions) in REQUESTS.items():
        check_named(f"{model}_ends_in_its_result", lambda: plays(model, arguments, wanted))
        if own_actions:
            check_named(f"{model}_does_so_by_its_own_actions", lambda: plays(model, arguments, wanted, JIMENG_ROUTE="model"))

    @check
    def a_model_without_own_actions_is_refused_on_their_route():
        keys_by_name = {model["name"]: model["req_key"] for model in Run("models", "--json").json}
        for name, (given, _, own) in REQUESTS.items():
            if not own:
                run = generate(name, *given, JIMENG_ROUTE="model")
                assert run.code not in (0, 10), (name, run.code)
                holds(run.err, "route", keys_by_name[name])

    @check
    def pictures_of_this_machine_are_seen_in_the_result():
        run = generate("inpaint", "p", "--images", "URL/in.png", "URL/mask.png", "--output", "seen.png")
        same(run.code, 0)
        same(sorted(request["target"] for request in service.requests), ["/in.png", "/mask.png"])
        same(set(first_row(os.path.join(scratch, "seen.png"))), {BLUE})

    @check
    def nobody_else_is_asked_for_a_picture():
        run = generate("inpaint", "p", "--images", "http://192.0.2.1/in.png", "http://192.0.2.1/mask.png", "--output", "drawn.png")
        same(run.code, 0)
        assert set(first_row(os.path.join(scratch, "drawn.png"))) != {BLUE}

    @check
    def links_inside_data_lead_to_files():
        run = generate("shortplay-video-compose-pro720p", *EPISODE, "--output", "film.json")
        same(run.code, 0)
        with open(os.path.join(scratch, "film.json"), encoding="utf-8") as file:
            film = json.load(file)
        same((film["assets_id"], film["thread_id"]), ("a1", "t1"))
        assert film["final_video_url"].startswith(account["JIMENG_API_URL"] + "/videos/"), film

    @check
    def frames_that_no_page_lists_come_back_with_the_task():
        run = generate("video-3.0-pro", "p", "--frames", "300", "--undocumented", "--output", "film.mp4")
        assert run.code not in (0, 2), run.code
        holds(run.err, "50200", "frames should be [121, 241]")

sys.exit(over())
