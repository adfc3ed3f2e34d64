#!/usr/bin/env python3
"""What is kept of a result: the file that nobody named, the record of how it was made, the label. Prints TAP.

usage: kept.py JIMENG
"""

import hashlib
import json
import os
import re
import shlex
import shutil
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_service import accepted, links, state  # noqa: E402
from harness import *  # noqa: E402,F403
from pictures import chunk, jpeg  # noqa: E402

FOLDER = "generated_images"
LABEL = {"Label": "1", "ContentProducer": "001191110000MA01", "ProduceID": "p-1", "ReservedCode1": "", "ContentPropagator": "x",
         "PropagateID": "q-1", "ReservedCode2": ""}


def at(*names):
    return os.path.join(scratch, *names)


def read(*names):
    with open(at(*names), "rb") as file:
        return file.read()


def put(name, content):
    with open(at(name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())
    return at(name)


def offered(picture=None, kind="image/png"):
    """The next submit brings this picture behind a link."""
    picture = png(8, 8) if picture is None else picture
    service.pictures["/p"] = (200, picture, kind)
    service.requests.clear()
    service.answers = [accepted(), links(service.url + "/p")]
    return picture


def fetched():
    return [r["target"] for r in service.requests if r["target"].startswith("/p")]


def files():
    return sorted(os.path.relpath(os.path.join(where, name), scratch) for where, _, names in os.walk(scratch) for name in names)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def texts_of_png(data):
    """Keyword and bytes of each iTXt chunk, by the book; every chunk's sum is checked."""
    found, place = {}, 8
    while place < len(data):
        size, = struct.unpack(">I", data[place:place + 4])
        body = data[place + 4:place + 8 + size]
        same(struct.unpack(">I", data[place + 8 + size:place + 12 + size])[0], zlib.crc32(body))
        if body[:4] == b"iTXt":
            keyword, rest = body[4:].split(b"\0", 1)
            same(rest[:2], b"\0\0")
            found[keyword.decode()] = rest[2:].split(b"\0", 2)[2].decode()
        place += 12 + size
        last = body[:4]
    same(last, b"IEND")
    return found


def box(kind, body):
    return struct.pack(">I", len(body) + 8) + kind + body


# --- The file that nobody named

@check
def a_picture_without_a_name_is_saved_because_it_came_anyway():
    picture = offered()
    run = Run("generate", "a cat", env=keys())
    same((run.code, fetched()), (0, ["/p"]))
    same(read(FOLDER, ID + ".png"), picture)
    same(run.out, f"![Generated Image]({service.url}/p)\n\n**Generation Info:**\n- Prompt: a cat\n- Size: 8 × 8\n"
                  f"- Save Path: {FOLDER}/{ID}.png\n- Link: <{service.url}/p>\n")


@check
def a_variable_says_where_it_is_saved():
    picture = offered()
    run = Run("generate", "a cat", "--json", env=keys(JIMENG_OUTPUT_DIR=at("my pictures")))
    same((run.code, run.json["pictures"][0]["path"]), (0, at("my pictures", ID + ".png")))
    same(read("my pictures", ID + ".png"), picture)
    for bad, words in (("~/x", "leaves ~ alone"), (put("file", "x"), "")):
        service.requests.clear()
        run = Run("generate", "a cat", env=keys(JIMENG_OUTPUT_DIR=bad))
        same((run.code, service.requests), (2, []))
        holds(run.err, words)
        one_line(run.err)


@check
def where_nothing_can_be_saved_and_nobody_asked_the_link_is_shown():
    put(FOLDER, "a file in the way")
    offered()
    run = Run("generate", "a cat", env=keys())
    same(run.code, 0)
    holds(run.err, "note: ", "nothing is saved", "--output PATH")
    holds(run.out, f"- Link: <{service.url}/p>")
    assert "Save Path" not in run.out


@check
def a_dead_link_is_no_failure_unless_somebody_named_a_place():
    for env, code in (({}, 0), ({"JIMENG_OUTPUT_DIR": at("kept")}, 12)):
        service.pictures.clear()
        service.answers = [accepted(), links(service.url + "/gone"), links(service.url + "/gone")]
        run = Run("generate", "a cat", env=keys(**env))
        same(run.code, code)
        holds(run.out, f"- Link: <{service.url}/gone>")


@check
def without_download_nothing_is_fetched():
    offered()
    run = Run("generate", "a cat", "--no-download", env=keys())
    same((run.code, run.err, fetched(), files()), (0, ACCEPTED, [], []))
    same(run.out, f"![Generated Image]({service.url}/p)\n\n**Generation Info:**\n- Prompt: a cat\n- Size: 2K\n- Link: <{service.url}/p>\n")
    service.answers = [links(service.url + "/p")]
    run = Run("wait", ID, "--no-download", "--json", env=keys())
    same((run.code, fetched(), files()), (0, [], []))
    same([(one["url"], one["path"], one["width"]) for one in run.json["pictures"]], [(service.url + "/p", None, None)])
    holds(run.json["resume"], "--no-download")
    service.requests.clear()
    for more in (["--output", "x.png"], ["--sidecar"], ["--embed"], ["--show"], ["--open"]):
        run = Run("generate", "a cat", "--no-download", *more, env=keys())
        same((run.code, service.requests), (2, []))
        holds(run.err, "--no-download", "leave one of the two out")
    same(emulated("a cat", "--no-download").code, 2)


@check
def waiting_again_fetches_nothing_that_lies_there():
    picture = offered()
    same(Run("generate", "a cat", env=keys()).code, 0)
    service.requests.clear()
    service.answers = [links(service.url + "/p")]
    run = Run("wait", ID, "--json", env=keys())
    same((run.code, fetched(), files()), (0, [], [f"{FOLDER}/{ID}.png"]))
    same(os.path.realpath(run.json["pictures"][0]["path"]), os.path.realpath(at(FOLDER, ID + ".png")))
    service.answers = [links(service.url + "/p")]
    run = Run("wait", ID, "--no-journal", env=keys())  # nothing is known: the file there is somebody's
    same((run.code, fetched(), read(FOLDER, ID + ".png"), read(FOLDER, "again", ID + ".png")), (0, ["/p"], picture, picture))


# --- The record

def record_of(run):
    same(run.code, 0)
    return json.loads(run.out)


@check
def a_sidecar_tells_how_the_picture_was_made():
    picture = offered()
    run = Run("generate", "a cat's \"eyes\"", "--size", "1k", "--force-single", "--scale", "0.7", "--watermark-text", "W", "--sidecar",
              "--output", "cat.png", env=keys())
    same((run.code, files()), (0, ["cat.json", "cat.png"]))
    same(read("cat.png"), picture)
    record = json.loads(read("cat.json"))
    sent = json.loads(service.submits()[0] if isinstance(service.submits()[0], str) else json.dumps(service.submits()[0]))
    same(record["fields"], sent)
    same((record["prompt"], record["model"], record["req_key"], record["task_id"]), ("a cat's \"eyes\"", "4.0", "jimeng_t2i_v40", ID))
    same((record["sha256"], record["size_bytes"]), (sha256(picture), len(picture)))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ", record["date"]), record["date"]
    assert SECRET not in read("cat.json").decode() and "AKLTTESTTEST" not in read("cat.json").decode()
    told = Run("show", "cat.png")
    same((told.code, told.err), (0, ""))
    holds(told.out, "Prompt: a cat's \"eyes\"", "Model: 4.0 (jimeng_t2i_v40)", f"Task: {ID}", "File: as it was saved", "  scale: 7E-1",
          "Read from: cat.json")
    line = told.out.split("Make it again:\n")[1].strip()
    same(json.loads(Run("show", "cat.png", "--json").out)["command"], line)
    offered()
    again = Run(*shlex.split(line)[1:], env=keys())  # the line is as a shell takes it
    same(again.code, 0)
    same(json.loads(json.dumps(service.submits()[0])), sent)
    put("cat.png", picture + b"x")
    holds(Run("show", "cat.png").out, "File: changed since it was saved")
    holds(Run("show", "cat.json").out, "Prompt: a cat's")


@check
def an_embedded_record_is_inside_the_picture_and_the_hash_is_that_of_the_file():
    picture = offered()
    run = Run("generate", "猫 & <b>", "--embed", "--output", "cat.png", "--json", env=keys())
    same((run.code, files()), (0, ["cat.png"]))
    data = read("cat.png")
    record = json.loads(texts_of_png(data)["jimeng"])
    same((record["prompt"], record["task_id"], record["sha256"]), ("猫 & <b>", ID, sha256(picture)))
    shown = run.json["pictures"][0]
    same((shown["sha256"], shown["size_bytes"]), (sha256(data), len(data)))
    told = json.loads(Run("show", "cat.png", "--json").out)
    same((told["from"], told["unchanged"], told["record"]["prompt"]), ("the file, PNG iTXt", True, "猫 & <b>"))
    middle = len(picture) // 2
    put("cat.png", data.replace(b"IDAT", b"IDAT", 1)[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:])
    same(json.loads(Run("show", "cat.png", "--json").out)["unchanged"], False)


@check
def an_embedded_picture_is_neither_fetched_nor_paid_again():
    offered()
    words = ("generate", "a cat", "--embed", "--sidecar", "--job-key", "k")
    same(Run(*words, env=keys()).code, 0)
    path = at(FOLDER, ID + ".png")
    first, facts = read(path), os.stat(path)
    service.requests.clear()
    run = Run(*words, "--json", env=keys())
    same((run.code, service.requests), (0, []))
    same((run.json["pictures"][0]["sha256"], read(path), os.stat(path).st_ino), (sha256(first), first, facts.st_ino))
    for how in (["resume", "k"], ["resume", "--all"]):
        same((Run(*how, env=keys()).code, service.requests), (0, []))
    same(files(), [f"{FOLDER}/{ID}.json", f"{FOLDER}/{ID}.png"])


@check
def a_record_is_made_also_where_a_run_goes_on_after_a_kill():
    offered()
    service.answers = [accepted()] + [state("generating")] * 1000
    process = started("generate", "a cat", "--size", "1K", "--embed", "--sidecar", "--output", "cat.png", JIMENG_POLL_INTERVAL="0.2")
    wait_for_query(2)
    process.kill()
    process.communicate(timeout=LIMIT)
    service.settle()
    service.answers = [links(service.url + "/p")]
    same(Run("resume", "--all", env=keys()).code, 0)
    record = json.loads(texts_of_png(read("cat.png"))["jimeng"])
    same((record["prompt"], record["options"]), ("a cat", [{"name": "size", "values": ["1K"]}]))
    same(json.loads(read("cat.json"))["sha256"], sha256(read("cat.png")))
    holds(Run("show", "cat.png").out, "jimeng generate 'a cat' --model 4.0 --size 1K\n")


@check
def other_ways_to_a_result_keep_records_too():
    offered()
    same(Run("generate", "a cat", "--no-wait", env=keys()).code, 0)
    service.answers = [links(service.url + "/p")]
    same(Run("wait", ID, "--embed", "--sidecar", "--output", "cat.png", env=keys()).code, 0)
    holds(Run("show", "cat.png").out, "Prompt: a cat\n")
    service.answers = [links(service.url + "/p")]
    same(Run("download", ID, "--embed", "--output", "again.png", env=keys()).code, 0)
    holds(Run("show", "again.png").out, "jimeng generate 'a cat' --model 4.0\n")
    same(emulated("a cat", "--size", "1K", "--embed", "--output", "drawn.png").code, 0)
    holds(Run("show", "drawn.png").out, "jimeng generate 'a cat' --model 4.0 --size 1K --emulator\n", "File: as it was saved")


@check
def a_local_file_leaves_its_name_and_not_its_bytes():
    os.mkdir(at("private"))
    put("private/in.png", png(64, 64, noise=True))
    offered()
    same(Run("generate", "oil", "--model", "4.6", "--images", at("private", "in.png"), "--embed", "--sidecar", "--output", "o.png", env=keys()).code, 0)
    text = read("o.json").decode()
    holds(text, "file:in.png")
    assert len(text) < 2000 and "private" not in text and b"private" not in read("o.png"), text
    holds(Run("show", "o.png").out, "--images in.png")


@check
def a_sidecar_takes_nobodys_place():
    put("cat.json", "mine")
    offered()
    same(Run("generate", "a cat", "--sidecar", "--output", "cat.png", env=keys()).code, 0)
    same((read("cat.json"), json.loads(read("cat.png.json"))["prompt"]), (b"mine", "a cat"))
    holds(Run("show", "cat.png").out, "Read from: cat.png.json")
    put("dog.json", "mine")
    put("dog.png.json", "mine too")
    offered()
    run = Run("generate", "a dog", "--sidecar", "--output", "dog.png", env=keys())
    same((run.code, read("dog.json"), read("dog.png.json")), (13, b"mine", b"mine too"))
    holds(run.err, "sidecar dog.json", "the picture is saved")
    assert os.path.exists(at("dog.png"))


@check
def a_jpeg_and_a_video_carry_it_too():
    picture = offered(jpeg(16, 16), "image/jpeg")
    same(Run("generate", "a cat", "--embed", "--output", "cat.jpg", env=keys()).code, 0)
    data = read("cat.jpg")
    assert len(data) > len(picture) and data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9")
    told = json.loads(Run("show", "cat.jpg", "--json").out)
    same((told["from"], told["unchanged"]), ("the file, JPEG comment", True))
    same(emulated("a wave", "--model", "video-3.0", "--embed", "--output", "wave.mp4").code, 0)
    told = json.loads(Run("show", "wave.mp4", "--json").out)
    same((told["from"], told["unchanged"], told["record"]["model"]), ("the file, MP4 uuid", True, "video-3.0"))
    if shutil.which("ffprobe"):
        for name, wanted in (("wave.mp4", "h264"), ("cat.jpg", "mjpeg")):
            probed = subprocess.run(["ffprobe", "-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", at(name)],
                                    capture_output=True, text=True, timeout=LIMIT)
            same((probed.stdout.strip().split("\n")[0], probed.stderr), (wanted, ""))


def saved(name, data):
    """A result as it is saved, with a record put into it."""
    offered(data, "video/mp4")
    run = Run("generate", "a wave", "--model", "video-3.0", "--embed", "--output", name, env=keys())
    same((run.code, run.err), (0, ACCEPTED))
    return read(name)


def own_box(prompt):
    record = {"jimeng_record": 1, "prompt": prompt, "task_id": "1", "index": 0}
    return box(b"uuid", bytes.fromhex("8f4b3d1c52e94706b17a20d49c63fe35") + json.dumps(record).encode())


@check
def a_record_takes_nothing_out_of_a_video_but_one_behind_the_movie():
    head, pictures, index = box(b"ftyp", b"isom" + bytes(4)), box(b"mdat", b"pictures"), box(b"mfra", box(b"mfro", bytes(8)))
    record = json.dumps({"jimeng_record": 1, "prompt": "no", "task_id": "1", "index": 0}).encode()
    keyed = box(b"moov", box(b"meta", bytes(4) + box(b"hdlr", bytes(25)) + box(b"keys", struct.pack(">II", 0, 1) + box(b"mdta", b"jimeng"))
                             + box(b"ilst", box(b"\0\0\0\1", box(b"data", struct.pack(">II", 1, 0) + record)))))
    plain = head + box(b"moov", box(b"mvhd", bytes(100))) + pictures
    for n, (before, gone, after) in enumerate(((head + keyed + pictures, b"", b""), (head + pictures + keyed, b"", b""), (head + own_box("old") + plain[len(head):], b"", b""),
                                               (plain, own_box("old"), b""), (plain, b"", index), (plain, own_box("old"), index))):
        data = saved(f"{n}.mp4", before + gone + after)
        assert data.startswith(before) and data.endswith(after), data
        own = data[len(before):len(data) - len(after)]
        same(own[4:24], own_box("")[4:24])
        same(struct.unpack(">I", own[:4])[0], len(own))
        told = json.loads(Run("show", f"{n}.mp4", "--json").out)
        same((told["record"]["prompt"], told["unchanged"]), ("a wave", True))


@check
def what_takes_no_record_is_kept_and_told():
    offered(b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0/\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0", "image/webp")
    run = Run("generate", "a cat", "--embed", "--output", "cat.png", env=keys())
    same(run.code, 12)
    holds(run.err, "takes no record", "cat.webp")
    same(files(), ["cat.webp"])


@check
def a_hostile_record_is_text():
    evil = {"jimeng_record": 1, "prompt": "a'; rm -rf / #\x1b]0;x\x07\u202e", "model": "\x1b[31m", "req_key": "jimeng_t2i_v40", "task_id": "\x1b[2J",
            "fields": {f"f{i}\x1b[1m": "\x1b[1m" * 100 for i in range(200)}, "date": 7, "index": -1, "sha256": [],
            "options": [{"name": "output", "values": ["/etc/passwd"]}, {"name": "force", "values": []}, {"name": "ca-file", "values": ["x"]},
                        {"name": "images", "values": ["/home/me/.ssh/id_rsa", "https://a.example/1.png"]},
                        {"name": "size", "values": ["1K; reboot"]}, {"name": "no-wait"}, {"name": "; reboot", "values": []}, 7, {"name": 7}]}
    data = png(8, 8)
    put("evil.png", data[:-12] + chunk(b"iTXt", b"jimeng" + b"\0" * 5 + json.dumps(evil).encode()) + data[-12:])
    run = Run("show", "evil.png")
    same((run.code, run.err), (0, ""))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", run.out), run.out
    assert len(run.out) < 100000
    line = run.out.split("Make it again:\n")[1].split("\n")[0]
    holds(run.out, "Fields:\n  f0\\u{1b}", "\n  ...\nMake it again:\n")
    holds(run.out, "Not in this line", "output, force, ca-file, no-wait")
    for gone in ("passwd", "force", "ca-file", ".ssh", "no-wait"):
        assert gone not in line, line
    ran = subprocess.run(["sh", "-c", "jimeng() { printf '%s\\n' \"$@\"; }; " + line], capture_output=True, text=True, cwd=scratch, timeout=LIMIT)
    same((ran.returncode, ran.stderr, ran.stdout.split("\n")[-5:]), (0, "", ["id_rsa", "https://a.example/1.png", "--size", "1K; reboot", ""]))


@check
def files_without_a_record_and_broken_ones_are_told_apart():
    put("plain.png", png(8, 8))
    run = Run("show", "plain.png")
    same((run.code, run.out), (1, ""))
    holds(run.err, "no record", "--sidecar or --embed")
    for name in ("nowhere.png", "."):
        for how in ("show", "label"):
            run = Run(how, name)
            same((run.code, run.out), (13, ""))
            one_line(run.err)
    os.mkfifo(at("pipe.png"))
    same(Run("show", "pipe.png").code, 13)
    head = png(8, 8)[:-12]
    for n, end in enumerate((b"\xff\xff\xff\xffiTXtjimeng", b"\0\0\0\x10iTXt", chunk(b"iTXt", b"jimeng"), chunk(b"iTXt", b"jimeng\0\1\0\0\0" + b"x" * 99),
                             chunk(b"zTXt", b"jimeng\0\0" + zlib.compress(b"a" * 50_000_000)), chunk(b"iTXt", b"jimeng\0\0\0\0\0" + b"[" * 900_000))):
        put("broken.png", head + end)
        same(Run("show", "broken.png").code, 1)
    for data in (b"\xff\xd8\xff\xe0", b"\xff\xd8" + b"\xff" * 5000, b"\xff\xd8\xff\xe1\0\x10Exif\0\0II*\0\xff\xff\xff\xff\xff\xd9"):
        put("broken.jpg", data)
        same(Run("label", "broken.jpg").code in (1, 13), True)
    for data in (box(b"ftyp", b"isom" + bytes(4)) + struct.pack(">I", 0xFFFFFFF0) + b"moov", box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", box(b"meta", b"\0"))
                 + box(b"uuid", b"x"), box(b"ftyp", b"isom" + bytes(4)) + struct.pack(">I4sQ", 1, b"moov", 2**64 - 1)):
        put("broken.mp4", data)
        same(Run("label", "broken.mp4").code in (1, 13), True)


@check
def a_video_nested_without_end_is_read_like_any_other():
    def nested(depth, inside):
        sizes = range(8 * depth + len(inside), len(inside), -8)
        return b"".join(struct.pack(">I", size) + b"udta" for size in sizes) + inside

    for top in (lambda body: box(b"moov", body), lambda body: body):
        put("deep.mp4", box(b"ftyp", b"isom" + bytes(4)) + top(nested(1_900_000, b"")))
        same([Run(how, "deep.mp4").code for how in ("show", "label")], [1, 1])
    label = box(b"AIGC", json.dumps(LABEL).encode())
    for depth, code in ((1, 0), (2, 1)):
        put("udta.mp4", box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", nested(depth, label)))
        same(Run("label", "udta.mp4").code, code)


# --- The label

def labelled(name, data, place):
    put(name, data)
    run = Run("label", name, "--json")
    told = json.loads(run.out)
    same((run.code, told["labelled"], told["place"]), (0, True, place))
    return told


def with_chunk(body):
    data = png(8, 8)
    return data[:33] + chunk(body[:4], body[4:]) + data[33:]


@check
def the_label_is_found_wherever_the_rules_put_it():
    text = json.dumps(LABEL)
    for name, data, place in (
            ("a.png", with_chunk(b"tEXtAIGC\0" + text.encode()), "PNG tEXt"),
            ("b.png", with_chunk(b"zTXtAIGC\0\0" + zlib.compress(text.encode())), "PNG zTXt"),
            ("c.png", with_chunk(b"iTXtAIGC\0\0\0\0\0" + text.encode()), "PNG iTXt"),
            ("a.jpg", jpeg(8, 8, segments=[(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><rdf:Description xmlns:TC260="
                                           b"\"http://www.tc260.org.cn/ns/AIGC/1.0/\" TC260:AIGC=\"" + text.replace('"', "&quot;").encode() + b"\"/></x:xmpmeta>")]), "JPEG XMP"),
            ("b.jpg", jpeg(8, 8, segments=[(0xE1, b"http://ns.adobe.com/xap/1.0/\0<a xmlns:TC260='http://www.tc260.org.cn/ns/AIGC/1.0/'><TC260:AIGC>"
                                           + text.encode() + b"</TC260:AIGC></a>")]), "JPEG XMP"),
            ("c.jpg", jpeg(8, 8, segments=[(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, 0x8769, 4, 1, 26) + bytes(4)
                                           + struct.pack("<HHHII", 1, 0x9286, 7, 8 + len('{"AIGC":}') + len(text), 44) + bytes(4)
                                           + b"ASCII\0\0\0" + b'{"AIGC":' + text.encode() + b"}")]), "JPEG EXIF UserComment"),
            ("d.jpg", jpeg(8, 8, segments=[(0xFE, text.encode())]), "JPEG comment"),
            ("a.mp4", box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", box(b"udta", box(b"meta", bytes(4) + box(b"hdlr", bytes(25))
                      + box(b"keys", struct.pack(">II", 0, 1) + box(b"mdta", b"AIGC")) + box(b"ilst", box(b"\0\0\0\1", box(b"data", struct.pack(">II", 1, 0) + text.encode())))))), "MP4 metadata")):
        told = labelled(name, data, place)
        same((told["fields"], told["missing"]), (LABEL, []))
    run = Run("label", "a.png")
    holds(run.out, "a.png: carries an AIGC label (PNG tEXt)", "- Label: 1\n", "- ProduceID: p-1\n")


@check
def what_the_service_labels_is_found_and_what_it_lacks_is_named():
    for more, name in (([], "cat.png"), (["--model", "video-3.0", "--aigc-content-propagator", "me"], "cat.mp4")):
        same(emulated("a cat", "--aigc-producer-id", "p-7", "--output", name, *more).code, 0)
        run = Run("label", name, "--json")
        told = run.json
        same((run.code, told["fields"]["producer_id"]), (0, "p-7"))
        holds(told["missing"], "Label", "ReservedCode1")
        assert "ProduceID" not in told["missing"]
        same(emulated("a cat", "--output", "not-" + name, *more[:2]).code, 0)
        run = Run("label", "not-" + name)
        same((run.code, run.out), (1, f"not-{name}: carries no AIGC label\n"))


@check
def words_about_a_label_are_none():
    for body in (b"tEXtAIGC\0yes", b"tEXtAIGC\0[]", b"tEXtAIGC\0{}", b"tEXtComment\0AIGC", b"iTXtjimeng\0\0\0\0\0" + json.dumps(LABEL).encode()):
        put("x.png", with_chunk(body))
        same(Run("label", "x.png", "--json").json, {"path": "x.png", "labelled": False, "place": None, "fields": {}, "missing": []})
    evil = {"Label": "\x1b[31m", "\u202e\x1b]0;": ["x" * 100000], "ContentProducer": None}
    put("x.png", with_chunk(b"tEXtAIGC\0" + json.dumps(evil).encode()))
    run = Run("label", "x.png")
    same(run.code, 0)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", run.out) and len(run.out) < 5000, run.out
    put("x.txt", "hello")
    same(Run("label", "x.txt").code, 13)


XMP = b"http://ns.adobe.com/xap/1.0/\0<a xmlns:TC260='http://www.tc260.org.cn/ns/AIGC/1.0/'>"


@check
def a_label_in_xmp_is_looked_for_in_a_few_places_and_its_entities_are_read_once():
    def xmp(body):
        return jpeg(8, 8, segments=[(0xE1, XMP + body + b"</a>")])

    text = json.dumps(LABEL).encode()
    told = labelled("a.jpg", xmp(b"<TC260:AIGC>no</TC260:AIGC><TC260:AIGC>" + text + b"</TC260:AIGC>"), "JPEG XMP")
    same(told["fields"], LABEL)
    twice = json.dumps({**LABEL, "ProduceID": "&lt;"}).encode().replace(b"&", b"&amp;")
    same(labelled("b.jpg", xmp(b"<TC260:AIGC>" + twice + b"</TC260:AIGC>"), "JPEG XMP")["fields"]["ProduceID"], "&lt;")
    for body in (b"<TC260:AIGC>x" * 100 + text + b"<", b"<TC260:AIGC>" + b" " * 40000 + text + b"<"):
        put("c.jpg", xmp(body))
        same(Run("label", "c.jpg").code, 1)


@check
def all_packed_texts_of_a_picture_share_a_bound():
    bomb = chunk(b"zTXt", b"x\0\0" + zlib.compress(b"a" * 1_000_000))
    label = chunk(b"zTXt", b"AIGC\0\0" + zlib.compress(json.dumps(LABEL).encode()))
    data = png(8, 8)
    for count, code in ((2, 0), (9, 1)):
        put("x.png", data[:33] + bomb * count + label + data[33:])
        same(Run("label", "x.png").code, code)
    put("y.png", data[:33] + chunk(b"tEXt", b"x\0y") * 300 + label + data[33:])  # more texts than are read
    same(Run("label", "y.png").code, 1)


sys.exit(over())
