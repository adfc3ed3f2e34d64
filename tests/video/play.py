#!/usr/bin/env python3
"""Plays videos of the emulator with ffmpeg, which shares no line with what wrote them.

usage: play.py DRAW_VIDEO
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from fractions import Fraction

VIDEOS = [  # width, height, frames, frames a second: what the pages of the video models name, and the edges
    (1920, 1088, 121, 24),
    (2176, 928, 241, 24),
    (1088, 1920, 241, 24),
    (832, 1120, 121, 24),
    (1248, 704, 73, 25),
    (16, 16, 1, 1),
    (8192, 512, 289, 240),
]


def draw(program, folder, *numbers):
    path = os.path.join(folder, "-".join(map(str, numbers)))
    with open(path, "wb") as stream:
        subprocess.run([program, *map(str, numbers)], stdout=stream, check=True)
    return path


def call(*command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode or done.stderr:  # the players are told to be quiet but for what they find wrong
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
    return done.stdout


def require_equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}: {found}, not {expected}")


def is_as_asked(program, folder, width, height, frames, fps):
    path = draw(program, folder, width, height, frames, fps)
    told = json.loads(call("ffprobe", "-v", "warning", "-count_frames", "-show_streams", "-show_format", "-of", "json", path))
    require_equal(len(told["streams"]), 1, "streams")
    stream = told["streams"][0]
    require_equal(stream["codec_name"], "h264", "codec")
    require_equal(stream["profile"], "Constrained Baseline", "profile")
    require_equal(stream["pix_fmt"], "yuv420p", "pixels")
    require_equal(int(stream["nb_read_frames"]), frames, "decoded frames")
    require_equal(int(stream["nb_frames"]), frames, "frames by the table")
    require_equal(Fraction(stream["avg_frame_rate"]), fps, "frames a second")
    for name, duration in (("stream", stream["duration"]), ("file", told["format"]["duration"])):
        require_equal(round(float(duration), 4), round(frames / fps, 4), f"duration of the {name}")
    require_equal(told["format"]["tags"].get("AIGC"), '{"Label":"1"}', "metadata")
    ratio = stream["width"] / stream["height"] / (width / height)
    if abs(ratio - 1) > 0.01:
        raise AssertionError(f"{stream['width']}x{stream['height']} is another ratio than {width}x{height}")
    if os.path.getsize(path) > 120_000:
        raise AssertionError(f"{os.path.getsize(path)} bytes are not a small file")


def every_frame_is_the_first(program, folder):
    path = draw(program, folder, 1920, 1088, 121, 24)
    lines = call("ffmpeg", "-v", "warning", "-i", path, "-f", "framemd5", "-").decode().splitlines()
    frames = [line.split(",")[-1].strip() for line in lines if not line.startswith("#")]
    require_equal(len(frames), 121, "frames")
    require_equal(len(set(frames)), 1, "different frames")


def pixels_of(path):
    return call("ffmpeg", "-v", "warning", "-i", path, "-frames:v", "1", "-vf", "scale=flags=accurate_rnd+full_chroma_int",
                "-f", "rawvideo", "-pix_fmt", "rgb24", "-")


def colours_are_the_pictures(program, folder):
    """The picture of the same size as PNG: no colour may be lost on the way but what halved chroma costs."""
    video = pixels_of(draw(program, folder, 240, 136, 2, 24))
    picture = pixels_of(draw(program, folder, 240, 136, 0, 24))
    require_equal(len(video), 240 * 136 * 3, "bytes of a frame")
    require_equal(len(picture), len(video), "bytes of the picture")
    for channel, name in enumerate(("red", "green", "blue")):
        differences = [abs(a - b) for a, b in zip(video[channel::3], picture[channel::3])]
        mean = sum(differences) / len(differences)
        if mean > 2.5:
            raise AssertionError(f"{name} is off by {mean:.2f} of 255 in the mean")


def main(program):
    cases = [(f"{width}x{height}, {frames} frames at {fps} a second", "ffprobe", is_as_asked, (width, height, frames, fps))
             for width, height, frames, fps in VIDEOS]
    cases.append(("every frame is the first again", "ffmpeg", every_frame_is_the_first, ()))
    cases.append(("its colours are those of the picture", "ffmpeg", colours_are_the_pictures, ()))
    print(f"1..{len(cases)}", flush=True)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, tool, check, arguments) in enumerate(cases, 1):
            if not shutil.which(tool):
                print(f"ok {number} - {name} # SKIP {tool} is not installed (Debian: the package ffmpeg)", flush=True)
                continue
            try:
                check(program, folder, *arguments)
                print(f"ok {number} - {name}", flush=True)
            except AssertionError as reason:
                failed = True
                print(f"not ok {number} - {name}", flush=True)
                print("\n".join(f"# {line}" for line in str(reason).splitlines()), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
